"""Check the log and what was folded from it, offline, and name the first bad position."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Result, Row, Table, func, select

from monitor.model.errors import AccordsError
from monitor.ports import Clock
from monitor.project.fold import NAME, Setting
from monitor.stages.project import ProjectionStopped, Projector
from store.anchors import Anchor
from store.appending import request_digest
from store.codec import GENESIS, event_hash
from store.engine import open_engine, read, snapshot, write
from store.log import SqlEventLog, stored
from store.projections import TABLES, SqlProjections, advance, find_active
from store.tables.log import appends, events
from store.tables.projections import projections
from store.types import instant_text

BATCH = 2000

_MADE_OTHERWISE = (
    "their rows were made by rules or names of accords and parties that are not those of this configuration, "
    "and differ from position {} on; accords rebuild makes them by these"
)

REWRITTEN = (
    "its hash is not the one that an anchor has kept: the log was written anew at or before it"
)


@dataclass(frozen=True, slots=True)
class Intact:
    """The log is whole and every projection is what its fold gives.

    ``head`` is the last position and ``hash`` its hash. The projections were compared at position
    ``projected``; None where they were not looked at, or cannot be compared: ``incomparable`` says why.
    """

    head: int
    hash: str
    projected: int | None = None
    incomparable: str = ""

    @property
    def anchor(self) -> Anchor:
        """What to keep elsewhere, to be held against the log later."""
        return Anchor(self.head, self.hash)


@dataclass(frozen=True, slots=True)
class FirstBad:
    """The first position at which something is wrong, and what: a sentence for people."""

    position: int
    why: str


def verify(
    engine: Engine,
    setting: Setting,
    clock: Clock,
    *,
    anchors: Sequence[Anchor] = (),
    progress: Callable[[int], None] | None = None,
) -> Intact | FirstBad:
    """Check the log, then fold every projection anew and compare; the options as for ``verify_log``."""
    found = verify_log(engine, anchors=anchors, progress=progress)
    if isinstance(found, FirstBad):
        return found
    return _check_projection(engine, setting, clock, found)


def verify_log(
    engine: Engine,
    *,
    anchors: Sequence[Anchor] = (),
    progress: Callable[[int], None] | None = None,
) -> Intact | FirstBad:
    """Walk the whole chain, hold it against ``anchors`` and the appends; projections are not looked at.

    ``progress`` is told how many events were walked.
    """
    kept = {anchor.position: anchor.hash for anchor in anchors}
    walked = _walk(engine, kept, progress)
    if isinstance(walked, FirstBad):
        return walked
    return (
        _check_length(walked, anchors)
        or _check_appends(engine)
        or _check_digests(engine, walked.position)
        or Intact(walked.position, walked.hash.hex())
    )


def _check_length(walk: _Walk, anchors: Sequence[Anchor]) -> FirstBad | None:
    beyond = [anchor for anchor in anchors if anchor.position > walk.position]
    if not beyond:
        return None
    return FirstBad(
        walk.position + 1,
        f"an anchor was taken at position {beyond[0].position}, and the log ends before it: "
        "events were cut off the end, or this is an older copy",
    )


@dataclass(slots=True)
class _Walk:
    """Where the walk stands: the last position, its hash and instant, and each stream's version."""

    position: int
    hash: bytes
    recorded_at: Any
    versions: dict[str, int]


def _walk(
    engine: Engine, kept: Mapping[int, str], progress: Callable[[int], None] | None
) -> _Walk | FirstBad:
    walk = _Walk(0, GENESIS, None, {})
    query = select(events).order_by(events.c.position).limit(BATCH)
    while True:
        with read(engine) as connection:
            rows = connection.execute(query.where(events.c.position > walk.position)).all()
        if not rows:
            return walk
        for row in rows:
            why = next(_faults(walk, row), None)
            if why is not None:
                return FirstBad(min(row.position, walk.position + 1), why)
            if kept.get(row.position, row.hash.hex()) != row.hash.hex():
                return FirstBad(row.position, REWRITTEN)
            walk.position, walk.hash, walk.recorded_at = row.position, row.hash, row.recorded_at
            walk.versions[row.stream] = row.version
        if progress is not None:
            progress(walk.position)


def _faults(walk: _Walk, row: Row[Any]) -> Iterator[str]:
    """What is wrong with the event behind ``walk``, the plainest first."""
    if row.position != walk.position + 1:
        yield f"it is missing: position {walk.position} is followed by {row.position}"
    if row.prev_hash != walk.hash:
        yield "the hash that it gives for the event before it is not that event's hash"
    if row.hash != event_hash(row.prev_hash, _columns(row)):
        yield "its hash is not the hash of what it says: it was changed after it was written"
    version = walk.versions.get(row.stream, 0)
    if row.version != version + 1:
        yield f"stream {row.stream} goes from version {version} to {row.version}"
    if walk.recorded_at is not None and row.recorded_at < walk.recorded_at:
        yield "it was recorded before the event before it"
    try:
        stored(row)
    except AccordsError as error:
        yield str(error)


def _columns(row: Row[Any]) -> list[object]:
    """The columns that the hash is over, instants as text."""
    hashed = tuple(row)[: len(events.columns) - 2]
    return [instant_text(value) if isinstance(value, datetime) else value for value in hashed]


