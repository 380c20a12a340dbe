"""The named terms by which the learned choice weighs what a line says of a party. Pure.

A term names one thing that a reader can check in the text: a word beside the party (``right:join``), the
sense of a word (``sense:want:right``), a trigger or cue of the rules with its side, how the accord is tied
to the line, the place of the line, the dates in it, and what the rules made of it. Sides are seen from the
party: ``left`` and ``right``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from monitor.claims.data import load
from monitor.claims.days import Found, days_before
from monitor.claims.english.dates import MONTHS, WEEKDAYS
from monitor.claims.english.document import Document, Line
from monitor.claims.english.grammar import Actor
from monitor.claims.english.inflect import stem_of
from monitor.claims.english.lexicon import Node
from monitor.model.accord import Accord

_NEAR_CHARS = 60
_NEAR_WORDS = 6
_RIGHT, _LEFT, _BETWEEN, _ORDER = 12, 10, 14, 13
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Mark:
    """A trigger of the rules at node ``at``."""

    at: int
    name: str
    stage: str
    form: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a text names each accord, by the index of the line, in order; and how many lines its body has."""

    places: dict[str, list[int]]
    body: int
    said: dict[int, dict[str, None]] = field(default_factory=dict)

    def away(self, accord: str, index: int) -> int:
        """How many lines lie between a line and the nearest one that names ``accord``; many if none does."""
        places = self.places.get(accord, [])
        at = bisect_left(places, index)
        return min((abs(place - index) for place in places[max(0, at - 1) : at + 1]), default=99)


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
    """A line as the terms see it; ``shared`` are the terms that hold for every party in it."""

    line: Line
    layout: Layout
    words: list[str]
    senses: list[tuple[str, ...]]
    marks: list[Mark]
    cues: list[tuple[int, str]]
    reports: list[int]
    near: dict[str, tuple[int, ...]]
    shared: list[str] = field(default_factory=list)


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
    view = View(
        line,
        layout,
        [_word_of(node) for node in nodes],
        [_senses_of(node.low) for node in nodes],
        [
            Mark(at, use.ref.name, use.ref.stage.value, use.form)
            for at, node in line.marked
            for use in node.uses
            if use.kind in ("verb", "noun")
        ],
        [(at, use.ref) for at, node in line.marked for use in node.uses if use.kind == "cue"],
        [at for at, node in line.marked for use in node.uses if use.kind == "report"],
        {accord: tuple(places) for accord, places in accords.items()},
    )
    view.shared = list(dict.fromkeys(_shared(document, view)))
    return view


def terms_of(document: Document, view: View, named: Named, accord: Accord) -> list[str]:
    """All terms of one party in one line, each once."""
    actor = named.actor
    found = [
        *view.shared,
        f"named:{named.how}",
        f"kind:{actor.kind}",
        *_beside(view, actor),
        *_tie(document, view, actor, accord.id),
        *_triggers(view, actor),
        *_sense_terms(view, actor, accord.id),
        *_dates_beside(document, view, actor),
        *_company(view.line, actor),
        *_standing(document, named.party, accord),
    ]
    return list(dict.fromkeys(found))


def _word_of(node: Node) -> str:
    if node.use("accord"):
        return "ACCORD"
    if node.use("party"):
        return "PARTY"
    if node.low in MONTHS and node.cap:
        return "MONTH"
    if node.low in WEEKDAYS:
        return "DAY"
    if node.low[0].isdigit():
        return "YEAR" if _YEAR.fullmatch(node.low) else "NUMBER"
    return stem_of(node.low)


@lru_cache(maxsize=1 << 15)
def _senses_of(phrase: str) -> tuple[str, ...]:
    table = _senses()
    return tuple(
        sense
        for word in phrase.split()
        for sense in table.get(word) or table.get(stem_of(word), ())
    )


def _side(at: int, actor: Actor) -> str:
    return "right" if at > actor.end else "left"


