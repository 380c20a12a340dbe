"""Alert: events behind the mark become deliveries on file, and deliveries that are due are sent.

::

    log --alerts_for--> alerts --route, plan--> deliveries | record, one transaction with the mark
    due deliveries --claim (a lease)--> send --settle--> sent | retry_wait | dead

Killed between any two statements it loses nothing: what was not recorded is read again, and what was
claimed and not settled is sent again once its lease has run out, with the same Message-ID and marked as a
possible duplicate.
"""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Annotated

import structlog

from monitor.alerting.backoff import RetryPolicy
from monitor.alerting.cadence import last_weekly
from monitor.alerting.compose import Names
from monitor.alerting.deliveries import (
    AlertEntry,
    CheckpointMove,
    NewDelivery,
    Outgoing,
    Sent,
    Settlement,
)
from monitor.alerting.kinds import AlertKind, DeadReason, Outcome, Send, State, UntoldReason
from monitor.alerting.message import Alert
from monitor.alerting.pace import Pace
from monitor.alerting.policy import Planned, Silence, Surroundings, plan, same_target
from monitor.alerting.routes import AlertConfig, Route, Routed, route, route_history
from monitor.alerting.service import Missed, all_quiet, all_quiet_key, dead_delivery, missed
from monitor.alerting.targets import longest_sending_s, message_domain
from monitor.alerting.tell import Standing, alerts_for, is_late, unless_late
from monitor.model.errors import Permanent, Transient, Unavailable, Uncertain
from monitor.model.events import SourceRecovered, SourceWentBlind, StoredEvent
from monitor.model.ranges import DAY_S, Range, check_numbers
from monitor.ports import AlertStore, Clock, EventLog, Sender

_log = structlog.get_logger()

BATCH = 200
"""Events read at a time; their alerts are one transaction."""

MAX_SENDINGS = 200
"""Sendings in one pass, so that a stop need not wait for more."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How deliveries are sent. ``lease_s`` is the shortest lease; slow targets make it longer."""

    retry: RetryPolicy = field(default_factory=RetryPolicy)
    lease_s: Annotated[float, Range(0.01, DAY_S)] = 30.0

    def __post_init__(self) -> None:
        check_numbers(self, "sending")


