"""A place where a text names a party beside an accord, with the terms by which the learned choice weighs it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from monitor.claims.document import Line

Value: TypeAlias = str | tuple[str, str]
Terms: TypeAlias = Mapping[str, Collection[Value]]
"""Terms by their families. A family is a name with a gap, ``right:{}``, its values are what fills the gap, pairs where
there are two, ``order:{}>{}``: so a weight is found without a name being put together. ``{}`` holds the terms that are
no family's. No value may stand twice in a family."""
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
        return tuple(
            name
            for terms in (self.own, self.shared)
            for family, values in terms.items()
            for name in names_in(family, values)
        )

    def has(self, family: str, value: str) -> bool:
        """Whether one of the party's own terms is this."""
        return value in self.own.get(family, ())


def names_in(family: str, values: Iterable[Value]) -> Iterator[str]:
    """The names of the terms of a family."""
    before, *between, behind = family.split(WHOLE)
    for value in values:
        yield f"{before}{value if isinstance(value, str) else between[0].join(value)}{behind}"
