"""The numbers of ``/metrics``, counted from the views when they are asked for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from monitor.board import Figures
from store.types import Instant


def count_figures(connection: Connection) -> Figures:
    """All numbers, as the caller's transaction sees them."""
    projected = connection.execute(_PROJECTIONS).all()
    polls = connection.execute(_POLLS).one()
    reviews = connection.execute(_REVIEWS).one()
    last = connection.execute(_LAST_EVENT).one_or_none()
    return Figures(
        head=last.position if last else 0,
        last_event_at=last.at if last else None,
        last_confirmed_at=connection.execute(_LAST_CONFIRMED).scalar_one_or_none(),
        behind={row.name: row.behind for row in projected},
        stopped={row.name: row.state == "stopped" for row in projected},
        feeds=_by_word(connection, "SELECT state, count(*) FROM feed_health GROUP BY state"),
        last_poll_at=polls.last,
        next_poll_at=polls.next,
        items=_count(connection, "SELECT count(*) FROM article_sightings"),
        articles=_count(connection, "SELECT count(*) FROM article_revisions WHERE revision = 1"),
        claims=_by_word(connection, "SELECT status, count(*) FROM claims GROUP BY status"),
        members=_by_word(
            connection, "SELECT accord, sum(is_member) FROM membership GROUP BY accord"
        ),
        deliveries=_by_word(
            connection, "SELECT state, count(*) FROM alert_deliveries GROUP BY state"
        ),
        open_reviews=reviews.number,
        oldest_review_at=reviews.oldest,
        database_bytes=_size(connection),
    )


_PROJECTIONS = text("SELECT name, behind, state FROM projection_health")
_POLLS = text(
    "SELECT max(last_polled_at) AS last, min(next_poll_at) AS next FROM feed_health "
    "WHERE state NOT IN ('off', 'removed')"
).columns(last=Instant, next=Instant)
_REVIEWS = text(
    "SELECT count(*) AS number, min(opened_at) AS oldest FROM reviews WHERE status = 'open'"
).columns(oldest=Instant)
_LAST_EVENT = text(
    "SELECT position, recorded_at AS at FROM event_log ORDER BY position DESC LIMIT 1"
).columns(at=Instant)
_LAST_CONFIRMED = text(
    "SELECT at FROM timeline WHERE event = 'StageConfirmed' ORDER BY position DESC LIMIT 1"
).columns(at=Instant)


def _count(connection: Connection, sql: str) -> int:
    return int(connection.execute(text(sql)).scalar_one())


def _by_word(connection: Connection, sql: str) -> dict[str, int]:
    return {word: int(number) for word, number in connection.execute(text(sql))}


def _size(connection: Connection) -> int:
    """Bytes of the database: on SQLite of its file, without the write-ahead log."""
    if connection.dialect.name == "postgresql":
        return _count(connection, "SELECT pg_database_size(current_database())")
    pages: Any = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    size: Any = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    return int(pages) * int(size)
