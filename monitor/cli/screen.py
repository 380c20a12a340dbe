"""How commands print: as wide as the terminal, and wide enough for whole words in a pipe or a file."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import click
from rich.console import Console
from rich.table import Table

PIPED_COLUMNS = 200
"""Nobody reads a pipe at 80 columns: lines there are not cut, so that they can be searched."""


def screen() -> Console:
    """Standard output for tables and prose; ``COLUMNS`` in the environment wins."""
    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(width=PIPED_COLUMNS if piped else None, highlight=False)


def whole_table(*headings: str) -> Table:
    """A table that breaks what does not fit and cuts nothing: keys and addresses must be read whole."""
    table = Table()
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


json_option = click.option("--json", "as_json", is_flag=True, help="Data as JSON on stdout.")
"""The option of every reading command."""


def print_json(data: Any) -> None:
    """Data on standard output, readable by people as well; an instant stands as its text."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
