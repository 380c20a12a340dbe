"""Engines: SQLite by default, PostgreSQL by URL.

SQLite runs in WAL mode with ``synchronous=FULL``. pysqlite's own transaction control is switched off:
a transaction that ``write()`` opens begins with BEGIN IMMEDIATE, so a read followed by a write can never
fail with a stale snapshot in spite of ``busy_timeout``; ``read()`` begins DEFERRED.

PostgreSQL is served by psycopg 3. Writers run in READ COMMITTED, and where SQLite's one lock gives an order
that we promise, ``write(engine, Turn.…)`` takes an advisory lock for it, as a statement of its own: a
snapshot that is older than the lock would miss what the writer before has committed.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from monitor.model.errors import ConfigError, Transient

BUSY_TIMEOUT_S = 30.0
_WRITE = "accords_write"

READ_SCHEMA = "accords_read"
"""The schema of the views on PostgreSQL; the tables are in ``public``."""

CHECKPOINT_PAGES = 2000
"""Pages in SQLite's write-ahead log (8 MB) at which it is worked into the file.

Twice the default: a page that many appends touch, such as those of an index, is then written once. With more
each commit waits longer while the file of the log still grows, after every start.
"""

LOG_BYTES_LIMIT = 4 * CHECKPOINT_PAGES * 4096
"""What the file of the write-ahead log is cut to where a long read had kept it growing; far above what it is else."""

LOCK_SPACE = 0x4143_4344
"""The first half of our advisory locks' keys on PostgreSQL; the second is the turn."""

_LOCK_HELD = "55P03"

_TOO_LONG = "the answer would have taken longer than a reader may wait"

_RETRYABLE = {
    "40001": "another transaction came in between",
    "40P01": "two transactions waited for each other",
    _LOCK_HELD: "another session keeps what we waited for; accords doctor names it",
    "57P01": "the server is shutting down",
    "57P02": "the server is shutting down",
    "57P03": "the server is starting up",
    "53300": "the server takes no more connections",
    "57014": _TOO_LONG,
}
"""SQLSTATE → why trying again may help."""

_FULL = "the disk is full; make room, and what was not answered as committed is done again"
_IO_FAILED = (
    "the disk gave an error (disk I/O error); it may be full, even for opening the file, or failing"
)

_WRONG_PLACES = {
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened; SQLite needs a folder that it may write to, even for reading: "
        "look at the path and its rights, or copy the file elsewhere"
    ),
    sqlite3.SQLITE_READONLY: "may not be written to; look at the rights on the file and its folder",
}
"""SQLite's primary result code → what is wrong with where the file lies, and what helps."""


_DENIED = {"42501", "42P01"}
"""SQLSTATE of what a role may not touch, and of what it does not see."""

_VIEWS_ALONE = (
    "may not see or do that; a reader has the views alone: queries, status, history, export VIEW"
)


class Denied(ConfigError):
    """The database's role may not do what was asked, or sees nothing of it."""


class LockHeld(Transient):
    """Another session kept a lock for longer than we wait."""


class Turn(IntEnum):
    """What only one writer does at a time, in every process on one PostgreSQL database.

    On SQLite every write transaction has the whole database to itself.
    """

    LOG = 1
    SCHEMA = 2
    FEEDS = 3
    FILING = 4
    ALERTS = 5
    SENDING = 6
    PROJECTIONS = 7


def open_engine(url: str) -> Engine:
    """An engine for ``url``; for SQLite the folder of the file is made.

    Raises ConfigError where the URL cannot be understood or names a database we do not serve.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "postgresql":
        return _postgresql(parsed)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    raise ConfigError(
        f"database: {parsed.get_backend_name()!r} is not served; "
        "use sqlite:///PATH or postgresql://USER@HOST/NAME"
    )


def open_reader(url: str) -> Engine:
    """An engine on which nothing can be written.

    A SQLite file is opened with ``mode=ro``, on PostgreSQL every transaction is read-only. No transaction on SQLite and
    no statement on PostgreSQL takes longer than ``READ_LIMIT_S``. Raises ConfigError as ``open_engine`` does.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "postgresql":
        engine = _postgresql(parsed)
        event.listen(engine, "connect", _bound_reads)
        return engine.execution_options(postgresql_readonly=True)
    if (file := database_file(url)) is None:
        raise ConfigError("database: to be read alone it must be a file or on PostgreSQL")
    # The path is quoted, so that a ? or # in it is no part of the URI.
    place = f"file:{quote(str(file.absolute()))}?mode=ro"
    engine = create_engine(
        url,
        creator=lambda: sqlite3.connect(
            place, uri=True, timeout=READ_LIMIT_S, check_same_thread=False
        ),
        # A copy that is put in the place of the file is found within so long.
        pool_recycle=60,
    )
    event.listen(engine, "connect", _prepare_reader)
    event.listen(engine, "begin", _begin_reading)
    return engine


READ_LIMIT_S = 20.0
"""What a reader waits at most for one answer."""


def database_file(url: str) -> Path | None:
    """The file of a SQLite database; None where ``url`` names no file.

    Raises ConfigError where the URL cannot be understood.
    """
    parsed = _parsed(url)
    name = parsed.database if parsed.get_backend_name() == "sqlite" else None
    return Path(name) if name and name != ":memory:" else None


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise ConfigError("database: not a URL; e.g. sqlite:///var/accords.db") from error


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(
                f"database: cannot make the folder of {url.database}: {error}"
            ) from error
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: URL) -> Engine:
    if url.drivername not in {"postgresql", "postgresql+psycopg"}:
        raise ConfigError(
            f"database: {url.drivername} is not served; use postgresql:// (it runs on psycopg)"
        )
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        isolation_level="READ COMMITTED",
        connect_args={"connect_timeout": 10, "application_name": "accords"},
    )
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


