"""INSERT … ON CONFLICT, which both databases know and SQLAlchemy writes for each by another name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or_replace(connection: Connection, target: Table, values: Mapping[str, Any]) -> None:
    """Insert a row of ``target``; where its primary key is there already, set the other columns."""
    key = [column.name for column in target.primary_key.columns]
    others = {name: value for name, value in values.items() if name not in key}
    statement = _insert(connection, target).values(**values)
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=others))


def insert_new(connection: Connection, target: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose key is not there yet, and leave those that are as they are."""
    if rows:
        connection.execute(_insert(connection, target).on_conflict_do_nothing(), rows)


def _insert(connection: Connection, target: Table) -> Any:
    # The two classes have no base that knows ON CONFLICT.
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(target)
