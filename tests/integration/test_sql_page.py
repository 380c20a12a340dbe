"""docs/sql.md is what the definitions say, and membership can be asked for on both axes of time."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from monitor.model.clock import SetClock
from monitor.model.events import ConfirmReason, party_stream
from monitor.model.stage import Stage
from monitor.ports import StreamWrite
from monitor.stages.project import ProjectStage
from store.engine import open_engine
from store.log import SqlEventLog
from store.migrate import upgrade
from store.projections import SqlProjections
from store.queries import membership_at
from store.samples import QUERIES
from store.views import VIEWS
from store.views.page import sql_page
from tests.fakes.stories import (
    NOON,
    SETTING,
    asked,
    claimed,
    confirmed,
    denied,
    report,
    revoked,
    story,
    witness,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sql.md"

STORY = story(
    (
        "2025-01-05",
        confirmed(
            Stage.ACCEDED, "2020-09-15", reason=ConfirmReason.BASELINE, source="https://d.example"
        ),
    ),
    ("2025-02-01", claimed("old", Stage.SIGNED, date="2020-04", new=False)),
    ("2025-03-01", denied("d1", (Stage.SIGNED,), party="PE")),
    ("2025-03-02", asked("r1", party="PE")),
    ("2025-03-03", claimed("c1", party="PE", report=report("c1", "first.example"))),
    ("2025-03-04", claimed("c2", party="PE", report=report("c2", "second.example"))),
    (
        "2025-03-05",
        confirmed(
            Stage.SIGNED, "2025-03-01", party="PE", witnesses=(witness("c1"),), carriers=("c1",)
        ),
    ),
    ("2025-03-20", revoked(Stage.SIGNED, party="PE")),
    ("2025-03-25", confirmed(Stage.ANNOUNCED, "2025-03-25", party="PE")),
    ("2025-03-26", claimed("c3", Stage.PROSPECTIVE, party="SE")),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """One database for all: these tests only read."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('sql') / 'accords.db'}")
    upgrade(engine)
    log = SqlEventLog(engine)
    for stored in STORY:
        log.append(
            f"k{stored.position}",
            [
                StreamWrite(
                    party_stream(stored.event.accord, stored.event.party),
                    stored.version - 1,
                    (stored.event,),
                )
            ],
            actor="decide",
            cause="test",
            now=stored.recorded_at,
        )
    ProjectStage(log, SqlProjections(engine), SETTING, SetClock(NOON)).wait_until(log.head())
    yield engine
    engine.dispose()


def test_the_page_is_what_the_definitions_say():
    """If this fails: make docs."""
    assert PAGE.read_text(encoding="utf-8") == sql_page()


def test_names_and_keys_of_views_and_queries_are_unique():
    assert len({view.name for view in VIEWS}) == len(VIEWS)
    assert len({query.name for query in QUERIES}) == len(QUERIES)


def test_every_view_says_what_tells_its_rows_apart_and_every_column_what_it_holds():
    for view in VIEWS:
        assert set(view.key) <= {column.name for column in view.columns}, view.name
        assert view.key, view.name
        assert view.comment.endswith("."), view.name
        for column in view.columns:
            assert len(column.comment) > 5, f"{view.name}.{column.name}"


@pytest.mark.parametrize(
    ("as_of", "known_at", "stages"),
    [
        ("2025-03-10", "2025-03-10", {"NO": "acceded", "PE": "signed"}),
        ("2025-03-10", "2025-04-01", {"NO": "acceded"}),
        ("2025-02-28", "2025-03-10", {"NO": "acceded"}),
        ("2025-03-10", "2025-03-04", {"NO": "acceded"}),
        ("2025-03-30", "2025-03-30", {"NO": "acceded", "PE": "announced"}),
        ("2019-01-01", "2025-04-01", {}),
        ("2025-03-10", "2025-01-01", {}),
    ],
)
def test_membership_can_be_asked_for_any_day_as_known_at_any_instant(
    engine, as_of, known_at, stages
):
    day = NOON.fromisoformat(f"{as_of}T00:00:00+00:00").date()
    instant = NOON.fromisoformat(f"{known_at}T18:00:00+00:00")
    assert {p.party: p.stage for p in membership_at(engine, day, instant)} == stages


def test_a_reader_that_may_not_write_can_read_every_view(engine):
    reader = sqlite3.connect(f"file:{engine.url.database}?mode=ro", uri=True)
    for view in VIEWS:
        reader.execute(f"SELECT * FROM {view.name}").fetchall()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM claim_rows")
    reader.close()
