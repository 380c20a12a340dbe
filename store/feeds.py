"""Feed state and leases; see ``monitor.ports.FeedStore``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    bindparam,
    func,
    insert,
    select,
    update,
)

from monitor.model.address import bears_secret, host_of, shown_apart
from monitor.model.domain import domain_of
from monitor.model.feed import (
    ClaimedFeed,
    FeedConfig,
    FeedState,
    Outcome,
    ParsedEntry,
    PollRecord,
)
from monitor.model.polling import (
    FeedMemory,
    HostPause,
    NextPoll,
    Outage,
    PollReason,
    Trouble,
)
from store.among import among
from store.claiming import claim, due, next_start
from store.engine import Turn, read, write
from store.feed_memory import inputs_of, inputs_text, memory_of, memory_values
from store.filing import chunks, file_arrivals
from store.hosts import close_host, open_hosts
from store.sightings import known_keys
from store.tables.articles import sightings
from store.tables.feeds import feed_gap_rows, feeds, hosts, masked_feeds, poll_outage_rows
from store.upserts import insert_new

_LISTED = select(
    *(
        feeds.c[name]
        for name in "url name note enabled listed max_delay_s overlap_floor domain location".split()  # noqa: SIM905 - a list takes a line a word
    )
)
"""What the list said of each feed, and where it has moved to."""


class SqlFeedStore:
    """Feeds in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sync(self, listed: Sequence[FeedConfig], now: datetime) -> None:
        """Take over what is listed: new feeds are due at once, those no longer listed rest."""
        with write(self._engine, Turn.FEEDS) as connection:
            known = {row.url: row for row in connection.execute(_LISTED)}
            said = [_said(feed, known.get(feed.url)) for feed in listed]
            for chunk in chunks(row for row in said if row["url"] not in known):
                new = [_unpolled(row["url"], now) | row for row in chunk]
                connection.execute(insert(feeds), new)
                _mask(connection, [row["url"] for row in new if bears_secret(row["url"])])
            for row in said:
                if row["url"] in known:
                    _take_over(connection, row, known[row["url"]], now)
            open_hosts(connection, (row["domain"] for row in said))
            gone = known.keys() - {feed.url for feed in listed}
            for url in sorted(url for url in gone if known[url].listed):
                connection.execute(update(feeds).where(feeds.c.url == url).values(listed=0))

    def claim_due(  # noqa: PLR0913 - the limits of one claim, each by name
        self,
        now: datetime,
        *,
        limit: int,
        per_host: int,
        until: datetime,
        attempt: str,
        spacing_s: float = 0.0,
    ) -> list[ClaimedFeed]:
        """Hold up to ``limit`` due feeds ``until`` then, at most ``per_host`` of one domain at a time."""
        with write(self._engine, Turn.FEEDS) as connection:
            return claim(
                connection,
                now,
                limit=limit,
                per_host=per_host,
                until=until,
                attempt=attempt,
                spacing_s=spacing_s,
            )

    def next_start(self, now: datetime, before: datetime) -> datetime | None:
        """When, up to ``before``, spacing alone lets the next due feed start; None where none waits for that."""
        with read(self._engine) as connection:
            return next_start(connection, now, before)

    def known(self, shown: Mapping[str, Sequence[ParsedEntry]]) -> dict[str, set[str]]:
        """Of the entries that each feed shows, the keys of those that it has shown before."""
        with read(self._engine) as connection:
            return {url: known_keys(connection, url, entries) for url, entries in shown.items()}

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
            ours = _ours(connection, polls)
            _save_states(connection, ours)
            for poll in ours:
                _note(connection, poll)
                new += file_arrivals(connection, poll.feed.url, poll.arrivals, poll.polled_at)
        return new

    def forgive(self, urls: Sequence[str], next_poll: NextPoll) -> None:
        """Take back what the last failures of these feeds cost them: it was our own network."""
        values = memory_values(FeedMemory(trouble=Trouble()))
        spared = {name: values[name] for name in _TROUBLE} | _next_values(next_poll)
        with write(self._engine, Turn.FEEDS) as connection:
            for chunk in chunks(urls):
                connection.execute(update(feeds).where(feeds.c.url.in_(chunk)).values(**spared))

    def due(self, now: datetime) -> list[str]:
        """The addresses of all feeds that are due and free, longest due first."""
        with read(self._engine) as connection:
            return due(connection, now)

    def put_off(self, later: Mapping[str, NextPoll]) -> None:
        """Set when these feeds are due, and why; those that are held are left alone."""
        with write(self._engine, Turn.FEEDS) as connection:
            for url, next_poll in later.items():
                free = (feeds.c.url == url) & feeds.c.claimed_until.is_(None)
                connection.execute(update(feeds).where(free).values(**_next_values(next_poll)))

    def begin_outage(self, at: datetime, domains: int) -> None:
        """Put on file that our own network was found down, if that is not on file yet."""
        with write(self._engine, Turn.FEEDS) as connection:
            if connection.scalar(_open_outage()) is None:
                row = {"began_at": at, "hosts": domains}
                insert_new(connection, poll_outage_rows, [row])

    def end_outage(self, at: datetime) -> None:
        """Put on file that it is up again."""
        is_open = poll_outage_rows.c.ended_at.is_(None)
        with write(self._engine, Turn.FEEDS) as connection:
            connection.execute(update(poll_outage_rows).where(is_open).values(ended_at=at))

    def outage(self) -> Outage | None:
        """The outage that has not ended, if there is one."""
        with read(self._engine) as connection:
            row = connection.execute(_open_outage()).first()
        return Outage(row.began_at, row.ended_at, row.hosts) if row else None

    def states(self) -> list[FeedState]:
        """Every feed that was ever listed, by host and address."""
        seen = (
            select(sightings.c.feed, func.count(sightings.c.article.distinct()).label("articles"))
            .group_by(sightings.c.feed)
            .subquery()
        )
        found = (
            select(
                feeds,
                func.coalesce(seen.c.articles, 0).label("articles"),
                hosts.c.closed_until,
                hosts.c.closed_cause,
            )
            .join(seen, seen.c.feed == feeds.c.url, isouter=True)
            .join(hosts, hosts.c.domain == feeds.c.domain, isouter=True)
            .order_by(feeds.c.host, feeds.c.url)
        )
        with read(self._engine) as connection:
            return [_state(row) for row in connection.execute(found)]


