"""Confirming a stage: whether it is a step on, whether a rule holds, and whether a person said otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.decide.counting import Case, in_order, is_after
from monitor.decide.dating import Dated, awaits_notice, effect, leading_date, notice_date
from monitor.decide.recording import Docket
from monitor.decide.reviewing import ask, carrying
from monitor.decide.rules import Ruling, rule, rule_on
from monitor.decide.state import Step
from monitor.decide.witnessing import voices_of, witnesses
from monitor.model.events import (
    ClaimRecorded,
    ClaimRetracted,
    ConfirmReason,
    ReviewReason,
    StageConfirmed,
)
from monitor.model.source import Tier
from monitor.model.stage import Stage

Group = tuple[Stage, ...]

_BY_HAND = (ConfirmReason.PERSON, ConfirmReason.BASELINE)


def confirm(docket: Docket, group: Group) -> bool:
    """Confirm ``group`` if a rule holds, nothing blocks it, and it is a step on from here."""
    case = docket.case
    if case.is_blocked(group) or not is_a_step(case, group):
        return False
    ruling = rule_on(case, group)
    if ruling is None or _came_before(case, group, ruling):
        return False
    if _is_a_persons_matter(docket, group, ruling):
        return False
    docket.write(_confirmation(docket, group, ruling))
    return True


def is_a_step(case: Case, group: Group) -> bool:
    """Whether ``group`` lies ahead of the current stage, or leads away from it, or back in."""
    current = case.state.current
    if current is None:
        return True
    if current.stage in group:
        return False
    if not group[0].is_forward or not current.stage.is_forward:
        return True
    return case.rank(group[0]) > current.stage.rank


def _came_before(case: Case, group: Group, ruling: Ruling) -> bool:
    """Whether a way out, reported late, was over before the current stage was reached.

    Then it would have been followed by what is confirmed now, had the texts come in order.
    """
    current = case.state.current
    if current is None or group[0].is_forward or ruling.completed >= current.basis:
        return False
    if not current.stage.is_forward or current.reason in _BY_HAND:
        return True
    gone = Step(
        group[0],
        _date_of(case, ruling),
        None,
        ruling.reason,
        ruling.completed,
        history=not any(claim.new for claim in ruling.carriers),
    )
    later = [
        claim for claim in case.live(case.group(current.stage)) if is_after(case.state, claim, gone)
    ]
    return rule(case, sorted(later, key=in_order)) is not None


def _date_of(case: Case, ruling: Ruling) -> str | None:
    leading = leading_date(case, ruling.support)
    return leading.date if leading else None


def _is_a_persons_matter(docket: Docket, group: Group, ruling: Ruling) -> bool:
    """Whether a person's word stands against ``ruling``; official evidence after it opens a review."""
    word = persons_word(docket.case, group)
    if word is None:
        return False
    since, moves_on = word
    newer = [claim for claim in ruling.support if claim.report.first_seen > since]
    if moves_on and newer:
        return False
    if any(claim.report.tier is Tier.OFFICIAL for claim in newer):
        shown = witnesses(docket.case, newer)
        ask(docket, group[0], ReviewReason.CONTRADICTS_PERSON, shown)
    return True


def persons_word(case: Case, group: Group) -> tuple[datetime, bool] | None:
    """When a person spoke on ``group``, and whether any newer evidence moves on from that word.

    A stage that a person rejected, or a refusal by a party that a person has confirmed, contradicts the
    person; what comes after a stage that a person confirmed does not.
    """
    rejected = [at for stage in group if (at := case.state.rejected.get(stage))]
    if rejected:
        return max(rejected), False
    current = case.state.current
    if current is None or current.reason is not ConfirmReason.PERSON:
        return None
    return current.basis, group[0] is not Stage.DECLINED


