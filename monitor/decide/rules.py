"""The three rules by which a stage is confirmed (POLICY: Confirmed)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.decide.counting import Case, counted, spans
from monitor.decide.voices import pack, pack_with_major
from monitor.model.events import ClaimRecorded, ConfirmReason
from monitor.model.source import Tier
from monitor.model.stage import Stage


@dataclass(frozen=True, slots=True)
class Ruling:
    """By which rule a stage is confirmed, by which claims, and with which publication.

    ``support`` are all claims that counted.
    """

    reason: ConfirmReason
    carriers: tuple[ClaimRecorded, ...]
    support: tuple[ClaimRecorded, ...]
    completed: datetime

    @property
    def is_news(self) -> bool:
        """Whether a carrier reports it as new and was itself fresh when first seen."""
        return any(claim.new and claim.report.fresh for claim in self.carriers)


def rule_on(case: Case, group: tuple[Stage, ...]) -> Ruling | None:
    """The rule that confirms ``group`` at the anchor, if one does; blocks are not looked at here."""
    if not can_be_ruled(case, group):
        return None
    claims = counted(case, group)
    for stretch in spans(claims, case.anchor, case.policy.window):
        ruling = rule(case, stretch)
        if ruling:
            return ruling
    return None


def can_be_ruled(case: Case, group: tuple[Stage, ...]) -> bool:
    """Whether there are enough different origins on file at all; a cheap test that never errs against."""
    shelves = [shelf for stage in group if (shelf := case.state.shelves.get(stage))]
    if any(shelf.officials for shelf in shelves):
        return True
    origins = [case.state.origins_of(stage) for stage in group if case.state.claims_of(stage)]
    majors, every = sum(len(o.majors) for o in origins), sum(len(o.all) for o in origins)
    return majors >= case.policy.majors_needed or (
        majors >= case.policy.majors_among and every >= case.policy.independents_needed
    )


def rule(case: Case, claims: Sequence[ClaimRecorded]) -> Ruling | None:
    """The rule that ``claims``, in the order of publication, satisfy first, with the fewest of them."""
    if _carriers(case, claims) is None:
        return None
    enough = bisect_left(
        range(len(claims) + 1),
        True,
        key=lambda length: _carriers(case, claims[:length]) is not None,
    )
    found = _carriers(case, claims[:enough])
    assert found is not None
    reason, carriers = found
    return Ruling(reason, carriers, tuple(claims), claims[enough - 1].report.published)


def _carriers(
    case: Case, claims: Sequence[ClaimRecorded]
) -> tuple[ConfirmReason, tuple[ClaimRecorded, ...]] | None:
    """The rule that holds and the claims that satisfy it, new ones preferred."""
    ranked = sorted(claims, key=lambda claim: not claim.new)
    for claim in ranked:
        if claim.report.tier is Tier.OFFICIAL:
            return ConfirmReason.OFFICIAL, (claim,)
    by_id = {claim.claim_id: claim for claim in ranked}
    sources = case.sources(ranked)
    policy = case.policy
    found = pack([source for source in sources if source.major], policy.majors_needed)
    if found:
        return ConfirmReason.TWO_MAJOR, tuple(by_id[source.id] for source in found)
    found = pack_with_major(sources, policy.independents_needed, policy.majors_among)
    if found:
        return ConfirmReason.THREE_INDEPENDENT, tuple(by_id[source.id] for source in found)
    return None