def _mask(connection: Connection, urls: Sequence[str]) -> None:
    """Say how these addresses stand in the views, each by another name."""
    taken = set(connection.scalars(select(masked_feeds.c.shown))) if urls else set()
    for url in urls:
        shown = shown_apart(url, taken)
        taken.add(shown)
        insert_new(connection, masked_feeds, [{"feed": url, "shown": shown}])


def _open_outage() -> Select[Any]:
    return select(poll_outage_rows).where(poll_outage_rows.c.ended_at.is_(None))


def _said(feed: FeedConfig, known: Row[Any] | None) -> dict[str, Any]:
    """What the list says of a feed, as columns."""
    return {
        "url": feed.url,
        "name": feed.name,
        "note": feed.note,
        "enabled": int(feed.enabled),
        "listed": 1,
        "max_delay_s": feed.max_delay_s,
        "overlap_floor": feed.overlap_floor,
        "domain": domain_of(known.location or feed.url if known else feed.url),
    }


def _take_over(
    connection: Connection, said: dict[str, Any], known: Row[Any], now: datetime
) -> None:
    """Take over what the list says of a feed that is on file; nothing is written where nothing has changed."""
    if all(getattr(known, key) == value for key, value in said.items()):
        return
    if said["enabled"] and not (known.enabled and known.listed):
        said |= _next_values(_just_listed(now))
    connection.execute(update(feeds).where(feeds.c.url == said["url"]).values(**said))


def _just_listed(now: datetime) -> NextPoll:
    return NextPoll(now, PollReason.NEW)


