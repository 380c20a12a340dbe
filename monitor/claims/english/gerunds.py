"""Verbs in -ing that tell no step: what is talked about, weighed or shown, not what somebody does."""

from __future__ import annotations

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import BE, GERUND_PREPOSITIONS
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS


def is_theme(nodes: list[Node], at: int, clause: Clause) -> bool:
    """Whether the gerund at node ``at`` only names an act; notes in ``clause`` where it is one that may come."""
    if clause.progressive or set(clause.cues) - {"manage"}:
        return False
    k = at - 1
    while k > 0 and "adverbs" in nodes[k].tags:
        k -= 1
    before = nodes[k].low if k >= 0 else ""
    dated = any(node.low[0].isdigit() for node in nodes[at:])
    if before == "before" and not dated:
        return True
    if _is_shown(nodes[:at]):
        return True
    upon = before == "on" and dated
    if before in GERUND_PREPOSITIONS and not upon and not _is_for_what_was_done(nodes[:k]):
        clause.gerund = True
    if before == "by" and any(_is_weighed(node) for node in nodes[:k]):
        clause.gerund = True
    return before in _OPENING and _is_judged(nodes[at + 1 :])


def _is_for_what_was_done(before: list[Node]) -> bool:
    """``thanked X for joining``, ``congratulated it on entering``: what one is thanked for has come about."""
    return any(node.low.startswith(_THANKS) for node in before[-8:])


def _is_weighed(node: Node) -> bool:
    """``would gain by entering``, ``has nothing to lose by it``."""
    return node.low in ("would", "could", "might", "can", "gain", "lose")


def _is_shown(before: list[Node]) -> bool:
    """``a video shows the president signing``: what a picture is said to show."""
    words = [node.low for node in before]
    return any(word in ("show", "shows", "showing", "showed") for word in words[-7:]) and not (
        _PICTURES.isdisjoint(words)
    )


def _is_judged(behind: list[Node]) -> bool:
    """``[that] leaving the bloc would change little``: the act is what something is said of."""
    for node in behind[:10]:
        if node.low in STOPS or node.low in (",", "and"):
            return False
        if node.low in ("would", "could", "might", "means", "meant") or node.low in BE - {"'s"}:
            return True
    return False


_OPENING = frozenset(("", "that", "what", "and", '"', ":", ","))
_THANKS = ("thank", "congratulat", "prais", "applaud", "hail", "welcom", "honour", "honor", "accus")
_PICTURES = frozenset(("video", "clip", "image", "photo", "picture", "deepfake", "footage"))
