"""An article as reading works on it: folded fields, sentences, actors, and where the accords are named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from monitor.claims.data import load
from monitor.claims.english.closed import ACCORD_HEADS
from monitor.claims.english.dates import Found, find_dates, may_hold_date
from monitor.claims.english.grammar import Parsed
from monitor.claims.english.lexicon import Lexicon, Node
from monitor.claims.english.objects import MONTHS_AND_DAYS
from monitor.claims.signals import ACCORD, Watch
from monitor.claims.text import MAX_CHARS, Sentence, fold, paragraphs, sentences, tokens
from monitor.model.accord import Accord
from monitor.model.article import Article

_DATELINE = re.compile(
    r"""\s*(?:[A-ZÀ-ÞÇŞİĞ][\wÀ-ž.'’-]+(?:[ /][A-ZÀ-ÞÇŞİĞ][\wÀ-ž.'’-]*){0,3}
        (?:,\s+[^–—:\n()]{1,30})?\s*(?:\([^)\n]{2,40}\))?\s*(?:[–—]|\s-(?=\s))\s*
      |[A-ZÀ-Þ]{3,}(?:[ /][A-ZÀ-Þ]{2,}){0,3}(?:,[^:\n]{1,30})?:\s
      |\([A-Z][^)\n]{2,40}\)\s*(?:[–—-]\s*)?)""",
    re.VERBOSE,
)
FIELDS = ("title", "summary", "body")
MAX_TOKENS = 120
"""A sentence is read up to here; news sentences are shorter."""
NO_LEAD = 99


@dataclass(frozen=True, slots=True)
class Page:
    """One field of the article, as its lines need it."""

    name: str
    folded: str
    original: str
    lexicon: Lexicon
    calendar: Calendar


class Line:
    """A sentence; what its words say is found when it is first asked for, since most sentences tell nothing.

    ``signs`` are what may stand in it (see ``signals``); ``accords`` are those named in it, by id, with the node.
    """

    __slots__ = (
        "_dates", "_marked", "_page", "_parsed", "_span", "_words",
        "accords", "answer", "correction", "index", "paragraph", "question", "signs",
    )  # fmt: skip

    def __init__(
        self, page: Page, span: tuple[int, int], paragraph: int, index: int, signs: frozenset[str]
    ) -> None:
        self._page = page
        self._span = span
        self._words: tuple[list[str], list[int]] | None = None
        self._parsed: Parsed | None = None
        self._marked: list[tuple[int, Node]] | None = None
        self._dates: list[Found] | None = None
        self.paragraph = paragraph
        self.index = index
        self.signs = signs
        self.accords: list[tuple[str, int, str]] = []
        self.question = "?" in self.text and self._asks()
        self.correction = False
        self.answer = ""

    @property
    def field(self) -> str:
        """The field that it stands in."""
        return self._page.name

    @property
    def text(self) -> str:
        """Its folded text, with the spaces about it."""
        return self._page.folded[slice(*self._span)]

    @property
    def sentence(self) -> Sentence:
        """Where it stands, from its first word to its last one."""
        words, places = self._cut()
        return Sentence(self.field, places[0], places[-1] + len(words[-1]), self.paragraph)

    @property
    def parsed(self) -> Parsed:
        """Its phrases, and the actors among them."""
        if self._parsed is None:
            nodes = self._page.lexicon.parse(self._page.original, *self._cut())
            self._parsed = Parsed(nodes)
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

    @property
    def dates(self) -> list[Found]:
        """The dates in it."""
        if self._dates is None:
            self._dates = self._page.calendar.dates_of(self) if may_hold_date(self.text) else []
        return self._dates

    def _asks(self) -> bool:
        words, places = self._cut()
        return "?" in words[-4:] or "?" in self._page.folded[places[-1] : self._span[1]]

    def _cut(self) -> tuple[list[str], list[int]]:
        """Its words, and where each stands."""
        if self._words is None:
            self._words = tokens(self._page.folded, *self._span, MAX_TOKENS)
        return self._words


class Calendar:
    """Finds the dates of lines; each line starts from the date last named before it."""

    def __init__(self, folded: dict[str, str], lines: list[Line], published: date) -> None:
        self._folded = folded
        self._lines = lines
        self._published = published
        self._anchors: list[str | None] = [None]

    def dates_of(self, line: Line) -> list[Found]:
        """The dates of one line; those of the lines before it only where it leans on them."""
        sentence = line.sentence
        return find_dates(
            self._folded[sentence.field],
            sentence.start,
            sentence.end,
            self._published,
            lambda: self._anchor_of(line.index),
        )

    def _anchor_of(self, index: int) -> str | None:
        for line in self._lines[len(self._anchors) - 1 : index]:
            said = [found for found in line.dates if found.kind not in ("relday", "weekday")]
            self._anchors.append(said[-1].partial if said else self._anchors[-1])
        return self._anchors[index]


@dataclass(slots=True)
class Document:
    """The article with its lines in reading order.

    ``lead_end`` is the second paragraph of the body; ``is_about`` tells whether an accord is named in the
    first four lines, or in two lines and more.
    """

    article: Article
    published: date
    folded: dict[str, str]
    lines: list[Line]
    calendar: Calendar
    accords: dict[str, Accord]
    named: dict[str, None] = field(default_factory=dict)
    main: str = ""
    lead_end: int = NO_LEAD
    is_about: bool = False
    ambiguous: dict[tuple[str, str], bool] = field(default_factory=dict)

    def accord_before(self, line: Line, reach: int) -> str | None:
        """The accord last named in this line or up to ``reach`` lines before it."""
        for back in range(line.index, max(-1, line.index - reach - 1), -1):
            if self.lines[back].accords:
                return self.lines[back].accords[-1][0]
        return None


def build_document(article: Article, accords: dict[str, Accord], lexicon: Lexicon) -> Document:
    """The article's lines, with boilerplate left out and accord mentions checked."""
    folded = {name: fold(article.field(name)[:MAX_CHARS]) for name in FIELDS}
    lines: list[Line] = []
    document = Document(
        article=article,
        published=article.published.date(),
        folded=folded,
        lines=lines,
        calendar=Calendar(folded, lines, article.published.date()),
        accords=accords,
    )
    paragraph = 0
    for name in FIELDS:
        if name == "summary" and _repeats(folded["summary"], folded["body"]):
            continue
        page = Page(name, folded[name], article.field(name), lexicon, document.calendar)
        watch = Watch(lexicon.signals, folded[name])
        corrections = [words for words in _word_set("corrections") if words in folded[name]]
        for start, end in paragraphs(folded[name]):
            if name == "body" and is_boilerplate(folded[name][start:end]):
                continue
            first = len(document.lines)
            _add_paragraph(document, page, watch, (start, end), paragraph)
            if corrections:
                _mark_corrections(document.lines[first:], corrections)
            paragraph += 1
    if document.folded["title"].startswith(("correction", "clarification", "retraction")):
        for line in document.lines:
            words = {node.low for node in line.parsed.nodes}
            line.correction = line.correction or line.field == "title" or bool(words & _OWN_REPORT)
    _find_accords(document, lexicon.heads & ACCORD_HEADS)
    _find_answers(document)
    return document


