"""Copies of a live database: consistent, verified, and put in place whole or not at all.

SQLite's backup API copies page by page inside one read transaction, so writers go on; a plain copy of the
file without its write-ahead log would lose what was last committed. PostgreSQL is copied by its own programs
(``store.dumps``).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DatabaseError

from monitor.model.errors import Corrupt, Permanent, UsageError
from store import dumps
from store.engine import open_engine
from store.log import SqlEventLog
from store.migrate import renew
from store.tables.log import events
from store.verify import FirstBad, verify_log


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: the log in it ends at ``head``, whose hash is ``hash``."""

    path: Path
    size_bytes: int
    head: int
    hash: str


LOOK_S = 5.0
"""How long a look at what a restore would replace waits for its writer."""


def backup(engine: Engine, path: Path) -> Backup:
    """Copy the database to ``path`` and verify the copy before it gets its name.

    Raises UsageError where ``path`` exists or cannot be written, Corrupt where the log in the copy is not
    intact.
    """
    if path.exists():
        raise UsageError(f"{path} exists; name a file that does not")
    partial = path.with_name(f"{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = _copied(engine, partial)
        _sync(partial)
        partial.rename(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise UsageError(f"{path} cannot be written: {error}") from error
    finally:
        _remove(partial)
    return Backup(path, path.stat().st_size, made.head, made.hash)


def restore(engine: Engine, path: Path, *, replace: bool = False) -> Backup:
    """Put the copy at ``path`` in the place of the database, after checking it.

    Raises UsageError where there is no copy, or where the database has events and ``replace`` is not
    given; Corrupt where the log in the copy is not intact. Stop the worker first: what it appends
    meanwhile is lost.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    if engine.dialect.name == "postgresql":
        return _restore_dump(engine, path, replace=replace)
    found = _checked(path)
    target = _file(engine)
    if not replace and _has_events(target):
        raise _occupied(target)
    engine.dispose()
    try:
        _copy(path, target)
    except sqlite3.OperationalError as error:
        raise UsageError(f"{target} cannot be written: {error}; it stays as it was") from error
    return Backup(target, target.stat().st_size, found.head, found.hash)


def _copied(engine: Engine, partial: Path) -> Backup:
    """A checked copy at ``partial``."""
    if engine.dialect.name != "postgresql":
        _copy(_file(engine), partial)
        return _checked(partial)
    dumps.dump(engine, partial)
    found = dumps.check_dump(partial)
    return Backup(partial, partial.stat().st_size, found.head, found.hash)


def _restore_dump(engine: Engine, path: Path, *, replace: bool) -> Backup:
    """The same on PostgreSQL; the log is walked once more where it came to stand."""
    found = dumps.check_dump(path)
    if not replace and inspect(engine).has_table(events.name) and SqlEventLog(engine).head():
        raise _occupied(engine.url.render_as_string())
    dumps.put_back(engine, path)
    renew(engine)
    stands = verify_log(engine, anchors=[found.anchor])
    if isinstance(stands, FirstBad):
        raise Corrupt(f"{path}: {stands.why}", position=stands.position)
    return Backup(path, path.stat().st_size, found.head, found.hash)


def _occupied(place: object) -> UsageError:
    return UsageError(f"{place} holds events already; add --replace to give them up")


def _file(engine: Engine) -> Path:
    if not engine.url.database:
        raise UsageError("a database in memory cannot be copied")
    return Path(engine.url.database)


def _copy(source: Path, target: Path) -> None:
    origin = sqlite3.connect(f"file:{source.resolve().as_posix()}?mode=ro", uri=True)
    try:
        copy = sqlite3.connect(target)
        try:
            origin.backup(copy)
        finally:
            copy.close()
    finally:
        origin.close()


def _checked(path: Path) -> Backup:
    """The copy at ``path``, its pages and its log intact."""
    engine = open_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        if pages != ["ok"]:
            raise Permanent(f"{path} is damaged: {pages[0]}")
        found = verify_log(engine)
    except DatabaseError as error:
        raise Permanent(f"{path} cannot be read as a database: {error.orig}") from error
    finally:
        engine.dispose()
    if isinstance(found, FirstBad):
        raise Corrupt(f"{path}: {found.why}", position=found.position)
    return Backup(path, path.stat().st_size, found.head, found.hash)


def _has_events(path: Path) -> bool:
    if not path.exists():
        return False
    connection = sqlite3.connect(path, timeout=LOOK_S)
    try:
        has_table = "SELECT 1 FROM sqlite_master WHERE name = 'events'"
        if connection.execute(has_table).fetchone() is None:
            return False
        return connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() is not None
    except sqlite3.DatabaseError as error:
        # Locked, or no database at all: what cannot be looked at is not given up.
        raise UsageError(
            f"{path} cannot be looked at: {error}; stop what uses it, or name another place"
        ) from error
    finally:
        connection.close()


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove(partial: Path) -> None:
    for leftover in (partial, *(partial.with_name(partial.name + end) for end in ("-wal", "-shm"))):
        # Where nothing could be written there is nothing to remove, and the first error is the one to tell.
        with suppress(OSError):
            leftover.unlink(missing_ok=True)
