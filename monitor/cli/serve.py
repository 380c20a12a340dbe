"""`accords serve`: the board."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

import click

from adapters.web.server import Server, bind
from config.logging import configure_logging
from monitor.board import BoardPlace, HealthLine
from monitor.cli.codes import DONE, INTERRUPTED
from monitor.cli.context import Context
from monitor.cli.health import health_checks
from monitor.model.clock import SystemClock
from monitor.wiring import board_app


@click.command()
@click.option(
    "--host", help="Address to listen on.  [default: board.host of monitor.toml, 127.0.0.1]"
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port to listen on, 0 for any that is free.  [default: board.port, 8000]",
)
@click.pass_obj
def serve(context: Context, host: str | None, port: int | None) -> int:
    """Serve the board until told to stop (Ctrl-C or SIGTERM): pages, JSON, Atom, /healthz, /metrics.

    The database is opened for reading alone: nothing that is asked changes it, and a worker that writes
    is not kept waiting.
    """
    place = _place(context.settings.board, host, port)
    reading = context.reading()
    try:
        app = board_app(context.watched, reading.engine(), SystemClock(), place, _health(reading))
        listening = bind(place)
        shown = listening.getsockname()
        configure_logging(context.settings.log)
        click.echo(f"the board is at {_address(place, shown[1])}; Ctrl-C ends it", err=True)
        return INTERRUPTED if asyncio.run(Server(app, listening).run()) else DONE
    finally:
        reading.close()


def _place(configured: BoardPlace, host: str | None, port: int | None) -> BoardPlace:
    return replace(
        configured,
        host=configured.host if host is None else host,
        port=configured.port if port is None else port,
    )


def _address(place: BoardPlace, port: int) -> str:
    host = f"[{place.host}]" if ":" in place.host else place.host
    here = f"http://{host}:{port}/"
    return f"{place.url} (listening on {here})" if place.url else here


def _health(context: Context) -> Callable[[], Sequence[HealthLine]]:
    """The judgement of `accords health`, as the board shows it."""

    def lines() -> list[HealthLine]:
        return [
            HealthLine(check.name, check.verdict.value, check.found, check.remedy)
            for check in health_checks(context)
        ]

    return lines
