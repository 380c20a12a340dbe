"""Small questions on the words around a node: a month, a rank, an aside."""

from __future__ import annotations

from monitor.claims.english.closed import JOINERS, ORDINALS, STRONG
from monitor.claims.english.lexicon import Node


def is_month(nodes: list[Node], at: int) -> bool:
    """``in May``: a month, not the modal."""
    after = nodes[at + 1] if at + 1 < len(nodes) else None
    before = nodes[at - 1] if at else None
    return bool(
        nodes[at].cap
        and (
            (after and after.low[0].isdigit())
            or (before and before.low in ("in", "last", "since", "of", "this"))
        )
    )


def is_falsehood(node: Node) -> bool:
    """``reports that X would join are false``, ``reports of a withdrawal are invented``."""
    cue = node.use("cue")
    return node.low in ("false", "untrue", "wrong") or (cue is not None and cue.ref == "deny")


def is_ordinal(nodes: list[Node], at: int) -> bool:
    """``the first [country in five years] to join`` has joined."""
    for back in range(at - 1, max(at - 8, -1), -1):
        low = nodes[back].low
        if low == "last" and nodes[back + 1].low in _SPANS:
            return False
        if low in ORDINALS or low.rpartition("-")[2] in ORDINALS or low.endswith("tieth"):
            return True
        if is_ordinal_number(nodes[back]):
            return True
        if low in STRONG or low == "," or nodes[back].use("verb") or nodes[back].use("cue"):
            return False
    return False


def is_ordinal_number(node: Node) -> bool:
    """``66th``."""
    return node.low[0].isdigit() and node.low.endswith(("st", "nd", "rd", "th"))


_SPANS = frozenset(("week", "month", "year", "summer", "autumn", "winter", "spring", "decade"))


def is_named_next(nodes: list[Node], at: int) -> bool:
    """``named X as the next [country] to join``: what somebody foresees."""
    before = [node.low.split()[0] for node in nodes[max(0, at - 5) : at]]
    return "as" in before and "next" in before[before.index("as") :]


def is_rank(node: Node) -> bool:
    """Whether a word can stand in ``the next Gulf`` before a state."""
    return (
        node.low in ORDINALS
        or node.low in ("the", "next", "another", "a", "an", "new")
        or (node.cap > 0 and not node.uses)
    )


def is_place_before(nodes: list[Node], start: int, end: int) -> bool:
    """``in Windhoek, Namibia``, ``Like Ghana, Kenya``: what a preposition and a comma set off is not the subject."""
    if not start or end + 1 >= len(nodes) or nodes[end + 1].low != ",":
        return False
    likened = nodes[0].low in ("like", "unlike") and all(n.low != "," for n in nodes[1:start])
    return likened or nodes[start - 1].low in ("in", "at", "near", "like", "unlike")


def rank_cue(nodes: list[Node], at: int) -> str:
    """What ``the first to`` at node ``at`` says: an outcome, a refusal, or with ``described as`` nothing new."""
    if is_the_last_ever(nodes, at):
        return "refuse"
    before = nodes[max(0, at - 12) : at]
    places = [k for k, node in enumerate(before) if node.low == "as"]
    if not places:
        return "manage"
    spoken = any(node.low.startswith(_DESCRIBED) for node in before[: places[-1]])
    return "void" if spoken else "manage"


_DESCRIBED = ("describ", "mention", "cite", "tout", "present", "billed", "referr")


def is_the_last_ever(nodes: list[Node], at: int) -> bool:
    """``would be the last to join`` is a refusal, not a rank."""
    before = [node.low for node in nodes[max(0, at - 7) : at]]
    return "last" in before and "be" in before and bool({"would", "will"} & set(before))


def opens_aside(node: Node) -> bool:
    """Whether a word can open what stands between commas behind a subject."""
    return node.low not in JOINERS and (
        node.low
        in (
            "which",
            "who",
            "whose",
            "where",
            "a",
            "an",
            "the",
            "once",
            "home",
            "already",
            "long",
            "like",
            "unlike",
            "including",
            "after",
            "despite",
            "in",
            "on",
            "one",
            "its",
            "with",
            "at",
            "who's",
            "now",
            "then",
            "itself",
            "too",
            "by",
        )
        or node.low.endswith(("ing", "ed"))
        or node.low.isdigit()
        or node.cap > 0
    )
