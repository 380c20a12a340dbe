"""`accords alerts test`: a message to every target of a route, by the real way."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from typing import Any

import click

from adapters.preview import preview
from adapters.rendering import Renderer
from monitor.alerting.deliveries import Outgoing
from monitor.alerting.message import Alert
from monitor.alerting.routes import AlertConfig, Matcher, Route
from monitor.alerting.service import rehearsal
from monitor.alerting.targets import message_domain, recipients_of
from monitor.cli.alert_screens import print_deliveries
from monitor.cli.codes import DONE, FAILED, PARTLY
from monitor.cli.context import Context
from monitor.model.clock import SystemClock
from monitor.model.errors import UsageError
from monitor.wiring import alert_stage
from store.alert_reports import rows

WAIT_FOR_WORKER_S = 30.0
"""How long a test waits where a running worker took up its delivery first."""


@click.command()
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
    tried = replace(context.configuration, alerts=only)
    # A test is what one tries before the first run, which would make the database.
    alert_stage(tried, context.engine(create=True), SystemClock()).rehearse(alert)
    found = _settled_deliveries(context, alert)
    print_deliveries(found)
    arrived = sum(row["state"] == "sent" for row in found)
    meant = sum(row["state"] != "suppressed" for row in found)
    return DONE if arrived == meant else PARTLY if arrived else FAILED


def _route_or_error(config: AlertConfig, name: str) -> Route:
    route = config.route(name)
    if route is None:
        known = ", ".join(rule.name for rule in config.routes)
        raise UsageError(f"--route: no route {name!r} in alerts.toml; known: {known}")
    if not any(config.targets_by_name[target].enabled for target in route.targets):
        raise UsageError(f"--route: no target of {name!r} is switched on; set enabled = true")
    return route


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
