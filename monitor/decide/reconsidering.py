"""Deciding anew what is on file: by other numbers, or by other weights of the sources.

Nothing takes effect on the past by itself. A person asks for it, sees the difference first, and the events
name the cause.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.decide.counting import Case, in_order, is_in_time, spans
from monitor.decide.policy import Policy
from monitor.decide.recording import Docket
from monitor.decide.reviewing import carrying
from monitor.decide.rules import rule
from monitor.decide.settling import BY_HAND, settle
from monitor.decide.state import PartyState
from monitor.model.accord import Accord
from monitor.model.events import (
    ClaimRecorded,
    ClaimRetracted,
    DenialLifted,
    Event,
    LiftReason,
    Report,
    RetractReason,
    RevokeReason,
    StageRevoked,
)
from monitor.model.stage import Stage

Weigh = Callable[[Report], Report]
"""Gives a report the weight that its host has today."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why it is decided anew, in words, and whether what is confirmed by it is news."""

    words: str
    alert: bool = False


def reconsider(
    state: PartyState,
    rules: tuple[Accord, Policy],
    weigh: Weigh,
    cause: Cause,
    now: datetime,
) -> tuple[Event, ...]:
    """The events by which a stream comes to stand as today's policy and sources would have it.

    ``state`` is handed over and bears them after. What a person said and what the accord's file says stands.
    """
    docket = Docket(case=Case(state, *rules, anchor=now), now=now, quiet=not cause.alert)
    for claim in sorted(state.claims.values(), key=in_order):
        _weigh_claim(docket, claim, weigh(claim.report))
    _weigh_denials(docket, weigh)
    revoke_what_no_rule_holds(docket, RevokeReason.POLICY_CHANGED, cause.words)
    for published in sorted({claim.report.published for claim in state.claims.values()}):
        docket.case = replace(docket.case, anchor=published)
        settle(docket)
    return tuple(docket.events)


def _weigh_claim(docket: Docket, claim: ClaimRecorded, report: Report) -> None:
    """Record the claim anew where its source weighs otherwise now."""
    if report == claim.report:
        return
    docket.write(
        ClaimRetracted(
            claim_id=claim.claim_id,
            accord=claim.accord,
            party=claim.party,
            stage=claim.stage,
            reason=RetractReason.RECLASSIFIED,
            article=report.article,
            url=report.url,
        )
    )
    again = docket.identify("weighed", claim.claim_id, report.tier, report.owner, docket.now)
    docket.write(replace(claim, claim_id=again, report=report))


def _weigh_denials(docket: Docket, weigh: Weigh) -> None:
    """Record all denials anew where one source weighs otherwise: a block stands on all of them together."""
    state = docket.case.state
    denials = [replace(d, stages=state.denied_stages(d)) for d in state.denials.values()]
    if all(weigh(denial.report) == denial.report for denial in denials):
        return
    for denial in denials:
        docket.write(
            DenialLifted(
                denial_id=denial.denial_id,
                accord=denial.accord,
                party=denial.party,
                stages=denial.stages,
                reason=LiftReason.RECLASSIFIED,
                article=denial.report.article,
                url=denial.report.url,
            )
        )
    for denial in denials:
        report = weigh(denial.report)
        again = docket.identify("weighed", denial.denial_id, report.tier, docket.now)
        docket.write(replace(denial, denial_id=again, report=report))


def revoke_what_no_rule_holds(
    docket: Docket, reason: RevokeReason, comment: str, among: Collection[Stage] = tuple(Stage)
) -> None:
    """Revoke, from the latest back, each stage ``among`` those given that no rule confirms today."""
    case = docket.case
    for place in range(len(case.state.path) - 1, -1, -1):
        step = case.state.path[place]
        if step.reason in BY_HAND or set(case.group(step.stage)).isdisjoint(among):
            continue
        if _holds(case, carrying(case, place)):
            continue
        last = place == len(case.state.path) - 1
        rest = case.state.path[:place] if last else case.state.path
        docket.write(
            StageRevoked(
                accord=case.state.accord,
                party=case.state.party,
                stage=step.stage,
                fallback=rest[-1].stage if rest else None,
                reason=reason,
                comment=comment,
            )
        )


def _holds(case: Case, claims: list[ClaimRecorded]) -> bool:
    """Whether a rule holds for the claims of some stretch of one window."""
    window = case.policy.window
    return any(
        rule(case, stretch) is not None
        for anchor in {claim.report.published for claim in claims}
        for stretch in spans([c for c in claims if is_in_time(c, anchor, window)], anchor, window)
    )
