"""The learned choice: which claim, if any, a mention makes of a party, by a sum of weights over named terms.

A softmax regression over the terms of each mention, with 19 answers: none, and each stage as news and as
background. The weights are data, one file a language (``data/en/choice.json``), fitted on labelled texts by
``python -m tests.corpus.train_choice``. What stands of it, and of the rules' claims, is the verdict's to say.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import Any

from monitor.claims.columns import columns, packed
from monitor.claims.mention import WHOLE, Mention, Terms
from monitor.claims.verdict import NONE, Bars, Possible, Verdict, Weighed


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers; ``rows`` hold for each term its weight for each of ``answers``, in their order.

    ``families`` are the same rows, ready to be added up: by family and value, each family made when first asked for.
    """

    answers: tuple[str, ...]
    rows: dict[str, tuple[float, ...]]
    verdict: Verdict
    families: dict[str, dict[str, int]] = field(default_factory=dict)

    def sum_of(self, terms: Terms) -> int:
        """The sum of the rows of ``terms``, as one packed number."""
        found = 0
        for family, values in terms.items():
            rows = self.families.get(family)
            if rows is None:
                rows = self.families[family] = self._family(family)
            found += sum(map(rows.get, values, _ZEROS))
        return found

    def _family(self, family: str) -> dict[str, int]:
        before, _, behind = family.partition(WHOLE)
        return {
            term.removeprefix(before).removesuffix(behind): packed(row)
            for term, row in self.rows.items()
            if term.startswith(before)
            and term.endswith(behind)
            and len(term) >= len(before) + len(behind)
        }


_ZEROS = repeat(0)
SHIPPED = Weights((), {}, Verdict({}, Bars(1, 1)))
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
    return Weights(answers, rows, Verdict(data["verdict"], Bars(**data["bars"])))


def chances(summed: int, weights: Weights) -> list[float]:
    """The chance of each answer, in the order of ``weights.answers``, by the packed sum of the terms' rows."""
    sums = columns(summed, len(weights.answers))
    top = max(sums)
    powers = [math.exp(value - top) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]


def weigh(mentions: Sequence[Mention], weights: Weights) -> list[Weighed]:
    """Each mention with the chances of the answers."""
    shared: dict[int, int] = {}
    found = []
    for mention in mentions:
        line = id(mention.shared)
        if line not in shared:
            shared[line] = weights.sum_of(mention.shared)
        summed = shared[line] + weights.sum_of(mention.own)
        found.append(Weighed(mention, chances(summed, weights)))
    return found


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
