"""Conditions, hearsay, answers and question marks: what is left of a force behind the verb."""

from __future__ import annotations

from monitor.claims.english.closed import BE
from monitor.claims.english.disavowals import is_bare_no
from monitor.claims.english.frame import Frame
from monitor.claims.english.lexicon import Node
from monitor.claims.english.phrases import is_falsehood
from monitor.claims.status import Force
from monitor.model.stage import Stage


def right_context(frame: Frame, force: Force) -> Force:
    """Conditions, hearsay and question marks behind the verb."""
    nodes = frame.line.parsed.nodes
    if "whether" in frame.cues and force is Force.POSSIBLE and _is_answered_no(frame):
        return Force.REFUSED
    if force is Force.COMMITTED and _is_only_once(nodes, frame.at):
        return Force.POSSIBLE
    if "hearsay" in frame.cues and any(is_falsehood(node) for node in nodes[frame.at + 1 :]):
        return Force.DENIED
    if force is Force.REFUSED and not _leaves(frame) and any(_is_for_now(node) for node in nodes):
        return Force.POSSIBLE
    if force is Force.REFUSED and not _leaves(frame) and _is_put_off(frame):
        return Force.POSSIBLE
    weakened = _weakened(frame, force)
    if weakened is not None:
        return weakened
    if _is_told_in_passing(frame):
        return force
    if frame.line.question and frame.line.answer == "no" and force is not Force.VOID:
        done = force is Force.DONE and not (frame.clause.infinitive or _asks_ahead(nodes))
        return Force.NOT if done else Force.REFUSED
    return Force.POSSIBLE if _is_asked(frame, force) else force


def _weakened(frame: Frame, force: Force) -> Force | None:
    """What the first condition, hearsay or refusal behind the verb makes of a force; None where none stands there."""
    for node in frame.line.parsed.nodes[frame.at + 1 :]:
        if node.low in (";", "but"):
            break
        cue = node.use("cue") if node.uses else None
        if cue is None:
            continue
        gerund = frame.form == "ing" and not frame.clause.has_finite
        if gerund and cue.ref == "refuse" and node.low.split()[0] in BE and force is Force.POSSIBLE:
            return Force.REFUSED
        if node.low == "without" and force is Force.REFUSED:
            return Force.POSSIBLE
        if node.low.startswith("until") and frame.trigger.stage is Stage.SUSPENDED:
            continue
        if cue.ref == "if" and force in (Force.COMMITTED, Force.REFUSED, Force.POSSIBLE):
            return Force.POSSIBLE
        if cue.ref == "hearsay" and cue.form == "word" and force in (Force.COMMITTED, Force.DONE):
            return Force.POSSIBLE
    return None


def _is_asked(frame: Frame, force: Force) -> bool:
    """``Has X joined?``: whether the step itself is what a question asks."""
    return (
        frame.line.question
        and frame.link != "companion"
        and not (frame.clause.relative and frame.form == "past")
        and force in (Force.DONE, Force.COMMITTED)
        and frame.trigger.role != "title"
        and not (force is Force.DONE and _is_taken_for_granted(frame))
    )


def _is_told_in_passing(frame: Frame) -> bool:
    """``Is X, which signed in 2020, content?``: what is asked is another thing."""
    clause, nodes = frame.clause, frame.line.parsed.nodes
    if not clause.relative or clause.infinitive or not clause.subject:
        return False
    return [node.low for node in nodes[clause.subject[0].end + 1 :][:2]] in (
        [",", "which"],
        [",", "who"],
    )


def _is_taken_for_granted(frame: Frame) -> bool:
    """``Why did X sign?``, ``What has changed since X joined?``: that it came about is not asked."""
    nodes, start = frame.line.parsed.nodes, frame.clause.start
    if frame.clause.since:
        return start > 0 and nodes[start - 1].low in ("since", "after")
    first = next((node.low for node in nodes if node.low[0].isalpha()), "")
    past = frame.form == "past" or any(node.low in _DID for node in nodes[: frame.at])
    return first in _ASKS_WHY and past and not frame.clause.progressive


_DID = frozenset(("did", "has", "have", "had"))
_ASKS_WHY = frozenset(("why", "how", "when", "what"))


def _asks_ahead(nodes: list[Node]) -> bool:
    """``Would X join?``: the modal of a question stands before its subject."""
    cue = nodes[0].use("cue")
    return cue is not None and cue.ref in ("will", "would", "possible")


def _is_for_now(node: Node) -> bool:
    cue = node.use("cue")
    return cue is not None and cue.ref == "for_now"


def _is_put_off(frame: Frame) -> bool:
    """``will not open talks before 2028``, ``before the end of the year``: refused until a day, and open from then on."""
    if frame.cues[-1:] != ["neg"]:
        return False
    behind = [node.low for node in frame.line.parsed.nodes[frame.at + 1 :]]
    return any(
        low == "before" and (_is_year(then) or [then, what] in _ENDS_OF_TIME)
        for low, then, what in zip(behind, behind[1:], behind[2:], strict=False)
    )


def _is_year(low: str) -> bool:
    return low.isdigit() and len(low) == len("2028")


_ENDS_OF_TIME = [["the", part] for part in ("end", "beginning", "start", "middle")]


def _leaves(frame: Frame) -> bool:
    return frame.trigger.stage in (Stage.WITHDRAWN, Stage.SUSPENDED)


def _is_only_once(nodes: list[Node], at: int) -> bool:
    """``will only join once there is …``: a condition, not a timetable."""
    only = any(node.low == "only" for node in nodes[max(0, at - 3) : at])
    return only and any(node.low in ("once", "when", "after", "if") for node in nodes[at:])


def _is_answered_no(frame: Frame) -> bool:
    """``asked if X would sign, he said there was no question of it``, ``… he answered no``."""
    nodes, at = frame.line.parsed.nodes, frame.at
    if not any("asked" in node.low.split() for node in nodes[:at]):
        return False
    if frame.line.answer == "no":
        return True
    comma = next((k for k in range(at, len(nodes)) if nodes[k].low == ","), len(nodes))
    return any(
        ((cue := nodes[k].use("cue")) is not None and cue.ref in ("refuse", "deny"))
        or is_bare_no(nodes, k)
        or nodes[k].low in ("said no", "says no")
        for k in range(comma, len(nodes))
    )