def _confirmation(docket: Docket, group: Group, ruling: Ruling) -> StageConfirmed:
    case, support = docket.case, ruling.support
    current = case.state.current
    stages = {claim.stage for claim in support}
    stage = next(stage for stage in group if stage in stages)
    date = _date_of(case, ruling)
    return StageConfirmed(
        accord=case.state.accord,
        party=case.state.party,
        stage=stage,
        previous=current.stage if current else None,
        date=date,
        effective=effect(case, stage, date, support),
        reason=ruling.reason,
        news=ruling.is_news and not docket.quiet,
        voices=voices_of(case, support),
        witnesses=witnesses(case, support, ruling.carriers),
        carriers=tuple(claim.claim_id for claim in ruling.carriers),
        article=docket.article,
        awaits_notice=awaits_notice(stage, ruling.carriers),
    )


def refine(docket: Docket) -> None:
    """Give the current stage a better date where a claim brings one, or who gave it has dropped it."""
    case, step = docket.case, docket.case.state.current
    if step is None or step.reason in _BY_HAND:
        return
    if not any(_may_refine(case, step, event) for event in docket.events):
        return
    claims = carrying(case, len(case.state.path) - 1)
    date = _better_date(case, step, claims)
    better = replace(
        step,
        date=date,
        effective=effect(case, step.stage, date, claims),
        awaits_notice=awaits_notice(step.stage, claims),
    )
    if better != step:
        docket.write(_refinement(docket, better, claims))


def _may_refine(case: Case, step: Step, event: object) -> bool:
    """Whether a claim on the current stage gives a date or an effect that is not the known one, or drops it.

    A cheap test, since most claims only restate what is known.
    """
    if isinstance(event, ClaimRetracted):
        return event.stage in case.group(step.stage) and not _is_given(case, step)
    if not isinstance(event, ClaimRecorded) or event.stage not in case.group(step.stage):
        return False
    if event.effective and event.effective != step.effective:
        return True
    if event.report.tier is Tier.OFFICIAL or step.awaits_notice:
        return True
    return event.date is not None and event.date != step.date and _outweighs(case, step, event)


def _is_given(case: Case, step: Step) -> bool:
    """Whether some live claim still gives the confirmed date and day of effect."""
    claims = case.live(case.group(step.stage))
    stated = step.effective is None or any(claim.effective == step.effective for claim in claims)
    return stated and (step.date is None or any(claim.date == step.date for claim in claims))


def _outweighs(case: Case, step: Step, event: ClaimRecorded) -> bool:
    """Whether more hosts bear out the event's date, or a vaguer one that it agrees with, or it is more exact."""
    if step.date is None or (event.date and event.date.startswith(step.date)):
        return True
    shelf = case.state.shelves[event.stage]
    known = len(shelf.hosts_of(step.date))
    return any(
        len(shelf.hosts_of(date)) > known
        for date in shelf.dated_by
        if date != step.date and (event.date or "").startswith(date)
    )


def _better_date(case: Case, step: Step, claims: Sequence[ClaimRecorded]) -> str | None:
    """The date that leads now; the confirmed one where it is as well borne out.

    The formal notice refines the date of a withdrawal, which was that of the decision.
    """
    notice = notice_date(claims) if step.stage is Stage.WITHDRAWN else None
    if notice and (step.date is None or notice > step.date):
        return notice
    leading = leading_date(case, claims)
    if leading is None or step.date is None:
        return leading.date if leading else None
    if leading.date.startswith(step.date):
        return leading.date
    held = [claim for claim in claims if claim.date == step.date]
    known = leading_date(case, held)
    return leading.date if known is None or _leads(leading, known) else step.date


def _leads(one: Dated, other: Dated) -> bool:
    return (one.official, one.voices) > (other.official, other.voices)


def _refinement(docket: Docket, step: Step, claims: Sequence[ClaimRecorded]) -> StageConfirmed:
    case = docket.case
    carriers = [claim for claim in claims if claim.claim_id in step.carriers]
    return StageConfirmed(
        accord=case.state.accord,
        party=case.state.party,
        stage=step.stage,
        previous=step.stage,
        date=step.date,
        effective=step.effective,
        reason=step.reason,
        news=False,
        voices=voices_of(case, claims),
        witnesses=witnesses(case, claims, carriers),
        carriers=step.carriers,
        article=docket.article,
        awaits_notice=step.awaits_notice,
    )
