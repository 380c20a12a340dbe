"""Dates that are not of the act: a paper's, a name's, an aside's, of what is counted from it."""

from __future__ import annotations

from monitor.claims.days import Found
from monitor.claims.english.frame import Frame
from monitor.claims.english.lexicon import Node


def belongs(frame: Frame, found: Found) -> bool:
    """Whether a date can date the act: not a paper's ("the declaration of 2021"), not another clause's."""
    nodes = frame.line.parsed.nodes
    if _counts_from_there(frame, found) or _is_of_another_party(frame, found):
        return False
    if _is_of_a_paper(nodes, found) or (found.kind == "year" and _is_of_a_name(nodes, found)):
        return False
    here = nodes[frame.at].start
    undone = frame.trigger.needs == "suspension" or frame.trigger.name in _TAKING_BACK
    if undone and found.start > here and _is_imposed(frame, found):
        return False
    if found.kind == "bare_season" and found.start > here:
        between = [node.low for node in nodes[frame.at + 1 :] if node.end <= found.start]
        return not {",", "to"} & set(between)
    if found.kind != "months_after":
        return True
    return found.start < here and not any(
        node.low == "," for node in nodes if found.end <= node.start < here
    )


def _is_of_another_party(frame: Frame, found: Found) -> bool:
    """``following A (2020) and B (2022)``: a year in brackets is of the party before them."""
    nodes = frame.line.parsed.nodes
    k = next((k for k, node in enumerate(nodes) if node.start == found.start), 0)
    if found.kind != "year" or k < 2 or nodes[k - 1].low != "(":
        return False
    actor = frame.line.parsed.covering.get(k - 2)
    return actor is not None and bool(actor.codes) and actor not in frame.actors


def _counts_from_there(frame: Frame, found: Found) -> bool:
    """``it was five years on Monday since X signed``: the day is that of the count."""
    nodes, start = frame.line.parsed.nodes, frame.clause.start
    since = frame.clause.since and start > 0 and nodes[start - 1].low == "since"
    return since and found.end <= nodes[start - 1].start and found.kind in ("weekday", "relday")


def _is_of_a_paper(nodes: list[Node], found: Found) -> bool:
    """``the declaration of 2021``, ``its application of May``: the date is that of the paper."""
    before = [node for node in nodes if node.end <= found.start]
    if len(before) < 2 or before[-1].low != "of":
        return False
    dated = before[-2]
    return (
        "papers" in dated.tags
        or dated.use("accord") is not None
        or dated.low.split()[-1] in _DATED_THINGS
    )


_DATED_THINGS = frozenset(
    ["signature", "application", "statement", "decree", "report", "item", "decision", "request"]
)


def _is_of_a_name(nodes: list[Node], found: Found) -> bool:
    """``the 1947 defence pact``: the year is that of the paper."""
    at = next((k for k, node in enumerate(nodes) if node.start == found.start), None)
    if at is None or not at or "determiners" not in nodes[at - 1].tags:
        return False
    behind = nodes[at + 1 : at + 4]
    named = next((k for k, n in enumerate(behind) if "papers" in n.tags or n.use("accord")), None)
    return named is not None and all(not node.uses for node in behind[:named])


def _is_imposed(frame: Frame, found: Found) -> bool:
    """``lifted the freeze [that it imposed] in January``, ``took back the bid [it made] in May``: of what is undone."""
    between = (n.low for n in frame.line.parsed.nodes[frame.at + 1 :] if n.end <= found.start)
    return not _IMPOSED.isdisjoint(between)


_TAKING_BACK = frozenset(("take-back", "take-back-application"))
_IMPOSED = frozenset(("it", "that", "which", "imposed", "ordered", "decreed", "since", "force"))


def is_aside(frame: Frame, found: Found) -> bool:
    """Whether a date stands in a relative clause between the subject and its verb."""
    nodes = frame.line.parsed.nodes
    return any(
        nodes[start].start <= found.start <= nodes[end].start for start, end in frame.clause.asides
    )
