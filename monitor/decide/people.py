"""A person's word: confirm, reject, retract, annotate; each an event with a name and a reason.

A person outranks the policy. What was rejected stays so until official evidence that is newer contradicts
it; then a review opens, and again a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.decide.counting import Case, in_order, is_in_time
from monitor.decide.policy import Policy
from monitor.decide.recording import Docket, retract
from monitor.decide.settling import settle
from monitor.decide.state import PartyState
from monitor.decide.witnessing import voices_of, witnesses
from monitor.model.accord import Accord
from monitor.model.errors import UsageError
from monitor.model.events import (
    ClaimRecorded,
    ClaimRetracted,
    ConfirmReason,
    DenialLifted,
    DenialRecorded,
    Event,
    LiftReason,
    NoteAdded,
    RetractReason,
    ReviewClosed,
    ReviewOutcome,
    RevokeReason,
    StageConfirmed,
    StageRevoked,
)
from monitor.model.stage import Stage


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks, and why."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """The party is at ``stage``; ``date`` is when it got there, where known."""

    stage: Stage
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """The party is not at ``stage``."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Retract:
    """A claim or a denial is not to count, nor what derives from it."""

    claim_id: str


@dataclass(frozen=True, slots=True)
class Annotate:
    """A remark that changes nothing."""

    stage: Stage | None = None
    claim_id: str = ""


Command = Confirm | Reject | Retract | Annotate


def decide_person(
    state: PartyState,
    command: Command,
    person: Person,
    rules: tuple[Accord, Policy],
    now: datetime,
) -> tuple[Event, ...]:
    """The events of a person's ``command``; ``state`` is handed over and bears them after.

    Empty where a person has confirmed the same already. Raises UsageError where a name or reason is missing, or
    the claim is not on file.
    """
    if not person.by.strip() or not person.reason.strip():
        raise UsageError("a person's word needs a name and a reason: --by NAME --reason TEXT")
    docket = Docket(case=Case(state, *rules, anchor=now), now=now)
    match command:
        case Confirm() if _stands(docket.case, command):
            return ()
        case Confirm():
            _confirm(docket, command, person)
        case Reject():
            _reject(docket, command.stage, person)
        case Retract():
            _retract(docket, command.claim_id, person)
        case Annotate():
            docket.write(_note(state, command, person))
    if not isinstance(command, Annotate):
        settle(docket)
    return tuple(docket.events)


def _stands(case: Case, command: Confirm) -> bool:
    """Whether a person's word says the same already, and nothing on file asks for it once more."""
    current, group = case.state.current, case.group(command.stage)
    return (
        current is not None
        and current.stage is command.stage
        and current.reason is ConfirmReason.PERSON
        and command.date in {None, current.date}
        and not any(review.stage in group for review in case.state.reviews.values())
    )


def _confirm(docket: Docket, command: Confirm, person: Person) -> None:
    case = docket.case
    if command.stage is Stage.PROSPECTIVE:
        raise UsageError("prospective is never confirmed; choose another stage")
    support = sorted(case.live(case.group(command.stage)), key=in_order)
    current = case.state.current
    # Confirming once more what stands says nothing of its dates: they stay.
    standing = current if current and current.stage is command.stage else None
    docket.write(
        StageConfirmed(
            accord=case.state.accord,
            party=case.state.party,
            stage=command.stage,
            previous=current.stage if current else None,
            date=command.date or (standing.date if standing else None),
            effective=standing.effective if standing else None,
            reason=ConfirmReason.PERSON,
            news=any(_is_news(case, claim) for claim in support),
            voices=voices_of(case, support),
            witnesses=witnesses(case, support),
            by=person.by,
            comment=person.reason,
        )
    )
    _close_reviews(docket, command.stage, ReviewOutcome.CONFIRMED, person)


def _is_news(case: Case, claim: ClaimRecorded) -> bool:
    return claim.new and claim.report.fresh and is_in_time(claim, case.anchor, case.policy.window)


def _reject(docket: Docket, stage: Stage, person: Person) -> None:
    case = docket.case
    group = case.group(stage)
    places = [n for n, step in enumerate(case.state.path) if step.stage in group]
    if places:
        docket.write(_revocation(case, places[-1], person))
    if not _close_reviews(docket, stage, ReviewOutcome.REJECTED, person):
        review_id = docket.identify("rejected", stage, case.state.version)
        docket.write(_closed(case, review_id, stage, ReviewOutcome.REJECTED, person))


def _revocation(case: Case, place: int, person: Person) -> StageRevoked:
    path = case.state.path
    rest = [*path[:place], *path[place + 1 :]]
    return StageRevoked(
        accord=case.state.accord,
        party=case.state.party,
        stage=path[place].stage,
        fallback=rest[-1].stage if rest else None,
        reason=RevokeReason.PERSON,
        by=person.by,
        comment=person.reason,
    )


def _close_reviews(docket: Docket, stage: Stage, outcome: ReviewOutcome, person: Person) -> bool:
    """Close the open reviews of ``stage`` with a person's answer; whether there were any."""
    case = docket.case
    group = case.group(stage)
    asked = [review for review in case.state.reviews.values() if review.stage in group]
    for review in asked:
        docket.write(_closed(case, review.review_id, review.stage, outcome, person))
    return bool(asked)


def _closed(
    case: Case, review_id: str, stage: Stage, outcome: ReviewOutcome, person: Person
) -> ReviewClosed:
    return ReviewClosed(
        review_id=review_id,
        accord=case.state.accord,
        party=case.state.party,
        stage=stage,
        outcome=outcome,
        by=person.by,
        comment=person.reason,
    )


def _retract(docket: Docket, claim_id: str, person: Person) -> None:
    state = docket.case.state
    if claim_id in state.claims:
        _retract_claim(docket, state.claims[claim_id], person)
    elif claim_id in state.denials:
        docket.write(_lifted(state, state.denials[claim_id], person))
    else:
        raise UsageError(_not_on_file(state, claim_id))


def _not_on_file(state: PartyState, claim_id: str) -> str:
    return f"no live claim or denial {claim_id!r} on {state.accord}/{state.party}"


def _retract_claim(docket: Docket, claim: ClaimRecorded, person: Person) -> None:
    event = ClaimRetracted(
        claim_id=claim.claim_id,
        accord=claim.accord,
        party=claim.party,
        stage=claim.stage,
        reason=RetractReason.PERSON,
        by=person.by,
        comment=person.reason,
    )
    retract(docket, claim, event)


def _lifted(state: PartyState, denial: DenialRecorded, person: Person) -> DenialLifted:
    return DenialLifted(
        denial_id=denial.denial_id,
        accord=denial.accord,
        party=denial.party,
        stages=state.denied_stages(denial),
        reason=LiftReason.PERSON,
        by=person.by,
        comment=person.reason,
    )


def _note(state: PartyState, command: Annotate, person: Person) -> NoteAdded:
    if command.claim_id and command.claim_id not in {*state.claims, *state.denials}:
        raise UsageError(_not_on_file(state, command.claim_id))
    return NoteAdded(
        accord=state.accord,
        party=state.party,
        by=person.by,
        comment=person.reason,
        stage=command.stage,
        claim_id=command.claim_id,
    )
