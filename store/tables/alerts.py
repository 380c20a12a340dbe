"""Alerts, deliveries and attempts (docs/alerts.md draws how they belong together)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from monitor.alerting.kinds import State
from store.tables.base import table
from store.types import BigInt, Flag, Instant, JsonText

_STATES = ", ".join(f"'{state.value}'" for state in State)

alert_checkpoint = table(
    "alert_checkpoint",
    Column("id", Integer, primary_key=True, autoincrement=False, comment="Always 1: one row."),
    Column(
        "position",
        BigInt,
        nullable=False,
        comment="Last position of the log whose alerts are on file.",
    ),
    Column("started_at", Instant, nullable=False, comment="When alerting first ran."),
    Column("updated_at", Instant, nullable=False, comment="When the position was last moved."),
    CheckConstraint("id = 1", name="one_row"),
    comment="How far alerting has read the log; moved in one transaction with the alerts.",
)

alert = table(
    "alert",
    Column("id", BigInt, primary_key=True, comment="Number of the alert."),
    Column(
        "key",
        Text,
        nullable=False,
        unique=True,
        comment="What makes it one alert: event/POSITION, …",
    ),
    Column("kind", Text, nullable=False, comment="What it is about: confirmed, revoked, blind, …"),
    Column(
        "thread", Text, nullable=False, comment="What belongs together: ACCORD/PARTY, source/HOST."
    ),
    Column("accord", Text, nullable=False, comment="Id of the accord; empty where about none."),
    Column("party", Text, nullable=False, comment="Code of the party; empty where about none."),
    Column(
        "stage", Text, nullable=False, comment="Stage that it is about; empty where about none."
    ),
    Column(
        "standing",
        Text,
        comment="The party's confirmed stage after it, empty for none; NULL where it changes nothing.",
    ),
    Column("position", BigInt, comment="Position of its event; NULL where it has none."),
    Column("headline", Text, nullable=False, comment="What it says, in one line."),
    Column("message", JsonText, nullable=False, comment="All that it says, as JSON."),
    Column(
        "untold", Text, comment="Why nobody is told: baseline or history; NULL where it is told."
    ),
    Column("recorded_at", Instant, nullable=False, comment="When what it tells of was recorded."),
    Column("created_at", Instant, nullable=False, comment="When it was put on file."),
    Index(None, "accord", "party", "kind"),
    comment="One row for each event or condition that people may be told of.",
)

alert_delivery = table(
    "alert_delivery",
    Column("id", BigInt, primary_key=True, comment="Number of the delivery."),
    Column("alert_id", BigInt, ForeignKey("alert.id"), nullable=False, comment="What it delivers."),
    Column("route", Text, nullable=False, comment="The rule that asked for it."),
    Column("target", Text, nullable=False, comment="Where it goes."),
    Column("recipient", Text, nullable=False, comment="Mail address; empty for other channels."),
    Column("state", Text, nullable=False, comment="Where it stands."),
    Column("hold", Text, comment="Why it waits, or waited: grouping, digest, quiet_hours, …"),
    Column("suppressed", Text, comment="Why it is not sent: silenced, duplicate, …"),
    Column("dead", Text, comment="Why it was given up: refused, deadline, no_sender."),
    Column(
        "detail", Text, nullable=False, comment="More on the reason; the provider's last answer."
    ),
    Column(
        "bundle",
        Text,
        nullable=False,
        comment="Deliveries due together with equal bundles are one message.",
    ),
    Column("carried_by", BigInt, comment="Delivery whose message it went with; NULL for its own."),
    Column(
        "message_id", Text, nullable=False, unique=True, comment="Fixed before the first attempt."
    ),
    Column("due_at", Instant, nullable=False, comment="When it is, or was, next to be sent."),
    Column("deadline_at", Instant, nullable=False, comment="When it is given up."),
    Column("lease_until", Instant, comment="While sending: when the sender counts as lost."),
    Column("leased_at", Instant, comment="When the last attempt began."),
    Column("attempts", Integer, nullable=False, comment="How often it was tried."),
    Column(
        "possible_duplicate",
        Flag,
        nullable=False,
        comment="1 where an earlier attempt may have arrived: its answer was lost.",
    ),
    Column("provider_ref", Text, nullable=False, comment="The provider's name for the message."),
    Column("sent_at", Instant, comment="When the provider took it."),
    Column("created_at", Instant, nullable=False, comment="When it was put on file."),
    UniqueConstraint("alert_id", "route", "target", "recipient"),
    CheckConstraint(f"state IN ({_STATES})", name="state"),
    Index(None, "state", "due_at"),
    Index(None, "target", "created_at"),
    comment="One row for each alert, route, target and recipient.",
)

alert_attempt = table(
    "alert_attempt",
    Column("id", BigInt, primary_key=True, comment="Number of the attempt."),
    Column(
        "delivery_id",
        BigInt,
        ForeignKey("alert_delivery.id"),
        nullable=False,
        comment="What was tried.",
    ),
    Column("number", Integer, nullable=False, comment="1 for the delivery's first."),
    Column("started_at", Instant, nullable=False, comment="When it began."),
    Column("finished_at", Instant, nullable=False, comment="When it ended, or was found lost."),
    Column(
        "outcome",
        Text,
        nullable=False,
        comment="sent, transient, uncertain, permanent or lease_expired.",
    ),
    Column("detail", Text, nullable=False, comment="The provider's answer, without secrets."),
    Column("provider_ref", Text, nullable=False, comment="The provider's name for the message."),
    Column(
        "possible_duplicate",
        Flag,
        nullable=False,
        comment="1 where an earlier attempt may have arrived.",
    ),
    Index(None, "delivery_id"),
    comment="One row for each time that a message was handed to a provider; only ever added to.",
)

alert_silence = table(
    "alert_silence",
    Column("id", BigInt, primary_key=True, comment="Number of the silence."),
    Column("author", Text, nullable=False, comment="Who asked for it."),
    Column("reason", Text, nullable=False, comment="Why."),
    Column("accord", Text, nullable=False, comment="Only this accord; empty for all."),
    Column("party", Text, nullable=False, comment="Only this party; empty for all."),
    Column("kind", Text, nullable=False, comment="Only this kind of alert; empty for all."),
    Column("target", Text, nullable=False, comment="Only this target; empty for all."),
    Column("starts_at", Instant, nullable=False, comment="From when on."),
    Column("ends_at", Instant, nullable=False, comment="Until when; every silence ends."),
    Column("created_at", Instant, nullable=False, comment="When it was asked for."),
    CheckConstraint("ends_at > starts_at", name="ends"),
    comment="Wishes not to be told, each with its author, its reason and its end.",
)
