"""The supervisor of a running service.

One task a stage, each named and watched. APScheduler is the clock and nothing more: it taps every stage
at its floor, and what is due lies in the database. A stage that did work taps those behind it at once, so
a lost tap costs at most one floor of delay. A stage that fails is logged and tried again, later and
later; it never takes another down. A first SIGTERM or SIGINT lets the work in hand finish within
``drain_s``; a second one ends the process at once, which loses nothing (the database remembers).
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

_log = structlog.get_logger()

BACKOFF_CAP_S = 300.0
SCHEDULER_GRACE_S = 3600

RunOnce = Callable[[], Awaitable[int]]
"""One pass of a stage: how much work it did."""


def in_thread(run_once: Callable[[], int]) -> RunOnce:
    """A synchronous stage's pass, run in a thread so that the loop stays free."""

    async def run() -> int:
        return await asyncio.to_thread(run_once)

    return run


@dataclass(slots=True)
class StageTask:
    """A stage under supervision: its name, its work, how often it is looked at, and whom it wakes."""

    name: str
    run_once: RunOnce
    floor_s: float
    wakes: tuple[str, ...] = ()
    failures: int = 0
    tapped: asyncio.Event = field(default_factory=asyncio.Event)


class Worker:
    """Runs stages until it is told to stop; ``on_stop`` tells them to take up nothing more."""

    def __init__(
        self,
        stages: Sequence[StageTask],
        *,
        drain_s: float,
        on_stop: Callable[[], None] = lambda: None,
    ) -> None:
        self._stages = {stage.name: stage for stage in stages}
        self._on_stop = on_stop
        self._drain_s = drain_s
        self._stopping = asyncio.Event()
        self._interrupted = False

    def stop(self) -> None:
        """Ask for an orderly end; returns at once."""
        self._stopping.set()
        self._on_stop()
        for stage in self._stages.values():
            stage.tapped.set()

    async def run(self) -> bool:
        """Run until stopped; True where it was a person's Ctrl-C that stopped it."""
        restore = self._listen_for_signals()
        scheduler = self._start_clock()
        tasks = [
            asyncio.create_task(self._supervise(stage), name=f"stage-{stage.name}")
            for stage in self._stages.values()
        ]
        _log.info("worker_started", stages=list(self._stages))
        try:
            await self._stopping.wait()
            await self._drain(tasks)
        finally:
            scheduler.shutdown(wait=False)
            restore()
            _log.info("worker_stopped")
        return self._interrupted

    def _start_clock(self) -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(timezone="UTC")
        for stage in self._stages.values():
            scheduler.add_job(
                stage.tapped.set,
                "interval",
                seconds=stage.floor_s,
                id=stage.name,
                coalesce=True,
                misfire_grace_time=SCHEDULER_GRACE_S,
            )
        scheduler.start()
        return scheduler

    async def _supervise(self, stage: StageTask) -> None:
        stage.tapped.set()
        while not self._stopping.is_set():
            await stage.tapped.wait()
            if self._stopping.is_set():
                return
            # Cleared before the work: a tap that comes during it must lead to another look.
            stage.tapped.clear()
            await self._pass(stage)

    async def _pass(self, stage: StageTask) -> None:
        try:
            done = await stage.run_once()
        except Exception:  # noqa: BLE001 - the supervisor's boundary
            # Whatever a stage meets, the others go on and it is tried again.
            stage.failures += 1
            wait_s = min(stage.floor_s * 2**stage.failures, BACKOFF_CAP_S)
            _log.exception(
                "stage_failed", stage=stage.name, failures=stage.failures, retry_in_s=wait_s
            )
            await self._sleep(wait_s)
            return
        stage.failures = 0
        if done:
            stage.tapped.set()
            for name in stage.wakes:
                if name in self._stages:
                    self._stages[name].tapped.set()

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

    async def _drain(self, tasks: list[asyncio.Task[None]]) -> None:
        _, late = await asyncio.wait(tasks, timeout=self._drain_s)
        for task in late:
            _log.warning("stage_cancelled", task=task.get_name(), after_s=self._drain_s)
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _listen_for_signals(self) -> Callable[[], None]:
        loop = asyncio.get_running_loop()
        signals = (signal.SIGTERM, signal.SIGINT)

        def on_signal(number: signal.Signals) -> None:
            self._interrupted = number is signal.SIGINT
            _log.info("stopping", signal=number.name, drain_s=self._drain_s)
            restore()
            self.stop()

        def restore() -> None:
            for number in signals:
                loop.remove_signal_handler(number)

        for number in signals:
            loop.add_signal_handler(number, on_signal, number)
        return restore
