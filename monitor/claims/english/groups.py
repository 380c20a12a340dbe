"""Actors that stand together: coordination and comitatives to the left and to the right of one."""

from __future__ import annotations

from monitor.claims.english.closed import JOINERS
from monitor.claims.english.document import Line
from monitor.claims.english.grammar import NUMERALS, Actor, Parsed
from monitor.claims.english.lexicon import Node


def group_left(parsed: Parsed, actor: Actor) -> list[Actor]:
    """``actor`` with those coordinated to its left: ``the UAE, Bahrain and [two other countries]``, ``A's and [B's]``."""
    group = [actor]
    at = actor.start - 1
    nodes = parsed.nodes
    while actor.kind == "group" and at >= 0 and _counts(nodes[at]):
        at -= 1
    while at >= 1:
        step = at
        joined = False
        while step >= 0 and (nodes[step].low in JOINERS or nodes[step].low in _BETWEEN):
            joined = joined or nodes[step].low in JOINERS
            step -= 1
        if not joined or step < 0:
            break
        if nodes[step].low == "'s" and actor.how.endswith("'s"):
            step -= 1
        step = before_brackets(nodes, step)
        other = parsed.covering.get(step)
        if other is None or other.end != step or not other.codes:
            other, step = _over_apposition(parsed, step)
            if other is None:
                break
        group.append(other)
        at = other.start - 1
    return group


def _counts(node: Node) -> bool:
    """``four other [countries]``."""
    return node.low in NUMERALS or node.low in _OTHERS or node.low.isdigit()


_OTHERS = frozenset(("other", "more", "further", "additional", "fellow", "several", "some", "many"))


def _over_apposition(parsed: Parsed, step: int) -> tuple[Actor | None, int]:
    """``my own country, Morocco``: the description beside a name is not one of the group."""
    actor = parsed.covering.get(step)
    if actor is None or actor.kind != "described" or actor.end != step:
        return None, step
    step = actor.start - 1
    while step >= 0 and (parsed.nodes[step].low in JOINERS or parsed.nodes[step].low in _BETWEEN):
        step -= 1
    other = parsed.covering.get(step)
    return (
        (other, step) if other is not None and other.codes and other.end == step else (None, step)
    )


_BETWEEN = frozenset(
    (
        "the",
        "both",
        "then",
        "later",
        "last",
        "finally",
        "lastly",
        "most",
        "recently",
        "afterwards",
        "also",
        "now",
        "eventually",
        "subsequently",
        "even",
    )
)


def group_right(parsed: Parsed, actor: Actor) -> list[Actor]:
    """``actor`` with those that are coordinated to its right."""
    group = [actor]
    nodes = parsed.nodes
    at = _over_brackets(nodes, actor.end + 1)
    while at < len(nodes):
        step, joined = at, False
        while step < len(nodes) and (
            nodes[step].low in JOINERS or (joined and nodes[step].low in _BETWEEN)
        ):
            joined = joined or nodes[step].low in JOINERS
            step += 1
        if not joined or step >= len(nodes):
            break
        other = parsed.covering.get(step)
        if other is None or not other.codes:
            break
        group.append(other)
        at = _over_brackets(nodes, other.end + 1)
    return group


def named_from(parsed: Parsed, at: int) -> list[Actor]:
    """Those named from node ``at`` on: ``[the] A and B``, ``[neighbouring] A``, ``[its neighbours] A and B``."""
    nodes = parsed.nodes
    for k in range(at, min(at + 4, len(nodes))):
        actor = parsed.covering.get(k)
        if actor is not None and actor.codes:
            return [] if actor.how.endswith("'s") else group_right(parsed, actor)
        if nodes[k].low not in _NEXT_DOOR:
            return []
    return []


_NEXT_DOOR = frozenset(
    (
        *("the", "its", "their", "both", "neighbouring", "neighboring", "nearby", "fellow"),
        *("neighbour", "neighbor", "neighbours", "neighbors", "ally", "allies", "small", "larger"),
    )
)


def before_brackets(nodes: list[Node], at: int) -> int:
    """``A (2009)``: the node before a year in brackets that end at ``at``; else ``at``."""
    if at < 3 or nodes[at].low != ")" or not nodes[at - 1].low[0].isdigit():
        return at
    return next((k - 1 for k in range(at - 1, max(at - 6, 0), -1) if nodes[k].low == "("), at)


def _over_brackets(nodes: list[Node], at: int) -> int:
    """``A (2009), B (2017)``: a year in brackets does not end a list."""
    if at + 2 >= len(nodes) or nodes[at].low != "(" or not nodes[at + 1].low[0].isdigit():
        return at
    close = next((k for k in range(at + 1, min(at + 6, len(nodes))) if nodes[k].low == ")"), None)
    return at if close is None else close + 1


def heading_of(line: Line) -> list[Actor]:
    """``Kenya: no plans to join``: whom a headline names before its colon."""
    nodes = line.parsed.nodes
    if line.field == "body":
        return []
    actor = line.parsed.covering.get(0)
    if actor is None or not actor.codes or actor.end + 1 >= len(nodes):
        return []
    return [actor] if nodes[actor.end + 1].low == ":" else []
