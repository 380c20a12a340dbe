"""What comes from feeds can do no harm on a page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.web.html import Pages, day, minute, said, span
from tests.fakes.boards import parts_on

BASE = {"here": "", "json_at": "", "atom_at": ""}


def test_markup_is_escaped_and_directions_are_kept_in():
    assert said("<script>alert(1)</script>\u202e\x00\x1b[31m") == (
        "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;[31m</bdi>"
    )


class Opened(HTMLParser):
    """The tags and links of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.links = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"} and value]


PAGES = Pages(parts_on(None))


def opened(text):
    told = {**BASE, "status": 400, "title": "Bad Request", "words": text}
    parser = Opened()
    parser.feed(PAGES.render("error.html", told).decode())
    return parser.tags, parser.links


@settings(deadline=None)
@given(st.text())
def test_no_text_becomes_a_tag(text):
    assert opened(text) == opened("")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "–"), (4, "4 s"), (600, "10 min"), (9000, "2.5 h"), (259_200, "3 d")],
)
def test_spans_have_the_unit_that_fits(seconds, words):
    assert span(seconds) == words


def test_times_are_in_utc_and_machine_readable():
    at = datetime(2025, 11, 6, 17, 4, 30, tzinfo=UTC)
    assert minute(at) == (
        '<time datetime="2025-11-06T17:04:30Z"><span>2025-11-06</span> <span>17:04 UTC</span></time>'
    )
    assert day("2025-11") == '<time datetime="2025-11"><span>2025-11</span></time>'
    assert day(date(2025, 11, 6)) == day("2025-11-06")
    assert minute(None) == day(None) == "–"
