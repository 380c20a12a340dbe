"""How fast a target may be sent to."""

from __future__ import annotations

from datetime import timedelta

from monitor.alerting.bucket import Rate, TokenBucket
from tests.fakes.alerting import NOW


def test_after_a_burst_it_is_one_a_second():
    bucket = TokenBucket.full(Rate(3, 1.0), NOW)

    assert [bucket.take(NOW) for _ in range(4)] == [True, True, True, False]
    later = NOW + timedelta(seconds=2)
    assert not bucket.is_empty(later)
    assert [bucket.take(later) for _ in range(3)] == [True, True, False]


def test_a_clock_that_runs_back_gives_no_tokens():
    bucket = TokenBucket.full(Rate(1, 1.0), NOW)
    bucket.take(NOW)

    assert bucket.is_empty(NOW - timedelta(hours=1))
    assert not bucket.take(NOW - timedelta(hours=1))