def _next_values(next_poll: NextPoll) -> dict[str, Any]:
    return {
        "next_poll_at": next_poll.at,
        "poll_reason": next_poll.reason.value,
        "poll_inputs": inputs_text(next_poll.inputs),
    }


def _unpolled(url: str, now: datetime) -> dict[str, Any]:
    return {
        "url": url,
        "host": host_of(url),
        "last_status": 0,
        "last_error": "",
        "last_size": 0,
        "attempt": "",
        **memory_values(FeedMemory()),
        **_next_values(_just_listed(now)),
    }


_TROUBLE = ("failures", "strikes", "blind_since", "gone", "gone_since", "dormant_since")


_ATTEMPTS = (
    select(feeds.c.url, feeds.c.attempt)
    .where(among(feeds.c.url, "urls"))
    .order_by(feeds.c.url)
    .with_for_update()
)
_SAVE = update(feeds).where(feeds.c.url == bindparam("of"))


def _ours(connection: Connection, polls: Sequence[PollRecord]) -> list[PollRecord]:
    """Those whose feed no other attempt has claimed since, and none can until this transaction ends."""
    rows = connection.execute(_ATTEMPTS, {"urls": [poll.feed.url for poll in polls]})
    holders = {row.url: row.attempt for row in rows}
    return [poll for poll in polls if holders.get(poll.feed.url) == poll.feed.attempt]


def _save_states(connection: Connection, polls: Sequence[PollRecord]) -> None:
    """Write the feeds' states and end their leases."""
    if polls:
        connection.execute(_SAVE, [{"of": poll.feed.url, **_outcome(poll)} for poll in polls])
    for poll in polls:
        place = poll.memory.moving.location
        if place != poll.feed.memory.moving.location:
            domain = domain_of(place or poll.feed.url)
            open_hosts(connection, [domain])
            connection.execute(_SAVE, {"of": poll.feed.url, "domain": domain})


def _outcome(poll: PollRecord) -> dict[str, Any]:
    """What a poll leaves behind, as columns."""
    return {
        **memory_values(poll.memory),
        **_next_values(poll.next_poll),
        "last_polled_at": poll.polled_at,
        "last_outcome": poll.outcome.value,
        "last_status": poll.status,
        "last_error": poll.detail,
        "last_size": poll.size,
        "claimed_until": None,
    }


def _note(connection: Connection, poll: PollRecord) -> None:
    """What a poll shows beyond its feed: a possible gap, a host that asks for patience."""
    feed, pause = poll.feed, poll.pause
    if poll.memory.rhythm.gaps > feed.memory.rhythm.gaps:
        gap = {
            "feed": feed.url,
            "noticed_at": poll.polled_at,
            "last_heard_at": feed.memory.last_ok_at,
            "entries": poll.memory.rhythm.entries,
        }
        insert_new(connection, feed_gap_rows, [gap])
    if pause is not None:
        close_host(connection, pause)


def _state(row: Row[Any]) -> FeedState:
    memory = memory_of(row)
    closed = row.closed_until is not None
    return FeedState(
        url=row.url,
        host=row.host,
        name=row.name,
        enabled=bool(row.enabled),
        listed=bool(row.listed),
        note=row.note,
        next_poll_at=row.next_poll_at,
        poll_reason=PollReason(row.poll_reason),
        poll_inputs=inputs_of(row.poll_inputs),
        last_polled_at=row.last_polled_at,
        last_ok_at=row.last_ok_at,
        first_ok_at=row.first_ok_at,
        last_outcome=Outcome(row.last_outcome) if row.last_outcome else None,
        last_status=row.last_status,
        last_error=row.last_error,
        last_size=row.last_size,
        failures=row.failures,
        blind_since=row.blind_since,
        articles=row.articles,
        domain=row.domain,
        max_delay_s=row.max_delay_s,
        overlap_floor=row.overlap_floor,
        memory=memory,
        pause=HostPause(row.domain, row.closed_until, row.closed_cause) if closed else None,
    )
