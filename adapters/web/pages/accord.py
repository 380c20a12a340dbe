"""The page of one accord: who stands where, now, on a past day, or as known then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from adapters.web.pages.overview import WAITING, as_of, standing_denials
from adapters.web.pages.places import sorted_places
from adapters.web.parts import BoardParts
from monitor.board import Look, Row, Wanted
from monitor.model.dates import iso

STEPS = 50
"""Steps of the timeline on one page."""

_FLAGS = ("is_member",)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an accord: the day in the world, the instant of our knowledge, the order, the page."""

    as_of: date | None = None
    known_at: datetime | None = None
    sort: str = "party"
    descending: bool = False
    before: int | None = None

    @property
    def is_past(self) -> bool:
        """Whether it asks for something else than now."""
        return self.as_of is not None or self.known_at is not None


def accord_page(
    look: Look, parts: BoardParts, accord: str, asked: Question, waiting: Mapping[str, Any]
) -> dict[str, Any]:
    """What the page of ``accord`` tells, with what is ``waiting`` there.

    Of the past it tells no more than who stood where, and by what steps.
    """
    steps = _timeline(look, accord, asked)
    return {
        **as_of(look.mark),
        "accord": accord,
        "name": parts.name_of(accord),
        "url": next((one.url for one in parts.accords if one.id == accord), ""),
        "as_of": asked.as_of,
        "known_at": asked.known_at,
        "membership": sorted_places(
            _places(look, accord, asked), asked.sort, descending=asked.descending
        ),
        **({} if asked.is_past else waiting),
        "timeline": steps[:STEPS],
        "next_before": steps[STEPS - 1]["position"] if len(steps) > STEPS else None,
    }


def _places(look: Look, accord: str, asked: Question) -> list[Row]:
    """Rows of ``membership``, or what they would have been."""
    if not asked.is_past:
        return look.rows(Wanted("membership", {"accord": accord}, by=("party",), limit=5_000))
    given = {"as_of": (asked.as_of or look.mark.day).isoformat()}
    if asked.known_at is not None:
        given["known_at"] = iso(asked.known_at)
    found = [row for row in look.answer("membership-at", **given) if row["accord"] == accord]
    return [{**row, **{name: bool(row[name]) for name in _FLAGS}} for row in found]


def waiting_in(look: Look, accord: str) -> dict[str, Any]:
    """What is not settled in ``accord``: reported, talked about, asked, denied, in conflict."""
    about = {"accord": accord}
    confirmed_or_claimed = look.answer("not-confirmed", accord=accord)
    spoken_of = {row["party"] for row in confirmed_or_claimed}
    return {
        "not_confirmed": confirmed_or_claimed,
        "prospects": [
            row for row in look.answer("prospects", accord=accord) if row["party"] not in spoken_of
        ],
        "reviews": look.rows(
            Wanted("reviews", {**about, "status": "open"}, newest_first=True, limit=WAITING)
        ),
        "denials": standing_denials(look, accord=accord),
        "date_conflicts": look.rows(
            Wanted("date_conflicts", about, by=("party", "step", "date"), limit=100)
        ),
    }


def _timeline(look: Look, accord: str, asked: Question) -> list[Row]:
    """A page of steps, newest first, and one more where there is one."""
    return look.rows(
        Wanted(
            "timeline",
            {"accord": accord},
            before=asked.before,
            until=asked.known_at,
            newest_first=True,
            limit=STEPS + 1,
        )
    )
