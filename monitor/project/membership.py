"""A party's stage events → its membership on both time axes.

Valid time is when it was so in the world, known time when the log had it. What is known after each event
is a set of pieces of valid time; an event that changes the set ends the knowledge of the pieces that are
gone and begins that of the new ones. Nothing is overwritten, so any past answer can be given again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from monitor.model.accord import Accord
from monitor.model.dates import date_precision, first_day, last_day
from monitor.model.events import Event, StageConfirmed, StageRevoked, StoredEvent
from monitor.model.stage import Stage
from monitor.project.rows import MembershipRow

STAGE_EVENTS = ("StageConfirmed", "StageRevoked")
"""The types of the events that move a party."""

RECORDED = "recorded"
"""The ``since_precision`` of a day that no source gives: it is the day of the confirmation."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """A confirmation that stands: its stage holds from ``starts``, its effect on membership from ``counts``.

    None for ``counts``: not yet, on no day (a decision to leave that awaits its notice).
    """

    stage: Stage
    since: str
    since_precision: str
    effective: str | None
    starts: date
    counts: date | None
    confirmed_at: datetime
    reason: str
    support_count: int
    voice_count: int
    position: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A range of days over which one standing holds and membership does not change."""

    standing: _Standing
    is_member: bool
    valid_from: date
    valid_to: date | None


def step(accord: Accord, stage: Stage) -> Stage:
    """``stage`` as the accord counts it: ``acceded`` is ``signed`` where a signature makes the party."""
    if accord.signature_makes_party and stage is Stage.ACCEDED:
        return Stage.SIGNED
    return stage


def membership_rows(
    accord: Accord, party: str, party_name: str, moves: Sequence[StoredEvent]
) -> tuple[MembershipRow, ...]:
    """All rows of one party, from the StageConfirmed and StageRevoked events of its stream in order."""
    ended: list[MembershipRow] = []
    known: dict[_Piece, MembershipRow] = {}
    standing: tuple[_Standing, ...] = ()
    for move in moves:
        standing = _after(standing, move)
        pieces = _pieces(accord, standing)
        ended += [
            replace(row, known_to=move.recorded_at, known_to_position=move.position)
            for piece, row in known.items()
            if piece not in pieces
        ]
        known = {
            piece: known.get(piece) or _row(accord, party, party_name, piece, move)
            for piece in pieces
        }
    return (*ended, *known.values())


def _after(standing: tuple[_Standing, ...], move: StoredEvent) -> tuple[_Standing, ...]:
    event: Event = move.event
    if isinstance(event, StageConfirmed):
        # The same stage again refines what is said of it; a stage left and reached again is a new step.
        kept = standing[:-1] if standing and standing[-1].stage is event.stage else standing
        return (*kept, _confirmed(event, move, kept[-1] if kept else None))
    assert isinstance(event, StageRevoked)
    return _revoked(standing, event, move)


def _revoked(
    standing: tuple[_Standing, ...], event: StageRevoked, move: StoredEvent
) -> tuple[_Standing, ...]:
    if event.fallback is None:
        return ()
    stages = [item.stage for item in standing]
    if event.fallback in stages:
        return standing[: len(stages) - stages[::-1].index(event.fallback)]
    kept = tuple(item for item in standing if item.stage is not event.stage)
    return (*kept, _fallen_back(event, move))


def _confirmed(event: StageConfirmed, move: StoredEvent, before: _Standing | None) -> _Standing:
    recorded = move.recorded_at.astimezone(UTC).date()
    given = event.date or event.effective
    starts = _start(given, recorded, before) if given else recorded
    return _Standing(
        stage=event.stage,
        since=given or recorded.isoformat(),
        since_precision=date_precision(given) if given else RECORDED,
        effective=event.effective,
        starts=starts,
        counts=_counts(event, starts),
        confirmed_at=move.recorded_at,
        reason=event.reason.value,
        support_count=len(event.witnesses),
        voice_count=event.voices,
        position=move.position,
    )


def _start(given: str, recorded: date, before: _Standing | None) -> date:
    """The day from which a stage holds.

    A day still to come is put at ``recorded``: the stage is the party's from now, its effect waits. A
    month or a year is put behind the step before it, where it can be: else the step would vanish.
    """
    first, last = first_day(given), min(last_day(given), recorded)
    if before and first <= before.starts <= last:
        return min(before.starts + timedelta(days=1), last)
    return min(first, recorded)


def _counts(event: StageConfirmed, starts: date) -> date | None:
    if event.awaits_notice:
        return None
    takes_effect = event.effective or event.date
    return max(first_day(takes_effect), starts) if takes_effect else starts


def _fallen_back(event: StageRevoked, move: StoredEvent) -> _Standing:
    """A fallback that was never confirmed by itself: it holds from the day of the revocation."""
    assert event.fallback is not None
    recorded = move.recorded_at.astimezone(UTC).date()
    return _Standing(
        stage=event.fallback,
        since=recorded.isoformat(),
        since_precision=RECORDED,
        effective=None,
        starts=recorded,
        counts=recorded,
        confirmed_at=move.recorded_at,
        reason=event.reason.value,
        support_count=0,
        voice_count=0,
        position=move.position,
    )


def _pieces(accord: Accord, standing: tuple[_Standing, ...]) -> list[_Piece]:
    """The valid time cut at each day on which the stage or the membership changes."""
    days = sorted({day for item in standing for day in (item.starts, item.counts) if day})
    pieces: list[_Piece] = []
    for day, until in pairwise([*days, None]):
        assert day is not None
        holding = [item for item in standing if item.starts <= day]
        if not holding:
            continue
        member = _is_member(accord, standing, day)
        if pieces and pieces[-1].standing is holding[-1] and pieces[-1].is_member == member:
            pieces[-1] = replace(pieces[-1], valid_to=until)
        else:
            pieces.append(_Piece(holding[-1], member, day, until))
    return pieces


def _is_member(accord: Accord, standing: tuple[_Standing, ...], day: date) -> bool:
    """Whether the last confirmation that counts by ``day`` is of a member's stage."""
    counting = [item for item in standing if item.counts and item.counts <= day]
    return bool(counting) and counting[-1].stage in accord.member_stages


def _row(
    accord: Accord, party: str, party_name: str, piece: _Piece, move: StoredEvent
) -> MembershipRow:
    standing = piece.standing
    return MembershipRow(
        accord=accord.id,
        party=party,
        party_name=party_name,
        stage=standing.stage.value,
        step=step(accord, standing.stage).value,
        is_member=piece.is_member,
        since=standing.since,
        since_precision=standing.since_precision,
        effective=standing.effective,
        confirmed_at=standing.confirmed_at,
        reason=standing.reason,
        support_count=standing.support_count,
        voice_count=standing.voice_count,
        position=standing.position,
        valid_from=piece.valid_from.isoformat(),
        valid_to=piece.valid_to.isoformat() if piece.valid_to else None,
        known_from=move.recorded_at,
        known_to=None,
        known_from_position=move.position,
        known_to_position=None,
    )
