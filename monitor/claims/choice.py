"""The learned choice: which claim, if any, a mention makes of a party, by a sum of weights over named terms.

A softmax regression over the terms of each mention, with 19 answers: none, and each stage as news and as
background. The weights are data, one file a language (``data/en/choice.json``), fitted on labelled texts by
``python -m tests.corpus.train_choice``. What stands of it, and of the rules' claims, is the verdict's to say.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice, takewhile
from typing import Any

from monitor.claims.columns import columns, packed
from monitor.claims.mention import WHOLE, Mention, Terms
from monitor.claims.verdict import NONE, Bars, Possible, Verdict, Weighed


class Families(dict[str, dict[str, int]]):
    """Rows by family and value, ready to be added up; each family is made when it is first asked for."""

    def __init__(self, rows: Mapping[str, Sequence[float]]) -> None:
        super().__init__()
        self._rows = rows
        self._terms = sorted(rows)

    def __missing__(self, family: str) -> dict[str, int]:
        before, _, behind = family.partition(WHOLE)
        first = bisect_left(self._terms, before)
        beginning = takewhile(
            lambda term: term.startswith(before), islice(self._terms, first, None)
        )
        self[family] = found = {
            term.removeprefix(before).removesuffix(behind): packed(self._rows[term])
            for term in beginning
            if term.endswith(behind) and len(term) >= len(before) + len(behind)
        }
        return found

    def sum_of(self, terms: Terms) -> int:
        """The sum of the rows of ``terms``, as one packed number; a term without a row adds nothing."""
        return sum(
            [
                row
                for family, values in terms.items()
                if (rows := self[family])
                for value in values
                if (row := rows.get(value)) is not None
            ]
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers; ``rows`` hold for each term its weight for each of ``answers``, in their order."""

    answers: tuple[str, ...]
    rows: dict[str, tuple[float, ...]]
    verdict: Verdict
    families: Families


SHIPPED = Weights((), {}, Verdict({}, Bars(1, 1, 1, 1)), Families({}))
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
        term: tuple(float(row[answer]) if answer in row else 0.0 for answer in answers)
        for term, row in data["weights"].items()
    }
    return Weights(answers, rows, Verdict(data["verdict"], Bars(**data["bars"])), Families(rows))


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
            shared[line] = weights.families.sum_of(mention.shared)
        summed = shared[line] + weights.families.sum_of(mention.own)
        found.append(Weighed(mention, chances(summed, weights)))
    return found


def spoke_for(possible: Possible, weights: Weights, most: int = 5) -> tuple[tuple[str, float], ...]:
    """The terms of its mention that raise a claim most above none, each with its part of the log odds."""
    answer, none = possible.key.answer, weights.answers.index(NONE)
    if answer not in weights.answers:
        return ()
    at = weights.answers.index(answer)
    rows = weights.rows
    parts = [
        (row[none] - row[at], term)
        for term in possible.mention.terms
        if (row := rows.get(term)) is not None and row[at] > row[none]
    ]
    return tuple((term, round(-part, 2)) for part, term in sorted(parts)[:most])
