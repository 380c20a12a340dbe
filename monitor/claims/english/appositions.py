"""Whom a noun describes that stand before it: "X, a member", "X is a member", "X, Y and other members"."""

from __future__ import annotations

from monitor.claims.english.clause import Clause
from monitor.claims.english.clauses import walk_left
from monitor.claims.english.closed import BE, ORDINALS, STRONG
from monitor.claims.english.document import Line
from monitor.claims.english.grammar import Actor, is_accord, party_use
from monitor.claims.english.groups import group_left, group_right
from monitor.claims.english.lexicon import Node
from monitor.claims.english.listed import is_plural
from monitor.claims.english.phrases import is_ordinal_number


def described_before(line: Line, at: int) -> tuple[list[Actor], Clause]:
    """Whom the noun at ``at`` describes that stand before it, and the clause that says so."""
    parsed, nodes = line.parsed, line.parsed.nodes
    k = _before_modifiers(nodes, at)
    if k < 0:
        return [], Clause()
    if nodes[k].low == "other" and k > 1 and nodes[k - 1].low in ("and", "or"):
        actor = parsed.covering.get(k - 2)
        named = actor is not None and bool(actor.codes) and actor.end == k - 2
        return (group_left(parsed, actor) if named and actor is not None else []), Clause()
    k = _over_likening(line, k)
    if _begins_second(nodes, k):
        k -= 3
    if nodes[k].low == "and" and (first := _title_before(line, k)) >= 0:
        return described_before(line, first)
    if nodes[k].low in (",", "("):
        return _before_comma(line, k, at), Clause()
    return _without_comma(line, k, at)


def _over_likening(line: Line, k: int) -> int:
    """``B, like A a [member]``: who it is likened to stands between; ``k`` is the last word before the title."""
    nodes, actor = line.parsed.nodes, line.parsed.covering.get(k)
    if actor is None or not actor.codes or nodes[k + 1].low not in ("a", "an"):
        return k
    first = group_left(line.parsed, actor)[-1].start
    likened = [node.low for node in nodes[max(0, first - 2) : first]] == [",", "like"]
    return first - 2 if likened else k


def _before_modifiers(nodes: list[Node], at: int) -> int:
    """The last word before the noun's own modifiers, of which two at most are plain adjectives; -1 where there is none."""
    k = at - 1
    plain = 0
    while k >= 0 and (plain := plain + _is_adjective(nodes[k])) <= 2:
        other = nodes[k].low == "other" and nodes[k - 1].low == "the"
        if not (_modifies(nodes[k]) or other or _joins_ranks(nodes, k)):
            break
        k -= 1
    return k


def _joins_ranks(nodes: list[Node], k: int) -> bool:
    """``the 11th and 12th members``, ``the eleventh and the twelfth``."""
    behind = nodes[k + 1 + (nodes[k + 1].low == "the")] if k > 0 else nodes[0]
    return nodes[k].low == "and" and _is_nth(nodes[k - 1]) and _is_nth(behind)


def _is_nth(node: Node) -> bool:
    return is_ordinal_number(node) or node.low in ORDINALS


def _modifies(node: Node) -> bool:
    """Whether a word can stand between a party and the noun that describes it."""
    return (
        node.low in _MODIFIERS
        or is_accord(node)
        or node.low[0].isdigit()
        or (node.low.endswith(("th", "st", "nd", "rd")) and node.low != "and")
        or "adverbs" in node.tags
        or node.low in _OF_REGIONS
        or _is_adjective(node)
    )


_MODIFIERS = frozenset(
    (
        "former",
        "a",
        "an",
        "the",
        "its",
        "their",
        "as",
        "new",
        "full",
        "newest",
        "another",
        "latest",
        "fifth",
        "sixth",
        "founding",
        "original",
        "among",
        "'s",
        "'",
        "proud",
        "fellow",
        "only",
        "also",
        "first",
        "one",
        "of",
        "itself",
        "themselves",
        "them",
        "long-standing",
        "both",
        "all",
        "obvious",
        "likely",
        "natural",
    )
)


_OF_REGIONS = frozenset(
    (
        "african",
        "arab",
        "asian",
        "balkan",
        "baltic",
        "european",
        "gulf",
        "latin",
        "nordic",
        "muslim",
    )
)


def _is_adjective(node: Node) -> bool:
    """Whether a word may be an adjective: nothing else is known of it."""
    if node.low in BE or node.low in ("become", "becoming"):
        return False
    return (
        node.low.isalpha()
        and not node.uses
        and not node.tags
        and not node.cap
        and node.low not in _MODIFIERS
    )


def _begins_second(nodes: list[Node], conjunction: int) -> bool:
    """``X, a [founder] and member``: the second of two titles behind one comma."""
    k = conjunction
    return (
        nodes[k].low == "and"
        and k > 2
        and nodes[k - 2].low in ("a", "an")
        and nodes[k - 3].low == ","
    )


def _title_before(line: Line, conjunction: int) -> int:
    """``has been a member of A since 1952, and a candidate for B``: where the first title stands; else -1."""
    nodes = line.parsed.nodes
    if conjunction + 1 < len(nodes) and nodes[conjunction + 1].low not in ("a", "an"):
        return -1
    for k in range(conjunction - 1, max(conjunction - 10, 0), -1):
        noun = nodes[k].use("noun")
        if noun is not None and noun.ref.role == "title":
            return k
        if nodes[k].use("verb") is not None or nodes[k].low in STRONG:
            break
    return -1


