"""Who writes events, and whose events are told to nobody."""

from __future__ import annotations

from enum import StrEnum

_TOLD = "+alert"


class Actor(StrEnum):
    """By whom an event is written, where that is a command which decides anew what is on file."""

    RECONSIDER = "reconsider"
    REREAD = "reread"

    def told(self, *, alert: bool) -> str:
        """The actor's name in the log: what it writes is told to people only with ``alert``."""
        return f"{self.value}{_TOLD}" if alert else self.value


def is_quiet(actor: str) -> bool:
    """Whether what ``actor`` writes is told to nobody: it only sets the record straight."""
    return actor in set(Actor)
