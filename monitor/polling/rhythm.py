"""How a feed publishes: learned from the dates of its items and from what each poll brings."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.model.feed import ParsedEntry
from monitor.model.polling import Rhythm, Sample

SAMPLES_KEPT = 8
DELAYS_KEPT = 100
SANE_DELAY_S = 7 * 86_400.0
"""An item that is older when first seen was late in its feed, or its date is wrong: its wait is not ours."""

_OLDEST = timedelta(days=3650)
_NEWEST_SHARE = 0.8
_FEWEST_DATES = 3
_SHORTEST_WINDOW_S = 60.0


@dataclass(frozen=True, slots=True)
class Sight:
    """A document as it was met: its entries, and the keys of those that were known.

    ``heard_before`` is when the feed was last heard; None at the first poll.
    """

    entries: Sequence[ParsedEntry]
    known: Collection[str]
    heard_before: datetime | None
    now: datetime


def observe(rhythm: Rhythm, sight: Sight) -> Rhythm:
    """The rhythm after ``sight``.

    The first poll has nothing to overlap with: it teaches the window and the gap, and no more.
    """
    dated = _window(sight.entries, sight.now, rhythm)
    if not sight.entries or sight.heard_before is None:
        return replace(dated, entries=len(sight.entries))
    new = [entry for entry in sight.entries if entry.key not in sight.known]
    met_nothing_known = len(new) == len(sight.entries) and rhythm.entries > 0
    return replace(
        dated,
        entries=len(sight.entries),
        overlap=1 - len(new) / len(sight.entries),
        samples=_samples(rhythm, sight, len(new), sight.heard_before),
        delays_s=(*rhythm.delays_s, *_delays(new, sight.now))[-DELAYS_KEPT:],
        gaps=rhythm.gaps + met_nothing_known,
        last_gap_at=sight.now if met_nothing_known else rhythm.last_gap_at,
    )


def percentile_s(delays_s: Sequence[float], percent: int) -> float | None:
    """The nearest-rank percentile; None of nothing."""
    if not delays_s:
        return None
    return sorted(delays_s)[math.ceil(len(delays_s) * percent / 100) - 1]


def gap_s(rhythm: Rhythm) -> float | None:
    """The mean time between items: by their dates, else by what polls brought; None before either is known.

    Polls that brought nothing leave no sample: the time counts from the first poll with news to the last, or a
    feed without dates would seem the quicker the more often it is asked.
    """
    if rhythm.gap_s is not None or not rhythm.samples:
        return rhythm.gap_s
    first, last = rhythm.samples[0], rhythm.samples[-1]
    span_s = first.elapsed_s + (last.at - first.at).total_seconds()
    return span_s / sum(sample.new for sample in rhythm.samples)


def last_news_at(rhythm: Rhythm) -> datetime | None:
    """When the feed last had news, by its dates and by our own polls."""
    seen = [sample.at for sample in rhythm.samples]
    return max([*seen, *([rhythm.newest_at] if rhythm.newest_at else [])], default=None)


def _samples(rhythm: Rhythm, sight: Sight, new: int, heard_before: datetime) -> tuple[Sample, ...]:
    if not new:
        return rhythm.samples
    elapsed_s = max((sight.now - heard_before).total_seconds(), 1.0)
    sample = Sample(sight.now, elapsed_s, len(sight.entries), new)
    return (*rhythm.samples, sample)[-SAMPLES_KEPT:]


def _delays(new: Sequence[ParsedEntry], now: datetime) -> list[float]:
    waits = [(now - entry.published).total_seconds() for entry in new if entry.published]
    return [wait for wait in waits if 0 < wait <= SANE_DELAY_S]


def _window(entries: Sequence[ParsedEntry], now: datetime, rhythm: Rhythm) -> Rhythm:
    """Gap and window by the dates; without three different ones they say nothing.

    The oldest fifth is left out of the gap: one pinned item of last year must not slow a busy feed down. A
    document whose dates lie within a minute dates its items with the present.
    """
    dates = sorted(
        (e.published for e in entries if e.published and now - _OLDEST < e.published <= now),
        reverse=True,
    )
    newest_at = dates[0] if dates else rhythm.newest_at
    recent = dates[: max(math.ceil(len(dates) * _NEWEST_SHARE), _FEWEST_DATES)]
    if len(set(recent)) < _FEWEST_DATES:
        return replace(rhythm, gap_s=None, window_s=None, newest_at=newest_at)
    span_s = (recent[0] - recent[-1]).total_seconds()
    if span_s < _SHORTEST_WINDOW_S:
        return replace(rhythm, gap_s=None, window_s=None, newest_at=rhythm.newest_at)
    mean_s = span_s / (len(recent) - 1)
    return replace(rhythm, gap_s=mean_s, window_s=mean_s * len(dates), newest_at=newest_at)
