"""Dates as reading keeps them: what a text says, as exact as it says it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Found:
    """A date at ``start`` to ``end`` of its field; ``partial`` is ISO, as exact as ``words`` are.

    ``kind`` is how it is told: ``day``, ``month``, ``year``, ``weekday``, ``relday`` ("yesterday"), and what
    else the language's own dates are.
    """

    start: int
    end: int
    partial: str
    kind: str
    words: str


def days_before(partial: str, published: date) -> int:
    """Days from the last day that ``partial`` may mean to ``published``; negative for the future."""
    year, month, day = (*(int(part) for part in partial.split("-")), 0, 0)[:3]
    month = month or 12
    last = date(year, month, day or calendar.monthrange(year, month)[1])
    return (published - last).days


def days_since(partial: str, published: date) -> int:
    """Days from the first day that ``partial`` may mean to ``published``; negative for the future."""
    year, month, day = (*(int(part) for part in partial.split("-")), 1, 1)[:3]
    return (published - date(year, month, day)).days
