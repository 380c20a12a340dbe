"""How newsrooms publish: each rhythm gives the instants at which a feed has something new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

Rhythm = Callable[[Random, datetime, datetime], Iterator[datetime]]
"""From an instant to another, by a source of chance; ascending."""

_OPENS, _CLOSES, _SATURDAY = 7, 19, 5


def steadily(**every: float) -> Rhythm:
    """At all hours, so far apart give or take a third; ``every`` as for a timedelta."""
    gap_s = timedelta(**every).total_seconds()

    def publish(chance: Random, at: datetime, until: datetime) -> Iterator[datetime]:
        at += timedelta(seconds=chance.uniform(0, gap_s))
        while at < until:
            yield at
            at += timedelta(seconds=gap_s * chance.uniform(2 / 3, 4 / 3))

    return publish


def in_bursts(of: int, within_s: float = 600, **every: float) -> Rhythm:
    """So many within ten minutes, then silence."""
    starts = steadily(**every)

    def publish(chance: Random, at: datetime, until: datetime) -> Iterator[datetime]:
        for start in starts(chance, at, until):
            for offset_s in sorted(chance.uniform(0, within_s) for _ in range(of)):
                yield start + timedelta(seconds=offset_s)

    return publish


def in_office_hours(**every: float) -> Rhythm:
    """Steadily from seven to seven on weekdays; nights and weekends are silent."""
    all_hours = steadily(**every)

    def publish(chance: Random, at: datetime, until: datetime) -> Iterator[datetime]:
        for instant in all_hours(chance, at, until):
            if _OPENS <= instant.hour < _CLOSES and instant.weekday() < _SATURDAY:
                yield instant

    return publish


def with_silence(rhythm: Rhythm, start: datetime, end: datetime) -> Rhythm:
    """``rhythm``, and nothing from ``start`` to ``end``."""

    def publish(chance: Random, at: datetime, until: datetime) -> Iterator[datetime]:
        for instant in rhythm(chance, at, until):
            if not start <= instant < end:
                yield instant

    return publish
