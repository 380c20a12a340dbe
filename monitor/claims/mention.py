"""A place where a text names a party beside an accord, with the terms by which the learned choice weighs it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from monitor.claims.document import Line

Terms: TypeAlias = Mapping[str, Collection[str]]
"""Terms by their families. A family is a name with a gap, ``right:{}``, its values are what fills the gap: so a
weight is found without a name being put together. ``{}`` holds the terms that are no family's."""
WHOLE = "{}"


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """One line that names one party in a text that names an accord.

    ``start`` is where the words for the party begin in the field. ``own`` are the terms of the party, ``shared``
    those of its line, the same object for all that it names; no term is in both. The verdict knows some families:
    ``accord:{}``, ``named:{}``, ``baseline:{}``, ``rules:{}``, ``rules-sure:{}``, ``no-claim:{}``.
    """

    accord: str
    party: str
    line: Line
    start: int
    own: Terms
    shared: Terms = field(default_factory=dict)

    @property
    def terms(self) -> tuple[str, ...]:
        """The names of all terms, each once."""
        return (*_names(self.own), *_names(self.shared))

    def has(self, family: str, value: str) -> bool:
        """Whether one of the party's own terms is this."""
        return value in self.own.get(family, ())


def _names(terms: Terms) -> list[str]:
    return [
        f"{before}{value}{behind}"
        for family, values in terms.items()
        for before, _, behind in (family.partition(WHOLE),)
        for value in values
    ]
