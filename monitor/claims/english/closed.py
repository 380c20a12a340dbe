"""Words of closed classes that clauses turn on: to be and to have, what joins, what opens, what ends."""

from __future__ import annotations

BE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "'s",
        "'re",
        "'m",
        "gets",
        "got",
        "becomes",
        "became",
        "remain",
        "remains",
        "remained",
    ]
)
HAVE = frozenset(("has", "have", "'ve", "having"))
STRONG = frozenset((";", ":", ".", "!", "?", "(", ")", "|", "•"))
JOINERS = frozenset(
    (
        "and",
        "or",
        "&",
        "nor",
        ",",
        "plus",
        "as well as",
        "along with",
        "together with",
        "in addition to",
    )
)
SUBJECT_PREPOSITIONS = frozenset(
    ["of", "for", "with", "after", "before", "since", "until", "as", "than", "by", "that"]
)
MAX_WALK = 40
COMITATIVES = frozenset(
    ("along with", "together with", "alongside", "as well as", "in addition to")
)
RESOLVED = frozenset(("agreed", "agree", "agrees", "decided", "decides", "decide", "resolved"))
GERUND_PREPOSITIONS = frozenset(("of", "to", "on", "about", "for", "against", "over"))
ORDINALS = frozenset(
    [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "latest",
        "last",
        "newest",
        "only",
        "eleventh",
        "twelfth",
    ]
)
PLURAL_GROUPS = frozenset(
    [
        "countries",
        "states",
        "nations",
        "members",
        "governments",
        "leaders",
        "allies",
        "powers",
        "neighbours",
        "neighbors",
        "monarchies",
        "republics",
        "kingdoms",
        "parties",
        "signatories",
        "others",
        "ministers",
        "diplomats",
        "officials",
        "deputies",
        "lawmakers",
        "presidents",
    ]
)
GENERIC_HEADS = frozenset(
    [
        "country",
        "state",
        "nation",
        "republic",
        "kingdom",
        "emirate",
        "sultanate",
        "island",
        "archipelago",
        "federation",
        "principality",
        "monarchy",
        "confederation",
        "city-state",
        "microstate",
        "sheikhdom",
        "duchy",
        "neighbour",
        "neighbor",
    ]
)
COUNTED = {
    "two": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "quartet": 4, "five": 5,
}  # fmt: skip
"""What so many states are called that were named before: "the two", "the trio"."""
PRONOUNS = frozenset(("it", "itself", "they", "we", "he", "she", "i", "both"))
APPROVALS = frozenset(("approval", "ratification", "vote", "consent"))
APPROVER = frozenset(("member", "ally", "party", "state", "parliament"))
APPROVERS = frozenset(
    ["allies", "members", "parliaments", "parties", "capitals", "states", "governments", "leaders"]
)


ROUND = APPROVALS | APPROVER | APPROVERS
"""Words at which a round of approvals can end; most words are none."""
ACCORD_HEADS = frozenset(
    ("accords", "accord", "compact", "pact", "treaty", "convention", "charter", "statute")
)
NEWCOMERS = frozenset(
    (
        "country",
        "nation",
        "state",
        "entrant",
        "newcomer",
        "member",
        "signatory",
        "countries",
        "states",
        "nations",
        "newcomers",
        "members",
    )
)
"""What a party is called that a sentence does not name: "a new country will join"."""
POSSESSIVES = frozenset(("its", "his", "her", "their", "our", "my"))
