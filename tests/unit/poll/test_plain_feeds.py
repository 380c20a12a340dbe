"""The quick way and feedparser agree on every feed that the quick way takes."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.feeds.entries import entries_of
from adapters.feeds.plainitem import resolved
from adapters.feeds.plainnames import NotPlain
from adapters.feeds.plainxml import read_plain_feed
from adapters.feeds.stamps import plain_stamp
from adapters.feeds.text import _by_tree, _without_plain_tags, one_line, plain_text
from adapters.feeds.xmlfeed import parse_here

URL = "https://outlet.example/feeds/news.xml"
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:own="https://outlet.example/own" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)
KNOWN_DIFFERENCES: dict[str, str] = {}
"""Feeds of the samples on which the two differ, by path, each with its reason: none."""


def differences(body: bytes, headers: dict[str, str] | None = None) -> list[str] | None:
    """In what the two readings differ; None where the quick way leaves the feed to feedparser."""
    try:
        quick = read_plain_feed(body, URL, headers or {})
    except NotPlain:
        return None
    slow = parse_here(body, URL, headers or {})
    found = [] if one_line(quick.title) == one_line(slow.title) else ["title of the feed"]
    found += [] if quick.lang == slow.lang else ["language of the feed"]
    ours, theirs = entries_of(quick, URL), entries_of(slow, URL)
    if len(ours) != len(theirs):
        return [*found, f"{len(ours)} entries, not {len(theirs)}"]
    return found + [
        f"{field.name}: {getattr(a, field.name)!r}, not {getattr(b, field.name)!r}"
        for a, b in zip(ours, theirs, strict=True)
        for field in fields(a)
        if getattr(a, field.name) != getattr(b, field.name)
    ]


def rss(item: str, channel: str = "", root: str = SPACES) -> bytes:
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {root}><channel><title>T</title>{channel}'
    return f"{head}<item>{item}</item></channel></rss>".encode()


def atom(entry: str, root: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {root}><title>T</title><entry>{entry}</entry></feed>'.encode()


TAKEN = {
    "a plain item": rss(
        "<title>Signed &amp; sealed</title><link>https://o.example/1</link><guid>urn:1</guid>"
        "<description>&lt;p&gt;Words.&lt;/p&gt;</description><pubDate>Thu, 12 Mar 2026 09:00:00 +0100</pubDate>"
    ),
    "text in CDATA": rss("<title><![CDATA[A <b>b</b>]]></title><description><![CDATA[<p>x</p>]]></description>"),
    "a teaser, then the text": rss("<description>short</description><content:encoded>long</content:encoded>"),
    "the text, then a teaser": rss("<content:encoded>long</content:encoded><description>short</description>"),
    "the text alone": rss("<title>t</title><content:encoded>long</content:encoded>"),
    "two teasers": rss("<description>one</description><itunes:summary>two</itunes:summary>"),
    "a picture's words behind those of the item": rss(
        "<title>t</title><description>d</description><media:group><media:content url='x'><media:title>m</media:title>"
        "<media:description>md</media:description></media:content></media:group>"
    ),
    "a picture's words before those of the item": rss(
        "<media:content url='x'><media:title>m</media:title><media:description>md</media:description></media:content>"
        "<title>t</title><description>d</description>"
    ),
    "a picture's title alone": rss("<media:title>m</media:title><link>https://o.example/1</link>"),
    "two titles": rss("<title>one</title><dc:title>two</dc:title>"),
    "an empty title, then another": rss("<title/><dc:title>two</dc:title>"),
    "a guid that is the link": rss("<title>t</title><guid>https://o.example/1</guid>"),
    "a guid that is no link": rss("<title>t</title><guid isPermaLink='false'>7</guid>"),
    "a guid relative to the feed": rss("<title>t</title><guid>../7</guid>"),
    "a guid before the link": rss("<title>t</title><guid>https://o.example/g</guid><link>https://o.example/1</link>"),
    "an empty link beside a guid": rss("<title>t</title><link/><guid>https://o.example/g</guid>"),
    "a relative link": rss("<title>t</title><link>/1?a=1&amp;amp;b=2&amp;c;=3</link>"),
    "a link with too many slashes": rss("<title>t</title><link>https:////o.example/1</link>"),
    "a link that is no address": rss("<title>t</title><link>http://[o</link>"),
    "a base for links": rss("<title>t</title><link>1</link>", root=f'{SPACES} xml:base="https://b.example/x/"'),
    "an Atom link in RSS": rss("<title>t</title><atom:link href='https://o.example/a'/><atom:link rel='self' href='x'/>"),
    "an enclosure and no link": rss("<title>t</title><enclosure url='https://o.example/f.mp3' type='audio/mpeg'/>"),
    "the address behind FeedBurner's": rss(
        "<title>t</title><link>https://f.example/1</link><feedburner:origLink>https://o.example/1</feedburner:origLink>"
    ),
    "a source": rss("<title>t - O</title><source url='https://o.example'>O</source><link>https://news.google.com/1</link>"),
    "dates of three kinds": rss(
        "<title>t</title><dc:date>2026-03-12T09:00:00Z</dc:date><dcterms:created>2026-03-11T09:00:00+02:00</dcterms:created>"
    ),
    "a date before the web": rss("<title>t</title><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><dc:date>2026-03-12T09:00Z</dc:date>"),
    "languages of feed, item and text": rss(
        "<title xml:lang='fr'>t</title><dc:language>de-AT</dc:language>", "<language>en-us</language>"
    ),
    "a language from the root": rss("<title>t</title>", root=f'{SPACES} xml:lang="pt-BR"'),
    "UTF-8 that was encoded twice": rss("<title>cafÃ©</title><description>â€œ</description>"),
    "Windows' quotes": rss("<title>\x93quoted\x94</title>"),
    "elements of nobody's": rss("<title>t</title><own:part a='1'><own:deep>x</own:deep></own:part><thumb>y</thumb>"),
    "comments inside": rss("<title>one<!-- two -->three</title><?php echo?>"),
    "persons and categories": rss("<title>t</title><author>a@o.example (A)</author><category domain='d'>c</category><dc:creator>x</dc:creator>"),
    "white space before it": b"\n\n" + rss("<title>t</title>"),
    "a byte-order mark": b"\xef\xbb\xbf" + rss("<title>t\xfc</title>"),
    "a picture of the feed": rss(
        "<title>t</title>", "<image><url>https://o.example/p.png</url><title>p</title><link>https://o.example</link></image>"
        "<language>fr</language>",
    ),
    "a plain Atom entry": atom(
        "<title>t</title><link href='https://o.example/1'/><id>urn:1</id><updated>2026-03-12T09:00:00.123Z</updated>"
        "<summary>s</summary><content type='html'>&lt;p&gt;c&lt;/p&gt;</content><author><name>n</name><uri>u</uri></author>"
    ),
    "Atom's links of several kinds": atom(
        "<title>t</title><link rel='enclosure' href='https://o.example/e'/><link rel='alternate' type='application/pdf' "
        "href='https://o.example/p'/><link rel='alternate' type='text/html' href='/h'/>"
    ),
    "XHTML inside Atom": atom(
        "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A &amp; <b>b</b></div></title>"
        "<content type='xhtml'><x:div xmlns:x='http://www.w3.org/1999/xhtml'><x:p>one</x:p><x:br/><x:p>two &lt;</x:p></x:div></content>"
    ),
    "an Atom entry with a base and a language": atom("<title>t</title><link href='1'/>", "xml:base='https://b.example/y/' xml:lang='es'"),
    "RDF": (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title><items><rdf:Seq/></items>'
        b'</channel><item rdf:about="https://o.example/1"><title>t</title><link>https://o.example/1</link>'
        b"<dc:date>2026-03-12T09:00:00+09:00</dc:date></item></rdf:RDF>"
    ),
    "RSS 0.90": (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        b"<channel><title>T</title></channel><item><title>t</title><link>https://o.example/1</link></item></rdf:RDF>"
    ),
}  # fmt: skip

LEFT = {
    "a document type": b"<!DOCTYPE rss SYSTEM 'x'>" + rss("<title>t</title>").partition(b"?>")[2],
    "entities that unfold": b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
    "an entity of HTML's": rss("<title>a&nbsp;b</title>"),
    "what is not well-formed": rss("<title>t"),
    "a prefix that nothing declares": rss("<none:title>t</none:title>"),
    "a letter outside its encoding": rss("<title>t</title>").replace(b">t<", b">t\xff<"),
    "another encoding": rss("<title>ü</title>").decode().replace("utf-8", "iso-8859-1").encode("latin-1"),
    "markup that is not announced": rss("<description><p>words</p></description>"),
    "a text in base64": atom("<content type='application/octet-stream'>aGk=</content>"),
    "a date of another form": rss("<title>t</title><pubDate>12 March 2026, 9 h</pubDate>"),
    "a picture of the item": rss("<image><title>t</title></image>"),
    "an item in an item": rss("<title>t</title><own:x><item/></own:x>"),
    "an article from elsewhere in Atom": atom("<source><title>s</title></source>"),
    "Atom 0.3": b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>t</title></entry></feed>',
    "two channels": b"<rss><channel/><channel/></rss>",
    "a title deeper in the feed": rss("", "<own:x><title>deep</title></own:x>"),
    "a picture's title as the feed's": rss("", "<media:title>m</media:title>"),
    "a language in the feed's picture": rss("", "<image><title>p</title><language>fr</language></image>"),
    "a feed in a feed": atom("<title>t</title>").replace(b"<entry>", b"<feed><title>in</title></feed><entry>"),
    "two titles of the feed, the one behind its picture": rss("", "<image><title>p</title></image><title>U</title>"),
    "something beside the channel": rss("<title>t</title>").replace(b"</rss>", b"<b>x</b></rss>"),
    "an element in a link": atom("<link href='/1'><title>t</title></link>"),
    "an element in an enclosure": rss("<enclosure url='/1'><title>t</title></enclosure>"),
    "an element of Atom's inside XHTML": atom(
        "<summary type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>s</div><title>t</title></summary>"
    ),
    "no feed": b"<html><body/></html>",
    "elements nested by the thousand": rss("<own:x>" * 3000 + "</own:x>" * 3000),
}  # fmt: skip


@pytest.mark.parametrize("body", TAKEN.values(), ids=TAKEN.keys())
def test_a_plain_feed_is_read_as_feedparser_reads_it(body):
    assert differences(body) == []


@pytest.mark.parametrize("body", LEFT.values(), ids=LEFT.keys())
def test_what_is_not_plain_is_left_to_feedparser(body):
    assert differences(body) is None


def test_an_encoding_that_the_server_contradicts_is_left_to_feedparser():
    body = rss("<title>ü</title>")
    assert differences(body, {"content-type": "text/xml; charset=iso-8859-1"}) is None
    assert differences(body, {"content-type": "text/xml; charset=UTF-8"}) == []


def test_no_more_items_are_read_than_are_wanted():
    body = b"<rss><channel>" + b"<item><title>t</title></item>" * 9 + b"</channel></rss>"
    assert len(read_plain_feed(body, URL, {}, 4).entries) == 4


PIECES = st.sampled_from(
    [
        "<title>Aa</title>", "<title/>", "<dc:title>Bb</dc:title>", "<media:title>Cc</media:title>",
        "<description>Dd</description>", "<description/>", "<summary>Ee</summary>", "<content:encoded>Ff</content:encoded>",
        "<media:description>Gg</media:description>", "<itunes:summary>Hh</itunes:summary>", "<dc:description>Ii</dc:description>",
        "<link>https://o.example/j</link>", "<link/>", "<atom:link href='/k'/>", "<guid>https://o.example/l</guid>",
        "<guid isPermaLink='false'>m</guid>", "<atom:id>n</atom:id>", "<enclosure url='https://o.example/o'/>",
        "<source url='https://o.example'>P</source>", "<pubDate>Thu, 12 Mar 2026 09:00:00 GMT</pubDate>",
        "<dc:date>2026-03-11T09:00:00Z</dc:date>", "<atom:updated>2026-03-10T09:00:00Z</atom:updated>",
        "<dc:language>fr</dc:language>", "<category>q</category>", "<own:r s='t'/>", "<own:u>v</own:u>",
    ]
)  # fmt: skip


@given(
    st.lists(
        st.one_of(
            PIECES,
            st.lists(PIECES, max_size=3).map(
                lambda inner: f"<media:group>{''.join(inner)}</media:group>"
            ),
        ),
        max_size=8,
    )
)
def test_the_order_of_elements_does_not_part_the_two(pieces):
    assert not differences(rss("".join(pieces)))


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<br>", "<br/>", "<b>", "</b>", "<a href='x'>", '<a title="a > b">', "</a>", "<li>", "<h2>", "</h2>",
         "<span class=x>", "</span>", "<div>", "</div>", "word", " ", "\n", "\n\n", "&amp;", "&nbsp;", "&lt;p&gt;", "é", "<img src=y>",
         "<blockquote>", "</blockquote>", "a < b", "&am", "\u200b", "<table>", "<td>", "<script>", "<!-- c -->", "<P>", "\t", "\xa0"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


WELL_FORMED = st.recursive(
    st.sampled_from(["word", " ", "\n", "&amp;", "&nbsp;", "&lt;p&gt;", "é", "<br/>", "<img src='y'/>",
                     "\u200b", "&#8203;", "\xad", "\x7f"]),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(["b", "em", "span", "div", "blockquote", "ul", "li", "h2", "section"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)  # fmt: skip


@given(WELL_FORMED)
def test_markup_reads_the_same_with_a_tree_and_without(markup):
    quick = _without_plain_tags(markup)
    if "<" in markup:
        assert quick == _by_tree(markup)


@given(MARKUP)
def test_broken_markup_reads_the_same_but_for_breaks(markup):
    """An end without a beginning is a break here, and nothing to a tree."""
    quick = _without_plain_tags(markup)
    if quick is not None and "<" in markup:
        assert "".join(quick.split()) == "".join(_by_tree(markup).split())


def test_a_long_text_keeps_its_paragraphs():
    assert (
        plain_text("<p>One <b>and</b> a&nbsp;half.</p>\n<p>Two<br/>three.</p>")
        == "One and a half.\n\nTwo\n\nthree."
    )


STAMPS = {
    "Thu, 12 Mar 2026 09:00:00 GMT": datetime(2026, 3, 12, 9, tzinfo=UTC),
    "12 Mar 2026 09:00 +0530": datetime(2026, 3, 12, 3, 30, tzinfo=UTC),
    "Thu, 12 Mar 2026 09:00:00 EDT": datetime(2026, 3, 12, 13, tzinfo=UTC),
    "2026-03-12T09:00:00.5-01:30": datetime(2026, 3, 12, 10, 30, tzinfo=UTC),
    "2026-03-12": None,
    "Thu, 32 Mar 2026 09:00:00 GMT": None,
    "0001-01-01T00:00:00+14:00": None,
    "Thu, 12 Mar 2026 09:00:00 GMT+9": None,
}


@pytest.mark.parametrize(("text", "instant"), STAMPS.items(), ids=STAMPS.keys())
def test_dates_that_are_written_by_the_book_are_read(text, instant):
    assert plain_stamp(text) == instant


def test_on_every_sample_feed_the_two_agree(shared):
    """Ids, links, titles, dates, texts and languages; and the quick way takes a good part of them."""
    found, taken = {}, 0
    for line in (shared / "feeds" / "manifest.jsonl").read_text().splitlines():
        said = json.loads(line)
        body = (shared / "feeds" / said["path"]).read_bytes()
        headers = {name.lower(): value for name, value in said.get("headers") or ()}
        differing = differences(body, headers)
        taken += differing is not None
        if differing:
            found[said["path"]] = differing
    assert found.keys() == KNOWN_DIFFERENCES.keys()
    assert taken > 800


ADDRESS = st.text("aZ0._-~/%&=+,@!?#;: é", max_size=12).map(lambda rest: f"https://{rest}")


@given(ADDRESS, st.sampled_from(["", "http://outlet.example/a/", "https://outlet.example"]))
def test_a_whole_address_is_what_joining_makes_of_it(address, base):
    assert resolved(base, address) == urljoin(base, f"https://{address[8:].lstrip('/')}")
