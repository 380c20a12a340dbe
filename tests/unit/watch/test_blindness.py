"""A source that is not heard is reported once, and once more when it is heard again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.decide.blindness import EVERYWHERE, blindness
from monitor.model.events import SourceRecovered, SourceWentBlind
from monitor.model.feed import FeedState, Outcome
from monitor.model.polling import PollReason

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def feed(host, *, blind_for=None, n=1, enabled=True, listed=True):
    return FeedState(
        url=f"https://{host}/{n}.xml",
        host=host,
        name=host,
        enabled=enabled,
        listed=listed,
        note="",
        next_poll_at=NOW,
        poll_reason=PollReason.BACKOFF,
        poll_inputs={},
        last_outcome=Outcome.TIMEOUT if blind_for else Outcome.OK,
        last_error="no answer within 30 s" if blind_for else "",
        blind_since=NOW - blind_for if blind_for else None,
    )


SEEN = feed("seen.example")
DEAD = feed("dead.example", blind_for=2 * DAY)


@pytest.mark.parametrize(
    ("feeds", "known", "kinds"),
    [
        pytest.param([SEEN], {}, [], id="heard"),
        pytest.param(
            [SEEN, DEAD], {}, [("dead.example", SourceWentBlind)], id="not heard for long"
        ),
        pytest.param([SEEN, DEAD], {"dead.example": NOW}, [], id="already reported"),
        pytest.param([SEEN, feed("new.example", blind_for=DAY / 2)], {}, [], id="not long enough"),
        pytest.param([SEEN, DEAD, feed("dead.example", n=2)], {}, [], id="its other feed is heard"),
        pytest.param([SEEN], {"seen.example": NOW}, [("seen.example", SourceRecovered)], id="back"),
        pytest.param(
            [SEEN, feed("off.example", blind_for=2 * DAY, enabled=False)], {}, [], id="switched off"
        ),
        pytest.param(
            [SEEN, feed("off.example", blind_for=2 * DAY, listed=False)], {}, [], id="not listed"
        ),
        pytest.param(
            [SEEN],
            {"gone.example": NOW},
            [("gone.example", SourceRecovered)],
            id="blind, then taken off the list",
        ),
        pytest.param(
            [DEAD, feed("other.example", blind_for=3 * DAY)],
            {},
            [(EVERYWHERE, SourceWentBlind)],
            id="all at once are one event",
        ),
        pytest.param(
            [DEAD, feed("other.example", blind_for=3 * DAY)],
            {"dead.example": NOW},
            [(EVERYWHERE, SourceWentBlind)],
            id="nothing recovers while all is dark",
        ),
        pytest.param(
            [SEEN, DEAD],
            {EVERYWHERE: NOW},
            [("dead.example", SourceWentBlind), (EVERYWHERE, SourceRecovered)],
            id="light again, but for one",
        ),
    ],
)
def test_what_changes(feeds, known, kinds):
    found = blindness(feeds, known, NOW, DAY)

    assert [(event.host, type(event)) for event in found] == kinds


def test_the_event_says_since_when_and_why():
    (event,) = blindness([SEEN, DEAD], {}, NOW, DAY)

    assert event.since == NOW - 2 * DAY
    assert event.reason == "timeout: no answer within 30 s"
    assert event.feeds == ("https://dead.example/1.xml",)
