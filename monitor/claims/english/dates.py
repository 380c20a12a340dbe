"""Dates in a text, resolved against the day of publication.

A bare weekday is the last such day for what is past and the next for what is to come, as news writes it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta

from monitor.claims.days import Found

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
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH_OF = {name: number for number, name in enumerate(MONTHS, 1)} | {
    short: number
    for number, shorts in enumerate(
        ("jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec"), 1
    )
    for short in shorts.split()
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        1,
    )
} | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
    "a few": 3,
    "several": 3,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}
_M = r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = r"(?:of )?(?P<which>that|the same|the following|the previous|last|this|next) year\b"
_W = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_N = r"(?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|an|a couple of|a few|several|a)"

_PATTERNS = tuple(
    (name, re.compile(pattern), frozenset(needed.split()))
    for name, needed, pattern in (
        ("day", "digit month", rf"\b{_D} (?:of )?{_M},? {_Y}\b"),
        ("day", "digit month", rf"\b{_M} {_D},? {_Y}\b"),
        ("iso", "digit", r"\b(?P<year>(?:19|20)\d\d)-(?P<mm>\d\d)-(?P<day>\d\d)\b"),
        ("to_the_day", "unit back", rf"\b{_N} years? ago (?P<word>the day before yesterday|today|yesterday|tomorrow|to the day|this month)\b"),
        ("half_year", "unit back", r"\bhalf a year ago\b"),
        ("ago", "unit back", rf"\b{_N} (?P<unit>day|week|fortnight|month|year|decade)s? (?:ago|earlier|back|later)\b"),
        ("day_of_year", "digit month year", rf"\b{_D} (?:of )?{_M},? {_OF_YEAR}"),
        ("day_of_year", "digit month year", rf"\b{_M} {_D},? {_OF_YEAR}"),
        ("of_year", "month year", rf"\b{_M} {_OF_YEAR}"),
        ("that_month", "month", rf"\bthat {_M}\b"),
        ("next_month", "", r"\bthe month after\b|\bthe following month\b|\ba month later\b"),
        ("beside_year", "year", r"\bthe (?P<which>following|next|previous) year\b|\bthe year (?P<side>after|before)\b"),
        ("beside_season", "unit", r"\bthe (?P<which>following|next) (?P<season>spring|summer|autumn|fall|winter)\b|\bthe (?P<after>spring|summer|autumn|fall|winter) after\b"),
        ("before", "unit before", rf"\b{_N} (?P<unit>month|year)s? before\b"),
        ("same_day", "day", r"\b(?:the same|that) day\b"),
        ("months_after", "unit after", rf"\b{_N} (?P<unit>day|week|month|year)s? after\b"),
        ("of_week", "day week", rf"\b{_W},? (?:of )?last week\b"),
        ("month", "digit month", rf"\b{_M},? (?:of )?{_Y}\b"),
        ("feast", "digit", rf"\b(?P<feast>christmas|new year's day|new year's eve),? (?:of )?{_Y}\b"),
        ("monthday", "digit month", rf"\b(?:the )?{_D} (?:of )?{_M}(?!\s*\d{{4}})\b"),
        ("monthday", "digit month", rf"\b{_M} {_D}\b(?!\s*,?\s*\d{{4}})"),
        ("weekday", "day", rf"\b(?:(?P<which>last|this|next|past|coming) )?{_W}\b"),
        ("relday", "", r"\b(?P<word>the day before yesterday|today|yesterday|tonight|tomorrow|this morning|this afternoon|this evening|last night|overnight|earlier in the day|on the day)\b"),
        ("relunit", "unit", r"\b(?P<which>last|this|next|past|the same|earlier this|later this|that same|later that|earlier that|early this|late last|early last|that) (?P<unit>week|month|year|weekend|spring|summer|autumn|fall|winter)\b"),
        ("relmonth", "month", rf"\b(?P<which>last|this|next|this past) {_M}\b"),
        ("season", "digit unit", rf"\b(?:in |the )?(?:the )?(?P<season>spring|summer|autumn|winter)(?: and autumn)? (?:of )?{_Y}\b"),
        ("bare_season", "unit", r"\bin (?:the )?(?P<season>spring|summer|autumn)\b(?! of| \d)"),
        ("bare_month", "month", r"\b(?:in|since|of|by|until|from|late|early|mid|during) (?P<month>january|february|march|april|may|june|july|august|september|october|november|december)\b(?! \d)"),
        ("year", "digit", rf"\b{_Y}\b(?!-)"),
    )
)  # fmt: skip
_HINT = re.compile(
    r"\d|day\b|week|month|year|night|morning|afternoon|evening|ago\b|spring|summer|autumn|fall\b|winter|decade"
    r"|january|february|march|april|\bmay\b|june|july|august|september|october|november|december|tomorrow"
)
"""Most sentences hold no date; one look spares them the patterns."""
_PARTS = (
    "day", "week", "month", "year", "night", "morning", "afternoon", "evening", "ago", "spring", "summer", "autumn",
    "fall", "winter", "decade", "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december", "tomorrow",
)  # fmt: skip
"""What the hint finds, as plain text: looking for each in turn costs a tenth of the pattern."""

_DIGIT = re.compile(r"\d")
_CLUES = {
    "month": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    "unit": (
        "day", "week", "fortnight", "month", "year", "decade", "spring", "summer", "autumn", "fall", "winter",
    ),
    "back": ("ago", "earlier", "back", "later"),
    "after": ("after",),
    "before": ("before",),
    "year": ("year",),
    "week": ("week",),
    "day": ("day",),
}  # fmt: skip
"""Parts of words without which a pattern finds nothing: each pattern names those that it needs."""

_WORDS = {
    "month": re.compile(rf"\b{_M.replace('?P<month>', '?:')}(?!\w)"),
    "unit": re.compile(
        r"\b(?:day|week|fortnight|month|year|decade|weekend|spring|summer|autumn|fall|winter)s?\b"
    ),
}
"""Clues that other words hold as a part: in every pattern they stand as words of their own."""

_LEANING = frozenset(
    (
        "of_year", "day_of_year", "that_month", "relunit", "ago", "before", "next_month", "beside_year",
        "beside_season", "same_day",
    )
)  # fmt: skip
SEASONS = frozenset(("spring", "summer", "autumn", "fall", "winter"))


def find_dates(
    folded: str, start: int, end: int, published: date, anchor: Callable[[], str | None]
) -> list[Found]:
    """The dates in ``folded[start:end]``, left to right, not overlapping; ``published`` resolves them.

    ``anchor`` gives the date last named before, where one leans on it: "in November of that year", "six
    years later".
    """
    text = folded[start:end]
    if not may_hold_date(text):
        return []
    taken = _Taken()
    clues = _clues_in(text)
    leaning: list[tuple[str, re.Match[str]]] = []
    for kind, pattern, needed in _PATTERNS:
        if not needed <= clues:
            continue
        for match in pattern.finditer(text):
            first, last = start + match.start(), start + match.end()
            if taken.holds(first, last) or _overlaps(leaning, match):
                continue
            partial = _resolve(kind, match, published)
            if partial:
                taken.add(Found(first, last, partial, kind, match[0]))
            elif kind in _LEANING:
                leaning.append((kind, match))
    for kind, match in leaning:
        first, last = start + match.start(), start + match.end()
        near = taken.before(first)
        partial = _from_anchor(kind, match, near if kind == "same_day" else near or anchor())
        if partial and not taken.holds(first, last):
            taken.add(Found(first, last, partial, kind, match[0]))
    return taken.found


def _clues_in(text: str) -> set[str]:
    """The clues that stand in ``text``; months and units as words, since "decided" and "Friday" hold one too."""
    clues = {name for name, words in _CLUES.items() if any(map(text.__contains__, words))}
    for name, word in _WORDS.items():
        if name in clues and word.search(text) is None:
            clues.remove(name)
    if _DIGIT.search(text) is not None:
        clues.add("digit")
    return clues


def may_hold_date(text: str) -> bool:
    """Whether a part of a date stands in the folded ``text``."""
    if _DIGIT.search(text) is None and not any(map(text.__contains__, _PARTS)):
        return False
    return _HINT.search(text) is not None


def _overlaps(leaning: list[tuple[str, re.Match[str]]], match: re.Match[str]) -> bool:
    """Whether a date that leans on another one holds a part of ``match`` already."""
    return any(m.start() < match.end() and match.start() < m.end() for _, m in leaning)


class _Taken:
    """The dates found so far, in the order of the text."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self._starts: list[int] = []

    def holds(self, first: int, last: int) -> bool:
        """Whether a found date stands within this span."""
        at = bisect_right(self._starts, first)
        return (at > 0 and self.found[at - 1].end > first) or (
            at < len(self._starts) and self._starts[at] < last
        )

    def before(self, first: int) -> str | None:
        """The date that stands last before ``first``."""
        at = bisect_right(self._starts, first)
        return self.found[at - 1].partial if at else None

    def add(self, found: Found) -> None:
        at = bisect_right(self._starts, found.start)
        self._starts.insert(at, found.start)
        self.found.insert(at, found)


