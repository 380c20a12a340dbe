"""What a message says, before any channel gives it a form. All text has passed ``clean``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.alerting.kinds import AlertKind, UntoldReason


@dataclass(frozen=True, slots=True)
class Quote:
    """One piece of evidence: the exact words, who published them, when, and where.

    ``host`` is where ``url`` leads; ``url`` is empty where the address was no plain web address.
    ``repeats`` tells that its voice was quoted already: a copy, or the same origin.
    """

    text: str
    publisher: str
    host: str
    tier: str
    published: datetime
    title: str
    url: str
    says: str
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """The content of an alert.

    ``headline`` is one line; ``what`` a sentence or two. ``before`` and ``after`` are stages in words,
    empty where the alert is about no stage. ``more_quotes`` counts the evidence left out. ``unknown``
    are sentences. ``sql`` is a query that shows the row.
    """

    kind: AlertKind
    headline: str
    what: str
    recorded_at: datetime
    accord: str = ""
    party: str = ""
    before: str = ""
    after: str = ""
    date: str = ""
    effective: str = ""
    reason: str = ""
    voices: int = 0
    reports: int = 0
    quotes: tuple[Quote, ...] = ()
    more_quotes: int = 0
    unknown: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    sql: str = ""
    board_url: str = ""
    position: int | None = None
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to tell, once: ``key`` is unique for ever, ``event/42`` for an event.

    ``thread`` joins what belongs together (``abraham-accords/KZ``). ``confidence`` is 0 to 1; what is
    confirmed has 1. It is not told before ``not_before``, and not at all where ``untold`` says why.
    ``standing`` is the party's confirmed stage after it, where it changes that. ``overtakes`` names, by
    kind and stage, alerts of the same party that are stale once this one is on file.
    """

    key: str
    kind: AlertKind
    thread: str
    message: Message
    accord: str = ""
    party: str = ""
    stage: str = ""
    confidence: float = 1.0
    position: int | None = None
    not_before: datetime | None = None
    untold: UntoldReason | None = None
    standing: str = ""
    overtakes: tuple[tuple[AlertKind, str], ...] = ()
