"""English lines: sentences with their phrases and actors, their dates, and the accords named in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import TypeAlias

from monitor.claims.data import load
from monitor.claims.days import Found
from monitor.claims.document import Document as AnyDocument
from monitor.claims.document import Line as AnyLine
from monitor.claims.document import Page
from monitor.claims.english.closed import ACCORD_HEADS
from monitor.claims.english.dates import Anchors, find_dates, may_hold_date
from monitor.claims.english.grammar import Parsed, acts
from monitor.claims.english.lexicon import Lexicon, Node
from monitor.claims.english.objects import MONTHS_AND_DAYS
from monitor.claims.english.words import sentences, tokens
from monitor.claims.signals import ACCORD, CORRECTS, Watch
from monitor.claims.text import Sentence, fold, paragraphs
from monitor.model.accord import Accord

_DATELINE = re.compile(
    r"""\s*(?:[A-ZÀ-ÞÇŞİĞ][\wÀ-ž.'’-]+(?:[ /][A-ZÀ-ÞÇŞİĞ][\wÀ-ž.'’-]*){0,3}
        (?:,\s+[^–—:\n()]{1,30})?\s*(?:\([^)\n]{2,40}\))?\s*(?:[–—]|\s-(?=\s))\s*
      |[A-ZÀ-Þ]{3,}(?:[ /][A-ZÀ-Þ]{2,}){0,3}(?:,[^:\n]{1,30})?:\s
      |\([A-Z][^)\n]{2,40}\)\s*(?:[–—-]\s*)?)""",
    re.VERBOSE,
)
_NOTICE = re.compile(r"\s*(?:corrected|refile|update|wrapup)(?: \d)?\s?[-–—:]\s?(?=\S)")
"""What an agency sets before a headline that it sends again: ``CORRECTED-Kenya joins``."""
MAX_TOKENS = 120
"""A sentence is read up to here; news sentences are shorter."""


class Line(AnyLine):
    """An English sentence; its words are cut when they are first asked for, since most sentences tell nothing.

    ``signs`` are what may stand in it (see ``signals``). A ``correction`` takes something back; what is
    ``checked`` is another's claim that the text holds up to the facts; ``answer`` is what the next line says to
    a question, where it says "no" and nothing else. ``place`` is what stands in front of its paragraph as the
    place of writing; ``opens_item`` tells that it begins one of several short reports.
    """

    __slots__ = (
        "_lexicon", "_marked", "_parsed", "_words", "answer", "checked", "correction", "opens_item",
        "place", "question", "signs",
    )  # fmt: skip

    def __init__(
        self,
        page: Page,
        span: tuple[int, int],
        paragraph: int,
        lexicon: Lexicon,
        signs: frozenset[str],
    ) -> None:
        super().__init__(page, span, paragraph)
        self._lexicon = lexicon
        self._words: tuple[list[str], list[int]] | None = None
        self._parsed: Parsed | None = None
        self._marked: list[tuple[int, Node]] | None = None
        self.signs = signs
        self.question = "?" in self.text and self._asks()
        self.correction = False
        self.checked = False
        self.answer = ""
        self.place = ""
        self.opens_item = False

    @property
    def sentence(self) -> Sentence:
        """Where it stands, from its first word to the last one that is read."""
        words, places = self._cut()
        return Sentence(self.field, places[0], places[-1] + len(words[-1]), self.paragraph)

    @property
    def parsed(self) -> Parsed:
        """Its phrases, and the actors among them."""
        if self._parsed is None:
            self._parsed = Parsed(self._lexicon.parse(self.page.original, *self._cut()))
        return self._parsed

    @property
    def marked(self) -> list[tuple[int, Node]]:
        """The phrases that can tell something, with their places."""
        if self._marked is None:
            self._marked = [
                (at, node)
                for at, node in enumerate(self.parsed.nodes)
                if node.uses or node.low in ACCORD_HEADS
            ]
        return self._marked

    def _asks(self) -> bool:
        words, places = self._cut()
        return "?" in words[-4:] or "?" in self.page.folded[places[-1] : self.span[1]]

    def _cut(self) -> tuple[list[str], list[int]]:
        """Its words, and where each stands."""
        if self._words is None:
            self._words = tokens(self.page.folded, *self.span, MAX_TOKENS)
        return self._words


Document: TypeAlias = AnyDocument[Line]


class EnglishCutter:
    """Cuts English text into lines, and finds in them dates and the names of accords."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def lines(self, page: Page) -> Iterator[Line]:
        """The sentences of a page, without boilerplate and places of writing."""
        watch = Watch(self._lexicon.signals, page.folded)
        spans = [
            (start, end)
            for start, end in paragraphs(page.folded)
            if page.name != "body" or not is_boilerplate(page.folded[start:end])
        ]
        items = _items_of(page, spans)
        for paragraph, span in enumerate(spans):
            place, left = "", _ITEM_LINES if span in items else 0
            for start, end in sentences(page.folded, *span, _word_set("abbreviations")):
                begin = start
                if start == span[0] and page.name != "title":
                    begin = _behind_dateline(page.original, start, end)
                    if begin > start and ACCORD in watch.signs_in(start, begin):
                        begin = start
                elif page.name == "title" and (notice := _NOTICE.match(page.folded, start, end)):
                    begin = notice.end()
                if not page.folded[begin:end].strip():
                    continue
                signs = watch.signs_in(begin, end)
                place = place or page.folded[start:begin].strip()
                line = Line(page, (begin, end), paragraph, self._lexicon, signs)
                line.place, line.opens_item = place, left > 0
                left -= end - begin > _NUMBER_ONLY
                line.correction = CORRECTS in signs and _takes_back(line.text)
                yield line

    @staticmethod
    def dates(line: Line, published: date, anchor: Callable[[], str | None]) -> list[Found]:
        """The dates in a line."""
        if not may_hold_date(line.text):
            return []
        sentence = line.sentence
        anchors = Anchors(anchor, lambda: _last_date(line.before))
        return find_dates(line.page.folded, sentence.start, sentence.end, published, anchors)

    def mark(self, document: Document) -> None:
        """Note which lines take something back or are answered, and which accords each one names."""
        if document.folded["title"].startswith(("correction", "clarification", "retraction")):
            for line in document.lines:
                words = {node.low for node in line.parsed.nodes}
                line.correction = (
                    line.correction or line.field == "title" or bool(words & _OWN_REPORT)
                )
        _find_accords(document, self._lexicon.heads & ACCORD_HEADS)
        _find_answers(document)
        if any("claim:" in text for text in document.folded.values()):
            _find_checked(document)


