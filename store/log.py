"""The event log (DESIGN: The log).

One writer at a time, chosen by the database: that alone gives gapless positions in commit order, the hash
chain and optimistic concurrency. What costs time is done before the lock is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import msgspec
from sqlalchemy import Engine, Row, func, select

from monitor.model.dates import aware
from monitor.model.events import SCHEMA_VERSIONS, StoredEvent
from monitor.ports import Appended, AppendRequest, StreamWrite
from store.append_turn import append_turn
from store.appending import Answer, plan, prepare
from store.codec import decode
from store.engine import read
from store.log_sql import READ_COLUMNS, instant, log_sql
from store.tables.log import SOUGHT, SOUGHT_TYPES, appends, events

CODE_VERSION = version("accords")
"""Version of the code that writes events, for ``metadata.code``."""


class _Metadata(msgspec.Struct):
    actor: str
    cause: str


_metadata_decoder = msgspec.json.Decoder(_Metadata)


@lru_cache(4096)
def _metadata(text: str) -> _Metadata:
    # A run of events bears the same metadata.
    return _metadata_decoder.decode(text)


class SqlEventLog:
    """The append-only log of one database; implements ``monitor.ports.EventLog``."""

    def __init__(self, engine: Engine, *, code: str = CODE_VERSION) -> None:
        self._engine = engine
        self._code = code

    def append(
        self, key: str, writes: Sequence[StreamWrite], *, actor: str, cause: str, now: datetime
    ) -> Appended:
        """Append all of ``writes`` in one transaction, or nothing.

        Raises BadInput where there is no event or one cannot be stored, StreamConflict, KeyConflict,
        Transient.
        """
        (answer,) = self.append_many([AppendRequest(key, tuple(writes), actor, cause)], now)
        if isinstance(answer, Appended):
            return answer
        raise answer

    def append_many(
        self, requests: Sequence[AppendRequest], now: datetime, *, until_conflict: bool = False
    ) -> list[Answer]:
        """Append ``requests`` in one commit, each whole or not at all; their answers, in order.

        A request that conflicts is answered with its conflict and does not touch the others; with
        ``until_conflict``, where each builds on those before it, those behind it are not tried. Raises
        BadInput where any cannot be stored, Transient; then nothing is written.
        """
        prepared = [prepare(request, self._code) for request in requests]
        now = aware(now)
        if not prepared:
            return []
        with append_turn(self._engine) as driver:
            sql = log_sql(driver)
            streams = {stream for request in prepared for stream, _, _ in request.writes}
            found = sql.look({request.key for request in prepared}, streams)
            planned = plan(prepared, found, now, until_conflict=until_conflict)
            if planned.events:
                sql.insert(planned.events, planned.appends)
        return planned.answers

    def find(self, key: str) -> Appended | None:
        """The answer that ``key`` was given, if it was used."""
        return self.find_all([key]).get(key)

    def find_all(self, keys: Collection[str]) -> dict[str, Appended]:
        """The answers that those of ``keys`` were given that were used."""
        with read(self._engine) as connection:
            rows = connection.execute(select(appends).where(appends.c.key.in_(keys))).all()
        return {row.key: Appended(row.first_position, row.last_position, True) for row in rows}

    def read(self, after: int, limit: int) -> list[StoredEvent]:
        """Up to ``limit`` events behind position ``after``, in order."""
        return self._read("WHERE position > ? ORDER BY position LIMIT ?", after, limit)

    def read_stream(self, stream: str) -> list[StoredEvent]:
        """All events of one stream, in order; empty where it has not begun."""
        return self._read("WHERE stream = ? ORDER BY version", stream)

    def read_types(self, types: Collection[str], upto: int) -> list[StoredEvent]:
        """The events of these types up to position ``upto``, in order.

        Those of a form that only newer code knows are left out: whoever reads on by position has met them.
        """
        marks = ", ".join("?" * len(types))
        sought = f"({SOUGHT}) AND " if set(types) <= set(SOUGHT_TYPES) else ""
        rest = f"WHERE {sought}type IN ({marks}) AND position <= ? ORDER BY position"
        return self._read(rest, *types, upto, is_known=True)

    def head(self) -> int:
        """The last position; 0 for an empty log."""
        with read(self._engine) as connection:
            return connection.scalar(select(func.coalesce(func.max(events.c.position), 0))) or 0

    def _read(self, rest: str, *values: object, is_known: bool = False) -> list[StoredEvent]:
        with read(self._engine) as connection:
            rows = log_sql(connection.connection.driver_connection).events(rest, *values)
        if is_known:
            rows = [row for row in rows if row[5] <= SCHEMA_VERSIONS.get(row[4], 0)]
        return [_stored(row) for row in rows]


def stored(row: Row[Any]) -> StoredEvent:
    """A row of ``events`` as an event with its place.

    Raises NewerEvent where newer code wrote it, Corrupt where it cannot be read.
    """
    return _stored(tuple(row)[: len(READ_COLUMNS)])


def _stored(row: tuple[Any, ...]) -> StoredEvent:
    """The event of ``READ_COLUMNS``."""
    position, event_id, stream, version, type_, form, data, metadata, valid_from, recorded_at = row
    said = _metadata(metadata)
    return StoredEvent(
        position,
        event_id,
        stream,
        version,
        type_,
        decode(position, type_, form, data),
        said.actor,
        said.cause,
        instant(recorded_at),
        None if valid_from is None else instant(valid_from),
    )
