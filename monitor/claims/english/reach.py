"""How far the clause of a trigger reaches, and so which dates it can claim."""

from __future__ import annotations

from monitor.claims.days import Found
from monitor.claims.english.document import Line
from monitor.claims.english.frame import Frame
from monitor.claims.english.lexicon import Node
from monitor.claims.english.objects import is_time

_STOP_LOW = frozenset((";", "but", "while"))
_SUBORDINATE = frozenset(
    [
        "after",
        "before",
        "since",
        "when",
        "although",
        "though",
        "because",
        "which",
        "who",
        "whose",
        "where",
        "as",
    ]
)


def position_of(frame: Frame) -> int:
    """Where the trigger stands in the text."""
    return frame.line.parsed.nodes[frame.at].start


def comma(frame: Frame) -> int:
    """Where the first comma behind the verb stands, or the line ends."""
    nodes = frame.line.parsed.nodes
    ends = (node.start for node in nodes[frame.at + 1 :] if node.low == ",")
    return next(ends, nodes[-1].end)


def clause_end(frame: Frame) -> int:
    """Where the clause ends: at a strong mark, or where another trigger's clause begins."""
    nodes, near = frame.line.parsed.nodes, frame.at + 3
    start = frame.clause.start
    aside = start > 1 and nodes[start - 1].low == "which" and nodes[start - 2].low == ","
    for k in range(frame.at + 1, len(nodes)):
        node = nodes[k]
        if aside and node.low == ",":
            return node.start
        if node.low in _TURNS and _opens_clause(frame.line, k):
            return node.start
        verb = node.use("verb") if k > near and node.uses else None
        own = frame.trigger.role == "noun" and "took_place" in node.tags
        if verb is not None and verb.form in ("past", "third", "participle") and not own:
            return node.start
        if node.low == "," and _opens_participle(nodes, k + 1):
            return node.start
    return nodes[-1].end


def _opens_participle(nodes: list[Node], at: int) -> bool:
    """``…, closing a chapter that began in 2008``: what comes of the act has dates of its own."""
    node = nodes[at] if at < len(nodes) else None
    if node is None or node.tags:
        return False
    verbs = [use.ref for use in node.uses if use.kind == "verb" and use.form == "ing"]
    if any(verb.needs == "suspension" for verb in verbs):
        return True
    concluded = all(
        (use.kind == "verb" and use.ref.name == "conclude-talks")
        or (use.kind == "cue" and use.ref == "manage")
        for use in node.uses
    )
    return node.low.endswith("ing") and concluded


_TURNS = _STOP_LOW | _SUBORDINATE | {"and"}


def _opens_clause(line: Line, at: int) -> bool:
    """Whether another clause begins with one of these words at node ``at``."""
    nodes = line.parsed.nodes
    low = nodes[at].low
    if low in _STOP_LOW:
        return True
    if low == "and":
        ahead = nodes[at + 1].low if at + 1 < len(nodes) else ""
        tells = any(node.use("report") is not None for node in nodes[at + 2 : at + 4])
        return (ahead in _SUBJECTS and tells) or _opens_dated_clause(line, at + 1)
    ahead = nodes[at + 1].low if at + 1 < len(nodes) else ""
    opens = bool(ahead) and not is_time(ahead) and not _is_capacity(nodes, at)
    return opens and not _is_counted(line, at)


def _is_counted(line: Line, at: int) -> bool:
    """``two years before X, in 2021``: what the act is measured by opens no clause where its date follows."""
    nodes = line.parsed.nodes
    measured = nodes[at - 1].low.split()[-1].rstrip("s") in _UNITS
    if nodes[at].low not in ("after", "before") or not measured:
        return False
    comma = next((k for k in range(at, min(at + 5, len(nodes))) if nodes[k].low == ","), None)
    if comma is None or any(node.use("verb") is not None for node in nodes[at:comma]):
        return False
    return any(0 < found.start - nodes[comma].end <= len(" in ") for found in line.dates)


_SUBJECTS = frozenset(("i", "he", "she", "we", "they"))
"""Behind "and" these open a clause of their own: ``we are not joining and I told him so last week``."""
_UNITS = frozenset(("day", "week", "month", "year", "decade"))


def _opens_dated_clause(line: Line, at: int) -> bool:
    """``and a year later A became``: the date that follows goes with the clause that it opens."""
    nodes = line.parsed.nodes
    dates = (found for found in line.dates if at < len(nodes) and nodes[at].start <= found.start)
    date_ = next((found for found in dates if found.start <= nodes[at].end + 1), None)
    if date_ is None:
        return False
    k = next((k for k in range(at, len(nodes)) if nodes[k].start >= date_.end), len(nodes))
    k += k < len(nodes) and nodes[k].low in (",", "the")
    actor = line.parsed.covering.get(k)
    return actor is not None and bool(actor.codes)


def _is_capacity(nodes: list[Node], at: int) -> bool:
    """``joined as a full member in 2024``: as what somebody comes in opens no clause."""
    behind = nodes[at + 1 : at + 5]
    if nodes[at].low == "as" and behind and behind[0].low in _AS_DATED:
        return True
    return nodes[at].low == "as" and any(node.use("noun") is not None for node in behind)


_AS_DATED = frozenset(("early", "far", "far back", "long", "long ago", "late", "recently", "of"))
"""``as early as 2016``, ``as of Tuesday``: a date, and no clause."""


def is_of_another_verb(frame: Frame, found: Found) -> bool:
    """``A signed in May and B has shown interest``: the date goes with the verb before it."""
    nodes = frame.line.parsed.nodes
    start = nodes[max(0, min(frame.clause.start, frame.at))].start
    joined = any(
        node.low in ("and", ";", "while") for node in nodes if found.end <= node.start < start
    )
    return joined and any(
        node.end <= found.start
        and (verb := node.use("verb")) is not None
        and verb.form in ("past", "third")
        for node in nodes
    )


def same_stretch(frame: Frame, found: Found) -> bool:
    """Whether no other clause begins, and no other verb stands, between a date and the verb behind it."""
    nodes = frame.line.parsed.nodes
    between = [node for node in nodes if found.end <= node.start < nodes[frame.at].start]
    if any(node.low == ":" for node in between[1:]) or _is_in_aside(frame, found):
        return False
    return not any(node.low in _STOP_LOW for node in between) and not any(
        (verb := node.use("verb")) is not None and verb.form in ("past", "third")
        for node in between
    )


def _is_in_aside(frame: Frame, found: Found) -> bool:
    """``X, which came in [in 2024], told the chair that it leaves``: the date goes with what the commas hold."""
    nodes = frame.line.parsed.nodes
    start = nodes[max(0, min(frame.clause.start, frame.at))].start
    before = [node.low for node in nodes if node.end <= found.start]
    opens = next((k for k in range(len(before) - 1, 0, -1) if before[k] in ("which", "who")), 0)
    if not opens or before[opens - 1] != "," or "," in before[opens:]:
        return False
    closes = next((k for k, node in enumerate(nodes) if node.start >= found.end), len(nodes))
    if closes + 2 > len(nodes) or nodes[closes].low != "," or nodes[closes].start >= start:
        return False
    goes_on = nodes[closes + 1]
    return "auxiliaries" in goes_on.tags or goes_on.use("report") is not None
