"""What is held back when a feed brings much at once, as cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.identity import HoldReason
from monitor.polling.influx import Influx, judge_influx

HEARD = datetime(2025, 11, 6, 12, tzinfo=UTC)


def old(count: int) -> list[datetime]:
    return [HEARD - timedelta(days=2, hours=n) for n in range(count)]


def since(count: int) -> list[datetime]:
    return [HEARD + timedelta(minutes=n + 1) for n in range(count)]


def influx(new, *, known: int = 0, sightings: int = 300, newest=HEARD) -> Influx:
    return Influx(shown=len(new) + known, new=new, sightings=sightings, newest=newest)


CASES = {
    "a first poll": (influx(old(30), sightings=0, newest=None), HoldReason.FIRST_POLL, 0),
    "a few old ones": (influx(old(9)), HoldReason.FEW, 0),
    "a newsroom's week after an outage of its server": (influx(since(200)), HoldReason.IN_BOUNDS, 0),
    "late ones among the known": (influx(old(20), known=30), HoldReason.IN_BOUNDS, 0),
    "every id changed, all old": (influx(old(30)), HoldReason.IDS_CHANGED, 30),
    "every id changed, one of them news": (influx([*old(30), *since(1)]), HoldReason.IDS_CHANGED, 30),
    "every id changed, no dates": (influx([None] * 30), HoldReason.IDS_CHANGED, 30),
    "every id changed, all dated now": (influx([HEARD + timedelta(hours=1)] * 30), HoldReason.IDS_CHANGED, 30),
    "every id changed, most of it news": (influx([*old(10), *since(20)]), HoldReason.IN_BOUNDS, 0),
    "hundreds of old ones among the known": (influx(old(200), known=30), HoldReason.OLD_ITEMS, 200),
    "drafts of the day before": (
        influx([HEARD - timedelta(hours=n) for n in range(20)], known=5), HoldReason.IN_BOUNDS, 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_held_back(name):
    brought, reason, held = CASES[name]
    verdict = judge_influx(brought)
    assert (verdict.reason, len(verdict.held)) == (reason, held)
    assert verdict.reason.holds == bool(verdict.held)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 50))
def test_what_bears_a_date_of_its_own_since_the_feed_was_heard_always_passes(olds, news, known):
    """So a change of systems delays no accession."""
    new = [*old(olds), *since(news)]
    held = judge_influx(influx(new, known=known)).held
    assert all(place < olds for place in held)
