"""The poll stage: due feeds in, article revisions and feed state out.

::

    claim due feeds | fetch, parse (each for itself) | decide the next poll | record what is done, together

Feeds are held by a lease and an attempt id in the database, renewed while the pass lives; what a killed
worker held is due again when its lease ends. The pass goes on until nothing is due or ``batch`` feeds were claimed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b

import structlog

from monitor.model.address import mask_url
from monitor.model.errors import AccordsError
from monitor.model.feed import (
    Arrival,
    ClaimedFeed,
    FetchedFeed,
    Outcome,
    ParsedFeed,
    PollPolicy,
    PollRecord,
)
from monitor.ports import Clock, FeedFetcher, FeedParser, FeedStore, FetchSession
from monitor.stages.freshness import arrive
from monitor.stages.schedule import next_poll, result_of

_log = structlog.get_logger()


@dataclass(slots=True)
class _Pass:
    """What one pass holds: its attempt id, the tasks in flight, how many feeds were claimed and recorded."""

    attempt: str
    session: FetchSession
    extended_at: datetime
    parsing: asyncio.Semaphore
    tasks: set[asyncio.Task[PollRecord]] = field(default_factory=set)
    claimed: int = 0
    recorded: int = 0


class PollStage:
    """Polls what is due.

    ``jitter`` gives numbers in [0, 1), ``new_id`` ids that never repeat.
    """

    def __init__(  # noqa: PLR0913 - collaborators, each by name
        self,
        *,
        feeds: FeedStore,
        fetcher: FeedFetcher,
        parser: FeedParser,
        clock: Clock,
        policy: PollPolicy,
        jitter: Callable[[], float],
        new_id: Callable[[], str],
    ) -> None:
        self._feeds = feeds
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock
        self._policy = policy
        self._jitter = jitter
        self._new_id = new_id
        self._stopping = False

    def stop(self) -> None:
        """Claim nothing more: a pass that is under way ends with what it holds. For an orderly end."""
        self._stopping = True

    async def run_once(self) -> int:
        """Poll what is due; the number of feeds that were polled.

        Raises Transient where the database stays locked; what was claimed is given back.
        """
        async with self._fetcher.session() as session:
            parsing = asyncio.Semaphore(self._policy.parse_threads)
            here = _Pass(self._new_id(), session, self._clock.now(), parsing)
            try:
                return await self._run(here)
            finally:
                await self._give_back(here)

    async def _run(self, here: _Pass) -> int:
        await self._claim(here)
        extend_every_s = self._policy.lease_s / 3
        while here.tasks:
            done, here.tasks = await asyncio.wait(
                here.tasks, timeout=extend_every_s, return_when=asyncio.FIRST_COMPLETED
            )
            if done:
                await self._record([task.result() for task in done])
                here.recorded += len(done)
                await self._claim(here)
            if here.tasks:
                await self._extend(here)
        return here.recorded

    async def _extend(self, here: _Pass) -> None:
        """Keep the lease short, so that a killed worker's feeds are soon due, and renew it while alive."""
        now = self._clock.now()
        if (now - here.extended_at).total_seconds() < self._policy.lease_s / 3:
            return
        here.extended_at = now
        await asyncio.to_thread(self._feeds.extend, here.attempt, self._lease_end(now))

    async def _claim(self, here: _Pass) -> None:
        """Fill the free places with due feeds of hosts that are not at their limit."""
        policy = self._policy
        free = min(policy.concurrency - len(here.tasks), policy.batch - here.claimed)
        if free <= 0 or self._stopping:
            return
        now = self._clock.now()
        claimed = await asyncio.to_thread(
            self._feeds.claim_due,
            now,
            limit=free,
            per_host=policy.per_host,
            until=self._lease_end(now),
            attempt=here.attempt,
        )
        here.claimed += len(claimed)
        here.tasks |= {
            asyncio.create_task(self._poll(feed, here), name=f"poll-{feed.host}")
            for feed in claimed
        }

    def _lease_end(self, now: datetime) -> datetime:
        return now + timedelta(seconds=self._policy.lease_s)

    async def _poll(self, feed: ClaimedFeed, here: _Pass) -> PollRecord:
        try:
            fetched = await here.session.fetch(
                feed.url, etag=feed.etag, last_modified=feed.last_modified
            )
            body_hash = blake2b(fetched.body, digest_size=16).hexdigest() if fetched.body else ""
            parsed = await self._parsed(fetched, feed, body_hash, here)
        except Exception as error:  # noqa: BLE001
            # The boundary of one feed: a fault of ours in it must not reach the others.
            _log.exception("poll_fault", feed=mask_url(feed.url))
            fetched = FetchedFeed(feed.url, Outcome.FAULT, detail=type(error).__name__)
            parsed, body_hash = ParsedFeed(Outcome.FAULT, detail=fetched.detail), ""
        return self._outcome(feed, fetched, parsed, body_hash)

    async def _parsed(
        self, fetched: FetchedFeed, feed: ClaimedFeed, body_hash: str, here: _Pass
    ) -> ParsedFeed:
        if fetched.outcome is not Outcome.OK:
            return ParsedFeed(fetched.outcome, detail=fetched.detail)
        if body_hash == feed.body_hash:
            return ParsedFeed(Outcome.SAME_BODY)
        # Parsing is bounded by itself, so that heavy feeds leave threads to the other stages.
        async with here.parsing:
            return await asyncio.to_thread(self._parser.parse, fetched)

    def _outcome(
        self, feed: ClaimedFeed, fetched: FetchedFeed, parsed: ParsedFeed, body_hash: str
    ) -> PollRecord:
        now = self._clock.now()
        heard = parsed.outcome.is_success
        failures = 0 if heard else feed.failures + 1
        _log_change(feed, fetched, parsed)
        result = result_of(fetched, parsed.outcome, failures)
        arrivals = [
            arrive(entry, now, self._policy, first_poll=feed.first_ok_at is None)
            for entry in parsed.entries
        ]
        return PollRecord(
            feed=feed,
            outcome=parsed.outcome,
            polled_at=now,
            next_poll=next_poll(result, now, self._policy, self._jitter()),
            status=fetched.status,
            detail=parsed.detail,
            etag=_validator(feed.etag, fetched, "etag", heard=heard),
            last_modified=_validator(feed.last_modified, fetched, "last-modified", heard=heard),
            body_hash=body_hash if parsed.outcome is Outcome.OK else feed.body_hash,
            arrivals=tuple(sorted(arrivals, key=_when)),
        )

    async def _record(self, records: list[PollRecord]) -> None:
        """Store what is done; where that fails for a reason of ours, each poll by itself."""
        try:
            new = await asyncio.to_thread(self._feeds.record, records)
        except AccordsError:
            raise
        except Exception:  # noqa: BLE001 - one poll must not keep the others off the file
            if len(records) == 1:
                await self._record_fault(records[0])
                return
            for record in records:
                await self._record([record])
            return
        if new:
            _log.info("revisions_found", new=new, feeds=len(records))

    async def _record_fault(self, record: PollRecord) -> None:
        """In the place of a poll that cannot be stored: that it could not, with nothing that it brought."""
        feed = record.feed
        _log.exception("poll_fault", feed=mask_url(feed.url))
        fetched = FetchedFeed(feed.url, Outcome.FAULT, detail="what it brought could not be stored")
        parsed = ParsedFeed(Outcome.FAULT, detail=fetched.detail)
        fault = self._outcome(feed, fetched, parsed, "")
        await asyncio.to_thread(self._feeds.record, [fault])

    async def _give_back(self, here: _Pass) -> None:
        """After a pass that was cut short: end its tasks and let its feeds be polled at once."""
        if here.recorded == here.claimed:
            return
        for task in here.tasks:
            task.cancel()
        await asyncio.gather(*here.tasks, return_exceptions=True)
        await asyncio.to_thread(self._feeds.release, here.attempt)


def _when(arrival: Arrival) -> tuple[object, ...]:
    """Oldest first, so that revisions are read in the order of events."""
    return arrival.published, arrival.entry.key


def _validator(known: str, fetched: FetchedFeed, header: str, *, heard: bool) -> str:
    """The validator for the next fetch, from whatever answer was heard.

    A 304 need not repeat it (RFC 9110, 15.4.5); a 200 without one has none.
    """
    if not heard:
        return known
    kept = known if fetched.outcome is Outcome.NOT_MODIFIED else ""
    return fetched.headers.get(header, kept)


def _log_change(feed: ClaimedFeed, fetched: FetchedFeed, parsed: ParsedFeed) -> None:
    """A line when a feed goes bad and one when it is heard again; none while it stays as it is."""
    about = {"feed": mask_url(feed.url), "name": feed.name}
    if parsed.outcome.is_success:
        if feed.failures:
            _log.info(
                "feed_recovered", **about, failures=feed.failures, blind_since=feed.blind_since
            )
    elif not feed.failures:
        _log.warning(
            "feed_unreachable",
            **about,
            outcome=parsed.outcome.value,
            status=fetched.status,
            detail=parsed.detail,
        )
