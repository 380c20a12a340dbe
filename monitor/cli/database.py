"""What is known, and whether it stands: status, history, verify, rebuild."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.box import SIMPLE
from rich.markup import escape
from rich.table import Table

from monitor.cli.codes import DONE, FAILED, NOTHING, PARTLY
from monitor.cli.context import Context
from monitor.cli.screen import indented, json_option, print_json, screen
from monitor.model.clock import SystemClock
from monitor.model.dates import iso, parse_instant
from monitor.model.errors import BadInput, UsageError
from monitor.project.fold import NAME, Setting, setting_of
from monitor.project.membership import RECORDED
from store.anchors import add_anchor, read_anchors
from store.history import Step, Support, party_history
from store.queries import Place, membership_at, present_day
from store.rebuild import RebuildReport
from store.rebuild import rebuild as rebuild_parties
from store.verify import FirstBad, Intact
from store.verify import verify as verify_database

EVER = datetime.max.replace(tzinfo=UTC)
"""Later than anything that the log can know."""

_BY = {
    "official_source": "official",
    "two_independent_major": "2 sources",
    "three_independent": "3 sources",
}
"""How a reason stands in a table, where it differs."""

_accord_option = click.option("--accord", "accord_id", metavar="ID", help="Only this accord.")


def _instant(_ctx: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        return parse_instant(value)
    except BadInput as error:
        option = f"--{(parameter.name or '').replace('_', '-')}"
        raise UsageError(
            f"{option}: {value!r} is no day and no instant, e.g. 2025-11-06 or 2025-11-06T17:04:00Z"
        ) from error


@click.command()
@_accord_option
@click.option(
    "--as-of", callback=_instant, metavar="T", help="On this day (default: today), e.g. 2025-11-06."
)
@click.option(
    "--known-at",
    callback=_instant,
    metavar="T",
    help="As the log knew it at this instant (default: now); a bare day is its first moment.",
)
@json_option
@click.pass_obj
def status(
    context: Context,
    accord_id: str | None,
    as_of: datetime | None,
    known_at: datetime | None,
    as_json: bool,
) -> int:
    """Show where each party stands: now, on a past day, or as known at a past instant."""
    day = as_of.date() if as_of else present_day(context.engine())
    wanted = context.accord(accord_id).id if accord_id else None
    places = [
        place
        for place in membership_at(context.engine(), day, known_at or EVER)
        if wanted in {None, place.accord}
    ]
    if as_json:
        print_json([_place_data(place) for place in places])
    else:
        _print_places(context, places, _asked(as_of, known_at))
    return DONE if places else NOTHING


@click.command()
@click.argument("party")
@_accord_option
@json_option
@click.pass_obj
def history(context: Context, party: str, accord_id: str | None, as_json: bool) -> int:
    """Show how PARTY, a code or a name, got where it is: each step with its evidence."""
    code = context.party_code(party)
    accords = [context.accord(accord_id)] if accord_id else list(context.accords)
    steps = [
        step for accord in accords for step in party_history(context.engine(), accord.id, code)
    ]
    if as_json:
        print_json([_step_data(step) for step in steps])
    else:
        _print_steps(steps)
    return DONE if steps else NOTHING


@click.command()
@click.option(
    "--anchor",
    "given",
    multiple=True,
    metavar="ANCHOR|FILE",
    help="POSITION:HASH as an earlier verify printed it, or a file with such; the log must still have it.",
)
@click.option(
    "--add-to",
    "kept_in",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the log is intact, add its anchor to this file; what stands there is checked first.",
)
@json_option
@click.pass_obj
def verify(context: Context, given: tuple[str, ...], kept_in: Path | None, as_json: bool) -> int:
    """Walk the chain and refold every projection: the first bad position, or "intact" and an anchor.

    Exits with 4 where the log is intact and the projections were made under another configuration.
    """
    kept = (str(kept_in),) if kept_in and kept_in.exists() else ()
    with _progress("events") as progress:
        found = verify_database(
            context.engine(),
            _setting(context),
            SystemClock(),
            anchors=read_anchors((*given, *kept)),
            progress=progress,
        )
    if kept_in and isinstance(found, Intact):
        add_anchor(kept_in, found.anchor)
    if as_json:
        print_json(_found_data(found))
    else:
        click.echo(_found_words(found))
    if isinstance(found, FirstBad):
        return FAILED
    return PARTLY if found.incomparable else DONE


def _found_data(found: Intact | FirstBad) -> dict[str, Any]:
    if isinstance(found, FirstBad):
        return {"intact": False, "position": found.position, "why": found.why}
    return {
        "intact": True,
        "head": found.head,
        "hash": found.hash,
        "anchor": str(found.anchor),
        "projected": found.projected,
        "incomparable": found.incomparable or None,
    }


def _found_words(found: Intact | FirstBad) -> str:
    if isinstance(found, FirstBad):
        return f"BAD at position {found.position}: {found.why}"
    compared = f"projections compared at position {found.projected}"
    if found.incomparable:
        compared = f"projections not compared: {found.incomparable}"
    return f"intact: {found.head} events\n{compared}\nanchor {found.anchor}"


@click.command()
@click.argument("name", default=NAME)
@json_option
@click.pass_obj
def rebuild(context: Context, name: str, as_json: bool) -> None:
    """Build the rows of projection NAME anew beside the live ones, compare, and flip."""
    if name != NAME:
        raise UsageError(f"no projection {name!r}; there is {NAME}")
    report = rebuild_parties(context.engine(), _setting(context), SystemClock())
    if as_json:
        print_json(_report_data(report))
    else:
        _print_report(report)


def _setting(context: Context) -> Setting:
    return setting_of(context.accords, context.parties)


def _asked(as_of: datetime | None, known_at: datetime | None) -> str:
    when = f"on {as_of.date()}" if as_of else "today"
    return f"{when}, as known at {iso(known_at)}" if known_at else when


def _place_data(place: Place) -> dict[str, Any]:
    data: dict[str, Any] = {
        "accord": place.accord,
        "party": place.party,
        "name": place.party_name,
        "stage": place.stage,
        "is_member": place.is_member,
    }
    if place.since_precision != RECORDED:
        data["since"] = place.since
    if place.effective:
        data["effective"] = place.effective
    data["confirmed_at"] = iso(place.confirmed_at)
    data["position"] = place.position
    return data


def _print_places(context: Context, places: list[Place], asked: str) -> None:
    names = {accord.id: accord.name for accord in context.accords}
    console = screen()
    for accord_id in dict.fromkeys(place.accord for place in places):
        table = Table(
            title=f"{names.get(accord_id, accord_id)}: {asked}",
            title_justify="left",
            box=SIMPLE,
            show_edge=False,
            pad_edge=False,
            padding=(0, 1, 0, 0),
        )
        table.add_column("party")
        for column in ("stage", "member", "since", "confirmed", "by"):
            table.add_column(column, no_wrap=True)
        for place in places:
            if place.accord == accord_id:
                table.add_row(*_cells(place))
        console.print(table)
    if not places:
        click.echo(f"no party has a confirmed stage {asked}", err=True)


def _cells(place: Place) -> tuple[str, ...]:
    since = "not dated" if place.since_precision == RECORDED else place.since
    effective = f"\neffective {place.effective}" if place.effective else ""
    return (
        f"{place.party_name} ({place.party})",
        place.stage,
        "yes" if place.is_member else "no",
        since + effective,
        f"{place.confirmed_at:%Y-%m-%d}",
        _BY.get(place.reason, place.reason),
    )


def _step_data(step: Step) -> dict[str, Any]:
    return {
        "position": step.position,
        "at": iso(step.at),
        "accord": step.accord,
        "party": step.party,
        "event": step.event,
        "stage": step.stage,
        "date": step.date,
        "effective": step.effective,
        "reason": step.reason,
        "text": step.text,
        "by": step.said_by,
        "comment": step.comment,
        "evidence": [_support_data(support) for support in step.evidence],
    }


def _support_data(support: Support) -> dict[str, Any]:
    return {
        "role": support.role,
        "status": support.status,
        "voice": support.voice,
        "tier": support.tier,
        "publisher": support.publisher,
        "quote": support.quote,
        "url": support.url,
        "published": iso(support.published) if support.published else None,
        "claim_id": support.claim_id,
        "date": support.date,
    }


def _print_steps(steps: list[Step]) -> None:
    console = screen()
    for step in steps:
        indented(console, 0, f"{step.at:%Y-%m-%d %H:%M}  {escape(step.text)}")
        if step.said_by:
            indented(console, 4, escape(f"{step.said_by}: {step.comment or ''}"))
        for support in step.evidence:
            indented(console, 4, escape(_support_line(support)))
            if support.url:
                console.print(f"      {escape(support.url)}", soft_wrap=True)
    if not steps:
        click.echo("nothing is on file", err=True)


def _support_line(support: Support) -> str:
    said = [support.publisher, support.tier or ""]
    said.append(f"voice {support.voice}" if support.voice is not None else "")
    said.append("retracted" if support.status == "retracted" else "")
    quote = f": “{support.quote}”" if support.quote else ""
    return ", ".join(word for word in said if word) + quote


def _report_data(report: RebuildReport) -> dict[str, Any]:
    return {
        "name": report.name,
        "generation": report.generation,
        "replaced": report.replaced,
        "position": report.position,
        "rows": report.rows,
        "compared": report.compared,
        "differences": [
            {"table": one.table, "missing": one.missing, "surplus": one.surplus}
            for one in report.differences
        ],
    }


def _print_report(report: RebuildReport) -> None:
    rows = sum(report.rows.values())
    click.echo(
        f"{report.name}: generation {report.generation} at position {report.position}, {rows} rows"
    )
    if not report.compared:
        click.echo("there was nothing at the same position to compare with")
    elif not report.differences:
        click.echo(f"the same rows as generation {report.replaced}")
    for one in report.differences:
        click.echo(
            f"{one.table}: generation {report.replaced} lacked {one.missing} rows and had {one.surplus} others"
        )


@contextmanager
def _progress(noun: str) -> Iterator[Callable[[int], None] | None]:
    """Tells how far it is, on a terminal only, and leaves nothing behind."""
    if not sys.stderr.isatty():
        yield None
        return

    def tell(count: int) -> None:
        click.echo(f"\r{count} {noun} …", nl=False, err=True)

    try:
        yield tell
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)
