"""The first look: does any watched accord's name stand in the text at all?

It runs on every article, so it lowers the text and nothing else; the names are given to it in every
spelling that folding would make alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick

from monitor.model.accord import Accord
from monitor.model.article import Article

_SPACES = (" ", "\u00a0", "\n", "\u202f")
_QUOTES = ("'", "’")


class Prefilter:
    """One automaton over all aliases of all accords, in all languages."""

    def __init__(self, accords: Iterable[Accord]) -> None:
        words = {spelling for accord in accords for spelling in _spellings(accord)}
        self._automaton = AhoCorasick(sorted(words)) if words else None

    def matches(self, article: Article) -> bool:
        """Whether an alias may stand in the article; it may still be a part of another word."""
        if self._automaton is None:
            return False
        text = f"{article.title}\n{article.summary}\n{article.body}".lower()
        return bool(self._automaton.find_matches_as_indexes(text))


def _spellings(accord: Accord) -> Iterator[str]:
    for alias in (
        *accord.aliases,
        *accord.ambiguous,
        *(alias for words in accord.languages.values() for alias in words.aliases),
    ):
        low = alias.lower()
        for space in _SPACES:
            for quote in _QUOTES:
                yield low.replace("’", "'").replace("'", quote).replace(" ", space)
