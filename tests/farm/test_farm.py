"""What polling promises, held over weeks of simulated time; see ``tests.farm.farm``."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from monitor.model.feed import Outcome, PollPolicy
from monitor.model.polling import Trouble, Trust
from store.engine import open_engine, read
from store.migrate import upgrade
from store.tables.articles import revisions
from tests.farm.clockwork import LoopClock, run
from tests.farm.farm import Farm
from tests.farm.newsroom import day
from tests.farm.rhythms import in_bursts, steadily, with_silence
from tests.farm.village import HOUR_S, a_slow_year, a_year, two_weeks

HALF_DAY = PollPolicy(max_delay_s=12 * HOUR_S, interval_s=HOUR_S)
_GONE = 410
DAY_S = 86_400


def urls(stories) -> list[str]:
    return [story.url for story in stories]


def check(report) -> None:
    """All that is promised for every feed whatever befalls it."""
    assert list(report.crowding()) == []
    assert list(report.impatience()) == []
    assert list(report.abandoned()) == []
    assert [url for result in report.results for url in urls(result.missed)] == []
    assert [url for result in report.results for url in urls(result.late)] == []
    assert [url for result in report.results for url in urls(result.doubled)] == []
    assert Outcome.FAULT not in {state.state.last_outcome for state in report.results}


def test_two_weeks_of_sixty_feeds_break_no_promise():
    report = two_weeks()
    check(report)
    assert sum(result.items for result in report.results) > 400
    # Twice in the usual time between items: 24 polls a day of the quickest, and their jitter and probes.
    assert max(report.per_day([result]) for result in report.results) < 20
    assert report.per_day(report.results) < 3


@pytest.mark.slow
def test_a_year_of_every_kind_of_feed_breaks_no_promise():
    report = a_slow_year()
    check(report)
    assert len({result.newsroom.label for result in report.results}) > 32
    assert report.requests[-1].start > day(365)


@pytest.mark.year
def test_a_year_of_two_hundred_feeds_breaks_no_promise():
    report = a_year()
    sys.stdout.write(report.table())
    check(report)


def test_virtual_time_goes_on_after_any_span():
    """After 194 days the floats of asyncio are coarser than the nanosecond by which it sees what is due."""
    clock, seen = LoopClock(), []

    async def waits() -> None:
        for span_s in (195 * DAY_S, 0.01, 1e-6):
            await asyncio.sleep(span_s)
            seen.append(clock.now())

    run(waits())
    assert seen[0] == day(195)
    assert len(seen) == 3


def test_after_an_outage_of_our_own_the_backlog_drains_spread_out():
    farm = Farm(PollPolicy(max_delay_s=2 * HOUR_S), tick_s=30)
    for number in range(30):
        farm.feed(f"https://feed{number}.example/rss", steadily(hours=3))
    ends = day(0, hours=7, minutes=10)
    farm.between(day(0, hours=5), ends).is_unreachable()
    report = farm.runs(days=0.35)
    check(report)
    first_heard = [
        min(r.end for r in result.requests if r.end >= ends) - ends for result in report.results
    ]
    drained_s = farm.policy.outage_spread_s + 2 * farm.policy.outage_probe_s + farm.slack_s
    assert max(first_heard).total_seconds() < drained_s
    assert max(Counter(int(wait.total_seconds() // 60) for wait in first_heard).values()) < 15
    down = [r for r in report.requests if day(0, hours=6) < r.start < day(0, hours=7)]
    assert len(down) <= HOUR_S / farm.policy.outage_probe_s * 2 + 2
    assert {result.state.failures for result in report.results} == {0}


def test_one_answer_of_429_spares_the_whole_host():
    farm = Farm(HALF_DAY, tick_s=300)
    sections = [farm.feed(f"https://{n}.paper.example/rss", steadily(hours=4)) for n in range(6)]
    farm.host("paper.example").between(day(1), day(1, hours=1)).answers(
        429, retry_after_s=10 * HOUR_S
    )
    report = farm.runs(days=2)
    check(report)
    refused = [r for r in report.requests if r.outcome is Outcome.HTTP_ERROR]
    assert len(refused) == 1
    assert all(report.of(section).items for section in sections)


@pytest.mark.slow
def test_a_feed_that_is_gone_is_asked_once_a_month_and_comes_back_with_the_next_look():
    farm = Farm(HALF_DAY, tick_s=600)
    feed = farm.feed("https://gone.example/rss", steadily(days=2)).shows(40)
    feed.between(day(5), day(100)).answers(_GONE)
    report = farm.runs(days=150)
    check(report)
    asked = [r.start for r in report.of(feed).requests if r.status == _GONE]
    dormant = [at for at in asked if at > day(20)]
    assert 2 <= len(dormant) <= 3
    assert report.of(feed).state.memory.trouble == Trouble()
    assert max(story.at for story in feed.stories) > day(100)


def test_a_server_that_hides_its_news_is_found_out():
    farm = Farm(HALF_DAY)
    liar = farm.feed("https://liar.example/rss", steadily(hours=3)).shows(60)
    liar.between(day(1)).hides_news()
    report = farm.runs(days=8)
    check(report)
    assert report.of(liar).state.memory.validators.trust is Trust.DISTRUSTED
    late = [r for r in report.of(liar).requests if r.start > day(5)]
    assert Outcome.NOT_MODIFIED not in {request.outcome for request in late}


def test_a_server_that_hides_a_feeds_first_item_is_found_out():
    """Of a feed that was empty when it was met no rhythm is known by which it could seem silent for too long."""
    farm = Farm(HALF_DAY, tick_s=600)
    liar = farm.feed("https://liar.example/rss", with_silence(steadily(hours=30), day(-20), day(2)))
    liar.between(day(0.1)).hides_news()
    report = farm.runs(days=9)
    check(report)
    assert report.of(liar).items > 2
    assert Trust.DISTRUSTED is report.of(liar).state.memory.validators.trust


@pytest.mark.slow
def test_a_feed_without_dates_is_not_asked_the_more_the_more_it_is_asked():
    farm = Farm(HALF_DAY)
    undated = farm.feed("https://undated.example/rss", steadily(hours=10)).dates_wrongly(None)
    dated = farm.feed("https://dated.example/rss", steadily(hours=10))
    report = farm.runs(days=10)
    check(report)
    costs = [report.per_day([report.of(feed)]) for feed in (undated, dated)]
    assert costs[0] < costs[1] * 1.5


def test_a_burst_makes_polling_quicker_and_it_calms_down_again():
    farm = Farm(PollPolicy(max_delay_s=6 * HOUR_S, interval_s=HOUR_S))
    wire = farm.feed("https://wire.example/rss", in_bursts(8, days=1)).shows(16)
    report = farm.runs(days=4)
    check(report)
    assert not report.of(wire).gone
    assert report.per_day(report.results) < 24


@pytest.mark.slow
def test_moves_are_learned_and_asked_directly():
    farm = Farm(HALF_DAY, tick_s=600)
    lasting = farm.feed("https://old.example/rss", steadily(hours=12))
    lasting.between(day(1)).redirects("https://new.example/rss", 301)
    passing = farm.feed("https://here.example/rss", steadily(hours=12))
    passing.between(day(1)).redirects("https://elsewhere.example/rss", 302)
    secured = farm.feed("http://plain.example/rss", steadily(hours=12))
    secured.between(day(1)).redirects("https://plain.example/rss", 301)
    report = farm.runs(days=12)
    check(report)
    learned = [report.of(feed).state.memory.moving.location for feed in farm.newsrooms]
    assert learned == ["https://new.example/rss", "", "https://plain.example/rss"]
    asked = {r.asked for r in report.of(lasting).requests if r.start > day(10)}
    assert asked == {"https://new.example/rss"}


def test_an_archive_that_comes_up_at_once_is_no_news_and_the_news_in_it_is():
    engine = open_engine("sqlite://")
    upgrade(engine)
    farm = Farm(HALF_DAY)
    feed = farm.feed("https://paper.example/rss", steadily(hours=6)).floods(day(3), day(5), 150)
    report = farm.runs(days=6, engine=engine)
    check(report)
    assert not report.of(feed).held
    with read(engine) as connection:
        fresh = connection.scalars(select(revisions.c.title).where(revisions.c.fresh == 1)).all()
    assert not [title for title in fresh if title.startswith("From the archive")]
    engine.dispose()


@pytest.mark.slow
def test_several_feeds_of_one_host_at_a_time_where_the_policy_says_so_and_no_more():
    policy = PollPolicy(max_delay_s=12 * HOUR_S, per_host=2, spacing_s=0, concurrency=8)
    farm = Farm(policy)
    for number in range(10):
        farm.feed(f"https://{number}.slow.example/rss", steadily(hours=8)).is_slow(14)
    report = farm.runs(days=1)
    check(report)
    assert len(report.requests) > 20


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_three_workers_on_one_database_keep_the_promises_together(any_engine):
    farm = Farm(HALF_DAY, tick_s=600)
    for number in range(6):
        farm.feed(f"https://{number}.paper.example/rss", steadily(hours=8)).edits(0.3)
    for number in range(6):
        farm.feed(f"https://feed{number}.example/rss", steadily(hours=8)).is_slow(3)
    farm.host("paper.example").between(day(0.5), day(0.6)).answers(503, retry_after_s=7200)
    report = farm.runs(days=1.2, workers=3, engine=any_engine)
    check(report)
    assert timedelta(0) < report.end - max(r.start for r in report.requests) < timedelta(hours=12)


def test_the_report_tells_of_promises_that_are_broken():
    farm = Farm(HALF_DAY)
    for number in range(3):
        farm.feed(f"https://{number}.paper.example/rss", steadily(hours=8))
    report = farm.runs(days=2)
    check(report)
    stricter = replace(farm.policy, spacing_s=HOUR_S, max_delay_s=600, backoff_cap_s=60)
    other = replace(report, policy=stricter)
    assert len(list(other.abandoned())) == 3
    assert list(other.crowding())
