"""When a feed is polled next. Pure: what happened and the policy in, an instant with its reason out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.model.feed import FetchedFeed, NextPoll, Outcome, PollPolicy, PollReason

_WAIT_STATUSES = frozenset({429, 503})
_DOUBLINGS_AT_MOST = 32


@dataclass(frozen=True, slots=True)
class PollResult:
    """What a poll came to, as far as the next one depends on it.

    ``failures`` counts polls in a row that did not hear the feed, this one included.
    """

    outcome: Outcome
    failures: int = 0
    status: int = 0
    retry_after: str = ""
    server_date: str = ""


def result_of(fetched: FetchedFeed, outcome: Outcome, failures: int) -> PollResult:
    """The poll result of an answer that, once parsed, had ``outcome``."""
    return PollResult(
        outcome=outcome,
        failures=failures,
        status=fetched.status,
        retry_after=fetched.headers.get("retry-after", ""),
        server_date=fetched.headers.get("date", ""),
    )


def next_poll(result: PollResult, now: datetime, policy: PollPolicy, jitter: float) -> NextPoll:
    """The next poll of a feed that was polled at ``now``.

    ``jitter`` in [0, 1) spreads feeds over ``jitter_share`` of their interval. A host's Retry-After is
    kept, up to a cap, where it asks for more than our own rule does.
    """
    base_s, reason, inputs = _own_rule(result, policy)
    spread_s = base_s * policy.jitter_share * jitter
    own_s = base_s + spread_s
    asked_s = retry_after_s(result, now)
    if asked_s is not None and asked_s > own_s:
        wait_s = min(asked_s, policy.retry_after_cap_s) + spread_s
        text = f"HTTP {result.status} with Retry-After {asked_s:.0f} s, cap {policy.retry_after_cap_s:.0f} s"
        return NextPoll(now + timedelta(seconds=wait_s), PollReason.RETRY_AFTER, text)
    return NextPoll(now + timedelta(seconds=own_s), reason, f"{inputs}, jitter {spread_s:.0f} s")


def _own_rule(result: PollResult, policy: PollPolicy) -> tuple[float, PollReason, str]:
    interval = f"interval {policy.interval_s:.0f} s"
    if result.outcome.is_success:
        return policy.interval_s, PollReason.INTERVAL, interval
    doublings = min(max(result.failures - 1, 0), _DOUBLINGS_AT_MOST)
    cap_s = max(policy.backoff_cap_s, policy.interval_s)
    wait_s = min(policy.interval_s * 2.0**doublings, cap_s)
    text = f"{result.failures} failures in a row, {interval} doubled {doublings} times, cap {cap_s:.0f} s"
    return wait_s, PollReason.BACKOFF, text


def retry_after_s(result: PollResult, now: datetime) -> float | None:
    """How long a 429 or 503 asks us to stay away (RFC 9110, 10.2.3); None where it does not say.

    A date is taken relative to the server's own Date, since its clock may be wrong.
    """
    text = result.retry_after.strip()
    if result.status not in _WAIT_STATUSES or not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:12])
    until = _http_date(text)
    if until is None:
        return None
    return max((until - (_http_date(result.server_date) or now)).total_seconds(), 0.0)


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo is not None else None
