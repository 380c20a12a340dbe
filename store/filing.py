"""How what a feed brought is put on file: which texts are new revisions of which articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, func, insert, select, update

from monitor.model.feed import Arrival
from store.tables.articles import articles, revisions, sightings

_CHUNK = 500
"""Values in one IN list: SQLite's limit on variables is far above, PostgreSQL plans badly beyond."""

ValueT = TypeVar("ValueT")


def chunks(values: Iterable[ValueT]) -> Iterator[list[ValueT]]:
    """``values`` in lists that are short enough for one IN."""
    every = list(values)
    return (every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK))


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
    changed: list[tuple[str, str]] = field(default_factory=list)

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
    """Put what a feed brought on file; the number of new revisions. Nothing is written for known texts."""
    seen = _sightings(connection, feed, [arrival.entry.key for arrival in arrivals])
    news = [
        (
            arrival,
            seen[arrival.entry.key].article if arrival.entry.key in seen else arrival.entry.article,
        )
        for arrival in arrivals
        if _is_unseen(arrival, seen)
    ]
    filing = _Filing(feed, now, _latest(connection, {article for _, article in news}))
    for arrival, article in news:
        filing.add(arrival, article)
        if arrival.entry.key in seen:
            filing.changed.append((arrival.entry.key, arrival.entry.content_hash))
        else:
            filing.sightings.append(_sighting(feed, arrival, article, now))
    _write(connection, filing)
    return len(filing.revisions)


def _is_unseen(arrival: Arrival, seen: dict[str, Row[Any]]) -> bool:
    known = seen.get(arrival.entry.key)
    return known is None or known.content_hash != arrival.entry.content_hash


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


def _sighting(feed: str, arrival: Arrival, article: str, now: datetime) -> dict[str, Any]:
    return {
        "feed": feed,
        "key": arrival.entry.key,
        "article": article,
        "content_hash": arrival.entry.content_hash,
        "first_seen": now,
    }


def _sightings(connection: Connection, feed: str, keys: Sequence[str]) -> dict[str, Row[Any]]:
    found: dict[str, Row[Any]] = {}
    for chunk in chunks(keys):
        wanted = select(sightings).where(sightings.c.feed == feed, sightings.c.key.in_(chunk))
        found |= {row.key: row for row in connection.execute(wanted)}
    return found


def _latest(connection: Connection, wanted: Iterable[str]) -> dict[str, _Latest]:
    """The latest revision of each article that is known."""
    found: dict[str, _Latest] = {}
    for chunk in chunks(sorted(wanted)):
        place = func.row_number().over(
            partition_by=revisions.c.article, order_by=revisions.c.number.desc()
        )
        ranked = (
            select(revisions, articles.c.first_seen.label("article_seen"), place.label("place"))
            .join(articles)
            .where(revisions.c.article.in_(chunk))
            .subquery()
        )
        for row in connection.execute(select(ranked).where(ranked.c.place == 1)):
            found[row.article] = _Latest(
                number=row.number,
                content_hash=row.content_hash,
                length=row.length,
                feed=row.feed,
                published=row.published,
                fresh=bool(row.fresh),
                article_seen=row.article_seen,
            )
    return found


def _write(connection: Connection, filing: _Filing) -> None:
    for target, rows in (
        (articles, filing.articles),
        (revisions, filing.revisions),
        (sightings, filing.sightings),
    ):
        if rows:
            connection.execute(insert(target), rows)
    for key, content_hash in filing.changed:
        of = (sightings.c.feed == filing.feed) & (sightings.c.key == key)
        connection.execute(update(sightings).where(of).values(content_hash=content_hash))
