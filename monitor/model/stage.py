"""The stages of a party's way into, or out of, an accord (CLAIMS: Stages)."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """One of nine places that a party can have in an accord."""

    PROSPECTIVE = "prospective"
    ANNOUNCED = "announced"
    APPLIED = "applied"
    SIGNED = "signed"
    RATIFIED = "ratified"
    ACCEDED = "acceded"
    DECLINED = "declined"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"

    @property
    def rank(self) -> int:
        """The place on the forward way; -1 for the stages that lead away."""
        return _RANK.get(self, -1)

    @property
    def is_forward(self) -> bool:
        """Whether the stage lies on the confirmable way in (prospective does not)."""
        return self in FORWARD


FORWARD = (Stage.ANNOUNCED, Stage.APPLIED, Stage.SIGNED, Stage.RATIFIED, Stage.ACCEDED)
"""The way in, in order."""

AWAY = (Stage.DECLINED, Stage.SUSPENDED, Stage.WITHDRAWN)
"""The ways out; each may follow any stage."""

_RANK = {stage: rank for rank, stage in enumerate((Stage.PROSPECTIVE, *FORWARD))}