def _before_comma(line: Line, comma: int, at: int) -> list[Actor]:
    """``X, a member``, ``X and Y, both members``: one, or all that are listed where the title is of several."""
    parsed, nodes = line.parsed, line.parsed.nodes
    actor = parsed.covering.get(comma - 1)
    if actor is None or not actor.codes or actor.end != comma - 1:
        return []
    first = nodes[comma + 1]
    several = comma + 1 == at or first.low in ("both", "all")
    several = several or (is_plural(nodes[at]) and first.low not in ("one", "among", "like"))
    return group_left(parsed, actor) if several else [actor]


def _without_comma(line: Line, k: int, at: int) -> tuple[list[Actor], Clause]:
    """Whom the title at ``at`` describes where no comma ends what stands before it; ``k`` is the last word of that."""
    nodes = line.parsed.nodes
    described_as = k + 1 < at and nodes[k + 1].low == "as"
    if described_as and not _is_told_as(nodes, k):
        return [], Clause()
    if any(n.use("noun") for n in nodes[max(0, k - 1) : at]):
        return [], Clause()
    if described_as or _links(nodes[k]):
        clause = _linking_clause(line, k)
        return clause.subject, clause
    if nodes[k].low == "becoming" and nodes[k - 1].low in ("on", "for") and k > 1:
        named = line.parsed.covering.get(k - 2)
        greeted = group_left(line.parsed, named) if named is not None and named.codes else []
        return greeted, Clause(start=k, becoming=True)
    if nodes[k].low == "becoming" and nodes[k - 1].low == ",":
        return _main_subject(line, k), Clause(start=k, becoming=True)
    if [node.low for node in nodes[k + 1 : k + 3]] in (["among", "its"], ["among", "their"]):
        return _counted_among(line, k), Clause()
    made = line.parsed.covering.get(k)
    if made is not None and _is_made(nodes, made):
        return [made], _clause_of_making(nodes, made)
    return _named_beside(line, k, at), Clause()


def _is_told_as(nodes: list[Node], k: int) -> bool:
    """``is described as a member``, but not ``works as a member`` nor ``admitted A as a member``."""
    if not any(n.low in BE or n.use("cue") for n in nodes[max(0, k - 3) : k + 1]):
        return False
    return not any(_lets_in(node) for node in nodes[max(0, k - 6) : k])


def _lets_in(node: Node) -> bool:
    """``admitted A and B as members``: the verb tells it."""
    verb = node.use("verb")
    return verb is not None and verb.ref.role == "object"


def _links(node: Node) -> bool:
    """Whether a word links a subject to what it is: ``is``, ``become``, ``may be``."""
    return bool(node.low in BE or node.low in ("become", "not", "n't") or node.use("cue"))


def _linking_clause(line: Line, k: int) -> Clause:
    """The clause of ``X is a member``, ``X will become a member``, whose linking verb stands at ``k``."""
    nodes = line.parsed.nodes
    clause = walk_left(line.parsed, k + (nodes[k].low != "become"), "title")
    if nodes[k].low == "become" and clause.infinitive:
        clause.cues = clause.cues or ["will"]
    if nodes[k].low.startswith("remain"):
        clause.cues = [cue for cue in clause.cues if cue not in ("will", "would")]
    clause.becoming = nodes[k].low.startswith("becom") or nodes[k].low == "became"
    if nodes[k].low == "be" and nodes[k - 1].low == "to" and nodes[k - 2].low == "and":
        clause.cues = clause.cues or ["possible"]
    return clause


def _main_subject(line: Line, before: int) -> list[Actor]:
    """``X adopted …, becoming the 20th member``: who the sentence is about, where no other party comes between."""
    nodes = line.parsed.nodes
    named = [
        actor
        for actor in line.parsed.actors
        if actor.codes
        and actor.end < before
        and (actor.start == 0 or nodes[actor.start - 1].low not in ("in", "at", "near", "from"))
    ]
    if not named or named[0].how.endswith("'s"):
        return []
    group = group_right(line.parsed, named[0])
    opens = named[0].start == 0 or nodes[named[0].start - 1].low in (",", "the", '"')
    return group if opens and len(group) == len(named) else []


def _counted_among(line: Line, at: int) -> list[Actor]:
    """``the group counts A and B among its members``: those between the verb and the phrase."""
    actor = line.parsed.covering.get(at)
    if actor is None or not actor.codes:
        return []
    group = group_left(line.parsed, actor)
    before = line.parsed.nodes[max(0, group[-1].start - 2) : group[-1].start]
    return group if any(node.low in _COUNTS for node in before) else []


_COUNTS = frozenset(("counts", "counted", "count", "lists", "listed", "numbers", "has", "had"))


def _is_made(nodes: list[Node], actor: Actor) -> bool:
    """``…, making it the 32nd member``: what came of what was told before the comma."""
    before = [node.low for node in nodes[max(0, actor.start - 2) : actor.start]]
    return before == [",", "making"] and not actor.codes


def _clause_of_making(nodes: list[Node], made: Actor) -> Clause:
    """``will sign, making it the 32nd member``: what comes of a thing that is ahead is ahead."""
    ahead = [node.use("cue") for node in nodes[: made.start]]
    cues = ["will" for cue in ahead if cue is not None and cue.ref == "will"][:1]
    return Clause(start=made.start, becoming=True, cues=cues)


def _named_beside(line: Line, k: int, at: int) -> list[Actor]:
    """``the Turkish founding member``: the party whose name stands beside the title."""
    nodes = line.parsed.nodes
    party = party_use(nodes[k])
    if party is None or (party[1] in ("name", "seat") and _is_adjective(nodes[k + 1])):
        return []
    if any(nodes[i].low in ("a", "an", "the", "its", "their") for i in range(k + 1, at)):
        return []
    actor = line.parsed.covering.get(k)
    return [actor] if actor else []
