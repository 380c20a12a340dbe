"""Decide: readings become events on the streams that they are about.

::

    undecided revisions --group by stream--> Observation --decide--> events | append, one transaction

An article's events go to all its streams in one append, whose key names the revision and the classifier.
Killed before the append it decides again; killed after it, the key is found and the revision only marked.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Protocol

import structlog

from monitor.decide.deciding import decide
from monitor.decide.likeness import TextIndex
from monitor.decide.observation import Observation
from monitor.decide.policy import Policy
from monitor.decide.state import PartyState, fold
from monitor.model.accord import Accord, BaselineFact
from monitor.model.errors import StreamConflict
from monitor.model.events import ConfirmReason, Kin, StageConfirmed, party_stream
from monitor.model.fingerprint import Fingerprint
from monitor.model.source import SourceBook
from monitor.ports import Appended, AppendRequest, Clock, EventLog, ReadRevision, StreamWrite
from monitor.stages.observing import kin_of, observe, streams_of

_log = structlog.get_logger()

BATCH = 100
"""Revisions taken up in one pass."""

ATTEMPTS = 5
"""How often a decision is made anew because another writer moved a stream."""

STREAMS_KEPT = 512
"""Streams whose state is kept in memory between decisions."""

ACTOR = "policy"


class ReadTexts(Protocol):
    """The part of ``monitor.ports.Archive`` that deciding needs."""

    def undecided(self, limit: int) -> list[ReadRevision]:
        """Read revisions that deciding has not taken up, in the order of their ids."""

    def mark_decided(self, revisions: Sequence[int], now: datetime) -> None:
        """Remember that deciding is done with these revisions."""

    def fingerprints(self, articles: Sequence[str]) -> dict[str, Fingerprint]:
        """The fingerprint of each article's latest read revision, by article id."""


Observe = Callable[[], Sequence[Observation]]
"""Makes an article's observations against what is on file at the moment."""


class Registrar:
    """Decides observations and appends what follows; keeps the state of the streams that it knows.

    Not for use by two threads at once. A state is dropped whenever an append of it fails, and read again.
    """

    def __init__(self, log: EventLog, accords: Iterable[Accord], policy: Policy) -> None:
        self._log = log
        self._rules = {a.id: (a, policy.for_accord(a)) for a in accords}
        self._states: OrderedDict[str, PartyState] = OrderedDict()

    def state(self, accord: str, party: str) -> PartyState:
        """The state of a stream, folded from the log where it is not known yet."""
        stream = party_stream(accord, party)
        if stream not in self._states:
            self._states[stream] = fold(accord, party, self._log.read_stream(stream))
            while len(self._states) > STREAMS_KEPT:
                self._states.popitem(last=False)
        self._states.move_to_end(stream)
        return self._states[stream]

    def policy(self, accord: str) -> Policy:
        """The policy that holds for ``accord``."""
        return self._rules[accord][1]

    def enter(self, key: str, observe: Observe, *, cause: str, now: datetime) -> Appended | None:
        """Append what the observations bring about, on all their streams at once; None where it is nothing.

        Where another writer moved a stream it is observed anew as well, since what that writer brought may
        be what this text copies.
        Raises StreamConflict where other writers move the streams again and again, Transient.
        """
        known = self._log.find(key)
        if known:
            return known
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._append(key, observe(), cause=cause, now=now)
            except StreamConflict as conflict:
                _log.info("stream_moved", stream=conflict.stream, attempt=attempt)
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError("the loop returns or raises")

    def _append(
        self, key: str, observations: Sequence[Observation], *, cause: str, now: datetime
    ) -> Appended | None:
        writes = []
        try:
            for seen in observations:
                write = self._decide(seen, now)
                if write.events:
                    writes.append(write)
            if not writes:
                return None
            return self._log.append(key, writes, actor=ACTOR, cause=cause, now=now)
        except BaseException:
            for seen in observations:
                self._states.pop(seen.stream, None)
            raise

    def _decide(self, seen: Observation, now: datetime) -> StreamWrite:
        accord, policy = self._rules[seen.accord]
        state = self.state(seen.accord, seen.party)
        version = state.version
        return StreamWrite(seen.stream, version, decide(state, seen, accord, policy, now))


