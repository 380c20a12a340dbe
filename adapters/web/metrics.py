"""``/metrics``: the numbers of a scrape in Prometheus' own formats, true whichever process writes."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from monitor.alerting.kinds import State
from monitor.board import Figures

FEED_STATES = ("heard", "failing", "dormant", "waiting", "off", "removed")
CLAIM_STATES = ("live", "retracted")


@dataclass(frozen=True, slots=True)
class Build:
    """Which code serves: its version, and that of reading."""

    version: str
    classifier: str


def exposition(figures: Figures, build: Build, accept: str) -> tuple[bytes, str]:
    """The numbers in the format that ``accept`` asks for, and its media type."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Scrape(figures, build))
    encode, media_type = choose_encoder(accept)
    return encode(registry), media_type


class _Scrape(Collector):
    """One scrape; every word of a label that can be is there from the start, so that none is missed for 0."""

    def __init__(self, figures: Figures, build: Build) -> None:
        self._figures = figures
        self._build = build

    def collect(self) -> Iterator[Metric]:
        """Every family, in the order in which they are documented."""
        yield self._build_info()
        yield from self._log()
        yield from self._feeds()
        yield from self._claims()
        yield from self._alerts()
        yield _gauge(
            "accords_database_size_bytes", "Size of the database.", self._figures.database_bytes
        )

    def _build_info(self) -> Metric:
        info = GaugeMetricFamily(
            "accords_build_info",
            "Always 1; the labels name the code that serves.",
            labels=["version", "classifier", "python"],
        )
        info.add_metric([self._build.version, self._build.classifier, platform.python_version()], 1)
        return info

    def _log(self) -> Iterator[Metric]:
        figures = self._figures
        yield CounterMetricFamily(
            "accords_events", "Events in the log: its last position.", figures.head
        )
        yield from _instant(
            "accords_last_event_timestamp_seconds",
            "When the last event was recorded.",
            figures.last_event_at,
        )
        yield from _instant(
            "accords_last_confirmation_timestamp_seconds",
            "When a stage was last confirmed, baselines included.",
            figures.last_confirmed_at,
        )
        yield _labelled(
            "accords_projection_behind_events",
            "Events of the log that the projection's rows lack.",
            "projection",
            figures.behind,
        )
        yield _labelled(
            "accords_projection_stopped",
            "1 where the projection met an event that it cannot fold.",
            "projection",
            figures.stopped,
        )

    def _feeds(self) -> Iterator[Metric]:
        figures = self._figures
        yield _labelled(
            "accords_feeds",
            "Feeds by state, as in feed_health.",
            "state",
            _all(FEED_STATES, figures.feeds),
        )
        yield from _instant(
            "accords_last_poll_timestamp_seconds", "When a poll last ended.", figures.last_poll_at
        )
        yield from _instant(
            "accords_next_poll_timestamp_seconds",
            "When the next feed is due.",
            figures.next_poll_at,
        )
        yield CounterMetricFamily("accords_items", "Items that feeds brought.", figures.items)
        yield CounterMetricFamily("accords_articles", "Articles on file.", figures.articles)

    def _claims(self) -> Iterator[Metric]:
        figures = self._figures
        yield _labelled(
            "accords_claims",
            "Claims on file, by whether they still count.",
            "status",
            _all(CLAIM_STATES, figures.claims),
        )
        yield _labelled(
            "accords_members", "Members of each accord today.", "accord", figures.members
        )
        yield _gauge(
            "accords_reviews_open", "Questions that wait for a person.", figures.open_reviews
        )
        yield from _instant(
            "accords_oldest_open_review_timestamp_seconds",
            "When the oldest of them was opened; missing where none is open.",
            figures.oldest_review_at,
        )

    def _alerts(self) -> Iterator[Metric]:
        yield _labelled(
            "accords_alert_deliveries",
            "Deliveries of alerts by state, as in alert_deliveries.",
            "state",
            _all([state.value for state in State], self._figures.deliveries),
        )


def _all(known: list[str] | tuple[str, ...], counted: Mapping[str, int]) -> dict[str, int]:
    return dict.fromkeys(known, 0) | dict(counted)


def _gauge(name: str, help_: str, value: float) -> Metric:
    return GaugeMetricFamily(name, help_, value)


def _labelled(name: str, help_: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, help_, labels=[label])
    for word, value in values.items():
        family.add_metric([word], float(value))
    return family


def _instant(name: str, help_: str, at: datetime | None) -> Iterator[Metric]:
    """The instant in seconds since 1970; no sample where there is none, so that no alert takes 0 for one."""
    family = GaugeMetricFamily(name, help_, labels=[])
    if at is not None:
        family.add_metric([], at.timestamp())
    yield family
