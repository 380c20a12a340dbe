"""What stands of all that a text may claim: each claim weighed by everything the text says of its party. Pure.

The choice weighs one mention at a time. The verdict is a logistic regression over some forty named features of
the whole: the chances that the choice gives at each mention, what the rules made of the party, what stands
beside it, and what the text says of others. Its sum is the claim's confidence. Weights are data, as those of
the choice are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.claims.mention import Mention
from monitor.model.stage import Stage

NONE = "none"
_FLOOR = -12.0
"""The log odds of what no mention says."""
_SAYS = 0.2
"""The chance above which a mention says a claim too."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a claim says, without where and when."""

    accord: str
    party: str
    stage: Stage
    new: bool

    @property
    def answer(self) -> str:
        """The answer of the choice that makes the claim."""
        return f"{self.stage.value}:{'new' if self.new else 'background'}"

    @property
    def slot(self) -> tuple[str, str, bool]:
        """Of each accord, party and time there is at most one claim (CLAIMS, rule 2)."""
        return self.accord, self.party, self.new

    @property
    def said(self) -> tuple[str, str, Stage]:
        """The claim at whatever time."""
        return self.accord, self.party, self.stage


@dataclass(frozen=True, slots=True)
class Weighed:
    """A mention, and the chance of each answer for it."""

    mention: Mention
    shares: Sequence[float]


@dataclass(frozen=True, slots=True)
class Possible:
    """A claim that a text may make, the mentions that say it, likeliest first, and what speaks for and against it."""

    key: Key
    mentions: tuple[Mention, ...]
    is_ruled: bool
    features: Mapping[str, float]

    @property
    def mention(self) -> Mention:
        """The one that says it likeliest."""
        return self.mentions[0]


@dataclass(frozen=True, slots=True)
class Bars:
    """The confidence above which a claim stands: one that the rules made, and one that they did not."""

    ruled: float
    inferred: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fitted numbers: the weight of each feature, and the bars."""

    weights: Mapping[str, float]
    bars: Bars

    def confidence(self, features: Mapping[str, float]) -> float:
        """The share of claims with such features that are right."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))


@dataclass(frozen=True, slots=True)
class _Text:
    """All mentions of a text, by party and by line, with what the rules claim."""

    places: Mapping[str, int]
    parties: Mapping[tuple[str, str], list[Weighed]]
    lines: Mapping[tuple[str, int], list[Weighed]]
    ruled: frozenset[Key]

    def share(self, told: Weighed, answer: str) -> float:
        at = self.places.get(answer)
        return 0.0 if at is None else told.shares[at]

    def of_time(self, told: Weighed, *, new: bool) -> float:
        """The chance of any claim of this time."""
        kind = _kind(new=new)
        return sum(told.shares[at] for answer, at in self.places.items() if answer.endswith(kind))


def possible_claims(
    told: Sequence[Weighed], ruled: Iterable[Key], answers: Sequence[str]
) -> list[Possible]:
    """For each party and time one claim: that of the rules, else the likeliest."""
    parties, lines = defaultdict(list), defaultdict(list)
    for one in told:
        parties[one.mention.accord, one.mention.party].append(one)
        lines[one.mention.accord, one.mention.line.index].append(one)
    places = {answer: at for at, answer in enumerate(answers)}
    text = _Text(places, parties, lines, frozenset(ruled))
    by_slot = {key.slot: key for key in text.ruled}
    found = []
    for party, here in parties.items():
        for new in (True, False):
            key = by_slot.get((*party, new)) or _likeliest(text, party, here, new=new)
            found.append(_possible(text, key, here))
    return found


def _kind(*, new: bool) -> str:
    return ":new" if new else ":background"


def _likeliest(text: _Text, party: tuple[str, str], here: Sequence[Weighed], *, new: bool) -> Key:
    kind = _kind(new=new)
    answers = [answer for answer in text.places if answer.endswith(kind)]
    best = max(answers, key=lambda answer: max(text.share(one, answer) for one in here))
    return Key(*party, Stage(best.partition(":")[0]), new)


