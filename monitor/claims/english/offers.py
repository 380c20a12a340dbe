"""What is said of an accord as an offer: "the accords are not on our agenda", "the accords are an option"."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import BE
from monitor.claims.english.document import Line
from monitor.claims.english.frame import Frame, Spot, make_frame
from monitor.claims.english.grammar import Actor
from monitor.claims.english.lexicon import Node
from monitor.claims.english.objects import Link
from monitor.model.stage import Stage

_OFF = Trigger("offer-off", Stage.DECLINED, "offer", "open")
_ON = Trigger("offer-on", Stage.PROSPECTIVE, "offer", "open")
_REACH = 4


def offers_of(line: Line) -> list[Frame]:
    """A frame where an accord is the subject of a word that refuses it or leaves it open."""
    nodes = line.parsed.nodes
    for accord, node, how in line.accords:
        if how == "compound" or node + 2 >= len(nodes) or not _opens_clause(nodes, node):
            continue
        told = _told_of(nodes, node)
        if told is None:
            continue
        at, trigger = told
        actors = _for_whom(line, at)
        spot = Spot(line, at, trigger, "offer", Link(accord, "object", node))
        cues = [] if trigger is _OFF else ["possible"]
        return [make_frame(spot, Clause(start=at, reported=True), actors, cues, "offer")]
    return []


def _opens_clause(nodes: list[Node], accord: int) -> bool:
    """Whether the accord's name stands first in its clause: not ``leaving the accord is …``."""
    k = accord - 1
    while k >= 0 and nodes[k].low in ("the", '"', "'"):
        k -= 1
    return k < 0 or nodes[k].low in _OPENERS or nodes[k].use("report") is not None


_OPENERS = frozenset((",", ":", ";", ".", "that", "but", "and", "because", "so", "while"))


def _told_of(nodes: list[Node], accord: int) -> tuple[int, Trigger] | None:
    """Where what is said of the accord stands, and whether it is off or on."""
    for k in range(accord + 1, min(accord + 1 + _REACH, len(nodes))):
        verb_and_cue = nodes[k].low.split()[0] in BE
        cue = nodes[k].use("cue")
        if cue is not None and cue.ref == "refuse" and (verb_and_cue or nodes[k - 1].low in BE):
            return k, _OFF
        if nodes[k - 1].low in BE and nodes[k].low in _OPEN_OFFERS:
            return k, _ON
        if nodes[k].use("verb") is not None or nodes[k].low in (",", ".", ";"):
            return None
    return None


_OPEN_OFFERS = frozenset(("an option", "conceivable", "thinkable", "imaginable", "under study"))


def _for_whom(line: Line, at: int) -> list[Actor]:
    """``off the table for X``: whom the phrase names behind "for"; else whoever speaks."""
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 4, len(nodes) - 1)):
        actor = line.parsed.covering.get(k + 1)
        if nodes[k].low == "for" and actor is not None and actor.codes:
            return [actor]
    return [Actor(at, at, "pronoun", word="there")]
