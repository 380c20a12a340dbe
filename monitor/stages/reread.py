"""Reread: what an older version of the classifier read is read anew, and the difference is decided.

::

    revisions on file --new classifier--> what differs, by stream --decide--> events | append | mark as read

The events of a stream are one append, some streams' appends one commit, and a revision is marked as read by the new version only after all
streams of which it speaks. Killed at any point it finds the rest again; what was appended differs no more.
The texts are read once to see what differs and again to decide it, so that only addresses are remembered.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

import structlog

from monitor.claims.fingerprint import fingerprint
from monitor.decide.dating import DECIDED
from monitor.decide.likeness import TextIndex
from monitor.decide.observation import Observation
from monitor.decide.policy import Policy
from monitor.decide.reconsidering import Cause
from monitor.decide.rereading import ReadAnew, TakenBack, reread, taken_back
from monitor.decide.state import PartyState, fold
from monitor.decide.voices import Heard
from monitor.model.accord import Accord
from monitor.model.claim import Claim, Denial, Reading
from monitor.model.events import Kin, StoredEvent, party_stream
from monitor.model.fingerprint import Fingerprint
from monitor.model.source import SourceBook
from monitor.ports import Appended, AppendRequest, Clock, EventLog, ReadRevision, StreamWrite
from monitor.stages.observing import about, kin_of, observe
from monitor.stages.read import Reader

_log = structlog.get_logger()

BATCH = 200
"""Revisions taken up at once."""

ATTEMPTS = 5
"""How often a stream is decided anew because another writer moved it."""

TOGETHER = 20
"""Streams whose appends are one commit: few, since a worker beside may move them while they are decided."""

_Stream = tuple[tuple[str, str], set[str]]
"""(accord, party), and the articles that read differently there."""


class ReadArchive(Protocol):
    """What was read and decided. All may raise Transient where the database is locked."""

    def read_before(
        self, classifier: str | None, since: datetime | None, after: int, limit: int
    ) -> list[ReadRevision]:
        """Decided revisions behind id ``after`` that another version than ``classifier`` read, in order.

        ``since`` bounds when they were first seen; without ``classifier`` all are given.
        """

    def latest_of(self, articles: Sequence[str]) -> list[ReadRevision]:
        """The latest decided revision of each article."""

    def save_readings(
        self, read: Sequence[tuple[int, Reading, Fingerprint]], now: datetime
    ) -> None:
        """Store readings by revision id and mark the revisions as read, in one transaction."""

    def fingerprints(self, articles: Sequence[str]) -> dict[str, Fingerprint]:
        """The fingerprint of each article's latest read revision, by article id."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is read anew: everything on file (``all``), or what another version read; perhaps since an instant."""

    since: datetime | None = None
    all: bool = False


@dataclass(slots=True)
class Findings:
    """What the first look found: how much was read, by which versions, and what reads differently.

    ``marked`` tells that what reads the same is marked as read by this version. ``changed`` are revision ids, ``streams`` the articles of each (accord, party) that differ,
    ``unreadable`` the addresses at which the classifier failed.
    """

    read: int = 0
    marked: bool = False
    versions: set[str] = field(default_factory=set)
    changed: list[int] = field(default_factory=list)
    streams: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    unreadable: dict[str, None] = field(default_factory=dict)


