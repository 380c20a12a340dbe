"""The publishers and how much their word weighs: ``sources.toml``, or a replay's ``SOURCES.json``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from config.toml import Form, load_form, parse_form
from monitor.model.errors import ConfigError
from monitor.model.source import Source, SourceBook, Tier

_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")


def _host(host: str) -> str:
    name = host.strip().lower().rstrip(".").removeprefix("www.")
    if not _HOST.fullmatch(name):
        raise ValueError(f"{host!r} is no host name; write it bare, e.g. news.example")
    return name


def _list(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


class SourceForm(Form):
    """One ``[[source]]``."""

    host: str
    publisher: str = ""
    tier: Tier = Tier.MINOR
    owner: str = ""
    language: str = ""
    official_of: tuple[str, ...] = ()
    aggregator: bool = False

    @field_validator("host")
    @classmethod
    def host_is_bare(cls, host: str) -> str:
        """Hosts are written without scheme, path and ``www.``."""
        return _host(host)

    @model_validator(mode="after")
    def only_officials_speak_for_somebody(self) -> SourceForm:
        """``official_of`` has no effect with another tier, so it is a slip there."""
        if self.official_of and self.tier is not Tier.OFFICIAL:
            raise ValueError(f'official_of stands beside tier = "official" only, not "{self.tier}"')
        return self


class SourcesForm(Form):
    """The whole file."""

    source: tuple[SourceForm, ...] = Field(default=())


class _MappedSource(BaseModel):
    """A host's entry in a replay's file; what else it says is for people."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    tier: Tier = Tier.MINOR
    official_of: Annotated[tuple[str, ...], BeforeValidator(_list)] = ()
    owner: str = ""
    publisher: str = ""
    language: str = ""


class _MappedSources(Form):
    source: dict[str, _MappedSource]


def load_sources(path: Path) -> SourceBook:
    """The publishers that the file at ``path`` lists.

    Raises ConfigError where one is wrong or listed twice.
    """
    by_host: dict[str, Source] = {}
    for place, form in enumerate(load_form(path, SourcesForm).source, start=1):
        if form.host in by_host:
            raise ConfigError(
                f"{path}: source[{place}].host: {form.host} is listed before; remove one of the two"
            )
        by_host[form.host] = Source(
            host=form.host,
            publisher=form.publisher or form.host,
            tier=form.tier,
            owner=form.owner,
            language=form.language,
            official_of=form.official_of,
            aggregator=form.aggregator,
        )
    return SourceBook(by_host)


def sources_from_mapping(data: Mapping[str, Any], place: str) -> SourceBook:
    """The publishers of ``{host: {"tier", "official_of"?, "owner"?}}``; ``place`` names the file in errors.

    ``official_of`` is a party, an accord, or a list of them. Raises ConfigError where an entry is wrong.
    """
    form = parse_form({"source": dict(data)}, _MappedSources, place)
    by_host: dict[str, Source] = {}
    for written, entry in form.source.items():
        try:
            host = _host(written)
        except ValueError as error:
            raise ConfigError(f"{place}: {error}") from error
        by_host[host] = Source(
            host=host,
            publisher=entry.publisher or host,
            tier=entry.tier,
            owner=entry.owner,
            language=entry.language,
            official_of=entry.official_of,
        )
    return SourceBook(by_host)
