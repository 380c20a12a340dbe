"""Stages and reasons in words."""

from __future__ import annotations

from monitor.model.events import (
    ConfirmReason,
    DisputeReason,
    KinReason,
    ReviewReason,
    RevokeReason,
)
from monitor.model.source import Tier
from monitor.model.stage import Stage

STAGE_WORDS: dict[Stage, str] = {
    Stage.PROSPECTIVE: "prospective",
    Stage.ANNOUNCED: "announced",
    Stage.APPLIED: "applied",
    Stage.SIGNED: "signed",
    Stage.RATIFIED: "ratified",
    Stage.ACCEDED: "acceded",
    Stage.DECLINED: "declined",
    Stage.SUSPENDED: "suspended",
    Stage.WITHDRAWN: "withdrawn",
}

STAGE_SAYS: dict[Stage, str] = {
    Stage.PROSPECTIVE: "may join",
    Stage.ANNOUNCED: "will join (announced, not yet signed)",
    Stage.APPLIED: "has applied to join",
    Stage.SIGNED: "has signed",
    Stage.RATIFIED: "has its accession ratified",
    Stage.ACCEDED: "has joined",
    Stage.DECLINED: "declines to join",
    Stage.SUSPENDED: "has its participation suspended",
    Stage.WITHDRAWN: "withdraws",
}
"""What a party at the stage does, to be put behind its name."""

CONFIRM_SAYS: dict[ConfirmReason, str] = {
    ConfirmReason.OFFICIAL: "an official source says so",
    ConfirmReason.TWO_MAJOR: "two independent sources of tier wire or major report it",
    ConfirmReason.THREE_INDEPENDENT: (
        "three independent sources report it, at least one of them of tier major or above"
    ),
    ConfirmReason.PERSON: "a person confirmed it",
    ConfirmReason.BASELINE: "it stands in the accord's file",
}

REVOKE_SAYS: dict[RevokeReason, str] = {
    RevokeReason.SUPPORT_RETRACTED: "what carried it was corrected or taken back",
    RevokeReason.PERSON: "a person took it back",
    RevokeReason.POLICY_CHANGED: "the policy was changed and no longer confirms it",
    RevokeReason.RECLASSIFIED: "the texts were read anew and no longer confirm it",
}

DISPUTE_SAYS: dict[DisputeReason, str] = {
    DisputeReason.DENIED_BY_PARTY: "the party's own government denies it",
}

REVIEW_SAYS: dict[ReviewReason, str] = {
    ReviewReason.DENIED: "the party's own government denies what others report",
    ReviewReason.CONFIRMED_BEFORE_DENIAL: "a denial came after the stage was confirmed",
    ReviewReason.SUPPORT_LOST: "some support was taken back, and what is left satisfies no rule",
    ReviewReason.CONTRADICTS_PERSON: "new official evidence contradicts what a person decided",
}

KIN_SAYS: dict[KinReason, str] = {
    KinReason.SAME_ARTICLE: "the same article",
    KinReason.SAME_HOST: "the same outlet",
    KinReason.SAME_OWNER: "outlets of one owner",
    KinReason.COPY: "a copy",
    KinReason.SAME_QUOTE: "the same quoted words",
    KinReason.SAME_AGENCY: "the same agency's story",
    KinReason.RESTS_ON: "it rests on that report",
    KinReason.SAME_UNNAMED: "the same unnamed source",
    KinReason.SAME_DOCUMENT: "the same document",
    KinReason.REPORTS_STATEMENT: "it reports that statement",
}
"""Why two articles are one voice, to be read."""

TIER_ORDER: dict[Tier, int] = {tier: rank for rank, tier in enumerate(Tier)}


def stage_word(stage: Stage | None) -> str:
    """The stage as shown; ``none confirmed`` where there is none."""
    return STAGE_WORDS[stage] if stage else "none confirmed"


def count(number: int, noun: str) -> str:
    """``1 report``, ``2 reports``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
