"""A small second language: Japanese, which has no spaces and puts its verb last.

It knows a handful of frames, and has a choice of its own if it is given one. It is here to show that a
language plugs in without a change to the engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from monitor.claims import document as reading
from monitor.claims.candidate import Candidate, Said, Trigger, candidate_of
from monitor.claims.choice import Weights, weights_of
from monitor.claims.days import Found
from monitor.claims.document import Line, Page
from monitor.claims.evidence import evidence_of
from monitor.claims.language import Told
from monitor.claims.mention import WHOLE, Mention, Terms
from monitor.claims.stages import stage_under
from monitor.claims.status import resolve
from monitor.claims.text import paragraphs
from monitor.claims.timing import Timing, When, is_known, timing_by_date
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import NoClaim, Origin, Speaker
from monitor.model.party import Parties
from monitor.model.stage import Stage

NAMES = {"オマン": "OM", "バーレーン": "BH", "カザフスタン": "KZ"}
BACK = "同国"
"""``that country``: the one named last."""
SPEAKERS = {"政府によると": Speaker.PARTY_GOVERNMENT, "関係者によると": Speaker.UNNAMED}
SIGN = Trigger("sign", Stage.SIGNED, "subject", "accord")
JOIN = Trigger("join", Stage.ACCEDED, "subject", "accord")
ENDINGS: tuple[tuple[str, Trigger, tuple[str, ...]], ...] = (
    ("署名していない", SIGN, ("neg",)),
    ("署名した", SIGN, ()),
    ("加盟するかもしれない", JOIN, ("possible",)),
    ("加盟を拒否した", JOIN, ("refuse",)),
    ("加盟する", JOIN, ("will",)),
    ("加盟した", JOIN, ()),
)
"""The verb with all that governs it, at the end of the sentence."""
_SENTENCE = re.compile(r"[^。\n]+。?")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})年")
_NAMED = re.compile("|".join((*NAMES, BACK)))

Text: TypeAlias = reading.Document[Line]


@dataclass(slots=True)
class Act:
    """A verb at the end of a sentence."""

    at: int
    trigger: Trigger
    link: str
    cues: list[str]
    rules: list[str] = field(default_factory=list)


class Japanese:
    """The language as the engine asks for it."""

    code = "ja"

    def __init__(self, choice: JapaneseChoice | None = None) -> None:
        self._choice = choice

    @staticmethod
    def recognises(article: Article) -> bool:
        """By its syllables: no other language has them."""
        text = article.title + article.body
        return 4 * sum("\u3040" <= char <= "\u30ff" for char in text) > len(text)

    def reader(self, accords: Mapping[str, Accord], parties: Parties) -> JapaneseReader:
        """A reader for these accords; its parties are in ``NAMES``."""
        del parties
        return JapaneseReader(accords, self._choice)


class JapaneseChoice:
    """Weighs what stands right before the full stop, whose verb the rules need not know."""

    weights: Weights = weights_of(
        {
            "answers": ["none", "ratified:background", "ratified:new"],
            "bars": {"ruled": 0.2, "news": 0.5, "background": 0.5, "instead": 0.6},
            "verdict": {"odds": 1.0, "rules": 20.0},
            "weights": {"bias": {"none": 2.0}, "end:批准した": {"ratified:new": 4.0}},
        }
    )

    @staticmethod
    def mentions(
        document: Text, kept: Sequence[Candidate], silent: Sequence[NoClaim]
    ) -> list[Mention]:
        """Each party by its name, beside the accord last named."""
        del kept, silent
        return [
            Mention(accord, NAMES[name[0]], line, line.span[0] + name.start(), _end(line))
            for line in document.lines
            for name in _NAMED.finditer(line.text)
            if name[0] in NAMES and (accord := document.accord_before(line, 2)) is not None
        ]

    @staticmethod
    def speaker(document: Text, mention: Mention) -> Speaker:
        """Whoever the line names as its source."""
        del document
        return SPEAKERS.get(_source(mention.line), Speaker.OUTLET)


def _end(line: Line) -> Terms:
    return {WHOLE: ("bias",), "end:{}": (line.text.rstrip("。 ")[-4:],)}


def _source(line: Line) -> str:
    return next((words for words in SPEAKERS if words in line.text), "")


class JapaneseReader:
    """Cuts at the full stop, and reads the verb from the end."""

    def __init__(self, accords: Mapping[str, Accord], choice: JapaneseChoice | None) -> None:
        self._accords = accords
        self.choice = choice

    @staticmethod
    def lines(page: Page) -> Iterator[Line]:
        """The sentences."""
        for paragraph, (start, end) in enumerate(paragraphs(page.folded)):
            for found in _SENTENCE.finditer(page.folded, start, end):
                yield Line(page, found.span(), paragraph)

    @staticmethod
    def dates(line: Line, published: date, anchor: Callable[[], str | None]) -> list[Found]:
        """Days and years in figures."""
        del published, anchor
        return [_found(match, line.span[0]) for match in _DAY.finditer(line.text)]

    @staticmethod
    def mark(document: Text) -> None:
        """Note where an accord's Japanese name stands."""
        for line in document.lines:
            for accord in document.accords.values():
                for alias in accord.languages["ja"].aliases:
                    if alias in line.text:
                        line.accords.append((accord.id, line.text.index(alias), "alias"))
                        document.named[accord.id] = None

    @staticmethod
    def is_satire(document: Text) -> bool:
        """It knows no satire."""
        del document
        return False

    @staticmethod
    def origins(article: Article) -> tuple[Origin, ...]:
        """It knows no agencies."""
        del article
        return ()

    def tell(self, document: Text) -> Told:
        """One frame a sentence, of all that are named in it."""
        candidates: list[Candidate] = []
        silent: list[NoClaim] = []
        last: list[str] = []
        for line in document.lines:
            named = [match[0] for match in _NAMED.finditer(line.text)]
            codes = [code for name in named for code in ([NAMES[name]] if name in NAMES else last)]
            last = codes or last
            accord = document.accord_before(line, 2)
            act = _act(line)
            if accord is None or act is None:
                continue
            how = "description" if BACK in named else "name"
            made = [
                claim
                for code in dict.fromkeys(codes)
                if (claim := self._claim(document, line, act, code, how, accord)) is not None
            ]
            candidates += made
            if not made:
                evidence = evidence_of(document.article, line)
                silent.append(NoClaim(accord, "".join(codes[:1]), act.trigger.name, evidence))
        return Told(candidates, silent=silent)

    def _claim(  # noqa: PLR0917 - what a sentence says, each part named
        self, document: Text, line: Line, act: Act, party: str, how: str, accord_id: str
    ) -> Candidate | None:
        accord = self._accords[accord_id]
        words = _source(line)
        speaker = SPEAKERS.get(words, Speaker.OUTLET)
        force = resolve(act.cues)
        stage = stage_under(act.trigger.stage, force, speaker)
        if stage is None:
            return None
        timing = (
            timing_by_date(line.dates[0], document.published) if line.dates else None
        ) or Timing(
            When.KNOWN if is_known(accord, party, stage, document.published) else When.LEAD, None
        )
        said = Said(line, act, party, how, stage, force, timing, speaker, words)
        return candidate_of(document, accord, said)


def _act(line: Line) -> Act | None:
    text = line.text.rstrip("。 ")
    for ending, trigger, cues in ENDINGS:
        if text.endswith(ending):
            rules = [f"trigger:{trigger.name}", "verb-final"]
            return Act(len(text) - len(ending), trigger, "object", list(cues), rules)
    return None


def _found(match: re.Match[str], start: int) -> Found:
    year, month, day, alone = match.groups()
    partial = alone or f"{year}-{int(month):02d}-{int(day):02d}"
    kind = "year" if alone else "day"
    return Found(start + match.start(), start + match.end(), partial, kind, match[0])