def _shared(document: Document, view: View) -> Iterator[str]:
    """What holds for the whole line: its words, pairs of senses, neighbours, place and dates."""
    line = view.line
    yield "bias"
    yield from (f"word:{word}" for word in view.words)
    telling = sorted({sense for here in view.senses for sense in here} & _telling_senses())
    for i, one in enumerate(telling):
        yield from (f"senses:{one}+{other}" for other in telling[i + 1 :])
    yield from (f"{mark.stage}|{cue}" for mark in view.marks for _, cue in view.cues)
    yield from _neighbours(document, view.layout, line)
    yield from _place(document, view)
    yield from (f"date:{found.kind}:{age_of(document, found)}" for found in line.dates)
    yield from (f"dated:{age_of(document, found)}" for found in line.dates)
    if not line.dates:
        yield "dated:none"
    if line.question:
        yield "question"
    if any(node.low == '"' for node in line.parsed.nodes):
        yield "quoted"


def _neighbours(document: Document, layout: Layout, line: Line) -> Iterator[str]:
    """The triggers, cues and senses of the line before and the line after."""
    for index, name in ((line.index - 1, "before"), (line.index + 1, "after")):
        if 0 <= index < len(document.lines):
            if index not in layout.said:
                layout.said[index] = _said(document.lines[index])
            yield from (f"{name}:{said}" for said in layout.said[index])


def _said(line: Line) -> dict[str, None]:
    """The triggers, cues and senses of a line, each once."""
    uses = (use for _, node in line.marked for use in node.uses)
    said = [
        use.ref.stage.value if use.kind in ("verb", "noun") else str(use.ref)
        for use in uses
        if use.kind in ("verb", "noun", "cue")
    ]
    senses = (f"sense:{sense}" for node in line.parsed.nodes for sense in _senses_of(node.low))
    return dict.fromkeys((*said, *senses))


def _place(document: Document, view: View) -> Iterator[str]:
    line, body = view.line, view.layout.body
    yield f"field:{line.field}"
    if line.field != "body":
        return
    index = line.index - (len(document.lines) - body)
    yield f"place:{0 if index == 0 else 1 if index <= 2 else 3 if index <= 5 else 6}"
    yield f"third:{3 * index // max(1, body)}"


def age_of(document: Document, found: Found) -> str:
    """How long before publication a date lies, in words."""
    if len(found.partial) == len("2026"):
        return "this-year" if found.partial == str(document.published.year) else "old-year"
    age = days_before(found.partial, document.published)
    if len(found.partial) == len("2026-01-01") and age <= 8:
        return "ahead" if age < 0 else "week"
    return "months" if age <= 60 else "year" if age < 400 else "old"


def _beside(view: View, actor: Actor) -> Iterator[str]:
    """The words on either side, with the first three in their order."""
    right, left = view.words[actor.end + 1 :], view.words[: actor.start][::-1]
    yield from (f"right:{word}" for word in right[:_RIGHT])
    yield from (f"left:{word}" for word in left[:_LEFT])
    for k in range(3):
        yield f"right{k + 1}:{right[k] if k < len(right) else 'END'}"
        yield f"left{k + 1}:{left[k] if k < len(left) else 'START'}"
    if len(right) > 1:
        yield f"right12:{right[0]}_{right[1]}"


def _tie(document: Document, view: View, actor: Actor, accord: str) -> Iterator[str]:
    """How the accord is tied to the line: named in it, on which side, how far, or how many lines away."""
    at = _nearest(view, actor, accord)
    if at is not None:
        side = _side(at, actor)
        yield "accord:here"
        yield f"accord:{side}{_distance(abs(at - actor.start))}"
        low, high = (actor.end + 1, at) if at > actor.end else (at + 1, actor.start)
        yield from (f"between-{side}:{word}" for word in view.words[low:high][:_BETWEEN])
    else:
        yield from _far(view, accord)
    if any(other != accord for other in view.near):
        yield "accord:other-here"
    if document.main != accord:
        yield "accord:not-main"


def _far(view: View, accord: str) -> Iterator[str]:
    index = view.line.index
    yield f"accord:away{min(view.layout.away(accord, index), 3)}"
    before = view.layout.places.get(accord, [])
    at = bisect_left(before, index)
    if at and before[at - 1] == index - 1:
        yield "accord:line-before"


