"""Documents that the parser is slow at are parsed apart, and given up in time."""

from __future__ import annotations

import pytest

from adapters.feeds.apart import is_laborious, read_apart
from adapters.feeds.xmlfeed import parse_here, read_xml_feed
from monitor.model.errors import BadInput
from tests.fakes.feedserver import item, rss

BASE = "https://a.example/rss"
LABORIOUS = {
    "attributes without end": b"<rss><item " + b"a='1' " * 5000 + b">",
    "ampersands that name nothing": b"<rss><title>" + b"&" * 1000,
    "brackets that never close": b"<rss>" + b"<" * 1000,
    "quotes that never close": b"<rss><channel><item a='" + b'<b c="' * 1000,
    "items that never end": b"<rss><channel>" + b"<item>" * 5000,
    "megabytes": b"<rss>" + b"x" * 2_000_000,
}
PLAIN = {
    "a feed": rss(*[item(f"Headline {n}", text="<p>Text &amp; more</p>") for n in range(200)]),
    "many entities": rss(item("x", text="&amp;&lt;&gt; " * 20_000)),
    "much text behind a bracket": b"<rss><description>a < b" + b" word" * 700,
}


@pytest.mark.parametrize("name", LABORIOUS)
def test_what_the_parser_is_slow_at_is_known(name):
    assert is_laborious(LABORIOUS[name])


@pytest.mark.parametrize("name", PLAIN)
def test_ordinary_feeds_stay_in_the_process(name):
    assert not is_laborious(PLAIN[name])


def test_apart_gives_what_here_gives():
    body = rss(item("Headline", "https://a.example/1", text="<p>Text</p>", guid="1"))
    assert read_apart(body, BASE, {}) == parse_here(body, BASE, {})


def test_a_refusal_comes_back_from_apart():
    flood = b"<!DOCTYPE rss [" + b'<!ENTITY a "b">' * 1000 + b"]><rss/>"
    with pytest.raises(BadInput, match="declares 1000 entities"):
        read_apart(flood, BASE, {})


def test_what_takes_too_long_is_given_up():
    with pytest.raises(BadInput, match=r"takes longer than 0\.01 s"):
        read_apart(rss(), BASE, {}, limit_s=0.01)


def test_only_the_first_items_are_parsed():
    body = rss(*[item(f"Headline {n}", f"https://a.example/{n}") for n in range(50)])
    feed = read_xml_feed(body, BASE, {}, max_items=10)
    assert [entry.title for entry in feed.entries] == [f"Headline {n}" for n in range(10)]
    assert feed.title == "A feed"
