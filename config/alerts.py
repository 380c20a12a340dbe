"""``alerts.toml``: targets and routes, with secrets from the environment alone."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, StringConstraints, field_validator, model_validator

from config.toml import Form, parse_form, read_toml
from monitor.alerting.kinds import AlertKind, Send, Severity
from monitor.alerting.routes import AlertConfig, Matcher, QuietHours, Route, StormRule
from monitor.alerting.secret import Secret
from monitor.alerting.targets import (
    AppriseTarget,
    ConsoleTarget,
    EmailTarget,
    SlackTarget,
    Target,
    WebhookTarget,
)
from monitor.model.errors import ConfigError
from monitor.model.stage import Stage

__all__ = ["AlertConfig", "load_alerts"]

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
EnvName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]
Host = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:-]+$")]

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def check_address(address: str) -> str:
    """``address`` where it is one plain mail address.

    An international domain is written in its ASCII form (``xn--…``).
    """
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f"{address!r} is no mail address; write name@example.org")
    return address


def check_zone(name: str) -> str:
    """``name`` where it is a time zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone; write e.g. Europe/Paris or UTC") from error
    return name


class ConsoleForm(Form):
    """Text on the terminal or in the process log."""

    name: Name
    channel: Literal["console"]
    enabled: bool = True
    stream: Literal["stdout", "stderr"] = "stdout"


class SlackForm(Form):
    """A Slack channel: ``webhook_env``, or ``token_env`` and ``slack_channel``."""

    name: Name
    channel: Literal["slack"]
    enabled: bool = True
    webhook_env: EnvName | None = None
    token_env: EnvName | None = None
    slack_channel: str = ""
    timeout_s: float = Field(default=10.0, gt=0, le=60)

    @model_validator(mode="after")
    def has_one_way(self) -> Self:
        """Exactly one of the two ways is given, whole."""
        if (self.webhook_env is None) == (self.token_env is None):
            raise ValueError("give webhook_env, or token_env with slack_channel; one of the two")
        if self.token_env and not self.slack_channel:
            raise ValueError("token_env needs slack_channel, the channel's id, e.g. C0123456789")
        return self


class EmailForm(Form):
    """Recipients behind an SMTP server."""

    name: Name
    channel: Literal["email"]
    enabled: bool = True
    host: Host
    port: int = Field(default=587, ge=1, le=65535)
    starttls: Literal["required", "implicit", "never"] = "required"
    sender: str
    recipients: tuple[str, ...] = Field(min_length=1)
    username_env: EnvName | None = None
    password_env: EnvName | None = None
    ca_file: str = ""
    list_id: str = ""
    timeout_s: float = Field(default=20.0, gt=0, le=60)

    @field_validator("sender")
    @classmethod
    def sender_is_an_address(cls, sender: str) -> str:
        """``name@example.org`` or ``Some Name <name@example.org>``."""
        check_address(parseaddr(sender)[1])
        if not sender.isprintable():
            raise ValueError("has a character that cannot be printed; write it on one line")
        return sender

    @field_validator("recipients")
    @classmethod
    def recipients_are_addresses(cls, recipients: tuple[str, ...]) -> tuple[str, ...]:
        """Each is one plain address, and none stands twice."""
        checked = tuple(check_address(recipient) for recipient in recipients)
        if len(set(checked)) != len(checked):
            raise ValueError("an address stands twice; leave one out")
        return checked

    @field_validator("list_id")
    @classmethod
    def list_id_is_a_name(cls, list_id: str) -> str:
        """A domain-like name (RFC 2919), e.g. ``accords.example.org``."""
        if list_id and not re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", list_id):
            raise ValueError("write it like a host name, e.g. accords.example.org")
        return list_id

    @model_validator(mode="after")
    def login_is_whole_and_safe(self) -> Self:
        """User name and password come together, and never over a plain connection."""
        if (self.username_env is None) != (self.password_env is None):
            raise ValueError("username_env and password_env belong together; give both or none")
        if self.password_env and self.starttls == "never":
            raise ValueError('a password is not sent in the clear; set starttls = "required"')
        return self


class WebhookForm(Form):
    """An address that takes CloudEvents."""

    name: Name
    channel: Literal["webhook"]
    enabled: bool = True
    url_env: EnvName
    signing_key_env: EnvName | None = None
    timeout_s: float = Field(default=10.0, gt=0, le=60)


class AppriseForm(Form):
    """Any service of Apprise, by its address there."""

    name: Name
    channel: Literal["apprise"]
    enabled: bool = True
    url_env: EnvName
    timeout_s: float = Field(default=20.0, gt=0, le=60)


TargetForm = ConsoleForm | SlackForm | EmailForm | WebhookForm | AppriseForm

