"""What the stages ask of the outside: one Protocol a collaborator.

All instants are aware and in UTC. Every method is synchronous and safe to call from a worker thread,
but for those that say ``async``; one call is one transaction. What a method may raise is said with it; anything else is a fault of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.alerting.deliveries import (
    AlertEntry,
    CheckpointMove,
    Outgoing,
    Sent,
    Settlement,
)
from monitor.alerting.policy import Silence
from monitor.alerting.service import Missed, Work
from monitor.alerting.tell import Standing
from monitor.model.article import Article
from monitor.model.claim import Reading
from monitor.model.errors import KeyConflict, StreamConflict
from monitor.model.events import Event, StoredEvent
from monitor.model.feed import (
    ClaimedFeed,
    FeedConfig,
    FeedState,
    FetchedFeed,
    ParsedEntry,
    ParsedFeed,
    PollRecord,
)
from monitor.model.fingerprint import Fingerprint
from monitor.model.pages import FetchedPage, PagePolicy, WantedPage
from monitor.model.polling import NextPoll, Outage


class Clock(Protocol):
    """Tells the time; a replay or a test sets it."""

    def now(self) -> datetime:
        """The present instant."""


@dataclass(frozen=True, slots=True)
class StreamWrite:
    """Events for one stream, which must be at ``expected_version`` (0: not yet begun)."""

    stream: str
    expected_version: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an append landed; ``repeated`` tells that the key was known and this is the first answer."""

    first_position: int
    last_position: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class AppendRequest:
    """One append among several: ``writes`` are done whole, or not at all, under ``key``."""

    key: str
    writes: tuple[StreamWrite, ...]
    actor: str
    cause: str


class EventLog(Protocol):
    """The append-only log."""

    def append(
        self, key: str, writes: Sequence[StreamWrite], *, actor: str, cause: str, now: datetime
    ) -> Appended:
        """Append all of ``writes`` in one transaction, or nothing.

        ``recorded_at`` is ``now``, or the last event's where that is later. Raises StreamConflict where a
        stream has moved, KeyConflict where ``key`` was used with another body, Transient where the
        database is locked.
        """

    def append_many(
        self, requests: Sequence[AppendRequest], now: datetime, *, until_conflict: bool = False
    ) -> list[Appended | StreamConflict | KeyConflict]:
        """Append ``requests`` in one commit, each whole or not at all; their answers, in order.

        With ``until_conflict`` each builds on those before it: the first conflict is the last answer, and those
        behind it are not tried.
        """

    def find(self, key: str) -> Appended | None:
        """The answer that ``key`` was given, if it was used."""

    def find_all(self, keys: Collection[str]) -> dict[str, Appended]:
        """The answers that those of ``keys`` were given that were used."""

    def read(self, after: int, limit: int) -> list[StoredEvent]:
        """Up to ``limit`` events behind position ``after``, in order."""

    def read_stream(self, stream: str) -> list[StoredEvent]:
        """All events of one stream, in order; empty where it has not begun."""

    def head(self) -> int:
        """The last position; 0 for an empty log."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A text as it was seen once; ``number`` counts from 1 within the article.

    ``fresh`` is false where it was old when first seen. ``feed`` is the address that brought it.
    """

    id: int
    number: int
    article: Article
    first_seen: datetime
    fresh: bool
    feed: str = ""


@dataclass(frozen=True, slots=True)
class ReadRevision:
    """A revision with what reading made of it, and the article's reading before it, if any."""

    revision: Revision
    reading: Reading
    fingerprint: Fingerprint
    previous: Reading | None = None


class Archive(Protocol):
    """Article revisions and their readings."""

    def unread(self, limit: int) -> list[Revision]:
        """Revisions that no classifier has read, oldest first."""

    def save_readings(
        self, read: Sequence[tuple[int, Reading, Fingerprint]], now: datetime
    ) -> None:
        """Store readings by revision id and mark the revisions as read, in one transaction."""

    def undecided(self, limit: int) -> list[ReadRevision]:
        """Read revisions that deciding has not taken up, in the order of their ids."""

    def mark_decided(self, revisions: Sequence[int], now: datetime) -> None:
        """Remember that deciding is done with these revisions."""

    def fingerprints(self, articles: Sequence[str]) -> dict[str, Fingerprint]:
        """The fingerprint of each article's latest read revision, by article id."""


class FetchSession(Protocol):
    """Connections that are shared by the fetches of one pass."""

    async def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> FetchedFeed:
        """Fetch ``url``, with the validators echoed as they were given.

        Whatever goes wrong outside is an outcome; nothing is raised for it.
        """


class FeedFetcher(Protocol):
    """Fetches feeds."""

    def session(self) -> AbstractAsyncContextManager[FetchSession]:
        """A session for one pass, bound to the event loop that opens it."""


class FeedParser(Protocol):
    """Makes entries of bytes; runs in a worker thread."""

    def parse(self, fetched: FetchedFeed) -> ParsedFeed:
        """The feed in ``fetched.body``; what is none is an outcome, and nothing is raised for it."""


class PageSession(Protocol):
    """Connections that are shared by the pages of one pass."""

    async def read(self, wanted: WantedPage, now: datetime) -> FetchedPage:
        """The text of a page, or why there is none; nothing is raised for what goes wrong outside."""


class PageReader(Protocol):
    """Takes the text out of articles' pages."""

    def session(self) -> AbstractAsyncContextManager[PageSession]:
        """A session for one pass, bound to the event loop that opens it."""


