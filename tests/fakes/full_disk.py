"""An append meets a file system that is really full: run in a mount namespace of its own, where it mounts one.

``python -m tests.fakes.full_disk sqlite|postgresql FOLDER`` prints what came of it as JSON.
"""

from __future__ import annotations

import json
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from monitor.model.errors import Transient
from monitor.model.events import SourceRecovered
from monitor.ports import Appended, StreamWrite
from store.engine import open_engine
from store.log import SqlEventLog
from store.migrate import upgrade
from store.verify import Intact, verify_log
from tests.fakes.postgres import Server

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
SMALL = "1500k"


def main(database: str, folder: Path) -> None:
    """Fill the file system, be refused, make room, go on; and tell."""
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL},mode=755", "tmpfs", folder], check=True
    )
    with {"sqlite": _sqlite, "postgresql": _postgresql}[database](folder) as url:
        engine = open_engine(url)
        log = SqlEventLog(engine)
        answered, refusal = _fill(log)
        told = {"refusal": refusal, "head": log.head() - answered}
        told["again"] = _fill(log, answered)[0] - answered
        engine.dispose()
        subprocess.run(["mount", "-o", "remount,size=20m", folder], check=True)
        engine = open_engine(url)
        told["with room"] = _note(SqlEventLog(engine), answered).last_position - answered
        told["intact"] = isinstance(verify_log(engine), Intact)
        engine.dispose()
    print(json.dumps(told))  # noqa: T201 - this is what it is for


def _note(log: SqlEventLog, after: int) -> Appended:
    event = SourceRecovered("outlet.example", ("https://outlet.example/rss.xml",) * 16, NOW)
    write = StreamWrite("source/outlet.example", after, (event,))
    return log.append(f"k{after + 1}", [write], actor="t", cause="t", now=NOW)


def _fill(log: SqlEventLog, answered: int = 0) -> tuple[int, str]:
    """Append until there is no room; the last position that was answered, and the refusal."""
    while True:
        try:
            answered = _note(log, answered).last_position
        except Transient as refusal:
            return answered, str(refusal)


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    url = f"sqlite:///{folder / 'a.db'}"
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    yield url


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    """The server elsewhere, its table of events on the small file system."""
    with Server(durable=True) as server:
        if server.user:
            shutil.chown(folder, pwd.getpwnam(server.user).pw_uid)
        engine = open_engine(server.url())
        upgrade(engine)
        engine.dispose()
        with psycopg.connect(server.url(), autocommit=True) as admin:
            admin.execute(f"CREATE TABLESPACE small LOCATION '{folder}'")
            admin.execute("ALTER TABLE events SET TABLESPACE small")
        yield server.url()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
