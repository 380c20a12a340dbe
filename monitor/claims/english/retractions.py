"""Texts that take something back: corrections and withdrawn reports."""

from __future__ import annotations

import re
from collections.abc import Mapping

from monitor.claims.english.coref import Referents
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frames import frames_in
from monitor.claims.english.steps import stage_of
from monitor.claims.evidence import evidence_of
from monitor.claims.status import Force
from monitor.model.accord import Accord
from monitor.model.claim import Retraction, Speaker
from monitor.model.stage import Stage

_OTHER_OUTLET = re.compile(
    r"(?:after|when) (?:the |an? )?([a-z][\w' ]{2,40}?) (?:withdrew|retracted|took back|pulled|deleted)"
)


def retractions_of(
    document: Document, referents: dict[str, Referents], accords: Mapping[str, Accord]
) -> list[Retraction]:
    """What the article takes back, one entry a party and sentence."""
    found: dict[tuple[str, str], Retraction] = {}
    for line in document.lines:
        if line.correction:
            for retraction in _of_line(document, line, referents, accords):
                known = found.get((retraction.accord, retraction.party))
                if known is None or (retraction.stages and not known.stages):
                    found[retraction.accord, retraction.party] = retraction
    return list(found.values())


def _of_line(
    document: Document, line: Line, referents: dict[str, Referents], accords: Mapping[str, Accord]
) -> list[Retraction]:
    taken: dict[tuple[str, str], set[Stage]] = {}
    for frame in frames_in(document, line):
        if frame.accord not in referents:
            continue
        for actor in frame.actors:
            for code in referents[frame.accord].codes(line, actor)[0]:
                force = Force.DONE if frame.force in (Force.NOT, Force.DENIED) else frame.force
                stage = stage_of(frame, force, Speaker.OUTLET)
                stages = taken.setdefault((frame.accord, code), set())
                if stage is not None:
                    stages.add(stage)
    if not taken and document.main:
        shut = accords[document.main].conveners
        codes = [c for a in line.parsed.actors for c in a.codes if c not in shut]
        taken = {(document.main, code): set() for code in codes[:1]}
    outlet = _OTHER_OUTLET.search(
        document.folded[line.field][line.sentence.start : line.sentence.end]
    )
    return [
        Retraction(
            accord=accord,
            party=party,
            evidence=evidence_of(document.article, line),
            stages=tuple(sorted(stages, key=lambda stage: list(Stage).index(stage))),
            outlet=outlet[1].strip() if outlet else "",
        )
        for (accord, party), stages in taken.items()
    ]
