"""Whether a noun phrase on the way from a verb is its subject, or only stands before it."""

from __future__ import annotations

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import BE, HAVE, PLURAL_GROUPS
from monitor.claims.english.grammar import NUMERALS, Actor, Parsed
from monitor.claims.english.groups import group_left, group_right
from monitor.claims.english.lexicon import Node
from monitor.claims.english.phrases import is_ordinal_number, is_rank


def stands_apart(nodes: list[Node], clause: Clause, form: str, actor: Actor, previous: int) -> bool:
    """Whether the preposition at node ``previous`` keeps the actor from being the subject."""
    before = nodes[max(0, previous)]
    apart = "prepositions" in before.tags and before.use("cue") is None
    alone = before.low == "without" and (form != "ing" or bool(clause.cues))
    owns = owns_cue(nodes, clause, actor) or _wishes(nodes, clause, actor)
    owns = owns or (clause.infinitive and not clause.cues and is_pressed(nodes, previous))
    return previous >= 0 and (apart or alone) and not owns


def is_pressed(nodes: list[Node], previous: int) -> bool:
    """``pressure is growing on X [to join]``: whoever stands behind that "on" is to do it."""
    before = nodes[max(0, previous - 5) : previous]
    if nodes[previous].low == "to":
        return bool(before) and before[-1].low in _OFFERS
    return nodes[previous].low in ("on", "upon") and any(n.low in _PRESSURES for n in before)


_OFFERS = frozenset(
    (
        *("offer", "offers", "appeal", "appeals", "appealed", "invitation", "invitations"),
        *("proposal", "proposed", "suggestion", "suggested", "plea", "request", "call"),
    )
)
"""What is made to a state that is to do something."""


_PRESSURES = frozenset(("pressure", "pressures", "calls", "leaning", "leans", "leaned", "prevail"))


def is_counted_then(nodes: list[Node], clause: Clause, actor: Actor) -> bool:
    """``was one of five countries to sign``: what they had to do has come about."""
    before = nodes[max(0, actor.start - 4) : actor.start]
    was = any(node.low in ("was", "were") for node in before)
    return was and clause.infinitive and not clause.cues


def _wishes(nodes: list[Node], clause: Clause, actor: Actor) -> bool:
    """``reports about X wishing [to join]``: the preposition has the whole clause behind it."""
    after = nodes[actor.end + 1] if actor.codes else None
    cue = after.use("cue") if after is not None else None
    return cue is not None and cue.form == "ing" and bool(clause.cues)


def is_between(parsed: Parsed, at: int) -> bool:
    """``A and B have both signed``: the subject stands before the auxiliary."""
    before = parsed.covering.get(at - 2)
    named = before is not None and bool(before.codes)
    return named and parsed.nodes[at - 1].low in _AUXILIARY


def is_exception(nodes: list[Node], actor: Actor) -> bool:
    """``all members but Hungary have signed``: one who is told not to have done it."""
    at = actor.start - 1 - (nodes[actor.start - 1].low == "the")
    if at < 1 or nodes[at].low not in _EXCEPT:
        return False
    before = nodes[at - 1].low
    return before in PLURAL_GROUPS or before in ("all", "everybody", "everyone")


def is_predicate(nodes: list[Node], clause: Clause, actor: Actor) -> bool:
    """``became the latest nations to sign``: the subject stands before the verb of being."""
    start = actor.start
    if actor.kind == "group" and is_on_list(nodes, start):
        return True
    if actor.kind == "person" and clause.infinitive:
        while start > 1 and actor.start - start < 4 and is_rank(nodes[start - 1]):
            start -= 1
    if actor.kind == "group":
        while start > 2 and _counts_among(nodes[start - 1]):
            start -= 1
        if is_ordinal_number(nodes[start - 1]):
            start = _before_ranks(nodes, start)
    if actor.kind == "group" and start > 2 and nodes[start - 1].low[0].isdigit():
        start -= 2 if nodes[start - 2].low == "in" else 0
    before = nodes[start - 1].low if start else ""
    ranked = start < actor.start and before in ("be", "become", "is", "was")
    plain = actor.kind in ("group", "described") and before in BE
    return (ranked or plain) and start > 1


def _before_ranks(nodes: list[Node], start: int) -> int:
    """Where ``the 66th and 67th`` begin that stand before node ``start``."""
    while start > 2 and (is_ordinal_number(nodes[start - 1]) or nodes[start - 1].low in _RANKS):
        start -= 1
    return start


_RANKS = frozenset(("and", "the", ",", "respectively"))


def is_on_list(nodes: list[Node], start: int) -> bool:
    """``is on a list of [countries that could join]``: the subject stands before the verb."""
    return start > 3 and nodes[start - 1].low == "of" and nodes[start - 2].low in _LISTS


def owns_cue(nodes: list[Node], clause: Clause, actor: Actor) -> bool:
    """``Kazakhstan's decision [to join]``."""
    if actor.word == "it":
        return False
    owned = nodes[actor.end + 2 : actor.end + 5]
    return bool(clause.cues) and any(node.use("cue") for node in owned)


def is_object(nodes: list[Node], clause: Clause, form: str, start: int) -> bool:
    """``would recognise X and join``: of two bare verbs the first stands between the modal and its object."""
    bare = form == "base" and not clause.has_finite and start > 1
    cue = nodes[start - 2].use("cue") if bare else None
    return cue is not None and cue.ref in ("will", "would", "possible")


def is_renaming(parsed: Parsed, first: int, comma: int) -> bool:
    """``my own country, Morocco,``, ``four states, A, B and C,``: what stands between the commas names the subject."""
    first += parsed.nodes[first].low == "the" and first not in parsed.covering
    actor = parsed.covering.get(first)
    if actor is None or not actor.codes or actor.how.endswith("'s"):
        return False
    return group_right(parsed, actor)[-1].end == comma - 1


def listed_in_brackets(parsed: Parsed, closing: int) -> list[Actor]:
    """``Four countries (A, B and C) joined``: those in the brackets are the subject; nobody where they are not."""
    nodes, covering = parsed.nodes, parsed.covering
    last = covering.get(closing - 1)
    if last is None or not last.codes or last.how.endswith("'s"):
        return []
    group = group_left(parsed, last)
    opening = group[-1].start - 1
    opening -= opening > 0 and nodes[opening].low == "the"
    counted = covering.get(opening - 1)
    if nodes[opening].low != "(" or counted is None or counted.kind != "group":
        return []
    return group


def _counts_among(node: Node) -> bool:
    """``one of [five] countries``, ``among the``."""
    return node.low in ("among", "one", "of") or node.low in NUMERALS


_LISTS = frozenset(("list", "shortlist", "longlist", "ranking"))
_AUXILIARY = BE | HAVE | {"has", "had", "will", "would", "could", "may", "might"}
_EXCEPT = frozenset(("but", "bar", "except", "save"))
