"""Which sentences can tell anything: one look over the text for the words that name and tell.

Most sentences of the news hold none of them, and their words are never cut. The look finds too much
rather than too little: it goes by a part of each phrase, as it is mostly written.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

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
CORRECTS = "corrects"
"""What takes something back."""
LISTS = "lists"
"""What has an accord as its subject and its members behind it."""
ALL = frozenset((TELLS, ACCORD, PARTY, REFERS, ECHO, APPROVES, CHAMBER, CORRECTS, LISTS))
_NONE: frozenset[str] = frozenset()


_WORDS_ONLY = bytes(byte if chr(byte).isalnum() else ord(" ") for byte in range(256))


class Signals:
    """One automaton over the telling part of each phrase, with a space on either side."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], str]]) -> None:
        signs: dict[bytes, set[str]] = {}
        for words, sign in phrases:
            signs.setdefault(_plain(_telling_part(words)), set()).add(sign)
        self.signs = [frozenset(of_part) for of_part in signs.values()]
        self._automaton = BytesAhoCorasick(
            signs, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )

    def find(self, folded: str) -> list[tuple[int, int, int]]:
        """Each part that stands in ``folded``: its number in ``signs``, and the places of the spaces about it."""
        return self._automaton.find_matches_as_indexes(_plain(folded), overlapping=True)


def _plain(folded: str) -> bytes:
    """The words of ``folded``, each character in its place behind one space; what is no letter is a space."""
    return b" %b " % folded.encode("latin-1", "replace").translate(_WORDS_ONLY)


class Watch:
    """Hands out the signs of one text, sentence by sentence."""

    def __init__(self, signals: Signals, folded: str) -> None:
        self._signs = signals.signs
        self._folded = folded
        self._found = signals.find(folded)
        self._next = 0

    def signs_in(self, first: int, last: int) -> frozenset[str]:
        """The signs in the sentence ``first:last``, which lies behind those asked for before."""
        seen, signs, read = _NONE, self._signs, 0
        for part, start, end in islice(self._found, self._next, None):
            if end - 2 > last:
                break
            read += 1
            if start >= first and not signs[part] <= seen:
                seen |= signs[part]
        self._next += read
        return ALL if _has_odd_space(self._folded[first:last].strip()) else seen


def _has_odd_space(text: str) -> bool:
    """Whether words may be parted by more than one space; of all spaces only the plain one is printable."""
    return "  " in text or not text.isprintable()


def _telling_part(words: tuple[str, ...]) -> str:
    """The longest run of plain words: these are parted by one space wherever the phrase stands, a hyphen is one."""
    runs: list[list[str]] = [[]]
    for word in words:
        if word.replace("-", "").isalpha():
            runs[-1].append(word)
        else:
            runs.append([])
    return max((" ".join(run) for run in runs), key=len) or max(words, key=len)