class AlertStage:
    """The alert stage; ``rng`` and ``new_id`` are injected so that tests can set them."""

    def __init__(  # noqa: PLR0913, PLR0917 - the stage's collaborators, each one named
        self,
        log: EventLog,
        store: AlertStore,
        senders: Mapping[str, Sender],
        config: AlertConfig,
        names: Names,
        clock: Clock,
        *,
        rng: random.Random,
        new_id: Callable[[], str],
        sending: Sending | None = None,
    ) -> None:
        self._log = log
        self._store = store
        self._senders = senders
        self._config = config
        self._names = names
        self._clock = clock
        self._rng = rng
        self._new_id = new_id
        self._sending = sending or Sending()
        self._pace = Pace({target.name: target.channel for target in config.targets})

    def run_once(self) -> int:
        """Put new alerts on file, then send what is due; how many events and sendings that were."""
        taken_up = self.take_up()
        self.prove_work()
        return taken_up + self.send_due()

    def take_up(self) -> int:
        """Read one batch of events behind the mark and put what they give to tell on file."""
        after = self._store.checkpoint()
        events = self._log.read(after, BATCH)
        if not events:
            return 0
        now = self._clock.now()
        alerts = self._alerts(events, now)
        entries = self.entries([*alerts, *self._own_up(events, alerts, now)], now)
        move = CheckpointMove(after, events[-1].position)
        self._store.record(entries, move, now)
        for entry in entries:
            speak = _log.debug if entry.alert.untold else _log.info
            speak(
                "alert_recorded",
                key=entry.alert.key,
                kind=entry.alert.kind.value,
                thread=entry.alert.thread,
                untold=entry.alert.untold,
                deliveries=len(entry.deliveries),
            )
        return len(events)

    def _alerts(self, events: Sequence[StoredEvent], now: datetime) -> list[Alert]:
        standings: dict[tuple[str, str], Standing] = {}
        began_at = self._store.began_at()
        found: list[Alert] = []
        for stored in events:
            about = _party_of(stored)
            if about and about not in standings:
                standings[about] = self._store.standing(*about, now)
            alerts = alerts_for(stored, self._names, standings.get(about or ("", ""), Standing()))
            for alert in alerts:
                if about:
                    standings[about] = standings[about].after(alert)
            found.extend(unless_late(alert, stored.recorded_at, now, began_at) for alert in alerts)
        return found

    def _own_up(
        self, events: Sequence[StoredEvent], alerts: Sequence[Alert], now: datetime
    ) -> list[Alert]:
        """The one alert that names what was missed, with the last events that are too late to be news."""
        if not is_late(events[0].recorded_at, now):
            return []
        last = events[-1]
        behind = self._log.read(last.position, 1) if is_late(last.recorded_at, now) else ()
        if behind and is_late(behind[0].recorded_at, now):
            return []
        here = [
            Missed(alert.kind, alert.message.headline, alert.message.recorded_at)
            for alert in alerts
            if alert.untold is UntoldReason.MISSED
        ]
        found = [*self._store.missed(), *here]
        return [missed(found, last.position, now)] if found else []

    def entries(self, alerts: Sequence[Alert], now: datetime) -> list[AlertEntry]:
        """Each alert with the deliveries that the routes and the policy give it."""
        around = _Around(self._store, self._store.silences(now))
        made: list[AlertEntry] = []
        for alert in alerts:
            routed = (route_history if alert.untold else route)(alert, self._config.routes)
            made.append(self._entry(alert, routed, around, now))
        return made

    def _entry(
        self, alert: Alert, routed: Sequence[Routed], around: _Around, now: datetime
    ) -> AlertEntry:
        surroundings = Surroundings(around.silences, around.recent)
        planned = plan(alert, routed, self._config, surroundings, now)
        around.note(planned)
        is_test = alert.kind is AlertKind.TEST
        return AlertEntry(alert, tuple(self._intent(item, is_test=is_test) for item in planned))

    def prove_work(self) -> None:
        """Say that all is quiet, by each route that asks for it, once a week that brought nothing."""
        for rule in self._config.routes:
            if rule.all_quiet:
                self._prove(rule, self._clock.now())

    def _prove(self, rule: Route, now: datetime) -> None:
        until = last_weekly(rule, now)
        since = until - timedelta(days=7)
        key = all_quiet_key(rule.name, until)
        work = self._store.quiet_work(rule.name, key, since, until)
        if work is None:
            return
        # At once even by a digest route: its next digest may lie a week ahead.
        at_once = replace(rule, send=Send.AT_ONCE)
        routed = [Routed(at_once, target) for target in rule.targets]
        around = _Around(self._store, self._store.silences(now))
        alert = all_quiet(rule.name, since, until, work)
        self._store.record([self._entry(alert, routed, around, now)], None, now)

    def _intent(self, planned: Planned, *, is_test: bool) -> NewDelivery:
        domain = message_domain(self._config.targets_by_name[planned.target])
        deadline = planned.due_at + timedelta(
            seconds=0 if is_test else self._sending.retry.deadline_s
        )
        return NewDelivery(planned, f"<{self._new_id()}@{domain}>", deadline)

    def rehearse(self, alert: Alert) -> None:
        """Put a test on file and send it, and nothing else, once: its deadline is at once."""
        now = self._clock.now()
        self._store.record(self.entries([alert], now), None, now)
        while outgoing := self._store.claim(self._clock.now(), self._lease_of, (), key=alert.key):
            self._send(outgoing)

    def send_due(self) -> int:
        """Send what is due, one at a time; how many sendings that were.

        Targets that were away when last tried come last, so that waiting for them delays nobody else.
        """
        self._pace.begin_pass()
        steady = self._send_but_for(self._pace.shaky())
        return steady + self._send_but_for(())

    def _send_but_for(self, skipped: Sequence[str]) -> int:
        done = 0
        while done < MAX_SENDINGS:
            now = self._clock.now()
            left_alone = {*skipped, *self._pace.left_alone(now)}
            outgoing = self._store.claim(now, self._lease_of, left_alone)
            if outgoing is None:
                break
            done += 1
            self._pace.started(outgoing.target, now)
            self._send(outgoing)
        return done

    def _lease_of(self, target: str) -> float:
        known = self._config.targets_by_name.get(target)
        return max(self._sending.lease_s, longest_sending_s(known) if known else 0.0)

    def _send(self, outgoing: Outgoing) -> Settlement:
        started = self._clock.now()
        settlement = self._outcome(outgoing, started)
        self._store.settle(outgoing, settlement, self._follow_up(outgoing, settlement))
        _report(outgoing, settlement)
        return settlement

    def _outcome(self, outgoing: Outgoing, started: datetime) -> Settlement:
        sender = self._senders.get(outgoing.target)
        if sender is None:
            detail = f"target {outgoing.target!r} is not in alerts.toml any more, or is disabled"
            return self._dead(Outcome.PERMANENT, DeadReason.NO_SENDER, detail, started)
        try:
            sent = sender.send(outgoing)
        except Permanent as error:
            self._pace.ended(outgoing.target, failed=True)
            return self._dead(Outcome.PERMANENT, DeadReason.REFUSED, str(error), started)
        except Unavailable as error:
            self._pace.away(outgoing.target, self._clock.now(), error.retry_after_s)
            return self._again(outgoing, Outcome.TRANSIENT, error, started)
        except Transient as error:
            self._pace.ended(outgoing.target, failed=True)
            lost = isinstance(error, Uncertain)
            outcome = Outcome.UNCERTAIN if lost else Outcome.TRANSIENT
            return self._again(outgoing, outcome, error, started)
        except Exception as error:  # noqa: BLE001 - the boundary to the senders
            # A fault of ours with one message must not hold up all others for ever: it is logged whole,
            # and the message is tried until its deadline, as after any other failure.
            _log.exception("alert_sender_failed", delivery=outgoing.delivery_id)
            fault = Transient(f"a fault of the sender: {type(error).__name__}")
            return self._again(outgoing, Outcome.TRANSIENT, fault, started)
        self._pace.ended(outgoing.target, failed=False)
        return self._sent(sent, started)

    def _sent(self, sent: Sent, started: datetime) -> Settlement:
        return Settlement(
            Outcome.SENT,
            State.SENT,
            started,
            self._clock.now(),
            detail=sent.detail,
            provider_ref=sent.provider_ref,
        )

    def _again(
        self, outgoing: Outgoing, outcome: Outcome, error: Transient, started: datetime
    ) -> Settlement:
        now = self._clock.now()
        due = self._sending.retry.next_try(
            outgoing.attempt, now, outgoing.deadline_at, error.retry_after_s, self._rng
        )
        if due is None:
            return self._dead(outcome, DeadReason.DEADLINE, str(error), started)
        return Settlement(outcome, State.RETRY_WAIT, started, now, due_at=due, detail=str(error))

    def _dead(
        self, outcome: Outcome, reason: DeadReason, detail: str, started: datetime
    ) -> Settlement:
        return Settlement(
            outcome, State.DEAD, started, self._clock.now(), dead=reason, detail=detail
        )

    def _follow_up(self, outgoing: Outgoing, settlement: Settlement) -> list[AlertEntry]:
        """The alert that a delivery is dead, by other targets than the one that failed.

        A dead delivery of such an alert gives no further one: two broken targets must not tell of each
        other for ever.
        """
        is_about_dead = outgoing.first.kind in {AlertKind.DEAD_DELIVERY, AlertKind.TEST}
        if settlement.state is not State.DEAD or is_about_dead:
            return []
        now = settlement.finished_at
        (entry,) = self.entries([dead_delivery(outgoing, settlement)], now)
        return [replace(entry, deliveries=_but_for(outgoing.target, entry.deliveries))]


