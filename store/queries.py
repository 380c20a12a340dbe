"""Run the sample queries, and ask where parties stood: the same answers on every database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, Integer, Text, bindparam, text
from sqlalchemy.types import TypeEngine

from monitor.model.dates import aware, parse_instant
from monitor.model.errors import BadInput, UsageError
from store.engine import read
from store.samples import QUERIES, Query
from store.samples.base import TODAY, Parameter
from store.samples.membership import MEMBERSHIP_AT
from store.types import Instant, instant_text
from store.views.base import Kind, portable, quoted

Value = str | int | datetime
"""What a parameter can be."""

_BOUND_AS: dict[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(),
    Kind.DAY: Text(),
    Kind.NUMBER: Integer(),
    Kind.INSTANT: Instant(),
}

_STORED_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
"""Instants as SQLite stores them; no other text has this width and this form."""


def find_query(name: str) -> Query:
    """The sample query of that name.

    Raises UsageError, naming those that there are.
    """
    for query in QUERIES:
        if query.name == name:
            return query
    raise UsageError(f"no query {name!r}; there are {', '.join(query.name for query in QUERIES)}")


def parameter_values(query: Query, given: Mapping[str, str], today: date) -> dict[str, Value]:
    """The value of each parameter of ``query``: as given, else its default.

    Raises UsageError where a name is not one of its parameters, or a value not of its kind.
    """
    unknown = sorted(given.keys() - {parameter.name for parameter in query.parameters})
    if unknown:
        known = ", ".join(parameter.name for parameter in query.parameters)
        raise UsageError(f"{query.name} has no parameter {unknown[0]!r}; it has: {known or 'none'}")
    return {
        parameter.name: _value(parameter, given.get(parameter.name, parameter.default), today)
        for parameter in query.parameters
    }


_FORMS = {Kind.DAY: "2026-03-01", Kind.INSTANT: "2026-03-01T12:00Z", Kind.NUMBER: "20"}


def _value(parameter: Parameter, given: str, today: date) -> Value:
    try:
        match parameter.kind:
            case Kind.DAY:
                return (today if given == TODAY else date.fromisoformat(given)).isoformat()
            case Kind.INSTANT:
                return parse_instant(given)
            case Kind.NUMBER:
                return int(given)
            case _:
                return given
    except (ValueError, BadInput) as error:
        form = f"; e.g. {_FORMS[parameter.kind]}"
        raise UsageError(
            f"{parameter.name}={given}: not of its kind, {parameter.kind}{form}"
        ) from error


def run_query(
    engine: Engine, query: Query, values: Mapping[str, Value]
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The column names and rows of a sample query; instants are aware, numbers int or float."""
    with read(engine) as connection:
        return ask(connection, query, values)


def ask(
    connection: Connection, query: Query, values: Mapping[str, Value]
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The same, in the caller's transaction."""
    bound = [
        bindparam(parameter.name, values[parameter.name], _BOUND_AS[parameter.kind])
        for parameter in query.parameters
    ]
    statement = text(query.select(connection.dialect.name)).bindparams(*bound)
    found = connection.execute(statement)
    return list(found.keys()), [tuple(_plain(value) for value in row) for row in found]


def _plain(value: Any) -> Any:
    """``value`` as both databases agree on it."""
    if isinstance(value, datetime):
        return aware(value)
    if isinstance(value, str) and _STORED_INSTANT.fullmatch(value):
        return parse_instant(value)
    if isinstance(value, Decimal):
        whole = value.as_tuple().exponent == 0
        return int(value) if whole else float(value)
    return value


def filled(query: Query, dialect: str, values: Mapping[str, Value]) -> str:
    """The SQL with its values written out, to be pasted into any tool."""

    def written(match: re.Match[str]) -> str:
        return _literal(values[match[1]])

    names = "|".join(values)
    sql = query.select(dialect)
    return re.sub(rf"(?<![:\w]):({names})\b", written, sql) if names else sql


def _literal(value: Value) -> str:
    if isinstance(value, datetime):
        return quoted(instant_text(value))
    return str(value) if isinstance(value, int) else quoted(value)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a party stands: a row of ``membership``."""

    accord: str
    party: str
    party_name: str
    stage: str
    is_member: bool
    since: str
    since_precision: str
    effective: str | None
    confirmed_at: datetime
    reason: str
    support_count: int
    voice_count: int
    position: int


def present_day(engine: Engine) -> date:
    """The day that ``membership`` takes for today: in UTC, the last event's where that is later."""
    with read(engine) as connection:
        return day_of(connection)


def day_of(connection: Connection) -> date:
    """The same, in the caller's transaction."""
    # By the view of the log: a reader's role does not see its table.
    log = "WITH events AS (SELECT position, recorded_at FROM event_log)"
    today = connection.scalar(text(f"{log} SELECT {portable('{today}', connection.dialect.name)}"))
    return date.fromisoformat(str(today))


def membership_at(engine: Engine, as_of: date, known_at: datetime) -> list[Place]:
    """Where each party stood on ``as_of`` as the log knew it at ``known_at``."""
    columns, rows = run_query(
        engine, MEMBERSHIP_AT, {"as_of": as_of.isoformat(), "known_at": known_at}
    )
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return [Place(**{**row, "is_member": bool(row["is_member"])}) for row in found]
