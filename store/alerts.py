"""Alerts on the database: intents exactly once, sendings at least once.

An intent is written in one transaction with the mark in the log, under a key that is unique. A sending is
leased, tried, and settled; a lease that ran out means that the outcome is not known, and the delivery is
due again with the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    and_,
    func,
    insert,
    or_,
    select,
    update,
)

from monitor.alerting.deliveries import (
    AlertEntry,
    CheckpointMove,
    Outgoing,
    Settlement,
)
from monitor.alerting.kinds import (
    WAITING,
    AlertKind,
    HoldReason,
    State,
    SuppressReason,
    UntoldReason,
)
from monitor.alerting.message import Alert
from monitor.alerting.policy import Silence
from monitor.alerting.service import Missed, Work
from monitor.alerting.tell import DEVELOPING_DAYS, Standing
from monitor.model.errors import Transient
from monitor.model.stage import Stage
from monitor.ports import LeaseOf
from store.alert_rows import (
    alert_row,
    attempt_row,
    delivery_row,
    lost_attempt_row,
    outgoing_of,
    settled_values,
    silence_of,
)
from store.engine import Turn, read, write
from store.tables.alerts import (
    alert,
    alert_attempt,
    alert_checkpoint,
    alert_delivery,
    alert_silence,
)
from store.work import work_between

MAX_BUNDLE = 200
"""How many deliveries one message gathers at most; what is over goes with the next."""


class SqlAlertStore:
    """Alerts in one database; implements ``monitor.ports.AlertStore``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def checkpoint(self) -> int:
        """The last position whose alerts are on file."""
        with read(self._engine) as connection:
            return connection.scalar(select(alert_checkpoint.c.position)) or 0

    def began_at(self) -> datetime | None:
        """When the mark was first moved."""
        with read(self._engine) as connection:
            return connection.scalar(select(alert_checkpoint.c.started_at))

    def missed(self) -> Sequence[Missed]:
        """What is on file as missed since that was last said, oldest first."""
        said = select(func.max(alert.c.id)).where(alert.c.kind == AlertKind.MISSED.value)
        query = (
            select(alert.c.kind, alert.c.headline, alert.c.recorded_at)
            .where(
                alert.c.untold == UntoldReason.MISSED.value,
                alert.c.id > func.coalesce(said.scalar_subquery(), 0),
            )
            .order_by(alert.c.id)
        )
        with read(self._engine) as connection:
            return [
                Missed(AlertKind(row.kind), row.headline, row.recorded_at)
                for row in connection.execute(query)
            ]

    def record(
        self, entries: Sequence[AlertEntry], move: CheckpointMove | None, now: datetime
    ) -> None:
        """Put alerts and deliveries on file and move the mark, in one transaction."""
        with write(self._engine, Turn.ALERTS) as connection:
            if move is not None:
                _move(connection, move, now)
            _insert(connection, entries, now)

    def standing(self, accord: str, party: str, now: datetime) -> Standing:
        """Where the party stands by the alerts on file."""
        about = and_(alert.c.accord == accord, alert.c.party == party)
        with read(self._engine) as connection:
            stage = connection.scalar(
                select(alert.c.standing)
                .where(about, alert.c.standing.is_not(None))
                .order_by(alert.c.position.desc())
                .limit(1)
            )
            developing = connection.scalars(
                select(alert.c.stage).where(
                    about,
                    alert.c.kind == AlertKind.DEVELOPING.value,
                    alert.c.created_at > now - timedelta(days=DEVELOPING_DAYS),
                )
            ).all()
        return Standing(Stage(stage) if stage else None, frozenset(map(Stage, developing)))

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """The silences that hold at ``now``."""
        holds = and_(alert_silence.c.starts_at <= now, alert_silence.c.ends_at > now)
        with read(self._engine) as connection:
            rows = connection.execute(select(alert_silence).where(holds)).all()
        return tuple(silence_of(row) for row in rows)

    def recent(self, target: str, since: datetime) -> int:
        """How many alerts were meant for ``target`` at once since then."""
        at_once = or_(
            alert_delivery.c.hold.is_(None), alert_delivery.c.hold == HoldReason.GROUPING.value
        )
        query = select(func.count()).where(
            alert_delivery.c.target == target,
            alert_delivery.c.created_at > since,
            alert_delivery.c.state != State.SUPPRESSED.value,
            at_once,
        )
        with read(self._engine) as connection:
            return connection.scalar(query) or 0

    def quiet_work(self, route: str, key: str, since: datetime, until: datetime) -> Work | None:
        """The work done in a span in which ``route`` told nothing; None where there is nothing to prove."""
        with read(self._engine) as connection:
            began = connection.scalar(select(alert_checkpoint.c.started_at))
            is_known = connection.scalar(select(alert.c.id).where(alert.c.key == key))
            if began is None or began > since or is_known or _told(connection, route, since, until):
                return None
            return work_between(connection, since, until)

    def claim(
        self, now: datetime, lease_s: LeaseOf, skipped: Collection[str], *, key: str = ""
    ) -> Outgoing | None:
        """Lease what is due first, with all that is gathered into it."""
        # Looked at without a lock first: most of the time nothing is due.
        if not self._has_work(now):
            return None
        with write(self._engine, Turn.SENDING) as connection:
            _expire(connection, now)
            leader = connection.execute(_due(now, skipped, key)).one_or_none()
            if leader is None:
                return None
            until = now + timedelta(seconds=lease_s(leader.target))
            _lease(connection, leader, now, until)
            return outgoing_of(connection, leader.id)

    def _has_work(self, now: datetime) -> bool:
        waits = alert_delivery.c.state.in_([state.value for state in WAITING])
        is_leased = alert_delivery.c.state == State.SENDING.value
        query = select(alert_delivery.c.id).where(
            or_(
                and_(waits, alert_delivery.c.due_at <= now),
                and_(is_leased, alert_delivery.c.lease_until <= now),
            )
        )
        with read(self._engine) as connection:
            return connection.scalar(query.limit(1)) is not None

    def settle(
        self, outgoing: Outgoing, settlement: Settlement, entries: Sequence[AlertEntry]
    ) -> None:
        """Record the attempt and its outcome, and alerts that follow from it, in one transaction."""
        with write(self._engine, Turn.ALERTS) as connection:
            connection.execute(insert(alert_attempt).values(attempt_row(outgoing, settlement)))
            _apply(connection, outgoing, settlement)
            _insert(connection, entries, settlement.finished_at)

    def silence(self, wish: Silence, now: datetime) -> int:
        """Put a silence on file; the number that it got."""
        with write(self._engine) as connection:
            made = connection.execute(
                insert(alert_silence).values(
                    author=wish.author,
                    reason=wish.reason,
                    accord=wish.accord,
                    party=wish.party,
                    kind=wish.kind,
                    target=wish.target,
                    starts_at=wish.starts_at,
                    ends_at=wish.ends_at,
                    created_at=now,
                )
            )
            assert made.inserted_primary_key is not None
            return int(made.inserted_primary_key[0])

    def end_silence(self, number: int, now: datetime) -> bool:
        """End a silence that holds; whether there was one."""
        holds = and_(
            alert_silence.c.id == number,
            alert_silence.c.starts_at < now,
            alert_silence.c.ends_at > now,
        )
        with write(self._engine) as connection:
            ended = connection.execute(update(alert_silence).where(holds).values(ends_at=now))
        return ended.rowcount > 0

    def retry_dead(self, numbers: Sequence[int], now: datetime, deadline_s: float) -> list[int]:
        """Make dead deliveries due again, all where ``numbers`` is empty; the numbers of those revived."""
        dead = and_(
            alert_delivery.c.state == State.DEAD.value, alert_delivery.c.carried_by.is_(None)
        )
        if numbers:
            dead = and_(dead, alert_delivery.c.id.in_(numbers))
        with write(self._engine, Turn.SENDING) as connection:
            found = list(connection.scalars(select(alert_delivery.c.id).where(dead)).all())
            _update(
                connection,
                found,
                state=State.RETRY_WAIT.value,
                dead=None,
                due_at=now,
                deadline_at=now + timedelta(seconds=deadline_s),
            )
        return found


