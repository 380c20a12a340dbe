"""What the feed store promises: the list taken over, leases, fenced writers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from monitor.model.feed import (
    Arrival,
    ClaimedFeed,
    FeedConfig,
    Outcome,
    ParsedEntry,
    PollRecord,
)
from monitor.model.identity import KeyRule
from monitor.model.polling import (
    FeedHints,
    FeedMemory,
    HostPause,
    Moving,
    NextPoll,
    PollReason,
    Rhythm,
    Sample,
    Trouble,
    Trust,
    TrustReason,
    Validators,
)
from monitor.polling.recognition import FeedIdentity
from store.articles import SqlArchive
from store.engine import write
from store.feeds import SqlFeedStore
from store.sightings import save_identity
from store.tables.feeds import feed_gap_rows, feeds

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
A, B, C = (FeedConfig(f"https://{host}.example/rss", name=host.upper()) for host in "abc")


@pytest.fixture
def engine(any_engine):
    return any_engine


@pytest.fixture
def store(engine):
    return SqlFeedStore(engine)


def claim(
    store, now=NOW, *, attempt="one", limit=10, per_host=1, lease=MINUTE
) -> list[ClaimedFeed]:
    return store.claim_due(now, limit=limit, per_host=per_host, until=now + lease, attempt=attempt)


def polled(feed: ClaimedFeed, outcome=Outcome.OK, now=NOW, **said) -> PollRecord:
    due = NextPoll(now + 15 * MINUTE, PollReason.INTERVAL, {"interval_s": 900})
    heard = replace(feed.memory, first_ok_at=feed.memory.first_ok_at or now, last_ok_at=now)
    return PollRecord(feed, outcome, now, due, **{"memory": heard} | said)


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
    assert feed.memory.first_ok_at == NOW


def test_taking_over_the_same_list_changes_no_state(store):
    store.sync([A], NOW)
    store.record([polled(claim(store)[0])])
    before = state(store)
    store.sync([A], NOW + MINUTE)
    assert state(store) == before


def test_a_feeds_own_contract_goes_with_it_until_the_list_says_otherwise(store):
    store.sync([replace(A, max_delay_s=600.0, overlap_floor=0.75)], NOW)
    [feed] = claim(store)
    assert (feed.max_delay_s, feed.overlap_floor) == (600.0, 0.75)
    store.sync([replace(A, overlap_floor=0.0)], NOW)
    assert (state(store).max_delay_s, state(store).overlap_floor) == (None, 0.0)
    store.sync([A], NOW)
    assert state(store).overlap_floor is None


def test_a_held_feed_is_not_claimed_again(store):
    store.sync([A], NOW)
    assert claim(store)
    assert claim(store, attempt="two") == []


def test_a_feed_comes_back_when_its_lease_ends(store):
    store.sync([A], NOW)
    claim(store)
    assert urls(claim(store, NOW + MINUTE, attempt="two")) == [A.url]


def test_an_attempt_does_not_claim_anew_what_it_still_works_on(store):
    store.sync([A], NOW)
    claim(store)
    assert claim(store, NOW + 2 * MINUTE) == []


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
    assert store.record([polled(late, arrivals=(Arrival(entry, NOW, True),))]) == 0
    assert SqlArchive(engine).unread(1) == []
    assert state(store).last_polled_at is None
    assert store.record([polled(now_holding, arrivals=(Arrival(entry, NOW, True),))]) == 1


MEMORY = FeedMemory(
    validators=Validators(
        etag='W/"é"',
        last_modified="then",
        body_hash="h",
        trust=Trust.SUSPECT,
        reason=TrustReason.LONG_SILENCE,
        since=NOW,
        changed_at=NOW - MINUTE,
        not_modified=7,
        full_at=NOW - 2 * MINUTE,
    ),
    rhythm=Rhythm(
        entries=30,
        gap_s=600.5,
        window_s=18_000.0,
        newest_at=NOW - MINUTE,
        overlap=0.9,
        samples=(Sample(NOW, 900.0, 30, 3),),
        delays_s=(60.0, 90.0, 600.0),
        gaps=2,
        last_gap_at=NOW - MINUTE,
    ),
    moving=Moving("https://new.example/rss", "https://newer.example/rss", NOW, 2),
    trouble=Trouble(3, 1.25, NOW - MINUTE, 2, NOW - MINUTE, NOW),
    hints=FeedHints(3600.0, 1800.0, NOW, (0, 1), (5, 6)),
    first_ok_at=NOW - 9 * MINUTE,
    last_ok_at=NOW - 5 * MINUTE,
)


def test_a_poll_leaves_its_state(store):
    store.sync([A], NOW)
    [feed] = claim(store)
    store.record([polled(feed, status=200, size=77, detail="d", memory=MEMORY)])
    assert claim(store, NOW + MINUTE) == []
    [again] = claim(store, NOW + 15 * MINUTE)
    assert again.memory == MEMORY
    found = state(store)
    assert (found.last_outcome, found.last_status, found.last_size) == (Outcome.OK, 200, 77)
    assert (found.next_poll_at, found.poll_inputs) == (NOW + 15 * MINUTE, {"interval_s": 900})
    assert (found.failures, found.blind_since, found.last_error) == (3, NOW - MINUTE, "d")


def test_a_feed_that_has_moved_counts_for_its_new_host(store):
    store.sync([A, B], NOW)
    feeds = claim(store)
    moved = FeedMemory(moving=Moving(location="https://feeds.b.example/rss"))
    store.record([polled(feed, memory=moved if feed.url == A.url else MEMORY) for feed in feeds])
    assert state(store, A).domain == "b.example"
    store.sync([A, B], NOW)
    assert state(store, A).domain == "b.example"


def test_a_possible_gap_is_put_on_file(store, engine):
    store.sync([A], NOW)
    [feed] = claim(store)
    store.record([polled(feed, memory=FeedMemory(last_ok_at=NOW))])
    later = NOW + 15 * MINUTE
    [feed] = claim(store, later)
    store.record([polled(feed, now=later, memory=FeedMemory(rhythm=Rhythm(entries=9, gaps=1)))])
    with engine.connect() as connection:
        [row] = connection.execute(select(feed_gap_rows)).all()
    assert tuple(row) == (A.url, later, NOW, 9)


def test_what_a_feed_has_shown_before_is_known_by_key_or_article(store):
    def entry(key, article):
        return ParsedEntry(key, article, "", "a.example", title="T")

    store.sync([A, B], NOW)
    feeds = {feed.url: feed for feed in claim(store)}
    store.record([polled(feeds[A.url], arrivals=(Arrival(entry("k", "x"), NOW, True),))])
    shown = [entry("k", "y"), entry("new-key", "x"), entry("other", "z")]
    assert store.known({A.url: shown, B.url: shown}) == {A.url: {"k", "new-key"}, B.url: set()}


def test_in_a_feed_known_by_headlines_what_was_shown_is_known_by_these(store):
    def entry(key, article, headline):
        return ParsedEntry(key, article, "", "a.example", title="T", headline_key=headline)

    store.sync([A], NOW)
    [feed] = claim(store)
    with write(store._engine) as connection:
        save_identity(connection, A.url, FeedIdentity(KeyRule.HEADLINE), NOW)
    store.record([polled(feed, arrivals=(Arrival(entry("k1", "x1", "h1"), NOW, True),))])
    shown = [entry("k2", "x2", "h1"), entry("k3", "x3", "h3")]
    assert store.known({A.url: shown}) == {A.url: {"k2"}}


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


def test_subdomains_are_one_host(store):
    store.sync([FeedConfig(f"https://{name}.outlet.co.uk/") for name in ("www", "feeds")], NOW)
    assert len(claim(store)) == 1


def test_the_first_of_every_host_comes_before_the_second_of_any(store):
    many = [FeedConfig(f"https://a.example/{n}") for n in range(500)]
    store.sync(many, NOW - 9 * MINUTE)
    store.sync([*many, B, C], NOW)
    claimed = claim(store, limit=4, per_host=9)
    assert [feed.domain for feed in claimed] == ["a.example", "b.example", "c.example", "a.example"]


def test_a_host_with_more_due_feeds_than_are_looked_at_first_keeps_nobody_waiting(store):
    of_one = [FeedConfig(f"https://one.example/{n:04}") for n in range(600)]
    store.sync(of_one, NOW - MINUTE)
    store.sync([*of_one, B, C], NOW)
    assert urls(claim(store, limit=3)) == [of_one[0].url, B.url, C.url]
    assert claim(store, attempt="two", limit=3) == []


def test_a_claim_that_looks_twice_spaces_what_it_held_first(store):
    of_one = [FeedConfig(f"https://one.example/{n:04}") for n in range(600)]
    store.sync(of_one, NOW)
    claimed = store.claim_due(
        NOW, limit=3, per_host=3, until=NOW + MINUTE, attempt="one", spacing_s=2
    )
    assert urls(claimed) == [of_one[0].url]


def test_a_start_is_followed_by_none_of_its_host_within_the_spacing(store):
    store.sync([FeedConfig(f"https://a.example/{n}") for n in range(3)], NOW)
    spaced = {"limit": 9, "per_host": 9, "until": NOW + MINUTE, "spacing_s": 5.0}
    later = NOW + timedelta(seconds=5)
    assert len(store.claim_due(NOW, attempt="one", **spaced)) == 1
    assert store.claim_due(NOW + timedelta(seconds=4), attempt="two", **spaced) == []
    assert store.next_start(NOW, NOW + timedelta(seconds=4)) is None
    assert store.next_start(NOW, later) == later
    assert len(store.claim_due(later, attempt="two", **spaced)) == 1


def test_a_host_that_asked_for_patience_is_passed_over(store):
    store.sync([FeedConfig("https://a.example/1"), FeedConfig("https://feeds.a.example/2"), B], NOW)
    [first, _] = claim(store)
    pause = HostPause("a.example", NOW + 10 * MINUTE, "HTTP 429")
    store.record([polled(first, Outcome.HTTP_ERROR, status=429, pause=pause)])
    assert urls(claim(store, NOW + 9 * MINUTE, attempt="two", per_host=9)) == [B.url]
    again = claim(store, NOW + 10 * MINUTE, attempt="three")
    assert "https://feeds.a.example/2" in urls(again)
    assert state(store, FeedConfig("https://a.example/1")).pause == pause


def test_a_shorter_pause_does_not_end_a_longer_one(store):
    store.sync([A], NOW)
    [feed] = claim(store)
    long, short = (HostPause("a.example", NOW + n * MINUTE, f"{n}") for n in (60, 1))
    store.record(
        [
            polled(feed, pause=long),
        ]
    )
    [feed] = claim(store, NOW + 60 * MINUTE)
    store.record([polled(feed, now=NOW + 60 * MINUTE, pause=long), polled(feed, pause=short)])
    assert state(store).pause == long


def test_an_outage_is_on_file_until_it_ends(store):
    assert store.outage() is None
    store.begin_outage(NOW, 5)
    store.begin_outage(NOW + MINUTE, 9)
    assert (store.outage().began_at, store.outage().hosts) == (NOW, 5)
    store.end_outage(NOW + 2 * MINUTE)
    assert store.outage() is None


def test_what_an_outage_cost_is_taken_back(store):
    store.sync([A, B], NOW)
    failed = FeedMemory(trouble=Trouble(1, 0.25, NOW), rhythm=Rhythm(entries=9))
    store.record([polled(feed, Outcome.TIMEOUT, memory=failed) for feed in claim(store)])
    store.forgive([A.url], NextPoll(NOW + MINUTE, PollReason.OUTAGE))
    assert state(store, A).memory == FeedMemory(rhythm=Rhythm(entries=9))
    assert state(store, A).next_poll_at == NOW + MINUTE
    assert state(store, B).memory == failed


def test_due_feeds_that_nobody_holds_can_be_put_off(store):
    store.sync([A, B, C], NOW)
    store.claim_due(NOW, limit=1, per_host=1, until=NOW + MINUTE, attempt="one")
    assert store.due(NOW) == [B.url, C.url]
    later = NextPoll(NOW + 5 * MINUTE, PollReason.AFTER_OUTAGE, {"spread_s": 300})
    store.put_off({A.url: later, B.url: later})
    assert store.due(NOW) == [C.url]
    assert state(store, A).poll_reason is PollReason.NEW


def test_the_longest_due_come_first(store):
    store.sync([B], NOW - MINUTE)
    store.sync([A, B], NOW)
    assert urls(claim(store, limit=1)) == [B.url]


def test_what_another_writes_at_this_moment_is_passed_over(store, engine):
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    store.sync([A, B], NOW)
    with write(engine) as other:
        other.execute(update(feeds).where(feeds.c.url == A.url).values(note="being edited"))
        assert urls(claim(store)) == [B.url]
    assert urls(claim(store)) == [A.url]


def test_of_polls_recorded_together_only_the_late_one_is_left_out(store):
    store.sync([A, B], NOW)
    late, other = claim(store, lease=MINUTE)
    again, _ = claim(store, NOW + 2 * MINUTE, attempt="two")
    store.record([polled(late, status=500), polled(replace(other, attempt="two"), status=200)])
    assert (again.url, state(store, A).last_status, state(store, B).last_status) == (A.url, 0, 200)


@pytest.mark.parametrize("number", [0, 1, 2000])
def test_a_document_may_have_any_number_of_items(store, number):
    store.sync([A], NOW)
    entries = [ParsedEntry(f"k{n}", f"a{n}", "", "h") for n in range(number)]
    arrivals = tuple(Arrival(entry, NOW, fresh=False) for entry in entries)
    [first] = claim(store)
    assert store.record([polled(first, arrivals=arrivals)]) == number
    assert store.known({A.url: entries}) == {A.url: {entry.key for entry in entries}}
    [second] = claim(store, NOW + 20 * MINUTE)
    assert store.record([polled(second, arrivals=arrivals)]) == 0


def test_many_polls_are_recorded_together(store):
    store.sync([A, B, C], NOW)
    assert store.record([polled(feed) for feed in claim(store)]) == 0
    assert {found.last_outcome for found in store.states()} == {Outcome.OK}
