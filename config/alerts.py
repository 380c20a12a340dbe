"""``alerts.toml``: targets and routes, with secrets from the environment alone."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from config.alert_forms import (
    FORMS,
    WEEKDAYS,
    AlertsForm,
    AppriseForm,
    ConsoleForm,
    EmailForm,
    RouteForm,
    SlackForm,
    TargetForm,
    WebhookForm,
)
from config.toml import parse_form, read_toml
from monitor.alerting.kinds import Severity
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
    form = FORMS.get(entry.get("channel"))
    if form is None:
        raise ConfigError(f"{place}: channel: must be one of {', '.join(map(str, FORMS))}")
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
        weekday=WEEKDAYS.index(entry.weekday),
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
