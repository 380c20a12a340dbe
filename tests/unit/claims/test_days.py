"""How old a date is that may mean several days."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims.days import days_before, days_since

PUBLISHED = date(2025, 11, 7)


@pytest.mark.parametrize(
    ("partial", "before", "since"),
    [
        ("2025-11-07", 0, 0),
        ("2025-11-06", 1, 1),
        ("2025-10", 7, 37),
        ("2025-11", -23, 6),
        ("2025", -54, 310),
        ("2024", 311, 676),
        ("2026", -419, -55),
    ],
)
def test_the_age_of_a_partial_date_runs_from_its_last_day_to_its_first(
    partial: str, before: int, since: int
) -> None:
    assert days_before(partial, PUBLISHED) == before
    assert days_since(partial, PUBLISHED) == since
