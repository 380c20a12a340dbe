"""What a frame says of one party, and whose word it is."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.claims.english.frame import Frame
from monitor.model.accord import Accord
from monitor.model.claim import Speaker
from monitor.model.stage import Stage


@dataclass(frozen=True, slots=True)
class Telling:
    """What a frame says of one party, and whose word it is."""

    frame: Frame
    stage: Stage
    party: str
    accord: Accord
    speaker: Speaker


def is_quote(frame: Frame) -> bool:
    """Whether somebody's words are quoted in the line, or an answer of an interview speaks of "we"."""
    spoken = any(actor.word in ("we", "i") for actor in frame.clause.subject)
    return spoken or any(node.low == '"' for node in frame.line.parsed.nodes)
