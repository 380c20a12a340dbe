"""What a public view is: its name, its columns with their meaning, and its SELECT."""

from __future__ import annotations

from dataclasses import dataclass

TODAY = {
    "sqlite": "strftime('%Y-%m-%d', 'now')",
    "postgresql": "to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
}
"""The present day in UTC as text, by dialect; a view's SELECT writes it as ``{today}``."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a view; ``comment`` tells an analyst what it holds and when it is NULL."""

    name: str
    comment: str


@dataclass(frozen=True, slots=True)
class View:
    """A public view: its name and columns are a promise, its SELECT is not.

    ``sql`` is one SELECT for all dialects, its columns in the order of ``columns``; ``{today}`` in it
    stands for the present day. ``key`` names the columns that tell rows apart and by which an export is
    ordered.
    """

    name: str
    comment: str
    columns: tuple[Column, ...]
    sql: str
    key: tuple[str, ...] = ()

    def select(self, dialect: str) -> str:
        """The SELECT for ``dialect`` (``sqlite`` or ``postgresql``)."""
        return self.sql.replace("{today}", TODAY[dialect]).strip()

    def create(self, dialect: str) -> str:
        """The CREATE VIEW statement, with the column names given outright."""
        names = ", ".join(column.name for column in self.columns)
        return f"CREATE VIEW {self.name} ({names}) AS\n{self.select(dialect)}"
