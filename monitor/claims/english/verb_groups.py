"""What the words of a verb's group say of it: its auxiliaries, its cues, and "to"."""

from __future__ import annotations

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import BE, HAVE
from monitor.claims.english.lexicon import Node
from monitor.claims.english.phrases import is_month, is_named_next, is_ordinal, rank_cue

_STILL_OPEN = frozenset(("decide on", "deciding on", "decides on"))
"""What is decided on in this form has not been decided: "will decide on joining"."""
_BE_OR_HAVE = BE | HAVE | {"had"}


def note_group(nodes: list[Node], at: int, form: str, clause: Clause, *, shared: bool) -> bool:
    """Note what the word at node ``at`` says of the verb; whether it is of the verb's group.

    ``shared``: whether another verb stands between, behind an "and".
    """
    node = nodes[at]
    low = node.low
    if low == "'d" and form in ("past", "participle") and not clause.cues:
        clause.pluperfect = clause.has_finite = True
        return True
    if node.uses and _note_cue(nodes, at, form, clause):
        return True
    if low in _BE_OR_HAVE:
        _note_auxiliary(low, form, clause)
        return True
    if low == "to":
        if not clause.cues and not shared:
            _note_infinitive(nodes, at, clause)
        return True
    if low in ("since", "after", "before", "following") and form == "ing":
        clause.since = True
        return True
    if "auxiliaries" in node.tags or low in ("did", "do", "does"):
        clause.has_finite = True
        return True
    return bool(node.tags & {"adverbs"}) or (low.endswith("ly") and len(low) > 4 and not node.uses)


def _note_cue(nodes: list[Node], at: int, form: str, clause: Clause) -> bool:
    """Note the cue at node ``at``, or the look ahead of a verb like "eye"; whether there is one."""
    node = nodes[at]
    cue = node.use("cue")
    if cue is None:
        verb = node.use("verb")
        if verb is None or verb.ref.name not in ("outlook", "show-interest"):
            return False
        _add_cue(clause, "possible", node.low, form)
        clause.has_finite = True
        return True
    if node.low == "may" and is_month(nodes, at):
        return False
    _add_cue(clause, cue.ref, node.low, form)
    if cue.form in ("past", "third", "word"):
        clause.has_finite = True
    return True


def _add_cue(clause: Clause, cue: str, word: str, form: str) -> None:
    """Note a cue; "will not" denies the future, so the negation goes outside the modal."""
    clause.cue_words.append(word)
    if cue == "commit" and word in _STILL_OPEN:
        cue = "whether"
    if word == "never" and form in ("past", "participle", "third", "title"):
        cue = "neg"
    if cue in ("will", "would") and clause.cues and clause.cues[-1] == "neg":
        clause.cues.insert(len(clause.cues) - 1, "will")
        return
    clause.cues.append(cue)


def _note_auxiliary(low: str, form: str, clause: Clause) -> None:
    """Note the voice or the time that a form of "be" or "have" gives the verb."""
    clause.has_finite = True
    if low in BE:
        clause.passive = clause.passive or (
            form in {"participle", "past"} and not (clause.cues or clause.perfect)
        )
        clause.progressive = clause.progressive or (
            form == "ing" and all(cue == "neg" for cue in clause.cues)
        )
    elif low in HAVE:
        clause.perfect = clause.perfect or not clause.cues
    else:
        clause.pluperfect = not clause.cues


def _note_infinitive(nodes: list[Node], at: int, clause: Clause) -> None:
    """``[the first] to join``, ``[named as the next] to join``: what the infinitive hangs on."""
    clause.infinitive = True
    if is_ordinal(nodes, at):
        clause.cues.append(rank_cue(nodes, at))
    elif is_named_next(nodes, at):
        clause.cues.append("possible")
