"""The log's statements on the bare drivers: a cursor, tuples in, tuples out.

Building and compiling a statement costs more than running it; these few are run for every event, so they
are written out. Everything else goes through SQLAlchemy. They run in the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Protocol

from sqlalchemy import BigInteger, Integer, Table, Text

from store.appending import AppendRow, EventRow, Found
from store.codec import GENESIS, canonical
from store.tables.log import appends, events
from store.types import Bytes, Instant, JsonText

# ruff: noqa: S608 - put together from the tables' own names

_COLUMNS = tuple(column.name for column in events.columns)
READ_COLUMNS = _COLUMNS[:10]
"""What an event is made of when it is read: all but the key and the hashes."""

_READ = f"SELECT {', '.join(READ_COLUMNS)} FROM events "

_LAST = """
SELECT 'last', '', position, 0, hash, recorded_at
FROM (SELECT position, hash, recorded_at FROM events ORDER BY position DESC LIMIT 1) newest"""
_APPEND = "SELECT 'append', key, first_position, last_position, digest, NULL FROM appends WHERE key"
_VERSION = "(SELECT coalesce(max(version), 0) FROM events WHERE stream = {})"

FEW = 4
"""Up to so many values stand in a statement one by one, which a plan that is kept serves best; more are a list."""


class LogSql(Protocol):
    """What the log asks of a database, within one transaction."""

    def look(self, keys: Collection[str], streams: Collection[str]) -> Found:
        """The log's last event, and what it holds of these keys and streams."""

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


@cache
def _look_for(keys: int, streams: int, mark: str) -> str:
    """What to look for, with so many marks for keys, and for each stream two."""
    known = f"{_APPEND} IN ({', '.join([mark] * keys)})"
    version = f"SELECT 'stream', CAST({mark} AS TEXT), {_VERSION.format(mark)}, 0, NULL, NULL"
    return " UNION ALL ".join([_LAST, known, *[version] * streams])


@cache
def _binary_types(table: Table) -> list[str]:
    """The columns' types as they go into a binary copy; JSON has the form of text there."""
    return [
        next(name for kind, name in _BINARY if isinstance(column.type, kind))
        for column in table.columns
    ]


_BINARY = (
    (JsonText, "text"),
    (Text, "text"),
    (Instant, "int8"),
    (Bytes, "bytea"),
    (BigInteger, "int8"),
    (Integer, "int4"),
)
"""A column's type → the name of its binary form; a big integer is an integer as well, so it comes first.

That of an instant is an integer, ``microseconds``: the driver's own way there costs a batch a fifth of its copy.
"""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@lru_cache(1024)
def microseconds(text: str) -> int:
    """An instant as PostgreSQL has it in binary: microseconds since the year 2000 began in UTC."""
    # A batch bears one instant throughout.
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(microseconds=1)


@cache
def _instants(table: Table) -> list[int]:
    """The places of the columns that are instants."""
    return [place for place, column in enumerate(table.columns) if isinstance(column.type, Instant)]


def _few(keys: Collection[str], streams: Collection[str]) -> list[str] | None:
    """The values for ``_look_for``; None where a list serves better."""
    if max(len(keys), len(streams)) > FEW:
        return None
    return [*keys, *(stream for each in streams for stream in (each, each))]


def _bindable(event_rows: Iterable[EventRow]) -> list[EventRow]:
    """The rows with ``''`` for no ``valid_from`` and bytearrays for hashes, which sqlite3 binds as they are.

    For None and bytes it first seeks an adapter, value by value, and gives up by an error that it clears: a tenth of
    what inserting a batch costs.
    """
    return [
        (*columns, valid_from or "", recorded_at, key, bytearray(prev_hash), bytearray(hash_))
        for *columns, valid_from, recorded_at, key, prev_hash, hash_ in event_rows
    ]


