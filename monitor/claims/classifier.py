"""The reading of an article: tag, claims, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.claims.candidates import Candidate, candidates_of
from monitor.claims.coref import Referents
from monitor.claims.document import Document, build_document
from monitor.claims.frames import Frame, frames_of
from monitor.claims.language import is_english
from monitor.claims.lexicon import build_lexicon
from monitor.claims.merge import merge
from monitor.claims.prefilter import Prefilter
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Claim, Evidence, Reading, Tag
from monitor.model.party import Parties

VERSION = "rules-1"


class Classifier:
    """Reads articles for some accords; compiled once, pure, safe to share between threads."""

    def __init__(self, accords: Iterable[Accord], parties: Parties) -> None:
        self._accords = {accord.id: accord for accord in accords}
        self._parties = parties
        self._prefilter = Prefilter(self._accords.values())
        self._lexicon = build_lexicon(self._accords.values(), parties)

    @property
    def version(self) -> str:
        """The version that readings carry."""
        return VERSION

    def read(self, article: Article) -> Reading:
        """All that ``article`` says of the accords."""
        if not self._prefilter.matches(article):
            return Reading(article.id, VERSION, Tag.UNRELATED, lang=article.lang)
        if not is_english(article):
            return Reading(
                article.id,
                VERSION,
                Tag.BACKGROUND,
                notes=("language not known",),
                lang=article.lang,
            )
        document = build_document(article, self._accords, self._lexicon)
        if not document.named:
            return Reading(article.id, VERSION, Tag.UNRELATED, lang=article.lang)
        return self._reading(document)

    def _reading(self, document: Document) -> Reading:
        claims = tuple(
            _claim(document.article, candidate)
            for candidate in merge(self._candidates(document), document.published)
        )
        tag = Tag.ACCESSION if any(claim.new for claim in claims) else Tag.BACKGROUND
        notes = ("cut",) if document.cut else ()
        return Reading(
            document.article.id,
            VERSION,
            tag,
            claims=claims,
            notes=notes,
            lang=document.article.lang or "en",
        )

    def _candidates(self, document: Document) -> list[Candidate]:
        referents = {
            accord_id: Referents(document, self._parties, self._accords[accord_id])
            for accord_id in document.named
        }
        found: list[Candidate] = []
        for frame in self._frames(document):
            if frame.accord in referents:
                accord = self._accords[frame.accord]
                found += candidates_of(document, frame, referents[frame.accord], accord)
        return found

    def _frames(self, document: Document) -> Iterator[Frame]:
        """All frames in reading order; an echo takes the trigger of the frame before it."""
        last: Frame | None = None
        for line in document.lines:
            for frame in frames_of(document, line):
                if frame.trigger.needs == "echo":
                    if last is None or line.index - last.line.index > 2:
                        continue
                    frame.trigger = last.trigger
                    frame.accord = last.accord
                    frame.rules.append(f"echo:{last.trigger.name}")
                elif frame.link != "companion":
                    last = frame
                yield frame


def _claim(article: Article, candidate: Candidate) -> Claim:
    sentence = candidate.line.sentence
    quote = article.field(sentence.field)[sentence.start : sentence.end]
    return Claim(
        accord=candidate.accord,
        party=candidate.party,
        stage=candidate.stage,
        new=candidate.new,
        evidence=Evidence(sentence.field, sentence.start, sentence.end, quote),
        certainty=candidate.certainty,
        speaker=candidate.speaker,
        date=candidate.date,
        why=tuple(candidate.rules),
    )