class Reread:
    """Reads anew what is on file; one run of a command.

    ``tell`` is called with the number of revisions read so far.
    """

    def __init__(  # noqa: PLR0913 - a use case over three ports and what it decides by
        self,
        *,
        archive: ReadArchive,
        log: EventLog,
        classifier: Reader,
        sources: SourceBook,
        accords: Iterable[Accord],
        policy: Policy,
        clock: Clock,
        tell: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self._archive = archive
        self._log = log
        self._classifier = classifier
        self._sources = sources
        self._rules = {a.id: (a, policy.for_accord(a)) for a in accords}
        self._clock = clock
        self._tell = tell

    def look(self, scope: Scope, *, marking: bool) -> Findings:
        """Read what is in ``scope`` and note what differs; with ``marking`` what does not is marked as read."""
        found = Findings(marked=marking)
        for batch in self._batches(scope):
            same = []
            for old in batch:
                new = self._reading(old, found)
                if new is None:
                    continue
                found.versions.add(old.reading.classifier)
                streams = self._differing(old.reading, new)
                for stream in streams:
                    found.streams[stream].add(old.revision.article.id)
                if streams:
                    found.changed.append(old.revision.id)
                else:
                    same.append((old.revision.id, new, fingerprint(old.revision.article)))
            found.read += len(batch)
            self._tell(found.read)
            if marking and same:
                self._archive.save_readings(same, self._clock.now())
        return found

    def decisions(self, found: Findings, cause: Cause) -> Iterator[StreamWrite]:
        """What each stream would be given, without anything being written."""
        for stream, articles in sorted(found.streams.items()):
            write = self._decide(stream, articles, cause)
            if write.events:
                yield write

    def apply(
        self, found: Findings, cause: Cause, *, actor: str, why: str
    ) -> Iterator[tuple[StreamWrite, Appended]]:
        """Append what each stream is given. Raises StreamConflict where other writers win every time."""
        streams = sorted(found.streams.items())
        for first in range(0, len(streams), TOGETHER):
            group = streams[first : first + TOGETHER]
            yield from self._append(group, cause, actor=actor, why=why)

    def mark(self, scope: Scope, found: Findings) -> None:
        """Mark what was looked at as read by this version, once the streams of what differs are done."""
        changed = set(found.changed)
        for batch in self._batches(scope):
            done = []
            for old in batch:
                if found.marked and old.revision.id not in changed:
                    continue
                new = self._reading(old, found)
                if new is None:
                    continue
                # What was decided since the look, by the reading of before, waits for the next call.
                if old.revision.id in changed or not self._differing(old.reading, new):
                    done.append((old.revision.id, new, fingerprint(old.revision.article)))
            if done:
                self._archive.save_readings(done, self._clock.now())

    def _append(
        self, streams: Sequence[_Stream], cause: Cause, *, actor: str, why: str
    ) -> Iterator[tuple[StreamWrite, Appended]]:
        """Append to each stream in one commit; those that another writer moved are decided anew."""
        for attempt in range(1, ATTEMPTS + 1):
            decided = [(one, self._decide(*one, cause)) for one in streams]
            given = [(one, write) for one, write in decided if write.events]
            requests = [
                AppendRequest(f"reread:{uuid.uuid4().hex}", (write,), actor, why)
                for _, write in given
            ]
            answers = self._log.append_many(requests, self._clock.now())
            moved = []
            for (one, write), answer in zip(given, answers, strict=True):
                if isinstance(answer, Appended):
                    yield write, answer
                else:
                    moved.append((one, answer))
            if not moved:
                return
            _log.info("streams_moved", count=len(moved), attempt=attempt)
            if attempt == ATTEMPTS:
                raise moved[0][1]
            streams = [one for one, _ in moved]

    def _batches(self, scope: Scope) -> Iterator[list[ReadRevision]]:
        version = None if scope.all else self._classifier.version
        after = 0
        while batch := self._archive.read_before(version, scope.since, after, BATCH):
            after = batch[-1].revision.id
            yield batch

    def _reading(self, old: ReadRevision, found: Findings) -> Reading | None:
        """The new reading; None where the classifier fails, whose fault must not take anything off file."""
        article = old.revision.article
        try:
            return self._classifier.read(article)
        except Exception:  # noqa: BLE001 - the boundary: any fault is this article's alone
            _log.exception("article_unreadable", revision=old.revision.id, url=article.url)
            found.unreadable[article.url or article.id] = None
            return None

    def _differing(self, old: Reading, new: Reading) -> list[tuple[str, str]]:
        """The watched streams on which two readings do not say the same."""
        spoken = {s for reading in (old, new) for s in _streams(reading) if self._is_watched(*s)}
        return sorted(s for s in spoken if _said(old, *s) != _said(new, *s))

    def _is_watched(self, accord: str, party: str) -> bool:
        return accord in self._rules and party not in self._rules[accord][0].conveners

    def _decide(self, stream: tuple[str, str], articles: set[str], cause: Cause) -> StreamWrite:
        rules = self._rules[stream[0]]
        name = party_stream(*stream)
        stored = self._log.read_stream(name)
        state = fold(*stream, stored)
        version = state.version
        texts, gone = self._texts(stream, articles, stored)
        seen = self._observations(texts, stream, state)
        events = reread(state, ReadAnew(seen, gone), rules, cause, self._clock.now())
        return StreamWrite(name, version, events)

    def _texts(
        self, stream: tuple[str, str], articles: set[str], stored: Sequence[StoredEvent]
    ) -> tuple[list[ReadRevision], TakenBack]:
        """The articles as they read now, with those of which nothing is taken back any more."""
        texts = self._reread(articles)
        gone = taken_back(one.event for one in stored)
        freed = gone.freed_by(self._observe(text, stream) for text in texts)
        texts += self._reread({article for article, _ in freed} - articles)
        return texts, gone.without(freed)

    def _reread(self, articles: set[str]) -> list[ReadRevision]:
        """The latest revision of each article as this version reads it."""
        return [
            replace(
                old,
                reading=self._classifier.read(old.revision.article),
                fingerprint=fingerprint(old.revision.article),
            )
            for old in self._archive.latest_of(sorted(articles))
        ]

    def _observe(self, text: ReadRevision, stream: tuple[str, str]) -> Observation:
        accord, party = stream
        return observe(text, self._rules[accord][0], party, self._sources)

    def _observations(
        self, texts: Sequence[ReadRevision], stream: tuple[str, str], state: PartyState
    ) -> list[Observation]:
        """What the texts say, by publication, with their kin: as on file where they are, else as compared."""
        known = _kin_on_file(state)
        by_article = {text.revision.article.id: text for text in texts}
        seen = sorted(
            (self._observe(text, stream) for text in texts),
            key=lambda one: (one.report.published, one.report.article),
        )
        if by_article.keys() <= known.keys():
            return [replace(one, kin=known[one.report.article]) for one in seen]
        index, policy = self._index(state), self._rules[stream[0]][1]
        return [
            replace(
                one,
                kin=known[article]
                if (article := one.report.article) in known
                else kin_of(one, by_article[article].fingerprint, state, index, policy),
            )
            for one in seen
        ]

    def _index(self, state: PartyState) -> TextIndex:
        """The texts of the articles on the stream."""
        index = TextIndex()
        for article, print_ in self._archive.fingerprints(sorted(state.by_article)).items():
            index.add(article, print_)
        return index


def _kin_on_file(state: PartyState) -> dict[str, tuple[Kin, ...]]:
    """The kin of each article that has claims or denials on the stream."""
    heard: list[Heard] = [*state.claims.values(), *state.denials.values()]
    return {one.report.article: one.kin for one in heard}


def _streams(reading: Reading) -> set[tuple[str, str]]:
    """The (accord, party) pairs on which a reading speaks."""
    said: list[Claim | Denial] = [*reading.claims, *reading.denials, *reading.lifted]
    found = {(one.accord, one.party) for one in said}
    return found | {(taken.accord, taken.party) for taken in reading.retractions}


def _said(reading: Reading, accord: str, party: str) -> tuple[frozenset[object], ...]:
    """All of a reading that matters on one stream: not how sure it is, nor where the words stand."""
    stream = (accord, party)
    claims = frozenset(
        (c.stage, c.new, c.date, c.effective, c.speaker, DECIDED in c.why)
        for c in about(reading.claims, *stream)
    )
    denials = frozenset((d.stages, d.speaker) for d in about(reading.denials, *stream))
    lifted = frozenset((d.stages, d.speaker) for d in about(reading.lifted, *stream))
    taken = frozenset((r.stages, r.outlet, r.url) for r in about(reading.retractions, *stream))
    origins = frozenset(reading.origins) if claims or denials or lifted else frozenset()
    return claims, denials, lifted, taken, origins