def _find_answers(document: Document) -> None:
    """A question that the next line answers with a bare "no" is denied."""
    for line, after in zip(document.lines, document.lines[1:], strict=False):
        if line.question:
            words = after.parsed.nodes
            if words[0].low == "no" and len(words) <= 3:
                line.answer = "no"


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
    return any(word in text for text in document.folded.values() for word in words)


def _repeats(summary: str, body: str) -> bool:
    """Whether the teaser is the body's beginning."""
    head = " ".join(summary.split())[:120]
    return bool(head) and head in " ".join(body[:2000].split())


def is_boilerplate(folded: str) -> bool:
    """Whether a paragraph only links to other texts."""
    line = folded.strip(" •*-|>\t")
    starts = tuple(load("en", "words")["boilerplate"])
    if line.startswith(starts) and len(line) < 250:
        return True
    return folded.lstrip().startswith(("•", "* ", "► ")) and "|" in folded


def _add_paragraph(
    document: Document, page: Page, watch: Watch, span: tuple[int, int], paragraph: int
) -> None:
    for start, end in sentences(page.folded, *span, _word_set("abbreviations")):
        begin = _behind_dateline(page.original, start, end) if start == span[0] else start
        if not page.folded[begin:end].strip():
            continue
        signs = watch.signs_in(begin, end)
        line = Line(page, (begin, end), paragraph, len(document.lines), signs)
        if page.name == "body" and document.lead_end == NO_LEAD:
            document.lead_end = paragraph + 1
        document.lines.append(line)


