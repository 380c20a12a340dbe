"""Views as files: CSV and JSON Lines, row by row, in the order of their key."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TextIO

from sqlalchemy import Engine, text

from monitor.model.dates import iso
from monitor.model.errors import UsageError
from store.engine import read
from store.views import VIEWS, View

FORMATS = ("csv", "jsonl")
_AT_A_TIME = 1000


def find_view(name: str) -> View:
    """The view of that name.

    Raises UsageError, naming those that there are.
    """
    for view in VIEWS:
        if view.name == name:
            return view
    raise UsageError(f"no view {name!r}; there are {', '.join(view.name for view in VIEWS)}")


def export_view(engine: Engine, view: View, kind: str, out: TextIO) -> int:
    """Write all rows of ``view`` to ``out`` as ``csv`` or ``jsonl``; how many there were."""
    write = _csv_writer(view, out) if kind == "csv" else _json_writer(out)
    count = 0
    for row in _rows(engine, view):
        write(row)
        count += 1
    return count


def _csv_writer(view: View, out: TextIO) -> Callable[[Mapping[str, Any]], Any]:
    writer = csv.DictWriter(out, [column.name for column in view.columns], lineterminator="\n")
    writer.writeheader()
    return writer.writerow


def _json_writer(out: TextIO) -> Callable[[Mapping[str, Any]], Any]:
    return lambda row: out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _rows(engine: Engine, view: View) -> Iterator[Mapping[str, Any]]:
    order = f" ORDER BY {', '.join(view.key)}" if view.key else ""
    with read(engine) as connection:
        found = connection.execution_options(yield_per=_AT_A_TIME).execute(
            text(f"SELECT * FROM {view.name}{order}")  # noqa: S608 - a name from our own list
        )
        for row in found.mappings():
            yield {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    return iso(value) if isinstance(value, datetime) else value
