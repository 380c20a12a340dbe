"""The accord that a noun speaks of, and the one into which somebody is let or out of which he is taken."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.document import Document, Line
from monitor.claims.english.elsewhere import time_word
from monitor.claims.english.grammar import NUMERALS, party_use
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS, about, nearest, right_accord
from monitor.claims.english.objects import Link, is_part_of


def noun_link(document: Document, line: Line, at: int, trigger: Trigger) -> Link | None:
    """The accord that a noun speaks of: its complement, the word before it, or the last one named."""
    nodes = line.parsed.nodes
    for accord, node, _ in line.accords:
        if 0 < node - at <= 6 and all(
            n.low not in STOPS and n.low not in (",", "and") for n in nodes[at + 1 : node]
        ):
            return Link(accord, "noun", node)
        if 0 < at - node <= 3 and all(n.low not in (",", ".") for n in nodes[node + 1 : at]):
            return Link(accord, "noun", node)
    if leads_elsewhere(nodes, at):
        return None
    k = at + 1
    if k < len(nodes) and nodes[k].low in ("of", "to", "in", "into"):
        j = k + 1
        while j < len(nodes) and nodes[j].low in (
            "the",
            "a",
            "an",
            "its",
            "this",
            "so-called",
            '"',
        ):
            j += 1
        owner = nodes[k].low == "of" and trigger.role != "title"
        other = j < len(nodes) and nodes[j].low[0].isalpha() and "papers" not in nodes[j].tags
        owned = other and owner and (party_use(nodes[j]) is not None or nodes[j].low in NUMERALS)
        if other and not owned and not time_word(nodes[j].low):
            return None
    here = nearest(line, at)
    if here is not None:
        return Link(here[0], "near", here[1])
    accord_or_none = document.accord_before(line, 2)
    if accord_or_none is None and about(document):
        return Link(document.main, "far")
    return Link(accord_or_none, "near") if accord_or_none else None


def leads_elsewhere(nodes: list[Node], at: int) -> bool:
    """``X's return to Israel``, ``its bid for the World Cup``: what one goes to or for is no accord."""
    if nodes[at].low.split()[-1] not in _LEADING or at + 1 >= len(nodes):
        return False
    behind = nodes[at + 1 : at + 3]
    goal = behind[-1] if "determiners" in behind[0].tags else behind[0]
    return "papers" not in goal.tags and (party_use(goal) is not None or goal.cap > 0)


_LEADING = frozenset(("to", "into", "for", "in", "towards", "toward", "with"))


def object_link(document: Document, line: Line, at: int) -> Link | None:
    """The accord into which somebody is let: behind the verb, else the nearest, else the last."""
    right = right_accord(line, at)
    if right is not None and right[1] - at < 14:
        nodes = line.parsed.nodes
        if not is_part_of(nodes, right[1]):
            return Link(right[0], "object", right[1])
        if not any(node.low == "," for node in nodes[at + 1 : right[1]]):
            return None
    here = nearest(line, at)
    if here is not None:
        return Link(here[0], "near", here[1])
    accord = document.accord_before(line, 2)
    if accord is None and about(document) and line.dates:
        return Link(document.main, "far")
    return Link(accord, "near") if accord else None


def goes_into(line: Line, at: int) -> bool:
    """``welcomed X into the accords``: the accord stands behind ``to``, ``into`` or ``in``."""
    return _is_reached_by(line, at, ("to", "into", "in", "onto", "among"))


def goes_out_of(line: Line, at: int) -> bool:
    """``took X out of the accords``, ``withdrew X from them``."""
    words = ("from",) if line.parsed.nodes[at].low.startswith(_REMOVES) else ("out of",)
    return _is_reached_by(line, at, words)


_REMOVES = ("withdr", "remov")


def _is_reached_by(line: Line, at: int, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands just before the accord behind node ``at``."""
    right = right_accord(line, at)
    if right is None:
        return False
    before = line.parsed.nodes[max(at, right[1] - 3) : right[1]]
    places = [k for k, node in enumerate(before) if node.low in words]
    return bool(places) and not any(node.use("verb") for node in before[places[-1] + 1 :])
