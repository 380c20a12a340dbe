"""English text cut into sentences and tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.claims.text import fold

_TOKEN = re.compile(
    r"""
      \d+(?:[.,:]\d+)*(?:st|nd|rd|th)?\b
    | [^\W\d_](?:\.[^\W\d_])+\.?(?:-[^\W_]+)*                      # U.S., U.A.E, U.S.-brokered
    | (?:do|does|did|is|are|was|were|has|have|had|wo|would|ca|could|should|must|need|ai)(?=n't\b)
    | n't\b
    | '(?:s|ll|d|ve|re|m)\b
    | \#?[^\W_]+(?:'(?!(?:s|ll|d|ve|re|m|t)\b)[^\W\d_]+|-[^\W_]+)*
    | \S
    """,
    re.VERBOSE,
)
_PLAIN_TOKEN = re.compile(
    _TOKEN.pattern.replace(r"[^\W\d_]", "[a-z]")
    .replace(r"[^\W_]", "[a-z0-9]")
    .replace(r"| \S", r"| [^\s\x1c-\x1f]")
    .replace(r"\d+(?:[.,", r"[a-z]{2,}+(?=[\s,.]) | \d+(?:[.,", 1),
    re.VERBOSE | re.ASCII,
)
"""The same for folded ASCII, quicker; a word before a space, a comma or a full stop comes first.

The separators from 1C to 1F are spaces to Python's text, and not to an ASCII pattern.
"""
_SENTENCE_END = re.compile(r"""[.!?…](?<![.!?…].)[.!?…]*+["')\]*_]*+(?=\s+\S|\s*$)""")
"""The look back stands behind the first mark, so that the search can skip to the marks."""
_LAST_WORD = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)$")


def tokens(folded: str, start: int, end: int, limit: int) -> tuple[list[str], list[int]]:
    """The first ``limit`` words, numbers and marks of ``folded[start:end]``, and where each stands."""
    pattern = _PLAIN_TOKEN if folded[start:end].isascii() else _TOKEN
    words = pattern.findall(folded, start, end)[:limit]
    if "." in words[:-1]:
        words = [word for k, word in enumerate(words) if not _shortens_month(words, k)]
    places: list[int] = []
    at = start
    for word in words:
        at = folded.find(word, at)
        places.append(at)
        at += len(word)
    return words, places


def _shortens_month(words: list[str], at: int) -> bool:
    """``on Sept. 15``: a full stop that ends no sentence."""
    return words[at] == "." and 0 < at < len(words) - 1 and words[at - 1] in _SHORT_MONTHS


_SHORT_MONTHS = frozenset(
    ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
)


def capitals(original: str, at: int) -> int:
    """How many capitals stand at ``at``, up to two; a letter and a full stop count as two."""
    if not original[at].isupper():
        return 0
    return 2 if original[at + 1 : at + 2].isupper() or original[at + 1 : at + 2] == "." else 1


def words_of(phrase: str) -> tuple[str, ...]:
    """The folded tokens of a phrase of the data."""
    return tuple(match[0] for match in _TOKEN.finditer(fold(phrase)))


def sentences(
    folded: str, start: int, end: int, abbreviations: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph."""
    begin = start
    for match in _SENTENCE_END.finditer(folded, start, end):
        if match[0] == "." and _is_abbreviation(folded, begin, match.start(), abbreviations):
            continue
        yield begin, match.end()
        begin = match.end()
    if folded[begin:end].strip():
        yield begin, end


def _is_abbreviation(folded: str, begin: int, dot: int, abbreviations: frozenset[str]) -> bool:
    last = _LAST_WORD.search(folded, max(begin, dot - 12), dot)
    if last is None:
        return False
    word = last[1]
    return word in abbreviations or (len(word) == 1 and word.isalpha() and word != "i")