class DecideStage:
    """The decide stage."""

    def __init__(  # noqa: PLR0913 - a use case over three ports and what it decides by
        self,
        *,
        archive: ReadTexts,
        log: EventLog,
        sources: SourceBook,
        accords: Iterable[Accord],
        clock: Clock,
        policy: Policy,
    ) -> None:
        self._archive = archive
        self._sources = sources
        self._accords = {accord.id: accord for accord in accords}
        self._clock = clock
        self._registrar = Registrar(log, self._accords.values(), policy)
        self._texts: OrderedDict[str, tuple[PartyState, TextIndex]] = OrderedDict()

    def run_once(self) -> int:
        """Decide up to one batch of revisions in the order in which they came; how many it were.

        Raises Transient where the database is locked, StreamConflict where other writers win every time.
        """
        batch = self._archive.undecided(BATCH)
        for read in batch:
            self._decide(read)
            self._archive.mark_decided([read.revision.id], self._clock.now())
        return len(batch)

    def _decide(self, read: ReadRevision) -> None:
        streams = [
            (accord, party)
            for accord, party in streams_of(read)
            if accord in self._accords and party not in self._accords[accord].conveners
        ]
        if not streams:
            return
        appended = self._registrar.enter(
            f"decide:{read.revision.id}:{read.reading.classifier}",
            lambda: [self._observe(read, accord, party) for accord, party in streams],
            cause=f"revision:{read.revision.id}",
            now=self._clock.now(),
        )
        if appended and not appended.repeated:
            _log.info(
                "article_decided",
                revision=read.revision.id,
                streams=len(streams),
                first=appended.first_position,
                last=appended.last_position,
            )

    def _observe(self, read: ReadRevision, accord: str, party: str) -> Observation:
        seen = observe(read, self._accords[accord], party, self._sources)
        return replace(seen, kin=self._kin(seen, read.fingerprint))

    def _kin(self, seen: Observation, print_: Fingerprint) -> tuple[Kin, ...]:
        """The articles of the stream with which the new text is one origin."""
        state = self._registrar.state(seen.accord, seen.party)
        texts = self._texts_of(seen.stream, state)
        return kin_of(seen, print_, state, texts, self._registrar.policy(seen.accord))

    def _texts_of(self, stream: str, state: PartyState) -> TextIndex:
        """The texts of the stream's articles; those not known yet are read whenever the state was folded anew."""
        known, texts = self._texts.get(stream, (None, TextIndex()))
        if known is not state:
            missing = state.by_article.keys() - set(texts.articles())
            for article, found in self._archive.fingerprints(sorted(missing)).items():
                texts.add(article, found)
            self._texts[stream] = (state, texts)
        self._texts.move_to_end(stream)
        while len(self._texts) > STREAMS_KEPT:
            self._texts.popitem(last=False)
        return texts


def enter_baselines(log: EventLog, accords: Iterable[Accord], now: datetime) -> int:
    """Enter what the accords' files say was known on day one; how many facts were new to the log.

    A fact is entered once, by its party, stage and date, and only on a stream on which nothing was confirmed
    yet: a changed file adds nothing to what the log has since decided.
    """
    by_stream: dict[str, list[tuple[Accord, BaselineFact]]] = {}
    for accord in accords:
        for fact in accord.baseline:
            by_stream.setdefault(party_stream(accord.id, fact.party), []).append((accord, fact))
    entered = 0
    # One commit for the first facts of all streams, one for the second: a fact is held against those before it.
    for facts in zip_longest(*by_stream.values()):
        found = (_baseline(log, accord, fact) for accord, fact in filter(None, facts))
        answers = append_all(log, [request for request in found if request], now)
        entered += sum(not answer.repeated for answer in answers)
    return entered


def append_all(log: EventLog, requests: Sequence[AppendRequest], now: datetime) -> list[Appended]:
    """Append ``requests`` in one commit. Raises the first conflict, after the others are written."""
    answers = log.append_many(requests, now) if requests else []
    appended = []
    for answer in answers:
        if not isinstance(answer, Appended):
            raise answer
        appended.append(answer)
    return appended


def _baseline(log: EventLog, accord: Accord, fact: BaselineFact) -> AppendRequest | None:
    """What enters ``fact``; None where the log has it, or has decided since."""
    key = f"baseline:{accord.id}:{fact.party}:{fact.stage}:{fact.date}"
    if log.find(key):
        return None
    stream = party_stream(accord.id, fact.party)
    state = fold(accord.id, fact.party, log.read_stream(stream))
    if state.current and state.current.reason is not ConfirmReason.BASELINE:
        return None
    known = {(step.stage, step.date) for step in state.path}
    if (fact.stage, fact.date or None) in known:
        return None
    event = StageConfirmed(
        accord=accord.id,
        party=fact.party,
        stage=fact.stage,
        previous=state.current.stage if state.current else None,
        date=fact.date or None,
        effective=None,
        reason=ConfirmReason.BASELINE,
        news=False,
        voices=0,
        source=fact.source,
    )
    write = StreamWrite(stream, state.version, (event,))
    return AppendRequest(key, (write,), "baseline", f"accord:{accord.id}")
