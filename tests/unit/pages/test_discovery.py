"""The feeds that a page names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from adapters.pages.discovery import FoundFeed, find_feeds, suggestions

PAGE = "https://outlet.example/news/index.html"


def found(html: str) -> list[str]:
    return [feed.url for feed in find_feeds(html.encode(), PAGE)]


def link(
    href: str, kind: str = "application/rss+xml", rel: str = "alternate", title: str = ""
) -> str:
    return f'<link rel="{rel}" type="{kind}" title="{title}" href="{href}">'


def test_declared_feeds_come_first_and_comments_last():
    html = (
        '<a href="/sport.rss">Sport</a>'
        + link("/comments/feed", title="Comments")
        + link("world.xml", title="World  news")
    )
    assert find_feeds(html.encode(), PAGE) == (
        FoundFeed("https://outlet.example/news/world.xml", "World news", "alternate"),
        FoundFeed("https://outlet.example/sport.rss", "Sport", "link"),
        FoundFeed("https://outlet.example/comments/feed", "Comments", "alternate"),
    )


def test_every_kind_of_feed_is_known():
    kinds = ("application/atom+xml", "Application/RSS+XML; charset=utf-8", "application/feed+json")
    assert len(found("".join(link(f"/{n}", kind) for n, kind in enumerate(kinds)))) == 3


def test_what_is_no_feed_is_not_named():
    html = (
        link("/x.css", "text/css", "stylesheet")
        + link("/fr", "text/html")
        + link("/search.xml", "application/rss+xml", "search")
        + link("javascript:alert(1)")
        + link("https://[bad")
        + '<a href="mailto:x@y.example">Feed</a><a href="/sitemap.xml">Map</a>'
    )
    assert found(html) == []


def test_addresses_are_taken_from_the_base_that_the_page_declares():
    assert found('<base href="https://cdn.example/x/">' + link("rss")) == [
        "https://cdn.example/x/rss"
    ]


def test_a_feed_named_twice_is_one():
    assert found(link("/rss") + '<a href="https://outlet.example/rss">RSS</a>') == [
        "https://outlet.example/rss"
    ]


def test_a_page_that_names_thousands_offers_twenty():
    assert len(found("".join(link(f"/{n}.rss") for n in range(3000)))) == 20


def test_suggestions_stay_on_the_site():
    assert all(url.startswith("https://outlet.example/") for url in suggestions(PAGE))


@given(st.binary(max_size=500))
def test_any_bytes_can_be_looked_through(page):
    find_feeds(page + b"<link rel=alternate type=application/rss+xml href=/x>", PAGE)
