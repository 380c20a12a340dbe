"""Items that are held back because what came with them could not be news, and how they get out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, func, select, update

from monitor.model.feed import Arrival
from monitor.model.identity import HoldReason, Recognition, ReleaseReason
from monitor.polling.influx import PROOF_AFTER, HoldVerdict, Influx, judge_influx
from store.sightings import Identified, chunks, identify, save_identity
from store.tables.articles import held_items, sightings
from store.upserts import insert_or_replace

_OPEN = held_items.c.released_at.is_(None)

# These are asked for every feed that brings something: to build a statement takes longer than to run it.
_HELD = select(held_items.c.key, held_items.c.held_at).where(
    held_items.c.feed == bindparam("feed"), _OPEN
)
_SHOWN = select(func.count(), func.max(sightings.c.first_seen)).where(
    sightings.c.feed == bindparam("feed")
)


@dataclass(frozen=True, slots=True)
class HeldItem:
    """An item that is held back; ``claimed`` is the date that it bears."""

    feed: str
    key: str
    reason: HoldReason
    url: str
    title: str
    claimed: datetime | None
    held_at: datetime


def screen(
    connection: Connection, feed: str, arrivals: Sequence[Arrival], now: datetime
) -> list[Identified]:
    """Of ``arrivals`` what may be filed; the rest is held back, and how the feed's ids hold is remembered."""
    identities = identify(connection, feed, arrivals)
    if identities.after != identities.before:
        save_identity(connection, feed, identities.after, now)
    held_before = {row.key for row in connection.execute(_HELD, {"feed": feed})}
    found = [one for one in identities.found if one.key not in held_before]
    # What another feed has brought as well stands on its own feet.
    new = [one for one in found if one.known_as is Recognition.NEW]
    verdict = _verdict(connection, feed, shown=len(identities.found), new=new)
    if not verdict.held:
        return found
    held = {new[place].key for place in verdict.held}
    _hold(connection, feed, [one for one in found if one.key in held], verdict.reason, now)
    return [one for one in found if one.key not in held]


def _verdict(
    connection: Connection, feed: str, *, shown: int, new: Sequence[Identified]
) -> HoldVerdict:
    if not new:
        return HoldVerdict(HoldReason.FEW)
    count, newest = connection.execute(_SHOWN, {"feed": feed}).one()
    dates = [one.arrival.entry.published for one in new]
    return judge_influx(Influx(shown=shown, new=dates, sightings=count, newest=newest))


def _hold(
    connection: Connection,
    feed: str,
    held: Sequence[Identified],
    reason: HoldReason,
    now: datetime,
) -> None:
    # A feed whose ids change at each look shows the same texts under ever new keys: only the latest are kept.
    for chunk in chunks([one.arrival.entry.content_hash for one in held]):
        same = (held_items.c.feed == feed) & _OPEN & held_items.c.content_hash.in_(chunk)
        connection.execute(delete(held_items).where(same))
    for one in held:
        entry = one.arrival.entry
        row = {
            "feed": feed,
            "key": one.key,
            "reason": reason.value,
            "url": entry.url,
            "title": entry.title,
            "claimed": entry.published,
            "content_hash": entry.content_hash,
            "arrival": msgspec.json.encode(one.arrival).decode(),
            "held_at": now,
            "released_at": None,
            "released_by": None,
            "released_note": None,
        }
        insert_or_replace(connection, held_items, row)


def take_proven(
    connection: Connection, feed: str, arrivals: Sequence[Arrival], now: datetime
) -> list[Identified]:
    """Let through what was held for long enough and is shown once more under the same key: as old, never news."""
    waiting = connection.execute(_HELD, {"feed": feed})
    held = {row.key for row in waiting if row.held_at <= now - PROOF_AFTER}
    if not held:
        return []
    identities = identify(connection, feed, arrivals)
    proven = [one for one in identities.found if one.key in held]
    note = f"the same key after {PROOF_AFTER.total_seconds() / 3600:g} hours"
    keys = [one.key for one in proven]
    _mark_released(connection, feed, keys, reason=ReleaseReason.SHOWN_AGAIN, note=note, now=now)
    return [replace(one, arrival=replace(one.arrival, fresh=False)) for one in proven]


def held(connection: Connection, feed: str = "") -> list[HeldItem]:
    """What is held back, of one feed or of all, in the order of being held."""
    return [
        HeldItem(
            row.feed, row.key, HoldReason(row.reason), row.url, row.title, row.claimed, row.held_at
        )
        for row in connection.execute(_held_rows(feed))
    ]


def take_held(connection: Connection, feed: str, note: str, now: datetime) -> list[Arrival]:
    """Let through all that is held of ``feed`` by a person's word, as fresh as it was when it came."""
    rows = connection.execute(_held_rows(feed)).all()
    keys = [row.key for row in rows]
    _mark_released(connection, feed, keys, reason=ReleaseReason.PERSON, note=note, now=now)
    return [msgspec.json.decode(row.arrival, type=Arrival) for row in rows]


def _held_rows(feed: str) -> Select[Any]:
    wanted = select(held_items).where(_OPEN)
    wanted = wanted.where(held_items.c.feed == feed) if feed else wanted
    return wanted.order_by(held_items.c.held_at, held_items.c.feed, held_items.c.key)


def _mark_released(  # noqa: PLR0913 - the columns of a release
    connection: Connection,
    feed: str,
    keys: Sequence[str],
    *,
    reason: ReleaseReason,
    note: str,
    now: datetime,
) -> None:
    for chunk in chunks(keys):
        of = (held_items.c.feed == feed) & held_items.c.key.in_(chunk)
        said = {"released_at": now, "released_by": reason.value, "released_note": note}
        connection.execute(update(held_items).where(of).values(**said))
