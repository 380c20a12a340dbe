"""Taking up what another version of the classifier reads in texts that are on file.

What both versions say alike stays as it is on file. What was taken back since, by a correction or a person,
stays taken back, whatever a new version reads in the text that was corrected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.decide.counting import Case
from monitor.decide.dating import DECIDED
from monitor.decide.observation import Observation
from monitor.decide.policy import Policy
from monitor.decide.reconsidering import Cause, revoke_what_no_rule_holds
from monitor.decide.recording import Docket, record, saying
from monitor.decide.settling import settle
from monitor.decide.state import PartyState
from monitor.model.accord import Accord
from monitor.model.claim import Claim
from monitor.model.events import (
    ClaimRecorded,
    ClaimRetracted,
    DenialLifted,
    DenialRecorded,
    Event,
    LiftReason,
    RetractReason,
    RevokeReason,
)
from monitor.model.stage import Stage

_STAYS_BACK = frozenset(
    {
        RetractReason.CORRECTION,
        RetractReason.ORIGIN,
        RetractReason.STATEMENT,
        RetractReason.PERSON,
    }
)
"""Why a claim was taken back by somebody, and not by an edit or a reading of its own text."""


Place = tuple[str, Stage]
"""An article and a stage of which it spoke."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back on a stream: which article's claim, and by which other article, if by one.

    ``takers`` are the articles that took back another's claim expressly, ``denied`` those whose denial a
    person lifted.
    """

    claims: dict[Place, str]
    takers: frozenset[str]
    denied: frozenset[str]

    def freed_by(self, seen: Iterable[Observation]) -> frozenset[Place]:
        """What nobody takes back any more, by the new readings ``seen``."""
        by_article = {one.report.article: one for one in seen}
        return frozenset(
            place
            for place, by in self.claims.items()
            if by in by_article and self._frees(by_article[by], place[1])
        )

    def _frees(self, one: Observation, stage: Stage) -> bool:
        """Whether the taker takes nothing back, or the origin that had dropped ``stage`` says it."""
        if one.report.article in self.takers:
            return not one.withdrawals
        return any(claim.stage is stage for claim in one.claims)

    def without(self, places: Collection[Place]) -> TakenBack:
        """What stays taken back where ``places`` are not."""
        kept = {place: by for place, by in self.claims.items() if place not in places}
        return replace(self, claims=kept)


def taken_back(events: Iterable[Event]) -> TakenBack:
    """What the events of a stream took back and have not put on file again."""
    said: dict[str, Place] = {}
    denials: dict[str, str] = {}
    claims: dict[Place, str] = {}
    takers, denied = set[str](), set[str]()
    for event in events:
        if isinstance(event, ClaimRecorded):
            said[event.claim_id] = (event.report.article, event.stage)
            claims.pop((event.report.article, event.stage), None)
        elif isinstance(event, ClaimRetracted) and event.claim_id in said:
            if event.reason in _STAYS_BACK:
                claims[said[event.claim_id]] = "" if event.by else event.article
            if event.reason is RetractReason.CORRECTION:
                takers.add(event.article)
        elif isinstance(event, DenialRecorded):
            denials[event.denial_id] = event.report.article
        elif isinstance(event, DenialLifted) and event.reason is LiftReason.PERSON:
            denied.add(denials[event.denial_id])
    return TakenBack(claims, frozenset(takers), frozenset(denied))


@dataclass(frozen=True, slots=True)
class ReadAnew:
    """What articles of a stream say by the new version, in their order, and what stays taken back."""

    seen: Sequence[Observation]
    gone: TakenBack


def reread(
    state: PartyState, read: ReadAnew, rules: tuple[Accord, Policy], cause: Cause, now: datetime
) -> tuple[Event, ...]:
    """The events by which a stream comes to say what ``read`` says.

    ``state`` is handed over and bears them after. Where nothing differs there are none, so it can be asked
    again at any time.
    """
    docket = Docket(case=Case(state, *rules, anchor=now), now=now, quiet=True, rereading=True)
    for one in read.seen:
        wanted = _without_what_was_taken_back(one, read.gone)
        docket.case = replace(docket.case, anchor=one.report.published)
        _drop_what_rests_on_another_origin(docket, wanted)
        record(docket, wanted)
    if not docket.events:
        return ()
    docket.quiet = not cause.alert
    lost = {event.stage for event in docket.events if isinstance(event, ClaimRetracted)}
    revoke_what_no_rule_holds(docket, RevokeReason.RECLASSIFIED, cause.words, lost)
    for published in _anchors(docket):
        docket.case = replace(docket.case, anchor=published)
        settle(docket)
    return tuple(docket.events)


def _without_what_was_taken_back(seen: Observation, gone: TakenBack) -> Observation:
    article = seen.report.article
    return replace(
        seen,
        claims=tuple(claim for claim in seen.claims if (article, claim.stage) not in gone.claims),
        denials=() if article in gone.denied else seen.denials,
    )


def _drop_what_rests_on_another_origin(docket: Docket, seen: Observation) -> None:
    """Retract the claims that stay the same but for what their text credits, or how firm it is."""
    state = docket.case.state
    said = {saying(claim): claim for claim in seen.claims}
    for claim_id in sorted(state.by_article.get(seen.report.article, ())):
        old = state.claims[claim_id]
        new = said.get(saying(old))
        if new is None or (old.origins == seen.origins and _is_firm(old) == _is_firm(new)):
            continue
        docket.write(
            ClaimRetracted(
                claim_id=claim_id,
                accord=old.accord,
                party=old.party,
                stage=old.stage,
                reason=RetractReason.RECLASSIFIED,
                article=seen.report.article,
                url=seen.report.url,
            )
        )


def _is_firm(claim: Claim | ClaimRecorded) -> bool:
    """Whether a text tells of an act, not of a decision alone."""
    return DECIDED not in claim.why


def _anchors(docket: Docket) -> Iterator[datetime]:
    """The publications at which something may follow now: of what came, or of all where anything went."""
    came = [event for event in docket.events if isinstance(event, ClaimRecorded | DenialRecorded)]
    if len(came) == len(docket.events):
        yield from sorted({event.report.published for event in came})
        return
    state = docket.case.state
    heard = (*state.claims.values(), *state.denials.values(), *came)
    yield from sorted({one.report.published for one in heard} or {docket.now})
