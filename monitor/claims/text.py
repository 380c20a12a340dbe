"""Text as reading sees it: folded character by character, in paragraphs.

Folding keeps every character in its place, so offsets in the folded text are offsets in the field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MAX_CHARS = 100_000
"""What is read of one field; news is shorter, and what is cut is noted in the reading."""

_SAME = {
        "‘": "'", "’": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'", "‛": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u200a": " ", "\u3000": " ",
        "\t": " ", "\r": " ", "\u200b": " ", "\ufeff": " ",
        "‐": "-", "‑": "-", "‒": "–", "―": "—",
}  # fmt: skip
_SAME_ASCII = {char: same for char, same in _SAME.items() if char.isascii()}
"""All that folds in a text of plain ASCII: most names do not hold more."""


@dataclass(slots=True)
class Sentence:
    """A sentence of ``field`` by its offsets there; ``paragraph`` counts from 0 over the article."""

    field: str
    start: int
    end: int
    paragraph: int


def fold(text: str) -> str:
    """``text`` in lower case with plain quotes and spaces, each character in its place."""
    plain = text
    for char, same in (_SAME_ASCII if text.isascii() else _SAME).items():
        if char in plain:
            plain = plain.replace(char, same)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(char.lower()[:1] or char for char in plain)


def paragraphs(folded: str) -> Iterator[tuple[int, int]]:
    """The paragraphs: lines, unless a line was wrapped inside a sentence."""
    start = 0
    while start < len(folded):
        end = _paragraph_end(folded, start)
        if folded[start:end].strip():
            yield start, end
        start = end + 1


def _paragraph_end(folded: str, start: int) -> int:
    end = folded.find("\n", start)
    while end != -1:
        line_start = folded.rfind("\n", start, end) + 1 or start
        wrapped = (
            end - line_start > 60
            and folded[end - 1] not in '.!?:"…'
            and end + 1 < len(folded)
            and folded[end + 1] != "\n"
        )
        if not wrapped:
            return end
        end = folded.find("\n", end + 1)
    return len(folded)
