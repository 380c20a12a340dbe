"""A stage event → one readable row of the party's timeline."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model.accord import Accord
from monitor.model.dates import date_precision
from monitor.model.events import (
    DenialLifted,
    NoteAdded,
    ReviewClosed,
    ReviewOpened,
    StageConfirmed,
    StageDisputed,
    StageRevoked,
    StoredEvent,
    Witness,
)
from monitor.model.stage import Stage
from monitor.project.rows import TimelineRow

TimelineEvent = (
    StageConfirmed
    | StageRevoked
    | StageDisputed
    | ReviewOpened
    | ReviewClosed
    | DenialLifted
    | NoteAdded
)
"""The events that make a row of the timeline."""

_BECAME = {
    Stage.PROSPECTIVE: "is a prospect",
    Stage.ANNOUNCED: "has announced that it joins",
    Stage.APPLIED: "has applied to join",
    Stage.SIGNED: "has signed",
    Stage.RATIFIED: "has ratified",
    Stage.ACCEDED: "has joined",
    Stage.DECLINED: "has declined",
    Stage.SUSPENDED: "is suspended",
    Stage.WITHDRAWN: "has withdrawn",
}

_BY = {
    "official_source": "by an official source",
    "two_independent_major": "by two independent wire or major sources",
    "three_independent": "by three independent sources",
    "person": "by a person",
    "baseline": "as known on the first day",
}


@dataclass(frozen=True, slots=True)
class _Told:
    """What differs from event to event."""

    text: str
    stage: Stage | None
    reason: str
    previous: str | None = None
    date: str | None = None
    effective: str | None = None
    news: bool = False
    voices: int = 0
    witnesses: tuple[Witness, ...] = ()
    article: str = ""
    url: str = ""
    quote: str = ""
    by: str = ""
    comment: str = ""


def timeline_row(
    stored: StoredEvent, event: TimelineEvent, accord: Accord, party_name: str
) -> TimelineRow:
    """The row of ``event``; ``text`` is a sentence that stands alone."""
    told = _tell(event, accord.name, party_name)
    first = told.witnesses[0] if told.witnesses else None
    return TimelineRow(
        position=stored.position,
        at=stored.recorded_at,
        accord=event.accord,
        party=event.party,
        party_name=party_name,
        event=stored.type,
        stage=told.stage.value if told.stage else None,
        previous=told.previous,
        date=told.date,
        effective=told.effective,
        reason=told.reason,
        news=told.news,
        voices=told.voices,
        supports=len(told.witnesses),
        actor=stored.actor,
        said_by=told.by or None,
        comment=told.comment or None,
        article=told.article or None,
        url=told.url or (first.url if first else None),
        quote=told.quote or (first.quote if first else None),
        text=told.text,
    )


def _tell(event: TimelineEvent, accord: str, party: str) -> _Told:
    match event:
        case StageConfirmed():
            return _confirmed(event, accord, party)
        case StageRevoked():
            return _revoked(event, accord, party)
        case StageDisputed() | ReviewOpened():
            return _questioned(event, accord, party)
        case ReviewClosed():
            return _review_closed(event, accord, party)
        case DenialLifted():
            return _lifted(event, accord, party)
        case NoteAdded():
            text = f"Note on {party} in {accord}: {event.comment}"
            return _Told(text, event.stage, "note", by=event.by, comment=event.comment)


def _confirmed(event: StageConfirmed, accord: str, party: str) -> _Told:
    when = f" ({_on(event.date)})" if event.date else ""
    effect = f", effective {_on(event.effective)}" if event.effective else ""
    return _Told(
        f"{party} {_BECAME[event.stage]}: {accord}{when}{effect}; confirmed {_BY[event.reason.value]}",
        event.stage,
        event.reason.value,
        previous=event.previous.value if event.previous else None,
        date=event.date,
        effective=event.effective,
        news=event.news,
        voices=event.voices,
        witnesses=event.witnesses,
        article=event.article,
        url=event.source,
        by=event.by,
        comment=event.comment,
    )


def _revoked(event: StageRevoked, accord: str, party: str) -> _Told:
    left = f"falls back to “{event.fallback.value}”" if event.fallback else "has no stage left"
    return _Told(
        f"“{event.stage.value}” of {party} in {accord} is taken back; it {left}",
        event.stage,
        event.reason.value,
        previous=event.stage.value,
        article=event.article,
        url=event.url,
        quote=event.quote,
        by=event.by,
        comment=event.comment,
    )


def _questioned(event: StageDisputed | ReviewOpened, accord: str, party: str) -> _Told:
    stage = event.stage.value
    if isinstance(event, StageDisputed):
        text = f"{party} denies the stage “{stage}” in {accord}; it is blocked"
    else:
        text = f"A person is asked to look at “{stage}” of {party} in {accord}"
    return _Told(
        text, event.stage, event.reason.value, witnesses=event.witnesses, article=event.article
    )


def _review_closed(event: ReviewClosed, accord: str, party: str) -> _Told:
    return _Told(
        f"The review of “{event.stage.value}” of {party} in {accord} is closed: {event.outcome.value}",
        event.stage,
        event.outcome.value,
        article=event.article,
        by=event.by,
        comment=event.comment,
    )


def _lifted(event: DenialLifted, accord: str, party: str) -> _Told:
    stages = ", ".join(stage.value for stage in event.stages)
    return _Told(
        f"{party} no longer denies {stages} in {accord}",
        event.stages[0] if event.stages else None,
        event.reason.value,
        article=event.article,
        url=event.url,
        quote=event.quote,
        by=event.by,
        comment=event.comment,
    )


def _on(partial: str) -> str:
    return f"on {partial}" if date_precision(partial) == "day" else f"in {partial}"
