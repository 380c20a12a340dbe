"""Whether the feeds are heard: silence must mean that nothing happened, not that a feed died."""

from __future__ import annotations

from store.tables.feeds import feed_gap_rows, feeds, hosts, poll_outage_rows
from store.views.base import Column, View, columns_of

FEED_HEALTH = View(
    name="feed_health",
    comment="Every feed that was ever listed: whether it is heard, how soon, and why it is polled when it is.",
    columns=(
        Column("url", "Address, as feeds.toml lists it; a secret in it is masked"),
        *columns_of(feeds, "name", "host", "domain"),
        Column(
            "state",
            "heard; failing: its last polls did not hear it; dormant: it says that it is gone, and gets a look a "
            "month; waiting: not polled yet; off: switched off; removed: no longer listed.",
        ),
        *columns_of(
            feeds,
            "failures",
            "strikes",
            "blind_since",
            "dormant_since",
            "last_outcome",
            "last_status",
            "last_error",
            "last_size",
            "last_polled_at",
            "last_ok_at",
            "next_poll_at",
            "poll_reason",
        ),
        Column("poll_inputs", "What the rule was given, JSON."),
        *columns_of(
            feeds,
            "max_delay_s",
            "overlap_floor",
            "gap_s",
            "overlap",
            "delay_p50_s",
            "delay_p95_s",
            "gaps",
            "last_gap_at",
            "trust",
            "trust_reason",
        ),
        Column(
            "location",
            "Learned address that is asked; empty for url; masked whole where url bears a secret",
        ),
        *columns_of(hosts, "closed_until", "closed_cause"),
        *columns_of(feeds, "note"),
    ),
    sql="""
SELECT coalesce(m.shown, f.url), f.name, f.host, f.domain,
       CASE WHEN f.listed = 0 THEN 'removed' WHEN f.enabled = 0 THEN 'off'
            WHEN f.last_polled_at IS NULL THEN 'waiting' WHEN f.dormant_since IS NOT NULL THEN 'dormant'
            WHEN f.failures > 0 THEN 'failing' ELSE 'heard' END,
       f.failures, f.strikes, f.blind_since, f.dormant_since, f.last_outcome, f.last_status, f.last_error, f.last_size,
       f.last_polled_at, f.last_ok_at, f.next_poll_at, f.poll_reason,
       CAST(f.poll_inputs AS TEXT), f.max_delay_s, f.overlap_floor, f.gap_s, f.overlap,
       f.delay_p50_s, f.delay_p95_s, f.gaps, f.last_gap_at, f.trust, f.trust_reason,
       CASE WHEN m.shown IS NULL OR f.location = '' THEN f.location ELSE '***' END,
       h.closed_until, coalesce(h.closed_cause, ''), f.note
FROM feeds f LEFT JOIN hosts h ON h.domain = f.domain
LEFT JOIN masked_feeds m ON m.feed = f.url
""",
    key=("url",),
)

FEED_GAPS = View(
    name="feed_gaps",
    comment="Possible gaps: each poll of a feed that met no item it knew, so that some may have come and gone unseen.",
    columns=columns_of(feed_gap_rows, "feed", "noticed_at", "last_heard_at", "entries"),
    sql="""
SELECT coalesce(m.shown, g.feed), g.noticed_at, g.last_heard_at, g.entries
FROM feed_gap_rows g LEFT JOIN masked_feeds m ON m.feed = g.feed
""",
    key=("feed", "noticed_at"),
)

POLL_OUTAGES = View(
    name="poll_outages",
    comment="Outages of our own network: polling paused, and nothing counted against any feed.",
    columns=columns_of(poll_outage_rows, "began_at", "ended_at", "hosts"),
    sql="SELECT began_at, ended_at, hosts FROM poll_outage_rows",
    key=("began_at",),
)

VIEWS = (FEED_HEALTH, FEED_GAPS, POLL_OUTAGES)
