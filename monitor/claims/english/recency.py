"""Who was spoken of last: the party that "it", "the minister" or "the kingdom" most likely goes on about."""

from __future__ import annotations

from functools import cached_property

from monitor.claims.english.document import Line
from monitor.claims.english.grammar import Actor, party_use
from monitor.claims.signals import PARTY

MAX_BACK = 5
MAX_BACK_FITTING = 40


class Recency:
    """Finds the party last named before a place of the text, or first behind it.

    ``shut`` are those who can be no party of the accord.
    """

    def __init__(self, lines: list[Line], shut: frozenset[str]) -> None:
        self._lines = lines
        self._shut = shut

    def last(
        self, line: Line, at: int, fits: frozenset[str], reach: int = MAX_BACK
    ) -> tuple[str, ...]:
        """The party last spoken of: in this line, else the subject of one before, else the first named there."""
        reach = MAX_BACK_FITTING if fits else reach
        beside: str | None = None
        for index in range(line.index, max(-1, line.index - reach - 1), -1):
            other = self._lines[index]
            if PARTY not in other.signs:
                continue
            found = [
                (actor, code)
                for actor in other.parsed.actors
                if (index < line.index or actor.end < at) and not is_place(other, actor)
                for code in actor.codes
                if code not in self._shut and (not fits or code in fits)
            ]
            if index == line.index and not fits:
                found = _in_clause(other, at, found)
            if found and (fits or index == line.index or not _is_beside(other, found[0][0])):
                return (found[0][1],)
            beside = beside or (found[0][1] if found else None)
        return (beside,) if beside is not None else ()

    def first_ahead(self, line: Line, fits: frozenset[str]) -> tuple[str, ...]:
        """A headline may say "the kingdom" before the text names it."""
        for other in self._lines[line.index : line.index + 4]:
            for actor in other.parsed.actors:
                for code in actor.codes:
                    if code in fits and code not in self._shut:
                        return (code,)
        return ()

    def adjectives(self, index: int, line: Line, actor: Actor, fits: frozenset[str]) -> list[str]:
        """``the Finnish file``: those of a region that are named by adjectives alone."""
        if PARTY not in self._lines[index].signs:
            return []
        nodes = self._lines[index].parsed.nodes
        nodes = nodes[: actor.start] if index == line.index else nodes
        named = [party[0] for node in nodes if (party := party_use(node)) is not None]
        return [code for code in named if code in fits]

    def by_adjective(self, line: Line, actor: Actor, fits: frozenset[str]) -> tuple[str, ...]:
        """``Moroccan growers … the kingdom``: of those that fit, the one named by an adjective before."""
        for index in range(line.index, max(-1, line.index - MAX_BACK - 1), -1):
            found = self.adjectives(index, line, actor, fits)
            if found and found[-1] not in self._shut:
                return (found[-1],)
        return ()

    @cached_property
    def told(self) -> frozenset[str]:
        """The parties that the text names at all, by whatever word."""
        return frozenset(
            party[0]
            for line in self._lines
            if PARTY in line.signs
            for _, node in line.marked
            if (party := party_use(node)) is not None
        )

    @property
    def sole(self) -> tuple[str, ...]:
        """The one party that the text names; none where it names several."""
        told = self.told - self._shut
        return tuple(told) if len(told) == 1 else ()


def _in_clause(line: Line, at: int, found: list[tuple[Actor, str]]) -> list[tuple[Actor, str]]:
    """``When A struck, B turned to the club it had joined``: of those named, the ones of the pronoun's own clause."""
    nodes = line.parsed.nodes
    begin = max((k for k in range(at) if nodes[k].low == ";"), default=-1) + 1
    if begin < at and nodes[begin].low in _OPENING_CLAUSE:
        comma = next((k for k in range(begin, at) if nodes[k].low == ","), begin)
        begin = comma
    own = [one for one in found if one[0].start >= begin]
    return own or found


_OPENING_CLAUSE = frozenset(
    (
        *("when", "while", "although", "though", "as", "if", "since", "after"),
        *("with", "despite", "amid", "unlike", "before", "once", "because"),
    )
)


def is_place(line: Line, actor: Actor) -> bool:
    """Whether the actor only says where, or to whom: "at Bucharest", "handed a folder to Blinken"."""
    if actor.how not in ("seat", "name", "leader") or actor.start == 0:
        return False
    before = line.parsed.nodes[actor.start - 1].low
    if actor.how == "leader":
        return before in ("to", "with", "from")
    return before in _PLACE_PREPOSITIONS


_PLACE_PREPOSITIONS = frozenset(
    ("in", "at", "from", "near", "outside", "around", "to", "via", "into", "against", "between")
)


def _is_beside(line: Line, actor: Actor) -> bool:
    """``She did not mention X``: another is the subject, and X does not speak."""
    nodes = line.parsed.nodes
    if actor.start and nodes[actor.start - 1].use("report") is not None:
        return False
    before = [other for other in line.parsed.actors if other.end < actor.start]
    return any(other.kind in ("person", "described") or other.word in _ONE for other in before)


_ONE = frozenset(("it", "he", "she", "i"))
