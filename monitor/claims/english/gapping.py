"""Second acts whose verb is left out: "Qatar left in 2019 and Ecuador in 2020"."""

from __future__ import annotations

from dataclasses import replace

from monitor.claims.candidate import Trigger
from monitor.claims.english.clause import Clause
from monitor.claims.english.document import Line
from monitor.claims.english.frame import Frame
from monitor.claims.english.groups import group_right
from monitor.claims.english.objects import is_time
from monitor.claims.status import Force
from monitor.model.stage import Stage


def gapped(line: Line, frame: Frame) -> list[Frame]:
    """``Qatar left in 2019 and Ecuador in 2020``: the second verb is left out."""
    if frame.trigger.role not in _GAPPING or frame.force is not Force.DONE or not frame.form:
        return []
    parsed, nodes = line.parsed, line.parsed.nodes
    covering = parsed.covering
    found = []
    for k in range(frame.at + 1, len(nodes) - 2):
        actor = covering.get(k)
        if actor is None or actor.start != k or not (actor.codes or actor.word == "latter"):
            continue
        before = k - 1 - (nodes[k - 1].low == "by" and "by-agent" in frame.rules)
        if nodes[before].low not in _AND:
            continue
        if frame.trigger.role == "noun" and nodes[k - 1].low != "and":
            continue
        group = group_right(parsed, actor)
        after = group[-1].end + 1
        if after + 1 < len(nodes) and _tells_when(line, after):
            found.append(replace(_told_again(frame, k, "gapping"), actors=group))
    return found


def _told_again(frame: Frame, at: int, rule: str) -> Frame:
    """The frame as it is told once more from node ``at`` on."""
    return replace(frame, at=at, clause=Clause(start=at), rules=[*frame.rules, rule])


def came_back(line: Line, frame: Frame) -> list[Frame]:
    """``left in 2013 and came back in 2018``: the way back, told with its date."""
    out = frame.trigger.stage in (Stage.SUSPENDED, Stage.WITHDRAWN)
    if not out or frame.force is not Force.DONE:
        return []
    nodes = line.parsed.nodes
    for k in range(frame.at + 2, len(nodes) - 1):
        if nodes[k].low not in _RETURNS:
            continue
        joined = nodes[k - 1 - (nodes[k - 1].low == "was")].low in ("and", ",", "but", "then")
        after = k + 1 + (nodes[k + 1].low == "back")
        back_in = nodes[after].low == "back in" and is_time(
            nodes[min(after + 1, len(nodes) - 1)].low
        )
        if joined and after + 1 < len(nodes) and (back_in or _tells_when(line, after)):
            return [replace(_told_again(frame, k, "came-back"), trigger=_BACK)]
    return []


_BACK = Trigger("join", Stage.ACCEDED, "subject", "open")
_RETURNS = frozenset(
    (
        *("came", "came back", "returned", "went back", "rejoined", "re-joined"),
        *("readmitted", "re-admitted", "reinstated"),
    )
)


def _tells_when(line: Line, at: int) -> bool:
    """Whether a date follows at node ``at``: ``in 2020``, ``five years later``."""
    nodes = line.parsed.nodes
    if nodes[at].low in ("in", "on", "last", "since") and is_time(nodes[at + 1].low):
        return True
    if nodes[at].low in ("at", "in") and nodes[at + 1].cap:
        ahead = nodes[at + 2 : at + 5]
        date_ = next((k for k, n in enumerate(ahead) if n.low in ("in", "on") and k < 2), None)
        return date_ is not None and date_ + 1 < len(ahead) and is_time(ahead[date_ + 1].low)
    return any(
        found.start == nodes[at].start and found.kind in _LEANING_BACK for found in line.dates
    )


_LEANING_BACK = frozenset(("ago", "earlier", "beside_year", "next_month"))
_GAPPING = frozenset(("subject", "object", "title", "noun"))
_AND = frozenset(("and", ",", "the", ";"))
