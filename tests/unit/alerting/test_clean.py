"""Feed text loses what could do harm in any channel."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.clean import clean, clean_url

any_text = st.text(st.characters(codec=None))


@given(any_text, st.integers(1, 700))
def test_clean_text_is_one_short_line_of_visible_characters(text, limit):
    cleaned = clean(text, limit)

    assert len(cleaned) <= limit
    assert cleaned.isprintable() or all(
        unicodedata.category(char) in {"Cf", "Zs"} or char.isprintable() for char in cleaned
    )
    cleaned.encode("utf-8")
    assert clean(cleaned, limit) == cleaned


def test_lines_terminal_codes_and_turned_text_are_flattened():
    assert clean("a\r\nBcc: x") == "a Bcc: x"
    assert clean("\x1b[31mred") == "[31mred"
    assert clean("abc\u202edcba\u202c") == "abcdcba"


def test_persian_keeps_its_joiners():
    assert clean("می\u200cخواهد") == "می\u200cخواهد"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://wire.example/a?b=c&d=1#e", "https://wire.example/a?b=c&d=1#e"),
        ("HTTP://Wire.Example/ä b", "http://wire.example/%C3%A4%20b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://wire.example/a|b<c>\"'", "https://wire.example/a%7Cb%3Cc%3E%22'"),
        ("javascript:alert(1)", ""),
        ("https://good.example@evil.example/", ""),
        ("https://", ""),
        ("//wire.example/a", ""),
        ("https://wire.example:99999/", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_only_plain_web_addresses_become_links(url, expected):
    assert clean_url(url) == expected


@given(any_text)
def test_an_address_is_never_an_error_and_never_holds_markup(text):
    for url in (clean_url(text), clean_url(f"https://wire.example/{text}")):
        assert not set(url) & set('<>|"` \n\r')
