"""The hints of a document, read from its bytes: in one place for whatever parses the items."""

from __future__ import annotations

import re
from collections import defaultdict

from monitor.model.polling import FeedHints
from monitor.polling.hints import hints_of, said_of

_FIRST_ITEM = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:item|entry)[\s>]")
_HINT = re.compile(
    rb"<(?:[A-Za-z][\w.-]*:)?(ttl|hour|day|updatePeriod|updateFrequency|updateBase)\b[^>]*>([^<]{1,64})<"
)
_HEAD_BYTES = 65_536
_MOST_HINTS = 40


def read_hints(body: bytes) -> FeedHints:
    """The hints among the channel's own elements, before its first item and behind its last.

    A regular expression serves: they are short texts without markup, the same in whichever prefix, and a
    document that no parser takes whole still has them. Encodings beyond ASCII's relatives are not searched.
    """
    found: dict[str, list[str]] = defaultdict(list)
    matches = [*_HINT.finditer(_head(body))] or [*_HINT.finditer(_tail(body))]
    for match in matches[:_MOST_HINTS]:
        found[match[1].decode("ascii").lower()].append(match[2].decode("ascii", "replace"))
    return hints_of(said_of(found))


def _head(body: bytes) -> bytes:
    head = body[:_HEAD_BYTES]
    item = _FIRST_ITEM.search(head)
    return head[: item.start()] if item else head


def _tail(body: bytes) -> bytes:
    last = body.rfind(b"</item>") if b"</item>" in body else body.rfind(b"</entry>")
    return body[last:][:_HEAD_BYTES] if last >= 0 else b""
