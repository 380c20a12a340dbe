"""English lines: sentences with their phrases and actors; and what a text says of itself and of its place."""

from __future__ import annotations

from typing import TypeAlias

from monitor.claims.data import load
from monitor.claims.document import Document as AnyDocument
from monitor.claims.document import Line as AnyLine
from monitor.claims.document import Page
from monitor.claims.english.closed import ACCORD_HEADS
from monitor.claims.english.grammar import Parsed
from monitor.claims.english.lexicon import Lexicon, Node
from monitor.claims.english.words import tokens
from monitor.claims.text import Sentence

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


def is_satire(document: Document) -> bool:
    """Whether the text says of itself that it is not serious."""
    words = load("en", "words")["satire"]
    if any(document.folded[name].strip().startswith("satire") for name in ("title", "summary")):
        return True
    return any(any(map(text.__contains__, words)) for text in document.folded.values())


def place_of_writing(document: Document) -> str:
    """What the dateline says in front of the text's first sentence; empty where there is none."""
    first = next((line for line in document.lines if line.field != "title"), None)
    if first is None:
        return ""
    before = first.page.folded[: first.span[0]].strip()
    return before.splitlines()[-1].strip() if before else ""
