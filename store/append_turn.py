"""The turn to append: one transaction at a time, on a driver's connection that a process keeps for it.

Taking a connection from the pool and giving it back, and SQLAlchemy's part of a transaction, cost as much as an
append's own statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, PoolProxiedConnection, event

from monitor.model.errors import Transient
from store.engine import BUSY_TIMEOUT_S, LOCK_SPACE, Turn, told_apart

_BEGIN = {
    "sqlite": "BEGIN IMMEDIATE",
    # Together, since the driver's own BEGIN would be a way to the server by itself. What follows sees what was
    # committed before the lock was given: it is a statement of its own.
    "postgresql": "BEGIN ISOLATION LEVEL READ COMMITTED; "
    f"SELECT pg_advisory_xact_lock({LOCK_SPACE}, {int(Turn.LOG)})",
}


def append_turn(engine: Engine) -> AbstractContextManager[Any]:
    """``write(engine, Turn.LOG)`` on the bare driver's connection: committed at the end, rolled back on any error.

    Raises as ``write`` does.
    """
    kept = _kept.get(engine)
    if kept is None:
        kept = _kept.setdefault(engine, _Kept(engine))
    return kept.turn(engine)


class _Kept:
    """The connection that is kept for an engine, until an error or the engine's end."""

    def __init__(self, engine: Engine) -> None:
        self._lock = Lock()
        self._pooled: PoolProxiedConnection | None = None
        event.listen(engine, "engine_disposed", self._drop)

    @contextmanager
    def turn(self, engine: Engine) -> Iterator[Any]:
        """One transaction; threads of this process wait for each other here."""
        if not self._lock.acquire(timeout=BUSY_TIMEOUT_S):
            raise Transient("database: another thread is appending", retry_after_s=1)
        try:
            with told_apart(engine):
                if self._pooled is None:
                    self._pooled = _opened(engine)
                driver: Any = self._pooled.driver_connection
                driver.execute(_BEGIN[engine.dialect.name])
                yield driver
                driver.commit()
        except BaseException:
            self._roll_back(engine)
            raise
        finally:
            self._lock.release()

    def _roll_back(self, engine: Engine) -> None:
        """Roll back what is open, and keep nothing of a connection that met an error.

        Closing alone does not end a transaction of SQLite's while somebody holds a cursor of it.
        """
        bare: Any = getattr(engine.dialect.loaded_dbapi, "Error")  # noqa: B009 - a module to the types
        driver: Any = self._pooled and self._pooled.driver_connection
        if driver is not None:
            with suppress(bare):
                driver.rollback()
        self._drop()

    def _drop(self, _engine: Engine | None = None) -> None:
        """Close the connection."""
        pooled, self._pooled = self._pooled, None
        if pooled is not None:
            pooled.invalidate()


_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def _opened(engine: Engine) -> PoolProxiedConnection:
    pooled = engine.raw_connection()
    if engine.dialect.name == "postgresql":
        driver: Any = pooled.driver_connection
        driver.autocommit = True
    return pooled
