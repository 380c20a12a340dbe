"""Parameters become typed values, or a 400 in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from adapters.web.asked import LAST_POSITION, asked


def values(query, *known):
    return asked(QueryParams(query), *known)


def test_days_instants_and_numbers_are_read():
    given = values(
        "as_of=2025-11-06&known_at=2025-11-06T17:04:00Z&after=7", "as_of", "known_at", "after"
    )
    assert given.day("as_of") == date(2025, 11, 6)
    assert given.instant("known_at") == datetime(2025, 11, 6, 17, 4, tzinfo=UTC)
    assert given.number("after") == 7


def test_a_bare_day_is_its_first_moment():
    assert values("known_at=2025-11-06", "known_at").instant("known_at") == datetime(
        2025, 11, 6, tzinfo=UTC
    )


def test_what_is_left_out_or_empty_is_none():
    given = values("as_of=&after=", "as_of", "after", "known_at")
    assert (given.day("as_of"), given.number("after"), given.instant("known_at")) == (None,) * 3


WRONG = {
    "a day that is none": ("as_of=2025-13-01", lambda g: g.day("as_of"), "write it as 2025-11-06"),
    "a day in words": ("as_of=yesterday", lambda g: g.day("as_of"), "yesterday"),
    "a NUL": ("as_of=%00", lambda g: g.day("as_of"), "no day"),
    "an instant without a zone": (
        "known_at=2025-11-06T17:04:00",
        lambda g: g.instant("known_at"),
        "2025-11-06T17:04:00Z",
    ),
    "an instant that no calendar has in UTC": (
        "known_at=9999-12-31T23:59:59-14:00",
        lambda g: g.instant("known_at"),
        "no day and no instant",
    ),
    "a negative position": ("after=-1", lambda g: g.number("after"), "whole number"),
    "digits of another script": ("after=٣", lambda g: g.number("after"), "whole number"),
    "more than a position can be": (
        f"after={LAST_POSITION + 1}",
        lambda g: g.number("after"),
        "more than",
    ),
    "ten thousand digits": (
        "after=" + "9" * 10_000,
        lambda g: g.number("after"),
        "whole number",
    ),
    "a word that is not known": (
        "sort=colour",
        lambda g: g.one_of("sort", ("party", "since"), "party"),
        "choose party, since",
    ),
}


@pytest.mark.parametrize(("query", "read", "words"), WRONG.values(), ids=WRONG)
def test_it_is_refused_in_words(query, read, words):
    with pytest.raises(HTTPException) as caught:
        read(values(query, "as_of", "known_at", "after", "sort"))
    assert caught.value.status_code == 400
    assert words in caught.value.detail
    assert len(caught.value.detail) < 250


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_off=2025-11-06", "no parameter as_off; there are as_of"),
        ("as_of=2025-11-06&as_of=2025-11-07", "more than once"),
    ],
)
def test_a_mistyped_or_doubled_name_is_refused(query, words):
    with pytest.raises(HTTPException, match=words):
        values(query, "as_of")
