"""Those who are named of a group that acts: "countries that have signed, including A and B"."""

from __future__ import annotations

from dataclasses import replace

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import ORDINALS
from monitor.claims.english.document import Line
from monitor.claims.english.frame import ENTERING, Frame
from monitor.claims.english.grammar import NUMERALS, Actor
from monitor.claims.english.groups import group_left, group_right, named_from
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS
from monitor.claims.status import Force, resolve
from monitor.model.stage import Stage


def _excepted(line: Line, frame: Frame) -> list[Frame]:
    """``apart from A and B, no state has signed``: those who have done what others have not."""
    nodes = line.parsed.nodes
    for k, node in enumerate(nodes[:-1]):
        if node.low not in _APART:
            continue
        told = {one.start for one in frame.clause.subject}
        group = [one for one in named_from(line.parsed, k + 1) if one.start not in told]
        behind = nodes[group[-1].end + 1 : group[-1].end + 2] if group else []
        if not group:
            continue
        if node.low == "since" and any(n.use("verb") or "auxiliaries" in n.tags for n in behind):
            continue
        rules = [f"trigger:{frame.trigger.name}", "excepted"]
        start = group[0].start
        clause = Clause(start=start)
        return [
            replace(
                frame, at=start, actors=group, link="companion", force=Force.DONE, cues=[],
                clause=clause, rules=rules,
            )
        ]  # fmt: skip
    return []


_APART = frozenset(
    (
        *("apart from", "except", "except for", "other than", "with the exception of"),
        *("save for", "aside from", "unlike", "since"),
    )
)


def included(line: Line, frame: Frame) -> list[Frame]:
    """``countries that have signed, including A and B``: those named of the group."""
    nodes = line.parsed.nodes
    denied = frame.force is Force.NOT or nodes[0].low in ("few", "hardly")
    if denied and frame.trigger.stage in ENTERING and (rest := _excepted(line, frame)):
        return rest
    opens = {node.low.split()[0] for node in nodes[:2]} & _OPENING
    if (opens or _is_the_one(nodes)) and not any(actor.codes for actor in frame.actors):
        return _inverted(line, frame)
    if any(actor.codes or actor.kind != "group" for actor in frame.actors):
        return []
    if not frame.actors and not (_is_counted(nodes, frame) or _are_those(nodes, frame)):
        return []
    if named := _among_them(line, frame) or _set_beside(line, frame):
        return named
    reach = range(frame.at + 1, min(frame.at + 16, len(nodes) - 1))
    behind = frame.actors[0].end if frame.actors else frame.at
    for k in (behind + 1, behind + 2, *reach):
        if k >= len(nodes) - 1:
            break
        if nodes[k].low in STOPS and nodes[k].low != ":":
            break
        if nodes[k].low not in _INCLUDING:
            continue
        if nodes[k].low == ":" and (roll := dated_roll(line, k + 1)):
            rules = [*frame.rules, "included"]
            return [replace(frame, link="companion", at=k, actors=roll, rules=rules)]
        if nodes[k].low == ":" and not _is_list(line, k + 1):
            break
        return _named_behind(line, frame, k + 1)
    return []


def _named_behind(line: Line, frame: Frame, start: int) -> list[Frame]:
    """``[including] A and B``, ``[such] as A``: those named from node ``start`` on."""
    nodes = line.parsed.nodes
    while start < len(nodes) - 1 and nodes[start].low in ("as", "them", "the", ","):
        if start in line.parsed.covering:
            break
        start += 1
    actor = line.parsed.covering.get(start)
    if actor is None or not actor.codes or actor.how.endswith("'s"):
        return []
    done = frame.clause.relative or frame.clause.perfect or _are_those(nodes, frame)
    done = done and frame.force is Force.DONE
    return [
        replace(
            frame,
            link="companion" if done else frame.link,
            actors=group_right(line.parsed, actor),
            rules=[*frame.rules, "included"],
        )
    ]


def dated_roll(line: Line, at: int) -> list[Actor]:
    """``A since 2009, B and C since 2017``: states with a date behind each, or each few; empty for fewer than two."""
    parsed, nodes = line.parsed, line.parsed.nodes
    roll: list[Actor] = []
    dates = 0
    while at < len(nodes):
        at += nodes[at].low in ("and", ",", ";", "the", "then") and at not in parsed.covering
        at += at < len(nodes) and nodes[at].low in ("and", "the") and at not in parsed.covering
        actor = parsed.covering.get(at)
        if actor is None or not actor.codes or actor.how.endswith("'s"):
            break
        group = group_right(parsed, actor)
        behind = group[-1].end + 1
        if behind + 1 >= len(nodes) or nodes[behind].low not in (
            "in",
            "since",
            "on",
            "this",
            "last",
        ):
            return []
        roll, dates, at = [*roll, *group], dates + 1, behind + 1
        while at < len(nodes) and nodes[at].low not in (",", ";", "and", ".", "!", "?", ")"):
            at += 1
    ended = at >= len(nodes) or nodes[at].low in (".", "!", "?", ")")
    return roll if dates > 1 and ended else []


