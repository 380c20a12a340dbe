"""What a feed has shown before: which of its items are known, and as what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, bindparam, or_, select

from monitor.model.feed import Arrival, ParsedEntry
from monitor.model.identity import KeyReason, KeyRule, Recognition
from monitor.polling.recognition import (
    FeedIdentity,
    OnFile,
    Recognised,
    Seen,
    judge_ids,
    key_under,
    recognise,
    tells_elsewhere,
)
from store.among import among
from store.tables.articles import articles, feed_identities, sightings
from store.upserts import insert_or_replace

_CHUNK = 500
"""Values in one IN list: SQLite's limit on variables is far above, PostgreSQL plans badly beyond."""

ValueT = TypeVar("ValueT")

# These are asked for every feed that brings something: to build a statement takes longer than to run it.
_RULE = select(feed_identities).where(feed_identities.c.feed == bindparam("feed"))
_ANY = select(sightings.c.key).where(sightings.c.feed == bindparam("feed")).limit(1)
_UNDER_KEYS = select(sightings).where(
    sightings.c.feed == bindparam("feed"), among(sightings.c.key, "keys")
)
_OF_ARTICLES = select(sightings.c.feed, sightings.c.article).where(
    among(sightings.c.article, "values")
)
_ALIKE = (
    select(sightings, articles.c.source)
    .join(articles)
    .where(
        sightings.c.feed == bindparam("feed"),
        or_(
            among(sightings.c.article, "articles"),
            among(sightings.c.content_hash, "texts"),
            among(sightings.c.headline, "headlines"),
            among(sightings.c.alternate, "alternates"),
        ),
    )
    .order_by(sightings.c.first_seen)
)
_ELSEWHERE = (
    select(sightings, articles.c.source)
    .join(articles)
    .where(
        among(sightings.c.content_hash, "values"),
        sightings.c.feed != bindparam("feed"),
        sightings.c.headline != "",
        sightings.c.claimed.is_not(None),
    )
)
_EXISTING = select(articles.c.id).where(among(articles.c.id, "values"))


def chunks(values: Iterable[ValueT]) -> Iterator[list[ValueT]]:
    """``values`` in lists that are short enough for one IN."""
    every = list(values)
    return (every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK))


@dataclass(frozen=True, slots=True)
class Identified:
    """An arrival with the key and article under which it is filed; ``seen`` is its sighting on file."""

    arrival: Arrival
    key: str
    key_reason: KeyReason
    article: str
    known_as: Recognition
    seen: Seen | None = None

    @property
    def is_unseen(self) -> bool:
        """Whether the feed has not shown this text under this key."""
        return self.seen is None or self.seen.content_hash != self.arrival.entry.content_hash

    def sighting(self, feed: str, now: datetime) -> dict[str, Any]:
        """The row that says so."""
        entry = self.arrival.entry
        return {
            "feed": feed,
            "key": self.key,
            "article": self.article,
            "url": entry.url,
            "content_hash": entry.content_hash,
            "headline": entry.headline,
            "alternate": entry.alternate,
            "claimed": entry.published,
            "key_reason": self.key_reason.value,
            "known_as": self.known_as.value,
            "first_seen": now,
        }


@dataclass(frozen=True, slots=True)
class Identities:
    """A document's arrivals as what they are on file, and how the feed's ids stand before and after it."""

    found: tuple[Identified, ...]
    before: FeedIdentity
    after: FeedIdentity


def identify(connection: Connection, feed: str, arrivals: Sequence[Arrival]) -> Identities:
    """What each of ``arrivals`` is on file; of several with one key the first."""
    identity = _identity(connection, feed)
    keyed: dict[str, tuple[Arrival, KeyReason]] = {}
    for arrival in arrivals:
        key, reason = key_under(identity.rule, arrival.entry)
        keyed.setdefault(key, (arrival, reason))
    known = _on_file(connection, feed, {key: one.entry for key, (one, _) in keyed.items()})
    found = recognise([(key, one.entry) for key, (one, _) in keyed.items()], known)
    return Identities(
        found=tuple(_identified(one, *keyed[one.key], known) for one in found),
        before=identity,
        after=judge_ids(identity, found),
    )


