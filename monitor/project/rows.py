"""The rows that are folded from the log: one frozen dataclass a table, fields named as its columns.

Days and partial dates are text (``2025``, ``2025-11``, ``2025-11-06``), so that they stay as exact as the
source was; instants are aware, in UTC. ``position`` is that of the event that made the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ClaimStatus(StrEnum):
    """Whether a claim still counts."""

    LIVE = "live"
    RETRACTED = "retracted"


class DenialStatus(StrEnum):
    """Whether a denial still stands."""

    STANDING = "standing"
    LIFTED = "lifted"


class ReviewStatus(StrEnum):
    """Whether a review waits for a person."""

    OPEN = "open"
    CLOSED = "closed"


class WitnessRole(StrEnum):
    """What a witness did for a confirmation."""

    CARRIER = "carrier"
    WITNESS = "witness"
    BASELINE = "baseline"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A party's place in an accord over a range of days, as known over a range of positions.

    Both ranges are half-open and None is open: from ``valid_from`` until before ``valid_to``, known from
    ``known_from`` (the event at ``known_from_position``) until ``known_to``.
    """

    accord: str
    party: str
    party_name: str
    stage: str
    step: str
    is_member: bool
    since: str
    since_precision: str
    effective: str | None
    confirmed_at: datetime
    reason: str
    support_count: int
    voice_count: int
    position: int
    valid_from: str
    valid_to: str | None
    known_from: datetime
    known_to: datetime | None
    known_from_position: int
    known_to_position: int | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim on file; ``step`` is the stage as the accord counts it (signed where a signature makes the party)."""

    position: int
    claim_id: str
    accord: str
    party: str
    party_name: str
    stage: str
    step: str
    new: bool
    date: str | None
    effective: str | None
    certainty: str
    speaker: str
    confidence: float
    why: str
    classifier: str
    article: str
    revision: int
    url: str
    host: str
    publisher: str
    owner: str
    tier: str
    government: bool
    title: str
    published: datetime
    first_seen: datetime
    fresh: bool
    quote_field: str
    quote_start: int
    quote_end: int
    quote: str
    origins: str
    recorded_at: datetime
    status: str = ClaimStatus.LIVE
    retracted_at: datetime | None = None
    retract_reason: str | None = None
    retracted_position: int | None = None


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """A support of a confirmation, as its event quotes it; ``number`` counts from 1 within the event."""

    position: int
    number: int
    accord: str
    party: str
    party_name: str
    stage: str
    step: str
    confirmed_at: datetime
    role: str
    voice: int | None
    claim_id: str | None
    article: str | None
    url: str
    host: str
    publisher: str
    tier: str | None
    published: datetime | None
    title: str
    quote: str
    said: str
    speaker: str | None
    date: str | None
    same_as: str | None
    kin: str | None


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One step of a party's way, in words; ``event`` is the type of the event."""

    position: int
    at: datetime
    accord: str
    party: str
    party_name: str
    event: str
    stage: str | None
    previous: str | None
    date: str | None
    effective: str | None
    reason: str
    news: bool
    voices: int
    supports: int
    actor: str
    said_by: str | None
    comment: str | None
    article: str | None
    url: str | None
    quote: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A question for a person."""

    position: int
    review_id: str
    accord: str
    party: str
    party_name: str
    stage: str
    reason: str
    opened_at: datetime
    article: str | None
    url: str | None
    publisher: str | None
    quote: str | None
    status: str = ReviewStatus.OPEN
    closed_at: datetime | None = None
    outcome: str | None = None
    closed_by: str | None = None
    comment: str | None = None
    closed_position: int | None = None


@dataclass(frozen=True, slots=True)
class DenialRow:
    """A party's denial of one stage."""

    position: int
    stage: str
    denial_id: str
    accord: str
    party: str
    party_name: str
    speaker: str
    article: str
    url: str
    host: str
    publisher: str
    tier: str
    government: bool
    title: str
    published: datetime
    quote: str
    recorded_at: datetime
    status: str = DenialStatus.STANDING
    lifted_at: datetime | None = None
    lift_reason: str | None = None
    lifted_position: int | None = None


AddedRow = ClaimRow | WitnessRow | TimelineRow | ReviewRow | DenialRow
"""A row that one event adds."""


@dataclass(frozen=True, slots=True)
class ClaimEnded:
    """The live claim rows with this id from before ``retracted_position`` no longer count."""

    claim_id: str
    retracted_at: datetime
    retract_reason: str
    retracted_position: int


@dataclass(frozen=True, slots=True)
class ReviewEnded:
    """The open review with this id from before ``closed_position`` is closed."""

    review_id: str
    closed_at: datetime
    outcome: str
    closed_by: str | None
    comment: str | None
    closed_position: int


@dataclass(frozen=True, slots=True)
class DenialEnded:
    """The standing denials with this id, of these stages, from before ``lifted_position`` are lifted."""

    denial_id: str
    stages: tuple[str, ...]
    lifted_at: datetime
    lift_reason: str
    lifted_position: int


Ending = ClaimEnded | ReviewEnded | DenialEnded
"""What closes rows that an earlier event added."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run of events does to the rows: apply ``added``, then ``endings`` in order.

    ``histories`` holds, for each (accord, party) that moved, all of its membership rows: they replace
    those that are there.
    """

    histories: dict[tuple[str, str], tuple[MembershipRow, ...]]
    added: tuple[AddedRow, ...]
    endings: tuple[Ending, ...]
