"""The decide stage on the real log: idempotent, safe against kills, and never twice for one thing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.decide.observation import Sighting
from monitor.decide.policy import Policy
from monitor.model.accord import Accord, BaselineFact
from monitor.model.article import Article
from monitor.model.claim import (
    Claim,
    Denial,
    Evidence,
    Origin,
    OriginKind,
    Reading,
    Retraction,
    Speaker,
    Tag,
)
from monitor.model.clock import SetClock
from monitor.model.errors import BadInput, StreamConflict
from monitor.model.events import (
    ClaimRecorded,
    ConfirmReason,
    KinReason,
    StageConfirmed,
    StageRevoked,
)
from monitor.model.fingerprint import Fingerprint
from monitor.model.source import Source, SourceBook, Tier
from monitor.model.stage import Stage
from monitor.ports import StreamWrite
from monitor.stages.decide import DecideStage, enter_baselines
from monitor.stages.replay import MemoryArchive
from store.engine import open_engine
from store.log import SqlEventLog
from store.migrate import upgrade

START = datetime(2031, 5, 6, 9, tzinfo=UTC)
ACCORD = Accord(
    "x-harbour",
    "Harbour Compact",
    aliases=("Harbour Compact",),
    baseline=(BaselineFact("DK", Stage.ACCEDED, "2029-01-01", "https://harbour.example"),),
)
SOURCES = SourceBook(
    {
        "north.example": Source("north.example", "North Wire", Tier.WIRE),
        "south.example": Source("south.example", "South Post", Tier.MAJOR),
        "gov-no.example": Source("gov-no.example", "Norway", Tier.OFFICIAL, official_of=("NO",)),
    }
)
WORDS = Evidence("title", 0, 6, "Norway")


class Desk:
    """The stage over a memory archive and a real log, told articles by what they say."""

    def __init__(self, log):
        self.log = log
        self.archive = MemoryArchive()
        self.clock = SetClock(START)
        self.stage = self.open()
        self.count = 0
        self.revisions = {}

    def open(self):
        """A stage as after a start."""
        return DecideStage(
            archive=self.archive,
            log=self.log,
            sources=SOURCES,
            accords=[ACCORD],
            clock=self.clock,
            policy=Policy(),
        )

    def arrives(self, host, *said, runs=(), name=None, **reading):
        """One read revision."""
        self.count += 1
        self.clock.advance(timedelta(hours=1))
        name = name or f"a{self.count}"
        number = self.revisions[name] = self.revisions.get(name, 0) + 1
        text = Article(name, host, f"https://{host}/{name}", self.clock.now(), title="Norway")
        self.archive.add(Sighting(text, number, self.clock.now(), fresh=True))
        found = Reading(name, "1", Tag.ACCESSION, claims=tuple(map(claim, said)), **reading)
        print_ = Fingerprint(frozenset(runs or [self.count * 1000 + n for n in range(20)]))
        self.archive.save_readings([(self.count, found, print_)], self.clock.now())

    def events(self, kind, party="NO"):
        stored = self.log.read_stream(f"x-harbour/{party}")
        return [one.event for one in stored if isinstance(one.event, kind)]


def claim(stage, party="NO"):
    return Claim("x-harbour", party, Stage(stage), new=True, evidence=WORDS)


@pytest.fixture
def log(any_engine):
    return SqlEventLog(any_engine)


@pytest.fixture
def desk(log):
    return Desk(log)


def test_two_independent_reports_confirm(desk):
    desk.arrives("north.example", "signed")
    desk.arrives("south.example", "signed")
    assert desk.stage.run_once() == 2
    (event,) = desk.events(StageConfirmed)
    assert event.news
    assert [witness.quote for witness in event.witnesses] == ["Norway", "Norway"]
    assert desk.stage.run_once() == 0


def test_a_copy_is_found_by_its_text(desk):
    desk.arrives("north.example", "signed", runs=range(50))
    desk.arrives("south.example", "signed", runs=range(5, 60))
    desk.stage.run_once()
    assert desk.events(StageConfirmed) == []
    kin = desk.events(ClaimRecorded)[1].kin
    assert [(link.article, link.reason) for link in kin] == [("a1", KinReason.COPY)]


def test_a_copy_is_found_after_a_restart(desk):
    desk.arrives("north.example", "signed", runs=range(50))
    desk.stage.run_once()
    desk.stage = desk.open()
    desk.arrives("south.example", "signed", runs=range(5, 60))
    desk.stage.run_once()
    assert desk.events(StageConfirmed) == []


def test_a_credit_makes_one_voice(desk):
    desk.arrives("north.example", "signed")
    desk.arrives("south.example", "signed", origins=(Origin(OriginKind.AGENCY, "North Wire"),))
    desk.stage.run_once()
    assert desk.events(StageConfirmed) == []


def test_killed_between_the_append_and_the_mark_nothing_doubles(desk):
    desk.arrives("gov-no.example", "signed")
    desk.archive = Unmarking(desk.archive)
    desk.stage = desk.open()
    with pytest.raises(KeyboardInterrupt):
        desk.stage.run_once()
    head = desk.log.head()
    desk.archive = desk.archive.inner
    desk.stage = desk.open()
    assert desk.stage.run_once() == 1
    assert desk.log.head() == head
    assert len(desk.events(StageConfirmed)) == 1


class Unmarking:
    """An archive whose process dies before the mark."""

    def __init__(self, inner):
        self.inner = inner

    def mark_decided(self, revisions, now):
        raise KeyboardInterrupt

    def __getattr__(self, name):
        return getattr(self.inner, name)


def test_a_stream_that_another_writer_moved_is_decided_anew(desk):
    """The other confirms by its own article between our reading and our append."""
    desk.arrives("north.example", "signed")
    desk.stage.run_once()
    desk.arrives("south.example", "signed")
    rival = RivalLog(desk.log)
    desk.log = rival
    desk.stage = desk.open()
    rival.before = lambda: _confirm_meanwhile(rival.inner)
    desk.stage.run_once()
    assert rival.conflicts == 1
    assert len(desk.events(StageConfirmed)) == 1
    assert len(desk.events(ClaimRecorded)) == 2


def test_a_copy_is_known_although_another_decider_took_the_original(desk):
    """Two deciders at once: the other puts the original on file between our comparison and our append."""
    desk.arrives("north.example", "signed", runs=range(50))
    desk.arrives("south.example", "signed", runs=range(5, 60))
    other = desk.open()
    first, second = desk.archive.undecided(2)
    rival = RivalLog(desk.log)
    desk.log = rival
    ours = desk.open()
    rival.before = lambda: other.decide([first])
    ours.decide([second])
    assert rival.conflicts == 1
    assert desk.events(StageConfirmed) == []


def test_a_batch_is_decided_as_the_same_texts_one_by_one(any_engine, tmp_path):
    told = []
    for name, at_once in (("batch", True), ("apart", False)):
        engine = open_engine(f"sqlite:///{tmp_path / name}.db") if at_once else any_engine
        upgrade(engine)
        desk = Desk(SqlEventLog(engine))
        for arrive in NEWS:
            arrive(desk)
            if not at_once:
                desk.stage.run_once()
        desk.stage.run_once()
        told.append([(e.stream, e.version, e.cause, e.event) for e in desk.log.read(0, 100)])
        if at_once:
            engine.dispose()
    assert told[0] == told[1]
    assert {type(event) for *_, event in told[0]} >= {StageConfirmed, ClaimRecorded, StageRevoked}


TAKEN_BACK = Retraction("x-harbour", "NO", WORDS, stages=(Stage.RATIFIED,))
NEWS = (
    lambda desk: desk.arrives("north.example", "signed", runs=range(50)),
    lambda desk: desk.arrives("blog.example", "signed", runs=range(5, 60)),
    lambda desk: desk.arrives("south.example", "signed"),
    lambda desk: desk.arrives("gov-no.example", "ratified"),
    lambda desk: desk.arrives("gov-no.example", retractions=(TAKEN_BACK,)),
    lambda desk: desk.arrives("north.example", "acceded"),
    lambda desk: desk.arrives("south.example", "acceded"),
)
"""A copy, a confirmation, a step that is taken back, and another."""


def test_the_texts_of_a_batch_are_one_commit_and_one_mark(desk):
    for _ in range(3):
        desk.arrives("north.example", "signed")
    counted = Counted(desk.log)
    desk.log = counted
    desk.archive = marked = Counted(desk.archive)
    desk.stage = desk.open()
    assert desk.stage.run_once() == 3
    assert counted.calls["append_many"] == 1
    assert marked.calls["mark_decided"] == 1
    assert desk.log.head() == 3


def test_a_text_behind_one_whose_stream_was_moved_waits_for_it(desk):
    """The rival's one event brings the stream to the version that the second text of the batch expects."""
    desk.arrives("blog.example", "signed")
    desk.stage.run_once()
    desk.arrives("blog.example", "announced")
    desk.arrives("south.example", "signed")
    rival = RivalLog(desk.log)
    desk.log = rival
    desk.stage = desk.open()
    rival.before = lambda: _confirm_meanwhile(rival.inner)
    assert desk.stage.run_once() == 2
    assert rival.conflicts == 1
    stored = desk.log.read_stream("x-harbour/NO")
    assert [one.cause for one in stored[:4]] == ["revision:1", "rival", "revision:2", "revision:3"]


