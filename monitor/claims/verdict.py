"""What stands of all that a text may claim: each claim weighed by everything the text says of its party. Pure.

The choice weighs one mention at a time. The verdict is a logistic regression over some forty named features of
the whole: the chances that the choice gives at each mention, what the rules made of the party, what stands
beside it, and what the text says of others. Its sum is the claim's confidence. Weights are data, as those of
the choice are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean

from monitor.claims.mention import WHOLE, Mention, each
from monitor.model.stage import Stage

NONE = "none"
_FLOOR = -12.0
"""The log odds of what no mention says."""
_SAYS = 0.2
"""The chance above which a mention says a claim too."""
_LEAST, _MOST = 1e-5, 1 - 1e-5
"""What the choice says is never surer than this."""


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
    """The confidence above which a claim stands.

    ``ruled`` is for what the rules claim, ``news`` and ``background`` for what they do not, ``instead`` for what is
    to stand in the place of theirs.
    """

    ruled: float
    news: float
    background: float
    instead: float

    def of(self, possible: Possible) -> float:
        """The bar for a claim by itself."""
        if possible.is_ruled:
            return self.ruled
        return self.news if possible.key.new else self.background


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fitted numbers: the weight of each feature, and the bars."""

    weights: Mapping[str, float]
    bars: Bars

    def confidence(self, features: Mapping[str, float]) -> float:
        """The share of claims with such features that are right."""
        weights = self.weights
        return _share(sum([weights.get(name, 0.0) * value for name, value in features.items()]))

    def judge(self, possible: Sequence[Possible]) -> list[tuple[Possible, float]]:
        """Each with its confidence; what the rules read of several parties in one line has one for all."""
        alone = [(one, self.confidence(one.features)) for one in possible]
        lists = defaultdict(list)
        for one, confidence in alone:
            if one.is_ruled:
                lists[_breath(one)].append(log_odds(confidence))
        shared = {breath: _share(fmean(odds)) for breath, odds in lists.items() if len(odds) > 1}
        return [
            (one, shared.get(_breath(one), confidence) if one.is_ruled else confidence)
            for one, confidence in alone
        ]


def _breath(one: Possible) -> tuple[str, Stage, bool, int]:
    """What is told of the members of a list at once."""
    return one.key.accord, one.key.stage, one.key.new, one.mention.line.index


def _share(odds: float) -> float:
    """The chance of which ``odds`` are the log odds."""
    return 1 / (1 + math.exp(-min(max(odds, -30.0), 30.0)))


@dataclass(frozen=True, slots=True)
class _Answers:
    """The answers of the choice by their places: where each stands, those of each time, and the stage of each."""

    names: tuple[str, ...]
    places: Mapping[str, int]
    of_time: Mapping[bool, tuple[int, ...]]
    stages: Mapping[int, Stage]


@cache
def _answers_of(names: tuple[str, ...]) -> _Answers:
    of_time = {
        new: tuple(at for at, name in enumerate(names) if name.endswith(_kind(new=new)))
        for new in (True, False)
    }
    stages = {
        at: Stage(names[at].partition(":")[0]) for places in of_time.values() for at in places
    }
    return _Answers(names, {name: at for at, name in enumerate(names)}, of_time, stages)


@dataclass(frozen=True, slots=True)
class _Party:
    """The mentions of a party, and the highest chance among them: of each answer, and of any claim of each time."""

    here: Sequence[Weighed]
    highest: Sequence[float]
    of_time: Mapping[bool, float]


@dataclass(frozen=True, slots=True)
class _Text:
    """All parties of a text, its mentions by line, the highest chance of each answer, and what the rules claim.

    ``said`` holds the times at which the rules claim a stage of a party.
    """

    answers: _Answers
    parties: Mapping[tuple[str, str], _Party]
    lines: Mapping[tuple[str, int], list[Weighed]]
    highest: Sequence[float]
    by_slot: Mapping[tuple[str, str, bool], Key]
    said: Mapping[tuple[str, str, Stage], set[bool]]