def _possible(text: _Text, key: Key, here: Sequence[Weighed]) -> Possible:
    ordered = sorted(here, key=lambda one: -text.share(one, key.answer))
    best = ordered[0]
    saying = [one.mention for one in ordered if text.share(one, key.answer) > _SAYS]
    features = {
        "bias": 1.0,
        key.answer: 1.0,
        **dict(_odds(text, key, here, best)),
        **dict.fromkeys(_rules(text, key, best.mention), 1.0),
        **dict.fromkeys(_around(best.mention), 1.0),
        "mentions": math.log(len(here)),
        "parties": math.log(len(text.parties)),
    }
    return Possible(key, tuple(saying) or (best.mention,), key in text.ruled, features)


def _odds(
    text: _Text, key: Key, here: Sequence[Weighed], best: Weighed
) -> Iterator[tuple[str, float]]:
    """Log odds by the choice: of the claim, of its rivals, and of the same claim of other parties."""
    shares = sorted((text.share(one, key.answer) for one in here), reverse=True)
    yield "odds", log_odds(shares[0])
    yield "odds:second", log_odds(shares[1]) if len(shares) > 1 else _FLOOR
    yield "odds:time", log_odds(max(text.of_time(one, new=key.new) for one in here))
    yield "odds:other-time", log_odds(max(text.of_time(one, new=not key.new) for one in here))
    flip = f"{key.stage.value}{_kind(new=not key.new)}"
    yield "odds:same-stage", log_odds(max(text.share(one, flip) for one in here))
    yield "odds:none", log_odds(text.share(best, NONE))
    rivals = [answer for answer in text.places if answer.endswith(_kind(new=key.new))]
    yield "odds:rival", log_odds(max(text.share(one, rival) for one in here for rival in rivals))
    beside = [
        text.share(one, key.answer)
        for one in text.lines[key.accord, best.mention.line.index]
        if one is not best
    ]
    yield "odds:beside", log_odds(max(beside)) if beside else log_odds(shares[0])
    everywhere = (text.share(one, key.answer) for told in text.parties.values() for one in told)
    yield "odds:anybody", log_odds(max(everywhere))


def _rules(text: _Text, key: Key, mention: Mention) -> Iterator[str]:
    """What the rules made of the claim and of the party."""
    if key in text.ruled:
        yield "rules"
        yield from (
            name
            for name in ("rules:here", "rules:sure")
            if f"{_TERMS[name]}:{key.answer}" in mention.terms
        )
    if any(other.said == key.said and other.new != key.new for other in text.ruled):
        yield "rules:other-time"
    if any(term.startswith("no-claim:") for term in mention.terms):
        yield "rules:silent"


_TERMS = {"rules:here": "rules", "rules:sure": "rules-sure"}


def _around(mention: Mention) -> Iterator[str]:
    """Where the likeliest mention stands, and what the accord's file says of the party."""
    terms = mention.terms
    yield from (term for term in ("field:title", "accord:here", "accord:not-main") if term in terms)
    if "signature-makes-party" in terms:
        yield "signature-makes-party"
    if any(
        term.startswith(("baseline:acceded", "baseline:ratified", "baseline:signed"))
        for term in terms
    ):
        yield "baseline"
    if "named:name" not in terms:
        yield "described"


def log_odds(chance: float) -> float:
    """The logarithm of the odds of ``chance``; bounded, so that certainty is a number too."""
    bounded = min(max(chance, 1e-5), 1 - 1e-5)
    return math.log(bounded / (1 - bounded))


def standing(
    possible: Iterable[tuple[Possible, float]], denied: Iterable[tuple[str, str, Stage]], bars: Bars
) -> Iterator[tuple[Possible, float]]:
    """What stands of the possible claims, each with its confidence.

    What the rules read as denied is not inferred; a prospect is not both news and background, nor moved from
    the time where the rules have it.
    """
    possible = sorted(possible, key=lambda found: (-found[0].is_ruled, -found[1]))
    settled = set(denied) | {_prospect(one.key) for one, _ in possible if one.is_ruled}
    for one, confidence in possible:
        bar = bars.ruled if one.is_ruled else bars.inferred
        if confidence <= bar or (not one.is_ruled and one.key.said in settled):
            continue
        settled.add(_prospect(one.key))
        yield one, confidence


def _prospect(key: Key) -> tuple[str, str, Stage] | None:
    return key.said if key.stage is Stage.PROSPECTIVE else None
