"""What the command line shows of alerts, read from the public views."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, column, func, select, table

from monitor.alerting.kinds import State, UntoldReason
from monitor.model.dates import iso, parse_instant
from store.engine import read
from store.tables.alerts import alert, alert_delivery
from store.views.alerts import VIEWS
from store.views.base import Kind

_COLUMNS = {view.name: {item.name: item.kind for item in view.columns} for view in VIEWS}


def rows(
    engine: Engine,
    view: str,
    wanted: Mapping[str, object] | None = None,
    *,
    limit: int = 1000,
) -> list[dict[str, Any]]:
    """The newest ``limit`` rows of ``view`` whose columns equal ``wanted``, oldest first.

    Instants are text, ISO 8601 in UTC, and flags are bool, on every database.
    """
    kinds = _COLUMNS[view]
    names = list(kinds)
    query: Select[*tuple[Any, ...]] = select(*(column(name) for name in names)).select_from(
        table(view)
    )
    for name, value in (wanted or {}).items():
        query = query.where(column(name) == value)
    query = query.order_by(column(names[0]).desc()).limit(limit)
    with read(engine) as connection:
        found = connection.execute(query).mappings().all()
    return [
        {name: _plain(row[name], kind) for name, kind in kinds.items()} for row in reversed(found)
    ]


def count_deliveries(engine: Engine, state: State) -> int:
    """How many deliveries stand in ``state``."""
    query = select(func.count()).where(alert_delivery.c.state == state.value)
    with read(engine) as connection:
        return connection.scalar(query) or 0


def count_untold(engine: Engine, reason: UntoldReason, since: datetime) -> int:
    """How many alerts were put on file as untold for ``reason`` since then."""
    query = select(func.count()).where(alert.c.untold == reason.value, alert.c.created_at > since)
    with read(engine) as connection:
        return connection.scalar(query) or 0


def _plain(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if kind is Kind.FLAG:
        return bool(value)
    if kind is Kind.INSTANT:
        return iso(value if isinstance(value, datetime) else parse_instant(value))
    return value