class _Sqlite:
    """The statements for SQLite."""

    _MARKS = ", ".join("nullif(?, '')" if name == "valid_from" else "?" for name in _COLUMNS)
    _INSERT_EVENT = f"INSERT INTO events ({', '.join(_COLUMNS)}) VALUES ({_MARKS})"
    _INSERT_APPEND = _insert("appends", appends.columns.keys(), "?")
    _LOOK = f"""{_LAST} UNION ALL {_APPEND} IN (SELECT value FROM json_each(?))
        UNION ALL SELECT 'stream', value, {_VERSION.format("value")}, 0, NULL, NULL FROM json_each(?)"""

    def __init__(self, driver: Any) -> None:
        self._cursor = driver.cursor()

    def look(self, keys: Collection[str], streams: Collection[str]) -> Found:
        few = _few(keys, streams)
        if few is not None:
            return _found(self._cursor.execute(_look_for(len(keys), len(streams), "?"), few))
        lists = canonical(list(keys)), canonical(list(streams))
        return _found(self._cursor.execute(self._LOOK, lists))

    def insert(self, event_rows: Sequence[EventRow], append_rows: Sequence[AppendRow]) -> None:
        self._cursor.executemany(self._INSERT_EVENT, _bindable(event_rows))
        self._cursor.executemany(self._INSERT_APPEND, append_rows)

    def events(self, rest: str, *values: object) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._cursor.execute(_READ + rest, values).fetchall()
        return found


class _Postgresql:
    """As few statements as there can be: the way to the server and back costs more than what they do.

    The driver's pipeline is no help here: on a socket of the same machine it takes longer than what it saves.
    """

    _LOOK = f"""{_LAST} UNION ALL {_APPEND} = ANY(%s)
        UNION ALL SELECT 'stream', s, {_VERSION.format("s")}, 0, NULL, NULL FROM unnest(%s::text[]) s"""

    def __init__(self, driver: Any) -> None:
        self._cursor = driver.cursor()

    def look(self, keys: Collection[str], streams: Collection[str]) -> Found:
        few = _few(keys, streams)
        if few is not None:
            return _found(self._cursor.execute(_look_for(len(keys), len(streams), "%s"), few))
        return _found(self._cursor.execute(self._LOOK, (list(keys), list(streams))))

    def insert(self, event_rows: Sequence[EventRow], append_rows: Sequence[AppendRow]) -> None:
        if len(event_rows) <= FEW:
            values = list(chain(*event_rows, *append_rows))
            self._cursor.execute(_insert_both(len(event_rows), len(append_rows)), values)
            return
        self._copy(events, event_rows)
        if len(append_rows) <= FEW:
            insert = _insert("appends", appends.columns.keys(), "%s", len(append_rows))
            self._cursor.execute(insert, list(chain(*append_rows)))
        else:
            self._copy(appends, append_rows)

    def _copy(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        names = ", ".join(table.columns.keys())
        into = f"COPY {table.name} ({names}) FROM STDIN (FORMAT BINARY)"
        instants = _instants(table)
        with self._cursor.copy(into) as target:
            target.set_types(_binary_types(table))
            for row in rows:
                values = list(row)
                for place in instants:
                    values[place] = values[place] and microseconds(values[place])
                target.write_row(values)

    def events(self, rest: str, *values: object) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._cursor.execute(
            _READ + rest.replace("?", "%s"), values
        ).fetchall()
        return found


def _found(rows: Iterable[tuple[str, str, int, int, bytes | None, Any]]) -> Found:
    """What was looked for: (``last``, ``append`` or ``stream``, its name, what is known of it)."""
    position, digest, recorded_at = 0, GENESIS, None
    used: dict[str, tuple[bytes, int, int]] = {}
    versions: dict[str, int] = {}
    for what, name, first, last, digest_, at in rows:
        if what == "stream":
            versions[name] = first
        elif what == "append":
            used[name] = (digest_ or b"", first, last)
        else:
            position, digest, recorded_at = first, digest_ or GENESIS, instant(at)
    return Found(position, digest, recorded_at, used, versions)


def instant(stored: str | datetime) -> datetime:
    """An instant as the driver gave it: text on SQLite, in UTC on both."""
    return datetime.fromisoformat(stored) if isinstance(stored, str) else stored
