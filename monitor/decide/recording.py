"""Putting on file what an observation says: claims, denials, and what is taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.decide.counting import Case
from monitor.decide.denials import ON_RECORD, heard_id, liftings
from monitor.decide.naming import outlet_names
from monitor.decide.observation import Observation, Withdrawal
from monitor.decide.state import PartyState, evolve, is_author
from monitor.model.claim import Claim, Denial, Evidence, Speaker
from monitor.model.events import (
    ClaimRecorded,
    ClaimRetracted,
    DenialLifted,
    DenialRecorded,
    Event,
    LiftingRecorded,
    LiftReason,
    RetractReason,
)
from monitor.model.stage import FORWARD, Stage


@dataclass(slots=True)
class Docket:
    """The events of one decision; each is taken into the state as it is written.

    A ``quiet`` one makes no news of what it confirms. One that is ``rereading`` may put on file once more
    what was taken from it by a reading.
    """

    case: Case
    now: datetime
    article: str = ""
    url: str = ""
    quiet: bool = False
    rereading: bool = False
    events: list[Event] = field(default_factory=list)

    def write(self, event: Event) -> None:
        """Add ``event`` and let the state know it."""
        self.events.append(event)
        evolve(self.case.state, event, self.now)

    def identify(self, *parts: object) -> str:
        """An id that is the same whenever the same thing is decided anew."""
        state = self.case.state
        text = "|".join(map(str, (state.accord, state.party, *parts)))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def record(docket: Docket, seen: Observation) -> None:
    """Write what ``seen`` claims, denies, lifts and takes back."""
    if _is_superseded(docket, seen):
        return
    _drop_what_the_text_no_longer_says(docket, seen)
    for claim in seen.claims:
        _record_claim(docket, seen, claim)
    for denial in _denials(docket, seen):
        _record_denial(docket, denial)
    for lifted in seen.lifted:
        lifting = _lifting(docket, seen, lifted)
        if lifting.lifting_id not in docket.case.state.known:
            docket.write(lifting)
    for withdrawal in seen.withdrawals:
        _take_back(docket, seen, withdrawal)
    if docket.case.state.denials:
        for denial, stages, reason in liftings(docket.case):
            _lift(docket, denial, stages, reason, seen)


def _is_superseded(docket: Docket, seen: Observation) -> bool:
    """Whether a later revision of the same article is on file already."""
    state = docket.case.state
    return any(
        state.claims[claim].report.revision > seen.report.revision
        for claim in state.by_article.get(seen.report.article, ())
    )


def _drop_what_the_text_no_longer_says(docket: Docket, seen: Observation) -> None:
    """Retract the article's claims and denials of which the new text or reading says nothing."""
    state, article = docket.case.state, seen.report.article
    said = {saying(claim) for claim in seen.claims}
    for claim_id in sorted(state.by_article.get(article, ())):
        claim = state.claims[claim_id]
        if saying(claim) in said:
            continue
        same_text = claim.report.revision == seen.report.revision
        reason = RetractReason.RECLASSIFIED if same_text else RetractReason.EDIT
        _retract(docket, claim, reason, seen)
    denied = {stage for denial in _denials(docket, seen) for stage in denial.stages}
    for old in [d for d in state.denials.values() if d.report.article == article]:
        still_refuses = old.refusal and _said_refusal(seen) is not None
        if not still_refuses and not denied.issuperset(state.denied_stages(old)):
            same_text = old.report.revision == seen.report.revision
            lifted = LiftReason.RECLASSIFIED if same_text else LiftReason.EDIT
            _lift(docket, old, state.denied_stages(old), lifted, seen)


def saying(claim: Claim | ClaimRecorded) -> tuple[object, ...]:
    """What two readings of one article have in common where they say the same."""
    return (claim.stage, claim.new, claim.date, claim.effective, claim.speaker)


def _record_claim(docket: Docket, seen: Observation, claim: Claim) -> None:
    state = docket.case.state
    on_file = [state.claims[i] for i in state.by_article.get(seen.report.article, ())]
    if any(saying(other) == saying(claim) for other in on_file):
        return
    recorded = _claim_event(docket, seen, claim)
    if recorded.claim_id in state.known:
        if not docket.rereading:
            return
        again = docket.identify("reread", recorded.claim_id, state.version)
        recorded = replace(recorded, claim_id=again)
    docket.write(recorded)
    roots = state.kinship.roots(seen.report.article)
    if roots != {seen.report.article} and all(
        state.is_withdrawn_origin(root, claim.stage) for root in roots
    ):
        _retract(docket, recorded, RetractReason.ORIGIN, seen)


