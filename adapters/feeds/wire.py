"""What every format of feed says of an item, before anything is made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """``text`` without NUL and lone surrogates, which no database takes, and without white space around it."""
    return _UNSTORABLE.sub("", text).strip()


@dataclass(frozen=True, slots=True)
class WireEntry:
    """An item as it came: texts may hold markup, links are absolute or empty.

    ``source_url`` and ``source_name`` are RSS ``<source>``: the publisher that a news search names.
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    teaser: str = ""
    content: str = ""
    lang: str = ""
    published: datetime | None = None
    source_url: str = ""
    source_name: str = ""


@dataclass(frozen=True, slots=True)
class WireFeed:
    """A feed as it came; ``format`` is empty where it was recognised as none.

    ``note`` tells what had to be left out of it.
    """

    format: str
    title: str = ""
    lang: str = ""
    entries: tuple[WireEntry, ...] = ()
    note: str = ""
