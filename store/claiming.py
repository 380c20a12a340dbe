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


_LOOKED_AT = 500
"""How many of the longest due are looked at first: ranking ten thousand takes longer than to fetch what is claimed."""

_EVERY = 2**31


def _picked() -> Select[Any]:
    """The addresses of due feeds: the first of every domain, then the second of each; the longest due first.

    Among the first ``looked_at``; what the attempt ``by`` still works on is not among them, even where its lease has
    ended unnoticed.
    """
    ours = (feeds.c.attempt == bindparam("by")) & feeds.c.claimed_until.is_not(None)
    longest_due = (
        select(feeds.c.url, feeds.c.domain, feeds.c.next_poll_at)
        .where(_ACTIVE, _IS_DUE, _IS_FREE, not_(ours))
        .order_by(feeds.c.next_poll_at, feeds.c.domain)
        .limit(bindparam("looked_at"))
        .subquery()
    )
    held = (
        select(feeds.c.domain, func.count().label("number"))
        .where(feeds.c.claimed_until > _NOW)
        .group_by(feeds.c.domain)
        .subquery()
    )
    due = longest_due.c
    place = func.row_number().over(partition_by=due.domain, order_by=(due.next_poll_at, due.url))
    has_spaced = or_(hosts.c.next_start_at.is_(None), hosts.c.next_start_at <= _NOW)
    ranked = (
        select(
            due.url,
            due.next_poll_at,
            func.coalesce(held.c.number, 0).label("held"),
            place.label("place"),
        )
        .select_from(longest_due)
        .join(hosts, hosts.c.domain == due.domain)
        .join(held, held.c.domain == due.domain, isouter=True)
        .where(_IS_OPEN, has_spaced)
        .subquery()
    )
    return (
        select(ranked.c.url)
        .where(
            ranked.c.place + ranked.c.held <= bindparam("per_host"),
            ranked.c.place <= bindparam("at_once"),
        )
        .order_by(ranked.c.place + ranked.c.held, ranked.c.next_poll_at, ranked.c.url)
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

_MORE = select(feeds.c.url).where(_ACTIVE, _IS_DUE, _IS_FREE).limit(1).offset(_LOOKED_AT)


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
        "per_host": per_host,
        "at_once": 1 if spacing_s else per_host,
        "next_start_at": now + timedelta(seconds=spacing_s) if spacing_s else None,
    }
    rows: list[Row[Any]] = []
    if connection.execute(_MORE, {"now": now}).first() is not None:
        # Only what is the first of its domain among the longest due is so among all.
        rows = _hold(connection, said | {"looked_at": _LOOKED_AT, "at_once": 1, "most": limit})
    if len(rows) < limit:
        rows += _hold(connection, said | {"looked_at": _EVERY, "most": limit - len(rows)})
    return _first_of_each(map(_claimed, sorted(rows, key=_when_due)))


def _hold(connection: Connection, said: dict[str, Any]) -> list[Row[Any]]:
    """One claim; no other feed of its domains starts before ``next_start_at``."""
    rows = list(connection.execute(_CLAIM, said))
    if rows and said["next_start_at"] is not None:
        domains = {row.domain for row in rows}
        connection.execute(_SPACE, {"domains": domains, "next_start_at": said["next_start_at"]})
    return rows


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
        overlap_floor=row.overlap_floor,
        memory=memory_of(row),
    )
