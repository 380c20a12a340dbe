"""A farm of every kind of feed that we know of, with what befalls feeds, hosts and our own network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from monitor.model.feed import PollPolicy
from tests.farm.farm import Farm
from tests.farm.newsroom import Newsroom, Trouble, Validators, day
from tests.farm.report import Report
from tests.farm.rhythms import Rhythm, in_bursts, in_office_hours, steadily, with_silence

HOUR_S = 3600.0
TTL = "<ttl>180</ttl>"
SKIPPED = f"<skipHours>{''.join(f'<hour>{hour}</hour>' for hour in range(6))}</skipHours>"


@dataclass(frozen=True, slots=True)
class Plot:
    """A feed, its farm, and the pace at which things happen there: with 4, a day's block lasts four."""

    farm: Farm
    feed: Newsroom
    pace: float

    def during(self, first: float, last: float) -> Trouble:
        """Between two days, for the feed."""
        return self.feed.between(day(first * self.pace), day(last * self.pace))

    def host_during(self, first: float, last: float) -> Trouble:
        """Between two days, for its host."""
        host = self.farm.host(self.feed.domain)
        return host.between(day(first * self.pace), day(last * self.pace))

    def moves(self, status: int) -> None:
        """A redirect to another host, from the second day on."""
        host = self.feed.url.partition("//")[2].partition("/")[0]
        self.feed.between(day(2 * self.pace)).redirects(f"https://new-{host}/feed", status)

    def turns_secure(self) -> None:
        """A redirect to the same place by https."""
        self.feed.between(day(2)).redirects(self.feed.url.replace("http:", "https:"))

    def floods(self) -> None:
        """Two days of its archive."""
        self.feed.floods(day(6 * self.pace), day(8 * self.pace), 120)


Life = Callable[[Plot], object]


def _rhythms(pace: float) -> list[tuple[str, Rhythm, Life]]:
    """Kinds of feeds by how they publish."""
    return [
        ("every two hours", steadily(hours=2 * pace), lambda p: p.feed.shows(30)),
        ("every eight hours", steadily(hours=8 * pace), lambda _: None),
        ("daily", steadily(days=pace), lambda _: None),
        ("weekly", steadily(days=7 * pace), lambda _: None),
        ("office hours", in_office_hours(hours=4 * pace), lambda _: None),
        ("bursts of six", in_bursts(6, days=pace), lambda p: p.feed.shows(30)),
        ("narrow window", steadily(hours=12 * pace), lambda p: p.feed.shows(6)),
        (
            "silent for a week",
            with_silence(steadily(hours=12 * pace), day(2 * pace), day(9 * pace)),
            lambda _: None,
        ),
    ]


_TRAITS: list[tuple[str, Life]] = [
    ("edits", lambda p: p.feed.edits(0.4)),
    ("undated", lambda p: p.feed.dates_wrongly(None)),
    ("clock five hours fast", lambda p: p.feed.dates_wrongly(timedelta(hours=5))),
    ("clock a day slow", lambda p: p.feed.dates_wrongly(timedelta(days=-1))),
    ("slow host", lambda p: p.feed.is_slow(15)),
    ("Last-Modified", lambda p: p.feed.validates(Validators.LAST_MODIFIED)),
    ("no validators", lambda p: p.feed.validates(Validators.NONE)),
    ("one ETag for ever", lambda p: p.feed.validates(Validators.FROZEN)),
    ("304 whatever it has", lambda p: p.during(1, 40).hides_news()),
    ("ttl of three hours", lambda p: p.feed.speaks_xml(TTL)),
    ("skipHours at night", lambda p: p.feed.speaks_xml(SKIPPED)),
    ("new guids", lambda p: p.feed.renumbers(day(5 * p.pace))),
    ("flood", lambda p: p.floods()),
    ("no answer for 2 days", lambda p: p.during(4, 6).times_out()),
    ("page in its place", lambda p: p.during(4, 5).shows_a_page()),
    ("empty body", lambda p: p.during(4, 5).is_empty()),
    ("403", lambda p: p.host_during(3, 4).answers(403)),
    ("404", lambda p: p.host_during(3, 4).answers(404)),
    ("429", lambda p: p.host_during(3, 4).answers(429)),
    ("503, Retry-After 2 h", lambda p: p.host_during(3, 4).answers(503, retry_after_s=2 * HOUR_S)),
    ("410", lambda p: p.during(2, 30).answers(410)),
    ("301 to another host", lambda p: p.moves(301)),
    ("302 to another host", lambda p: p.moves(302)),
    ("http to https", lambda p: p.turns_secure()),
]
"""Kinds of feeds by what is odd about them, or what befalls them."""


def policy(contract_h: float) -> PollPolicy:
    """The policy of a farm with a long contract: a poll costs milliseconds, and a year has many."""
    return PollPolicy(max_delay_s=contract_h * HOUR_S, interval_s=HOUR_S)


def village(
    feeds: int, *, contract_h: float, pace: float = 1.0, tick_s: float = 600.0, seed: int = 1
) -> Farm:
    """A farm of so many feeds of every kind, an eighth of them on one host; twice our own network fails."""
    farm = Farm(policy(contract_h), seed=seed, tick_s=tick_s)
    usual = steadily(hours=20 * pace)
    kinds = [*_rhythms(pace), *((label, usual, life) for label, life in _TRAITS)]
    crowd = feeds // 8
    for number in range(feeds - crowd):
        label, rhythm, life = kinds[number % len(kinds)]
        scheme = "http" if label == "http to https" else "https"
        feed = farm.feed(f"{scheme}://feed{number}.example/news", rhythm, label)
        life(Plot(farm, feed, pace))
    for number in range(crowd):
        farm.feed(f"https://section{number}.many.example/rss", usual, "many of one host")
    block = farm.host("many.example").between(day(9), day(9 + pace))
    block.answers(429, retry_after_s=HOUR_S)
    farm.between(day(7), day(7, hours=4)).is_unreachable()
    farm.between(day(11), day(11, hours=30)).times_out()
    return farm


def two_weeks(feeds: int = 60) -> Report:
    """The short run of the tests."""
    return village(feeds, contract_h=24, pace=2, tick_s=3600).runs(days=14)


def a_slow_year(feeds: int = 40) -> Report:
    """A year of an eighth of the pace: a feed of every kind, and an end within a minute."""
    return village(feeds, contract_h=144, pace=8, tick_s=3600).runs(days=366)


def a_year(feeds: int = 200) -> Report:
    """The long one: a quarter of the pace, so that it ends in minutes."""
    return village(feeds, contract_h=72, pace=4, tick_s=3600).runs(days=366)
