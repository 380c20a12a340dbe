"""The form of ``alerts.toml``, key by key."""

from __future__ import annotations

import re
from datetime import time
from email.utils import parseaddr
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from config.numbers import within
from config.shapes import shaped
from config.toml import Form
from monitor.alerting.kinds import AlertKind, Send
from monitor.model.ranges import Range
from monitor.model.stage import Stage

Name = Annotated[
    str,
    shaped(
        r"[a-z0-9][a-z0-9_-]{0,39}",
        "at most 40 small letters a to z, digits, and further on also - and _",
        "desk-mail",
    ),
]


EnvName = Annotated[
    str,
    shaped(
        r"[A-Z][A-Z0-9_]*",
        "the name of the environment's variable, in capitals, digits and _",
        "ACCORDS_SMTP_PASSWORD",
    ),
]


Timeout = Annotated[float, within(Range(0.1, 60))]


Host = Annotated[
    str, shaped(r"[A-Za-z0-9.:-]+", "a host name or address, bare", "mail.example.org")
]


_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


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
    timeout_s: Timeout = 10.0

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
    port: Annotated[int, within(Range(1, 65_535, is_whole=True))] = 587
    starttls: Literal["required", "implicit", "never"] = "required"
    sender: str
    recipients: tuple[str, ...] = Field(min_length=1)
    username_env: EnvName | None = None
    password_env: EnvName | None = None
    ca_file: str = ""
    list_id: str = ""
    timeout_s: Timeout = 20.0

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
    timeout_s: Timeout = 10.0


class AppriseForm(Form):
    """Any service of Apprise, by its address there."""

    name: Name
    channel: Literal["apprise"]
    enabled: bool = True
    url_env: EnvName
    timeout_s: Timeout = 20.0


TargetForm = ConsoleForm | SlackForm | EmailForm | WebhookForm | AppriseForm


FORMS: dict[object, type[TargetForm]] = {
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
    min_confidence: Annotated[float, within(Range(0, 1))] = 0.0
    goes_on: bool = Field(default=False, alias="continue")
    send: Send = Send.AT_ONCE
    group_wait_s: Annotated[float, within(Range(0, 3600))] = 0.0
    at: time = time(7)
    weekday: Literal[WEEKDAYS] = "monday"  # type: ignore[valid-type]
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

    alerts: Annotated[int, within(Range(1, 100_000, is_whole=True))] = 20
    minutes: Annotated[int, within(Range(1, 1440, is_whole=True))] = 10


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