def _from_anchor(kind: str, match: re.Match[str], anchor: str | None) -> str | None:
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


def _before_anchor(match: re.Match[str], anchor: str) -> str | None:
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
    """The year, or the month where the anchor has one, so many units from it."""
    if unit == "year":
        return str(int(anchor[:4]) + count)
    if unit == "month" and len(anchor) >= 7:
        return _shift_month(date(int(anchor[:4]), int(anchor[5:7]), 1), count)
    return None


_FROM_ANCHOR: dict[str, Callable[[re.Match[str], str], str | None]] = {
    "of_year": _month_of_anchor,
    "day_of_year": _day_of_anchor,
    "that_month": _month_of_anchor,
    "relunit": _unit_of_anchor,
    "ago": _later_than_anchor,
    "before": _before_anchor,
    "next_month": _month_after_anchor,
    "beside_year": _year_beside_anchor,
    "beside_season": _season_behind_anchor,
    "same_day": _same_day,
}


def _resolve(kind: str, match: re.Match[str], published: date) -> str | None:
    try:
        return _RESOLVERS[kind](match, published)
    except (ValueError, OverflowError):
        return None


def _month(match: re.Match[str]) -> int:
    return _MONTH_OF[match["month"].rstrip(".")]


def _day(match: re.Match[str], _published: date) -> str:
    return date(int(match["year"]), _month(match), int(match["day"])).isoformat()


