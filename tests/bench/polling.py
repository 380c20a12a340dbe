"""Ten thousand feeds: what picking the due ones costs, what a poll costs on loopback, and what memory it takes.

The library ``reader`` polls the same farm in the same run, with its best number of workers, where it is installed
(the dependency group ``bench``); without it its rows are missing.

``python -m tests.bench.polling 10000`` prints the peak memory of a process that polls so many feeds, and the CPU
time of a poll that finds nothing changed.
"""

from __future__ import annotations

import asyncio
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import structlog
from sqlalchemy import Engine, bindparam, update

from adapters.feeds.beside import ReadersBeside
from adapters.http import FeedClient
from monitor.model.feed import FeedConfig, FetchedFeed, Outcome, PollPolicy
from monitor.stages.poll import PollStage
from store.engine import open_engine, write
from store.feeds import SqlFeedStore
from store.migrate import upgrade
from store.tables.feeds import feeds as feed_table
from tests.bench.feedhost import serving
from tests.bench.timing import Rate, Row, rate, spread
from tests.fakes.feedserver import item, rss

FEEDS = 10_000
POLLED = 100
ENTRIES = 30
NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
PARAGRAPH = "<p>The harbour board of Port Esterly voted to <b>widen</b> the northern basin. </p>"
READERS = ReadersBeside(500)
WORKERS = (1, 4, 16)
"""Among these the best number for ``reader`` is looked for."""

POLICY = PollPolicy(
    allow_private_hosts=("127.0.0.0/8",), concurrency=16, per_host=16, spacing_s=0, batch=FEEDS
)


@dataclass(slots=True)
class _Clock:
    """A clock that the bench sets."""

    instant: datetime = NOW

    def now(self) -> datetime:
        return self.instant


@contextmanager
def _store() -> Iterator[tuple[Engine, SqlFeedStore]]:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/bench.db")
        upgrade(engine)
        yield engine, SqlFeedStore(engine)
        engine.dispose()


def benches() -> list[Row]:
    """Claims a second from ten thousand feeds, polls a second on loopback, and the memory of many feeds."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    return [
        Row("claim 8 of 10,000 feeds, 30 due", "claims", _claim_rate(due=30)),
        Row("the same, all due", "claims", _claim_rate(due=FEEDS)),
        Row(
            "the same, half of them of one host",
            "claims",
            _claim_rate(due=FEEDS, of_one=FEEDS // 2),
        ),
        *_passes(),
        _hourly(),
        *(_memory(feeds) for feeds in (1000, FEEDS)),
    ]


def _claim_rate(*, due: int, of_one: int = 0) -> Rate:
    with _store() as (engine, store):
        urls = [f"https://{'one' if n < of_one else f'h{n}'}.example/{n}" for n in range(FEEDS)]
        store.sync([FeedConfig(url) for url in urls], NOW)
        with write(engine) as connection:
            rest = update(feed_table).values(next_poll_at=NOW + HOUR)
            for url in urls[due:]:
                connection.execute(rest.where(feed_table.c.url == url))
        ids = map(str, itertools.count())

        def claim() -> None:
            attempt = next(ids)
            until = NOW + MINUTE
            assert store.claim_due(NOW, limit=8, per_host=1, until=until, attempt=attempt)
            store.release(attempt)

        return rate(claim)


def _passes() -> list[Row]:
    """A first poll, then 304, then the same bodies in full, by us and by ``reader``; the server is another process."""
    with serving(POLLED, document) as address:
        return [*_our_passes(address), *_peer_passes(address)]


def _our_passes(address: str) -> list[Row]:
    first, unchanged, same = [], [], []
    for _ in range(3):
        with _store() as (_, store):
            store.sync([FeedConfig(f"{address}/{n}") for n in range(POLLED)], NOW)
            clock = _Clock()
            first.append(_pass_rate(store, clock, FeedClient(POLICY)))
            unchanged.append(_pass_rate(store, clock, FeedClient(POLICY)))
            same.append(_pass_rate(store, clock, _Forgetful(FeedClient(POLICY))))
    return [
        Row("first poll on loopback, 30 entries of 3 kB", "feeds", spread(first)),
        Row("200, same body", "feeds", spread(same)),
        Row("304", "feeds", spread(unchanged)),
    ]


def _peer_passes(address: str) -> list[Row]:
    """The same by ``reader``: each row at the number of workers that is best for it."""
    if find_spec("reader") is None:
        return []
    names = ("first poll", "200, same body", "304")
    found = {workers: _peer_pass(address, workers) for workers in WORKERS}
    rows = []
    for place, name in enumerate(names):
        best = max(WORKERS, key=lambda workers: spread(found[workers][place]).median)
        row = f"peer: reader, {name}, {best} workers"
        rows.append(Row(row, "feeds", spread(found[best][place])))
    return rows


def _peer_pass(address: str, workers: int) -> list[list[float]]:
    """Feeds a second of a first poll, of the same bodies without validators, and of 304."""
    from reader import make_reader  # noqa: PLC0415 - optional

    forgetting = [False]

    def without_validators(_session, request, **_settings):
        if forgetting[0]:
            request.headers.pop("If-None-Match", None)
            request.headers.pop("If-Modified-Since", None)

    with tempfile.TemporaryDirectory() as folder, make_reader(f"{folder}/peer.db") as peer:
        peer._parser.get_retriever(address).request_hooks.append(without_validators)
        for n in range(POLLED):
            peer.add_feed(f"{address}/{n}")

        def update() -> float:
            return POLLED / _seconds(lambda: peer.update_feeds(workers=workers, scheduled=False))

        first = update()
        forgetting[0] = True
        same = update()
        forgetting[0] = False
        return [[first], [same], [update() for _ in range(3)]]


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


class _Forgetful:
    """Asks without validators, so that each answer is whole."""

    def __init__(self, client: FeedClient) -> None:
        self._client = client

    @asynccontextmanager
    async def session(self):
        async with self._client.session() as session:
            self._session = session
            yield self

    async def fetch(self, url, *, etag="", last_modified=""):
        return await self._session.fetch(url)


def _pass_rate(store: SqlFeedStore, clock: _Clock, fetcher) -> float:
    """Feeds a second of one pass over all that is due."""
    clock.instant += HOUR
    start = time.perf_counter()
    polled = asyncio.run(_stage(store, clock, fetcher).run_once())
    return polled / (time.perf_counter() - start)


def _hourly() -> Row:
    """CPU seconds an hour of ten thousand feeds that are due evenly over it, in passes five seconds apart; all 304.

    Every request takes a connection of its own, as it would with as many hosts. A fifth of the hour is run.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    pass_s, passes = 5, 144
    with serving(1, document, keep=False) as address, _store() as (engine, store):
        urls = [f"{address}/{n}" for n in range(FEEDS)]
        store.sync([FeedConfig(url) for url in urls], NOW)
        with write(engine) as connection:
            heard = {"etag": '"0"', "first_ok_at": NOW, "last_ok_at": NOW}
            connection.execute(
                update(feed_table).where(feed_table.c.url == bindparam("of")),
                [
                    {"of": url, "next_poll_at": NOW + n * HOUR / FEEDS, **heard}
                    for n, url in enumerate(urls, 1)
                ],
            )
        clock, client = _Clock(), FeedClient(POLICY)
        start, polled = time.process_time(), 0
        for _ in range(passes):
            clock.instant += timedelta(seconds=pass_s)
            polled += asyncio.run(_stage(store, clock, client).run_once())
        spent_s = time.process_time() - start
    assert polled == passes * pass_s * FEEDS // 3600
    an_hour_s = spent_s * 3600 / (passes * pass_s)
    return Row("CPU of 10,000 feeds asked once an hour", "s an hour, no rate", spread([an_hour_s]))


