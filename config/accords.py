"""The watched accords: one TOML file each (CONTRACT: An accord's file)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator

from config.numbers import within
from config.shapes import shaped
from config.toml import Form, load_form
from monitor.decide.policy import Policy
from monitor.model.accord import Accord, AccordWords, BaselineFact
from monitor.model.dates import check_partial
from monitor.model.errors import BadInput, ConfigError
from monitor.model.ranges import Range
from monitor.model.stage import Stage

_PARTY = re.compile(r"[A-Z]{2}|x-[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A word or more: an alias of no letters would stand in every text."""

AccordId = Annotated[
    str,
    shaped(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "small letters a to z and digits, parted by single hyphens",
        "abraham-accords",
    ),
]


def _check_party(code: str) -> str:
    if not _PARTY.fullmatch(code):
        raise ValueError(
            f"{code!r} is no party; write an ISO 3166-1 alpha-2 code (KZ), XK, EU or x-name"
        )
    return code


class BaselineForm(Form):
    """What is known of one party on day one."""

    party: str
    stage: Stage
    date: str
    source: Words

    @field_validator("party")
    @classmethod
    def party_has_a_code(cls, code: str) -> str:
        """Parties are written by code."""
        return _check_party(code)

    @field_validator("date")
    @classmethod
    def date_is_of_the_calendar(cls, date: str) -> str:
        """Dates are partial ISO dates."""
        try:
            return check_partial(date)
        except BadInput as error:
            raise ValueError(str(error)) from error


class LanguageForm(Form):
    """What names the accord in one language."""

    aliases: tuple[Words, ...] = ()
    short_forms: tuple[Words, ...] = ()


class AccordForm(Form):
    """An accord's file, key by key."""

    id: AccordId
    name: Words
    aliases: tuple[Words, ...] = Field(min_length=1)
    url: str = ""
    short_forms: tuple[Words, ...] = ()
    look_alikes: tuple[Words, ...] = ()
    conveners: tuple[str, ...] = ()
    official_hosts: tuple[Words, ...] = ()
    officials: tuple[Words, ...] = ()
    signature_makes_party: bool = False
    member_stages: tuple[Stage, ...] = (Stage.ACCEDED,)
    withdrawal_notice_days: Annotated[int, within(Range(0, 36_600, is_whole=True))] = 0
    ambiguous: dict[Words, tuple[Words, ...]] = Field(default_factory=dict)
    languages: dict[str, LanguageForm] = Field(default_factory=dict)
    baseline: tuple[BaselineForm, ...] = ()
    policy: dict[str, Any] = Field(default_factory=dict)

    @field_validator("conveners")
    @classmethod
    def conveners_have_codes(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Conveners are written by code."""
        return tuple(_check_party(code) for code in codes)

    @field_validator("languages")
    @classmethod
    def languages_have_codes(cls, languages: dict[str, LanguageForm]) -> dict[str, LanguageForm]:
        """Languages are written by ISO 639-1 code."""
        for code in languages:
            if not _LANGUAGE.fullmatch(code):
                raise ValueError(f"{code!r} is no language code; write e.g. ar")
        return languages


def load_accords(folder: Path) -> tuple[Accord, ...]:
    """The accords of all ``*.toml`` files in ``folder``, by id; subfolders are not searched.

    Raises ConfigError where the folder is missing, a file is wrong, or two files have one id.
    """
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder; create it and put an accord's file in it")
    found: dict[str, tuple[Accord, Path]] = {}
    for path in sorted(folder.glob("*.toml")):
        accord = load_accord(path)
        if accord.id in found:
            other = found[accord.id][1]
            raise ConfigError(
                f"{path}: id: {accord.id!r} is also the id of {other.name}; choose another"
            )
        found[accord.id] = (accord, path)
    return tuple(found[accord_id][0] for accord_id in sorted(found))


def load_accord(path: Path) -> Accord:
    """The accord of one file.

    Raises ConfigError that names the file, the key and the remedy.
    """
    form = load_form(path, AccordForm)
    Policy().with_numbers(form.policy, str(path))
    return Accord(
        id=form.id,
        name=form.name,
        aliases=form.aliases,
        url=form.url,
        short_forms=form.short_forms,
        look_alikes=form.look_alikes,
        conveners=form.conveners,
        official_hosts=tuple(host.lower() for host in form.official_hosts),
        officials=form.officials,
        signature_makes_party=form.signature_makes_party,
        member_stages=form.member_stages,
        withdrawal_notice_days=form.withdrawal_notice_days,
        ambiguous=dict(form.ambiguous),
        languages={
            code: AccordWords(words.aliases, words.short_forms)
            for code, words in form.languages.items()
        },
        baseline=tuple(
            BaselineFact(fact.party, fact.stage, fact.date, fact.source) for fact in form.baseline
        ),
        policy=dict(form.policy),
    )
