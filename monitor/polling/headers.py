"""What the headers of an answer say of when to come back (RFC 9110, RFC 9111)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from monitor.model.polling import PollReason
from monitor.polling.hints import LONGEST_HINT_S

_WAIT_STATUSES = frozenset({429, 503})
_NO_CACHING = frozenset({"no-cache", "no-store"})


def http_date(text: str) -> datetime | None:
    """An HTTP date; None where ``text`` is none, or names no time zone."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo is not None else None


def retry_after_s(status: int, headers: Mapping[str, str], now: datetime) -> float | None:
    """How long a 429 or 503 asks us to stay away (RFC 9110, 10.2.3); None where it does not say.

    A date is taken relative to the server's own Date, since its clock may be wrong.
    """
    text = headers.get("retry-after", "").strip()
    if status not in _WAIT_STATUSES or not text:
        return None
    if _is_number(text):
        return float(text[:12])
    until = http_date(text)
    if until is None:
        return None
    return max((until - (http_date(headers.get("date", "")) or now)).total_seconds(), 0.0)


def fresh_s(headers: Mapping[str, str], now: datetime) -> tuple[float, PollReason] | None:
    """For how long the answer calls itself fresh, and by which header; None where it does not say.

    max-age counts from when the origin made the answer, so Age is taken off (RFC 9111, 4.2.3), and wins over
    Expires (5.3), which is taken relative to the server's own Date. no-cache and no-store cancel both.
    """
    directives = _directives(headers.get("cache-control", ""))
    if _NO_CACHING & directives.keys():
        return None
    if "max-age" in directives:
        max_age = directives["max-age"]
        return (
            _sane(float(max_age[:12]) - _age_s(headers), PollReason.MAX_AGE)
            if _is_number(max_age)
            else None
        )
    expires = http_date(headers.get("expires", ""))
    if expires is None:
        return None
    made = http_date(headers.get("date", "")) or now
    return _sane((expires - made).total_seconds() - _age_s(headers), PollReason.EXPIRES)


def _sane(seconds: float, reason: PollReason) -> tuple[float, PollReason] | None:
    return (seconds, reason) if 0 < seconds <= LONGEST_HINT_S else None


def _age_s(headers: Mapping[str, str]) -> float:
    age = headers.get("age", "").strip()
    return float(age[:12]) if _is_number(age) else 0.0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _directives(text: str) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in re.split(r",", text))
    return {
        name.strip().lower(): value.strip().strip('"') for name, _, value in pairs if name.strip()
    }
