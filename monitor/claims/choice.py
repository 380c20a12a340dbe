"""The learned choice: which claim, if any, a mention makes of a party, by a sum of weights over named terms.

A softmax regression over the terms of each mention, with 19 answers: none, and each stage as news and as
background. The weights are data, one file a language (``data/en/choice.json``), fitted on labelled texts by
``python -m tests.corpus.train_choice``. What stands of it, and of the rules' claims, is the verdict's to say.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from monitor.claims.columns import column_sums, packed
from monitor.claims.mention import Mention
from monitor.claims.verdict import NONE, Bars, Possible, Verdict, Weighed


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers; ``rows`` hold for each term its weight for each of ``answers``, in their order.

    ``packed`` are the same rows, ready to be added up.
    """

    answers: tuple[str, ...]
    rows: dict[str, tuple[float, ...]]
    verdict: Verdict
    packed: dict[str, int]


SHIPPED = Weights((), {}, Verdict({}, Bars(1, 1)), {})
"""Stands for the weights that each language ships, which are loaded when they are first needed."""


@cache
def shipped_weights(language: str) -> Weights:
    """The weights that come with a language."""
    path = files("monitor.claims.data").joinpath(language, "choice.json")
    return weights_of(json.loads(path.read_text(encoding="utf-8")))


def weights_of(data: dict[str, Any]) -> Weights:
    """Weights as they stand in the file: ``weights`` is ``{term: {answer: weight}}``."""
    answers = tuple(data["answers"])
    rows = {
        term: tuple(float(row.get(answer, 0)) for answer in answers)
        for term, row in data["weights"].items()
    }
    return Weights(
        answers,
        rows,
        Verdict(data["verdict"], Bars(**data["bars"])),
        {term: packed(row) for term, row in rows.items()},
    )


def chances(terms: Iterable[str], weights: Weights) -> list[float]:
    """The chance of each answer, in the order of ``weights.answers``."""
    rows = [row for term in terms if (row := weights.packed.get(term)) is not None]
    sums = column_sums(rows, len(weights.answers))
    top = max(sums)
    powers = [math.exp(value - top) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]


def weigh(mentions: Iterable[Mention], weights: Weights) -> list[Weighed]:
    """Each mention with the chances of the answers."""
    return [Weighed(mention, chances(mention.terms, weights)) for mention in mentions]


def spoke_for(possible: Possible, weights: Weights, most: int = 5) -> tuple[tuple[str, float], ...]:
    """The terms of its mention that raise a claim most above none, each with its part of the log odds."""
    answer, none = possible.key.answer, weights.answers.index(NONE)
    if answer not in weights.answers:
        return ()
    at = weights.answers.index(answer)
    parts = []
    for term in possible.mention.terms:
        row = weights.rows.get(term)
        if row is not None and row[at] > row[none]:
            parts.append((row[none] - row[at], term))
    return tuple((term, round(-part, 2)) for part, term in sorted(parts)[:most])
