"""Feed state and leases; see ``monitor.ports.FeedStore``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, or_, select, update

from monitor.model.address import host_of
from monitor.model.feed import (
    ClaimedFeed,
    FeedConfig,
    FeedState,
    Outcome,
    PollReason,
    PollRecord,
)
from store.engine import Turn, read, write
from store.filing import file_arrivals
from store.tables.articles import sightings
from store.tables.feeds import feeds

_ACTIVE = (feeds.c.enabled == 1) & (feeds.c.listed == 1)


class SqlFeedStore:
    """Feeds in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sync(self, listed: Sequence[FeedConfig], now: datetime) -> None:
        """Take over what is listed: new feeds are due at once, those no longer listed rest."""
        with write(self._engine, Turn.FEEDS) as connection:
            known = {row.url: row for row in connection.execute(select(feeds))}
            for feed in listed:
                _take_over(connection, feed, known.get(feed.url), now)
            gone = known.keys() - {feed.url for feed in listed}
            for url in sorted(url for url in gone if known[url].listed):
                connection.execute(update(feeds).where(feeds.c.url == url).values(listed=0))

    def claim_due(
        self, now: datetime, *, limit: int, per_host: int, until: datetime, attempt: str
    ) -> list[ClaimedFeed]:
        """Hold up to ``limit`` due feeds ``until`` then, at most ``per_host`` of one host at a time."""
        with write(self._engine, Turn.FEEDS) as connection:
            urls = list(connection.scalars(_due(now, per_host).limit(limit)))
            if not urls:
                return []
            claim = update(feeds).where(feeds.c.url.in_(urls))
            rows = connection.execute(
                claim.values(claimed_until=until, attempt=attempt).returning(feeds)
            ).all()
        return sorted(map(_claimed, rows), key=lambda feed: urls.index(feed.url))

    def extend(self, attempt: str, until: datetime) -> None:
        """Hold what the attempt still holds for longer."""
        self._set_lease(attempt, until)

    def release(self, attempt: str) -> None:
        """Give back what the attempt still holds, to be polled again at once."""
        self._set_lease(attempt, None)

    def _set_lease(self, attempt: str, until: datetime | None) -> None:
        held = (feeds.c.attempt == attempt) & feeds.c.claimed_until.is_not(None)
        with write(self._engine) as connection:
            connection.execute(update(feeds).where(held).values(claimed_until=until))

    def record(self, polls: Sequence[PollRecord]) -> int:
        """Store each poll in one transaction; the number of new revisions.

        A poll whose feed has since been claimed by another attempt is left out whole.
        """
        new = 0
        with write(self._engine, Turn.FILING) as connection:
            for poll in polls:
                if _save_state(connection, poll):
                    new += file_arrivals(connection, poll.feed.url, poll.arrivals, poll.polled_at)
        return new

    def states(self) -> list[FeedState]:
        """Every feed that was ever listed, by host and address."""
        seen = (
            select(sightings.c.feed, func.count(sightings.c.article.distinct()).label("articles"))
            .group_by(sightings.c.feed)
            .subquery()
        )
        found = (
            select(feeds, func.coalesce(seen.c.articles, 0).label("articles"))
            .join(seen, seen.c.feed == feeds.c.url, isouter=True)
            .order_by(feeds.c.host, feeds.c.url)
        )
        with read(self._engine) as connection:
            return [_state(row) for row in connection.execute(found)]


def _due(now: datetime, per_host: int) -> Any:
    """The addresses of due feeds, longest due first, ranked within their host."""
    held = select(feeds.c.host).where(feeds.c.claimed_until > now)
    ranked = (
        select(
            feeds.c.url,
            feeds.c.next_poll_at,
            func.row_number()
            .over(partition_by=feeds.c.host, order_by=(feeds.c.next_poll_at, feeds.c.url))
            .label("place"),
        )
        .where(
            _ACTIVE,
            feeds.c.next_poll_at <= now,
            or_(feeds.c.claimed_until.is_(None), feeds.c.claimed_until <= now),
            feeds.c.host.not_in(held),
        )
        .subquery()
    )
    return (
        select(ranked.c.url)
        .where(ranked.c.place <= per_host)
        .order_by(ranked.c.next_poll_at, ranked.c.url)
    )


def _take_over(
    connection: Connection, feed: FeedConfig, known: Row[Any] | None, now: datetime
) -> None:
    said = {"name": feed.name, "note": feed.note, "enabled": int(feed.enabled), "listed": 1}
    if known is None:
        connection.execute(insert(feeds).values(**_unpolled(feed.url, now), **said))
        return
    if all(getattr(known, key) == value for key, value in said.items()):
        return
    if feed.enabled and not (known.enabled and known.listed):
        said |= _due_at_once(now)
    connection.execute(update(feeds).where(feeds.c.url == feed.url).values(**said))


def _due_at_once(now: datetime) -> dict[str, Any]:
    return {"next_poll_at": now, "poll_reason": PollReason.NEW.value, "poll_inputs": "just listed"}


def _unpolled(url: str, now: datetime) -> Mapping[str, Any]:
    return {
        "url": url,
        "host": host_of(url),
        "etag": "",
        "last_modified": "",
        "body_hash": "",
        "last_status": 0,
        "last_error": "",
        "failures": 0,
        "attempt": "",
        **_due_at_once(now),
    }


def _save_state(connection: Connection, poll: PollRecord) -> bool:
    """Write the feed's state and end the lease; False where another attempt has claimed the feed."""
    feed, heard = poll.feed, poll.outcome.is_success
    values = {
        "etag": poll.etag,
        "last_modified": poll.last_modified,
        "body_hash": poll.body_hash,
        "next_poll_at": poll.next_poll.at,
        "poll_reason": poll.next_poll.reason.value,
        "poll_inputs": poll.next_poll.inputs,
        "last_polled_at": poll.polled_at,
        "last_outcome": poll.outcome.value,
        "last_status": poll.status,
        "last_error": poll.detail,
        "failures": 0 if heard else feed.failures + 1,
        "blind_since": None if heard else feed.blind_since or poll.polled_at,
        "claimed_until": None,
    }
    if heard:
        values |= {
            "last_ok_at": poll.polled_at,
            "first_ok_at": feed.first_ok_at or poll.polled_at,
        }
    ours = (feeds.c.url == feed.url) & (feeds.c.attempt == feed.attempt)
    return connection.execute(update(feeds).where(ours).values(**values)).rowcount == 1


def _claimed(row: Row[Any]) -> ClaimedFeed:
    return ClaimedFeed(
        url=row.url,
        attempt=row.attempt,
        host=row.host,
        name=row.name,
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
        failures=row.failures,
        first_ok_at=row.first_ok_at,
        blind_since=row.blind_since,
    )


def _state(row: Row[Any]) -> FeedState:
    return FeedState(
        url=row.url,
        host=row.host,
        name=row.name,
        enabled=bool(row.enabled),
        listed=bool(row.listed),
        note=row.note,
        next_poll_at=row.next_poll_at,
        poll_reason=PollReason(row.poll_reason),
        poll_inputs=row.poll_inputs,
        last_polled_at=row.last_polled_at,
        last_ok_at=row.last_ok_at,
        first_ok_at=row.first_ok_at,
        last_outcome=Outcome(row.last_outcome) if row.last_outcome else None,
        last_status=row.last_status,
        last_error=row.last_error,
        failures=row.failures,
        blind_since=row.blind_since,
        articles=row.articles,
    )
