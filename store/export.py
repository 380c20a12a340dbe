"""Views as files, row by row, in the order of their key: CSV, JSON Lines and Parquet.

Rows are streamed (a server-side cursor on PostgreSQL, SQLite's own stepping), never more than a batch of them
in memory. Every view that is written from one connection is of one snapshot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import IO, Any

from sqlalchemy import Connection, text

from monitor.model.dates import parse_instant
from monitor.model.errors import UsageError
from store.formats import CSV, FORMATS, Options, Row, writer_of
from store.views import VIEWS, Column, Kind, View

__all__ = ["CSV", "FORMATS", "Options", "count_rows", "export_view", "find_view", "typed_row"]

_AT_A_TIME = 1000


def find_view(name: str) -> View:
    """The view of that name.

    Raises UsageError, naming those that there are.
    """
    for view in VIEWS:
        if view.name == name:
            return view
    raise UsageError(f"no view {name!r}; there are {', '.join(view.name for view in VIEWS)}")


def export_view(
    connection: Connection,
    view: View,
    out: IO[bytes],
    options: Options,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Write all rows of ``view`` to ``out``; how many there were. ``progress`` is told after each batch."""
    count = 0
    with writer_of(view, out, options) as write:
        for batch in _batches(connection, view):
            write(batch)
            count += len(batch)
            progress(count)
    return count


def count_rows(connection: Connection, view: View) -> int:
    """How many rows ``view`` has now."""
    query = text(f"SELECT count(*) FROM {view.name}")  # noqa: S608 - our own name
    return int(connection.execute(query).scalar_one())


def _batches(connection: Connection, view: View) -> Iterator[list[Row]]:
    query = text(f"SELECT * FROM {view.name}{_order(connection, view)}")  # noqa: S608 - our own names
    found = connection.execution_options(yield_per=_AT_A_TIME).execute(query)
    for batch in found.mappings().partitions(_AT_A_TIME):
        yield [typed_row(view, row) for row in batch]


def _order(connection: Connection, view: View) -> str:
    """By the key, text by its code points on every database, so that both write the same file."""
    collation = ' COLLATE "C"' if connection.dialect.name == "postgresql" else ""
    numbers = {column.name for column in view.columns if column.kind in _NUMBERS}
    keys = (name if name in numbers else name + collation for name in view.key)
    return f" ORDER BY {', '.join(keys)}"


_NUMBERS = {Kind.NUMBER, Kind.REAL, Kind.FLAG, Kind.INSTANT}


def typed_row(view: View, row: Mapping[Any, Any]) -> Row:
    """A row of ``view`` with each value as what its kind says."""
    return {column.name: _value(column, row[column.name]) for column in view.columns}


def _value(column: Column, value: Any) -> Any:
    """``value`` as what it is: bool, date, aware datetime, list; a partial date stays text."""
    typed = _TYPED.get(column.kind)
    return value if value is None or typed is None else typed(value)


def _instant(value: Any) -> datetime:
    return value if isinstance(value, datetime) else parse_instant(value)


_TYPED: dict[Kind, Callable[[Any], Any]] = {
    Kind.FLAG: bool,
    Kind.DAY: date.fromisoformat,
    Kind.INSTANT: _instant,
    Kind.COMMA_LIST: lambda words: words.split(", ") if words else [],
    Kind.SEMICOLON_LIST: lambda phrases: phrases.split("; ") if phrases else [],
}
"""Kind → its value from what the view has; the kinds that are missing are as the view has them."""
