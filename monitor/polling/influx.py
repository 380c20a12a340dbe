"""Whether what a feed brings at once can be news. Pure.

A new publishing system, or a fault in one, shows a feed's whole past as if it were new. Such items are held back
with a reason; what bears a date of its own since the feed was last heard passes, for it may be what we wait for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model.identity import HoldReason

LEAST_FLOOD = 10
"""New items below which nothing is held: a day's work of a small newsroom."""

MANY_OLD = 50
SAME_STAMP_SHARE = 0.5
LATE = timedelta(days=1)
"""How long before the feed's last news an item may be dated: drafts and embargoes come late."""

PROOF_AFTER = timedelta(hours=6)
"""After that the same key in a later document proves that ids hold; some feeds change theirs every hour."""


@dataclass(frozen=True, slots=True)
class Influx:
    """What a poll brought: ``shown`` items, those among them that are new by their claimed dates.

    ``sightings`` counts what the feed has shown before, ``newest`` is when it last brought something.
    """

    shown: int
    new: Sequence[datetime | None]
    sightings: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class HoldVerdict:
    """Which of the new items are held back, by their places, and why."""

    reason: HoldReason
    held: frozenset[int] = frozenset()


def judge_influx(influx: Influx) -> HoldVerdict:
    """Hold back what cannot be news, where it comes by the dozen."""
    if influx.newest is None or not influx.sightings:
        return HoldVerdict(HoldReason.FIRST_POLL)
    if len(influx.new) < LEAST_FLOOD:
        return HoldVerdict(HoldReason.FEW)
    doubtful = _doubtful(influx.new, influx.newest)
    if len(influx.new) == influx.shown and len(doubtful) >= len(influx.new) / 2:
        return HoldVerdict(HoldReason.IDS_CHANGED, doubtful)
    if len(doubtful) >= MANY_OLD:
        return HoldVerdict(HoldReason.OLD_ITEMS, doubtful)
    return HoldVerdict(HoldReason.IN_BOUNDS)


def _doubtful(new: Sequence[datetime | None], newest: datetime) -> frozenset[int]:
    """The places of what is undated, dated before the feed's last news, or dated all alike."""
    stamps = Counter(new)
    common = {at for at, count in stamps.items() if count >= SAME_STAMP_SHARE * len(new)}
    return frozenset(
        place for place, at in enumerate(new) if at is None or at in common or at < newest - LATE
    )
