"""`accords alerts`: what was told to whom, why or why not; tests, retries and silences."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from adapters.preview import preview
from adapters.rendering import Renderer
from adapters.senders import open_senders
from monitor.alerting.compose import names_of
from monitor.alerting.deliveries import Outgoing
from monitor.alerting.explain import by_routes, in_words
from monitor.alerting.kinds import AlertKind, State
from monitor.alerting.message import Alert
from monitor.alerting.policy import Silence
from monitor.alerting.routes import AlertConfig, Matcher, Route
from monitor.alerting.service import rehearsal
from monitor.alerting.targets import message_domain, recipients_of
from monitor.alerting.tell import Standing, alerts_for
from monitor.cli.codes import DONE, FAILED, NOTHING, PARTLY
from monitor.cli.context import Context
from monitor.cli.screen import json_option, print_json, screen
from monitor.model.clock import SystemClock
from monitor.model.dates import iso, parse_instant
from monitor.model.errors import BadInput, UsageError
from monitor.model.events import StoredEvent
from monitor.stages.alert import AlertStage, Sending
from store.alert_reports import rows
from store.alerts import SqlAlertStore

WAIT_FOR_WORKER_S = 30.0
"""How long a test waits where a running worker took up its delivery first."""


@click.group()
def alerts() -> None:
    """See what was told to whom, and why; test, retry and silence."""


@alerts.command("list")
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only these.")
@click.option("--party", help="Only this party, by code.")
@click.option("--target", help="Only this target.")
@click.option("--limit", default=50, show_default=True, help="The newest so many.")
@json_option
@click.pass_obj
def list_alerts(context: Context, /, limit: int, as_json: bool, **wanted: str | None) -> int:
    """The delivery log: each delivery, where it stands, and why."""
    found = rows(
        context.engine(),
        "alert_deliveries",
        {name: value for name, value in wanted.items() if value},
        limit=limit,
    )
    if as_json:
        print_json(found)
    elif found:
        _print_deliveries(found)
    else:
        click.echo("no delivery matches; what was told to nobody: accords alerts explain", err=True)
    return DONE if found else NOTHING


@alerts.command()
@click.argument("subject", required=False)
@click.option("--delivery", type=int, help="Why this delivery stands where it does.")
@click.option("--accord", help="Only this accord.")
@json_option
@click.pass_obj
def explain(
    context: Context, subject: str | None, delivery: int | None, accord: str | None, as_json: bool
) -> int:
    """Why did I (not) get an alert? SUBJECT is a party or an event's position; without it, all."""
    subject = _code(context, subject)
    found = _explained(context, _which_alerts(context, subject, delivery, accord))
    if as_json:
        print_json(found)
    for item in [] if as_json else found:
        _print_explained(item)
    if found:
        return DONE
    click.echo(_why_nothing(context, subject), err=True)
    return NOTHING


@alerts.command()
@click.option("--route", "route_name", required=True, help="Whose targets get the test.")
@click.option("--dry-run", is_flag=True, help="Print what would be sent; send nothing.")
@click.pass_obj
def test(context: Context, route_name: str, dry_run: bool) -> int:
    """Send a message marked [TEST] to every target of a route, by the real way."""
    config = context.configuration.alerts
    route = _route_or_error(config, route_name)
    alert = rehearsal(route.name, uuid.uuid4().hex, SystemClock().now())
    if dry_run:
        _print_previews(config, route, alert)
        return DONE
    only = replace(config, routes=(replace(route, matcher=Matcher()),))
    _stage(context, only).rehearse(alert)
    found = _settled_deliveries(context, alert)
    _print_deliveries(found)
    arrived = sum(row["state"] == "sent" for row in found)
    meant = sum(row["state"] != "suppressed" for row in found)
    return DONE if arrived == meant else PARTLY if arrived else FAILED


@alerts.command()
@click.argument("deliveries", type=int, nargs=-1)
@click.option("--all", "every", is_flag=True, help="All dead deliveries.")
@click.pass_obj
def retry(context: Context, deliveries: tuple[int, ...], every: bool) -> int:
    """Make dead DELIVERIES due again; the worker sends them at its next look."""
    if bool(deliveries) == every:
        raise UsageError(
            "name the dead deliveries (accords alerts list --state dead), or give --all"
        )
    store = SqlAlertStore(context.engine())
    revived = store.retry_dead(deliveries, SystemClock().now(), Sending().retry.deadline_s)
    if not revived:
        click.echo("none of them is dead; see accords alerts list --state dead", err=True)
        return NOTHING
    click.echo(f"due again: {', '.join(map(str, revived))}")
    return PARTLY if set(deliveries) - set(revived) else DONE