def _among_them(line: Line, frame: Frame) -> list[Frame]:
    """``fifty states have signed, A and B among them``: those named in front of the phrase."""
    nodes = line.parsed.nodes
    for k in range(frame.at + 2, len(nodes) - 1):
        if nodes[k].low in STOPS:
            break
        actor = line.parsed.covering.get(k - 1)
        if nodes[k].low == "among" and nodes[k + 1].low == "them" and actor and actor.codes:
            group = group_left(line.parsed, actor)
            rules = [*frame.rules, "included"]
            return [replace(frame, link="companion", actors=group, rules=rules)]
    return []


def _set_beside(line: Line, frame: Frame) -> list[Frame]:
    """``two of us signed, A and B``, ``those who had signed, A and B, …``, ``…, A being the latest``."""
    if frame.force is not Force.DONE or frame.trigger.stage not in (*ENTERING, Stage.WITHDRAWN):
        return []
    parsed, nodes = line.parsed, line.parsed.nodes
    for k in range(frame.at + 1, len(nodes) - 1):
        if nodes[k].low in STOPS or nodes[k].low in ("but", "and", "while"):
            return []
        inside = parsed.covering.get(k - 1)
        if nodes[k].low != "," or (inside is not None and inside.codes):
            continue
        start = k + 1
        ranked = any(node.low in _LATEST for node in nodes[start : start + 3])
        while start < len(nodes) - 1 and nodes[start].low in _BEFORE_NAME:
            if start in parsed.covering:
                break
            start += 1
        actor = parsed.covering.get(start)
        if actor is None or not actor.codes or actor.how.endswith("'s"):
            continue
        group = group_right(parsed, actor)
        behind = [node.low for node in nodes[group[-1].end + 1 :][:3]]
        latest = behind[:1] == ["being"] and bool(ORDINALS.intersection(behind))
        closed = not behind or behind[0] in (",", ".", "!", "?", ";", "(") or behind[0] == "in"
        if latest or (closed and (ranked or len(group) > 1)):
            rules = [*frame.rules, "included"]
            return [replace(frame, link="companion", at=start, actors=group, rules=rules)]
    return []


_LATEST = frozenset(("latest", "recently", "last", "newest", "lately"))
_BEFORE_NAME = _LATEST | {"most", "the", "of", "them", "being", "was"}


def _are_those(nodes: list[Node], frame: Frame) -> bool:
    """``those who had signed``, ``the three that have stayed``: whoever they are, they are named beside."""
    before = [node.low for node in nodes[max(0, frame.at - 5) : frame.at]]
    k = next((k for k, low in enumerate(before) if low in ("who", "that", "'d")), 0)
    return frame.force is Force.DONE and k > 0 and before[k - 1] in _THOSE


_THOSE = NUMERALS | {"those", "ones", "others", "eleven", "twelve", "dozen", "only"}


def _is_counted(nodes: list[Node], frame: Frame) -> bool:
    """``of the six states two are in: …``: a number stands for those who are named behind."""
    before = nodes[max(0, frame.at - 4) : frame.at]
    return frame.force is Force.DONE and any(node.low in NUMERALS for node in before)


def _is_the_one(nodes: list[Node]) -> bool:
    """``the country that left was A``: named at the end."""
    first = [node.low for node in nodes[:3]]
    return first[1:2] in (["country"], ["state"]) and first[2:] in (["that"], ["which"], ["to"])


def _inverted(line: Line, frame: Frame) -> list[Frame]:
    """``Among those seeking to join are A and B``."""
    nodes = line.parsed.nodes
    for k in range(frame.at + 1, min(frame.at + 12, len(nodes) - 1)):
        if nodes[k].low not in ("are", "were", "is", "was", "be"):
            continue
        modal = [cue.ref for n in nodes[frame.at + 1 : k] if (cue := n.use("cue")) is not None]
        actor = line.parsed.covering.get(k + 1) or line.parsed.covering.get(k + 2)
        if actor is None or not actor.codes or actor.how.endswith("'s"):
            return []
        rules = [*frame.rules, "inverted"]
        others = frame.clause.relative and nodes[0].low == "others"
        if frame.force is Force.DONE and (frame.clause.perfect or others):
            frame = replace(frame, link="companion")
        if nodes[k].low == "be" and modal:
            frame = replace(frame, cues=modal[:1], force=resolve(modal[:1]))
        return [replace(frame, actors=group_right(line.parsed, actor), rules=rules)]
    return []


def _is_list(line: Line, at: int) -> bool:
    """Whether two or more states stand from node ``at`` on."""
    actor = line.parsed.covering.get(at)
    return actor is not None and len(group_right(line.parsed, actor)) > 1


_OPENING = ORDINALS | {"among", "next", "others"}
"""With these begins what names those of whom it speaks at its end: "the first to sign was A"."""
_INCLUDING = frozenset(
    (
        ":",
        "include",
        "includes",
        "included",
        "including",
        "among",
        "such",
        "namely",
        "notably",
        "like",
        "—",
        "–",
        "-",
    )
)
