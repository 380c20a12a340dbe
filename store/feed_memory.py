"""What polling remembers of a feed, to columns and back."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Row

from monitor.model.polling import (
    FeedHints,
    FeedMemory,
    Inputs,
    Moving,
    Rhythm,
    Sample,
    Trouble,
    Trust,
    TrustReason,
    Validators,
)
from monitor.polling.rhythm import percentile_s


def memory_values(memory: FeedMemory) -> dict[str, Any]:
    """The columns of table ``feeds`` that hold ``memory``."""
    return {
        **_validator_values(memory.validators),
        **_rhythm_values(memory.rhythm),
        **_moving_values(memory.moving),
        **_trouble_values(memory.trouble),
        "hints": _json(memory.hints),
        "first_ok_at": memory.first_ok_at,
        "last_ok_at": memory.last_ok_at,
    }


def memory_of(row: Row[Any]) -> FeedMemory:
    """The memory that a row of table ``feeds`` holds."""
    return FeedMemory(
        validators=_validators(row),
        rhythm=_rhythm(row),
        moving=Moving(row.location, row.moving_to, row.moving_since, row.moving_seen),
        trouble=Trouble(
            failures=row.failures,
            strikes=row.strikes,
            blind_since=row.blind_since,
            gone=row.gone,
            gone_since=row.gone_since,
            dormant_since=row.dormant_since,
        ),
        hints=msgspec.json.decode(row.hints, type=FeedHints),
        first_ok_at=row.first_ok_at,
        last_ok_at=row.last_ok_at,
    )


def inputs_text(inputs: Inputs) -> str:
    """A rule's inputs as JSON."""
    return _json(inputs)


def inputs_of(text: str) -> Inputs:
    """The inputs that ``text`` holds."""
    return msgspec.json.decode(text, type=Inputs)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _validator_values(validators: Validators) -> dict[str, Any]:
    return {
        "etag": validators.etag,
        "last_modified": validators.last_modified,
        "body_hash": validators.body_hash,
        "trust": validators.trust.value,
        "trust_reason": validators.reason.value,
        "trust_since": validators.since,
        "changed_at": validators.changed_at,
        "not_modified": validators.not_modified,
        "full_at": validators.full_at,
    }


def _validators(row: Row[Any]) -> Validators:
    return Validators(
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
        trust=Trust(row.trust),
        reason=TrustReason(row.trust_reason),
        since=row.trust_since,
        changed_at=row.changed_at,
        not_modified=row.not_modified,
        full_at=row.full_at,
    )


def _rhythm_values(rhythm: Rhythm) -> dict[str, Any]:
    return {
        "entries": rhythm.entries,
        "gap_s": rhythm.gap_s,
        "window_s": rhythm.window_s,
        "newest_at": rhythm.newest_at,
        "overlap": rhythm.overlap,
        "samples": _json(rhythm.samples),
        "delays": _json([round(delay_s) for delay_s in rhythm.delays_s]),
        "delay_p50_s": percentile_s(rhythm.delays_s, 50),
        "delay_p95_s": percentile_s(rhythm.delays_s, 95),
        "gaps": rhythm.gaps,
        "last_gap_at": rhythm.last_gap_at,
    }


def _rhythm(row: Row[Any]) -> Rhythm:
    return Rhythm(
        entries=row.entries,
        gap_s=row.gap_s,
        window_s=row.window_s,
        newest_at=row.newest_at,
        overlap=row.overlap,
        samples=msgspec.json.decode(row.samples, type=tuple[Sample, ...]),
        delays_s=msgspec.json.decode(row.delays, type=tuple[float, ...]),
        gaps=row.gaps,
        last_gap_at=row.last_gap_at,
    )


def _moving_values(moving: Moving) -> dict[str, Any]:
    return {
        "location": moving.location,
        "moving_to": moving.target,
        "moving_since": moving.since,
        "moving_seen": moving.seen,
    }


def _trouble_values(trouble: Trouble) -> dict[str, Any]:
    return {
        "failures": trouble.failures,
        "strikes": trouble.strikes,
        "blind_since": trouble.blind_since,
        "gone": trouble.gone,
        "gone_since": trouble.gone_since,
        "dormant_since": trouble.dormant_since,
    }
