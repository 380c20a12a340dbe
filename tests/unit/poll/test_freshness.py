"""Whether an item is news."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.feed import ParsedEntry, PollPolicy
from monitor.stages.freshness import arrive

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
POLICY = PollPolicy(news_max_age_h=192, first_poll_max_age_h=24)
DAY = timedelta(days=1)

CASES = {
    # name: (age or None, first poll, fresh, filed under an age of)
    "an item of today is fresh": (timedelta(hours=2), False, True, timedelta(hours=2)),
    "an item of eight days ago is fresh": (8 * DAY, False, True, 8 * DAY),
    "an item of nine days ago is not": (9 * DAY, False, False, 9 * DAY),
    "at a feed's first poll an item of this morning is fresh": (
        timedelta(hours=5),
        True,
        True,
        timedelta(hours=5),
    ),
    "at a feed's first poll an item of two days ago is not": (2 * DAY, True, False, 2 * DAY),
    "an undated item that turns up later is fresh": (None, False, True, timedelta(0)),
    "at a feed's first poll an undated item is not": (None, True, False, timedelta(0)),
    "a date in the future counts as the moment of being seen": (
        -3 * DAY,
        False,
        True,
        timedelta(0),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_arrive(name):
    age, first_poll, fresh, filed_age = CASES[name]
    entry = ParsedEntry("k", "a", "", "a.example", published=None if age is None else NOW - age)
    arrival = arrive(entry, NOW, POLICY, first_poll=first_poll)
    assert (arrival.fresh, arrival.published) == (fresh, NOW - filed_age)


@pytest.mark.parametrize("ahead", [timedelta(0), -DAY, DAY, None])
def test_by_default_nothing_of_a_first_poll_is_news(ahead):
    entry = ParsedEntry("k", "a", "", "a.example", published=None if ahead is None else NOW + ahead)
    assert not arrive(entry, NOW, PollPolicy(), first_poll=True).fresh
