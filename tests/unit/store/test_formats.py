"""What is written can be read back as what it was, by other people's readers."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.dates import iso
from store.formats import CSV, JSONL, PARQUET, Options, csv_line, writer_of
from store.views import Column, Kind, View

VIEW = View(
    "sample",
    "One column of each kind.",
    tuple(Column(kind.name.lower(), f"A {kind}.", kind) for kind in Kind),
    sql="",
    key=("text",),
)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
plain = st.text("abc -", min_size=1).map(lambda text: text.replace(", ", " ").strip() or "a")
instants = st.datetimes(timezones=st.just(UTC))
partial = st.sampled_from(["2025", "2025-11", "2025-11-06"])
rows = st.fixed_dictionaries(
    {
        "text": st.none() | words,
        "number": st.none() | st.integers(-(2**63), 2**63 - 1),
        "real": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "flag": st.none() | st.booleans(),
        "day": st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        "partial_date": st.none() | partial,
        "instant": st.none() | instants,
        "comma_list": st.none() | st.lists(plain),
        "semicolon_list": st.none() | st.lists(plain),
    }
)


def written(found, options):
    out = io.BytesIO()
    with writer_of(VIEW, out, options) as write:
        for row in found:
            write([row])
    return out.getvalue()


@settings(deadline=None)
@given(st.lists(rows, max_size=5))
def test_parquet_gives_back_every_value_in_its_type(found):
    table = pq.read_table(io.BytesIO(written(found, Options(PARQUET))))
    assert table.to_pylist() == found


def test_parquet_says_what_the_columns_are_and_mean():
    schema = pq.read_schema(io.BytesIO(written([], Options(PARQUET))))
    assert {field.name: str(field.type) for field in schema} == {
        "text": "string",
        "number": "int64",
        "real": "double",
        "flag": "bool",
        "day": "date32[day]",
        "partial_date": "string",
        "instant": "timestamp[us, tz=UTC]",
        "comma_list": "list<element: string>",
        "semicolon_list": "list<element: string>",
    }
    assert schema.field("flag").metadata[b"comment"] == b"A flag."
    assert schema.metadata[b"comment"] == b"One column of each kind."


@given(st.lists(rows, max_size=5))
def test_json_lines_give_back_every_value(found):
    lines = written(found, Options(JSONL)).decode().split("\n")
    assert [json.loads(line) for line in lines if line] == [
        {
            name: iso(value)
            if isinstance(value, datetime)
            else value.isoformat()
            if isinstance(value, date)
            else value
            for name, value in row.items()
        }
        for row in found
    ]


@given(st.lists(rows, max_size=5))
def test_exact_csv_gives_back_every_text(found):
    read = list(csv.DictReader(io.StringIO(written(found, Options(CSV, exact=True)).decode(), "")))
    assert [row["text"] for row in read] == [row["text"] or "" for row in found]
    assert [row["flag"] for row in read] == [
        "" if row["flag"] is None else str(int(row["flag"])) for row in found
    ]


@given(words)
def test_csv_is_changed_by_nothing_but_the_apostrophe_before_a_formula(text):
    (cells,) = csv.reader(io.StringIO(csv_line([text, "end"], exact=False), ""))
    assert cells[0] in {text, f"'{text}"}
    assert not cells[0].startswith(tuple("=+-@\t\r＝＋－＠"))


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ([None, ""], ',""\n'),
        ([True, False, 7, -0.5], "1,0,7,-0.5\n"),
        (
            ["a,b", 'say "no"', "two\nlines", "lone\rreturn"],
            '"a,b","say ""no""","two\nlines","lone\rreturn"\n',
        ),
        ([" edge ", "plain words"], '" edge ",plain words\n'),
        (["=1+1", "+++ Breaking", "-", "@home"], "'=1+1,'+++ Breaking,'-,'@home\n"),
        (
            [date(2025, 3, 1), datetime(2025, 3, 1, 12, tzinfo=UTC)],
            "2025-03-01,2025-03-01T12:00:00Z\n",
        ),
    ],
    ids=["null and empty", "numbers", "quoted", "edges", "formulas", "times"],
)
def test_a_line_of_csv(cells, line):
    assert csv_line(cells, exact=False) == line


def test_a_negative_number_is_no_formula():
    assert csv_line([-1, -1.5], exact=False) == "-1,-1.5\n"
