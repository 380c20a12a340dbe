"""Addresses as they may be shown: without the secrets that some feed URLs carry."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

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
            f"***@{host}" if at else host,
            parts.path,
            "".join(map(_masked, _BETWEEN_PAIRS.split(parts.query))),
            "",
        )
    )


def _masked(pair: str) -> str:
    name, equals, value = pair.partition("=")
    if not equals:
        return "***" if _looks_secret(pair) else pair
    secret = any(word in name.lower() for word in _SECRET) or _looks_secret(value)
    return f"{name}=***" if secret else pair


def _looks_secret(value: str) -> bool:
    return bool(_TOKEN.fullmatch(value)) and not _WORDY.fullmatch(value)
