"""The learned choice: which claim, if any, a text makes of a party, by a sum of weights over named terms.

A softmax regression over the terms of each mention, with 19 answers: none, and each stage as news and as
background. The weights are data (``data/en/choice.json``), fitted on labelled texts by
``python -m tests.corpus.train_choice``. What the rules claim stands; the choice adds what they have no frame
for. Their claims are among the terms, and its chance of a claim of theirs tells how sure it is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from monitor.claims.mentions import Mention
from monitor.model.stage import Stage

NONE = "none"


@dataclass(frozen=True, slots=True)
class Bars:
    """The chances above which the choice adds a claim of ``news`` or of ``background`` where the rules make none."""

    news: float
    background: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns a chance into a confidence: a line over its log odds, and a step where the rules agree."""

    slope: float
    shift: float
    agreed: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers; ``rows`` hold for each term its weight for each of ``answers``, in their order."""

    answers: tuple[str, ...]
    rows: dict[str, tuple[float, ...]]
    bars: Bars
    calibration: Calibration


SHIPPED = Weights((), {}, Bars(1, 1), Calibration(1, 0, 0))
"""Stands for the weights of this version, which are loaded when they are first needed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest claim of one kind of one party: its place, its stage, and its chance.

    ``chance`` is that of any claim of this kind; the stage is the likeliest one.
    """

    mention: Mention
    stage: Stage
    new: bool
    chance: float

    @property
    def answer(self) -> str:
        """The answer that makes the claim."""
        return f"{self.stage.value}:{'new' if self.new else 'background'}"


@cache
def shipped_weights() -> Weights:
    """The weights of this version."""
    path = files("monitor.claims.data").joinpath("en", "choice.json")
    return weights_of(json.loads(path.read_text(encoding="utf-8")))


def weights_of(data: dict[str, Any]) -> Weights:
    """Weights as they stand in the file: ``weights`` is ``{term: {answer: weight}}``."""
    answers = tuple(data["answers"])
    rows = {
        term: tuple(float(row.get(answer, 0)) for answer in answers)
        for term, row in data["weights"].items()
    }
    return Weights(answers, rows, Bars(**data["bars"]), Calibration(**data["confidence"]))


def chances(terms: Iterable[str], weights: Weights) -> list[float]:
    """The chance of each answer, in the order of ``weights.answers``."""
    rows = weights.rows
    known = [rows[term] for term in terms if term in rows]
    # Columns are summed by the interpreter's own loops: this is where reading spends its time.
    sums = [sum(column) for column in zip(*known, strict=True)] or [0.0] * len(weights.answers)
    top = max(sums)
    powers = [math.exp(value - top) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]


def choose(mentions: Sequence[Mention], weights: Weights) -> list[Choice]:
    """The likeliest claim of each kind, new and background, for each accord and party of a text."""
    by_party: dict[tuple[str, str], list[tuple[Mention, list[float]]]] = {}
    for mention in mentions:
        found = (mention, chances(mention.terms, weights))
        by_party.setdefault((mention.accord, mention.party), []).append(found)
    return [
        _likeliest(told, weights, new=new) for told in by_party.values() for new in (True, False)
    ]


def _likeliest(told: list[tuple[Mention, list[float]]], weights: Weights, *, new: bool) -> Choice:
    kind = "new" if new else "background"
    places = [at for at, answer in enumerate(weights.answers) if answer.endswith(f":{kind}")]
    total = max(sum(shares[at] for at in places) for _, shares in told)
    _, mention, best = max(
        ((shares[at], mention, at) for mention, shares in told for at in places),
        key=lambda found: found[0],
    )
    return Choice(mention, Stage(weights.answers[best].partition(":")[0]), new, total)


def spoke_for(choice: Choice, weights: Weights, most: int = 5) -> tuple[tuple[str, float], ...]:
    """The terms that raise a choice most above no claim, each with its part of the log odds."""
    answer, none = weights.answers.index(choice.answer), weights.answers.index(NONE)
    parts = []
    for term in choice.mention.terms:
        row = weights.rows.get(term)
        if row is not None and row[answer] > row[none]:
            parts.append((row[none] - row[answer], term))
    return tuple((term, round(-part, 2)) for part, term in sorted(parts)[:most])


def confidence_of(chance: float, calibration: Calibration, *, agreed: bool) -> float:
    """The share of claims with this chance that are right, as fitted; two decimals."""
    odds = calibration.slope * log_odds(chance)
    total = odds + calibration.shift + calibration.agreed * agreed
    return round(1 / (1 + math.exp(-total)), 2)


def log_odds(chance: float) -> float:
    """The logarithm of the odds of ``chance``; bounded, so that certainty is a number too."""
    bounded = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))
