"""A rebuild gives the same rows as live running, and no reader ever sees less than before."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, text

import store.rebuild
from monitor.model.clock import SetClock
from monitor.model.events import party_stream
from monitor.model.stage import Stage
from monitor.ports import StreamWrite
from monitor.project import fold as fold_module
from monitor.project.fold import NAME, setting_of
from monitor.stages.project import ProjectionStopped, Projector, ProjectStage
from store.engine import open_engine, read, write
from store.log import SqlEventLog
from store.migrate import upgrade
from store.projections import TABLES, SqlProjections, find_active
from store.rebuild import rebuild, rebuild_if_outdated
from store.tables.projections import projections
from tests.databases import new_database
from tests.fakes.stories import (
    COMPACT,
    NOON,
    PARTIES,
    SETTING,
    answered,
    asked,
    claimed,
    confirmed,
    denied,
    lifted,
    retracted,
    revoked,
    witness,
)


@pytest.fixture
def engine(any_engine):
    """On each database that is served."""
    return any_engine


@pytest.fixture
def log(engine):
    return SqlEventLog(engine)


@pytest.fixture
def clock():
    return SetClock(NOON)


def tell(log, clock, *events):
    for found in events:
        stream = party_stream(found.accord, found.party)
        version = len(log.read_stream(stream))
        clock.advance(timedelta(hours=7))
        log.append(
            f"k{log.head()}",
            [StreamWrite(stream, version, (found,))],
            actor="decide",
            cause="test",
            now=clock.now(),
        )


def shown(engine):
    """All rows of the active generation, by table."""
    with read(engine) as connection:
        generation = find_active(connection, NAME).generation
        return {
            table.name: [
                tuple(row[1:])
                for row in connection.execute(
                    select(table)
                    .where(table.c.generation == generation)
                    .order_by(*table.primary_key.columns)
                )
            ]
            for table in TABLES.values()
        }


def live(engine, log, clock):
    ProjectStage(log, SqlProjections(engine), SETTING, clock).wait_until(log.head())


ids = st.sampled_from(["i1", "i2", "i3"])
parties = st.sampled_from(["NO", "PE"])
stages = st.sampled_from([Stage.ANNOUNCED, Stage.SIGNED, Stage.ACCEDED, Stage.WITHDRAWN])
dates = st.one_of(
    st.none(),
    st.dates(date(2023, 1, 1), date(2027, 1, 1)).flatmap(
        lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]])
    ),
)
witnesses = st.lists(st.builds(witness, ids, st.integers(1, 3)), max_size=2).map(tuple)
any_event = st.one_of(
    st.builds(claimed, ids, stages, parties, date=dates),
    st.builds(retracted, ids, stages, parties),
    st.builds(confirmed, stages, dates, parties, effective=dates, witnesses=witnesses),
    st.builds(revoked, stages, st.one_of(st.none(), stages), parties),
    st.builds(denied, ids, st.lists(stages, min_size=1, max_size=2, unique=True), parties),
    st.builds(lifted, ids, st.lists(stages, max_size=2, unique=True), parties),
    st.builds(asked, ids, stages, parties),
    st.builds(answered, ids, stages, parties),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(any_event, st.booleans()), max_size=14), st.integers(1, 4))
def test_any_events_in_any_batches_give_the_rows_of_a_rebuild(tmp_path_factory, told, batch):
    """Each event with whether the projector runs after it; the batch bounds what one run takes."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('p') / 'accords.db'}")
    upgrade(engine)
    log, clock, projections_ = SqlEventLog(engine), SetClock(NOON), SqlProjections(engine)
    projector = Projector(log, SETTING)
    for found, runs in [*told, (claimed("last"), True)]:
        tell(log, clock, found)
        mark = projections_.active(NAME, SETTING.digest, clock.now())
        while runs and mark.position < log.head():
            projected = projector.next(mark, batch=batch)
            mark = projections_.advance(mark, projected.to, projected.changes, clock.now())
    before = shown(engine)
    report = rebuild(engine, SETTING, clock)
    assert (report.compared, report.differences) == (True, ())
    assert shown(engine) == before
    assert overlapping(engine) == []
    engine.dispose()


