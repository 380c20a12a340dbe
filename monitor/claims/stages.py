"""Which stage an act claims: by how far it has come, and whose word it is (CLAIMS, rules 3 to 5). Pure."""

from __future__ import annotations

from datetime import date

from monitor.claims.days import days_before
from monitor.claims.status import Force
from monitor.model.accord import Accord
from monitor.model.claim import Certainty, Speaker
from monitor.model.stage import Stage

STANDING = frozenset((Speaker.PARTY_GOVERNMENT, Speaker.CONVENER, Speaker.OUTLET))
"""Those whose word commits a party."""
_REFUSALS = (Force.REFUSED, Force.DENIED)
_BEFORE_ENTRY = (Stage.PROSPECTIVE, Stage.ANNOUNCED, Stage.APPLIED, Stage.DECLINED)


def stage_under(base: Stage, force: Force, speaker: Speaker) -> Stage | None:
    """What an act of coming in that tells ``base`` claims; None where it claims nothing."""
    if base is Stage.PROSPECTIVE:
        return base if force in (Force.POSSIBLE, Force.DONE, Force.COMMITTED) else None
    if base is Stage.DECLINED:
        return base if force in (Force.DONE, Force.COMMITTED) else None
    if force is Force.DONE:
        return base
    if force in (Force.NOT, Force.VOID) or base is Stage.RATIFIED:
        return None
    if force is Force.COMMITTED:
        return Stage.ANNOUNCED if speaker in STANDING else Stage.PROSPECTIVE
    if force is Force.REFUSED and speaker is Speaker.OTHER_GOVERNMENT:
        return Stage.PROSPECTIVE
    if force in _REFUSALS:
        heard = speaker in STANDING or speaker is Speaker.OTHER_GOVERNMENT
        return Stage.DECLINED if heard else None
    return Stage.PROSPECTIVE


def stage_of_leaving(base: Stage, force: Force, speaker: Speaker) -> Stage | None:
    """What an act of leaving or freezing that tells ``base`` claims; who denies that it leaves is in."""
    if force is Force.DONE or (force is Force.COMMITTED and speaker in STANDING):
        return base
    stays = force in _REFUSALS or (force is Force.NOT and speaker is Speaker.PARTY_GOVERNMENT)
    return Stage.ACCEDED if stays and base is Stage.WITHDRAWN else None


def certainty_of(force: Force) -> Certainty:
    """How certain an act is that has come so far."""
    if force in (Force.DONE, *_REFUSALS):
        return Certainty.CERTAIN
    return Certainty.PROBABLE if force is Force.COMMITTED else Certainty.POSSIBLE


def is_in_already(accord: Accord, party: str, stage: Stage, published: date) -> bool:
    """Whether the accord's own file has the party in: then it neither mulls nor refuses to enter."""
    return stage in _BEFORE_ENTRY and is_long_in(accord, party, published)


def is_long_in(accord: Accord, party: str, published: date) -> bool:
    """Whether the accord's own file has had the party in for more than a year."""
    return any(
        fact.party == party
        and fact.stage is Stage.ACCEDED
        and days_before(fact.date, published) > 365
        for fact in accord.baseline
    )


def entry_of(accord: Accord) -> Stage:
    """The stage by which the accord takes a party in."""
    if accord.signature_makes_party:
        return Stage.SIGNED
    return Stage.RATIFIED if Stage.RATIFIED in accord.member_stages else Stage.ACCEDED
