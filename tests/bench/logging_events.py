"""The log on both databases: durable appends, reading and folding, beside a library and the bare drivers.

SQLite runs with ``synchronous=FULL``, PostgreSQL with ``fsync`` and ``synchronous_commit`` on. The library
``eventsourcing`` is measured where it is installed (``pip install 'eventsourcing[postgres]'``).
"""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine

from monitor.model.clock import SystemClock
from monitor.model.events import SourceRecovered
from monitor.ports import StreamWrite
from store.engine import open_engine
from store.log import SqlEventLog
from store.migrate import upgrade
from store.rebuild import rebuild
from tests.bench.timing import Row, rate, spread
from tests.fakes.postgres import Server
from tests.fakes.stories import SETTING, claimed

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
READ = 50_000
CLAIMS = 5_000
DATA = "x" * 600
EVENT = SourceRecovered("outlet.example", ("https://outlet.example/feed",) * 17, NOW)


def benches() -> list[Row]:
    """Events a second, hash chain and idempotency included."""
    with tempfile.TemporaryDirectory() as folder, Server(durable=True) as server:
        sqlite = Path(folder)
        rows = _ours("SQLite", f"sqlite:///{sqlite / 'log.db'}")
        rows += _raw_sqlite(sqlite)
        rows += _library("SQLite", {"PERSISTENCE_MODULE": "eventsourcing.sqlite"}, sqlite)
        rows += _ours("PostgreSQL", server.url())
        rows += _raw_postgresql(server.url())
        rows += _library("PostgreSQL", _library_on(server), sqlite)
    return rows


def _ours(where: str, url: str) -> list[Row]:
    engine = open_engine(url)
    upgrade(engine)
    log = SqlEventLog(engine)
    numbers = itertools.count()

    def append(size: int) -> None:
        number = next(numbers)
        write = StreamWrite(f"source/{number}.example", 0, (EVENT,) * size)
        log.append(f"bench:{number}", [write], actor="bench", cause="bench", now=NOW)

    rows = [
        Row(f"{where}: append one", "events", rate(lambda: append(1))),
        Row(f"{where}: append a hundred", "events", rate(lambda: append(100), each=100)),
    ]
    while log.head() < READ:
        append(1000)
    rows.append(
        Row(f"{where}: read, decode, fold", "events", spread([_fold_all(log) for _ in range(3)]))
    )
    rows.append(_rebuild(where, engine, log))
    engine.dispose()
    return rows


def _rebuild(where: str, engine: Engine, log: SqlEventLog) -> Row:
    """Every projection anew from the whole log: what was read above, and as many claims as ``CLAIMS``."""
    for start in range(0, CLAIMS, 100):
        claims = tuple(claimed(f"c{n}") for n in range(start, start + 100))
        write = StreamWrite("x-compact/NO", start, claims)
        log.append(f"claims:{start}", [write], actor="bench", cause="bench", now=NOW)

    def once() -> float:
        began = time.perf_counter()
        rebuild(engine, SETTING, SystemClock())
        return log.head() / (time.perf_counter() - began)

    once()
    return Row(f"{where}: rebuild every projection", "events", spread([once() for _ in range(3)]))


def _fold_all(log: SqlEventLog) -> float:
    """Read the whole log and count events by stream: the lightest fold there is."""
    start, position, count = time.perf_counter(), 0, 0
    state: dict[str, int] = {}
    while events := log.read(position, 2000):
        position = events[-1].position
        count += len(events)
        for event in events:
            state[event.stream] = state.get(event.stream, 0) + 1
    return count / (time.perf_counter() - start)


def _raw_sqlite(folder: Path) -> list[Row]:
    """The bare driver with rows of the same size, one by one and by the hundred."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE raw (position INTEGER PRIMARY KEY, data TEXT) STRICT;"
    )

    def insert(size: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO raw (data) VALUES (?)", [(DATA,)] * size)
        connection.execute("COMMIT")

    rows = _limits("SQLite", insert)
    connection.close()
    return rows


def _raw_postgresql(url: str) -> list[Row]:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE raw (position BIGSERIAL PRIMARY KEY, data TEXT)")
        connection.commit()

        def insert(size: int) -> None:
            rows = [(DATA,)] * size
            connection.cursor().executemany("INSERT INTO raw (data) VALUES (%s)", rows)
            connection.commit()

        return _limits("PostgreSQL", insert)


def _limits(where: str, insert: Callable[[int], None]) -> list[Row]:
    return [
        Row(f"{where}: bare driver, one", "rows", rate(lambda: insert(1))),
        Row(f"{where}: bare driver, a hundred", "rows", rate(lambda: insert(100), each=100)),
    ]


def _library_on(server: Server) -> dict[str, str]:
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": "postgres",
        "POSTGRES_HOST": str(server.folder),
        "POSTGRES_PORT": "5432",
        "POSTGRES_USER": "postgres",
        "POSTGRES_PASSWORD": "none",
    }


def _library(where: str, environment: dict[str, str], folder: Path) -> list[Row]:
    """``Application.save`` of the library, in its default mode."""
    if find_spec("eventsourcing") is None:
        return []
    with _peer(environment | {"SQLITE_DBNAME": str(folder / "peer.db")}) as save:
        return [
            Row(f"{where}: eventsourcing, save one", "events", rate(lambda: save(1))),
            Row(
                f"{where}: eventsourcing, save a hundred",
                "events",
                rate(lambda: save(100), each=100),
            ),
        ]


@cache
def _told() -> Any:
    """The library's aggregate; it knows each class by its name, once a process."""
    from eventsourcing.domain import Aggregate  # noqa: PLC0415 - optional

    class Told(Aggregate):  # type: ignore[misc]
        class Heard(Aggregate.Event):  # type: ignore[misc, name-defined]
            data: str

    return Told


@contextmanager
def _peer(environment: dict[str, str]) -> Iterator[Callable[[int], None]]:
    from eventsourcing.application import Application  # noqa: PLC0415 - optional

    Told = _told()  # noqa: N806 - a class
    application = Application(environment)

    def save(size: int) -> None:
        told = Told()
        for _ in range(size - 1):
            told.trigger_event(Told.Heard, data=DATA + uuid.uuid4().hex)
        application.save(told)

    try:
        yield save
    finally:
        application.close()
