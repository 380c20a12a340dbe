"""A line as the choice's terms see it: its words, their senses, triggers and cues, and the terms of all its parties. Pure."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import TypeAlias

from monitor.claims.data import load
from monitor.claims.days import Found, days_before
from monitor.claims.english.calendar_words import MONTHS, WEEKDAYS
from monitor.claims.english.document import Document, Line
from monitor.claims.english.inflect import stem_of
from monitor.claims.mention import WHOLE, Terms, Value
from monitor.claims.remembered import Remembered

_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = frozenset(MONTHS)
EDGE = 3
"""So many words on either side stand in their order in the terms; ``START`` and ``END`` fill the line up."""

MutableTerms: TypeAlias = dict[str, Collection[Value]]
"""Terms that are being put together."""
NONE = "none"
"""Stands where there is no date, and no trigger."""


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


@dataclass(slots=True)
class Signposts:
    """What stands in a line at which node: triggers, cues, words of reporting, and the senses of words.

    ``senses`` stand at ``places``, one to one, in their order.
    """

    marks: list[Mark]
    cues: list[tuple[int, str]]
    reports: list[int]
    places: list[int]
    senses: list[str]

    def said(self) -> set[Value]:
        """What the lines beside this one name of it."""
        found: set[Value] = {mark.stage for mark in self.marks}
        found.update(cue for _, cue in self.cues)
        found.update(map(_NAMED_SENSES.__getitem__, self.senses))
        return found


_NAMED_SENSES = Remembered("sense:{}".format)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a text names each accord, by the index of the line, in order; and how many lines its body has."""

    places: dict[str, list[int]]
    body: int
    said: dict[int, set[Value]] = field(default_factory=dict)
    signposts: dict[int, Signposts] = field(default_factory=dict)

    def away(self, accord: str, index: int) -> tuple[int, int]:
        """How many lines before a line and how many behind it ``accord`` is named; many where it is not."""
        places = self.places.get(accord, ())
        at = bisect_left(places, index)
        before = index - places[at - 1] if at else 99
        return before, places[at] - index if at < len(places) else 99

    def signposts_of(self, line: Line) -> Signposts:
        """What stands in a line, looked up once."""
        found = self.signposts.get(line.index)
        if found is None:
            found = self.signposts[line.index] = _signposts_of(line)
        return found

    def said_in(self, line: Line) -> set[Value]:
        """What a line says to those beside it, looked up once."""
        found = self.said.get(line.index)
        if found is None:
            found = self.said[line.index] = self.signposts_of(line).said()
        return found


def layout_of(document: Document) -> Layout:
    """The layout, counted once for all mentions."""
    places: dict[str, list[int]] = {}
    for line in document.lines:
        for accord in dict.fromkeys(accord for accord, _, _ in line.accords):
            places.setdefault(accord, []).append(line.index)
    return Layout(places, sum(line.field == "body" for line in document.lines))


@dataclass(slots=True)
class View:
    """A line as the terms see it, made once for all parties that it names.

    ``words`` have ``EDGE`` more on either side. ``near`` are the places of each accord, ``parties`` is how many
    parties the line names, ``starts`` where its actors with a party begin. ``shared`` are the terms that hold
    for every party.
    """

    line: Line
    layout: Layout
    words: list[str]
    posts: Signposts
    near: dict[str, list[int]]
    dates: list[Dated]
    parties: str
    starts: list[int]
    shared: Terms


def view_of(document: Document, layout: Layout, line: Line) -> View:
    """``line`` prepared once for all parties that it names."""
    near: dict[str, list[int]] = {}
    for accord, at, _ in line.accords:
        near.setdefault(accord, []).append(at)
    named = [actor for actor in line.parsed.actors if actor.codes]
    posts = layout.signposts_of(line)
    words = _words_of(line)
    dates = [Dated(found.start, found.kind, _age_of(document, found)) for found in line.dates]
    return View(
        line,
        layout,
        [*("START",) * EDGE, *words, *("END",) * EDGE],
        posts,
        near,
        dates,
        str(min(4, len({code for actor in named for code in actor.codes}))),
        [actor.start for actor in named],
        {
            "word:{}": set(words),
            **_pairs(posts.senses),
            **_neighbours(document, layout, line),
            **_place(document, layout, line),
            "date:{}": {f"{found.kind}:{found.age}" for found in dates},
            "dated:{}": {found.age for found in dates} or NONE,
            WHOLE: set(_whole(line, posts, words)),
        },
    )


