"""When a source counts as blind: silence must mean that nothing happened, not that a feed died."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from monitor.model.events import SourceRecovered, SourceWentBlind
from monitor.model.feed import FeedState

EVERYWHERE = "*"
"""The host of an event that concerns all sources at once."""


def blindness(
    feeds: Sequence[FeedState],
    known: Mapping[str, datetime],
    now: datetime,
    after: timedelta,
) -> tuple[SourceWentBlind | SourceRecovered, ...]:
    """What has changed against ``known`` (host → blind since).

    A host is blind when none of its enabled feeds has been heard for ``after``. Where every host is, the
    fault is likely ours: one event for all of them.
    """
    by_host = _watched(feeds)
    blind = {
        host: since for host, own in by_host.items() if (since := _blind_since(own, now, after))
    }
    if len(by_host) > 1 and len(blind) == len(by_host):
        blind = {EVERYWHERE: min(blind.values())}
    went = tuple(
        SourceWentBlind(host, _urls(by_host, host), since, _reason(by_host, host))
        for host, since in sorted(blind.items())
        if host not in known
    )
    recovered = tuple(
        SourceRecovered(host, _urls(by_host, host), since)
        for host, since in sorted(known.items())
        if host not in blind and EVERYWHERE not in blind
    )
    return went + recovered


def _watched(feeds: Sequence[FeedState]) -> dict[str, list[FeedState]]:
    by_host: dict[str, list[FeedState]] = {}
    for feed in feeds:
        if feed.enabled and feed.listed:
            by_host.setdefault(feed.host, []).append(feed)
    return by_host


def _blind_since(feeds: list[FeedState], now: datetime, after: timedelta) -> datetime | None:
    """Since when none of ``feeds`` has been heard, where that is ``after`` ago or longer."""
    starts = [feed.blind_since for feed in feeds if feed.blind_since is not None]
    if len(starts) < len(feeds) or now - max(starts) < after:
        return None
    return max(starts)


def _urls(by_host: dict[str, list[FeedState]], host: str) -> tuple[str, ...]:
    return tuple(feed.url for feed in by_host.get(host, ()))


def _reason(by_host: dict[str, list[FeedState]], host: str) -> str:
    if host == EVERYWHERE:
        return "no feed at all has been heard; look at this machine's network first"
    worst = by_host[host][0]
    outcome = worst.last_outcome.value if worst.last_outcome else "never polled"
    return f"{outcome}: {worst.last_error}" if worst.last_error else outcome
