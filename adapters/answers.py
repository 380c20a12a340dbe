"""What an HTTP answer to a sending means for trying again."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from monitor.model.errors import Permanent, Transient, Unavailable

USER_AGENT = "accords-alerts"
"""Who posts."""

MAX_RETRY_AFTER_S = 6 * 3600.0
"""A provider that asks for more is asked again after this."""

_PASSING = {408, 425, 429}
"""Client errors that pass by themselves."""


def refusal(who: str, answer: httpx.Response, said: str) -> Transient | Permanent:
    """The error for ``answer``: 5xx, 408, 425 and 429 may pass, any other refusal stays.

    429 and 503 ask to be left alone, so they are Unavailable.
    A success whose words are not the provider's own (a portal, a proxy) may pass as well.
    """
    text = f"{who} answered {answer.status_code}: {said or 'nothing'}"
    if answer.status_code in {429, 503}:
        return Unavailable(text, retry_after_s=retry_after_s(answer))
    if answer.status_code >= 500 or answer.status_code in _PASSING or answer.is_success:
        return Transient(text, retry_after_s=retry_after_s(answer))
    return Permanent(text)


def retry_after_s(answer: httpx.Response) -> float | None:
    """Seconds from Retry-After (RFC 9110, 10.2.3), a number or a date; None where it says nothing."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), MAX_RETRY_AFTER_S)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return min(max((at - datetime.now(UTC)).total_seconds(), 0.0), MAX_RETRY_AFTER_S)
