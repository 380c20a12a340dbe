"""The two forms of date that feeds are meant to use: RFC 822 as RSS has it, and the W3C's profile of ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - a list takes a line a word
_RFC822 = re.compile(
    rf"(?i)(?:(?:mon|tue|wed|thu|fri|sat|sun), )?(\d\d?) ({'|'.join(_MONTHS)}) (\d{{4}}) "
    r"(\d\d):(\d\d)(?::(\d\d))? (gmt|utc|ut|z|[ecmp][ds]t|[+-]\d{4})",
    re.ASCII,
)
_W3C = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
_HOURS = {"e": -5, "c": -6, "m": -7, "p": -8}


def plain_stamp(text: str) -> datetime | None:
    """The instant that ``text`` names, to the second; None where it has neither form to the letter."""
    found = _W3C.fullmatch(text)
    if found:
        year, month, day, hour, minute, second, zone = found.groups()
        parts = (year, month, day, hour, minute, second or "0")
        return _instant([int(part) for part in parts], zone.replace(":", ""))
    found = _RFC822.fullmatch(text)
    if found is None:
        return None
    day, name, year, hour, minute, second, zone = found.groups()
    month = str(_MONTHS.index(name.lower()) + 1)
    parts = (year, month, day, hour, minute, second or "0")
    return _instant([int(part) for part in parts], zone.lower())


def _instant(parts: list[int], zone: str) -> datetime | None:
    try:
        year, month, day, hour, minute, second = parts
        local = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return local - _offset(zone)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    if zone[0] in "+-":
        sign = -1 if zone[0] == "-" else 1
        return sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[3:]))
    if zone[0] in _HOURS:
        return timedelta(hours=_HOURS[zone[0]] + (zone[1] == "d"))
    return timedelta()
