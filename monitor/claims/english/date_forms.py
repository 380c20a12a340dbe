"""The forms of dates, resolved against the day of publication.

A bare weekday is the last such day for what is past and the next for what is to come, as news writes it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.claims.english.calendar_words import (
    SEASON_BEGINS,
    SEASONS,
    WEEKDAYS,
    count_of,
    day_number,
    month_number,
    shift_month,
)


def resolve(kind: str, match: re.Match[str], published: date) -> str | None:
    """The date that a pattern of this kind found; None where it is none, or leans on another one."""
    try:
        return _RESOLVERS[kind](match, published)
    except (ValueError, OverflowError):
        return None


def _day(match: re.Match[str], _published: date) -> str:
    return date(int(match["year"]), month_number(match), day_number(match)).isoformat()


def _iso(match: re.Match[str], _published: date) -> str:
    return date(int(match["year"]), int(match["mm"]), int(match["day"])).isoformat()


def _month_year(match: re.Match[str], _published: date) -> str:
    return f"{int(match['year']):04d}-{month_number(match):02d}"


def _year(match: re.Match[str], published: date) -> str | None:
    return match["year"] if int(match["year"]) <= published.year + 1 else None


def _month_day(match: re.Match[str], published: date) -> str:
    """The nearest such day: a month and more ahead is last year's."""
    found = date(published.year, month_number(match), day_number(match))
    if (found - published).days > 200:
        found = date(published.year - 1, found.month, found.day)
    elif (published - found).days > 330:
        found = date(published.year + 1, found.month, found.day)
    return found.isoformat()


def _weekday(match: re.Match[str], published: date) -> str:
    wanted = WEEKDAYS.index(match["weekday"])
    which = match["which"]
    if which in ("next", "coming"):
        ahead = (wanted - published.weekday()) % 7 or 7
        return (published + timedelta(days=ahead)).isoformat()
    back = (published.weekday() - wanted) % 7
    if which == "last" and back == 0:
        back = 7
    return (published - timedelta(days=back)).isoformat()


def _weekday_of_last_week(match: re.Match[str], published: date) -> str:
    monday = published - timedelta(days=published.weekday() + 7)
    return (monday + timedelta(days=WEEKDAYS.index(match["weekday"]))).isoformat()


_DAY_SHIFT = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}


def _relative_day(match: re.Match[str], published: date) -> str:
    return (published + timedelta(days=_DAY_SHIFT.get(match["word"], 0))).isoformat()


def _relative_unit(match: re.Match[str], published: date) -> str | None:
    which, unit = match["which"], match["unit"]
    back = {"last": 1, "past": 1, "late last": 1, "early last": 1, "the previous": 1, "next": -1}
    shift = back.get(which, 0)
    if which in ("that", "the same", "that same"):
        return None
    if unit in SEASONS or unit == "year":
        return str(published.year - shift)
    if unit in ("week", "weekend"):
        return (published - timedelta(weeks=shift)).isoformat()[:7]
    return shift_month(published, -shift)


def _relative_month(match: re.Match[str], published: date) -> str:
    number = month_number(match)
    year = published.year
    if match["which"] == "next":
        year += number <= published.month
    elif match["which"] in ("last", "this past"):
        year -= number >= published.month
    return f"{year}-{number:02d}"


def _bare_month(match: re.Match[str], published: date) -> str:
    number = month_number(match)
    return f"{published.year - (number > published.month)}-{number:02d}"


def _bare_season(match: re.Match[str], published: date) -> str | None:
    """The year in which such a season was last over; nothing while it lasts."""
    begins = SEASON_BEGINS[match["season"]]
    if begins <= published.month <= begins + 3:
        return None
    return str(published.year - (published.month < begins))


_YEAR_SHIFT = {"last": -1, "this": 0, "next": 1}


def _month_of_year(match: re.Match[str], published: date) -> str | None:
    shift = _YEAR_SHIFT.get(match["which"])
    if shift is None:
        return None
    return f"{published.year + shift}-{month_number(match):02d}"


def _day_of_year(match: re.Match[str], published: date) -> str | None:
    shift = _YEAR_SHIFT.get(match["which"])
    if shift is None:
        return None
    return date(published.year + shift, month_number(match), int(match["day"])).isoformat()


def _to_the_day(match: re.Match[str], published: date) -> str:
    """So many years before today or another day near it; of "this week" the month is sure."""
    word = match["word"]
    day = published + timedelta(days=_DAY_SHIFT.get(word, 0))
    if word.startswith("last "):
        day -= timedelta(days=(day.weekday() - WEEKDAYS.index(match["weekday"])) % 7 or 7)
    told = match.groupdict()
    if told.get("year"):
        return day.replace(year=int(match["year"])).isoformat()
    back = 1 if told.get("last") else count_of(match)
    whole = day.replace(year=day.year - back).isoformat()
    return whole[: len("2026-01")] if word in ("this month", "this week") else whole


def _day_of_month(match: re.Match[str], published: date) -> str | None:
    """``the sixth of this month``."""
    back = {"this": 0, "last": 1}.get(match["which"])
    if back is None:
        return None
    return f"{shift_month(published, -back)}-{day_number(match):02d}"


def _half_year(_match: re.Match[str], published: date) -> str:
    return shift_month(published, -6)


def _year_begins(_match: re.Match[str], published: date) -> str:
    return f"{published.year}-01"


def _feast(match: re.Match[str], _published: date) -> str:
    return f"{match['year']}-{_FEASTS[match['feast']]}"


_FEASTS = {"christmas": "12", "new year's day": "01-01", "new year's eve": "12-31"}


def _ago(match: re.Match[str], published: date) -> str | None:
    return _back(match, published) if match[0].endswith(("ago", "back")) else None


def _back(match: re.Match[str], published: date) -> str:
    """So many units before publication, as exact as the unit is."""
    unit, count = match["unit"], count_of(match)
    if unit == "day":
        return (published - timedelta(days=count)).isoformat()
    if unit in ("week", "fortnight"):
        found = published - timedelta(weeks=count * (2 if unit == "fortnight" else 1))
        return found.isoformat()[:7]
    if unit == "month":
        return shift_month(published, -count)
    if unit == "year" and "half" in match[0]:
        return shift_month(published, -12 * count - 6)[:4]
    return str(published.year - count * (10 if unit == "decade" else 1))


def _season(match: re.Match[str], _published: date) -> str:
    return match["year"]


def _by_anchor(_match: re.Match[str], _published: date) -> None:
    """Nothing: such a date is told from another one alone."""


_RESOLVERS = {
    "day": _day,
    "iso": _iso,
    "ago": _ago,
    "of_year": _month_of_year,
    "day_of_year": _day_of_year,
    "to_the_day": _to_the_day,
    "half_year": _half_year,
    "year_begins": _year_begins,
    "before_now": _back,
    "span": _back,
    "day_of_month": _day_of_month,
    "feast": _feast,
    **dict.fromkeys(
        (
            "that_month",
            "next_month",
            "beside_year",
            "beside_season",
            "before",
            "same_day",
            "earlier",
            "months_after",
        ),
        _by_anchor,
    ),
    "of_week": _weekday_of_last_week,
    "month": _month_year,
    "monthday": _month_day,
    "weekday": _weekday,
    "relday": _relative_day,
    "relunit": _relative_unit,
    "relmonth": _relative_month,
    "season": _season,
    "bare_season": _bare_season,
    "bare_month": _bare_month,
    "year": _year,
}
