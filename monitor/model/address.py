"""Addresses as they may be shown: without the secrets that some feed URLs carry."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

_SECRET = ("key", "token", "secret", "passw", "auth", "signature", "session")
_BETWEEN_PAIRS = re.compile(r"([&;])")


def host_of(url: str) -> str:
    """The host of ``url`` in lower case, without ``www.`` and port; empty where there is none."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


def mask_url(url: str) -> str:
    """``url`` fit for logs and error texts: no user or password, no value of a query key named like a secret."""
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
    name, equals, _ = pair.partition("=")
    secret = equals and any(word in name.lower() for word in _SECRET)
    return f"{name}=***" if secret else pair
