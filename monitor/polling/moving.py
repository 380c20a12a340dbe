"""Where a feed has moved to: permanent redirects are learned once they have proven to last."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from monitor.model.feed import FetchedFeed, PollPolicy
from monitor.model.polling import Moving

_PERMANENT = frozenset({301, 308})
_FEWEST_SIGHTINGS = 3
_FAILURES_TO_FORGET = 3


class MoveReason(StrEnum):
    """Why the address that is asked has changed."""

    SECURE = "secure"
    LASTING = "lasting"
    FORGOTTEN = "forgotten"


def follow(
    moving: Moving, fetched: FetchedFeed, failures: int, now: datetime, policy: PollPolicy
) -> tuple[Moving, MoveReason | None]:
    """``moving`` after an answer, and the reason where the learned address is another than before.

    ``failures`` counts polls in a row that did not hear the feed, this one included. A chain is learned
    whole, where every redirect in it is permanent: after ``move_after_s`` and three sightings, or at once
    from http to https at the same place. An address that was learned and fails three times is forgotten:
    the feed's own is asked again.
    """
    if failures:
        if moving.location and failures >= _FAILURES_TO_FORGET:
            return Moving(), MoveReason.FORGOTTEN
        return moving, None
    if not fetched.hops or any(hop.status not in _PERMANENT for hop in fetched.hops):
        return Moving(location=moving.location), None
    if _is_only_secured(fetched.url, fetched.final_url):
        return Moving(location=fetched.final_url), MoveReason.SECURE
    return _seen_again(moving, fetched.final_url, now, policy)


def _seen_again(
    moving: Moving, target: str, now: datetime, policy: PollPolicy
) -> tuple[Moving, MoveReason | None]:
    """One more permanent redirect to ``target``."""
    if target != moving.target:
        return Moving(moving.location, target, now, 1), None
    seen = moving.seen + 1
    lasts_s = (now - (moving.since or now)).total_seconds()
    if seen >= _FEWEST_SIGHTINGS and lasts_s >= policy.move_after_s:
        return Moving(location=target), MoveReason.LASTING
    return replace(moving, seen=seen), None


def _is_only_secured(asked: str, target: str) -> bool:
    """Whether ``target`` is ``asked`` with https in the place of http, and nothing else."""
    before, after = urlsplit(asked), urlsplit(target)
    same = before._replace(scheme="", fragment="") == after._replace(scheme="", fragment="")
    return same and (before.scheme, after.scheme) == ("http", "https")