def possible_claims(
    told: Sequence[Weighed], ruled: Iterable[Key], answers: Sequence[str]
) -> list[Possible]:
    """For each party and time the claim of the rules and, where it is another, the likeliest."""
    by_party, lines = defaultdict(list), defaultdict(list)
    for one in told:
        by_party[one.mention.accord, one.mention.party].append(one)
        lines[one.mention.accord, one.mention.line.index].append(one)
    known = _answers_of(tuple(answers))
    parties = {party: _party(known, here) for party, here in by_party.items()}
    highest = _highest([party.highest for party in parties.values()])
    by_slot: dict[tuple[str, str, bool], Key] = {}
    said = defaultdict(set)
    for key in ruled:
        by_slot[key.slot] = key
        said[key.said].add(key.new)
    text = _Text(known, parties, lines, highest, by_slot, said)
    return [
        _possible(text, key, at, told_of)
        for party, told_of in parties.items()
        for new in (True, False)
        for key, at in _keys(text, party, told_of, new=new)
    ]


def _party(answers: _Answers, here: Sequence[Weighed]) -> _Party:
    of_time = {
        new: max([sum([one.shares[at] for at in places]) for one in here])
        for new, places in answers.of_time.items()
    }
    return _Party(here, _highest([one.shares for one in here]), of_time)


def _highest(rows: Sequence[Sequence[float]]) -> Sequence[float]:
    """The highest of each column."""
    return rows[0] if len(rows) == 1 else list(map(max, *rows)) if rows else ()


def _at(shares: Sequence[float], place: int | None) -> float:
    """The chance at a place; nothing for an answer that the choice does not know."""
    return 0.0 if place is None else shares[place]


def _kind(*, new: bool) -> str:
    return ":new" if new else ":background"


def _keys(
    text: _Text, party: tuple[str, str], told: _Party, *, new: bool
) -> Iterator[tuple[Key, int | None]]:
    """What the rules claim of a party at a time and, where it is another, what is likeliest; with their answers' places."""
    answers = text.answers
    at = max(answers.of_time[new], key=told.highest.__getitem__)
    likeliest = Key(*party, answers.stages[at], new)
    ruled = text.by_slot.get(likeliest.slot)
    if ruled is not None:
        yield ruled, answers.places.get(ruled.answer)
    if ruled != likeliest:
        yield likeliest, at


def _possible(text: _Text, key: Key, at: int | None, told: _Party) -> Possible:
    """The claim ``key``, whose answer is at the place ``at``, with what speaks for and against it."""
    answer = key.answer if at is None else text.answers.names[at]
    here = told.here
    ordered = sorted(here, key=lambda one: -_at(one.shares, at)) if len(here) > 1 else here
    best = ordered[0].mention
    saying = [one.mention for one in ordered if _at(one.shares, at) > _SAYS]
    features = {
        "bias": 1.0,
        answer: 1.0,
        **_odds(text, key, at, told, ordered),
        **_rules(text, key, answer, best),
        **_around(best),
        "mentions": math.log(len(here)),
        "parties": math.log(len(text.parties)),
    }
    return Possible(key, tuple(saying) or (best,), text.by_slot.get(key.slot) == key, features)


def _odds(
    text: _Text, key: Key, at: int | None, told: _Party, ordered: Sequence[Weighed]
) -> dict[str, float]:
    """Log odds by the choice: of the claim, of its rivals, and of the same claim of other parties.

    ``at`` is the place of the claim among the answers; ``ordered`` are its mentions, likeliest first.
    """
    answers, best, highest = text.answers, ordered[0], told.highest
    odds = log_odds(_at(best.shares, at))
    flip = answers.places.get(f"{key.stage.value}{_kind(new=not key.new)}")
    line = text.lines[key.accord, best.mention.line.index]
    beside = [_at(one.shares, at) for one in line if one is not best]
    return {
        "odds": odds,
        "odds:second": log_odds(_at(ordered[1].shares, at)) if len(ordered) > 1 else _FLOOR,
        "odds:time": log_odds(told.of_time[key.new]),
        "odds:other-time": log_odds(told.of_time[not key.new]),
        "odds:same-stage": log_odds(_at(highest, flip)),
        "odds:none": log_odds(_at(best.shares, answers.places.get(NONE))),
        "odds:rival": log_odds(max([highest[rival] for rival in answers.of_time[key.new]])),
        "odds:beside": log_odds(max(beside)) if beside else odds,
        "odds:anybody": log_odds(_at(text.highest, at)),
    }


