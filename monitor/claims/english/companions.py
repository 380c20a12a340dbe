"""Those that a sentence names beside its subject: who was in before, and who did the same."""

from __future__ import annotations

from dataclasses import replace

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import BE, ORDINALS
from monitor.claims.english.document import Line
from monitor.claims.english.frame import ENTERING, Frame
from monitor.claims.english.grammar import Actor, is_accord
from monitor.claims.english.groups import group_right
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS
from monitor.claims.status import Force
from monitor.model.stage import Stage

_ALONGSIDE = frozenset(
    (
        "after",
        "following",
        "joining",
        "alongside",
        "beside",
        "besides",
        "like",
        "as did",
        "behind",
        "before",
        "joins",
        "join",
        "joined",
        "followed",
        "follows",
        "follow",
    )
)


_WITH = frozenset(
    (
        "along with",
        "together with",
        "as well as",
        "at the same time as",
        "on the same day as",
        "in the same year as",
        "in the same month as",
    )
)
"""Those behind these do the same at the same time."""


_IN_WAKE = frozenset(("following", "joining"))
"""Behind a comma these tell of who has done what others are still to do."""


def _is_ranked(line: Line, at: int) -> bool:
    """``the fifth member``, ``the third state to sign``: others were in before."""
    before = line.parsed.nodes[max(0, at - 7) : at]
    return any(node.low.rpartition("-")[2] in _ORDER or _is_number(node) for node in before)


def _is_number(node: Node) -> bool:
    """``the 30th signatory``."""
    return node.low[0].isdigit() and node.low.endswith(("th", "st", "nd", "rd"))


_ORDER = ORDINALS - {"first", "latest", "last", "newest", "only"}


def _is_joint(line: Line, frame: Frame, at: int) -> bool:
    """``joined the group in 1973, with A and B``: right behind the name or the date those who came in too."""
    if frame.trigger.name not in _JOINT or frame.force is not Force.DONE:
        return False
    nodes = line.parsed.nodes
    before = nodes[at - 2] if nodes[at - 1].low == "," else nodes[at - 1]
    dated = any(found.start <= before.start < found.end for found in line.dates)
    return dated or is_accord(before) or before is nodes[frame.at]


_JOINT = frozenset(("join", "come-in", "leave"))
"""What one does with others; who signs with somebody may sign with the convener."""


_SHARED = frozenset((*ENTERING, Stage.APPLIED, Stage.WITHDRAWN))
_SEEN_BESIDE = frozenset(("subject", "title", "object"))


def companions(line: Line, frame: Frame) -> list[Frame]:
    """Those that are in already: "… became the fifth to sign, after the UAE and Bahrain"."""
    let_in = frame.trigger.role == "object"
    if frame.trigger.role not in _SEEN_BESIDE or frame.trigger.stage not in _SHARED:
        return []
    open_yet = frame.force is not Force.DONE and frame.trigger.name != "join"
    ranked = _is_ranked(line, frame.at)
    if frame.trigger.role == "title" and not ranked:
        return []
    nodes = line.parsed.nodes
    for k in range(frame.at, min(frame.at + 16, len(nodes) - 1)):
        low = nodes[k].low
        if low in STOPS:
            break
        with_ = low in _WITH or (low == "with" and _is_joint(line, frame, k))
        if not with_ and (let_in or low not in _ALONGSIDE):
            continue
        if open_yet and not ranked and not (low in _IN_WAKE and nodes[k - 1].low == ","):
            continue
        if not _tells_others(nodes, k, frame):
            continue
        group = _others_behind(line, k)
        if not group:
            continue
        if frame.trigger.stage not in ENTERING and not (with_ and _is_own(nodes, frame.at, k)):
            return []
        if with_:
            return [replace(frame, actors=group, rules=[*frame.rules, "along-with"])]
        return [_were_in(frame, group, k)]
    return []


def _is_own(nodes: list[Node], verb: int, at: int) -> bool:
    """Whether no comma and no other verb stands between a verb and those with whom it is done."""
    between = nodes[verb + 1 : at]
    return not any(node.low == "," or node.use("verb") for node in between[:-1])


def _tells_others(nodes: list[Node], at: int, frame: Frame) -> bool:
    """Whether the word at node ``at`` tells of others: not the verb itself, ``would like``, or a title's "like"."""
    low = nodes[at].low
    if low == "before" and (
        not _UNITS & set(nodes[at - 1].low.split()) or frame.force is not Force.DONE
    ):
        return False
    if at == frame.at and frame.trigger.name != "join":
        return False
    if low == "like" and nodes[at - 1].low in ("'d", "would", "to"):
        return False
    return frame.trigger.role != "title" or low in ("after", "behind", "following")


_UNITS = frozenset(("day", "days", "week", "weeks", "month", "months", "year", "years", "decade"))


def _others_behind(line: Line, at: int) -> list[Actor]:
    """The parties behind node ``at``; nobody where a clause of their own begins with them."""
    parsed, nodes = line.parsed, line.parsed.nodes
    actor = parsed.covering.get(at + 1)
    if actor is None or not actor.codes or actor.how.endswith("'s"):
        return []
    group = group_right(parsed, actor)
    last = group[-1].end + 1
    told = [node for node in nodes[last : last + 3] if node.low != ","]
    timed = bool(told) and told[0].low in ("on", "last", "this")
    act = last < len(nodes) and (
        nodes[last].use("verb")
        or (timed and any(node.use("verb") for node in told[1:]))
        or nodes[last].low in BE
        or nodes[last].low in ("has", "had", "have")
    )
    return [] if act else group


def _were_in(frame: Frame, group: list[Actor], at: int) -> Frame:
    """The frame of those who had done before what the frame tells."""
    return Frame(
        line=frame.line,
        at=frame.at,
        trigger=frame.trigger,
        form="companion",
        accord=frame.accord,
        link="companion",
        actors=group,
        force=Force.DONE,
        cues=[],
        clause=Clause(start=at),
        rules=[f"trigger:{frame.trigger.name}", "companion"],
    )
