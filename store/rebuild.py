"""Rebuild a projection from the first event, beside the one that readers see, then flip.

The new generation is written in its own transactions while the old one goes on serving and moving. The
flip is one transaction that retires the one and activates the other at the same position or a later one,
so that no reader meets a gap or an older state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Connection,
    Delete,
    Engine,
    Table,
    delete,
    except_,
    func,
    select,
    tuple_,
    update,
)
from sqlalchemy.engine import CursorResult

from monitor.model.errors import NewerEvent
from monitor.ports import Clock
from monitor.project.fold import NAME, Setting
from monitor.stages.project import (
    Checkpoint,
    Overtaken,
    ProjectionStopped,
    Projector,
    ProjectStage,
)
from store.engine import Turn, read, snapshot, write
from store.log import SqlEventLog
from store.projections import (
    TABLES,
    SqlProjections,
    advance,
    begin,
    find_active,
    next_generation,
    skipped,
)
from store.tables.projections import projections

BATCH = 2000
"""Events a transaction while building: long runs are cheaper, and nobody waits for them."""

DELETE_CHUNK = 5000
"""Rows a transaction when an old generation is cleared away, so that writers are not kept waiting."""


@dataclass(frozen=True, slots=True)
class TableDifference:
    """Rows of one table that only one of two generations has."""

    table: str
    missing: int
    surplus: int


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What a rebuild did.

    ``compared`` tells whether old and new stood at the same position for a comparison, and
    ``differences`` where they were not alike then; the new one is shown in either case.
    """

    name: str
    generation: int
    replaced: int | None
    position: int
    rows: dict[str, int]
    compared: bool
    differences: tuple[TableDifference, ...] = ()


def rebuild(engine: Engine, setting: Setting, clock: Clock) -> RebuildReport:
    """Build the next generation of the projection, compare, flip, and clear the old rows away.

    Raises ProjectionStopped where an event cannot be projected: the old generation then stays. Raises
    Overtaken where another rebuild was begun meanwhile, Transient where the database is locked.
    """
    log = SqlEventLog(engine)
    projector = Projector(log, setting)
    mark = _begin(engine, setting, clock.now())
    try:
        mark = _catch_up(engine, projector, mark, clock)
        differences = _compare(engine, mark)
        with write(engine, Turn.PROJECTIONS) as connection:
            mark, replaced = _flip(connection, projector, mark, clock.now())
    except ProjectionStopped as stopped:
        _give_up(engine, mark, stopped, clock.now())
        raise
    _clear(engine)
    ProjectStage(log, SqlProjections(engine), setting, clock).wait_until(log.head())
    return _report(engine, replaced, differences)


def rebuild_if_outdated(engine: Engine, setting: Setting, clock: Clock) -> RebuildReport | None:
    """Rebuild where the active rows were made by another fold or configuration, or lack events.

    Lacking are those that were passed over because newer code wrote them, once this code knows them. None
    where there is nothing to do.
    """
    with snapshot(engine) as connection:
        active = find_active(connection, NAME)
        lacking = skipped(connection, active) if active else []
    if active is None:
        return None
    if active.made_by == setting.digest and not (lacking and _are_known(engine, lacking)):
        return None
    return rebuild(engine, setting, clock)


def _are_known(engine: Engine, positions: Sequence[int]) -> bool:
    log = SqlEventLog(engine)
    try:
        return all(log.read(position - 1, 1) for position in positions)
    except NewerEvent:
        return False


def differences_between(
    connection: Connection, wanted: int, found: int
) -> tuple[TableDifference, ...]:
    """Where generation ``found`` is not like generation ``wanted``."""
    compared = []
    for target in TABLES.values():
        missing = _only_in(connection, target, wanted, found)
        surplus = _only_in(connection, target, found, wanted)
        if missing or surplus:
            compared.append(TableDifference(target.name, missing, surplus))
    return tuple(compared)


def _begin(engine: Engine, setting: Setting, now: datetime) -> Checkpoint:
    with write(engine, Turn.PROJECTIONS) as connection:
        # What an interrupted rebuild has left is of no use to anybody.
        connection.execute(
            update(projections)
            .where(projections.c.name == NAME, projections.c.status == "building")
            .values(status="failed", last_error="interrupted", updated_at=now)
        )
        generation = next_generation(connection, NAME)
        mark = begin(connection, Checkpoint(NAME, generation, 0, setting.digest), "building", now)
    _clear(engine)
    return mark


