"""Addresses as they may be shown: without the secrets that some feed URLs carry."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

_MASK = "***"
_SECRET = ("key", "token", "secret", "passw", "pwd", "auth", "sig", "session", "credential", "jwt")
_TOKEN = re.compile(r"(?=[^=]*\d)(?=[^=]*[A-Za-z])[A-Za-z0-9_.~+/%-]{24,}=*")
_WORDY = re.compile(r"[a-z]+(?:[-_+.][a-z0-9]+){2,}", re.IGNORECASE)
_BETWEEN_PAIRS = re.compile(r"([&;])")


@lru_cache(maxsize=2048)
def host_of(url: str) -> str:
    """The host of ``url`` in lower case, without ``www.`` and port; empty where there is none."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


def mask_url(url: str) -> str:
    """``url`` fit for logs and error texts: no user or password, no query value that is named or looks like a secret.

    A value looks like one where it is long, of letters and digits, and not of words.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that cannot be read"
    _, at, host = parts.netloc.rpartition("@")
    return urlunsplit(
        (
            parts.scheme,
            f"{_MASK}@{host}" if at else host,
            parts.path,
            "".join(map(_masked, _BETWEEN_PAIRS.split(parts.query))),
            "",
        )
    )


def shown_apart(url: str, taken: Collection[str]) -> str:
    """``mask_url(url)``, with a number behind it where it is among ``taken``: two feeds may differ in their secrets alone."""
    masked = mask_url(url)
    names = itertools.chain([masked], (f"{masked}#{n}" for n in itertools.count(2)))
    return next(name for name in names if name not in taken)


def bears_secret(url: str) -> bool:
    """Whether ``mask_url`` hides a part of ``url``."""
    return mask_url(url).count(_MASK) > url.count(_MASK)


def _masked(pair: str) -> str:
    name, equals, value = pair.partition("=")
    if not equals:
        return _MASK if _looks_secret(pair) else pair
    secret = any(word in name.lower() for word in _SECRET) or _looks_secret(value)
    return f"{name}={_MASK}" if secret else pair


def _looks_secret(value: str) -> bool:
    return bool(_TOKEN.fullmatch(value)) and not _WORDY.fullmatch(value)
