"""Feeds claimed by several processes at once, and those of one that is killed, on every database."""

from __future__ import annotations

import multiprocessing
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.feed import FeedConfig
from store.engine import open_engine
from store.feeds import SqlFeedStore

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
LEASE = timedelta(minutes=1)
FEEDS = [FeedConfig(f"https://feed{number}.example/rss") for number in range(40)]
URLS = sorted(feed.url for feed in FEEDS)


def claim_all(url: str, attempt: str, pipe) -> None:
    """In a process of its own: when told to, claim by threes until nothing is due; then hold it."""
    store = SqlFeedStore(open_engine(url))
    pipe.send("ready")
    pipe.recv()
    held: list[str] = []
    while found := store.claim_due(
        NOW, limit=3, per_host=1, until=NOW + LEASE, attempt=attempt, spacing_s=2
    ):
        held += [feed.url for feed in found]
    pipe.send(held)
    pipe.recv()


@contextmanager
def claimers(url: str, number: int):
    """So many processes that wait for the word; none outlives the test."""
    context = multiprocessing.get_context("spawn")
    started = []
    for place in range(number):
        here, there = context.Pipe()
        process = context.Process(target=claim_all, args=(url, f"worker-{place}", there))
        process.start()
        started.append((process, here))
    try:
        for _, pipe in started:
            assert pipe.recv() == "ready"
        yield started
    finally:
        for process, _ in started:
            process.kill()
            process.join()


@pytest.fixture
def store(any_engine):
    found = SqlFeedStore(any_engine)
    found.sync(FEEDS, NOW)
    return found


def test_each_feed_goes_to_one_process(store, database_url):
    with claimers(database_url, 3) as started:
        for _, pipe in started:
            pipe.send("go")
        held = [url for _, pipe in started for url in pipe.recv()]
    assert sorted(held) == URLS


def test_what_a_killed_process_held_comes_back_when_its_lease_ends(store, database_url):
    with claimers(database_url, 1) as [(process, pipe)]:
        pipe.send("go")
        assert sorted(pipe.recv()) == URLS
        process.kill()
        process.join()

    def claimed(at: datetime) -> list[str]:
        found = store.claim_due(at, limit=99, per_host=1, until=at + LEASE, attempt="heir")
        return sorted(feed.url for feed in found)

    assert claimed(NOW + LEASE - timedelta(seconds=1)) == []
    assert claimed(NOW + LEASE) == URLS
