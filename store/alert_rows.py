"""Rows of alerts as values, and values as rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, or_, select

from monitor.alerting.deliveries import NewDelivery, Outgoing, Settlement
from monitor.alerting.kinds import AlertKind, HoldReason, Outcome, State
from monitor.alerting.message import Alert, Message
from monitor.alerting.policy import Silence
from store.tables.alerts import alert, alert_delivery

_message = msgspec.json.Decoder(Message)


def alert_row(new: Alert, now: datetime) -> dict[str, Any]:
    """The row of an alert that goes on file."""
    changes_standing = new.kind in {AlertKind.CONFIRMED, AlertKind.REVOKED}
    return {
        "key": new.key,
        "kind": new.kind.value,
        "thread": new.thread,
        "accord": new.accord,
        "party": new.party,
        "stage": new.stage,
        "standing": new.standing if changes_standing else None,
        "position": new.position,
        "headline": new.message.headline,
        "message": msgspec.json.encode(new.message).decode(),
        "untold": new.untold.value if new.untold else None,
        "recorded_at": new.message.recorded_at,
        "created_at": now,
    }


def delivery_row(new: NewDelivery, alert_id: int, now: datetime) -> dict[str, Any]:
    """The row of a delivery of the alert ``alert_id``."""
    planned = new.planned
    return {
        "alert_id": alert_id,
        "route": planned.route,
        "target": planned.target,
        "recipient": planned.recipient,
        "state": planned.state.value,
        "hold": planned.hold.value if planned.hold else None,
        "suppressed": planned.suppress.value if planned.suppress else None,
        "detail": planned.detail,
        "bundle": planned.bundle,
        "message_id": new.message_id,
        "due_at": planned.due_at,
        "deadline_at": new.deadline_at,
        "attempts": 0,
        "possible_duplicate": 0,
        "provider_ref": "",
        "created_at": now,
    }


def silence_of(row: Row[Any]) -> Silence:
    """A silence as its row says."""
    return Silence(
        id=row.id,
        author=row.author,
        reason=row.reason,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        accord=row.accord,
        party=row.party,
        kind=row.kind,
        target=row.target,
    )


def outgoing_of(connection: Connection, leader_id: int) -> Outgoing:
    """The claimed delivery ``leader_id`` with all that goes with it, oldest first."""
    rows = connection.execute(
        select(alert_delivery, alert.c.thread, alert.c.message)
        .join(alert, alert.c.id == alert_delivery.c.alert_id)
        .where(_gone_with(leader_id))
        .order_by(alert_delivery.c.id)
    ).all()
    leader = next(row for row in rows if row.id == leader_id)
    threads = {row.thread for row in rows}
    thread = leader.thread if len(threads) == 1 else ""
    return Outgoing(
        delivery_id=leader.id,
        attempt=leader.attempts,
        route=leader.route,
        target=leader.target,
        recipient=leader.recipient,
        message_id=leader.message_id,
        messages=tuple(_decoded(row.message) for row in rows),
        created_at=leader.created_at,
        deadline_at=leader.deadline_at,
        thread=thread,
        thread_ref=_thread_ref(connection, leader, thread),
        hold=HoldReason(leader.hold) if leader.hold else None,
        possible_duplicate=bool(leader.possible_duplicate),
    )


def _decoded(message: str | Mapping[str, Any]) -> Message:
    return (
        _message.decode(message) if isinstance(message, str) else msgspec.convert(message, Message)
    )


def _thread_ref(connection: Connection, leader: Row[Any], thread: str) -> str:
    """What the provider called the first message that this target got in the thread."""
    if not thread:
        return ""
    query = (
        select(alert_delivery.c.provider_ref)
        .join(alert, alert.c.id == alert_delivery.c.alert_id)
        .where(
            alert.c.thread == thread,
            alert_delivery.c.target == leader.target,
            alert_delivery.c.recipient == leader.recipient,
            alert_delivery.c.provider_ref != "",
        )
        .order_by(alert_delivery.c.sent_at, alert_delivery.c.id)
        .limit(1)
    )
    return connection.scalar(query) or ""


def _gone_with(leader_id: int) -> ColumnElement[bool]:
    return or_(alert_delivery.c.id == leader_id, alert_delivery.c.carried_by == leader_id)


def attempt_row(outgoing: Outgoing, settlement: Settlement) -> dict[str, Any]:
    """The row of an attempt that ended."""
    return {
        "delivery_id": outgoing.delivery_id,
        "number": outgoing.attempt,
        "started_at": settlement.started_at,
        "finished_at": settlement.finished_at,
        "outcome": settlement.outcome.value,
        "detail": settlement.detail,
        "provider_ref": settlement.provider_ref,
        "possible_duplicate": int(outgoing.possible_duplicate),
    }


def lost_attempt_row(row: Row[Any], now: datetime) -> dict[str, Any]:
    """The row of an attempt whose sender was lost; ``row`` is its delivery."""
    return {
        "delivery_id": row.id,
        "number": row.attempts,
        "started_at": row.leased_at,
        "finished_at": now,
        "outcome": Outcome.LEASE_EXPIRED.value,
        "detail": "the sender was lost; whether the message arrived is not known",
        "provider_ref": "",
        "possible_duplicate": row.possible_duplicate,
    }


def settled_values(settlement: Settlement) -> dict[str, object]:
    """What a settlement changes in its delivery."""
    values: dict[str, object] = {
        "state": settlement.state.value,
        "dead": settlement.dead.value if settlement.dead else None,
        "detail": settlement.detail,
        "lease_until": None,
    }
    if settlement.due_at is not None:
        values["due_at"] = settlement.due_at
    if settlement.outcome is Outcome.UNCERTAIN:
        values["possible_duplicate"] = 1
    if settlement.state is State.SENT:
        values |= {"sent_at": settlement.finished_at, "provider_ref": settlement.provider_ref}
    return values
