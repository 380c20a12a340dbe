"""When a parliament's vote ratifies: the whole of it, or both chambers one after the other (CLAIMS: Settled cases)."""

from __future__ import annotations

from monitor.claims.data import load
from monitor.claims.english.closed import BE
from monitor.claims.english.document import Document, Line
from monitor.claims.english.lexicon import Node
from monitor.claims.signals import CHAMBER


def ratifies(document: Document, line: Line, first: int, at: int) -> bool:
    """Whether the vote told by the verb at node ``at``, whose subject begins about ``first``, is enough."""
    voters = _voters(line, first, at)
    if not voters:
        return is_tallied(line, at)
    words = load("en", "words")
    nodes = line.parsed.nodes
    if follows_other_chamber(line, at) or _are_two(nodes[max(0, at - 12) : at]):
        return True
    if any(node.low in words["part_votes"] for node in nodes[: at + 1]):
        return False
    if any(node.low in _BEGINS for node in nodes[at + 1 : at + 12]):
        return False
    chambers = voters & frozenset(words["chambers"])
    if not chambers or nodes[at].low.startswith("concur"):
        return True
    return _is_through(line) or any(
        _other_chamber(other, line, at, chambers)
        for other in document.lines
        if CHAMBER in other.signs
    )


def follows_other_chamber(line: Line, at: int) -> bool:
    """``the Senate, following the lower house, ratified``: the other chamber voted before."""
    nodes = line.parsed.nodes
    return any(
        "chambers" in nodes[k].tags
        and not {"following", "after", "like"}.isdisjoint(n.low for n in nodes[k - 2 : k])
        for k in range(2, at)
    ) or _is_days_after_another(line, at)


def _is_days_after_another(line: Line, at: int) -> bool:
    """``the Senate passed the law, ten days after the lower house``: the other chamber has voted before."""
    nodes = line.parsed.nodes
    return any(
        "chambers" in nodes[k].tags
        and any(n.low == "after" for n in nodes[k - 2 : k])
        and not _UNITS.isdisjoint(word for n in nodes[k - 4 : k - 1] for word in n.low.split())
        for k in range(at + 4, len(nodes))
    )


_UNITS = frozenset(("day", "days", "week", "weeks", "month", "months", "hours"))


def _are_two(nodes: list[Node]) -> bool:
    """``the National Assembly and the Senate``: the whole parliament."""
    for k in range(1, len(nodes) - 1):
        behind = nodes[k + 1] if nodes[k + 1].low != "the" else nodes[min(k + 2, len(nodes) - 1)]
        pair = (nodes[k - 1], behind)
        named = all(node.tags & {"parliaments", "chambers"} for node in pair)
        if nodes[k].low == "and" and named and any("chambers" in node.tags for node in pair):
            return True
    return False


def votes_in(document: Document, line: Line, at: int) -> bool:
    """``voted on Wednesday to bring X into the accords``: a parliament's vote on what the verb at ``at`` tells."""
    nodes = line.parsed.nodes
    for k in range(at - 1, max(at - 14, 0), -1):
        if nodes[k].low in (";", ":", "."):
            return False
        if nodes[k].low.split()[0] in _VOTES:
            to = any(node.low.split()[-1] == "to" for node in nodes[k:at])
            return to and ratifies(document, line, k, k)
    return False


_VOTES = frozenset(("vote", "votes", "voted"))
_BEGINS = frozenset(("first reading", "in principle"))


def is_tallied(line: Line, at: int) -> bool:
    """``Ratification is approved by 58 votes to nil``: who voted is left out, as in a parliament's own log."""
    nodes = line.parsed.nodes
    passive = nodes[at - 1].low in BE and any(
        (noun := node.use("noun")) is not None and noun.ref.name == "ratification"
        for node in nodes[max(0, at - 8) : at]
    )
    behind = [node.low for node in nodes[at + 1 : at + 6]]
    return passive and behind[:1] == ["by"] and not {"vote", "votes"}.isdisjoint(behind)


def is_vote(line: Line, first: int, at: int) -> bool:
    """Whether a parliament or one of its chambers does what the verb at node ``at`` tells."""
    return bool(_voters(line, first, at))


def _voters(line: Line, first: int, at: int) -> frozenset[str]:
    """The parliaments named in the subject, or behind ``by`` where the verb is passive."""
    nodes = line.parsed.nodes
    before = _named(nodes[max(0, min(first, at) - 6) : at])
    return before or _named(_behind_by(nodes, at))


def _behind_by(nodes: list[Node], at: int) -> list[Node]:
    by = next((k for k in range(at, min(at + 8, len(nodes))) if nodes[k].low == "by"), None)
    return nodes[by : by + 5] if by is not None else []


def _named(nodes: list[Node]) -> frozenset[str]:
    """The parliaments and chambers among ``nodes``, each word of a phrase for itself."""
    return frozenset(
        word
        for node in nodes
        if "parliaments" in node.tags or "chambers" in node.tags
        for word in (node.low, *node.low.split())
    )


def _is_through(line: Line) -> bool:
    """Whether the line says that it was the last vote."""
    return any("last_votes" in node.tags for node in line.parsed.nodes)


def _other_chamber(other: Line, line: Line, at: int, chambers: frozenset[str]) -> bool:
    """Whether ``other`` tells that another chamber has voted already."""
    nodes = other.parsed.nodes
    for k, node in enumerate(nodes):
        here = other.index == line.index and abs(k - at) < 8
        if "chambers" not in node.tags or here or set(node.low.split()) & chambers:
            continue
        near = nodes[k : k + 8]
        if any("voted" in word.tags or word.low in _DID for word in near):
            return True
    return False


_DID = frozenset(("did", "did so", "done so", "did it", "had done so", "had"))
"""``a week after the lower house did``: what another chamber has done is said by a verb that stands for it."""
