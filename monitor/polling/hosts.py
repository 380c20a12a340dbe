"""When a whole host is left alone: one feed's 429 is meant for all that we ask of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.model.domain import domain_of
from monitor.model.feed import FetchedFeed, PollPolicy
from monitor.model.polling import HostPause
from monitor.polling.headers import retry_after_s

_TOO_MANY = 429


def pause_of(fetched: FetchedFeed, now: datetime, policy: PollPolicy) -> HostPause | None:
    """How long the host that answered is left alone; None where it did not ask for it.

    A 429 or 503 with Retry-After says for how long, up to a cap; a 429 without costs ``host_pause_s``.
    """
    asked_s = retry_after_s(fetched.status, fetched.headers, now)
    if asked_s is None and fetched.status != _TOO_MANY:
        return None
    cause = f"HTTP {fetched.status}"
    if asked_s is None:
        asked_s = policy.host_pause_s
    else:
        cause += f" with Retry-After {asked_s:.0f} s"
    until = now + timedelta(seconds=min(asked_s, policy.retry_after_cap_s))
    return HostPause(domain_of(fetched.final_url or fetched.url), until, cause)
