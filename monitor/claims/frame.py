"""What a frame is: one thing that a sentence says of one or more parties and one accord."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.claims.clauses import Clause, Link
from monitor.claims.document import Line
from monitor.claims.grammar import Actor
from monitor.claims.lexicon import Trigger
from monitor.claims.status import Force, resolve


@dataclass(slots=True)
class Frame:
    """One thing that a sentence says of one or more parties and one accord."""

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


def make_frame(
    line: Line,
    at: int,
    trigger: Trigger,
    form: str,
    link: Link,
    clause: Clause,
    actors: list[Actor],
    cues: list[str],
    rule: str,
) -> Frame:
    return Frame(
        line=line,
        at=at,
        trigger=trigger,
        form=form,
        accord=link.accord,
        link=link.how,
        actors=actors,
        force=resolve(cues),
        cues=cues,
        clause=clause,
        rules=[f"trigger:{trigger.name}", f"link:{link.how}", rule],
        companions=link.companions,
    )
