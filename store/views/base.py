"""What a public view is: its name, its columns with their meaning, and its SELECT."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Float, Integer, Table, Text
from sqlalchemy.types import TypeEngine

from store.types import CommaList, Day, Flag, Instant, PartialDate, SemicolonList

_LAST_DAY = "coalesce((SELECT {} FROM events ORDER BY position DESC LIMIT 1), '')"
_TODAY = {
    "sqlite": f"max(strftime('%Y-%m-%d', 'now'), {_LAST_DAY.format('substr(recorded_at, 1, 10)')})",
    "postgresql": "greatest(to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD'), "
    + _LAST_DAY.format("to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')")
    + ")",
}
"""The present day; the last event's where a replay under its own clock has run ahead of it."""

_WORDS = {
    "sqlite": {
        "day_of": r"substr(\1, 1, 10)",
        "month_of": r"substr(\1, 1, 7)",
        "seconds": r"round((julianday(\2) - julianday(\1)) * 86400, 1)",
        "hours": r"round((julianday(\2) - julianday(\1)) * 24, 1)",
        "days": r"round(julianday(\2) - julianday(\1), 1)",
    },
    "postgresql": {
        "day_of": r"to_char(\1 AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
        "month_of": r"to_char(\1 AT TIME ZONE 'UTC', 'YYYY-MM')",
        "seconds": r"round(EXTRACT(EPOCH FROM \2 - \1), 1)",
        "hours": r"round(EXTRACT(EPOCH FROM \2 - \1) / 3600, 1)",
        "days": r"round(EXTRACT(EPOCH FROM \2 - \1) / 86400, 1)",
    },
}
"""All in which the SQL of the two databases differs: word → how it is written, by the columns behind it."""

ACTIVE = "(SELECT generation FROM projections WHERE name = 'parties' AND status = 'active')"
"""The generation that readers see."""


def portable(sql: str, dialect: str) -> str:
    """``sql`` with its words in braces written for ``dialect``.

    ``{today}``, ``{day_of INSTANT}`` and ``{month_of INSTANT}`` are text in UTC; ``{seconds FROM TO}``,
    ``{hours FROM TO}`` and ``{days FROM TO}`` are the time between two instants, to one decimal.
    """
    written = sql.replace("{today}", _TODAY[dialect])
    for word, form in _WORDS[dialect].items():
        written = re.sub(rf"\{{{word} ([\w.]+)(?: ([\w.]+))?\}}", form, written)
    return written.strip()


class Kind(StrEnum):
    """What the values of a column are; the same in SQL on every database, and typed in an export."""

    TEXT = "text"
    NUMBER = "number"
    REAL = "real"
    FLAG = "flag"
    DAY = "day"
    PARTIAL_DATE = "partial date"
    INSTANT = "instant"
    COMMA_LIST = "comma list"
    SEMICOLON_LIST = "semicolon list"


_KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (Flag, Kind.FLAG),
    (Day, Kind.DAY),
    (PartialDate, Kind.PARTIAL_DATE),
    (CommaList, Kind.COMMA_LIST),
    (SemicolonList, Kind.SEMICOLON_LIST),
    (Instant, Kind.INSTANT),
    (Float, Kind.REAL),
    (Integer, Kind.NUMBER),
    (Text, Kind.TEXT),
)
"""The kind of each column type, the narrower before the wider."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a view; ``comment`` tells an analyst what it holds and when it is NULL."""

    name: str
    comment: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class View:
    """A public view: its name and columns are a promise, its SELECT is not.

    ``sql`` is one SELECT for all dialects, its columns in the order of ``columns``; see ``portable`` for
    the places in which they differ. ``key`` names the columns that tell rows apart and by which an export is
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

    def create(self, dialect: str, schema: str | None = None) -> str:
        """The CREATE VIEW statement, with the column names given outright."""
        names = ", ".join(column.name for column in self.columns)
        return f"CREATE VIEW {place(schema, self.name)} ({names}) AS\n{self.select(dialect)}"

    def statements(self, dialect: str, schema: str | None) -> tuple[str, ...]:
        """All that makes the view: on PostgreSQL its comments as well."""
        if dialect != "postgresql":
            return (self.create(dialect),)
        where = place(schema, self.name)
        return (
            self.create(dialect, schema),
            f"COMMENT ON VIEW {where} IS {quoted(self.comment)}",
            *(
                f"COMMENT ON COLUMN {where}.{column.name} IS {quoted(column.comment)}"
                for column in self.columns
            ),
        )


def place(schema: str | None, name: str) -> str:
    """``name`` in ``schema``, if there is one."""
    return f"{schema}.{name}" if schema else name


def quoted(value: str) -> str:
    """``value`` as a literal of standard SQL."""
    return "'" + value.replace("'", "''") + "'"


def columns_of(table: Table, *names: str) -> tuple[Column, ...]:
    """These columns of ``table``, with the comments that they have there; all but generation without names."""
    wanted = names or tuple(name for name in table.columns.keys() if name != "generation")  # noqa: SIM118
    return tuple(_column(table, name) for name in wanted)


def _column(table: Table, name: str) -> Column:
    found = table.columns[name]
    return Column(name, found.comment or "", kind_of(found.type))


def kind_of(type_: TypeEngine[Any]) -> Kind:
    """The kind of the values of a column of that type.

    Raises TypeError where readers have no kind for it, JSON for one: name its parts as columns, or cast it to text.
    """
    for known, kind in _KINDS:
        if isinstance(type_, known):
            return kind
    raise TypeError(f"no kind of a view's column is a {type(type_).__name__}")


def active_rows(table: Table, columns: tuple[Column, ...]) -> str:
    """The SELECT of these columns of the active generation."""
    names = ", ".join(column.name for column in columns)
    return f"SELECT {names} FROM {table.name} WHERE generation = {ACTIVE}"  # noqa: S608 - our own names
