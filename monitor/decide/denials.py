"""Denials: which stages a party's own government blocks, and what lifts the block (POLICY: Denial)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.decide.counting import Case
from monitor.decide.state import PartyState
from monitor.decide.voices import Heard, pack
from monitor.model.claim import Speaker
from monitor.model.events import ClaimRecorded, DenialRecorded, LiftingRecorded, LiftReason
from monitor.model.source import Tier
from monitor.model.stage import FORWARD, Stage

ON_RECORD = frozenset({Speaker.PARTY_GOVERNMENT, Speaker.OUTLET})
"""Whose word a refusal is: the government's, or the outlet's own report of what the government did."""


def is_on_record(case: Case, heard: Sequence[Heard]) -> bool:
    """Whether the party's government said it on its own site, or independent majors quote it within the window."""
    if any(one.report.government for one in heard):
        return True
    quotes = [one for one in heard if one.report.tier in (Tier.WIRE, Tier.MAJOR)]
    for last in quotes:
        near = [
            one
            for one in quotes
            if last.report.published - case.policy.window
            <= one.report.published
            <= last.report.published
        ]
        sources = [case.state.source(one, heard_id(one)) for one in near]
        if pack(sources, case.policy.denial_majors_needed):
            return True
    return False


def heard_id(heard: Heard) -> str:
    """The id of a claim, a denial or a lifting."""
    if isinstance(heard, ClaimRecorded):
        return heard.claim_id
    return heard.denial_id if isinstance(heard, DenialRecorded) else heard.lifting_id


def denials_of(state: PartyState, group: Iterable[Stage]) -> list[DenialRecorded]:
    """The standing denials of a stage of ``group`` by the party's own government, in order of publication."""
    wanted = set(group)
    found = [
        denial
        for denial in state.denials.values()
        if _is_own(denial) and not wanted.isdisjoint(state.denied_stages(denial))
    ]
    return sorted(found, key=lambda denial: (denial.report.published, denial.denial_id))


def _is_own(heard: DenialRecorded | LiftingRecorded) -> bool:
    """Whether it is the government's own word; a refusal also where an outlet reports it as done."""
    if heard.report.government or heard.speaker is Speaker.PARTY_GOVERNMENT:
        return True
    return isinstance(heard, DenialRecorded) and heard.refusal and heard.speaker in ON_RECORD


def liftings(case: Case) -> list[tuple[DenialRecorded, tuple[Stage, ...], LiftReason]]:
    """What the party's government has taken back of each standing denial, expressly or by saying the thing."""
    found = []
    for denial in case.state.denials.values():
        standing = case.state.denied_stages(denial)
        since = denial.report.published
        express = _expressly(case, since, standing)
        if express:
            found.append((denial, express, LiftReason.EXPRESS))
            continue
        said = _by_saying(case, denial, standing)
        if said:
            found.append((denial, said, LiftReason.SAID_ITSELF))
    return found


def _expressly(case: Case, since: datetime, standing: Sequence[Stage]) -> tuple[Stage, ...]:
    later = [
        lifting
        for lifting in case.state.liftings.values()
        if _is_own(lifting) and lifting.report.published >= since
    ]
    return tuple(
        stage
        for stage in standing
        if is_on_record(case, [one for one in later if not one.stages or stage in one.stages])
    )


def _by_saying(case: Case, denial: DenialRecorded, standing: Sequence[Stage]) -> tuple[Stage, ...]:
    gone = set[Stage]()
    for stage, words in case.state.own_words.items():
        later = [
            word
            for word in words.values()
            if word.new
            and word.report.published > denial.report.published
            and word.report.article != denial.report.article
        ]
        if later and is_on_record(case, later):
            gone.update(said for said in standing if _says(case, stage, said, denial.refusal))
    return tuple(stage for stage in standing if stage in gone)


def _says(case: Case, stage: Stage, denied: Stage, refusal: bool) -> bool:
    """Whether a government that puts itself at ``stage`` can no longer be denying ``denied``."""
    if stage is denied or stage in case.group(denied):
        return True
    if stage not in FORWARD or denied not in FORWARD:
        return False
    return refusal or case.rank(denied) <= case.rank(stage)
