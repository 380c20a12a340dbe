"""What a sample query is: a question, its answer in SQL, and what can be set in it."""

from __future__ import annotations

from dataclasses import dataclass

from store.views.base import Kind, portable

TODAY = "today"
"""As a day: the present one."""

EVER = "9999-12-31T23:59:59.999999Z"
"""As an instant: later than anything that the log can know."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes, ``:name`` in its SQL; ``kind`` is text, number, day or instant."""

    name: str
    meaning: str
    kind: Kind = Kind.TEXT
    default: str = ""


ACCORD = Parameter("accord", "only this accord; empty for all")
PARTY = Parameter("party", "only this party's code, e.g. KZ; empty for all")
AS_OF = Parameter("as_of", "the day that is asked about", Kind.DAY, TODAY)
KNOWN_AT = Parameter(
    "known_at",
    "as the log knew it at this instant; by default all that it knows",
    Kind.INSTANT,
    EVER,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question and its answer in SQL over the views.

    ``question`` is one sentence, ``explanation`` says what is counted and what is not. ``sql`` is for all
    databases; see ``portable`` for the words in which they differ.
    """

    name: str
    question: str
    explanation: str
    sql: str
    parameters: tuple[Parameter, ...] = ()

    def select(self, dialect: str) -> str:
        """The SQL for ``dialect`` (``sqlite`` or ``postgresql``), its parameters as ``:name``."""
        return portable(self.sql, dialect)
