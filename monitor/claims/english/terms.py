"""The named terms by which the learned choice weighs what a line says of a party. Pure.

A term names one thing that a reader can check in the text: a word beside the party (``right:join``), the
sense of a word (``sense:want:right``), a trigger or cue of the rules with its side, how the accord is tied
to the line, the place of the line, and the dates in it. Sides are seen from the party: ``left`` and ``right``.
Terms are handed out by families, as ``mention`` has them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from monitor.claims.data import load
from monitor.claims.days import Found, days_before
from monitor.claims.english.dates import MONTHS, WEEKDAYS
from monitor.claims.english.document import Document, Line
from monitor.claims.english.grammar import Actor
from monitor.claims.english.inflect import stem_of
from monitor.claims.english.lexicon import Node
from monitor.claims.mention import WHOLE, Terms

_NEAR_CHARS = 60
_NEAR_WORDS = 6
_RIGHT, _LEFT, _BETWEEN, _ORDER = 12, 10, 14, 13
_YEAR = re.compile(r"(?:19|20)\d\d")

_Family = tuple[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A trigger of the rules at node ``at``; ``forms`` are its stage alone and with the form of the word."""

    at: int
    name: str
    stage: str
    forms: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the line: where it begins, of which kind it is, and how long before publication."""

    start: int
    kind: str
    age: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a text names each accord, by the index of the line, in order; and how many lines its body has."""

    places: dict[str, list[int]]
    body: int
    said: dict[int, dict[str, None]] = field(default_factory=dict)
    senses: dict[int, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)

    def away(self, accord: str, index: int) -> int:
        """How many lines lie between a line and the nearest one that names ``accord``; many if none does."""
        places = self.places.get(accord, [])
        at = bisect_left(places, index)
        return min((abs(place - index) for place in places[max(0, at - 1) : at + 1]), default=99)

    def senses_of(self, line: Line) -> list[tuple[int, tuple[str, ...]]]:
        """The senses of the words that have any, with their places; looked up once a line."""
        found = self.senses.get(line.index)
        if found is None:
            found = self.senses[line.index] = [
                (at, senses)
                for at, node in enumerate(line.parsed.nodes)
                if (senses := _senses_of(node.low))
            ]
        return found


def layout_of(document: Document) -> Layout:
    """The layout, counted once for all mentions."""
    places: dict[str, list[int]] = {}
    for line in document.lines:
        for accord in dict.fromkeys(accord for accord, _, _ in line.accords):
            places.setdefault(accord, []).append(line.index)
    return Layout(places, sum(line.field == "body" for line in document.lines))


@dataclass(frozen=True, slots=True)
class Named:
    """A party as a line names it: by which noun phrase, and by which rule that stands for it."""

    party: str
    actor: Actor
    how: str


@dataclass(slots=True)
class View:
    """A line as the terms see it, made once for all parties that it names.

    ``senses`` are those of the words that have any, with their places. ``parties`` is how many parties the line
    names, ``starts`` where its actors with a party begin. ``shared`` are the terms that hold for every party.
    """

    line: Line
    layout: Layout
    words: list[str]
    senses: list[tuple[int, tuple[str, ...]]]
    marks: list[Mark]
    cues: list[tuple[int, str]]
    reports: list[int]
    near: dict[str, tuple[int, ...]]
    dates: list[Dated]
    parties: int
    starts: list[int]
    shared: Terms = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Side:
    """A side of the party, with the families that have it in their names."""

    name: str
    word: str
    words: tuple[str, str, str]
    between: str
    trigger: str
    stage: str
    cue: str
    report: str
    sense: str
    near: str


def _side_of(name: str) -> _Side:
    first, second, third = (f"{name}{place}:{{}}" for place in (1, 2, 3))
    return _Side(
        name,
        f"{name}:{{}}",
        (first, second, third),
        f"between-{name}:{{}}",
        f"trigger:{{}}:{name}",
        f"stage:{{}}:{name}",
        f"cue:{{}}:{name}",
        f"report:{name}",
        f"sense:{{}}:{name}",
        f"sense-near:{{}}:{name}",
    )


