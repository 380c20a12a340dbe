"""The settings: one frozen value, from the environment over ``monitor.toml`` over the defaults.

A key ``[poll] timeout_s`` of the file is ``ACCORDS_POLL__TIMEOUT_S`` in the environment. An unknown key of
the file is an error that names it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from config.forms import form_of, from_form
from config.toml import describe, read_toml
from monitor.board import BoardPlace
from monitor.decide.policy import Policy
from monitor.model.errors import ConfigError
from monitor.model.feed import PollPolicy
from monitor.model.pages import PagePolicy
from monitor.model.ranges import DAY_S, Range, check_numbers
from monitor.stages.alert import Sending

ENVIRONMENT_PREFIX = "ACCORDS_"


@dataclass(frozen=True, slots=True)
class LogSettings:
    """``format``: ``auto`` is readable on a terminal and JSON elsewhere."""

    format: Literal["auto", "json", "console"] = "auto"
    level: Literal["debug", "info", "warning", "error"] = "info"


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """How the worker keeps time: the floor between two looks of a stage, and how long a stop may drain."""

    floor_s: Annotated[float, Range(0.01, DAY_S)] = 5.0
    drain_s: Annotated[float, Range(0, 3600)] = 20.0
    blind_after_h: Annotated[float, Range(0.1, 366 * 24.0)] = 24.0

    def __post_init__(self) -> None:
        check_numbers(self, "worker")


@dataclass(frozen=True, slots=True)
class Settings:
    """All that ``monitor.toml`` and the environment say; immutable."""

    log: LogSettings = field(default_factory=LogSettings)
    worker: WorkerSettings = field(default_factory=WorkerSettings)
    poll: PollPolicy = field(default_factory=PollPolicy)
    pages: PagePolicy = field(default_factory=PagePolicy)
    policy: Policy = field(default_factory=Policy)
    sending: Sending = field(default_factory=Sending)
    board: BoardPlace = field(default_factory=BoardPlace)


def load_settings(path: Path) -> Settings:
    """The settings of the file at ``path``, under those of the environment; a missing file is empty.

    Raises ConfigError that names the key and the remedy.
    """
    data = read_toml(path) if path.exists() else {}
    place = f"{path} (or the environment)"
    try:
        values = _SettingsForm(**data)
    except SettingsError as error:
        # pydantic-settings names the section alone; what `_Environment` said is the cause.
        raise ConfigError(f"environment: {error.__cause__ or error}") from None
    except ValidationError as error:
        raise ConfigError(describe(error, _SettingsForm, place)) from None
    form = form_of(Settings).model_validate(values.model_dump())
    try:
        return from_form(Settings, form)
    except ConfigError as error:
        raise ConfigError(f"{place}: {error}") from error


class _Environment(EnvSettingsSource):
    """The environment, where a value that is no JSON is told by the name of its variable."""

    def decode_complex_value(self, field_name: str, field: FieldInfo | None, value: Any) -> Any:
        """``value``, read as JSON; ValueError names the variable and never repeats the value."""
        try:
            return super().decode_complex_value(field_name, field, value)  # type: ignore[arg-type]
        except ValueError:
            said = (name for name, text in self.env_vars.items() if text == value)
            names = [name.upper() for name in said if name.endswith(field_name.lower())]
            raise ValueError(_no_json(names[0] if names else field_name.upper())) from None


def _no_json(variable: str) -> str:
    section = variable.removeprefix(ENVIRONMENT_PREFIX)
    if "__" not in section:
        return (
            f"{variable}: a section is set key by key, e.g. {ENVIRONMENT_PREFIX}POLL__TIMEOUT_S=20"
        )
    return f"""{variable}: a list is written as JSON, e.g. {variable}='["127.0.0.1"]'"""


class _Sources(BaseSettings):
    """The environment first, then what the file gave."""

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX,
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The order in which they win."""
        del dotenv_settings, file_secret_settings, env_settings
        return _Environment(settings_cls), init_settings


def _settings_form() -> type[_Sources]:
    form = form_of(Settings)
    fields: dict[str, Any] = {
        name: (info.annotation, info) for name, info in form.model_fields.items()
    }
    return create_model("SettingsForm", __base__=_Sources, **fields)


_SettingsForm = _settings_form()
