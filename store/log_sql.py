"""The log's statements on the bare drivers: a cursor, tuples in, tuples out.

Building and compiling a statement costs more than running it; these few are run for every event, so they
are written out. Everything else goes through SQLAlchemy. They run in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Table

from store.appending import AppendRow, EventRow, Found
from store.codec import GENESIS
from store.engine import LOCK_SPACE, Turn
from store.tables.log import appends, events

# ruff: noqa: S608 - put together from the tables' own names

_COLUMNS = tuple(column.name for column in events.columns)
READ_COLUMNS = "position, event_id, stream, version, type, schema_version, data, metadata, valid_from, recorded_at"
"""What an event is made of when it is read."""

_LAST = "SELECT position, hash, recorded_at FROM events ORDER BY position DESC LIMIT 1"
_APPEND = "SELECT key, digest, first_position, last_position FROM appends WHERE key = {}"
_VERSION = "SELECT coalesce(max(version), 0) FROM events WHERE stream = {}"


class LogSql(Protocol):
    """What the log asks of a database, within one transaction."""

    def look(self, keys: Collection[str], streams: Collection[str]) -> Found:
        """Wait for the turn to append; then the log's last event, and these keys and streams."""

    def insert(self, event_rows: Sequence[EventRow], append_rows: Sequence[AppendRow]) -> None:
        """Insert what was decided."""

    def events(self, rest: str, *values: object) -> list[tuple[Any, ...]]:
        """``READ_COLUMNS`` of events; ``rest`` follows FROM events, with ``?`` for values."""


def log_sql(connection: Connection) -> LogSql:
    """The statements for the database of ``connection``."""
    driver = connection.connection.driver_connection
    return _Postgresql(driver) if connection.dialect.name == "postgresql" else _Sqlite(driver)


def _insert(table: str, columns: Iterable[str], mark: str) -> str:
    names = tuple(columns)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"


class _Sqlite:
    """BEGIN IMMEDIATE has given the turn already."""

    _INSERT_EVENT = _insert("events", _COLUMNS, "?")
    _INSERT_APPEND = _insert("appends", appends.columns.keys(), "?")

    def __init__(self, driver: Any) -> None:
        self._cursor = driver.cursor()

    def look(self, keys: Collection[str], streams: Collection[str]) -> Found:
        run = self._cursor.execute
        known = (run(_APPEND.format("?"), (key,)).fetchone() for key in keys)
        used = {row[0]: row[1:] for row in known if row}
        version = _VERSION.format("?")
        versions = {stream: run(version, (stream,)).fetchone()[0] for stream in streams}
        return _found(run(_LAST).fetchone(), used, versions)

    def insert(self, event_rows: Sequence[EventRow], append_rows: Sequence[AppendRow]) -> None:
        self._cursor.executemany(self._INSERT_EVENT, event_rows)
        self._cursor.executemany(self._INSERT_APPEND, append_rows)

    def events(self, rest: str, *values: object) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._cursor.execute(
            f"SELECT {READ_COLUMNS} FROM events {rest}", values
        ).fetchall()
        return found


FEW = 4
"""Up to so many rows go as INSERTs sent together; more are copied, which takes a third of the time."""


class _Postgresql:
    """Statements are sent together and answered together: a round trip costs more than most of them."""

    _TURN = f"SELECT pg_advisory_xact_lock({LOCK_SPACE}, {int(Turn.LOG)})"
    _APPENDS = _APPEND.replace("= {}", "= ANY(%s)")
    _VERSIONS = f"SELECT s, ({_VERSION.format('s')}) FROM unnest(%s::text[]) s"
    _INSERT_EVENT = _insert("events", _COLUMNS, "%s")
    _INSERT_APPEND = _insert("appends", appends.columns.keys(), "%s")

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def look(self, keys: Collection[str], streams: Collection[str]) -> Found:
        known, versions, last = (self._driver.cursor() for _ in range(3))
        # Each is a statement of its own, and takes its snapshot after the one before it is done.
        with self._driver.pipeline():
            self._driver.execute(self._TURN)
            known.execute(self._APPENDS, (list(keys),))
            versions.execute(self._VERSIONS, (list(streams),))
            last.execute(_LAST)
        used = {row[0]: row[1:] for row in known.fetchall()}
        return _found(last.fetchone(), used, dict(versions.fetchall()))

    def insert(self, event_rows: Sequence[EventRow], append_rows: Sequence[AppendRow]) -> None:
        if len(event_rows) > FEW:
            self._copy(events, event_rows)
            event_rows = ()
        with self._driver.pipeline():
            for row in event_rows:
                self._driver.execute(self._INSERT_EVENT, row)
            self._driver.cursor().executemany(self._INSERT_APPEND, append_rows)

    def _copy(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        names = ", ".join(table.columns.keys())
        with self._driver.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as target:
            for row in rows:
                target.write_row(row)

    def events(self, rest: str, *values: object) -> list[tuple[Any, ...]]:
        cursor = self._driver.execute(
            f"SELECT {READ_COLUMNS} FROM events {rest.replace('?', '%s')}", values
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _found(
    last: tuple[int, bytes, Any] | None,
    used: dict[str, tuple[bytes, int, int]],
    versions: dict[str, int],
) -> Found:
    position, digest, recorded_at = last or (0, GENESIS, None)
    return Found(
        position, digest, None if recorded_at is None else instant(recorded_at), used, versions
    )


def instant(stored: str | datetime) -> datetime:
    """An instant as the driver gave it: text on SQLite, in UTC on both."""
    return datetime.fromisoformat(stored) if isinstance(stored, str) else stored
