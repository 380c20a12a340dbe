"""Which language a text is in, as far as reading must know: English or not."""

from __future__ import annotations

import re
from functools import cache

from monitor.claims.data import load
from monitor.model.article import Article

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1500
_LONG = 10_000


@cache
def _common() -> frozenset[str]:
    return frozenset(load("en", "words")["stop_words"])


def is_english(article: Article) -> bool:
    """Whether the article can be read as English.

    Its own words decide: one in twelve must be a word that every English text has. A few words only (a
    headline) are trusted to be what the feed says, and English where it says nothing.
    """
    head = f"{article.title[:_LONG]} {article.summary[:_LONG]}"
    text = f"{head} {article.body[:_SAMPLE]}".lower()
    words = _WORD.findall(text)
    hits = sum(map(_common().__contains__, words))
    if len(words) < 25:
        latin = sum(char.isascii() for char in text) >= 0.8 * len(text)
        return latin and (article.lang in (None, "en") or hits >= 2)
    return hits * 12 >= len(words)
