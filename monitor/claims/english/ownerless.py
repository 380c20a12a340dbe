"""Frames of a noun with no owner beside it: "membership is X's goal", "Riyadh mulls entry", "Qatar out of OPEC"."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.agents import party_to_talks
from monitor.claims.english.clause import Clause
from monitor.claims.english.clauses import walk_left
from monitor.claims.english.closed import BE
from monitor.claims.english.document import Line
from monitor.claims.english.frame import Frame, Spot, make_frame
from monitor.claims.english.grammar import Actor, is_accord
from monitor.claims.english.groups import group_right, heading_of
from monitor.claims.english.lexicon import Node
from monitor.claims.english.nominal import is_off
from monitor.claims.english.objects import Link, is_compound
from monitor.claims.english.owners import owner_of
from monitor.claims.english.phrases import is_falsehood
from monitor.claims.english.wordlists import nouns
from monitor.model.stage import Stage


def ownerless_frame(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """The frame of a noun whose owner is told by an aim, by who rules it out, or by the verb that governs it."""
    return (
        _aimed_at(line, at, trigger, link)
        or _ruled_out(line, at, trigger, link)
        or _talked_of(line, at, trigger, link)
        or _governed_noun(line, at, trigger, link)
    )


def _aimed_at(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """``membership remains X's goal``, ``X's goal is accession``: whose aim the entry is."""
    nodes = line.parsed.nodes
    if trigger.name not in ("accession", "membership"):
        return None
    verb = next((k for k in range(at + 1, min(at + 7, len(nodes))) if nodes[k].low in BE), 0)
    after = range(verb + 1, min(verb + 8, len(nodes))) if verb else range(0)
    aim = next(
        (k for k in (*after, *range(at - 2, max(at - 6, 0), -1)) if _is_aim_of(nodes[k])), -1
    )
    tied = aim > at or any(node.low in BE for node in nodes[max(aim, 0) : at])
    owners = _whose_aim(line, aim) if aim > 0 and tied else []
    if not any(owner.codes for owner in owners):
        return None
    clause = walk_left(line.parsed, owners[0].start, "noun")
    return make_frame(Spot(line, at, trigger, "noun", link), clause, owners, ["possible"], "aim-of")


def _talked_of(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """``negotiations with X on membership``: with whom an entry is talked of."""
    entry = trigger.name in ("accession", "membership")
    talked = party_to_talks(line, at) if entry else []
    if not talked or is_compound(line.parsed.nodes, at):
        return None
    clause = walk_left(line.parsed, talked[-1].start, "noun")
    return make_frame(Spot(line, at, trigger, "noun", link), clause, talked, ["possible"], "talks")


def _whose_aim(line: Line, aim: int) -> list[Actor]:
    """``X's goal``, ``a goal of X``, ``a priority for X``."""
    low, behind = line.parsed.nodes[aim].low, line.parsed.nodes[aim + 1 : aim + 2]
    tied = low.endswith(" of") or bool(behind and behind[0].low == "for")
    actor = line.parsed.covering.get(aim + 1 + (not low.endswith(" of")))
    if tied and actor is not None and actor.codes:
        return group_right(line.parsed, actor)
    return owner_of(line, aim)[0]


def _is_aim_of(node: Node) -> bool:
    return not nouns("aims").isdisjoint(node.low.split())


def _ruled_out(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """``no withdrawal is planned``, ``membership is not on the agenda``: whose it is, is known by who says so."""
    leaves = trigger.stage is Stage.WITHDRAWN
    if not leaves and trigger.name not in ("accession", "membership"):
        return None
    nodes = line.parsed.nodes
    k = at - 1
    while k > 0 and (nodes[k].low in ("a", "an", "any", "the") or "adverbs" in nodes[k].tags):
        k -= 1
    cue = nodes[k].use("cue") if k >= 0 else None
    none = leaves and k == at - 1 and nodes[k].low == "no" and _ends_phrase(nodes[at + 1 : at + 2])
    off = is_off(line, at) and not any(node.low == "never" for node in nodes[at:])
    heard = cue is not None and cue.ref == "hearsay"
    if not (none or off or (heard and any(map(is_falsehood, nodes[at:])))):
        return None
    clause = Clause(start=at, reported=True)
    told = [Actor(at, at, "pronoun", word="there")]
    spot = Spot(line, at, trigger, "noun", link)
    return make_frame(spot, clause, told, ["deny" if heard else "refuse"], "ruled-out")


def _ends_phrase(behind: list[Node]) -> bool:
    """Whether a noun's phrase ends here: ``no withdrawal is planned``, not ``no withdrawal clause``."""
    return any(node.uses or node.tags or not node.low[0].isalpha() for node in behind)


def _governed_noun(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """``Riyadh mulls entry``: whose it is, is said by the verb that governs it."""
    if trigger.stage is Stage.SIGNED:
        return None
    nodes = line.parsed.nodes
    has_owner = at + 1 < len(nodes) and nodes[at + 1].low == "of" and link.node != at + 2
    if has_owner and not any(is_accord(node) for node in nodes[at + 2 : at + 4]):
        return None
    clause = walk_left(line.parsed, at, "noun")
    if not clause.cues or not clause.subject or clause.cues[0] in ("neg", "if", "whether", "void"):
        return None
    if trigger.stage is Stage.WITHDRAWN and not {"neg", "refuse", "deny"} & set(clause.cues):
        return None
    return make_frame(
        Spot(line, at, trigger, "noun", link), clause, clause.subject, clause.cues, "governed-noun"
    )


def verbless_frame(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """A headline without a verb: ``Qatar out of OPEC``, ``Qatar: no to the accords``."""
    nodes = line.parsed.nodes
    beside = line.parsed.covering.get(at - 1)
    actor = beside or next(iter(heading_of(line)), None)
    if line.field == "body" or link.how != "noun" or actor is None or not actor.codes:
        return None
    behind = nodes[link.node + 1 :][:1]
    if trigger.name == "now-in" and (beside is None or not _closes(behind)):
        return None
    if any(node.low[0].isalnum() and node.low != "the" for node in nodes[: actor.start][-2:]):
        return None
    clause = Clause(start=actor.start)
    return make_frame(Spot(line, at, trigger, "noun", link), clause, [actor], [], "verbless")


def _closes(behind: list[Node]) -> bool:
    """Whether a name ends its phrase here: ``back in the union``, not ``back in union talks``."""
    return all(not n.low[0].isalnum() or n.tags & _JOINTS for n in behind)


_JOINTS = frozenset(("prepositions", "conjunctions", "clause_starts"))
