"""Whether the feeds are heard: silence must mean that nothing happened, not that a feed died."""

from __future__ import annotations

from store.tables.feeds import feeds
from store.views.base import Column, View, columns_of

FEED_HEALTH = View(
    name="feed_health",
    comment="Every feed that was ever listed, and whether it is heard.",
    columns=(
        *columns_of(feeds, "url", "name", "host"),
        Column(
            "state",
            "heard; failing: its last polls did not hear it; waiting: not polled yet; off: switched off; "
            "removed: no longer listed.",
        ),
        *columns_of(
            feeds,
            "failures",
            "blind_since",
            "last_outcome",
            "last_status",
            "last_error",
            "last_polled_at",
            "last_ok_at",
            "next_poll_at",
            "poll_reason",
            "note",
        ),
    ),
    sql="""
SELECT url, name, host,
       CASE WHEN listed = 0 THEN 'removed' WHEN enabled = 0 THEN 'off'
            WHEN last_polled_at IS NULL THEN 'waiting' WHEN failures > 0 THEN 'failing' ELSE 'heard' END,
       failures, blind_since, last_outcome, last_status, last_error, last_polled_at, last_ok_at,
       next_poll_at, poll_reason, note
FROM feeds
""",
    key=("url",),
)

VIEWS = (FEED_HEALTH,)
