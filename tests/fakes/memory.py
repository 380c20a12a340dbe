"""An event log in memory that keeps the promises of ``monitor.ports.EventLog``."""

from __future__ import annotations

from collections import defaultdict

from monitor.model.errors import KeyConflict, StreamConflict
from monitor.model.events import StoredEvent
from monitor.ports import Appended


class MemoryLog:
    """Positions, versions, keys and conflicts as in the database."""

    def __init__(self):
        self.events = []
        self.streams = defaultdict(list)
        self.keys = {}
        self.before_append = lambda: None

    def append(self, key, writes, *, actor, cause, now):
        """Append all or nothing; ``before_append`` lets a test slip in another writer."""
        self.before_append()
        writes = list(writes)
        if key in self.keys:
            known, answer = self.keys[key]
            if known != (writes, actor, cause):
                raise KeyConflict(key)
            return Appended(answer.first_position, answer.last_position, repeated=True)
        for write in writes:
            actual = len(self.streams[write.stream])
            if actual != write.expected_version:
                raise StreamConflict(write.stream, write.expected_version, actual)
        first = len(self.events) + 1
        recorded = max([now, *(stored.recorded_at for stored in self.events[-1:])])
        for write in writes:
            for event in write.events:
                self._store(write.stream, event, actor, cause, recorded)
        answer = Appended(first, len(self.events))
        self.keys[key] = ((writes, actor, cause), answer)
        return answer

    def append_many(self, requests, now, *, until_conflict=False):
        """The answer to each request, in order, or up to the first conflict."""
        answers = []
        for request in requests:
            try:
                told = {"actor": request.actor, "cause": request.cause, "now": now}
                answers.append(self.append(request.key, request.writes, **told))
            except (KeyConflict, StreamConflict) as conflict:
                answers.append(conflict)
                if until_conflict:
                    break
        return answers

    def _store(self, stream, event, actor, cause, recorded):
        position = len(self.events) + 1
        stored = StoredEvent(
            position=position,
            event_id=f"e{position}",
            stream=stream,
            version=len(self.streams[stream]) + 1,
            type=type(event).__name__,
            event=event,
            actor=actor,
            cause=cause,
            recorded_at=recorded,
        )
        self.events.append(stored)
        self.streams[stream].append(stored)

    def find(self, key):
        """The answer that ``key`` was given."""
        if key not in self.keys:
            return None
        answer = self.keys[key][1]
        return Appended(answer.first_position, answer.last_position, repeated=True)

    def find_all(self, keys):
        """The answers that used keys were given."""
        return {key: answer for key in keys if (answer := self.find(key))}

    def read(self, after, limit):
        """Events behind a position."""
        return self.events[after : after + limit]

    def read_stream(self, stream):
        """All events of one stream."""
        return list(self.streams[stream])

    def head(self):
        """The last position."""
        return len(self.events)
