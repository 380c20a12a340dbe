"""Deliveries on their way: as intended, as claimed for sending, and as they ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.alerting.kinds import AlertKind, DeadReason, HoldReason, Outcome, State
from monitor.alerting.message import Alert, Message
from monitor.alerting.policy import Planned


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A planned delivery with the Message-ID that all its attempts bear, and when it is given up."""

    planned: Planned
    message_id: str
    deadline_at: datetime


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """An alert as it goes on file, with its deliveries."""

    alert: Alert
    deliveries: tuple[NewDelivery, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckpointMove:
    """The alert stage's mark in the log moves from position ``after`` to ``through``."""

    after: int
    through: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A claimed delivery: what a sender needs.

    Several ``messages`` were gathered into one sending, for the reason ``hold``. ``thread`` is empty
    where they belong to several; ``thread_ref`` is what the provider called the first message of the
    thread. ``possible_duplicate`` tells that an earlier attempt may have arrived.
    """

    delivery_id: int
    attempt: int
    route: str
    target: str
    recipient: str
    message_id: str
    messages: tuple[Message, ...]
    created_at: datetime
    deadline_at: datetime
    thread: str = ""
    thread_ref: str = ""
    hold: HoldReason | None = None
    possible_duplicate: bool = False

    @property
    def first(self) -> Message:
        """The first message; the only one where nothing was gathered."""
        return self.messages[0]

    @property
    def corrects(self) -> bool:
        """Whether it takes back what was told before."""
        return any(message.kind is AlertKind.REVOKED for message in self.messages)


@dataclass(frozen=True, slots=True)
class Sent:
    """A provider took the message; ``provider_ref`` is its name for it, where it gives one."""

    provider_ref: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """How an attempt ended, and where that leaves the delivery.

    ``due_at`` is when to try again, for ``retry_wait`` alone.
    """

    outcome: Outcome
    state: State
    started_at: datetime
    finished_at: datetime
    due_at: datetime | None = None
    dead: DeadReason | None = None
    detail: str = ""
    provider_ref: str = ""
