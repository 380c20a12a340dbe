"""The quick way for plain feeds: well-formed RSS, RDF and Atom by lxml, as feedparser would read them.

Whatever is not plainly well-formed, or says something in a way that is not known here, raises ``NotPlain``
and goes to feedparser; so nothing is lost but time. What is known here is read by feedparser's rules, down
to which of several teasers counts, so that it does not matter which of the two read a feed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from adapters.feeds.plainitem import PlainItem, Scope
from adapters.feeds.plainnames import Names, NotPlain
from adapters.feeds.safexml import safe_parser
from adapters.feeds.wire import WireEntry, WireFeed

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
RSS10 = "{http://purl.org/rss/1.0/}"
RSS090 = "{http://my.netscape.com/rdf/simple/0.9/}"
ATOM = "{http://www.w3.org/2005/Atom}"
_RSS_VERSIONS = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
_DECLARED = re.compile(rb"^<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.-]+)[\"']")
_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([\w.-]+)")
_ONE_BYTE = re.compile(r"us-ascii|iso-8859-\d\d?|windows-125\d|cp125\d|latin-?1")
_UTF8 = frozenset(("utf-8", "utf8"))
_TITLES = frozenset(("title", "dc:title"))
_ABOUT = _TITLES | {"language", "dc:language"}
_WITH_TITLES = frozenset(("image", "textinput"))
"""What in a channel has a title that is its own."""

_OF_FEEDS = frozenset(("language", "channel", "rss", "feed"))
_BOM = b"\xef\xbb\xbf"


def read_plain_feed(
    body: bytes, base: str, headers: Mapping[str, str], max_items: int = 1000
) -> WireFeed:
    """The feed in ``body``, up to its first ``max_items`` items.

    Raises NotPlain where feedparser should read it.
    """
    start = body.removeprefix(_BOM).lstrip()
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start or not _is_plainly_encoded(start, headers):
        raise NotPlain
    root = _tree(start)
    scope = Scope(base, headers.get("content-language", "")).at(root)
    if root.tag == "rss":
        channel, dialect = _rss(root)
    elif root.tag == f"{RDF}RDF":
        channel, dialect = _rdf(root)
    elif root.tag == f"{ATOM}feed":
        channel, dialect = root, _Dialect("atom10", f"{ATOM}entry")
    else:
        raise NotPlain
    return _feed(root, channel, dialect, scope, max_items)


def _is_plainly_encoded(body: bytes, headers: Mapping[str, str]) -> bool:
    """Whether there is no doubt about the encoding: UTF-8 all around, or nothing but ASCII in a relative of it."""
    declared = _DECLARED.match(body)
    said = [declared[1].decode()] if declared else []
    said += _CHARSET.findall(headers.get("content-type", ""))
    others = {name.lower() for name in said} - _UTF8
    return not others or (body.isascii() and all(map(_ONE_BYTE.fullmatch, others)))


def _tree(body: bytes) -> Any:
    parser = safe_parser("utf-8")
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotPlain from error


@dataclass(frozen=True, slots=True)
class _Dialect:
    """Where a dialect keeps its items, by the tag of these, and what it is called."""

    version: str
    item: str
    items_in_channel: bool = True


def _rss(root: Any) -> tuple[Any, _Dialect]:
    said = root.get("version", "")
    version = _RSS_VERSIONS.get(said) or ("rss20" if said.startswith("2.") else "rss")
    if len(root) != 1:
        raise NotPlain
    return _only(root, "channel"), _Dialect(version, "item")


def _rdf(root: Any) -> tuple[Any, _Dialect]:
    space, version = (RSS10, "rss10") if len(root.findall(f"{RSS10}item")) else (RSS090, "rss090")
    channel = _only(root, f"{space}channel")
    return channel, _Dialect(version, f"{space}item", items_in_channel=False)


def _only(root: Any, tag: str) -> Any:
    found = root.findall(tag)
    if len(found) != 1:
        raise NotPlain
    return found[0]


def _feed(root: Any, channel: Any, dialect: _Dialect, scope: Scope, most: int) -> WireFeed:
    """The feed whose own elements stand in ``channel``; ``scope`` is that of the root."""
    here = scope if channel is root else scope.at(channel)
    items = (channel if dialect.items_in_channel else root).findall(dialect.item)
    everywhere = sum(1 for _ in root.iter("{*}item", "{*}entry", "{*}Item", "{*}Entry"))
    if len(items) != everywhere or channel.get("href") or channel.get("lastmod"):
        raise NotPlain
    names = Names()
    title, language = _about(channel, dialect.item, names, here)
    inside = here if dialect.items_in_channel else scope
    return WireFeed(
        format=dialect.version,
        title=title,
        lang=language or ("" if root.tag == f"{RDF}RDF" else scope.language),
        entries=tuple(_entries(items[:most], names, inside)),
    )


def _entries(items: list[Any], names: Names, scope: Scope) -> Iterator[WireEntry]:
    for item in items:
        if item.get("href") or item.get("lastmod"):
            raise NotPlain
        yield PlainItem(names, scope.at(item)).read(item, about=item.get(f"{RDF}about") or "")


def _about(channel: Any, item: str, names: Names, scope: Scope) -> tuple[str, str]:
    """The feed's own title and language; NotPlain where feedparser would look for them deeper inside."""
    reading, titled = PlainItem(names, scope), False
    for child in channel:
        if child.tag == item:
            continue
        name = names.of(child)
        if name in _ABOUT:
            # Behind a part with a title of its own feedparser takes the last title, not the first.
            if titled and reading.has_title and name in _TITLES:
                raise NotPlain
            reading.take(child, depth=1, scope=scope)
        elif _could_speak(child, _OF_FEEDS if name in _WITH_TITLES else {*_OF_FEEDS, "title"}):
            raise NotPlain
        titled = titled or name in _WITH_TITLES
    return reading.entry().title, reading.language


def _could_speak(element: Any, names: Collection[str]) -> bool:
    """Whether ``element``, or something inside it, has one of ``names`` in whichever namespace."""
    return any(inner.tag.rpartition("}")[2].lower() in names for inner in element.iter("*"))
