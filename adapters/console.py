"""Alerts as readable text on the terminal, or in the process log."""

from __future__ import annotations

import re
import sys
import textwrap

from rich.console import Console
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
    AlertKind.MISSED: "bold red",
    AlertKind.BLIND: "bold yellow",
    AlertKind.REVIEW: "bold yellow",
}


_LABEL = re.compile(r" *[A-Z][a-z ]+: {2,}|  - ")
_UNBROKEN = ("The row: ", "    http")


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
        headlines = {message.headline: message.kind for message in outgoing.messages}
        try:
            console.print(Rule("Alert", style="dim", align="left"))
            for line in self._renderer.text(outgoing).rstrip().splitlines():
                style = _STYLES.get(headlines[line], "bold") if line in headlines else ""
                # Whole lines, never cut by rich: a query or an address stays fit to be copied.
                console.print(Text(_hanging(line, console.width), style=style), soft_wrap=True)
        except (OSError, ValueError) as error:
            raise Transient(f"{self._stream} cannot be written: {error}") from error
        return Sent()


def _hanging(line: str, width: int) -> str:
    """``line`` broken at ``width``, what follows indented as far as its beginning."""
    begin = len(line) - len(line.lstrip())
    found = _LABEL.match(line)
    return (
        textwrap.fill(
            line,
            max(width - 1, 20),
            subsequent_indent=" " * (found.end() if found else begin),
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        )
        if not line.startswith(_UNBROKEN)
        else line
    )
