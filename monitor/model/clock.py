"""Clocks: the system's, and one that is set by hand for replays and demonstrations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.model.dates import aware


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """The present instant."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands until it is moved; never backwards."""

    def __init__(self, start: datetime) -> None:
        self._now = aware(start)

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._now

    def advance_to(self, instant: datetime) -> None:
        """Move on to ``instant``; an earlier one leaves it where it stands."""
        self._now = max(self._now, aware(instant))

    def advance(self, step: timedelta) -> None:
        """Move on by ``step``."""
        self.advance_to(self._now + step)
