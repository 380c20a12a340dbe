"""Sitemaps of news (Google News, sitemaps.org), and the indexes that list them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from adapters.feeds.wire import WireEntry, WireFeed, storable
from monitor.model.address import host_of
from monitor.model.dates import parse_instant
from monitor.model.errors import BadInput

_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_ROOT = re.compile(
    rb"^(?>\xef\xbb\xbf|<\?[^>]*>|<!--.*?-->|\s)*+<(?:\w{1,20}:)?(urlset|sitemapindex)[\s>]",
    re.DOTALL,
)
_EARLIEST = datetime.min.replace(tzinfo=UTC)
MOST_CHILDREN = 3
"""Sitemaps of an index that are fetched at one poll."""


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index lists."""

    url: str
    changed: datetime


def kind_of(start: bytes) -> str:
    """``urlset`` or ``sitemapindex`` where the document begins as one; else empty."""
    match = _ROOT.match(start)
    return match[1].decode() if match else ""


def read_sitemap(body: bytes, base: str) -> WireFeed:
    """The news in a sitemap; addresses are resolved against ``base``.

    Raises BadInput where it is not well-formed, or lists no news: a site's whole map is no feed.
    """
    entries = tuple(
        _entry(url, news, base)
        for url in _parsed(body)
        if (news := url.find(f"{_NEWS}news")) is not None
    )
    if not entries:
        raise BadInput("a sitemap without news; look for one of the site's that bears news")
    return WireFeed(format="sitemap", entries=entries)


def children_of(body: bytes, base: str) -> tuple[str, ...]:
    """The sitemaps of an index that may bear the latest news, on its own host, at most ``MOST_CHILDREN``.

    Raises BadInput where it is not well-formed.
    """
    children = [
        Child(urljoin(base, loc), _instant(_text(node, "lastmod")) or _EARLIEST)
        for node in _parsed(body)
        if (loc := _text(node, "loc"))
    ]
    ours = [child for child in children if host_of(child.url) == host_of(base)]
    ranked = sorted(
        ours, key=lambda child: ("news" in child.url.lower(), child.changed), reverse=True
    )
    return tuple(child.url for child in ranked[:MOST_CHILDREN])


def joined(documents: list[tuple[bytes, str]]) -> bytes:
    """One sitemap of the news in several, each given with its address; what is none is left out."""
    root = ET.Element("urlset")
    for body, base in documents:
        try:
            found = [url for url in _parsed(body) if url.find(f"{_NEWS}news") is not None]
        except BadInput:
            continue
        for url in found:
            for loc in (node for node in url if _name(node) == "loc"):
                loc.text = urljoin(base, (loc.text or "").strip())
            root.append(url)
    return ET.tostring(root)


class _Target(ET.TreeBuilder):
    """Builds the tree, but of no document with a document type: entities can unfold to gigabytes."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse it."""
        del name, pubid, system
        raise BadInput("a sitemap that declares a document type")


def _parsed(body: bytes) -> Iterator[ET.Element]:
    """The elements under the root."""
    try:
        root = ET.fromstring(body, parser=ET.XMLParser(target=_Target()))  # noqa: S314 - without a document type it has no entities
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BadInput(f"a sitemap that is not well-formed: {error}") from error
    return iter(root)


def _entry(url: ET.Element, news: ET.Element, base: str) -> WireEntry:
    said = {_name(node): node for node in news.iter()}
    text = {name: storable(node.text or "") for name, node in said.items()}
    return WireEntry(
        link=urljoin(base, _text(url, "loc")),
        title=escape(text.get("title", "")),
        lang=text.get("language", ""),
        published=_instant(text.get("publication_date", "")) or _instant(_text(url, "lastmod")),
    )


def _text(parent: ET.Element, name: str) -> str:
    return next((storable(node.text or "") for node in parent if _name(node) == name), "")


def _name(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]


def _instant(text: str) -> datetime | None:
    try:
        return parse_instant(text) if text else None
    except BadInput:
        return None