_ON_RIGHT, _ON_LEFT, _INSIDE = (_side_of(name) for name in ("right", "left", "inside"))


@cache
def _senses() -> dict[str, tuple[str, ...]]:
    """Each word, and the stem of each, with its senses."""
    found: dict[str, dict[str, None]] = {}
    for sense, entry in load("en", "senses").items():
        for word in entry["words"]:
            found.setdefault(word, {})[sense] = None
            found.setdefault(stem_of(word), {})[sense] = None
    return {word: tuple(senses) for word, senses in found.items()}


@cache
def _telling_senses() -> frozenset[str]:
    """The senses that tell a stage or how far it has come; only these are paired."""
    return frozenset(name for name, entry in load("en", "senses").items() if entry.get("pairs"))


def view_of(document: Document, layout: Layout, line: Line) -> View:
    """``line`` prepared once for all parties that it names."""
    nodes = line.parsed.nodes
    accords: dict[str, list[int]] = {}
    for accord, at, _ in line.accords:
        accords.setdefault(accord, []).append(at)
    named = [actor for actor in line.parsed.actors if actor.codes]
    uses = [(at, use) for at, node in line.marked for use in node.uses]
    view = View(
        line,
        layout,
        [
            _word_of(node) if node.uses or node.low in MONTHS else _plain_word(node.low)
            for node in nodes
        ],
        layout.senses_of(line),
        [
            _mark(at, use.ref.name, use.ref.stage.value, use.form)
            for at, use in uses
            if use.kind in ("verb", "noun")
        ],
        [(at, use.ref) for at, use in uses if use.kind == "cue"],
        [at for at, use in uses if use.kind == "report"],
        {accord: tuple(places) for accord, places in accords.items()},
        [Dated(found.start, found.kind, age_of(document, found)) for found in line.dates],
        len({code for actor in named for code in actor.codes}),
        [actor.start for actor in named],
    )
    view.shared = dict(_shared(document, view))
    return view


def _mark(at: int, name: str, stage: str, form: str) -> Mark:
    return Mark(at, name, stage, (stage, f"{stage}:{form}"))


def terms_of(
    document: Document, view: View, named: Named, accord: str
) -> dict[str, Collection[str]]:
    """The terms of one party in one line, beside those of the line."""
    actor = named.actor
    at = _nearest(view, actor, accord)
    found: dict[str, Collection[str]] = {"named:{}": (named.how,), "kind:{}": (actor.kind,)}
    found.update(_beside(view, actor))
    found.update(_tie(document, view, actor, accord, at))
    found.update(_triggers(view, actor))
    found.update(_sense_terms(view, actor, at))
    found.update(_dates_beside(view, actor))
    found["parties:{}"] = (str(min(4, view.parties)),)
    found["rank:{}"] = (str(min(3, bisect_left(view.starts, actor.start))),)
    return found


def _word_of(node: Node) -> str:
    if node.uses:
        if node.use("accord"):
            return "ACCORD"
        if node.use("party"):
            return "PARTY"
    if node.low in MONTHS and node.cap:
        return "MONTH"
    return _plain_word(node.low)


@lru_cache(maxsize=1 << 15)
def _plain_word(low: str) -> str:
    if low in WEEKDAYS:
        return "DAY"
    if low[0].isdigit():
        return "YEAR" if _YEAR.fullmatch(low) else "NUMBER"
    return stem_of(low)


@lru_cache(maxsize=1 << 15)
def _senses_of(phrase: str) -> tuple[str, ...]:
    table = _senses()
    return tuple(
        sense
        for word in phrase.split()
        for sense in table.get(word) or table.get(stem_of(word), ())
    )


