"""The first page: every accord, what was decided last, and what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from adapters.web.pages.places import MEMBER, ON_THE_WAY, OUT, standing_of
from adapters.web.parts import BoardParts
from monitor.board import Look, Mark, Row, Wanted
from monitor.model.events import ConfirmReason

LATEST = 12
"""Decisions shown."""

WAITING = 25
"""Rows shown of each list of what is not confirmed, denied or asked."""

CONFLICTS = 50

NAMED = 8
"""Parties on their way in that are named with their accord."""

DECISIONS = ("StageConfirmed", "StageRevoked", "StageDisputed")
"""What the board calls a decision."""

SILENT_AFTER = timedelta(hours=2)
"""A worker that has polled nothing for so long stands still, as `accords health` has it."""

UNWATCHED = ("off", "removed")

_SIFTED = 200
"""Decisions looked at to find the latest that are no baseline."""


def overview(look: Look, parts: BoardParts) -> dict[str, Any]:
    """What the first page tells of the log."""
    membership = look.rows(Wanted("membership", by=("accord", "party")))
    unconfirmed = sorted(look.answer("not-confirmed"), key=_newest_said)
    reviews = look.rows(Wanted("reviews", {"status": "open"}, newest_first=True, limit=WAITING))
    return {
        **as_of(look.mark),
        "accords": [
            _accord(accord, parts, membership, unconfirmed, reviews)
            for accord in accords_of(look, parts)
        ],
        "latest": latest(look),
        "not_confirmed": unconfirmed[:WAITING],
        "reviews": reviews,
        "denials": standing_denials(look),
        "date_conflicts": look.rows(
            Wanted("date_conflicts", by=("accord", "party", "step", "date"), limit=CONFLICTS)
        ),
    }


def as_of(mark: Mark) -> dict[str, Any]:
    """How far the log was when the page was made."""
    return {
        "position": mark.position,
        "recorded_at": mark.recorded_at,
        "behind": mark.behind,
        "state": mark.state,
        "today": mark.day,
    }


def accords_of(look: Look, parts: BoardParts) -> list[str]:
    """The ids of the accords to show: those that are watched, then others of which the database knows."""
    return list(dict.fromkeys([*(accord.id for accord in parts.accords), *look.accords()]))


def latest(look: Look, accord: str | None = None, limit: int = LATEST) -> list[Row]:
    """The latest decisions, newest first, without the baselines with which an accord begins."""
    equal: dict[str, object] = {"event": DECISIONS}
    if accord is not None:
        equal["accord"] = accord
    found = look.rows(Wanted("timeline", equal, newest_first=True, limit=_SIFTED))
    return [row for row in found if row["reason"] != ConfirmReason.BASELINE][:limit]


def standing_denials(look: Look, **equal: object) -> list[Row]:
    """Denials that stand, the newest first."""
    wanted = Wanted("denials", {"status": "standing", **equal}, newest_first=True, limit=WAITING)
    return look.rows(wanted)


def _accord(
    accord: str,
    parts: BoardParts,
    membership: Iterable[Row],
    unconfirmed: Sequence[Row],
    reviews: Sequence[Row],
) -> dict[str, Any]:
    mine = [row for row in membership if row["accord"] == accord]
    by_standing = Counter(standing_of(row) for row in mine)
    return {
        "accord": accord,
        "name": parts.name_of(accord),
        "url": next((one.url for one in parts.accords if one.id == accord), ""),
        "stages": dict(Counter(str(row["stage"]) for row in mine)),
        "members": by_standing[MEMBER],
        "on_the_way": by_standing[ON_THE_WAY],
        "out": by_standing[OUT],
        "not_confirmed": len({row["party"] for row in unconfirmed if row["accord"] == accord}),
        "open_reviews": sum(row["accord"] == accord for row in reviews),
        "parties_on_the_way": [
            {"party": row["party"], "party_name": row["party_name"]}
            for row in mine
            if standing_of(row) == ON_THE_WAY
        ][:NAMED],
    }


def _newest_said(row: Row) -> tuple[float, str, str]:
    return -row["last_said"].timestamp(), row["accord"], row["party"]


def heard(look: Look, now: datetime) -> dict[str, Any]:
    """Whether the board can be believed where it is silent: feeds by state, and whether they are polled at all."""
    rows = look.rows(Wanted("feed_health", by=("url",), limit=100_000))
    polls = [row["last_polled_at"] for row in rows if row["last_polled_at"] is not None]
    last = max(polls, default=None)
    by_state = Counter(row["state"] for row in rows)
    return {
        "states": dict(by_state),
        "on": sum(number for state, number in by_state.items() if state not in UNWATCHED),
        "silent": by_state["failing"] + by_state["dormant"],
        "last_poll_at": last,
        "is_polled": last is not None and now - last <= SILENT_AFTER,
    }
