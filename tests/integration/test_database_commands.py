"""`status`, `history`, `export`, `verify`, `rebuild` and `db`, as a user types them."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

import config
from monitor.cli import accords
from monitor.cli.context import Context
from monitor.cli.queries import queries
from monitor.model.clock import SetClock
from monitor.model.errors import UsageError
from monitor.model.events import ConfirmReason, party_stream
from monitor.model.stage import Stage
from monitor.ports import StreamWrite
from monitor.project.fold import setting_of
from monitor.stages.project import ProjectStage
from store.engine import write
from store.projections import SqlProjections
from tests.fakes.stories import NOON, claimed, confirmed, witness

ABRAHAM = "abraham-accords"
SHIPPED = Path(config.__file__).parent


@pytest.fixture
def url(tmp_path):
    """A database in which the UAE is a member by baseline and Kazakhstan signed on 1 March 2025."""
    url = f"sqlite:///{tmp_path / 'accords.db'}"
    context = Context(config_dir=SHIPPED, database_url=url)
    context.engine(create=True)
    log = context.log()
    told = [
        confirmed(
            Stage.ACCEDED,
            "2020-09-15",
            party="AE",
            accord=ABRAHAM,
            reason=ConfirmReason.BASELINE,
            source="https://d.example/list",
        ),
        claimed("c1", party="KZ", accord=ABRAHAM),
        confirmed(
            party="KZ",
            accord=ABRAHAM,
            date=None,
            witnesses=(witness("c1"),),
            carriers=("c1",),
        ),
    ]
    for number, event in enumerate(told):
        stream = party_stream(ABRAHAM, event.party)
        log.append(
            f"k{number}",
            [StreamWrite(stream, len(log.read_stream(stream)), (event,))],
            actor="decide",
            cause="test",
            now=NOON + timedelta(hours=number),
        )
    setting = setting_of(context.accords, context.parties)
    ProjectStage(log, SqlProjections(context.engine()), setting, SetClock(NOON)).wait_until(3)
    yield url
    context.engine().dispose()


def accord_command(url, *words):
    """The result of one command line."""
    return CliRunner().invoke(
        accords,
        ["--config", str(SHIPPED), "--database", url, *words],
        standalone_mode=False,
    )


def data(url, *words):
    return json.loads(accord_command(url, *words, "--json").stdout)


class TestStatus:
    def test_it_shows_confirmed_stages_as_promised(self, url):
        assert data(url, "status") == [
            {
                "accord": ABRAHAM,
                "party": "AE",
                "name": "United Arab Emirates",
                "stage": "acceded",
                "is_member": True,
                "since": "2020-09-15",
                "confirmed_at": "2025-03-01T12:00:00Z",
                "position": 1,
            },
            {
                "accord": ABRAHAM,
                "party": "KZ",
                "name": "Kazakhstan",
                "stage": "signed",
                "is_member": True,
                "confirmed_at": "2025-03-01T14:00:00Z",
                "position": 3,
            },
        ]

    @pytest.mark.parametrize(
        ("words", "parties"),
        [
            (["--as-of", "2024-01-01"], ["AE"]),
            (["--as-of", "2019-01-01"], []),
            (["--known-at", "2025-03-01T13:00:00Z"], ["AE"]),
            (["--known-at", "2025-03-01"], []),
            (["--known-at", "2025-03-02", "--as-of", "2025-03-01T23:00:00Z"], ["AE", "KZ"]),
            (["--accord", ABRAHAM], ["AE", "KZ"]),
        ],
    )
    def test_it_answers_for_any_day_and_any_instant_of_knowledge(self, url, words, parties):
        assert [place["party"] for place in data(url, "status", *words)] == parties

    def test_the_table_says_what_the_json_says(self, url):
        shown = accord_command(url, "status").stdout
        assert "Kazakhstan (KZ)" in shown
        assert "signed" in shown

    def test_nothing_is_told_by_the_exit_code(self, url):
        assert accord_command(url, "status", "--as-of", "2019-01-01").return_value == 3
        assert accord_command(url, "status").return_value == 0

    @pytest.mark.parametrize("words", [["--as-of", "yesterday"], ["--accord", "x-none"]])
    def test_what_cannot_be_understood_is_a_usage_error(self, url, words):
        assert isinstance(accord_command(url, "status", *words).exception, UsageError)


class TestHistory:
    @pytest.mark.parametrize("word", ["KZ", "kz", "Kazakhstan", "kazakhstan"])
    def test_a_party_is_named_by_code_or_name(self, url, word):
        (step,) = data(url, "history", word)
        assert (step["event"], step["stage"]) == ("StageConfirmed", "signed")
        (support,) = step["evidence"]
        assert (support["role"], support["quote"]) == ("carrier", "Norway signed the compact")

    def test_it_reads_as_a_story(self, url):
        shown = accord_command(url, "history", "AE").stdout
        assert "United Arab Emirates has joined: Abraham Accords (on 2020-09-15)" in shown
        assert "https://d.example/list" in shown

    def test_a_party_without_a_history_is_nothing_matched(self, url):
        assert accord_command(url, "history", "NO").return_value == 3

    def test_an_unknown_party_is_a_usage_error(self, url):
        assert isinstance(accord_command(url, "history", "Atlantis").exception, UsageError)


class TestExport:
    def test_csv_has_a_header_and_a_line_a_row(self, url):
        shown = accord_command(url, "export", "membership").stdout
        rows = list(csv.DictReader(io.StringIO(shown)))
        assert [(row["party"], row["stage"], row["is_member"]) for row in rows] == [
            ("AE", "acceded", "1"),
            ("KZ", "signed", "1"),
        ]

    def test_jsonl_is_an_object_a_line(self, url, tmp_path):
        target = tmp_path / "claims.jsonl"
        accord_command(url, "export", "claims", "--format", "jsonl", "-o", str(target))
        (row,) = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        assert (row["claim_id"], row["status"]) == ("c1", "live")

    def test_an_unknown_view_is_a_usage_error_that_names_the_views(self, url):
        error = accord_command(url, "export", "memberships").exception
        assert isinstance(error, UsageError)
        assert "membership_history" in str(error)


class TestVerifyAndRebuild:
    def test_an_intact_database_says_so(self, url):
        result = accord_command(url, "verify")
        assert result.return_value == 0
        assert result.stdout.startswith("intact: 3 events")

    def test_a_changed_event_is_named(self, url):
        engine = Context(config_dir=SHIPPED, database_url=url).engine(create=True)
        with write(engine) as connection:
            connection.execute(text("DROP TRIGGER events_no_update"))
            connection.execute(text("UPDATE events SET version = 7 WHERE position = 2"))
        engine.dispose()
        result = accord_command(url, "verify")
        assert result.return_value == 1
        assert result.stdout.startswith("BAD at position 2")
        assert data(url, "verify")["position"] == 2

    def test_rows_that_another_configuration_made_leave_the_log_intact(self, url):
        engine = Context(config_dir=SHIPPED, database_url=url).engine(create=True)
        with write(engine) as connection:
            connection.execute(text("UPDATE projections SET made_by = 'another'"))
            connection.execute(text("UPDATE claim_rows SET party_name = 'Another'"))
        engine.dispose()
        result = accord_command(url, "verify")
        assert result.return_value == 4
        assert "projections not compared: their rows were made by rules" in result.stdout
        assert data(url, "verify")["projected"] is None

    def test_a_rebuild_reports_that_the_rows_are_the_same(self, url):
        found = data(url, "rebuild")
        assert (found["generation"], found["position"], found["differences"]) == (2, 3, [])
        assert "the same rows as generation 2" in accord_command(url, "rebuild", "parties").stdout

    def test_an_unknown_projection_is_a_usage_error(self, url):
        assert isinstance(accord_command(url, "rebuild", "none").exception, UsageError)


class TestDb:
    def test_a_backup_restores(self, url, tmp_path):
        copy = tmp_path / "copy.db"
        assert data(url, "db", "backup", str(copy))["head"] == 3
        fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
        assert data(fresh, "db", "restore", str(copy))["head"] == 3
        assert len(data(fresh, "status")) == 2

    def test_the_schema_is_as_expected(self, url):
        assert data(url, "db", "check") == {"ok": True, "differences": []}
        assert accord_command(url, "db", "upgrade").return_value is None


class TestQueries:
    def test_they_are_listed_with_their_questions(self, url):
        listed = {
            found["name"]: found for found in json.loads(queries_command(url, "--json").stdout)
        }
        assert listed["open-reviews"]["question"] == "What waits for a person?"
        assert [found["name"] for found in listed["membership-at"]["parameters"]] == [
            "as_of",
            "known_at",
        ]
        assert "open-reviews" in queries_command(url).stdout

    def test_one_is_run_by_its_name(self, url):
        rows = json.loads(queries_command(url, "members", "--json").stdout)
        assert [row["party"] for row in rows] == ["AE", "KZ"]
        assert "AE" in queries_command(url, "members").stdout

    def test_parameters_have_defaults_and_can_be_set(self, url):
        now = json.loads(queries_command(url, "membership-at", "--json").stdout)
        assert [row["party"] for row in now] == ["AE", "KZ"]
        then = queries_command(url, "membership-at", "--param", "as_of=2024-01-01", "--json").stdout
        assert [row["party"] for row in json.loads(then)] == ["AE"]

    def test_its_sql_can_be_printed(self, url):
        assert queries_command(url, "members", "--sql").stdout.startswith("SELECT accord, party")

    def test_its_rows_can_be_had_as_csv(self, url):
        rows = list(csv.DictReader(io.StringIO(queries_command(url, "members", "--csv").stdout)))
        assert [row["party"] for row in rows] == ["AE", "KZ"]

    @pytest.mark.parametrize("width", ["80", "120"])
    def test_a_screen_is_never_wider_than_the_terminal(self, url, monkeypatch, width):
        monkeypatch.setenv("COLUMNS", width)
        for name in ("members", "membership-at", "lead-time", "why", "last-changes"):
            shown = queries_command(url, name).stdout.splitlines()
            assert max(len(line) for line in shown) <= int(width), name
            assert any("KZ" in line for line in shown), name

    def test_nothing_is_told_by_the_exit_code(self, url):
        assert queries_command(url, "open-reviews").return_value == 3

    @pytest.mark.parametrize(
        "words",
        [
            ["none"],
            ["members", "--param", "as_of=2024-01-01"],
            ["membership-at", "--param", "as_of"],
            ["members", "--json", "--csv"],
        ],
    )
    def test_what_cannot_be_understood_is_a_usage_error(self, url, words):
        assert isinstance(queries_command(url, *words).exception, UsageError)


def queries_command(url, *words):
    context = Context(config_dir=SHIPPED, database_url=url)
    return CliRunner().invoke(queries, words, obj=context, standalone_mode=False)
