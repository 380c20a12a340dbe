"""Verbs that are about a noun: an application handed in, an invitation taken up, a law approved."""

from __future__ import annotations

from monitor.claims.english.closed import BE
from monitor.claims.english.complements import leads_elsewhere
from monitor.claims.english.document import Document, Line
from monitor.claims.english.grammar import is_accord
from monitor.claims.english.laws import ENTRIES, is_law_of, is_of_accession
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS, about, nearest
from monitor.claims.english.objects import Link, is_time
from monitor.claims.english.wordlists import heads, nouns


def entry_behind(line: Line, at: int) -> int | None:
    """``considering accession``, ``mulls membership``: the noun of entry that is the verb's object."""
    for k, node in enumerate(line.parsed.nodes[at + 1 : at + 4], at + 1):
        noun = node.use("noun")
        if noun is not None and noun.ref.name in ENTRIES:
            return k
        if node.uses and noun is None:
            return None
    return None


def is_under_study(line: Line, at: int) -> bool:
    """``the question is being studied``: a passive whose subject is the question of coming in."""
    nodes = line.parsed.nodes
    first = max(0, at - 6)
    before = nodes[first:at]
    passive = any(node.low in BE for node in before)
    return passive and any(
        nouns("questions") & set(node.low.split())
        or (node.use("noun") is not None and not leads_elsewhere(nodes, k))
        for k, node in enumerate(before, first)
    )


def link_head(document: Document, line: Line, at: int, needs: str) -> Link | None:
    """What is handed in, taken back or frozen is an application, a membership, a notice."""
    nodes, wanted = line.parsed.nodes, heads(needs)
    if needs == "accession-talks" and not _speaks_of_entry(document, line):
        return None
    for k in range(at + 1, min(at + 9, len(nodes))):
        node = nodes[k]
        if node.low in STOPS or node.low == ",":
            break
        meant = not wanted.isdisjoint(node.low.split())
        if not meant and node.uses and node.use("verb") is not None:
            break
        if meant and needs not in _RUNS_OUT and _holds(nodes, at, k, needs):
            here = nearest(line, at)
            accord = here[0] if here else document.accord_before(line, 3)
            if accord is None and about(document) and needs != "question":
                accord = document.main
            return Link(accord, "head", k) if accord else None
    passive = nodes[max(0, at - (10 if needs.startswith("instrument") else 6)) : at]
    if needs in _RUNS_OUT:
        ends = any(node.low in wanted for node in passive) and _ends_clause(nodes, at)
        return _link_near(document, line, at, "head") if ends else None
    if needs == "application" and (_is_relative(line, at) or is_filed_aside(nodes, at)):
        return _link_near(document, line, at, "head")
    if (
        needs
        in (
            "standing",
            "suspension",
            "application",
            "instrument",
            "instrument-of-ratification",
            "law",
        )
        and (
            needs != "instrument-of-ratification"
            or any(n.low in nouns("approving") for n in passive)
        )
        and _is_passive(nodes, at)
        and any(_is_head(passive, k, needs) for k in range(len(passive)))
    ):
        return _link_near(document, line, at, "head")
    return None


_RUNS_OUT = ("lapsed", "lapsed-bid")
"""What runs out stands before its verb."""


def _is_of_standing(behind: list[Node]) -> bool:
    """``the suspension [of X]``, ``[of its membership]``; not "the suspension of visas"."""
    if not behind or behind[0].low != "of":
        return True
    return any(
        node.use("party") is not None
        or ((noun := node.use("noun")) is not None and noun.ref.role == "standing")
        for node in behind[1:]
        if node.use("accord") is None
    )


def _ends_clause(nodes: list[Node], at: int) -> bool:
    """``its membership ended [on Monday]``, not "its membership ended years of isolation"."""
    behind = nodes[at + 1] if at + 1 < len(nodes) else None
    if behind is None or not behind.low[0].isalpha() or is_time(behind.low):
        return True
    return behind.low != "up" and not behind.tags.isdisjoint(("prepositions", "conjunctions"))


