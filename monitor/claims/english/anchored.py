"""Dates that are told from another date of the text: "six years later", "in May of that year"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from monitor.claims.english.calendar_words import (
    SEASON_BEGINS,
    count_of,
    day_number,
    month_number,
    shift_month,
)


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
    return f"{_year_by_anchor(match, anchor)}-{month_number(match):02d}"


def _day_of_anchor(match: re.Match[str], anchor: str) -> str:
    return f"{_year_by_anchor(match, anchor)}-{month_number(match):02d}-{int(match['day']):02d}"


def _unit_of_anchor(match: re.Match[str], anchor: str) -> str | None:
    lengths = {"year": len("2026"), "month": len("2026-01")}
    length = lengths.get(match["unit"], len(anchor) + 1)
    return anchor[:length] if length <= len(anchor) else None


def _later_than_anchor(match: re.Match[str], anchor: str) -> str | None:
    return _from(anchor, match["unit"], count_of(match))


def _day_in_month_of_anchor(match: re.Match[str], anchor: str) -> str | None:
    return f"{anchor[:7]}-{day_number(match):02d}" if len(anchor) >= len("2026-01") else None


def _before_anchor(match: re.Match[str], anchor: str) -> str | None:
    """So many units before; "on Monday it was ten years since X joined" tells the very day."""
    if match[0].endswith("since") and match["unit"] == "year" and len(anchor) > len("2026-01"):
        return f"{int(anchor[:4]) - count_of(match)}{anchor[4:]}"
    return _from(anchor, match["unit"], -count_of(match))


def _month_after_anchor(_match: re.Match[str], anchor: str) -> str | None:
    return _from(anchor, "month", 1)


def _year_beside_anchor(match: re.Match[str], anchor: str) -> str | None:
    back = "previous" in match[0] or "before" in match[0]
    return _from(anchor, "year", -1 if back else 1)


def _season_behind_anchor(match: re.Match[str], anchor: str) -> str:
    """The year of the next such season; of a year alone it is the year after."""
    begins = SEASON_BEGINS[match["season"] or match["after"]]
    same_year = len(anchor) >= len("2026-01") and int(anchor[5:7]) < begins
    return anchor[:4] if same_year else str(int(anchor[:4]) + 1)


def _from(anchor: str, unit: str, count: int) -> str | None:
    """The year, the month or the day, as far as the anchor tells it, so many units from it."""
    if unit in ("year", "decade"):
        return str(int(anchor[:4]) + count * (10 if unit == "decade" else 1))
    days = _UNIT_DAYS.get(unit)
    if days is not None and len(anchor) == len("2026-01-01"):
        found = (date.fromisoformat(anchor) + timedelta(days=count * days)).isoformat()
        return found if unit == "day" else found[: len("2026-01")]
    if unit == "month" and len(anchor) >= 7:
        return shift_month(date(int(anchor[:4]), int(anchor[5:7]), 1), count)
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