def known_keys(connection: Connection, feed: str, entries: Sequence[ParsedEntry]) -> set[str]:
    """The keys of those entries that the feed has shown before: under the key that it goes by now, or as the same article."""
    rule = _identity(connection, feed).rule
    keyed = [(key_under(rule, entry)[0], entry) for entry in entries]
    seen = _under(connection, feed, {key for key, _ in keyed})
    rest = {entry.article for key, entry in keyed if key not in seen}
    shown = {row.article for row in _rows(connection, _OF_ARTICLES, rest) if row.feed == feed}
    return {entry.key for key, entry in keyed if key in seen or entry.article in shown}


def _identified(
    one: Recognised, arrival: Arrival, key_reason: KeyReason, known: OnFile
) -> Identified:
    return Identified(
        arrival, one.key, key_reason, one.article, one.reason, known.by_key.get(one.key)
    )


def save_identity(connection: Connection, feed: str, identity: FeedIdentity, now: datetime) -> None:
    """Remember how the feed's items are told apart from now on."""
    values = {"rule": identity.rule.value, "changes": identity.changes, "since": now}
    insert_or_replace(connection, feed_identities, {"feed": feed, **values})


def _identity(connection: Connection, feed: str) -> FeedIdentity:
    row = connection.execute(_RULE, {"feed": feed}).one_or_none()
    return FeedIdentity(KeyRule(row.rule), row.changes) if row else FeedIdentity()


def _on_file(connection: Connection, feed: str, entries: dict[str, ParsedEntry]) -> OnFile:
    """What is on file of ``entries``; more than their keys is looked for only where some are not known."""
    by_key = _under(connection, feed, entries)
    unknown = [entry for key, entry in entries.items() if key not in by_key]
    if not unknown:
        return OnFile(by_key)
    existing = {row.id for row in _rows(connection, _EXISTING, {one.article for one in unknown})}
    has_shown_any = bool(by_key) or connection.execute(_ANY, {"feed": feed}).first() is not None
    others = _alike(connection, feed, unknown) if has_shown_any else []
    moved = [one for one in unknown if one.article not in existing and tells_elsewhere(one)]
    return OnFile(by_key, others, existing, _elsewhere(connection, feed, moved))


def _under(connection: Connection, feed: str, keys: Iterable[str]) -> dict[str, Seen]:
    """This feed's sightings under ``keys``."""
    rows = connection.execute(_UNDER_KEYS, {"feed": feed, "keys": list(keys)})
    return {row.key: _seen(row) for row in rows}


def _alike(connection: Connection, feed: str, unknown: Sequence[ParsedEntry]) -> list[Seen]:
    """This feed's sightings that match one of these entries in something, with their publishers, oldest first."""
    wanted = {
        "feed": feed,
        "articles": {entry.article for entry in unknown},
        "texts": {entry.content_hash for entry in unknown},
        "headlines": {entry.headline for entry in unknown} - {""},
        "alternates": {entry.alternate for entry in unknown} - {""},
    }
    return [_by_publisher(row) for row in connection.execute(_ALIKE, wanted)]


def _elsewhere(connection: Connection, feed: str, new: Sequence[ParsedEntry]) -> list[Seen]:
    """Other feeds' sightings of the texts of these entries, with their publishers."""
    if not new:
        return []
    wanted = {"feed": feed, "values": {entry.content_hash for entry in new}}
    rows = connection.execute(_ELSEWHERE, wanted)
    return [_by_publisher(row) for row in rows]


def _rows(connection: Connection, of: Select[Any], values: Iterable[str]) -> Sequence[Row[Any]]:
    """The rows that ``of`` finds for ``values``; none, unasked, for no values."""
    wanted = list(values)
    return connection.execute(of, {"values": wanted}).all() if wanted else []


def _by_publisher(row: Row[Any]) -> Seen:
    return replace(_seen(row), source=row.source)


def _seen(row: Row[Any]) -> Seen:
    return Seen(row.key, row.article, row.content_hash, row.alternate, row.headline, row.claimed)
