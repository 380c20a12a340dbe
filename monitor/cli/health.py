"""`accords doctor`, `health` and `config`: what is wrong, and how to mend it."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from sqlalchemy import Engine, Row, select
from sqlalchemy.exc import SQLAlchemyError

from adapters.golden import check_templates
from adapters.http import FeedClient
from monitor.alerting.words import count
from monitor.claims import VERSION
from monitor.cli import alert_checks
from monitor.cli.checking import SILENT_AFTER, Check, Verdict, guarded
from monitor.cli.codes import DONE, FAILED, MISUSED
from monitor.cli.context import Context
from monitor.cli.screen import json_option, screen
from monitor.model.dates import iso
from monitor.model.errors import AccordsError
from monitor.model.feed import FeedState
from store.engine import database_file, read
from store.feeds import SqlFeedStore
from store.log import SqlEventLog
from store.rereading import SqlReadArchive
from store.tables.projections import projections, skipped_events
from store.turns import held_up

LOW_DISK_BYTES = 500_000_000
LATE_EVENTS = 1_000
LONG_WAIT_S = 5.0


_COLOUR = {Verdict.OK: "green", Verdict.WARN: "yellow", Verdict.FAIL: "red"}


@click.command()
@click.option("--online", is_flag=True, help="Also fetch every enabled feed once; stores nothing.")
@json_option
@click.pass_obj
def doctor(context: Context, online: bool, as_json: bool) -> int:
    """Look at everything and say what is wrong and how to mend it."""
    checks = list(_checks(context))
    if online:
        checks += _online(context)
    return _report(checks, as_json=as_json)


@click.command()
@json_option
@click.pass_obj
def health(context: Context, as_json: bool) -> int:
    """Say whether the service is at work: 0 where it is, 1 where it is not."""
    return _report(health_checks(context), as_json=as_json)


def health_checks(context: Context) -> list[Check]:
    """Whether the service is at work; it is not where any of these fails."""
    checks = [_database(context)]
    # Without a database the rest has one cause, which stands there already.
    if checks[0].verdict is not Verdict.FAIL:
        checks += [check(context) for check in (_projections, _work, alert_checks.alerting)]
        checks += _waits(context)
    return checks


@click.group()
def config() -> None:
    """Show or check the configuration."""


@config.command("show")
@json_option
@click.pass_obj
def show(context: Context, as_json: bool) -> None:
    """Print every setting as it is in force; secrets are never among them."""
    settings = dataclasses.asdict(context.settings)
    if as_json:
        click.echo(json.dumps(settings, indent=2, default=str))
        return
    table = Table("key", "value", title=f"{context.config_dir}/monitor.toml and the environment")
    for section, values in settings.items():
        for key, value in values.items():
            table.add_row(f"{section}.{key}", str(value))
    screen().print(table)


@config.command("check")
@json_option
@click.pass_obj
def check(context: Context, as_json: bool) -> int:
    """Read every file of the configuration and say what is in it, or what is wrong."""
    return MISUSED if _report([_configuration(context)], as_json=as_json) else DONE


def _report(checks: list[Check], *, as_json: bool) -> int:
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(check) for check in checks], indent=2))
    else:
        for check in checks:
            _print_line(check)
    return FAILED if any(check.verdict is Verdict.FAIL for check in checks) else DONE


def _print_line(check: Check) -> None:
    """A line for the check, and its remedy under it; nothing is cut, since paths and keys must be read."""
    mark = click.style(f"{check.verdict.value:<5}", fg=_COLOUR[check.verdict])
    first, *more = check.found.splitlines() or [""]
    click.echo(f"{mark} {check.name:<14} {first}")
    for line in [*more, *([f"→ {check.remedy}"] if check.remedy else [])]:
        click.echo(f"{'':<20} {line}")


def _checks(context: Context) -> Iterator[Check]:
    """Every check that needs no network, each for itself; without configuration or database the rest cannot be looked at."""
    for check in (_configuration, _database):
        first = check(context)
        yield first
        if first.verdict is Verdict.FAIL:
            return
    looks = (_disk, _projections, _work, _readings, _feeds, alert_checks.deliveries)
    for check in (*looks, alert_checks.alerting):
        yield check(context)
    yield from _waits(context)


@guarded("configuration", "mend the file and key named")
def _configuration(context: Context) -> Check:
    found = context.configuration
    check_templates(found.alerts.templates)
    enabled = sum(feed.enabled for feed in found.feeds)
    words = (
        f"{', '.join(accord.id for accord in found.accords)}; {count(len(found.feeds), 'feed')} ({enabled} on), "
        f"{count(len(found.sources.by_host), 'source')}"
    )
    if not enabled:
        return Check("configuration", Verdict.WARN, words, "switch on a feed in feeds.toml")
    return Check("configuration", Verdict.OK, words)


@guarded("database", "look at --database and the rights on its folder")
def _database(context: Context) -> Check:
    if not context.has_database():
        words = f"there is none yet at {database_file(context.database_url)}"
        remedy = "start `accords run`, which makes it, or name another with --database"
        return Check("database", Verdict.FAIL, words, remedy)
    head = SqlEventLog(context.engine()).head()
    return Check("database", Verdict.OK, f"{head} events; `accords verify` checks each")


def _waits(context: Context) -> list[Check]:
    """A line for each session that keeps the service from writing; on SQLite no such session can be told."""
    try:
        found = held_up(context.engine(), LONG_WAIT_S)
    except (AccordsError, SQLAlchemyError):
        return []  # `database` has said so
    return [
        Check(
            "waiting",
            Verdict.FAIL,
            f"since {iso(one.since)} a writer waits for the turn {one.turn.name.lower()}, "
            f"which session {one.pid} of {one.user} ({one.program or 'no name'}) has",
            f"as that role or a superuser: SELECT pg_terminate_backend({one.pid})",
        )
        for one in found
    ]


@guarded("disk", "make room; the log can only grow")
def _disk(context: Context) -> Check:
    if context.engine().dialect.name == "postgresql":
        return Check("disk", Verdict.OK, "the server's; watch it there")
    path = context.engine().url.database
    if not path or path == ":memory:":
        return Check("disk", Verdict.OK, "the database is in memory")
    free = shutil.disk_usage(Path(path).parent).free
    words = f"{free / 1e9:.1f} GB free"
    if free < LOW_DISK_BYTES:
        return Check("disk", Verdict.WARN, words, "make room; the log can only grow")
    return Check("disk", Verdict.OK, words)


@guarded("projections", "`accords rebuild` makes the rows anew")
def _projections(context: Context) -> Check:
    with read(context.engine()) as connection:
        rows = connection.execute(select(projections)).all()
    head = SqlEventLog(context.engine()).head()
    failed = [row for row in rows if row.last_error]
    if failed:
        words = f"{failed[0].name} stopped at {failed[0].failed_position}: {failed[0].last_error}"
        return Check("projections", Verdict.FAIL, words, "mend the cause, then `accords rebuild`")
    lacking = _passed_over(context, rows)
    if lacking:
        words = f"{len(lacking)} events of newer code passed over, the first at {lacking[0]}"
        return Check("projections", Verdict.WARN, words, "upgrade accords; its start rebuilds")
    behind = head - max((row.position for row in rows if row.status == "active"), default=0)
    if behind > LATE_EVENTS:
        return Check("projections", Verdict.WARN, f"{behind} events behind", "is `accords run` up?")
    return Check("projections", Verdict.OK, f"{behind} events behind" if behind else "up to date")


def _passed_over(context: Context, rows: Sequence[Row[Any]]) -> list[int]:
    """Positions that the rows shown lack, because only newer code knows them."""
    shown = [row.generation for row in rows if row.status == "active"]
    wanted = select(skipped_events.c.position).where(skipped_events.c.generation.in_(shown))
    with read(context.engine()) as connection:
        return list(connection.scalars(wanted.order_by(skipped_events.c.position)))


@guarded("work", "start `accords run`")
def _work(context: Context) -> Check:
    states = _watched(context.engine())
    polled = [state.last_polled_at for state in states if state.last_polled_at]
    if not polled:
        return _never_polled("work", _switched_on(context, states))
    silent = datetime.now(UTC) - max(polled)
    words = f"last poll {_ago(silent)} ago"
    if silent > SILENT_AFTER:
        return Check("work", Verdict.FAIL, words, "start `accords run`, or read its log")
    return Check("work", Verdict.OK, words)


@guarded("readings", "`accords reread --dry-run` shows what they would say now")
def _readings(context: Context) -> Check:
    old = SqlReadArchive(context.engine()).count_read_before(VERSION)
    if not old:
        return Check("readings", Verdict.OK, f"all by {VERSION}")
    words = f"{old} texts were read by another version than {VERSION}"
    remedy = (
        "`accords reread --dry-run` shows what they would say now, `accords reread` lets it count"
    )
    return Check("readings", Verdict.WARN, words, remedy)


@guarded("feeds", "`accords feeds list` shows each")
def _feeds(context: Context) -> Check:
    outage = SqlFeedStore(context.engine()).outage()
    if outage is not None:
        words = f"our own network is down since {iso(outage.began_at)}: {outage.hosts} hosts failed at once"
        return Check(
            "feeds", Verdict.FAIL, words, "look at this machine's network and name service"
        )
    states = _watched(context.engine())
    waiting = sum(state.last_polled_at is None for state in states)
    if waiting == len(states):
        return _never_polled("feeds", _switched_on(context, states))
    failing = [state for state in states if state.failures]
    if not failing:
        words = f"{waiting} of them not polled yet" if waiting else "all heard"
        return Check("feeds", Verdict.OK, f"{count(len(states), 'feed')}, {words}")
    names = ", ".join(state.name or state.url for state in failing[:3])
    words = f"{len(failing)} of {len(states)} not heard: {names}{' …' if len(failing) > 3 else ''}"
    verdict = Verdict.FAIL if len(failing) == len(states) else Verdict.WARN
    return Check("feeds", verdict, words, "`accords feeds list` gives each one's error")


def _online(context: Context) -> list[Check]:
    """One line a feed, fetched now."""
    urls = [feed.url for feed in context.configuration.feeds if feed.enabled]
    return asyncio.run(_fetch_all(context, urls))


async def _fetch_all(context: Context, urls: list[str]) -> list[Check]:
    client = FeedClient(context.settings.poll)
    gate = asyncio.Semaphore(context.settings.poll.concurrency)

    async def one(session: Any, url: str) -> Check:
        async with gate:
            fetched = await session.fetch(url)
        verdict = Verdict.OK if fetched.outcome.is_success else Verdict.WARN
        words = f"{fetched.outcome.value} {fetched.detail}".strip()
        return Check(
            url, verdict, words, "" if verdict is Verdict.OK else "`accords feeds check URL`"
        )

    async with client.session() as session:
        return list(await asyncio.gather(*(one(session, url) for url in urls)))


def _watched(engine: Engine) -> list[FeedState]:
    return [state for state in SqlFeedStore(engine).states() if state.enabled and state.listed]


def _switched_on(context: Context, states: Sequence[FeedState]) -> int:
    """How many feeds are to be heard; before the first start none is in the database."""
    return len(states) or sum(feed.enabled for feed in context.watched.feeds)


def _never_polled(name: str, feeds: int) -> Check:
    if not feeds:
        return Check(name, Verdict.WARN, "no feed is on", "switch on a feed in feeds.toml")
    words = f"no feed was ever polled, and {feeds} {'is' if feeds == 1 else 'are'} on"
    return Check(name, Verdict.FAIL, words, "start `accords run`")


def _ago(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