def _find_checked(document: Document) -> None:
    """``CLAIM: "X has left." RATING: False``: a paragraph that quotes what is checked, up to the verdict."""
    begun: int | None = None
    for line in document.lines:
        start = line.page.folded.rfind("\n", 0, line.span[0]) + 1
        opening = line.page.folded[start : line.span[1]].lstrip(' *•"')
        if opening.startswith(("claim:", "the claim:")):
            begun = line.paragraph
        line.checked = line.paragraph == begun and not line.text.lstrip().startswith(_VERDICTS)
        begun = begun if line.checked else None


_VERDICTS = ("verdict", "rating", "our rating", "the facts", "fact", "false", "true", "misleading")


def _last_date(line: AnyLine | None) -> str | None:
    """The date that a line names last, where it is told by itself."""
    found = line.dates[-1] if line is not None and line.dates else None
    return found.partial if found is not None and found.kind not in _LOOSE_DAYS else None


_LOOSE_DAYS = frozenset(("weekday", "relday"))


def _find_answers(document: Document) -> None:
    """A question that the next line answers with "no" is denied: asked in the text's own words or reported."""
    told = any("asked" in text for text in document.folded.values())
    for line, after in zip(document.lines, document.lines[1:], strict=False):
        if not (line.question or (told and "asked" in line.text)):
            continue
        if after.text.lstrip(' "-–—').startswith("no"):
            nodes = after.parsed.nodes
            first = next((k for k, node in enumerate(nodes) if node.low[0].isalpha()), 0)
            if is_bare_no(nodes, first):
                line.answer = "no"


