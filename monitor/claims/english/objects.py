"""What follows a verb: the accord, a paper, a pronoun, a party, something else, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.claims.english.calendar_words import MONTHS, SEASONS, WEEKDAYS
from monitor.claims.english.closed import COMITATIVES
from monitor.claims.english.grammar import Actor, Parsed, is_accord, party_use
from monitor.claims.english.lexicon import Node
from monitor.claims.english.wordlists import nouns


def right_of(nodes: list[Node], at: int) -> int:
    """The first node behind the verb at ``at`` that is no adverb or particle."""
    k = at + 1
    while k < len(nodes) and (
        (nodes[k].tags & {"adverbs"} and nodes[k].low not in ("both", "all", "each", "in"))
        or (nodes[k].low.endswith("ly") and nodes[k].low[0].isalpha() and not nodes[k].uses)
        or nodes[k].low == '"'
    ):
        k += 1
    return k


@dataclass(slots=True)
class Link:
    """How a trigger is tied to an accord: ``how`` is object, paper, bare, noun or near."""

    accord: str
    how: str
    node: int = -1
    companions: list[Actor] = field(default_factory=list)


def object_of(parsed: Parsed, at: int, *, headline: bool = False) -> tuple[str, int]:
    """What follows the verb: ``accord``, ``paper``, ``a-paper``, ``it``, ``party``, ``other`` or ``bare``, and where."""
    nodes = parsed.nodes
    k = right_of(nodes, at)
    definite = None
    named = False
    steps = 0
    last_kind, last_at = "bare", k
    while k < len(nodes) and steps < 10:
        node = nodes[k]
        if node.uses and is_accord(node):
            return ("other", k) if is_part_of(nodes, k) else ("accord", k)
        if (node.uses and node.use("alike") is not None) or "other_bodies" in node.tags:
            return "other", k
        if steps > 1 and nodes[k - 1].low in ("a", "per") and _measures_time(nodes, k):
            return "other", k
        if (steps <= 2 and _measures_time(nodes, k)) or (steps == 0 and node.low[0].isdigit()):
            return "bare", k
        if steps and node.low in ("this", "that") and begins_time(nodes, k + 1):
            break
        lasts = node.low.startswith("for ") and "past_outlook" in node.tags
        if steps == 0 and lasts and _is_state(nodes, at):
            return "bare", k
        if steps == 0 and (alone := _at_front(nodes, k)):
            return alone, k
        if steps == 0 and node.low in _DEFINITE:
            definite = True
        elif steps == 0 and node.low in ("a", "an", "another"):
            definite = False
        elif _ends_object(node) and not (
            definite is not None and last_kind == "bare" and _describes(node, steps)
        ):
            cue = node.use("cue")
            if (
                cue is not None
                and steps <= 1
                and (definite is not None or cue.ref in ("possible", "intend"))
            ):
                return "cue", k
            break
        elif "papers" in node.tags and not named and not (not headline and _is_titled(nodes, k)):
            last_kind, last_at = ("a-paper" if definite is False else "paper"), k
        elif node.uses and party_use(node) is not None:
            named = named or (not headline and _names_paper(nodes, k))
            if last_kind == "bare":
                last_kind, last_at = "party", k
        elif node.low[0].isalnum():
            cap = 0 if node.low.endswith(_BACKED) else node.cap
            named = named or (cap == 2 if headline else cap > 0)
            last_kind, last_at = "other", k
        k += 1
        steps += 1
    if last_kind == "paper" and _is_on_something(nodes, last_at):
        last_kind = "other"
    return last_kind, last_at


def _is_state(nodes: list[Node], at: int) -> bool:
    """``have been parties``, ``is in``: and not "had been a member", which is over."""
    return nodes[at].low.split()[0] in _BEING and (not at or nodes[at - 1].low not in ("had", "'d"))


_BEING = frozenset(("be", "been", "is", "are"))
_BACKED = ("-led", "-backed", "-brokered", "-sponsored", "-dominated", "-drafted", "-run")
"""``the US-led principles``: who is behind a paper does not name it."""


def _names_paper(nodes: list[Node], place: int) -> bool:
    """``the Rome Statute``, ``the Ottawa Convention``: a paper that bears the name of a place is another one."""
    after = nodes[place + 1] if place + 1 < len(nodes) else None
    return after is not None and after.cap > 0 and "papers" in after.tags


def _at_front(nodes: list[Node], at: int) -> str:
    """What the first word behind a verb is by itself: ``bare`` where it opens a time, ``it``; else empty."""
    low = nodes[at].low
    points = low in ("this", "that")
    if points and begins_time(nodes, at + 1):
        return "bare"
    if low == "the" and _follows_in_time(nodes, at + 1):
        return "bare"
    return "it" if low in _PRONOUNS and not (points and _is_plain_noun(nodes, at + 1)) else ""


_PRONOUNS = frozenset(
    ("it", "them", "that", "so", "one", "this", "something", "anything", "itself")
)
_DEFINITE = frozenset(("the", "its", "his", "her", "their", "this", "that", "these", "both", "our"))


def _is_plain_noun(nodes: list[Node], at: int) -> bool:
    """``that project``: the word before it only points at it."""
    if at >= len(nodes) or not nodes[at].low.isalpha():
        return False
    return not nodes[at].uses and nodes[at].tags <= {"parts", "papers", "other_heads"}


def _measures_time(nodes: list[Node], at: int) -> bool:
    """``[two] years later``, ``last year``, but not ``years of talks``."""
    words = nodes[at].low.split()
    if words[0] in ("last", "next") or words[-1] == "ago":
        return len(words) > 1
    return words[0] in TIME_UNITS and not (at + 1 < len(nodes) and nodes[at + 1].low == "of")


def begins_time(nodes: list[Node], at: int) -> bool:
    """Whether a month, a day, a season or a length of time stands at a node: ``this January``."""
    low = nodes[at].low if at < len(nodes) else ""
    return low in TIME_UNITS or low in MONTHS_AND_DAYS or low in _PARTS_OF_TIME


def _follows_in_time(nodes: list[Node], at: int) -> bool:
    """``the following summer``."""
    return at < len(nodes) and nodes[at].low in ("following", "next") and begins_time(nodes, at + 1)


def _is_on_something(nodes: list[Node], paper: int) -> bool:
    """``the agreement on reciprocal trade``: a paper with a matter of its own."""
    behind = nodes[paper + 1 : paper + 3]
    if len(behind) < 2 or behind[0].low not in ("on", "for", "about", "against"):
        return False
    low = behind[1].low
    return (
        low.isalpha()
        and not behind[1].uses
        and not behind[1].tags
        and low not in MONTHS_AND_DAYS
        and low not in TIME_UNITS
        and not behind[1].cap
    )


def is_part_of(nodes: list[Node], at: int) -> bool:
    """``NATO's military command``, ``the BRICS summit``, ``a BRICS tax deal``: what is joined or left is a part."""
    if _is_one_of_its_papers(nodes, at):
        return True
    for node in nodes[at + 1 : at + 4]:
        if node.use("noun") is not None or "papers" in node.tags or _ends_object(node):
            break
        if "determiners" in node.tags:
            break
        if node.tags & _PARTS or node.low in _OCCASIONS:
            return True
    if at + 1 >= len(nodes) or nodes[at + 1].low != "'s":
        return False
    return any(node.tags & _OWN_PARTS for node in nodes[at + 2 : at + 5])


