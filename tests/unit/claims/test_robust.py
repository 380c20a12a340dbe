"""Any text in: exact offsets, no fault, no quadratic cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.claims.text import MAX_CHARS, fold
from monitor.model.claim import Reading

Read = Callable[..., Reading]

PIECES = st.sampled_from(
    [
        "Oman will join the Abraham Accords",
        "Kazakhstan signed the Abraham\u00a0Accords",
        "“no”",
        "İstanbul",
        "e\u0301",
        "🕊️",
        "مرحبا",
        "שלום",
        "ﬁ",
        "ß",
        "Ǆ",
        "\u200f",
        "’s",
        "—",
        " ",
        ". ",
        "\n\n",
        "U.S.",
        "n’t",
        "on Thursday",
        "\x00",
        "\ud7ff",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map("".join))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=150, deadline=None)
@given(
    body=st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map("".join),
    title=st.lists(PIECES, max_size=4).map(" ".join),
)
def test_quotes_stand_where_the_offsets_say(read: Read, body: str, title: str) -> None:
    reading = read(body, title=title)
    fields = {"body": body, "title": title, "summary": ""}
    found = [
        *(claim.evidence for claim in reading.claims),
        *(denial.evidence for denial in reading.denials),
        *(silent.evidence for silent in reading.no_claims),
    ]
    for evidence in found:
        assert fields[evidence.field][evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    "text",
    [
        "Oman and Kuwait and " * 250_000,
        "a " * 2_500_000,
        '"' * 5_000_000,
        "(" * 5_000_000,
        "Oman will join the Abraham Accords, " * 140_000,
        "Abraham Accords " * 300_000,
        "1 " * 2_500_000,
        ", " * 2_500_000,
        "A" * 5_000_000,
        "\n" * 5_000_000,
    ],
    ids=[
        "names",
        "letters",
        "quotes",
        "brackets",
        "clauses",
        "aliases",
        "digits",
        "commas",
        "word",
        "lines",
    ],
)
def test_five_megabytes_are_read_or_cut_with_a_note(read: Read, text: str) -> None:
    reading = read(text + " The Abraham Accords.", title="The Abraham Accords")
    assert len(text) > MAX_CHARS
    assert "cut" in reading.notes


def test_the_same_text_reads_the_same_again(read: Read) -> None:
    body = "Oman, Kuwait and Qatar joined the Abraham Accords on Tuesday. Syria may follow."
    assert read(body) == read(body)
