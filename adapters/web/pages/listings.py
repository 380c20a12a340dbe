"""The pages that are lists: the feeds, the alerts, and the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from adapters.web.pages.overview import as_of
from adapters.web.parts import BoardParts
from monitor.board import Look, Row, Wanted

FEED_STATES = ("failing", "dormant", "waiting", "heard", "off", "removed")
"""What needs a look comes first."""

FEED_SORTS: dict[str, Callable[[Row], Any]] = {
    "state": lambda row: FEED_STATES.index(row["state"]),
    "feed": lambda row: (row["name"] or row["url"]).casefold(),
    "tier": lambda row: ("official", "wire", "major", "minor").index(row["tier"]),
    "heard": lambda row: _seconds(row["last_ok_at"]),
    "polled": lambda row: _seconds(row["last_polled_at"]),
    "next": lambda row: _seconds(row["next_poll_at"]),
    "failures": lambda row: row["failures"],
}

EVENTS = 100
"""Events on one page of the log."""

ALERTS = 50
"""Alerts on one page."""

DELIVERY = (
    "delivery_id",
    "route",
    "target",
    "state",
    "reason",
    "attempts",
    "possible_duplicate",
    "created_at",
    "due_at",
    "sent_at",
)
"""What the board tells of a delivery: not the recipient, nor the provider's answer, which may name one."""


def feeds_page(
    look: Look, parts: BoardParts, state: str, sort: str, *, descending: bool
) -> dict[str, Any]:
    """What is known of every feed, each with the tier of its host; ``state`` may be empty for all."""
    rows: list[Row] = [
        {**row, "tier": parts.sources.lookup(row["host"]).tier.value}
        for row in look.rows(Wanted("feed_health", by=("url",), limit=100_000))
    ]
    by_name = sorted(rows, key=FEED_SORTS["feed"])
    return {
        "states": dict(Counter(row["state"] for row in rows)),
        "feeds": [
            row
            for row in sorted(by_name, key=FEED_SORTS[sort], reverse=descending)
            if state in {"", row["state"]}
        ],
        "outages": look.rows(Wanted("poll_outages", by=("began_at",), newest_first=True, limit=5)),
    }


def alerts_page(look: Look, before: int | None) -> dict[str, Any]:
    """What people were told of, the newest first, and what became of each delivery; who they are stays out of it."""
    rows = look.rows(
        Wanted(
            "alerts",
            before=before,
            cursor="alert_id",
            by=("alert_id",),
            newest_first=True,
            limit=ALERTS + 1,
        )
    )
    shown = rows[:ALERTS]
    numbers = tuple(row["alert_id"] for row in shown)
    deliveries = look.rows(
        Wanted("alert_deliveries", {"alert_id": numbers}, by=("delivery_id",), limit=ALERTS * 100)
    )
    return {
        "alerts": [{**row, "deliveries": _deliveries(row, deliveries)} for row in shown],
        "next_before": shown[-1]["alert_id"] if len(rows) > ALERTS else None,
    }


def _deliveries(alert: Row, rows: Iterable[Row]) -> list[Row]:
    mine = (row for row in rows if row["alert_id"] == alert["alert_id"])
    return [{name: row[name] for name in DELIVERY} for row in mine]


def log_page(look: Look, after: int | None, limit: int = EVENTS) -> dict[str, Any]:
    """``limit`` events behind position ``after``, in order; the newest where no position is given."""
    start = max(look.mark.head - limit, 0) if after is None else after
    rows = look.rows(Wanted("event_log", after=start, limit=limit))
    last = rows[-1]["position"] if rows else start
    return {
        **as_of(look.mark),
        "head": look.mark.head,
        "after": start,
        "events": rows,
        "next_after": last if last < look.mark.head else None,
        "previous_after": max(start - limit, 0) if start > 0 else None,
    }


def words_of(look: Look, page: Mapping[str, Any]) -> dict[int, str]:
    """The events of a page of the log in words, by position, where a view has any."""
    if not page["events"]:
        return {}
    bounds = {"after": page["after"], "before": page["events"][-1]["position"] + 1}
    found = {row["position"]: row["text"] for row in look.rows(Wanted("timeline", **bounds))}
    for row in look.rows(Wanted("claims", **bounds)):
        found[row["position"]] = f"{row['publisher']}: “{row['quote']}”"
    for row in look.rows(Wanted("denials", **bounds)):
        found[row["position"]] = f"{row['publisher']}: “{row['quote']}”"
    return found


def _seconds(at: Any) -> float:
    return at.timestamp() if at is not None else 0.0
