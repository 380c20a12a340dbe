"""Where alerts go: targets with all that their senders need."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.alerting.kinds import Channel
from monitor.alerting.secret import Secret

MESSAGE_DOMAIN = "accords.invalid"
"""The domain of a Message-ID where no sender's address gives one (RFC 2606: it never resolves)."""


@dataclass(frozen=True, slots=True)
class ConsoleTarget:
    """Readable text on ``stream``, ``stdout`` or ``stderr``."""

    name: str
    stream: str = "stdout"
    enabled: bool = True

    channel = Channel.CONSOLE


@dataclass(frozen=True, slots=True)
class SlackTarget:
    """A Slack channel: by incoming webhook, or by bot token and channel id."""

    name: str
    webhook: Secret | None = None
    token: Secret | None = None
    slack_channel: str = ""
    enabled: bool = True
    timeout_s: float = 10.0

    channel = Channel.SLACK


@dataclass(frozen=True, slots=True)
class EmailTarget:
    """Recipients behind an SMTP server.

    ``starttls`` is ``required`` (fail closed), ``implicit`` (TLS from the first byte) or ``never``.
    ``ca_file`` names certificates to trust in the place of the system's.
    """

    name: str
    host: str
    port: int
    sender: str
    recipients: tuple[str, ...]
    starttls: str = "required"
    username: Secret | None = None
    password: Secret | None = None
    ca_file: str = ""
    list_id: str = ""
    enabled: bool = True
    timeout_s: float = 20.0

    channel = Channel.EMAIL


@dataclass(frozen=True, slots=True)
class WebhookTarget:
    """An address that takes CloudEvents 1.0 as JSON, signed with HMAC-SHA256 where a key is given."""

    name: str
    url: Secret
    signing_key: Secret | None = None
    enabled: bool = True
    timeout_s: float = 10.0

    channel = Channel.WEBHOOK


@dataclass(frozen=True, slots=True)
class AppriseTarget:
    """Any service of Apprise, by its address there."""

    name: str
    url: Secret
    enabled: bool = True
    timeout_s: float = 20.0

    channel = Channel.APPRISE


Target = ConsoleTarget | SlackTarget | EmailTarget | WebhookTarget | AppriseTarget
"""Any target."""


def recipients_of(target: Target) -> tuple[str, ...]:
    """Whom one alert is sent to there, a delivery each; one nameless recipient but for email."""
    return target.recipients if isinstance(target, EmailTarget) else ("",)


def message_domain(target: Target) -> str:
    """The domain of the Message-IDs for ``target``."""
    if not isinstance(target, EmailTarget):
        return MESSAGE_DOMAIN
    return target.sender.rpartition("@")[2].rstrip("> ") or MESSAGE_DOMAIN


def longest_sending_s(target: Target) -> float:
    """The longest that one sending to ``target`` can take, in seconds: its steps, each with its limit.

    HTTP connects, writes and reads, and Slack may be asked twice; SMTP greets, starts TLS, greets again,
    logs in, names sender and recipient, hands the text over and hangs up.
    """
    if isinstance(target, ConsoleTarget):
        return 0.0
    steps = 9 if isinstance(target, EmailTarget) else 6
    return steps * target.timeout_s
