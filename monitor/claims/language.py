"""What reading asks of a language, and which languages there are.

The engine knows texts, lines, candidates and claims. All that it takes to get from the words of a text to
candidates is behind ``Language`` and ``Reader``, one package for each language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from monitor.claims.candidate import Candidate
from monitor.claims.choosing import Choice
from monitor.claims.document import Cutter, Document, L
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Denial, NoClaim, Origin, Retraction
from monitor.model.party import Parties


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences of a text tell: who did what in which accord, how far, when, and on whose word."""

    candidates: Sequence[Candidate] = ()
    denials: Sequence[Denial] = ()
    lifted: Sequence[Denial] = ()
    silent: Sequence[NoClaim] = ()
    retractions: Sequence[Retraction] = field(default=())


class Reader(Cutter[L], Protocol[L]):
    """Reads texts of one language for some accords and parties; compiled once, and pure."""

    def is_satire(self, document: Document[L]) -> bool:
        """Whether the text says of itself that it is not serious."""

    def tell(self, document: Document[L]) -> Told:
        """What each sentence tells of a party and an accord; pronouns and descriptions are resolved."""

    @property
    def choice(self) -> Choice[L] | None:
        """What its learned choice goes by; None where none was fitted, and the rules alone decide."""

    def origins(self, article: Article) -> tuple[Origin, ...]:
        """Whom the text credits for its report."""


class Language(Protocol):
    """A language that can be read."""

    @property
    def code(self) -> str:
        """Its ISO 639-1 code."""

    def recognises(self, article: Article) -> bool:
        """Whether the article is written in it, by its words; the feed's word is trusted for a few words only."""

    def reader(self, accords: Mapping[str, Accord], parties: Parties) -> Reader[Any]:
        """A reader for these accords and parties."""


_REGISTERED: dict[str, Language] = {}


def register(language: Language) -> None:
    """Make ``language`` known to every classifier that is built from now on; it replaces one of its code."""
    _REGISTERED[language.code] = language


def registered() -> tuple[Language, ...]:
    """The known languages, in the order in which they were registered, which is that of asking them."""
    return tuple(_REGISTERED.values())


@contextmanager
def registering(language: Language) -> Iterator[None]:
    """Know ``language`` for a while."""
    before = dict(_REGISTERED)
    register(language)
    try:
        yield
    finally:
        _REGISTERED.clear()
        _REGISTERED.update(before)
