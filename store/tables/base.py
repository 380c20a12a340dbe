"""The one MetaData, and how a table is made."""

from __future__ import annotations

from sqlalchemy import MetaData, Table
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *items: SchemaItem, comment: str, without_rowid: bool = False) -> Table:
    """A table of the one metadata: STRICT on SQLite, with its comment.

    ``without_rowid`` keeps its rows in the index of the key, which saves SQLite a second tree.
    """
    return Table(
        name,
        metadata,
        *items,
        comment=comment,
        sqlite_strict=True,
        sqlite_with_rowid=not without_rowid,
    )