def test_a_text_that_cannot_be_entered_keeps_none_before_it_waiting(desk):
    for _ in range(3):
        desk.arrives("north.example", "signed")
    desk.log = Refusing(desk.log, "decide:2:1")
    desk.stage = desk.open()
    with pytest.raises(BadInput):
        desk.stage.run_once()
    assert [one.cause for one in desk.log.read(0, 9)] == ["revision:1"]
    desk.log = desk.log.inner
    desk.stage = desk.open()
    assert desk.stage.run_once() == 2
    assert [one.cause for one in desk.log.read(1, 9)] == ["revision:2", "revision:3"]


class Refusing:
    """A log that cannot store what comes under one key."""

    def __init__(self, inner, key):
        self.inner = inner
        self.key = key

    def append_many(self, requests, now, **options):
        if any(request.key == self.key for request in requests):
            raise BadInput("cannot be stored")
        return self.inner.append_many(requests, now, **options)

    def __getattr__(self, name):
        return getattr(self.inner, name)


class Counted:
    """A port whose calls are counted by name."""

    def __init__(self, inner):
        self.inner = inner
        self.calls = Counter()

    def __getattr__(self, name):
        self.calls[name] += 1
        return getattr(self.inner, name)


class RivalLog:
    """A log into which another writer appends once, just before our first append."""

    def __init__(self, inner):
        self.inner = inner
        self.before = None
        self.conflicts = 0

    def append_many(self, *args, **kwargs):
        before, self.before = self.before, None
        if before:
            before()
        answers = self.inner.append_many(*args, **kwargs)
        self.conflicts += sum(isinstance(answer, StreamConflict) for answer in answers)
        return answers

    def __getattr__(self, name):
        return getattr(self.inner, name)


