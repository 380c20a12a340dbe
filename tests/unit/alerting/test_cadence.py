"""Digests and quiet hours across days, weeks and changes of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.cadence import next_digest, quiet_until
from monitor.alerting.kinds import Send
from monitor.alerting.routes import QuietHours, Route

PARIS = ZoneInfo("Europe/Paris")


# Five years of minutes from 2025 on, changes of the clocks among them.
instants = st.integers(0, 2_628_000).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("send", "now", "expected"),
    [
        (Send.AT_ONCE, "2026-03-10T12:10", "2026-03-10T12:10"),
        (Send.HOURLY, "2026-03-10T12:10", "2026-03-10T13:00"),
        (Send.HOURLY, "2026-03-10T12:00", "2026-03-10T13:00"),
        (Send.DAILY, "2026-03-10T05:59", "2026-03-10T06:00"),
        (Send.DAILY, "2026-03-10T06:00", "2026-03-11T06:00"),
        # Summer time begins on 29 March: 07:00 in Paris is an hour earlier in UTC.
        (Send.DAILY, "2026-03-28T12:00", "2026-03-29T05:00"),
        # 10 March 2026 is a Tuesday.
        (Send.WEEKLY, "2026-03-10T12:00", "2026-03-16T06:00"),
        (Send.WEEKLY, "2026-03-16T06:00", "2026-03-23T06:00"),
    ],
)
def test_the_next_digest(send, now, expected):
    route = Route("r", ("desk",), send=send, at=time(7), weekday=0, zone=PARIS)

    assert next_digest(route, at(now)) == at(expected)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-10T21:30", "2026-03-11T06:00"),
        ("2026-03-11T05:30", "2026-03-11T06:00"),
        ("2026-03-11T06:00", None),
        ("2026-03-10T20:59", None),
        # In the night of the change the quiet hours are an hour shorter.
        ("2026-03-28T22:00", "2026-03-29T05:00"),
    ],
)
def test_quiet_hours_over_midnight(now, expected):
    quiet = QuietHours(time(22), time(7), PARIS)

    assert quiet_until(quiet, at(now)) == (at(expected) if expected else None)


@given(
    instants,
    st.times(),
    st.times(),
    st.sampled_from(["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]),
)
def test_quiet_hours_end_within_a_day_or_two_and_always_ahead(now, start, end, zone):
    quiet = QuietHours(start, end, ZoneInfo(zone))
    until = quiet_until(quiet, now)

    assert until is None or now < until <= now + timedelta(hours=50)


@given(
    instants,
    st.times(),
    st.integers(0, 6),
    st.sampled_from(["UTC", "Europe/Paris", "America/New_York", "Pacific/Apia"]),
    st.sampled_from([Send.HOURLY, Send.DAILY, Send.WEEKLY]),
)
def test_a_digest_always_lies_ahead(now, time_of_day, weekday, zone, send):
    route = Route("r", ("d",), send=send, at=time_of_day, weekday=weekday, zone=ZoneInfo(zone))
    due = next_digest(route, now)

    assert now < due <= now + timedelta(days=8, hours=3)
