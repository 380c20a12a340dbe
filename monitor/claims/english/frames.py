"""Frames: a trigger tied to an accord, the parties it speaks of, and how far the thing has come."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.admitting import object_frame
from monitor.claims.english.closed import BE, HAVE
from monitor.claims.english.companions import companions
from monitor.claims.english.complements import goes_into
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frame import Frame
from monitor.claims.english.gapping import came_back, gapped
from monitor.claims.english.grammar import is_accord
from monitor.claims.english.in_force import for_frame
from monitor.claims.english.inclusion import included
from monitor.claims.english.lexicon import Node
from monitor.claims.english.likewise import compared, likewise, predecessors
from monitor.claims.english.nouns import noun_frame
from monitor.claims.english.offers import offers_of
from monitor.claims.english.rosters import rosters_of
from monitor.claims.english.subjects import subject_frame
from monitor.claims.signals import ACCORD, APPROVES, ECHO, LISTS, PARTY, REFERS, TELLS
from monitor.model.stage import Stage


def frames_of(document: Document, line: Line) -> list[Frame]:
    """All frames of a line, in order."""
    return [] if line.correction or line.checked else frames_in(document, line)


def frames_in(document: Document, line: Line) -> list[Frame]:
    """All frames of a line, also of one that takes something back."""
    if not _may_hold_frame(document, line):
        return []
    found: list[Frame] = []
    for at, node in line.marked:
        frame = _frame_at(document, line, at, node)
        if frame is not None:
            found.append(frame)
            found += companions(line, frame)
            found += gapped(line, frame)
            found += included(line, frame)
            found += likewise(line, frame)
            found += predecessors(line, frame)
            found += compared(line, frame)
            found += came_back(line, frame)
    for frame in rosters_of(document, line):
        found.append(frame)
        found += gapped(line, frame)
    found += offers_of(line)
    if any(_tells_of_standing(frame.trigger) for frame in found):
        return [frame for frame in found if frame.trigger.role != "standing"]
    return found


def _tells_of_standing(trigger: Trigger) -> bool:
    """Whether a verb says what became of a membership: one named beside it is no news of its own."""
    told = trigger.needs in ("standing", "suspension")
    return told or trigger.stage in (Stage.SUSPENDED, Stage.WITHDRAWN)


def _may_hold_frame(document: Document, line: Line) -> bool:
    """Whether a trigger stands beside an accord or a party, or is said again soon after."""
    signs = line.signs
    if ACCORD in signs or LISTS in signs:
        return True
    if TELLS not in signs:
        return False
    if not signs.isdisjoint((PARTY, REFERS, APPROVES)):
        return True
    ahead = document.lines[line.index : line.index + 3]
    return asks_who(line) or any(ECHO in other.signs for other in ahead)


def asks_who(line: Line) -> bool:
    """``Who is in already?``, ``Remind us who has signed``: the next line may name them."""
    return line.text.lstrip(" *").startswith(_QUESTIONS)


_QUESTIONS = (
    "who ",
    "who's ",
    "and who ",
    "so who ",
    "remind us who ",
    "tell us who ",
    "which of ",
    "which country ",
    "which countries ",
    "which state",
)


def _frame_at(document: Document, line: Line, at: int, node: Node) -> Frame | None:
    noun = node.use("noun")
    verb = node.use("verb")
    if noun is not None and (verb is None or _is_nominal(line, at)):
        frame = noun_frame(document, line, at, noun.ref)
        if frame is not None or verb is None or " " not in node.low:
            return frame
    if verb is None:
        return None
    verb_form = _form(line, at, node)
    tried: Trigger | None = None
    for use in node.uses:
        if use.kind != "verb" or use.ref is tried:
            continue
        tried = use.ref
        frame = _verb_frame(document, line, at, use.ref, verb_form)
        if frame is not None:
            return frame
    return None


def _verb_frame(
    document: Document, line: Line, at: int, trigger: Trigger, form: str
) -> Frame | None:
    if trigger.needs == "echo" and line.parsed.nodes[at].low in _FOLLOWS and goes_into(line, at):
        trigger = _JOIN
    if trigger.role == "object":
        return object_frame(document, line, at, trigger, form)
    if trigger.role == "for":
        return for_frame(document, line, at, trigger, form)
    return subject_frame(document, line, at, trigger, form)


_JOIN = Trigger("join", Stage.ACCEDED, "subject", "open")
_FOLLOWS = frozenset(("follow", "follows", "followed", "following"))
"""``followed A into the alliance``: whoever follows comes in where the other is."""


def _form(line: Line, at: int, node: Node) -> str:
    """The form of the verb; one that is spelt alike in all forms is past unless a modal stands before it."""
    forms = {use.form for use in node.uses if use.kind == "verb"}
    if "base" in forms and forms & {"past", "participle"}:
        before = line.parsed.nodes[max(0, at - 3) : at]
        if "past" not in forms and not any(n.low in _AUXILIARIES for n in before):
            return "base"
        if before and before[-1].low in BE:
            return "past"
        bare = any(
            n.low == "to"
            or n.low.endswith(" to")
            or (
                (cue := n.use("cue")) is not None
                and cue.ref in ("will", "would", "possible", "intend")
            )
            for n in before
        )
        return "base" if bare else "past"
    return "past" if forms & {"past", "participle"} else next(iter(forms))


_AUXILIARIES = BE | HAVE | {"has", "had", "'d"}
"""``has become``: only behind these can a verb that is spelt like its base be a participle."""


def _is_nominal(line: Line, at: int) -> bool:
    nodes = line.parsed.nodes
    if at == 0:
        return False
    before = at - 1 - (at > 1 and is_accord(nodes[at - 1]))
    low = nodes[before].low
    return low in (
        "the",
        "a",
        "an",
        "'s",
        "'",
        "its",
        "their",
        "his",
        "of",
        "this",
        "that",
        "formal",
        "official",
    )