def is_bare_no(nodes: list[Node], at: int) -> bool:
    """``No.``, ``"No," he said``: an answer, and no word of what follows; "no, but …" leaves something open."""
    if nodes[at].low != "no":
        return False
    behind = [node.low for node in nodes[at + 1 : at + 4]]
    return not behind or (not behind[0][0].isalnum() and not set(behind) & _OPEN)


_OPEN = frozenset(("but", "not", "not yet", "yet"))


_OWN_REPORT = frozenset(
    [
        "report",
        "reported",
        "reports",
        "article",
        "edition",
        "version",
        "wrote",
        "wrong",
        "wrongly",
        "incorrect",
        "incorrectly",
        "error",
        "stated",
        "retracts",
    ]
)


def is_satire(document: Document) -> bool:
    """Whether the text says of itself that it is not serious."""
    words = load("en", "words")["satire"]
    if any(document.folded[name].strip().startswith("satire") for name in ("title", "summary")):
        return True
    return any(any(map(text.__contains__, words)) for text in document.folded.values())


def is_boilerplate(folded: str) -> bool:
    """Whether a paragraph only links to other texts."""
    line = folded.strip(" •*-|>\t")
    starts = tuple(load("en", "words")["boilerplate"])
    if line.startswith(starts) and len(line) < 250:
        return True
    return folded.lstrip().startswith(("•", "* ", "► ")) and "|" in folded


def _takes_back(text: str) -> bool:
    return any(words in text for words in _word_set("corrections"))


@cache
def _word_set(name: str) -> frozenset[str]:
    return frozenset(load("en", "words")[name])


def _behind_dateline(original: str, start: int, end: int) -> int:
    """Where the sentence begins behind ``MALÉ (Wire), 6 November –``; a place of writing is no actor."""
    found = _DATELINE.match(original, start, min(end, start + 90))
    return found.end() if found else start


_ITEM = re.compile(
    r"""\s*(?:\(?(?:[a-h]|\d{1,2})[.)]\s|\[?\d{1,2}[.:]\d\d\b|[•▪►]
        |(?:[A-ZÀ-Þ]{3,}\s?){1,3}(?:[:.]\s|['’]S\s|['’]s\s|\s?(?=[a-z])))""",
    re.VERBOSE,
)
"""What opens one of several reports: a number, a letter, an hour, a mark, or a name in capitals."""
_ITEM_LINES = 2
_NUMBER_ONLY = 4
"""A line no longer than this is the number of an item."""


