"""The first look finds each name however it is written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.claims.prefilter import Prefilter
from monitor.claims.text import fold
from monitor.model.accord import Accord, AccordWords
from monitor.model.article import Article

ACCORD = Accord(
    id="esterly",
    name="Esterly Accords",
    aliases=("Esterly Accords", "Esterly-Isk Pact"),
    languages={
        "fr": AccordWords(aliases=("accords d'Esterly",)),
        "ru": AccordWords(aliases=("Эстерлийские соглашения",)),
        "tr": AccordWords(aliases=("İsk Anlaşmaları",)),
        "zh": AccordWords(aliases=("埃斯特利协议",)),
    },
)
PREFILTER = Prefilter([ACCORD])


def _article(body: str) -> Article:
    when = datetime(2026, 3, 12, tzinfo=UTC)
    return Article("a", "o.example", "https://o.example/a", when, "T", "", body, None)


@pytest.mark.parametrize(
    "text",
    [
        "the ESTERLY ACCORDS",
        "the Esterly\u00a0Accords",
        "the Esterly\nAccords",
        "the Esterly\r\nAccords",
        "the Esterly\u2011Isk pact",
        "les accords d’Esterly",
        "эстерлийские соглашения",
        "ЭСТЕРЛИЙСКИЕ СОГЛАШЕНИЯ",
        "isk anlaşmaları",
        "与埃斯特利协议有关",
    ],
)
def test_a_name_is_found_in_each_spelling(text: str) -> None:
    assert PREFILTER.matches(_article(f"“Yes” – {text}, he said"))


@pytest.mark.parametrize(
    "text", ["Esterly", "accords", "Esterly’s accords", "Эстония", "埃斯特", "esterlyaccords", ""]
)
def test_a_part_of_a_name_is_not_enough(text: str) -> None:
    assert not PREFILTER.matches(_article(text))


PIECES = st.sampled_from(
    [
        "Esterly",
        "ESTERLY",
        " ",
        "\u00a0",
        "\u3000",
        "Accords",
        "’",
        "'",
        "д",
        "Эст",
        "İ",
        "Isk",
        "-",
        "“",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=12).map("".join))
def test_whatever_folding_finds_the_first_look_finds(text: str) -> None:
    names = [fold(name) for name in ("Esterly Accords", "Esterly-Isk Pact", "accords d'Esterly")]
    if any(name in fold(text) for name in names):
        assert PREFILTER.matches(_article(text))
