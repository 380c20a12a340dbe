"""The feeds that a web page names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "text/xml",
        "application/xml",
    }
)
_LOOKS_LIKE_FEED = re.compile(
    r"(?i)(?:\.(?:rss|atom|rdf)|/(?:rss|feed|atom)(?:\.xml|\.json)?/?|/feed/[\w/-]*|news[\w-]*sitemap[\w-]*\.xml)$"
)
_COMMON = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/news-sitemap.xml")
_MOST = 20
_LARGEST_PAGE = 2_000_000
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page names; ``how`` is ``alternate`` (the page says so) or ``link`` (it looks like one)."""

    url: str
    title: str
    how: str


def find_feeds(page: bytes, address: str) -> tuple[FoundFeed, ...]:
    """The feeds that the page at ``address`` names: what it declares first, then what looks like one.

    Comments' feeds come last: a page declares them beside its own.
    """
    try:
        tree = LexborHTMLParser(page[:_LARGEST_PAGE])
    except (SelectolaxError, ValueError):
        return ()
    base = _base(tree, address)
    found: dict[str, FoundFeed] = {}
    for node in tree.css("link[rel][href]"):
        said = {name: value or "" for name, value in node.attributes.items()}
        declared = said.get("type", "").partition(";")[0].strip().lower() in _TYPES
        if declared and "alternate" in said["rel"].lower().split():
            _add(found, said["href"], base, said.get("title", ""), "alternate")
    for node in tree.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if _LOOKS_LIKE_FEED.search(href.partition("?")[0]):
            _add(found, href, base, node.text(), "link")
    ranked = sorted(
        found.values(), key=lambda feed: "comment" in f"{feed.url} {feed.title}".lower()
    )
    return tuple(ranked[:_MOST])


def suggestions(address: str) -> tuple[str, ...]:
    """Where sites commonly keep a feed: to be tried by a person, never by us."""
    parts = urlsplit(address)
    return tuple(f"{parts.scheme}://{parts.netloc}{path}" for path in _COMMON)


def _base(tree: LexborHTMLParser, address: str) -> str:
    node = tree.css_first("base[href]")
    return _joined(address, (node.attributes.get("href") or "") if node else "") or address


def _add(found: dict[str, FoundFeed], href: str, base: str, title: str, how: str) -> None:
    url = _joined(base, href.strip())
    if url.startswith(("http://", "https://")):
        found.setdefault(url, FoundFeed(url, " ".join(title.split())[:_LONGEST_TITLE], how))


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return ""
