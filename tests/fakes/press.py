"""A press that speaks in single words, so that tests of deciding read as stories.

``press.says("wire1", "signed", day=3)`` makes one article and decides it. Hosts tell their tier by name:
``gov`` is the party's government, ``chair`` speaks for the accord, then ``wire1``, ``major2``, ``minor7``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.decide.deciding import decide
from monitor.decide.observation import Observation, Sighting, Withdrawal, report_of
from monitor.decide.people import Person, decide_person
from monitor.decide.policy import Policy
from monitor.decide.state import PartyState, evolve
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Claim, Denial, Evidence, Origin, OriginKind, Speaker
from monitor.model.events import (
    ConfirmReason,
    Kin,
    KinReason,
    ReviewClosed,
    ReviewOpened,
    StageConfirmed,
    StageDisputed,
    StageRevoked,
)
from monitor.model.source import Source, SourceBook, Tier
from monitor.model.stage import Stage

START = datetime(2030, 3, 1, 9, tzinfo=UTC)
ACCORD = Accord("x-harbour", "Harbour Compact", aliases=("Harbour Compact",))
MERGED = replace(
    ACCORD,
    id="x-merged",
    signature_makes_party=True,
    member_stages=(Stage.SIGNED, Stage.RATIFIED, Stage.ACCEDED),
)
PARTY = "NO"
WORDS = Evidence("title", 0, 5, "Words")


def source_book(*more):
    """``gov``, ``chair``, ``foreign``, and ten of each other tier."""
    listed = [
        Source("gov", "Gov", Tier.OFFICIAL, official_of=(PARTY,)),
        Source("gov2", "Gov Two", Tier.OFFICIAL, official_of=(PARTY,)),
        Source("chair", "Chair", Tier.OFFICIAL, official_of=("x-harbour", "x-merged")),
        Source("foreign", "Foreign", Tier.OFFICIAL, official_of=("SE",)),
        *(
            Source(f"{tier.value}{n}", f"{tier.value}{n}", tier)
            for tier in (Tier.WIRE, Tier.MAJOR, Tier.MINOR)
            for n in range(1, 10)
        ),
        *more,
    ]
    return SourceBook({source.host: source for source in listed})


class Press:
    """One stream, and the events that its articles and persons bring about."""

    def __init__(self, accord=ACCORD, policy=None, sources=None):
        self.accord = accord
        self.policy = policy or Policy()
        self.sources = sources or source_book()
        self.state = PartyState(accord.id, PARTY)
        self.events = []
        self.recorded = []
        self._articles = 0

    def knows(self, stage, date=None, day=0):
        """A baseline."""
        event = StageConfirmed(
            accord=self.accord.id,
            party=PARTY,
            stage=Stage(stage),
            previous=None,
            date=date,
            effective=None,
            reason=ConfirmReason.BASELINE,
            news=False,
            voices=0,
        )
        evolve(self.state, event, START + timedelta(days=day))
        self._keep((event,), START + timedelta(days=day))

    def says(self, host, *stages, day=0, **rest):
        """Publish one article and decide it; the short words for what happened."""
        return self.publish(self.article(host, *stages, day=day, **rest))

    def article(self, host, *stages, day=0, name=None, revision=1, fresh=True, kin=(), **rest):
        """An article as an observation. ``stages`` are words, or dicts with more of a claim."""
        self._articles += 1
        name = name or f"a{self._articles}"
        at = START + timedelta(days=day)
        text = Article(name, host, f"https://{host}/{name}", at, title="Words")
        report = report_of(Sighting(text, revision, at, fresh), PARTY, self.accord, self.sources)
        speaker = rest.pop("speaker", None)
        links = [
            Kin(other, reason)
            for key, reason in _LINKS.items()
            for other in _list(rest.pop(key, ()))
        ]
        seen = Observation(
            accord=self.accord.id,
            party=PARTY,
            report=report,
            classifier="1",
            claims=tuple(self._claim(stage, report, speaker) for stage in stages),
            denials=self._denials(rest.pop("denies", None), rest.pop("denier", None)),
            lifted=self._denials(rest.pop("lifts", None), None),
            withdrawals=tuple(
                Withdrawal(articles=frozenset({gone})) for gone in _list(rest.pop("retracts", ()))
            ),
            origins=tuple(
                Origin(kind, value)
                for kind in OriginKind
                for value in _list(rest.pop(kind.value, ()))
            ),
            kin=(*links, *kin),
        )
        assert not rest, rest
        return seen

    def publish(self, seen):
        """Decide an observation."""
        at = seen.report.published
        return self._keep(decide(self.state, seen, self.accord, self.policy, at), at)

    def person(self, command, day=0, by="Ada", reason="seen the paper"):
        """A person's word."""
        at = START + timedelta(days=day)
        rules = (self.accord, self.policy)
        return self._keep(decide_person(self.state, command, Person(by, reason), rules, at), at)

    def _keep(self, events, at):
        self.events += events
        self.recorded += [(event, at) for event in events]
        return [word for event in events if (word := short(event))]

    def refolded(self):
        """The state folded anew from the events."""
        state = PartyState(self.accord.id, PARTY)
        for event, at in self.recorded:
            evolve(state, event, at)
        return state

    @property
    def stage(self):
        """The current stage as a word; None before any."""
        return self.state.current.stage.value if self.state.current else None

    @property
    def last(self):
        """The last confirmation."""
        return [event for event in self.events if isinstance(event, StageConfirmed)][-1]

    @property
    def reviews(self):
        """The open reviews as words."""
        return sorted(f"{r.stage} {r.reason}" for r in self.state.reviews.values())

    def _claim(self, stage, report, speaker):
        more = dict(stage) if isinstance(stage, dict) else {"stage": stage}
        if speaker is None:
            speaker = Speaker.OUTLET
            if report.tier is Tier.OFFICIAL:
                speaker = Speaker.PARTY_GOVERNMENT if report.government else Speaker.CONVENER
        return Claim(
            self.accord.id,
            PARTY,
            Stage(more.pop("stage")),
            new=more.pop("new", True),
            evidence=WORDS,
            speaker=more.pop("speaker", speaker),
            **more,
        )

    def _denials(self, stages, speaker):
        if stages is None:
            return ()
        said = tuple(Stage(stage) for stage in _list(stages))
        by = speaker or Speaker.PARTY_GOVERNMENT
        return (Denial(self.accord.id, PARTY, said, by, WORDS),)


_LINKS = {
    "copy_of": KinReason.COPY,
    "rests_on": KinReason.RESTS_ON,
    "reports": KinReason.REPORTS_STATEMENT,
    "quotes_with": KinReason.SAME_QUOTE,
}


def _list(value):
    return (value,) if isinstance(value, str) else tuple(value)


def short(event):
    """``+signed`` confirmed, ``-signed`` revoked, ``!signed`` disputed, ``?signed`` a review, ``.signed`` closed."""
    signs = {
        StageConfirmed: "+",
        StageRevoked: "-",
        StageDisputed: "!",
        ReviewOpened: "?",
        ReviewClosed: ".",
    }
    sign = signs.get(type(event))
    return f"{sign}{event.stage}" if sign else None
