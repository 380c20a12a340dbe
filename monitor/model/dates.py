"""Instants, and dates that are only as exact as a text allows."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime

from monitor.model.errors import BadInput

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def aware(instant: datetime) -> datetime:
    """``instant`` in UTC.

    Raises BadInput where it has no time zone.
    """
    if instant.tzinfo is None:
        raise BadInput(f"{instant.isoformat()} has no time zone; write it with Z or an offset")
    return instant.astimezone(UTC)


def parse_instant(text: str) -> datetime:
    """The ISO 8601 instant in ``text``, in UTC; a bare date is its first moment.

    Raises BadInput where it is none, or has a time but no zone.
    """
    try:
        found = datetime.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise BadInput(f"{text!r} is not an ISO 8601 instant, e.g. 2025-11-06T17:04:00Z") from error
    if found.tzinfo is None and len(text) == 10:
        found = found.replace(tzinfo=UTC)
    return aware(found)


def iso(instant: datetime) -> str:
    """``instant`` in UTC with seconds, e.g. ``2025-11-06T17:04:00Z``; microseconds where it has any."""
    return aware(instant).isoformat().replace("+00:00", "Z")


def date_precision(partial: str) -> str:
    """``year``, ``month`` or ``day``, by how much of ``YYYY-MM-DD`` is there."""
    return {4: "year", 7: "month", 10: "day"}[len(partial)]


def check_partial(partial: str) -> str:
    """``partial`` itself where it is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` of the calendar.

    Raises BadInput where it is not.
    """
    first_day(partial)
    return partial


def first_day(partial: str) -> date:
    """The first day that ``partial`` may mean."""
    year, month, day = _parts(partial)
    return date(year, month or 1, day or 1)


def last_day(partial: str) -> date:
    """The last day that ``partial`` may mean."""
    year, month, day = _parts(partial)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def compatible(one: str, other: str) -> bool:
    """Whether two partial dates may mean the same day: one is a prefix of the other."""
    return one.startswith(other) or other.startswith(one)


def _parts(partial: str) -> tuple[int, int | None, int | None]:
    match = _PARTIAL.fullmatch(partial)
    if match is None:
        raise BadInput(f"{partial!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        date(year, month or 1, day or 1)
    except ValueError as error:
        raise BadInput(f"{partial!r} is not a day of the calendar: {error}") from error
    return year, month, day
