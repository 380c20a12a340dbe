"""Replay: articles in time order through read and decide, under a simulated clock.

::

    articles --(classifier | trace)--> Observation --decide--> log --> lines

The same stages run as in the live service; only the archive is in memory, and nobody is alerted. What a live
database holds is replayed as it was read, at the instants at which it came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from monitor.decide.observation import Sighting
from monitor.decide.policy import Policy
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Reading
from monitor.model.clock import SetClock
from monitor.model.dates import iso
from monitor.model.errors import UsageError
from monitor.model.events import (
    ClaimRecorded,
    ConfirmReason,
    ReviewClosed,
    ReviewOpened,
    StageConfirmed,
    StageDisputed,
    StageRevoked,
    StoredEvent,
    party_stream,
)
from monitor.model.fingerprint import Fingerprint
from monitor.model.source import SourceBook
from monitor.model.stage import Stage
from monitor.ports import AppendRequest, EventLog, ReadRevision, Revision, StreamWrite
from monitor.stages.decide import (
    DecideStage,
    Entry,
    ReadTexts,
    Registrar,
    append_all,
    enter_baselines,
)
from monitor.stages.observing import streams_of
from monitor.stages.read import Reader, ReadStage
from monitor.stages.trace import Line, Tracer

_BATCH = 500
_BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class MemoryArchive:
    """An archive that forgets; implements ``monitor.ports.Archive``."""

    _revisions: list[Revision] = field(default_factory=list)
    _read: dict[int, tuple[Reading, Fingerprint]] = field(default_factory=dict)
    _decided: set[int] = field(default_factory=set)
    _latest: dict[str, int] = field(default_factory=dict)

    def add(self, sighting: Sighting) -> None:
        """Take in one revision."""
        number = len(self._revisions) + 1
        self._revisions.append(
            Revision(number, sighting.number, sighting.article, sighting.first_seen, sighting.fresh)
        )

    def unread(self, limit: int) -> list[Revision]:
        """Revisions that no classifier has read, oldest first."""
        return self._revisions[len(self._read) :][:limit]

    def save_readings(
        self, read: Sequence[tuple[int, Reading, Fingerprint]], now: datetime
    ) -> None:
        """Store readings by revision id."""
        del now
        for revision, reading, print_ in read:
            self._read[revision] = (reading, print_)

    def undecided(self, limit: int) -> list[ReadRevision]:
        """Read revisions that deciding has not taken up, in the order of their ids."""
        waiting = [r for r in self._revisions[len(self._decided) :] if r.id in self._read][:limit]
        return [self._read_revision(revision) for revision in waiting]

    def _read_revision(self, revision: Revision) -> ReadRevision:
        reading, print_ = self._read[revision.id]
        before = self._latest.get(revision.article.id)
        return ReadRevision(
            revision, reading, print_, self._read[before][0] if before is not None else None
        )

    def mark_decided(self, revisions: Sequence[int], now: datetime) -> None:
        """Remember that deciding is done with these revisions."""
        del now
        for revision in revisions:
            self._decided.add(revision)
            self._latest[self._revisions[revision - 1].article.id] = revision

    def fingerprints(self, articles: Sequence[str]) -> dict[str, Fingerprint]:
        """The fingerprint of each article's latest decided revision."""
        return {
            article: self._read[self._latest[article]][1]
            for article in articles
            if article in self._latest
        }


