"""When a feed is polled next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.errors import ConfigError
from monitor.model.feed import FetchedFeed, Outcome, PollPolicy, PollReason
from monitor.stages.schedule import PollResult, next_poll, result_of

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
POLICY = PollPolicy(interval_s=900, jitter_share=0.1, backoff_cap_s=7200, retry_after_cap_s=86_400)
OK = PollResult(Outcome.OK)


def wait_s(result: PollResult, jitter: float = 0.0, policy: PollPolicy = POLICY) -> float:
    return (next_poll(result, NOW, policy, jitter).at - NOW).total_seconds()


def failed(failures: int, **said) -> PollResult:
    return PollResult(Outcome.HTTP_ERROR, failures=failures, **said)


CASES = {
    "a feed that was heard is due after the interval": (OK, 900, PollReason.INTERVAL),
    "not modified is heard": (
        PollResult(Outcome.NOT_MODIFIED, status=304),
        900,
        PollReason.INTERVAL,
    ),
    "the same body is heard": (PollResult(Outcome.SAME_BODY), 900, PollReason.INTERVAL),
    "a first failure waits one interval": (failed(1, status=500), 900, PollReason.BACKOFF),
    "a second failure waits two": (failed(2, status=500), 1800, PollReason.BACKOFF),
    "a third failure waits four": (failed(3, status=500), 3600, PollReason.BACKOFF),
    "many failures wait the cap, and no longer": (failed(400), 7200, PollReason.BACKOFF),
    "retry-after in seconds on 429 is kept": (
        failed(1, status=429, retry_after="5000"),
        5000,
        PollReason.RETRY_AFTER,
    ),
    "retry-after in seconds on 503 is kept": (
        failed(1, status=503, retry_after="5000"),
        5000,
        PollReason.RETRY_AFTER,
    ),
    "retry-after on another status is nothing to us": (
        failed(1, status=500, retry_after="5000"),
        900,
        PollReason.BACKOFF,
    ),
    "retry-after that is shorter than our own wait changes nothing": (
        failed(1, status=429, retry_after="30"),
        900,
        PollReason.BACKOFF,
    ),
    "retry-after is capped": (
        failed(1, status=429, retry_after="99999999999999999"),
        86_400,
        PollReason.RETRY_AFTER,
    ),
    "a retry-after date counts from the server's own date": (
        failed(
            1,
            status=429,
            retry_after="Mon, 01 Jan 2001 02:00:00 GMT",
            server_date="Mon, 01 Jan 2001 00:00:00 GMT",
        ),
        7200,
        PollReason.RETRY_AFTER,
    ),
    "a retry-after date without a server date counts from now": (
        failed(1, status=503, retry_after="Thu, 06 Nov 2025 13:00:00 GMT"),
        3600,
        PollReason.RETRY_AFTER,
    ),
    "a retry-after date in the past changes nothing": (
        failed(1, status=429, retry_after="Mon, 01 Jan 2001 00:00:00 GMT"),
        900,
        PollReason.BACKOFF,
    ),
    "a retry-after of nonsense changes nothing": (
        failed(1, status=429, retry_after="soon"),
        900,
        PollReason.BACKOFF,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_next_poll(name):
    result, seconds, reason = CASES[name]
    assert wait_s(result) == seconds
    assert next_poll(result, NOW, POLICY, 0.0).reason is reason


def test_jitter_spreads_over_its_share_of_the_interval():
    assert wait_s(OK, jitter=0.5) == 945


def test_the_inputs_are_named():
    found = next_poll(failed(3, status=500), NOW, POLICY, 0.0)
    assert "3 failures" in found.inputs
    assert "900 s" in found.inputs


def test_the_headers_of_an_answer_reach_the_decision():
    fetched = FetchedFeed(
        "https://a.example/",
        Outcome.HTTP_ERROR,
        status=429,
        headers={"retry-after": "7", "date": "x"},
    )
    result = result_of(fetched, Outcome.HTTP_ERROR, 2)
    assert (result.retry_after, result.server_date, result.failures) == ("7", "x", 2)


@given(
    outcome=st.sampled_from(Outcome),
    failures=st.integers(0, 10_000),
    status=st.sampled_from([0, 200, 304, 404, 429, 503]),
    retry_after=st.text(max_size=30) | st.integers().map(str),
    jitter=st.floats(0, 0.999),
)
def test_a_next_poll_is_always_ahead_and_never_beyond_the_caps(
    outcome, failures, status, retry_after, jitter
):
    seconds = wait_s(PollResult(outcome, failures, status, retry_after), jitter)
    assert POLICY.interval_s <= seconds <= POLICY.retry_after_cap_s + POLICY.backoff_cap_s


def test_a_backoff_cap_below_the_interval_is_no_way_to_poll_faster():
    policy = PollPolicy(interval_s=900, backoff_cap_s=60)
    assert wait_s(failed(5), policy=policy) == 900


def test_the_wait_is_a_plain_addition():
    assert next_poll(OK, NOW, POLICY, 0.0).at == NOW + timedelta(minutes=15)


@pytest.mark.parametrize(
    "wrong",
    [{"interval_s": 0}, {"concurrency": 0}, {"jitter_share": 2}, {"timeout_s": float("nan")}],
)
def test_a_policy_that_cannot_work_is_refused_by_key(wrong):
    with pytest.raises(ConfigError, match=f"poll.{next(iter(wrong))}"):
        PollPolicy(**wrong)
