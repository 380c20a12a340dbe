"""The rules and the learned choice together: which claims stand, and what each is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from monitor.claims.candidate import Candidate
from monitor.claims.choice import Weights, spoke_for, weigh
from monitor.claims.confidence import confidence
from monitor.claims.days import Found, days_before, days_since
from monitor.claims.document import Document, L
from monitor.claims.evidence import evidence_of
from monitor.claims.mention import Mention
from monitor.claims.merge import date_beside
from monitor.claims.timing import NEW_DAYS
from monitor.claims.verdict import Key, Possible, possible_claims, standing
from monitor.model.article import Article
from monitor.model.claim import INFERRED, Certainty, Claim, Denial, NoClaim, Speaker
from monitor.model.stage import Stage


@dataclass(frozen=True, slots=True)
class ByRules:
    """What the rules make of a text: the claims that stand among all considered, the denials, the silent mentions."""

    kept: Sequence[Candidate]
    considered: Sequence[Candidate]
    denials: Sequence[Denial]
    silent: Sequence[NoClaim] = ()


class Choice(Protocol[L]):
    """What a language gives the learned choice to go by."""

    @property
    def weights(self) -> Weights:
        """The weights that were fitted for the language."""

    def mentions(
        self, document: Document[L], kept: Sequence[Candidate], silent: Sequence[NoClaim]
    ) -> Sequence[Mention]:
        """Each place where the text names a party beside an accord, with its terms."""

    def speaker(self, document: Document[L], mention: Mention) -> Speaker:
        """On whose word it stands what a mention says, where no rule has told."""


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
    document: Document[L], rules: ByRules, choice: Choice[L], weights: Weights
) -> tuple[tuple[Claim, ...], tuple[NoClaim, ...]]:
    """All claims of a text, in reading order, and what the rules claimed that does not stand.

    A rules' claim of a party that the choice has not looked at stands as it is.
    """
    ruled = {_key(one): one for one in rules.kept}
    mentions = choice.mentions(document, rules.kept, rules.silent)
    possible = possible_claims(weigh(mentions, weights), ruled, weights.answers)
    sure = weights.verdict.judge(possible)
    denied = {(one.accord, one.party, stage) for one in rules.denials for stage in one.stages}
    hearsay = [key for key, one in ruled.items() if one.speaker in NOBODY]
    stands = dict.fromkeys(ruled.keys() - {one.key for one in possible}, 1.0)
    placed = [(ruled[key].line.index, ruled_claim(document.article, ruled[key])) for key in stands]
    for one, confidence_ in standing(sure, denied, weights.verdict.bars, hearsay):
        stands[one.key] = confidence_
        if one.is_ruled:
            line, claim = ruled[one.key].line, _weighed(document, ruled[one.key], one)
            why = claim.why
        else:
            line, claim = (
                one.mention.line,
                _inferred(document, one, rules.considered, choice.speaker),
            )
            why = (INFERRED, *claim.why)
        why = (*why, *_terms(one, weights))
        placed.append((line.index, replace(claim, why=why, confidence=round(confidence_, 2))))
    dropped = tuple(
        _outweighed(document.article, ruled[one.key], confidence_)
        for one, confidence_ in sure
        if one.is_ruled and one.key not in stands
    )
    return tuple(claim for _, claim in sorted(placed, key=lambda found: found[0])), dropped


NOBODY = frozenset((Speaker.UNNAMED, Speaker.OTHER, Speaker.OTHER_GOVERNMENT))
"""Whose word makes a prospect of anything (CLAIMS, rule 4)."""


def _key(ruled: Candidate) -> Key:
    return Key(ruled.accord, ruled.party, ruled.stage, ruled.new)


def _weighed(document: Document[L], ruled: Candidate, possible: Possible) -> Claim:
    """The rules' claim; with a date from beside the mentions where the rules have none."""
    claim = ruled_claim(document.article, ruled)
    return claim if claim.date is not None else replace(claim, date=_date_of(document, possible))


def _outweighed(article: Article, ruled: Candidate, confidence_: float) -> NoClaim:
    """What the rules claimed, for people who ask why it was not made."""
    time = "new" if ruled.new else "background"
    reason = f"outweighed: {ruled.stage.value} {time} at {confidence_:.2f}"
    return NoClaim(ruled.accord, ruled.party, reason, evidence_of(article, ruled.line))


def _inferred(
    document: Document[L],
    possible: Possible,
    considered: Sequence[Candidate],
    speaker_of: Callable[[Document[L], Mention], Speaker],
) -> Claim:
    """A claim that no rule made; from what the rules considered of its stage, else from its line alone."""
    ruled = _considered(possible, considered)
    if ruled is not None:
        return replace(
            ruled_claim(document.article, ruled),
            new=possible.key.new,
            date=_fitting(document, possible, ruled),
        )
    mention = possible.mention
    return Claim(
        accord=mention.accord,
        party=mention.party,
        stage=possible.key.stage,
        new=possible.key.new,
        evidence=evidence_of(document.article, mention.line),
        certainty=_certainty(possible.key.stage),
        speaker=speaker_of(document, mention),
        date=_date_of(document, possible),
        confidence=0,
    )


def _terms(possible: Possible, weights: Weights) -> tuple[str, ...]:
    return tuple(f"term:{term}" for term, _ in spoke_for(possible, weights))


def _considered(possible: Possible, considered: Sequence[Candidate]) -> Candidate | None:
    """What the rules considered of this stage: of the same time first, then in the body, dated, the earliest."""
    wanted = (possible.mention.accord, possible.mention.party, possible.key.stage)
    same = [one for one in considered if (one.accord, one.party, one.stage) == wanted]
    return max(
        same,
        key=lambda one: (
            one.new == possible.key.new,
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


def _fitting(document: Document[L], possible: Possible, ruled: Candidate) -> str | None:
    """The rules' date, unless it belongs to the other time."""
    if ruled.new == possible.key.new and ruled.date is not None:
        return ruled.date
    if ruled.date is not None and _is_of_time(ruled.date, document, new=possible.key.new):
        return ruled.date
    return _date_of(document, possible)


def _is_of_time(date: str, document: Document[L], *, new: bool) -> bool:
    """Whether a date can be that of news, or of what is older; of this year both may be true."""
    if new:
        return 0 <= days_before(date, document.published) <= NEW_DAYS
    return days_since(date, document.published) > NEW_DAYS


def _date_of(document: Document[L], possible: Possible) -> str | None:
    """The date that fits at the likeliest of the mentions where one does."""
    dates = (_date_at(document, mention, new=possible.key.new) for mention in possible.mentions)
    return next((date for date in dates if date is not None), None)


def _date_at(document: Document[L], mention: Mention, *, new: bool) -> str | None:
    """The date in the mention's line that fits the time and stands nearest; of news also one beside it."""
    fitting = [
        found
        for found in mention.line.dates
        if _is_of_time(found.partial, document, new=new)
        and (len(found.partial) == len("2026-01-01") or not new)
    ]
    if fitting:
        return min(fitting, key=lambda found: _away(mention, found)).partial
    return date_beside(mention.line, document.lines, document.published) if new else None


def _away(mention: Mention, found: Found) -> tuple[int, int]:
    """How far a date stands from the party; one behind it comes before one ahead of it."""
    away = found.start - mention.start
    return (abs(away) + (0 if away > 0 else 40), found.start)
