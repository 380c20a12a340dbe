"""Which language a text is in, as far as reading must know: English or not."""

from __future__ import annotations

import re
from functools import cache

from monitor.claims.data import load
from monitor.model.article import Article

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1500
_LONG = 10_000


_WESTERN = "cp1252"
"""Nearly every English text can be written in it; then the words are counted by bytes, ten times quicker."""
_LETTERS = bytes(
    number if _WORD.fullmatch(bytes((number,)).decode(_WESTERN, "replace")) else ord(" ")
    for number in range(256)
)


@cache
def _common() -> frozenset[str]:
    return frozenset(load("en", "words")["stop_words"])


@cache
def _common_bytes() -> frozenset[bytes]:
    return frozenset(word.encode(_WESTERN) for word in _common())


def is_english(article: Article) -> bool:
    """Whether the article can be read as English.

    Its own words decide: one in twelve must be a word that every English text has. A few words only (a
    headline) are trusted to be what the feed says, and English where it says nothing.
    """
    head = f"{article.title[:_LONG]} {article.summary[:_LONG]}"
    text = f"{head} {article.body[:_SAMPLE]}".lower()
    words, hits = _counted(text)
    if words < 25:
        latin = sum(char.isascii() for char in text) >= 0.8 * len(text)
        return latin and (article.lang in (None, "en") or hits >= 2)
    return hits * 12 >= words


def _counted(text: str) -> tuple[int, int]:
    """How many words ``text`` has, and how many of them every English text has."""
    try:
        western = text.encode(_WESTERN)
    except UnicodeEncodeError:
        words = _WORD.findall(text)
        return len(words), sum(map(_common().__contains__, words))
    parts = western.translate(_LETTERS).split()
    return len(parts), sum(map(_common_bytes().__contains__, parts))
