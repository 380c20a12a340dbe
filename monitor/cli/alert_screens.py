"""How alerts and their deliveries look on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from monitor.alerting.explain import in_words
from monitor.cli.screen import indented, screen


def print_deliveries(found: Sequence[dict[str, Any]]) -> None:
    """Rows of ``alert_deliveries`` under the alert that they bring, whole at every width."""
    console, shown = screen(), None
    for row in found:
        if row["alert_id"] != shown:
            _print_head(console, row, row["created_at"])
            shown = row["alert_id"]
        why = in_words(row["reason"]) if row["state"] != "sent" else ""
        indented(console, 2, escape(_way(row, why)))


def print_untold(found: Sequence[dict[str, Any]]) -> None:
    """Rows of ``alerts`` that were no news as blocks, whole at every width."""
    console = screen()
    for row in found:
        _print_head(console, row, row["recorded_at"])
        place = f"event {row['event_position']}" if row["event_position"] else "no event"
        indented(console, 2, f"{place}; {row['sent']} of {row['deliveries']} sent in digests")
        indented(console, 2, escape(in_words(row["untold_reason"])))


def _print_head(console: Console, row: dict[str, Any], at: str) -> None:
    when = at[:16].replace("T", " ")
    indented(console, 0, f"[bold]{escape(row['headline'])}[/]  {row['kind']}, {when}")


def _way(way: dict[str, Any], why: str) -> str:
    """A delivery in a line: its number, to whom, where it stands and why."""
    to = " ".join(part for part in (way["target"], way["recipient"]) if part)
    said = "; ".join(part for part in (why, way["detail"]) if part)
    return f"delivery {way['delivery_id']} to {to}: {way['state']}" + (f": {said}" if said else "")


def print_explained(item: dict[str, Any]) -> None:
    """An alert, and what became of each way it could take."""
    console = Console(highlight=False, soft_wrap=True)
    place = f"event {item['event_position']}" if item["event_position"] else "no event"
    console.print(Text(f"{item['headline']}  ({item['kind']}, {place})", style="bold"))
    if item["why_untold"]:
        console.print(Text(f"  told to nobody: {item['why_untold']}"))
    for line in item["routes"]:
        console.print(Text(f"  {line}"))
    for way in item["ways"]:
        console.print(Text(f"  {_way(way, way['why'])}"))
        for attempt in way["tries"]:
            said = f": {attempt['detail']}" if attempt["detail"] else ""
            console.print(
                Text(
                    f"    {attempt['started_at']} attempt {attempt['number']}: {attempt['outcome']}{said}"
                )
            )
