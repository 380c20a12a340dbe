"""`accords run` and `accords once`: the worker, and one pass of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

import click

from config.load import Configuration
from config.logging import configure_logging
from monitor.alerting.routes import without_waiting
from monitor.alerting.words import count
from monitor.cli.codes import DONE, FAILED, INTERRUPTED
from monitor.cli.context import Context
from monitor.model.clock import SystemClock
from monitor.model.errors import UsageError
from monitor.wiring import STAGES, Service, build_service
from monitor.worker import Worker
from store.feeds import SqlFeedStore


def _stages(_ctx: click.Context, _parameter: click.Parameter, text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    unknown = [name for name in names if name not in STAGES]
    if unknown or not names:
        raise UsageError(
            f"--stages: no stage {', '.join(unknown) or text!r}; known: {', '.join(STAGES)}"
        )
    return names


_stages_option = click.option(
    "--stages",
    default=",".join(STAGES),
    callback=_stages,
    show_default=True,
    help="Which stages to run, with commas.",
)


@click.command()
@_stages_option
@click.pass_obj
def run(context: Context, stages: tuple[str, ...]) -> int:
    """Run the worker until it is told to stop (Ctrl-C or SIGTERM)."""
    return asyncio.run(_run(_service(context, context.configuration), stages, context))


@click.command()
@_stages_option
@click.pass_obj
def once(context: Context, stages: tuple[str, ...]) -> int:
    """Make one pass over all that is due, then exit: 1 where feeds were due and none was heard."""
    configuration = context.configuration
    # A single pass cannot wait for what a route would gather into one message.
    waiting_for_nothing = replace(configuration, alerts=without_waiting(configuration.alerts))
    began_at = SystemClock().now()
    asyncio.run(_once(_service(context, waiting_for_nothing), stages))
    return _heard(context, began_at)


def _service(context: Context, configuration: Configuration) -> Service:
    configure_logging(context.settings.log)
    return build_service(configuration, context.engine(create=True), SystemClock())


def _heard(context: Context, began_at: datetime) -> int:
    """The code of a pass: failed where feeds were polled since ``began_at`` and none was heard."""
    states = SqlFeedStore(context.engine()).states()
    polled = [one for one in states if one.last_polled_at and one.last_polled_at >= began_at]
    if not polled or any(one.last_ok_at and one.last_ok_at >= began_at for one in polled):
        return DONE
    click.echo(
        f"{count(len(polled), 'feed')} polled, none heard; "
        "`accords feeds list` gives each one's error",
        err=True,
    )
    return FAILED


async def _run(service: Service, stages: tuple[str, ...], context: Context) -> int:
    service.prepare()
    worker = Worker(
        service.tasks(stages), drain_s=context.settings.worker.drain_s, on_stop=service.stop
    )
    return INTERRUPTED if await worker.run() else DONE


async def _once(service: Service, stages: tuple[str, ...]) -> None:
    service.prepare()
    await service.pass_once(stages)