@dataclass(slots=True)
class Passing:
    """What was read and decided before, offered to deciding once more, one revision at a time.

    Fingerprints are those ``on_file``; implements ``monitor.stages.decide.ReadTexts``.
    """

    on_file: ReadTexts
    _waiting: list[ReadRevision] = field(default_factory=list)
    _before: dict[str, Reading] = field(default_factory=dict)

    def offer(self, read: ReadRevision) -> None:
        """Offer the next revision."""
        article = read.revision.article.id
        self._waiting.append(replace(read, previous=self._before.get(article)))
        if streams_of(read):
            self._before[article] = read.reading
        else:
            self._before.pop(article, None)

    def undecided(self, limit: int) -> list[ReadRevision]:
        """What was offered and not decided yet."""
        return self._waiting[:limit]

    def mark_decided(self, revisions: Sequence[int], now: datetime) -> None:
        """Let go of what was decided."""
        del now
        self._waiting = [read for read in self._waiting if read.revision.id not in revisions]

    def fingerprints(self, articles: Sequence[str]) -> dict[str, Fingerprint]:
        """The fingerprint of each article's latest read revision, by article id."""
        return self.on_file.fingerprints(articles)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a replay decides by: its accords, who publishes, the policy, and what was known before.

    Where ``seed`` is given it stands in for the baseline of the only accord.
    """

    accords: tuple[Accord, ...]
    sources: SourceBook
    policy: Policy
    seed: Mapping[str, Stage] | None = None


class Replay:
    """One run over some articles."""

    def __init__(
        self, setting: Setting, log: EventLog, after_each: Callable[[], object] | None = None
    ) -> None:
        self._setting = setting
        self._log = log
        self._after_each = after_each or (lambda: None)
        self._articles: dict[str, Article] = {}
        self._ids: dict[str, str] = {}
        self._revisions: dict[str, int] = {}
        self._lines: dict[str, str] = {}
        self._seen = log.head()

    def with_classifier(
        self, articles: Iterable[Article], reader: Reader
    ) -> Iterator[dict[str, Any]]:
        """Read the articles with ``reader``; a line for each event that changes a stage or a review."""
        ordered = in_time_order(articles)
        if not ordered:
            return
        clock, archive = SetClock(ordered[0].published), MemoryArchive()
        self._enter_what_was_known(clock.now())
        read = ReadStage(archive, reader, clock)
        decide = self._deciding(archive, clock)
        for article in ordered:
            clock.advance_to(article.published)
            archive.add(self._sight(article))
            read.run_once()
            decide.run_once()
            yield from self._report(article.id)

    def over_archive(
        self, read: Iterable[ReadRevision], on_file: ReadTexts
    ) -> Iterator[dict[str, Any]]:
        """Decide once more what a live database holds, in the order in which it came; texts are not read anew."""
        clock, passing = SetClock(_BEGINNING), Passing(on_file)
        decide = self._deciding(passing, clock)
        for number, text in enumerate(read):
            clock.advance_to(text.revision.first_seen)
            if not number:
                self._enter_what_was_known(clock.now())
            passing.offer(text)
            decide.run_once()
            yield from self._report(text.revision.article.url or text.revision.article.id)

    def _deciding(self, archive: ReadTexts, clock: SetClock) -> DecideStage:
        return DecideStage(
            archive=archive,
            log=self._log,
            sources=self._setting.sources,
            accords=self._setting.accords,
            clock=clock,
            policy=self._setting.policy,
        )

    def with_trace(
        self, articles: Iterable[Article], trace: Mapping[str, Line]
    ) -> Iterator[dict[str, Any]]:
        """Take the claims from ``trace``, by article id; an article without a line says nothing."""
        ordered = in_time_order(articles)
        if not ordered:
            return
        self._enter_what_was_known(ordered[0].published)
        tracer = Tracer({a.id: a for a in self._setting.accords}, self._setting.sources)
        registrar = Registrar(self._log, self._setting.accords, self._setting.policy)
        for article in ordered:
            sighting = self._sight(article)
            observations = tracer.observe(sighting, trace.get(article.id, {}), self._ids)
            if observations:
                entry = Entry(
                    f"replay:{article.id}", partial(list, observations), f"article:{article.id}"
                )
                registrar.enter(entry, article.published)
            yield from self._report(article.id)

    def _sight(self, article: Article) -> Sighting:
        """The article as a revision of the first one with its address."""
        first = self._articles.setdefault(article.url or article.id, article)
        self._ids[article.id] = first.id
        number = self._revisions[first.id] = self._revisions.get(first.id, 0) + 1
        same = replace(article, id=first.id)
        return Sighting(same, number, article.published, fresh=True)

    def _enter_what_was_known(self, now: datetime) -> None:
        if self._setting.seed is None:
            enter_baselines(self._log, self._setting.accords, now)
        else:
            self._enter_seed(self._setting.seed, now)
        self._seen = self._log.head()

    def _enter_seed(self, seed: Mapping[str, Stage], now: datetime) -> None:
        if len(self._setting.accords) != 1:
            raise UsageError("--seed needs --accord: it names parties and stages of one accord")
        accord = self._setting.accords[0].id
        requests = []
        for party, stage in seed.items():
            if stage is Stage.PROSPECTIVE:
                continue
            event = StageConfirmed(
                accord=accord,
                party=party,
                stage=stage,
                previous=None,
                date=None,
                effective=None,
                reason=ConfirmReason.BASELINE,
                news=False,
                voices=0,
            )
            write = StreamWrite(party_stream(accord, party), 0, (event,))
            requests.append(AppendRequest(f"seed:{accord}:{party}", (write,), "baseline", "seed"))
        append_all(self._log, requests, now)

    def _report(self, article: str) -> Iterator[dict[str, Any]]:
        """The lines of the events since the last report, which happened with ``article``."""
        self._after_each()
        while events := self._log.read(self._seen, _BATCH):
            for stored in events:
                if isinstance(stored.event, ClaimRecorded):
                    self._lines[stored.event.claim_id] = article
                line = self._line(stored, article)
                if line:
                    yield line
            self._seen = events[-1].position

    def _line(self, stored: StoredEvent, article: str) -> dict[str, Any] | None:
        event = stored.event
        if not isinstance(
            event, StageConfirmed | StageRevoked | StageDisputed | ReviewOpened | ReviewClosed
        ):
            return None
        reason = event.outcome if isinstance(event, ReviewClosed) else event.reason
        line: dict[str, Any] = {
            "at": iso(stored.recorded_at),
            "position": stored.position,
            "type": stored.type,
            "accord": event.accord,
            "party": event.party,
            "stage": event.stage.value,
        }
        if isinstance(event, StageConfirmed):
            line |= {"date": event.date} if event.date else {}
            line |= {"effective": event.effective} if event.effective else {}
        return line | {
            "article": article,
            "reason": reason.value,
            "support": self._support(event),
        }

    def _support(
        self,
        event: StageConfirmed | StageRevoked | StageDisputed | ReviewOpened | ReviewClosed,
    ) -> list[str]:
        """The articles that the event quotes, by the ids with which they came."""
        if isinstance(event, StageRevoked | ReviewClosed):
            return []
        found = (self._lines.get(w.claim_id, w.article) for w in event.witnesses)
        return list(dict.fromkeys(found))


def in_time_order(articles: Iterable[Article]) -> list[Article]:
    """Articles by publication; those of one instant in the order given."""
    return sorted(articles, key=lambda article: article.published)
