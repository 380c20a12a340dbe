"""Decide: readings become events on the streams that they are about.

::

    undecided revisions --group by stream--> Observation --decide--> events | append, one commit a batch

An article's events go to all its streams in one append, whose key names the revision and the classifier.
The appends of a batch are one commit: each decides on the states that those before it have left in memory.
Killed before the commit it decides again; killed after it, the keys are found and the revisions only marked.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
from monitor.model.errors import KeyConflict, StreamConflict, Transient
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


@dataclass(frozen=True, slots=True)
class Entry:
    """One text to decide on: the key of its append, how it is observed, and what its events name as their cause."""

    key: str
    observe: Observe
    cause: str


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

    def enter(self, entry: Entry, now: datetime) -> Appended | None:
        """Append what one text brings about, on all its streams at once; None where it is nothing.

        Raises as ``enter_all`` does.
        """
        ((answer,),) = self.enter_all([entry], now)
        return answer

    def enter_all(self, entries: Sequence[Entry], now: datetime) -> Iterator[list[Appended | None]]:
        """Append what texts bring about, each deciding on what those before it brought; the answers of each commit.

        Usually all are one commit. Where another writer moved a stream, the text whose stream it was and those
        behind it are observed anew as well, since what that writer brought may be what they copy. A text that
        cannot be entered keeps those behind it waiting and not those before it.
        Raises StreamConflict where other writers move the streams again and again, Transient.
        """
        rest, attempt = entries, 0
        while rest:
            try:
                answers, conflict = self._commit(rest, now)
            except Transient:
                raise
            except Exception:
                if len(rest) == 1:
                    raise
                # Which text is at fault is found by entering them one by one.
                for entry in rest:
                    yield from self.enter_all([entry], now)
                return
            if answers:
                yield answers
            rest, attempt = rest[len(answers) :], 0 if answers else attempt
            if conflict is not None:
                attempt += 1
                _log.info("stream_moved", why=str(conflict), attempt=attempt)
                if attempt == ATTEMPTS:
                    raise conflict

    def _commit(
        self, entries: Sequence[Entry], now: datetime
    ) -> tuple[list[Appended | None], StreamConflict | KeyConflict | None]:
        """Decide ``entries`` in memory and append them in one commit; the answers up to a conflict, and that."""
        touched: set[str] = set()
        try:
            known = self._log.find_all([entry.key for entry in entries])
            decided = [
                known.get(entry.key) or self._request(entry, touched, now) for entry in entries
            ]
            requests = [one for one in decided if isinstance(one, AppendRequest)]
            written = iter(self._log.append_many(requests, now, until_conflict=True))
        except BaseException:
            self._forget(touched)
            raise
        answers: list[Appended | None] = []
        for one in decided:
            answer = next(written) if isinstance(one, AppendRequest) else one
            if isinstance(answer, StreamConflict | KeyConflict):
                self._forget(touched)
                return answers, answer
            answers.append(answer)
        return answers, None

    def _request(self, entry: Entry, touched: set[str], now: datetime) -> AppendRequest | None:
        """What ``entry`` brings about; None where it is nothing. Its streams are added to ``touched``."""
        writes = []
        for seen in entry.observe():
            touched.add(seen.stream)
            write = self._decide(seen, now)
            if write.events:
                writes.append(write)
        return AppendRequest(entry.key, tuple(writes), ACTOR, entry.cause) if writes else None

    def _forget(self, streams: Iterable[str]) -> None:
        for stream in streams:
            self._states.pop(stream, None)

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
        self.decide(batch)
        return len(batch)

    def decide(self, batch: Sequence[ReadRevision]) -> None:
        """Decide ``batch`` in its order; each text is marked once what it brought is in the log."""
        entries = [self._entry(read) for read in batch]
        done = 0
        for answers in self._registrar.enter_all(entries, self._clock.now()):
            for read, appended in zip(batch[done:], answers, strict=False):
                _tell(read, appended)
            ids = [read.revision.id for read in batch[done : done + len(answers)]]
            self._archive.mark_decided(ids, self._clock.now())
            done += len(answers)

    def _entry(self, read: ReadRevision) -> Entry:
        streams = [
            (accord, party)
            for accord, party in streams_of(read)
            if accord in self._accords and party not in self._accords[accord].conveners
        ]
        return Entry(
            f"decide:{read.revision.id}:{read.reading.classifier}",
            lambda: [self._observe(read, accord, party) for accord, party in streams],
            f"revision:{read.revision.id}",
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
        """The texts of the stream's articles, read anew whenever its state was folded anew.

        What an index of before has beside them was taken back with the state that it belonged to.
        """
        known, texts = self._texts.get(stream, (None, TextIndex()))
        if known is not state:
            texts = TextIndex()
            for article, found in self._archive.fingerprints(sorted(state.by_article)).items():
                texts.add(article, found)
            self._texts[stream] = (state, texts)
        self._texts.move_to_end(stream)
        while len(self._texts) > STREAMS_KEPT:
            self._texts.popitem(last=False)
        return texts


def _tell(read: ReadRevision, appended: Appended | None) -> None:
    """Log what a text brought."""
    if appended and not appended.repeated:
        _log.info(
            "article_decided",
            revision=read.revision.id,
            first=appended.first_position,
            last=appended.last_position,
        )


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
