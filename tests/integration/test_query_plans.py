"""No sample query reads a whole table once for each row of another: that is what grows with the square."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from store.engine import open_engine, read
from store.log import SqlEventLog
from store.migrate import upgrade
from store.samples import QUERIES

A_FEW_ROWS = {"k", "w", "b", "log"}
"""Aliases of what holds one row, or one a stage: in ``believed-on``, ``skipped-stages`` and ``up-to-date``."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('plans') / 'accords.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


def plan_of(engine, query):
    """The steps of SQLite's plan: id, the step that it belongs to, words."""
    values = {parameter.name: parameter.default for parameter in query.parameters}
    with read(engine) as connection:
        rows = connection.execute(text(f"EXPLAIN QUERY PLAN {query.select('sqlite')}"), values)
        return [(row.id, row.parent, row.detail) for row in rows]


def scans_in_loops(plan):
    """The scans that run once for each row of another step: all but the first of a join, and those below a
    correlated subquery."""
    words = {step: detail for step, _, detail in plan}
    looped = set()
    for step, parent, detail in plan:
        if not detail.startswith(("SCAN ", "SEARCH ")):
            continue
        is_inner = parent in looped or words.get(parent, "").startswith("CORRELATED")
        looped.add(parent)
        is_scan = detail.startswith("SCAN ") and detail.split()[1] not in A_FEW_ROWS
        if is_inner and is_scan and detail != "SCAN CONSTANT ROW":
            yield step, detail


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_whole_table_is_read_for_each_row_of_another(engine, query):
    assert list(scans_in_loops(plan_of(engine, query))) == []


def test_a_scan_inside_a_loop_is_found():
    plan = [(1, 0, "SCAN c"), (2, 0, "SCAN r LEFT-JOIN"), (3, 0, "CORRELATED SCALAR SUBQUERY 1")]
    assert [step for step, _ in scans_in_loops([*plan, (4, 3, "SCAN d")])] == [2, 4]


def test_what_is_sought_by_type_is_found_without_reading_the_log(engine):
    statements = []
    pooled = engine.raw_connection()
    pooled.driver_connection.set_trace_callback(statements.append)
    pooled.close()
    SqlEventLog(engine).read_types(("StageConfirmed", "StageRevoked"), 5)
    (asked,) = (said for said in statements if "FROM events" in said)
    with read(engine) as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all()
    assert [row.detail for row in plan] == [
        "SEARCH events USING INDEX ix_events_sought (position<?)"
    ]
