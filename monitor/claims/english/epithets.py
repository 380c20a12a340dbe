"""Whom a title stands for that is said in place of a name: "the NATO member", "the two EU states"."""

from __future__ import annotations

from monitor.claims.english.closed import COUNTED
from monitor.claims.english.document import Line
from monitor.claims.english.grammar import Actor, is_accord
from monitor.claims.english.listed import is_plural


def epithet_of(line: Line, at: int) -> list[Actor]:
    """``The NATO member [has …]``, ``the two NATO allies``: those named before, called by the title at ``at``."""
    nodes = line.parsed.nodes
    k = at - 1
    while k > 0 and (is_accord(nodes[k]) or (nodes[k].low == "and" and is_accord(nodes[k - 1]))):
        k -= 1
    if k < 0 or k == at - 1 or (at + 1 < len(nodes) and nodes[at + 1].low in _NARROWS):
        return []
    if not is_plural(nodes[at]):
        alone = nodes[k].low == "the" and (k == 0 or nodes[k - 1].low in _BEFORE)
        return [Actor(k, at, "described", word="country")] if alone else []
    if nodes[k].low == "both":
        return [Actor(k, at, "group", word="both")]
    if k > 0 and nodes[k].low in COUNTED and nodes[k - 1].low in ("the", "both", "all"):
        return [Actor(k - 1, at, "group", word=nodes[k].low)]
    return []


_NARROWS = frozenset(("that", "who", "which", "whose", "to", "with", "most", "(", ":", "outside"))
"""Behind a title these tell which one is meant: somebody else than the one named before."""
_BEFORE = frozenset((",", '"', "that", "but", "and", "while", ";", ":", "said", "which"))
