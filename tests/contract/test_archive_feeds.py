"""What the feed store promises: the list taken over, leases, fenced writers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.feed import (
    Arrival,
    ClaimedFeed,
    FeedConfig,
    NextPoll,
    Outcome,
    ParsedEntry,
    PollReason,
    PollRecord,
)
from store.articles import SqlArchive
from store.engine import open_engine
from store.feeds import SqlFeedStore
from store.migrate import upgrade

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
A, B, C = (FeedConfig(f"https://{host}.example/rss", name=host.upper()) for host in "abc")


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/feeds.db")
    upgrade(engine)
    return engine


@pytest.fixture
def store(engine):
    return SqlFeedStore(engine)


def claim(
    store, now=NOW, *, attempt="one", limit=10, per_host=1, lease=MINUTE
) -> list[ClaimedFeed]:
    return store.claim_due(now, limit=limit, per_host=per_host, until=now + lease, attempt=attempt)


def polled(feed: ClaimedFeed, outcome=Outcome.OK, now=NOW, **said) -> PollRecord:
    due = NextPoll(now + 15 * MINUTE, PollReason.INTERVAL, "interval 900 s")
    return PollRecord(feed, outcome, now, due, **said)


def state(store, feed: FeedConfig = A):
    return next(found for found in store.states() if found.url == feed.url)


def urls(claimed) -> list[str]:
    return [feed.url for feed in claimed]


def test_what_is_listed_is_due_at_once(store):
    store.sync([A, B], NOW)
    assert urls(claim(store)) == [A.url, B.url]


def test_what_is_switched_off_or_no_longer_listed_rests(store):
    store.sync([A, B, C], NOW)
    store.sync([FeedConfig(A.url, enabled=False, note="terms"), B], NOW)
    assert urls(claim(store)) == [B.url]
    assert (state(store, A).enabled, state(store, A).note) == (False, "terms")
    assert not state(store, C).listed


def test_what_is_listed_once_more_is_due_at_once_and_no_new_feed(store):
    store.sync([A], NOW)
    store.record([polled(claim(store)[0])])
    store.sync([], NOW)
    store.sync([A], NOW + MINUTE)
    [feed] = claim(store, NOW + MINUTE)
    assert feed.first_ok_at == NOW


def test_taking_over_the_same_list_changes_no_state(store):
    store.sync([A], NOW)
    store.record([polled(claim(store)[0])])
    before = state(store)
    store.sync([A], NOW + MINUTE)
    assert state(store) == before


def test_a_held_feed_is_not_claimed_again(store):
    store.sync([A], NOW)
    assert claim(store)
    assert claim(store, attempt="two") == []


def test_a_feed_comes_back_when_its_lease_ends(store):
    store.sync([A], NOW)
    claim(store)
    assert urls(claim(store, NOW + MINUTE, attempt="two")) == [A.url]


def test_a_lease_can_be_extended_and_given_back(store):
    store.sync([A], NOW)
    claim(store)
    store.extend("one", NOW + 5 * MINUTE)
    assert claim(store, NOW + 2 * MINUTE, attempt="two") == []
    store.release("one")
    assert claim(store, NOW + 2 * MINUTE, attempt="two")


def test_a_late_writer_is_left_out_whole(store, engine):
    store.sync([A], NOW)
    [late] = claim(store)
    [now_holding] = claim(store, NOW + 2 * MINUTE, attempt="two")
    entry = ParsedEntry("k", "x", "https://a.example/x", "a.example", title="T")
    assert store.record([polled(late, etag='"late"', arrivals=(Arrival(entry, NOW, True),))]) == 0
    assert SqlArchive(engine).unread(1) == []
    assert state(store).last_polled_at is None
    assert store.record([polled(now_holding, arrivals=(Arrival(entry, NOW, True),))]) == 1


def test_a_poll_leaves_its_state(store):
    store.sync([A], NOW)
    [feed] = claim(store)
    store.record([polled(feed, etag='"1"', last_modified="then", body_hash="h", status=200)])
    assert claim(store, NOW + MINUTE) == []
    [again] = claim(store, NOW + 15 * MINUTE)
    assert (again.etag, again.last_modified, again.body_hash, again.failures) == (
        '"1"',
        "then",
        "h",
        0,
    )
    found = state(store)
    assert (found.last_outcome, found.last_status, found.last_ok_at) == (Outcome.OK, 200, NOW)
    assert (found.next_poll_at, found.poll_inputs) == (NOW + 15 * MINUTE, "interval 900 s")


def test_failures_are_counted_from_the_first_until_it_is_heard(store):
    store.sync([A], NOW)
    first, second, third = NOW, NOW + 15 * MINUTE, NOW + 30 * MINUTE
    store.record([polled(claim(store, first)[0], Outcome.TIMEOUT, first, detail="slow")])
    store.record([polled(claim(store, second)[0], Outcome.HTTP_ERROR, second, status=500)])
    found = state(store)
    assert (found.failures, found.blind_since, found.first_ok_at) == (2, first, None)
    store.record([polled(claim(store, third)[0], Outcome.OK, third)])
    found = state(store)
    assert (found.failures, found.blind_since, found.first_ok_at) == (0, None, third)


def test_one_host_does_not_fill_the_places(store):
    many = [FeedConfig(f"https://a.example/{n}") for n in range(20)]
    store.sync([*many, B, C], NOW)
    claimed = claim(store, limit=4)
    assert sorted(feed.host for feed in claimed) == ["a.example", "b.example", "c.example"]


def test_a_host_of_which_a_feed_is_held_is_passed_over(store):
    store.sync([FeedConfig("https://a.example/1"), FeedConfig("https://a.example/2")], NOW)
    [first] = claim(store)
    assert claim(store) == []
    store.record([polled(first)])
    assert urls(claim(store)) == ["https://a.example/2"]


def test_several_of_one_host_where_the_policy_says_so(store):
    store.sync([FeedConfig(f"https://a.example/{n}") for n in range(5)], NOW)
    assert len(claim(store, per_host=3)) == 3


def test_the_longest_due_come_first(store):
    store.sync([B], NOW - MINUTE)
    store.sync([A, B], NOW)
    assert urls(claim(store, limit=1)) == [B.url]


def test_many_polls_are_recorded_together(store):
    store.sync([A, B, C], NOW)
    assert store.record([polled(feed) for feed in claim(store)]) == 0
    assert {found.last_outcome for found in store.states()} == {Outcome.OK}
