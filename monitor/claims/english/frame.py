"""What a frame is: one thing that a sentence says of one or more parties and one accord."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.claims.candidate import Trigger
from monitor.claims.english.clause import Clause
from monitor.claims.english.document import Line
from monitor.claims.english.grammar import Actor
from monitor.claims.english.objects import Link
from monitor.claims.status import Force, resolve
from monitor.model.stage import Stage

ENTERING = frozenset((Stage.SIGNED, Stage.RATIFIED, Stage.ACCEDED))
"""The steps by which a party comes in."""


@dataclass(slots=True)
class Frame:
    """One thing that a sentence says of one or more parties and one accord; ``echoes`` is what it says again."""

    line: Line
    at: int
    trigger: Trigger
    form: str
    accord: str
    link: str
    actors: list[Actor]
    force: Force
    cues: list[str]
    clause: Clause
    rules: list[str] = field(default_factory=list)
    companions: list[Actor] = field(default_factory=list)
    echoes: Frame | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A trigger in its place: in which line, at which node, in which form, and tied to what."""

    line: Line
    at: int
    trigger: Trigger
    form: str
    link: Link


def make_frame(
    spot: Spot, clause: Clause, actors: list[Actor], cues: list[str], rule: str
) -> Frame:
    """The frame of ``actors`` under ``cues``, with the names of the rules that made it."""
    return Frame(
        line=spot.line,
        at=spot.at,
        trigger=spot.trigger,
        form=spot.form,
        accord=spot.link.accord,
        link=spot.link.how,
        actors=actors,
        force=resolve(cues, pluperfect=clause.pluperfect),
        cues=cues,
        clause=clause,
        rules=[f"trigger:{spot.trigger.name}", f"link:{spot.link.how}", rule],
        companions=spot.link.companions,
    )


def form_cues(form: str, clause: Clause, cues: list[str]) -> list[str]:
    """The cues that the form itself adds: a bare infinitive is a plan, "is joining" a decision."""
    if clause.reported and "would" in cues:
        cues = ["would_reported" if cue == "would" else cue for cue in cues]
    if clause.infinitive and not cues:
        return ["will"]
    if clause.gerund and set(cues) <= {"manage"}:
        return ["possible"]
    if form == "base" and not cues and any(actor.word == "we" for actor in clause.subject):
        return ["will"]
    if form == "base" and not cues and not clause.infinitive and clause.mandative:
        return ["possible"]
    if clause.neither:
        cues = [*cues, "neg"]
    if form == "ing" and clause.progressive:
        return ["will", *cues]
    return cues
