"""The look that tells which sentences are worth cutting: it may find too much, never too little."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.accords import load_accords
from config.parties import load_parties
from monitor.claims.document import build_document
from monitor.claims.english.closed import APPROVALS
from monitor.claims.english.cutting import EnglishCutter
from monitor.claims.english.document import Document
from monitor.claims.english.frames import frames_of
from monitor.claims.english.lexicon import Lexicon, Node, build_lexicon
from monitor.claims.signals import ACCORD, ALL, APPROVES, LISTS, PARTY, REFERS, TELLS
from monitor.model.accord import Accord
from monitor.model.article import Article

CONFIG = Path(__file__).parents[3] / "config"
CORPUS = Path(__file__).parents[2] / "corpus"
SIGN_OF_USE = {"verb": TELLS, "noun": TELLS, "accord": ACCORD, "party": PARTY}
SIGN_OF_TAG = {"composed": LISTS, "grown": LISTS, "offices": REFERS}


@pytest.fixture(scope="module")
def accords() -> dict[str, Accord]:
    return {accord.id: accord for accord in load_accords(CONFIG / "accords")}


@pytest.fixture(scope="module")
def lexicon(accords: dict[str, Accord]) -> Lexicon:
    return build_lexicon(accords.values(), load_parties(CONFIG / "parties.toml"))


def document_of(body: str, accords: dict[str, Accord], lexicon: Lexicon) -> Document:
    published = datetime(2025, 11, 7, 12, tzinfo=UTC)
    article = Article("1", "paper.example", "https://paper.example/1", published, body=body)
    return build_document(article, accords, EnglishCutter(lexicon))


def said_by(node: Node) -> Iterator[str]:
    """What a phrase of a sentence must have been announced by."""
    yield from (SIGN_OF_USE[use.kind] for use in node.uses if use.kind in SIGN_OF_USE)
    yield from (SIGN_OF_TAG[tag] for tag in node.tags if tag in SIGN_OF_TAG)
    if node.low in APPROVALS:
        yield APPROVES


@pytest.mark.parametrize("name", ["round-1", "round-2", "round-3"])
def test_no_word_that_tells_stands_in_a_sentence_without_its_sign(
    name: str, accords: dict[str, Accord], lexicon: Lexicon
) -> None:
    texts = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for text in texts:
        for line in document_of(json.loads(text)["body"], accords, lexicon).lines:
            for node in line.parsed.nodes:
                assert set(said_by(node)) <= line.signs, (line.text, node.low)


@pytest.mark.parametrize(
    "body",
    [
        "Oman joined the Abraham  Accords.",
        "In the long run, its ministers have now decided, Oman will after all take\npart in the scheme.",
        "Oman joined the Abraham\u2003Accords.",
    ],
)
def test_a_sentence_with_odd_spaces_is_always_cut(
    body: str, accords: dict[str, Accord], lexicon: Lexicon
) -> None:
    assert document_of(body, accords, lexicon).lines[0].signs == ALL


def test_the_particle_of_a_verb_may_stand_apart(
    accords: dict[str, Accord], lexicon: Lexicon
) -> None:
    [line] = document_of("He said no word could rule precisely this out.", accords, lexicon).lines
    assert TELLS in line.signs


@pytest.mark.parametrize(
    ("after_it", "framed"),
    [
        pytest.param("The harbour board has voted to join.", False, id="nobody could be a party"),
        pytest.param("It has voted to join.", True, id="a pronoun"),
        pytest.param("The papers were signed. Oman was glad.", False, id="nobody, then another"),
        pytest.param("The papers were signed. Oman followed suit.", True, id="said again after it"),
    ],
)
def test_a_trigger_is_looked_at_where_somebody_could_be_a_party(
    after_it: str, framed: bool, accords: dict[str, Accord], lexicon: Lexicon
) -> None:
    document = document_of(f"The Abraham Accords are new. {after_it}", accords, lexicon)
    assert bool(frames_of(document, document.lines[1])) is framed


def test_a_part_of_another_word_is_no_sign(accords: dict[str, Accord], lexicon: Lexicon) -> None:
    [line] = document_of("Romanesque womanhood assigned.", accords, lexicon).lines
    assert not line.signs
