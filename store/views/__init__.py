"""The views that readers get, a module a topic; ``VIEWS`` holds them all.

A topic's module defines ``VIEWS: tuple[View, ...]`` with ``View`` and ``Column`` from
``store.views.base`` and is listed here. Views are derived: ``create_views`` drops and makes them anew
after each migration. On PostgreSQL they have a schema of their own, ``READ_SCHEMA``, which is all that a reader's
role is given.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, inspect

from store.engine import READ_SCHEMA
from store.views import alerts, articles, claims, feeds, log, membership
from store.views.base import Column, Kind, View, place, quoted

__all__ = [
    "READ_SCHEMA",
    "VIEWS",
    "Column",
    "Kind",
    "View",
    "create_views",
    "drop_views",
    "read_schema",
    "view_names",
]

_SCHEMA_COMMENT = "What readers get: the public views of Accords, and nothing else."

VIEWS: tuple[View, ...] = (
    *membership.VIEWS,
    *claims.VIEWS,
    *articles.VIEWS,
    *alerts.VIEWS,
    *feeds.VIEWS,
    *log.VIEWS,
)


def create_views(connection: Connection, keep: Collection[str] = ()) -> None:
    """Make every view anew but those to ``keep``, in the caller's transaction; on PostgreSQL with its comments."""
    drop_views(connection, keep)
    dialect, schema = connection.dialect.name, read_schema(connection)
    if schema:
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {schema} IS {quoted(_SCHEMA_COMMENT)}")
    for view in VIEWS:
        if view.name in keep:
            continue
        for statement in view.statements(dialect, schema):
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def drop_views(connection: Connection, keep: Collection[str] = ()) -> None:
    """Drop every view of the database but those to ``keep``: also one that an earlier version made."""
    schema = read_schema(connection)
    for name in view_names(connection):
        if name not in keep:
            connection.exec_driver_sql(f"DROP VIEW IF EXISTS {place(schema, name)}")


def view_names(connection: Connection) -> list[str]:
    """The views that the database has."""
    schema, inspector = read_schema(connection), inspect(connection)
    if schema and not inspector.has_schema(schema):
        return []
    return list(inspector.get_view_names(schema=schema))


def read_schema(connection: Connection) -> str | None:
    """Where the views are on PostgreSQL: ``READ_SCHEMA``, named after the tables' schema if that is not ``public``.

    None on SQLite, which has no schemas.
    """
    if connection.dialect.name != "postgresql":
        return None
    tables = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    return READ_SCHEMA if tables == "public" else f"{tables}_read"
