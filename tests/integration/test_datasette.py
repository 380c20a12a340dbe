"""docs/datasette.json is what the definitions say, and its queries run as Datasette runs them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from store.datasette import datasette_file
from store.samples import QUERIES
from store.tables import metadata
from store.views import VIEWS

FILE = Path(__file__).resolve().parents[2] / "docs" / "datasette.json"


@pytest.fixture(scope="module")
def told():
    return json.loads(FILE.read_text(encoding="utf-8"))["databases"]["accords"]


@pytest.fixture(scope="module")
def reader(sqlite_desk):
    """A connection as Datasette opens one."""
    connection = sqlite3.connect(f"file:{make_url(sqlite_desk).database}?mode=ro", uri=True)
    yield connection
    connection.close()


def test_the_file_is_what_the_definitions_say():
    """If this fails: make docs."""
    assert FILE.read_text(encoding="utf-8") == datasette_file()


def test_views_are_explained_and_the_tables_behind_them_hidden(told):
    for view in VIEWS:
        assert told["tables"][view.name]["columns"].keys() == {c.name for c in view.columns}
    assert all(told["tables"][name] == {"hidden": True} for name in metadata.tables)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_query_whose_fields_are_left_empty_finds_something(told, reader, query):
    """Datasette sets a parameter that is not given to empty text."""
    canned = told["queries"][query.name]
    rows = reader.execute(canned["sql"], dict.fromkeys(canned["params"], "")).fetchall()
    assert rows, query.question
    assert canned["title"] == query.question


def test_a_parameter_that_is_given_counts(told, reader):
    sql = told["queries"]["believed-on"]["sql"]
    rows = reader.execute(sql, {"day": "2025-04-05", "accord": "x-compact"}).fetchall()
    assert [row[1] for row in rows] == ["NO", "PE", "SE"]
