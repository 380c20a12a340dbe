"""What the parties can be called beside their names: "the kingdom", "the Central Asian republic", "Manila"."""

from __future__ import annotations

import re

from monitor.claims.english.grammar import Actor
from monitor.claims.text import fold
from monitor.model.party import Parties

ANY_STATE = frozenset(("country", "nation", "state", "neighbour", "neighbor", "republic"))
"""What any party may be called."""


class Descriptions:
    """What the parties can be called beside their names: "the kingdom", "the Central Asian republic"."""

    def __init__(self, parties: Parties) -> None:
        self.codes = frozenset(parties.by_code)
        self._at = {
            fold(place): code
            for code, party in parties.by_code.items()
            for place in (*party.names, *party.seats)
        }
        self._of: dict[str, list[_Description]] = {}
        self._by_noun: dict[str, set[str]] = {}
        self._by_region: dict[str, set[str]] = {}
        for code, party in parties.by_code.items():
            self._of[code] = described = [_description(words) for words in party.descriptions]
            for region, noun in described:
                if region:
                    self._by_region.setdefault(region[0], set()).add(code)
                else:
                    self._by_noun.setdefault(noun, set()).add(code)
        self.regions = frozenset(
            word for told in self._of.values() for region, _ in told for word in region
        )

    def at(self, place: str) -> str | None:
        """The party whose capital, or whose self, ``place`` is: ``Manila``, ``Cebu, Philippines``."""
        return next((self._at[part] for part in _PARTS.split(place) if part in self._at), None)

    def that_fit(self, actor: Actor) -> frozenset[str]:
        """The parties that the actor describes."""
        likely = set(self._by_noun.get(actor.word, ()))
        for word in actor.adjectives:
            likely |= self._by_region.get(word, set())
        return frozenset(code for code in likely if _fits(actor, self._of[code]))

    def that_lie_in(self, regions: frozenset[str]) -> frozenset[str]:
        """The parties with one of these words in the region that describes them."""
        if not regions:
            return regions
        return frozenset(
            code
            for code, described in self._of.items()
            if any(not regions.isdisjoint(region) for region, _ in described)
        )


_PARTS = re.compile(r"[\s]*[,/()–—:-]+[\s]*")
"""What stands between a place, its country and the agency in a dateline."""
_Description = tuple[tuple[str, ...], str]
"""The words of a region, which may be none, and the noun behind them."""


def _description(words: str) -> _Description:
    _, *region, noun = words.lower().split()
    return tuple(region), noun


def _fits(actor: Actor, described: list[_Description]) -> bool:
    """Whether one of a party's descriptions is what the actor says, word by word."""
    adjectives = set(actor.adjectives)
    for region, noun in described:
        if not region and noun == actor.word:
            return True
        if region and adjectives.issuperset(region):
            return actor.word in ANY_STATE or noun == actor.word
    return False