def _told(connection: Connection, route: str, since: datetime, until: datetime) -> bool:
    """Whether ``route`` was asked in that span for anything but a test or such a proof."""
    news = alert.c.kind.not_in([AlertKind.TEST.value, AlertKind.ALL_QUIET.value])
    query = (
        select(alert_delivery.c.id)
        .join(alert, alert.c.id == alert_delivery.c.alert_id)
        .where(
            news,
            alert_delivery.c.route == route,
            alert_delivery.c.created_at > since,
            alert_delivery.c.created_at <= until,
        )
    )
    return connection.scalar(query.limit(1)) is not None


def _move(connection: Connection, move: CheckpointMove, now: datetime) -> None:
    found = connection.scalar(select(alert_checkpoint.c.position).with_for_update())
    if (found or 0) != move.after:
        raise Transient("another worker has moved the alert checkpoint")
    if found is None:
        values = {"id": 1, "position": move.through, "started_at": now, "updated_at": now}
        connection.execute(insert(alert_checkpoint).values(values))
    else:
        connection.execute(update(alert_checkpoint).values(position=move.through, updated_at=now))


def _insert(connection: Connection, entries: Sequence[AlertEntry], now: datetime) -> None:
    for entry in entries:
        known = connection.scalar(select(alert.c.id).where(alert.c.key == entry.alert.key))
        if known is not None:
            continue
        _overtake(connection, entry.alert)
        made = connection.execute(insert(alert).values(alert_row(entry.alert, now)))
        assert made.inserted_primary_key is not None
        rows = [
            delivery_row(delivery, made.inserted_primary_key[0], now)
            for delivery in entry.deliveries
        ]
        if rows:
            connection.execute(insert(alert_delivery), rows)


