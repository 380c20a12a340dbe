"""How commands print: as wide as the terminal, and wide enough for whole words in a pipe or a file."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

PIPED_COLUMNS = 200
"""Nobody reads a pipe at 80 columns: lines there are not cut, so that they can be searched."""

_WHOLE_SENTENCE = 1000
"""Characters; longer than any first sentence."""


class Group(click.Group):
    """A group whose overview tells the whole first sentence of each command, broken where the line ends."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview; click would cut each command to one line."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, command.get_short_help_str(limit=_WHOLE_SENTENCE))
                    for name, command in commands
                    if command is not None
                ]
            )


def screen() -> Console:
    """Standard output for tables and prose; ``COLUMNS`` in the environment wins."""
    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(width=PIPED_COLUMNS if piped else None, highlight=False)


def indented(console: Console, indent: int, said: str) -> None:
    """Markup behind an indent that broken lines keep on a terminal; in a pipe a line stays one line."""
    if console.is_terminal:
        console.print(Padding(said, (0, 0, 0, indent), expand=False))
    else:
        console.print(f"{' ' * indent}{said}", soft_wrap=True)


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
