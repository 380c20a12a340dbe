"""The rules and the learned choice together: which claims stand, and what each is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.claims.candidate import Candidate
from monitor.claims.choice import Bars, Choice, Weights, confidence_of, spoke_for
from monitor.claims.confidence import confidence
from monitor.claims.days import Found, days_before
from monitor.claims.english.document import Document
from monitor.claims.english.speakers import speaker_of
from monitor.claims.evidence import evidence_of
from monitor.claims.mentions import Mention
from monitor.claims.merge import date_beside
from monitor.claims.timing import NEW_DAYS
from monitor.model.article import Article
from monitor.model.claim import INFERRED, Certainty, Claim, Denial
from monitor.model.stage import Stage


@dataclass(frozen=True, slots=True)
class ByRules:
    """What the rules make of a text: the claims that stand, all that they considered, and the denials."""

    kept: Sequence[Candidate]
    considered: Sequence[Candidate]
    denials: Sequence[Denial]


def ruled_claim(article: Article, ruled: Candidate) -> Claim:
    """The rules' claim as they have it."""
    return Claim(
        accord=ruled.accord,
        party=ruled.party,
        stage=ruled.stage,
        new=ruled.new,
        evidence=evidence_of(article, ruled.line),
        certainty=ruled.certainty,
        speaker=ruled.speaker,
        date=ruled.date,
        effective=ruled.effective,
        confidence=confidence(ruled.features),
        why=tuple(ruled.rules),
    )


def claims_of(
    document: Document, rules: ByRules, choices: Sequence[Choice], weights: Weights
) -> tuple[Claim, ...]:
    """All claims of a text, in reading order: those of the rules, and those that the choice adds."""
    by_slot = {_slot(choice): choice for choice in choices}
    placed = [
        (ruled.line.index, _weighed(document.article, ruled, by_slot, weights))
        for ruled in rules.kept
    ]
    placed += [
        (choice.mention.line.index, _inferred(document, choice, rules.considered, weights))
        for choice in added(choices, rules, weights.bars)
    ]
    return tuple(claim for _, claim in sorted(placed, key=lambda found: found[0]))


def added(choices: Sequence[Choice], rules: ByRules, bars: Bars) -> Iterator[Choice]:
    """What the choice adds: likely enough, and of a kind that the rules do not claim of the party.

    A prospect is not both news and background, and what the rules read as denied is not true.
    """
    taken = {(claim.accord, claim.party, claim.new) for claim in rules.kept}
    settled = {(one.accord, one.party, stage) for one in rules.denials for stage in one.stages}
    for one in rules.kept:
        if one.stage is Stage.PROSPECTIVE:
            settled.add((one.accord, one.party, one.stage))
    for choice in sorted(choices, key=lambda choice: -choice.chance):
        said = (choice.mention.accord, choice.mention.party, choice.stage)
        bar = bars.news if choice.new else bars.background
        if choice.chance <= bar or said in settled or _slot(choice) in taken:
            continue
        if choice.stage is Stage.PROSPECTIVE:
            settled.add(said)
        yield choice


Slot = tuple[str, str, bool]
"""An accord, a party, and whether the claim is new: of each there is at most one claim (CLAIMS, rule 2)."""


def _slot(choice: Choice) -> Slot:
    return choice.mention.accord, choice.mention.party, choice.new


def _weighed(
    article: Article, ruled: Candidate, by_slot: Mapping[Slot, Choice], weights: Weights
) -> Claim:
    """The rules' claim with the choice's confidence, where the choice has seen the party."""
    claim = ruled_claim(article, ruled)
    choice = by_slot.get((ruled.accord, ruled.party, ruled.new))
    if choice is None:
        return claim
    return replace(
        claim,
        confidence=confidence_of(choice.chance, weights.calibration, agreed=True),
        why=(*claim.why, *_terms(choice, weights)),
    )


def _inferred(
    document: Document, choice: Choice, considered: Sequence[Candidate], weights: Weights
) -> Claim:
    """A claim that no rule made; from what the rules considered of its stage, else from its line alone."""
    ruled = _considered(choice, considered)
    confident = confidence_of(choice.chance, weights.calibration, agreed=False)
    terms = _terms(choice, weights)
    if ruled is not None:
        return replace(
            ruled_claim(document.article, ruled),
            new=choice.new,
            date=_fitting(document, choice, ruled),
            confidence=confident,
            why=(INFERRED, *ruled.rules, *terms),
        )
    mention = choice.mention
    accord = document.accords[mention.accord]
    speaker, _ = speaker_of(document, mention.line, mention.actor.start, mention.party, accord)
    return Claim(
        accord=mention.accord,
        party=mention.party,
        stage=choice.stage,
        new=choice.new,
        evidence=evidence_of(document.article, mention.line),
        certainty=_certainty(choice.stage),
        speaker=speaker,
        date=_date_of(document, choice),
        confidence=confident,
        why=(INFERRED, *terms),
    )


def _terms(choice: Choice, weights: Weights) -> tuple[str, ...]:
    return tuple(f"term:{term}" for term, _ in spoke_for(choice, weights))


def _considered(choice: Choice, considered: Sequence[Candidate]) -> Candidate | None:
    """What the rules considered of this stage: of the same time first, then in the body, dated, the earliest."""
    wanted = (choice.mention.accord, choice.mention.party, choice.stage)
    same = [one for one in considered if (one.accord, one.party, one.stage) == wanted]
    return max(
        same,
        key=lambda one: (
            one.new == choice.new,
            one.line.field == "body",
            one.date is not None,
            -one.line.index,
        ),
        default=None,
    )


def _certainty(stage: Stage) -> Certainty:
    if stage is Stage.PROSPECTIVE:
        return Certainty.POSSIBLE
    return Certainty.PROBABLE if stage is Stage.ANNOUNCED else Certainty.CERTAIN


def _fitting(document: Document, choice: Choice, ruled: Candidate) -> str | None:
    """The rules' date, unless it belongs to the other time."""
    if ruled.new == choice.new:
        return ruled.date
    if ruled.date is not None and _is_of_time(ruled.date, document, new=choice.new):
        return ruled.date
    return _date_of(document, choice)


def _is_of_time(date: str, document: Document, *, new: bool) -> bool:
    age = days_before(date, document.published)
    return 0 <= age <= NEW_DAYS if new else age > NEW_DAYS


def _date_of(document: Document, choice: Choice) -> str | None:
    """The date in the mention's line that fits the time and stands nearest; of news also one beside it."""
    mention = choice.mention
    fitting = [
        found
        for found in mention.line.dates
        if _is_of_time(found.partial, document, new=choice.new)
        and (len(found.partial) == len("2026-01-01") or not choice.new)
    ]
    if fitting:
        return min(fitting, key=lambda found: _away(mention, found)).partial
    if not choice.new:
        return None
    return date_beside(mention.line, document.lines, document.published)


def _away(mention: Mention, found: Found) -> tuple[int, int]:
    """How far a date stands from the party; one behind it comes before one ahead of it."""
    here = mention.line.parsed.nodes[mention.actor.start].start
    away = found.start - here
    return (abs(away) + (0 if away > 0 else 40), found.start)
