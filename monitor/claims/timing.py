"""When a claim happened, as far as a text tells: what is news and what is history (CLAIMS, rule 2). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from monitor.claims.days import Found, days_before
from monitor.model.accord import Accord
from monitor.model.stage import Stage

NEW_DAYS = 8
"""Within so many days of publication a development is new (CLAIMS: about a week)."""


class When(StrEnum):
    """How a time was found; the first four are said, the rest is supposed."""

    THIS_WEEK = "this-week"
    OLD_DATE = "old-date"
    AGO = "ago"
    STANDING = "standing"
    PLUPERFECT = "pluperfect"
    AFTER = "since-or-after"
    KNOWN = "known"
    OUTLOOK = "outlook"
    PERFECT = "perfect"
    LEAD = "lead"
    LATE = "late"

    @property
    def is_said(self) -> bool:
        """Whether a date of the text says it."""
        return self in (When.THIS_WEEK, When.OLD_DATE, When.AGO)


_NEW = frozenset((When.THIS_WEEK, When.OUTLOOK, When.PERFECT, When.LEAD))


def is_new(when: When) -> bool:
    """Whether the claim is news."""
    return when in _NEW


@dataclass(frozen=True, slots=True)
class Timing:
    """The time of a claim: how it was found, and the date where the text gives one."""

    when: When
    date: str | None
    effective: str | None = None


def timing_by_date(found: Found, published: date) -> Timing | None:
    """What a date says of when it happened; None of one that lies ahead."""
    age = days_before(found.partial, published)
    if found.partial < published.isoformat()[: len(found.partial)] and len(found.partial) < 10:
        age = max(age, NEW_DAYS + 1)
    if age > NEW_DAYS:
        return Timing(When.OLD_DATE, found.partial)
    if age >= 0 or len(found.partial) == len("2026-01") or found.kind == "months_after":
        return Timing(When.THIS_WEEK, found.partial)
    return None


def is_known(accord: Accord, party: str, stage: Stage, published: date) -> bool:
    """Whether the accord's own file has the party there, or further, for more than a month."""
    return any(
        fact.party == party
        and fact.stage.rank >= stage.rank >= 0
        and days_before(fact.date, published) > 30
        for fact in accord.baseline
    )
