"""What a reading says on one stream, as deciding takes it in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from monitor.decide.likeness import TextIndex
from monitor.decide.naming import same_outlet
from monitor.decide.observation import Observation, Sighting, Withdrawal, report_of
from monitor.decide.policy import Policy
from monitor.decide.state import PartyState
from monitor.model.accord import Accord
from monitor.model.claim import Claim, Denial, Origin, OriginKind, Reading, Retraction, Speaker
from monitor.model.events import Kin
from monitor.model.fingerprint import Fingerprint
from monitor.model.source import SourceBook
from monitor.ports import ReadRevision

_STANDING = frozenset({Speaker.PARTY_GOVERNMENT, Speaker.CONVENER})


def observe(read: ReadRevision, accord: Accord, party: str, sources: SourceBook) -> Observation:
    """What ``read`` says of ``party``'s way into ``accord``; its kin are not looked for here."""
    revision, reading = read.revision, read.reading
    sighting = Sighting(revision.article, revision.number, revision.first_seen, revision.fresh)
    return Observation(
        accord=accord.id,
        party=party,
        report=report_of(sighting, party, accord, sources),
        classifier=reading.classifier,
        claims=_standing_claims(reading, accord.id, party),
        denials=about(reading.denials, accord.id, party),
        lifted=about(reading.lifted, accord.id, party),
        withdrawals=_withdrawals(read, accord.id, party, sources),
        origins=tuple(map(_as_origin, reading.origins)),
    )


def kin_of(
    seen: Observation, print_: Fingerprint, state: PartyState, texts: TextIndex, policy: Policy
) -> tuple[Kin, ...]:
    """The articles among ``texts`` with which the new text is one origin; it is put among them."""
    article = seen.report.article
    kin = texts.kin(article, print_, policy, partial(_has_standing, seen, state))
    texts.add(article, print_)
    return kin


def _withdrawals(
    read: ReadRevision, accord: str, party: str, sources: SourceBook
) -> tuple[Withdrawal, ...]:
    """What the text takes back: its own outlet's word, or that of another which it names.

    That another outlet took something back is believed of sources of tier major or above.
    """
    source = sources.lookup(read.revision.article.source)
    return tuple(
        Withdrawal(
            hosts=frozenset({taken.outlet or source.host}),
            url=taken.url,
            stages=taken.stages,
            evidence=taken.evidence,
        )
        for taken in about(read.reading.retractions, accord, party)
        if source.tier.is_major_or_above or same_outlet(taken.outlet or source.host, source.host)
    )


def _standing_claims(reading: Reading, accord: str, party: str) -> tuple[Claim, ...]:
    """The claims of a reading, without what the same text expressly takes back: it only quotes that."""
    taken = {stage for gone in about(reading.retractions, accord, party) for stage in gone.stages}
    claims = about(reading.claims, accord, party)
    return tuple(claim for claim in claims if claim.stage not in taken)


def _as_origin(origin: Origin) -> Origin:
    """The origin as deciding compares it.

    Reading knows a leaked document by a phrase, not by a name. Two texts that rest on such papers for the
    same party and accord are taken to rest on the same one.
    """
    return replace(origin, name="unpublished") if origin.kind is OriginKind.DOCUMENT else origin


def streams_of(read: ReadRevision) -> list[tuple[str, str]]:
    """The (accord, party) pairs on which the article speaks, or spoke at its reading before."""
    found = set[tuple[str, str]]()
    for reading in (read.reading, read.previous):
        if reading:
            found.update((claim.accord, claim.party) for claim in reading.claims)
            found.update((said.accord, said.party) for said in (*reading.denials, *reading.lifted))
            found.update((taken.accord, taken.party) for taken in reading.retractions)
    return sorted(found)


AboutT = TypeVar("AboutT", Claim, Denial, Retraction)


def about(found: Iterable[AboutT], accord: str, party: str) -> tuple[AboutT, ...]:
    """What of ``found`` is about one stream."""
    return tuple(one for one in found if (one.accord, one.party) == (accord, party))


def _has_standing(seen: Observation, state: PartyState, article: str) -> bool:
    """Whether an article brings the word of somebody with standing."""
    if article == seen.report.article:
        return any(claim.speaker in _STANDING for claim in seen.claims)
    claims = (state.claims[claim_id] for claim_id in state.by_article.get(article, ()))
    return any(claim.speaker in _STANDING for claim in claims)
