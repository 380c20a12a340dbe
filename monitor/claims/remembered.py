"""What is made of a word once and asked for again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")
MOST = 1 << 15


class Remembered(dict[str, V]):
    """What ``make`` makes of each word that was asked for.

    A hit costs a third of what ``lru_cache`` takes, which counts here: several look-ups for every word of a text.
    For that it forgets all at once when it holds ``MOST`` words.
    """

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[str], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> V:
        if len(self) >= MOST:
            self.clear()
        self[word] = made = self._make(word)
        return made
