"""When a feed is polled next, and by which rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.errors import ConfigError
from monitor.model.feed import PollPolicy
from monitor.model.polling import (
    FeedHints,
    HostPause,
    NextPoll,
    Outage,
    PollReason,
    Rhythm,
    Sample,
    Trouble,
    Trust,
)
from monitor.polling.schedule import Heard, Unheard, after_heard, after_trouble, in_force

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)  # a Thursday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POLICY = PollPolicy(
    interval_s=900,
    min_interval_s=300,
    max_delay_s=7200,
    overlap_floor=0.5,
    jitter_share=0.0,
    backoff_cap_s=7200,
    retry_after_cap_s=86_400,
    unconditional_s=3600,
    dormant_s=30 * 86_400,
)


def paced(gap_s, *, newest=timedelta(0), window_s=1e9, samples=()) -> Rhythm:
    return Rhythm(30, gap_s, window_s, NOW - newest, 1.0, samples)


def heard(rhythm=None, hints=None, headers=None, **other) -> Heard:
    return Heard(rhythm or paced(3600), hints or FeedHints(), headers or {}, **other)


HEARD = {
    "a feed of which nothing is known waits the interval": (
        heard(Rhythm()),
        900,
        PollReason.INTERVAL,
    ),
    "a feed is polled twice in its usual gap": (heard(paced(3600)), 1800, PollReason.RHYTHM),
    "a busy feed is not polled more often than is decent": (
        heard(paced(60)),
        300,
        PollReason.SHORTEST,
    ),
    "a slow feed is polled within its contract": (heard(paced(86_400)), 7200, PollReason.CONTRACT),
    "its own contract comes before the policy's": (
        heard(paced(86_400), max_delay_s=600),
        600,
        PollReason.CONTRACT,
    ),
    "a contract below the shortest wait is kept": (
        heard(paced(60), max_delay_s=120),
        120,
        PollReason.SHORTEST,
    ),
    "a silent feed is polled less and less": (
        heard(paced(600, newest=24 * HOUR)),
        3600,
        PollReason.SILENCE,
    ),
    "silence of a few hours changes little": (
        heard(paced(3600, newest=2 * HOUR)),
        1800,
        PollReason.RHYTHM,
    ),
    "silence of a year ends at the contract": (
        heard(paced(600, newest=365 * DAY)),
        7200,
        PollReason.CONTRACT,
    ),
    "undated items: the gap is learned from what polls bring": (
        heard(Rhythm(10, samples=(Sample(NOW, 7200, 10, 2),))),
        1800,
        PollReason.RHYTHM,
    ),
    "a poll that met half of the floor halves the wait": (
        heard(paced(7200, samples=(Sample(NOW, 1800, 20, 15),))),
        1200,
        PollReason.OVERLAP,
    ),
    "a poll in which nothing was known halves it too, knowing no better": (
        heard(paced(7200, samples=(Sample(NOW, 3000, 20, 20),))),
        1500,
        PollReason.OVERLAP,
    ),
    "a late poll that met enough asks for no change": (
        heard(paced(3600, samples=(Sample(NOW, 7200, 20, 10),))),
        1800,
        PollReason.RHYTHM,
    ),
    "the tightest of the last polls counts": (
        heard(paced(7200, samples=(Sample(NOW, 900, 20, 15), Sample(NOW, 3600, 20, 1)))),
        600,
        PollReason.OVERLAP,
    ),
    "a burst of this morning no longer binds in the evening": (
        heard(paced(7200, samples=(Sample(NOW - 12 * HOUR, 900, 20, 15),))),
        2400,
        PollReason.OVERLAP,
    ),
    "its own overlap floor comes before the policy's": (
        heard(paced(7200, samples=(Sample(NOW, 1800, 20, 15),)), overlap_floor=0.75),
        600,
        PollReason.OVERLAP,
    ),
    "a lower floor of its own lets it wait for longer": (
        heard(paced(7200, samples=(Sample(NOW, 1800, 20, 15),)), overlap_floor=0.25),
        1800,
        PollReason.OVERLAP,
    ),
    "a floor of nought is a floor of its own": (
        heard(paced(7200, samples=(Sample(NOW, 1800, 20, 15),)), overlap_floor=0.0),
        2400,
        PollReason.OVERLAP,
    ),
    "a floor that wants all known polls no more often than is decent": (
        heard(paced(7200, samples=(Sample(NOW, 1800, 20, 1),)), overlap_floor=1.0),
        300,
        PollReason.SHORTEST,
    ),
    "its own floor counts for the window that the dates show": (
        heard(paced(3600, window_s=2000), overlap_floor=0.75),
        500,
        PollReason.OVERLAP,
    ),
    "before polls have taught anything, the window that the dates show counts": (
        heard(paced(3600, window_s=2000)),
        1000,
        PollReason.OVERLAP,
    ),
    "a ttl is a floor": (heard(hints=FeedHints(ttl_s=5400)), 5400, PollReason.TTL),
    "a ttl below our own wait changes nothing": (
        heard(hints=FeedHints(ttl_s=60)),
        1800,
        PollReason.RHYTHM,
    ),
    "a ttl is capped by the contract": (
        heard(hints=FeedHints(ttl_s=86_400)),
        7200,
        PollReason.TTL,
    ),
    "a ttl is capped by the feed's own contract": (
        heard(hints=FeedHints(ttl_s=86_400), max_delay_s=900),
        900,
        PollReason.CONTRACT,
    ),
    "an update period is a floor": (
        heard(hints=FeedHints(period_s=5400)),
        5400,
        PollReason.UPDATE_PERIOD,
    ),
    "an update period with a base lasts until the next update": (
        heard(hints=FeedHints(period_s=86_400, base=datetime(2000, 1, 1, 13, 30, tzinfo=UTC))),
        5400,
        PollReason.UPDATE_PERIOD,
    ),
    "max-age is a floor": (
        heard(headers={"cache-control": "public, max-age=4000"}),
        4000,
        PollReason.MAX_AGE,
    ),
    "the longest floor counts": (
        heard(hints=FeedHints(ttl_s=3000), headers={"cache-control": "max-age=4000"}),
        4000,
        PollReason.MAX_AGE,
    ),
    "a skipped hour is waited out": (
        heard(paced(1800), hints=FeedHints(skip_hours=(12,))),
        3600,
        PollReason.SKIPPED_TIME,
    ),
    "skipped hours are capped by the contract": (
        heard(hints=FeedHints(skip_hours=tuple(range(12, 23)))),
        7200,
        PollReason.SKIPPED_TIME,
    ),
    "a skipped day is waited out, as far as the contract goes": (
        heard(hints=FeedHints(skip_days=(3,))),
        7200,
        PollReason.SKIPPED_TIME,
    ),
    "an hour that is not skipped changes nothing": (
        heard(hints=FeedHints(skip_hours=(11, 13), skip_days=(0,))),
        1800,
        PollReason.RHYTHM,
    ),
    "a feed whose 304 is not believed is asked in full once an hour": (
        heard(trust=Trust.DISTRUSTED),
        3600,
        PollReason.UNCONDITIONAL,
    ),
    "a suspect is polled as before": (heard(trust=Trust.SUSPECT), 1800, PollReason.RHYTHM),
}


@pytest.mark.parametrize("name", HEARD)
def test_after_heard(name):
    given_, seconds, reason = HEARD[name]
    found = after_heard(given_, NOW, POLICY, 0.0)
    assert ((found.at - NOW).total_seconds(), found.reason) == (pytest.approx(seconds), reason)


def failed(strikes, status=500, retry_after="", failures=1, **other) -> Unheard:
    headers = {"retry-after": retry_after} if retry_after else {}
    return Unheard(Trouble(failures, strikes, NOW, **other), status, headers)


TROUBLE = {
    "a network error costs a quarter of a doubling": (failed(0.25, 0), 1070.3, PollReason.BACKOFF),
    "a no of the server costs a doubling": (failed(1.0, 404), 1800, PollReason.BACKOFF),
    "the wait is capped": (failed(64.0), 7200, PollReason.BACKOFF),
    "a longer Retry-After is kept": (
        failed(0.25, 429, "5000"),
        5000,
        PollReason.RETRY_AFTER,
    ),
    "on 503 as well": (failed(0.25, 503, "5000"), 5000, PollReason.RETRY_AFTER),
    "on another status it is nothing to us": (
        failed(0.25, 500, "5000"),
        1070.3,
        PollReason.BACKOFF,
    ),
    "a shorter one changes nothing": (failed(1.0, 429, "30"), 1800, PollReason.BACKOFF),
    "a Retry-After is capped": (
        failed(0.25, 429, "99999999999999999"),
        86_400,
        PollReason.RETRY_AFTER,
    ),
    "what is gone gets a look a month": (
        failed(9.0, 410, gone=5, dormant_since=NOW),
        30 * 86_400,
        PollReason.DORMANT,
    ),
}


@pytest.mark.parametrize("name", TROUBLE)
def test_after_trouble(name):
    given_, seconds, reason = TROUBLE[name]
    found = after_trouble(given_, NOW, POLICY, 0.0)
    assert ((found.at - NOW).total_seconds(), found.reason) == (
        pytest.approx(seconds, abs=0.1),
        reason,
    )


def test_the_inputs_are_named():
    found = after_heard(heard(hints=FeedHints(ttl_s=5400)), NOW, POLICY, 0.0)
    assert found.inputs == {
        "wait_s": 5400,
        "asked_s": 5400,
        "max_delay_s": 7200,
        "own_rule": "rhythm",
        "own_wait_s": 1800,
        "jitter_s": 0,
    }
    assert after_trouble(failed(1.0, 404, failures=3), NOW, POLICY, 0.0).inputs["failures"] == 3
    own = heard(paced(3600, window_s=2000), overlap_floor=0.75)
    assert after_heard(own, NOW, POLICY, 0.0).inputs["overlap_floor"] == 0.75


DUE, OVERDUE = NextPoll(NOW + HOUR, PollReason.RHYTHM), NextPoll(NOW - HOUR, PollReason.RHYTHM)
DOWN = Outage(NOW - HOUR, None, 7)
PROBED = NextPoll(NOW, PollReason.OUTAGE, {"probe_s": 30})


def closed(for_: timedelta) -> HostPause:
    return HostPause("paper.example", NOW + for_, "HTTP 429")


IN_FORCE = {
    "nothing else in the way": (DUE, None, None, DUE.at, PollReason.RHYTHM),
    "a host that is closed for longer": (
        DUE, closed(2 * HOUR), None, NOW + 2 * HOUR, PollReason.HOST_CLOSED,
    ),
    "a host that opens before": (DUE, closed(HOUR / 2), None, DUE.at, PollReason.RHYTHM),
    "a host that has opened": (OVERDUE, closed(-HOUR / 2), None, OVERDUE.at, PollReason.RHYTHM),
    "an outage of our own, for what is due": (OVERDUE, None, DOWN, OVERDUE.at, PollReason.OUTAGE),
    "an outage of our own, for what is due later": (DUE, None, DOWN, DUE.at, PollReason.RHYTHM),
    "a closed host in an outage": (OVERDUE, closed(HOUR), DOWN, NOW + HOUR, PollReason.HOST_CLOSED),
    "a feed that was probed": (PROBED, None, DOWN, NOW, PollReason.OUTAGE),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_FORCE)
def test_what_a_feed_waits_for(name):
    due, pause, outage, at, reason = IN_FORCE[name]
    found = in_force(due, pause, outage, NOW)
    assert (found.at, found.reason) == (at, reason)


def test_what_outlasts_a_rule_names_it_beside_its_own_cause():
    found = in_force(DUE, closed(2 * HOUR), None, NOW)
    assert found.inputs == {
        "domain": "paper.example",
        "cause": "HTTP 429",
        "due_at": "2025-11-06T13:00:00Z",
        "own_rule": "rhythm",
    }
    assert in_force(OVERDUE, None, DOWN, NOW).inputs["since"] == "2025-11-06T11:00:00Z"
    assert in_force(PROBED, None, DOWN, NOW) is PROBED


RHYTHMS = st.builds(
    Rhythm,
    entries=st.integers(0, 500),
    gap_s=st.none() | st.floats(0, 1e9),
    window_s=st.none() | st.floats(0, 1e9),
    newest_at=st.none()
    | st.datetimes(datetime(1990, 1, 1), NOW.replace(tzinfo=None), timezones=st.just(UTC)),  # noqa: DTZ001
    samples=st.lists(
        st.builds(
            Sample,
            at=st.just(NOW),
            elapsed_s=st.floats(1, 1e8),
            entries=st.integers(5, 500),
            new=st.integers(1, 5),
        ),
        max_size=8,
    ).map(tuple),
)
HINTS = st.builds(
    FeedHints,
    ttl_s=st.none() | st.floats(1, 604_800),
    period_s=st.none() | st.floats(1, 604_800),
    base=st.none() | st.just(NOW),
    skip_hours=st.lists(st.integers(0, 23)).map(tuple),
    skip_days=st.lists(st.integers(0, 6)).map(tuple),
)


@given(
    rhythm=RHYTHMS,
    hints=HINTS,
    trust=st.sampled_from(Trust),
    max_delay_s=st.none() | st.floats(60, 1e6),
    overlap_floor=st.none() | st.floats(0, 1),
    cache=st.text(max_size=20) | st.integers().map("max-age={}".format),
    jitter=st.floats(0, 0.999),
)
def test_a_feed_that_is_heard_is_always_polled_within_its_contract(
    *, rhythm, hints, trust, max_delay_s, overlap_floor, cache, jitter
):
    policy = PollPolicy(jitter_share=0.2)
    contract_s = max_delay_s or policy.max_delay_s
    given_ = Heard(rhythm, hints, {"cache-control": cache}, trust, max_delay_s, overlap_floor)
    wait_s = (after_heard(given_, NOW, policy, jitter).at - NOW).total_seconds()
    assert min(policy.min_interval_s, contract_s / 1.2) - 0.1 <= wait_s <= contract_s + 0.1


@given(
    strikes=st.floats(0, 1e6),
    status=st.sampled_from([0, 404, 410, 429, 500, 503]),
    retry_after=st.text(max_size=30) | st.integers().map(str),
    jitter=st.floats(0, 0.999),
)
def test_a_failing_feed_is_never_given_up_and_never_hammered(strikes, status, retry_after, jitter):
    policy = PollPolicy()
    given_ = Unheard(Trouble(1, strikes), status, {"retry-after": retry_after})
    wait_s = (after_trouble(given_, NOW, policy, jitter).at - NOW).total_seconds()
    assert policy.interval_s <= wait_s <= policy.retry_after_cap_s * (1 + policy.jitter_share)


@pytest.mark.parametrize(
    "wrong",
    [
        {"interval_s": 0},
        {"concurrency": 0},
        {"jitter_share": 2},
        {"overlap_floor": -1},
        {"timeout_s": float("nan")},
        {"min_interval_s": 4000},
    ],
)
def test_a_policy_that_cannot_work_is_refused_by_key(wrong):
    with pytest.raises(ConfigError, match=f"poll.{next(iter(wrong))}"):
        PollPolicy(**wrong)