def _mark_corrections(lines: list[Line], corrections: list[str]) -> None:
    for line in lines:
        line.correction = any(words in line.text for words in corrections)


@cache
def _word_set(name: str) -> frozenset[str]:
    return frozenset(load("en", "words")[name])


def _behind_dateline(original: str, start: int, end: int) -> int:
    """Where the sentence begins behind ``MALÉ (Wire), 6 November –``; a place of writing is no actor."""
    found = _DATELINE.match(original, start, min(end, start + 90))
    return found.end() if found else start


def _find_accords(document: Document, heads: frozenset[str]) -> None:
    """Note in each line the accords that it names: first by an alias, then by a short form of those."""
    texts = " ".join(document.folded.values())
    naming = [line for line in document.lines if ACCORD in line.signs]
    for line in naming:
        for at, node in line.marked:
            use = node.use("accord")
            if use is not None and use.ref[1] == "alias" and _counts(document, line, at, texts):
                document.named[use.ref[0]] = None
                line.accords.append((use.ref[0], at, "alias"))
    for line in naming:
        for at, node in line.marked:
            if node.low in heads and _is_rival(line, at):
                line.accords.append(("", at, "rival"))
            _add_short(document, line, at, node)
        line.accords.sort(key=lambda found: found[1])
    document.main = _main(document.lines)
    document.is_about = (
        any(line.accords for line in document.lines[:4])
        or sum(bool(line.accords) for line in document.lines) >= 2
    )


def _add_short(document: Document, line: Line, at: int, node: Node) -> None:
    for use in node.uses:
        if use.kind == "accord" and use.ref[1] == "short" and use.ref[0] in document.named:
            if not any(found[1] == at for found in line.accords):
                line.accords.append((use.ref[0], at, "short"))
            return


def _main(lines: list[Line]) -> str:
    """The accord named most, a headline or a teaser counting three times."""
    counts: dict[str, int] = {}
    for line in lines:
        for accord_id, _, how in line.accords:
            if not accord_id:
                continue
            weight = (3 if line.field != "body" else 1) * (how == "alias")
            counts[accord_id] = counts.get(accord_id, 0) + weight
    return max(counts, key=lambda key: counts[key]) if counts else ""


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


def _counts(document: Document, line: Line, at: int, texts: str) -> bool:
    """Whether an alias stands for the accord: not the head of another name, not ambiguous without help."""
    nodes = line.parsed.nodes
    use = nodes[at].use("accord")
    assert use is not None
    if _is_ambiguous(document, use.ref[0], nodes[at].low, texts):
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
        line.accords.append((use.ref[0], at, "compound"))
        document.named[use.ref[0]] = None
        return False
    return True


def _is_ambiguous(document: Document, accord_id: str, low: str, texts: str) -> bool:
    """Whether the alias may mean something else, and no word of the text helps."""
    known = document.ambiguous.get((accord_id, low))
    if known is None:
        known = any(
            fold(alias) == low and not any(fold(word) in texts for word in helpers)
            for alias, helpers in document.accords[accord_id].ambiguous.items()
        )
        document.ambiguous[accord_id, low] = known
    return known


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
