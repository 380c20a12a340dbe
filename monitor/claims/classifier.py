"""The reading of an article: tag, claims, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from monitor.claims.candidate import Candidate
from monitor.claims.choice import SHIPPED, Weights
from monitor.claims.choosing import ByRules, claims_of, ruled_claim
from monitor.claims.document import Document, build_document
from monitor.claims.language import Language, Reader, Told, registered
from monitor.claims.mention import Mention
from monitor.claims.merge import merge
from monitor.claims.prefilter import Prefilter
from monitor.claims.text import MAX_CHARS
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Claim, Denial, NoClaim, Reading, Tag
from monitor.model.party import Parties
from monitor.model.stage import Stage

VERSION = "rules-5+choice-4"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that can be read, and by whom."""

    document: Document[Any]
    reader: Reader[Any]
    lang: str


class Classifier:
    """Reads articles for some accords; compiled once, pure, safe to share between threads.

    ``weights`` stand for those that the languages' choices ship; without any the rules alone decide. It reads
    the languages that are registered when it is built.
    """

    def __init__(
        self,
        accords: Iterable[Accord],
        parties: Parties,
        weights: Weights | None = SHIPPED,
    ) -> None:
        self._accords = {accord.id: accord for accord in accords}
        self._prefilter = Prefilter(self._accords.values())
        self._readers: list[tuple[Language, Reader[Any]]] = [
            (language, language.reader(self._accords, parties)) for language in registered()
        ]
        self._weights = weights

    @property
    def version(self) -> str:
        """The version that readings carry."""
        return VERSION

    def read(self, article: Article) -> Reading:
        """All that ``article`` says of the accords."""
        text = self._text(article)
        return text if isinstance(text, Reading) else self._reading(text)

    def mentions(self, article: Article) -> list[Mention]:
        """Each place where ``article`` names a party beside an accord: what the choice is fitted on."""
        text = self._text(article)
        if isinstance(text, Reading) or text.reader.choice is None:
            return []
        told = text.reader.tell(text.document)
        return list(text.reader.choice.mentions(text.document, _kept(text, told), told.silent))

    def _text(self, article: Article) -> _Text | Reading:
        """The text made ready, or its reading where there is nothing to read."""
        if not self._prefilter.matches(article):
            return Reading(article.id, VERSION, Tag.UNRELATED, lang=article.lang)
        known = next((one for one in self._readers if one[0].recognises(article)), None)
        if known is None:
            return Reading(
                article.id,
                VERSION,
                Tag.BACKGROUND,
                notes=("language not known", *_cut(article)),
                lang=article.lang,
            )
        language, reader = known
        document = build_document(article, self._accords, reader)
        if not document.named:
            return Reading(article.id, VERSION, Tag.UNRELATED, lang=article.lang)
        lang = article.lang or language.code
        if reader.is_satire(document):
            return Reading(article.id, VERSION, Tag.BACKGROUND, notes=("satire",), lang=lang)
        return _Text(document, reader, lang)

    def _reading(self, text: _Text) -> Reading:
        document = text.document
        told = text.reader.tell(document)
        claims, outweighed = self._claims(text, told)
        return Reading(
            document.article.id,
            VERSION,
            Tag.ACCESSION if any(claim.new for claim in claims) else Tag.BACKGROUND,
            claims=claims,
            denials=_each_once(told.denials),
            lifted=_each_once(told.lifted),
            retractions=tuple(told.retractions),
            origins=text.reader.origins(document.article),
            no_claims=(*told.silent, *outweighed),
            notes=_cut(document.article),
            lang=text.lang,
        )

    def _claims(self, text: _Text, told: Told) -> tuple[tuple[Claim, ...], tuple[NoClaim, ...]]:
        """The claims that stand, and those of the rules that do not."""
        document, kept, choice = text.document, _kept(text, told), text.reader.choice
        if choice is None or self._weights is None:
            return tuple(ruled_claim(document.article, found) for found in kept), ()
        weights = choice.weights if self._weights is SHIPPED else self._weights
        rules = ByRules(kept, told.candidates, told.denials, told.silent)
        return claims_of(document, rules, choice, weights)


def _kept(text: _Text, told: Told) -> list[Candidate]:
    """The candidates that stand; conveners are no parties (CLAIMS, rule 1)."""
    accords = text.document.accords
    candidates = [one for one in told.candidates if one.party not in accords[one.accord].conveners]
    return merge(candidates, text.document.lines, text.document.published)


def _cut(article: Article) -> tuple[str, ...]:
    """The note of a text that is longer than what is read of it."""
    longest = max(len(article.title), len(article.summary), len(article.body))
    return ("cut",) if longest > MAX_CHARS else ()


def _each_once(denials: Iterable[Denial]) -> tuple[Denial, ...]:
    """One denial a party and set of stages, the body's before the headline's."""
    found: dict[tuple[str, str, tuple[Stage, ...]], Denial] = {}
    for denial in denials:
        key = (denial.accord, denial.party, denial.stages)
        known = found.get(key)
        if known is None or (known.evidence.field != "body" and denial.evidence.field == "body"):
            found[key] = denial
    return tuple(found.values())
