"""Engines: SQLite by default, PostgreSQL by URL.

SQLite runs in WAL mode with ``synchronous=FULL``. pysqlite's own transaction control is switched off:
a transaction that ``write()`` opens begins with BEGIN IMMEDIATE, so a read followed by a write can never
fail with a stale snapshot in spite of ``busy_timeout``; ``read()`` begins DEFERRED.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from monitor.model.errors import ConfigError, Transient

BUSY_TIMEOUT_S = 30.0
_WRITE = "accords_write"


def open_engine(url: str) -> Engine:
    """An engine for ``url``; for SQLite the folder of the file is made.

    Raises ConfigError where the URL cannot be understood or names a database we do not serve.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() != "sqlite":
        raise ConfigError(
            f"database: {parsed.get_backend_name()!r} is not served; use sqlite:///PATH"
        )
    if parsed.database and parsed.database != ":memory:":
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(
                f"database: cannot make the folder of {parsed.database}: {error}"
            ) from error
    engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def database_file(url: str) -> Path | None:
    """The file of a SQLite database; None where ``url`` names no file.

    Raises ConfigError where the URL cannot be understood.
    """
    name = _parsed(url).database
    return Path(name) if name and name != ":memory:" else None


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise ConfigError("database: not a URL; e.g. sqlite:///var/accords.db") from error


@contextmanager
def write(engine: Engine) -> Iterator[Connection]:
    """One write transaction: committed at the end, rolled back on any error.

    Raises Transient where the database stays locked.
    """
    with engine.connect().execution_options(**{_WRITE: True}) as connection:
        try:
            with connection.begin():
                yield connection
        except OperationalError as error:
            if "locked" in str(error.orig):
                raise Transient(
                    "the database is locked by another writer", retry_after_s=1
                ) from error
            raise


@contextmanager
def read(engine: Engine) -> Iterator[Connection]:
    """One read transaction: a single consistent snapshot."""
    with engine.connect() as connection, connection.begin():
        yield connection


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = "IMMEDIATE" if connection.get_execution_options().get(_WRITE) else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")
