"""The forms of dates, resolved against the day of publication or against a date named before.

A bare weekday is the last such day for what is past and the next for what is to come, as news writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SEASONS = frozenset(("spring", "summer", "autumn", "fall", "winter"))
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH_OF = {name: number for number, name in enumerate(MONTHS, 1)} | {
    short: number
    for number, shorts in enumerate(
        ("jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec"), 1
    )
    for short in shorts.split()
}
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {word: number for number, word in enumerate((*_ONES, *_TEENS), 1)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_LOOSE = {"a": 1, "an": 1, "a couple of": 2, "a few": 3, "several": 3}
_NTHS = dict(
    zip(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"],
        range(1, 10),
        strict=True,
    )
)
_DAYS = _NTHS | dict(
    zip(
        [
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        range(10, 21),
        strict=True,
    )
)
_DAYS |= {f"twenty-{nth}": 20 + day for nth, day in _NTHS.items()} | {
    "thirtieth": 30,
    "thirty-first": 31,
}
NUMBER = (
    rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{'|'.join((*reversed(_TEENS), *_ONES))}"
)
"""A number in words, up to ninety-nine."""
ORDINAL_DAY = "|".join(sorted(_DAYS, key=len, reverse=True))
"""A day of a month in words: ``the first of July``."""


def from_anchor(kind: str, match: re.Match[str], anchor: str | None) -> str | None:
    """A date that is told from another one of the text."""
    return _FROM_ANCHOR[kind](match, anchor) if anchor is not None else None


def _same_day(_match: re.Match[str], anchor: str) -> str:
    return anchor


_BESIDE = {"the following": 1, "the previous": -1}
"""How far from the year named before: ``March of the following year``."""


def _year_by_anchor(match: re.Match[str], anchor: str) -> int:
    return int(anchor[:4]) + _BESIDE.get(match.groupdict().get("which", ""), 0)


def _month_of_anchor(match: re.Match[str], anchor: str) -> str:
    return f"{_year_by_anchor(match, anchor)}-{_month(match):02d}"


def _day_of_anchor(match: re.Match[str], anchor: str) -> str:
    return f"{_year_by_anchor(match, anchor)}-{_month(match):02d}-{int(match['day']):02d}"


def _unit_of_anchor(match: re.Match[str], anchor: str) -> str | None:
    lengths = {"year": len("2026"), "month": len("2026-01")}
    length = lengths.get(match["unit"], len(anchor) + 1)
    return anchor[:length] if length <= len(anchor) else None


def _later_than_anchor(match: re.Match[str], anchor: str) -> str | None:
    return _from(anchor, match["unit"], _count(match))


def _day_in_month_of_anchor(match: re.Match[str], anchor: str) -> str | None:
    return f"{anchor[:7]}-{_day_number(match):02d}" if len(anchor) >= len("2026-01") else None


def _before_anchor(match: re.Match[str], anchor: str) -> str | None:
    """So many units before; "on Monday it was ten years since X joined" tells the very day."""
    if match[0].endswith("since") and match["unit"] == "year" and len(anchor) > len("2026-01"):
        return f"{int(anchor[:4]) - _count(match)}{anchor[4:]}"
    return _from(anchor, match["unit"], -_count(match))


def _month_after_anchor(_match: re.Match[str], anchor: str) -> str | None:
    return _from(anchor, "month", 1)


def _year_beside_anchor(match: re.Match[str], anchor: str) -> str | None:
    back = "previous" in match[0] or "before" in match[0]
    return _from(anchor, "year", -1 if back else 1)


def _season_behind_anchor(match: re.Match[str], anchor: str) -> str:
    """The year of the next such season; of a year alone it is the year after."""
    begins = _SEASON_BEGINS[match["season"] or match["after"]]
    same_year = len(anchor) >= len("2026-01") and int(anchor[5:7]) < begins
    return anchor[:4] if same_year else str(int(anchor[:4]) + 1)


_SEASON_BEGINS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def _from(anchor: str, unit: str, count: int) -> str | None:
    """The year, the month or the day, as far as the anchor tells it, so many units from it."""
    if unit in ("year", "decade"):
        return str(int(anchor[:4]) + count * (10 if unit == "decade" else 1))
    days = _UNIT_DAYS.get(unit)
    if days is not None and len(anchor) == len("2026-01-01"):
        found = (date.fromisoformat(anchor) + timedelta(days=count * days)).isoformat()
        return found if unit == "day" else found[: len("2026-01")]
    if unit == "month" and len(anchor) >= 7:
        return _shift_month(date(int(anchor[:4]), int(anchor[5:7]), 1), count)
    return None


_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_FROM_ANCHOR: dict[str, Callable[[re.Match[str], str], str | None]] = {
    "of_year": _month_of_anchor,
    "day_of_year": _day_of_anchor,
    "that_month": _month_of_anchor,
    "relunit": _unit_of_anchor,
    "ago": _later_than_anchor,
    "before": _before_anchor,
    "months_after": _before_anchor,
    "earlier": _before_anchor,
    "next_month": _month_after_anchor,
    "beside_year": _year_beside_anchor,
    "beside_season": _season_behind_anchor,
    "same_day": _same_day,
    "day_of_month": _day_in_month_of_anchor,
}


def resolve(kind: str, match: re.Match[str], published: date) -> str | None:
    """The date that a pattern of this kind found; None where it is none, or leans on another one."""
    try:
        return _RESOLVERS[kind](match, published)
    except (ValueError, OverflowError):
        return None


def _month(match: re.Match[str]) -> int:
    return _MONTH_OF[match["month"].rstrip(".")]


def _day(match: re.Match[str], _published: date) -> str:
    return date(int(match["year"]), _month(match), _day_number(match)).isoformat()


def _day_number(match: re.Match[str]) -> int:
    """The day of a month, in figures or in words."""
    told = match.groupdict().get("nth") or match["day"]
    return _DAYS.get(told) or int(told)


def _iso(match: re.Match[str], _published: date) -> str:
    return date(int(match["year"]), int(match["mm"]), int(match["day"])).isoformat()


def _month_year(match: re.Match[str], _published: date) -> str:
    return f"{int(match['year']):04d}-{_month(match):02d}"


def _year(match: re.Match[str], published: date) -> str | None:
    return match["year"] if int(match["year"]) <= published.year + 1 else None


def _month_day(match: re.Match[str], published: date) -> str:
    """The nearest such day: a month and more ahead is last year's."""
    found = date(published.year, _month(match), _day_number(match))
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
    return _shift_month(published, -shift)


