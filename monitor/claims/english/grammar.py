"""Noun phrases that can act: states, their offices and capitals, pronouns, and the rest."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.claims.english.closed import COUNTED, GENERIC_HEADS, PLURAL_GROUPS, PRONOUNS
from monitor.claims.english.lexicon import Node

NUMERALS = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
QUOTES = frozenset('"')
DASHES = frozenset(("—", "–", "-"))


@dataclass(slots=True)
class Actor:
    """A noun phrase from node ``start`` to ``end`` (inclusive).

    ``kind``: party, office (of ``codes``), person (a title without a country), pronoun, described
    ("the kingdom"), group ("three countries").
    """

    start: int
    end: int
    kind: str
    codes: tuple[str, ...] = ()
    how: str = ""
    office: str = ""
    word: str = ""
    adjectives: tuple[str, ...] = ()


class Parsed:
    """A sentence's nodes with the actors among them, found when they are first asked for."""

    __slots__ = ("_actors", "_covering", "nodes")

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self._actors: list[Actor] = []
        self._covering: dict[int, Actor] | None = None

    @property
    def actors(self) -> list[Actor]:
        """The actors, left to right, not overlapping."""
        if self._covering is None:
            self.settle()
        return self._actors

    @property
    def covering(self) -> dict[int, Actor]:
        """Each node under an actor, with the actor."""
        return self.settle() if self._covering is None else self._covering

    def settle(self) -> dict[int, Actor]:
        """Find the actors by the uses that the nodes have now."""
        if self._covering is None:
            self._actors = _actors_of(self.nodes)
            self._covering = {
                at: actor for actor in self._actors for at in range(actor.start, actor.end + 1)
            }
        return self._covering


_DETERMINERS = frozenset(("the", "this", "that", "his", "her", "our", "its", "their", "my"))
_OPENERS = PRONOUNS | _DETERMINERS | PLURAL_GROUPS
"""The words that an actor can begin with, beside the names of parties and offices."""


def _actors_of(nodes: list[Node]) -> list[Actor]:
    actors: list[Actor] = []
    behind = 0
    for at, node in enumerate(nodes):
        if at < behind or not (
            node.low in _OPENERS or "offices" in node.tags or (node.uses and node.use("party"))
        ):
            continue
        actor = _actor_at(nodes, at)
        if actor is not None:
            actors.append(actor)
            behind = actor.end + 1
    return actors


def party_use(node: Node) -> tuple[str, str] | None:
    """``(code, how)`` where the node names a party."""
    use = node.use("party")
    return use.ref if use is not None else None


def is_accord(node: Node) -> bool:
    """Whether the node names an accord."""
    return node.use("accord") is not None


def acts(nodes: list[Node], at: int) -> bool:
    """Whether what is an accord and can be a party, as the European Union is, acts: ``the EU has signed``."""
    if not (party_use(nodes[at]) and is_accord(nodes[at])):
        return False
    start = at - 1 if at and nodes[at - 1].low == "the" else at
    before = nodes[start - 1] if start else None
    if before is not None and (before.use("verb") or "prepositions" in before.tags):
        return before.low == "by"
    after = nodes[at + 1] if at + 1 < len(nodes) else None
    return after is not None and bool(after.use("verb") or "auxiliaries" in after.tags)


def _actor_at(nodes: list[Node], at: int) -> Actor | None:
    node = nodes[at]
    party = party_use(node) if node.uses else None
    if party is not None and not is_accord(node):
        return _party_actor(nodes, at, *party)
    if node.low == "both" and at + 1 < len(nodes) and nodes[at + 1].low in PLURAL_GROUPS:
        return Actor(at, at + 1, "group", word=nodes[at + 1].low)
    if node.low in PRONOUNS:
        return Actor(at, at, "pronoun", word=node.low)
    if "offices" in node.tags:
        if node.low in GENERIC_HEADS and node.cap and _is_alone(nodes, at):
            return Actor(at, at, "described", word=node.low)
        return _office_actor(nodes, at)
    if node.low in _DETERMINERS:
        return _described(nodes, at)
    if node.low in PLURAL_GROUPS and (not node.uses or node.low in ("states", "parties")):
        return Actor(at, at, "group", word=node.low)
    return None


def _is_alone(nodes: list[Node], at: int) -> bool:
    """``Kingdom signs pact``: a headline leaves the article out."""
    after = nodes[at + 1] if at + 1 < len(nodes) else None
    return at == 0 and after is not None and after.low != "of" and not after.cap