_FORMS: dict[object, type[TargetForm]] = {
    "console": ConsoleForm,
    "slack": SlackForm,
    "email": EmailForm,
    "webhook": WebhookForm,
    "apprise": AppriseForm,
}


class QuietForm(Form):
    """Quiet hours in the reader's zone."""

    start: time
    end: time
    zone: str = "UTC"
    floor: Literal["low", "normal", "high"] = "high"

    _zone = field_validator("zone")(check_zone)

    @model_validator(mode="after")
    def they_end(self) -> Self:
        """Quiet hours have an end."""
        if self.start == self.end:
            raise ValueError("start and end are equal, so they would never end; change one")
        return self


class RouteForm(Form):
    """A rule; a matcher that is left out takes all."""

    name: Name
    targets: tuple[Name, ...] = Field(min_length=1)
    accord: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    kind: tuple[AlertKind, ...] = ()
    stage: tuple[Stage, ...] = ()
    min_confidence: float = Field(default=0.0, ge=0, le=1)
    goes_on: bool = Field(default=False, alias="continue")
    send: Send = Send.AT_ONCE
    group_wait_s: float = Field(default=0.0, ge=0, le=3600)
    at: time = time(7)
    weekday: Literal[_WEEKDAYS] = "monday"  # type: ignore[valid-type]
    zone: str = "UTC"
    quiet_hours: QuietForm | None = None
    all_quiet: bool = False
    history: bool = False

    _zone = field_validator("zone")(check_zone)

    @model_validator(mode="after")
    def history_is_a_digest(self) -> Self:
        """What is no news is never sent at once."""
        if self.history and self.send is Send.AT_ONCE:
            raise ValueError('history = true needs a digest; set send = "daily" or "weekly"')
        return self


class StormForm(Form):
    """When many alerts at once collapse into one message."""

    alerts: int = Field(default=20, ge=1)
    minutes: int = Field(default=10, ge=1, le=1440)


class AlertsForm(Form):
    """The file."""

    board_url: str = ""
    templates: str = ""
    storm: StormForm = StormForm()
    target: tuple[dict[str, Any], ...] = Field(min_length=1)
    route: tuple[RouteForm, ...] = Field(min_length=1)

    @field_validator("board_url")
    @classmethod
    def board_is_on_the_web(cls, url: str) -> str:
        """A web address or nothing."""
        if url and urlsplit(url).scheme not in {"http", "https"}:
            raise ValueError("write a web address, e.g. https://accords.example.org")
        return url


def load_alerts(path: Path, environment: Mapping[str, str] | None = None) -> AlertConfig:
    """The targets and routes of the file at ``path``; the console alone where there is no file.

    Secrets come from ``environment``, by default the process's: a variable, or a file that the variable
    with ``_FILE`` behind its name leads to. Raises ConfigError that names the file, the key and the remedy.
    """
    if not path.exists():
        return AlertConfig()
    form = parse_form(read_toml(path), AlertsForm, str(path))
    entries = [
        _target_form(entry, f"{path}: target[{n}]") for n, entry in enumerate(form.target, 1)
    ]
    _check(form.route, entries, path)
    secrets = _Secrets(path, os.environ if environment is None else environment)
    return AlertConfig(
        targets=tuple(_target(entry, secrets) for entry in entries),
        routes=tuple(_route(entry) for entry in form.route),
        storm=StormRule(form.storm.alerts, form.storm.minutes),
        board_url=form.board_url,
        templates=str(path.parent / form.templates) if form.templates else "",
    )


def _target_form(entry: Mapping[str, Any], place: str) -> TargetForm:
    """The entry by the form of its channel, so that an error hints at that channel's keys."""
    form = _FORMS.get(entry.get("channel"))
    if form is None:
        raise ConfigError(f"{place}: channel: must be one of {', '.join(map(str, _FORMS))}")
    return parse_form(entry, form, place)


def _check(routes: Sequence[RouteForm], targets: Sequence[TargetForm], path: Path) -> None:
    """What no single key can tell: names that stand twice, targets that do not exist, the last route."""
    for kind, names in (
        ("target", [entry.name for entry in targets]),
        ("route", [entry.name for entry in routes]),
    ):
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ConfigError(
                f"{path}: {kind}: the name {min(twice)!r} stands twice; rename one of them"
            )
    known = [entry.name for entry in targets]
    for number, rule in enumerate(routes, 1):
        for name in rule.targets:
            if name not in known:
                raise ConfigError(
                    f"{path}: route[{number}].targets: no target {name!r}; known: {', '.join(known)}"
                )
    if not _matcher(routes[-1]).takes_all:
        raise ConfigError(
            f"{path}: route[{len(routes)}]: the last route must take everything, so that no alert "
            'is lost; add one with only a name and targets, e.g. name = "everything"'
        )