def _overtake(connection: Connection, newer: Alert) -> None:
    """Suppress what waits, was never tried, and says what ``newer`` makes stale."""
    for kind, stage in newer.overtakes:
        stale = select(alert.c.id).where(
            alert.c.accord == newer.accord,
            alert.c.party == newer.party,
            alert.c.kind == kind.value,
            alert.c.stage == stage,
        )
        connection.execute(
            update(alert_delivery)
            .where(
                alert_delivery.c.alert_id.in_(stale),
                alert_delivery.c.state.in_([State.PENDING.value, State.HELD.value]),
            )
            .values(
                state=State.SUPPRESSED.value,
                suppressed=SuppressReason.OVERTAKEN.value,
                detail=f"by {newer.key}: {newer.message.headline}",
            )
        )


def _expire(connection: Connection, now: datetime) -> None:
    """Make due again what was leased and never settled; each loss is an attempt on file."""
    lost = connection.execute(
        select(alert_delivery)
        .where(
            alert_delivery.c.state == State.SENDING.value,
            alert_delivery.c.carried_by.is_(None),
            alert_delivery.c.lease_until <= now,
        )
        .with_for_update(skip_locked=True)
    ).all()
    for row in lost:
        connection.execute(insert(alert_attempt).values(lost_attempt_row(row, now)))
    _update(
        connection,
        [row.id for row in lost],
        state=State.RETRY_WAIT.value,
        possible_duplicate=1,
        lease_until=None,
        due_at=now,
    )


def _due(now: datetime, skipped: Collection[str], key: str) -> Select[Any]:
    query = (
        select(alert_delivery)
        .where(
            alert_delivery.c.state.in_([state.value for state in WAITING]),
            alert_delivery.c.carried_by.is_(None),
            alert_delivery.c.due_at <= now,
            alert_delivery.c.target.not_in(list(skipped)),
        )
        .order_by(alert_delivery.c.due_at, alert_delivery.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if not key:
        return query
    return query.where(alert_delivery.c.alert_id.in_(select(alert.c.id).where(alert.c.key == key)))


def _lease(connection: Connection, leader: Row[Any], now: datetime, until: datetime) -> None:
    if leader.attempts == 0:
        connection.execute(
            update(alert_delivery)
            .where(alert_delivery.c.id.in_(_gathered(connection, leader, now)))
            .values(carried_by=leader.id)
        )
    _update(
        connection,
        [leader.id],
        state=State.SENDING.value,
        leased_at=now,
        lease_until=until,
        attempts=leader.attempts + 1,
    )


def _gathered(connection: Connection, leader: Row[Any], now: datetime) -> list[int]:
    """What goes with ``leader`` in one message: due too, or still gathering for the same group."""
    query = (
        select(alert_delivery.c.id)
        .where(
            alert_delivery.c.id != leader.id,
            alert_delivery.c.target == leader.target,
            alert_delivery.c.recipient == leader.recipient,
            alert_delivery.c.bundle == leader.bundle,
            alert_delivery.c.carried_by.is_(None),
            alert_delivery.c.attempts == 0,
            alert_delivery.c.state.in_([State.PENDING.value, State.HELD.value]),
            or_(
                alert_delivery.c.due_at <= now,
                alert_delivery.c.hold == HoldReason.GROUPING.value,
            ),
        )
        .order_by(alert_delivery.c.id)
        .limit(MAX_BUNDLE - 1)
    )
    return list(connection.scalars(query).all())


def _update(connection: Connection, leaders: Sequence[int], **values: object) -> None:
    """Set ``values`` on deliveries and on all that went with them."""
    if leaders:
        connection.execute(
            update(alert_delivery)
            .where(or_(alert_delivery.c.id.in_(leaders), alert_delivery.c.carried_by.in_(leaders)))
            .values(**values)
        )


def _apply(connection: Connection, outgoing: Outgoing, settlement: Settlement) -> None:
    row = connection.execute(
        select(alert_delivery.c.state, alert_delivery.c.attempts)
        .where(alert_delivery.c.id == outgoing.delivery_id)
        .with_for_update()
    ).one()
    is_ours = row.state == State.SENDING.value and row.attempts == outgoing.attempt
    # A sender that was slower than its lease: that the message went out is true all the same, and keeps
    # it from going out again; any other outcome is the business of the attempt that took over.
    is_late_success = settlement.state is State.SENT and row.state != State.SENDING.value
    if is_ours or is_late_success:
        _update(connection, [outgoing.delivery_id], **settled_values(settlement))
