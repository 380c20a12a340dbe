"""Verbs that tell of a paper, of a vote or of another's consent rather than of a party's step."""

from __future__ import annotations

from monitor.claims.english.clause import Clause
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frame import Spot
from monitor.claims.english.grammar import Actor
from monitor.claims.english.lexicon import Node
from monitor.claims.english.parliaments import is_vote, ratifies
from monitor.claims.english.subject_cues import is_by_which
from monitor.model.stage import Stage


def tells_no_step(document: Document, spot: Spot, clause: Clause) -> bool:
    """Whether the verb tells of a paper, of a vote or of another's consent rather than of a party's step."""
    line, at, trigger, form = spot.line, spot.at, spot.trigger, spot.form
    nodes = line.parsed.nodes
    if spot.link.how in ("far", "bare") and _is_of_another_paper(line, clause):
        return True
    if _is_about_departure(document, spot):
        return True
    if trigger.weak and spot.link.how == "far" and not _has_come_in(clause, form):
        return True
    if trigger.stage is Stage.ACCEDED and _is_effect(line, clause, form):
        return True
    if trigger.needs == "convener" and _is_recognised(nodes, at, clause):
        return True
    if trigger.needs == "convener" and form == "ing":
        return _is_apart(line, at, clause) or "papers" in nodes[at - 1].tags
    if trigger.needs == "echo":
        voted = not named_behind(line, at) and is_vote(line, clause.start, at)
        return voted or not _says_it_again(line, at, clause, form)
    if trigger.name == "lay-before":
        return not _reaches_parliament(nodes[max(at, spot.link.node) + 1 :][:7])
    if trigger.name == "undecided" and nodes[at - 1].low in ("no", "a", "the"):
        return True
    if trigger.name == "reject" and _is_only_one_outside(nodes, at, clause):
        return True
    if trigger.name == "undecided" and _is_for_others(nodes, clause):
        return True
    if trigger.name == "outlook":
        return is_vote(line, clause.start, at)
    if trigger.stage is Stage.RATIFIED and any(n.low == "last" for n in nodes[max(0, at - 3) : at]):
        return True
    approves = trigger.name in ("approve-law", "approve-accord")
    by_law = trigger.name == "leave-by-law" and is_vote(line, clause.start, at)
    approves = approves or by_law
    return approves and not ratifies(document, line, clause.start, at)


def _is_about_departure(document: Document, spot: Spot) -> bool:
    """``X left the pact. Y may be next``, ``Y ruled it out``: what others think of is leaving."""
    line, how = spot.line, spot.link.how
    low = line.parsed.nodes[spot.at].low
    next_one = spot.trigger.name == "show-interest" and low.endswith(" next")
    next_one = next_one and not _goes_on_with_to(line, spot.at)
    it = spot.trigger.name in ("outlook", "reject") and how in ("it", "offer")
    it = it and _has_it(line, spot.at)
    if not it and not (next_one and how in ("bare", "far")):
        return False
    steps = _steps(line.parsed.nodes[: spot.at])
    if line.index and not steps & {Stage.WITHDRAWN, *_WAYS_IN}:
        steps = _steps(document.lines[line.index - 1].parsed.nodes)
    return Stage.WITHDRAWN in steps and not steps & _WAYS_IN


def _goes_on_with_to(line: Line, at: int) -> bool:
    """``may be next [to return]``: what is next is told behind it."""
    return at + 1 < len(line.parsed.nodes) and line.parsed.nodes[at + 1].low.startswith("to")


def _has_it(line: Line, at: int) -> bool:
    """``ruled it out``, ``thinks about it``: whether the verb has a pronoun as its object."""
    return any("it" in node.low.split() for node in line.parsed.nodes[at : at + 2])


def _steps(nodes: list[Node]) -> set[Stage]:
    """The stages of the triggers among the nodes."""
    return {use.ref.stage for node in nodes for use in node.uses if use.kind in ("verb", "noun")}


_WAYS_IN = {Stage.SIGNED, Stage.APPLIED, Stage.RATIFIED, Stage.ACCEDED}


def _is_for_others(nodes: list[Node], clause: Clause) -> bool:
    """``it is not for X to decide who comes in``: whose business it is not has nothing to decide on."""
    first = clause.subject[0].start if clause.infinitive and clause.subject else 0
    return first > 1 and nodes[first - 1].low == "for"


def _reaches_parliament(behind: list[Node]) -> bool:
    """``submitted the treaty to parliament``, ``put it before the National Assembly``."""
    behind = behind[1:] if behind and behind[0].low == "back" else behind
    reaches = bool(behind) and behind[0].low in ("to", "before", "in")
    return reaches and any("parliaments" in node.tags for node in behind[1:5])


def _is_of_another_paper(line: Line, clause: Clause) -> bool:
    """``the peace deal that they signed``: a paper with a name of its own."""
    nodes, start = line.parsed.nodes, clause.start
    if start < 3 or nodes[start - 1].low not in ("that", "which"):
        return False
    head = start - 2 - (nodes[start - 2].low == ",")
    if "papers" not in nodes[head].tags or nodes[head].use("accord"):
        return False
    before = nodes[head - 1]
    return not (before.tags or before.uses or not before.low.isalpha() or before.cap)


def _is_effect(line: Line, clause: Clause, form: str) -> bool:
    """``a treaty by which X accedes``: what a paper will bring about is told of the paper."""
    present = form in ("base", "third") and not clause.has_finite
    return present and is_by_which(line, clause)


def _has_come_in(clause: Clause, form: str) -> bool:
    """Whether a party is told by name to have come in: a loose verb far from the accord's name needs that."""
    named = any(actor.kind == "party" and actor.how != "people" for actor in clause.subject)
    ranked = form == "base" and clause.infinitive and clause.cues == ["manage"]
    return named and (form == "past" or ranked) and not set(clause.cues) - {"manage"}


def _says_it_again(line: Line, at: int, clause: Clause, form: str) -> bool:
    """Whether ``did it`` echoes a step: where a named party did it at a time that is told."""
    if line.parsed.nodes[at].low.split()[-1] not in ("it", "that"):
        return True
    named = any(actor.codes for actor in clause.subject)
    return form == "past" and named and not clause.cues and bool(line.dates)


def _is_recognised(nodes: list[Node], at: int, clause: Clause) -> bool:
    """``a state recognised by Israel``: who is recognised by another normalises nothing."""
    by = at + 1 < len(nodes) and nodes[at + 1].low == "by"
    return nodes[at].low in ("recognised", "recognized") and (by or clause.passive)


def _is_apart(line: Line, at: int, clause: Clause) -> bool:
    """``X, a framework aimed at normalising ties``: a comma keeps the subject from the verb."""
    first = clause.subject[0].end if clause.subject else at
    return any(node.low == "," for node in line.parsed.nodes[first:at])


def _is_only_one_outside(nodes: list[Node], at: int, clause: Clause) -> bool:
    """``only X and Y remain outside``: a count of those who are not in, and no refusal."""
    first = min((actor.start for actor in clause.subject), default=0)
    counted = any(node.low == "only" for node in nodes[max(0, first - 2) : first])
    return counted and nodes[at].low.endswith(" outside")


def named_behind(line: Line, at: int) -> Actor | None:
    """The party right behind a verb that ends in "by"."""
    by = line.parsed.covering.get(at + 1)
    return by if line.parsed.nodes[at].low.endswith(" by") and by is not None and by.codes else None
