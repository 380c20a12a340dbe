"""Bytes of whatever kind to a feed, or to the reason why they are none."""

from __future__ import annotations

import re

from adapters.feeds.entries import NamedPublishers, entries_of
from adapters.feeds.hints import read_hints
from adapters.feeds.jsonfeed import read_json_feed
from adapters.feeds.sitemap import kind_of, read_sitemap
from adapters.feeds.text import one_line
from adapters.feeds.wire import WireFeed
from adapters.feeds.xmlfeed import read_xml_feed
from monitor.model.errors import BadInput
from monitor.model.feed import FetchedFeed, Outcome, ParsedFeed
from monitor.model.source import SourceBook, Tier

_SNIFFED = 2048
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"(?i)^(?><\?xml[^>]*>|<!--.*?-->|\s)*+<(!doctype\s+html|html)\b", re.DOTALL)
_FEED_ROOT = re.compile(rb"(?i)<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)[\s>]")
_TITLE = re.compile(rb"(?is)<title[^>]*>(.{0,200}?)</title>")


class FeedReader:
    """Parses what was fetched; see ``monitor.ports.FeedParser``.

    ``sources`` tells the hosts of publishers that a news search names without an address, and which hosts are
    aggregators.
    """

    def __init__(self, max_entries: int, sources: SourceBook | None = None) -> None:
        self._max_entries = max_entries
        self._named = _named(sources or SourceBook())

    def parse(self, fetched: FetchedFeed) -> ParsedFeed:
        """The feed in ``fetched.body``, up to the first ``max_entries`` entries."""
        base = fetched.final_url or fetched.url
        try:
            wire = _read(fetched, base, self._max_entries)
        except BadInput as error:
            return ParsedFeed(Outcome.NOT_A_FEED, detail=str(error))
        if wire is None:
            return ParsedFeed(Outcome.EMPTY, detail="the body is empty")
        if not wire.format:
            return ParsedFeed(
                Outcome.NOT_A_FEED, detail="neither RSS, RDF, Atom, JSON Feed nor a sitemap"
            )
        entries = entries_of(wire, fetched.url, self._named)[: self._max_entries]
        return ParsedFeed(
            Outcome.OK,
            entries,
            title=one_line(wire.title),
            format=wire.format,
            detail=wire.note,
            hints=read_hints(fetched.body),
        )


def _named(sources: SourceBook) -> NamedPublishers:
    """Whose word on the publisher of an item counts, and the host by publisher's name in lower case.

    Of names that one host bears, and none that is official: a name is weaker evidence than an address, and must not make
    a source's word confirm alone.
    """
    hosts: dict[str, set[str]] = {}
    for host, source in sources.by_host.items():
        hosts.setdefault(source.publisher.casefold(), set()).add(host)
    by_name = {
        name: host
        for name, (host, *others) in ((name, sorted(found)) for name, found in hosts.items())
        if not others and sources.by_host[host].tier is not Tier.OFFICIAL
    }
    return NamedPublishers(by_name, lambda host: sources.lookup(host).aggregator)


def looks_like_page(body: bytes) -> bool:
    """Whether ``body`` begins as an HTML page."""
    return _is_page(_without_bom(body[:_SNIFFED]).lstrip())


def _is_page(start: bytes) -> bool:
    """Whether it begins as HTML; some feeds bear HTML's document type, and no ``<html>``."""
    match = _HTML.match(start)
    if match is None:
        return False
    return match[1].lower() == b"html" or not _FEED_ROOT.search(start, match.end())


def _read(fetched: FetchedFeed, base: str, max_items: int) -> WireFeed | None:
    """The feed by what the body looks like: the content type lies too often."""
    body = fetched.body
    start = _without_bom(body[:_SNIFFED]).lstrip()
    if not start:
        return None
    if start.startswith((b"{", b"[")):
        return read_json_feed(_without_bom(body), base)
    if _is_page(start):
        raise BadInput(f"an HTML page{_page_title(body)} where a feed should be")
    if kind_of(start):
        return read_sitemap(body, base)
    return read_xml_feed(body, base, fetched.headers, max_items)


def _without_bom(body: bytes) -> bytes:
    return next((body[len(bom) :] for bom in _BOMS if body.startswith(bom)), body)


def _page_title(body: bytes) -> str:
    match = _TITLE.search(body[:20_000])
    title = one_line(match[1].decode("utf-8", "replace")) if match else ""
    return f", “{title[:80]}”," if title else ""
