"""When a stage was reached: the official date leads, then the one with more independent sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitor.decide.counting import Case, in_order
from monitor.decide.voices import count_voices
from monitor.model.dates import compatible, date_precision, first_day, last_day
from monitor.model.events import ClaimRecorded
from monitor.model.source import Tier
from monitor.model.stage import Stage

DECIDED = "force:committed"
"""The rule of reading that a text states a decision, not an act."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with what speaks for it; compared in this order, more is better."""

    official: bool
    voices: int
    exactness: int
    date: str


def leading_date(case: Case, claims: Sequence[ClaimRecorded]) -> Dated | None:
    """The date that leads among those that ``claims`` give; None where none gives one."""
    return _leading(case, [(claim.date, claim) for claim in claims if claim.date])


def leading_effect(case: Case, claims: Sequence[ClaimRecorded]) -> str | None:
    """The day of effect that leads, by the same order."""
    found = _leading(
        case,
        [
            (claim.effective, claim)
            for claim in claims
            if claim.effective and not _is_before_its_date(claim.effective, claim.date)
        ],
    )
    return found.date if found else None


def _is_before_its_date(effective: str, date: str | None) -> bool:
    """Whether a stated day of effect lies before the act itself, which can only be a slip."""
    return date is not None and last_day(effective) < first_day(date)


def _leading(case: Case, dated: list[tuple[str, ClaimRecorded]]) -> Dated | None:
    earliest: dict[str, ClaimRecorded] = {}
    for date, claim in sorted(dated, key=lambda pair: in_order(pair[1])):
        earliest.setdefault(date, claim)
    found = [_weigh(case, date, dated) for date in earliest]
    return max(found, key=lambda one: (one.official, one.voices, one.exactness), default=None)


def _weigh(case: Case, date: str, dated: list[tuple[str, ClaimRecorded]]) -> Dated:
    agreeing = [claim for other, claim in dated if compatible(date, other)]
    return Dated(
        official=any(claim.report.tier is Tier.OFFICIAL for claim in agreeing),
        voices=count_voices(case.sources(agreeing)),
        exactness=len(date),
        date=date,
    )


def effect(
    case: Case, stage: Stage, date: str | None, claims: Sequence[ClaimRecorded]
) -> str | None:
    """When ``stage`` takes effect where that differs from its date: as stated, or after the accord's notice.

    A party cannot shorten the notice by its own word ("with immediate effect"); the accord's own site may
    state another day.
    """
    stated = leading_effect(case, claims)
    due = _end_of_notice(case, date) if stage is Stage.WITHDRAWN else None
    if due and not awaits_notice(stage, claims) and not _is_binding(stated, due, claims):
        return due
    return stated if stated != date else None


def _end_of_notice(case: Case, date: str | None) -> str | None:
    """The day on which a notice of ``date`` takes effect by the accord's own rule, if it has one."""
    notice = case.accord.withdrawal_notice_days
    if not notice or date is None or date_precision(date) != "day":
        return None
    return (first_day(date) + timedelta(days=notice)).isoformat()


def _is_binding(stated: str | None, due: str, claims: Sequence[ClaimRecorded]) -> bool:
    """Whether the stated day stands beside the end of the notice: it is later, or the accord's own."""
    if stated is None:
        return False
    return last_day(stated) >= first_day(due) or any(
        claim.effective == stated
        and claim.report.tier is Tier.OFFICIAL
        and not claim.report.government
        for claim in claims
    )


def notice_date(claims: Sequence[ClaimRecorded]) -> str | None:
    """The date of the formal notice among ``claims`` of a withdrawal: official, and naming its day of effect."""
    dates = [
        claim.date
        for claim in claims
        if claim.date
        and claim.effective not in (None, claim.date)
        and claim.report.tier is Tier.OFFICIAL
    ]
    return max(dates, default=None)


def awaits_notice(stage: Stage, claims: Sequence[ClaimRecorded]) -> bool:
    """Whether all that sources above minor know of a withdrawal is the decision, without notice or day."""
    weighty = [claim for claim in claims if claim.report.tier.is_major_or_above]
    return (
        stage is Stage.WITHDRAWN
        and bool(weighty)
        and all(DECIDED in claim.why and not claim.effective for claim in weighty)
    )
