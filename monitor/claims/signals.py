"""Which sentences can tell anything: one look over the text for the words that name and tell.

Most sentences of the news hold none of them, and their words are never cut. The look finds too much
rather than too little: it goes by a part of each phrase, as it is mostly written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

TELLS = "tells"
"""A trigger."""
ACCORD = "accord"
"""A name or a short form of an accord, or the word that ends one."""
PARTY = "party"
REFERS = "refers"
"""A word that can stand for a party named elsewhere ("it", "the kingdom", an office), or leaves it unsaid."""
ECHO = "echo"
"""A trigger that says again what was said before it: "followed suit"."""
APPROVES = "approves"
"""What a last approval is told by."""
CHAMBER = "chamber"
LISTS = "lists"
"""What has an accord as its subject and its members behind it."""
ALL = frozenset((TELLS, ACCORD, PARTY, REFERS, ECHO, APPROVES, CHAMBER, LISTS))
_NONE: frozenset[str] = frozenset()

_ODD_SPACE = re.compile(r"\s\s|[^\S ]")


class Signals:
    """One automaton over the telling part of each phrase."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], str]]) -> None:
        signs: dict[str, set[str]] = {}
        for words, sign in phrases:
            signs.setdefault(_telling_part(words), set()).add(sign)
        self.signs = [frozenset(of_part) for of_part in signs.values()]
        self._automaton = AhoCorasick(
            signs, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )

    def find(self, folded: str) -> list[tuple[int, int, int]]:
        """Each part that stands in ``folded``: its number in ``signs``, its start and its end; by the ends."""
        return self._automaton.find_matches_as_indexes(folded, overlapping=True)


class Watch:
    """Hands out the signs of one text, sentence by sentence."""

    def __init__(self, signals: Signals, folded: str) -> None:
        self._signs = signals.signs
        self._folded = folded
        self._found = signals.find(folded)
        self._next = 0

    def signs_in(self, first: int, last: int) -> frozenset[str]:
        """The signs in the sentence ``first:last``, which lies behind those asked for before."""
        folded, seen = self._folded, _NONE
        for part, start, end in islice(self._found, self._next, None):
            if end > last:
                break
            self._next += 1
            signs = self._signs[part]
            if start >= first and not signs <= seen and _is_whole(folded, start, end):
                seen |= signs
        return ALL if _ODD_SPACE.search(folded, first, last) else seen


def _is_whole(folded: str, start: int, end: int) -> bool:
    """Whether words begin and end there."""
    return not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum())


def _telling_part(words: tuple[str, ...]) -> str:
    """The longest run of plain words: these are parted by one space wherever the phrase stands."""
    runs: list[list[str]] = [[]]
    for word in words:
        if word.isalpha():
            runs[-1].append(word)
        else:
            runs.append([])
    return max((" ".join(run) for run in runs), key=len) or max(words, key=len)
