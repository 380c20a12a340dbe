"""From the log to alerts: which events are told, and why the others are not. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from monitor.alerting import compose
from monitor.alerting.compose import Names
from monitor.alerting.kinds import AlertKind, UntoldReason
from monitor.alerting.message import Alert, Message
from monitor.model.actors import is_quiet
from monitor.model.dates import first_day
from monitor.model.errors import BadInput
from monitor.model.events import (
    ClaimRecorded,
    ConfirmReason,
    ReviewOpened,
    SourceRecovered,
    SourceWentBlind,
    StageConfirmed,
    StageDisputed,
    StageRevoked,
    StoredEvent,
    Witness,
    party_stream,
    source_stream,
)
from monitor.model.stage import AWAY, FORWARD, Stage

NEWS_DAYS = 8
"""What was published longer ago, when it is recorded, is history (CLAIMS: about a week)."""

DEVELOPING_DAYS = 45
"""For how long a first claim stays the first (POLICY: the window)."""


CREDIBLE = 0.5
"""How sure reading must be of a claim that it infers without a rule, for it to be told as developing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a party stands for the alerts: its confirmed stage, and which claims were told lately."""

    stage: Stage | None = None
    developing: frozenset[Stage] = frozenset()

    def after(self, alert: Alert) -> Standing:
        """The standing once ``alert`` is on file."""
        if alert.kind in {AlertKind.CONFIRMED, AlertKind.REVOKED}:
            return replace(self, stage=Stage(alert.standing) if alert.standing else None)
        if alert.kind is AlertKind.DEVELOPING:
            return replace(self, developing=self.developing | {Stage(alert.stage)})
        return self


PartyEvent = StageConfirmed | StageRevoked | StageDisputed | ReviewOpened | ClaimRecorded


def alerts_for(stored: StoredEvent, names: Names, standing: Standing) -> tuple[Alert, ...]:
    """What ``stored`` gives to tell; empty for events that are never told.

    An alert with ``untold`` is put on file with its reason and sent to nobody. What a command that decides
    anew has written is no news, but what takes effect on a later day is news on that day.
    """
    alerts = _alerts_for(stored, names, standing)
    return tuple(map(_as_revision, alerts)) if is_quiet(stored.actor) else alerts


def _as_revision(alert: Alert) -> Alert:
    if alert.untold or alert.not_before is not None:
        return alert
    return _left_untold(alert, UntoldReason.REVISION)


def _left_untold(alert: Alert, reason: UntoldReason) -> Alert:
    headline = f"{reason.value.capitalize()}: {alert.message.headline}"
    return replace(alert, untold=reason, message=replace(alert.message, headline=headline))


def _alerts_for(  # noqa: PLR0911 - one branch a type of event
    stored: StoredEvent, names: Names, standing: Standing
) -> tuple[Alert, ...]:
    event = stored.event
    if isinstance(event, StageConfirmed):
        return _confirmed(stored, event, names)
    if isinstance(event, SourceWentBlind):
        return (_of_source(stored, event.host, AlertKind.BLIND, compose.blind(stored, event)),)
    if isinstance(event, SourceRecovered):
        message = compose.recovered(stored, event)
        return (_of_source(stored, event.host, AlertKind.RECOVERED, message),)
    if isinstance(event, StageRevoked):
        return (_revoked(stored, event, names),)
    if isinstance(event, StageDisputed):
        message = compose.disputed(stored, event, names, standing.stage)
        return (_of_party(stored, event, message, untold=_aged(event.witnesses, stored)),)
    if isinstance(event, ReviewOpened):
        message = compose.review(stored, event, names, standing.stage)
        return (_of_party(stored, event, message, untold=_aged(event.witnesses, stored)),)
    if isinstance(event, ClaimRecorded) and _is_first(event, standing):
        message = compose.developing(stored, event, names, standing.stage)
        return (replace(_of_party(stored, event, message), confidence=event.confidence),)
    return ()


def unless_late(
    alert: Alert, recorded_at: datetime, now: datetime, began_at: datetime | None
) -> Alert:
    """``alert``, untold where it is news of long ago.

    Since ``began_at``, when alerting first ran, people rely on it: what it came to read too late then was
    missed. What was recorded before is a log that was filled by a replay, or that nobody was told of.
    """
    if alert.untold or not is_late(max(recorded_at, alert.not_before or recorded_at), now):
        return alert
    was_away = began_at is not None and recorded_at > began_at
    return _left_untold(alert, UntoldReason.MISSED if was_away else UntoldReason.STALE)


def is_late(since: datetime, now: datetime) -> bool:
    """Whether what is to be told since ``since`` is no news any more at ``now``."""
    return now - since > timedelta(days=NEWS_DAYS)


def _confirmed(stored: StoredEvent, event: StageConfirmed, names: Names) -> tuple[Alert, ...]:
    alert = replace(
        _of_party(stored, event, compose.confirmed(stored, event, names), _untold(event)),
        standing=event.stage.value,
        overtakes=_overtaken_by(event.stage),
    )
    due = _takes_effect_at(event, stored.recorded_at)
    if due is None:
        return (alert,)
    later = _of_party(stored, event, compose.takes_effect(stored, event, names))
    return alert, replace(later, key=f"{alert.key}/effect", not_before=due)


def _revoked(stored: StoredEvent, event: StageRevoked, names: Names) -> Alert:
    return replace(
        _of_party(stored, event, compose.revoked(stored, event, names)),
        standing=event.fallback.value if event.fallback else "",
        overtakes=((AlertKind.TAKES_EFFECT, event.stage.value),),
    )


def _of_party(
    stored: StoredEvent,
    event: PartyEvent,
    message: Message,
    untold: UntoldReason | None = None,
) -> Alert:
    if untold is not None:
        message = replace(message, headline=f"{untold.value.capitalize()}: {message.headline}")
    return Alert(
        key=f"event/{stored.position}",
        kind=message.kind,
        thread=party_stream(event.accord, event.party),
        message=message,
        accord=event.accord,
        party=event.party,
        stage=event.stage.value,
        position=stored.position,
        untold=untold,
    )


def _of_source(stored: StoredEvent, host: str, kind: AlertKind, message: Message) -> Alert:
    return Alert(
        key=f"event/{stored.position}",
        kind=kind,
        thread=source_stream(host),
        message=message,
        position=stored.position,
    )


def _untold(event: StageConfirmed) -> UntoldReason | None:
    if event.news:
        return None
    is_baseline = event.reason is ConfirmReason.BASELINE
    return UntoldReason.BASELINE if is_baseline else UntoldReason.HISTORY


def _aged(witnesses: Sequence[Witness], stored: StoredEvent) -> UntoldReason | None:
    """History where all that speaks for it was published long before it was recorded."""
    if not witnesses:
        return None
    newest = max(witness.published for witness in witnesses)
    is_old = stored.recorded_at - newest > timedelta(days=NEWS_DAYS)
    return UntoldReason.HISTORY if is_old else None


def _is_first(claim: ClaimRecorded, standing: Standing) -> bool:
    """Whether ``claim`` is the first fresh and credible word of a stage beyond what is confirmed."""
    if not claim.new or not claim.report.fresh or claim.stage in standing.developing:
        return False
    if claim.is_inferred and claim.confidence < CREDIBLE:
        return False
    confirmed = standing.stage
    if confirmed is None:
        return True
    is_behind = claim.stage not in AWAY and confirmed.is_forward
    return claim.stage is not confirmed and not (is_behind and claim.stage.rank < confirmed.rank)


def _overtaken_by(stage: Stage) -> tuple[tuple[AlertKind, str], ...]:
    """Which waiting alerts of the party the confirmation of ``stage`` makes stale."""
    reached = [step for step in FORWARD if stage.is_forward and step.rank <= stage.rank]
    developing = [(AlertKind.DEVELOPING, step.value) for step in {stage, *reached}]
    effects = FORWARD if stage in AWAY else (stage,)
    return (
        *sorted(developing),
        *((AlertKind.TAKES_EFFECT, step.value) for step in effects),
    )


def _takes_effect_at(event: StageConfirmed, now: datetime) -> datetime | None:
    """The first moment of the day of effect, where that is a day and lies ahead.

    An impossible date stands in the log for ever; the alert of the confirmation must still go out.
    """
    if not event.effective or len(event.effective) != len("2026-01-01"):
        return None
    try:
        at = datetime.combine(first_day(event.effective), time(0), tzinfo=UTC)
    except BadInput:
        return None
    return at if at > now else None