def _side(at: int, actor: Actor) -> _Side:
    return _ON_RIGHT if at > actor.end else _ON_LEFT


def _shared(document: Document, view: View) -> Iterator[_Family]:
    """What holds for the whole line: its words, pairs of senses, neighbours, place and dates."""
    line = view.line
    yield "word:{}", set(view.words)
    telling = sorted({sense for _, here in view.senses for sense in here} & _telling_senses())
    if len(telling) > 1:
        yield (
            "senses:{}",
            [f"{one}+{other}" for i, one in enumerate(telling) for other in telling[i + 1 :]],
        )
    yield from _neighbours(document, view.layout, line)
    yield from _place(document, view)
    yield "date:{}", {f"{found.kind}:{found.age}" for found in view.dates}
    yield "dated:{}", {found.age for found in view.dates} or ("none",)
    whole = {f"{mark.stage}|{cue}" for mark in view.marks for _, cue in view.cues}
    whole.add("bias")
    if line.question:
        whole.add("question")
    if '"' in view.words:
        whole.add("quoted")
    yield WHOLE, whole


def _neighbours(document: Document, layout: Layout, line: Line) -> Iterator[_Family]:
    """The triggers, cues and senses of the line before and the line after."""
    for index, family in ((line.index - 1, "before:{}"), (line.index + 1, "after:{}")):
        if 0 <= index < len(document.lines):
            if index not in layout.said:
                layout.said[index] = _said(layout, document.lines[index])
            yield family, layout.said[index]


def _said(layout: Layout, line: Line) -> dict[str, None]:
    """The triggers, cues and senses of a line, each once."""
    uses = (use for _, node in line.marked for use in node.uses)
    said = [
        use.ref.stage.value if use.kind in ("verb", "noun") else str(use.ref)
        for use in uses
        if use.kind in ("verb", "noun", "cue")
    ]
    senses = [f"sense:{sense}" for _, here in layout.senses_of(line) for sense in here]
    return dict.fromkeys((*said, *senses))


