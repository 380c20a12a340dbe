"""The sample queries: what analysts ask, as SQL over the views, the same on every database.

Each runs in the tests. ``:as_of`` is a day (``YYYY-MM-DD``), ``:known_at`` an instant; queries without
such names take no parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, bindparam, text

from monitor.model.errors import UsageError
from store.engine import read
from store.types import Instant
from store.views.base import portable


@dataclass(frozen=True, slots=True)
class Query:
    """A question and its answer in SQL; ``parameters`` are the names that it takes."""

    name: str
    question: str
    sql: str
    parameters: tuple[str, ...] = ()


MEMBERSHIP_AT = Query(
    "membership-at",
    "Where did each party stand on a day, as the log knew it at an instant? "
    "(`accords status --as-of DAY --known-at INSTANT`)",
    """
SELECT accord, party, party_name, stage, is_member, since, since_precision, effective,
       confirmed_at, reason, support_count, voice_count, position
FROM membership_history
WHERE valid_from <= :as_of AND (valid_to IS NULL OR valid_to > :as_of)
  AND known_from <= :known_at AND (known_to IS NULL OR known_to > :known_at)
ORDER BY accord, party
""",
    ("as_of", "known_at"),
)

QUERIES: tuple[Query, ...] = (
    MEMBERSHIP_AT,
    Query(
        "members",
        "Who is a member today, and since when?",
        """
SELECT accord, party, party_name, stage, since, since_precision
FROM membership WHERE is_member = 1 ORDER BY accord, since, party
""",
    ),
    Query(
        "joined-by-year",
        "Who came in which year, and by which step?",
        """
SELECT accord, substr(since, 1, 4) AS year, party, party_name, min(stage) AS stage
FROM membership_history
WHERE known_to IS NULL AND is_member = 1
GROUP BY accord, substr(since, 1, 4), party, party_name
ORDER BY accord, year, party
""",
    ),
    Query(
        "position-of-a-day",
        "What was the last position of the log at the end of 1 March 2026?",
        """
SELECT max(last_position) AS position FROM positions_by_day WHERE day <= '2026-03-01'
""",
    ),
    Query(
        "changed-our-mind",
        "What did we once believe of a day that we no longer believe of it?",
        """
SELECT accord, party, stage, is_member, valid_from, valid_to, known_from, known_to
FROM membership_history WHERE known_to IS NOT NULL ORDER BY known_to, accord, party, valid_from
""",
    ),
    Query(
        "why",
        "What does each confirmed stage stand on, and what was quoted?",
        """
SELECT accord, party, stage, role, voice, tier, publisher, quote, url
FROM evidence WHERE stands = 1 AND status = 'live' ORDER BY accord, party, position, role, number
""",
    ),
    Query(
        "one-voice",
        "Which confirmed stages rest on a single voice?",
        """
SELECT accord, party, stage, reason, support_count FROM membership
WHERE voice_count = 1 ORDER BY accord, party
""",
    ),
    Query(
        "first-to-report",
        "Which outlets were first, and which had to take claims back?",
        """
SELECT host, publisher, first_reports, confirmed, claims, retracted
FROM source_scores ORDER BY first_reports DESC, confirmed DESC, host
""",
    ),
    Query(
        "lead-time",
        "When was the first word of each confirmed step, and when was it confirmed?",
        """
SELECT m.accord, m.party, m.stage, min(c.published) AS first_claim, m.confirmed_at
FROM membership m
JOIN claims c ON c.accord = m.accord AND c.party = m.party AND c.status = 'live' AND c.new = 1
WHERE m.reason <> 'baseline'
GROUP BY m.accord, m.party, m.stage, m.confirmed_at
ORDER BY m.accord, m.party
""",
    ),
    Query(
        "conflicting-dates",
        "Whose dates disagree, and who says what?",
        """
SELECT accord, party, step, date, basis, publisher, url
FROM date_conflicts ORDER BY accord, party, step, date, position
""",
    ),
    Query(
        "denied-and-confirmed",
        "Which denials later turned into a confirmed stage?",
        """
SELECT d.accord, d.party, d.stage AS denied, d.published AS denied_at, m.stage, m.confirmed_at
FROM denials d
JOIN membership m ON m.accord = d.accord AND m.party = d.party AND m.confirmed_at > d.recorded_at
ORDER BY d.accord, d.party, d.published
""",
    ),
    Query(
        "open-reviews",
        "What waits for a person?",
        """
SELECT accord, party, stage, reason, opened_at, publisher, quote
FROM reviews WHERE status = 'open' ORDER BY opened_at
""",
    ),
    Query(
        "prospects",
        "Who is talked about without being confirmed, and by how many hosts?",
        """
WITH told AS (
    SELECT accord, party, party_name, max(published) AS last_said, count(DISTINCT host) AS hosts
    FROM claims WHERE status = 'live' GROUP BY accord, party, party_name
)
SELECT t.accord, t.party, t.party_name, t.last_said, t.hosts
FROM told t
LEFT JOIN membership m ON m.accord = t.accord AND m.party = t.party
WHERE m.party IS NULL
ORDER BY t.hosts DESC, t.last_said DESC, t.party
""",
    ),
    Query(
        "up-to-date",
        "Are the views up with the log?",
        """
SELECT name, state, position, head, behind, last_error FROM projection_health
""",
    ),
)
"""All of them, the most asked first."""


def find_query(name: str) -> Query:
    """The sample query of that name.

    Raises UsageError, naming those that there are.
    """
    for query in QUERIES:
        if query.name == name:
            return query
    raise UsageError(f"no query {name!r}; there are {', '.join(query.name for query in QUERIES)}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a party stands: a row of ``membership``."""

    accord: str
    party: str
    party_name: str
    stage: str
    is_member: bool
    since: str
    since_precision: str
    effective: str | None
    confirmed_at: datetime
    reason: str
    support_count: int
    voice_count: int
    position: int


def present_day(engine: Engine) -> date:
    """The day that ``membership`` takes for today: in UTC, the last event's where that is later."""
    with read(engine) as connection:
        today = connection.scalar(text(f"SELECT {portable('{today}', engine.dialect.name)}"))
    return date.fromisoformat(str(today))


def membership_at(engine: Engine, as_of: date, known_at: datetime) -> list[Place]:
    """Where each party stood on ``as_of`` as the log knew it at ``known_at``."""
    query = (
        text(MEMBERSHIP_AT.sql)
        .bindparams(bindparam("known_at", known_at, Instant), as_of=as_of.isoformat())
        .columns(confirmed_at=Instant)
    )
    with read(engine) as connection:
        rows = connection.execute(query).mappings().all()
    return [Place(**{**row, "is_member": bool(row["is_member"])}) for row in rows]


def run_query(
    engine: Engine, query: Query, **parameters: Any
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The column names and rows of a sample query."""
    with read(engine) as connection:
        found = connection.execute(text(portable(query.sql, engine.dialect.name)), parameters)
        return list(found.keys()), [tuple(row) for row in found]
