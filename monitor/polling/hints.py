"""What a document says of when it changes: RSS ``ttl``, ``skipHours``, ``skipDays`` and the syndication module."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.model.polling import FeedHints

LONGEST_HINT_S = 7 * 86_400.0
"""Beyond it a hint is a slip or a default of some software, and no word on a feed of news: it is ignored."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOURS_A_DAY = 24

_PERIODS_S = {
    "hourly": 3600.0,
    "daily": 86_400.0,
    "dayly": 86_400.0,
    "weekly": 7 * 86_400.0,
    "monthly": 30 * 86_400.0,
    "yearly": 365 * 86_400.0,
}
"""RDF Site Summary 1.0, module Syndication; and a slip that is often seen."""

_MOST_FREQUENT = 10_000


@dataclass(frozen=True, slots=True)
class SaidHints:
    """The hints of a document in its own words; empty where it has none."""

    ttl: str = ""
    skip_hours: tuple[str, ...] = ()
    skip_days: tuple[str, ...] = ()
    update_period: str = ""
    update_frequency: str = ""
    update_base: str = ""


def hints_of(said: SaidHints) -> FeedHints:
    """``said`` as numbers; what cannot be meant (a ttl of nought, all hours skipped) is left out."""
    return FeedHints(
        ttl_s=_sane(_number(said.ttl) * 60),
        period_s=_period_s(said),
        base=_base(said.update_base),
        skip_hours=_skipped(map(_hour, said.skip_hours), _HOURS_A_DAY),
        skip_days=_skipped(map(_day, said.skip_days), len(_DAYS)),
    )


def skip_s(hints: FeedHints, due: datetime) -> float:
    """How long after ``due`` the first instant comes that no skipped hour or day covers."""
    start, at = due.astimezone(UTC), due.astimezone(UTC)
    for _ in range(_HOURS_A_DAY * 8):
        if at.hour not in hints.skip_hours and at.weekday() not in hints.skip_days:
            break
        at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return (at - start).total_seconds()


def until_update_s(hints: FeedHints, now: datetime) -> float | None:
    """How long until the feed says that it changes next; None where it does not say.

    With a base the updates come at whole periods after it; without one the period counts from now.
    """
    if hints.period_s is None or hints.base is None:
        return hints.period_s
    return hints.period_s - (now - hints.base).total_seconds() % hints.period_s


def _number(text: str) -> float:
    """The number that ``text`` is; NaN, which no comparison lets pass, where it is none."""
    text = text.strip()
    return float(text) if re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text, re.ASCII) else math.nan


def _sane(seconds: float) -> float | None:
    return seconds if 0 < seconds <= LONGEST_HINT_S else None


def _period_s(said: SaidHints) -> float | None:
    period_s = _PERIODS_S.get(said.update_period.strip().lower())
    frequency = _number(said.update_frequency) if said.update_frequency.strip() else 1.0
    if period_s is None or not 0 < frequency <= _MOST_FREQUENT:
        return None
    return _sane(period_s / frequency)


def _base(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo is not None else None


def _hour(text: str) -> int | None:
    """RSS 0.91 counts the hours from 1 to 24, RSS 2.0 from 0 to 23."""
    number = _number(text)
    return int(number) % _HOURS_A_DAY if 0 <= number <= _HOURS_A_DAY else None


def _day(text: str) -> int | None:
    name = text.strip().lower()
    return _DAYS.index(name) if name in _DAYS else None


def _skipped(found: Iterable[int | None], every: int) -> tuple[int, ...]:
    skipped = tuple(sorted({value for value in found if value is not None}))
    return skipped if len(skipped) < every else ()


def said_of(values: Mapping[str, Sequence[str]]) -> SaidHints:
    """The hints among a channel's elements: local name in lower case → texts, in their order."""

    def first(name: str) -> str:
        return next(iter(values.get(name, ())), "")

    return SaidHints(
        ttl=first("ttl"),
        skip_hours=tuple(values.get("hour", ())),
        skip_days=tuple(values.get("day", ())),
        update_period=first("updateperiod"),
        update_frequency=first("updatefrequency"),
        update_base=first("updatebase"),
    )
