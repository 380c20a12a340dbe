"""Dates in a text, resolved against the day of publication.

A bare weekday is the last such day for what is past and the next for what is to come, as news writes it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from monitor.claims.days import Found
from monitor.claims.english.anchored import from_anchor
from monitor.claims.english.calendar_words import NUMBER, ORDINAL_DAY
from monitor.claims.english.date_forms import resolve

_M = r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = r"(?:of )?(?P<which>that|the same|the following|the previous|last|this|next) year\b"
_W = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_N = rf"(?<![\w-])(?P<count>\d{{1,3}}|{NUMBER}|an|a couple of|a few|several|a)(?: and a half)?"
_O = rf"(?P<day>{ORDINAL_DAY})"

_PATTERNS = tuple(
    (name, re.compile(pattern), frozenset(needed.split()))
    for name, needed, pattern in (
        ("day", "month year_number", rf"\b{_D} (?:of )?{_M},? {_Y}\b"),
        ("day", "month year_number", rf"\b{_M} {_D},? {_Y}\b"),
        ("iso", "dash year_number", r"\b(?P<year>(?:19|20)\d\d)-(?P<mm>\d\d)-(?P<day>\d\d)\b"),
        ("day", "month year_number", rf"\bthe {_O} of {_M},? {_Y}\b"),
        ("to_the_day", "unit back year", rf"{_N} years? ago (?P<word>the day before yesterday|today|yesterday|tomorrow|to the day|this month|this week|last {_W})\b"),
        ("to_the_day", "this_day", rf"\bon this (?:very )?(?P<word>day) (?:{_N} years? ago|in {_Y}|(?P<last>last) year)\b"),
        ("half_year", "half_year", r"\bhalf a year ago\b"),
        ("ago", "unit back", rf"{_N} (?P<unit>day|week|fortnight|month|year|decade|spring|summer|autumn|winter)s?(?: and a half)? (?:ago|back|later|afterwards?|after that|after this|after(?=\s*[.,;:]|\s*$))(?!\w)"),
        ("earlier", "unit back", rf"{_N} (?P<unit>day|week|fortnight|month|year|decade)s? earlier\b"),
        ("day_of_month", "unit", rf"\bthe (?:(?P<nth>{ORDINAL_DAY})|{_D}) of (?P<which>this|last|that|the same) month\b"),
        ("day_of_year", "digit month year", rf"\b{_D} (?:of )?{_M},? {_OF_YEAR}"),
        ("day_of_year", "digit month year", rf"\b{_M} {_D},? {_OF_YEAR}"),
        ("of_year", "month year", rf"\b{_M} {_OF_YEAR}"),
        ("that_month", "month", rf"\bthat {_M}\b"),
        ("next_month", "next_month", r"\bthe month after\b|\bthe following month\b|\ba month later\b"),
        ("beside_year", "beside_year", r"\bthe (?P<which>following|next|previous) year\b|\bthe year (?P<side>after|before)\b"),
        ("beside_season", "season", r"\bthe (?P<which>following|next) (?P<season>spring|summer|autumn|fall|winter)\b|\bthe (?P<after>spring|summer|autumn|fall|winter) after\b"),
        ("year_begins", "year_begins", r"\bthe (?:beginning|start|turn) of (?:the|this) year\b"),
        ("before", "unit before", rf"{_N} (?P<unit>month|year)s? before\b"),
        ("same_day", "same_day", r"\b(?:the same|that) day\b"),
        ("months_after", "unit after", rf"{_N} (?P<unit>day|week|month|year|decade)s? (?:after|since)\b"),
        ("of_week", "day week", rf"\b{_W},? (?:of )?last week\b"),
        ("month", "month year_number", rf"\b{_M},? (?:of )?{_Y}\b"),
        ("feast", "feast year_number", rf"\b(?P<feast>christmas|new year's day|new year's eve),? (?:of )?{_Y}\b"),
        ("monthday", "digit month", rf"\b(?:the )?{_D} (?:of )?{_M}(?!\s*\d{{4}})\b"),
        ("monthday", "month", rf"\bthe {_O} of {_M}(?!\s*\d{{4}})\b"),
        ("monthday", "digit month", rf"\b{_M} {_D}\b(?!\s*,?\s*\d{{4}})"),
        ("weekday", "day", rf"\b(?:(?P<which>last|this|next|past|coming) )?{_W}\b(?! in {_M})"),
        ("relday", "relday", r"\b(?P<word>the day before yesterday|today|yesterday|tonight|tomorrow|this morning|this afternoon|this evening|last night|overnight|earlier in the day|on the day)\b"),
        ("relunit", "unit", r"\b(?P<which>last|this|next|past|the same|earlier this|later this|that same|later that|earlier that|early this|late last|early last|that) (?P<unit>week|month|year|weekend|spring|summer|autumn|fall|winter)\b"),
        ("relmonth", "month", rf"\b(?P<which>last|this|next|this past) {_M}\b"),
        ("season", "season year_number", rf"\b(?:in |the )?(?:the )?(?P<season>spring|summer|autumn|winter)(?: and autumn)? (?:of )?{_Y}\b"),
        ("bare_season", "season", r"\bin (?:the )?(?P<season>spring|summer|autumn)\b(?! of| \d)"),
        ("bare_month", "month", r"\b(?:in|since|of|by|until|from|late|early|mid|during) (?P<month>january|february|march|april|may|june|july|august|september|october|november|december)\b(?! \d)"),
        ("year", "year_number", rf"\b{_Y}\b(?!-)"),
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
    "back": ("ago", "earlier", "back", "later", "after"),
    "after": ("after", "since"),
    "this_day": ("on this day", "on this very day"),
    "before": ("before",),
    "year": ("year",),
    "week": ("week",),
    "day": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "year_number": ("19", "20"),
    "dash": ("-",),
    "half_year": ("half a year ago",),
    "next_month": ("month after", "following month", "month later"),
    "beside_year": ("following year", "next year", "previous year", "year after", "year before"),
    "year_begins": ("beginning of th", "start of th", "turn of th"),
    "same_day": ("same day", "that day"),
    "relday": (
        "today", "yesterday", "tonight", "tomorrow", "this morning", "this afternoon", "this evening", "last night",
        "overnight", "in the day", "on the day",
    ),
    "season": ("spring", "summer", "autumn", "fall", "winter"),
    "feast": ("christmas", "new year"),
}  # fmt: skip
"""Words, or parts of them, without which a pattern finds nothing: each pattern names those that it needs."""

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
        "beside_season", "same_day", "months_after", "earlier", "day_of_month",
    )
)  # fmt: skip
_OWN_LINE = frozenset(("months_after", "earlier"))
"""What leans on a date of its own line alone."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Dates of the text before a line, on which one in it may lean.

    ``named`` is the last one with a month or a year, for "in November of that year", "six years later";
    ``beside`` is the last one of the line before, for "the same day".
    """

    named: Callable[[], str | None]
    beside: Callable[[], str | None]

    def of(self, kind: str) -> str | None:
        """The one that a date of this kind leans on."""
        if kind in _OWN_LINE:
            return None
        return self.beside() if kind == "same_day" else self.named()


def find_dates(folded: str, start: int, end: int, published: date, anchors: Anchors) -> list[Found]:
    """The dates in ``folded[start:end]``, left to right, not overlapping; ``published`` resolves them."""
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
            partial = resolve(kind, match, published)
            if partial:
                taken.add(Found(first, last, partial, kind, match[0]))
            elif kind in _LEANING:
                leaning.append((kind, match))
    for kind, match in leaning:
        first, last = start + match.start(), start + match.end()
        near = taken.before(first)
        partial = from_anchor(kind, match, near or anchors.of(kind))
        if partial is None and kind in ("months_after", "earlier"):
            partial = resolve("before_now", match, published)
        if partial and not taken.holds(first, last):
            taken.add(Found(first, last, partial, kind, match[0]))
    return taken.found


def find_span(folded: str, start: int, end: int, published: date) -> Found | None:
    """How long something has been so in ``folded[start:end]``: ``for two years``, as the date on which it began."""
    match = _SPAN.search(folded, start, end)
    partial = resolve("span", match, published) if match is not None else None
    if match is None or partial is None:
        return None
    return Found(match.start(), match.end(), partial, "span", match[0])


_SPAN = re.compile(
    rf"\bfor (?:(?:the|past|last|almost|nearly|about|some|over|more than) )*{_N} "
    r"(?P<unit>week|month|year|decade)s?(?: and a half)?\b(?! (?:ago|after|before|later))"
)


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
