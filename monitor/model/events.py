"""The events of the log: past tense, one frozen dataclass each, and each stands alone.

A stream is one party's way into one accord, ``abraham-accords/KZ``; what befalls a feed is on
``source/<host>``. The field names are a public promise: a change of form is a new ``schema_version``
with an upcaster in the store, never a rewrite.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from monitor.model.claim import INFERRED, Certainty, Origin, Speaker
from monitor.model.source import Tier
from monitor.model.stage import Stage


def party_stream(accord: str, party: str) -> str:
    """The stream of ``party``'s way into ``accord``."""
    return f"{accord}/{party}"


def source_stream(host: str) -> str:
    """The stream of what befalls a source."""
    return f"source/{host}"


class KinReason(StrEnum):
    """Why two articles are one origin (POLICY: Independent).

    ``REPORTS_STATEMENT`` alone makes no origin: a report of a public statement is a voice of its own, and
    falls when the statement's author takes it back.
    """

    SAME_ARTICLE = "same_article"
    SAME_HOST = "same_host"
    SAME_OWNER = "same_owner"
    COPY = "copy"
    SAME_QUOTE = "same_quote"
    SAME_AGENCY = "same_agency"
    RESTS_ON = "rests_on"
    SAME_UNNAMED = "same_unnamed"
    SAME_DOCUMENT = "same_document"
    REPORTS_STATEMENT = "reports_statement"


@dataclass(frozen=True, slots=True)
class Kin:
    """An earlier article with which this one shares its text or its origin."""

    article: str
    reason: KinReason


@dataclass(frozen=True, slots=True)
class Report:
    """Where something was said: the article, its publisher, and the exact words.

    ``tier`` is the host's tier for the party of the stream, ``government`` tells whether the host is that
    party's own government. ``fresh`` is false for what was already old when first seen (a feed just
    added, a backfill): it counts as evidence and never as news.
    """

    article: str
    revision: int
    url: str
    host: str
    publisher: str
    owner: str
    tier: Tier
    government: bool
    title: str
    published: datetime
    first_seen: datetime
    fresh: bool
    field: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ClaimRecorded:
    """An article's claim was put on file."""

    claim_id: str
    accord: str
    party: str
    stage: Stage
    new: bool
    date: str | None
    effective: str | None
    certainty: Certainty
    speaker: Speaker
    confidence: float
    why: tuple[str, ...]
    classifier: str
    report: Report
    origins: tuple[Origin, ...] = ()
    kin: tuple[Kin, ...] = ()

    @property
    def is_inferred(self) -> bool:
        """Whether no rule made the claim but the learned choice."""
        return INFERRED in self.why


class RetractReason(StrEnum):
    """Why a claim no longer counts."""

    CORRECTION = "correction"
    EDIT = "edit"
    ORIGIN = "origin"
    STATEMENT = "statement"
    PERSON = "person"
    RECLASSIFIED = "reclassified"


@dataclass(frozen=True, slots=True)
class ClaimRetracted:
    """A claim no longer counts: its outlet took it back, an edit dropped it, or a person said so."""

    claim_id: str
    accord: str
    party: str
    stage: Stage
    reason: RetractReason
    article: str = ""
    url: str = ""
    quote: str = ""
    by: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class DenialRecorded:
    """The party's own government denied ``stages``; whether that blocks is the policy's to say.

    ``refusal`` tells that it said no altogether, so that any later yes of the same government lifts it.
    """

    denial_id: str
    accord: str
    party: str
    stages: tuple[Stage, ...]
    speaker: Speaker
    report: Report
    origins: tuple[Origin, ...] = ()
    kin: tuple[Kin, ...] = ()
    refusal: bool = False


@dataclass(frozen=True, slots=True)
class LiftingRecorded:
    """The party's own government took back a denial of ``stages``; whether that lifts is the policy's to say.

    Without ``stages`` it takes back all that it denied.
    """

    lifting_id: str
    accord: str
    party: str
    stages: tuple[Stage, ...]
    speaker: Speaker
    report: Report
    origins: tuple[Origin, ...] = ()
    kin: tuple[Kin, ...] = ()


class LiftReason(StrEnum):
    """Why a denial no longer blocks."""

    EXPRESS = "taken_back"
    SAID_ITSELF = "said_the_thing_itself"
    RETRACTED = "retracted"
    EDIT = "edit"
    PERSON = "person"
    RECLASSIFIED = "reclassified"


@dataclass(frozen=True, slots=True)
class DenialLifted:
    """The same government took its denial back, or said the thing itself; or the text no longer says it."""

    denial_id: str
    accord: str
    party: str
    stages: tuple[Stage, ...]
    reason: LiftReason
    article: str = ""
    url: str = ""
    quote: str = ""
    by: str = ""
    comment: str = ""


