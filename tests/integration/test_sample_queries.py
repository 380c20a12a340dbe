"""Each sample query answers its question, the same on SQLite and on PostgreSQL (the story: tests/fakes/desk.py)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor.model.errors import UsageError
from store.queries import filled, find_query, parameter_values, run_query
from store.samples import QUERIES

TODAY = date(2025, 7, 5)


def at(text):
    return datetime.fromisoformat(f"{text}:00").replace(tzinfo=UTC)


def answer(engine, name, columns, **given):
    query = find_query(name)
    found, rows = run_query(engine, query, parameter_values(query, given, TODAY))
    return [tuple(row[found.index(column)] for column in columns.split()) for row in rows]


ANSWERS = [
    (
        "members",
        {},
        "accord party stage since",
        [
            ("x-compact", "NO", "acceded", "2020-09-15"),
            ("x-compact", "PE", "signed", "2025-03-02"),
        ],
    ),
    ("members", {"accord": "x-court"}, "party", []),
    (
        "membership-at",
        {},
        "party stage is_member confirmed_at",
        [
            ("NO", "acceded", 1, at("2025-01-05 12:00")),
            ("PE", "signed", 1, at("2025-03-04 06:00")),
            ("CL", "withdrawn", 1, at("2025-06-02 09:00")),
            ("FI", "acceded", 0, at("2025-05-10 12:00")),
        ],
    ),
    (
        "membership-at",
        {"as_of": "2025-04-05", "known_at": "2025-04-05T00:00:00Z"},
        "party stage",
        [("NO", "acceded"), ("PE", "signed"), ("SE", "announced"), ("CL", "acceded")],
    ),
    ("membership-at", {"as_of": "2019-06-01"}, "party stage", [("CL", "acceded")]),
    (
        "joined-by-year",
        {},
        "accord year party step since since_precision",
        [
            ("x-compact", "2020", "NO", "acceded", "2020-09-15", "day"),
            ("x-compact", "2025", "PE", "signed", "2025-03-02", "day"),
            ("x-court", "2019", "CL", "acceded", "2019-05", "month"),
            ("x-court", "2090", "FI", "acceded", "2025-05-09", "day"),
        ],
    ),
    (
        "growth",
        {"accord": "x-court"},
        "year joined has_left members",
        [("2019", 1, 0, 1), ("2026", 0, 1, 0), ("2090", 1, 0, 1)],
    ),
    (
        "believed-on",
        {"day": "2025-04-05"},
        "party stage now_says",
        [
            ("NO", "acceded", "acceded"),
            ("PE", "signed", "signed"),
            ("SE", "announced", None),
            ("CL", "acceded", "acceded"),
        ],
    ),
    ("believed-on", {"day": "2025-03-03", "accord": "x-compact"}, "party", [("NO",)]),
    (
        "changed-our-mind",
        {},
        "party stage known_from known_to",
        [
            ("SE", "announced", at("2025-04-01 10:00"), at("2025-04-11 08:00")),
            ("CL", "acceded", at("2025-01-05 12:00"), at("2025-06-02 09:00")),
        ],
    ),
    (
        "reversals",
        {},
        "party what stage reason",
        [
            ("SE", "we took it back", "announced", "support_retracted"),
            ("CL", "the party moved", "withdrawn", "person"),
        ],
    ),
    (
        "skipped-stages",
        {},
        "party from_stage to_stage skipped",
        [("PE", "nothing", "signed", 2), ("FI", "nothing", "acceded", 4)],
    ),
    (
        "taking-effect",
        {},
        "party is_member takes_effect",
        [("CL", 0, "2026-06-01"), ("FI", 1, "2090-01-01")],
    ),
    (
        "last-changes",
        {"rows": "2", "accord": "x-compact"},
        "at party",
        [(at("2025-07-04 09:00"), "DK"), (at("2025-04-11 08:00"), "SE")],
    ),
    (
        "why",
        {"party": "PE"},
        "role voice publisher",
        [("carrier", 1, "First"), ("carrier", 2, "Second"), ("witness", 1, "Copyist")],
    ),
    (
        "one-voice",
        {},
        "party reason publisher",
        [("CL", "person", None), ("FI", "official_source", "Court")],
    ),
    (
        "lead-time",
        {},
        "party first_word days hosts",
        [("PE", at("2025-02-10 08:00"), 21.9, 4), ("FI", at("2025-05-10 10:00"), 0.1, 1)],
    ),
    (
        "corroboration-delay",
        {},
        "accord steps median_hours longest_hours",
        [("x-compact", 1, 24.0, 24.0), ("x-court", 1, 2.0, 2.0)],
    ),
    (
        "conflicting-dates",
        {},
        "party date basis publisher",
        [
            ("PE", "2025-03-02", "claim", "First"),
            ("PE", "2025-03-02", "claim", "Second"),
            ("PE", "2025-03-02", "confirmed", None),
            ("PE", "2025-03-03", "claim", "Copyist"),
        ],
    ),
    (
        "denied-and-confirmed",
        {},
        "party denied lift_reason confirmed is_member days",
        [("PE", "signed", "said_the_thing_itself", "signed", 1, 11.9)],
    ),
    ("standing-denials", {}, "party stage speaker", [("DK", "signed", "party_government")]),
    (
        "denied-claims",
        {},
        "party stage publisher denial claim",
        [
            ("PE", "signed", publisher, "lifted", "live")
            for publisher in ("First", "Copyist", "Second")
        ],
    ),
    ("prospects", {}, "party hosts last_said", [("DK", 2, at("2025-07-02 08:00"))]),
    (
        "not-confirmed",
        {},
        "party stage hosts official wire_or_major",
        [("DK", "applied", 1, 0, 0)],
    ),
    (
        "unnamed-sources",
        {},
        "party publisher origins status",
        [("SE", "Wrong", "unnamed: officials", "retracted")],
    ),
    ("open-reviews", {}, "party reason", [("SE", "support_lost")]),
    (
        "answered-reviews",
        {},
        "party outcome closed_by hours",
        [("PE", "confirmed", "Ada", 294.0)],
    ),
    (
        "first-to-report",
        {},
        "host first_reports claims",
        [("court.example", 1, 1), ("first.example", 1, 2)],
    ),
    (
        "first-with-each-step",
        {"accord": "x-compact"},
        "party stage publisher published hours_ahead",
        [("PE", "signed", "First", at("2025-03-03 06:00"), 24.0)],
    ),
    (
        "outlet-lead",
        {},
        "host steps mean_hours_ahead",
        [
            ("first.example", 1, 24.0),
            ("copyist.example", 1, 21.0),
            ("court.example", 1, 2.0),
            ("second.example", 1, 1.0),
        ],
    ),
    (
        "wrong-outlets",
        {},
        "host reason taken_back of_claims",
        [("second.example", "edit", 1, 2), ("wrong.example", "correction", 1, 1)],
    ),
    (
        "retractions",
        {},
        "party publisher reason hours_on_file",
        [("SE", "Second", "edit", 12.0), ("SE", "Wrong", "correction", 240.0)],
    ),
    (
        "copies",
        {},
        "host supports not_its_own plain_copies percent",
        [
            ("copyist.example", 1, 1, 1, 100),
            ("court.example", 1, 0, 0, 0),
            ("first.example", 1, 0, 0, 0),
            ("second.example", 1, 0, 0, 0),
            ("wrong.example", 1, 0, 0, 0),
        ],
    ),
    (
        "silent-edits",
        {},
        "host changed title_before title claims_lost",
        [
            ("second.example", "both", "Sweden signs", "Sweden may sign", 1),
            ("first.example", "text", "Denmark thinks", "Denmark thinks", 0),
        ],
    ),
    (
        "reading-yield",
        {},
        "host articles accession background unrelated claims",
        [("second.example", 2, 1, 0, 1, 2), ("first.example", 1, 0, 1, 0, 2)],
    ),
    (
        "claims-by-month",
        {"accord": "x-compact"},
        "month claims hosts retracted",
        [("2025-02", 1, 1, 0), ("2025-03", 3, 3, 0), ("2025-04", 2, 2, 2), ("2025-07", 2, 2, 0)],
    ),
    (
        "blind-feeds",
        {},
        "name failures blind_since last_status",
        [("Wire", 5, at("2025-07-03 09:00"), 503)],
    ),
    (
        "alerts-not-sent",
        {},
        "state reason party target",
        [
            ("suppressed", "baseline", "NO", None),
            ("dead", "refused", "PE", "mail"),
            ("suppressed", "silenced", "SE", "desk"),
        ],
    ),
    ("alert-speed", {}, "target sent waited mean_s", [("desk", 1, 0, 4.0)]),
    ("up-to-date", {}, "name state position head", [("parties", "current", 26, 26)]),
    ("position-of-a-day", {"day": "2025-03-04"}, "position", [(11,)]),
    (
        "log-by-type",
        {},
        "type events",
        [
            ("ClaimRecorded", 9),
            ("StageConfirmed", 6),
            ("ClaimRetracted", 2),
            ("DenialRecorded", 2),
            ("ReviewOpened", 2),
            ("DenialLifted", 1),
            ("NoteAdded", 1),
            ("ReviewClosed", 1),
            ("SourceWentBlind", 1),
            ("StageRevoked", 1),
        ],
    ),
]


@pytest.mark.parametrize(
    ("name", "given", "columns", "rows"),
    ANSWERS,
    ids=[f"{name}-{','.join(given) or 'defaults'}" for name, given, _, _ in ANSWERS],
)
def test_it_answers(desk, name, given, columns, rows):
    assert answer(desk, name, columns, **given) == rows


def test_every_query_is_asked_and_finds_something():
    assert {name for name, _, _, rows in ANSWERS if rows} == {query.name for query in QUERIES}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_its_sql_can_be_pasted_into_any_tool(desk, query):
    """With its values filled in, the driver is given nothing else, and finds the same."""
    values = parameter_values(query, {}, TODAY)
    raw = desk.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(filled(query, desk.dialect.name, values))
        count = len(cursor.fetchall())
    finally:
        raw.close()
    assert count == len(run_query(desk, query, values)[1])


@pytest.mark.parametrize(
    ("name", "given", "why"),
    [
        ("members", {"day": "2025-01-01"}, "has no parameter 'day'; it has: accord"),
        ("up-to-date", {"day": "2025-01-01"}, "it has: none"),
        ("believed-on", {"day": "1 March"}, "not of its kind, day; e.g. 2026-03-01"),
        ("membership-at", {"known_at": "now"}, "not of its kind, instant; e.g. 2026-03-01T12:00Z"),
        ("last-changes", {"rows": "all"}, "not of its kind, number; e.g. 20"),
    ],
)
def test_a_wrong_parameter_is_told(name, given, why):
    with pytest.raises(UsageError, match=why):
        parameter_values(find_query(name), given, TODAY)


def test_a_value_is_data_and_never_sql(desk):
    query = find_query("members")
    values = parameter_values(query, {"accord": "x' OR '1'='1"}, TODAY)
    assert run_query(desk, query, values)[1] == []
    assert "x'' OR ''1''=''1" in filled(query, "sqlite", values)
