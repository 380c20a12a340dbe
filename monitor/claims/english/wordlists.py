"""Lists of words out of the data, as sets."""

from __future__ import annotations

from functools import cache

from monitor.claims.data import load


@cache
def heads(needs: str) -> frozenset[str]:
    """The nouns of which one must be the object of a verb with these needs."""
    return frozenset(load("en", "heads")["heads"][needs])


@cache
def standings(needs: str) -> frozenset[str]:
    """What somebody can be greeted, listed or tipped as; empty for other needs."""
    return frozenset(load("en", "heads")["standings"].get(needs, ()))


@cache
def nouns(name: str) -> frozenset[str]:
    """One of the named lists of nouns."""
    return frozenset(load("en", "heads")["nouns"][name])


@cache
def needs_head(needs: str) -> bool:
    """Whether verbs of these needs are about the noun behind them."""
    return needs in load("en", "heads")["heads"]


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the lists of words that tell what a line or a name is."""
    return frozenset(load("en", "words")[name])
