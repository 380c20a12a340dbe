"""The reading of an article: tag, claims, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.claims.choice import SHIPPED, Weights, choose, shipped_weights
from monitor.claims.choosing import ByRules, claims_of, ruled_claim
from monitor.claims.english.articlewide import identified, last_approvals
from monitor.claims.english.candidates import Candidate, candidates_of
from monitor.claims.english.coref import Descriptions, Referents
from monitor.claims.english.denials import denials_of
from monitor.claims.english.document import Document, build_document, is_satire
from monitor.claims.english.frame import Frame
from monitor.claims.english.frames import frames_of
from monitor.claims.english.lexicon import build_lexicon
from monitor.claims.english.origins import origins_of
from monitor.claims.english.retractions import retractions_of
from monitor.claims.evidence import evidence_of
from monitor.claims.home import home_of
from monitor.claims.language import is_english
from monitor.claims.mentions import Mention, Ruled, mentions_of
from monitor.claims.merge import merge
from monitor.claims.prefilter import Prefilter
from monitor.claims.status import Force
from monitor.claims.text import MAX_CHARS
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Claim, Denial, NoClaim, Reading, Tag
from monitor.model.party import Parties
from monitor.model.stage import Stage

VERSION = "rules-2+choice-1"


@dataclass(frozen=True, slots=True)
class _Ruled:
    """What the rules made of a text: ``kept`` are the candidates that stand."""

    referents: dict[str, Referents]
    candidates: list[Candidate]
    kept: list[Candidate]
    denials: list[Denial]
    silent: list[NoClaim]


class Classifier:
    """Reads articles for some accords; compiled once, pure, safe to share between threads.

    ``weights`` are those of the learned choice; without them the rules alone decide.
    """

    def __init__(
        self,
        accords: Iterable[Accord],
        parties: Parties,
        weights: Weights | None = SHIPPED,
    ) -> None:
        self._accords = {accord.id: accord for accord in accords}
        self._parties = parties
        self._descriptions = Descriptions(parties)
        self._prefilter = Prefilter(self._accords.values())
        self._lexicon = build_lexicon(self._accords.values(), parties)
        self._weights = shipped_weights() if weights is SHIPPED else weights

    @property
    def version(self) -> str:
        """The version that readings carry."""
        return VERSION

    def read(self, article: Article) -> Reading:
        """All that ``article`` says of the accords."""
        document = self._document(article)
        return document if isinstance(document, Reading) else self._reading(document)

    def mentions(self, article: Article) -> list[Mention]:
        """Each place where ``article`` names a party beside an accord: what the choice is fitted on."""
        document = self._document(article)
        if isinstance(document, Reading):
            return []
        ruled = self._rule(document)
        return mentions_of(document, ruled.referents, Ruled(ruled.kept, ruled.silent))

    def _document(self, article: Article) -> Document | Reading:
        """The text made ready, or its reading where there is nothing to read."""
        if not self._prefilter.matches(article):
            return Reading(article.id, VERSION, Tag.UNRELATED, lang=article.lang)
        if not is_english(article):
            return Reading(
                article.id,
                VERSION,
                Tag.BACKGROUND,
                notes=("language not known", *_cut(article)),
                lang=article.lang,
            )
        document = build_document(article, self._accords, self._lexicon)
        if not document.named:
            return Reading(article.id, VERSION, Tag.UNRELATED, lang=article.lang)
        if is_satire(document):
            return Reading(
                article.id, VERSION, Tag.BACKGROUND, notes=("satire",), lang=article.lang or "en"
            )
        return document

    def _reading(self, document: Document) -> Reading:
        ruled = self._rule(document)
        claims = self._claims(document, ruled)
        return Reading(
            document.article.id,
            VERSION,
            Tag.ACCESSION if any(claim.new for claim in claims) else Tag.BACKGROUND,
            claims=claims,
            denials=_each_once(ruled.denials),
            retractions=tuple(retractions_of(document, ruled.referents, self._accords)),
            origins=origins_of(document.article),
            no_claims=tuple(ruled.silent),
            notes=_cut(document.article),
            lang=document.article.lang or "en",
        )

    def _claims(self, document: Document, ruled: _Ruled) -> tuple[Claim, ...]:
        if self._weights is None:
            return tuple(ruled_claim(document.article, found) for found in ruled.kept)
        mentions = mentions_of(document, ruled.referents, Ruled(ruled.kept, ruled.silent))
        rules = ByRules(ruled.kept, ruled.candidates, ruled.denials)
        return claims_of(document, rules, choose(mentions, self._weights), self._weights)

    def _rule(self, document: Document) -> _Ruled:
        home = home_of(document.article.source, self._parties)
        referents = {
            accord_id: Referents(document, self._descriptions, self._accords[accord_id], home)
            for accord_id in document.named
        }
        candidates: list[Candidate] = []
        denials: list[Denial] = []
        silent: list[NoClaim] = []
        frames = list(self._frames(document))
        frames += [*identified(document, frames), *last_approvals(document)]
        for frame in frames:
            if frame.accord not in referents:
                continue
            accord, known = self._accords[frame.accord], referents[frame.accord]
            made = candidates_of(document, frame, known, accord)
            candidates += made
            denials += denials_of(document, frame, known, accord)
            if not made:
                silent += _no_claims(document, frame, known)
        kept = merge(candidates, document.lines, document.published)
        return _Ruled(referents, candidates, kept, denials, silent)

    def _frames(self, document: Document) -> Iterator[Frame]:
        """All frames in reading order; an echo takes the trigger of the frame before it."""
        last: Frame | None = None
        for line in document.lines:
            for frame in frames_of(document, line):
                if frame.trigger.needs == "echo":
                    if last is not None and line.index - last.line.index <= 2:
                        frame.trigger = last.trigger
                        frame.accord = last.accord
                        if frame.clause.progressive or not frame.cues:
                            frame.force, frame.cues = last.force, last.cues
                    elif frame.force is Force.DONE or frame.clause.progressive:
                        continue
                    frame.rules.append(f"echo:{frame.trigger.name}")
                    if frame.cues == ["will"] and frame.clause.infinitive:
                        continue
                elif frame.link != "companion":
                    last = frame
                yield frame


def _cut(article: Article) -> tuple[str, ...]:
    """The note of a text that is longer than what is read of it."""
    longest = max(len(article.title), len(article.summary), len(article.body))
    return ("cut",) if longest > MAX_CHARS else ()


def _each_once(denials: list[Denial]) -> tuple[Denial, ...]:
    """One denial a party and set of stages, the body's before the headline's."""
    found: dict[tuple[str, str, tuple[Stage, ...]], Denial] = {}
    for denial in denials:
        key = (denial.accord, denial.party, denial.stages)
        known = found.get(key)
        if known is None or (known.evidence.field != "body" and denial.evidence.field == "body"):
            found[key] = denial
    return tuple(found.values())


def _no_claims(document: Document, frame: Frame, referents: Referents) -> list[NoClaim]:
    """What people may ask about: the mention, and the rule by which it made no claim."""
    codes = [code for actor in frame.actors for code in referents.codes(frame.line, actor)[0]]
    reason = f"{frame.trigger.name}: {frame.force}" if codes else f"{frame.trigger.name}: no party"
    evidence = evidence_of(document.article, frame.line)
    return [NoClaim(frame.accord, code, reason, evidence) for code in codes or [""]]