OVERLAPPING = """
SELECT a.accord, a.party, a.stage, b.stage, a.valid_from, b.valid_from,
       a.known_from_position, b.known_from_position
FROM membership_history a
JOIN membership_history b ON b.accord = a.accord AND b.party = a.party
WHERE (a.known_from_position < b.known_from_position
       OR (a.known_from_position = b.known_from_position AND a.valid_from < b.valid_from))
  AND b.known_from_position < coalesce(a.known_to_position, 1000000)
  AND a.known_from_position < coalesce(b.known_to_position, 1000000)
  AND a.valid_from < coalesce(b.valid_to, '9999-99-99')
  AND b.valid_from < coalesce(a.valid_to, '9999-99-99')
"""
"""Two places of one party on one day, at one position of the log: there must be none."""


def overlapping(engine):
    with engine.connect() as connection:
        return connection.execute(text(OVERLAPPING)).all()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(any_event, max_size=12))
def test_a_party_has_one_place_a_day_for_whatever_was_known_on_postgresql_too(
    postgres_server, postgres_template, told
):
    with new_database(postgres_server, postgres_template) as url:
        engine = open_engine(url)
        log, clock = SqlEventLog(engine), SetClock(NOON)
        tell(log, clock, *told)
        live(engine, log, clock)
        assert overlapping(engine) == []
        report = rebuild(engine, SETTING, clock)
        assert report.differences == ()
        engine.dispose()


def test_a_rebuild_shows_the_next_generation_and_clears_the_old_one_away(engine, log, clock):
    tell(log, clock, claimed("c1"), confirmed())
    live(engine, log, clock)
    report = rebuild(engine, SETTING, clock)
    assert (report.generation, report.replaced, report.position) == (2, 1, 2)
    assert report.rows["claim_rows"] == 1
    with engine.connect() as connection:
        for table in TABLES.values():
            found = connection.execute(select(table.c.generation).distinct()).scalars().all()
            assert found in ([], [2]), table.name


def test_a_first_rebuild_needs_nothing_before_it(engine, log, clock):
    tell(log, clock, claimed("c1"))
    report = rebuild(engine, SETTING, clock)
    assert (report.replaced, report.compared, report.position) == (None, False, 1)


def test_a_rebuild_of_a_projection_that_lags_ends_at_the_head(engine, log, clock):
    tell(log, clock, claimed("c1"))
    live(engine, log, clock)
    tell(log, clock, claimed("c2"), claimed("c3"))
    report = rebuild(engine, SETTING, clock)
    assert (report.compared, report.position) == (True, 3)


def test_rows_that_differ_are_reported_and_mended(engine, log, clock):
    tell(log, clock, claimed("c1"), claimed("c2"))
    live(engine, log, clock)
    good = shown(engine)
    with write(engine) as connection:
        connection.execute(text("UPDATE claim_rows SET host = 'other.example' WHERE position = 1"))
        connection.execute(text("DELETE FROM claim_rows WHERE position = 2"))
    (difference,) = rebuild(engine, SETTING, clock).differences
    assert (difference.table, difference.missing, difference.surplus) == ("claim_rows", 2, 1)
    assert shown(engine) == good


def test_rows_of_another_configuration_are_rebuilt_and_those_of_this_one_are_not(
    engine, log, clock
):
    tell(log, clock, confirmed(accord="x-court"))
    live(engine, log, clock)
    assert rebuild_if_outdated(engine, SETTING, clock) is None
    other = setting_of((COMPACT,), PARTIES)
    assert rebuild_if_outdated(engine, other, clock).generation == 2
    assert rebuild_if_outdated(engine, other, clock) is None


