"""The labelled texts of the project: reading must not fall below what it once reached."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.accords import load_accords
from config.parties import load_parties
from monitor.claims import Classifier
from monitor.claims.article_json import article_of, reading_line
from monitor.claims.score import score

HERE = Path(__file__).parent
CONFIG = HERE.parents[1] / "config"

FLOORS = {
    "desk-1.jsonl": (0.87, 0.89),
    "desk-2.jsonl": (0.85, 0.82),
    "round-1.jsonl": (0.95, 0.95),
    "round-2.jsonl": (0.96, 0.87),
    "round-3.jsonl": (0.94, 0.93),
    "round-5.jsonl": (0.87, 0.87),
    "round-7.jsonl": (0.88, 0.88),
    "round-8.jsonl": (0.87, 0.83),
    "round-10.jsonl": (0.92, 0.90),
    "round-12.jsonl": (0.92, 0.87),
    "round-14.jsonl": (0.91, 0.91),
    "round-15.jsonl": (0.95, 0.93),
    "round-17.jsonl": (0.87, 0.79),
}
"""File → least precision and F1; a little below what was measured last."""


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    accords = load_accords(CONFIG / "accords") + load_accords(CONFIG / "accords" / "more")
    return Classifier(accords, load_parties(CONFIG / "parties.toml"))


@pytest.mark.parametrize("name", FLOORS)
def test_reading_stays_above_its_floor(classifier: Classifier, name: str) -> None:
    lines = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    figures = score((line, reading_line(classifier.read(article_of(line)))) for line in lines)
    precision, f1 = FLOORS[name]
    assert figures.claims.precision >= precision
    assert figures.claims.f1 >= f1


def test_every_labelled_file_has_a_floor() -> None:
    assert {path.name for path in HERE.glob("*.jsonl")} == set(FLOORS)
