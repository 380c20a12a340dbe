"""Those of whom a sentence says its step again: "as A did", "and so has B", "the first since C"."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import BE
from monitor.claims.english.document import Line
from monitor.claims.english.frame import ENTERING, Frame
from monitor.claims.english.grammar import Actor
from monitor.claims.english.groups import group_right, named_from
from monitor.claims.english.named import STOPS
from monitor.claims.status import Force
from monitor.model.stage import Stage


def likewise(line: Line, frame: Frame) -> list[Frame]:
    """``…, as A did in 2020``, ``and so have A and B``: those of whom a clause says the same again."""
    told = frame.trigger.role in _SAID_AGAIN and frame.trigger.stage is not Stage.PROSPECTIVE
    if not told or frame.form == "companion":
        return []
    nodes = line.parsed.nodes
    for k in range(frame.at + 1, len(nodes) - 2):
        low = nodes[k].low
        if low not in _TURNS:
            continue
        if low in _CONTRASTS:
            others = _who_do(line, frame, k + 1)
            if others or nodes[k + 1].low != "so":
                return others
        if low in STOPS and low != ";":
            break
        if low not in ("as", "so") or nodes[k - 1].low in _AS_FAR:
            continue
        verb_first = nodes[k + 1].low in _PRO_VERBS
        actor = line.parsed.covering.get(k + 1 + verb_first)
        if actor is None or not actor.codes or actor.how.endswith("'s"):
            continue
        group = group_right(line.parsed, actor)
        behind = [node.low for node in nodes[group[-1].end + 1 : group[-1].end + 4]]
        if verb_first and _repeats(nodes[k + 1].low, frame) and "not" not in behind:
            return [_beside(frame, group, same=nodes[k + 1].low not in BE)]
        if not verb_first and low == "as" and _did(frame, behind):
            return [_beside(frame, group, same=False)]
    return []


_CONTRASTS = frozenset((";", "but", "while", "whereas"))
_TURNS = STOPS | _CONTRASTS | {"as", "so"}
"""At these a sentence may turn to others; most words are none, and one look passes them over."""


def _who_do(line: Line, frame: Frame, at: int) -> list[Frame]:
    """``A has not signed; B and C have``: the verb of those behind stands alone."""
    nodes = line.parsed.nodes
    actor = line.parsed.covering.get(at) or line.parsed.covering.get(at + 1)
    whole = not any(one.codes for one in frame.actors)
    if not (frame.force is Force.NOT or whole) or actor is None or not actor.codes:
        return []
    group = group_right(line.parsed, actor)
    start = group[-1].end + 1
    start += start < len(nodes) and nodes[start].low == "already"
    been = [node.low for node in nodes[start : start + 2]] in (["have", "been"], ["has", "been"])
    if whole and been and is_state(frame):
        return [_beside(frame, group, same=False)]
    verb = nodes[start : start + 2]
    alone = len(verb) == 1 or (len(verb) == 2 and (verb[1].low in STOPS or verb[1].low == ","))
    alone = alone or (verb[0].low == "did" and _is_dated(line, start))
    if not alone or not verb or verb[0].low not in _PRO_VERBS:
        return []
    if is_state(frame) != (verb[0].low in BE):
        return []
    return [_beside(frame, group, same=False)]


def _is_dated(line: Line, verb: int) -> bool:
    """``B did last year``, ``did in 2020``: a date right behind the verb."""
    nodes = line.parsed.nodes
    near = nodes[verb].end + len(" in ")
    return any(nodes[verb].end < found.start <= near for found in line.dates)


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
    states = is_state(frame)
    if verb in BE or states:
        return states and verb in BE
    return (verb != "did") == (frame.clause.perfect or frame.clause.pluperfect)


def is_state(frame: Frame) -> bool:
    """Whether the frame tells of being in rather than of a step: ``is a member``."""
    return frame.trigger.name in _STATES or frame.trigger.role == "title"


_STATES = frozenset(("belong", "come-in"))


def _did(frame: Frame, behind: list[str]) -> bool:
    """``as A did``, ``as A had done``: a step that others take, took, or are to take."""
    if is_state(frame):
        return False
    done = behind[:1] in (["had"], ["has"], ["have"]) and "done" in behind
    return (behind[:1] == ["did"] or done) and not {"not", "n't", "never"} & set(behind)


def compared(line: Line, frame: Frame) -> list[Frame]:
    """``Like A, B is a member``, ``B, like A a member, …``: those to whom the subject is likened in it."""
    told = frame.trigger.role in _SAID_AGAIN and frame.trigger.stage in ENTERING
    if not told or frame.force is not Force.DONE or frame.form in ("companion", "ing"):
        return []
    nodes = line.parsed.nodes
    subject = {actor.start for actor in frame.actors}
    for k in range(min(frame.at, len(nodes) - 2)):
        if nodes[k].low != "like" or (k and nodes[k - 1].low != ","):
            continue
        if any(node.low in STOPS for node in nodes[k : frame.at]):
            continue
        named = named_from(line.parsed, k + 1)
        group = list(takewhile(lambda actor: actor.start not in subject, named))
        if not group:
            continue
        behind = nodes[group[-1].end + 1]
        if behind.low == "," or (k and behind.low in ("a", "an")):
            return [_beside(frame, group, same=False)]
    return []


def predecessors(line: Line, frame: Frame) -> list[Frame]:
    """``the first to join since A``, ``the first new member since A in 2013``: who came in last before."""
    if frame.trigger.role not in _SAID_AGAIN or frame.trigger.stage not in ENTERING:
        return []
    parsed, nodes = line.parsed, line.parsed.nodes
    for k in range(frame.at + 1, min(frame.at + 9, len(nodes) - 1)):
        low = nodes[k].low
        if low == "," or low in STOPS:
            break
        if low != "since":
            continue
        actor = parsed.covering.get(k + 1)
        if actor is None or not actor.codes:
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