class ConfirmReason(StrEnum):
    """By what a stage was confirmed (POLICY: Confirmed)."""

    OFFICIAL = "official_source"
    TWO_MAJOR = "two_independent_major"
    THREE_INDEPENDENT = "three_independent"
    PERSON = "person"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Witness:
    """One support as an event quotes it; equal ``voice`` numbers are one voice.

    Where it is not the first of its voice, ``same_as`` is the article with which it is one, ``kin`` why.
    """

    claim_id: str
    voice: int
    article: str
    url: str
    host: str
    publisher: str
    tier: Tier
    published: datetime
    title: str
    quote: str
    stage: Stage
    speaker: Speaker
    date: str | None = None
    same_as: str = ""
    kin: KinReason | None = None


@dataclass(frozen=True, slots=True)
class StageConfirmed:
    """A stage of a party was confirmed; where ``previous`` is the stage itself, its date was refined.

    ``date`` is when it was reached, ``effective`` when it takes effect where that differs. ``news`` is
    false for a baseline, for history, and for what was old when first seen: it is never alerted as news.
    ``carriers`` are the claims that satisfied the rule, ``witnesses`` those that speak for the stage.
    ``awaits_notice`` marks a decision to leave before any notice: it ends no membership yet.
    """

    accord: str
    party: str
    stage: Stage
    previous: Stage | None
    date: str | None
    effective: str | None
    reason: ConfirmReason
    news: bool
    voices: int
    witnesses: tuple[Witness, ...] = ()
    carriers: tuple[str, ...] = ()
    article: str = ""
    source: str = ""
    by: str = ""
    comment: str = ""
    awaits_notice: bool = False


class RevokeReason(StrEnum):
    """Why a confirmed stage was taken back."""

    SUPPORT_RETRACTED = "support_retracted"
    PERSON = "person"
    POLICY_CHANGED = "policy_changed"
    RECLASSIFIED = "reclassified"


@dataclass(frozen=True, slots=True)
class StageRevoked:
    """A confirmed stage is carried by nothing any more; the party falls back to ``fallback``."""

    accord: str
    party: str
    stage: Stage
    fallback: Stage | None
    reason: RevokeReason
    article: str = ""
    url: str = ""
    quote: str = ""
    by: str = ""
    comment: str = ""


class DisputeReason(StrEnum):
    """Why a stage is disputed."""

    DENIED_BY_PARTY = "denied_by_party"


@dataclass(frozen=True, slots=True)
class StageDisputed:
    """The party's own government denies a stage; the stage is blocked."""

    accord: str
    party: str
    stage: Stage
    reason: DisputeReason
    witnesses: tuple[Witness, ...] = ()
    article: str = ""


class ReviewReason(StrEnum):
    """Why a person should look."""

    DENIED = "denied_by_party"
    CONFIRMED_BEFORE_DENIAL = "confirmed_before_denial"
    SUPPORT_LOST = "support_lost"
    CONTRADICTS_PERSON = "contradicts_person"


@dataclass(frozen=True, slots=True)
class ReviewOpened:
    """A question for a person."""

    review_id: str
    accord: str
    party: str
    stage: Stage
    reason: ReviewReason
    witnesses: tuple[Witness, ...] = ()
    article: str = ""


class ReviewOutcome(StrEnum):
    """How a review ended; ``rejected`` also stands where a person rejects a stage without being asked."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class ReviewClosed:
    """A review was answered: by a person, or because what it asked about is settled."""

    review_id: str
    accord: str
    party: str
    stage: Stage
    outcome: ReviewOutcome
    by: str = ""
    comment: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """A person's remark on a party, or on one stage or claim of it; it changes nothing."""

    accord: str
    party: str
    by: str
    comment: str
    stage: Stage | None = None
    claim_id: str = ""


@dataclass(frozen=True, slots=True)
class SourceWentBlind:
    """A source that should speak has not been heard: the service cannot see there."""

    host: str
    feeds: tuple[str, ...]
    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class SourceRecovered:
    """A source that was blind is heard again."""

    host: str
    feeds: tuple[str, ...]
    blind_since: datetime


Event = (
    ClaimRecorded
    | ClaimRetracted
    | DenialRecorded
    | LiftingRecorded
    | DenialLifted
    | StageConfirmed
    | StageRevoked
    | StageDisputed
    | ReviewOpened
    | ReviewClosed
    | NoteAdded
    | SourceWentBlind
    | SourceRecovered
)
"""Any event of the log."""

EVENT_TYPES: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        ClaimRecorded,
        ClaimRetracted,
        DenialRecorded,
        LiftingRecorded,
        DenialLifted,
        StageConfirmed,
        StageRevoked,
        StageDisputed,
        ReviewOpened,
        ReviewClosed,
        NoteAdded,
        SourceWentBlind,
        SourceRecovered,
    )
}
"""Registered name → class; the name is what the log stores."""

SCHEMA_VERSIONS: dict[str, int] = dict.fromkeys(EVENT_TYPES, 1)
"""The version in which each type is written today."""


class StoredEvent(msgspec.Struct, frozen=True):
    """An event with its place in the log; ``position`` is gapless and in commit order.

    A frozen dataclass takes as long to make as its event takes to decode; a log is read by the million.
    """

    position: int
    event_id: str
    stream: str
    version: int
    type: str
    event: Event
    actor: str
    cause: str
    recorded_at: datetime
    valid_from: datetime | None = None