def _check_appends(engine: Engine) -> FirstBad | None:
    """Each append's positions are there, bear its key, and none is without an append.

    It also shows events that were cut off at the end, which a chain by itself cannot.
    """
    by_key = (
        select(
            events.c.append_key,
            func.min(events.c.position).label("first"),
            func.max(events.c.position).label("last"),
        )
        .group_by(events.c.append_key)
        .subquery()
    )
    lost = (
        select(appends.c.first_position, by_key.c.first, by_key.c.last, appends.c.last_position)
        .outerjoin(by_key, by_key.c.append_key == appends.c.key)
        .where(
            by_key.c.first.is_(None)
            | (by_key.c.first != appends.c.first_position)
            | (by_key.c.last != appends.c.last_position)
        )
        .order_by(appends.c.first_position)
        .limit(1)
    )
    stray = (
        select(func.min(by_key.c.first))
        .outerjoin(appends, appends.c.key == by_key.c.append_key)
        .where(appends.c.key.is_(None))
    )
    with snapshot(engine) as connection:
        found = connection.execute(lost).one_or_none()
        unknown = connection.scalar(stray)
    if found is not None:
        place = found.first_position if found.first is None else (found.last or 0) + 1
        return FirstBad(
            place,
            f"an append answered positions {found.first_position} to {found.last_position}, "
            "and the log no longer has them all",
        )
    if unknown is not None:
        return FirstBad(unknown, "no append accounts for it")
    return None


def _check_digests(engine: Engine, head: int) -> FirstBad | None:
    """Each append's digest is that of its events, so that a retry gets the first answer."""
    query = (
        select(
            events.c.position,
            events.c.stream,
            events.c.type,
            events.c.data,
            appends.c.first_position,
            appends.c.digest,
        )
        .join(appends, appends.c.key == events.c.append_key)
        .where(events.c.position <= head)
        .order_by(events.c.position)
        .execution_options(yield_per=BATCH)
    )
    with snapshot(engine) as connection, connection.execute(query) as rows:
        for first, written in groupby(rows, key=lambda row: row.first_position):
            told = list(written)
            if told[0].digest not in _digests(told):
                return FirstBad(
                    first,
                    "what its append remembers of it is not what it says; a retry would be refused",
                )
    return None


def _digests(rows: Sequence[Any]) -> set[bytes]:
    """The digests that an append of these events can have.

    Events of one stream that follow each other were one write or one each; the log does not say which.
    """
    apart = [(row.stream, [(row.type, row.data)]) for row in rows]
    together = [
        (stream, [(row.type, row.data) for row in run])
        for stream, run in groupby(rows, key=lambda row: row.stream)
    ]
    return {request_digest(apart), request_digest(together)}


def _check_projection(
    engine: Engine, setting: Setting, clock: Clock, log: Intact
) -> Intact | FirstBad:
    """Fold the log into a database of its own and compare its rows with those that readers see."""
    with read(engine) as connection:
        active = find_active(connection, NAME)
    if active is None:
        return replace(log, projected=0)
    if active.position > log.head:
        return FirstBad(
            log.head + 1,
            f"projection {NAME} has already seen position {active.position}: events were cut off the end",
        )
    with tempfile.TemporaryDirectory(prefix="accords-verify-") as folder:
        anew = open_engine(f"sqlite:///{Path(folder) / 'anew.db'}")
        try:
            return _compare_anew(engine, anew, setting, clock, log)
        except ProjectionStopped as stopped:
            return FirstBad(stopped.position, f"it cannot be projected: {stopped.error}")
        finally:
            anew.dispose()


def _compare_anew(
    engine: Engine, anew: Engine, setting: Setting, clock: Clock, log: Intact
) -> Intact | FirstBad:
    with write(anew) as connection:
        projections.metadata.create_all(connection, [projections, *TABLES.values()])
    mark = SqlProjections(anew).active(NAME, setting.digest, clock.now())
    projector = Projector(SqlEventLog(engine), setting)
    while True:
        with snapshot(engine) as connection:
            active = find_active(connection, NAME)
            assert active is not None
            if mark.position >= active.position:
                with read(anew) as wanted:
                    bad = _first_difference(wanted, mark.generation, connection, active.generation)
                if bad is not None and active.made_by != setting.digest:
                    return replace(log, incomparable=_MADE_OTHERWISE.format(bad.position))
                return bad or replace(log, projected=active.position)
        while mark.position < active.position:
            projected = projector.next(mark, upto=active.position, batch=BATCH)
            with write(anew) as connection:
                mark = advance(connection, mark, projected.to, projected.changes, clock.now())


def _first_difference(
    wanted: Connection, wanted_generation: int, found: Connection, found_generation: int
) -> FirstBad | None:
    differences = []
    for target in TABLES.values():
        # On PostgreSQL an open cursor lives on the server until it is closed.
        with (
            _ordered(wanted, target, wanted_generation) as expected,
            _ordered(found, target, found_generation) as actual,
        ):
            differences.append(_difference(target, expected, actual))
    return min(
        (difference for difference in differences if difference is not None),
        key=lambda difference: difference.position,
        default=None,
    )


def _ordered(connection: Connection, target: Table, generation: int) -> Result[Any]:
    """The rows by position first: that order is the same under every collation."""
    columns = [column for column in target.columns if column.name != "generation"]
    query = select(*columns).where(target.c.generation == generation)
    order = query.order_by(target.c.position, *target.primary_key.columns)
    return connection.execute(order.execution_options(yield_per=BATCH))


def _difference(
    target: Table, wanted: Iterable[Row[Any]], found: Iterable[Row[Any]]
) -> FirstBad | None:
    for expected, actual in zip_longest(wanted, found):
        if expected == actual:
            continue
        position = min(row.position for row in (expected, actual) if row is not None)
        return FirstBad(
            position,
            f"{target.name} is not what the log gives from there on; accords rebuild makes it anew",
        )
    return None
