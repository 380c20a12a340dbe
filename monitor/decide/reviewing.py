"""Questions for a person: when one is asked, and when it no longer stands."""

from __future__ import annotations

from monitor.decide.counting import Case, in_order, is_after, last_departure
from monitor.decide.recording import Docket
from monitor.decide.rules import rule
from monitor.model.events import (
    ClaimRecorded,
    ReviewClosed,
    ReviewOpened,
    ReviewOutcome,
    ReviewReason,
    Witness,
)
from monitor.model.stage import Stage


def ask(docket: Docket, stage: Stage, reason: ReviewReason, shown: tuple[Witness, ...]) -> None:
    """Open a review, unless one was opened on this ground before."""
    state = docket.case.state
    if (stage, reason) in state.asked:
        return
    docket.write(
        ReviewOpened(
            review_id=docket.identify("review", stage, reason, docket.article, state.version),
            accord=state.accord,
            party=state.party,
            stage=stage,
            reason=reason,
            witnesses=shown,
            article=docket.article,
        )
    )


def close_settled_reviews(docket: Docket) -> None:
    """Close the reviews whose question no longer stands."""
    case = docket.case
    for review in list(case.state.reviews.values()):
        if _still_stands(case, review):
            continue
        docket.write(
            ReviewClosed(
                review_id=review.review_id,
                accord=review.accord,
                party=review.party,
                stage=review.stage,
                outcome=ReviewOutcome.SETTLED,
                article=docket.article,
            )
        )


def _still_stands(case: Case, review: ReviewOpened) -> bool:
    group = case.group(review.stage)
    match review.reason:
        case ReviewReason.DENIED | ReviewReason.CONFIRMED_BEFORE_DENIAL:
            return case.is_blocked(group)
        case ReviewReason.SUPPORT_LOST:
            places = [n for n, step in enumerate(case.state.path) if step.stage in group]
            return any(rule(case, carrying(case, place)) is None for place in places)
        case ReviewReason.CONTRADICTS_PERSON:
            return True


def carrying(case: Case, place: int) -> list[ClaimRecorded]:
    """The live claims that still carry the step at ``place``, whenever they were published."""
    step = case.state.path[place]
    since = last_departure(case.state, place) if step.stage.is_forward else None
    claims = [
        claim
        for claim in case.live(case.group(step.stage))
        if since is None or claim.claim_id in step.carriers or is_after(case.state, claim, since)
    ]
    return sorted(claims, key=in_order)