def _party_actor(nodes: list[Node], at: int, code: str, how: str) -> Actor | None:
    end = at
    if code == "EU" and at + 1 < len(nodes) and nodes[at + 1].low.startswith(_ONE_OF_UNION):
        return None
    if how == "demonym":
        head = _head_after(nodes, at + 1)
        if head is None:
            plural = nodes[at].low.endswith("s") or _ends_phrase(nodes, at + 1)
            return Actor(at, at, "party", (code,), "people") if plural else None
        return Actor(at, _with_name(nodes, head), "office", (code,), how, nodes[head].low)
    if _is(nodes, at + 1, "'s") or _is(nodes, at + 1, "'"):
        head = _head_after(nodes, at + 2)
        if head is not None:
            return Actor(at, _with_name(nodes, head), "office", (code,), how, nodes[head].low)
        return Actor(at, at, "party", (code,), f"{how}'s")
    head = _bare_head(nodes, at + 1) if how in ("name", "seat") else None
    if head is not None:
        return Actor(at, _with_name(nodes, head), "office", (code,), how, nodes[head].low)
    return Actor(at, end, "party", (code,), how)


_ONE_OF_UNION = (
    "member",
    "nation",
    "countr",
    "state",
    "capital",
    "citizen",
    "neighbo",
    "applicant",
)
"""What follows the Union's name where one of its states is meant, or one beside it."""


def _bare_head(nodes: list[Node], at: int) -> int | None:
    """``the UAE foreign ministry``: an office that follows a name without a mark."""
    if at < len(nodes) and "offices" in nodes[at].tags and "government" in nodes[at].tags:
        return at
    return None


def _head_after(nodes: list[Node], at: int) -> int | None:
    """An office within the next words of a demonym or a genitive: ``Kazakh [deputy] foreign minister``."""
    for i in range(at, min(at + 4, len(nodes))):
        tags = nodes[i].tags
        if "offices" in tags:
            last = i
            while last + 1 < len(nodes) and "offices" in nodes[last + 1].tags:
                last += 1
            return last
        if nodes[i].uses or tags & {"prepositions", "auxiliaries", "conjunctions"}:
            return None
        if not nodes[i].low[0].isalpha():
            return None
    return None


def _with_name(nodes: list[Node], head: int) -> int:
    """The last node of the name that follows a title: ``President Kassym-Jomart Tokayev``."""
    end = head
    while (
        end + 1 < len(nodes)
        and nodes[end + 1].cap
        and nodes[end + 1].low[0].isalpha()
        and not is_accord(nodes[end + 1])
        and (party_use(nodes[end + 1]) or ("", ""))[1] in ("", "leader")
        and not nodes[end + 1].tags & {"prepositions", "conjunctions"}
        and end - head < 5
    ):
        end += 1
    return end


def _ends_phrase(nodes: list[Node], at: int) -> bool:
    if at >= len(nodes):
        return True
    node = nodes[at]
    return bool(
        node.uses
        or node.tags & {"auxiliaries", "conjunctions", "prepositions"}
        or not node.low[0].isalnum()
    )


def _office_actor(nodes: list[Node], at: int) -> Actor:
    """``the government [of|in X]``, ``President N.``, or an office whose country is not said."""
    head = at
    while head + 1 < len(nodes) and "offices" in nodes[head + 1].tags:
        head += 1
    end = _with_name(nodes, head)
    office = nodes[head].low
    for i in range(at, end + 1):
        party = party_use(nodes[i])
        if party is not None:
            return Actor(at, end, "office", (party[0],), "leader", office)
    follow = end + 1
    ties = ("of", "for", "from") if office in _SENT else ("of", "for", "in")
    if follow < len(nodes) and nodes[follow].low in ties:
        step = follow + 1
        while step < len(nodes) and (
            nodes[step].low == "the"
            or "offices" in nodes[step].tags
            or nodes[step].low in ("of", "foreign", "affairs")
        ):
            step += 1
        party = party_use(nodes[step]) if step < len(nodes) else None
        owned = party is not None and party[1] == "demonym" and _head_after(nodes, step + 1)
        if party is not None and owned:
            return Actor(at, owned, "office", (party[0],), "of", office)
        if party is not None and party[1] in ("name", "seat") and not is_accord(nodes[step]):
            return Actor(at, step, "office", (party[0],), "of", office)
    if office in PLURAL_GROUPS:
        return Actor(at, end, "group", word=office)
    if office in _SENT and office.endswith("s"):
        return Actor(at, end, "persons", office=office, word=nodes[at].low)
    return Actor(at, end, "person", office=office, word=nodes[at].low)


