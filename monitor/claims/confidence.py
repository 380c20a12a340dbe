"""How sure a claim is: a sum of named weights, turned into a share of one (a logistic regression).

The weights are data (``data/confidence.toml``), fitted on labelled texts by
``python -m tests.corpus.fit_confidence``; a feature that has none weighs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

from monitor.claims.candidate import Candidate
from monitor.claims.data import load_shared


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in load_shared("confidence")["weights"].items()}


def features_of(candidate: Candidate, tellings: int) -> tuple[str, ...]:
    """The names of what speaks for or against ``candidate``; ``tellings`` say the same in this article."""
    return tuple(_features(candidate, tellings))


def _features(candidate: Candidate, tellings: int) -> Iterator[str]:
    frame = candidate.frame
    yield "bias"
    yield f"stage:{candidate.stage}"
    yield "new" if candidate.new else "background"
    yield f"link:{frame.link}"
    yield f"role:{frame.trigger.role}"
    yield f"time:{candidate.timing.when}"
    yield f"field:{candidate.line.field}"
    yield f"speaker:{candidate.speaker}"
    actor = next((rule for rule in candidate.rules if rule.startswith("actor:")), "actor:none")
    yield actor.removesuffix("'s")
    if candidate.date is not None:
        yield "dated"
    if tellings > 1:
        yield "told-again"
    if len(frame.cues) > 1:
        yield "many-cues"


def confidence(features: tuple[str, ...]) -> float:
    """The share of claims with these features that are right, as fitted; two decimals."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) for name in features)
    return round(1 / (1 + math.exp(-total)), 2)
