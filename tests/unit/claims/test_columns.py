"""Rows that are added as one whole number each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.claims.columns import columns, leads, packed

WEIGHTS = st.integers(min_value=-200_000, max_value=200_000).map(lambda whole: whole / 10_000)
ROWS = st.lists(st.lists(WEIGHTS, min_size=19, max_size=19), max_size=200)


@given(ROWS)
def test_the_sums_are_those_of_the_columns(rows: list[list[float]]) -> None:
    plain = [sum(column) for column in zip(*rows, strict=True)] or [0.0] * 19
    assert columns(sum(packed(row) for row in rows), 19) == pytest.approx(plain, abs=1e-9)


@given(ROWS, st.integers(0, 18), st.integers(0, 18))
def test_a_row_leads_by_the_difference_of_two_columns(
    rows: list[list[float]], first: int, second: int
) -> None:
    found = leads([packed(row) for row in rows], 19, first, second)
    assert found == [round((row[first] - row[second]) * 10_000) for row in rows]
