"""What is left of a text for telling its copies: hashed word runs and hashed quotations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``shingles``: 32-bit hashes of runs of words of the text; ``quotes``: of its quotations of eight words or more."""

    shingles: frozenset[int] = frozenset()
    quotes: frozenset[int] = frozenset()


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1.

    Containment over the smaller set, so that a cut is as like its original as a full copy is (Broder, On
    the resemblance and containment of documents, 1997). A text without shingles is like no other.
    """
    smaller = min(len(one.shingles), len(other.shingles))
    return len(one.shingles & other.shingles) / smaller if smaller else 0.0
