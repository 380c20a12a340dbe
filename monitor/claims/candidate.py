"""What one sentence says of one party and one accord, and the claim that it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from monitor.claims.document import Document, Line
from monitor.claims.stages import certainty_of, entry_of, is_in_already, is_long_in
from monitor.claims.status import Force
from monitor.claims.timing import Timing, When, is_new
from monitor.model.accord import Accord
from monitor.model.claim import Certainty, Speaker
from monitor.model.stage import Stage


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells a stage; ``role`` says who the party is, ``needs`` what must follow."""

    name: str
    stage: Stage
    role: str
    needs: str
    weak: bool = False


class Frame(Protocol):
    """A trigger in its place: at which word, tied to the accord in which way, under which cues, by which rules."""

    at: int
    trigger: Trigger
    link: str
    cues: list[str]
    rules: list[str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a frame says of one party: how the party is named, how far the thing has come, when, and by whom.

    ``words`` are those that name the speaker; empty for the text itself.
    """

    line: Line
    frame: Frame
    party: str
    how: str
    stage: Stage
    force: Force
    timing: Timing
    speaker: Speaker = Speaker.OUTLET
    words: str = ""


@dataclass(slots=True)
class Candidate:
    """A claim in the making; ``features`` are what its confidence sums up."""

    accord: str
    party: str
    stage: Stage
    timing: Timing
    date: str | None
    effective: str | None
    speaker: Speaker
    certainty: Certainty
    line: Line
    frame: Frame
    rules: list[str]
    features: tuple[str, ...] = ()
    new: bool = False
    has_body: bool = False
    entry: Stage = Stage.ACCEDED
    """The stage by which the accord takes a party in."""


def candidate_of(document: Document[Any], accord: Accord, said: Said) -> Candidate | None:
    """The claim that ``said`` may be; None where the accord's own file knows better."""
    stage, party, published = said.stage, said.party, document.published
    if is_in_already(accord, party, stage, published) and not _is_of_its_way_in(said):
        return None
    ratified = stage is Stage.RATIFIED and not accord.signature_makes_party
    late = is_new(said.timing.when) or said.timing.when is When.KNOWN
    if ratified and late and is_long_in(accord, party, published):
        return None
    return Candidate(
        accord=accord.id,
        party=party,
        stage=stage,
        timing=said.timing,
        date=said.timing.date,
        effective=said.timing.effective,
        speaker=said.speaker,
        certainty=certainty_of(said.force),
        line=said.line,
        frame=said.frame,
        rules=_rules(said),
        has_body=bool(document.article.body),
        entry=entry_of(accord),
    )


def _is_of_its_way_in(said: Said) -> bool:
    """``Finland applied in May 2022``: a dated step of one who is in by now, named and told as the past."""
    named = said.how == "name" and "by-agent" not in said.frame.rules
    return named and said.stage is Stage.APPLIED and said.timing.when is When.OLD_DATE


def _rules(said: Said) -> list[str]:
    rules = [
        *said.frame.rules,
        f"actor:{said.how}",
        *(f"cue:{cue}" for cue in said.frame.cues),
        f"force:{said.force}",
        f"time:{said.timing.when}",
    ]
    return [*rules, f"speaker:{said.words}"] if said.words else rules
