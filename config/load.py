"""The whole configuration folder at once, checked before anything starts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from config.accords import load_accords
from config.alerts import AlertConfig, load_alerts
from config.feeds import load_feeds
from config.parties import load_parties
from config.settings import Settings, load_settings
from config.sources import load_sources
from monitor.model.accord import Accord
from monitor.model.errors import ConfigError
from monitor.model.feed import FeedConfig
from monitor.model.party import Parties
from monitor.model.source import SourceBook


@dataclass(frozen=True, slots=True)
class Watched:
    """What the files of a configuration folder say of what is watched, and how; no secret is needed for it."""

    folder: Path
    settings: Settings
    accords: tuple[Accord, ...]
    parties: Parties
    sources: SourceBook
    feeds: tuple[FeedConfig, ...]


@dataclass(frozen=True, slots=True)
class Configuration(Watched):
    """What all files say, and who is told."""

    alerts: AlertConfig


def load_watched(folder: Path) -> Watched:
    """All files of ``folder`` but ``alerts.toml``, each checked for itself and against the others.

    Raises ConfigError that names the file, the key and the remedy.
    """
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder; name the configuration with --config")
    watched = Watched(
        folder=folder,
        settings=load_settings(folder / "monitor.toml"),
        accords=load_accords(folder / "accords"),
        parties=load_parties(folder / "parties.toml"),
        sources=load_sources(folder / "sources.toml"),
        feeds=load_feeds(folder / "feeds.toml"),
    )
    _check_watched(watched)
    _check_parties(watched)
    _check_standing(watched)
    for accord in watched.accords:
        watched.settings.policy.for_accord(accord)
    return watched


def with_alerts(watched: Watched) -> Configuration:
    """The same with ``alerts.toml``, whose secrets must be in the environment.

    Raises ConfigError that names the file, the key and the remedy.
    """
    said = {one.name: getattr(watched, one.name) for one in fields(watched)}
    return Configuration(**said, alerts=load_alerts(watched.folder / "alerts.toml"))


def load_configuration(folder: Path) -> Configuration:
    """All files of ``folder``; see ``load_watched`` and ``with_alerts``."""
    return with_alerts(load_watched(folder))


def _check_watched(configuration: Watched) -> None:
    """Without an accord nothing is read, and the rows of those that were watched are made by other rules."""
    if not configuration.accords:
        folder = configuration.folder / "accords"
        raise ConfigError(
            f"{folder}: no accord is watched; put a file there (docs/accords.md), "
            f"or copy one of {folder}/more"
        )


def _check_parties(configuration: Watched) -> None:
    """Every code that an accord names must be a party that is known."""
    for accord in configuration.accords:
        place = configuration.folder / "accords" / f"{accord.id}.toml"
        for code in (*accord.conveners, *(fact.party for fact in accord.baseline)):
            if code not in configuration.parties:
                raise ConfigError(
                    f"{place}: party {code!r} is not known; "
                    f"use an ISO 3166 code or add it to {configuration.folder}/parties.toml"
                )


def _check_standing(configuration: Watched) -> None:
    """Every code for which a source speaks must be a party; a slip there takes its word for a minor outlet's.

    In small letters it may name an accord whose file lies elsewhere.
    """
    for source in configuration.sources.by_host.values():
        for code in source.official_of:
            if code.isupper() and code not in configuration.parties:
                raise ConfigError(
                    f"{configuration.folder}/sources.toml: {source.host}: official_of: party {code!r} is not "
                    f"known; use an ISO 3166 code or add it to {configuration.folder}/parties.toml"
                )
