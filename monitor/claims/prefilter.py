"""The first look: does any watched accord's name stand in the text at all?"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from monitor.claims.text import fold
from monitor.model.accord import Accord
from monitor.model.article import Article


class Prefilter:
    """One automaton over all aliases of all accords, in all languages."""

    def __init__(self, accords: Iterable[Accord]) -> None:
        words = {
            fold(alias)
            for accord in accords
            for alias in (
                *accord.aliases,
                *accord.ambiguous,
                *(alias for words in accord.languages.values() for alias in words.aliases),
            )
        }
        self._automaton = AhoCorasick(sorted(words)) if words else None

    def matches(self, article: Article) -> bool:
        """Whether an alias may stand in the article; it may still be a part of another word."""
        if self._automaton is None:
            return False
        text = fold(f"{article.title}\n{article.summary}\n{article.body}")
        return bool(self._automaton.find_matches_as_indexes(text))
