"""One event → the rows that it adds and the rows that it ends: claims, witnesses, denials, reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor.model.accord import Accord
from monitor.model.claim import Origin
from monitor.model.events import (
    ClaimRecorded,
    ClaimRetracted,
    ConfirmReason,
    DenialLifted,
    DenialRecorded,
    ReviewClosed,
    ReviewOpened,
    StageConfirmed,
    StoredEvent,
    Witness,
)
from monitor.model.stage import Stage
from monitor.project.membership import step
from monitor.project.rows import (
    ClaimEnded,
    ClaimRow,
    DenialEnded,
    DenialRow,
    Ending,
    ReviewEnded,
    ReviewRow,
    WitnessRole,
    WitnessRow,
)


def claim_row(
    stored: StoredEvent, event: ClaimRecorded, accord: Accord, party_name: str
) -> ClaimRow:
    """The row of a claim that was put on file."""
    report = event.report
    return ClaimRow(
        position=stored.position,
        claim_id=event.claim_id,
        accord=event.accord,
        party=event.party,
        party_name=party_name,
        stage=event.stage.value,
        step=step(accord, event.stage).value,
        new=event.new,
        date=event.date,
        effective=event.effective,
        certainty=event.certainty.value,
        speaker=event.speaker.value,
        confidence=event.confidence,
        why=", ".join(event.why),
        classifier=event.classifier,
        article=report.article,
        revision=report.revision,
        url=report.url,
        host=report.host,
        publisher=report.publisher,
        owner=report.owner,
        tier=report.tier.value,
        government=report.government,
        title=report.title,
        published=report.published,
        first_seen=report.first_seen,
        fresh=report.fresh,
        quote_field=report.field,
        quote_start=report.start,
        quote_end=report.end,
        quote=report.quote,
        origins=_origins(event.origins),
        recorded_at=stored.recorded_at,
    )


@dataclass(frozen=True, slots=True)
class _Confirmation:
    stored: StoredEvent
    event: StageConfirmed
    step: Stage
    party_name: str


def witness_rows(
    stored: StoredEvent, event: StageConfirmed, accord: Accord, party_name: str
) -> Iterator[WitnessRow]:
    """What a confirmation stands on: its witnesses; the baseline's source; the person who said so."""
    confirmation = _Confirmation(stored, event, step(accord, event.stage), party_name)
    for number, witness in enumerate(event.witnesses, 1):
        yield _witness_row(confirmation, number, witness)
    if event.source or event.reason is ConfirmReason.PERSON:
        yield _authority_row(confirmation, len(event.witnesses) + 1)


def _witness_row(confirmation: _Confirmation, number: int, witness: Witness) -> WitnessRow:
    event = confirmation.event
    carries = witness.claim_id in event.carriers
    return WitnessRow(
        position=confirmation.stored.position,
        number=number,
        accord=event.accord,
        party=event.party,
        party_name=confirmation.party_name,
        stage=event.stage.value,
        step=confirmation.step.value,
        confirmed_at=confirmation.stored.recorded_at,
        role=WitnessRole.CARRIER if carries else WitnessRole.WITNESS,
        voice=witness.voice,
        claim_id=witness.claim_id,
        article=witness.article,
        url=witness.url,
        host=witness.host,
        publisher=witness.publisher,
        tier=witness.tier.value,
        published=witness.published,
        title=witness.title,
        quote=witness.quote,
        said=witness.stage.value,
        speaker=witness.speaker.value,
        date=witness.date,
        same_as=witness.same_as or None,
        kin=witness.kin.value if witness.kin else None,
    )


def _authority_row(confirmation: _Confirmation, number: int) -> WitnessRow:
    event = confirmation.event
    by_person = event.reason is ConfirmReason.PERSON
    host = urlsplit(event.source).hostname or ""
    return WitnessRow(
        position=confirmation.stored.position,
        number=number,
        accord=event.accord,
        party=event.party,
        party_name=confirmation.party_name,
        stage=event.stage.value,
        step=confirmation.step.value,
        confirmed_at=confirmation.stored.recorded_at,
        role=WitnessRole.PERSON if by_person else WitnessRole.BASELINE,
        voice=None,
        claim_id=None,
        article=event.article or None,
        url=event.source,
        host=host,
        publisher=event.by or host,
        tier=None,
        published=None,
        title="",
        quote=event.comment,
        said=event.stage.value,
        speaker=None,
        date=event.date,
        same_as=None,
        kin=None,
    )


def denial_rows(stored: StoredEvent, event: DenialRecorded, party_name: str) -> Iterator[DenialRow]:
    """One row for each stage that was denied."""
    report = event.report
    for stage in event.stages:
        yield DenialRow(
            position=stored.position,
            stage=stage.value,
            denial_id=event.denial_id,
            accord=event.accord,
            party=event.party,
            party_name=party_name,
            speaker=event.speaker.value,
            article=report.article,
            url=report.url,
            host=report.host,
            publisher=report.publisher,
            tier=report.tier.value,
            government=report.government,
            title=report.title,
            published=report.published,
            quote=report.quote,
            recorded_at=stored.recorded_at,
        )


def review_row(stored: StoredEvent, event: ReviewOpened, party_name: str) -> ReviewRow:
    """The row of a question for a person, with the first witness quoted."""
    first = event.witnesses[0] if event.witnesses else None
    return ReviewRow(
        position=stored.position,
        review_id=event.review_id,
        accord=event.accord,
        party=event.party,
        party_name=party_name,
        stage=event.stage.value,
        reason=event.reason.value,
        opened_at=stored.recorded_at,
        article=event.article or None,
        url=first.url if first else None,
        publisher=first.publisher if first else None,
        quote=first.quote if first else None,
    )


def ending(stored: StoredEvent) -> Ending | None:
    """What the event closes; None where it closes nothing."""
    match stored.event:
        case ClaimRetracted() as event:
            return ClaimEnded(
                event.claim_id, stored.recorded_at, event.reason.value, stored.position
            )
        case ReviewClosed() as event:
            return ReviewEnded(
                review_id=event.review_id,
                closed_at=stored.recorded_at,
                outcome=event.outcome.value,
                closed_by=event.by or None,
                comment=event.comment or None,
                closed_position=stored.position,
            )
        case DenialLifted() as event:
            stages = tuple(stage.value for stage in event.stages)
            return DenialEnded(
                event.denial_id, stages, stored.recorded_at, event.reason.value, stored.position
            )
        case _:
            return None


def _origins(origins: tuple[Origin, ...]) -> str:
    return "; ".join(f"{origin.kind.value}: {origin.name}" for origin in origins)