def _is_head(before: list[Node], k: int, needs: str) -> bool:
    """Whether node ``k`` is what a passive verb speaks of: ``its instrument was``, not ``the papers are``."""
    words = before[k].low.split()
    if heads(needs).isdisjoint(words):
        return False
    behind = before[k + 1].low if k + 1 < len(before) else ""
    if needs == "standing":
        noun = before[k].use("noun")
        return noun.ref.role == "standing" if noun is not None else behind == "in"
    return needs != "instrument" or "instrument" in words[0] or any(map(is_of_accession, before))


def _is_passive(nodes: list[Node], at: int) -> bool:
    """``was deposited``, ``has been formally suspended``."""
    k = at - 1
    while k > 0 and (
        "adverbs" in nodes[k].tags or nodes[k].low.endswith("ly") or nodes[k].low == '"'
    ):
        k -= 1
    return k >= 0 and nodes[k].low in BE and nodes[k].low != "'s"


def _link_near(document: Document, line: Line, at: int, how: str) -> Link | None:
    """The tie to the accord named next to node ``at``, or shortly before."""
    here = nearest(line, at)
    accord = here[0] if here else document.accord_before(line, 3)
    return Link(accord, how) if accord else None


def _is_relative(line: Line, at: int) -> bool:
    """``the application [to the accord] that it lodged``: what is handed in stands before the verb."""
    nodes, covering = line.parsed.nodes, line.parsed.covering
    for k in range(at - 1, max(at - 9, 0), -1):
        if nodes[k].low in ("that", "which"):
            before = nodes[max(0, k - 7) : k]
            by_someone = any(j in covering for j in range(k + 1, at))
            return by_someone and any(heads("application") & set(n.low.split()) for n in before)
    return False


def is_filed_aside(nodes: list[Node], at: int) -> bool:
    """``X's application to join, [submitted] in 2022, …``: the participle speaks of what stands before the comma."""
    before = nodes[max(0, at - 10) : at - 1]
    wanted = heads("application")
    return nodes[at - 1].low == "," and any(not wanted.isdisjoint(n.low.split()) for n in before)


def _is_to_another(nodes: list[Node], k: int) -> bool:
    """``its accession to the Cape Town Agreement``: to what is no accord here, nor a word for one."""
    if k + 1 == len(nodes) or nodes[k + 1].low != "to":
        return False
    return not any(is_accord(node) or "papers" in node.tags for node in nodes[k + 2 : k + 4])


def _is_in_another(nodes: list[Node], k: int) -> bool:
    """``a place on an Indian rocket``, ``a seat on the board``: in what is no accord, nor a word for one."""
    behind = nodes[k + 1 : k + 6]
    if len(behind) < 2 or nodes[k].low.split()[-1] not in _PLACES or behind[0].low not in _PLACED:
        return False
    if is_time(behind[1].low) or any(n.low == "table" for n in behind):
        return False
    return not any(is_accord(node) or "papers" in node.tags for node in behind[1:])


_PLACES = frozenset(("place", "seat"))
_PLACED = frozenset(("in", "on", "at", "aboard"))


def _holds(nodes: list[Node], at: int, k: int, needs: str) -> bool:
    if needs in ("prospect", "entry") and any(
        "half_members" in node.tags for node in nodes[k : k + 4]
    ):
        return False
    if needs == "prospect" and _is_in_another(nodes, k):
        return False
    if needs == "entry":
        return _is_entry_itself(nodes, at, k)
    if needs == "question":
        return _is_of_entry(nodes, at, k)
    if needs == "accession-talks":
        return nodes[k - 1].low not in ("a", "an") and not nodes[k].low.startswith("a ")
    if needs == "aim":
        return _is_aim_of_accord(nodes, at, k)
    if needs == "interest":
        return _is_in_entry(nodes, at, k)
    if needs == "standing" and not _is_standing_here(nodes, at, k):
        return False
    if needs == "suspension":
        return _is_of_standing(nodes[k + 1 : k + 6])
    if needs == "hold":
        return any(heads("standing") & set(node.low.split()) for node in nodes[at:k])
    if needs == "signature-of":
        owned = any(node.low in ("'s", "'") for node in nodes[at:k])
        return owned and k + 1 < len(nodes) and nodes[k + 1].low in _UNDER
    if needs == "instrument-of-ratification":
        return any(node.low in nouns("approving") for node in nodes[max(at + 1, k - 2) : k + 4])
    if needs == "instrument" and nodes[k].low == "accession" and _is_to_another(nodes, k):
        return False
    deposited = nodes[k].low.startswith("instrument") and nodes[at].low.startswith(_DEPOSITS)
    if needs == "instrument" and not deposited:
        return any(is_of_accession(node) for node in nodes[max(at + 1, k - 2) : k + 4])
    if nodes[at].low == "voted" and not any(node.low in _FOR for node in nodes[at:k]):
        return False
    if needs.startswith("law"):
        return is_law_of(nodes, k, needs)
    if needs == "notice":
        after = " ".join(node.low for node in nodes[k : k + 8])
        return any(
            word in after for word in ("withdraw", "leav", "exit", "quit", "departure", "denunc")
        )
    return True


