"""Alerts about the service itself: a dead delivery, what alerting missed, a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.alerting.clean import NAME_CHARS, clean
from monitor.alerting.compose import query
from monitor.alerting.deliveries import Outgoing, Settlement
from monitor.alerting.kinds import SEVERITY, AlertKind, DeadReason, UntoldReason
from monitor.alerting.message import Alert, Message
from monitor.alerting.words import count


@dataclass(frozen=True, slots=True)
class Work:
    """What the service did in a span of time: the proof that silence means that nothing happened."""

    feeds: int = 0
    heard: int = 0
    texts: int = 0
    read: int = 0
    events: int = 0


@dataclass(frozen=True, slots=True)
class Missed:
    """An alert that nobody was told of at once, because alerting was away."""

    kind: AlertKind
    headline: str
    recorded_at: datetime


MISSED_SHOWN = 20
"""How many of what was missed one message names."""

_DEAD_SAYS = {
    DeadReason.REFUSED: "the provider refused it for good",
    DeadReason.DEADLINE: "it failed until its deadline",
    DeadReason.NO_SENDER: "its target is not configured any more",
}


def dead_delivery(outgoing: Outgoing, settlement: Settlement) -> Alert:
    """The alert that a message did not arrive; once for each time that it died."""
    assert settlement.dead is not None
    target = clean(outgoing.target, NAME_CHARS)
    message = Message(
        kind=AlertKind.DEAD_DELIVERY,
        headline=f"Not delivered to {target}: {outgoing.first.headline}",
        what=(
            f"{count(len(outgoing.messages), 'alert')} given up after "
            f"{count(outgoing.attempt, 'attempt')}. "
            f"Once it is mended: accords alerts retry {outgoing.delivery_id}."
        ),
        recorded_at=settlement.finished_at,
        reason=f"{_DEAD_SAYS[settlement.dead]}: {clean(settlement.detail)}",
        sql=query("alert_attempts", delivery_id=outgoing.delivery_id),
        facts=tuple(("not delivered", message.headline) for message in outgoing.messages[:20]),
    )
    return Alert(
        key=f"dead/{outgoing.delivery_id}/{outgoing.attempt}",
        kind=AlertKind.DEAD_DELIVERY,
        thread=f"delivery/{outgoing.target}",
        message=message,
    )


def missed(found: Sequence[Missed], through: int, now: datetime) -> Alert:
    """The alert that alerting was away for so long that ``found`` is no news any more.

    One for each time that it was away: ``through`` is the position at which it had caught up. What presses
    most stands first. ``found`` is not empty.
    """
    first, last = min(one.recorded_at for one in found), max(one.recorded_at for one in found)
    shown = sorted(found, key=lambda one: (-SEVERITY[one.kind], one.recorded_at))[:MISSED_SHOWN]
    left_out = len(found) - len(shown)
    message = Message(
        kind=AlertKind.MISSED,
        headline=f"Alerting was away: {count(len(found), 'alert')} came too late to be news",
        what=(
            f"They were recorded from {first:%Y-%m-%d} to {last:%Y-%m-%d}, and nobody was told. "
            "Read them, and tell whom they concern: accords alerts list --untold missed."
        ),
        recorded_at=now,
        reason="alerting did not run, or could not read the log",
        facts=tuple((f"{one.recorded_at:%Y-%m-%d}", one.headline) for one in shown),
        unknown=(f"{count(left_out, 'alert')} more, not named here.",) if left_out else (),
        sql=query("alerts", untold_reason=UntoldReason.MISSED.value),
    )
    return Alert(
        key=f"missed/{through}", kind=AlertKind.MISSED, thread="service/missed", message=message
    )


def rehearsal(route: str, name: str, now: datetime) -> Alert:
    """The alert of ``alerts test``: by the real way, and marked so that nobody takes it for news."""
    message = Message(
        kind=AlertKind.TEST,
        headline=f"[TEST] Accords reaches you by the route {clean(route, NAME_CHARS)}",
        what="This is a test. Nothing has happened.",
        recorded_at=now,
        reason="somebody ran accords alerts test",
        sql=query("alert_deliveries", kind="test"),
        is_test=True,
    )
    return Alert(key=f"test/{name}", kind=AlertKind.TEST, thread="service/test", message=message)


def all_quiet(route: str, since: datetime, until: datetime, work: Work) -> Alert:
    """The alert that a week brought nothing to tell by ``route``, with the work done in it."""
    deaf = work.feeds - work.heard
    headline = f"All quiet: nothing to tell from {since:%Y-%m-%d} to {until:%Y-%m-%d}"
    if deaf:
        headline = f"Quiet, but not all was heard: {deaf} of {work.feeds} feeds were silent"
    message = Message(
        kind=AlertKind.ALL_QUIET,
        headline=headline,
        what=f"The route {clean(route, NAME_CHARS)} told nothing in these seven days. The service worked:",
        recorded_at=until,
        facts=(
            ("feeds heard", f"{work.heard} of {work.feeds}"),
            ("texts seen", str(work.texts)),
            ("texts read", str(work.read)),
            ("events written", str(work.events)),
        ),
        unknown=(f"What {count(deaf, 'silent feed')} would have said.",) if deaf else (),
        sql="SELECT * FROM feed_health WHERE blind_since IS NOT NULL;",
    )
    return Alert(
        key=all_quiet_key(route, until),
        kind=AlertKind.ALL_QUIET,
        thread="service/all-quiet",
        message=message,
    )


def all_quiet_key(route: str, until: datetime) -> str:
    """What makes the proof of one route's week one alert."""
    return f"quiet/{route}/{until:%Y-%m-%d}"
