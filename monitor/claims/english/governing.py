"""What governs a clause from outside: "urged X to join", "denied that X would join"."""

from __future__ import annotations

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import RESOLVED, STRONG
from monitor.claims.english.grammar import Parsed
from monitor.claims.english.lexicon import Node
from monitor.claims.english.phrases import is_month

_NOBODY = frozenset(("nobody", "no one", "none", "neither"))
_SOME_DAY = frozenset(("one day", "eventually"))
"""What is agreed for such a day is not decided."""
_AHEAD = frozenset(("possible", "intend", "commit", "remote"))
"""What looks ahead governs no plain past: ``questions about when X signed``."""
_BOUNDS = STRONG | {
    *("but", "while", "although", "though"),
    *("after", "since", "before", "when", "as", "until"),
}
"""Behind these begins another clause."""
_EMBEDDING = frozenset(("deny", "relent", "hearsay", "whether", "if", "void", "threat"))
_NEAR = frozenset(("possible", "intend", "refuse", "relent", "remote", "commit", "neg", "fail"))
"""Cues that govern a clause from right before it."""
_GREETINGS = ("welcom", "support", "back", "endors", "favour", "favor", "champion")
"""A decision that is welcomed has been taken."""
_ASKS_OTHERS = ("invit", "urg", "encourag", "ask", "call")
"""``decided to invite X to join``: what is decided is the invitation."""
_OPINIONS = frozenset(("agree", "agrees"))


def _is_never(node: Node) -> bool:
    """``Under no circumstances [will X join]``: the modal stands before its subject."""
    return node.low.startswith(("under no", "in no", "on no"))


def govern(parsed: Parsed, clause: Clause, form: str, at: int) -> int:
    """Note in ``clause`` the cues to the left of its subject, from node ``at`` on; where the look ended."""
    nodes, covering, seen = parsed.nodes, parsed.covering, 0
    object_control = clause.infinitive and not clause.has_finite
    while at >= 0 and seen < 12:
        node = nodes[at]
        if node.low in _BOUNDS or (node.low == "," and seen > 1):
            break
        actor = covering.get(at)
        if actor is not None:
            clause.outer_subject = clause.outer_subject or [actor]
            at = actor.start - 1
            seen += 1
            continue
        if node.uses and node.use("report") is not None:
            clause.reported = True
            clause.told_before = at > 0 and nodes[at - 1].low == "had"
        if clause.cues and _is_settled_by(node, clause):
            clause.cues[:] = ["commit"]
            break
        if node.uses and _note_cue(nodes, at, clause, form, seen):
            at -= 1
            continue
        if node.low in ("and", ",") and seen > 2 and not object_control:
            break
        seen += 1
        at -= 1
    return at


def _is_settled_by(node: Node, clause: Clause) -> bool:
    """``agreed [that it would join]``: what looked ahead has been decided, unless others are to be asked.

    ``they agree that it should join`` is an opinion.
    """
    return (
        clause.cues[-1] in ("possible", "intend", "would")
        and node.low.split()[0] in RESOLVED
        and not _SOME_DAY.intersection(clause.cue_words)
        and not clause.cue_words[-1].startswith(_ASKS_OTHERS)
        and not (node.low in _OPINIONS and clause.cue_words[-1] in ("should", "ought to"))
    )


def _note_cue(nodes: list[Node], at: int, clause: Clause, form: str, seen: int) -> bool:
    """Note the cue at node ``at``, behind ``seen`` other words; whether the look goes on as if beside the clause."""
    node = nodes[at]
    cue = node.use("cue")
    if cue is None or (node.low == "may" and is_month(nodes, at)):
        return False
    if cue.ref == "will" and not seen and _is_never(nodes[at - 1]):
        clause.cues.append("will")
    settled = "commit" in clause.cues or (clause.perfect and not clause.cues)
    if settled and node.low.startswith(_GREETINGS):
        return True
    if seen and cue.ref in _AHEAD and form == "past" and not clause.has_finite:
        return False
    if not _governs(cue.ref, clause, form, seen):
        return False
    unsaid = cue.ref == "neg" and clause.reported and node.low in _NOBODY
    clause.cues.append("whether" if unsaid else cue.ref)
    clause.cue_words.append(node.low)
    return True


def _governs(cue: str, clause: Clause, form: str, seen: int) -> bool:
    """Whether a cue behind ``seen`` words reaches into the clause: from afar only what embeds a clause does."""
    if cue == "neg" and not clause.cues and seen > 1:
        return False
    if cue in _EMBEDDING:
        return True
    object_control = clause.infinitive and not clause.has_finite
    return object_control or (seen <= 3 and (form == "ing" or cue in _NEAR))
