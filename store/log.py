"""The event log on SQLAlchemy Core (DESIGN: The log).

One writer at a time, chosen by the database: that alone gives gapless positions in commit order, the hash
chain and optimistic concurrency. What costs time is done before the lock is taken.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Row, Select, func, insert, select

from monitor.model.dates import aware
from monitor.model.errors import BadInput, KeyConflict, StreamConflict
from monitor.model.events import StoredEvent
from monitor.ports import Appended, StreamWrite
from store.codec import GENESIS, EncodedEvent, canonical, decode, encode, event_hash
from store.engine import Turn, read, write
from store.tables.log import appends, events

_NAMESPACE = uuid.UUID("0b7f2a52-6a8c-5f0e-9d4e-3c1b7a9e2f61")

CODE_VERSION = version("accords")
"""Version of the code that writes events, for ``metadata.code``."""


class _Metadata(msgspec.Struct):
    actor: str
    cause: str


_metadata = msgspec.json.Decoder(_Metadata)


@dataclass(frozen=True, slots=True)
class _Request:
    """An append as it stands before the transaction: validated and serialised."""

    key: str
    writes: tuple[tuple[StreamWrite, tuple[EncodedEvent, ...]], ...]
    metadata: str
    digest: bytes
    now: datetime


class SqlEventLog:
    """The append-only log of one database; implements ``monitor.ports.EventLog``."""

    def __init__(self, engine: Engine, *, code: str = CODE_VERSION) -> None:
        self._engine = engine
        self._code = code

    def append(
        self, key: str, writes: Sequence[StreamWrite], *, actor: str, cause: str, now: datetime
    ) -> Appended:
        """Append all of ``writes`` in one transaction, or nothing.

        The key is looked up before the versions, so that the retry of a success is no conflict. Raises
        BadInput where there is no event or one cannot be stored, StreamConflict, KeyConflict, Transient.
        """
        metadata = canonical({"actor": actor, "cause": cause, "code": self._code})
        request = _request(key, writes, metadata, aware(now))
        with write(self._engine, Turn.LOG) as connection:
            answered = _answered(connection, request)
            return answered or _append(connection, request)

    def find(self, key: str) -> Appended | None:
        """The answer that ``key`` was given, if it was used."""
        with read(self._engine) as connection:
            row = _find(connection, key)
        return None if row is None else _repeated(row)

    def read(self, after: int, limit: int) -> list[StoredEvent]:
        """Up to ``limit`` events behind position ``after``, in order."""
        query = select(events).where(events.c.position > after).order_by(events.c.position)
        return self._read(query.limit(limit))

    def read_stream(self, stream: str) -> list[StoredEvent]:
        """All events of one stream, in order; empty where it has not begun."""
        query = select(events).where(events.c.stream == stream).order_by(events.c.version)
        return self._read(query)

    def read_types(self, types: Collection[str], upto: int) -> list[StoredEvent]:
        """The events of these types up to position ``upto``, in order."""
        query = select(events).where(events.c.type.in_(types), events.c.position <= upto)
        return self._read(query.order_by(events.c.position))

    def head(self) -> int:
        """The last position; 0 for an empty log."""
        with read(self._engine) as connection:
            return connection.scalar(select(func.coalesce(func.max(events.c.position), 0))) or 0

    def _read(self, query: Select[Any]) -> list[StoredEvent]:
        with read(self._engine) as connection:
            rows = connection.execute(query).all()
        return [stored(row) for row in rows]


def stored(row: Row[Any]) -> StoredEvent:
    """A row of ``events`` as an event with its place.

    Raises Permanent where newer code wrote it, Corrupt where it cannot be read.
    """
    metadata = _metadata.decode(row.metadata)
    return StoredEvent(
        position=row.position,
        event_id=row.event_id,
        stream=row.stream,
        version=row.version,
        type=row.type,
        event=decode(row.position, row.type, row.schema_version, row.data),
        actor=metadata.actor,
        cause=metadata.cause,
        recorded_at=row.recorded_at,
        valid_from=row.valid_from,
    )


def _request(key: str, writes: Sequence[StreamWrite], metadata: str, now: datetime) -> _Request:
    encoded = tuple((write, tuple(encode(event) for event in write.events)) for write in writes)
    body = [
        [write.stream, [[event.type, event.data] for event in written]]
        for write, written in encoded
    ]
    if not any(written for _, written in encoded):
        raise BadInput(f"append {key!r} has no event; there is nothing to remember")
    digest = hashlib.sha256(canonical(body).encode()).digest()
    return _Request(key, encoded, metadata, digest, now)


def _find(connection: Connection, key: str) -> Row[Any] | None:
    return connection.execute(select(appends).where(appends.c.key == key)).one_or_none()


def _repeated(row: Row[Any]) -> Appended:
    return Appended(row.first_position, row.last_position, repeated=True)


def _answered(connection: Connection, request: _Request) -> Appended | None:
    row = _find(connection, request.key)
    if row is None:
        return None
    if row.digest != request.digest:
        raise KeyConflict(request.key)
    return _repeated(row)


def _append(connection: Connection, request: _Request) -> Appended:
    last = connection.execute(
        select(events.c.position, events.c.recorded_at, events.c.hash)
        .order_by(events.c.position.desc())
        .limit(1)
    ).one_or_none()
    head, previous = (last.position, last.hash) if last else (0, GENESIS)
    # A clock that was set back must not make the order of instants contradict the order of positions.
    recorded_at = max(request.now, last.recorded_at) if last else request.now
    rows = _rows(connection, request, head, recorded_at)
    for row in rows:
        row["prev_hash"] = previous
        row["hash"] = previous = event_hash(previous, row)
    connection.execute(insert(events), rows)
    answer = Appended(head + 1, head + len(rows))
    connection.execute(
        insert(appends).values(
            key=request.key,
            digest=request.digest,
            first_position=answer.first_position,
            last_position=answer.last_position,
            recorded_at=recorded_at,
        )
    )
    return answer


def _rows(
    connection: Connection, request: _Request, head: int, recorded_at: datetime
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    versions: dict[str, int] = {}
    for stream_write, encoded in request.writes:
        at = _check_version(connection, stream_write, versions)
        for event in encoded:
            at += 1
            rows.append(
                {
                    "position": head + len(rows) + 1,
                    "event_id": str(uuid.uuid5(_NAMESPACE, f"{request.key}/{len(rows)}")),
                    "stream": stream_write.stream,
                    "version": at,
                    "type": event.type,
                    "schema_version": event.schema_version,
                    "data": event.data,
                    "metadata": request.metadata,
                    "valid_from": event.valid_from,
                    "recorded_at": recorded_at,
                    "append_key": request.key,
                }
            )
        versions[stream_write.stream] = at
    return rows


def _check_version(
    connection: Connection, stream_write: StreamWrite, versions: dict[str, int]
) -> int:
    stream = stream_write.stream
    if stream not in versions:
        found = connection.scalar(
            select(func.max(events.c.version)).where(events.c.stream == stream)
        )
        versions[stream] = found or 0
    actual = versions[stream]
    if actual != stream_write.expected_version:
        raise StreamConflict(stream, stream_write.expected_version, actual)
    return actual
