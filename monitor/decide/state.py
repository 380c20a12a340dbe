"""One party's way into one accord, folded from the events of its stream."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import singledispatchmethod

from monitor.decide.kinship import Kinship
from monitor.decide.voices import Heard, Keys, Source, credit_keys, host_keys
from monitor.model.claim import Origin, OriginKind, Speaker
from monitor.model.dates import compatible, first_day
from monitor.model.events import (
    ClaimRecorded,
    ClaimRetracted,
    ConfirmReason,
    DenialLifted,
    DenialRecorded,
    Event,
    LiftingRecorded,
    LiftReason,
    NoteAdded,
    Report,
    RetractReason,
    ReviewClosed,
    ReviewOpened,
    ReviewOutcome,
    ReviewReason,
    SourceRecovered,
    SourceWentBlind,
    StageConfirmed,
    StageDisputed,
    StageRevoked,
    StoredEvent,
)
from monitor.model.source import Tier
from monitor.model.stage import Stage

_BEGINNING = datetime.min.replace(tzinfo=UTC)
OF_DENIALS = (ReviewReason.DENIED, ReviewReason.CONFIRMED_BEFORE_DENIAL)
"""The reviews that a denial gives ground for; one of them is opened a block."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that was confirmed and stands.

    ``basis`` is the publication with which it was satisfied, ``history`` tells that it was confirmed from
    background alone.
    """

    stage: Stage
    date: str | None
    effective: str | None
    reason: ConfirmReason
    basis: datetime
    history: bool
    carriers: tuple[str, ...] = ()
    awaits_notice: bool = False

    @property
    def day(self) -> dt.date:
        """The day on which the stage was reached, as early as its date allows; else of its basis."""
        return first_day(self.date) if self.date else self.basis.date()


@dataclass(slots=True)
class Origins:
    """How many live claims of one stage each origin has; true as of one ``epoch`` of the kinship."""

    epoch: int = 0
    all: Counter[Keys] = field(default_factory=Counter)
    majors: Counter[Keys] = field(default_factory=Counter)

    def count(self, source: Source, by: int) -> None:
        """Add a source, or take it out; an origin without claims is forgotten."""
        for counter in (self.all, self.majors) if source.major else (self.all,):
            counter[source.origin] += by
            if not counter[source.origin]:
                del counter[source.origin]


@dataclass(slots=True)
class Shelf:
    """The live claims of one stage, with what tells cheaply that no rule can hold."""

    claims: dict[str, ClaimRecorded] = field(default_factory=dict)
    officials: int = 0
    origins: Origins = field(default_factory=Origins)
    dated_by: dict[str, Counter[str]] = field(default_factory=dict)
    """Date → the hosts that give it, with how many live claims."""

    def date(self, claim: ClaimRecorded, by: int) -> None:
        """Count the date that ``claim`` gives, or take it out; one that nobody gives is forgotten."""
        if claim.date is None:
            return
        hosts = self.dated_by.setdefault(claim.date, Counter())
        hosts[claim.report.host] += by
        if not hosts[claim.report.host]:
            del hosts[claim.report.host]
        if not hosts:
            del self.dated_by[claim.date]

    def hosts_of(self, date: str) -> set[str]:
        """The hosts that give ``date`` or one that agrees with it."""
        agreeing = (hosts for other, hosts in self.dated_by.items() if compatible(date, other))
        return set().union(*agreeing)


@dataclass(slots=True)
class PartyState:
    """All that deciding needs to know of one stream.

    A state belongs to whoever folds it: ``evolve`` and ``decide`` change it in place, so that a claim costs
    the same on a stream of ten events and of fifty thousand.
    """

    accord: str
    party: str
    version: int = 0
    as_of: datetime = _BEGINNING
    known: set[str] = field(default_factory=set)
    """The ids of all claims, denials and liftings that were ever recorded."""
    claims: dict[str, ClaimRecorded] = field(default_factory=dict)
    shelves: dict[Stage, Shelf] = field(default_factory=dict)
    by_article: dict[str, set[str]] = field(default_factory=dict)
    retracted: dict[str, set[Stage]] = field(default_factory=dict)
    """Article → the stages of its claims that were taken back."""
    denials: dict[str, DenialRecorded] = field(default_factory=dict)
    lifted: dict[str, frozenset[Stage]] = field(default_factory=dict)
    """Denial → the stages that it no longer denies."""
    unread_denials: set[str] = field(default_factory=set)
    """Denials that a later reading of the same text did not find."""
    liftings: dict[str, LiftingRecorded] = field(default_factory=dict)
    disputed: set[Stage] = field(default_factory=set)
    path: list[Step] = field(default_factory=list)
    ever: set[Stage] = field(default_factory=set)
    rejected: dict[Stage, datetime] = field(default_factory=dict)
    reviews: dict[str, ReviewOpened] = field(default_factory=dict)
    asked: set[tuple[Stage, ReviewReason]] = field(default_factory=set)
    """What a review was opened for, until the ground for it is gone."""
    staying: set[str] = field(default_factory=set)
    """Articles in which the party denies that it leaves."""
    own_words: dict[Stage, dict[str, ClaimRecorded]] = field(default_factory=dict)
    kinship: Kinship = field(default_factory=Kinship)
    public_documents: set[str] = field(default_factory=set)
    _origins: dict[str, tuple[Origin, ...]] = field(default_factory=dict)
    _hosts: dict[str, Keys] = field(default_factory=dict)
    _sources: dict[str, Source] = field(default_factory=dict)
    _epoch: int = 0

    @property
    def current(self) -> Step | None:
        """The latest confirmed stage that stands."""
        return self.path[-1] if self.path else None

    def claims_of(self, stage: Stage) -> dict[str, ClaimRecorded]:
        """The live claims of ``stage`` by id."""
        shelf = self.shelves.get(stage)
        return shelf.claims if shelf else {}

    def origins_of(self, stage: Stage) -> Origins:
        """How many live claims of ``stage`` each origin has; counted anew where kinship has changed."""
        shelf = self.shelves.setdefault(stage, Shelf())
        if shelf.origins.epoch != self._epoch:
            shelf.origins = Origins(self._epoch)
            for claim in shelf.claims.values():
                shelf.origins.count(self.source(claim, claim.claim_id), 1)
        return shelf.origins

    def denied_stages(self, denial: DenialRecorded) -> tuple[Stage, ...]:
        """The stages that ``denial`` still denies."""
        gone = self.lifted.get(denial.denial_id, frozenset())
        return tuple(stage for stage in denial.stages if stage not in gone)

    def is_withdrawn_origin(self, article: str, stage: Stage) -> bool:
        """Whether ``article`` took back ``stage``, or all that it said."""
        gone = self.retracted.get(article)
        if gone is None:
            return False
        live = {self.claims[claim].stage for claim in self.by_article.get(article, ())}
        return stage not in live and (stage in gone or not live)

    def source(self, heard: Heard, key: str) -> Source:
        """``heard`` as a source; ``key`` is its id."""
        known = self._sources.get(key)
        if known is None:
            known = self._sources[key] = Source(
                key,
                host_keys(heard.report),
                self._origin_keys(heard.report.article, heard.origins),
                heard.report.tier.is_major_or_above,
            )
        return known

    def _origin_keys(self, article: str, own: tuple[Origin, ...]) -> Keys:
        """The roots of an article, what it credits; and of its roots who published them and what they credit.

        So a copy depends on whatever its original depends on, and can never do what that could not.
        """
        roots = self.kinship.roots(article)
        keys = {f"text:{root}" for root in roots} | credit_keys(own, self.public_documents)
        for root in roots - {article}:
            keys |= credit_keys(self._origins.get(root, ()), self.public_documents)
            keys |= self._hosts.get(root, frozenset())
        return frozenset(keys)

    def hear(self, heard: Heard) -> None:
        """Take in where something was said, and with what it is kin."""
        report = heard.report
        changed = self.kinship.add(report.article, report.published, heard.kin)
        documents = {o.name for o in heard.origins if o.kind is OriginKind.DOCUMENT}
        published = isinstance(heard, ClaimRecorded) and is_author(report)
        if published and not documents <= self.public_documents:
            self.public_documents |= documents
            changed = True
        changed |= self._origins.get(report.article, heard.origins) != heard.origins
        self._origins[report.article] = heard.origins
        self._hosts[report.article] = host_keys(report)
        if changed:
            self._sources.clear()
            self._epoch += 1

    @singledispatchmethod
    def apply(self, event: Event) -> None:
        """Take in one event, recorded at ``as_of``."""
        raise TypeError(f"{type(event).__name__} belongs to no party's stream")

    @apply.register
    def _(self, event: ClaimRecorded) -> None:
        self.known.add(event.claim_id)
        self.claims[event.claim_id] = event
        shelf = self.shelves.setdefault(event.stage, Shelf())
        shelf.claims[event.claim_id] = event
        shelf.officials += event.report.tier is Tier.OFFICIAL
        shelf.date(event, 1)
        self.by_article.setdefault(event.report.article, set()).add(event.claim_id)
        if is_own_word(event):
            self.own_words.setdefault(event.stage, {})[event.claim_id] = event
        self.hear(event)
        if shelf.origins.epoch == self._epoch:
            shelf.origins.count(self.source(event, event.claim_id), 1)

    @apply.register
    def _(self, event: ClaimRetracted) -> None:
        claim = self.claims.pop(event.claim_id, None)
        if claim is None:
            return
        shelf = self.shelves[claim.stage]
        if shelf.origins.epoch == self._epoch:
            shelf.origins.count(self.source(claim, claim.claim_id), -1)
        del shelf.claims[event.claim_id]
        shelf.officials -= claim.report.tier is Tier.OFFICIAL
        shelf.date(claim, -1)
        self.by_article[claim.report.article].discard(event.claim_id)
        self.own_words.get(claim.stage, {}).pop(event.claim_id, None)
        self._sources.pop(event.claim_id, None)
        if event.reason is not RetractReason.RECLASSIFIED:
            self.retracted.setdefault(claim.report.article, set()).add(claim.stage)

    @apply.register
    def _(self, event: DenialRecorded) -> None:
        self.known.add(event.denial_id)
        self.denials[event.denial_id] = event
        if not any(stage.is_forward for stage in event.stages):
            self.staying.add(event.report.article)
        self.hear(event)

    @apply.register
    def _(self, event: LiftingRecorded) -> None:
        self.known.add(event.lifting_id)
        self.liftings[event.lifting_id] = event
        self.hear(event)

    @apply.register
    def _(self, event: DenialLifted) -> None:
        denial = self.denials.get(event.denial_id)
        if denial is None:
            return
        if event.reason is LiftReason.RECLASSIFIED:
            self.unread_denials.add(event.denial_id)
        gone = self.lifted.get(event.denial_id, frozenset()) | set(event.stages or denial.stages)
        self.lifted[event.denial_id] = gone
        if gone >= set(denial.stages):
            del self.denials[event.denial_id]
        still = {stage for other in self.denials.values() for stage in self.denied_stages(other)}
        self.disputed &= still
        self.asked = {(s, r) for s, r in self.asked if r not in OF_DENIALS or s in still}

    @apply.register
    def _(self, event: StageDisputed) -> None:
        self.disputed.add(event.stage)

    @apply.register
    def _(self, event: StageConfirmed) -> None:
        if self.path and event.previous is event.stage is self.path[-1].stage:
            self.path.pop()
        self.path.append(self._step(event))
        self.ever.add(event.stage)
        if event.reason is ConfirmReason.PERSON:
            self._take_a_persons_word(event.stage)

    def _take_a_persons_word(self, stage: Stage) -> None:
        """What a person confirms is rejected no longer; what stood above it is."""
        self.rejected.pop(stage, None)
        if stage.is_forward:
            above = {s.stage for s in self.path if s.stage.rank > stage.rank}
            self.rejected.update(dict.fromkeys(above, self.as_of))

    def _step(self, event: StageConfirmed) -> Step:
        carrying = [w for w in event.witnesses if w.claim_id in event.carriers]
        claims = [self.claims[w.claim_id] for w in carrying if w.claim_id in self.claims]
        return Step(
            stage=event.stage,
            date=event.date,
            effective=event.effective,
            reason=event.reason,
            basis=max((w.published for w in carrying), default=_basis(event, self.as_of)),
            history=bool(claims) and not any(claim.new for claim in claims),
            carriers=event.carriers,
            awaits_notice=event.awaits_notice,
        )

    @apply.register
    def _(self, event: StageRevoked) -> None:
        for place in range(len(self.path) - 1, -1, -1):
            if self.path[place].stage is event.stage:
                del self.path[place]
                break

    @apply.register
    def _(self, event: ReviewOpened) -> None:
        self.reviews[event.review_id] = event
        self.asked.add((event.stage, event.reason))

    @apply.register
    def _(self, event: ReviewClosed) -> None:
        self.reviews.pop(event.review_id, None)
        if event.outcome is ReviewOutcome.REJECTED:
            self.rejected[event.stage] = self.as_of

    @apply.register(NoteAdded)
    @apply.register(SourceWentBlind)
    @apply.register(SourceRecovered)
    def _(self, event: NoteAdded | SourceWentBlind | SourceRecovered) -> None:
        """A remark, or a matter of a source: nothing is decided by it."""


def evolve(state: PartyState, event: Event, at: datetime) -> PartyState:
    """``state`` after ``event``, which was recorded ``at``; the state given is handed over."""
    state.as_of = at
    state.apply(event)
    state.version += 1
    return state


def fold(accord: str, party: str, events: Iterable[StoredEvent]) -> PartyState:
    """The state of a stream after all of its ``events``."""
    state = PartyState(accord, party)
    for stored in events:
        evolve(state, stored.event, stored.recorded_at)
    return state


def is_author(report: Report) -> bool:
    """Whether a site publishes what is its own to say: of the party's government, or of the accord."""
    return report.government or report.tier is Tier.OFFICIAL


def is_own_word(claim: ClaimRecorded) -> bool:
    """Whether a claim is the party's own word: on its own site, or quoted by a wire or a major outlet.

    What reading only infers is nobody's word: it neither sets claims aside nor lifts a denial.
    """
    quoted = claim.speaker is Speaker.PARTY_GOVERNMENT and claim.report.tier in (
        Tier.WIRE,
        Tier.MAJOR,
    )
    return not claim.is_inferred and (claim.report.government or quoted)


def _basis(event: StageConfirmed, at: datetime) -> datetime:
    """When a stage without quoted carriers was reached: its date, or else when it was recorded."""
    if event.reason is ConfirmReason.BASELINE and event.date:
        return min(datetime.combine(first_day(event.date), time(), UTC), at)
    return at
