"""What the service says of itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.alerting.cadence import last_weekly
from monitor.alerting.routes import Route
from monitor.alerting.service import Work, all_quiet


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # Monday at seven; 9 March 2026 is a Monday.
        ("2026-03-09T07:00", "2026-03-09T07:00"),
        ("2026-03-09T06:59", "2026-03-02T07:00"),
        ("2026-03-15T23:00", "2026-03-09T07:00"),
    ],
)
def test_a_week_ended_at_the_routes_hour(now, expected):
    instants = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, expected)]

    assert last_weekly(Route("r", ("desk",)), instants[0]) == instants[1]


def test_quiet_with_silent_feeds_does_not_call_itself_all_quiet():
    since, until = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)

    well = all_quiet("r", since, until, Work(feeds=40, heard=40, texts=900, read=900))
    deaf = all_quiet("r", since, until, Work(feeds=40, heard=37))

    assert well.message.headline.startswith("All quiet")
    assert deaf.message.headline == "Quiet, but not all was heard: 3 of 40 feeds were silent"
    assert deaf.message.unknown == ("What 3 silent feeds would have said.",)
