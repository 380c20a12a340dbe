"""The poll stage: due feeds in, article revisions and feed state out.

::

    claim due feeds | fetch, parse (each for itself) | judge, with what was known | record what is done, together

Feeds are held by a lease and an attempt id in the database, renewed while the pass lives; what a killed
worker held is due again when its lease ends. The pass goes on until nothing is due or ``batch`` feeds were claimed.
What is decided is decided in ``monitor.polling``. While our own network is down a pass polls a few feeds as a
probe, and nothing counts against any.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import blake2b

import structlog

from monitor.model.address import mask_url
from monitor.model.dates import iso
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
from monitor.model.polling import NextPoll, PollReason
from monitor.polling.moving import MoveReason
from monitor.polling.outage import Network, NetworkChange, is_network_failure, see, sighting_of
from monitor.polling.outcome import Answered, record_of, uncounted
from monitor.polling.trust import ask
from monitor.ports import Clock, FeedFetcher, FeedParser, FeedStore, FetchSession
from monitor.stages.freshness import arrive

_log = structlog.get_logger()

_MOMENT_S = 0.01
"""Seconds within which what is done is recorded together."""

_PROBES = 2
"""Feeds in one look at whether our own network is back."""


@dataclass(slots=True)
class _Pass:
    """What one pass holds: its attempt id, the tasks in flight, how many feeds were claimed and recorded."""

    attempt: str
    session: FetchSession
    extended_at: datetime
    parsing: asyncio.Semaphore
    room: int
    tasks: set[asyncio.Task[Answered]] = field(default_factory=set)
    claimed: int = 0
    recorded: int = 0


class PollStage:
    """Polls what is due.

    ``jitter`` gives numbers in [0, 1), ``new_id`` ids that never repeat, ``pause`` waits so many seconds.
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
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._feeds = feeds
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock
        self._policy = policy
        self._jitter = jitter
        self._new_id = new_id
        self._pause = pause
        self._stopping = False
        self._network: Network | None = None
        self._probe_at: datetime | None = None

    def stop(self) -> None:
        """Claim nothing more: a pass that is under way ends with what it holds. For an orderly end."""
        self._stopping = True

    async def run_once(self) -> int:
        """Poll what is due; the number of feeds that were polled.

        Raises Transient where the database stays locked; what was claimed is given back.
        """
        room = await self._room(self._clock.now())
        if not room:
            return 0
        async with self._fetcher.session() as session:
            parsing = asyncio.Semaphore(self._policy.parse_threads)
            here = _Pass(self._new_id(), session, self._clock.now(), parsing, room)
            try:
                return await self._run(here)
            finally:
                await self._give_back(here)

    async def _room(self, now: datetime) -> int:
        """How many feeds this pass may poll: a few as a probe, or none, while our own network is down."""
        if self._network is None:
            # What an earlier process found may still hold.
            outage = await asyncio.to_thread(self._feeds.outage)
            self._network = Network(down_since=outage.began_at if outage else None)
        if not self._network.is_down:
            return self._policy.batch
        if self._probe_at is not None and now < self._probe_at:
            return 0
        self._probe_at = now + timedelta(seconds=self._policy.outage_probe_s)
        return _PROBES

    async def _run(self, here: _Pass) -> int:
        await self._claim(here)
        extend_every_s = self._policy.lease_s / 3
        while here.tasks or await self._is_worth_waiting(here):
            if not here.tasks:
                await self._claim(here)
                continue
            done, here.tasks = await asyncio.wait(
                here.tasks, timeout=extend_every_s, return_when=asyncio.FIRST_COMPLETED
            )
            done |= await self._soon_done(here, len(done))
            if done:
                await self._record([task.result() for task in done])
                here.recorded += len(done)
            if here.tasks:
                await self._extend(here)
            # Also where nothing is done: a host's spacing may be over while another's answer is slow.
            await self._claim(here)
        return here.recorded

    async def _soon_done(self, here: _Pass, number: int) -> set[asyncio.Task[Answered]]:
        """What else is done in a moment, up to half of what runs at once: one commit serves all of it."""
        found = set[asyncio.Task[Answered]]()
        while here.tasks and 0 < number + len(found) < self._policy.concurrency / 2:
            done, here.tasks = await asyncio.wait(
                here.tasks, timeout=_MOMENT_S, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                break
            found |= done
        return found

    async def _is_worth_waiting(self, here: _Pass) -> bool:
        """Wait where nothing but the spacing of its host keeps a due feed; whether that was so."""
        spacing_s = self._policy.spacing_s
        if not spacing_s or here.claimed >= here.room or self._is_pausing:
            return False
        now = self._clock.now()
        soon = now + timedelta(seconds=spacing_s)
        start = await asyncio.to_thread(self._feeds.next_start, now, soon)
        if start is None:
            return False
        await self._pause(min((start - now).total_seconds(), spacing_s))
        return True

    @property
    def _is_pausing(self) -> bool:
        return self._stopping or (self._network is not None and self._network.is_down)

    async def _extend(self, here: _Pass) -> None:
        """Keep the lease short, so that a killed worker's feeds are soon due, and renew it while alive."""
        now = self._clock.now()
        if (now - here.extended_at).total_seconds() < self._policy.lease_s / 3:
            return
        here.extended_at = now
        await asyncio.to_thread(self._feeds.extend, here.attempt, self._lease_end(now))

    async def _claim(self, here: _Pass) -> None:
        """Fill the free places with due feeds of hosts that are not at their limit.

        A probe claims once: what else is due waits until our own network is back.
        """
        policy = self._policy
        free = min(policy.concurrency - len(here.tasks), here.room - here.claimed)
        if free <= 0 or self._stopping or (here.claimed and self._is_pausing):
            return
        now = self._clock.now()
        claimed = await asyncio.to_thread(
            self._feeds.claim_due,
            now,
            limit=free,
            per_host=policy.per_host,
            until=self._lease_end(now),
            attempt=here.attempt,
            spacing_s=policy.spacing_s,
        )
        here.claimed += len(claimed)
        here.tasks |= {
            asyncio.create_task(self._poll(feed, here), name=f"poll-{feed.host}")
            for feed in claimed
        }

    def _lease_end(self, now: datetime) -> datetime:
        return now + timedelta(seconds=self._policy.lease_s)

    async def _poll(self, feed: ClaimedFeed, here: _Pass) -> Answered:
        how = ask(feed.memory.validators, self._clock.now(), self._policy)
        place = feed.memory.moving.location or feed.url
        try:
            fetched = await here.session.fetch(
                place, etag=how.etag, last_modified=how.last_modified
            )
            body_hash = blake2b(fetched.body, digest_size=16).hexdigest() if fetched.body else ""
            parsed = await self._parsed(fetched, feed, body_hash, here)
        except Exception as error:  # noqa: BLE001
            # The boundary of one feed: a fault of ours in it must not reach the others.
            _log.exception("poll_fault", feed=mask_url(feed.url))
            fetched = FetchedFeed(place, Outcome.FAULT, detail=type(error).__name__)
            parsed, body_hash = ParsedFeed(Outcome.FAULT, detail=fetched.detail), ""
        return Answered(feed, fetched, parsed, body_hash, self._clock.now(), full=how.full)

    async def _parsed(
        self, fetched: FetchedFeed, feed: ClaimedFeed, body_hash: str, here: _Pass
    ) -> ParsedFeed:
        if fetched.outcome is not Outcome.OK:
            return ParsedFeed(fetched.outcome, detail=fetched.detail)
        if body_hash == feed.memory.validators.body_hash:
            return ParsedFeed(Outcome.SAME_BODY)
        # What an item is known by depends on its feed's own address, wherever that has moved to.
        fetched = replace(fetched, url=feed.url)
        # Parsing is bounded by itself, so that heavy feeds leave threads to the other stages.
        async with here.parsing:
            return await asyncio.to_thread(self._parser.parse, fetched)

    async def _record(self, answers: list[Answered]) -> None:
        """Judge what is done, with what is known of its items, and store it together."""
        # Of a feed that was never heard nothing is known.
        shown = {
            a.feed.url: a.parsed.entries
            for a in answers
            if a.parsed.entries and a.feed.memory.first_ok_at is not None
        }
        known = await asyncio.to_thread(self._feeds.known, shown) if shown else {}
        for answer in answers:
            await self._watch_network(answer)
        await self._store(
            [self._judged(replace(a, known=known.get(a.feed.url, set()))) for a in answers]
        )

    def _judged(self, answered: Answered) -> PollRecord:
        if (self._network or Network()).is_down and is_network_failure(answered.fetched):
            return uncounted(answered, self._policy, self._jitter())
        first_poll = answered.feed.memory.first_ok_at is None
        arrivals = sorted(
            (
                arrive(entry, answered.polled_at, self._policy, first_poll=first_poll)
                for entry in answered.parsed.entries
            ),
            key=_when,
        )
        record, moved = record_of(answered, tuple(arrivals), self._policy, self._jitter())
        _log_change(record, moved)
        return record

    async def _store(self, records: list[PollRecord]) -> None:
        """Store what is judged; where that fails for a reason of ours, each poll by itself."""
        try:
            new = await asyncio.to_thread(self._feeds.record, records)
        except AccordsError:
            raise
        except Exception:  # noqa: BLE001 - one poll must not keep the others off the file
            if len(records) == 1:
                await self._record_fault(records[0])
                return
            for record in records:
                await self._store([record])
            return
        if new:
            _log.info("revisions_found", new=new, feeds=len(records))

    async def _record_fault(self, record: PollRecord) -> None:
        """In the place of a poll that cannot be stored: that it could not, with nothing that it brought."""
        feed = record.feed
        _log.exception("poll_fault", feed=mask_url(feed.url))
        fetched = FetchedFeed(feed.url, Outcome.FAULT, detail="what it brought could not be stored")
        parsed = ParsedFeed(Outcome.FAULT, detail=fetched.detail)
        fault = self._judged(Answered(feed, fetched, parsed, "", record.polled_at))
        await asyncio.to_thread(self._feeds.record, [fault])

    async def _watch_network(self, answered: Answered) -> None:
        """See whether it is our own network that fails, and whether it is back."""
        feed = answered.feed
        was_heard = feed.memory.last_ok_at is not None and not feed.memory.trouble.failures
        sighting = sighting_of(
            replace(answered.fetched, url=feed.url),
            feed.domain,
            answered.polled_at,
            was_heard=was_heard,
        )
        before = self._network or Network()
        self._network, change = see(before, sighting, self._policy)
        if change is NetworkChange.WENT_DOWN:
            await self._pause_polling(self._network, answered.polled_at)
        elif change is NetworkChange.CAME_BACK:
            await self._resume_polling(before, answered.polled_at)

    async def _pause_polling(self, network: Network, now: datetime) -> None:
        _log.warning("network_down", hosts=network.hosts)
        await asyncio.to_thread(self._feeds.begin_outage, now, network.hosts)
        again = NextPoll(now, PollReason.OUTAGE, {"hosts": network.hosts})
        lost = [url for _, url in network.lost]
        await asyncio.to_thread(self._feeds.forgive, lost, again)

    async def _resume_polling(self, before: Network, now: datetime) -> None:
        """Spread what has fallen due in the outage, so that it does not come down on everybody at once."""
        since = before.down_since or now
        _log.info("network_up", down_s=round((now - since).total_seconds()))
        await asyncio.to_thread(self._feeds.end_outage, now)
        spread_s = self._policy.outage_spread_s
        later = {
            url: NextPoll(
                now + timedelta(seconds=spread_s * self._jitter()),
                PollReason.AFTER_OUTAGE,
                {"spread_s": round(spread_s), "down_since": iso(since)},
            )
            for url in await asyncio.to_thread(self._feeds.due, now)
        }
        await asyncio.to_thread(self._feeds.put_off, later)

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


def _log_change(record: PollRecord, moved: MoveReason | None) -> None:
    """A line when a feed goes bad, is heard again, moves or loses trust; none while it stays as it is."""
    feed = record.feed
    before, after = feed.memory, record.memory
    about = {"feed": mask_url(feed.url), "name": feed.name}
    if record.outcome.is_success and before.trouble.failures:
        _log.info(
            "feed_recovered",
            **about,
            failures=before.trouble.failures,
            blind_since=before.trouble.blind_since,
        )
    elif not record.outcome.is_success and not before.trouble.failures:
        _log.warning(
            "feed_unreachable",
            **about,
            outcome=record.outcome.value,
            status=record.status,
            detail=record.detail,
        )
    if after.trouble.dormant_since and not before.trouble.dormant_since:
        _log.warning("feed_dormant", **about, gone_since=after.trouble.gone_since)
    if moved is not None:
        place = mask_url(after.moving.location or feed.url)
        _log.info("feed_moved", **about, reason=moved.value, now_at=place)
    if after.validators.trust is not before.validators.trust:
        said = {"trust": after.validators.trust.value, "reason": after.validators.reason.value}
        _log.info("feed_trust", **about, **said)
    if after.rhythm.gaps > before.rhythm.gaps:
        _log.warning(
            "feed_gap", **about, entries=after.rhythm.entries, last_heard=before.last_ok_at
        )