def _rules(text: _Text, key: Key, answer: str, mention: Mention) -> dict[str, float]:
    """What the rules made of the claim and of the party."""
    found = {}
    times = text.said.get(key.said, ())
    if key.new in times:
        found["rules"] = 1.0
        if mention.has("rules:{}", answer):
            found["rules:here"] = 1.0
            if mention.has("rules-sure:{}", answer):
                found["rules:sure"] = 1.0
    if (not key.new) in times:
        found["rules:other-time"] = 1.0
    ruled = text.by_slot.get(key.slot)
    if ruled is not None and ruled.stage is not key.stage:
        found["rules:other-stage"] = 1.0
    if mention.own.get("no-claim:{}"):
        found["rules:silent"] = 1.0
    return found


def _around(mention: Mention) -> dict[str, float]:
    """Where the likeliest mention stands, and what the accord's file says of the party."""
    found = {}
    if mention.line.field == "title":
        found["field:title"] = 1.0
    for tie in ("here", "not-main"):
        if mention.has("accord:{}", tie):
            found[f"accord:{tie}"] = 1.0
    if mention.has(WHOLE, "signature-makes-party"):
        found["signature-makes-party"] = 1.0
    baseline = each(mention.own.get("baseline:{}", ()))
    if any(str(value).startswith(("acceded", "ratified", "signed")) for value in baseline):
        found["baseline"] = 1.0
    if not mention.has("named:{}", "name"):
        found["described"] = 1.0
    return found


def log_odds(chance: float) -> float:
    """The logarithm of the odds of ``chance``; bounded, so that certainty is a number too."""
    bounded = _LEAST if chance < _LEAST else min(chance, _MOST)
    return math.log(bounded / (1 - bounded))


def standing(
    possible: Iterable[tuple[Possible, float]],
    denied: Iterable[tuple[str, str, Stage]],
    bars: Bars,
    hearsay: Collection[Key] = (),
) -> Iterator[tuple[Possible, float]]:
    """What stands of the possible claims, each with its confidence.

    What the rules read as denied is not inferred; a prospect is not both news and background, nor moved from
    the time where the rules have it, unless theirs is outweighed. One step of the way in can stand for another that the rules read, where it
    is surer; nothing stands for, or in the place of, a refusal or a leaving, nor for what the rules read as
    ``hearsay``: that nobody with standing says so is what keeps it a prospect.
    """
    possible = sorted(possible, key=lambda found: (-found[0].is_ruled, -found[1]))
    ruled = {one.key.slot: (one.key, confidence) for one, confidence in possible if one.is_ruled}
    kept = {key.slot for key in hearsay}
    instead = {
        one.key.slot
        for one, confidence in possible
        if one.key.slot not in kept
        and not one.is_ruled
        and _outdoes(one.key, confidence, ruled.get(one.key.slot), bars)
    }
    settled = set(denied) | {
        _prospect(key)
        for slot, (key, confidence) in ruled.items()
        if slot not in instead and confidence > bars.ruled
    }
    for one, confidence in possible:
        if one.key.slot in ruled and one.is_ruled is (one.key.slot in instead):
            continue
        if confidence <= bars.of(one) or (not one.is_ruled and one.key.said in settled):
            continue
        settled.add(_prospect(one.key))
        yield one, confidence


def _outdoes(key: Key, confidence: float, ruled: tuple[Key, float] | None, bars: Bars) -> bool:
    """Whether a claim is to stand for that of the rules."""
    if ruled is None or not _WAY_IN.issuperset((key.stage, ruled[0].stage)):
        return False
    return confidence > max(bars.instead, ruled[1])


_WAY_IN = frozenset(
    (
        Stage.PROSPECTIVE,
        Stage.ANNOUNCED,
        Stage.APPLIED,
        Stage.SIGNED,
        Stage.RATIFIED,
        Stage.ACCEDED,
    )
)


def _prospect(key: Key) -> tuple[str, str, Stage] | None:
    return key.said if key.stage is Stage.PROSPECTIVE else None
