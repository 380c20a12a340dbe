"""What documents and headers say of when to come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.feeds.hints import read_hints
from monitor.model.polling import FeedHints, PollReason
from monitor.polling.headers import fresh_s, retry_after_s
from monitor.polling.hints import SaidHints, hints_of, skip_s, until_update_s

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)  # a Thursday
SAID = {
    "ttl is in minutes": (SaidHints(ttl=" 60 "), FeedHints(ttl_s=3600)),
    "a ttl of nought is no word": (SaidHints(ttl="0"), FeedHints()),
    "a ttl of a year is a slip": (SaidHints(ttl="525600"), FeedHints()),
    "a ttl in words is none": (SaidHints(ttl="an hour"), FeedHints()),
    "hourly is an hour": (SaidHints(update_period="hourly"), FeedHints(period_s=3600)),
    "daily four times is six hours": (
        SaidHints(update_period="Daily", update_frequency="4"),
        FeedHints(period_s=21_600),
    ),
    "a slip of spelling is understood": (
        SaidHints(update_period="dayly"),
        FeedHints(period_s=86_400),
    ),
    "a frequency of a tenth is ten periods": (
        SaidHints(update_period="hourly", update_frequency="0.1"),
        FeedHints(period_s=36_000),
    ),
    "a frequency of nought is no word": (
        SaidHints(update_period="hourly", update_frequency="0"),
        FeedHints(),
    ),
    "an unknown period is none": (SaidHints(update_period="always"), FeedHints()),
    "monthly is longer than any feed of news means": (
        SaidHints(update_period="monthly"),
        FeedHints(),
    ),
    "a base is an instant": (
        SaidHints(update_base="2000-01-01T12:00+02:00"),
        FeedHints(base=datetime(2000, 1, 1, 10, tzinfo=UTC)),
    ),
    "a base without a zone is none": (SaidHints(update_base="2000-01-01T12:00"), FeedHints()),
    "hours are numbers of the day": (
        SaidHints(skip_hours=("0", "24", "7", "7", "99", "x")),
        FeedHints(skip_hours=(0, 7)),
    ),
    "days are names": (
        SaidHints(skip_days=("Saturday", "sunday", "Someday")),
        FeedHints(skip_days=(5, 6)),
    ),
    "all hours skipped cannot be meant": (
        SaidHints(skip_hours=tuple(map(str, range(24)))),
        FeedHints(),
    ),
    "all days skipped cannot be meant": (
        SaidHints(skip_days=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")),
        FeedHints(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_hints_of(name):
    said, hints = SAID[name]
    assert hints_of(said) == hints


def test_the_hints_of_a_document_are_those_of_its_channel():
    body = b"""<?xml version="1.0"?><rss xmlns:sy="s"><channel><title>T</title><ttl>30</ttl>
    <skipHours><hour>1</hour><hour>2</hour></skipHours><skipDays><day>Sunday</day></skipDays>
    <sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
    <item><title>An item</title><ttl>999</ttl></item></channel></rss>"""
    assert read_hints(body) == FeedHints(1800, 1800, None, (1, 2), (6,))


def test_hints_behind_the_items_are_found_too():
    body = b"<rss><channel><item><ttl>5</ttl></item><ttl>30</ttl></channel></rss>"
    assert read_hints(body).ttl_s == 1800


@given(st.binary(max_size=300))
def test_hints_of_garbage_are_none_or_sane(body):
    read_hints(b"<rss><ttl>" + body + b"</ttl>")


def test_until_update_counts_from_the_base():
    hints = FeedHints(period_s=3600, base=NOW - timedelta(minutes=50))
    assert until_update_s(hints, NOW) == 600


def test_a_night_and_a_weekend_are_skipped_together():
    hints = FeedHints(skip_hours=(22, 23), skip_days=(5, 6))
    friday_night = datetime(2025, 11, 7, 22, 30, tzinfo=UTC)
    assert (
        skip_s(hints, friday_night)
        == (datetime(2025, 11, 10, tzinfo=UTC) - friday_night).total_seconds()
    )


def date(**span: float) -> str:
    return (datetime(2001, 1, 1, tzinfo=UTC) + timedelta(**span)).strftime(
        "%a, %d %b %Y %H:%M:%S GMT"
    )


HEADERS = {
    "nothing said": ({}, None),
    "max-age": ({"cache-control": "max-age=600"}, (600, PollReason.MAX_AGE)),
    "max-age in quotes and capitals": (
        {"cache-control": 'Public, MAX-AGE="600"'},
        (600, PollReason.MAX_AGE),
    ),
    "max-age less the age that it has": (
        {"cache-control": "max-age=600", "age": "500"},
        (100, PollReason.MAX_AGE),
    ),
    "what has outlived its age says nothing": ({"cache-control": "max-age=60", "age": "99"}, None),
    "max-age wins over Expires": (
        {"cache-control": "max-age=0", "expires": date(hours=2), "date": date()},
        None,
    ),
    "no-cache cancels max-age": ({"cache-control": "no-cache, max-age=600"}, None),
    "no-store cancels Expires": (
        {"cache-control": "no-store", "expires": date(hours=2), "date": date()},
        None,
    ),
    "Expires counts from the server's own date": (
        {"expires": date(hours=2), "date": date()},
        (7200, PollReason.EXPIRES),
    ),
    "Expires in the past says nothing": ({"expires": date(), "date": date(hours=2)}, None),
    "Expires of 0 says nothing": ({"expires": "0"}, None),
    "a year of max-age is made for pictures": ({"cache-control": "max-age=31536000"}, None),
    "nonsense is nothing": ({"cache-control": "max-age=soon;,=,", "expires": "never"}, None),
}


@pytest.mark.parametrize("name", HEADERS)
def test_fresh_s(name):
    headers, wanted = HEADERS[name]
    assert fresh_s(headers, NOW) == wanted


RETRY = {
    "seconds on 429": (429, {"retry-after": "120"}, 120),
    "seconds on 503": (503, {"retry-after": "120"}, 120),
    "nothing on 500": (500, {"retry-after": "120"}, None),
    "a date relative to the server's own": (
        429,
        {"retry-after": date(hours=2), "date": date()},
        7200,
    ),
    "a date without a server's date counts from now": (
        503,
        {"retry-after": "Thu, 06 Nov 2025 13:00:00 GMT"},
        3600,
    ),
    "a date in the past is no wait": (429, {"retry-after": date()}, 0),
    "nonsense is nothing": (429, {"retry-after": "soon"}, None),
    "half a date is nothing": (429, {"retry-after": "Thu, 06"}, None),
}


@pytest.mark.parametrize("name", RETRY)
def test_retry_after(name):
    status, headers, wanted = RETRY[name]
    assert retry_after_s(status, headers, NOW) == wanted