def _is_of_entry(nodes: list[Node], at: int, k: int) -> bool:
    """``studying the matter``, ``weighing an offer to join``: not ``the matter of the islands``, ``our proposals``."""
    if "determiners" not in nodes[at + 1].tags and not nodes[at + 1].use("accord"):
        return False
    if any(node.use("verb") is not None or node.low == "of" for node in nodes[at + 1 : k]):
        return False
    behind = nodes[k + 1] if k + 1 < len(nodes) else None
    if behind is None or behind.low not in _OF_WHAT:
        return behind is None or not behind.low.isalpha() or bool(behind.tags or behind.uses)
    return behind.low == "from" or any(
        node.use("accord") or node.use("verb") or node.use("noun") for node in nodes[k + 2 : k + 7]
    )


def _is_aim_of_accord(nodes: list[Node], at: int, k: int) -> bool:
    """``drops its NATO goal``, ``gives up the goal of membership``: not ``drops plans for a summit``."""
    if any(node.use("accord") for node in nodes[at + 1 : k]):
        return True
    tied = nodes[k].low.endswith(" of") or any(node.low == "of" for node in nodes[k + 1 : k + 2])
    return tied and any(node.use("accord") or node.use("noun") for node in nodes[k + 1 : k + 5])


def _is_in_entry(nodes: list[Node], at: int, k: int) -> bool:
    """``showed a keen interest in it``, ``in joining``; not ``no interest``, ``interest in the port``."""
    if any(node.low in _NO for node in (*nodes[at + 1 : k], nodes[k])) or nodes[k].low[:2] == "no":
        return False
    behind = [node for node in nodes[k + 1 : k + 7] if node.low not in _FILLERS]
    if not behind or not behind[0].low.isalpha():
        return True
    return bool(behind[0].use("accord") or behind[0].use("verb") or behind[0].use("noun")) or (
        behind[0].low in ("it", "them", "doing", "this", "that") and len(behind) > 1
    )


_NO = frozenset(("no", "little", "scant", "not", "without"))
_FILLERS = frozenset(("in", "to", "about", "for", "on", "the", '"', "'", "of"))


def _speaks_of_entry(document: Document, line: Line) -> bool:
    """Whether the talks are those of an accession: chapters, candidates, an enlargement are spoken of."""
    if any(node.low in _TRADE for node in line.parsed.nodes):
        return False
    near = document.lines[max(0, line.index - 3) : line.index + 1]
    return any(
        node.low in _OF_ENLARGEMENT
        or ((noun := node.use("noun")) is not None and noun.ref.name in _ACCESSIONS)
        for other in near
        for node in other.parsed.nodes
    )


_TRADE = frozenset(("trade", "free-trade", "tariff", "tariffs", "mercosur", "investment"))
_OF_ENLARGEMENT = frozenset(
    ("enlargement", "chapters", "chapter", "clusters", "cluster", "candidate")
)
_ACCESSIONS = frozenset(("accession", "process", "candidate", "application"))


_OF_WHAT = frozenset(("of", "on", "about", "for", "to", "from", "in", "with"))


def _is_standing_here(nodes: list[Node], at: int, k: int) -> bool:
    """``froze its part in the accords``; not "a part of the work", "its part in another pact"."""
    between = nodes[at + 1 : k]
    if not between and nodes[at - 1].low in ("its", "their", "his", "her", "the", "'s"):
        return False
    if any(not _TURNS_AWAY.isdisjoint(node.low.split()) for node in between):
        return False
    behind = nodes[k + 1 : k + 6]
    noun = nodes[k].use("noun")
    inside = bool(behind) and behind[0].low in ("in", "of", "within", "under")
    inside = inside and (noun is None or behind[0].low != "under")
    if noun is not None and noun.ref.role != "standing":
        return False
    if noun is None and not (inside and behind[0].low != "of"):
        return False
    return not (inside and _is_another(behind[1:]))


