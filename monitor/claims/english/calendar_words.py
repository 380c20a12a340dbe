"""The words of the calendar: months, days and seasons, and numbers and days of a month in words."""

from __future__ import annotations

import re
from datetime import date

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
SEASON_BEGINS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month with which a season begins."""


def month_number(match: re.Match[str]) -> int:
    """The month that is named, in full or shortened."""
    return _MONTH_OF[match["month"].rstrip(".")]


def day_number(match: re.Match[str]) -> int:
    """The day of a month, in figures or in words."""
    told = match.groupdict().get("nth") or match["day"]
    return _DAYS.get(told) or int(told)


def count_of(match: re.Match[str]) -> int:
    """How many units are told, in figures or in words; "several" are three."""
    told = match["count"]
    if told.isdigit():
        return int(told)
    return _LOOSE.get(told) or sum(_NUMBERS[word] for word in re.split("[- ]", told))


def shift_month(day: date, months: int) -> str:
    """The month so many months from that of ``day``, as ``2026-01``."""
    index = day.year * 12 + day.month - 1 + months
    return f"{index // 12}-{index % 12 + 1:02d}"
