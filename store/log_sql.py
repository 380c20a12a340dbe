"""The log's statements on the bare drivers: a cursor, tuples in, tuples out.

Building and compiling a statement costs more than running it; these few are run for every event, so they
are written out. Everything else goes through SQLAlchemy. They run in the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, Protocol

from sqlalchemy import Table

from store.appending import AppendRow, EventRow, Found
from store.codec import GENESIS
from store.engine import LOCK_SPACE, Turn
from store.tables.log import appends, events

# ruff: noqa: S608 - put together from the tables' own names

_COLUMNS = tuple(column.name for column in events.columns)
READ_COLUMNS = _COLUMNS[:10]
"""What an event is made of when it is read: all but the key and the hashes."""

_READ = f"SELECT {', '.join(READ_COLUMNS)} FROM events "

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


def log_sql(driver: Any) -> LogSql:
    """The statements on a connection of a bare driver."""
    return _Sqlite(driver) if isinstance(driver, sqlite3.Connection) else _Postgresql(driver)


def _insert(table: str, columns: Iterable[str], mark: str, rows: int = 1) -> str:
    names = tuple(columns)
    row = f"({', '.join([mark] * len(names))})"
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([row] * rows)}"


@cache
def _insert_both(events_count: int, appends_count: int) -> str:
    """One statement for so many rows of each."""
    first = _insert("events", _COLUMNS, "%s", events_count)
    return f"WITH e AS ({first}) {_insert('appends', appends.columns.keys(), '%s', appends_count)}"


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
        found: list[tuple[Any, ...]] = self._cursor.execute(_READ + rest, values).fetchall()
        return found


FEW = 4
"""Up to so many rows go by INSERT in one statement; more are copied, which takes a third of the time."""


class _Postgresql:
    """As few statements as there can be, sent together: each costs more than what it does."""

    _TURN = f"SELECT pg_advisory_xact_lock({LOCK_SPACE}, {int(Turn.LOG)})"
    _LOOK = f"""
        (SELECT 'last', '', position, NULL::bigint, hash, recorded_at FROM events ORDER BY position DESC LIMIT 1)
        UNION ALL
        SELECT 'append', key, first_position, last_position, digest, NULL FROM appends WHERE key = ANY(%s)
        UNION ALL
        SELECT 'stream', s, ({_VERSION.format("s")}), NULL, NULL, NULL FROM unnest(%s::text[]) s"""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def look(self, keys: Collection[str], streams: Collection[str]) -> Found:
        cursor = self._driver.cursor()
        # The look takes its snapshot after the turn was given, since it is a statement of its own.
        with self._driver.pipeline():
            self._driver.execute(self._TURN)
            cursor.execute(self._LOOK, (list(keys), list(streams)))
        found = cursor.fetchall()
        used = {name: (digest, n, m) for what, name, n, m, digest, _ in found if what == "append"}
        versions = {name: n for what, name, n, *_ in found if what == "stream"}
        last = next(
            ((n, digest, at) for what, _, n, _, digest, at in found if what == "last"), None
        )
        return _found(last, used, versions)

    def insert(self, event_rows: Sequence[EventRow], append_rows: Sequence[AppendRow]) -> None:
        if len(event_rows) > FEW:
            self._copy(events, event_rows)
            self._copy(appends, append_rows)
        else:
            values = list(chain(*event_rows, *append_rows))
            self._driver.execute(_insert_both(len(event_rows), len(append_rows)), values)

    def _copy(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        names = ", ".join(table.columns.keys())
        with self._driver.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as target:
            for row in rows:
                target.write_row(row)

    def events(self, rest: str, *values: object) -> list[tuple[Any, ...]]:
        cursor = self._driver.execute(_READ + rest.replace("?", "%s"), values)
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