def _stage(store: SqlFeedStore, clock: _Clock, fetcher, policy: PollPolicy = POLICY) -> PollStage:
    ids = (f"{clock.instant.isoformat()}/{n}" for n in itertools.count())
    return PollStage(
        feeds=store, fetcher=fetcher, parser=READERS, clock=clock, policy=policy,
        jitter=lambda: 0.5, new_id=lambda: next(ids),
    )  # fmt: skip


def document(number: int, entries: int = ENTRIES) -> bytes:
    """A feed of its own, of entries of 3 kB."""
    return rss(
        *(
            item(
                f"Headline {number}.{n}",
                f"https://outlet.example/{number}/{n}",
                text=PARAGRAPH * 36,
                published=NOW - HOUR * n,
            )
            for n in range(entries)
        )
    )


def _memory(feeds: int) -> Row:
    """The peak memory of a process of its own that polls ``feeds`` feeds twice."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.polling", str(feeds)],
        check=True,
        capture_output=True,
        text=True,
    )
    peak_mb = float(ran.stdout.split()[0])
    return Row(f"peak memory with {feeds:,} feeds", "MB, no rate", spread([peak_mb]))


class _Quiet:
    """A network in memory: a first answer of one entry, then 304."""

    @asynccontextmanager
    async def session(self):
        yield self

    async def fetch(self, url, *, etag="", last_modified=""):
        headers = {"etag": '"1"'}
        if etag:
            return FetchedFeed(url, Outcome.NOT_MODIFIED, url, 304, headers)
        number = int(url.rpartition("/")[2])
        return FetchedFeed(url, Outcome.OK, url, 200, headers, document(number, entries=1))


def main(feeds: int) -> None:
    """Poll ``feeds`` feeds twice and print the peak memory of all processes in MB and the CPU time of a 304 in ms."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    policy = replace(POLICY, batch=64)
    with _store() as (_, store):
        store.sync([FeedConfig(f"https://h{n}.example/{n}") for n in range(feeds)], NOW)
        clock = _Clock()
        for _ in range(2):
            clock.instant += HOUR
            stage = _stage(store, clock, _Quiet(), policy)
            start = time.process_time()
            while asyncio.run(stage.run_once()):
                continue
            spent_ms = (time.process_time() - start) * 1000 / feeds
    sys.stdout.write(f"{_peak_mb():.0f} {spent_ms:.2f}\n")


def _peak_mb() -> float:
    """The peaks of this process and of its readers, as Linux tells them."""
    peaks_kb = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]
    # What a child's usage says counts what this process had when it was started.
    for process in READERS._idle:
        said = Path(f"/proc/{process._popen.pid}/status").read_text()
        peaks_kb.append(int(said.partition("VmHWM:")[2].split()[0]))
    return sum(peaks_kb) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