def _relative_month(match: re.Match[str], published: date) -> str:
    number = _month(match)
    year = published.year
    if match["which"] == "next":
        year += number <= published.month
    elif match["which"] in ("last", "this past"):
        year -= number >= published.month
    return f"{year}-{number:02d}"


def _bare_month(match: re.Match[str], published: date) -> str:
    number = _month(match)
    return f"{published.year - (number > published.month)}-{number:02d}"


def _bare_season(match: re.Match[str], published: date) -> str | None:
    """The year in which such a season was last over; nothing while it lasts."""
    begins = _SEASON_BEGINS[match["season"]]
    if begins <= published.month <= begins + 3:
        return None
    return str(published.year - (published.month < begins))


_YEAR_SHIFT = {"last": -1, "this": 0, "next": 1}


def _month_of_year(match: re.Match[str], published: date) -> str | None:
    shift = _YEAR_SHIFT.get(match["which"])
    if shift is None:
        return None
    return f"{published.year + shift}-{_month(match):02d}"


def _day_of_year(match: re.Match[str], published: date) -> str | None:
    shift = _YEAR_SHIFT.get(match["which"])
    if shift is None:
        return None
    return date(published.year + shift, _month(match), int(match["day"])).isoformat()


def _count(match: re.Match[str]) -> int:
    told = match["count"]
    if told.isdigit():
        return int(told)
    return _LOOSE.get(told) or sum(_NUMBERS[word] for word in re.split("[- ]", told))


def _to_the_day(match: re.Match[str], published: date) -> str:
    """So many years before today or another day near it; of "this week" the month is sure."""
    word = match["word"]
    day = published + timedelta(days=_DAY_SHIFT.get(word, 0))
    if word.startswith("last "):
        day -= timedelta(days=(day.weekday() - WEEKDAYS.index(match["weekday"])) % 7 or 7)
    told = match.groupdict()
    if told.get("year"):
        return day.replace(year=int(match["year"])).isoformat()
    back = 1 if told.get("last") else _count(match)
    whole = day.replace(year=day.year - back).isoformat()
    return whole[: len("2026-01")] if word in ("this month", "this week") else whole


def _day_of_month(match: re.Match[str], published: date) -> str | None:
    """``the sixth of this month``."""
    back = {"this": 0, "last": 1}.get(match["which"])
    if back is None:
        return None
    return f"{_shift_month(published, -back)}-{_day_number(match):02d}"


def _half_year(_match: re.Match[str], published: date) -> str:
    return _shift_month(published, -6)


def _year_begins(_match: re.Match[str], published: date) -> str:
    return f"{published.year}-01"


def _feast(match: re.Match[str], _published: date) -> str:
    return f"{match['year']}-{_FEASTS[match['feast']]}"


_FEASTS = {"christmas": "12", "new year's day": "01-01", "new year's eve": "12-31"}


def _ago(match: re.Match[str], published: date) -> str | None:
    return _back(match, published) if match[0].endswith(("ago", "back")) else None


def _back(match: re.Match[str], published: date) -> str:
    """So many units before publication, as exact as the unit is."""
    unit, count = match["unit"], _count(match)
    if unit == "day":
        return (published - timedelta(days=count)).isoformat()
    if unit in ("week", "fortnight"):
        found = published - timedelta(weeks=count * (2 if unit == "fortnight" else 1))
        return found.isoformat()[:7]
    if unit == "month":
        return _shift_month(published, -count)
    if unit == "year" and "half" in match[0]:
        return _shift_month(published, -12 * count - 6)[:4]
    return str(published.year - count * (10 if unit == "decade" else 1))


def _season(match: re.Match[str], _published: date) -> str:
    return match["year"]


def _shift_month(day: date, months: int) -> str:
    index = day.year * 12 + day.month - 1 + months
    return f"{index // 12}-{index % 12 + 1:02d}"


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
