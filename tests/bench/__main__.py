"""`make bench`: every table, with the machine that made it."""

from __future__ import annotations

import platform
import sqlite3

from rich.console import Console
from rich.table import Table

from tests.bench import deciding, logging_events, parsing, polling, reading

CONSOLE = Console()


def main() -> None:
    """Run every bench and print its table."""
    CONSOLE.print(
        f"{platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        "one process, one core; median of the repeats and their span"
    )
    for title, benches in (
        ("Reading", reading.benches),
        ("Parsing", parsing.benches),
        ("Polling", polling.benches),
        ("Deciding", deciding.benches),
        ("The log", logging_events.benches),
    ):
        table = Table("", "a second", "lowest", "highest", title=title, title_justify="left")
        for row in benches():
            rate = row.rate
            table.add_row(
                f"{row.name} ({row.what})",
                f"{rate.median:,.0f}",
                f"{rate.low:,.0f}",
                f"{rate.high:,.0f}",
            )
        CONSOLE.print(table)


main()
