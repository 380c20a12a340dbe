"""What failures cost, when a feed is gone, where it has moved, and whether it is our own network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.domain import domain_of
from monitor.model.feed import FetchedFeed, Outcome, PollPolicy
from monitor.model.polling import Hop, HostPause, Moving, Trouble
from monitor.polling.hosts import pause_of
from monitor.polling.moving import MoveReason, follow
from monitor.polling.outage import Network, NetworkChange, see, sighting_of
from monitor.polling.trouble import Cost, cost_of, troubled

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
DAY = timedelta(days=1)
POLICY = PollPolicy(outage_hosts=3)
HERE, THERE = "https://a.example/rss", "https://b.example/rss"

COSTS = {
    "no answer in time passes": (Outcome.TIMEOUT, 0, Cost.PASSING),
    "a name that is not found passes": (Outcome.UNREACHABLE, 0, Cost.PASSING),
    "a fault of the server passes": (Outcome.HTTP_ERROR, 502, Cost.PASSING),
    "too many requests pass": (Outcome.HTTP_ERROR, 429, Cost.PASSING),
    "a fault of ours passes": (Outcome.FAULT, 0, Cost.PASSING),
    "a page in the place of a feed is unusable": (Outcome.NOT_A_FEED, 200, Cost.UNUSABLE),
    "an empty body is unusable": (Outcome.EMPTY, 200, Cost.UNUSABLE),
    "a body beyond the cap is unusable": (Outcome.TOO_LARGE, 200, Cost.UNUSABLE),
    "not found is a no": (Outcome.HTTP_ERROR, 404, Cost.REFUSED),
    "forbidden is a no": (Outcome.HTTP_ERROR, 403, Cost.REFUSED),
    "an address that may not be asked is a no": (Outcome.REFUSED, 0, Cost.REFUSED),
    "a redirect to nowhere is a no": (Outcome.BAD_REDIRECT, 301, Cost.REFUSED),
}


@pytest.mark.parametrize("name", COSTS)
def test_cost_of(name):
    outcome, status, cost = COSTS[name]
    assert cost_of(outcome, status) is cost


def test_costs_add_up_and_end_with_the_first_answer():
    trouble = Trouble()
    for outcome, status in ((Outcome.TIMEOUT, 0), (Outcome.EMPTY, 200), (Outcome.HTTP_ERROR, 404)):
        trouble = troubled(trouble, outcome, status, NOW, POLICY)
    assert (trouble.failures, trouble.strikes, trouble.blind_since) == (3, 1.75, NOW)
    assert troubled(trouble, Outcome.NOT_MODIFIED, 304, NOW, POLICY) == Trouble()


def answers(*statuses: int, days_apart: float) -> Trouble:
    trouble, now = Trouble(), NOW
    for status in statuses:
        outcome = Outcome.HTTP_ERROR if status else Outcome.TIMEOUT
        trouble = troubled(trouble, outcome, status, now, POLICY)
        now += days_apart * DAY
    return trouble


GONE = {
    "410 five times over a week is proof": (answers(*[410] * 5, days_apart=2), True),
    "five times within a day is none": (answers(*[410] * 5, days_apart=0.1), False),
    "four times over a month are none": (answers(*[410] * 4, days_apart=9), False),
    "another answer between begins anew": (
        answers(410, 410, 410, 404, 410, 410, days_apart=3),
        False,
    ),
    "no answer between says nothing": (answers(410, 410, 0, 410, 410, 410, days_apart=2), True),
    "404 is no proof however long": (answers(*[404] * 40, days_apart=2), False),
    "what is gone stays so at the next look": (answers(*[410] * 9, days_apart=30), True),
    "and wakes with any other answer": (answers(*[410] * 9, 500, days_apart=30), False),
}


@pytest.mark.parametrize("name", GONE)
def test_gone_for_good(name):
    trouble, dormant = GONE[name]
    assert (trouble.dormant_since is not None) is dormant


def redirected(*statuses: int, to=THERE, url=HERE) -> FetchedFeed:
    return FetchedFeed(
        url, Outcome.OK, to if statuses else url, 200, hops=tuple(Hop(s, to) for s in statuses)
    )


SECURE = "https://a.example/x?y=1"
MOVES = {
    "a first permanent redirect is remembered": (
        Moving(), redirected(301), 0, Moving("", THERE, NOW, 1), None,
    ),
    "within a week it is not learned": (
        Moving("", THERE, NOW - 6 * DAY, 9), redirected(308), 0, Moving("", THERE, NOW - 6 * DAY, 10), None,
    ),
    "after a week it is": (
        Moving("", THERE, NOW - 7 * DAY, 2), redirected(301, 308), 0, Moving(THERE), MoveReason.LASTING,
    ),
    "but not at the second sighting": (
        Moving("", THERE, NOW - 7 * DAY, 1), redirected(301), 0, Moving("", THERE, NOW - 7 * DAY, 2), None,
    ),
    "another target begins anew": (
        Moving("", "https://c.example/", NOW - 9 * DAY, 9), redirected(301), 0, Moving("", THERE, NOW, 1), None,
    ),
    "http to https at the same place is learned at once": (
        Moving(), redirected(301, to=SECURE, url="http://a.example/x?y=1"), 0, Moving(SECURE), MoveReason.SECURE,
    ),
    "https to http is not": (
        Moving(), redirected(301, to="http://a.example/x", url="https://a.example/x"), 0,
        Moving("", "http://a.example/x", NOW, 1), None,
    ),
    "302 is never learned": (
        Moving("", THERE, NOW - 9 * DAY, 9), redirected(302), 0, Moving(), None,
    ),
    "nor is a chain with a 307 in it": (
        Moving("", THERE, NOW - 9 * DAY, 9), redirected(301, 307), 0, Moving(), None,
    ),
    "an answer without a redirect ends the candidacy": (
        Moving("", THERE, NOW - 9 * DAY, 9), redirected(), 0, Moving(), None,
    ),
    "what was learned stays": (
        Moving(THERE), redirected(url=THERE), 0, Moving(THERE), None,
    ),
    "what was learned and fails is kept for a while": (
        Moving(THERE), FetchedFeed(THERE, Outcome.TIMEOUT), 2, Moving(THERE), None,
    ),
    "and forgotten at the third failure": (
        Moving(THERE), FetchedFeed(THERE, Outcome.HTTP_ERROR, status=404), 3, Moving(), MoveReason.FORGOTTEN,
    ),
    "a failure on the way says nothing of the target": (
        Moving("", THERE, NOW - 9 * DAY, 9), FetchedFeed(HERE, Outcome.TIMEOUT), 1,
        Moving("", THERE, NOW - 9 * DAY, 9), None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MOVES)
def test_follow(name):
    moving, fetched, failures, wanted, reason = MOVES[name]
    assert follow(moving, fetched, failures, NOW, POLICY) == (wanted, reason)


def answered(status: int, retry_after="", place="https://feeds.a.example/x") -> FetchedFeed:
    headers = {"retry-after": retry_after} if retry_after else {}
    return FetchedFeed(HERE, Outcome.HTTP_ERROR, place, status, headers)


PAUSES = {
    "429 with Retry-After closes the host": (answered(429, "60"), 60),
    "503 with Retry-After as well": (answered(503, "60"), 60),
    "429 without says nothing of how long": (answered(429), POLICY.host_pause_s),
    "503 without is a fault and no wish": (answered(503), None),
    "Retry-After is capped": (answered(429, "999999999"), POLICY.retry_after_cap_s),
    "other answers ask for nothing": (answered(404, "60"), None),
}


@pytest.mark.parametrize("name", PAUSES)
def test_pause_of(name):
    fetched, seconds = PAUSES[name]
    found = pause_of(fetched, NOW, POLICY)
    if seconds is None:
        assert found is None
    else:
        assert isinstance(found, HostPause)
        assert (found.domain, found.until) == ("a.example", NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://feeds.bbc.co.uk/rss", "bbc.co.uk"),
        ("https://www.spa.gov.sa/rss", "spa.gov.sa"),
        ("https://news.example/rss", "news.example"),
        ("https://one.blogspot.com/rss", "one.blogspot.com"),
        ("http://127.0.0.1:8080/rss", "127.0.0.1"),
        ("http://[::1]/rss", "::1"),
        ("http://localhost/rss", "localhost"),
        ("not an address", ""),
    ],
)
def test_domain_of(url, domain):
    assert domain_of(url) == domain


LOST = FetchedFeed("", Outcome.UNREACHABLE)
ANSWERED = FetchedFeed("", Outcome.HTTP_ERROR, status=500)
REFUSED = FetchedFeed("", Outcome.REFUSED)


def after(*polls) -> tuple[Network, list[NetworkChange | None]]:
    """The network after (domain, answer, was heard before) in turn."""
    network, changes = Network(), []
    for domain, fetched, was_heard in polls:
        sighting = sighting_of(fetched, domain, NOW, was_heard=was_heard)
        network, change = see(network, sighting, POLICY)
        changes.append(change)
    return network, changes


DOWN = [(f"{n}.example", LOST, True) for n in range(3)]
OUTAGES = {
    "hosts that all fail at once are our own outage": (DOWN, NetworkChange.WENT_DOWN, True),
    "two are too few": (DOWN[:2], None, False),
    "feeds of one host are one": ([DOWN[0]] * 9, None, False),
    "one answer between, be it an error, says that we are up": (
        [*DOWN[:2], ("x.example", ANSWERED, False), DOWN[2]],
        None,
        False,
    ),
    "what failed before says nothing": ([(d, f, False) for d, f, _ in DOWN], None, False),
    "an address that we refuse says nothing": (
        [(d, REFUSED, True) for d, _, _ in DOWN],
        None,
        False,
    ),
    "one answer ends it": ([*DOWN, ("x.example", ANSWERED, False)], NetworkChange.CAME_BACK, False),
    "further failures in it are no news": ([*DOWN, ("y.example", LOST, True)], None, True),
}


@pytest.mark.parametrize("name", OUTAGES)
def test_outage(name):
    polls, change, down = OUTAGES[name]
    network, changes = after(*polls)
    assert (changes[-1], network.is_down) == (change, down)
