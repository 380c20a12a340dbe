"""Dates of those who are named beside others, and of those who did as others had done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitor.claims.days import Found, days_before
from monitor.claims.english.dating import date_for, dates_standing
from monitor.claims.english.frame import Frame
from monitor.claims.english.reach import position_of
from monitor.claims.timing import NEW_DAYS


def date_of_its_own(frame: Frame, published: date) -> str | None:
    """The past date behind one who is named beside others: ``since A in 2013``, ``as A did in 2020``."""
    if not frame.actors or frame.at != frame.actors[0].start:
        return None
    found = date_for(frame, frame.line.dates, frame.trigger.stage, published)
    behind = found is not None and found.start > position_of(frame)
    past = found is not None and days_before(found.partial, published) > NEW_DAYS
    if found is None or not (behind and past and dates_standing(frame, found)):
        return None
    return found.partial


def is_past(frame: Frame, published: date) -> bool:
    """Whether all dates beside what is echoed lie back: "signed in 2020; B followed"."""
    dates = frame.line.dates
    return bool(dates) and all(days_before(found.partial, published) > NEW_DAYS for found in dates)


def in_year_of(echoed: Frame, found: Found, published: date) -> Found:
    """``A signed in September 2020; B did so in December``: a bare month goes with the year told before it."""
    told = date_for(echoed, echoed.line.dates, echoed.trigger.stage, published)
    if found.kind != "bare_month" or told is None or len(told.partial) < len("2020-09"):
        return found
    year, month = int(told.partial[:4]), int(told.partial[5:7])
    if year >= published.year - 1:
        return found
    here = int(found.partial[5:7])
    return replace(found, partial=f"{year + (here < month)}-{here:02d}")
