"""A place where a text names a party beside an accord, with the terms by which the learned choice weighs it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from monitor.claims.document import Line

Value: TypeAlias = str | tuple[str, str]
Terms: TypeAlias = Mapping[str, Collection[Value]]
"""Terms by their families. A family is a name with a gap, ``right:{}``, its values are what fills the gap, pairs where
there are two, ``order:{}>{}``: so a weight is found without a name being put together. No value stands twice in a
family; one that stands alone may be the string itself. ``{}`` holds the terms that are no family's."""
WHOLE = "{}"


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """One line that names one party in a text that names an accord.

    ``start`` is where the words for the party begin in the field. ``own`` are terms of the party, ``shared`` those
    of its line, the same object for all that it names. ``beside`` makes more of the party's terms, which only
    weighing and explaining take: they are many, and none are kept. No term is in two of them. The verdict knows
    some families of ``own``: ``accord:{}``, ``named:{}``, ``baseline:{}``, ``rules:{}``, ``rules-sure:{}``, ``no-claim:{}``.
    """

    accord: str
    party: str
    line: Line
    start: int
    own: Terms
    shared: Terms = field(default_factory=dict)
    beside: Callable[[], Terms] = dict

    @property
    def terms(self) -> tuple[str, ...]:
        """The names of all terms, each once."""
        return (*_names(self.own), *_names(self.beside()), *_names(self.shared))

    def has(self, family: str, value: str) -> bool:
        """Whether one of the party's own terms is this."""
        return value in each(self.own.get(family, ()))


def each(values: Collection[Value]) -> Collection[Value]:
    """The values of a family, also where one stands alone."""
    return (values,) if isinstance(values, str) else values


def _names(terms: Terms) -> list[str]:
    found = []
    for family, values in terms.items():
        before, *between, behind = family.split(WHOLE)
        if isinstance(values, str):
            found.append(f"{before}{values}{behind}")
        elif between:
            found += [f"{before}{between[0].join(value)}{behind}" for value in values]
        else:
            found += [f"{before}{value}{behind}" for value in values]
    return found