def _catch_up(engine: Engine, projector: Projector, mark: Checkpoint, clock: Clock) -> Checkpoint:
    """Build up to where the active generation stands, so that the two can be compared."""
    target = _target(engine)
    while mark.position < target:
        projected = projector.next(mark, upto=target, batch=BATCH)
        with write(engine) as connection:
            mark = advance(connection, mark, projected.to, projected.changes, clock.now())
        target = max(target, _target(engine))
    return mark


def _target(engine: Engine) -> int:
    """The active generation's position; the log's head where there is none or it has stopped."""
    with read(engine) as connection:
        active = find_active(connection, NAME)
    if active is None or active.failed_position is not None:
        return SqlEventLog(engine).head()
    return active.position


def _compare(engine: Engine, mark: Checkpoint) -> tuple[TableDifference, ...] | None:
    """The differences where both stand at one position; None where they do not."""
    with snapshot(engine) as connection:
        active = find_active(connection, NAME)
        if active is None or active.position != mark.position:
            return None
        return differences_between(connection, mark.generation, active.generation)


def _flip(
    connection: Connection, projector: Projector, mark: Checkpoint, now: datetime
) -> tuple[Checkpoint, int | None]:
    active = find_active(connection, NAME, is_held=True)
    while active is not None and mark.position < active.position:
        projected = projector.next(mark, upto=active.position)
        mark = advance(connection, mark, projected.to, projected.changes, now)
    if active is not None:
        _set_status(connection, active, "active", "retired", now)
    _set_status(connection, mark, "building", "active", now)
    return mark, active.generation if active else None


def _set_status(
    connection: Connection, mark: Checkpoint, was: str, status: str, now: datetime
) -> None:
    changed: CursorResult[tuple[()]] = connection.execute(
        update(projections)
        .where(
            projections.c.name == mark.name,
            projections.c.generation == mark.generation,
            projections.c.status == was,
        )
        .values(status=status, updated_at=now)
    )
    if changed.rowcount != 1:
        raise Overtaken(mark)


def _give_up(engine: Engine, mark: Checkpoint, stopped: ProjectionStopped, now: datetime) -> None:
    with write(engine) as connection:
        connection.execute(
            update(projections)
            .where(
                projections.c.name == mark.name,
                projections.c.generation == mark.generation,
                projections.c.status == "building",
            )
            .values(
                status="failed",
                failed_position=stopped.position,
                last_error=stopped.error,
                updated_at=now,
            )
        )
    _clear(engine)


def _clear(engine: Engine) -> None:
    """Delete the rows of generations that are neither shown nor being built."""
    kept = select(projections.c.generation).where(
        projections.c.name == NAME, projections.c.status.in_(("active", "building"))
    )
    for target in TABLES.values():
        key = tuple_(*target.primary_key.columns)
        old = select(*target.primary_key.columns).where(target.c.generation.not_in(kept))
        while _delete(engine, delete(target).where(key.in_(old.limit(DELETE_CHUNK)))):
            continue


def _delete(engine: Engine, statement: Delete) -> int:
    with write(engine) as connection:
        deleted: CursorResult[tuple[()]] = connection.execute(statement)
    return deleted.rowcount


def _only_in(connection: Connection, target: Table, one: int, other: int) -> int:
    columns = [column for column in target.columns if column.name != "generation"]
    difference = except_(
        select(*columns).where(target.c.generation == one),
        select(*columns).where(target.c.generation == other),
    ).subquery()
    return connection.scalar(select(func.count()).select_from(difference)) or 0


def _report(
    engine: Engine, replaced: int | None, differences: tuple[TableDifference, ...] | None
) -> RebuildReport:
    with snapshot(engine) as connection:
        active = find_active(connection, NAME)
        assert active is not None
        rows = {
            target.name: connection.scalar(
                select(func.count())
                .select_from(target)
                .where(target.c.generation == active.generation)
            )
            or 0
            for target in TABLES.values()
        }
    return RebuildReport(
        name=NAME,
        generation=active.generation,
        replaced=replaced,
        position=active.position,
        rows=rows,
        compared=differences is not None,
        differences=differences or (),
    )
