"""What is held back, for people: looked at, and let through by their word."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from store.engine import Turn, read, write
from store.filing import file_released
from store.quarantine import HeldItem, held, take_held


class SqlQuarantine:
    """The held items in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def held(self, feed: str = "") -> list[HeldItem]:
        """What is held back, of one feed or of all, in the order of being held."""
        with read(self._engine) as connection:
            return held(connection, feed)

    def release(self, feed: str, note: str, now: datetime) -> int:
        """File all that is held of ``feed``, as fresh as it was when it came; how many items.

        ``note`` says who let it through, and why.
        """
        with write(self._engine, Turn.FILING) as connection:
            arrivals = take_held(connection, feed, note, now)
            file_released(connection, feed, arrivals, now)
        return len(arrivals)
