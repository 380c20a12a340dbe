"""What is left of a text for telling its copies: hashed word runs and hashed quotations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``shingles``: 32-bit hashes of runs of words of the text; ``quotes``: of its quotations of eight words or more."""

    shingles: frozenset[int] = frozenset()
    quotes: frozenset[int] = frozenset()
