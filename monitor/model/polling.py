"""What polling remembers of a feed from one poll to the next, and the closed lists of its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect: the ``status`` that it was given with, and the address that it led to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class FeedHints:
    """What a document says of when it changes.

    ``ttl_s`` is RSS ``ttl``; ``period_s`` and ``base`` are ``sy:updatePeriod`` over ``sy:updateFrequency``
    and ``sy:updateBase``. ``skip_hours`` are hours of the day in UTC, ``skip_days`` days of the week, Monday 0.
    """

    ttl_s: float | None = None
    period_s: float | None = None
    base: datetime | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


class Trust(StrEnum):
    """Whether a feed's 304 is believed."""

    TRUSTED = "trusted"
    SUSPECT = "suspect"
    DISTRUSTED = "distrusted"


class TrustReason(StrEnum):
    """Why validators stand where they stand."""

    UNTESTED = "untested"
    LONG_SILENCE = "long_silence"
    IMPOSSIBLE_DATE = "impossible_date"
    SAME_VALIDATOR_NEW_BODY = "same_validator_new_body"
    HID_NEWS = "hid_news"
    CONTROL_PASSED = "control_passed"
    PROBATION = "probation"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request echoes, and how far the answers to it are believed.

    ``changed_at`` is when the feed last brought an item that was not known, ``not_modified`` counts 304s in
    a row, ``full_at`` is the last whole answer to a request without conditions.
    """

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    trust: Trust = Trust.TRUSTED
    reason: TrustReason = TrustReason.UNTESTED
    since: datetime | None = None
    changed_at: datetime | None = None
    not_modified: int = 0
    full_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A poll that brought news: ``new`` of its ``entries``, ``elapsed_s`` after the feed was last heard."""

    at: datetime
    elapsed_s: float
    entries: int
    new: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a feed publishes, as far as its last documents show it.

    ``gap_s`` is the mean time between items, ``window_s`` the span that its document covers, ``overlap`` the
    share of the last document that was known. ``delays_s`` are the last waits from claimed publication to
    being seen, oldest first. ``gaps`` counts polls of a document in which nothing was known.
    """

    entries: int = 0
    gap_s: float | None = None
    window_s: float | None = None
    newest_at: datetime | None = None
    overlap: float | None = None
    samples: tuple[Sample, ...] = ()
    delays_s: tuple[float, ...] = ()
    gaps: int = 0
    last_gap_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moving:
    """Redirects: the learned ``location`` that is asked in the feed's place (empty: none), and a candidate.

    ``target`` is where permanent redirects have led since ``since``, ``seen`` times in a row.
    """

    location: str = ""
    target: str = ""
    since: datetime | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """Polls in a row that did not hear the feed.

    ``strikes`` is the sum of their costs, ``blind_since`` the first of them. ``gone`` counts answers of 410
    in a row since ``gone_since``; ``dormant_since`` is set once they are proof.
    """

    failures: int = 0
    strikes: float = 0.0
    blind_since: datetime | None = None
    gone: int = 0
    gone_since: datetime | None = None
    dormant_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedMemory:
    """All that the decisions about a feed carry from one poll to the next."""

    validators: Validators = field(default_factory=Validators)
    rhythm: Rhythm = field(default_factory=Rhythm)
    moving: Moving = field(default_factory=Moving)
    trouble: Trouble = field(default_factory=Trouble)
    hints: FeedHints = field(default_factory=FeedHints)
    first_ok_at: datetime | None = None
    last_ok_at: datetime | None = None


class PollReason(StrEnum):
    """By what rule the next poll was set."""

    NEW = "new"
    INTERVAL = "interval"
    RHYTHM = "rhythm"
    SILENCE = "silence"
    OVERLAP = "overlap"
    SHORTEST = "shortest"
    CONTRACT = "contract"
    TTL = "ttl"
    UPDATE_PERIOD = "update_period"
    SKIPPED_TIME = "skipped_time"
    MAX_AGE = "max_age"
    EXPIRES = "expires"
    UNCONDITIONAL = "unconditional"
    RETRY_AFTER = "retry_after"
    BACKOFF = "backoff"
    DORMANT = "dormant"
    OUTAGE = "outage"
    AFTER_OUTAGE = "after_outage"
    HOST_CLOSED = "host_closed"
    """Set by no poll: what a feed waits for that is due while its host is left alone."""


Inputs = dict[str, str | float | int]
"""What a rule was given, by name; seconds end in ``_s``."""


@dataclass(frozen=True, slots=True)
class NextPoll:
    """When a feed is due again, by what rule, and from which inputs."""

    at: datetime
    reason: PollReason
    inputs: Inputs = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HostPause:
    """A host that asked for patience: nothing of ``domain`` is polled before ``until``."""

    domain: str
    until: datetime
    cause: str


@dataclass(frozen=True, slots=True)
class Outage:
    """A span in which our own network was down; ``ended_at`` is None while it is."""

    began_at: datetime
    ended_at: datetime | None
    hosts: int
