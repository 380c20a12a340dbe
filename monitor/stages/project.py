"""Project: events after the checkpoint → rows, both in one transaction (DESIGN: five stages)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from monitor.model.errors import AccordsError, NewerEvent, Transient, UsageError
from monitor.model.events import StoredEvent
from monitor.ports import Clock
from monitor.project.fold import NAME, Moves, Setting, fold, gather
from monitor.project.membership import STAGE_EVENTS
from monitor.project.rows import Changes

_log = structlog.get_logger()

BATCH = 500
"""Events a transaction."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where one generation of a projection stands; ``position`` is the last event in its rows."""

    name: str
    generation: int
    position: int
    made_by: str
    failed_position: int | None = None
    last_error: str | None = None


class Overtaken(AccordsError):
    """The checkpoint is no longer where it was read: another runner moved it, or a rebuild replaced it."""

    def __init__(self, mark: Checkpoint) -> None:
        super().__init__(
            f"projection {mark.name}: generation {mark.generation} is no longer at position {mark.position}"
        )


class ProjectionStopped(AccordsError):
    """An event cannot be projected; what stands before it is shown."""

    def __init__(self, name: str, position: int, error: str) -> None:
        super().__init__(f"projection {name} stopped at position {position}: {error}")
        self.position = position
        self.error = error


class UnknownEvent(ProjectionStopped):
    """An event that only newer code knows: passed over and recorded while running, the end of a rebuild."""


class ProjectedLog(Protocol):
    """The log as projecting reads it."""

    def read(self, after: int, limit: int) -> list[StoredEvent]:
        """Up to ``limit`` events behind position ``after``, in order."""

    def read_types(self, types: Collection[str], upto: int) -> list[StoredEvent]:
        """The events of these types up to position ``upto``, in order."""


class Projections(Protocol):
    """Rows and checkpoints; each method is one transaction. All may raise Transient."""

    def active(self, name: str, made_by: str, now: datetime) -> Checkpoint:
        """Where the active generation stands; the first one is begun where there is none."""

    def advance(self, mark: Checkpoint, to: int, changes: Changes, now: datetime) -> Checkpoint:
        """Apply ``changes`` and move the checkpoint to ``to``; Overtaken where it is not at ``mark``."""

    def skip(self, mark: Checkpoint, position: int, error: str, now: datetime) -> Checkpoint:
        """Record that ``position`` was passed over, and why, and move the checkpoint to it; Overtaken."""

    def stop(self, mark: Checkpoint, position: int, error: str, now: datetime) -> Checkpoint:
        """Record that it stopped before ``position``; Overtaken where it is not at ``mark``."""


@dataclass(frozen=True, slots=True)
class Projected:
    """What the next run of events does: how many they are, up to which position, and the changes."""

    count: int
    to: int
    changes: Changes


class Projector:
    """Folds the events behind a checkpoint, remembering the stage events between two runs of one generation."""

    def __init__(self, log: ProjectedLog, setting: Setting) -> None:
        self._log = log
        self._setting = setting
        self._known: tuple[int, int, Moves] = (0, 0, {})

    def next(self, mark: Checkpoint, *, upto: int | None = None, batch: int = BATCH) -> Projected:
        """The next events behind ``mark``, none beyond ``upto``, folded.

        Raises ProjectionStopped where the very next event cannot be read or folded, UnknownEvent where
        only newer code knows it, Transient.
        """
        for limit in (batch, 1):
            size = limit if upto is None else min(limit, upto - mark.position)
            try:
                return self._fold(mark, size)
            except Transient:
                raise
            # Whatever is wrong with an event or its fold must be recorded and shown, not retried for ever.
            except Exception as error:  # noqa: BLE001
                fault = error
        kind = UnknownEvent if isinstance(fault, NewerEvent) else ProjectionStopped
        raise kind(mark.name, mark.position + 1, _words(fault)) from fault

    def _fold(self, mark: Checkpoint, size: int) -> Projected:
        events = self._log.read(mark.position, size) if size > 0 else []
        if not events:
            return Projected(0, mark.position, Changes({}, (), ()))
        moves = gather(self._moves(mark), events)
        changes = fold(self._setting, moves, events)
        to = events[-1].position
        self._known = (mark.generation, to, moves)
        return Projected(len(events), to, changes)

    def _moves(self, mark: Checkpoint) -> Moves:
        generation, position, moves = self._known
        if (generation, position) == (mark.generation, mark.position):
            return moves
        return gather({}, self._log.read_types(STAGE_EVENTS, mark.position))


class ProjectStage:
    """Keeps the active generation of the rows up with the log."""

    def __init__(
        self, log: ProjectedLog, projections: Projections, setting: Setting, clock: Clock
    ) -> None:
        self._projections = projections
        self._clock = clock
        self._made_by = setting.digest
        self._projector = Projector(log, setting)
        self._stopped: Checkpoint | None = None

    def run_once(self) -> int:
        """Project up to ``BATCH`` events; how many it were.

        A projection that stopped is tried once by each process and then left alone: its rows stay as
        they are and the registry says why. An event of newer code is passed over and recorded: while one
        machine after the other is upgraded, the older ones go on.
        """
        mark = self._mark()
        if self._stopped and (mark.generation, mark.position) == (
            self._stopped.generation,
            self._stopped.position,
        ):
            return 0
        try:
            projected = self._projector.next(mark)
            if projected.count:
                self._projections.advance(mark, projected.to, projected.changes, self._clock.now())
        except UnknownEvent as unknown:
            return self._skip(mark, unknown)
        except ProjectionStopped as stopped:
            self._stop(mark, stopped)
            return 0
        except Overtaken:
            _log.info("projection_overtaken", projection=mark.name, position=mark.position)
            return 0
        return projected.count

    def wait_until(self, position: int) -> None:
        """Return once the rows contain the event at ``position``, projecting whatever is missing.

        Raises ProjectionStopped where an event before it cannot be projected, UsageError where the log
        does not reach so far.
        """
        while (mark := self._mark()).position < position:
            done = self.run_once()
            if done:
                continue
            after = self._mark()
            if after.failed_position is not None:
                raise ProjectionStopped(after.name, after.failed_position, after.last_error or "")
            if after == mark:
                raise UsageError(f"the log ends at {mark.position}, before position {position}")

    def _mark(self) -> Checkpoint:
        return self._projections.active(NAME, self._made_by, self._clock.now())

    def _skip(self, mark: Checkpoint, unknown: UnknownEvent) -> int:
        try:
            self._projections.skip(mark, unknown.position, unknown.error, self._clock.now())
        except Overtaken:
            return 0
        _log.warning(
            "projection_skipped",
            projection=mark.name,
            position=unknown.position,
            error=unknown.error,
        )
        return 1

    def _stop(self, mark: Checkpoint, stopped: ProjectionStopped) -> None:
        try:
            self._stopped = self._projections.stop(
                mark, stopped.position, stopped.error, self._clock.now()
            )
        except Overtaken:
            return
        _log.error(
            "projection_stopped",
            projection=mark.name,
            position=stopped.position,
            error=stopped.error,
            exc_info=stopped,
        )


def _words(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"
