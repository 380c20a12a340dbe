"""What a poll that did not hear its feed costs, and when a feed counts as gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from monitor.model.feed import Outcome, PollPolicy
from monitor.model.polling import Trouble

_GONE = 410
_MOST_STRIKES = 64.0
_PASSING_STATUSES = frozenset({408, 421, 425, 429})
_FIRST_SERVER_ERROR = 500


class Cost(StrEnum):
    """How much a failure says against a feed: with each strike its wait doubles."""

    PASSING = "passing"
    UNUSABLE = "unusable"
    REFUSED = "refused"

    @property
    def strikes(self) -> float:
        """A network error passes by itself; a page in the place of a feed often; a no of the server seldom."""
        return _STRIKES[self]


_STRIKES = {Cost.PASSING: 0.25, Cost.UNUSABLE: 0.5, Cost.REFUSED: 1.0}

_COSTS = {
    Outcome.TIMEOUT: Cost.PASSING,
    Outcome.UNREACHABLE: Cost.PASSING,
    Outcome.FAULT: Cost.PASSING,
    Outcome.EMPTY: Cost.UNUSABLE,
    Outcome.NOT_A_FEED: Cost.UNUSABLE,
    Outcome.TOO_LARGE: Cost.UNUSABLE,
    Outcome.BAD_ENCODING: Cost.UNUSABLE,
    Outcome.BAD_REDIRECT: Cost.REFUSED,
    Outcome.REFUSED: Cost.REFUSED,
}


def cost_of(outcome: Outcome, status: int) -> Cost:
    """The cost of ``outcome``, which is no success; for an answer with an error status, by the status."""
    if outcome is not Outcome.HTTP_ERROR:
        return _COSTS.get(outcome, Cost.PASSING)
    passing = status in _PASSING_STATUSES or status >= _FIRST_SERVER_ERROR
    return Cost.PASSING if passing else Cost.REFUSED


def troubled(
    trouble: Trouble, outcome: Outcome, status: int, now: datetime, policy: PollPolicy
) -> Trouble:
    """``trouble`` after one more poll that ended with ``outcome``; nothing of it where the feed was heard.

    Gone for good is what has said 410, and nothing else, ``gone_polls`` times over ``gone_after_s``; where no
    answer came, nothing was said. Nothing but a person takes a feed off the list.
    """
    if outcome.is_success:
        return Trouble()
    more = replace(
        trouble,
        failures=trouble.failures + 1,
        strikes=min(trouble.strikes + cost_of(outcome, status).strikes, _MOST_STRIKES),
        blind_since=trouble.blind_since or now,
    )
    if status == 0:
        return more
    if status != _GONE:
        return replace(more, gone=0, gone_since=None, dormant_since=None)
    since = trouble.gone_since or now
    proven = (
        trouble.gone + 1 >= policy.gone_polls
        and (now - since).total_seconds() >= policy.gone_after_s
    )
    dormant_since = trouble.dormant_since or (now if proven else None)
    return replace(more, gone=trouble.gone + 1, gone_since=since, dormant_since=dormant_since)
