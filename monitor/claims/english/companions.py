"""Those that a sentence names beside its subject: who was in before, and who did the same."""

from __future__ import annotations

from dataclasses import replace

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import BE, ORDINALS
from monitor.claims.english.document import Line
from monitor.claims.english.frame import Frame
from monitor.claims.english.groups import group_right
from monitor.claims.english.named import STOPS
from monitor.claims.english.objects import is_time
from monitor.claims.status import Force, resolve
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
        "joins",
        "join",
        "joined",
    )
)


_WITH = frozenset(("along with", "together with", "as well as"))
"""Those behind these do the same at the same time."""


def gapped(line: Line, frame: Frame) -> list[Frame]:
    """``Qatar left in 2019 and Ecuador in 2020``: the second verb is left out."""
    if frame.trigger.role not in _GAPPING or frame.force is not Force.DONE or not frame.form:
        return []
    parsed, nodes = line.parsed, line.parsed.nodes
    found = []
    for k in range(frame.at + 1, len(nodes) - 2):
        actor = parsed.covering.get(k)
        if actor is None or actor.start != k or not actor.codes or nodes[k - 1].low not in _AND:
            continue
        group = group_right(parsed, actor)
        after = group[-1].end + 1
        if (
            after + 1 < len(nodes)
            and nodes[after].low in ("in", "on", "last", "since")
            and is_time(nodes[after + 1].low)
        ):
            found.append(
                replace(
                    frame,
                    at=k,
                    actors=group,
                    clause=Clause(start=k),
                    rules=[*frame.rules, "gapping"],
                )
            )
    return found


_GAPPING = frozenset(("subject", "object", "title"))
_AND = frozenset(("and", ",", "the", ";"))


def included(line: Line, frame: Frame) -> list[Frame]:
    """``countries that have signed, including A and B``: those named of the group."""
    nodes = line.parsed.nodes
    opens = {node.low.split()[0] for node in nodes[:2]} & _OPENING
    if opens and not any(actor.codes for actor in frame.actors):
        return _inverted(line, frame)
    if any(actor.codes or actor.kind != "group" for actor in frame.actors) or not frame.actors:
        return []
    reach = range(frame.at + 1, min(frame.at + 16, len(nodes) - 1))
    behind = frame.actors[0].end
    for k in (behind + 1, behind + 2, *reach):
        if k >= len(nodes) - 1:
            break
        if nodes[k].low in STOPS and nodes[k].low != ":":
            break
        if nodes[k].low not in _INCLUDING:
            continue
        if nodes[k].low == ":" and not _is_list(line, k + 1):
            break
        start = k + 1
        while start < len(nodes) - 1 and nodes[start].low in ("as", "them", "the", ","):
            if start in line.parsed.covering:
                break
            start += 1
        actor = line.parsed.covering.get(start)
        if actor is None or not actor.codes or actor.how.endswith("'s"):
            return []
        done = frame.force is Force.DONE and (frame.clause.relative or frame.clause.perfect)
        return [
            replace(
                frame,
                link="companion" if done else frame.link,
                actors=group_right(line.parsed, actor),
                rules=[*frame.rules, "included"],
            )
        ]
    return []


def _inverted(line: Line, frame: Frame) -> list[Frame]:
    """``Among those seeking to join are A and B``."""
    nodes = line.parsed.nodes
    for k in range(frame.at + 1, min(frame.at + 12, len(nodes) - 1)):
        if nodes[k].low not in ("are", "were", "is", "was", "be"):
            continue
        modal = [cue.ref for n in nodes[frame.at + 1 : k] if (cue := n.use("cue")) is not None]
        actor = line.parsed.covering.get(k + 1) or line.parsed.covering.get(k + 2)
        if actor is None or not actor.codes:
            return []
        rules = [*frame.rules, "inverted"]
        if frame.force is Force.DONE and frame.clause.perfect:
            frame = replace(frame, link="companion")
        if nodes[k].low == "be" and modal:
            frame = replace(frame, cues=modal[:1], force=resolve(modal[:1]))
        return [replace(frame, actors=group_right(line.parsed, actor), rules=rules)]
    return []


def _is_list(line: Line, at: int) -> bool:
    """Whether two or more states stand from node ``at`` on."""
    actor = line.parsed.covering.get(at)
    return actor is not None and len(group_right(line.parsed, actor)) > 1


_OPENING = ORDINALS | {"among", "next"}
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


def companions(line: Line, frame: Frame) -> list[Frame]:
    """Those that are in already: "… became the fifth to sign, after the UAE and Bahrain"."""
    if frame.trigger.role != "subject" or frame.trigger.stage not in (Stage.SIGNED, Stage.ACCEDED):
        return []
    if frame.force is not Force.DONE and frame.trigger.name != "join":
        return []
    parsed, nodes = line.parsed, line.parsed.nodes
    for k in range(frame.at, min(frame.at + 16, len(nodes) - 1)):
        if nodes[k].low in STOPS:
            break
        if nodes[k].low not in _ALONGSIDE and nodes[k].low not in _WITH:
            continue
        if k == frame.at and frame.trigger.name != "join":
            continue
        actor = parsed.covering.get(k + 1)
        if actor is None or not actor.codes or actor.how.endswith("'s"):
            continue
        group = group_right(parsed, actor)
        last = group[-1].end + 1
        if last < len(nodes) and (
            nodes[last].use("verb")
            or nodes[last].low in BE
            or nodes[last].low in ("has", "had", "have")
        ):
            continue
        if nodes[k].low in _WITH:
            return [replace(frame, actors=group, rules=[*frame.rules, "along-with"])]
        return [
            Frame(
                line=line,
                at=frame.at,
                trigger=frame.trigger,
                form="companion",
                accord=frame.accord,
                link="companion",
                actors=group,
                force=Force.DONE,
                cues=[],
                clause=Clause(start=k),
                rules=[f"trigger:{frame.trigger.name}", "companion"],
            )
        ]
    return []
