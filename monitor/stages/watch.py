"""The watch stage: what cannot be seen is said."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from monitor.decide.blindness import EVERYWHERE, blindness
from monitor.model.events import SourceRecovered, SourceWentBlind, source_stream
from monitor.ports import Clock, EventLog, FeedStore, StreamWrite

_log = structlog.get_logger()


class WatchStage:
    """Writes SourceWentBlind and SourceRecovered when the feeds' states say so."""

    def __init__(
        self, feeds: FeedStore, log: EventLog, clock: Clock, *, blind_after: timedelta
    ) -> None:
        self._feeds = feeds
        self._events = log
        self._clock = clock
        self._blind_after = blind_after

    def run_once(self) -> int:
        """Compare what is blind with what the log says; the number of events written."""
        now = self._clock.now()
        states = self._feeds.states()
        known, versions = self._known({EVERYWHERE, *(state.host for state in states)})
        changes = blindness(states, known, now, self._blind_after)
        for change in changes:
            self._append(change, versions[change.host], now)
        return len(changes)

    def _known(self, hosts: set[str]) -> tuple[dict[str, datetime], dict[str, int]]:
        """Which hosts the log holds for blind, since when; and each stream's version."""
        known: dict[str, datetime] = {}
        versions: dict[str, int] = {}
        for host in hosts:
            events = self._events.read_stream(source_stream(host))
            versions[host] = events[-1].version if events else 0
            if events and isinstance(last := events[-1].event, SourceWentBlind):
                known[host] = last.since
        return known, versions

    def _append(
        self, change: SourceWentBlind | SourceRecovered, version: int, now: datetime
    ) -> None:
        stream = source_stream(change.host)
        self._events.append(
            f"watch:{change.host}:{version + 1}",
            [StreamWrite(stream, version, (change,))],
            actor="watch",
            cause="feed states",
            now=now,
        )
        _log.warning(type(change).__name__, host=change.host, feeds=len(change.feeds))
