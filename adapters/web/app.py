"""The board as an ASGI application: its routes, and how errors are answered."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route

from adapters.web.board import Board
from adapters.web.errors import Errors
from adapters.web.guard import App, Guard
from adapters.web.machine import Machine
from adapters.web.parts import BoardParts
from monitor.model.errors import AccordsError

METHODS = ["GET"]
"""All that the board answers; Starlette adds HEAD."""


def create_app(parts: BoardParts) -> App:
    """The board put together: it reads from ``parts.data``, and writes nowhere."""
    board, machine, errors = Board(parts), Machine(parts), Errors(parts)
    routes = {
        "/": board.home,
        "/index.json": board.home_json,
        "/atom.xml": machine.atom,
        "/about": board.about,
        "/feeds": board.feeds,
        "/feeds.json": board.feeds_json,
        "/alerts": board.alerts,
        "/alerts.json": board.alerts_json,
        "/log": board.log,
        "/log.json": board.log_json,
        "/events.json": machine.events,
        "/healthz": machine.healthz,
        "/metrics": machine.metrics,
        "/favicon.ico": board.icon,
        "/static/{name}": board.static,
        "/{accord}.json": board.accord_json,
        "/{accord}": board.accord,
        "/{accord}/atom.xml": machine.accord_atom,
        "/{accord}/{party}.json": board.party_json,
        "/{accord}/{party}": board.party,
    }
    app = Starlette(
        routes=[Route(path, endpoint, methods=METHODS) for path, endpoint in routes.items()],
        exception_handlers={
            HTTPException: errors.refused,
            AccordsError: errors.foreseen,
            Exception: errors.unforeseen,
        },
    )
    # It would lead to an address without the prefix of a proxy.
    app.router.redirect_slashes = False
    return Guard(app, parts.place)
