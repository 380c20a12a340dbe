"""The projections' rows and checkpoints: moved together, in one transaction, by compare-and-set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    Update,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.engine import CursorResult

from monitor.project.rows import (
    AddedRow,
    Changes,
    ClaimEnded,
    ClaimRow,
    ClaimStatus,
    DenialEnded,
    DenialRow,
    DenialStatus,
    Ending,
    MembershipRow,
    ReviewEnded,
    ReviewRow,
    ReviewStatus,
    TimelineRow,
    WitnessRow,
)
from monitor.stages.project import Checkpoint, Overtaken
from store.engine import Turn, read, write
from store.tables.projections import (
    claim_rows,
    denial_rows,
    membership_rows,
    projections,
    review_rows,
    skipped_events,
    timeline_rows,
    witness_rows,
)

TABLES: dict[type[MembershipRow | AddedRow], Table] = {
    MembershipRow: membership_rows,
    ClaimRow: claim_rows,
    WitnessRow: witness_rows,
    TimelineRow: timeline_rows,
    ReviewRow: review_rows,
    DenialRow: denial_rows,
}
"""Row → its table; the columns are the row's fields and ``generation``."""

_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in TABLES}


class SqlProjections:
    """The registry and the rows of one database; implements ``monitor.stages.project.Projections``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def active(self, name: str, made_by: str, now: datetime) -> Checkpoint:
        """Where the active generation stands; the first one is begun where there is none."""
        with read(self._engine) as connection:
            found = find_active(connection, name)
        if found is not None:
            return found
        with write(self._engine, Turn.PROJECTIONS) as connection:
            return find_active(connection, name) or begin(
                connection, Checkpoint(name, 1, 0, made_by), "active", now
            )

    def advance(self, mark: Checkpoint, to: int, changes: Changes, now: datetime) -> Checkpoint:
        """Apply ``changes`` and move the checkpoint from ``mark`` to ``to``, in one transaction."""
        with write(self._engine) as connection:
            return advance(connection, mark, to, changes, now)

    def skip(self, mark: Checkpoint, position: int, error: str, now: datetime) -> Checkpoint:
        """Record that the event at ``position`` was passed over, and move the checkpoint to it."""
        with write(self._engine) as connection:
            moved = _move(connection, mark, position=position, at=now)
            key = {"name": mark.name, "generation": mark.generation, "position": position}
            connection.execute(insert(skipped_events).values(**key, error=error, at=now))
        return moved

    def stop(self, mark: Checkpoint, position: int, error: str, now: datetime) -> Checkpoint:
        """Record that the projection stopped before ``position``, and why."""
        with write(self._engine) as connection:
            return _move(connection, mark, failed_position=position, last_error=error, at=now)


def find_active(connection: Connection, name: str, *, is_held: bool = False) -> Checkpoint | None:
    """Where the active generation of ``name`` stands; held, it stands there until the transaction ends."""
    query = select(projections).where(projections.c.name == name, projections.c.status == "active")
    row = connection.execute(query.with_for_update() if is_held else query).one_or_none()
    if row is None:
        return None
    return Checkpoint(
        row.name, row.generation, row.position, row.made_by, row.failed_position, row.last_error
    )


def skipped(connection: Connection, mark: Checkpoint) -> list[int]:
    """The positions that this generation has passed over, in order."""
    of = (skipped_events.c.name == mark.name) & (skipped_events.c.generation == mark.generation)
    wanted = select(skipped_events.c.position).where(of).order_by(skipped_events.c.position)
    return list(connection.scalars(wanted))


def begin(connection: Connection, mark: Checkpoint, status: str, now: datetime) -> Checkpoint:
    """Enter a generation into the registry."""
    connection.execute(
        insert(projections).values(
            name=mark.name,
            generation=mark.generation,
            status=status,
            position=mark.position,
            made_by=mark.made_by,
            updated_at=now,
        )
    )
    return mark


def next_generation(connection: Connection, name: str) -> int:
    """The number of a generation that was never used."""
    used = select(func.coalesce(func.max(projections.c.generation), 0))
    return (connection.scalar(used.where(projections.c.name == name)) or 0) + 1


def advance(
    connection: Connection, mark: Checkpoint, to: int, changes: Changes, now: datetime
) -> Checkpoint:
    """The same in the caller's transaction.

    Raises Overtaken where the generation is gone, or another runner has moved it.
    """
    moved = _move(connection, mark, position=to, at=now)
    _apply(connection, mark.generation, changes)
    return moved


def _move(connection: Connection, mark: Checkpoint, *, at: datetime, **values: Any) -> Checkpoint:
    moved: CursorResult[Any] = connection.execute(
        update(projections)
        .where(
            projections.c.name == mark.name,
            projections.c.generation == mark.generation,
            projections.c.position == mark.position,
            projections.c.status.in_(("active", "building")),
        )
        .values(updated_at=at, **({"failed_position": None, "last_error": None} | values))
    )
    if moved.rowcount != 1:
        raise Overtaken(mark)
    return replace(mark, **({"failed_position": None, "last_error": None} | values))


def _apply(connection: Connection, generation: int, changes: Changes) -> None:
    for (accord, party), rows in changes.histories.items():
        connection.execute(
            delete(membership_rows).where(
                membership_rows.c.generation == generation,
                membership_rows.c.accord == accord,
                membership_rows.c.party == party,
            )
        )
        _insert(connection, generation, rows)
    _insert(connection, generation, changes.added)
    for ending in changes.endings:
        connection.execute(_end(generation, ending))


def _insert(
    connection: Connection, generation: int, rows: Iterable[MembershipRow | AddedRow]
) -> None:
    by_table: dict[Table, list[dict[str, Any]]] = {}
    for row in rows:
        values = {name: getattr(row, name) for name in _FIELDS[type(row)]}
        by_table.setdefault(TABLES[type(row)], []).append({"generation": generation, **values})
    for target, values_of_all in by_table.items():
        connection.execute(insert(target), values_of_all)


def _end(generation: int, ending: Ending) -> Update:
    match ending:
        case ClaimEnded():
            return _ended(
                claim_rows,
                generation,
                and_(
                    claim_rows.c.claim_id == ending.claim_id,
                    claim_rows.c.position < ending.retracted_position,
                ),
                was=ClaimStatus.LIVE,
                status=ClaimStatus.RETRACTED,
                retracted_at=ending.retracted_at,
                retract_reason=ending.retract_reason,
                retracted_position=ending.retracted_position,
            )
        case ReviewEnded():
            return _ended(
                review_rows,
                generation,
                and_(
                    review_rows.c.review_id == ending.review_id,
                    review_rows.c.position < ending.closed_position,
                ),
                was=ReviewStatus.OPEN,
                status=ReviewStatus.CLOSED,
                closed_at=ending.closed_at,
                outcome=ending.outcome,
                closed_by=ending.closed_by,
                comment=ending.comment,
                closed_position=ending.closed_position,
            )
        case DenialEnded():
            return _ended(
                denial_rows,
                generation,
                and_(
                    denial_rows.c.denial_id == ending.denial_id,
                    denial_rows.c.stage.in_(ending.stages),
                    denial_rows.c.position < ending.lifted_position,
                ),
                was=DenialStatus.STANDING,
                status=DenialStatus.LIFTED,
                lifted_at=ending.lifted_at,
                lift_reason=ending.lift_reason,
                lifted_position=ending.lifted_position,
            )


def _ended(
    target: Table, generation: int, which: ColumnElement[bool], *, was: str, **values: Any
) -> Update:
    return (
        update(target)
        .where(target.c.generation == generation, which, target.c.status == was)
        .values(**values)
    )
