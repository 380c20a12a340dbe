"""Alerts as readable text on the terminal, or in the process log."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from adapters.rendering import Renderer
from monitor.alerting.deliveries import Outgoing, Sent
from monitor.alerting.kinds import AlertKind
from monitor.alerting.targets import ConsoleTarget
from monitor.model.errors import Transient

_STYLES = {
    AlertKind.CONFIRMED: "bold green",
    AlertKind.REVOKED: "bold red",
    AlertKind.DISPUTED: "bold red",
    AlertKind.DEAD_DELIVERY: "bold red",
    AlertKind.BLIND: "bold yellow",
    AlertKind.REVIEW: "bold yellow",
}


class ConsoleSender:
    """Writes to ``stdout`` or ``stderr``; ``console`` stands in for it."""

    def __init__(
        self, target: ConsoleTarget, renderer: Renderer, console: Console | None = None
    ) -> None:
        self._renderer = renderer
        self._stream = target.stream
        self._console = console

    def send(self, outgoing: Outgoing) -> Sent:
        """Write it out.

        Raises Transient where the stream is closed.
        """
        # Made for each message: the streams may have been replaced since.
        console = self._console or Console(file=getattr(sys, self._stream), highlight=False)
        text = self._renderer.text(outgoing)
        headlines = {message.headline: message.kind for message in outgoing.messages}
        try:
            console.print(Rule("Alert", style="dim", align="left"))
            console.print(Padding(_styled(text, headlines), (0, 1)), soft_wrap=False)
        except (OSError, ValueError) as error:
            raise Transient(f"{self._stream} cannot be written: {error}") from error
        return Sent()


def _styled(text: str, headlines: dict[str, AlertKind]) -> Text:
    """``text`` as it is, never read as markup, with its headlines emphasised."""
    styled = Text()
    for line in text.rstrip().splitlines(keepends=True):
        kind = headlines.get(line.strip())
        styled.append(line, style=_STYLES.get(kind, "bold") if kind else None)
    return styled
