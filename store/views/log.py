"""The log by day, and how far the projections are."""

from __future__ import annotations

from store.tables.projections import projections
from store.views.base import Column, View, columns_of

POSITIONS_BY_DAY = View(
    name="positions_by_day",
    comment="Which positions of the log were written on which day (UTC): turns 'as we knew it on that day' "
    "into a position. A day without events has no row; take the last day before it.",
    columns=(
        Column("day", "The day, YYYY-MM-DD."),
        Column("events", "How many events were written."),
        Column("first_position", "Position of the first of them."),
        Column("last_position", "Position of the last: what was known at the end of the day."),
    ),
    sql="""
SELECT {day_of recorded_at}, count(*), min(position), max(position)
FROM events GROUP BY {day_of recorded_at}
""",
    key=("day",),
)

PROJECTION_HEALTH = View(
    name="projection_health",
    comment="Whether the views are up with the log: one row a projection.",
    columns=(
        *columns_of(projections, "name", "generation"),
        Column("state", "current; behind: events wait; stopped: an event could not be projected."),
        *columns_of(projections, "position"),
        Column("head", "The last position of the log."),
        Column("behind", "How many events are not yet in the rows."),
        *columns_of(projections, "failed_position", "last_error", "updated_at"),
    ),
    sql="""
WITH log AS (SELECT coalesce(max(position), 0) AS head FROM events)
SELECT p.name, p.generation,
       CASE WHEN p.failed_position IS NOT NULL THEN 'stopped'
            WHEN p.position < log.head THEN 'behind' ELSE 'current' END,
       p.position, log.head, log.head - p.position, p.failed_position, p.last_error, p.updated_at
FROM projections p CROSS JOIN log
WHERE p.status = 'active'
""",
    key=("name",),
)

VIEWS = (POSITIONS_BY_DAY, PROJECTION_HEALTH)
