"""A government's word that a stage is not reached, or never will be; and that it no longer says so."""

from __future__ import annotations

from monitor.claims.english.conditions import right_context
from monitor.claims.english.coref import Referents
from monitor.claims.english.document import Document
from monitor.claims.english.frame import Frame
from monitor.claims.english.speakers import speaker_of
from monitor.claims.evidence import evidence_of
from monitor.claims.status import Force
from monitor.model.accord import Accord
from monitor.model.claim import Denial, Speaker
from monitor.model.stage import FORWARD, Stage

_OWN = (Speaker.PARTY_GOVERNMENT, Speaker.OUTLET)


def denials_of(
    document: Document, frame: Frame, referents: Referents, accord: Accord
) -> list[Denial]:
    """What ``frame`` denies; ``Speaker.OUTLET`` is the text's own voice, which counts on the party's own site."""
    stages = _stages(frame, right_context(frame, frame.force))
    return _said(document, frame, referents, accord, stages)


def liftings_of(
    document: Document, frame: Frame, referents: Referents, accord: Accord
) -> list[Denial]:
    """The denials that ``frame`` takes back: "has dropped its refusal to join"; ``Speaker.OUTLET`` as there."""
    outermost = frame.trigger.name if not frame.cues else frame.cues[-1]
    relents = outermost == "relent" and not frame.line.question
    return _said(document, frame, referents, accord, FORWARD if relents else ())


def _said(
    document: Document,
    frame: Frame,
    referents: Referents,
    accord: Accord,
    stages: tuple[Stage, ...],
) -> list[Denial]:
    """The denial of ``stages`` by each party whose own word the frame is."""
    if not stages:
        return []
    found = []
    for actor in frame.actors:
        for code in referents.codes(frame.line, actor)[0]:
            speaker, _ = speaker_of(document, frame.line, frame.at, code, accord)
            if speaker in _OWN:
                evidence = evidence_of(document.article, frame.line)
                found.append(Denial(accord.id, code, stages, speaker, evidence))
    return found


def _stages(frame: Frame, force: Force) -> tuple[Stage, ...]:
    base = frame.trigger.stage
    if base is Stage.WITHDRAWN:
        return (base,) if force in (Force.REFUSED, Force.DENIED, Force.NOT) else ()
    if base not in FORWARD or frame.line.question:
        return ()
    if force in (Force.REFUSED, Force.DENIED):
        return FORWARD
    if force is Force.NOT and "possible" not in frame.cues:
        return tuple(stage for stage in FORWARD if stage.rank >= base.rank)
    return ()
