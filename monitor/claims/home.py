"""Whose own site an article stands on, by its host: ``mfa.gov.xx``, ``parliament.xx``, ``mofa-country.example``."""

from __future__ import annotations

import re

from monitor.model.party import Parties

_OFFICIAL = frozenset(
    [
        "gov",
        "gob",
        "gouv",
        "govt",
        "go",
        "government",
        "president",
        "presidency",
        "presidencia",
        "parliament",
        "mfa",
        "mofa",
        "foreign",
        "ministry",
        "premier",
        "primeminister",
        "pmo",
        "cabinet",
        "senate",
        "petroleum",
        "oil",
        "energia",
        "energy",
        "diplomatie",
        "water",
    ]
)
_PARTS = re.compile(r"[.-]")


def home_of(host: str, parties: Parties) -> str | None:
    """The party whose government or parliament publishes at ``host``; None for any other host."""
    parts = _PARTS.split(host.lower())
    if not _OFFICIAL & set(parts):
        return None
    for part in parts:
        if len(part) == 2 and part.upper() in parties.by_code and part not in _OFFICIAL:
            return part.upper()
    return next(
        (
            code
            for code, party in parties.by_code.items()
            if any(word.lower() in parts for word in (*party.names, *party.demonyms))
        ),
        None,
    )
