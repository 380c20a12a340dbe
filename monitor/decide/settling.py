"""From what is on file to what is confirmed: revocations, disputes, confirmations, reviews."""

from __future__ import annotations

from monitor.decide.confirming import confirm, refine
from monitor.decide.counting import in_order, last_departure
from monitor.decide.denials import denials_of, is_on_record
from monitor.decide.recording import Docket
from monitor.decide.reviewing import ask, carrying, close_settled_reviews
from monitor.decide.rules import rule
from monitor.decide.state import OF_DENIALS, Step
from monitor.decide.witnessing import denial_witnesses, witnesses
from monitor.model.events import (
    ClaimRetracted,
    ConfirmReason,
    DisputeReason,
    ReviewReason,
    RevokeReason,
    StageDisputed,
    StageRevoked,
)
from monitor.model.stage import Stage

BY_HAND = (ConfirmReason.PERSON, ConfirmReason.BASELINE)
"""What needs no claims to carry it."""


def settle(docket: Docket) -> None:
    """Write all that follows from what the docket has put on file.

    It ends: each part looks once at each step, group or review that there is, and what repeats takes a group
    from those that are left. A retraction that brings others with it takes a live claim from a finite number.
    """
    _take_back_what_nothing_carries(docket)
    _doubt_what_turns_out_to_be_one_origin(docket)
    _dispute(docket)
    _confirm_what_follows(docket)
    refine(docket)
    close_settled_reviews(docket)


def _confirm_what_follows(docket: Docket) -> None:
    """Confirm until no more follows; one text brings a party to a stage once at most.

    Each turn takes a group out of those that wait, so there are no more turns than groups: two stages that
    would follow each other for ever, as an exit and a return in one text, are each confirmed once.
    """
    waiting = docket.case.groups()
    while found := next((group for group in waiting if confirm(docket, group)), None):
        waiting.remove(found)


def _take_back_what_nothing_carries(docket: Docket) -> None:
    """Revoke each confirmed stage that lost its last support; where some is left, ask a person."""
    lost = {event.stage for event in docket.events if isinstance(event, ClaimRetracted)}
    if not lost:
        return
    for place in range(len(docket.case.state.path) - 1, -1, -1):
        step = docket.case.state.path[place]
        group = docket.case.group(step.stage)
        if step.reason in BY_HAND or lost.isdisjoint(group):
            continue
        left = carrying(docket.case, place)
        if not left:
            _revoke(docket, step, place)
        elif rule(docket.case, left) is None:
            ask(docket, step.stage, ReviewReason.SUPPORT_LOST, witnesses(docket.case, left))


def _revoke(docket: Docket, step: Step, place: int) -> None:
    path = docket.case.state.path
    last = place == len(path) - 1
    below = path[place - 1] if last and place else None if last else path[-1]
    cause = next(e for e in reversed(docket.events) if isinstance(e, ClaimRetracted))
    docket.write(
        StageRevoked(
            accord=docket.case.state.accord,
            party=docket.case.state.party,
            stage=step.stage,
            fallback=below.stage if below else None,
            reason=RevokeReason.SUPPORT_RETRACTED,
            article=docket.article,
            url=docket.url,
            quote=cause.quote,
        )
    )


def _doubt_what_turns_out_to_be_one_origin(docket: Docket) -> None:
    """Ask a person where a late original shows that the current stage was carried by copies of it."""
    case, step = docket.case, docket.case.state.current
    if step is None or step.reason in BY_HAND:
        return
    carriers = [case.state.claims.get(claim_id) for claim_id in step.carriers]
    parents = [case.state.kinship.parents(claim.report.article) for claim in carriers if claim]
    if not any(docket.article in found for found in parents):
        return
    left = carrying(case, len(case.state.path) - 1)
    if left and rule(case, left) is None:
        ask(docket, step.stage, ReviewReason.SUPPORT_LOST, witnesses(case, left))


def _dispute(docket: Docket) -> None:
    """Block what the party's government denies on the record, and ask a person where it was claimed."""
    case = docket.case
    if not case.state.denials:
        return
    for group in case.groups():
        denials = denials_of(case.state, group)
        if not denials or not (case.is_blocked(group) or is_on_record(case, denials)):
            continue
        label = next(s for s in group if any(s in case.state.denied_stages(d) for d in denials))
        if not case.is_blocked(group):
            docket.write(
                StageDisputed(
                    accord=case.state.accord,
                    party=case.state.party,
                    stage=label,
                    reason=DisputeReason.DENIED_BY_PARTY,
                    witnesses=denial_witnesses(denials),
                    article=docket.article,
                )
            )
        _review_denial(docket, group, label)


def _review_denial(docket: Docket, group: tuple[Stage, ...], label: Stage) -> None:
    """Ask a person about a denied stage that was confirmed before, or that somebody claims."""
    case = docket.case
    if any((stage, reason) in case.state.asked for stage in group for reason in OF_DENIALS):
        return
    since = last_departure(case.state)
    run = case.state.path[case.state.path.index(since) + 1 :] if since else case.state.path
    standing = [*run, since] if since else run
    confirmed = any(step.stage in group for step in standing)
    claims = [
        claim
        for claim in case.live(group)
        if claim.new and abs(claim.report.published - case.anchor) <= case.policy.window
    ]
    if confirmed or claims:
        reason = ReviewReason.CONFIRMED_BEFORE_DENIAL if confirmed else ReviewReason.DENIED
        ask(docket, label, reason, witnesses(case, sorted(claims, key=in_order)))
