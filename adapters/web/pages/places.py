"""Where parties stand in one accord, and their order on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from monitor.board import Row
from monitor.model.stage import FORWARD, Stage

MEMBER, ON_THE_WAY, OUT = "member", "on_the_way", "out"

SORTS: dict[str, Callable[[Row], Any]] = {
    "party": lambda row: row["party_name"].casefold(),
    "stage": lambda row: Stage(row["stage"]).rank,
    "since": lambda row: row["since"] if row["since_precision"] != "recorded" else "",
    "confirmed": lambda row: row["confirmed_at"],
    "voices": lambda row: row["voice_count"],
}
"""By what a table of members can be sorted."""


def standing_of(row: Row) -> str:
    """Whether the party of a row of ``membership`` is in, on its way in, or out."""
    if row["is_member"]:
        return MEMBER
    return ON_THE_WAY if Stage(row["stage"]) in FORWARD else OUT


def sorted_places(rows: Iterable[Row], sort: str, *, descending: bool) -> list[Row]:
    """Rows by one of ``SORTS``; equals by name."""
    by_name = sorted(rows, key=SORTS["party"])
    return sorted(by_name, key=SORTS[sort], reverse=descending)
