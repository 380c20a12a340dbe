"""Messages in words, by Jinja2 templates: one set is shipped, a folder of one's own may override it.

Undefined names are errors, so a template that misses a field fails in ``accords config check`` and not on
the day. HTML is escaped by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    select_autoescape,
)

from monitor.alerting.deliveries import Outgoing
from monitor.alerting.kinds import AlertKind, HoldReason
from monitor.alerting.message import Message
from monitor.alerting.words import count
from monitor.model.errors import Permanent

FULL_MESSAGES = 10
"""How many messages of a digest are shown whole; the others are listed by their headlines."""

_DIGEST_SAYS = {
    HoldReason.DIGEST: "Digest",
    HoldReason.QUIET_HOURS: "While it was quiet",
    HoldReason.STORM: "Many alerts at once",
}

_COLOURS = {
    AlertKind.CONFIRMED: "#1a7f37",
    AlertKind.REVOKED: "#b3261e",
    AlertKind.DISPUTED: "#b3261e",
    AlertKind.DEAD_DELIVERY: "#b3261e",
    AlertKind.MISSED: "#b3261e",
    AlertKind.BLIND: "#9a6700",
    AlertKind.REVIEW: "#9a6700",
}


class Renderer:
    """Turns what is to be sent into text; ``folder`` holds templates that come before the shipped ones."""

    def __init__(self, folder: str = "") -> None:
        loaders = [FileSystemLoader(folder)] if folder else []
        # A space in front of a block is layout of the template, not of the text.
        self._environment = Environment(
            loader=ChoiceLoader([*loaders, PackageLoader("adapters", "templates")]),
            undefined=StrictUndefined,
            autoescape=select_autoescape(),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters["minute"] = _minute
        self._environment.filters["counted"] = count
        self._environment.filters["colour"] = _colour

    def subject(self, outgoing: Outgoing) -> str:
        """One line for the subject of a mail, the header of a post, a notification."""
        return subject(outgoing)

    def text(self, outgoing: Outgoing) -> str:
        """Plain text."""
        return self._render("message.txt", outgoing)

    def html(self, outgoing: Outgoing) -> str:
        """HTML with inline styles."""
        return self._render("message.html", outgoing)

    def _render(self, name: str, outgoing: Outgoing) -> str:
        try:
            return self._environment.get_template(name).render(_values(outgoing))
        except TemplateError as error:
            raise Permanent(f"template {name} cannot be used: {error}") from error


def subject(outgoing: Outgoing) -> str:
    """What is sent, in one line; several messages are counted, with what they have in common."""
    first = outgoing.first
    if len(outgoing.messages) == 1:
        return first.headline
    others = count(len(outgoing.messages) - 1, "other")
    if outgoing.thread and first.party:
        return f"{first.headline}, and {others}"
    return f"{lead(outgoing)}: {first.headline}, and {others}"


def lead(outgoing: Outgoing) -> str:
    """What several messages have in common, or why they come together."""
    first = outgoing.first
    if outgoing.thread and first.party:
        return f"{first.accord}: {first.party}"
    return _DIGEST_SAYS.get(outgoing.hold or HoldReason.GROUPING, "Several alerts")


def _values(outgoing: Outgoing) -> Mapping[str, Any]:
    shown, listed = outgoing.messages[:FULL_MESSAGES], outgoing.messages[FULL_MESSAGES:]
    return {
        "subject": subject(outgoing),
        "lead": lead(outgoing) if len(outgoing.messages) > 1 else "",
        "messages": shown,
        "listed": listed,
        "total": len(outgoing.messages),
        "possible_duplicate": outgoing.possible_duplicate,
        "route": outgoing.route,
        "message_id": outgoing.message_id,
        "delivery_id": outgoing.delivery_id,
    }


def _minute(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M UTC")


def _colour(message: Message) -> str:
    return _COLOURS.get(message.kind, "#0b57d0")
