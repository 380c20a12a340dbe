"""A farm of fake feeds under the real poll stage, parser and store; the fetcher and the time are made up.

::

    farm = Farm(PollPolicy(max_delay_s=1800))
    gazette = farm.feed("https://gazette.example/rss", steadily(minutes=20))
    farm.between(day(5), day(5, hours=3)).is_unreachable()   # our own network
    report = farm.runs(days=14)
    assert not report.of(gazette).missed
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

import structlog
from sqlalchemy import Engine, select

from adapters.feeds.parse import FeedReader
from monitor.model.domain import domain_of
from monitor.model.feed import FeedConfig, FetchedFeed, Outcome, PollPolicy
from monitor.stages.poll import PollStage
from store.engine import open_engine, read
from store.feeds import SqlFeedStore
from store.migrate import upgrade
from store.tables.feeds import feeds as feed_table
from store.tables.feeds import hosts
from tests.farm.clockwork import START, LoopClock, run
from tests.farm.newsroom import Newsroom, Scene
from tests.farm.report import Report
from tests.farm.rhythms import Rhythm

_LONGEST_SLEEP = timedelta(hours=6)
_MOST_ENTRIES = 500
_SLOW_S = 60.0


@dataclass(frozen=True, slots=True)
class Request:
    """A request that was made, and how it ended; ``asked`` is the address, ``feed`` the newsroom's own."""

    feed: str
    asked: str
    domain: str
    start: datetime
    end: datetime
    outcome: Outcome
    status: int
    retry_after_s: float | None = None


class Network:
    """What the stage fetches with: asks the newsrooms, takes their time, and writes down every request."""

    def __init__(self, farm: Farm) -> None:
        self._farm = farm
        self.requests: list[Request] = []

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Network]:
        """The same for every pass."""
        yield self

    async def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> FetchedFeed:
        """The answer of whichever newsroom has that address, after the time that it takes."""
        farm, start = self._farm, self._farm.clock.now()
        newsroom = farm.by_url[url]
        await asyncio.sleep(newsroom.latency_s)
        end = farm.clock.now()
        fetched = self._answer(newsroom, url, etag, last_modified, end)
        asked_s = fetched.headers.get("retry-after")
        self.requests.append(
            Request(
                newsroom.url, url, domain_of(url), start, end, fetched.outcome, fetched.status,
                float(asked_s) if asked_s else None,
            )
        )  # fmt: skip
        return fetched

    def _answer(
        self, newsroom: Newsroom, url: str, etag: str, last_modified: str, now: datetime
    ) -> FetchedFeed:
        for scene in (self._farm, self._farm.hosts.get(domain_of(url))):
            spell = scene.now(now) if scene else None
            if spell and spell.answer:
                return replace(spell.answer, url=url, final_url=url)
        return newsroom.answer(url, etag, last_modified, now)


class Farm(Scene):
    """All newsrooms; what befalls the farm itself befalls our own network."""

    def __init__(self, policy: PollPolicy, *, seed: int = 1, tick_s: float = 10.0) -> None:
        super().__init__()
        self.policy, self.seed, self.tick_s = policy, seed, tick_s
        self.newsrooms: list[Newsroom] = []
        self.hosts: dict[str, Scene] = {}
        self.by_url: dict[str, Newsroom] = {}
        self.clock = LoopClock()
        self._network = Network(self)
        self._chance = Random(seed)
        self._ids = (f"attempt-{n}" for n in itertools.count())

    @property
    def slack_s(self) -> float:
        """What may come on top of a promise: the worker's ticks and a slow answer."""
        return 2 * self.tick_s + _SLOW_S

    def feed(self, url: str, rhythm: Rhythm, label: str = "") -> Newsroom:
        """A new feed."""
        newsroom = Newsroom(url, rhythm, label, f"{self.seed} {url}")
        self.newsrooms.append(newsroom)
        return newsroom

    def host(self, domain: str) -> Scene:
        """A host, for what befalls all of its feeds."""
        return self.hosts.setdefault(domain, Scene())

    def runs(self, *, days: float, workers: int = 1, engine: Engine | None = None) -> Report:
        """Poll so many days with so many workers on one database, which is new."""
        end = START + timedelta(days=days)
        for newsroom in self.newsrooms:
            newsroom.writes(end)
            self.by_url |= dict.fromkeys(self._addresses(newsroom), newsroom)
        own = engine or open_engine("sqlite://")
        if engine is None:
            upgrade(own)
        quiet = structlog.make_filtering_bound_logger(logging.ERROR)
        structlog.configure(wrapper_class=quiet)
        run(self._works(SqlFeedStore(own), own, end, workers))
        report = Report.of_run(self, own, self._network.requests, end)
        if engine is None:
            own.dispose()
        return report

    def _addresses(self, newsroom: Newsroom) -> list[str]:
        moved = [s.answer.final_url for s in newsroom.spells if s.answer and s.answer.hops]
        return [newsroom.url, *moved]

    async def _works(
        self, store: SqlFeedStore, engine: Engine, end: datetime, workers: int
    ) -> None:
        listed = [FeedConfig(n.url, max_delay_s=n.max_delay_s) for n in self.newsrooms]
        store.sync(listed, self.clock.now())
        stages = [self._stage(store) for _ in range(workers)]
        await asyncio.gather(*(self._work(stage, engine, end) for stage in stages))

    def _stage(self, store: SqlFeedStore) -> PollStage:
        return PollStage(
            feeds=store,
            fetcher=self._network,
            parser=FeedReader(_MOST_ENTRIES),
            clock=self.clock,
            policy=self.policy,
            jitter=self._chance.random,
            new_id=lambda: next(self._ids),
        )

    async def _work(self, stage: PollStage, engine: Engine, end: datetime) -> None:
        """Pass after pass, as the worker does; where nothing can be due the ticks are left out."""
        while self.clock.now() < end:
            if not await stage.run_once():
                await asyncio.sleep(self._idle_s(engine))

    def _idle_s(self, engine: Engine) -> float:
        on_hosts = feed_table.join(hosts, hosts.c.domain == feed_table.c.domain)
        wanted = select(feed_table.c.next_poll_at, hosts.c.closed_until).select_from(on_hosts)
        with read(engine) as connection:
            due = min(max(at, closed or at) for at, closed in connection.execute(wanted))
        wait_s = min(due - self.clock.now(), _LONGEST_SLEEP).total_seconds()
        return max(wait_s // self.tick_s * self.tick_s, 0.0) + self.tick_s
