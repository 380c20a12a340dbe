"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import urljoin

from adapters.feeds.wire import WireEntry, WireFeed, storable
from monitor.model.dates import parse_instant
from monitor.model.errors import BadInput


def read_json_feed(body: bytes, base: str) -> WireFeed:
    """The JSON Feed in ``body``; addresses are resolved against ``base``.

    Raises BadInput where it is not one.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadInput("not JSON") from error
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise BadInput("JSON, but no JSON Feed: it has no list of items")
    return WireFeed(
        format="json",
        title=_text(data, "title"),
        lang=_text(data, "language"),
        entries=tuple(_entry(item, base) for item in items if isinstance(item, dict)),
    )


def _entry(item: Mapping[str, Any], base: str) -> WireEntry:
    return WireEntry(
        guid=_text(item, "id"),
        link=_link(_text(item, "url") or _text(item, "external_url"), base),
        title=escape(_text(item, "title")),
        teaser=escape(_text(item, "summary")),
        content=_text(item, "content_html") or escape(_text(item, "content_text")),
        lang=_text(item, "language"),
        published=_instant(_text(item, "date_published") or _text(item, "date_modified")),
    )


def _text(data: Mapping[str, Any], key: str) -> str:
    """A string, or a number written out: ids are numbers in some feeds."""
    value = data.get(key)
    return storable(str(value)) if isinstance(value, str | int | float) else ""


def _link(address: str, base: str) -> str:
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return ""


def _instant(text: str) -> datetime | None:
    try:
        return parse_instant(text) if text else None
    except BadInput:
        return None
