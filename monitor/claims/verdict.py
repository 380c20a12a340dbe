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

from monitor.claims.mention import WHOLE, Mention
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
        return _share(sum(self.weights.get(name, 0.0) * value for name, value in features.items()))

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
    """Where each answer stands among the chances of a mention, and the places of those of each time."""

    places: Mapping[str, int]
    of_time: Mapping[bool, tuple[int, ...]]


@cache
def _answers_of(names: tuple[str, ...]) -> _Answers:
    of_time = {
        new: tuple(at for at, name in enumerate(names) if name.endswith(_kind(new=new)))
        for new in (True, False)
    }
    return _Answers({name: at for at, name in enumerate(names)}, of_time)


@dataclass(frozen=True, slots=True)
class _Party:
    """The mentions of a party, and the highest chance among them: of each answer, and of any claim of each time."""

    here: Sequence[Weighed]
    highest: Sequence[float]
    of_time: Mapping[bool, float]


@dataclass(frozen=True, slots=True)
class _Text:
    """All parties of a text, its mentions by line, the highest chance of each answer, and what the rules claim."""

    answers: _Answers
    parties: Mapping[tuple[str, str], _Party]
    lines: Mapping[tuple[str, int], list[Weighed]]
    highest: Sequence[float]
    ruled: frozenset[Key]


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
    text = _Text(known, parties, lines, highest, frozenset(ruled))
    by_slot = {key.slot: key for key in text.ruled}
    found = []
    for party, told_of in parties.items():
        for new in (True, False):
            likeliest = _likeliest(known, party, told_of, new=new)
            keys = dict.fromkeys((by_slot.get((*party, new), likeliest), likeliest))
            found += [_possible(text, key, told_of) for key in keys]
    return found


def _party(answers: _Answers, here: Sequence[Weighed]) -> _Party:
    of_time = {
        new: max(sum(map(one.shares.__getitem__, places)) for one in here)
        for new, places in answers.of_time.items()
    }
    return _Party(here, _highest([one.shares for one in here]), of_time)


def _highest(rows: Sequence[Sequence[float]]) -> Sequence[float]:
    """The highest of each column."""
    return rows[0] if len(rows) == 1 else [max(column) for column in zip(*rows, strict=True)]


def _at(shares: Sequence[float], place: int | None) -> float:
    """The chance at a place; nothing for an answer that the choice does not know."""
    return 0.0 if place is None else shares[place]


def _kind(*, new: bool) -> str:
    return ":new" if new else ":background"


def _likeliest(answers: _Answers, party: tuple[str, str], told: _Party, *, new: bool) -> Key:
    names = [(name, at) for name, at in answers.places.items() if at in answers.of_time[new]]
    best, _ = max(names, key=lambda name: told.highest[name[1]])
    return Key(*party, Stage(best.partition(":")[0]), new)


def _possible(text: _Text, key: Key, told: _Party) -> Possible:
    answer, here = key.answer, told.here
    at = text.answers.places.get(answer)
    ordered = sorted(here, key=lambda one: -_at(one.shares, at)) if len(here) > 1 else here
    best = ordered[0]
    saying = [one.mention for one in ordered if _at(one.shares, at) > _SAYS]
    features = {
        "bias": 1.0,
        answer: 1.0,
        **dict(_odds(text, key, told, ordered)),
        **dict.fromkeys(_rules(text, key, best.mention), 1.0),
        **dict.fromkeys(_around(best.mention), 1.0),
        "mentions": math.log(len(here)),
        "parties": math.log(len(text.parties)),
    }
    return Possible(key, tuple(saying) or (best.mention,), key in text.ruled, features)


def _odds(
    text: _Text, key: Key, told: _Party, ordered: Sequence[Weighed]
) -> Iterator[tuple[str, float]]:
    """Log odds by the choice: of the claim, of its rivals, and of the same claim of other parties."""
    places, best = text.answers.places, ordered[0]
    at = places.get(key.answer)
    odds = log_odds(_at(best.shares, at))
    yield "odds", odds
    yield "odds:second", log_odds(_at(ordered[1].shares, at)) if len(ordered) > 1 else _FLOOR
    yield "odds:time", log_odds(told.of_time[key.new])
    yield "odds:other-time", log_odds(told.of_time[not key.new])
    flip = f"{key.stage.value}{_kind(new=not key.new)}"
    yield "odds:same-stage", log_odds(_at(told.highest, places.get(flip)))
    yield "odds:none", log_odds(_at(best.shares, places.get(NONE)))
    yield (
        "odds:rival",
        log_odds(max(told.highest[rival] for rival in text.answers.of_time[key.new])),
    )
    line = text.lines[key.accord, best.mention.line.index]
    beside = [_at(one.shares, at) for one in line if one is not best]
    yield "odds:beside", log_odds(max(beside)) if beside else odds
    yield "odds:anybody", log_odds(_at(text.highest, at))


def _rules(text: _Text, key: Key, mention: Mention) -> Iterator[str]:
    """What the rules made of the claim and of the party."""
    if key in text.ruled:
        yield "rules"
        if mention.has("rules:{}", key.answer):
            yield "rules:here"
            if mention.has("rules-sure:{}", key.answer):
                yield "rules:sure"
    if any(other.said == key.said and other.new != key.new for other in text.ruled):
        yield "rules:other-time"
    if any(other.slot == key.slot and other.stage is not key.stage for other in text.ruled):
        yield "rules:other-stage"
    if mention.own.get("no-claim:{}"):
        yield "rules:silent"


def _around(mention: Mention) -> Iterator[str]:
    """Where the likeliest mention stands, and what the accord's file says of the party."""
    if mention.line.field == "title":
        yield "field:title"
    for tie in ("here", "not-main"):
        if mention.has("accord:{}", tie):
            yield f"accord:{tie}"
    if mention.has(WHOLE, "signature-makes-party"):
        yield "signature-makes-party"
    baseline = mention.own.get("baseline:{}", ())
    if any(value.startswith(("acceded", "ratified", "signed")) for value in baseline):
        yield "baseline"
    if not mention.has("named:{}", "name"):
        yield "described"


def log_odds(chance: float) -> float:
    """The logarithm of the odds of ``chance``; bounded, so that certainty is a number too."""
    bounded = min(max(chance, 1e-5), 1 - 1e-5)
    return math.log(bounded / (1 - bounded))


def standing(
    possible: Iterable[tuple[Possible, float]],
    denied: Iterable[tuple[str, str, Stage]],
    bars: Bars,
    hearsay: Collection[Key] = (),
) -> Iterator[tuple[Possible, float]]:
    """What stands of the possible claims, each with its confidence.

    What the rules read as denied is not inferred; a prospect is not both news and background, nor moved from
    the time where the rules have it. One step of the way in can stand for another that the rules read, where it
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
        _prospect(key) for slot, (key, _) in ruled.items() if slot not in instead
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