def _nearest(view: View, actor: Actor, accord: str) -> int | None:
    places = view.near.get(accord, ())
    return min(places, key=lambda at: abs(at - actor.start)) if places else None


def _distance(words: int) -> int:
    """The lower end of the range that a number of words falls into."""
    return max(low for low in (0, 1, 3, 6, 13) if low <= words)


def _triggers(view: View, actor: Actor) -> Iterator[str]:
    """The triggers and cues of the rules, with their sides; the nearest trigger with what governs it."""
    for mark in view.marks:
        side = _side(mark.at, actor)
        yield f"trigger:{mark.name}:{side}"
        yield f"stage:{mark.stage}:{side}"
        yield f"stage:{mark.stage}:{mark.form}:{side}"
    yield from (f"cue:{cue}:{_side(at, actor)}" for at, cue in view.cues)
    yield from (f"report:{_side(at, actor)}" for at in view.reports)
    if not view.marks:
        yield "nearest:none"
        return
    nearest = min(view.marks, key=lambda mark: (abs(mark.at - actor.start), mark.name))
    side = _side(nearest.at, actor)
    yield f"nearest:{nearest.name}:{side}"
    yield f"nearest:{nearest.stage}:{nearest.form}:{side}"
    yield from (f"nearest:{nearest.stage}|{cue}" for _, cue in view.cues)


def _sense_terms(view: View, actor: Actor, accord: str) -> Iterator[str]:
    at = _nearest(view, actor, accord)
    low, high = (min(actor.end, at), max(actor.start, at)) if at is not None else (0, 0)
    for k, senses in enumerate(view.senses):
        is_inside = actor.start <= k <= actor.end
        side = "inside" if is_inside else _side(k, actor)
        away = actor.start - k if k < actor.start else k - actor.end
        for sense in senses:
            yield f"sense:{sense}:{side}"
            if away <= _NEAR_WORDS:
                yield f"sense-near:{sense}:{side}"
            if low < k < high:
                yield f"sense-between:{sense}"
    order = [
        sense for here in view.senses[actor.end + 1 : actor.end + 1 + _ORDER] for sense in here
    ]
    for i, one in enumerate(order):
        yield from (f"order:{one}>{other}" for other in order[i + 1 : i + 4])


def _dates_beside(document: Document, view: View, actor: Actor) -> Iterator[str]:
    here = view.line.parsed.nodes[actor.start].start
    nearest = min(view.marks, key=lambda mark: abs(mark.at - actor.start), default=None)
    for found in view.line.dates:
        age = age_of(document, found)
        yield f"date-{'near' if abs(found.start - here) < _NEAR_CHARS else 'far'}:{age}"
        if nearest is not None:
            yield f"nearest:{nearest.stage}:{age}"


def _company(line: Line, actor: Actor) -> Iterator[str]:
    """How many parties the line names, and which of them this is."""
    others = [other for other in line.parsed.actors if other.codes]
    yield f"parties:{min(4, len({code for other in others for code in other.codes}))}"
    yield f"rank:{min(3, sum(1 for other in others if other.start < actor.start))}"


def _standing(document: Document, party: str, accord: Accord) -> Iterator[str]:
    """Where the accord's own file has the party."""
    facts = [fact for fact in accord.baseline if fact.party == party]
    if facts:
        fact = facts[-1]
        old = not fact.date or days_before(fact.date, document.published) > 30
        yield f"baseline:{fact.stage.value}:{'old' if old else 'young'}"
    else:
        yield "baseline:other" if accord.baseline else "baseline:empty"
    yield "signature-makes-party" if accord.signature_makes_party else "signature-is-a-step"


def ruled(stage: str, *, new: bool, here: bool, confidence: float) -> Iterable[str]:
    """The terms of a claim that the rules made of the party: in this line, or elsewhere in the text."""
    what = f"{stage}:{'new' if new else 'background'}"
    yield f"rules-in-text:{what}"
    if here:
        yield f"rules:{what}"
        if confidence >= 0.9:
            yield f"rules-sure:{what}"
