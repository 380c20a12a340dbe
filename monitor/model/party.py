"""Who can be a party: states, and the few others that an accord admits."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Party:
    """A state or other possible party, with the words that name it.

    ``code`` is ISO 3166-1 alpha-2, ``XK``, ``EU`` or ``x-name``. ``names`` are noun phrases
    (``Kazakhstan``), ``demonyms`` adjectives and peoples (``Kazakh``), ``seats`` capitals and seats of
    government that can stand for it (``Astana``, ``the Kremlin``), ``leaders`` persons whose act is the
    state's (``Tokayev``), ``descriptions`` phrases that can refer back to it ("the Central Asian
    republic", "the kingdom").
    """

    code: str
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parties:
    """All parties by code."""

    by_code: dict[str, Party] = field(default_factory=dict)

    def name(self, code: str) -> str:
        """The English name of ``code``; the code itself where it is not known."""
        party = self.by_code.get(code)
        return party.name if party else code

    def __contains__(self, code: object) -> bool:
        return code in self.by_code
