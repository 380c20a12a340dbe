"""The words that reading stands on, as files that a reader can check; loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from monitor.model.party import Party


@cache
def load(language: str, topic: str) -> dict[str, Any]:
    """The content of ``data/<language>/<topic>.toml``."""
    path = files(__name__).joinpath(language, f"{topic}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def shipped_parties() -> tuple[Party, ...]:
    """The states and territories of ISO 3166-1 with their English words, by code."""
    return tuple(_party(code, entry) for code, entry in sorted(load("en", "parties").items()))


def _party(code: str, entry: dict[str, list[str]]) -> Party:
    return Party(
        code=code,
        name=entry["names"][0],
        names=tuple(entry["names"]),
        demonyms=tuple(entry.get("demonyms", ())),
        seats=tuple(entry.get("seats", ())),
        leaders=tuple(entry.get("leaders", ())),
        descriptions=_descriptions(entry.get("regions", []), entry.get("kinds", [])),
    )


def _descriptions(regions: list[str], kinds: list[str]) -> tuple[str, ...]:
    """Phrases such as ``the kingdom`` and ``the Gulf state``."""
    alone = [f"the {kind}" for kind in kinds]
    return (*alone, *(f"the {region} {noun}" for region in regions for noun in ("state", *kinds)))


@cache
def load_shared(topic: str) -> dict[str, Any]:
    """The content of ``data/<topic>.toml``, which holds for every language."""
    path = files(__name__).joinpath(f"{topic}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
