"""Each place where a text names a party beside an accord, with the terms by which the choice weighs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from monitor.claims.candidate import Candidate
from monitor.claims.confidence import confidence
from monitor.claims.english.coref import Referents
from monitor.claims.english.document import Document, Line
from monitor.claims.english.grammar import Actor
from monitor.claims.signals import PARTY, REFERS
from monitor.claims.terms import Named, View, layout_of, ruled, terms_of, view_of
from monitor.model.claim import NoClaim


@dataclass(frozen=True, slots=True)
class Mention:
    """One line that names one party in a text that names an accord."""

    accord: str
    party: str
    line: Line
    actor: Actor
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules made of a text: the claims that stand, and the mentions without one."""

    claims: Sequence[Candidate]
    silent: Sequence[NoClaim]


MAX_MENTIONS = 300
"""So many mentions of one text are weighed; news has fewer, and what stands behind them is left to the rules."""


_NAMING = frozenset((PARTY, REFERS))
"""Signs without which a line names no party."""


def mentions_of(
    document: Document, referents: Mapping[str, Referents], ruled_: Ruled
) -> list[Mention]:
    """The mentions that are weighed."""
    return list(islice(_mentions(document, referents, ruled_), MAX_MENTIONS))


def _mentions(
    document: Document, referents: Mapping[str, Referents], ruled_: Ruled
) -> Iterator[Mention]:
    """All mentions, accord by accord, in reading order; conveners are no parties, what is taken back no news."""
    views: dict[int, View] = {}
    layout = layout_of(document)
    for accord_id in document.named:
        if accord_id not in referents:
            continue
        by_party = _by_party(ruled_, accord_id)
        for line in document.lines:
            if line.correction or not line.signs & _NAMING:
                continue
            for named in _named(line, referents[accord_id]):
                if line.index not in views:
                    views[line.index] = view_of(document, layout, line)
                terms = terms_of(document, views[line.index], named, document.accords[accord_id])
                terms += _claimed(line, by_party.get(named.party, []))
                terms += _unclaimed(line, ruled_.silent, accord_id, named.party)
                yield Mention(accord_id, named.party, line, named.actor, tuple(terms))


def _by_party(ruled_: Ruled, accord: str) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {}
    for candidate in ruled_.claims:
        if candidate.accord == accord:
            found.setdefault(candidate.party, []).append(candidate)
    return found


def _named(line: Line, referents: Referents) -> Iterator[Named]:
    """Each party of a line once, by the first actor that stands for it."""
    seen: set[str] = set()
    for actor in line.parsed.actors:
        codes, how = referents.codes(line, actor)
        for code in codes:
            if code not in seen:
                seen.add(code)
                yield Named(code, actor, how)


def _claimed(line: Line, claims: Sequence[Candidate]) -> list[str]:
    """What the rules claim of the party, here and elsewhere in the text."""
    if not claims:
        return ["rules-in-text:none"]
    terms = (
        ruled(
            claim.stage.value,
            new=claim.new,
            here=claim.line is line,
            confidence=confidence(claim.features),
        )
        for claim in claims
    )
    return list(dict.fromkeys(chain.from_iterable(terms)))


def _unclaimed(line: Line, silent: Sequence[NoClaim], accord: str, party: str) -> list[str]:
    """Why the rules claim nothing of the party in this line, where they looked at it."""
    here = line.sentence
    reasons = (
        f"no-claim:{mute.reason}"
        for mute in silent
        if (mute.accord, mute.party) == (accord, party)
        and (mute.evidence.field, mute.evidence.start) == (here.field, here.start)
    )
    return list(dict.fromkeys(reasons))
