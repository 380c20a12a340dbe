"""How one party got where it is: its timeline, each confirmation with its evidence; and whose a claim is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, bindparam, text

from store.engine import read, snapshot
from store.types import Instant


@dataclass(frozen=True, slots=True)
class Support:
    """One row of ``evidence``."""

    role: str
    status: str
    voice: int | None
    tier: str | None
    publisher: str
    quote: str
    url: str
    published: datetime | None
    claim_id: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One row of ``timeline`` with what it stood on."""

    position: int
    at: datetime
    accord: str
    party: str
    event: str
    stage: str | None
    date: str | None
    effective: str | None
    reason: str
    text: str
    said_by: str | None
    comment: str | None
    evidence: tuple[Support, ...] = ()


_STEPS = """
SELECT position, at, accord, party, event, stage, date, effective, reason, text, said_by, comment
FROM timeline WHERE accord = :accord AND party = :party ORDER BY position
"""

_SUPPORTS = """
SELECT position, role, status, voice, tier, publisher, quote, url, published, claim_id, date
FROM evidence WHERE accord = :accord AND party = :party AND role <> 'later'
ORDER BY position, number
"""


def party_history(engine: Engine, accord: str, party: str) -> list[Step]:
    """The steps of ``party`` in ``accord``, in the order of the log."""
    about = {"accord": accord, "party": party}
    with snapshot(engine) as connection:
        steps = connection.execute(_typed(_STEPS, "at"), about).mappings().all()
        supports = connection.execute(_typed(_SUPPORTS, "published"), about).mappings().all()
    evidence: dict[int, list[Support]] = {}
    for row in supports:
        values = dict(row)
        evidence.setdefault(values.pop("position"), []).append(Support(**values))
    return [Step(**row, evidence=tuple(evidence.get(row["position"], ()))) for row in steps]


_PLACE = text("""
SELECT accord, party, position FROM claims WHERE claim_id = :id
UNION ALL SELECT accord, party, position FROM denials WHERE denial_id = :id
ORDER BY position LIMIT 1
""")


def place_of_claim(engine: Engine, claim_id: str) -> tuple[str, str] | None:
    """The accord and the party of a claim or a denial; None where the tables have none of that id."""
    with read(engine) as connection:
        row = connection.execute(_PLACE, {"id": claim_id}).one_or_none()
    return None if row is None else (row.accord, row.party)


def _typed(sql: str, instant: str) -> Any:
    return (
        text(sql).bindparams(bindparam("accord"), bindparam("party")).columns(**{instant: Instant})
    )
