"""Who makes the service wait on PostgreSQL.

Its turns are advisory locks, which others may take as well; and a view cannot be changed while somebody reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, text

from store.engine import LOCK_SPACE, READ_SCHEMA, Turn, read


@dataclass(frozen=True, slots=True)
class HeldUp:
    """A turn that somebody waits for since ``since``, while the session ``pid`` of ``user`` has it."""

    turn: Turn
    pid: int
    user: str
    program: str
    since: datetime


_HELD_UP = text("""
SELECT held.objid AS turn, held.pid, held_by.usename, held_by.application_name, min(waiting.waitstart) AS since
FROM pg_locks held
JOIN pg_stat_activity held_by ON held_by.pid = held.pid
JOIN pg_locks waiting ON NOT waiting.granted AND waiting.locktype = 'advisory' AND waiting.objsubid = 2
     AND waiting.database = held.database AND waiting.classid = held.classid AND waiting.objid = held.objid
WHERE held.granted AND held.locktype = 'advisory' AND held.objsubid = 2
  AND held.classid = CAST(:space AS bigint) AND held.objid = ANY(:turns)
  AND held_by.datname = current_database() AND waiting.waitstart < now() - make_interval(secs => :waited_s)
GROUP BY held.objid, held.pid, held_by.usename, held_by.application_name
ORDER BY since
""")
"""Every role may read these columns of the two views, also of sessions that are not its own."""


def held_up(engine: Engine, waited_s: float) -> list[HeldUp]:
    """The turns that have been waited for longer than ``waited_s``, and who has them; none on SQLite."""
    if engine.dialect.name != "postgresql":
        return []
    values = {"space": LOCK_SPACE, "turns": [int(turn) for turn in Turn], "waited_s": waited_s}
    with read(engine) as connection:
        return [
            HeldUp(Turn(row.turn), row.pid, row.usename, row.application_name, row.since)
            for row in connection.execute(_HELD_UP, values)
        ]


@dataclass(frozen=True, slots=True)
class Reading:
    """The session ``pid`` of ``user`` reads tables or views of ours, in a transaction since ``since``."""

    pid: int
    user: str
    program: str
    since: datetime


_READING = text("""
SELECT reader.pid, reader.usename, reader.application_name, min(reader.xact_start) AS since
FROM pg_locks held
JOIN pg_class c ON c.oid = held.relation
JOIN pg_stat_activity reader ON reader.pid = held.pid
WHERE held.granted AND held.locktype = 'relation' AND held.pid <> pg_backend_pid()
  AND reader.datname = current_database()
  AND c.relnamespace::regnamespace::text IN (current_schema(), :views)
GROUP BY reader.pid, reader.usename, reader.application_name
ORDER BY since
""")


def reading(engine: Engine) -> list[Reading]:
    """Who is reading what a change of the schema changes, the longest first; none on SQLite."""
    if engine.dialect.name != "postgresql":
        return []
    with read(engine) as connection:
        return [
            Reading(row.pid, row.usename, row.application_name, row.since)
            for row in connection.execute(_READING, {"views": READ_SCHEMA})
        ]
