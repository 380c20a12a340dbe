"""`accords alerts silence`: wishes not to be told, each with an end."""

from __future__ import annotations

from datetime import datetime, timedelta

import click
from rich.table import Table
from rich.text import Text

from monitor.alerting.kinds import AlertKind
from monitor.alerting.policy import Silence
from monitor.cli.codes import DONE, NOTHING
from monitor.cli.context import Context
from monitor.cli.screen import json_option, print_json, screen
from monitor.model.clock import SystemClock
from monitor.model.dates import iso, parse_instant
from monitor.model.errors import BadInput, UsageError
from store.alert_reports import rows
from store.alerts import SqlAlertStore


@click.command()
@click.option("--by", "author", help="Who asks for it.")
@click.option("--reason", help="Why.")
@click.option("--until", help="When it ends: an instant, or a duration such as 90m, 8h or 3d.")
@click.option("--accord", default="", help="Only this accord.")
@click.option("--party", default="", help="Only this party, by code.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in AlertKind]),
    help="Only this kind.",
)
@click.option("--target", default="", help="Only this target.")
@click.option("--list", "listing", is_flag=True, help="Show the silences that hold.")
@click.option("--end", type=int, help="End this silence now.")
@json_option
@click.pass_obj
def silence(
    context: Context, /, listing: bool, end: int | None, as_json: bool, **wish: str | None
) -> int:
    """Send nothing that matches, until an end; what is silenced stays on file with the reason."""
    store, now = SqlAlertStore(context.engine()), SystemClock().now()
    if end is not None:
        return _end_silence(store, end, now)
    if listing:
        return _list_silences(context, now, as_json)
    made = _wish({name: said or "" for name, said in wish.items()}, now)
    number = store.silence(made, now)
    click.echo(f"silence {number} holds until {iso(made.ends_at)}")
    return DONE


def _wish(wish: dict[str, str], now: datetime) -> Silence:
    missing = [
        f"--{name}" for name in ("by", "reason", "until") if not wish[_FIELDS.get(name, name)]
    ]
    if missing:
        raise UsageError(f"a silence needs {', '.join(missing)}")
    ends_at = _until(wish["until"], now)
    if ends_at <= now:
        raise UsageError(f"--until: {iso(ends_at)} is past; give an instant to come")
    return Silence(
        id=0,
        author=wish["author"],
        reason=wish["reason"],
        starts_at=now,
        ends_at=ends_at,
        accord=wish["accord"],
        party=wish["party"],
        kind=wish["kind"],
        target=wish["target"],
    )


_FIELDS = {"by": "author"}
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def _until(text: str, now: datetime) -> datetime:
    unit = _UNITS.get(text[-1:])
    if unit is not None and text[:-1].isdecimal():
        return now.replace(microsecond=0) + int(text[:-1]) * unit
    try:
        return parse_instant(text)
    except BadInput as error:
        raise UsageError(f"--until: {error}, or a duration such as 8h") from error


def _end_silence(store: SqlAlertStore, number: int, now: datetime) -> int:
    if not store.end_silence(number, now):
        click.echo(f"silence {number} does not hold; see accords alerts silence --list", err=True)
        return NOTHING
    click.echo(f"silence {number} has ended")
    return DONE


def _list_silences(context: Context, now: datetime, as_json: bool) -> int:
    holding = {item.id for item in SqlAlertStore(context.engine()).silences(now)}
    found = [
        row for row in rows(context.engine(), "alert_silences") if row["silence_id"] in holding
    ]
    if as_json:
        print_json(found)
        return DONE
    table = Table("silence", "by", "reason", "what", "until", box=None)
    for row in found:
        what = " ".join(row[name] for name in ("accord", "party", "kind", "target") if row[name])
        table.add_row(
            str(row["silence_id"]),
            Text(row["author"]),
            Text(row["reason"]),
            what or "all",
            row["ends_at"],
        )
    screen().print(table)
    return DONE if found else NOTHING