class PageStore(Protocol):
    """Which pages are wanted, and what came of them. Both may raise Transient where the database is locked."""

    def wanted(self, now: datetime, policy: PagePolicy) -> list[WantedPage]:
        """Articles that name an accord, are news, and whose page is wanted and due; the latest first."""

    def save(
        self, wanted: WantedPage, page: FetchedPage, now: datetime, policy: PagePolicy
    ) -> None:
        """Keep what came of a page, and its text as the article's next revision, in one transaction."""


class FeedStore(Protocol):
    """What polling remembers of each feed. All may raise Transient where the database is locked."""

    def sync(self, feeds: Sequence[FeedConfig], now: datetime) -> None:
        """Take over what is listed: new feeds are due at once, those no longer listed rest."""

    def claim_due(  # noqa: PLR0913 - the limits of one claim, each by name
        self,
        now: datetime,
        *,
        limit: int,
        per_host: int,
        until: datetime,
        attempt: str,
        spacing_s: float = 0.0,
    ) -> list[ClaimedFeed]:
        """Hold up to ``limit`` due feeds ``until`` then, at most ``per_host`` of one registrable domain at a time.

        What other attempts, or earlier claims of this one, hold counts. The first feed of every domain comes
        before the second of any, so that no domain keeps the others waiting. With ``spacing_s`` a claim
        takes one feed a domain and none of it starts before that time is over. A domain that asked for
        patience is passed over. A feed whose lease has ended is due again.
        """

    def next_start(self, now: datetime, before: datetime) -> datetime | None:
        """When, up to ``before``, spacing alone lets the next due feed start; None where none waits for that."""

    def known(self, shown: Mapping[str, Sequence[ParsedEntry]]) -> dict[str, set[str]]:
        """Of the entries that each feed (by address) shows, the keys of those that it has shown before.

        Shown before is what was seen under the same key or as the same article.
        """

    def extend(self, attempt: str, until: datetime) -> None:
        """Hold what the attempt still holds for longer."""

    def record(self, polls: Sequence[PollRecord]) -> int:
        """Store each poll: the feed's state, new revisions and sightings; all in one transaction.

        A poll whose feed has since been claimed by another attempt is left out whole. Gives the number of
        new revisions.
        """

    def release(self, attempt: str) -> None:
        """Give back what the attempt still holds, to be polled again at once."""

    def forgive(self, urls: Sequence[str], next_poll: NextPoll) -> None:
        """Take back what the last failures of these feeds cost them, and set when they are due."""

    def due(self, now: datetime) -> list[str]:
        """The addresses of all feeds that are due and held by nobody, longest due first."""

    def put_off(self, later: Mapping[str, NextPoll]) -> None:
        """Set when these feeds are due, and why; those that are held are left alone."""

    def begin_outage(self, at: datetime, domains: int) -> None:
        """Put on file that our own network was found down, when so many domains had failed."""

    def end_outage(self, at: datetime) -> None:
        """Put on file that it is up again."""

    def outage(self) -> Outage | None:
        """The outage that has not ended, if there is one."""

    def states(self) -> list[FeedState]:
        """Every feed that was ever listed, by host and address."""


LeaseOf = Callable[[str], float]
"""How long, in seconds, a sending to the target of that name may take before it counts as lost."""


class AlertStore(Protocol):
    """Alerts, their deliveries and attempts, and the alert stage's mark in the log."""

    def checkpoint(self) -> int:
        """The last position whose alerts are on file; 0 at the beginning."""

    def record(
        self, entries: Sequence[AlertEntry], move: CheckpointMove | None, now: datetime
    ) -> None:
        """Put alerts and deliveries on file and move the mark, in one transaction.

        An alert whose key is on file is left as it is. Raises Transient where another worker has moved
        the mark.
        """

    def began_at(self) -> datetime | None:
        """When the mark was first moved; None where it never was."""

    def missed(self) -> Sequence[Missed]:
        """What alerting put on file as missed since it last said so, oldest first."""

    def standing(self, accord: str, party: str, now: datetime) -> Standing:
        """Where the party stands by the alerts on file."""

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """The silences that hold at ``now``."""

    def recent(self, target: str, since: datetime) -> int:
        """How many alerts were meant for ``target`` at once since then."""

    def quiet_work(self, route: str, key: str, since: datetime, until: datetime) -> Work | None:
        """The work done in a span in which ``route`` told nothing.

        None where it told something, where alerting began later than ``since``, or where an alert of
        ``key`` is on file.
        """

    def claim(
        self, now: datetime, lease_s: LeaseOf, skipped: Collection[str], *, key: str = ""
    ) -> Outgoing | None:
        """Lease what is due first, with all that is gathered into it, but for the targets ``skipped``.

        With ``key`` only deliveries of the alert of that key are looked at. What was leased and not
        settled in time is due again, marked as a possible duplicate. None where nothing is due.
        """

    def settle(
        self, outgoing: Outgoing, settlement: Settlement, entries: Sequence[AlertEntry]
    ) -> None:
        """Record the attempt and its outcome, and alerts that follow from it, in one transaction."""


class Sender(Protocol):
    """Brings messages to one target."""

    def send(self, outgoing: Outgoing) -> Sent:
        """Send once; every wait in it is bounded.

        Raises Transient where trying again may help, Unavailable where all that goes there should wait,
        Uncertain where the answer was lost, Permanent where it was refused for good. The text of the
        error bears no secret.
        """
