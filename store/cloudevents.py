"""The log as CloudEvents 1.0 in JSON, one a line (github.com/cloudevents/spec, formats/json-format.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from sqlalchemy import Connection, Engine, Row, select

from monitor.model.dates import iso
from monitor.model.errors import Permanent
from monitor.model.events import SCHEMA_VERSIONS
from store.codec import canonical, decode
from store.engine import read
from store.tables.log import events

SOURCE = "urn:accords:log"
"""The log's name where none is given; ``id`` is unique within one source."""

_AT_A_TIME = 1000


def export_events(engine: Engine, out: IO[bytes], source: str = SOURCE, after: int = 0) -> int:
    """Write the events behind position ``after`` to ``out``, in order; how many there were.

    Each batch is a short read of its own: what is appended meanwhile comes as well, and nothing is held open.
    """
    count = 0
    for batch in _batches(engine, after):
        lines = (json.dumps(cloud_event(row, source), ensure_ascii=False) + "\n" for row in batch)
        out.write("".join(lines).encode())
        count += len(batch)
    return count


def _batches(engine: Engine, after: int) -> Iterator[list[Row[Any]]]:
    while True:
        with read(engine) as connection:
            rows = events_after(connection, after, _AT_A_TIME)
        if not rows:
            return
        yield rows
        after = rows[-1].position


def events_after(connection: Connection, after: int, limit: int) -> list[Row[Any]]:
    """Up to ``limit`` rows of the log behind position ``after``, in order."""
    wanted = select(events).where(events.c.position > after).order_by(events.c.position)
    return list(connection.execute(wanted.limit(limit)))


def cloud_event(row: Row[Any], source: str = SOURCE) -> dict[str, Any]:
    """The event in its present form; extension attributes in lower case, as the standard asks.

    ``sequence`` is the position, padded so that it sorts as text (the standard's extension of that name).
    """
    version, data = _present(row)
    written = json.loads(row.metadata)
    return {
        "specversion": "1.0",
        "id": row.event_id,
        "source": source,
        "type": f"accords.{row.type}",
        "subject": row.stream,
        "time": iso(row.recorded_at),
        "datacontenttype": "application/json",
        "dataschema": f"urn:accords:event:{row.type}:{version}",
        "sequence": f"{row.position:019}",
        "streamversion": row.version,
        "actor": written["actor"],
        "cause": written["cause"],
        "hash": row.hash.hex(),
        "prevhash": row.prev_hash.hex(),
        "data": data,
    }


def _present(row: Row[Any]) -> tuple[int, Any]:
    """The version and data of an event, raised to the form of today; of newer code's, as it stands."""
    try:
        event = decode(row.position, row.type, row.schema_version, row.data)
    except Permanent:
        return row.schema_version, json.loads(row.data)
    return SCHEMA_VERSIONS[row.type], json.loads(canonical(event))