def _is_one_of_its_papers(nodes: list[Node], at: int) -> bool:
    """``a NATO supply deal``: one of several, with a subject of its own."""
    if at < 1 or nodes[at - 1].low not in ("a", "an") or at + 2 >= len(nodes):
        return False
    subject, head = nodes[at + 1 : at + 3]
    plain = subject.low.isalpha() and not (subject.uses or subject.tags or subject.cap)
    return plain and "papers" in head.tags


_PARTS = frozenset(("other_heads", "parts", "other_bodies"))
_OWN_PARTS = frozenset(("parts", "other_bodies"))


def is_compound(nodes: list[Node], at: int) -> bool:
    """``rejected NATO criticism``, ``a BRICS loan``: what is meant is the plain noun behind the accord's name."""
    if at + 1 >= len(nodes):
        return False
    behind = nodes[at + 1]
    said = all(use.kind == "report" for use in behind.uses)
    plain = behind.low.isalpha() and said and not (behind.tags or behind.cap)
    other = not is_time(behind.low) and behind.low not in _ASIDE and not behind.low.endswith("ly")
    return plain and other and behind.low not in nouns("offers")


_ASIDE = frozenset(
    [
        *("altogether", "outright", "anyway", "right", "straight", "flat", "alone", "together"),
        *(
            "down",
            "up",
            "off",
            "away",
            "out",
            "back",
            "over",
            "forever",
            "instead",
            "either",
            "too",
        ),
        *("whatever", "whoever", "whichever", "however", "regardless", "unless", "lest", "though"),
        *("again", "once", "never", "ever", "yet", "still", "now", "soon", "already", "twice"),
    ]
)
"""What stands behind an object without being its noun."""


_OCCASIONS = frozenset(
    (
        *("meeting", "meetings", "session", "sessions", "mission", "missions", "exercise"),
        *("exercises", "drill", "drills", "ceremony", "dinner", "fund", "budget"),
    )
)
TIME_UNITS = frozenset(
    [
        "second",
        "seconds",
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "moment",
        "fortnight",
        "decade",
        "decades",
    ]
)


def _is_titled(nodes: list[Node], at: int) -> bool:
    """``the Organization of Turkic States``: a paper or body with a name of its own."""
    after = nodes[at + 1].low if at + 1 < len(nodes) else ""
    behind = nodes[at + 2] if at + 2 < len(nodes) else None
    return nodes[at].cap > 0 and after in ("of", "for") and behind is not None and behind.cap > 0


def _describes(node: Node, steps: int) -> bool:
    """``the founding ceremony``, ``its last objection``: behind a determiner these describe the noun."""
    verb = node.use("verb")
    if steps == 1 and node.low in ("last", "next"):
        return True
    return verb is not None and verb.form == "ing"


def _ends_object(node: Node) -> bool:
    return bool(
        node.low in COMITATIVES
        or not (node.low[0].isalnum() or node.low[0] in "#'\"")
        or (
            node.tags & {"prepositions", "conjunctions", "auxiliaries", "relatives"}
            and node.low != "own"
        )
        or node.use("verb")
        or (node.use("cue") and node.low not in ("potential", "prospective"))
        or node.low in MONTHS_AND_DAYS
        or "adverbs" in node.tags
    )


_PARTS_OF_TIME = SEASONS | {"morning", "afternoon", "evening", "weekend"}
MONTHS_AND_DAYS = (
    frozenset(("today", "yesterday", "tomorrow", "tonight", "last", "next", "earlier", "later"))
    .union(MONTHS, WEEKDAYS)
    .difference(("may",))
)
"""May is a modal more often than a month."""


def is_time(low: str) -> bool:
    """Whether a word is a number, a day or a month."""
    return low[0].isdigit() or low in MONTHS_AND_DAYS or low == "may"
