"""Which claims count towards a stage: the window, the party's own words, and what came before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from monitor.decide.policy import Policy
from monitor.decide.state import PartyState, Step
from monitor.decide.voices import Source
from monitor.model.accord import Accord
from monitor.model.dates import first_day, last_day
from monitor.model.events import ClaimRecorded
from monitor.model.stage import AWAY, FORWARD, Stage


@dataclass(frozen=True, slots=True)
class Case:
    """A stream's state with the rules that hold for it; ``anchor`` is when the text at hand was published."""

    state: PartyState
    accord: Accord
    policy: Policy
    anchor: datetime

    def group(self, stage: Stage) -> tuple[Stage, ...]:
        """The stages that count as one with ``stage``: signed and acceded where a signature makes a party."""
        merged = (Stage.SIGNED, Stage.ACCEDED)
        return merged if self.accord.signature_makes_party and stage in merged else (stage,)

    def groups(self) -> list[tuple[Stage, ...]]:
        """All stages that can be confirmed, those that count as one together, the way in before the ways out."""
        return list(dict.fromkeys(self.group(stage) for stage in (*FORWARD, *AWAY)))

    def rank(self, stage: Stage) -> int:
        """The place of ``stage`` on the way in, where those that count as one share the lower."""
        return self.group(stage)[0].rank

    def is_blocked(self, group: tuple[Stage, ...]) -> bool:
        """Whether the party's government denies a stage of ``group``."""
        return not self.state.disputed.isdisjoint(group)

    def is_member(self) -> bool:
        """Whether the party's present stage is a member's."""
        current = self.state.current
        return current is not None and current.stage in self.accord.member_stages

    def live(self, group: tuple[Stage, ...]) -> list[ClaimRecorded]:
        """All live claims of ``group`` that reading found by rule, or is sure enough of."""
        least = self.policy.inferred_percent / 100
        return [
            claim
            for stage in group
            for claim in self.state.claims_of(stage).values()
            if claim.confidence >= least or not claim.is_inferred
        ]

    def sources(self, claims: Iterable[ClaimRecorded]) -> list[Source]:
        """``claims`` as sources, in their order."""
        return [self.state.source(claim, claim.claim_id) for claim in claims]


def counted(case: Case, group: tuple[Stage, ...]) -> list[ClaimRecorded]:
    """The claims that count towards ``group`` at the anchor, in the order of publication."""
    window, words = case.policy.window, own_words(case)
    since = last_departure(case.state)
    found = [
        claim
        for claim in case.live(group)
        if is_in_time(claim, case.anchor, window)
        and not is_set_aside(case, claim, words)
        and _may_follow(case, claim, since)
    ]
    return sorted(found, key=in_order)


def in_order(claim: ClaimRecorded) -> tuple[datetime, str, str]:
    """The order of publication."""
    return (claim.report.published, claim.report.article, claim.claim_id)


def is_in_time(claim: ClaimRecorded, anchor: datetime, window: timedelta) -> bool:
    """Whether a claim lies within the window around ``anchor``; dated background always does."""
    return is_dated_history(claim) or abs(claim.report.published - anchor) <= window


def is_dated_history(claim: ClaimRecorded) -> bool:
    """Whether a claim is background with a date, which supports for ever."""
    return not claim.new and claim.date is not None


def spans(
    claims: list[ClaimRecorded], anchor: datetime, window: timedelta
) -> Iterator[list[ClaimRecorded]]:
    """The claims within each stretch of one window that reaches over ``anchor``.

    One stretch where nothing was published after the anchor, as when articles come in order.
    """
    times = [claim.report.published for claim in claims if not is_dated_history(claim)]
    if all(published <= anchor for published in times):
        yield claims
        return
    for start in sorted({t for t in times if t <= anchor} | {anchor - window, anchor}):
        yield [
            claim
            for claim in claims
            if is_dated_history(claim) or start <= claim.report.published <= start + window
        ]


