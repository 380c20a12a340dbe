"""The first look, at every article: whether an accord's name stands in the text at all.

It works on bytes: one table lowers the letters and makes quotes, spaces and
hyphens plain, which costs a tenth of ``str.lower()`` where a curly quote stands in the text. The table
may take two letters for one, never one for two: it finds each name, and seldom something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, product

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

from monitor.claims.text import fold
from monitor.model.accord import Accord
from monitor.model.article import Article

_DROPPED = b"\xe2\xc2\xca\x80\xbb\xbf"
"""The bytes before the last one of curly quotes, hyphens and spaces in UTF-8."""
_TABLE = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    b"\t\n\r\xa0\x87\xaf\x89\x8a\x8b\xe3\xef"
    b"`\x98\x99\x9b\xb2\xb4\xbc"
    b"\x90\x91\x92\x95",
    b"abcdefghijklmnopqrstuvwxyz" + b" " * 11 + b"'" * 7 + b"--\x93\x94",
)
_LOWER_TO_ASCII = ("\u0130", "\u212a")
"""Dotted I and the Kelvin sign: their lower case is shorter in UTF-8."""
_SHORT = 3


class Prefilter:
    """One automaton over all aliases of all accords, in all languages."""

    def __init__(self, accords: Iterable[Accord]) -> None:
        aliases = sorted({alias for accord in accords for alias in _aliases(accord)})
        pieces = _pieces(aliases)
        self._whole = tuple(pieces.values())
        self._automaton = _compile(pieces) if pieces else None
        spellings = {text for alias in aliases for text in _spaced(fold(alias))}
        self._exact = AhoCorasick(sorted(spellings)) if spellings else None

    def matches(self, article: Article) -> bool:
        """Whether an alias may stand in the article; it may still be a part of another word."""
        if self._automaton is None:
            return False
        text = f"{article.title}\n{article.summary}\n{article.body}"
        found = self._automaton.find_matches_as_indexes(_plain(text))
        if any(self._whole[piece] for piece, _, _ in found):
            return True
        if found or (not text.isascii() and any(char in text for char in _LOWER_TO_ASCII)):
            return self._matches_exactly(text)
        return False

    def _matches_exactly(self, text: str) -> bool:
        assert self._exact is not None
        folded = fold(text).replace("\n", " ")
        return bool(self._exact.find_matches_as_indexes(folded))


def _compile(pieces: Iterable[bytes]) -> BytesAhoCorasick:
    """Leftmost-first, since only that lets the automaton skip through the text by vector instructions."""
    return BytesAhoCorasick(
        pieces, matchkind=MatchKind.LeftmostFirst, implementation=Implementation.DFA
    )


def _plain(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass").translate(_TABLE, _DROPPED)


def _aliases(accord: Accord) -> Iterator[str]:
    yield from accord.aliases
    yield from accord.ambiguous
    for words in accord.languages.values():
        yield from words.aliases


def _pieces(aliases: Iterable[str]) -> dict[bytes, bool]:
    """What to look for, and whether it is a whole alias or only a part that the table leaves alike."""
    pieces: dict[bytes, bool] = {}
    for alias in aliases:
        for piece, whole in _pieces_of(fold(alias)):
            plain = _plain(piece)
            pieces[plain] = pieces.get(plain, False) or whole
    return pieces


def _pieces_of(folded: str) -> Iterator[tuple[str, bool]]:
    """The longest run whose case the table knows, else the first letters in every case."""
    runs = ["".join(chars) for steady, chars in groupby(folded, _is_steady) if steady]
    longest = max(runs, key=len, default="").strip()
    if len(longest) > _SHORT or longest == folded:
        for text in _spaced(longest):
            yield text, longest == folded
        return
    head = folded[:_SHORT]
    for chars in product(*({char, char.upper(), char.title()} for char in head)):
        yield "".join(chars), False


def _is_steady(char: str) -> bool:
    return char != '"' and (char.isascii() or char.lower() == char.upper())


def _spaced(text: str) -> set[str]:
    """``text``, and the same across a line's end of two characters."""
    return {text, text.replace(" ", "  ")}
