"""The event log and the memory of its appends: written once, guarded by triggers.

Every index is a page more that an append writes, so there are two for every event: positions are the key, and
``(stream, version)`` gives optimistic concurrency. A third has the few events that are sought by their type, and
not the mass of claims. That ids are unique follows from the key of their append, which ``appends`` keeps once.

The triggers are guard rails against a slip; the hash chain is what shows a deliberate change.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

from store.tables.base import table
from store.types import BigInt, Bytes, Instant, JsonText

SOUGHT_TYPES = ("ReviewClosed", "ReviewOpened", "StageConfirmed", "StageRevoked")
"""The types whose events are sought over the whole log: what starting up and the reviews ask for."""

SOUGHT = " OR ".join(f"type = {name!r}" for name in SOUGHT_TYPES)
"""The same in SQL, word for word as a query must have it for SQLite to take their index.

Not IN: SQLite makes a table of such a list for each row that is inserted.
"""

events = table(
    "events",
    Column(
        "position",
        BigInt,
        primary_key=True,
        autoincrement=False,
        comment="Place in the log: 1, 2, 3 … without gaps, in commit order.",
    ),
    Column("event_id", Text, nullable=False, comment="UUID made of append key and index."),
    Column(
        "stream",
        Text,
        nullable=False,
        comment="What the event is about: ACCORD/PARTY or source/HOST.",
    ),
    Column(
        "version", Integer, nullable=False, comment="Place in the stream: 1, 2, 3 … without gaps."
    ),
    Column("type", Text, nullable=False, comment="Name of the event, e.g. StageConfirmed."),
    Column(
        "schema_version",
        Integer,
        nullable=False,
        comment="Form of data; older ones are upcast on reading.",
    ),
    Column("data", JsonText, nullable=False, comment="The event, as canonical JSON."),
    Column(
        "metadata",
        JsonText,
        nullable=False,
        comment="Who wrote it (actor), by what (cause), with which code.",
    ),
    Column(
        "valid_from", Instant, comment="When it was true in the world, where the event says so."
    ),
    Column(
        "recorded_at", Instant, nullable=False, comment="When it was written; never runs backwards."
    ),
    Column("append_key", Text, nullable=False, comment="Key of the append that wrote it."),
    Column(
        "prev_hash",
        Bytes,
        nullable=False,
        comment="hash of the event before; 32 zero bytes for the first.",
    ),
    Column("hash", Bytes, nullable=False, comment="SHA-256 over prev_hash and every column above."),
    UniqueConstraint("stream", "version"),
    Index(
        "ix_events_sought",
        "position",
        sqlite_where=text(SOUGHT),
        postgresql_where=text(SOUGHT),
    ),
    CheckConstraint("position > 0", name="position_positive"),
    CheckConstraint("version > 0", name="version_positive"),
    CheckConstraint("schema_version > 0", name="schema_version_positive"),
    CheckConstraint("length(prev_hash) = 32 AND length(hash) = 32", name="hash_length"),
    comment="The append-only log of all that was decided.",
)

appends = table(
    "appends",
    Column(
        "key",
        Text,
        primary_key=True,
        comment="The caller's key: a retry with it gets the first answer.",
    ),
    Column(
        "digest",
        Bytes,
        nullable=False,
        comment="SHA-256 over streams, types and data of the request.",
    ),
    Column("first_position", BigInt, nullable=False, comment="Position of its first event."),
    Column("last_position", BigInt, nullable=False, comment="Position of its last event."),
    Column("recorded_at", Instant, nullable=False, comment="When it was answered."),
    CheckConstraint("first_position > 0 AND last_position >= first_position", name="positions"),
    CheckConstraint("length(digest) = 32", name="digest_length"),
    comment="One row an append: what answers a retry.",
    without_rowid=True,
)

_NEW_EVENT_ONLY = """\
NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
OR EXISTS (SELECT 1 FROM events WHERE stream = NEW.stream AND version = NEW.version)
"""

_NEW_APPEND_ONLY = "EXISTS (SELECT 1 FROM appends WHERE key = NEW.key) "


def append_only(target: Table, replaces: str) -> tuple[str, ...]:
    """The triggers that make ``target`` append-only on SQLite; ``replaces`` is true of a row already there.

    INSERT OR REPLACE fires no DELETE trigger unless ``recursive_triggers`` is on, so inserting is
    guarded as well.
    """
    name = target.name
    refuse = "BEGIN SELECT RAISE(ABORT, '{} is append-only: no {}'); END"
    return (
        f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} {refuse.format(name, 'UPDATE')}",
        f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} {refuse.format(name, 'DELETE')}",
        f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN {replaces} "
        + refuse.format(name, "INSERT but of the next row"),
    )


SQLITE_TRIGGERS = {
    events: append_only(events, _NEW_EVENT_ONLY),
    appends: append_only(appends, _NEW_APPEND_ONLY),
}
"""What guards the two tables on SQLite; made with them."""

POSTGRESQL_REFUSAL = """\
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
        MESSAGE = TG_TABLE_NAME || ' is append-only: no ' || TG_OP;
END $$"""

POSTGRESQL_TRIGGERS = {
    target: (
        POSTGRESQL_REFUSAL,
        (
            f"CREATE TRIGGER {target.name}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {target.name} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        ),
    )
    for target in (events, appends)
}
"""The same on PostgreSQL, where an INSERT replaces nothing and TRUNCATE passes row triggers by."""

_TRIGGERS: Mapping[str, Mapping[Table, tuple[str, ...]]] = {
    "sqlite": SQLITE_TRIGGERS,
    "postgresql": POSTGRESQL_TRIGGERS,
}


def _create_triggers(target: Table, connection: Connection, **_: object) -> None:
    for statement in _TRIGGERS[connection.dialect.name][target]:
        connection.exec_driver_sql(statement)


for _target in SQLITE_TRIGGERS:
    event.listen(_target, "after_create", _create_triggers)
