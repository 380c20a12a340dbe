"""The views that readers get, a module a topic; ``VIEWS`` holds them all.

A topic's module defines ``VIEWS: tuple[View, ...]`` with ``View`` and ``Column`` from
``store.views.base`` and is listed here. Views are derived: ``create_views`` drops and makes them anew
after each migration.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from store.views.base import Column, View

__all__ = ["VIEWS", "Column", "View", "create_views", "drop_views"]

VIEWS: tuple[View, ...] = ()


def create_views(connection: Connection) -> None:
    """Make every view anew, in the caller's transaction."""
    drop_views(connection)
    for view in VIEWS:
        connection.execute(text(view.create(connection.dialect.name)))


def drop_views(connection: Connection) -> None:
    """Drop every view, the dependent ones first."""
    for view in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {view.name}"))
