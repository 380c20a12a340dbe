"""Frames of those for whom something is in force, open or widened: "entered into force for X"."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.clauses import walk_left
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frame import Frame, Spot, form_cues, make_frame
from monitor.claims.english.grammar import is_accord
from monitor.claims.english.groups import group_right
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS, nearest
from monitor.claims.english.objects import TIME_UNITS, Link


def _beneficiary_at(line: Line, at: int, trigger: Trigger) -> int:
    """Where the party stands for which something is: behind the verb, or behind ``widen the accord to``."""
    nodes = line.parsed.nodes
    if nodes[at].low.startswith("appl"):
        return _where_it_applies(nodes, at)
    if trigger.name == "in-force" and not nodes[at].low.endswith(" for"):
        return _for_whom(nodes, at) if nodes[0].low != "for" else 1 + (nodes[1].low == "the")
    if trigger.name != "widen":
        return at + 1 if nodes[at + 1 : at + 2] and nodes[at + 1].low != "the" else at + 2
    to = next((k for k in range(at + 1, min(at + 7, len(nodes))) if nodes[k].low == "to"), None)
    named = any(at - 6 < found[1] < at + 7 for found in line.accords)
    if to is None or not named:
        return -1
    to += 1
    while to < len(nodes) and nodes[to].low in ("include", "cover", "the", "take", "in"):
        to += 1
    return to


def _where_it_applies(nodes: list[Node], at: int) -> int:
    """``the treaty [now] applies in X``, ``to X``: the party behind it; -1 where no paper is what applies."""
    before = at - 1
    while before > 0 and "adverbs" in nodes[before].tags:
        before -= 1
    paper = before >= 0 and ("papers" in nodes[before].tags or is_accord(nodes[before]))
    behind = at + 1
    if not nodes[at].low.endswith(" to"):
        paper = paper and behind < len(nodes) and nodes[behind].low == "in"
        behind += 1
    behind += behind < len(nodes) and nodes[behind].low == "the"
    return behind if paper else -1


def _for_whom(nodes: list[Node], at: int) -> int:
    """``entered into force on 1 May [2027] for X``: the party behind the next "for"; -1 where there is none."""
    for k in range(at + 1, min(at + 7, len(nodes) - 1)):
        if nodes[k].low == "for" or (nodes[k].low == "in" and nodes[k + 1].use("party")):
            return k + 2 if nodes[k + 1].low == "the" and k + 2 < len(nodes) else k + 1
        if nodes[k].low in STOPS or nodes[k].use("verb") is not None:
            break
    return -1


def _is_to_come(line: Line, at: int) -> bool:
    """``takes effect for X in sixty days``, ``sixty days later``."""
    nodes = line.parsed.nodes[at + 1 : at + 12]
    for k, node in enumerate(nodes):
        length = node.low.split()[0] in TIME_UNITS
        before = {other.low for other in nodes[max(0, k - 3) : k]}
        after = nodes[k + 1].low if k + 1 < len(nodes) else ""
        if length and (
            "in" in before or "later" in (after, node.low.split()[-1]) or after == "after"
        ):
            return True
    return False


def for_frame(document: Document, line: Line, at: int, trigger: Trigger, form: str) -> Frame | None:
    """The frame of the party for which something is in force, open or widened."""
    parsed = line.parsed
    actor = parsed.covering.get(_beneficiary_at(line, at, trigger))
    if actor is None or not (actor.codes or actor.kind == "described"):
        return None
    here = nearest(line, at)
    accord = here[0] if here else document.accord_before(line, 3)
    if accord is None:
        return None
    clause = walk_left(parsed, at, form)
    cues = form_cues(form, clause, clause.cues)
    if trigger.name == "widen" and form == "past" and not cues:
        return None
    if (
        trigger.name == "in-force"
        and form in ("base", "third")
        and not cues
        and _is_to_come(line, at)
    ):
        cues = ["will"]
    return make_frame(
        Spot(line, at, trigger, form, Link(accord, "for")),
        clause,
        group_right(parsed, actor),
        cues,
        "for",
    )
