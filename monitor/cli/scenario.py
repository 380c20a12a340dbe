"""The files of a replay: articles, sources, a trace, a seed, an accord, a policy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from config.accords import load_accord, load_accords
from config.sources import sources_from_mapping
from config.toml import read_toml
from monitor.claims.article_json import article_of
from monitor.decide.policy import Policy
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.errors import BadInput, ConfigError, UsageError
from monitor.model.source import SourceBook
from monitor.model.stage import Stage

T = TypeVar("T")


def read_articles(path: Path) -> list[Article]:
    """The articles of a JSON Lines file.

    Raises BadInput that names the line which is none.
    """
    return list(_each(path, article_of))


def read_trace(path: Path) -> dict[str, Mapping[str, Any]]:
    """The lines of a trace by the article's id."""
    return dict(_each(path, lambda line: (str(line["id"]), line)))


def read_sources(path: Path) -> SourceBook:
    """The publishers of a ``SOURCES.json``."""
    return sources_from_mapping(_object(path), str(path))


def read_seed(path: Path) -> dict[str, Stage]:
    """What was known before the first article.

    Raises ConfigError where a stage is none.
    """
    seed, known = _object(path), [stage.value for stage in Stage]
    for party, stage in seed.items():
        if stage not in known:
            raise ConfigError(
                f"{path}: {party}: {stage!r} is no stage; write one of {', '.join(known)}"
            )
    return {party: Stage(stage) for party, stage in seed.items()}


def read_policy(path: Path, base: Policy) -> Policy:
    """``base`` with the numbers of a TOML file, at its top or under ``[policy]``."""
    data = read_toml(path)
    numbers = data.get("policy", data)
    if not isinstance(numbers, dict):
        raise ConfigError(f"{path}: policy: not a table; write its numbers under [policy]")
    return base.with_numbers(numbers, str(path))


def choose_accords(
    named: str | None, watched: tuple[Accord, ...], folder: Path
) -> tuple[Accord, ...]:
    """The accord of a file or id, or all that are watched; ids of ``folder``'s ``accords/more/`` count too.

    Raises UsageError where the id is not known.
    """
    if named is None:
        return watched
    if named.endswith(".toml"):
        return (load_accord(Path(named)),)
    more = folder / "accords" / "more"
    known = {accord.id: accord for accord in load_accords(more)} if more.is_dir() else {}
    known |= {accord.id: accord for accord in watched}
    if named not in known:
        raise UsageError(
            f"--accord {named}: no such accord; known: {', '.join(sorted(known))}, or give its file"
        )
    return (known[named],)


def _object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file") from error
    except ValueError as error:
        raise ConfigError(f"{path}: not JSON: {error}") from error
    if not isinstance(found, dict):
        raise ConfigError(f"{path}: not a JSON object")
    return found


def _each(path: Path, make: Callable[[Mapping[str, Any]], T]) -> Iterator[T]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _made(path, number, line, make)


def _made(path: Path, number: int, line: str, make: Callable[[Mapping[str, Any]], T]) -> T:
    try:
        return make(_line(line))
    except KeyError as error:
        raise BadInput(f"{path}: line {number}: {error.args[0]} is missing") from error
    except (ValueError, BadInput) as error:
        raise BadInput(f"{path}: line {number}: {error}") from error


def _line(text: str) -> dict[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise BadInput("not a JSON object")
    return found
