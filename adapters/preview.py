"""What would be sent, as text for a person to look at; nothing leaves the machine."""

from __future__ import annotations

import json
from datetime import datetime

from adapters.mail import compose_mail
from adapters.rendering import Renderer
from adapters.slack_blocks import payload
from adapters.webhook import cloud_event
from monitor.alerting.deliveries import Outgoing
from monitor.alerting.targets import EmailTarget, SlackTarget, Target, WebhookTarget


def preview(outgoing: Outgoing, target: Target, renderer: Renderer, now: datetime) -> str:
    """The message as ``target`` would get it."""
    if isinstance(target, SlackTarget):
        return json.dumps(payload(outgoing), ensure_ascii=False, indent=2)
    if isinstance(target, WebhookTarget):
        return json.dumps(cloud_event(outgoing, renderer), ensure_ascii=False, indent=2)
    if isinstance(target, EmailTarget):
        mail = compose_mail(outgoing, target, renderer, now)
        headers = "\n".join(f"{name}: {value}" for name, value in mail.items())
        return f"{headers}\n\n{renderer.text(outgoing)}"
    return renderer.text(outgoing)
