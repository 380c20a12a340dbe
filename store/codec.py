"""Events to canonical JSON and back.

Canonical means: keys sorted, UTF-8, no spaces, so that equal events give equal bytes and the hash chain
can be checked by anyone. What is stored under an older ``schema_version`` is raised on reading, one
version a step, by pure functions on the decoded object; it is never rewritten.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import UTC, datetime, time
from typing import Any, get_args, get_type_hints

import msgspec

from monitor.model.dates import first_day
from monitor.model.errors import BadInput, Corrupt, NewerEvent
from monitor.model.events import EVENT_TYPES, SCHEMA_VERSIONS, ClaimRecorded, Event, StageConfirmed

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""Raises the data of one event from one schema version to the next."""

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""(type, version) → the step from that version to the next; no type has a second version yet."""

_encoder = msgspec.json.Encoder(order="sorted")
_decoders = {name: msgspec.json.Decoder(kind) for name, kind in EVENT_TYPES.items()}

_NAMESPACE = uuid.UUID("0b7f2a52-6a8c-5f0e-9d4e-3c1b7a9e2f61")

GENESIS = bytes(32)
"""What stands for the hash before the first event."""


class EncodedEvent(msgspec.Struct, frozen=True):
    """An event as the log stores it; ``data`` is canonical JSON. A struct, since one is made for every event."""

    type: str
    schema_version: int
    data: str
    valid_from: datetime | None


def encode(event: Event) -> EncodedEvent:
    """``event`` in its stored form, checked to be readable again.

    Raises BadInput where a value is not of its field's type, a number is not finite, or an instant has
    no time zone.
    """
    name = type(event).__name__
    data = _encoder.encode(event)
    try:
        _decoders[name].decode(data)
    except msgspec.ValidationError as error:
        raise BadInput(f"{name} cannot be stored: {error}") from error
    _check_instants(name, event)
    return EncodedEvent(name, SCHEMA_VERSIONS[name], data.decode(), _valid_from(event))


def decode(
    position: int,
    name: str,
    schema_version: int,
    data: str,
    *,
    upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
) -> Event:
    """The event stored at ``position``, raised to the form that the code knows.

    Raises NewerEvent where the type or its version is of newer code, Corrupt where the data is not of
    its form.
    """
    current = SCHEMA_VERSIONS.get(name)
    if current is None or schema_version > current:
        raise NewerEvent(position, f"{name} version {schema_version}")
    try:
        if schema_version == current:
            return _decoders[name].decode(data)
        raised = _upcast(name, schema_version, current, msgspec.json.decode(data), upcasters)
        return msgspec.convert(raised, EVENT_TYPES[name])
    except msgspec.MsgspecError as error:
        raise Corrupt(f"{name} cannot be read: {error}", position=position) from error


def canonical(value: object) -> str:
    """``value`` as canonical JSON."""
    return _encoder.encode(value).decode()


def json_hash(value: object) -> bytes:
    """SHA-256 over ``value`` as canonical JSON."""
    return hashlib.sha256(_encoder.encode(value)).digest()


def event_ids(key: str, count: int) -> list[str]:
    """The ids of an append's events: UUIDs (RFC 9562, version 8) of the append's key and their place in it.

    Ninety bits are of the key's hash, the last 32 count: the ids of one append lie side by side in their
    index, where ids that are random each touch another page of it, and the disk writes all of them.
    """
    name = hashlib.sha256(_NAMESPACE.bytes + key.encode()).hexdigest()
    variant = "89ab"[int(name[16], 16) & 3]
    shared = f"{name[:8]}-{name[8:12]}-8{name[13:16]}-{variant}{name[17:20]}-{name[20:24]}"
    return [f"{shared}{index:08x}" for index in range(count)]


def event_hash(prev_hash: bytes, columns: Sequence[object]) -> bytes:
    """The hash of an event: SHA-256 over the canonical JSON list of ``prev_hash`` and its columns.

    ``columns`` are those of ``events`` from ``position`` to ``append_key``, in their order; instants,
    ``data`` and ``metadata`` as the text that was written.
    """
    return json_hash((prev_hash.hex(), *columns))


def _upcast(
    name: str,
    version: int,
    current: int,
    data: dict[str, Any],
    upcasters: Mapping[tuple[str, int], Upcaster],
) -> dict[str, Any]:
    while version < current:
        data = upcasters[name, version](data)
        version += 1
    return data


_DATED = (ClaimRecorded, StageConfirmed)


def _valid_from(event: Event) -> datetime | None:
    if not isinstance(event, _DATED):
        return None
    partial = event.effective or event.date
    return datetime.combine(first_day(partial), time(), UTC) if partial else None


def _check_instants(name: str, value: object) -> None:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise BadInput(f"{name} cannot be stored: {value.isoformat()} has no time zone")
    elif isinstance(value, tuple):
        for item in value:
            _check_instants(name, item)
    else:
        for field in _timed_fields(type(value)):
            _check_instants(name, getattr(value, field))


_TIMED: dict[Any, tuple[str, ...]] = {}


def _timed_fields(kind: Any) -> tuple[str, ...]:
    """The fields in which an instant can stand, at any depth."""
    found = _TIMED.get(kind)
    if found is None:
        hints = get_type_hints(kind) if is_dataclass(kind) else {}
        found = tuple(name for name, hint in hints.items() if _holds_instants(hint))
        _TIMED[kind] = found
    return found


def _holds_instants(hint: Any) -> bool:
    if hint is datetime:
        return True
    if is_dataclass(hint):
        return bool(_timed_fields(hint))
    return any(_holds_instants(part) for part in get_args(hint))
