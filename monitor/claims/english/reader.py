"""Reads English: from the lines of a text to what they tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monitor.claims.candidate import Candidate
from monitor.claims.english.answers import named_behind
from monitor.claims.english.articlewide import identified, last_approvals
from monitor.claims.english.candidates import candidates_of
from monitor.claims.english.coref import Referents
from monitor.claims.english.cutting import EnglishCutter
from monitor.claims.english.dating import is_long_done
from monitor.claims.english.denials import denials_of, liftings_of
from monitor.claims.english.descriptions import Descriptions
from monitor.claims.english.document import Document, is_satire
from monitor.claims.english.frame import Frame
from monitor.claims.english.frames import frames_of
from monitor.claims.english.lexicon import build_lexicon
from monitor.claims.english.mentions import EnglishChoice
from monitor.claims.english.namesakes import settle_namesakes
from monitor.claims.english.origins import origins_of
from monitor.claims.english.recognising import is_english
from monitor.claims.english.retractions import retractions_of
from monitor.claims.evidence import evidence_of
from monitor.claims.home import home_of
from monitor.claims.language import Told
from monitor.claims.status import Force
from monitor.claims.text import fold
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Denial, NoClaim, Origin
from monitor.model.party import Parties


class English:
    """The language in which most of the news is written that is watched."""

    code = "en"

    @staticmethod
    def recognises(article: Article) -> bool:
        """Whether the article can be read as English."""
        return is_english(article)

    @staticmethod
    def reader(accords: Mapping[str, Accord], parties: Parties) -> EnglishReader:
        """A reader for these accords and parties."""
        return EnglishReader(accords, parties)


class EnglishReader(EnglishCutter):
    """Finds the frames of English sentences, and who is meant by them."""

    def __init__(self, accords: Mapping[str, Accord], parties: Parties) -> None:
        super().__init__(build_lexicon(accords.values(), parties))
        self._accords = accords
        self._parties = parties
        self._descriptions = Descriptions(parties)
        self.choice = EnglishChoice(self._referents)
        self._shut = {accord.id: _shut(accord, parties) for accord in accords.values()}

    def mark(self, document: Document) -> None:
        """Note what each line names, once it is settled whom a shared name means."""
        settle_namesakes(document, self._lexicon.shared)
        super().mark(document)

    @staticmethod
    def is_satire(document: Document) -> bool:
        """Whether the text says of itself that it is not serious."""
        return is_satire(document)

    @staticmethod
    def origins(article: Article) -> tuple[Origin, ...]:
        """Whom the text credits for its report."""
        return origins_of(article)

    def tell(self, document: Document) -> Told:
        """What the frames of the text tell."""
        referents = self._referents(document)
        candidates: list[Candidate] = []
        denials: list[Denial] = []
        lifted: list[Denial] = []
        silent: list[NoClaim] = []
        frames = list(_frames(document))
        frames += [*identified(document, frames), *last_approvals(document)]
        for frame in frames:
            if frame.accord not in referents:
                continue
            accord, known = self._accords[frame.accord], referents[frame.accord]
            made = candidates_of(document, frame, known, accord)
            candidates += made
            denials += denials_of(document, frame, known, accord)
            lifted += liftings_of(document, frame, known, accord)
            if not made:
                silent += _no_claims(document, frame, known)
        retractions = retractions_of(document, referents, self._accords)
        return Told(candidates, denials, lifted, silent, retractions)

    def _referents(self, document: Document) -> dict[str, Referents]:
        home = home_of(document.article.source, self._parties)
        return {
            accord_id: Referents(document, self._descriptions, self._shut[accord_id], home)
            for accord_id in document.named
        }


def _shut(accord: Accord, parties: Parties) -> frozenset[str]:
    """Who can be no party: the conveners (CLAIMS, rule 1), and the accord itself where it can join others."""
    itself = {fold(alias) for alias in accord.aliases}
    namesakes = {
        party.code
        for party in parties.by_code.values()
        if not itself.isdisjoint(map(fold, party.names))
    }
    return frozenset(namesakes.union(accord.conveners))


def _frames(document: Document) -> Iterator[Frame]:
    """All frames in reading order; an echo takes the trigger of the frame before it."""
    last: Frame | None = None
    for line in document.lines:
        frames = frames_of(document, line)
        frames = [*frames, *named_behind(document, line, last)]
        for frame in frames:
            if frame.trigger.needs == "echo":
                if last is not None and line.index - last.line.index <= 2:
                    if last.trigger.role == "noun" and all(
                        a.kind == "pronoun" for a in frame.actors
                    ):
                        continue
                    frame.trigger = last.trigger
                    frame.accord, frame.echoes = last.accord, last
                    open_yet = last.force in (Force.POSSIBLE, Force.COMMITTED)
                    if open_yet and frame.clause.perfect and not frame.cues:
                        frame.force, frame.link = Force.DONE, "companion"
                    elif frame.clause.progressive or not (
                        frame.cues or (open_yet and is_long_done(frame, document.published))
                    ):
                        frame.force, frame.cues = last.force, last.cues
                    if _does_what_was_not_done(frame):
                        frame.force, frame.cues = Force.DONE, []
                elif frame.force is Force.DONE or frame.clause.progressive:
                    continue
                frame.rules.append(f"echo:{frame.trigger.name}")
                if frame.cues == ["will"] and frame.clause.infinitive:
                    continue
            elif frame.link != "companion" and not _is_beside(frame, last):
                last = frame
            yield frame


def _does_what_was_not_done(frame: Frame) -> bool:
    """``A has not signed. B did so last week``: the act itself is said again, without its negation."""
    if frame.line.parsed.nodes[frame.at].low not in _DID or frame.echoes is None:
        return False
    negated = frame.echoes.force in (Force.NOT, Force.REFUSED)
    own = {code for actor in frame.actors for code in actor.codes}
    others = {code for actor in frame.echoes.actors for code in actor.codes}
    return negated and bool(own) and own.isdisjoint(others) and not frame.clause.cues


_DID = frozenset(("did so", "did it", "has done so", "have done so"))


def _is_beside(frame: Frame, last: Frame | None) -> bool:
    """``deposited its ratification ten years after [signing]``: what others do again is the act before it."""
    return (
        last is not None
        and frame.form == "ing"
        and last.form != "ing"
        and last.force is Force.DONE
        and last.line.index == frame.line.index
        and frame.line.parsed.nodes[frame.at - 1].low in ("after", "since", "before", "of")
    )


def _no_claims(document: Document, frame: Frame, referents: Referents) -> list[NoClaim]:
    """What people may ask about: the mention, and the rule by which it made no claim."""
    codes = [code for actor in frame.actors for code in referents.codes(frame.line, actor)[0]]
    reason = f"{frame.trigger.name}: {frame.force}" if codes else f"{frame.trigger.name}: no party"
    evidence = evidence_of(document.article, frame.line)
    return [NoClaim(frame.accord, code, reason, evidence) for code in codes or [""]]
