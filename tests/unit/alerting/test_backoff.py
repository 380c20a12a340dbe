"""When to try again."""

from __future__ import annotations

import random
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.backoff import RetryPolicy
from tests.fakes.alerting import NOW

DEADLINE = NOW + timedelta(days=1)


@given(st.integers(1, 10_000), st.integers())
def test_the_wait_is_within_the_bound_of_its_attempt(attempts, seed):
    at = RetryPolicy().next_try(attempts, NOW, DEADLINE, None, random.Random(seed))

    wait = (at - NOW).total_seconds()
    assert 1 <= wait <= min(900, 5 * 2.0 ** min(attempts - 1, 60))


def test_a_provider_that_asks_for_time_gets_it():
    at = RetryPolicy().next_try(1, NOW, DEADLINE, 600, random.Random(1))

    assert at >= NOW + timedelta(seconds=600)


def test_behind_the_deadline_there_is_no_next_try():
    rng = random.Random(1)

    assert RetryPolicy().next_try(1, NOW, NOW, None, rng) is None
    assert RetryPolicy().next_try(1, NOW, DEADLINE, 1e12, rng) is None
