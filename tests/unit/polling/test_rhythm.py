"""What polls teach of how a feed publishes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.feed import ParsedEntry
from monitor.model.polling import Rhythm, Sample
from monitor.polling.rhythm import DELAYS_KEPT, Sight, gap_s, last_news_at, observe, percentile_s

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(minutes=30)


def entries(*minutes: float | None) -> list[ParsedEntry]:
    """Items by how many minutes ago they claim to be published."""
    return [
        ParsedEntry(f"k{n}", f"a{n}", "", "a.example", title="T",
                    published=None if ago is None else NOW - timedelta(minutes=ago))
        for n, ago in enumerate(minutes)
    ]  # fmt: skip


def seen(rhythm=None, shown=(), known=(), heard_before=BEFORE) -> Rhythm:
    return observe(rhythm or Rhythm(entries=9), Sight(shown, set(known), heard_before, NOW))


GAPS = {
    "items an hour apart": (entries(0, 60, 120, 180, 240), 3600),
    "one item pinned for a year does not slow a feed down": (
        entries(0, 60, 120, 180, 525_600),
        3600,
    ),
    "two dates say nothing": (entries(0, 60), None),
    "undated items say nothing": (entries(None, None, None, None), None),
    "a document that dates all with the present says nothing": (entries(0, 0.1, 0.2, 0.3), None),
    "dates in the future are left out": (entries(-99, 0, 60, 120), 3600),
}


@pytest.mark.parametrize("name", GAPS)
def test_the_gap_by_the_dates(name):
    shown, wanted = GAPS[name]
    assert seen(shown=shown).gap_s == (pytest.approx(wanted) if wanted else None)


def test_a_first_poll_overlaps_with_nothing_and_misses_nothing():
    found = seen(Rhythm(), entries(0, 60, 120), heard_before=None)
    assert (found.overlap, found.gaps, found.samples, found.delays_s) == (None, 0, (), ())
    assert found.entries == 3


def test_the_overlap_is_the_share_that_was_known():
    found = seen(shown=entries(0, 60, 120, 180), known=["k1", "k2", "k3"])
    assert (found.overlap, found.gaps) == (0.75, 0)
    assert found.samples == (Sample(NOW, 1800, 4, 1),)


def test_a_document_in_which_nothing_is_known_is_a_possible_gap():
    found = seen(shown=entries(0, 60))
    assert (found.overlap, found.gaps, found.last_gap_at) == (0.0, 1, NOW)


def test_a_feed_that_was_empty_before_has_no_gap():
    assert seen(Rhythm(entries=0), entries(0, 60)).gaps == 0


def test_an_empty_document_changes_no_overlap():
    before = Rhythm(entries=9, overlap=0.5, gaps=1)
    found = seen(before, [])
    assert (found.overlap, found.gaps, found.entries) == (0.5, 1, 0)


def test_a_document_without_news_leaves_no_sample():
    assert seen(shown=entries(0), known=["k0"]).samples == ()


def test_delays_are_measured_for_new_dated_items_of_sane_dates():
    ten_days = 10 * 24 * 60
    found = seen(shown=entries(5, 10, None, -3, ten_days, 20), known=["k5"])
    assert found.delays_s == (300, 600)


def test_old_delays_make_room():
    found = seen(Rhythm(entries=1, delays_s=(1.0,) * DELAYS_KEPT), entries(5))
    assert len(found.delays_s) == DELAYS_KEPT
    assert found.delays_s[-1] == 300


@pytest.mark.parametrize(
    ("delays", "percent", "wanted"),
    [((), 50, None), ((7,), 95, 7), ((4, 1, 3, 2), 50, 2), (tuple(range(1, 101)), 95, 95)],
)
def test_percentiles_are_by_nearest_rank(delays, percent, wanted):
    assert percentile_s(delays, percent) == wanted


def test_without_dates_the_gap_comes_from_what_polls_brought():
    samples = (Sample(NOW - timedelta(hours=1), 3600, 10, 1), Sample(NOW, 3600, 10, 3))
    assert gap_s(Rhythm(samples=samples)) == 1800
    assert gap_s(Rhythm()) is None


def test_polls_that_brought_nothing_count_for_the_gap_of_a_feed_without_dates():
    half_an_hour_after_a_poll = [
        Sample(NOW - timedelta(hours=ago), 1800, 10, 1) for ago in (30, 20, 10, 0)
    ]
    found = gap_s(Rhythm(samples=tuple(half_an_hour_after_a_poll)))
    assert found == pytest.approx(30.5 * 3600 / 4)


def test_the_last_news_is_the_later_of_claimed_and_seen():
    assert last_news_at(Rhythm(newest_at=BEFORE, samples=(Sample(NOW, 1, 1, 1),))) == NOW
    assert last_news_at(Rhythm()) is None
