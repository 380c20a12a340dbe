"""The log on both databases: durable appends, reading and folding, beside a library and the bare drivers.

SQLite runs with ``synchronous=FULL``, PostgreSQL with ``fsync`` and ``synchronous_commit`` on. ``EVENTS`` in the
environment says how far the logs are filled; ``python -m tests.bench.logging_events`` prints this table alone.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, text

from monitor.model.clock import SystemClock
from monitor.model.events import SourceRecovered
from monitor.ports import AppendRequest, StreamWrite
from store.append_turn import append_turn
from store.appending import Found, plan, prepare
from store.engine import open_engine, read
from store.log import CODE_VERSION, SqlEventLog
from store.log_sql import log_sql
from store.migrate import upgrade
from store.rebuild import rebuild
from store.samples.membership import MEMBERSHIP_AT
from tests.bench.timing import Row, rate, rates, spread
from tests.fakes.postgres import Server
from tests.fakes.stories import SETTING, claimed, confirmed

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
EVENTS = int(os.environ.get("EVENTS", "50000"))
CLAIMS = 5_000
PARTIES = 200
DATA = "x" * 600
FEEDS = ("https://outlet.example/rss.xml",) * 16


def recovered() -> SourceRecovered:
    """An event whose data are 600 bytes. Each is made anew, as the library makes its own."""
    return SourceRecovered("outlet.example", FEEDS, NOW)


def benches() -> list[Row]:
    """Events a second, hash chain and idempotency included."""
    with tempfile.TemporaryDirectory() as folder, Server(durable=True) as server:
        path = Path(folder)
        sqlite = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": f"{path}/peer.db"}
        made = _made_rows(f"sqlite:///{path / 'made.db'}")
        with _raw_sqlite(path) as raw, made as insert, _peer(sqlite) as save:
            rows = _on("SQLite", f"sqlite:///{path / 'log.db'}", _beside(raw, insert, save))
        with psycopg.connect(server.url(), autocommit=True) as admin:
            admin.execute("CREATE DATABASE made")
        made, library = _made_rows(server.url("made")), _library_on(server)
        with _raw_postgresql(server.url()) as raw, made as insert, _peer(library) as save:
            rows += _on("PostgreSQL", server.url(), _beside(raw, insert, save))
    return rows


Insert = Callable[[int], None]
"""Writes so many events in one commit."""


def _beside(raw: Insert, made: Insert, save: Insert | None) -> dict[str, Insert]:
    """What the log is measured beside, by name."""
    limits = {"limit: bare driver": raw, "limit: the log's rows, made before": made}
    return limits | ({"eventsourcing: save": save} if save else {})


def _on(where: str, url: str, beside: dict[str, Insert]) -> list[Row]:
    engine = open_engine(url)
    upgrade(engine)
    log = SqlEventLog(engine)
    numbers = itertools.count()

    def append(size: int) -> None:
        number = next(numbers)
        told = tuple(recovered() for _ in range(size))
        write = StreamWrite(f"source/{number}.example", 0, told)
        log.append(f"bench:{number}", [write], actor="bench", cause="bench", now=NOW)

    rows = _appending(where, {"append": append} | beside)
    while log.head() < EVENTS:
        append(1000)
    _state_history(log)
    rows += _reading(where, engine, log)
    engine.dispose()
    return rows


def _appending(where: str, inserts: dict[str, Insert]) -> list[Row]:
    """Each by itself and by the hundred, all in turns."""
    rows = []
    for size in (1, 100):
        found = rates(*((partial(insert, size), size) for insert in inserts.values()))
        rows += [
            Row(f"{where}: {name}, {size}", "events", rate_)
            for name, rate_ in zip(inserts, found, strict=True)
        ]
    return rows


def _state_history(log: SqlEventLog) -> None:
    """``CLAIMS`` claims on ``PARTIES`` parties, each with its confirmation."""
    for number in range(PARTIES):
        claims = [claimed(f"c{number}-{n}", party=f"P{number}") for n in range(CLAIMS // PARTIES)]
        told = (*claims, confirmed(party=f"P{number}"))
        write = StreamWrite(f"x-compact/P{number}", 0, told)
        log.append(f"party:{number}", [write], actor="bench", cause="bench", now=NOW)


def _reading(where: str, engine: Engine, log: SqlEventLog) -> list[Row]:
    memory: list[float] = []
    folded = spread([_fold_all(log, memory) for _ in range(3)])
    asked = MEMBERSHIP_AT.select(engine.dialect.name)
    values = {"as_of": "2026-03-12", "known_at": "2026-03-12T09:00:00Z"}

    def ask(sql: str) -> None:
        with read(engine) as connection:
            connection.execute(text(sql), values).all()

    return [
        Row(f"{where}: rebuild every projection", "events", spread([_rebuild(engine, log)])),
        Row(f"{where}: read, decode, fold", "events", folded),
        Row(f"{where}: memory meanwhile", "MB", spread(memory)),
        Row(f"{where}: membership as of, known at", "queries", rate(lambda: ask(asked))),
        Row(f"{where}: members", "queries", rate(lambda: ask("SELECT * FROM membership"))),
        Row(f"{where}: on disk", "bytes an event", spread([_size(engine) / log.head()])),
    ]


def _rebuild(engine: Engine, log: SqlEventLog) -> float:
    """Every projection anew from the whole log."""
    began = time.perf_counter()
    rebuild(engine, SETTING, SystemClock())
    return log.head() / (time.perf_counter() - began)


def _fold_all(log: SqlEventLog, memory: list[float]) -> float:
    """Read the whole log and count events by stream: the lightest fold there is."""
    start, position, count = time.perf_counter(), 0, 0
    state: dict[str, int] = {}
    while events := log.read(position, 2000):
        position = events[-1].position
        count += len(events)
        for event in events:
            state[event.stream] = state.get(event.stream, 0) + 1
        memory.append(_resident_mb())
    return count / (time.perf_counter() - start)


def _resident_mb() -> float:
    """Resident memory of this process, on Linux."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _size(engine: Engine) -> float:
    """Bytes of the log's two tables with their indexes; of the whole file on SQLite."""
    if engine.dialect.name == "sqlite":
        return float(Path(str(engine.url.database)).stat().st_size)
    wanted = "SELECT pg_total_relation_size('events') + pg_total_relation_size('appends')"
    with read(engine) as connection:
        return float(connection.execute(text(wanted)).scalar_one())


