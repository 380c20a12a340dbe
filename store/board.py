"""What the board shows, from the public views: implements ``monitor.board.BoardData``.

Everything that one page shows is read in one transaction, which is one snapshot on either database. Only the
views are asked, so that a reader's role is enough; but for ``events``, whose data no view has.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Select, Text, column, select, table, text
from sqlalchemy.exc import SQLAlchemyError

from monitor.board import Figures, Look, Mark, Row, Wanted
from monitor.model.errors import Transient
from store.board_figures import count_figures
from store.cloudevents import cloud_event, events_after
from store.engine import snapshot
from store.export import find_view, typed_row
from store.queries import ask, day_of, find_query, parameter_values
from store.types import BigInt, Instant
from store.views import Kind, View


@dataclass(frozen=True, slots=True)
class SqlBoard:
    """One database, opened for reading."""

    engine: Engine

    @contextmanager
    def look(self) -> Iterator[Look]:
        """A look at one snapshot. Raises Transient."""
        with _answering(self.engine) as connection:
            yield SqlLook(connection, mark_of(connection))

    def figures(self) -> Figures:
        """The numbers of a scrape, counted now. Raises Transient."""
        with _answering(self.engine) as connection:
            return count_figures(connection)


@contextmanager
def _answering(engine: Engine) -> Iterator[Connection]:
    """A snapshot, of which a database that has changed under a board that runs is told in words."""
    try:
        with snapshot(engine) as connection:
            yield connection
    except SQLAlchemyError as error:
        raise Transient(
            "the database answered with an error; where another version of accords has changed its schema, "
            "restart the board with that version"
        ) from error


@dataclass(frozen=True, slots=True)
class SqlLook:
    """What one transaction sees."""

    connection: Connection
    mark: Mark

    def rows(self, wanted: Wanted) -> list[Row]:
        """The rows that are wanted."""
        view = find_view(wanted.view)
        found = self.connection.execute(_selected(view, wanted)).mappings()
        return [typed_row(view, row) for row in found]

    def answer(self, query: str, **given: str) -> list[Row]:
        """The rows of a sample query."""
        asked = find_query(query)
        values = parameter_values(asked, given, self.mark.day)
        names, rows = ask(self.connection, asked, values)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def accords(self) -> list[str]:
        """The ids of the accords of which anything is confirmed."""
        return sorted(self.connection.scalars(text("SELECT DISTINCT accord FROM membership")))

    def events(self, after: int, limit: int) -> list[dict[str, Any]]:
        """The events behind position ``after`` as CloudEvents 1.0, in order."""
        return [cloud_event(row) for row in events_after(self.connection, after, limit)]


def mark_of(connection: Connection) -> Mark:
    """How far the rows are that this transaction sees."""
    found = connection.execute(_HEALTH).one_or_none()
    # Without a projection there is a log at most: nothing has ever been shown.
    position, head, generation, state, updated_at = found or (0, 0, 0, "current", None)
    recorded_at = connection.execute(_RECORDED_AT, {"position": position}).scalar_one_or_none()
    return Mark(position, head, generation, recorded_at, updated_at, day_of(connection), state)


_HEALTH = text(
    "SELECT position, head, generation, state, updated_at FROM projection_health ORDER BY name LIMIT 1"
).columns(position=BigInt, head=BigInt, generation=BigInt, state=Text, updated_at=Instant)
_RECORDED_AT = text("SELECT recorded_at FROM event_log WHERE position = :position").columns(
    recorded_at=Instant
)


def _selected(view: View, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    columns = {
        one.name: column(one.name, Instant()) if one.kind is Kind.INSTANT else column(one.name)
        for one in view.columns
    }
    query: Select[*tuple[Any, ...]] = select(*columns.values()).select_from(table(view.name))
    for name, value in wanted.equal.items():
        among = value if isinstance(value, tuple) else (value,)
        query = query.where(columns[name].in_(among))
    if wanted.after is not None:
        query = query.where(columns[wanted.cursor] > wanted.after)
    if wanted.before is not None:
        query = query.where(columns[wanted.cursor] < wanted.before)
    if wanted.until is not None:
        query = query.where(columns["at"] <= wanted.until)
    order = [columns[name].desc() if wanted.newest_first else columns[name] for name in wanted.by]
    return query.order_by(*order).limit(wanted.limit)
