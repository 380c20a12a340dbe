"""Rows and checkpoint on a real database: live projecting, stopping, waiting, and what the views say."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from sqlalchemy import text

from monitor.model.clock import SetClock
from monitor.model.errors import UsageError
from monitor.model.events import ConfirmReason, party_stream
from monitor.model.stage import Stage
from monitor.ports import StreamWrite
from monitor.project import fold as fold_module
from monitor.project.fold import NAME
from monitor.stages.project import (
    Checkpoint,
    Overtaken,
    ProjectionStopped,
    ProjectStage,
)
from store.log import SqlEventLog
from store.projections import TABLES, SqlProjections
from store.queries import present_day
from store.views import VIEWS
from tests.fakes.stories import (
    NOON,
    SETTING,
    answered,
    asked,
    claimed,
    confirmed,
    denied,
    lifted,
    report,
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


@pytest.fixture
def stage(engine, log, clock):
    return ProjectStage(log, SqlProjections(engine), SETTING, clock)


def tell(log, clock, *events):
    """Append each event by itself, an hour apart."""
    for event in events:
        stream = party_stream(event.accord, event.party)
        version = len(log.read_stream(stream))
        clock.advance(timedelta(hours=1))
        log.append(
            f"k{log.head()}",
            [StreamWrite(stream, version, (event,))],
            actor="decide",
            cause="test",
            now=clock.now(),
        )


def rows(engine, sql):
    with engine.connect() as connection:
        return [row._asdict() for row in connection.execute(text(sql))]


def test_every_row_has_a_table_with_the_same_columns():
    for kind, table in TABLES.items():
        columns = [column.name for column in table.columns if column.name != "generation"]
        assert sorted(columns) == sorted(field.name for field in fields(kind)), table.name


def test_every_view_can_be_read_and_has_the_columns_that_it_promises(engine):
    with engine.connect() as connection:
        for view in VIEWS:
            found = connection.execute(text(f"SELECT * FROM {view.name}"))
            assert list(found.keys()) == [column.name for column in view.columns], view.name
            assert view.comment, view.name
            assert all(column.comment for column in view.columns), view.name
            assert set(view.key) <= {column.name for column in view.columns}, view.name


def test_a_confirmed_party_shows_in_membership(engine, log, clock, stage):
    tell(log, clock, confirmed(Stage.SIGNED, "2025-02", witnesses=(witness("c1"),)))
    assert stage.run_once() == 1
    (row,) = rows(engine, "SELECT * FROM membership")
    assert (row["accord"], row["party"], row["party_name"]) == ("x-compact", "NO", "Norway")
    assert (row["stage"], row["is_member"], row["since"]) == ("signed", 1, "2025-02")
    assert (row["support_count"], row["voice_count"], row["position"]) == (1, 1, 1)
    assert stage.run_once() == 0


def test_membership_changes_on_the_effective_day_without_an_event(engine, log, clock, stage):
    """One row a party, the one whose range of days holds today."""
    tell(
        log,
        clock,
        confirmed(Stage.ACCEDED, "2020-01-01", accord="x-court"),
        confirmed(Stage.WITHDRAWN, "2025-03-01", effective="9998-01-01", accord="x-court"),
        confirmed(Stage.ACCEDED, "2020-01-01", party="PE", accord="x-court"),
        confirmed(
            Stage.WITHDRAWN, "2024-03-01", party="PE", effective="2025-03-01", accord="x-court"
        ),
    )
    stage.wait_until(4)
    found = rows(engine, "SELECT party, stage, is_member FROM membership ORDER BY party")
    assert found == [
        {"party": "NO", "stage": "withdrawn", "is_member": 1},
        {"party": "PE", "stage": "withdrawn", "is_member": 0},
    ]


def test_a_replay_ahead_of_the_machine_clock_has_its_own_present(engine, log, clock, stage):
    """Today is the day of the last event where that lies in the future."""
    clock.advance_to(NOON.replace(year=9000))
    tell(log, clock, confirmed(Stage.SIGNED, "9000-02-01"))
    stage.wait_until(1)
    assert [row["stage"] for row in rows(engine, "SELECT stage FROM membership")] == ["signed"]
    assert str(present_day(engine)) == "9000-03-01"


def test_a_revoked_stage_leaves_membership_and_stays_in_the_history(engine, log, clock, stage):
    tell(log, clock, confirmed(), revoked())
    stage.wait_until(2)
    assert rows(engine, "SELECT * FROM membership") == []
    (row,) = rows(engine, "SELECT stage, known_to_position FROM membership_history")
    assert row == {"stage": "signed", "known_to_position": 2}
    assert [r["event"] for r in rows(engine, "SELECT event FROM timeline ORDER BY position")] == [
        "StageConfirmed",
        "StageRevoked",
    ]


def test_claims_reviews_and_denials_are_closed_where_they_stand(engine, log, clock, stage):
    tell(
        log,
        clock,
        claimed("c1"),
        claimed("c2"),
        retracted("c1"),
        claimed("c1"),
        denied("d1", (Stage.SIGNED, Stage.ACCEDED)),
        lifted("d1", (Stage.SIGNED,)),
        asked("r1"),
        answered("r1"),
        asked("r1"),
    )
    stage.wait_until(9)
    claims = rows(
        engine, "SELECT claim_id, status, retracted_position FROM claims ORDER BY position"
    )
    assert [tuple(row.values()) for row in claims] == [
        ("c1", "retracted", 3),
        ("c2", "live", None),
        ("c1", "live", None),
    ]
    assert [
        tuple(row.values())
        for row in rows(engine, "SELECT stage, status FROM denials ORDER BY stage")
    ] == [("acceded", "standing"), ("signed", "lifted")]
    assert [
        tuple(row.values())
        for row in rows(engine, "SELECT status, closed_by FROM reviews ORDER BY position")
    ] == [("closed", "Ada"), ("open", None)]


def test_evidence_shows_the_supports_of_a_stage_and_what_came_later(engine, log, clock, stage):
    tell(
        log,
        clock,
        claimed("c1"),
        claimed("c2"),
        confirmed(witnesses=(witness("c1", 1), witness("c2", 2)), carriers=("c1",), voices=2),
        claimed("c3", Stage.ACCEDED),
        claimed("c4", Stage.ANNOUNCED),
        retracted("c2"),
    )
    stage.wait_until(6)
    found = rows(
        engine, "SELECT claim_id, role, status, voice, stands FROM evidence ORDER BY claim_id"
    )
    assert [tuple(row.values()) for row in found] == [
        ("c1", "carrier", "live", 1, 1),
        ("c2", "witness", "retracted", 2, 1),
        ("c3", "later", "live", None, 1),
    ]


def test_dates_that_cannot_be_one_day_are_shown_on_both_sides(engine, log, clock, stage):
    """The baseline keeps its date, the claim keeps its own; signed and acceded are one step here."""
    tell(
        log,
        clock,
        confirmed(
            Stage.ACCEDED, "2020-09-15", reason=ConfirmReason.BASELINE, source="https://d.example/l"
        ),
        claimed("agrees", Stage.ACCEDED, date="2020", new=False),
        claimed("differs", Stage.SIGNED, date="2020-04", new=False),
        claimed("rumour", Stage.PROSPECTIVE, date="2019-01-01", new=False),
        claimed("other", Stage.SIGNED, party="PE", date="2020-04", new=False),
    )
    stage.wait_until(5)
    found = rows(
        engine, "SELECT party, step, date, basis, claim_id FROM date_conflicts ORDER BY date"
    )
    assert [tuple(row.values()) for row in found] == [
        ("NO", "signed", "2020-04", "claim", "differs"),
        ("NO", "signed", "2020-09-15", "baseline", None),
    ]


def test_a_retracted_claim_is_no_side_of_a_conflict(engine, log, clock, stage):
    tell(
        log,
        clock,
        claimed("c1", date="2020-04"),
        claimed("c2", date="2021"),
        retracted("c1"),
    )
    stage.wait_until(3)
    assert rows(engine, "SELECT * FROM date_conflicts") == []


def test_sources_are_scored_by_what_came_of_their_claims(engine, log, clock, stage):
    early, late = NOON - timedelta(hours=9), NOON - timedelta(hours=3)
    tell(
        log,
        clock,
        claimed("c1", report=report("c1", "first.example", published=early)),
        claimed("c2", report=report("c2", "second.example", published=late)),
        claimed("c3", Stage.ACCEDED, party="PE", report=report("c3", "second.example")),
        confirmed(),
        retracted("c3", Stage.ACCEDED, party="PE"),
    )
    stage.wait_until(5)
    found = rows(
        engine,
        "SELECT host, claims, confirmed, retracted, first_reports FROM source_scores ORDER BY host",
    )
    assert [tuple(row.values()) for row in found] == [
        ("first.example", 1, 1, 0, 1),
        ("second.example", 2, 1, 1, 0),
    ]


def test_positions_by_day_says_what_was_known_at_the_end_of_a_day(engine, log, clock):
    tell(log, clock, claimed("c1"), claimed("c2"))
    clock.advance(timedelta(days=3))
    tell(log, clock, claimed("c3"))
    assert [
        tuple(r.values()) for r in rows(engine, "SELECT * FROM positions_by_day ORDER BY day")
    ] == [
        ("2025-03-01", 2, 1, 2),
        ("2025-03-04", 1, 3, 3),
    ]


class TestStopping:
    def test_an_event_that_cannot_be_folded_stops_there_and_says_so(
        self, engine, log, clock, stage, monkeypatch
    ):
        real = fold_module._added

        def breaks(setting, stored):
            if stored.position == 3:
                raise RuntimeError("no such thing")
            return real(setting, stored)

        tell(log, clock, claimed("c1"), claimed("c2"), claimed("c3"), claimed("c4"))
        with monkeypatch.context() as patched:
            patched.setattr(fold_module, "_added", breaks)
            while stage.run_once():
                continue
            (health,) = rows(engine, "SELECT * FROM projection_health")
            assert (health["state"], health["position"], health["failed_position"]) == (
                "stopped",
                2,
                3,
            )
            assert health["last_error"] == "RuntimeError: no such thing"
            assert len(rows(engine, "SELECT * FROM claims")) == 2
            with pytest.raises(ProjectionStopped, match="position 3"):
                stage.wait_until(4)
            assert stage.run_once() == 0
        again = ProjectStage(log, SqlProjections(engine), SETTING, clock)
        again.wait_until(4)
        (health,) = rows(engine, "SELECT * FROM projection_health")
        assert (health["state"], health["failed_position"], health["last_error"]) == (
            "current",
            None,
            None,
        )

    def test_waiting_for_a_position_that_the_log_has_not_reached_is_refused(
        self, log, clock, stage
    ):
        tell(log, clock, claimed("c1"))
        with pytest.raises(UsageError, match="ends at 1"):
            stage.wait_until(2)


def test_two_runners_apply_each_event_once(engine, log, clock):
    """The slower one finds that its checkpoint has moved, and its rows are not written."""
    projections = SqlProjections(engine)
    first = ProjectStage(log, projections, SETTING, clock)
    tell(log, clock, claimed("c1"), claimed("c2"))
    stale = projections.active(NAME, SETTING.digest, clock.now())
    assert first.run_once() == 2
    changes = first._projector.next(stale).changes
    with pytest.raises(Overtaken):
        projections.advance(stale, 2, changes, clock.now())
    assert len(rows(engine, "SELECT * FROM claims")) == 2


def test_a_runner_that_was_overtaken_goes_on_from_where_the_other_is(engine, log, clock):
    projections = SqlProjections(engine)
    one = ProjectStage(log, projections, SETTING, clock)
    other = ProjectStage(log, projections, SETTING, clock)
    tell(log, clock, confirmed(Stage.ANNOUNCED, "2025-03-01"))
    assert one.run_once() == 1
    tell(log, clock, confirmed(Stage.SIGNED, "2025-03-02"))
    assert other.run_once() == 1
    tell(log, clock, revoked(Stage.SIGNED, Stage.ANNOUNCED))
    assert one.run_once() == 1
    (row,) = rows(engine, "SELECT stage FROM membership")
    assert row["stage"] == "announced"
    assert len(rows(engine, "SELECT * FROM membership_history")) == 4


def test_a_checkpoint_of_a_generation_that_is_gone_moves_nothing(engine, clock):
    with pytest.raises(Overtaken):
        SqlProjections(engine).stop(Checkpoint(NAME, 7, 0, "x"), 1, "why", clock.now())
