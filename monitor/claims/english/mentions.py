"""Each place where a text names a party beside an accord, with the terms by which the choice weighs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from monitor.claims.candidate import Candidate
from monitor.claims.choice import Weights, shipped_weights
from monitor.claims.english.coref import Referents
from monitor.claims.english.document import Document, Line
from monitor.claims.english.grammar import Actor
from monitor.claims.english.speakers import speaker_of
from monitor.claims.english.terms import terms_beside, ties_of
from monitor.claims.english.view import View, layout_of, view_of
from monitor.claims.mention import Mention
from monitor.claims.ruled import Ruled
from monitor.claims.signals import PARTY, REFERS
from monitor.model.claim import NoClaim, Speaker

MAX_MENTIONS = 300
"""So many mentions of one text are weighed; news has fewer, and what stands behind them is left to the rules."""


_NAMING = frozenset((PARTY, REFERS))
"""Signs without which a line names no party."""


class EnglishChoice:
    """What the learned choice has to go by in an English text."""

    def __init__(self, referents: Callable[[Document], Mapping[str, Referents]]) -> None:
        self._referents = referents

    @property
    def weights(self) -> Weights:
        """The weights that were fitted on English texts."""
        return shipped_weights("en")

    def mentions(
        self, document: Document, kept: Sequence[Candidate], silent: Sequence[NoClaim]
    ) -> list[Mention]:
        """The mentions that are weighed."""
        found = _mentions(document, self._referents(document), kept, silent)
        return list(islice(found, MAX_MENTIONS))

    @staticmethod
    def speaker(document: Document, mention: Mention) -> Speaker:
        """Who says what stands at the party's name."""
        line = document.lines[mention.line.index]
        at = next(k for k, node in enumerate(line.parsed.nodes) if node.start == mention.start)
        accord = document.accords[mention.accord]
        return speaker_of(document, line, at, mention.party, accord)[0]


def _mentions(
    document: Document,
    referents: Mapping[str, Referents],
    kept: Sequence[Candidate],
    silent: Sequence[NoClaim],
) -> Iterator[Mention]:
    """All mentions, accord by accord, in reading order; conveners are no parties, what is taken back no news."""
    views: dict[int, View] = {}
    layout = layout_of(document)
    naming = [
        line
        for line in document.lines
        if not line.correction and not line.signs.isdisjoint(_NAMING)
    ]
    for accord_id in document.named:
        if accord_id not in referents:
            continue
        ruled = Ruled(document, document.accords[accord_id], kept, silent)
        for line in naming:
            for party, (actor, how) in _named(line, referents[accord_id]).items():
                view = views.get(line.index)
                if view is None:
                    view = views[line.index] = view_of(document, layout, line)
                own = ties_of(view, actor, how, accord_id, document.main)
                own.update(ruled.terms(party, line))
                beside = partial(terms_beside, view, actor, accord_id)
                start = line.parsed.nodes[actor.start].start
                yield Mention(accord_id, party, line, start, own, view.shared, beside)


def _named(line: Line, referents: Referents) -> dict[str, tuple[Actor, str]]:
    """Each party of a line, with the first actor that stands for it and the rule by which it does."""
    found: dict[str, tuple[Actor, str]] = {}
    for actor in line.parsed.actors:
        codes, how = referents.codes(line, actor)
        for code in codes:
            if code not in found:
                found[code] = actor, how
    return found
