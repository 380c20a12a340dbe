"""Those that a sentence names beside its subject: who was in before, and who did the same."""

from __future__ import annotations

from dataclasses import replace

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import BE, ORDINALS
from monitor.claims.english.document import Line
from monitor.claims.english.frame import Frame
from monitor.claims.english.grammar import NUMERALS, Actor
from monitor.claims.english.groups import group_right
from monitor.claims.english.lexicon import Node
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
        if after + 1 < len(nodes) and _tells_when(line, after):
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


def _tells_when(line: Line, at: int) -> bool:
    """Whether a date follows at node ``at``: ``in 2020``, ``five years later``."""
    nodes = line.parsed.nodes
    if nodes[at].low in ("in", "on", "last", "since") and is_time(nodes[at + 1].low):
        return True
    return any(
        found.start == nodes[at].start and found.kind in _LEANING_BACK for found in line.dates
    )


_LEANING_BACK = frozenset(("ago", "beside_year", "next_month"))
_GAPPING = frozenset(("subject", "object", "title"))
_AND = frozenset(("and", ",", "the", ";"))


def included(line: Line, frame: Frame) -> list[Frame]:
    """``countries that have signed, including A and B``: those named of the group."""
    nodes = line.parsed.nodes
    opens = {node.low.split()[0] for node in nodes[:2]} & _OPENING
    if opens and not any(actor.codes for actor in frame.actors):
        return _inverted(line, frame)
    if any(actor.codes or actor.kind != "group" for actor in frame.actors):
        return []
    if not frame.actors and not _is_counted(nodes, frame):
        return []
    reach = range(frame.at + 1, min(frame.at + 16, len(nodes) - 1))
    behind = frame.actors[0].end if frame.actors else frame.at
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


def _is_counted(nodes: list[Node], frame: Frame) -> bool:
    """``of the six states two are in: …``: a number stands for those who are named behind."""
    before = nodes[max(0, frame.at - 4) : frame.at]
    return frame.force is Force.DONE and any(node.low in NUMERALS for node in before)


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


_ENTERING = frozenset((Stage.SIGNED, Stage.RATIFIED, Stage.ACCEDED))


def companions(line: Line, frame: Frame) -> list[Frame]:
    """Those that are in already: "… became the fifth to sign, after the UAE and Bahrain"."""
    if frame.trigger.role != "subject" or frame.trigger.stage not in _ENTERING:
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
        if nodes[k].low == "like" and nodes[k - 1].low in ("'d", "would", "to"):
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


def likewise(line: Line, frame: Frame) -> list[Frame]:
    """``…, as A did in 2020``, ``and so have A and B``: those of whom a clause says the same again."""
    told = frame.trigger.role in _SAID_AGAIN and frame.trigger.stage is not Stage.PROSPECTIVE
    if not told or frame.form == "companion":
        return []
    nodes = line.parsed.nodes
    for k in range(frame.at + 1, len(nodes) - 2):
        if nodes[k].low in STOPS:
            break
        if nodes[k].low not in ("as", "so") or nodes[k - 1].low in _AS_FAR:
            continue
        verb_first = nodes[k + 1].low in _PRO_VERBS
        actor = line.parsed.covering.get(k + 1 + verb_first)
        if actor is None or not actor.codes or actor.how.endswith("'s"):
            continue
        group = group_right(line.parsed, actor)
        behind = [node.low for node in nodes[group[-1].end + 1 : group[-1].end + 4]]
        if verb_first and _repeats(nodes[k + 1].low, frame) and "not" not in behind:
            return [_beside(frame, group, same=nodes[k + 1].low not in BE)]
        if not verb_first and nodes[k].low == "as" and _did(frame, behind):
            return [_beside(frame, group, same=False)]
    return []


def _beside(frame: Frame, group: list[Actor], *, same: bool) -> Frame:
    """The frame of ``group``; ``same`` where its step was taken when the others' was."""
    start = group[0].start
    return replace(
        frame,
        at=start,
        actors=group,
        link=frame.link if same else "companion",
        force=Force.DONE,
        cues=[],
        clause=Clause(start=start),
        rules=[f"trigger:{frame.trigger.name}", "likewise"],
    )


_SAID_AGAIN = frozenset(("subject", "title"))
_AS_FAR = frozenset(("soon", "long", "far", "much", "well"))
_PRO_VERBS = frozenset(("did", "has", "have", "had", "is", "are", "was", "were"))


def _repeats(verb: str, frame: Frame) -> bool:
    """Whether ``as are A``, ``as have A``, ``as did A`` takes up the verb of the frame, by its tense."""
    if frame.force is not Force.DONE:
        return False
    states = frame.trigger.name in _STATES or frame.trigger.role == "title"
    if verb in BE or states:
        return states and verb in BE
    return (verb != "did") == (frame.clause.perfect or frame.clause.pluperfect)


_STATES = frozenset(("belong", "come-in"))


def _did(frame: Frame, behind: list[str]) -> bool:
    """``as A did``, ``as A had done``: a step that others take, took, or are to take."""
    if frame.trigger.name in _STATES or frame.trigger.role == "title":
        return False
    done = behind[:1] in (["had"], ["has"], ["have"]) and "done" in behind
    return (behind[:1] == ["did"] or done) and not {"not", "n't", "never"} & set(behind)


def predecessors(line: Line, frame: Frame) -> list[Frame]:
    """``the first to join since A``, ``the first new member since A in 2013``: who came in last before."""
    if frame.trigger.role not in _SAID_AGAIN or frame.trigger.stage not in _ENTERING:
        return []
    parsed, nodes = line.parsed, line.parsed.nodes
    for k in range(frame.at + 1, min(frame.at + 9, len(nodes) - 1)):
        if nodes[k].low in STOPS or nodes[k].low == ",":
            break
        actor = parsed.covering.get(k + 1)
        if nodes[k].low != "since" or actor is None or not actor.codes:
            continue
        ranked = any(node.low in _RANKS for node in nodes[max(0, frame.at - 6) : k])
        group = group_right(parsed, actor)
        after = group[-1].end + 1
        if not ranked or actor.how.endswith("'s") or not _ends_or_dates(line, after):
            break
        return [
            replace(
                frame,
                at=k + 1,
                form="title" if frame.trigger.role == "title" else frame.form,
                actors=group,
                link="companion",
                force=Force.DONE,
                cues=[],
                clause=Clause(start=k + 1),
                rules=[f"trigger:{frame.trigger.name}", "predecessor"],
            )
        ]
    return []


_RANKS = frozenset(("first", "newest", "latest", "only"))


def _ends_or_dates(line: Line, at: int) -> bool:
    """Whether the sentence ends at node ``at``, or a date or a comma follows: nobody acts any further."""
    nodes = line.parsed.nodes
    if at >= len(nodes) or nodes[at].low in STOPS or nodes[at].low in (",", ")"):
        return True
    reach = nodes[at].end + 1 if nodes[at].low in ("in", "on") else nodes[at].start
    return any(nodes[at].start <= found.start <= reach for found in line.dates)
