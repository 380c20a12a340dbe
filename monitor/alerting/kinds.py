"""The closed lists of alerting: kinds, states and reasons. Their values are stored and shown as they are."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class AlertKind(StrEnum):
    """What an alert is about."""

    CONFIRMED = "confirmed"
    REVOKED = "revoked"
    DISPUTED = "disputed"
    REVIEW = "review"
    DEVELOPING = "developing"
    TAKES_EFFECT = "takes_effect"
    BLIND = "blind"
    RECOVERED = "recovered"
    DEAD_DELIVERY = "dead_delivery"
    MISSED = "missed"
    ALL_QUIET = "all_quiet"
    TEST = "test"


class Severity(IntEnum):
    """How much an alert presses; quiet hours let through what reaches their floor."""

    LOW = 1
    NORMAL = 2
    HIGH = 3

    @classmethod
    def named(cls, name: str) -> Severity:
        """The severity of that name, in lower case."""
        return cls[name.upper()]


SEVERITY: dict[AlertKind, Severity] = {
    AlertKind.CONFIRMED: Severity.HIGH,
    AlertKind.REVOKED: Severity.HIGH,
    AlertKind.DISPUTED: Severity.HIGH,
    AlertKind.REVIEW: Severity.NORMAL,
    AlertKind.DEVELOPING: Severity.LOW,
    AlertKind.TAKES_EFFECT: Severity.NORMAL,
    AlertKind.BLIND: Severity.NORMAL,
    AlertKind.RECOVERED: Severity.LOW,
    AlertKind.DEAD_DELIVERY: Severity.HIGH,
    AlertKind.MISSED: Severity.HIGH,
    AlertKind.ALL_QUIET: Severity.LOW,
    AlertKind.TEST: Severity.HIGH,
}


class UntoldReason(StrEnum):
    """Why an event was put on file and nobody was told."""

    BASELINE = "baseline"
    HISTORY = "history"
    STALE = "stale"
    MISSED = "missed"
    REVISION = "revision"


class State(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    HELD = "held"
    SENDING = "sending"
    RETRY_WAIT = "retry_wait"
    SENT = "sent"
    DEAD = "dead"
    SUPPRESSED = "suppressed"


WAITING = (State.PENDING, State.HELD, State.RETRY_WAIT)
"""The states from which a delivery is sent once it is due."""


class HoldReason(StrEnum):
    """Why a delivery waits."""

    GROUPING = "grouping"
    DIGEST = "digest"
    QUIET_HOURS = "quiet_hours"
    STORM = "storm"
    NOT_YET = "not_yet"


class SuppressReason(StrEnum):
    """Why a delivery is not sent."""

    SILENCED = "silenced"
    DUPLICATE = "duplicate"
    TARGET_DISABLED = "target_disabled"
    OVERTAKEN = "overtaken"
    SAME_TARGET = "same_target"


class Outcome(StrEnum):
    """How one attempt to send ended."""

    SENT = "sent"
    TRANSIENT = "transient"
    UNCERTAIN = "uncertain"
    PERMANENT = "permanent"
    LEASE_EXPIRED = "lease_expired"


class DeadReason(StrEnum):
    """Why a delivery was given up."""

    REFUSED = "refused"
    DEADLINE = "deadline"
    NO_SENDER = "no_sender"


class Send(StrEnum):
    """How often a route sends."""

    AT_ONCE = "at_once"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


class Channel(StrEnum):
    """By what a target is reached."""

    CONSOLE = "console"
    SLACK = "slack"
    EMAIL = "email"
    WEBHOOK = "webhook"
    APPRISE = "apprise"
