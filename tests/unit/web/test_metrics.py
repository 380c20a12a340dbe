"""The numbers of a scrape, read back by Prometheus' own parsers."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_families
from prometheus_client.parser import text_string_to_metric_families as plain_families

from adapters.web.metrics import Build, exposition
from monitor.board import Figures

NEW = Figures(
    head=0,
    last_event_at=None,
    last_confirmed_at=None,
    behind={},
    stopped={},
    feeds={},
    last_poll_at=None,
    next_poll_at=None,
    items=0,
    articles=0,
    claims={},
    members={},
    deliveries={},
    open_reviews=0,
    oldest_review_at=None,
    database_bytes=4096,
)
BUILD = Build("1.2", "rules-2")
OPEN = "application/openmetrics-text; version=1.0.0"


def scraped(figures, accept=""):
    body, _ = exposition(figures, BUILD, accept)
    parse = open_families if accept else plain_families
    return {family.name: family for family in parse(body.decode())}


@pytest.mark.parametrize("accept", ["", OPEN])
def test_both_formats_are_valid_and_every_family_is_described(accept):
    families = scraped(NEW, accept)
    assert len(families) > 15
    assert all(
        family.documentation and family.type in {"gauge", "counter"} for family in families.values()
    )


def test_counters_end_in_total():
    for family in scraped(NEW).values():
        if family.type == "counter":
            assert all(sample.name.endswith("_total") for sample in family.samples)


def test_what_never_happened_has_no_sample_so_that_no_alert_takes_it_for_1970():
    assert scraped(NEW)["accords_last_poll_timestamp_seconds"].samples == []


def test_every_state_is_there_from_the_start():
    states = {
        sample.labels["state"]: sample.value for sample in scraped(NEW)["accords_feeds"].samples
    }
    assert states == dict.fromkeys(
        ("heard", "failing", "dormant", "waiting", "off", "removed"), 0.0
    )
    deliveries = {s.labels["state"] for s in scraped(NEW)["accords_alert_deliveries"].samples}
    assert {"dead", "sent", "pending", "held"} <= deliveries


def test_an_instant_is_seconds_since_1970():
    at = datetime(2025, 11, 6, 17, tzinfo=UTC)
    families = scraped(
        Figures(**{**{f: getattr(NEW, f) for f in NEW.__slots__}, "last_poll_at": at})
    )
    assert families["accords_last_poll_timestamp_seconds"].samples[0].value == at.timestamp()


def test_the_page_names_every_metric_and_none_that_is_not():
    page = (Path(__file__).parents[3] / "docs" / "board.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(accords_[a-z_]+)`", page))
    made = {
        f"{family.name}_total" if family.type == "counter" else family.name
        for family in scraped(NEW).values()
    }
    assert told == made
