"""How what a feed brought is put on file: which texts are new revisions of which articles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from monitor.model.feed import Arrival
from store.among import among
from store.pages import forget_page, page_bodies
from store.quarantine import screen, take_proven
from store.sightings import Identified, chunks, identify
from store.tables.articles import articles, revisions, sightings

__all__ = ["chunks", "file_arrivals", "file_released"]

_CHANGING = ("article", "content_hash", "headline", "claimed", "url")
"""What an item's sighting says anew when its text has changed."""

_PLACED = (
    select(
        revisions.c.article,
        revisions.c.number,
        revisions.c.content_hash,
        revisions.c.length,
        revisions.c.feed,
        revisions.c.published,
        revisions.c.fresh,
        articles.c.first_seen.label("article_seen"),
        func.row_number()
        .over(partition_by=revisions.c.article, order_by=revisions.c.number.desc())
        .label("place"),
    )
    .join(articles)
    .where(among(revisions.c.article, "articles"))
    .subquery()
)
_LATEST = select(_PLACED).where(_PLACED.c.place == 1)


@dataclass(frozen=True, slots=True)
class _Latest:
    """An article's latest revision, as far as the next one depends on it."""

    number: int
    content_hash: str
    length: int
    feed: str
    published: datetime
    fresh: bool
    article_seen: datetime


@dataclass(slots=True)
class _Filing:
    """What one feed's arrivals lead to: rows to insert, and sightings whose text has changed."""

    feed: str
    now: datetime
    latest: dict[str, _Latest]
    articles: list[dict[str, Any]] = field(default_factory=list)
    revisions: list[dict[str, Any]] = field(default_factory=list)
    sightings: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)

    def add(self, arrival: Arrival, article: str) -> None:
        """File ``arrival`` as the first or next revision of ``article``, where it is one."""
        entry, known = arrival.entry, self.latest.get(article)
        if known is None:
            self.articles.append(
                {
                    "id": article,
                    "url": entry.url,
                    "source": entry.source,
                    "publisher": entry.publisher,
                    "first_seen": self.now,
                }
            )
        elif not _is_next_revision(arrival, known, self.feed):
            return
        latest = _next(arrival, known, self.feed, self.now)
        self.latest[article] = latest
        self.revisions.append(
            {
                "article": article,
                "number": latest.number,
                "content_hash": latest.content_hash,
                "length": latest.length,
                "title": entry.title,
                "summary": entry.summary,
                "body": entry.body,
                "lang": entry.lang,
                "published": latest.published,
                "first_seen": self.now,
                "fresh": int(latest.fresh),
                "feed": self.feed,
            }
        )


def file_arrivals(
    connection: Connection, feed: str, arrivals: Sequence[Arrival], now: datetime
) -> int:
    """Put what a feed brought on file; the number of new revisions. Nothing is written for known texts.

    What cannot be news is held back, and what was held and has proved itself comes with it, as old.
    """
    if not arrivals:
        return 0
    filed = _file(connection, feed, screen(connection, feed, arrivals, now), now)
    return filed + _file(connection, feed, take_proven(connection, feed, arrivals, now), now)


def file_released(
    connection: Connection, feed: str, arrivals: Sequence[Arrival], now: datetime
) -> int:
    """Put held items on file that were let through; the number of new revisions."""
    return _file(connection, feed, identify(connection, feed, arrivals).found, now)


def _file(connection: Connection, feed: str, found: Sequence[Identified], now: datetime) -> int:
    """Put what was recognised on file, as the texts and sightings that are new."""
    news = [one for one in found if one.is_unseen]
    filing = _Filing(feed, now, _latest(connection, {one.article for one in news}))
    bodies = page_bodies(connection, list(filing.latest))
    for one in news:
        filing.add(_with_page(connection, one, bodies.get(one.article, "")), one.article)
        row = one.sighting(feed, now)
        if one.seen is None:
            filing.sightings.append(row)
        else:
            filing.changed.append(row)
    _write(connection, filing)
    return len(filing.revisions)


def _with_page(connection: Connection, one: Identified, body: str) -> Arrival:
    """What was brought, with the body that the article's page gave: a new teaser has not cut the article."""
    arrival = one.arrival
    if not body:
        return arrival
    if len(arrival.entry.body) < len(body):
        return replace(arrival, entry=replace(arrival.entry, body=body))
    forget_page(connection, one.article)
    return arrival


def _is_next_revision(arrival: Arrival, known: _Latest, feed: str) -> bool:
    """Whether a text is a new revision of an article that is known.

    An edit in the feed that brought the latest text is one. Another feed's text is one only if it is
    longer: a second feed that carries a mere teaser has not cut the article, and must not seem to.
    """
    entry = arrival.entry
    if entry.content_hash == known.content_hash:
        return False
    return feed == known.feed or entry.length > known.length


def _next(arrival: Arrival, known: _Latest | None, feed: str, now: datetime) -> _Latest:
    """The latest revision that ``arrival`` makes.

    An undated text keeps the date of the one before. An edit of what was old when first seen is fresh only
    if the item claims to have been published since.
    """
    entry, published, fresh = arrival.entry, arrival.published, arrival.fresh
    if known is not None:
        published = published if entry.published else known.published
        fresh = fresh and (known.fresh or published > known.article_seen)
    return _Latest(
        number=known.number + 1 if known else 1,
        content_hash=entry.content_hash,
        length=entry.length,
        feed=feed,
        published=published,
        fresh=fresh,
        article_seen=known.article_seen if known else now,
    )


def _latest(connection: Connection, wanted: Collection[str]) -> dict[str, _Latest]:
    """The latest revision of each article that is known."""
    rows = connection.execute(_LATEST, {"articles": wanted}) if wanted else ()
    return {
        row.article: _Latest(
            number=row.number,
            content_hash=row.content_hash,
            length=row.length,
            feed=row.feed,
            published=row.published,
            fresh=bool(row.fresh),
            article_seen=row.article_seen,
        )
        for row in rows
    }


def _write(connection: Connection, filing: _Filing) -> None:
    for target, rows in (
        (articles, filing.articles),
        (revisions, filing.revisions),
        (sightings, filing.sightings),
    ):
        if rows:
            connection.execute(insert(target), rows)
    for row in filing.changed:
        of = (sightings.c.feed == filing.feed) & (sightings.c.key == row["key"])
        connection.execute(update(sightings).where(of).values(**{n: row[n] for n in _CHANGING}))
