"""How rows are written as CSV, JSON Lines and Parquet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import IO, Any

from monitor.model.dates import iso
from store.views import Column, Kind, View

CSV, JSONL, PARQUET = "csv", "jsonl", "parquet"
FORMATS = (CSV, JSONL, PARQUET)

Row = Mapping[str, Any]
"""Column → value: bool, int, float, str, date, aware datetime or list of str; None for NULL."""

Write = Callable[[Sequence[Row]], None]
"""Writes a batch of rows."""

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What makes a spreadsheet take a cell for a formula (OWASP: CSV Injection)."""

_GROUP_ROWS = 10_000
"""Rows of one group in a Parquet file: large enough to compress, small enough for memory."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to write: the format, and for CSV whether text stays as it is where a spreadsheet would run it."""

    format: str = CSV
    exact: bool = False


def writer_of(view: View, out: IO[bytes], options: Options) -> AbstractContextManager[Write]:
    """A writer of rows of ``view`` to ``out``; what is still held is written when it ends."""
    if options.format == PARQUET:
        return _parquet(view, out)
    if options.format == JSONL:
        return _jsonl(out)
    return _csv(view, out, exact=options.exact)


def csv_line(cells: Iterable[Any], *, exact: bool = True) -> str:
    """A line of CSV (RFC 4180, ending with a line feed): NULL is empty, empty text is ``""``.

    Unless ``exact``, an apostrophe is put before text that a spreadsheet would take for a formula: titles and
    quotes come from strangers. ``csv.writer`` of Python 3.11 can neither tell NULL from empty text nor quote a
    lone carriage return.
    """
    return ",".join(_csv_cell(cell, exact=exact) for cell in cells) + "\n"


def _csv_cell(cell: Any, *, exact: bool) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(int(cell))
        case datetime():
            return iso(cell)
        case int() | float() | date():
            return str(cell)
    text = str(cell)
    if not exact and text.startswith(_FORMULA):
        text = f"'{text}"
    if text and not any(mark in text for mark in ',"\r\n') and text == text.strip():
        return text
    return '"' + text.replace('"', '""') + '"'


@contextmanager
def _csv(view: View, out: IO[bytes], *, exact: bool) -> Iterator[Write]:
    out.write(csv_line(column.name for column in view.columns).encode())

    def write(rows: Sequence[Row]) -> None:
        lines = (
            csv_line((_joined(column, row) for column in view.columns), exact=exact) for row in rows
        )
        out.write("".join(lines).encode())

    yield write


def _joined(column: Column, row: Row) -> Any:
    """The value, a list as the view has it."""
    value = row[column.name]
    if isinstance(value, list):
        return (", " if column.kind is Kind.COMMA_LIST else "; ").join(value)
    return value


@contextmanager
def _jsonl(out: IO[bytes]) -> Iterator[Write]:
    def write(rows: Sequence[Row]) -> None:
        out.write(
            "".join(json.dumps(_json(row), ensure_ascii=False) + "\n" for row in rows).encode()
        )

    yield write


def _json(row: Row) -> dict[str, Any]:
    return {name: _json_value(value) for name, value in row.items()}


def _json_value(value: Any) -> Any:
    match value:
        case datetime():
            return iso(value)
        case date():
            return value.isoformat()
    return value


@contextmanager
def _parquet(view: View, out: IO[bytes]) -> Iterator[Write]:
    # Half a second to import, and needed by this format alone.
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = _schema(view)
    held: list[Row] = []
    with pq.ParquetWriter(pa.PythonFile(out, "w"), schema, compression="zstd") as file:

        def flush() -> None:
            file.write_batch(pa.RecordBatch.from_pylist(held, schema))
            held.clear()

        def write(rows: Sequence[Row]) -> None:
            held.extend(rows)
            if len(held) >= _GROUP_ROWS:
                flush()

        yield write
        if held:
            flush()


def _schema(view: View) -> Any:
    """The types of a view's columns, with what each of them means."""
    import pyarrow as pa  # noqa: PLC0415

    types = {
        Kind.TEXT: pa.string(),
        Kind.PARTIAL_DATE: pa.string(),
        Kind.NUMBER: pa.int64(),
        Kind.REAL: pa.float64(),
        Kind.FLAG: pa.bool_(),
        Kind.DAY: pa.date32(),
        Kind.INSTANT: pa.timestamp("us", tz=str(UTC)),
        Kind.COMMA_LIST: pa.list_(pa.string()),
        Kind.SEMICOLON_LIST: pa.list_(pa.string()),
    }
    fields = [
        pa.field(column.name, types[column.kind], metadata={"comment": column.comment})
        for column in view.columns
    ]
    return pa.schema(fields, metadata={"comment": view.comment})
