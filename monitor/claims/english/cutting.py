"""Cutting English text into lines: without boilerplate and datelines, and by the items of a round-up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from monitor.claims.data import load
from monitor.claims.days import Found
from monitor.claims.document import Line as AnyLine
from monitor.claims.document import Page
from monitor.claims.english.aliases import find_accords
from monitor.claims.english.closed import ACCORD_HEADS
from monitor.claims.english.dates import Anchors, find_dates, may_hold_date
from monitor.claims.english.disavowals import (
    find_answers,
    find_checked,
    find_corrections,
    takes_back,
)
from monitor.claims.english.document import Document, Line
from monitor.claims.english.lexicon import Lexicon
from monitor.claims.english.wordlists import word_set
from monitor.claims.english.words import sentences
from monitor.claims.signals import ACCORD, CORRECTS, Watch
from monitor.claims.text import paragraphs

_DATELINE = re.compile(
    r"""\s*(?:[A-ZÀ-ÞÇŞİĞ][\wÀ-ž.'’-]+(?:[ /][A-ZÀ-ÞÇŞİĞ][\wÀ-ž.'’-]*){0,3}
        (?:,\s+[^–—:\n()]{1,30})?\s*(?:\([^)\n]{2,40}\))?\s*(?:[–—]|\s-(?=\s))\s*
      |[A-ZÀ-Þ]{3,}(?:[ /][A-ZÀ-Þ]{2,}){0,3}(?:,[^:\n]{1,30})?:\s
      |\([A-Z][^)\n]{2,40}\)\s*(?:[–—-]\s*)?)""",
    re.VERBOSE,
)
_NOTICE = re.compile(r"\s*(?:corrected|refile|update|wrapup)(?: \d)?\s?[-–—:]\s?(?=\S)")
"""What an agency sets before a headline that it sends again: ``CORRECTED-Kenya joins``."""


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
            if page.name != "body" or not _is_boilerplate(page.folded[start:end])
        ]
        items = _items_of(page, spans)
        for paragraph, span in enumerate(spans):
            place, left = "", _ITEM_LINES if span in items else 0
            for start, end in sentences(page.folded, *span, word_set("abbreviations")):
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
                line.correction = CORRECTS in signs and takes_back(line.text)
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
            find_corrections(document)
        find_accords(document, self._lexicon.heads & ACCORD_HEADS)
        find_answers(document)
        if any("claim:" in text for text in document.folded.values()):
            find_checked(document)


def _last_date(line: AnyLine | None) -> str | None:
    """The date that a line names last, where it is told by itself."""
    found = line.dates[-1] if line is not None and line.dates else None
    return found.partial if found is not None and found.kind not in _LOOSE_DAYS else None


_LOOSE_DAYS = frozenset(("weekday", "relday"))


def _is_boilerplate(folded: str) -> bool:
    """Whether a paragraph only links to other texts."""
    line = folded.strip(" •*-|>\t")
    starts = tuple(load("en", "words")["boilerplate"])
    if line.startswith(starts) and len(line) < 250:
        return True
    return folded.lstrip().startswith(("•", "* ", "► ")) and "|" in folded


def _behind_dateline(original: str, start: int, end: int) -> int:
    """Where the sentence begins behind ``MALÉ (Wire), 6 November –``; a place of writing is no actor."""
    found = _DATELINE.match(original, start, min(end, start + 90))
    return found.end() if found else start


_ITEM = re.compile(
    r"""\s*(?:\(?(?:[a-h]|\d{1,2})[.)]\s|\[?\d{1,2}[.:]\d\d\b|[•▪►]
        |(?:[A-ZÀ-Þ]{3,30}+\s?){1,3}+(?:[:.]\s|['’]S\s|['’]s\s|\s?(?=[a-z])))""",
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