@alerts.command()
@click.option("--by", "author", help="Who asks for it.")
@click.option("--reason", help="Why.")
@click.option("--until", help="When it ends: an instant, or a duration such as 90m, 8h or 3d.")
@click.option("--accord", default="", help="Only this accord.")
@click.option("--party", default="", help="Only this party, by code.")
@click.option(
    "--kind",
    default="",
    type=click.Choice(["", *(kind.value for kind in AlertKind)]),
    help="Only this kind.",
)
@click.option("--target", default="", help="Only this target.")
@click.option("--list", "listing", is_flag=True, help="Show the silences that hold.")
@click.option("--end", type=int, help="End this silence now.")
@json_option
@click.pass_obj
def silence(context: Context, /, listing: bool, end: int | None, as_json: bool, **wish: str) -> int:
    """Send nothing that matches, until an end; what is silenced stays on file with the reason."""
    store, now = SqlAlertStore(context.engine()), SystemClock().now()
    if end is not None:
        return _end_silence(store, end, now)
    if listing:
        return _list_silences(context, now, as_json)
    made = _wish(wish, now)
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


def _code(context: Context, subject: str | None) -> str | None:
    """``subject`` as a party's code, where it is one or names one; else as it is."""
    if subject is None or subject.isdecimal() or subject in context.parties:
        return subject
    wanted = subject.casefold()
    named = (
        code
        for code, party in context.parties.by_code.items()
        if wanted in {code.casefold(), party.name.casefold()}
    )
    return next(named, subject)


def _which_alerts(
    context: Context, subject: str | None, delivery: int | None, accord: str | None
) -> list[dict[str, Any]]:
    engine = context.engine()
    if delivery is not None:
        numbers = [
            row["alert_id"] for row in rows(engine, "alert_deliveries", {"delivery_id": delivery})
        ]
        return [row for number in numbers for row in rows(engine, "alerts", {"alert_id": number})]
    wanted: dict[str, object] = {"accord": accord} if accord else {}
    if subject and subject.isdecimal():
        wanted["event_position"] = int(subject)
    elif subject:
        wanted["party"] = subject
    return rows(engine, "alerts", wanted, limit=20)


