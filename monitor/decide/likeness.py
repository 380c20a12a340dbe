"""Finding the earlier texts that a new one copies, or with which it shares a quotation."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from monitor.decide.policy import Policy
from monitor.model.events import Kin, KinReason
from monitor.model.fingerprint import Fingerprint, likeness

_SHORT = 64
"""Texts of up to so many word runs are indexed whole, so that a teaser's copy is not missed."""

_SAMPLE = 4
"""Of longer texts one run in so many is indexed; the others are compared only where these meet."""

_FEW = 6
"""The least shared runs of short texts, where the shorter one is not all shared."""

_MOST_LINKS = 8
"""How many likenesses of one text are kept; the rest have the same origin by these."""


_Packed = tuple["array[int]", "array[int]"]
"""A fingerprint's runs and quotations as 32-bit numbers side by side."""


@dataclass(slots=True)
class TextIndex:
    """The fingerprints of one stream's articles, with an index by their word runs.

    Looking up costs as much as the text is long, not as many texts are on file. The fingerprints are packed,
    since as sets they would take twenty times the room.
    """

    _packed: dict[str, _Packed] = field(default_factory=dict)
    _by_run: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_quote: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, article: str, print_: Fingerprint) -> None:
        """Put a text on file; what was on file for the article is replaced."""
        if article in self._packed:
            self._remove(article)
        self._packed[article] = _pack(print_)
        for run in _indexed(print_):
            self._by_run[run].append(article)
        for quote in print_.quotes:
            self._by_quote[quote].append(article)

    def kin(
        self, article: str, print_: Fingerprint, policy: Policy, has_standing: Callable[[str], bool]
    ) -> tuple[Kin, ...]:
        """The articles on file with which a new text is one origin, the likest first.

        ``has_standing`` tells of an article whether it brings the words of somebody with standing: such a
        statement is public, and quoting it makes nobody dependent.
        """
        copies = self._copies(article, print_, policy)
        quoting = [
            other
            for other in self._quoting(article, print_)
            if other not in copies and not has_standing(other) and not has_standing(article)
        ]
        return (
            *(Kin(other, KinReason.COPY) for other in copies),
            *(Kin(other, KinReason.SAME_QUOTE) for other in quoting),
        )

    def _copies(self, article: str, print_: Fingerprint, policy: Policy) -> list[str]:
        met = Counter(
            other
            for run in print_.shingles
            for other in self._by_run.get(run, ())
            if other != article
        )
        found = []
        for other in met:
            known = _unpack(self._packed[other])
            if _are_copies(print_, known, policy):
                found.append((likeness(print_, known), other))
        return [other for _, other in sorted(found, key=lambda pair: (-pair[0], pair[1]))][
            :_MOST_LINKS
        ]

    def _quoting(self, article: str, print_: Fingerprint) -> list[str]:
        met = {other for quote in print_.quotes for other in self._by_quote.get(quote, ())}
        return sorted(met - {article})[:_MOST_LINKS]

    def _remove(self, article: str) -> None:
        old = _unpack(self._packed[article])
        for run in _indexed(old):
            self._by_run[run].remove(article)
        for quote in old.quotes:
            self._by_quote[quote].remove(article)


def _pack(print_: Fingerprint) -> _Packed:
    return array("I", print_.shingles), array("I", print_.quotes)


def _unpack(packed: _Packed) -> Fingerprint:
    runs, quotes = packed
    return Fingerprint(frozenset(runs), frozenset(quotes))


def _are_copies(one: Fingerprint, other: Fingerprint, policy: Policy) -> bool:
    """Whether so much of the shorter text stands in the longer one that one was made from the other.

    Two short texts share the one sentence in which everybody says such a thing ("X has suspended its
    participation in the Y"): that little makes copies only where it is most of the shorter text.
    """
    if likeness(one, other) * 100 < policy.copy_percent:
        return False
    shared = len(one.shingles & other.shingles)
    shorter = min(len(one.shingles), len(other.shingles))
    if shared >= policy.copy_shingles:
        return True
    return shared >= min(_FEW, shorter) and shared * 3 >= shorter * 2


def _indexed(print_: Fingerprint) -> Collection[int]:
    if len(print_.shingles) <= _SHORT:
        return print_.shingles
    return [run for run in print_.shingles if run % _SAMPLE == 0]
