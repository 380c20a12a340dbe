"""Quoting the supports of a decision in its event: who said it, and who is one voice with whom."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.decide.counting import Case
from monitor.decide.voices import Source, count_voices, why_one_voice
from monitor.model.events import ClaimRecorded, DenialRecorded, KinReason, Witness


def witnesses(
    case: Case, support: Sequence[ClaimRecorded], carriers: Sequence[ClaimRecorded] = ()
) -> tuple[Witness, ...]:
    """The supports as an event quotes them: the carriers, and of the others as many as the policy shows."""
    chosen = {claim.claim_id for claim in carriers}
    room = max(case.policy.witnesses_shown - len(chosen), 0)
    others = [claim for claim in support if claim.claim_id not in chosen][:room]
    chosen |= {claim.claim_id for claim in others}
    shown = [claim for claim in support if claim.claim_id in chosen]
    return _numbered(case, shown)


def voices_of(case: Case, support: Sequence[ClaimRecorded]) -> int:
    """How many independent sources speak in ``support``."""
    return count_voices(case.sources(support))


def _numbered(case: Case, shown: Sequence[ClaimRecorded]) -> tuple[Witness, ...]:
    """Number the voices in order; each support joins the first voice with whose first text it is dependent."""
    firsts: list[tuple[ClaimRecorded, Source]] = []
    found = []
    for claim in shown:
        source = case.state.source(claim, claim.claim_id)
        for number, (first, leader) in enumerate(firsts, start=1):
            shared = source.keys & leader.keys
            if shared:
                reason = why_one_voice(claim, first, shared, case.state.kinship)
                found.append(_witness(claim, number, first.report.article, reason))
                break
        else:
            firsts.append((claim, source))
            found.append(_witness(claim, len(firsts), "", None))
    return tuple(found)


def _witness(claim: ClaimRecorded, voice: int, same_as: str, kin: KinReason | None) -> Witness:
    report = claim.report
    return Witness(
        claim_id=claim.claim_id,
        voice=voice,
        article=report.article,
        url=report.url,
        host=report.host,
        publisher=report.publisher,
        tier=report.tier,
        published=report.published,
        title=report.title,
        quote=report.quote,
        stage=claim.stage,
        speaker=claim.speaker,
        date=claim.date,
        same_as=same_as,
        kin=kin,
    )


def denial_witnesses(denials: Sequence[DenialRecorded]) -> tuple[Witness, ...]:
    """The denials as an event quotes them, a voice each."""
    return tuple(
        Witness(
            claim_id=denial.denial_id,
            voice=number,
            article=denial.report.article,
            url=denial.report.url,
            host=denial.report.host,
            publisher=denial.report.publisher,
            tier=denial.report.tier,
            published=denial.report.published,
            title=denial.report.title,
            quote=denial.report.quote,
            stage=denial.stages[0],
            speaker=denial.speaker,
        )
        for number, denial in enumerate(denials, start=1)
    )
