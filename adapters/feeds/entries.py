"""From the items of one document to entries: identity, publisher, plain text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from adapters.feeds.identity import (
    article_at,
    canonical_url,
    headline_key,
    is_news_search,
    short_hash,
    tells_articles_apart,
    unwrapped,
)
from adapters.feeds.text import one_line, plain_text
from adapters.feeds.wire import WireEntry, WireFeed
from monitor.model.address import host_of
from monitor.model.feed import ParsedEntry
from monitor.model.identity import KeyReason

_LANGUAGE_LETTERS = (2, 3)
_TELLING_WORDS = 4


@dataclass(frozen=True, slots=True)
class NamedPublishers:
    """What is known of publishers that items name.

    ``hosts`` has each by its name in lower case, for news searches that name some by that alone; an aggregator is a host
    that is believed when it names another's.
    """

    hosts: Mapping[str, str] = field(default_factory=dict)
    is_aggregator: Callable[[str], bool] = lambda _host: False


@dataclass(frozen=True, slots=True)
class _Item:
    """A wire entry with what identity needs of it; a pointer is an item of a news search."""

    wire: WireEntry
    link: str
    canonical: str
    title: str
    headline: str
    named_source: str
    is_pointer: bool = False

    @property
    def day(self) -> str:
        return self.wire.published.date().isoformat() if self.wire.published else ""


def entries_of(
    feed: WireFeed, feed_url: str, named: NamedPublishers | None = None
) -> tuple[ParsedEntry, ...]:
    """The entries of ``feed``, each once, in its order; what has neither title nor text is left out."""
    feed_host = host_of(feed_url)
    named = named or NamedPublishers()
    items = [_item(wire, feed_host, named) for wire in feed.entries]
    ladder = _Ladder(items, feed_host)
    entries: dict[str, ParsedEntry] = {}
    for item in items:
        entry = _entry(item, ladder, feed)
        if entry.title or entry.summary or entry.body:
            entries.setdefault(entry.key, entry)
    return tuple(entries.values())


def _item(wire: WireEntry, feed_host: str, named: NamedPublishers) -> _Item:
    link = unwrapped(wire.link)
    title = one_line(wire.title)
    if not wire.source_url and is_news_search(host_of(link)):
        wire = _with_source(wire, title, named.hosts)
    source = _named_source(wire, link, title, feed_host)
    is_pointer = bool(source)
    if not source and wire.source_url and named.is_aggregator(host_of(link) or feed_host):
        source = _elsewhere(wire.source_url, link)
    if source:
        title = _without_publisher(title, one_line(wire.source_name))
    return _Item(wire, link, canonical_url(link), title, headline_key(title), source, is_pointer)


def _with_source(wire: WireEntry, title: str, publishers: Mapping[str, str]) -> WireEntry:
    """``wire`` with the publisher that a news search names at the end of a headline, where it is known."""
    name = title.rpartition(" - ")[2].strip()
    host = publishers.get(name.casefold())
    return replace(wire, source_name=name, source_url=f"https://{host}") if host else wire


def _named_source(wire: WireEntry, link: str, title: str, feed_host: str) -> str:
    """The host that a news-search item names as its publisher; empty for an ordinary item.

    An ordinary feed's ``<source>`` is not believed: it would let any site speak as another. A news search
    is known by its host, or by linking to itself while its title ends with the name of the source.
    """
    source, link_host = _elsewhere(wire.source_url, link), host_of(link)
    if not source:
        return ""
    signed = bool(wire.source_name) and title.endswith(f" - {one_line(wire.source_name)}")
    if is_news_search(link_host) or (link_host in {"", feed_host} and signed):
        return source
    return ""


def _elsewhere(source_url: str, link: str) -> str:
    """The host of ``source_url``, where that is another than the link's."""
    source = host_of(source_url)
    return source if source != host_of(link) else ""


def _without_publisher(title: str, publisher: str) -> str:
    """``title`` without `` - PUBLISHER`` at its end; other dashes are the headline's own."""
    return title.removesuffix(f" - {publisher}").strip() if publisher else title