def _confirm_meanwhile(log):
    stream = "x-harbour/NO"
    (first, *_) = log.read_stream(stream)
    confirmed = StageConfirmed(
        accord="x-harbour",
        party="NO",
        stage=Stage.SIGNED,
        previous=None,
        date=None,
        effective=None,
        reason=ConfirmReason.OFFICIAL,
        news=True,
        voices=1,
    )
    assert first.version == 1
    write = StreamWrite(stream, 1, (confirmed,))
    log.append("rival", [write], actor="policy", cause="rival", now=START)


def test_a_new_revision_that_drops_the_claim_takes_the_stage_back(desk):
    desk.arrives("gov-no.example", "signed", name="page")
    desk.stage.run_once()
    desk.arrives("gov-no.example", name="page")
    desk.stage.run_once()
    stored = desk.log.read_stream("x-harbour/NO")
    assert [one.type for one in stored[-2:]] == ["ClaimRetracted", "StageRevoked"]


def test_a_correction_takes_back_its_own_outlets_report(desk):
    desk.arrives("north.example", "signed")
    desk.arrives("south.example", "signed")
    taken = Retraction("x-harbour", "NO", WORDS, stages=(Stage.SIGNED,))
    desk.arrives("north.example", retractions=(taken,))
    desk.stage.run_once()
    types = [one.type for one in desk.log.read_stream("x-harbour/NO")]
    assert types[-2:] == ["ClaimRetracted", "ReviewOpened"]


