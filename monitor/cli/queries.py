"""`accords queries`: the sample queries of docs/sql.md, listed and run."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import click
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table

from monitor.cli.codes import DONE, NOTHING
from monitor.cli.context import Context
from monitor.cli.screen import json_option, print_json, screen
from monitor.model.dates import iso
from monitor.model.errors import UsageError
from store.formats import csv_line
from store.queries import Value, filled, find_query, parameter_values, present_day, run_query
from store.samples import QUERIES, TOPICS, Query
from store.samples.base import EVER
from store.views.base import Kind

_GAP = 2
"""Columns between two columns of a table."""


@click.command()
@click.argument("name", required=False)
@click.option(
    "--param",
    "-p",
    "--set",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter's value.",
)
@click.option(
    "--sql", "as_sql", is_flag=True, help="Print the SQL, values filled in, in place of running it."
)
@click.option("--csv", "as_csv", is_flag=True, help="Data as CSV on stdout.")
@json_option
@click.pass_obj
def queries(
    context: Context,
    name: str | None,
    given: tuple[str, ...],
    as_sql: bool,
    as_csv: bool,
    as_json: bool,
) -> int:
    """List the sample queries, or run the one of NAME (docs/sql.md explains each)."""
    if as_csv and as_json:
        raise UsageError("--csv and --json: choose one")
    if name is None:
        return _list(as_json=as_json)
    query = find_query(name)
    words = dict(_pair(word) for word in given)
    values = parameter_values(query, words, _today(context, query))
    if as_sql:
        click.echo(filled(query, context.engine().dialect.name, values))
        return DONE
    columns, rows = run_query(context.engine(), query, values)
    if as_json:
        print_json([_data(columns, row) for row in rows])
    elif as_csv:
        _print_csv(columns, rows)
    else:
        _print_answer(query, values, columns, rows)
    return DONE if rows else NOTHING


def _list(*, as_json: bool) -> int:
    if as_json:
        print_json([_described(query) for query in QUERIES])
        return DONE
    console = screen()
    for topic, members in TOPICS.items():
        table = Table.grid(padding=(0, 2))
        width = max(len(query.name) for query in QUERIES)
        table.add_column(min_width=width, no_wrap=True)
        table.add_column()
        for query in members:
            table.add_row(query.name, query.question)
        console.print(f"\n[bold]{topic}[/bold]")
        console.print(table)
    click.echo(
        "\naccords queries NAME runs one; --sql prints it; docs/sql.md explains them.", err=True
    )
    return DONE


def _described(query: Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "question": query.question,
        "explanation": query.explanation,
        "parameters": [
            {"name": one.name, "kind": one.kind, "default": one.default, "meaning": one.meaning}
            for one in query.parameters
        ],
    }


def _pair(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise UsageError(f"--param {word}: write NAME=VALUE")
    return name, value


def _today(context: Context, query: Query) -> date:
    """The present day; only asked of the database where the query may need it."""
    needed = any(parameter.kind is Kind.DAY for parameter in query.parameters)
    return present_day(context.engine()) if needed else date.min


def _data(columns: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    values = (iso(value) if isinstance(value, datetime) else value for value in row)
    return dict(zip(columns, values, strict=True))


def _print_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    sys.stdout.write(csv_line(columns))
    for row in rows:
        sys.stdout.write(csv_line(row))


def _print_answer(
    query: Query, values: Mapping[str, Value], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    console = screen()
    console.print(f"[bold]{query.question}[/bold]")
    console.print(Markdown(query.explanation))
    set_to = ", ".join(f"{name}={_cell(value)}" for name, value in values.items() if value != "")
    if set_to:
        console.print(f"[dim]{set_to}[/dim]", markup=True)
    console.print()
    cells = [[_cell(value) for value in row] for row in rows]
    floors = _floors(columns, cells)
    if not rows:
        click.echo("nothing matched", err=True)
    elif sum(floors) + _GAP * len(floors) <= console.width:
        _print_table(console, columns, cells, floors)
    else:
        _print_records(console, columns, cells)


def _cell(value: Any) -> str:
    """A value as people read it: instants to the minute, in UTC."""
    if isinstance(value, datetime):
        return "now" if iso(value) == EVER else f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _floors(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """How narrow each column can be without cutting a word: a host or an address is to be copied."""
    return [
        max(
            len(word)
            for text in (name, *(row[place] for row in cells))
            for word in text.split() or [""]
        )
        for place, name in enumerate(columns)
    ]


def _widths(
    columns: Sequence[str], cells: Sequence[Sequence[str]], floors: Sequence[int], room: int
) -> list[int]:
    """As wide as the texts are, the roomiest columns narrowed until all fit into ``room``.

    The floors must fit. Rich left alone would cut words to keep other columns wide.
    """
    widths = [
        max(len(name), *(len(row[place]) for row in cells)) for place, name in enumerate(columns)
    ]
    while sum(widths) > room:
        spare = [width - floor for width, floor in zip(widths, floors, strict=True)]
        widths[spare.index(max(spare))] -= 1
    return widths


def _print_table(
    console: Console, columns: Sequence[str], cells: Sequence[Sequence[str]], floors: Sequence[int]
) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="underline")
    widths = _widths(columns, cells, floors, console.width - _GAP * len(columns))
    for place, (name, width) in enumerate(zip(columns, widths, strict=True)):
        numbers = all(_is_number(row[place]) for row in cells)
        table.add_column(name, justify="right" if numbers else "left", width=width)
    for row in cells:
        table.add_row(*row)
    console.print(table, markup=False)


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdigit()


def _print_records(
    console: Console, columns: Sequence[str], cells: Sequence[Sequence[str]]
) -> None:
    """Row by row, a line a column: what is too wide for a table."""
    for row in cells:
        record = Table.grid(padding=(0, 2))
        record.add_column(min_width=max(len(name) for name in columns), no_wrap=True, style="dim")
        record.add_column(overflow="fold")
        for name, cell in zip(columns, row, strict=True):
            if cell:
                record.add_row(name, cell)
        console.print(record, markup=False)
        console.print()
