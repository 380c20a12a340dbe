"""``accords reread``: let a new version of the classifier take effect on what is on file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from monitor.claims import Classifier
from monitor.cli import changes
from monitor.cli.codes import INTERRUPTED, NOTHING, PARTLY
from monitor.cli.context import Context
from monitor.decide.reconsidering import Cause
from monitor.model.accord import Accord
from monitor.model.actors import Actor
from monitor.model.clock import SystemClock
from monitor.model.dates import parse_instant
from monitor.model.errors import BadInput, UsageError
from monitor.ports import StreamWrite
from monitor.stages.reread import Findings, Reread, Scope
from store.rereading import SqlReadArchive


@click.command()
@click.option(
    "--because", metavar="TEXT", default="", help="What the events name beside the versions."
)
@click.option(
    "--accord", "accord_id", metavar="ID", help="Only this accord; marks no text as read."
)
@click.option("--since", metavar="T", help="Only texts first seen since this day or instant.")
@click.option("--all", "everything", is_flag=True, help="Also what this version has read already.")
@changes.options
@click.pass_obj
def reread(
    context: Context,
    *,
    because: str,
    accord_id: str | None,
    since: str | None,
    everything: bool,
    by: str | None,
    dry_run: bool,
    alert: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Read anew the texts on file that another version of the classifier read, and show what that changes.

    Look with --dry-run first; on a terminal it shows the difference and asks. What both versions read alike
    stays as it is, and so does what a person said. The events name the versions and who asked for it, and
    nobody is alerted unless --alert is given. Stopped at any point, it goes on when called again.
    """
    accords = (context.accord(accord_id),) if accord_id else context.accords
    scope = Scope(_instant(since) if since else None, all=everything)
    asking = changes.is_asked(dry_run=dry_run, yes=yes)
    with _reading(context, accords, scope) as (rereading, total):
        if not total:
            click.echo(f"all of it was read by {_version(context)}; see also --all", err=True)
            sys.exit(NOTHING)
        marking = not dry_run and not accord_id
        found = rereading.look(scope, marking=marking and not asking)
    cause = Cause(_words(context, found, because), alert)
    if asking and not changes.confirmed_by_hand(rereading.decisions(found, cause), as_json=as_json):
        sys.exit(INTERRUPTED)
    if dry_run:
        changes.show(rereading.decisions(found, cause), as_json=as_json, done="nothing was written")
    else:
        why = f"{cause.words}; asked for by {changes.asked_by(by)}"
        actor = Actor.REREAD.told(alert=alert)
        changes.show(
            _applied(context, rereading, found, cause, (actor, why)),
            as_json=as_json,
            done="written",
        )
        if marking:
            rereading.mark(scope, found)
    click.echo(
        f"{found.read} texts read anew, {len(found.changed)} of them otherwise than before",
        err=True,
    )
    if found.unreadable:
        click.echo(
            f"not read, and left as they are: {', '.join([*found.unreadable][:5])}", err=True
        )
        sys.exit(PARTLY)


def _applied(
    context: Context, rereading: Reread, found: Findings, cause: Cause, names: tuple[str, str]
) -> Iterator[StreamWrite]:
    """Each stream's events once they are in the log; the tables show them at the end."""
    last, (actor, why) = 0, names
    for write, done in rereading.apply(found, cause, actor=actor, why=why):
        last = done.last_position
        yield write
    if last:
        context.project_to(last)


@contextmanager
def _reading(
    context: Context, accords: tuple[Accord, ...], scope: Scope
) -> Iterator[tuple[Reread, int]]:
    """The use case with a progress bar for its first look, and how many texts are in scope."""
    archive = SqlReadArchive(context.engine())
    classifier = Classifier(context.accords, context.parties)
    total = archive.count_read_before(None if scope.all else classifier.version, scope.since)
    with _bar(total) as tell:
        yield (
            Reread(
                archive=archive,
                log=context.log(),
                classifier=classifier,
                sources=context.sources,
                accords=accords,
                policy=context.settings.policy,
                clock=SystemClock(),
                tell=tell,
            ),
            total,
        )


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda count: progress.update(task, completed=count)


def _version(context: Context) -> str:
    return Classifier(context.accords, context.parties).version


def _words(context: Context, found: Findings, because: str) -> str:
    """``classifier rules-1 → rules-2: a better list of verbs``."""
    before = ", ".join(sorted(found.versions)) or "?"
    return f"classifier {before} → {_version(context)}" + (f": {because}" if because else "")


def _instant(text: str) -> datetime:
    try:
        return parse_instant(text if "T" in text else f"{text}T00:00:00Z")
    except BadInput as error:
        raise UsageError(f"--since: {error}; give a day (2026-01-31) or an instant") from error
