"""What becomes of a delivery: sent at once, held until a time, or suppressed; always with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.alerting.cadence import next_digest, quiet_until
from monitor.alerting.kinds import (
    SEVERITY,
    AlertKind,
    HoldReason,
    Send,
    State,
    SuppressReason,
)
from monitor.alerting.message import Alert
from monitor.alerting.routes import AlertConfig, Route, Routed, StormRule
from monitor.alerting.targets import Target, recipients_of


@dataclass(frozen=True, slots=True)
class Silence:
    """A person's wish not to be told: from ``starts_at`` to ``ends_at``; empty fields match all."""

    id: int
    author: str
    reason: str
    starts_at: datetime
    ends_at: datetime
    accord: str = ""
    party: str = ""
    kind: str = ""
    target: str = ""

    def covers(self, alert: Alert, target: str, now: datetime) -> bool:
        """Whether ``alert`` is not to be sent to ``target`` at ``now``."""
        wishes = (
            (self.accord, alert.accord),
            (self.party, alert.party),
            (self.kind, alert.kind),
            (self.target, target),
        )
        matches = all(not wanted or wanted == found for wanted, found in wishes)
        return matches and self.starts_at <= now < self.ends_at


@dataclass(frozen=True, slots=True)
class Planned:
    """A delivery as decided: its state, the reason for it, when it is due, and what it is sent with.

    Deliveries to one recipient that are due together and have the same ``bundle`` are one message.
    """

    route: str
    target: str
    recipient: str
    state: State
    due_at: datetime
    bundle: str
    hold: HoldReason | None = None
    suppress: SuppressReason | None = None
    detail: str = ""

    @property
    def is_at_once(self) -> bool:
        """Whether it goes out now, or after the short wait for its group."""
        return self.state is State.PENDING or self.hold is HoldReason.GROUPING


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a decision must know besides the alert: silences, and how busy a target was.

    ``recent`` tells how many messages were meant for a target since an instant.
    """

    silences: Sequence[Silence]
    recent: Callable[[str, datetime], int]


def plan(
    alert: Alert,
    routed: Sequence[Routed],
    config: AlertConfig,
    around: Surroundings,
    now: datetime,
) -> tuple[Planned, ...]:
    """One planned delivery for each route, target and recipient, in order.

    Of several for one recipient the soonest goes out; the others are suppressed as duplicates.
    """
    planned = [
        decided for item in routed for decided in _for_target(alert, item, config, around, now)
    ]
    return tuple(_without_duplicates(planned))


def _for_target(
    alert: Alert,
    routed: Routed,
    config: AlertConfig,
    around: Surroundings,
    now: datetime,
) -> list[Planned]:
    target = config.targets_by_name[routed.target]
    plain = Planned(routed.route.name, target.name, "", State.PENDING, now, alert.thread)
    decided = (
        _suppressed(plain, alert, target, around, now)
        or _urgent(plain, alert)
        or _held(plain, alert, routed.route, now)
        or _busy(plain, config.storm, around, now)
        or _grouped(plain, routed.route, now)
    )
    return [replace(decided, recipient=recipient) for recipient in recipients_of(target)]


def _suppressed(
    plain: Planned, alert: Alert, target: Target, around: Surroundings, now: datetime
) -> Planned | None:
    if not target.enabled:
        return _not_sent(plain, SuppressReason.TARGET_DISABLED, "enabled = false")
    if alert.kind is AlertKind.TEST:
        return None
    for silence in around.silences:
        if silence.covers(alert, target.name, now):
            detail = f"silence {silence.id} by {silence.author}: {silence.reason}"
            return _not_sent(plain, SuppressReason.SILENCED, detail)
    return None


def _not_sent(plain: Planned, reason: SuppressReason, detail: str) -> Planned:
    return replace(plain, state=State.SUPPRESSED, suppress=reason, detail=detail)


def _urgent(plain: Planned, alert: Alert) -> Planned | None:
    return replace(plain, bundle=alert.key) if alert.kind is AlertKind.TEST else None


def _held(plain: Planned, alert: Alert, route: Route, now: datetime) -> Planned | None:
    """Held because of the calendar: not yet due, a digest, quiet hours; None where it may go now."""
    start = max(now, alert.not_before or now)
    due, reason, bundle = start, HoldReason.NOT_YET, alert.thread
    send = _cadence(alert, route)
    if send is not Send.AT_ONCE:
        due, reason = next_digest(replace(route, send=send), start), HoldReason.DIGEST
        bundle = f"digest/{route.name}"
    end = _end_of_quiet(alert, route, due)
    if end is not None:
        due = end
        # A digest that falls into quiet hours stays a digest, only later.
        if reason is not HoldReason.DIGEST:
            reason, bundle = HoldReason.QUIET_HOURS, f"quiet/{route.name}"
    held = replace(plain, state=State.HELD, due_at=due, bundle=bundle, hold=reason)
    return held if due > now else None


def _cadence(alert: Alert, route: Route) -> Send:
    """How often ``route`` sends such an alert.

    What nothing confirms yet goes to a daily digest, unless the route names that kind and so decides.
    """
    is_named = AlertKind.DEVELOPING in route.matcher.kinds
    if alert.kind is AlertKind.DEVELOPING and route.send is Send.AT_ONCE and not is_named:
        return Send.DAILY
    return route.send


def _end_of_quiet(alert: Alert, route: Route, due: datetime) -> datetime | None:
    if route.quiet is None or SEVERITY[alert.kind] >= route.quiet.floor:
        return None
    return quiet_until(route.quiet, due)


def _busy(plain: Planned, storm: StormRule, around: Surroundings, now: datetime) -> Planned | None:
    span = timedelta(minutes=storm.minutes)
    met = around.recent(plain.target, now - span)
    if met < storm.alerts:
        return None
    return replace(
        plain,
        state=State.HELD,
        due_at=_storm_end(now, span),
        bundle=f"storm/{plain.target}",
        hold=HoldReason.STORM,
        detail=f"{met} alerts within {storm.minutes} min",
    )


def _storm_end(now: datetime, span: timedelta) -> datetime:
    """The next multiple of ``span``, so that all of one storm are due together."""
    seconds = span.total_seconds()
    return datetime.fromtimestamp((now.timestamp() // seconds + 1) * seconds, tz=now.tzinfo)


def _grouped(plain: Planned, route: Route, now: datetime) -> Planned:
    if route.group_wait_s <= 0:
        return plain
    due = now + timedelta(seconds=route.group_wait_s)
    return replace(plain, state=State.HELD, due_at=due, hold=HoldReason.GROUPING)


def _without_duplicates(planned: Sequence[Planned]) -> list[Planned]:
    soonest: dict[tuple[str, str], int] = {}
    for index, item in enumerate(planned):
        if item.state is State.SUPPRESSED:
            continue
        key = (item.target, item.recipient)
        if key not in soonest or item.due_at < planned[soonest[key]].due_at:
            soonest[key] = index
    kept = set(soonest.values())
    return [
        item
        if index in kept or item.state is State.SUPPRESSED
        else _not_sent(
            item,
            SuppressReason.DUPLICATE,
            f"sent by route {planned[soonest[item.target, item.recipient]].route}",
        )
        for index, item in enumerate(planned)
    ]


def same_target(planned: Planned) -> Planned:
    """``planned``, not sent because its target is the one that the alert tells of."""
    return _not_sent(planned, SuppressReason.SAME_TARGET, "the target that failed")
