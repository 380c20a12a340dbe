"""A board over a database, served by the real server on a free port of loopback, for as long as a test runs."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from datetime import UTC, datetime

import uvicorn

from adapters.web.app import create_app
from adapters.web.parts import BoardParts
from adapters.web.server import bind, config_of
from monitor.board import BoardPlace, HealthLine
from monitor.model.clock import SetClock
from monitor.model.party import Parties, Party
from monitor.model.source import SourceBook
from store.board import SqlBoard
from store.engine import open_reader
from tests.fakes.desk import NAMES
from tests.fakes.stories import COMPACT, COURT

NOW = datetime(2025, 7, 6, tzinfo=UTC)
WELL = (HealthLine("database", "ok", "32 events"),)


def parts_on(data, **changes):
    """The parts of a board over ``data``, with the desk's two accords."""
    given = {
        "data": data,
        "accords": (COMPACT, COURT),
        "parties": Parties({code: Party(code, name) for code, name in NAMES.items()}),
        "sources": SourceBook({}),
        "explain": lambda accord, party: None,
        "health": lambda: WELL,
        "clock": SetClock(NOW),
        "version": "0.0",
        "classifier": "1",
        "place": BoardPlace(port=0),
    }
    return BoardParts(**given | changes)


@contextmanager
def board_on(url, **changes):
    """The address of a board over the database at ``url``."""
    engine = open_reader(url)
    try:
        with serving(create_app(parts_on(SqlBoard(engine), **changes))) as address:
            yield address
    finally:
        engine.dispose()


@contextmanager
def serving(app):
    """The address at which ``app`` is served by uvicorn, in a thread."""
    listening = bind(BoardPlace(port=0))
    server = uvicorn.Server(config_of(app))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()
