"""Appending, decided: what each request is answered and which rows that writes. Pure.

``prepare`` validates and serialises before any lock is taken. ``plan`` decides under the lock, by what was
found in the log: every request gets an answer of its own, so one conflict does not sink the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from monitor.model.errors import BadInput, KeyConflict, StreamConflict
from monitor.ports import Appended, AppendRequest
from store.codec import (
    GENESIS,
    EncodedEvent,
    canonical,
    encode,
    event_hash,
    event_ids,
    json_hash,
)
from store.types import instant_text

Answer = Appended | StreamConflict | KeyConflict
"""What one request comes to."""

EventRow = tuple[Any, ...]
"""The columns of ``events`` in their order, instants as text."""

AppendRow = tuple[str, bytes, int, int, str]
"""The columns of ``appends`` in their order, instants as text."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request as it stands before the transaction; ``writes`` are (stream, expected version, events)."""

    key: str
    writes: tuple[tuple[str, int, tuple[EncodedEvent, ...]], ...]
    metadata: str
    digest: bytes

    @property
    def size(self) -> int:
        """How many events it has."""
        return sum(len(events) for _, _, events in self.writes)


@dataclass(frozen=True, slots=True)
class Found:
    """What the log holds, read under the lock: its last event, and what is asked for.

    ``appends`` is key → (digest, first position, last position), ``versions`` stream → version.
    """

    position: int = 0
    hash: bytes = GENESIS
    recorded_at: datetime | None = None
    appends: Mapping[str, tuple[bytes, int, int]] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """The answers, in the order of the requests, and the rows to insert."""

    answers: list[Answer]
    events: list[EventRow]
    appends: list[AppendRow]


def prepare(request: AppendRequest, code: str) -> Prepared:
    """``request`` validated and serialised; ``code`` is the version of the code that writes.

    Raises BadInput where there is no event, or one cannot be stored.
    """
    writes = tuple(
        (write.stream, write.expected_version, tuple(map(encode, write.events)))
        for write in request.writes
    )
    if not any(events for _, _, events in writes):
        raise BadInput(f"append {request.key!r} has no event; there is nothing to remember")
    metadata = canonical({"actor": request.actor, "cause": request.cause, "code": code})
    return Prepared(request.key, writes, metadata, request_digest(_body(writes)))


def request_digest(body: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> bytes:
    """The digest of (stream, ((type, data) …)) …: by it a retry is told from another body."""
    return json_hash(body)


def plan(
    requests: Iterable[Prepared], found: Found, now: datetime, *, until_conflict: bool = False
) -> Plan:
    """Answer ``requests`` one after the other, as if each were appended before the next.

    With ``until_conflict`` the first conflict is the last answer.
    """
    # A clock that was set back must not make the order of instants contradict the order of positions.
    recorded_at = instant_text(max(now, found.recorded_at or now))
    made = _Making(found, recorded_at)
    answers: list[Answer] = []
    for request in requests:
        answers.append(made.answer(request))
        if until_conflict and not isinstance(answers[-1], Appended):
            break
    return Plan(answers, made.events, made.append_rows)


class _Making:
    """A plan in the making: the log as it will be."""

    def __init__(self, found: Found, recorded_at: str) -> None:
        self._position, self._hash = found.position, found.hash
        self._recorded_at = recorded_at
        self._appends, self._versions = dict(found.appends), dict(found.versions)
        self.events: list[EventRow] = []
        self.append_rows: list[AppendRow] = []

    def answer(self, request: Prepared) -> Answer:
        """Add what ``request`` writes, where it can be; its answer.

        The key is looked at before the versions, so that the retry of a success is no conflict.
        """
        known = self._appends.get(request.key)
        if known is not None:
            digest, first, last = known
            same = digest == request.digest
            return Appended(first, last, repeated=True) if same else KeyConflict(request.key)
        return self._conflict(request) or self._write(request)

    def _conflict(self, request: Prepared) -> StreamConflict | None:
        at: dict[str, int] = {}
        for stream, expected, events in request.writes:
            actual = at.get(stream, self._versions.get(stream, 0))
            if actual != expected:
                return StreamConflict(stream, expected, actual)
            at[stream] = actual + len(events)
        return None

    def _write(self, request: Prepared) -> Appended:
        first = self._position + 1
        ids = iter(event_ids(request.key, request.size))
        for stream, expected, events in request.writes:
            self._add(request, stream, expected, events, ids)
            self._versions[stream] = expected + len(events)
        last = self._position
        self._appends[request.key] = (request.digest, first, last)
        self.append_rows.append((request.key, request.digest, first, last, self._recorded_at))
        return Appended(first, last)

    def _add(
        self,
        request: Prepared,
        stream: str,
        expected: int,
        events: tuple[EncodedEvent, ...],
        ids: Iterator[str],
    ) -> None:
        """The rows of one write. Local names, since the loop is most of what an append costs in Python."""
        key, metadata, recorded_at = request.key, request.metadata, self._recorded_at
        position, prev_hash = self._position, self._hash
        for version, event in enumerate(events, expected + 1):
            position += 1
            columns = (
                position,
                next(ids),
                stream,
                version,
                event.type,
                event.schema_version,
                event.data,
                metadata,
                None if event.valid_from is None else instant_text(event.valid_from),
                recorded_at,
                key,
            )
            hash_ = event_hash(prev_hash, columns)
            self.events.append((*columns, prev_hash, hash_))
            prev_hash = hash_
        self._position, self._hash = position, prev_hash


def _body(
    writes: Iterable[tuple[str, int, tuple[EncodedEvent, ...]]],
) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (stream, [(event.type, event.data) for event in events])
        for stream, _, events in writes
        if events
    ]