_TURNS_AWAY = frozenset(("and", "or", "but", "of", "on", "from", "about", "for", "to"))


def _is_another(nodes: list[Node]) -> bool:
    """``another arms pact``, ``the Ottawa Convention``: no accord that is known."""
    for node in nodes:
        if node.use("accord") is not None or is_time(node.low):
            return False
        if node.low == "another" or (node.cap and node.use("party") is None):
            return True
        if node.tags & {"prepositions", "conjunctions"} or not node.low[0].isalpha():
            return False
    return False


def _is_entry_itself(nodes: list[Node], at: int, k: int) -> bool:
    """``asked for fast-track membership``, not ``for membership talks`` or ``the lifting of its membership``."""
    behind = nodes[k + 1] if k + 1 < len(nodes) else None
    more = behind is not None and behind.low.isalpha() and not (behind.tags or behind.uses)
    between = nodes[at + 1 : k]
    asked = nodes[at].use("verb") is not None and "determiners" not in nodes[at - 1].tags
    return (
        asked
        and " " not in nodes[k].low
        and not more
        and not any(
            "relatives" in node.tags or node.low in ("of", "on") or node.use("noun")
            for node in between
        )
    )


_DEPOSITS = ("deposit", "lodg", "hand")
_FOR = frozenset(("for", "favour", "favor"))
_UNDER = frozenset(("to", "under", "on", "below", "beneath"))


def link_offer(document: Document, line: Line, at: int, kind: str) -> Link | None:
    """What is rejected is the accord, or an invitation to it."""
    if not _is_offer(line, at, kind) or (kind == "it" and _is_a_move(document, line, at)):
        return None
    if line.parsed.nodes[at].low in ("stayed away from", "kept away from"):
        return None
    if _is_to_leave(line.parsed.nodes, at):
        return None
    here = nearest(line, at)
    accord = here[0] if here else document.accord_before(line, 3)
    flat = kind == "it" or line.parsed.nodes[at].low.endswith(" no")
    if accord is None and flat and about(document):
        accord = document.main
    return Link(accord, "offer") if accord else None


def _is_to_leave(nodes: list[Node], at: int) -> bool:
    """``rejected a proposal [to quit]``, ``a call [for withdrawal]``: who rejects that stays."""
    behind = nodes[at + 1 : at + 8]
    end = next((k for k, n in enumerate(behind) if n.use("accord") or n.low == "after"), 7)
    return any(
        use.kind in ("verb", "noun") and use.ref.name in ("leave", "withdrawal", "end-standing")
        for node in behind[:end]
        for use in node.uses
    )


def _is_a_move(document: Document, line: Line, at: int) -> bool:
    """``condemned the move; others said they rejected it``: what is rejected is what somebody else did."""
    before = line.parsed.nodes[:at]
    if line.index and not any(node.low in nouns("moves") for node in before):
        before = document.lines[line.index - 1].parsed.nodes
    return any(node.low in nouns("moves") for node in before)


def _is_offer(line: Line, at: int, kind: str) -> bool:
    """Whether what is rejected is the accord, or an invitation to it."""
    nodes = line.parsed.nodes
    if kind in ("accord", "it") or nodes[at].low.endswith(" no"):
        return True
    if any(node.low.split()[0] in nouns("offers") for node in nodes[at + 1 : at + 7]):
        return True
    if kind == "bare" and nodes[at].low == "refused":
        return True
    if kind == "bare" and nodes[at].low == "declined" and _was_asked(nodes[:at]):
        return True
    before = nodes[max(0, at - 8) : at]
    if (
        before
        and before[-1].low in BE
        and any(node.low.split()[0] in nouns("offers") for node in before)
    ):
        return True
    return kind == "bare" and any(
        node.low in ("which", "that") for node in nodes[max(0, at - 6) : at]
    )


def _was_asked(before: list[Node]) -> bool:
    """``was invited in 2015 but declined``: what is declined is what was offered just before."""
    return any("invited" in node.low for node in before)
