"""An event loop whose time is virtual: a wait takes no time, and the clock stands where the wait ends.

Everything that runs in it (tasks, ``asyncio.sleep``, timeouts, ``asyncio.to_thread``) runs in one thread, so a
year takes as long as the work in it.
"""

from __future__ import annotations

import asyncio
import contextlib
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2026, 1, 5, tzinfo=UTC)
"""A Monday, at midnight."""


class _Skipping(selectors.DefaultSelector):
    """Moves the time on where a real selector would wait."""

    def __init__(self) -> None:
        super().__init__()
        self.now_s = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if not ready:
            if timeout is None:
                raise RuntimeError("every task waits for another: nothing will ever happen")
            self.now_s += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """See the module; what is meant for a thread is done at once, and takes no time."""

    def __init__(self) -> None:
        self._skipping = _Skipping()
        super().__init__(self._skipping)
        # asyncio adds the clock's resolution, a nanosecond, to see what is due. After 194 days (2^24 s) a float is
        # too coarse for that: what is due would never be.
        self._clock_resolution = 1e-6

    def time(self) -> float:
        """Seconds since the loop was made."""
        return self._skipping.now_s

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        """A future that is done."""
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - whoever awaits it gets it
            future.set_exception(error)
        return future


class LoopClock:
    """The clock of a virtual loop; before it runs, and after, it stands."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._elapsed_s = 0.0

    def now(self) -> datetime:
        """The present instant."""
        with contextlib.suppress(RuntimeError):
            self._elapsed_s = asyncio.get_running_loop().time()
        return self._start + timedelta(seconds=self._elapsed_s)


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run ``main`` in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(main)