def test_a_withdrawal_that_quotes_its_claim_does_not_make_it_again(desk):
    desk.arrives("gov-no.example", "signed")
    taken = Retraction("x-harbour", "NO", WORDS, stages=(Stage.SIGNED,))
    desk.arrives("gov-no.example", "signed", retractions=(taken,))
    desk.stage.run_once()
    types = [one.type for one in desk.log.read_stream("x-harbour/NO")]
    assert types == ["ClaimRecorded", "StageConfirmed", "ClaimRetracted", "StageRevoked"]


def test_an_unknown_site_cannot_take_back_what_another_outlet_said(desk):
    desk.arrives("north.example", "signed")
    taken = Retraction("x-harbour", "NO", WORDS, outlet="North Wire")
    desk.arrives("blog.example", retractions=(taken,))
    desk.stage.run_once()
    assert len(desk.log.read_stream("x-harbour/NO")) == 1
    desk.arrives("south.example", retractions=(taken,))
    desk.stage.run_once()
    assert desk.log.read_stream("x-harbour/NO")[-1].type == "ClaimRetracted"


def test_a_denial_blocks_on_the_real_log(desk):
    denial = Denial("x-harbour", "NO", (Stage.SIGNED,), Speaker.PARTY_GOVERNMENT, WORDS)
    desk.arrives("gov-no.example", denials=(denial,))
    desk.arrives("north.example", "signed")
    desk.arrives("south.example", "signed")
    desk.stage.run_once()
    assert desk.events(StageConfirmed) == []


def test_one_article_on_many_streams_is_one_append(desk):
    desk.arrives("gov-no.example", "signed")
    reading, print_ = desk.archive._read[1]
    both = replace(reading, claims=(claim("signed"), claim("signed", "SE")))
    desk.archive.save_readings([(1, both, print_)], START)
    desk.stage.run_once()
    stored = desk.log.read(0, 10)
    assert {one.stream for one in stored} == {"x-harbour/NO", "x-harbour/SE"}
    assert len({one.recorded_at for one in stored}) == 1


class TestBaselines:
    def test_they_enter_once(self, log):
        assert enter_baselines(log, [ACCORD], START) == 1
        assert enter_baselines(log, [ACCORD], START) == 0
        (stored,) = log.read_stream("x-harbour/DK")
        assert stored.actor == "baseline"
        assert stored.event.date == "2029-01-01"

    def test_many_parties_share_a_commit_and_a_later_fact_knows_the_one_before(self, log):
        facts = (
            BaselineFact("SE", Stage.SIGNED, "2029-01-01", ""),
            BaselineFact("SE", Stage.RATIFIED, "2030-01-01", ""),
            BaselineFact("FI", Stage.SIGNED, "2029-01-01", ""),
        )
        assert enter_baselines(log, [replace(ACCORD, baseline=facts)], START) == 3
        assert enter_baselines(log, [replace(ACCORD, baseline=facts)], START) == 0
        streams = [stored.stream for stored in log.read(0, 9)]
        assert streams == ["x-harbour/SE", "x-harbour/FI", "x-harbour/SE"]
        assert log.read(2, 1)[0].event.previous is Stage.SIGNED

    def test_a_changed_file_does_not_double_what_is_known(self, log):
        enter_baselines(log, [ACCORD], START)
        added = BaselineFact("SE", Stage.SIGNED, "2030-02-02", "")
        changed = replace(ACCORD, baseline=(*ACCORD.baseline, added))
        assert enter_baselines(log, [changed], START) == 1
        assert len(log.read_stream("x-harbour/DK")) == 1

    def test_a_file_does_not_overrule_what_was_decided_since(self, desk):
        desk.arrives("gov-no.example", "signed")
        desk.stage.run_once()
        late = BaselineFact("NO", Stage.ANNOUNCED, "2029-01-01", "")
        assert enter_baselines(desk.log, [replace(ACCORD, baseline=(late,))], START) == 0
