"""`accords export`: views as files, and the log as CloudEvents."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import Connection

from monitor.cli.codes import DONE, NOTHING
from monitor.cli.context import Context
from monitor.model.errors import UsageError
from store.cloudevents import SOURCE, export_events
from store.engine import snapshot
from store.export import CSV, FORMATS, Options, count_rows, export_view, find_view
from store.formats import PARQUET
from store.views import VIEWS, View

CLOUDEVENTS = "cloudevents"
EVENTS = "events"
ALL = "all"

_DASH = Path("-")


@click.command()
@click.argument("view")
@click.option(
    "--format",
    "kind",
    type=click.Choice((*FORMATS, CLOUDEVENTS)),
    help="Default: by the file's ending, else csv (cloudevents for events).",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    default=_DASH,
    help="File to write; for `all` a folder. Default: standard output.",
)
@click.option(
    "--exact", is_flag=True, help="CSV: leave text alone that a spreadsheet would run as a formula."
)
@click.option("--source", default=SOURCE, show_default=True, help="CloudEvents: the log's name.")
@click.option(
    "--after", default=0, metavar="POSITION", help="CloudEvents: only events behind this position."
)
@click.pass_obj
def export(
    context: Context,
    view: str,
    kind: str | None,
    output: Path,
    exact: bool,
    source: str,
    after: int,
) -> int:
    """Write all rows of VIEW (docs/sql.md lists them), of `all` views, or the `events` of the log.

    CSV puts an apostrophe before text that a spreadsheet would take for a formula; --exact leaves it out. JSON
    Lines and Parquet are always exact.
    """
    if view == EVENTS and kind not in {None, CLOUDEVENTS}:
        raise UsageError("events are written as CloudEvents; for a table take the view event_log")
    if view != EVENTS and kind == CLOUDEVENTS:
        raise UsageError("only events are written as CloudEvents: accords export events")
    if view == EVENTS:
        with _opened(output) as out:
            return DONE if export_events(context.engine(), out, source, after) else NOTHING
    views = VIEWS if view == ALL else (find_view(view),)
    options = Options(kind or (CSV if view == ALL else _by_ending(output)), exact)
    with snapshot(context.engine()) as connection:
        if view == ALL:
            return _export_all(connection, views, output, options)
        return _export_one(connection, views[0], output, options)


def _export_one(connection: Connection, view: View, output: Path, options: Options) -> int:
    if output == _DASH and options.format == PARQUET and sys.stdout.isatty():
        raise UsageError("Parquet is no text for a terminal: name a file with -o")
    with _opened(output) as out, _progress(connection, view, output) as progress:
        return DONE if export_view(connection, view, out, options, progress) else NOTHING


def _export_all(
    connection: Connection, views: tuple[View, ...], folder: Path, options: Options
) -> int:
    """Every view as a file of its name in ``folder``, all of one snapshot."""
    if folder == _DASH:
        raise UsageError("all views need a folder: -o FOLDER")
    total = 0
    for view in views:
        file = folder / f"{view.name}.{options.format}"
        with _opened(file) as out, _progress(connection, view, file) as progress:
            count = export_view(connection, view, out, options, progress)
        click.echo(f"{file}: {count} rows", err=True)
        total += count
    return DONE if total else NOTHING


def _by_ending(output: Path) -> str:
    ending = output.suffix.removeprefix(".").lower()
    if ending and ending not in FORMATS:
        raise UsageError(
            f"{output}: no format has the ending .{ending}; use .{', .'.join(FORMATS)}, or name one with --format"
        )
    return ending or CSV


@contextmanager
def _opened(output: Path) -> Iterator[IO[bytes]]:
    """The file to write, which gets its name when it is whole, or standard output."""
    if output == _DASH:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    partial = output.with_name(f"{output.name}.partial")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            try:
                yield file
            except BaseException:
                partial.unlink()
                raise
        partial.replace(output)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error}") from error


@contextmanager
def _progress(connection: Connection, view: View, output: Path) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, unless the rows themselves go there."""
    if not sys.stderr.isatty() or (output == _DASH and sys.stdout.isatty()):
        yield lambda _: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(view.name, total=count_rows(connection, view))
        yield lambda count: bar.update(task, completed=count)
