"""The rules and the learned choice together: which claims stand, and what each is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.claims.candidates import Candidate
from monitor.claims.choice import Bars, Choice, Weights, confidence_of, spoke_for
from monitor.claims.dates import Found, days_before
from monitor.claims.document import Document
from monitor.claims.evidence import evidence_of
from monitor.claims.mentions import Mention
from monitor.claims.merge import date_beside
from monitor.claims.novelty import NEW_DAYS
from monitor.claims.speakers import speaker_of
from monitor.model.claim import INFERRED, Certainty, Claim, Denial
from monitor.model.stage import Stage


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim that stands: how the choice sees it, its stage, and the rules' own claim, if it is theirs."""

    choice: Choice
    stage: Stage
    ruled: Candidate | None


def standing(
    choices: Sequence[Choice], kept: Sequence[Candidate], denials: Sequence[Denial], bars: Bars
) -> Iterator[Standing]:
    """The rules' claims, and what the choice adds: of a kind that the rules do not claim of the party.

    A prospect is not both news and background, and what the rules read as denied is not true.
    """
    by_slot = {(claim.accord, claim.party, claim.new): claim for claim in kept}
    settled: set[tuple[str, str, Stage]] = {
        (claim.accord, claim.party, claim.stage)
        for claim in kept
        if claim.stage is Stage.PROSPECTIVE
    }
    settled |= {(one.accord, one.party, stage) for one in denials for stage in one.stages}
    for choice in sorted(choices, key=lambda choice: -choice.chance):
        accord, party = choice.mention.accord, choice.mention.party
        ruled = by_slot.get((accord, party, choice.new))
        if ruled is not None:
            yield Standing(choice, ruled.stage, ruled)
            continue
        bar = bars.news if choice.new else bars.background
        if choice.chance > bar and (accord, party, choice.stage) not in settled:
            if choice.stage is Stage.PROSPECTIVE:
                settled.add((accord, party, choice.stage))
            yield Standing(choice, choice.stage, None)


def claims_of(
    document: Document,
    stands: Iterable[Standing],
    candidates: Sequence[Candidate],
    weights: Weights,
) -> tuple[Claim, ...]:
    """The claims of a text, in reading order; ``candidates`` are all that the rules considered."""
    ordered = sorted(stands, key=_in_order)
    return tuple(_claim(document, stand, candidates, weights) for stand in ordered)


def _in_order(stand: Standing) -> tuple[int, int]:
    mention = stand.choice.mention
    return (stand.ruled or mention).line.index, mention.actor.start


def _claim(
    document: Document,
    stand: Standing,
    candidates: Sequence[Candidate],
    weights: Weights,
) -> Claim:
    choice, mention = stand.choice, stand.choice.mention
    ruled = stand.ruled or _considered(stand, candidates)
    why: tuple[str, ...] = () if stand.ruled else (INFERRED,)
    if ruled is None:
        line, date, effective = mention.line, _date_of(document, choice), None
        accord = document.accords[mention.accord]
        speaker, _ = speaker_of(document, line, mention.actor.start, mention.party, accord)
        certainty = _certainty(stand.stage)
    else:
        line, speaker, certainty = ruled.line, ruled.speaker, ruled.certainty
        date, effective = _fitting(document, choice, ruled), ruled.effective
        why += tuple(ruled.rules)
    return Claim(
        accord=mention.accord,
        party=mention.party,
        stage=stand.stage,
        new=choice.new,
        evidence=evidence_of(document.article, line),
        certainty=certainty,
        speaker=speaker,
        date=date,
        effective=effective,
        confidence=confidence_of(
            choice.chance, weights.calibration, agreed=stand.ruled is not None
        ),
        why=(*why, *(f"term:{term}" for term, _ in spoke_for(choice, weights))),
    )


def _considered(stand: Standing, candidates: Sequence[Candidate]) -> Candidate | None:
    """What the rules considered of this stage: of the same time first, then in the body, dated, the earliest."""
    wanted = (stand.choice.mention.accord, stand.choice.mention.party, stand.stage)
    same = [one for one in candidates if (one.accord, one.party, one.stage) == wanted]
    return max(
        same,
        key=lambda one: (
            one.new == stand.choice.new,
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
