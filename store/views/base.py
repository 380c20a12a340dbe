"""What a public view is: its name, its columns with their meaning, and its SELECT."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Table

_LAST_DAY = "coalesce((SELECT {} FROM events ORDER BY position DESC LIMIT 1), '')"
_TODAY = {
    "sqlite": f"max(strftime('%Y-%m-%d', 'now'), {_LAST_DAY.format('substr(recorded_at, 1, 10)')})",
    "postgresql": "greatest(to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD'), "
    + _LAST_DAY.format("to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')")
    + ")",
}
"""The present day; the last event's where a replay under its own clock has run ahead of it."""

_DAY_OF = {
    "sqlite": r"substr(\1, 1, 10)",
    "postgresql": r"to_char(\1 AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
}

ACTIVE = "(SELECT generation FROM projections WHERE name = 'parties' AND status = 'active')"
"""The generation that readers see."""


def portable(sql: str, dialect: str) -> str:
    """``sql`` with ``{today}`` and ``{day_of COLUMN}`` written for ``dialect``; both are days in UTC, as text."""
    dated = sql.replace("{today}", _TODAY[dialect])
    return re.sub(r"\{day_of ([\w.]+)\}", _DAY_OF[dialect], dated).strip()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a view; ``comment`` tells an analyst what it holds and when it is NULL."""

    name: str
    comment: str


@dataclass(frozen=True, slots=True)
class View:
    """A public view: its name and columns are a promise, its SELECT is not.

    ``sql`` is one SELECT for all dialects, its columns in the order of ``columns``; see ``portable`` for
    the two places in which they differ. ``key`` names the columns that tell rows apart and by which an export is
    ordered.
    """

    name: str
    comment: str
    columns: tuple[Column, ...]
    sql: str
    key: tuple[str, ...] = ()

    def select(self, dialect: str) -> str:
        """The SELECT for ``dialect`` (``sqlite`` or ``postgresql``)."""
        return portable(self.sql, dialect)

    def create(self, dialect: str) -> str:
        """The CREATE VIEW statement, with the column names given outright."""
        names = ", ".join(column.name for column in self.columns)
        return f"CREATE VIEW {self.name} ({names}) AS\n{self.select(dialect)}"


def columns_of(table: Table, *names: str) -> tuple[Column, ...]:
    """These columns of ``table``, with the comments that they have there; all but generation without names."""
    wanted = names or tuple(name for name in table.columns.keys() if name != "generation")  # noqa: SIM118
    return tuple(Column(name, table.columns[name].comment or "") for name in wanted)


def active_rows(table: Table, columns: tuple[Column, ...]) -> str:
    """The SELECT of these columns of the active generation."""
    names = ", ".join(column.name for column in columns)
    return f"SELECT {names} FROM {table.name} WHERE generation = {ACTIVE}"  # noqa: S608 - our own names