def _explained(context: Context, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    engine = context.engine()
    explained = []
    for row in found:
        deliveries = rows(engine, "alert_deliveries", {"alert_id": row["alert_id"]})
        for delivery in deliveries:
            delivery["why"] = in_words(delivery["reason"])
            delivery["tries"] = rows(
                engine, "alert_attempts", {"delivery_id": delivery["delivery_id"]}
            )
        explained.append(
            {
                **row,
                "why_untold": in_words(row["untold_reason"]),
                "routes": _routes_met(context, row),
                "ways": deliveries,
            }
        )
    return explained


def _routes_met(context: Context, row: dict[str, Any]) -> list[str]:
    """What today's routes say to the event; empty for an alert of no event."""
    position = row["event_position"]
    if position is None or row["untold_reason"]:
        return []
    stored = context.log().read(position - 1, 1)
    made = [alert for event in stored for alert in _alerts_of(context, event)]
    same = [alert for alert in made if alert.kind.value == row["kind"]]
    return by_routes(same[0], context.configuration.alerts) if same else []


def _alerts_of(context: Context, stored: StoredEvent) -> tuple[Alert, ...]:
    names = names_of(context.accords, context.parties)
    return alerts_for(stored, names, Standing())


def _why_nothing(context: Context, subject: str | None) -> str:
    """Why no alert is on file for ``subject``, in a sentence."""
    head, mark = context.log().head(), SqlAlertStore(context.engine()).checkpoint()
    behind = f"; alerting has read {mark} of {head} events" if mark < head else ""
    if subject and subject.isdecimal():
        position = int(subject)
        if position > head:
            return f"there is no event {position}; the last is {head}"
        if position > mark:
            return f"alerting has not read event {position} yet{behind}; is the worker running?"
        kind = context.log().read(position - 1, 1)[0].type
        return f"event {position} is {kind}: such an event, there, tells nobody anything new"
    about = f" for {subject}" if subject else ""
    hint = f"; what is missing: accords explain {subject}" if subject else ""
    return f"no alert is on file{about}: nothing was confirmed, revoked or disputed{behind}{hint}"


def _route_or_error(config: AlertConfig, name: str) -> Route:
    route = config.route(name)
    if route is None:
        known = ", ".join(rule.name for rule in config.routes)
        raise UsageError(f"--route: no route {name!r} in alerts.toml; known: {known}")
    if not any(config.targets_by_name[target].enabled for target in route.targets):
        raise UsageError(f"--route: no target of {name!r} is switched on; set enabled = true")
    return route


def _stage(context: Context, config: AlertConfig) -> AlertStage:
    return AlertStage(
        context.log(),
        SqlAlertStore(context.engine()),
        open_senders(config),
        config,
        names_of(context.accords, context.parties, config.board_url),
        SystemClock(),
        rng=random.Random(),  # noqa: S311 - spreads retries, guards nothing
        new_id=lambda: uuid.uuid4().hex,
    )


def _settled_deliveries(context: Context, alert: Alert) -> list[dict[str, Any]]:
    """The test's deliveries, once they are settled: a running worker may have taken them up first."""
    engine = context.engine()
    (about,) = rows(engine, "alerts", {"alert_key": alert.key})
    waited_s = 0.0
    while True:
        found = rows(engine, "alert_deliveries", {"alert_id": about["alert_id"]})
        settled = all(row["state"] in {"sent", "dead", "suppressed"} for row in found)
        if settled or waited_s >= WAIT_FOR_WORKER_S:
            return found
        time.sleep(0.5)
        waited_s += 0.5


def _print_previews(config: AlertConfig, route: Route, alert: Alert) -> None:
    renderer, now = Renderer(config.templates), SystemClock().now()
    for name in route.targets:
        target = config.targets_by_name[name]
        for recipient in recipients_of(target):
            outgoing = Outgoing(
                delivery_id=0,
                attempt=1,
                route=route.name,
                target=name,
                recipient=recipient,
                message_id=f"<dry-run@{message_domain(target)}>",
                messages=(alert.message,),
                created_at=now,
                deadline_at=now,
                thread=alert.thread,
            )
            state = "" if target.enabled else ", switched off"
            click.echo(f"--- {name} ({target.channel.value}{state}) {recipient}", err=True)
            click.echo(preview(outgoing, target, renderer, now))


def _print_deliveries(found: Sequence[dict[str, Any]]) -> None:
    table = Table(box=None)
    for name in ("delivery", "created", "kind", "headline", "to", "state", "why"):
        table.add_column(name, no_wrap=name in {"created", "kind", "state"}, overflow="fold")
    for row in found:
        why = in_words(row["reason"]) if row["state"] != "sent" else ""
        detail = row["detail"] or ""
        table.add_row(
            str(row["delivery_id"]),
            row["created_at"][:16].replace("T", " "),
            row["kind"],
            Text(row["headline"]),
            Text(" ".join(part for part in (row["target"], row["recipient"]) if part)),
            row["state"],
            Text("; ".join(part for part in (why, detail) if part)),
        )
    screen().print(table)


def _print_explained(item: dict[str, Any]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    place = f"event {item['event_position']}" if item["event_position"] else "no event"
    console.print(Text(f"{item['headline']}  ({item['kind']}, {place})", style="bold"))
    if item["why_untold"]:
        console.print(Text(f"  told to nobody: {item['why_untold']}"))
    for line in item["routes"]:
        console.print(Text(f"  {line}"))
    for way in item["ways"]:
        to = " ".join(part for part in (way["target"], way["recipient"]) if part)
        why = "; ".join(part for part in (way["why"], way["detail"]) if part)
        console.print(
            Text(
                f"  delivery {way['delivery_id']} to {to}: {way['state']}"
                + (f": {why}" if why else "")
            )
        )
        for attempt in way["tries"]:
            said = f": {attempt['detail']}" if attempt["detail"] else ""
            console.print(
                Text(
                    f"    {attempt['started_at']} attempt {attempt['number']}: {attempt['outcome']}{said}"
                )
            )
