"""The fold of the projection ``parties``: a run of events → the changes of its rows.

It is pure, and live running and rebuilding share it: how the events are cut into runs makes no difference
to the rows in the end. No clock, no chance and no other table has a say in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.model.accord import Accord
from monitor.model.events import (
    ClaimRecorded,
    DenialLifted,
    DenialRecorded,
    NoteAdded,
    ReviewClosed,
    ReviewOpened,
    SourceRecovered,
    SourceWentBlind,
    StageConfirmed,
    StageDisputed,
    StageRevoked,
    StoredEvent,
)
from monitor.model.party import Parties
from monitor.project.membership import STAGE_EVENTS, membership_rows
from monitor.project.records import claim_row, denial_rows, ending, review_row, witness_rows
from monitor.project.rows import AddedRow, Changes, Ending
from monitor.project.timeline import timeline_row

NAME = "parties"
"""The name of the projection: each party's way into each accord."""

FOLD_VERSION = 1
"""Raise it when the fold gives other rows for the same events; a running service then rebuilds."""

Moves = Mapping[str, tuple[StoredEvent, ...]]
"""Stream → its stage events so far, all that must be remembered from one run to the next."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the fold needs to know beside the events."""

    accords: Mapping[str, Accord]
    parties: Parties = field(default_factory=Parties)

    def accord(self, accord_id: str) -> Accord:
        """The accord; one that is no longer watched keeps its events, under its id and with plain rules."""
        return self.accords.get(accord_id) or Accord(accord_id, accord_id, aliases=())

    @property
    def digest(self) -> str:
        """Changes whenever the same events would give other rows: rows made by another are to be rebuilt."""
        accords = sorted(
            (accord.id, accord.name, accord.signature_makes_party, sorted(accord.member_stages))
            for accord in self.accords.values()
        )
        names = sorted((code, party.name) for code, party in self.parties.by_code.items())
        seen = repr((FOLD_VERSION, accords, names))
        return hashlib.sha256(seen.encode()).hexdigest()[:16]


def setting_of(accords: Iterable[Accord], parties: Parties) -> Setting:
    """The setting that a configuration makes."""
    return Setting({accord.id: accord for accord in accords}, parties)


def gather(moves: Moves, events: Sequence[StoredEvent]) -> Moves:
    """``moves`` with the stage events among ``events``."""
    gathered = dict(moves)
    for stored in events:
        if stored.type in STAGE_EVENTS:
            gathered[stored.stream] = (*gathered.get(stored.stream, ()), stored)
    return gathered


def fold(setting: Setting, moves: Moves, events: Sequence[StoredEvent]) -> Changes:
    """What ``events`` do to the rows; ``moves`` holds the stage events up to and with these."""
    added: list[AddedRow] = []
    endings: list[Ending] = []
    moved: dict[str, tuple[str, str]] = {}
    for stored in events:
        added += _added(setting, stored)
        ended = ending(stored)
        if ended is not None:
            endings.append(ended)
        if isinstance(stored.event, StageConfirmed | StageRevoked):
            moved[stored.stream] = (stored.event.accord, stored.event.party)
    histories = {
        (accord, party): membership_rows(
            setting.accord(accord), party, setting.parties.name(party), moves[stream]
        )
        for stream, (accord, party) in moved.items()
    }
    return Changes(histories, tuple(added), tuple(endings))


def _added(setting: Setting, stored: StoredEvent) -> list[AddedRow]:
    event = stored.event
    if isinstance(event, SourceWentBlind | SourceRecovered):
        return []
    accord = setting.accord(event.accord)
    name = setting.parties.name(event.party)
    rows: list[AddedRow] = []
    match event:
        case ClaimRecorded():
            rows.append(claim_row(stored, event, accord, name))
        case StageConfirmed():
            rows.extend(witness_rows(stored, event, accord, name))
        case DenialRecorded():
            rows.extend(denial_rows(stored, event, name))
        case ReviewOpened():
            rows.append(review_row(stored, event, name))
        case _:
            pass
    if isinstance(
        event,
        StageConfirmed
        | StageRevoked
        | StageDisputed
        | ReviewOpened
        | ReviewClosed
        | DenialLifted
        | NoteAdded,
    ):
        rows.append(timeline_row(stored, event, accord, name))
    return rows
