"""A place where a text names a party beside an accord, as the learned choice weighs it."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.claims.document import Line


@dataclass(frozen=True, slots=True)
class Mention:
    """One line that names one party in a text that names an accord.

    ``start`` is where the words for the party begin in the field; ``terms`` are what the weights go by.
    """

    accord: str
    party: str
    line: Line
    start: int
    terms: tuple[str, ...]
