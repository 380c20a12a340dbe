"""Where commands print: as wide as the terminal, and wide enough for whole words in a pipe or a file."""

from __future__ import annotations

import os
import sys

from rich.console import Console

PIPED_COLUMNS = 200
"""Nobody reads a pipe at 80 columns: lines there are not cut, so that they can be searched."""


def screen() -> Console:
    """Standard output for tables and prose; ``COLUMNS`` in the environment wins."""
    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(width=PIPED_COLUMNS if piped else None, highlight=False)
