"""What is asked of one party or of one key is found by an index, and no query's cost grows with the square: on
both databases, with as much on file that their planners care."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from monitor.model.clock import SystemClock
from monitor.model.stage import Stage
from monitor.ports import AppendRequest, StreamWrite
from store import history
from store.engine import open_engine, read
from store.log import SqlEventLog
from store.migrate import upgrade
from store.queries import find_query
from store.rebuild import rebuild
from store.samples import QUERIES
from tests.databases import BOTH, new_database
from tests.fakes.stories import SETTING, claimed, confirmed, denied, report, witness

NOW = datetime(2025, 3, 2, tzinfo=UTC)
PARTIES = 1_000

ONE_PARTY = "accord = 'x-compact' AND party = 'P500'"
LOOKUPS = {
    "a party's membership": f"SELECT * FROM membership WHERE {ONE_PARTY}",
    "a party's past": f"SELECT * FROM membership_history WHERE {ONE_PARTY}",
    "a party's past, as known at an instant": f"{find_query('membership-at').sql.partition('ORDER')[0]} AND {ONE_PARTY}",
    "a party's claims": f"SELECT * FROM claims WHERE {ONE_PARTY}",
    "a party's steps": history._STEPS,
    "a party's evidence": history._SUPPORTS,
    "whose a claim is": history._PLACE.text,
    "a stream": "SELECT * FROM events WHERE stream = 'x-compact/P500' ORDER BY version",
    "the last event": "SELECT * FROM events ORDER BY position DESC LIMIT 1",
    "the answer to a key": "SELECT * FROM appends WHERE key = 'party:500'",
}
VALUES = {
    "accord": "x-compact",
    "party": "P500",
    "id": "c500-1",
    "as_of": "2025-03-02",
    "known_at": "2025-03-02T00:00:00.000000Z",
}


@pytest.fixture(scope="module", params=BOTH)
def crowd(request, tmp_path_factory):
    """A thousand parties, each with three claims, what they confirmed and a denial."""
    if request.param == "sqlite":
        yield from filled(f"sqlite:///{tmp_path_factory.mktemp('crowd') / 'accords.db'}")
        return
    template = request.getfixturevalue("postgres_template")
    with new_database(request.getfixturevalue("postgres_server"), template) as url:
        yield from filled(url)


def filled(url):
    engine = open_engine(url)
    upgrade(engine)
    SqlEventLog(engine).append_many([story(number) for number in range(PARTIES)], NOW)
    rebuild(engine, SETTING, SystemClock())
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
    yield engine
    engine.dispose()


def story(number):
    party = f"P{number}"
    claims = [
        claimed(
            f"c{number}-{n}", party=party, report=report(f"c{number}-{n}", host=f"h{n}.example")
        )
        for n in range(3)
    ]
    told = (
        *claims,
        confirmed(party=party, witnesses=(witness(f"c{number}-1"),)),
        denied(f"d{number}", (Stage.ACCEDED,), party=party),
    )
    write = StreamWrite(f"x-compact/{party}", 0, told)
    return AppendRequest(f"party:{number}", (write,), "t", "t")


def steps(connection, sql, values=VALUES):
    """Every step of PostgreSQL's plan, run: its kind, the table, how often it ran."""
    wanted = {name: value for name, value in values.items() if f":{name}" in sql}
    explain = text(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}")
    found = connection.execute(explain, wanted).scalar_one()
    plan = json.loads(found) if isinstance(found, str) else found
    waiting = [plan[0]["Plan"]]
    while waiting:
        step = waiting.pop()
        waiting += step.get("Plans", ())
        yield step["Node Type"], step.get("Relation Name", ""), step["Actual Loops"]


def whole_tables(engine, sql):
    """The tables that the plan reads as a whole."""
    with read(engine) as connection:
        if engine.dialect.name == "postgresql":
            return {table for kind, table, _ in steps(connection, sql) if kind == "Seq Scan"}
        rows = connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"), VALUES).all()
    return {row.detail.split()[1] for row in rows if row.detail.startswith("SCAN ")}


FEW_ROWS = {"projections"}
"""The registry, which is read as a whole wherever it is asked."""

FROM_THE_END = {"a party's membership", "the last event"}
"""What seeks the last event, for the present day or for itself: SQLite calls one step from an index's end a scan."""

STANDING = {"a party's evidence": {"membership_rows", "standing", "s", "evidence"}}
"""Which confirmations stand is found for all: they are few, some a party."""


@pytest.mark.parametrize("asked", LOOKUPS, ids=str)
def test_what_is_asked_of_one_is_found_by_an_index(crowd, asked):
    found = whole_tables(crowd, LOOKUPS[asked]) - FEW_ROWS - STANDING.get(asked, set())
    is_walked = crowd.dialect.name == "sqlite" and asked in FROM_THE_END
    assert found == ({"events"} if is_walked else set())


SCANS = 4
"""So often a sample query may read one table: once for each place where it stands in the query."""


@pytest.mark.parametrize("crowd", ["postgresql"], indirect=True)
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_sample_query_reads_a_table_once_for_each_row_of_another(crowd, query):
    """SQLite's plans are read in test_query_plans."""
    values = {parameter.name: parameter.default for parameter in query.parameters}
    with read(crowd) as connection:
        found = list(steps(connection, query.select("postgresql"), values))
    often = [step for step in found if step[0] == "Seq Scan" and step[2] > SCANS]
    assert [step for step in often if step[1] not in FEW_ROWS] == []
