"""Events of newer code: passed over while running, shown by doctor, the end of a rebuild, and made good later."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from monitor.model.clock import SetClock
from monitor.model.errors import NewerEvent
from monitor.model.events import EVENT_TYPES, SCHEMA_VERSIONS, party_stream
from monitor.ports import StreamWrite
from monitor.stages.project import ProjectionStopped, ProjectStage
from store import codec
from store.engine import read
from store.log import SqlEventLog
from store.projections import SqlProjections, find_active, skipped
from store.rebuild import rebuild, rebuild_if_outdated
from store.tables.projections import skipped_events
from tests.fakes.stories import NOON, SETTING, claimed


@pytest.fixture
def engine(any_engine):
    """Three claims are on file; the one between was written by code that this version is older than."""
    log = SqlEventLog(any_engine)
    for number, name in enumerate(["c1", "c2", "c3"]):
        stream = party_stream("x-compact", "NO")
        with pytest.MonkeyPatch.context() as newer:
            if name == "c2":
                newer.setitem(SCHEMA_VERSIONS, "ClaimRecorded", 2)
            write = StreamWrite(stream, number, (claimed(name),))
            log.append(name, [write], actor="decide", cause="test", now=NOON)
    return any_engine


@pytest.fixture
def stage(engine):
    return ProjectStage(SqlEventLog(engine), SqlProjections(engine), SETTING, SetClock(NOON))


def claims(engine):
    with read(engine) as connection:
        return list(connection.scalars(text("SELECT claim_id FROM claims ORDER BY position")))


def test_the_live_projector_passes_over_what_it_does_not_know_and_records_it(engine, stage):
    stage.wait_until(3)
    assert claims(engine) == ["c1", "c3"]
    with read(engine) as connection:
        (row,) = connection.execute(select(skipped_events)).all()
    assert (row.position, row.generation, "newer code" in row.error) == (2, 1, True)


def test_the_view_of_health_counts_what_the_rows_lack(engine, stage):
    stage.wait_until(3)
    with read(engine) as connection:
        wanted = text("SELECT state, behind, skipped FROM projection_health")
        assert connection.execute(wanted).one() == ("current", 0, 1)


def test_a_rebuild_stops_at_what_it_does_not_know_and_leaves_the_rows(engine, stage):
    stage.wait_until(3)
    with pytest.raises(ProjectionStopped, match=r"position 2: .*newer code; upgrade accords"):
        rebuild(engine, SETTING, SetClock(NOON))
    assert claims(engine) == ["c1", "c3"]


def test_nothing_is_rebuilt_while_the_events_stay_unknown(engine, stage):
    stage.wait_until(3)
    assert rebuild_if_outdated(engine, SETTING, SetClock(NOON)) is None


def test_the_start_of_code_that_knows_them_makes_the_rows_whole(engine, stage, monkeypatch):
    stage.wait_until(3)
    monkeypatch.setitem(SCHEMA_VERSIONS, "ClaimRecorded", 2)
    monkeypatch.setitem(codec.UPCASTERS, ("ClaimRecorded", 1), lambda data: data)
    assert rebuild_if_outdated(engine, SETTING, SetClock(NOON)) is not None
    assert claims(engine) == ["c1", "c2", "c3"]
    with read(engine) as connection:
        assert skipped(connection, find_active(connection, "parties")) == []


def test_a_type_that_is_not_known_at_all_is_newer_too(monkeypatch):
    assert "PartyRenamed" not in EVENT_TYPES
    with pytest.raises(NewerEvent, match="PartyRenamed version 1"):
        codec.decode(7, "PartyRenamed", 1, "{}")
