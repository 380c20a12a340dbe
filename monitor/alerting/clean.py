"""Text from outside, made fit to show: feed text is hostile until it has passed here.

What is taken away can do harm in every channel: control characters (header injection, terminal escapes),
line breaks, marks that turn the reading direction, lone surrogates. What is markup only in one channel is
escaped by that channel.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

QUOTE_CHARS = 600
TITLE_CHARS = 200
NAME_CHARS = 80
URL_CHARS = 2000

_SPACE = re.compile(r"\s+")
_DROPPED = {"Cc", "Cs", "Co", "Cn"}
# Marks that reorder or hide what stands around them. The joiners U+200C and U+200D stay: Persian and
# several scripts of India need them.
_DIRECTION = {
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0x200E,
    0x200F,
    0x061C,
    0xFEFF,
    0x2060,
}
_URL_SAFE = "/:?#[]@!$&'()*+,;=%-._~"


def clean(text: str, limit: int = QUOTE_CHARS) -> str:
    """``text`` on one line, without control characters or direction marks, at most ``limit`` long."""
    # Line breaks count as spaces, so they must go before the other control characters do.
    kept = "".join(
        char
        for char in _SPACE.sub(" ", text)
        if unicodedata.category(char) not in _DROPPED and ord(char) not in _DIRECTION
    )
    return cut(_SPACE.sub(" ", kept).strip(), limit)


def cut(text: str, limit: int) -> str:
    """``text``, or its beginning with an ellipsis where it is longer than ``limit``."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def clean_url(url: str) -> str:
    """``url`` where it is a plain web address, percent-encoded; else the empty string.

    An address that carries a user name is refused: it shows one host and leads to another.
    """
    stripped = url.strip()
    try:
        parts = urlsplit(stripped)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host or "@" in parts.netloc:
        return ""
    if not re.fullmatch(r"[a-z0-9._-]+", host):
        return ""
    netloc = f"{host}:{port}" if port else host
    path, query, fragment = (
        quote(part.encode("utf-8", "replace"), safe=_URL_SAFE)
        for part in (parts.path, parts.query, parts.fragment)
    )
    whole = urlunsplit((parts.scheme.lower(), netloc, path, query, fragment))
    return whole if len(whole) <= URL_CHARS else ""


def host_of(url: str) -> str:
    """The host that ``url`` leads to, for the text of a link; empty where there is none."""
    return (urlsplit(url).hostname or "") if url else ""