def test_a_failing_event_leaves_the_old_generation_in_place(engine, log, clock, monkeypatch):
    tell(log, clock, claimed("c1"), claimed("c2"))
    live(engine, log, clock)
    before = shown(engine)
    real = fold_module._added

    def breaks(setting, stored):
        if stored.position == 2:
            raise RuntimeError("no such thing")
        return real(setting, stored)

    monkeypatch.setattr(fold_module, "_added", breaks)
    with pytest.raises(ProjectionStopped, match="position 2"):
        rebuild(engine, SETTING, clock)
    assert shown(engine) == before
    with engine.connect() as connection:
        failed = connection.execute(select(projections).where(projections.c.generation == 2)).one()
    assert (failed.status, failed.failed_position) == ("failed", 2)


def test_an_interrupted_rebuild_is_cleared_away_by_the_next(engine, log, clock, monkeypatch):
    tell(log, clock, claimed("c1"))
    live(engine, log, clock)

    def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("store.rebuild._compare", dies)
        with pytest.raises(KeyboardInterrupt):
            rebuild(engine, SETTING, clock)
    assert rebuild(engine, SETTING, clock).generation == 3
    with engine.connect() as connection:
        statuses = (
            connection.execute(select(projections.c.status).order_by(projections.c.generation))
            .scalars()
            .all()
        )
    assert statuses == ["retired", "failed", "active"]


def test_what_lands_during_a_rebuild_is_in_it_at_the_flip(engine, log, clock, monkeypatch):
    """The live projector moves on after the comparison; the flip catches up under its lock."""
    tell(log, clock, confirmed(Stage.ANNOUNCED, "2025-03-01"))
    live(engine, log, clock)
    real = store.rebuild._compare

    def compares_then_moves(*arguments):
        found = real(*arguments)
        tell(log, clock, confirmed(Stage.SIGNED, "2025-03-02"))
        live(engine, log, clock)
        return found

    monkeypatch.setattr(store.rebuild, "_compare", compares_then_moves)
    assert rebuild(engine, SETTING, clock).position == 2
    with engine.connect() as connection:
        assert connection.execute(text("SELECT stage FROM membership")).scalars().all() == [
            "signed"
        ]


def test_readers_see_neither_a_gap_nor_an_older_state_during_rebuilds(engine, log, clock):
    tell(log, clock, *(claimed(f"c{number}") for number in range(30)))
    live(engine, log, clock)
    stop = threading.Event()
    counts, errors = [], []

    def look():
        reader = open_engine(str(engine.url))
        try:
            while not stop.is_set():
                with reader.connect() as connection:
                    counts.append(
                        connection.execute(text("SELECT count(*) FROM claims")).scalar_one()
                    )
        except Exception as error:  # noqa: BLE001 - handed to the test
            errors.append(error)
        finally:
            reader.dispose()

    thread = threading.Thread(target=look)
    thread.start()
    for number in range(3):
        rebuild(engine, SETTING, clock)
        tell(log, clock, claimed(f"later{number}"))
        live(engine, log, clock)
    stop.set()
    thread.join(60)
    assert errors == []
    assert counts == sorted(counts)
    assert set(counts) <= {30, 31, 32, 33}


def test_a_projector_goes_on_with_the_new_generation_after_a_flip(engine, log, clock):
    stage = ProjectStage(log, SqlProjections(engine), SETTING, clock)
    tell(log, clock, confirmed(Stage.ANNOUNCED, "2025-03-01"))
    stage.wait_until(1)
    rebuild(engine, SETTING, clock)
    tell(log, clock, confirmed(Stage.SIGNED, "2025-03-02"))
    stage.wait_until(2)
    before = shown(engine)
    assert rebuild(engine, SETTING, clock).differences == ()
    assert shown(engine) == before


def test_the_flip_is_one_transaction(engine, log, clock):
    """No commit lies between the retiring of the one and the activating of the other."""
    tell(log, clock, claimed("c1"))
    live(engine, log, clock)
    actives = []

    @event.listens_for(engine, "commit")
    def count(connection):
        actives.append(
            connection.exec_driver_sql(
                "SELECT count(*) FROM projections WHERE status = 'active'"
            ).scalar_one()
        )

    rebuild(engine, SETTING, clock)
    assert set(actives) == {1}
