"""The decide stage on the real log: idempotent, safe against kills, and never twice for one thing."""

from __future__ import annotations

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
from monitor.model.errors import StreamConflict
from monitor.model.events import ClaimRecorded, ConfirmReason, KinReason, StageConfirmed
from monitor.model.fingerprint import Fingerprint
from monitor.model.source import Source, SourceBook, Tier
from monitor.model.stage import Stage
from monitor.ports import StreamWrite
from monitor.stages.decide import DecideStage, enter_baselines
from monitor.stages.replay import MemoryArchive
from store.log import SqlEventLog

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
    rival.before = lambda: other._decide(first)
    desk.archive.mark_decided([1], START)
    ours._decide(second)
    assert rival.conflicts == 1
    assert desk.events(StageConfirmed) == []


class RivalLog:
    """A log into which another writer appends once, just before our first append."""

    def __init__(self, inner):
        self.inner = inner
        self.before = None
        self.conflicts = 0

    def append(self, *args, **kwargs):
        before, self.before = self.before, None
        if before:
            before()
        try:
            return self.inner.append(*args, **kwargs)
        except StreamConflict:
            self.conflicts += 1
            raise

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