class _Ladder:
    """Tells which marks of identity hold within one document.

    A guid that stands for several links, or a link under several headlines, identifies nothing.
    """

    def __init__(self, items: Iterable[_Item], feed_host: str) -> None:
        links: dict[str, set[str]] = defaultdict(set)
        headlines: dict[str, set[str]] = defaultdict(set)
        for item in items:
            links[item.wire.guid].add(item.canonical or item.headline)
            headlines[item.canonical].add(item.headline)
        self._guids = {guid for guid, found in links.items() if guid and len(found) == 1}
        self._links = {
            link
            for link, found in headlines.items()
            if link and len(found) == 1 and tells_articles_apart(link)
        }
        self._feed_host = feed_host

    def key(self, item: _Item) -> tuple[str, KeyReason]:
        """What tells the item from the feed's others: guid, else link, else headline and day; and why."""
        if item.named_source:
            return self.by_headline(item), KeyReason.NEWS_SEARCH
        if item.wire.guid in self._guids:
            return item.wire.guid, KeyReason.GUID
        link = self.link(item)
        if link:
            shared = bool(item.wire.guid)
            return link, KeyReason.GUID_COLLISION if shared else KeyReason.NO_GUID
        return self.by_headline(item), self._why_no_link(item)

    def link(self, item: _Item) -> str:
        """The item's address without what varies; empty where it does not tell the item from others."""
        return item.canonical if item.canonical in self._links else ""

    def _why_no_link(self, item: _Item) -> KeyReason:
        if not item.canonical:
            return KeyReason.NO_LINK
        alone = tells_articles_apart(item.canonical)
        return KeyReason.LINK_COLLISION if alone else KeyReason.FRONT_PAGE

    def article(self, item: _Item) -> str:
        """The article's id: by link, so that it is the same in every feed; else as ``key``."""
        if not item.named_source and item.canonical in self._links:
            return article_at(item.canonical)
        if not item.named_source and item.wire.guid in self._guids:
            return short_hash("guid", self._feed_host, item.wire.guid)
        return self.by_headline(item)

    def source(self, item: _Item) -> str:
        """The publisher's host: as a news search names it, else that of the link, else the feed's."""
        return item.named_source or host_of(item.link) or self._feed_host

    def by_headline(self, item: _Item) -> str:
        """Publisher, headline and day, as a hash."""
        # Links and guids of news searches change at every fetch; publisher, headline and day do not.
        text = item.headline or plain_text(item.wire.teaser or item.wire.content)
        return short_hash("headline", self.source(item), text, item.day)


def _entry(item: _Item, ladder: _Ladder, feed: WireFeed) -> ParsedEntry:
    summary, body = _texts(item)
    key, key_reason = ladder.key(item)
    return ParsedEntry(
        key=key,
        article=ladder.article(item),
        url=item.link,
        source=ladder.source(item),
        publisher=one_line(item.wire.source_name) if item.named_source else "",
        title=item.title,
        summary=summary,
        body=body,
        lang=language(item.wire.lang, feed.lang),
        published=item.wire.published,
        key_reason=key_reason,
        link_key="" if item.named_source else ladder.link(item),
        headline_key=ladder.by_headline(item),
        alternate="" if item.named_source else canonical_url(item.wire.guid),
        headline=_telling(item),
    )


def _telling(item: _Item) -> str:
    """A hash of the headline; empty where it is too short to tell the item from others."""
    words = item.headline.count(" ") + 1
    return short_hash("headline", item.headline) if words >= _TELLING_WORDS else ""


def _texts(item: _Item) -> tuple[str, str]:
    """Teaser and text; the same words are kept once.

    A news search's description that holds links is a list of headlines, some of other stories.
    """
    if item.is_pointer and "<a " in item.wire.teaser.lower():
        return "", ""
    teaser, content = plain_text(item.wire.teaser), plain_text(item.wire.content)
    if teaser == content and item.wire.content:
        return "", content
    return teaser, content


def language(*tags: str) -> str | None:
    """The first of ``tags`` (``en-US``) that names a language, as its code (``en``)."""
    codes: Sequence[str] = [tag.strip().lower().replace("_", "-").partition("-")[0] for tag in tags]
    return next(
        (c for c in codes if len(c) in _LANGUAGE_LETTERS and c.isalpha() and c.isascii()), None
    )