@contextmanager
def _raw_sqlite(folder: Path) -> Iterator[Insert]:
    """The bare driver with rows of the same size."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE raw (position INTEGER PRIMARY KEY, data TEXT) STRICT;"
    )

    def insert(size: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO raw (data) VALUES (?)", [(DATA,)] * size)
        connection.execute("COMMIT")

    yield insert
    connection.close()


@contextmanager
def _raw_postgresql(url: str) -> Iterator[Insert]:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE raw (position BIGSERIAL PRIMARY KEY, data TEXT)")
        connection.commit()

        def insert(size: int) -> None:
            rows = [(DATA,)] * size
            connection.cursor().executemany("INSERT INTO raw (data) VALUES (%s)", rows)
            connection.commit()

        yield insert


@contextmanager
def _made_rows(url: str) -> Iterator[Insert]:
    """An append without what goes before it: nothing is looked up, encoded or hashed, the rows are there.

    What the log's tables, indexes and guards cost by themselves.
    """
    engine = open_engine(url)
    upgrade(engine)
    request = AppendRequest("made", (StreamWrite("source", 0, (recovered(),)),), "bench", "bench")
    made = plan([prepare(request, CODE_VERSION)], Found(), NOW)
    (event,), (answered,) = made.events, made.appends
    positions, numbers = itertools.count(1), itertools.count()

    def insert(size: int) -> None:
        key, ids = f"bench:{next(numbers)}", itertools.count(10**11)
        rows = [
            (next(positions), f"{event[1][:24]}{next(ids)}", f"source/{key}", version, *event[4:])
            for version in range(1, size + 1)
        ]
        with append_turn(engine) as driver:
            log_sql(driver).insert(rows, [(key, *answered[1:])])

    yield insert
    engine.dispose()


def _library_on(server: Server) -> dict[str, str]:
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": "postgres",
        "POSTGRES_HOST": str(server.folder),
        "POSTGRES_PORT": "5432",
        "POSTGRES_USER": "postgres",
        "POSTGRES_PASSWORD": "none",
    }


@cache
def _told() -> Any:
    """The library's aggregate; it knows each class by its name, once a process."""
    from eventsourcing.domain import Aggregate  # noqa: PLC0415 - optional

    class Told(Aggregate):  # type: ignore[misc]
        def __init__(self, data: str) -> None:
            self.data = data

        class Heard(Aggregate.Event):  # type: ignore[misc, name-defined]
            data: str

    return Told


@contextmanager
def _peer(environment: dict[str, str]) -> Iterator[Insert | None]:
    """``Application.save`` of the library, in its default mode; None where it is not installed."""
    if find_spec("eventsourcing") is None:
        yield None
        return
    from eventsourcing.application import Application  # noqa: PLC0415 - optional

    Told = _told()  # noqa: N806 - a class
    application = Application(environment)

    def save(size: int) -> None:
        told = Told(data=DATA)
        for _ in range(size - 1):
            told.trigger_event(Told.Heard, data=DATA)
        application.save(told)

    try:
        yield save
    finally:
        application.close()


if __name__ == "__main__":
    for row in benches():
        print(  # noqa: T201
            f"{row.name} ({row.what}): {row.rate.median:,.0f} ({row.rate.low:,.0f} to {row.rate.high:,.0f})"
        )