def _claim_event(docket: Docket, seen: Observation, claim: Claim) -> ClaimRecorded:
    place = (seen.report.article, seen.report.revision, seen.classifier)
    return ClaimRecorded(
        claim_id=docket.identify("claim", *place, *saying(claim)),
        accord=seen.accord,
        party=seen.party,
        stage=claim.stage,
        new=claim.new,
        date=claim.date,
        effective=claim.effective,
        certainty=claim.certainty,
        speaker=claim.speaker,
        confidence=claim.confidence,
        why=claim.why,
        classifier=seen.classifier,
        report=seen.quoting(claim.evidence),
        origins=seen.origins,
        kin=seen.kin,
    )


def _denials(docket: Docket, seen: Observation) -> list[DenialRecorded]:
    """What the text denies: expressly, and by a flat refusal, which denies the whole way in.

    What the same text says of the party is not denied by it.
    """
    refusal = _refusal(docket, seen)
    found = []
    if refusal:
        found.append(
            _denial(
                docket,
                seen,
                Denial(seen.accord, seen.party, FORWARD, refusal.speaker, refusal.evidence),
                refusal=True,
            )
        )
    said = {s for claim in seen.claims if claim.new for s in docket.case.group(claim.stage)}
    for denial in seen.denials:
        stages = tuple(s for s in denial.stages if s not in said and not (refusal and s in FORWARD))
        if stages:
            found.append(_denial(docket, seen, replace(denial, stages=stages), refusal=False))
    return found


def _record_denial(docket: Docket, denial: DenialRecorded) -> None:
    """Write a denial, unless it is on file, or was and has been answered since."""
    state = docket.case.state
    if any(
        (other.report.article, other.stages) == (denial.report.article, denial.stages)
        for other in state.denials.values()
    ):
        return
    if denial.denial_id in state.known:
        if not docket.rereading or denial.denial_id not in state.unread_denials:
            return
        again = docket.identify("reread", denial.denial_id, state.version)
        denial = replace(denial, denial_id=again)
    docket.write(denial)


def _refusal(docket: Docket, seen: Observation) -> Claim | None:
    """The flat refusal in the text; a member that denies leaving declines nothing."""
    return None if docket.case.is_member() else _said_refusal(seen)


def _said_refusal(seen: Observation) -> Claim | None:
    """The flat refusal in the text, whatever the party has become since."""
    if _denies_leaving(seen):
        return None
    return next(
        (
            claim
            for claim in seen.claims
            if claim.stage is Stage.DECLINED and claim.new and _is_own_refusal(seen, claim)
        ),
        None,
    )


def _is_own_refusal(seen: Observation, claim: Claim) -> bool:
    return seen.report.government or claim.speaker in ON_RECORD


def _denies_leaving(seen: Observation) -> bool:
    stages = {stage for denial in seen.denials for stage in denial.stages}
    return bool(stages) and stages.isdisjoint(FORWARD)


def _denial(docket: Docket, seen: Observation, denial: Denial, *, refusal: bool) -> DenialRecorded:
    place = (seen.report.article, seen.report.revision)
    return DenialRecorded(
        denial_id=docket.identify("denial", *place, *denial.stages),
        accord=seen.accord,
        party=seen.party,
        stages=denial.stages,
        speaker=denial.speaker,
        report=seen.quoting(denial.evidence),
        origins=seen.origins,
        kin=seen.kin,
        refusal=refusal,
    )


def _lifting(docket: Docket, seen: Observation, lifted: Denial) -> LiftingRecorded:
    return LiftingRecorded(
        lifting_id=docket.identify("lifting", seen.report.article, seen.report.revision),
        accord=seen.accord,
        party=seen.party,
        stages=lifted.stages,
        speaker=lifted.speaker,
        report=seen.quoting(lifted.evidence),
        origins=seen.origins,
        kin=seen.kin,
    )


def _take_back(docket: Docket, seen: Observation, withdrawal: Withdrawal) -> None:
    """Retract what ``withdrawal`` names, then what derives from it."""
    state = docket.case.state
    kept = {claim.stage for claim in seen.claims}
    for claim in list(state.claims.values()):
        if _is_named(seen, withdrawal, claim, kept):
            _retract(docket, claim, RetractReason.CORRECTION, seen, withdrawal.evidence)
        elif _derives_from(state, claim, withdrawal.articles):
            _retract(docket, claim, RetractReason.ORIGIN, seen, withdrawal.evidence)
    for denial in list(state.denials.values()):
        if denial.report.article in withdrawal.articles:
            _lift(docket, denial, state.denied_stages(denial), LiftReason.RETRACTED, seen)


def _derives_from(state: PartyState, claim: ClaimRecorded, articles: frozenset[str]) -> bool:
    """Whether ``claim`` has no other origin than ``articles``, though these say nothing of this party."""
    return bool(articles) and state.kinship.roots(claim.report.article) <= articles


