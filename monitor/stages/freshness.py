"""Whether an item is news or was old when first seen. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.model.feed import Arrival, ParsedEntry, PollPolicy


def arrive(
    entry: ParsedEntry, first_seen: datetime, policy: PollPolicy, *, first_poll: bool
) -> Arrival:
    """``entry`` with the instant that it is filed under, and whether it is fresh.

    Fresh is what was published at most ``news_max_age_h`` before it was seen; at the first poll that
    hears a feed, whose whole backlog is new to us, at most ``first_poll_max_age_h`` (0: nothing is fresh), and
    nothing undated. A date in the future is a fault of the feed's clock: it counts as the moment of being
    seen.
    """
    if entry.published is None:
        return Arrival(entry, first_seen, fresh=not first_poll)
    published = min(entry.published, first_seen)
    hours = policy.first_poll_max_age_h if first_poll else policy.news_max_age_h
    in_time = first_seen - published <= timedelta(hours=hours)
    return Arrival(entry, published, fresh=hours > 0 and in_time)
