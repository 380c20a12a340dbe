"""RSS, RDF and Atom: plain feeds by lxml, all others by feedparser.

Its sanitising is switched off: it takes most of its time, and only plain text leaves this package.
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser

from adapters.feeds.apart import is_laborious, read_apart
from adapters.feeds.pared import pared
from adapters.feeds.plainnames import NotPlain
from adapters.feeds.plainxml import read_plain_feed
from adapters.feeds.wire import WireEntry, WireFeed, storable
from monitor.model.errors import BadInput

_ENTITY = re.compile(rb"<!ENTITY\s[^\"'>]*(?:\"([^\"]*)\"|'([^']*)')[^>]*>")
_LONGEST_ENTITY = 64
_MOST_ENTITIES = 500
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


_ITEM_ENDS = re.compile(rb"</(?:\w{1,20}:)?(?:item|entry)\s*>")


def read_xml_feed(
    body: bytes, base: str, headers: Mapping[str, str], max_items: int = 1000
) -> WireFeed:
    """The feed in ``body``; ``headers`` give its encoding, ``base`` resolves its links.

    A plain feed is read the quick way. Else what feedparser can make sense of is taken, well-formed or not, up to the first ``max_items`` items.
    Raises BadInput where it fails or takes too long.
    """
    try:
        return read_plain_feed(body, base, headers, max_items)
    except NotPlain:
        pass
    first = _first_items(body, max_items)
    read = read_apart if is_laborious(first) else parse_here
    return read(first, base, headers)


def _first_items(body: bytes, most: int) -> bytes:
    """``body`` without the items behind the first ``most``: feedparser reads all, at a thousandth of a second each."""
    ends = [match.end() for match in _ITEM_ENDS.finditer(body)]
    return body[: ends[most - 1]] + body[ends[-1] :] if len(ends) > most else body


def parse_here(body: bytes, base: str, headers: Mapping[str, str]) -> WireFeed:
    """What feedparser makes of ``body``, in this thread, however long it takes.

    Where it fails, what it makes of the elements that are kept. Raises BadInput where it fails on these too.
    """
    about = {name: value for name, value in headers.items() if name.startswith("content-")}
    harmless = _without_bombs(body)
    try:
        return _by_feedparser(harmless, {**about, "content-location": base})
    except _FeedparserFailed as error:
        rest, left_out = pared(harmless, headers)
        in_utf8 = {**about, "content-type": "application/xml; charset=utf-8"}
        found = _by_feedparser(rest, {**in_utf8, "content-location": base})
        return replace(found, note=f"{error}; read without {left_out} of its elements")


class _FeedparserFailed(BadInput):
    """feedparser raised something."""


def _by_feedparser(body: bytes, about: Mapping[str, str]) -> WireFeed:
    try:
        found = feedparser.parse(
            io.BytesIO(body),
            response_headers=about,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:
        # feedparser has no list of what it raises on malformed input: its boundary is here.
        raise _FeedparserFailed(f"feedparser failed on it with {type(error).__name__}") from error
    feed = found.get("feed", {})
    entries = tuple(_entry(entry) for entry in found.get("entries", ()))
    return WireFeed(
        format=found.get("version")
        or ("unknown" if any(e.title or e.link for e in entries) else ""),
        title=_get(feed, "title"),
        lang=_get(feed, "language"),
        entries=entries,
    )


def _without_bombs(body: bytes) -> bytes:
    """``body`` without entities that could unfold it to gigabytes: those made of others, and long ones."""
    declared = body.count(b"<!ENTITY")
    if declared > _MOST_ENTITIES:
        raise BadInput(f"declares {declared} entities")
    if not declared:
        return body
    return _ENTITY.sub(_harmless, body)


def _harmless(declaration: re.Match[bytes]) -> bytes:
    value = declaration[1] or declaration[2] or b""
    nested = b"&" in value.replace(b"&#", b"")
    return b"" if nested or len(value) > _LONGEST_ENTITY else declaration[0]


def _get(data: Any, key: str) -> str:
    """A string of feedparser's own dictionary, past its guessing of one key for another."""
    value = dict.get(data, key) if isinstance(data, dict) else None
    return storable(value) if isinstance(value, str) else ""


def _entry(entry: Any) -> WireEntry:
    contents = [part for part in dict.get(entry, "content") or () if isinstance(part, dict)]
    source = dict.get(entry, "source")
    return WireEntry(
        guid=_get(entry, "id"),
        link=_get(entry, "feedburner_origlink") or _link(entry),
        title=_get(entry, "title"),
        teaser=_get(entry, "summary"),
        content=max((_get(part, "value") for part in contents), key=len, default=""),
        lang=_language(entry, contents),
        published=_published(entry),
        source_url=_get(source, "href") or _get(source, "link"),
        source_name=_get(source, "title"),
    )


def _link(entry: Any) -> str:
    links = [_get(link, "href") for link in dict.get(entry, "links") or ()]
    candidates = [_get(entry, "link"), *links]
    return next((link for link in candidates if link.startswith(("http://", "https://"))), "")


def _language(entry: Any, contents: list[Any]) -> str:
    details = [*contents, dict.get(entry, "summary_detail"), dict.get(entry, "title_detail")]
    languages = [_get(entry, "language"), *(_get(detail, "language") for detail in details)]
    return next(filter(None, languages), "")


def _published(entry: Any) -> datetime | None:
    """The instant that the item claims; a date before the web is a fault, not a date."""
    for key in ("published_parsed", "created_parsed", "updated_parsed"):
        parsed = dict.get(entry, key)
        if parsed is None:
            continue
        try:
            found = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError):
            continue
        if found >= _EARLIEST:
            return found
    return None
