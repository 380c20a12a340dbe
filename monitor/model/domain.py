"""Registrable domains: who, by the public suffix list, is one party to be polite to."""

from __future__ import annotations

from functools import cache
from ipaddress import ip_address

from publicsuffixlist import PublicSuffixList

from monitor.model.address import host_of


def domain_of(url: str) -> str:
    """The registrable domain of the host of ``url``: ``bbc.co.uk`` of ``feeds.bbc.co.uk``.

    A host that has none (an address in numbers, a name in one's own network, a public suffix) stands for itself.
    Sites of different owners under one service (``a.blogspot.com``) are different domains.
    """
    host = host_of(url)
    if not host or _is_number(host):
        return host
    return _suffixes().privatesuffix(host) or host


@cache
def _suffixes() -> PublicSuffixList:
    # The list that comes with the package: no network, and reading it takes a fifth of a second.
    return PublicSuffixList()


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
