"""`accords queries`: the sample queries of docs/sql.md, listed and run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click
from rich.box import SIMPLE
from rich.table import Table

from monitor.cli.codes import DONE, NOTHING
from monitor.cli.context import Context
from monitor.cli.screen import print_json, screen
from monitor.model.errors import UsageError
from store.queries import QUERIES, Query, find_query, present_day, run_query
from store.types import instant_text


@click.command()
@click.argument("name", required=False)
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="A parameter's value.")
@click.option("--sql", "as_sql", is_flag=True, help="Print the SQL in the place of running it.")
@click.option("--json", "as_json", is_flag=True, help="Data as JSON on stdout.")
@click.pass_obj
def queries(
    context: Context, name: str | None, given: tuple[str, ...], as_sql: bool, as_json: bool
) -> int:
    """List the sample queries, or run the one of NAME."""
    if name is None:
        return _list(as_json=as_json)
    query = find_query(name)
    if as_sql:
        click.echo(query.sql.strip())
        return DONE
    columns, rows = run_query(context.engine(), query, **_values(context, query, given))
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        _print_rows(query, columns, rows)
    return DONE if rows else NOTHING


def _list(*, as_json: bool) -> int:
    if as_json:
        print_json([{"name": query.name, "question": query.question} for query in QUERIES])
    else:
        table = Table("query", "answers", box=SIMPLE)
        for query in QUERIES:
            table.add_row(query.name, query.question)
        screen().print(table)
    return DONE


def _values(context: Context, query: Query, given: tuple[str, ...]) -> dict[str, str]:
    """The parameters: as given, else today, as known by the whole log."""
    values = dict(_pair(word) for word in given)
    unknown = sorted(values.keys() - set(query.parameters))
    if unknown:
        raise UsageError(
            f"{query.name} has no parameter {unknown[0]!r}; it has: {', '.join(query.parameters) or 'none'}"
        )
    defaults = {
        "as_of": lambda: present_day(context.engine()).isoformat(),
        "known_at": lambda: instant_text(datetime.max.replace(tzinfo=UTC)),
    }
    return {name: values.get(name) or defaults[name]() for name in query.parameters}


def _pair(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise UsageError(f"--set {word}: write NAME=VALUE")
    return name, value


def _print_rows(query: Query, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    table = Table(title=query.question, title_justify="left", box=SIMPLE)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    screen().print(table)
