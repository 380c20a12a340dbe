"""The log by day, and how far the projections are."""

from __future__ import annotations

from store.tables.log import events
from store.tables.projections import projections
from store.views.base import Column, Kind, View, columns_of

POSITIONS_BY_DAY = View(
    name="positions_by_day",
    comment="Which positions of the log were written on which day (UTC): turns 'as we knew it on that day' "
    "into a position. A day without events has no row; take the last day before it.",
    columns=(
        Column("day", "The day, YYYY-MM-DD.", Kind.DAY),
        Column("events", "How many events were written.", Kind.NUMBER),
        Column("first_position", "Position of the first of them.", Kind.NUMBER),
        Column(
            "last_position",
            "Position of the last: what was known at the end of the day.",
            Kind.NUMBER,
        ),
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
        Column("head", "The last position of the log.", Kind.NUMBER),
        Column("behind", "How many events are not yet in the rows.", Kind.NUMBER),
        Column(
            "skipped",
            "How many events the rows lack because newer code wrote them; 0 where this code knows all.",
            Kind.NUMBER,
        ),
        *columns_of(projections, "failed_position", "last_error", "updated_at"),
    ),
    sql="""
WITH log AS (SELECT coalesce(max(position), 0) AS head FROM events)
SELECT p.name, p.generation,
       CASE WHEN p.failed_position IS NOT NULL THEN 'stopped'
            WHEN p.position < log.head THEN 'behind' ELSE 'current' END,
       p.position, log.head, log.head - p.position,
       (SELECT count(*) FROM skipped_events s WHERE s.name = p.name AND s.generation = p.generation),
       p.failed_position, p.last_error, p.updated_at
FROM projections p CROSS JOIN log
WHERE p.status = 'active'
""",
    key=("name",),
)

_PLACE = columns_of(
    events,
    "position",
    "event_id",
    "stream",
    "version",
    "type",
    "schema_version",
    "valid_from",
    "recorded_at",
)

EVENT_LOG = View(
    name="event_log",
    comment="Every event of the log in order, without its data: `accords export events` writes them whole.",
    columns=_PLACE,
    sql="SELECT position, event_id, stream, version, type, schema_version, valid_from, recorded_at FROM events",
    key=("position",),
)

VIEWS = (POSITIONS_BY_DAY, EVENT_LOG, PROJECTION_HEALTH)
