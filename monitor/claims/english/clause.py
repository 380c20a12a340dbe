"""What a clause is: its subject, what governs its verb, and the verb's time."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.claims.english.grammar import Actor


@dataclass(slots=True)
class Clause:
    """What the walk found: the subject's actors, the cues from the inside outwards, and the verb's time."""

    subject: list[Actor] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)
    cue_words: list[str] = field(default_factory=list)
    perfect: bool = False
    pluperfect: bool = False
    passive: bool = False
    beside_passive: bool = False
    progressive: bool = False
    infinitive: bool = False
    has_finite: bool = False
    by_trigger: bool = False
    since: bool = False
    start: int = 0
    relative: bool = False
    outer_subject: list[Actor] = field(default_factory=list)
    reported: bool = False
    told_before: bool = False
    becoming: bool = False
    gerund: bool = False
    neither: bool = False
    mandative: bool = False
    asides: list[tuple[int, int]] = field(default_factory=list)
