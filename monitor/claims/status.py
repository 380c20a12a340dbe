"""How far a thing has come, by what governs the word that tells it.

The cues of a clause are applied from the inside outwards: "did not rule out joining" is joining, then
``refuse``, then ``neg``: a possibility.
"""

from __future__ import annotations

from enum import StrEnum


class Force(StrEnum):
    """What the text says of the act."""

    DONE = "done"
    COMMITTED = "committed"
    POSSIBLE = "possible"
    REFUSED = "refused"
    DENIED = "denied"
    NOT = "not"
    VOID = "void"


_STEP: dict[str, dict[Force, Force]] = {
    "will": {Force.DONE: Force.COMMITTED},
    "would": {Force.DONE: Force.POSSIBLE},
    "would_reported": {Force.DONE: Force.COMMITTED},
    "commit": {Force.DONE: Force.COMMITTED, Force.NOT: Force.REFUSED},
    "possible": {
        Force.DONE: Force.POSSIBLE,
        Force.COMMITTED: Force.POSSIBLE,
    },
    "intend": {
        Force.DONE: Force.POSSIBLE,
        Force.COMMITTED: Force.POSSIBLE,
    },
    "remote": {
        Force.DONE: Force.POSSIBLE,
        Force.COMMITTED: Force.POSSIBLE,
    },
    "refuse": {
        Force.DONE: Force.REFUSED,
        Force.COMMITTED: Force.REFUSED,
        Force.POSSIBLE: Force.REFUSED,
    },
    "deny": {
        Force.DONE: Force.DENIED,
        Force.COMMITTED: Force.DENIED,
        Force.POSSIBLE: Force.DENIED,
    },
    "relent": dict.fromkeys(
        (Force.DONE, Force.COMMITTED, Force.REFUSED, Force.DENIED, Force.NOT), Force.POSSIBLE
    ),
    "neg": {
        Force.DONE: Force.NOT,
        Force.COMMITTED: Force.REFUSED,
        Force.POSSIBLE: Force.NOT,
        Force.REFUSED: Force.POSSIBLE,
        Force.DENIED: Force.POSSIBLE,
    },
    "fail": {
        Force.DONE: Force.NOT,
        Force.COMMITTED: Force.NOT,
    },
    "manage": {},
    "if": {
        Force.DONE: Force.POSSIBLE,
        Force.COMMITTED: Force.POSSIBLE,
        Force.REFUSED: Force.POSSIBLE,
    },
    "while": {
        Force.DONE: Force.POSSIBLE,
        Force.COMMITTED: Force.POSSIBLE,
    },
    "whether": {
        Force.DONE: Force.POSSIBLE,
        Force.COMMITTED: Force.POSSIBLE,
    },
    "hearsay": {
        Force.DONE: Force.POSSIBLE,
        Force.COMMITTED: Force.POSSIBLE,
    },
    "threat": {
        Force.DONE: Force.POSSIBLE,
        Force.COMMITTED: Force.POSSIBLE,
    },
    "void": dict.fromkeys(Force, Force.VOID),
    "for_now": {Force.REFUSED: Force.POSSIBLE},
    "keep": {},
    "cease": {},
}


def apply(force: Force, cue: str) -> Force:
    """``force`` under one more cue."""
    return _STEP[cue].get(force, force)


def resolve(cues: list[str], *, pluperfect: bool = False) -> Force:
    """The force under ``cues``, the innermost first; "if it had joined" states nothing.

    What is not decided or not known stays open: "has not decided", "it is not clear whether it will join".
    """
    if pluperfect and {"if", "whether"} & set(cues):
        return Force.VOID
    if "whether" in cues and cues[-1] == "neg" and cues[-2] in ("commit", "whether"):
        cues = cues[:-1]
    force, willed = Force.DONE, False
    for cue in cues:
        force = Force.REFUSED if cue == "neg" and willed else apply(force, cue)
        willed = cue == "intend" or (willed and cue in _TENSES)
    return force


_TENSES = frozenset(("will", "would", "would_reported"))
"""A will keeps its negation under these: "would not want to join" is a refusal as "does not want to" is."""
