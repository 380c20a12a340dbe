"""An article as reading works on it: its fields, cut into lines by a language, and the accords named in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from monitor.claims.days import Found
from monitor.claims.text import MAX_CHARS, Sentence, fold
from monitor.model.accord import Accord
from monitor.model.article import Article

FIELDS = ("title", "summary", "body")
NO_LEAD = 99


@dataclass(frozen=True, slots=True)
class Page:
    """One field of the article, as it was written and folded."""

    name: str
    original: str
    folded: str


class Line:
    """A sentence of a page; each language adds what its words say.

    ``span`` are its offsets, with the spaces about it. ``paragraph`` counts from 0 within the page when the
    language cuts it, and over the article afterwards. ``accords`` are those named in it: the id, the place
    in the line as the language counts places, and how.
    """

    __slots__ = ("_calendar", "_dates", "accords", "before", "index", "page", "paragraph", "span")

    def __init__(self, page: Page, span: tuple[int, int], paragraph: int) -> None:
        self.page = page
        self.span = span
        self.paragraph = paragraph
        self.index = 0
        self.before: Line | None = None
        self.accords: list[tuple[str, int, str]] = []
        self._calendar: Calendar[Any] | None = None
        self._dates: list[Found] | None = None

    def stand(self, before: Line | None, paragraph: int, calendar: Calendar[Any]) -> None:
        """Take its place behind the line ``before``; a text is freed at once, since no line holds those behind it."""
        self.before = before
        self.index = 0 if before is None else before.index + 1
        self.paragraph = paragraph
        self._calendar = calendar

    @property
    def field(self) -> str:
        """The field that it stands in."""
        return self.page.name

    @property
    def text(self) -> str:
        """Its folded text, with the spaces about it."""
        start, end = self.span
        return self.page.folded[start:end]

    @property
    def sentence(self) -> Sentence:
        """Where it stands, without the spaces about it."""
        text, start = self.text, self.span[0]
        first = start + len(text) - len(text.lstrip())
        return Sentence(self.field, first, start + len(text.rstrip()), self.paragraph)

    @property
    def dates(self) -> list[Found]:
        """The dates in it, found when they are first asked for."""
        if self._dates is None:
            self._dates = self._calendar.dates_of(self) if self._calendar is not None else []
        return self._dates


L = TypeVar("L", bound=Line)


@dataclass(slots=True)
class Document(Generic[L]):
    """The article with its lines in reading order.

    ``named`` are the accords that it names, ``main`` is the one named most. ``lead_end`` is the second
    paragraph of the body; ``is_about`` tells whether an accord is named in the first four lines, or in two
    lines and more.
    """

    article: Article
    published: date
    folded: dict[str, str]
    lines: list[L]
    accords: dict[str, Accord]
    named: dict[str, None] = field(default_factory=dict)
    main: str = ""
    lead_end: int = NO_LEAD
    is_about: bool = False

    def accord_before(self, line: Line, reach: int) -> str | None:
        """The accord last named in this line or up to ``reach`` lines before it."""
        for back in range(line.index, max(-1, line.index - reach - 1), -1):
            if self.lines[back].accords:
                return self.lines[back].accords[-1][0]
        return None


class Cutter(Protocol[L]):
    """How a language cuts a page into lines, and what it notes of them."""

    def lines(self, page: Page) -> Iterator[L]:
        """The sentences of a page, without what only links to other texts."""

    def dates(self, line: L, published: date, anchor: Callable[[], str | None]) -> list[Found]:
        """The dates in a line, left to right; ``anchor`` gives the date last named before it."""

    def mark(self, document: Document[L]) -> None:
        """Note in each line the accords that it names, and in the document which ones are named at all."""


class Calendar(Generic[L]):
    """Finds the dates of lines; each line starts from the date last named before it."""

    def __init__(self, cutter: Cutter[L], published: date) -> None:
        self._cutter = cutter
        self._published = published
        self._anchors: list[str | None] = [None]

    def dates_of(self, line: L) -> list[Found]:
        """The dates of one line; those of the lines before it only where it leans on them."""
        return self._cutter.dates(line, self._published, lambda: self._anchor_of(line))

    def _anchor_of(self, line: Line) -> str | None:
        unknown: list[Line] = []
        before = line.before
        while before is not None and before.index + 1 >= len(self._anchors):
            unknown.append(before)
            before = before.before
        for one in reversed(unknown):
            said = [found for found in one.dates if found.kind not in ("relday", "weekday")]
            self._anchors.append(said[-1].partial if said else self._anchors[-1])
        return self._anchors[line.index]


def build_document(article: Article, accords: dict[str, Accord], cutter: Cutter[L]) -> Document[L]:
    """The article's lines, with the accords that they name."""
    folded = {name: fold(article.field(name)[:MAX_CHARS]) for name in FIELDS}
    document: Document[L] = Document(article, article.published.date(), folded, [], accords)
    calendar = Calendar(cutter, document.published)
    paragraphs = 0
    for name in FIELDS:
        if name == "summary" and _repeats(folded["summary"], folded["body"]):
            continue
        first = paragraphs
        for line in cutter.lines(Page(name, article.field(name), folded[name])):
            before = document.lines[-1] if document.lines else None
            line.stand(before, first + line.paragraph, calendar)
            paragraphs = line.paragraph + 1
            if name == "body" and document.lead_end == NO_LEAD:
                document.lead_end = line.paragraph + 1
            document.lines.append(line)
    cutter.mark(document)
    document.main = _main(document.lines)
    document.is_about = (
        any(line.accords for line in document.lines[:4])
        or sum(bool(line.accords) for line in document.lines) >= 2
    )
    return document


def _repeats(summary: str, body: str) -> bool:
    """Whether the teaser is the body's beginning."""
    head = " ".join(summary.split())[:120]
    return bool(head) and head in " ".join(body[:2000].split())


def _main(lines: list[L]) -> str:
    """The accord named most, a headline or a teaser counting three times."""
    counts: dict[str, int] = {}
    for line in lines:
        for accord_id, _, how in line.accords:
            if not accord_id:
                continue
            weight = (3 if line.field != "body" else 1) * (how == "alias")
            counts[accord_id] = counts.get(accord_id, 0) + weight
    return max(counts, key=lambda key: counts[key]) if counts else ""