def _items_of(page: Page, spans: list[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """The paragraphs that are items of a round-up: where three and more open as such."""
    if page.name != "body":
        return frozenset()
    items = frozenset(span for span in spans if _ITEM.match(page.original, *span))
    return items if len(items) > 2 else frozenset()


def place_of_writing(document: Document) -> str:
    """What the dateline says in front of the text's first sentence; empty where there is none."""
    first = next((line for line in document.lines if line.field != "title"), None)
    if first is None:
        return ""
    before = first.page.folded[: first.span[0]].strip()
    return before.splitlines()[-1].strip() if before else ""


def _find_accords(document: Document, heads: frozenset[str]) -> None:
    """Note in each line the accords that it names: first by an alias, then by a short form of those."""
    doubts = _Doubts(document)
    naming = [line for line in document.lines if ACCORD in line.signs]
    named = [
        (line, at, accord_id)
        for line in naming
        for at, node in line.marked
        if (accord_id := _aliased(node)) and _counts(document, line, at, accord_id, doubts)
    ]
    for line, at, accord_id in _without_parties(named):
        document.named[accord_id] = None
        line.accords.append((accord_id, at, "alias"))
    for line in naming:
        for at, node in line.marked:
            if node.low in heads and _is_rival(line, at):
                line.accords.append(("", at, "rival"))
            _add_short(document, line, at, node)
        line.accords.sort(key=lambda found: found[1])


_Named = tuple[Line, int, str]
"""An accord's full name at a node of a line."""


def _without_parties(named: list[_Named]) -> Iterator[_Named]:
    """The names without those of accords that are parties here: ``the EU signed the convention``."""
    acting = {(line.index, at) for line, at, _ in named if acts(line.parsed.nodes, at)}
    objects = [one for one in named if (one[0].index, one[1]) not in acting]
    ids, lines = {accord_id for _, _, accord_id in objects}, {line.index for line, _, _ in objects}
    for line, at, accord_id in named:
        beside = line.index in lines or (ids and accord_id not in ids)
        joins = beside and (line.index, at) in acting
        node = line.parsed.nodes[at]
        other = "accord" if joins else "party"
        node.uses = tuple(use for use in node.uses if use.kind != other)
        if not joins:
            yield line, at, accord_id


def _aliased(node: Node) -> str | None:
    """The accord of which a phrase is a full name; it may be a short form of others."""
    return next(
        (use.ref[0] for use in node.uses if use.kind == "accord" and use.ref[1] == "alias"), None
    )


def _add_short(document: Document, line: Line, at: int, node: Node) -> None:
    for use in node.uses:
        if use.kind == "accord" and use.ref[1] == "short" and use.ref[0] in document.named:
            if not any(found[1] == at for found in line.accords):
                line.accords.append((use.ref[0], at, "short"))
            return


def _is_rival(line: Line, at: int) -> bool:
    """Whether another accord is named: ``the Isaac Accords``; it takes the verbs beside it."""
    before = line.parsed.nodes[at - 1] if at else None
    node = line.parsed.nodes[at]
    return bool(
        before is not None
        and node.cap
        and before.cap
        and before.low.isalpha()
        and before.low not in ("the", "these", "a", "of")
        and not before.use("accord")
    )


def _counts(document: Document, line: Line, at: int, accord_id: str, doubts: _Doubts) -> bool:
    """Whether an alias stands for the accord: not the head of another name, not ambiguous without help."""
    nodes = line.parsed.nodes
    if doubts.hold(accord_id, nodes[at].low):
        return False
    if _is_nickname(nodes, at):
        return False
    after = nodes[at + 1] if at + 1 < len(nodes) else None
    if after is None:
        return True
    if after.low in _word_set("other_heads") and after.cap and not after.uses:
        return False
    if _is_compound(line, at):
        line.parsed.settle()
        nodes[at].uses = tuple(use for use in nodes[at].uses if use.kind != "accord")
        line.accords.append((accord_id, at, "compound"))
        document.named[accord_id] = None
        return False
    return True


class _Doubts:
    """Whether an alias may mean something else in a text, and no word of the text helps."""

    def __init__(self, document: Document) -> None:
        self._accords = document.accords
        self._text = " ".join(document.folded.values())
        self._known: dict[tuple[str, str], bool] = {}

    def hold(self, accord_id: str, low: str) -> bool:
        """Whether ``low`` is in doubt; looked up once for each alias."""
        known = self._known.get((accord_id, low))
        if known is None:
            known = self._known[accord_id, low] = self._in_doubt(self._accords[accord_id], low)
        return known

    def _in_doubt(self, accord: Accord, low: str) -> bool:
        sure = {fold(alias) for alias in accord.aliases}
        bare = low if low in sure else low.removeprefix("the ")
        return any(
            fold(alias) == bare and not any(fold(word) in self._text for word in helpers)
            for alias, helpers in accord.ambiguous.items()
        )


_CALLED = frozenset(["called", "dubbed", "nicknamed", "styled", "termed", "known"])


def _is_nickname(nodes: list[Node], at: int) -> bool:
    """``sometimes called the gas OPEC``, ``the OPEC of gas``: the name is lent to something else."""
    if not any(node.low in _CALLED for node in nodes[max(0, at - 4) : at]):
        return False
    before = nodes[at - 1]
    of = at + 1 < len(nodes) and nodes[at + 1].low == "of"
    return of or not (before.uses or before.tags or before.cap or before.low in _CALLED)


def _is_compound(line: Line, at: int) -> bool:
    """``NATO Codification System``: the name is a part of another name, unless all words are in capitals."""
    nodes = line.parsed.nodes
    run = []
    for node in nodes[at + 1 :]:
        if not node.cap or not node.low[0].isalpha() or node.low in MONTHS_AND_DAYS:
            break
        run.append(node)
    if not run or any(node.uses or "papers" in node.tags for node in run):
        return False
    words = [node for node in (*nodes[:at], *nodes[at + 1 + len(run) :]) if node.low[0].isalpha()]
    return sum(node.cap > 0 for node in words) < 0.6 * len(words)