def _is_named(
    seen: Observation, withdrawal: Withdrawal, claim: ClaimRecorded, kept: Iterable[Stage]
) -> bool:
    """Whether a withdrawal takes back ``claim``.

    One that names no stage leaves what the same text says again: a correction of "joined" to "will join"
    stands by the latter.
    """
    report = claim.report
    if withdrawal.stages and claim.stage not in withdrawal.stages:
        return False
    if report.article in withdrawal.articles or (withdrawal.url and withdrawal.url == report.url):
        return True
    names = {name for host in withdrawal.hosts for name in outlet_names(host)}
    return (
        not withdrawal.url
        and (bool(withdrawal.stages) or claim.stage not in kept)
        and claim.new
        and report.article != seen.report.article
        and report.published <= seen.report.published
        and (
            report.host in withdrawal.hosts
            or not names.isdisjoint(outlet_names(report.host) | outlet_names(report.publisher))
        )
    )


def _retract(
    docket: Docket,
    claim: ClaimRecorded,
    reason: RetractReason,
    seen: Observation,
    evidence: Evidence | None = None,
) -> None:
    retract(
        docket,
        claim,
        ClaimRetracted(
            claim_id=claim.claim_id,
            accord=claim.accord,
            party=claim.party,
            stage=claim.stage,
            reason=reason,
            article=seen.report.article,
            url=seen.report.url,
            quote=evidence.quote if evidence else "",
        ),
    )


def retract(docket: Docket, claim: ClaimRecorded, event: ClaimRetracted) -> None:
    """Write a claim's retraction and those of the claims that fall with it."""
    if claim.claim_id not in docket.case.state.claims:
        return
    docket.write(event)
    if event.reason is RetractReason.RECLASSIFIED:
        return
    for other, reason in _fallen_with(docket.case, claim):
        retract(docket, other, _following(event, other, reason))


def _following(
    event: ClaimRetracted, other: ClaimRecorded, reason: RetractReason
) -> ClaimRetracted:
    return ClaimRetracted(
        claim_id=other.claim_id,
        accord=event.accord,
        party=event.party,
        stage=other.stage,
        reason=reason,
        article=event.article,
        url=event.url,
        quote=event.quote,
        by=event.by,
        comment=event.comment,
    )


def _fallen_with(case: Case, fallen: ClaimRecorded) -> list[tuple[ClaimRecorded, RetractReason]]:
    """The claims that derive from nothing but what was taken back, and the reports of a statement taken back."""
    state = case.state
    found = []
    for claim in state.claims.values():
        roots = state.kinship.roots(claim.report.article)
        derived = claim.report.article not in roots and all(
            state.is_withdrawn_origin(root, claim.stage) for root in roots
        )
        if derived or _credits_only(claim, fallen):
            found.append((claim, RetractReason.ORIGIN))
        elif _reports_only(case, claim, fallen):
            found.append((claim, RetractReason.STATEMENT))
    return found


def _credits_only(claim: ClaimRecorded, fallen: ClaimRecorded) -> bool:
    """Whether a claim rests by its own word on the outlet that took the same stage back."""
    names = outlet_names(fallen.report.host) | outlet_names(fallen.report.publisher)
    return (
        claim.stage is fallen.stage
        and len(claim.origins) == 1
        and claim.origins[0].kind.value in ("agency", "outlet")
        and not names.isdisjoint(outlet_names(claim.origins[0].name))
        and claim.report.host != fallen.report.host
    )


def _reports_only(case: Case, claim: ClaimRecorded, fallen: ClaimRecorded) -> bool:
    """Whether ``claim`` only reports the statement that its author has taken back with ``fallen``."""
    if not is_author(fallen.report) or is_author(claim.report):
        return False
    if case.state.kinship.statements(claim.report.article) == {fallen.report.article}:
        return True
    speaker = Speaker.PARTY_GOVERNMENT if fallen.report.government else Speaker.CONVENER
    return (
        claim.stage is fallen.stage
        and claim.speaker is speaker
        and abs(claim.report.published - fallen.report.published) <= case.policy.window
        and not _still_said(case, fallen)
    )


def _still_said(case: Case, fallen: ClaimRecorded) -> bool:
    """Whether the same author stands by another text that says the same."""
    return any(
        other.report.government == fallen.report.government and is_author(other.report)
        for other in case.state.claims_of(fallen.stage).values()
    )


def _lift(
    docket: Docket,
    denial: DenialRecorded,
    stages: tuple[Stage, ...],
    reason: LiftReason,
    seen: Observation,
) -> None:
    docket.write(
        DenialLifted(
            denial_id=heard_id(denial),
            accord=denial.accord,
            party=denial.party,
            stages=stages,
            reason=reason,
            article=seen.report.article,
            url=seen.report.url,
        )
    )
