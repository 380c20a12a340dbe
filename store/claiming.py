"""Which feeds are due, and holding them; on the transaction of ``store.feeds``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, not_, or_, select, update

from monitor.model.feed import ClaimedFeed
from store.among import among
from store.feed_memory import memory_of
from store.tables.feeds import feeds, hosts
from store.types import Instant

_NOW: Any = bindparam("now", type_=Instant())
_ACTIVE = (feeds.c.enabled == 1) & (feeds.c.listed == 1)
_IS_DUE = feeds.c.next_poll_at <= _NOW
_IS_FREE = or_(feeds.c.claimed_until.is_(None), feeds.c.claimed_until <= _NOW)
_IS_OPEN = or_(hosts.c.closed_until.is_(None), hosts.c.closed_until <= _NOW)


def _picked() -> Select[Any]:
    """The addresses of due feeds: the first of every domain, then the second of each; the longest due first.

    What the attempt ``by`` still works on is not among them, even where its lease has ended unnoticed.
    """
    ours = (feeds.c.attempt == bindparam("by")) & feeds.c.claimed_until.is_not(None)
    held = (
        select(feeds.c.domain, func.count().label("number"))
        .where(feeds.c.claimed_until > _NOW)
        .group_by(feeds.c.domain)
        .subquery()
    )
    place = func.row_number().over(
        partition_by=feeds.c.domain, order_by=(feeds.c.next_poll_at, feeds.c.url)
    )
    domains = feeds.join(hosts, hosts.c.domain == feeds.c.domain)
    has_spaced = or_(hosts.c.next_start_at.is_(None), hosts.c.next_start_at <= _NOW)
    ranked = (
        select(
            feeds.c.url,
            feeds.c.next_poll_at,
            func.coalesce(held.c.number, 0).label("held"),
            place.label("place"),
        )
        .select_from(domains.join(held, held.c.domain == feeds.c.domain, isouter=True))
        .where(_ACTIVE, _IS_DUE, _IS_FREE, not_(ours), _IS_OPEN, has_spaced)
        .subquery()
    )
    return (
        select(ranked.c.url)
        .where(
            ranked.c.place + ranked.c.held <= bindparam("per_host"),
            ranked.c.place <= bindparam("at_once"),
        )
        .order_by(ranked.c.place, ranked.c.next_poll_at, ranked.c.url)
        .limit(bindparam("most"))
    )


_UNLOCKED = (
    select(feeds.c.url)
    .where(feeds.c.url.in_(_picked()), _IS_DUE, _IS_FREE)
    .correlate(None)
    .with_for_update(skip_locked=True)
)
"""Of these what nobody else writes at this moment; PostgreSQL locks no rows in a query that ranks them."""

_CLAIM = (
    update(feeds)
    .where(feeds.c.url.in_(_UNLOCKED))
    .values(claimed_until=bindparam("until"), attempt=bindparam("by"))
    .returning(feeds)
)
"""One statement, so that nobody comes between what is looked at and what is held."""

_SPACE = update(hosts).where(among(hosts.c.domain, "domains"))

_NEXT_START = (
    select(func.min(hosts.c.next_start_at))
    .select_from(feeds.join(hosts, hosts.c.domain == feeds.c.domain))
    .where(
        _ACTIVE,
        _IS_DUE,
        _IS_FREE,
        _IS_OPEN,
        hosts.c.next_start_at > _NOW,
        hosts.c.next_start_at <= bindparam("before"),
    )
)

_DUE = (
    select(feeds.c.url)
    .where(_ACTIVE, _IS_DUE, _IS_FREE)
    .order_by(feeds.c.next_poll_at, feeds.c.url)
)


def claim(  # noqa: PLR0913 - the limits of one claim, each by name
    connection: Connection,
    now: datetime,
    *,
    limit: int,
    per_host: int,
    until: datetime,
    attempt: str,
    spacing_s: float,
) -> list[ClaimedFeed]:
    """Hold up to ``limit`` due feeds; see ``monitor.ports.FeedStore.claim_due``."""
    said = {
        "now": now,
        "until": until,
        "by": attempt,
        "most": limit,
        "per_host": per_host,
        "at_once": 1 if spacing_s else per_host,
    }
    rows = connection.execute(_CLAIM, said).all()
    if rows and spacing_s:
        next_start_at = now + timedelta(seconds=spacing_s)
        domains = {row.domain for row in rows}
        connection.execute(_SPACE, {"domains": domains, "next_start_at": next_start_at})
    return _first_of_each(map(_claimed, sorted(rows, key=_when_due)))


def next_start(connection: Connection, now: datetime, before: datetime) -> datetime | None:
    """When, up to ``before``, spacing alone lets the next due feed start; None where none waits for that."""
    found: datetime | None = connection.scalar(_NEXT_START, {"now": now, "before": before})
    return found


def due(connection: Connection, now: datetime) -> list[str]:
    """The addresses of all feeds that are due and free, longest due first."""
    return list(connection.scalars(_DUE, {"now": now}))


def _when_due(row: Row[Any]) -> tuple[datetime, str]:
    return row.next_poll_at, row.url


def _first_of_each(claimed: Iterable[ClaimedFeed]) -> list[ClaimedFeed]:
    """The first of every domain, then the second of each, in the order given."""
    places: Counter[str] = Counter()
    placed = []
    for feed in claimed:
        places[feed.domain] += 1
        placed.append((places[feed.domain], feed))
    return [feed for _, feed in sorted(placed, key=lambda one: one[0])]


def _claimed(row: Row[Any]) -> ClaimedFeed:
    return ClaimedFeed(
        url=row.url,
        attempt=row.attempt,
        host=row.host,
        domain=row.domain,
        name=row.name,
        max_delay_s=row.max_delay_s,
        memory=memory_of(row),
    )
