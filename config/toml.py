"""TOML files as typed values, with errors that name file, key and remedy."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from monitor.model.errors import ConfigError


class Form(BaseModel):
    """The base of every file's form: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


FormT = TypeVar("FormT", bound=BaseModel)


def read_toml(path: Path) -> dict[str, Any]:
    """The content of the TOML file at ``path``.

    Raises ConfigError where it is missing, unreadable or not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path}: no such file; create it or name another with --config"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error


def load_form(path: Path, form: type[FormT]) -> FormT:
    """The file at ``path`` as a ``form``.

    Raises ConfigError that names the file, the first wrong key, and the remedy.
    """
    return parse_form(read_toml(path), form, str(path))


def parse_form(data: Mapping[str, Any], form: type[FormT], place: str) -> FormT:
    """``data`` as a ``form``; ``place`` names where it came from in errors."""
    try:
        return form.model_validate(data)
    except ValidationError as error:
        raise ConfigError(describe(error, form, place)) from None


def describe(error: ValidationError, form: type[BaseModel], place: str) -> str:
    """All that ``error`` found wrong, a line each: place, key, what is wrong, remedy."""
    return "\n".join(
        f"{place}: {_key(found['loc'])}: {_remedy(found['type'], found['msg'], found['loc'], form)}"
        for found in error.errors(include_url=False, include_input=False)
    )


def _key(loc: Iterable[int | str]) -> str:
    """``feed[3].url`` for ``("feed", 3, "url")``; places in a list count from 1."""
    key = ""
    for part in loc:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if key else part
    return key or "the file"


def _remedy(kind: str, message: str, loc: tuple[int | str, ...], form: type[BaseModel]) -> str:
    if kind == "missing":
        return "required, but missing; add it"
    if kind != "extra_forbidden":
        return _PLAIN.get(kind) or _plain(message)
    known = sorted(_keys_at(form, loc[:-1]))
    near = difflib.get_close_matches(str(loc[-1]), known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
    return f"unknown key; {hint}"


_A_LIST = 'write a list, e.g. ["one", "two"]'
_PLAIN = {
    "string_type": 'write a text in quotes, e.g. "one"',
    "string_too_short": "it is empty; write at least a letter",
    "tuple_type": _A_LIST,
    "list_type": _A_LIST,
    "too_short": "the list is empty; give at least one",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "int_type": "write a whole number, e.g. 3",
    "int_parsing": "write a whole number, e.g. 3",
    "float_type": "write a number, e.g. 1.5",
    "float_parsing": "write a number, e.g. 1.5",
    "time_type": "write a time of the day, e.g. 07:30:00",
    "time_parsing": "write a time of the day, e.g. 07:30:00",
    "dict_type": "write a section of keys, not a single value",
    "model_type": "write a section of keys, not a single value",
}
"""What to write where pydantic's words would speak of its own types."""


def _plain(message: str) -> str:
    """``message`` without the words that pydantic puts before what a validator says."""
    said = message.removeprefix("Value error, ")
    if said.startswith("Input should be "):
        return f"write {said.removeprefix('Input should be ')}"
    return said[:1].lower() + said[1:]


def _keys_at(form: type[BaseModel], loc: Iterable[int | str]) -> list[str]:
    """The keys that ``form`` knows at ``loc``."""
    here: type[BaseModel] | None = form
    for part in loc:
        if here is None or isinstance(part, int):
            continue
        by_key = {info.alias or name: info.annotation for name, info in here.model_fields.items()}
        here = _form_within(by_key.get(part))
    return [info.alias or name for name, info in here.model_fields.items()] if here else []


def _form_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_form_within(part) for part in get_args(annotation))
    return next((form for form in found if form), None)
