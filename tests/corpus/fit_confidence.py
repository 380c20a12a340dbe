"""Fits the weights of the confidence on labelled files and prints them as ``data/confidence.toml``.

    python -m tests.corpus.fit_confidence FILE.jsonl… > monitor/claims/data/confidence.toml

A logistic regression by plain gradient descent with a ridge, over the named features of each claim made;
folds by article give the reliability table on standard error, so that it is not shown on what it was
fitted to.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import monitor.claims.classifier as reading
from config.accords import load_accord, load_accords
from config.parties import load_parties
from monitor.claims.article_json import article_of
from monitor.claims.english.candidates import Candidate

HEAD = (
    "# Weights of the confidence's features, in log odds; made by tests/corpus/fit_confidence.py."
)
Row = tuple[tuple[str, ...], bool, int]
CONFIG = Path(__file__).parents[2] / "config"
RIDGE, STEPS, RATE, FOLDS, RARE = 0.02, 600, 0.5, 5, 4
ALLOWANCE = 0.7
"""Taken off the bias: the rules were mended on these texts, and on texts not yet seen fewer claims are right."""


def rows_of(paths: list[str]) -> list[Row]:
    """The features of each claim made, whether it is right, and the article's fold."""
    accords = list(load_accords(CONFIG / "accords") + load_accords(CONFIG / "accords" / "more"))
    accords += [load_accord(Path(path)) for path in paths if path.endswith(".toml")]
    classifier = reading.Classifier(accords, load_parties(CONFIG / "parties.toml"), weights=None)
    seen: list[Candidate] = []
    claim_of = reading.ruled_claim

    def keep(article: Any, candidate: Candidate) -> Any:
        seen.append(candidate)
        return claim_of(article, candidate)

    reading.ruled_claim = keep
    rows: list[Row] = []
    for path in paths:
        if path.endswith(".toml"):
            continue
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines()):
            gold = json.loads(line)
            seen.clear()
            classifier.read(article_of(gold))
            wanted = {
                (claim["accord"], claim["party"], claim["stage"], bool(claim["new"]))
                for claim in gold["claims"]
            }
            rows += [
                (c.features, (c.accord, c.party, str(c.stage), c.new) in wanted, number % FOLDS)
                for c in seen
            ]
    return rows


def fit(rows: list[Row]) -> dict[str, float]:
    """The weights; what is seen in fewer than four claims has none."""
    counts = Counter(name for features, _, _ in rows for name in features)
    weights = {name: 0.0 for name, count in counts.items() if count >= RARE}
    for _ in range(STEPS):
        slope = dict.fromkeys(weights, 0.0)
        for features, right, _ in rows:
            known = [name for name in features if name in weights]
            error = sigmoid(sum(weights[name] for name in known)) - right
            for name in known:
                slope[name] += error
        for name, weight in list(weights.items()):
            ridge = 0.0 if name == "bias" else RIDGE * weight
            weights[name] = weight - RATE * (slope[name] / len(rows) + ridge)
    return weights


def sigmoid(value: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-value))


def reliability(rows: list[Row]) -> None:
    """Print how often claims of each confidence are right, each read by weights that never saw it."""
    table: dict[int, list[bool]] = {}
    for fold in range(FOLDS):
        weights = fit([row for row in rows if row[2] != fold])
        for features, right, _ in (row for row in rows if row[2] == fold):
            share = sigmoid(sum(weights.get(name, 0.0) for name in features))
            table.setdefault(min(9, int(share * 10)), []).append(right)
    for place in sorted(table):
        found = table[place]
        sys.stderr.write(f"{place / 10:.1f}-{place / 10 + 0.1:.1f}: {sum(found)}/{len(found)}\n")


def main() -> None:
    """Fit, print, and show the reliability on standard error."""
    rows = rows_of(sys.argv[1:])
    random.Random(1).shuffle(rows)
    reliability(rows)
    weights = fit(rows)
    weights["bias"] -= ALLOWANCE
    lines = [f'"{name}" = {weight:.3f}' for name, weight in sorted(weights.items())]
    sys.stdout.write("\n".join([HEAD, "[weights]", *lines, ""]))


if __name__ == "__main__":
    main()
