"""Who can be a party: the states of ISO 3166 with their words, and what ``parties.toml`` adds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from config.shapes import shaped
from config.toml import Form, load_form
from monitor.claims.data import shipped_parties
from monitor.model.errors import ConfigError
from monitor.model.party import Parties, Party

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class PartyForm(Form):
    """One party, key by key (see ``monitor.model.party.Party``)."""

    code: Annotated[
        str,
        shaped(
            r"[A-Z]{2}|x-[a-z0-9]+(-[a-z0-9]+)*",
            "two capitals, or x- and a name in small letters a to z, digits and single hyphens",
            "XK or x-somaliland",
        ),
    ]
    name: Words
    names: tuple[Words, ...] = ()
    demonyms: tuple[Words, ...] = ()
    seats: tuple[Words, ...] = ()
    leaders: tuple[Words, ...] = ()
    descriptions: tuple[Words, ...] = ()


class PartiesForm(Form):
    """The file: a ``[[party]]`` for each that ISO 3166 lacks."""

    party: tuple[PartyForm, ...] = Field(default=())


def load_parties(path: Path) -> Parties:
    """The shipped states, and the parties of the file at ``path``, which may also replace a shipped one.

    A file that does not exist adds nothing. Raises ConfigError where it is wrong or names a code twice.
    """
    by_code = {party.code: party for party in shipped_parties()}
    form = load_form(path, PartiesForm) if path.exists() else PartiesForm()
    seen: set[str] = set()
    for entry in form.party:
        if entry.code in seen:
            raise ConfigError(f"{path}: party: code {entry.code!r} stands twice; merge the two")
        seen.add(entry.code)
        by_code[entry.code] = _party(entry)
    return Parties(by_code)


def _party(entry: PartyForm) -> Party:
    return Party(
        code=entry.code,
        name=entry.name,
        names=entry.names or (entry.name,),
        demonyms=entry.demonyms,
        seats=entry.seats,
        leaders=entry.leaders,
        descriptions=entry.descriptions,
    )
