"""Sitemaps of news as feeds, and the indexes over them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from adapters.feeds.parse import FeedReader
from adapters.feeds.sitemap import children_of, joined, kind_of, read_sitemap
from monitor.model.errors import BadInput
from monitor.model.feed import FetchedFeed, Outcome

BASE = "https://outlet.example/news.xml"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def url(number: int, *, news: bool = True, date: str = "2025-11-06T17:00:00+02:00") -> str:
    said = (
        f"<n:news><n:publication><n:name>Outlet</n:name><n:language>en</n:language></n:publication>"
        f"<n:publication_date>{date}</n:publication_date><n:title>Minister &amp; text {number}</n:title></n:news>"
    )
    return f"<url><loc>https://outlet.example/{number}</loc>{said if news else ''}</url>"


def sitemap(*urls: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="{NEWS}">{"".join(urls)}</urlset>'
    ).encode()


def index(*children: tuple[str, str]) -> bytes:
    rows = "".join(
        f"<sitemap><loc>{loc}</loc><lastmod>{day}</lastmod></sitemap>" for loc, day in children
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode()


def test_a_news_sitemap_is_a_feed():
    fetched = FetchedFeed(BASE, Outcome.OK, BASE, body=sitemap(url(1), url(2, news=False)))
    parsed = FeedReader(10).parse(fetched)
    assert (parsed.outcome, parsed.format) == (Outcome.OK, "sitemap")
    [entry] = parsed.entries
    assert (entry.title, entry.url, entry.lang) == (
        "Minister & text 1", "https://outlet.example/1", "en",
    )  # fmt: skip
    assert entry.published == datetime(2025, 11, 6, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "date", ["2025-11-06", "2025-11-06T00:00Z", "2025-11-06T02:00:00.00+02:00"]
)
def test_dates_come_in_every_form_of_the_profile(date):
    [entry] = read_sitemap(sitemap(url(1, date=date)), BASE).entries
    assert entry.published == datetime(2025, 11, 6, tzinfo=UTC)


def test_a_date_that_is_none_leaves_the_item_undated():
    [entry] = read_sitemap(sitemap(url(1, date="yesterday")), BASE).entries
    assert entry.published is None


BAD = {
    "a map of the whole site": sitemap(url(1, news=False)),
    "one that ends in the middle": sitemap(url(1))[:-20],
    "one with entities": sitemap(url(1)).replace(b"<urlset", b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset'),
    "one with entities in UTF-16": sitemap(url(1)).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    .replace("<urlset", '<!DOCTYPE urlset [<!ENTITY a "b">]><urlset').encode("utf-16"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_news_is_no_feed(name):
    with pytest.raises(BadInput, match="sitemap"):
        read_sitemap(BAD[name], BASE)


def test_of_an_index_the_latest_with_news_on_its_own_host_are_taken():
    found = children_of(
        index(
            ("https://outlet.example/pages.xml", "2025-11-06"),
            ("https://outlet.example/news-1.xml", "2025-11-01"),
            ("https://elsewhere.example/news.xml", "2025-11-06"),
            ("/news-2.xml", "2025-11-05"),
            ("https://outlet.example/old.xml", "2020-01-01"),
        ),
        BASE,
    )
    assert found == (
        "https://outlet.example/news-2.xml",
        "https://outlet.example/news-1.xml",
        "https://outlet.example/pages.xml",
    )


def test_the_sitemaps_of_an_index_are_one_feed():
    one = joined(
        [(sitemap(url(1), url(9, news=False)), BASE), (b"<broken", BASE), (sitemap(url(2)), BASE)]
    )
    assert [entry.link[-1] for entry in read_sitemap(one, BASE).entries] == ["1", "2"]


KINDS = {
    b"\xef\xbb\xbf<?xml version='1.0'?>\n<urlset xmlns='x'>": "urlset",
    b"<!-- urlset --><s:sitemapindex xmlns:s='x'>": "sitemapindex",
    b"<rss><channel><title>&lt;urlset></title><urlset >": "",
    b"": "",
}


@pytest.mark.parametrize("start", KINDS)
def test_a_sitemap_is_known_by_its_root(start):
    assert kind_of(start) == KINDS[start]