def _may_follow(case: Case, claim: ClaimRecorded, since: Step | None) -> bool:
    """Whether a claim can be true after what is confirmed (POLICY: Order)."""
    current = case.state.current
    if claim.stage.is_forward:
        return since is None or is_after(case.state, claim, since)
    if claim.stage is Stage.DECLINED and _declines_nothing(case, claim):
        return False
    if current is None or claim.stage is current.stage:
        return True
    return not _is_past(case.state, claim, current) and (
        claim.stage not in case.state.ever or claim.report.published > current.basis
    )


def _declines_nothing(case: Case, claim: ClaimRecorded) -> bool:
    """A member that denies leaving declines nothing."""
    return case.is_member() or claim.report.article in case.state.staying


def last_departure(state: PartyState, before: int | None = None) -> Step | None:
    """The latest confirmed step away, if any; ``before`` a place in the path where one is given."""
    steps = state.path[:before]
    return next((step for step in reversed(steps) if not step.stage.is_forward), None)


def is_after(state: PartyState, claim: ClaimRecorded, departure: Step) -> bool:
    """Whether a forward claim was published after ``departure`` and, where dated, is dated later.

    Background without a date cannot be told from what was before: of a party that was in, it never
    counts, of one that declined only where the stage is none that it had.
    """
    if claim.report.published <= _instant(departure):
        return False
    if claim.date is None:
        return claim.new or (departure.stage is Stage.DECLINED and claim.stage not in state.ever)
    day = min(last_day(claim.date), claim.report.published.date())
    return (day if claim.new else first_day(claim.date)) > departure.day


def _instant(step: Step) -> datetime:
    """From when on support counts as later than ``step``."""
    if step.history and step.date:
        return min(step.basis, datetime.combine(last_day(step.date), time(23, 59, 59), UTC))
    return step.basis


def _is_past(state: PartyState, claim: ClaimRecorded, current: Step) -> bool:
    """Whether background speaks of a departure from before what is confirmed now."""
    if claim.new:
        return False
    if claim.date is None:
        return claim.stage in state.ever
    return last_day(claim.date) < current.day


@dataclass(frozen=True, slots=True)
class OwnWord:
    """Where the party puts itself, and as of which day."""

    stage: Stage
    rank: int
    day: date
    claim: ClaimRecorded


def own_words(case: Case) -> list[OwnWord]:
    """Where the party's own words within the window put it; words that later ones go beyond are left out."""
    words = [
        OwnWord(stage, case.rank(stage), _day_of_word(claim), claim)
        for stage, claims in case.state.own_words.items()
        if stage.rank >= 0
        for claim in claims.values()
        if (claim.new or claim.date) and is_in_time(claim, case.anchor, case.policy.window)
    ]
    return [word for word in words if not any(_goes_beyond(other, word) for other in words)]


def _goes_beyond(other: OwnWord, word: OwnWord) -> bool:
    return (
        other.rank > word.rank
        and other.claim.report.published >= word.claim.report.published
        and other.day >= word.day
    )


def _day_of_word(claim: ClaimRecorded) -> date:
    """The day as of which the party's words hold: of the statement where known, else of publication."""
    published = claim.report.published.date()
    is_statement = claim.stage in (Stage.PROSPECTIVE, Stage.ANNOUNCED) or not claim.new
    return min(last_day(claim.date), published) if claim.date and is_statement else published


def is_set_aside(case: Case, claim: ClaimRecorded, words: list[OwnWord]) -> OwnWord | None:
    """The party's own lower word that sets ``claim`` aside, if there is one (POLICY: Cap)."""
    if not claim.stage.is_forward or not words:
        return None
    rank = case.rank(claim.stage)
    published = claim.report.published.date()
    day = min(last_day(claim.date), published) if claim.date else published
    for word in words:
        ceiling = max(word.rank, Stage.ANNOUNCED.rank)
        if rank > ceiling and day <= word.day:
            return word
    return None
