"""How much was polled, read and decided in a span of time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Connection, and_, func, select

from monitor.alerting.service import Work
from store.tables.articles import revisions
from store.tables.feeds import feeds
from store.tables.log import events


def work_between(connection: Connection, since: datetime, until: datetime) -> Work:
    """The work done after ``since`` and up to ``until``; feeds are counted as they stand now."""
    watched = and_(feeds.c.enabled == 1, feeds.c.listed == 1)

    def within(column: Column[datetime]) -> int:
        span = and_(column > since, column <= until)
        return connection.scalar(select(func.count()).select_from(column.table).where(span)) or 0

    return Work(
        feeds=connection.scalar(select(func.count()).select_from(feeds).where(watched)) or 0,
        heard=connection.scalar(
            select(func.count()).select_from(feeds).where(watched, feeds.c.last_ok_at > since)
        )
        or 0,
        texts=within(revisions.c.first_seen),
        read=within(revisions.c.read_at),
        events=within(events.c.recorded_at),
    )