def _report(outgoing: Outgoing, settlement: Settlement) -> None:
    """One line a sending; a dead one is an error, for somebody did not hear."""
    level, name = {
        State.SENT: (logging.INFO, "alert_sent"),
        State.DEAD: (logging.ERROR, "alert_dead"),
    }.get(settlement.state, (logging.WARNING, "alert_not_sent"))
    _log.log(
        level,
        name,
        delivery=outgoing.delivery_id,
        target=outgoing.target,
        attempt=outgoing.attempt,
        outcome=settlement.outcome.value,
        detail=settlement.detail,
        due_at=settlement.due_at.isoformat() if settlement.due_at else None,
        possible_duplicate=outgoing.possible_duplicate,
    )


class _Around:
    """Silences, and how busy each target is, this pass's own plans included."""

    def __init__(self, store: AlertStore, silences: Sequence[Silence]) -> None:
        self.silences = silences
        self._store = store
        self._planned: Counter[str] = Counter()

    def recent(self, target: str, since: datetime) -> int:
        """How many alerts were meant for ``target`` at once since then."""
        return self._store.recent(target, since) + self._planned[target]

    def note(self, planned: Sequence[Planned]) -> None:
        """Count what was planned and is not on file yet."""
        for item in planned:
            self._planned[item.target] += item.is_at_once


def _party_of(stored: StoredEvent) -> tuple[str, str] | None:
    event = stored.event
    if isinstance(event, SourceWentBlind | SourceRecovered):
        return None
    return event.accord, event.party


def _but_for(target: str, deliveries: Sequence[NewDelivery]) -> tuple[NewDelivery, ...]:
    """``deliveries``, those to ``target`` suppressed: it is the one that failed."""
    return tuple(
        replace(delivery, planned=same_target(delivery.planned))
        if delivery.planned.target == target
        else delivery
        for delivery in deliveries
    )