@contextmanager
def write(engine: Engine, turn: Turn | None = None) -> Iterator[Connection]:
    """One write transaction: committed at the end, rolled back on any error.

    With ``turn`` nobody else in the same turn writes meanwhile. Raises Transient where the database stays
    locked, is full, or cannot be reached.
    """
    with (
        told_apart(engine),
        engine.connect().execution_options(**{_WRITE: True}) as connection,
        connection.begin(),
    ):
        if turn is not None:
            take_turn(connection, turn)
        yield connection


@contextmanager
def read(engine: Engine) -> Iterator[Connection]:
    """One read transaction: on SQLite a single consistent snapshot, on PostgreSQL one a statement."""
    with told_apart(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One read transaction that is a single consistent snapshot on every database."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with (
        told_apart(engine),
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
    ):
        yield connection


def take_turn(connection: Connection, turn: Turn) -> None:
    """Wait until no other transaction is in this turn; it ends with the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(_TAKE_TURN, {"space": LOCK_SPACE, "turn": int(turn)})


_TAKE_TURN = text("SELECT pg_advisory_xact_lock(:space, :turn)")


@contextmanager
def told_apart(engine: Engine) -> Iterator[None]:
    """Driver errors, wrapped by SQLAlchemy or not, as errors of ours, by what the caller can do."""
    bare: Any = getattr(engine.dialect.loaded_dbapi, "Error")  # noqa: B009 - a module to the types
    try:
        yield
    except (DBAPIError, bare) as error:
        plain = error.orig if isinstance(error, DBAPIError) else error
        why = _why_transient(plain)
        state = getattr(plain, "sqlstate", None)
        if why is not None:
            kind = LockHeld if state == _LOCK_HELD else Transient
            raise kind(f"database: {why}", retry_after_s=1) from error
        if (wrong := _wrong_place(plain)) is not None:
            raise ConfigError(f"database: {engine.url.database}: {wrong}") from error
        if state in _DENIED:
            words = str(plain).partition("\n")[0]
            raise Denied(f"database: {words}; {engine.url.username} {_VIEWS_ALONE}") from error
        raise


def _why_transient(error: BaseException | None) -> str | None:
    """Why trying again may help; None where it will not."""
    if isinstance(error, sqlite3.Error):
        return _why_sqlite(error)
    state = getattr(error, "sqlstate", None)
    if state == "53100":
        return _FULL
    if state in _RETRYABLE:
        return _RETRYABLE[state]
    if state is None and type(error).__name__ == "OperationalError":
        return f"the server cannot be reached: {error}"
    return None


def _why_sqlite(error: sqlite3.Error) -> str | None:
    code = _sqlite_code(error)
    if code in _LOCKED:
        return "it is locked by another writer"
    return _SQLITE_RETRYABLE.get(code)


_SQLITE_RETRYABLE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _IO_FAILED,
    sqlite3.SQLITE_INTERRUPT: _TOO_LONG,
}


def _wrong_place(error: BaseException | None) -> str | None:
    """What is wrong with where a SQLite file lies; None where that is not it."""
    return _WRONG_PLACES.get(_sqlite_code(error)) if isinstance(error, sqlite3.Error) else None


def _sqlite_code(error: sqlite3.Error) -> int:
    """The primary result code; 0 where the driver gave none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    _use_wal(cursor)
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        f"wal_autocheckpoint={CHECKPOINT_PAGES}",
        f"journal_size_limit={LOG_BYTES_LIMIT}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_reader(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON").close()


def _begin_reading(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    until = time.monotonic() + READ_LIMIT_S
    driver.set_progress_handler(lambda: time.monotonic() > until, _STEPS_BETWEEN_LOOKS)
    _begin_sqlite(connection)


_STEPS_BETWEEN_LOOKS = 100_000
"""Steps of SQLite's machine, some milliseconds, after which it looks whether the time is up."""


def _bound_reads(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = '{int(READ_LIMIT_S)}s'")
    connection.commit()


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """Switch the file to a write-ahead log, where it has none yet.

    The switch needs the file for itself, and SQLite does not wait for that whatever its ``busy_timeout``: of
    several processes that open a new file at once, some would be told at once that it is locked.
    """
    until = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if _sqlite_code(error) not in _LOCKED or time.monotonic() > until:
                raise
            time.sleep(_WAL_PAUSE_S)
        else:
            return


_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_WAL_PAUSE_S = 0.02


def _begin_sqlite(connection: Connection) -> None:
    mode = "IMMEDIATE" if connection.get_execution_options().get(_WRITE) else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    # Imported with the first connection: SQLite needs no driver of PostgreSQL.
    from psycopg.types.string import TextLoader  # noqa: PLC0415

    # JSON comes back as the text that was written; ``store.codec`` reads it.
    connection.adapters.register_loader("json", TextLoader)
    # A wait for a lock is bounded; the zone, so that instants come back in UTC.
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{int(BUSY_TIMEOUT_S)}s'")
        cursor.execute("SET timezone = 'UTC'")
        # Our own SQL names the views without their schema, as readers do.
        path = f"current_setting('search_path') || ', {READ_SCHEMA}'"
        cursor.execute(f"SELECT set_config('search_path', {path}, false)")
    connection.commit()
