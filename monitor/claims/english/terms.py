"""The named terms by which the learned choice weighs what a line says of a party. Pure.

A term names one thing that a reader can check in the text: a word beside the party (``right:join``), the
sense of a word (``sense:want:right``), a trigger or cue of the rules with its side, how the accord is tied
to the line, the place of the line, and the dates in it. Sides are seen from the party: ``left`` and ``right``.
Terms are handed out by families, as ``mention`` has them; those of the line as a whole are in ``view``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from monitor.claims.english.grammar import Actor
from monitor.claims.english.view import EDGE, NONE, MutableTerms, View
from monitor.claims.mention import Value

_NEAR_CHARS = 60
_NEAR_WORDS = 6
_RIGHT, _LEFT, _BETWEEN, _ORDER = 12, 10, 14, 13
_DISTANCES = (0, 1, 3, 6, 13)


@dataclass(frozen=True, slots=True)
class _Side:
    """A side of the party, with the families that have it in their names."""

    name: str
    between: str
    trigger: str
    stage: str
    cue: str
    sense: str
    near: str


def _side_of(name: str) -> _Side:
    return _Side(
        name,
        f"between-{name}:{{}}",
        f"trigger:{{}}:{name}",
        f"stage:{{}}:{name}",
        f"cue:{{}}:{name}",
        f"sense:{{}}:{name}",
        f"sense-near:{{}}:{name}",
    )


_ON_RIGHT, _ON_LEFT, _INSIDE = (_side_of(name) for name in ("right", "left", "inside"))


def ties_of(view: View, actor: Actor, how: str, accord: str, main: str) -> MutableTerms:
    """How the line names the party and the accord; the verdict goes by these too.

    ``actor`` stands for the party by the rule ``how``; ``main`` is the accord that the text names most.
    """
    ties = _ties(view, actor, _nearest(view, actor, accord), accord)
    if main != accord:
        ties.append("not-main")
    return {"named:{}": how, "accord:{}": ties}


def terms_beside(view: View, actor: Actor, accord: str) -> MutableTerms:
    """What stands beside the party in its line."""
    at = _nearest(view, actor, accord)
    return {
        "kind:{}": actor.kind,
        "parties:{}": view.parties,
        "rank:{}": str(min(3, bisect_left(view.starts, actor.start))),
        **_words(view, actor),
        **_between(view, actor, at),
        **_triggers(view, actor),
        **_senses(view, actor, at),
        **_dates(view, actor),
    }


def _side(at: int, actor: Actor) -> _Side:
    return _ON_RIGHT if at > actor.end else _ON_LEFT


def _words(view: View, actor: Actor) -> MutableTerms:
    """The words on either side, with the first three in their order."""
    words, left, right = view.words, actor.start + EDGE, actor.end + 1 + EDGE
    length = len(words) - EDGE
    one, two, three = words[right : right + EDGE]
    found: MutableTerms = {
        "right:{}": set(words[right : min(right + _RIGHT, length)]),
        "left:{}": set(words[max(EDGE, left - _LEFT) : left]),
        "right1:{}": one,
        "right2:{}": two,
        "right3:{}": three,
        "left1:{}": words[left - 1],
        "left2:{}": words[left - 2],
        "left3:{}": words[left - 3],
    }
    if right + 1 < length:
        found["right12:{}_{}"] = ((one, two),)
    return found


def _nearest(view: View, actor: Actor, accord: str) -> int | None:
    """Where the accord is named nearest to the party; None where the line does not name it."""
    places = view.near.get(accord)
    if places is None:
        return None
    return min(places, key=lambda at: abs(at - actor.start)) if len(places) > 1 else places[0]


def _ties(view: View, actor: Actor, at: int | None, accord: str) -> list[Value]:
    """How the accord is tied to the line: named in it, on which side, how far, or how many lines away."""
    if at is not None:
        words = bisect_right(_DISTANCES, abs(at - actor.start)) - 1
        ties: list[Value] = ["here", f"{_side(at, actor).name}{_DISTANCES[words]}"]
        others = len(view.near) > 1
    else:
        before, behind = view.layout.away(accord, view.line.index)
        ties = [f"away{min(before, behind, 3)}"]
        if before == 1:
            ties.append("line-before")
        others = bool(view.near)
    if others:
        ties.append("other-here")
    return ties


def _between(view: View, actor: Actor, at: int | None) -> MutableTerms:
    """The words between the party and the accord."""
    if at is None:
        return {}
    side = _side(at, actor)
    low, high = (actor.end + 1, at) if side is _ON_RIGHT else (at + 1, actor.start)
    return {side.between: set(view.words[low + EDGE : min(high, low + _BETWEEN) + EDGE])}


def _triggers(view: View, actor: Actor) -> MutableTerms:
    """The triggers and cues of the rules, with their sides; the nearest trigger with what governs it."""
    found: dict[str, set[Value]] = {}
    for mark in view.posts.marks:
        side = _side(mark.at, actor)
        found.setdefault(side.trigger, set()).add(mark.name)
        found.setdefault(side.stage, set()).update(mark.forms)
    for at, cue in view.posts.cues:
        found.setdefault(_side(at, actor).cue, set()).add(cue)
    if view.posts.reports:
        found["report:{}"] = {_side(at, actor).name for at in view.posts.reports}
    return {**found, "nearest:{}": set(_nearest_mark(view, actor)) if view.posts.marks else NONE}


def _nearest_mark(view: View, actor: Actor) -> Iterator[str]:
    marks = view.posts.marks
    nearest = min(marks, key=lambda mark: (abs(mark.at - actor.start), mark.name))
    side = _side(nearest.at, actor).name
    yield f"{nearest.name}:{side}"
    yield f"{nearest.forms[1]}:{side}"
    yield from (f"{nearest.stage}|{cue}" for _, cue in view.posts.cues)
    if view.dates:
        nearest = min(marks, key=lambda mark: abs(mark.at - actor.start))
        yield from (f"{nearest.stage}:{found.age}" for found in view.dates)


def _senses(view: View, actor: Actor, at: int | None) -> MutableTerms:
    """The senses of the words, with their sides; those near the party, and those between it and the accord."""
    places, senses = view.posts.places, view.posts.senses
    if not senses:
        return {}
    first, last = bisect_left(places, actor.start), bisect_right(places, actor.end)
    found: MutableTerms = {}
    if first:
        near = bisect_left(places, actor.start - _NEAR_WORDS)
        found[_ON_LEFT.sense] = set(senses[:first])
        found[_ON_LEFT.near] = set(senses[near:first])
    if last > first:
        found[_INSIDE.sense] = found[_INSIDE.near] = set(senses[first:last])
    if last < len(senses):
        near = bisect_right(places, actor.end + _NEAR_WORDS)
        found[_ON_RIGHT.sense] = set(senses[last:])
        found[_ON_RIGHT.near] = set(senses[last:near])
    if at is not None:
        low, high = min(actor.end, at), max(actor.start, at)
        between = senses[bisect_right(places, low) : bisect_left(places, high)]
        found["sense-between:{}"] = set(between)
    order = senses[last : bisect_right(places, actor.end + _ORDER)]
    if len(order) > 1:
        behind = (zip(order, order[away:], strict=False) for away in (1, 2, 3))
        found["order:{}>{}"] = set(chain.from_iterable(behind))
    return found


def _dates(view: View, actor: Actor) -> MutableTerms:
    """How old the dates near the party are, and those further off."""
    if not view.dates:
        return {}
    here = view.line.parsed.nodes[actor.start].start
    near: set[Value] = set()
    far: set[Value] = set()
    for found in view.dates:
        (near if abs(found.start - here) < _NEAR_CHARS else far).add(found.age)
    return {"date-near:{}": near, "date-far:{}": far}
