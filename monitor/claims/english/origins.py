"""What a text credits: an agency, another outlet, an unnamed source, a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from monitor.claims.data import load
from monitor.claims.text import fold
from monitor.model.article import Article
from monitor.model.claim import Origin, OriginKind

_WORD = r"[A-Z][\w.&'’-]{0,30}"
_NAME = rf"{_WORD}(?: (?:(?:of|the|and|de|al|for|in) )?(?:{_WORD}|\d{{1,3}}\b)){{0,5}}"
_DATELINE = re.compile(r"^\W{0,3}(?:[^()\n]{0,70}?)\(([A-Z][\w.&' -]{1,40})\)\s*(?:[-–—]|[A-Z\"“])")
_TAIL = re.compile(r"(?: [-–—|] |: )([A-Z][\w.&' -]{2,40})$")
_BEFORE = re.compile(
    r"(?i:according to|citing|cited by|quoted by|quoting|first reported by|reported by|told|source:|by way of|as reported in)"
    r"(?: (?:an? |the )?(?:report|story|article|account)s? (?:in|by|from|of|on))?"
    rf" (?:the |an? |Israel's |Saudi-owned |US-based )?({_NAME})"
)
_AFTER = re.compile(
    rf"(?:^|[\s\"“(])(?:the |The )?({_NAME})(?: newspaper| news agency| agency| daily| broadcaster| website| portal| channel| magazine)?,?"
    r" (?:reported|reports|wrote|writes|has learned|first reported|said in a report|citing|has reported)"
)
_REPORTING = re.compile(r" (?:reported|reports|wrote|writes|has learned|said in a report|citing)")
_CREDITING = (
    "according to", "citing", "cited by", "quoted by", "quoting", "reported by", "told", "source:",
    "by way of", "as reported in",
)  # fmt: skip
_REACH = 300
"""Longer than any name with what may stand about it."""
_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the data; ``phrases`` are those for unnamed sources, then those for documents."""

    agencies: frozenset[str]
    outlets: frozenset[str]
    outlet_words: frozenset[str]
    phrases: tuple[str, ...]
    unnamed: int
    automaton: AhoCorasick


@cache
def _words() -> _Words:
    data = load("en", "origins")
    phrases = (*data["unnamed"], *data["documents"])
    return _Words(
        frozenset(data["agencies"]),
        frozenset(data["outlets"]),
        frozenset(data["outlet_words"]),
        phrases,
        len(data["unnamed"]),
        AhoCorasick(phrases, implementation=Implementation.ContiguousNFA),
    )


def origins_of(article: Article) -> tuple[Origin, ...]:
    """What ``article`` credits for its report, each once, in the order of the text."""
    text = f"{article.title[:_LIMIT]}\n{article.summary[:_LIMIT]}\n{article.body[:_LIMIT]}"
    folded = fold(text)
    found = [*_named(article, text, folded), *_phrases(folded)]
    return tuple(dict.fromkeys(found))


def _named(article: Article, text: str, folded: str) -> Iterator[Origin]:
    for part in (article.body[:200], article.summary[:200]):
        dateline = _DATELINE.match(part)
        if dateline is not None:
            yield Origin(OriginKind.AGENCY, dateline[1].strip())
    tail = _TAIL.search(article.title[-_LIMIT:])
    if tail is not None and _is_outlet(tail[1]):
        yield _origin(tail[1])
    for match in (*_before(text, folded), *_after(text)):
        name = match[1].strip(" ,.'’\"")
        around = text[max(0, match.start() - 12) : match.end() + 14]
        if name and _is_outlet(name, around):
            yield _origin(name)


def _before(text: str, folded: str) -> Iterator[re.Match[str]]:
    """Names behind ``according to`` and the like; only there is the pattern tried."""
    behind = 0
    for at in sorted(at for words in _CREDITING for at in _places(folded, words)):
        for first in (at - len("first "), at):
            match = _BEFORE.match(text, first) if first >= behind else None
            if match is not None:
                behind = match.end()
                yield match


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at != -1:
        yield at
        at = text.find(words, at + 1)


def _after(text: str) -> Iterator[re.Match[str]]:
    """Names before ``reported`` and the like; only there is the pattern tried."""
    behind = 0
    for verb in _REPORTING.finditer(text):
        start = max(behind, verb.start() - _REACH)
        match = _AFTER.search(text, start, verb.end())
        if match is not None:
            behind = match.end()
            yield match


def _origin(name: str) -> Origin:
    low = fold(name)
    kind = (
        OriginKind.AGENCY
        if low in _words().agencies or low.endswith(("agency", "wire", "press association"))
        else OriginKind.OUTLET
    )
    return Origin(kind, name.strip())


def _is_outlet(name: str, around: str = "") -> bool:
    """Whether a name is a publisher's: a known one, one of their kind, or called one in the text."""
    known = _words()
    low = fold(name).strip()
    if low in known.agencies or low in known.outlets:
        return True
    if low.split()[-1] in known.outlet_words and (" " in low or low in known.outlets):
        return True
    called = fold(around)
    return any(
        f" {word}" in called
        for word in ("newspaper", "news agency", "broadcaster", "news site", "magazine")
    ) and low not in ("the", "a")


def _phrases(folded: str) -> Iterator[Origin]:
    """Of unnamed sources and of documents the phrase that comes first in the data, where it stands first."""
    known = _words()
    found = known.automaton.find_matches_as_indexes(folded, overlapping=True)
    unnamed = min((one for one in found if one[0] < known.unnamed), default=None)
    if unnamed is not None:
        phrase, at, _ = unnamed
        yield Origin(OriginKind.UNNAMED, _whole(folded, at, known.phrases[phrase]))
    document = min((one[0] for one in found if one[0] >= known.unnamed), default=None)
    if document is not None:
        yield Origin(OriginKind.DOCUMENT, known.phrases[document])


def _whole(folded: str, at: int, phrase: str) -> str:
    """The phrase with what follows it: ``insiders in the presidency``."""
    rest = re.match(
        r"(?: (?:in|at|close to|familiar with|with|from|briefed on) [^,.;\n]{3,40})?",
        folded[at + len(phrase) :],
    )
    return (phrase + (rest[0] if rest else "")).strip()
