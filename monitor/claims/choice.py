"""The learned choice: which claim, if any, a mention makes of a party, by a sum of weights over named terms.

A softmax regression over the terms of each mention, with 19 answers: none, and each stage as news and as
background. The weights are data, one file a language (``data/en/choice.json``), fitted on labelled texts by
``python -m tests.corpus.train_choice``. What stands of it, and of the rules' claims, is the verdict's to say.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice, takewhile
from math import exp
from typing import Any

from monitor.claims.columns import columns, packed
from monitor.claims.mention import WHOLE, Mention, Terms, Value
from monitor.claims.verdict import NONE, Bars, Possible, Verdict, Weighed
from monitor.model.errors import ConfigError
from monitor.model.stage import Stage


class Families(dict[str, dict[Value, int]]):
    """Rows by family and value, ready to be added up; each family is made when it is first asked for."""

    def __init__(self, rows: Mapping[str, Sequence[float]]) -> None:
        super().__init__()
        self._rows = {term: packed(row) for term, row in rows.items()}
        self._terms = sorted(rows)

    def __missing__(self, family: str) -> dict[Value, int]:
        before, *between, behind = family.split(WHOLE)
        first = bisect_left(self._terms, before)
        beginning = takewhile(
            lambda term: term.startswith(before), islice(self._terms, first, None)
        )
        self[family] = found = {
            value: self._rows[term]
            for term in beginning
            if term.endswith(behind) and len(term) >= len(before) + len(behind)
            for value in _values_of(term.removeprefix(before).removesuffix(behind), between)
        }
        return found

    def sum_of(self, terms: Terms) -> int:
        """The sum of the rows of ``terms``, as one packed number; a term without a row adds nothing."""
        total = 0
        for family, values in terms.items():
            rows = self[family]
            if isinstance(values, str):
                if values in rows:
                    total += rows[values]
                continue
            for value in values:
                if value in rows:
                    total += rows[value]
        return total


def _values_of(filling: str, between: Sequence[str]) -> Iterator[Value]:
    """What may fill the gaps of a family: one value, or a pair with the family's middle ``between`` them."""
    if not between:
        yield sys.intern(filling)
        return
    [middle] = between
    at = filling.find(middle)
    while at != -1:
        yield sys.intern(filling[:at]), sys.intern(filling[at + len(middle) :])
        at = filling.find(middle, at + 1)


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
    try:
        return weights_of(json.loads(path.read_text(encoding="utf-8")))
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def weights_of(data: dict[str, Any]) -> Weights:
    """Weights as they stand in the file: ``weights`` is ``{term: {answer: weight}}``.

    Raises ConfigError where the answers are none to choose among.
    """
    answers = tuple(data["answers"])
    _check_answers(answers)
    rows = {
        term: tuple(float(row[answer]) if answer in row else 0.0 for answer in answers)
        for term, row in data["weights"].items()
    }
    return Weights(answers, rows, Verdict(data["verdict"], Bars(**data["bars"])), Families(rows))


def _check_answers(answers: Sequence[str]) -> None:
    """Every text is asked what is news in it, what is background, and whether it is neither."""
    stages = [stage.value for stage in Stage]
    times = {kind: [f"{stage}:{kind}" for stage in stages] for kind in ("new", "background")}
    known = {NONE, *times["new"], *times["background"]}
    unknown = sorted(set(answers) - known)
    if unknown:
        raise ConfigError(
            f"answers: {unknown[0]!r} is no answer; write {NONE}, STAGE:new or STAGE:background"
        )
    lacking = [f"STAGE:{kind}" for kind, every in times.items() if not set(every) & set(answers)]
    lacking += [] if NONE in answers else [NONE]
    if lacking:
        raise ConfigError(
            f"answers: {lacking[0]} is missing; add one such answer, or fit the weights anew"
        )


def chances(summed: int, weights: Weights) -> list[float]:
    """The chance of each answer, in the order of ``weights.answers``, by the packed sum of the terms' rows."""
    sums = columns(summed, len(weights.answers))
    top = max(sums)
    powers = [exp(value - top) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]


def weigh(mentions: Sequence[Mention], weights: Weights) -> list[Weighed]:
    """Each mention with the chances of the answers."""
    shared: dict[int, int] = {}
    sum_of, found = weights.families.sum_of, []
    for mention in mentions:
        line = id(mention.shared)
        if line not in shared:
            shared[line] = sum_of(mention.shared)
        of_party = sum_of(mention.own) + sum_of(mention.beside())
        found.append(Weighed(mention, chances(shared[line] + of_party, weights)))
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