def _signposts_of(line: Line) -> Signposts:
    uses = [(at, use) for at, node in line.marked for use in node.uses]
    lows = [node.low for node in line.parsed.nodes]
    found = [
        (at, sense)
        for at, senses in enumerate(map(_SENSES_OF.__getitem__, lows))
        if senses
        for sense in senses
    ]
    return Signposts(
        [
            _mark(at, use.ref.name, use.ref.stage.value, use.form)
            for at, use in uses
            if use.kind in ("verb", "noun")
        ],
        [(at, use.ref) for at, use in uses if use.kind == "cue"],
        [at for at, use in uses if use.kind == "report"],
        [at for at, _ in found],
        [sense for _, sense in found],
    )


def _mark(at: int, name: str, stage: str, form: str) -> Mark:
    return Mark(at, name, stage, (stage, f"{stage}:{form}"))


def _words_of(line: Line) -> list[str]:
    """The words of a line as the terms name them: names and dates by what they are, the rest by their stems."""
    nodes = line.parsed.nodes
    lows = [node.low for node in nodes]
    words = list(map(_PLAIN_WORDS.__getitem__, lows))
    if not _MONTHS.isdisjoint(lows):
        for at, node in enumerate(nodes):
            if node.low in _MONTHS and node.cap:
                words[at] = "MONTH"
    for at, node in line.marked:
        if node.use("accord"):
            words[at] = "ACCORD"
        elif node.use("party"):
            words[at] = "PARTY"
    return words


def _plain_word(low: str) -> str:
    if low in WEEKDAYS:
        return "DAY"
    if low[0].isdigit():
        return "YEAR" if _YEAR.fullmatch(low) else "NUMBER"
    return sys.intern(stem_of(low))


_PLAIN_WORDS = Remembered(_plain_word)


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


def _senses_of(phrase: str) -> tuple[str, ...]:
    table = _senses()
    return tuple(
        sense
        for word in phrase.split()
        for sense in table.get(word) or table.get(stem_of(word), ())
    )


_SENSES_OF = Remembered(_senses_of)


def _pairs(senses: Sequence[str]) -> MutableTerms:
    """The telling senses of a line, two by two."""
    telling = sorted(_telling_senses().intersection(senses))
    return {"senses:{}+{}": tuple(combinations(telling, 2))} if len(telling) > 1 else {}


def _neighbours(document: Document, layout: Layout, line: Line) -> MutableTerms:
    """The triggers, cues and senses of the line before and the line after."""
    found: MutableTerms = {}
    if line.index > 0:
        found["before:{}"] = layout.said_in(document.lines[line.index - 1])
    if line.index + 1 < len(document.lines):
        found["after:{}"] = layout.said_in(document.lines[line.index + 1])
    return found


def _place(document: Document, layout: Layout, line: Line) -> MutableTerms:
    """Where in the text the line stands."""
    if line.field != "body":
        return {"field:{}": line.field}
    index = line.index - (len(document.lines) - layout.body)
    return {
        "field:{}": line.field,
        "place:{}": "0" if index == 0 else "1" if index <= 2 else "3" if index <= 5 else "6",
        "third:{}": str(3 * index // max(1, layout.body)),
    }


def _whole(line: Line, posts: Signposts, words: Sequence[str]) -> Iterator[str]:
    """The terms of a line that are no family's, and each stage with each cue."""
    yield "bias"
    if line.question:
        yield "question"
    if '"' in words:
        yield "quoted"
    for mark in posts.marks:
        for _, cue in posts.cues:
            yield f"{mark.stage}|{cue}"


def _age_of(document: Document, found: Found) -> str:
    """How long before publication a date lies, in words."""
    if len(found.partial) == len("2026"):
        return "this-year" if found.partial == str(document.published.year) else "old-year"
    age = days_before(found.partial, document.published)
    if len(found.partial) == len("2026-01-01") and age <= 8:
        return "ahead" if age < 0 else "week"
    return "months" if age <= 60 else "year" if age < 400 else "old"
