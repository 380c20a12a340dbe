"""The log: durable appends one by one and by the hundred, beside the raw driver, and a rebuild."""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from monitor.model.events import SourceRecovered
from monitor.ports import StreamWrite
from store.engine import open_engine
from store.log import SqlEventLog
from store.migrate import upgrade
from tests.bench.timing import Row, rate, spread

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
READ = 20_000
EVENT = SourceRecovered("outlet.example", ("https://outlet.example/feed",) * 17, NOW)


def benches() -> list[Row]:
    """Events a second with ``synchronous=FULL``, hash chain and idempotency included."""
    with tempfile.TemporaryDirectory() as folder:
        return _benches(Path(folder))


def _benches(folder: Path) -> list[Row]:
    engine = open_engine(f"sqlite:///{folder / 'log.db'}")
    upgrade(engine)
    log = SqlEventLog(engine)
    numbers = itertools.count()

    def append(size: int) -> None:
        number = next(numbers)
        write = StreamWrite(f"source/{number}.example", 0, (EVENT,) * size)
        log.append(f"bench:{number}", [write], actor="bench", cause="bench", now=NOW)

    rows = [
        Row("append one event", "events", rate(lambda: append(1))),
        Row("append a hundred at once", "events", rate(lambda: append(100), each=100)),
        *_raw(folder),
    ]
    while log.head() < READ:
        append(1000)
    rows.append(Row("read and decode", "events", spread([_read_all(log) for _ in range(3)])))
    engine.dispose()
    return rows


def _raw(folder: Path) -> list[Row]:
    """The bare driver with rows of the same size, one by one and by the hundred."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE raw (position INTEGER PRIMARY KEY, data TEXT) STRICT;"
    )
    data = "x" * 600

    def insert(size: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO raw (data) VALUES (?)", [(data,)] * size)
        connection.execute("COMMIT")

    rows = [
        Row("limit: bare driver, one", "rows", rate(lambda: insert(1))),
        Row("limit: bare driver, a hundred", "rows", rate(lambda: insert(100), each=100)),
    ]
    connection.close()
    return rows


def _read_all(log: SqlEventLog) -> float:
    start, position, count = time.perf_counter(), 0, 0
    while events := log.read(position, 5000):
        position = events[-1].position
        count += len(events)
    return count / (time.perf_counter() - start)
