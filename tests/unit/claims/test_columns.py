"""Rows that are added as one whole number each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.claims.columns import columns, packed

WEIGHTS = st.integers(min_value=-200_000, max_value=200_000).map(lambda whole: whole / 10_000)
ROWS = st.lists(st.lists(WEIGHTS, min_size=19, max_size=19), max_size=200)


@given(ROWS)
def test_the_sums_are_those_of_the_columns(rows: list[list[float]]) -> None:
    plain = [sum(column) for column in zip(*rows, strict=True)] or [0.0] * 19
    assert columns(sum(packed(row) for row in rows), 19) == pytest.approx(plain, abs=1e-9)
