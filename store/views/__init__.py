"""The views that readers get, a module a topic; ``VIEWS`` holds them all.

A topic's module defines ``VIEWS: tuple[View, ...]`` with ``View`` and ``Column`` from
``store.views.base`` and is listed here. Views are derived: ``create_views`` drops and makes them anew
after each migration.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from store.views import alerts, claims, feeds, log, membership
from store.views.base import Column, View

__all__ = ["VIEWS", "Column", "View", "create_views", "drop_views"]

VIEWS: tuple[View, ...] = (
    *membership.VIEWS,
    *claims.VIEWS,
    *alerts.VIEWS,
    *feeds.VIEWS,
    *log.VIEWS,
)


def create_views(connection: Connection) -> None:
    """Make every view anew, in the caller's transaction."""
    drop_views(connection)
    for view in VIEWS:
        connection.exec_driver_sql(view.create(connection.dialect.name))


def drop_views(connection: Connection) -> None:
    """Drop every view of the database: also one that an earlier version made."""
    for name in inspect(connection).get_view_names():
        connection.exec_driver_sql(f'DROP VIEW IF EXISTS "{name}"')
