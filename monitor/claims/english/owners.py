"""Whose accession it is: "X's accession", "its entry", "the accession of X"."""

from __future__ import annotations

from monitor.claims.english.closed import BE
from monitor.claims.english.document import Line
from monitor.claims.english.grammar import Actor, Parsed, is_accord, party_use
from monitor.claims.english.groups import group_left, group_right
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS


def owner_of(line: Line, at: int) -> tuple[list[Actor], int]:
    """Whose accession it is, and where the phrase begins: ``X's accession``, ``its entry``, ``the accession of X``."""
    before = _owner_before(line, at)
    return before if before is not None else (_owners_behind(line, at), at)


def _owner_before(line: Line, at: int) -> tuple[list[Actor], int] | None:
    """``X's accession``, ``X, whose accession``, ``its entry``; nothing where no word before the noun tells an owner."""
    parsed, nodes = line.parsed, line.parsed.nodes
    for k in range(at - 1, max(at - 6, -1), -1):
        node = nodes[k]
        if node.low in ("'s", "'"):
            owners = _joint_owners(parsed, parsed.covering.get(k - 1))
            return (owners, owners[-1].start) if owners else ([], at)
        if node.low == "whose":
            actor = parsed.covering.get(k - 1) or parsed.covering.get(k - 2)
            return ([actor], k) if actor is not None and actor.codes else ([], at)
        ours = node.low == "our" and _trigger_of(nodes[at]) == "candidacy"
        if node.low in ("its", "his", "her", "their") or ours:
            greeted = _congratulated(line, k)
            if greeted:
                return greeted, k
            return [Actor(k, k, "pronoun", word=node.low)], k
        party = party_use(node)
        if party is not None and not is_accord(node):
            if any(_favours(other) for other in nodes[k + 1 : at]):
                return None
            return [Actor(k, k, "party", (party[0],), party[1])], k
        if _opens_phrase(node):
            return None
    return None


def _joint_owners(parsed: Parsed, actor: Actor | None) -> list[Actor]:
    """``A and B's application``, ``A's and B's``; after a comma another clause begins: ``…, and B's application``."""
    if actor is None or not actor.codes:
        return []
    before = [node.low for node in parsed.nodes[max(0, actor.start - 2) : actor.start]]
    joined = before[-1:] == ["and"] and before[0] != ","
    return group_left(parsed, actor) if joined else [actor]


def _congratulated(line: Line, at: int) -> list[Actor]:
    """``congratulated X on its accession``: not that of who congratulates."""
    nodes = line.parsed.nodes
    actor = line.parsed.covering.get(at - 2)
    if nodes[at - 1].low not in ("on", "for", "upon") or actor is None or not actor.codes:
        return []
    group = group_left(line.parsed, actor)
    before = nodes[max(0, group[-1].start - 3) : group[-1].start]
    return group if any(node.low.startswith(_GREETS) for node in before) else []


_GREETS = ("congratulat", "thank", "prais", "salut", "applaud")


def _favours(node: Node) -> bool:
    """``X favours membership``: whose membership it is, is told by the verb that governs it."""
    cue = node.use("cue")
    return cue is not None and cue.form in ("base", "third", "past") and cue.ref in _FAVOURS


_FAVOURS = ("possible", "intend")


def _opens_phrase(node: Node) -> bool:
    """Whether no owner can stand before a word: an article, a preposition, a verb."""
    year = node.low.isdigit() and len(node.low) == len("2013")
    return bool(
        (not node.low[0].isalpha() and not year)
        or node.tags & {"prepositions", "auxiliaries", "conjunctions"}
        or node.low in ("the", "a", "an", "remains", "remained")
        or node.use("verb")
        or node.use("report")
        or (node.use("cue") is not None and " " in node.low)
        or node.low.endswith((" to", " towards", " toward"))
    )


def _owners_behind(line: Line, at: int) -> list[Actor]:
    """``the accession of X and Y``, ``an application from X``."""
    parsed, nodes = line.parsed, line.parsed.nodes
    ties = _TIES.get(_trigger_of(nodes[at]), ("of", "by"))
    for k in range(at + 1, min(at + 9, len(nodes))):
        if nodes[k].low in STOPS or nodes[k].low == ",":
            break
        if "for" in ties and nodes[k].low in BE:
            break
        if nodes[k].low in ties and k + 1 < len(nodes) and (nodes[k].low != "from" or k == at + 1):
            actor = parsed.covering.get(k + 1) or parsed.covering.get(k + 2)
            if actor is not None and actor.codes:
                return group_right(parsed, actor)
            if actor is not None and actor.word == "both":
                return [actor]
            listed = _listed_behind(line, k)
            if listed:
                return listed
    return []


def _listed_behind(line: Line, of: int) -> list[Actor]:
    """``the accession of four countries: A, B, C and D``."""
    nodes = line.parsed.nodes
    for k in range(of + 2, min(of + 6, len(nodes) - 1)):
        if nodes[k].low == ":":
            first = line.parsed.covering.get(k + 1) or line.parsed.covering.get(k + 2)
            return group_right(line.parsed, first) if first is not None and first.codes else []
    return []


_TIES = {
    "accession": ("of", "by", "for"),
    "membership": ("of", "by", "for"),
    "application": ("of", "by", "from"),
    "candidacy": ("to", "for", "of", "by", "from"),
    "process": ("with", "to", "for", "of"),
}


def _trigger_of(node: Node) -> str:
    """The name of the trigger that the noun is."""
    use = node.use("noun")
    return use.ref.name if use is not None else ""