_SENT = frozenset(
    (
        *("ambassador", "envoy", "representative", "chargé", "ambassadors", "envoys"),
        *("representatives", "delegation", "delegations", "negotiators"),
    )
)
"""Who is sent to a place is not of it."""


def _described(nodes: list[Node], at: int) -> Actor | None:
    """``the [Central Asian] republic``, ``his country``; an office after ``its`` is a person."""
    adjectives: list[str] = []
    if nodes[at].low == "the" and (ranked := _ranked(nodes, at)) is not None:
        return ranked
    for i in range(at + 1, min(at + 6, len(nodes))):
        node = nodes[i]
        if node.low in GENERIC_HEADS:
            named = _state_of(nodes, i)
            if named is not None:
                named.start = at
                return named
            return Actor(at, i, "described", word=node.low, adjectives=tuple(adjectives))
        if "offices" in node.tags or (node.low == "house" and node.cap):
            actor = _office_actor(nodes, i)
            actor.start = at
            return actor
        if node.low in PLURAL_GROUPS or (
            i == at + 1 and node.low in COUNTED and _counts_alone(nodes, i)
        ):
            return Actor(at, i, "group", word=node.low)
        party = party_use(node) if node.uses else None
        if party is not None and not is_accord(node):
            if len(adjectives) > 1 or _OF_PLACES.intersection(adjectives):
                return None
            actor_or_none = _party_actor(nodes, i, *party)
            if actor_or_none is not None:
                actor_or_none.start = at
            return actor_or_none
        if node.uses and not all(use.kind == "word" for use in node.uses):
            return None
        if not (node.low[0].isalpha() or node.low == ","):
            return None
        if node.tags and not (_OWNED if node.low == "and" else _NO_ADJECTIVES).isdisjoint(
            node.tags
        ):
            return None
        adjectives += node.low.split()
    return None


_OF_PLACES = frozenset(("region", "continent", "area", "neighbourhood", "neighborhood", "end"))
"""``In the region X has …``: what stands before the name is no adjective of it."""


def _ranked(nodes: list[Node], at: int) -> Actor | None:
    """``the latter [signed]``, ``the other two [followed]``: who is meant by the place among those named."""
    low = nodes[at + 1].low if at + 1 < len(nodes) else ""
    if low in _OF_TWO and (_counts_alone(nodes, at + 1) or _is(nodes, at + 2, "in")):
        return Actor(at, at + 1, "group", word=low)
    counted = low == "other" and at + 2 < len(nodes) and nodes[at + 2].low in COUNTED
    if counted and _counts_alone(nodes, at + 2):
        return Actor(at, at + 2, "group", word=nodes[at + 2].low)
    return None


_OF_TWO = frozenset(("former", "latter"))


def _counts_alone(nodes: list[Node], at: int) -> bool:
    """``the two [signed]``, ``the pair``: a number with no noun behind it, and not "the last of the three"."""
    if _is(nodes, at - 2, "of"):
        return False
    after = nodes[at + 1] if at + 1 < len(nodes) else None
    return (
        after is not None
        and after.low not in PLURAL_GROUPS
        and bool(
            "auxiliaries" in after.tags
            or "adverbs" in after.tags
            or after.use("cue")
            or after.use("report")
            or after.use("verb")
        )
    )


def _state_of(nodes: list[Node], head: int) -> Actor | None:
    """``the [Federal Democratic] Republic of X``: a name in full stands for what it ends with."""
    at = head + 2 if _is(nodes, head + 1, "of") else len(nodes)
    at += _is(nodes, at, "the")
    party = party_use(nodes[at]) if at < len(nodes) else None
    if party is None or party[1] != "name" or is_accord(nodes[at]) or nodes[head].low in _BESIDE:
        return None
    return _party_actor(nodes, at, *party)


_BESIDE = frozenset(("neighbour", "neighbor"))
"""Who is this of somebody is another."""
_OWNED = frozenset(("definite", "possessives"))
_NO_ADJECTIVES = _OWNED | {
    "prepositions", "auxiliaries", "conjunctions", "relatives", "clause_starts",
}  # fmt: skip


def _is(nodes: list[Node], at: int, low: str) -> bool:
    return at < len(nodes) and nodes[at].low == low
