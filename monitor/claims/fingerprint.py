"""What is left of a text for telling its copies: sampled word runs and quotations, hashed.

Shingling after Broder, "On the resemblance and containment of documents" (1997). Hashes are CRC-32 of
the folded words, so that they are the same in every process and on every machine.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from monitor.claims.text import MAX_CHARS, fold
from monitor.model.article import Article
from monitor.model.fingerprint import Fingerprint

RUN = 5
QUOTE_WORDS = 8
ALL_WORDS = 1200
SAMPLE = 4
"""Behind the first 1,200 words one run in four is kept, by its hash, so that long texts stay small."""

_WORD = re.compile(r"[^\W_]+")
_QUOTE = re.compile(r'"([^"\n]{20,2000})"')


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of the article's text, without its headline.

    The teaser counts only where there is no body: it mostly repeats the body's beginning.
    """
    text = fold((article.body or article.summary)[:MAX_CHARS])
    return Fingerprint(shingles=frozenset(_runs(text)), quotes=frozenset(_quotes(text)))


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1; 0 where either is empty."""
    smaller = min(len(one.shingles), len(other.shingles))
    if not smaller:
        return 0.0
    return len(one.shingles & other.shingles) / smaller


def _runs(text: str) -> Iterator[int]:
    words = _WORD.findall(text)
    if len(words) < RUN:
        if words:
            yield _hash(words)
        return
    for at in range(len(words) - RUN + 1):
        run = _hash(words[at : at + RUN])
        if at < ALL_WORDS or run % SAMPLE == 0:
            yield run


def _quotes(text: str) -> Iterator[int]:
    for match in _QUOTE.finditer(text):
        words = _WORD.findall(match[1])
        if len(words) >= QUOTE_WORDS:
            yield _hash(words)


def _hash(words: list[str]) -> int:
    return zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass"))
