"""`accords alerts`: what was told to whom, why or why not; tests, retries and silences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from monitor.alerting.compose import names_of
from monitor.alerting.explain import by_routes, in_words
from monitor.alerting.kinds import State, UntoldReason
from monitor.alerting.message import Alert
from monitor.alerting.tell import Standing, alerts_for
from monitor.cli.alert_screens import print_deliveries, print_explained, print_untold
from monitor.cli.codes import DONE, NOTHING, PARTLY
from monitor.cli.context import Context
from monitor.cli.rehearsing import test
from monitor.cli.screen import Group, json_option, print_json
from monitor.cli.silencing import silence
from monitor.model.clock import SystemClock
from monitor.model.errors import UsageError
from monitor.model.events import StoredEvent
from store.alert_reports import rows
from store.alerts import SqlAlertStore


@click.group(cls=Group)
def alerts() -> None:
    """See what was told to whom, and why; test, retry and silence."""


@alerts.command("list")
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only these.")
@click.option("--party", help="Only this party, by code.")
@click.option("--target", help="Only this target.")
@click.option(
    "--untold",
    type=click.Choice([reason.value for reason in UntoldReason]),
    help="Alerts that were no news for this reason, in the place of deliveries.",
)
@click.option("--limit", default=50, show_default=True, help="The newest so many.")
@json_option
@click.pass_obj
def list_alerts(
    context: Context, /, untold: str | None, limit: int, as_json: bool, **wanted: str | None
) -> int:
    """The delivery log: each delivery, where it stands, and why."""
    if untold:
        return _list_untold(context, untold, wanted, limit=limit, as_json=as_json)
    found = rows(
        context.engine(),
        "alert_deliveries",
        {name: value for name, value in wanted.items() if value},
        limit=limit,
    )
    if as_json:
        print_json(found)
    elif found:
        print_deliveries(found)
    else:
        click.echo("no delivery matches; what was told to nobody: accords alerts explain", err=True)
    return DONE if found else NOTHING


def _list_untold(
    context: Context, reason: str, wanted: dict[str, str | None], *, limit: int, as_json: bool
) -> int:
    if wanted["state"] or wanted["target"]:
        raise UsageError(
            "--untold lists alerts, which have no state and no target; leave those out"
        )
    narrowed = {"party": wanted["party"]} if wanted["party"] else {}
    found = rows(context.engine(), "alerts", {"untold_reason": reason, **narrowed}, limit=limit)
    if as_json:
        print_json(found)
    elif found:
        print_untold(found)
    else:
        click.echo(f"no alert is on file as {reason}", err=True)
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
        print_explained(item)
    if found:
        return DONE
    click.echo(_why_nothing(context, subject), err=True)
    return NOTHING


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
    deadline_s = context.settings.sending.retry.deadline_s
    revived = store.retry_dead(deliveries, SystemClock().now(), deadline_s)
    if not revived:
        click.echo("none of them is dead; see accords alerts list --state dead", err=True)
        return NOTHING
    click.echo(f"due again: {', '.join(map(str, revived))}")
    return PARTLY if set(deliveries) - set(revived) else DONE


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


alerts.add_command(test)
alerts.add_command(silence)
