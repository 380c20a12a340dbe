"""Feeds to entries: ours, and feedparser with its defaults beside it."""

from __future__ import annotations

from datetime import UTC, datetime

import feedparser

from adapters.feeds.parse import FeedReader
from monitor.model.feed import FetchedFeed, Outcome
from tests.bench.timing import Row, rate
from tests.fakes.feedserver import item, rss

PARAGRAPH = "<p>The harbour board of Port Esterly voted to <b>widen</b> the northern basin. </p>"
ENTRIES = 30


def benches() -> list[Row]:
    """Entries a second of one feed of 30 entries of 3 kB."""
    when = datetime(2026, 3, 12, 9, tzinfo=UTC)
    body = rss(
        *(
            item(
                f"Headline {n}", f"https://outlet.example/{n}", text=PARAGRAPH * 36, published=when
            )
            for n in range(ENTRIES)
        )
    )
    fetched = FetchedFeed("https://outlet.example/feed", Outcome.OK, status=200, body=body)
    reader = FeedReader(500)
    return [
        Row("parse to text", "entries", rate(lambda: reader.parse(fetched), each=ENTRIES)),
        Row(
            "peer: feedparser, defaults",
            "entries",
            rate(lambda: feedparser.parse(body), each=ENTRIES),
        ),
    ]