def _place(document: Document, view: View) -> Iterator[_Family]:
    line, body = view.line, view.layout.body
    yield "field:{}", (line.field,)
    if line.field != "body":
        return
    index = line.index - (len(document.lines) - body)
    yield "place:{}", ("0" if index == 0 else "1" if index <= 2 else "3" if index <= 5 else "6",)
    yield "third:{}", (str(3 * index // max(1, body)),)


def age_of(document: Document, found: Found) -> str:
    """How long before publication a date lies, in words."""
    if len(found.partial) == len("2026"):
        return "this-year" if found.partial == str(document.published.year) else "old-year"
    age = days_before(found.partial, document.published)
    if len(found.partial) == len("2026-01-01") and age <= 8:
        return "ahead" if age < 0 else "week"
    return "months" if age <= 60 else "year" if age < 400 else "old"


def _beside(view: View, actor: Actor) -> Iterator[_Family]:
    """The words on either side, with the first three in their order."""
    right = view.words[actor.end + 1 : actor.end + 1 + _RIGHT]
    left = view.words[max(0, actor.start - _LEFT) : actor.start][::-1]
    yield _ON_RIGHT.word, set(right)
    yield _ON_LEFT.word, set(left)
    for family, word in zip(_ON_RIGHT.words, (*right[:3], *("END",) * 3), strict=False):
        yield family, (word,)
    for family, word in zip(_ON_LEFT.words, (*left[:3], *("START",) * 3), strict=False):
        yield family, (word,)
    if len(right) > 1:
        yield "right12:{}", (f"{right[0]}_{right[1]}",)


def _tie(
    document: Document, view: View, actor: Actor, accord: str, at: int | None
) -> Iterator[_Family]:
    """How the accord is tied to the line: named in it, on which side, how far, or how many lines away."""
    if at is not None:
        side = _side(at, actor)
        ties = ["here", f"{side.name}{_distance(abs(at - actor.start))}"]
        low, high = (actor.end + 1, at) if at > actor.end else (at + 1, actor.start)
        yield side.between, set(view.words[low:high][:_BETWEEN])
    else:
        ties = list(_far(view, accord))
    if any(other != accord for other in view.near):
        ties.append("other-here")
    if document.main != accord:
        ties.append("not-main")
    yield "accord:{}", ties


def _far(view: View, accord: str) -> Iterator[str]:
    index = view.line.index
    yield f"away{min(view.layout.away(accord, index), 3)}"
    before = view.layout.places.get(accord, [])
    at = bisect_left(before, index)
    if at and before[at - 1] == index - 1:
        yield "line-before"


def _nearest(view: View, actor: Actor, accord: str) -> int | None:
    places = view.near.get(accord, ())
    return min(places, key=lambda at: abs(at - actor.start)) if places else None


def _distance(words: int) -> int:
    """The lower end of the range that a number of words falls into."""
    return max(low for low in (0, 1, 3, 6, 13) if low <= words)


def _triggers(view: View, actor: Actor) -> Iterator[_Family]:
    """The triggers and cues of the rules, with their sides; the nearest trigger with what governs it."""
    for side in (_ON_RIGHT, _ON_LEFT):
        here = [mark for mark in view.marks if (mark.at > actor.end) is (side is _ON_RIGHT)]
        if here:
            yield side.trigger, {mark.name for mark in here}
            yield side.stage, {form for mark in here for form in mark.forms}
        cues = {cue for at, cue in view.cues if (at > actor.end) is (side is _ON_RIGHT)}
        if cues:
            yield side.cue, cues
    if view.reports:
        yield "report:{}", {_side(at, actor).name for at in view.reports}
    yield "nearest:{}", set(_nearest_mark(view, actor))


def _nearest_mark(view: View, actor: Actor) -> Iterator[str]:
    if not view.marks:
        yield "none"
        return
    nearest = min(view.marks, key=lambda mark: (abs(mark.at - actor.start), mark.name))
    side = _side(nearest.at, actor).name
    yield f"{nearest.name}:{side}"
    yield f"{nearest.forms[1]}:{side}"
    yield from (f"{nearest.stage}|{cue}" for _, cue in view.cues)
    if view.dates:
        nearest = min(view.marks, key=lambda mark: abs(mark.at - actor.start))
        yield from (f"{nearest.stage}:{found.age}" for found in view.dates)


def _sense_terms(view: View, actor: Actor, at: int | None) -> Iterator[_Family]:
    """The senses of the words, with their sides; those near the party, and those between it and the accord."""
    low, high = (min(actor.end, at), max(actor.start, at)) if at is not None else (0, 0)
    found: dict[str, set[str]] = {}
    for k, senses in view.senses:
        side = _INSIDE if actor.start <= k <= actor.end else _side(k, actor)
        away = actor.start - k if k < actor.start else k - actor.end
        found.setdefault(side.sense, set()).update(senses)
        if away <= _NEAR_WORDS:
            found.setdefault(side.near, set()).update(senses)
        if low < k < high:
            found.setdefault("sense-between:{}", set()).update(senses)
    yield from found.items()
    first, last = actor.end, actor.end + _ORDER
    order = [sense for k, here in view.senses if first < k <= last for sense in here]
    if len(order) > 1:
        pairs = ((one, other) for i, one in enumerate(order) for other in order[i + 1 : i + 4])
        yield "order:{}", {f"{one}>{other}" for one, other in pairs}


def _dates_beside(view: View, actor: Actor) -> Iterator[_Family]:
    if not view.dates:
        return
    here = view.line.parsed.nodes[actor.start].start
    near = {found.age for found in view.dates if abs(found.start - here) < _NEAR_CHARS}
    far = {found.age for found in view.dates if abs(found.start - here) >= _NEAR_CHARS}
    yield "date-near:{}", near
    yield "date-far:{}", far
