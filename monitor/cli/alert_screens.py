"""How alerts and their deliveries look on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.alerting.explain import in_words
from monitor.cli.screen import screen


def print_deliveries(found: Sequence[dict[str, Any]]) -> None:
    """Rows of ``alert_deliveries``, a line each."""
    table = Table(box=None)
    for name in ("delivery", "created", "kind", "headline", "to", "state", "why"):
        table.add_column(name, no_wrap=name in {"created", "kind", "state"}, overflow="fold")
    for row in found:
        why = in_words(row["reason"]) if row["state"] != "sent" else ""
        detail = row["detail"] or ""
        table.add_row(
            str(row["delivery_id"]),
            row["created_at"][:16].replace("T", " "),
            row["kind"],
            Text(row["headline"]),
            Text(" ".join(part for part in (row["target"], row["recipient"]) if part)),
            row["state"],
            Text("; ".join(part for part in (why, detail) if part)),
        )
    screen().print(table)


def print_untold(found: Sequence[dict[str, Any]]) -> None:
    """Rows of ``alerts`` that were no news, a line each."""
    table = Table(box=None)
    for name in ("event", "recorded", "kind", "headline", "digests", "why"):
        table.add_column(name, no_wrap=name in {"event", "recorded", "kind"}, overflow="fold")
    for row in found:
        table.add_row(
            str(row["event_position"] or ""),
            row["recorded_at"][:16].replace("T", " "),
            row["kind"],
            Text(row["headline"]),
            f"{row['sent']} of {row['deliveries']} sent",
            Text(in_words(row["untold_reason"])),
        )
    screen().print(table)


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
        to = " ".join(part for part in (way["target"], way["recipient"]) if part)
        why = "; ".join(part for part in (way["why"], way["detail"]) if part)
        console.print(
            Text(
                f"  delivery {way['delivery_id']} to {to}: {way['state']}"
                + (f": {why}" if why else "")
            )
        )
        for attempt in way["tries"]:
            said = f": {attempt['detail']}" if attempt["detail"] else ""
            console.print(
                Text(
                    f"    {attempt['started_at']} attempt {attempt['number']}: {attempt['outcome']}{said}"
                )
            )