def _iso(match: re.Match[str], _published: date) -> str:
    return date(int(match["year"]), int(match["mm"]), int(match["day"])).isoformat()


def _month_year(match: re.Match[str], _published: date) -> str:
    return f"{int(match['year']):04d}-{_month(match):02d}"


def _year(match: re.Match[str], published: date) -> str | None:
    return match["year"] if int(match["year"]) <= published.year + 1 else None


def _month_day(match: re.Match[str], published: date) -> str:
    """The nearest such day: a month and more ahead is last year's."""
    found = date(published.year, _month(match), int(match["day"]))
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
    return _NUMBERS.get(match["count"]) or int(match["count"])


def _to_the_day(match: re.Match[str], published: date) -> str:
    day = published + timedelta(days=_DAY_SHIFT.get(match["word"], 0))
    whole = day.replace(year=day.year - _count(match)).isoformat()
    return whole[: len("2026-01")] if match["word"] == "this month" else whole


def _half_year(_match: re.Match[str], published: date) -> str:
    return _shift_month(published, -6)


def _feast(match: re.Match[str], _published: date) -> str:
    return f"{match['year']}-{_FEASTS[match['feast']]}"


_FEASTS = {"christmas": "12", "new year's day": "01-01", "new year's eve": "12-31"}


def _ago(match: re.Match[str], published: date) -> str | None:
    if not match[0].endswith(("ago", "back", "earlier", "after")):
        return None
    count = _count(match)
    unit = match["unit"]
    if unit == "day":
        return (published - timedelta(days=count)).isoformat()
    if unit in ("week", "fortnight"):
        found = published - timedelta(weeks=count * (2 if unit == "fortnight" else 1))
        return found.isoformat()[:7]
    if unit == "month":
        return _shift_month(published, -count)
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
    "feast": _feast,
    **dict.fromkeys(
        ("that_month", "next_month", "beside_year", "beside_season", "before", "same_day"),
        _by_anchor,
    ),
    "months_after": _ago,
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
