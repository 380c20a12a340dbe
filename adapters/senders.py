"""A sender for each target that is switched on."""

from __future__ import annotations

from adapters.console import ConsoleSender
from adapters.fanout import AppriseSender
from adapters.golden import check_templates
from adapters.rendering import Renderer
from adapters.slack import SlackSender
from adapters.smtp import SmtpSender
from adapters.webhook import WebhookSender
from monitor.alerting.routes import AlertConfig
from monitor.alerting.targets import (
    AppriseTarget,
    ConsoleTarget,
    EmailTarget,
    SlackTarget,
    Target,
    WebhookTarget,
)
from monitor.model.clock import SystemClock
from monitor.ports import Clock, Sender


def open_senders(config: AlertConfig, clock: Clock | None = None) -> dict[str, Sender]:
    """The senders of ``config`` by target name; nothing is connected before the first sending.

    Raises ConfigError where a target, or a template, cannot be used as it is configured.
    """
    if config.templates:
        check_templates(config.templates)
    renderer = Renderer(config.templates)
    return {
        target.name: _sender(target, renderer, clock or SystemClock())
        for target in config.targets
        if target.enabled
    }


def _sender(target: Target, renderer: Renderer, clock: Clock) -> Sender:
    match target:
        case ConsoleTarget():
            return ConsoleSender(target, renderer)
        case SlackTarget():
            return SlackSender(target)
        case EmailTarget():
            return SmtpSender(target, renderer, clock)
        case WebhookTarget():
            return WebhookSender(target, renderer, clock)
        case AppriseTarget():
            return AppriseSender(target, renderer)
