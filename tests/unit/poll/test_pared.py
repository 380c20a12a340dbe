"""Feeds over which feedparser raises: their items are read all the same, and the outcome says what was left out."""

from __future__ import annotations

import io

import feedparser
import pytest

from adapters.feeds.beside import ReadersBeside
from adapters.feeds.parse import FeedReader
from monitor.model.feed import FetchedFeed, Outcome

URL = "https://outlet.example/feed"
SPACES = (
    'xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml" '
    'xmlns:cc="http://backend.userland.com/creativeCommonsRssModule" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:psc="http://podlove.org/simple-chapters" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def rss(odd: str, *, in_item: bool = True, declared: str = SPACES) -> bytes:
    """A feed with ``odd`` in its second item, or before its items; its document type keeps the quick reader off."""
    return f"""<?xml version="1.0"?><!DOCTYPE rss><rss version="2.0" {declared}><channel><title>Outlet</title>{"" if in_item else odd}
<item><title>Oman signs</title><link>https://outlet.example/1</link><description>Words &amp; more.</description>
<pubDate>Tue, 10 Mar 2026 09:30:00 GMT</pubDate></item>
<item><title>Chad waits</title><link>https://outlet.example/2</link>{odd if in_item else ""}
<content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded><dc:date>2026-03-10T10:00:00Z</dc:date></item>
<item><title>Fiji asks</title><guid isPermaLink="false">f-3</guid></item></channel></rss>""".encode()


def parse(body: bytes, **headers: str):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return FeedReader(100).parse(FetchedFeed(URL, Outcome.OK, URL, 200, named, body))


BAD_RING = "12.5 north 13,x"
WHERE = f"<georss:where>{{}}<gml:posList>{BAD_RING}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></georss:where>"
ODD = {
    "a position in no place": "<gml:pos>12.5 13.5</gml:pos>",
    "a ring of words for numbers": WHERE.format("<gml:Polygon><gml:exterior><gml:LinearRing>"),
    "a grid that is no number": (
        '<georss:where><gml:Point srsName="EPSG:world"><gml:pos>1 2</gml:pos></gml:Point></georss:where>'
    ),
    "a position that is never closed": "<gml:pos>12.5 13.5",
    "a picture without a width": "<image><url>x.png</url><width/></image>",
    "a width of words in a text's markup": "<image><description><width>wide</width></description></image>",
    "a form inside an item": "<textInput><title>Search</title><name>q</name></textInput>",
    "a licence in no place": "<dc:description><cc:license><enclosure/></cc:license></dc:description>",
    "chapters without a start": '<psc:chapters version="1"><psc:chapter title="x"/></psc:chapters>',
}


def raises(body: bytes) -> bool:
    """Whether feedparser fails on it as it is."""
    try:
        feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001 - feedparser has no list of what it raises
        return True
    return False


@pytest.mark.parametrize("in_item", [True, False])
@pytest.mark.parametrize("name", ODD)
def test_odd_markup_costs_no_item(name, in_item):
    body = rss(ODD[name], in_item=in_item)

    found = parse(body)

    assert (found.outcome, found.title) == (Outcome.OK, "Outlet")
    assert [entry.title for entry in found.entries] == ["Oman signs", "Chad waits", "Fiji asks"]
    assert [entry.summary or entry.body for entry in found.entries][:2] == [
        "Words & more.",
        "One.\n\nTwo.",
    ]
    assert [bool(entry.published) for entry in found.entries] == [True, True, False]
    assert found.detail.startswith("feedparser failed on it with ") is raises(body)


def test_the_table_shows_what_feedparser_fails_on():
    failing = {
        name for name, odd in ODD.items() if raises(rss(odd)) or raises(rss(odd, in_item=False))
    }
    assert len(failing) >= len(ODD) - 3


def test_what_is_left_out_is_counted():
    assert parse(rss(ODD["a position in no place"])).detail == (
        "feedparser failed on it with KeyError; read without 1 of its elements"
    )


def test_a_feed_in_its_own_encoding_with_names_of_html_keeps_every_letter():
    body = rss("<gml:pos/>").replace(b'version="1.0"', b'version="1.0" encoding="windows-1251"', 1)
    body = body.replace(b"Oman signs", "Оман &eacute;crit&nbsp;&hellip; &nosuch;".encode("cp1251"))

    for headers in ({}, {"content_type": "text/xml; charset=windows-1251"}):
        found = parse(body, **headers)
        assert found.outcome is Outcome.OK
        assert found.entries[0].title.startswith("Оман écrit …")


def test_markup_in_a_text_is_kept_as_text_and_xhtml_as_it_is():
    atom = f"""<!DOCTYPE feed><feed xmlns="http://www.w3.org/2005/Atom" {SPACES}><title>T</title>
<entry><title>Signed</title><link href="https://outlet.example/1"/><gml:pos>1 2</gml:pos>
<summary type="html">A &lt;b&gt;bold&lt;/b&gt; step</summary><content type="xhtml"><div
xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>"""
    [entry] = parse(atom.encode()).entries
    assert (entry.url, entry.summary, entry.body) == (
        "https://outlet.example/1",
        "A bold step",
        "One.\n\nTwo.",
    )
    [entry] = parse(
        f"""<!DOCTYPE rss><rss {SPACES}><channel><item><title>A</title><gml:pos/><description>x <p>One.</p>
<width>?</width></description></item></channel></rss>""".encode()
    ).entries
    assert "One." in entry.summary


def test_what_no_namespace_declares_is_read_by_its_usual_prefix():
    body = rss("<gml:pos>1 2</gml:pos>", declared='xmlns:gml="http://www.opengis.net/gml"')
    found = parse(body)
    assert [entry.body for entry in found.entries] == ["", "One.\n\nTwo.", ""]
    assert len(found.entries) == 3


def test_where_feedparser_fails_on_the_rest_as_well_it_is_no_feed(monkeypatch):
    def fail(*_given, **_named):
        raise KeyError("where")

    monkeypatch.setattr(feedparser, "parse", fail)
    found = parse(rss("<gml:pos/>", declared="xmlns:gml='http://www.opengis.net/gml'"))
    assert (found.outcome, found.detail) == (
        Outcome.NOT_A_FEED,
        "feedparser failed on it with KeyError",
    )


def test_it_is_read_beside_and_apart_as_well():
    readers = ReadersBeside(5000)
    large = rss("<gml:pos/>").replace(b"Words", b"Words " * 200_000)
    for body in (rss("<gml:pos/>"), large):
        found = readers.parse(FetchedFeed(URL, Outcome.OK, URL, 200, {}, body))
        assert (found.outcome, len(found.entries)) == (Outcome.OK, 3)
        assert found.detail.endswith("read without 1 of its elements")