@dataclass(frozen=True, slots=True)
class _Secrets:
    """Reads secrets for the file at ``path``."""

    path: Path
    environment: Mapping[str, str]

    def of(self, target: str, key: str, name: str | None, enabled: bool) -> Secret | None:
        """The secret in the variable ``name``; None where none is named, or the target is off."""
        if name is None or not enabled:
            return None
        value = self._value(target, key, name)
        if not value:
            raise ConfigError(
                f"{self.path}: target {target!r}: {key}: the environment has no {name} (nor {name}_FILE); "
                "set it, or set enabled = false"
            )
        return Secret(value)

    def _value(self, target: str, key: str, name: str) -> str:
        in_file = self.environment.get(f"{name}_FILE")
        if in_file and self.environment.get(name):
            raise ConfigError(
                f"{self.path}: target {target!r}: {key}: both {name} and {name}_FILE are set; unset one"
            )
        if not in_file:
            return self.environment.get(name, "").strip()
        try:
            return Path(in_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"{self.path}: target {target!r}: {key}: {name}_FILE cannot be read: {type(error).__name__}"
            ) from error


def _target(entry: TargetForm, secrets: _Secrets) -> Target:
    match entry:
        case ConsoleForm():
            return ConsoleTarget(entry.name, entry.stream, entry.enabled)
        case SlackForm():
            return _slack(entry, secrets)
        case EmailForm():
            return _email(entry, secrets)
        case WebhookForm():
            return _webhook(entry, secrets)
        case AppriseForm():
            url = secrets.of(entry.name, "url_env", entry.url_env, entry.enabled)
            return AppriseTarget(entry.name, url or Secret(""), entry.enabled, entry.timeout_s)


def _slack(entry: SlackForm, secrets: _Secrets) -> SlackTarget:
    webhook = secrets.of(entry.name, "webhook_env", entry.webhook_env, entry.enabled)
    if webhook is not None:
        _check_url(secrets.path, entry.name, "webhook_env", entry.webhook_env, webhook)
    return SlackTarget(
        entry.name,
        webhook=webhook,
        token=secrets.of(entry.name, "token_env", entry.token_env, entry.enabled),
        slack_channel=entry.slack_channel,
        enabled=entry.enabled,
        timeout_s=entry.timeout_s,
    )


def _email(entry: EmailForm, secrets: _Secrets) -> EmailTarget:
    return EmailTarget(
        entry.name,
        host=entry.host,
        port=entry.port,
        sender=entry.sender,
        recipients=entry.recipients,
        starttls=entry.starttls,
        username=secrets.of(entry.name, "username_env", entry.username_env, entry.enabled),
        password=secrets.of(entry.name, "password_env", entry.password_env, entry.enabled),
        ca_file=entry.ca_file,
        list_id=entry.list_id,
        enabled=entry.enabled,
        timeout_s=entry.timeout_s,
    )


def _webhook(entry: WebhookForm, secrets: _Secrets) -> WebhookTarget:
    url = secrets.of(entry.name, "url_env", entry.url_env, entry.enabled)
    if url is not None:
        _check_url(secrets.path, entry.name, "url_env", entry.url_env, url)
    return WebhookTarget(
        entry.name,
        url=url or Secret(""),
        signing_key=secrets.of(entry.name, "signing_key_env", entry.signing_key_env, entry.enabled),
        enabled=entry.enabled,
        timeout_s=entry.timeout_s,
    )


def _check_url(path: Path, target: str, key: str, name: str | None, url: Secret) -> None:
    # The address itself is a secret: the error tells what is wrong with it and does not show it.
    if not re.fullmatch(r"https?://[^/\s@]+(/\S*)?", url.reveal()):
        raise ConfigError(
            f"{path}: target {target!r}: {key}: {name} holds no web address; copy it whole, with https://"
        )


def _route(entry: RouteForm) -> Route:
    quiet = entry.quiet_hours
    return Route(
        name=entry.name,
        targets=tuple(dict.fromkeys(entry.targets)),
        matcher=_matcher(entry),
        goes_on=entry.goes_on,
        send=entry.send,
        group_wait_s=entry.group_wait_s,
        at=entry.at,
        weekday=_WEEKDAYS.index(entry.weekday),
        zone=ZoneInfo(entry.zone),
        quiet=QuietHours(quiet.start, quiet.end, ZoneInfo(quiet.zone), Severity.named(quiet.floor))
        if quiet
        else None,
        all_quiet=entry.all_quiet,
        history=entry.history,
    )


def _matcher(entry: RouteForm) -> Matcher:
    return Matcher(
        accords=entry.accord,
        parties=entry.party,
        kinds=entry.kind,
        stages=_values(entry.stage),
        min_confidence=entry.min_confidence,
    )


def _values(stages: Sequence[Stage]) -> tuple[str, ...]:
    return tuple(stage.value for stage in stages)
