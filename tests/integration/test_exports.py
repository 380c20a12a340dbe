"""Every view and the log as files: the same from both databases, whole, typed, and never all in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from sqlalchemy import text

from monitor.cli import accords
from monitor.cli.exporting import export
from monitor.model.errors import UsageError
from store.engine import open_engine, snapshot, write
from store.export import FORMATS, Options, _batches, export_view, find_view
from store.log import SqlEventLog
from store.migrate import upgrade
from store.tables.log import events
from store.views import VIEWS

ROOT = Path(__file__).resolve().parents[2]


def run(url, *words):
    return CliRunner().invoke(
        accords, ["--database", url, "export", *map(str, words)], standalone_mode=False
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_both_databases_give_the_same_file_of_every_view(
    sqlite_desk, postgres_desk, tmp_path, kind
):
    """But for the hour of a projection's last turn, which is the clock's."""
    for name, url in (("lite", sqlite_desk), ("pg", postgres_desk)):
        assert run(url, "all", "--format", kind, "-o", tmp_path / name).return_value == 0
    for view in VIEWS:
        if view.name != "projection_health":
            one, other = (tmp_path / name / f"{view.name}.{kind}" for name in ("lite", "pg"))
            assert one.read_bytes() == other.read_bytes(), view.name
    assert len(list((tmp_path / "lite").iterdir())) == len(VIEWS)


@pytest.mark.parametrize("name", ["claims.xlsx", "claims.json", "claims.tsv"])
def test_an_ending_that_no_format_has_is_refused_and_nothing_is_written(
    sqlite_desk, tmp_path, name
):
    error = run(sqlite_desk, "claims", "-o", tmp_path / name).exception
    assert isinstance(error, UsageError)
    assert "use .csv, .jsonl, .parquet" in str(error)
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_is_named_goes_before_the_ending(sqlite_desk, tmp_path):
    assert run(sqlite_desk, "claims", "-o", tmp_path / "c.txt", "--format", "csv").return_value == 0


def test_parquet_has_dates_flags_instants_and_lists(desk_url, tmp_path):
    file = tmp_path / "claims.parquet"
    assert run(desk_url, "claims", "-o", file).return_value == 0
    table = pq.read_table(file)
    assert table.schema.field("published").type.tz == "UTC"
    first = table.slice(0, 1).to_pylist()[0]
    assert (first["new"], first["why"], first["origins"]) == (True, ["verb"], [])
    run(desk_url, "membership_history", "-o", tmp_path / "history.parquet")
    days = pq.read_table(tmp_path / "history.parquet").column("valid_from").to_pylist()
    assert date(2020, 9, 15) in days


def test_rows_come_in_batches_and_none_is_awaited_before_the_first_is_written(desk):
    with snapshot(desk) as connection:
        batches = _batches(connection, find_view("event_log"))
        assert [row["position"] for row in next(batches)] == list(range(1, 27))
        assert list(batches) == []


def test_what_is_written_while_it_runs_is_left_out(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(engine)
    view = find_view("alert_silences")
    with snapshot(engine) as connection:
        connection.execute(text("SELECT count(*) FROM alert_silences")).all()
        with write(engine) as other:
            other.execute(
                text(
                    "INSERT INTO alert_silence VALUES (1, 'Ada', 'leave', '', '', '', '', "
                    "'2025-01-01T00:00:00.000000Z', '2025-02-01T00:00:00.000000Z', '2025-01-01T00:00:00.000000Z')"
                )
            )
        with (tmp_path / "a.csv").open("wb") as out:
            assert export_view(connection, view, out, Options()) == 0
    engine.dispose()


class TestTheCommand:
    def test_a_file_is_whole_or_not_there(self, sqlite_desk, tmp_path, monkeypatch):
        def broken(*_args, **_options):
            raise KeyboardInterrupt

        monkeypatch.setattr("monitor.cli.exporting.export_view", broken)
        file = tmp_path / "claims.csv"
        file.write_text("of yesterday")
        run(sqlite_desk, "claims", "-o", file)
        assert file.read_text() == "of yesterday"
        assert [found.name for found in tmp_path.iterdir()] == ["claims.csv"]

    def test_formulas_are_disarmed_unless_exact_is_asked_for(self, tmp_path):
        url = f"sqlite:///{tmp_path / 'accords.db'}"
        engine = open_engine(url)
        upgrade(engine)
        with write(engine) as connection:
            connection.execute(
                text(
                    "INSERT INTO alert_silence VALUES (1, '=HYPERLINK(\"x\")', 'leave', '', '', '', '', "
                    "'2025-01-01T00:00:00.000000Z', '2025-02-01T00:00:00.000000Z', '2025-01-01T00:00:00.000000Z')"
                )
            )
        engine.dispose()
        assert "'=HYPERLINK" in run(url, "alert_silences").stdout
        assert "'=HYPERLINK" not in run(url, "alert_silences", "--exact").stdout
        assert "'=HYPERLINK" not in run(url, "alert_silences", "--format", "jsonl").stdout

    def test_an_empty_view_is_a_header_and_nothing_matched(self, tmp_path):
        url = f"sqlite:///{tmp_path / 'accords.db'}"
        engine = open_engine(url)
        upgrade(engine)
        engine.dispose()
        result = run(url, "denials")
        assert result.return_value == 3
        assert result.stdout.startswith("position,stage,denial_id")

    @pytest.mark.parametrize(
        "words",
        [
            ["memberships"],
            ["events", "--format", "csv"],
            ["claims", "--format", "cloudevents"],
            ["all"],
            ["claims", "-o", "/dev/null/x.csv"],
        ],
    )
    def test_what_cannot_be_done_is_a_usage_error(self, sqlite_desk, words):
        assert isinstance(run(sqlite_desk, *words).exception, UsageError)

    def test_parquet_can_go_into_a_pipe(self, sqlite_desk, tmp_path):
        """A real process and a real pipe, which knows no seeking."""
        command = [
            sys.executable,
            "-c",
            "from monitor.cli import main; main()",
            "--database",
            sqlite_desk,
        ]
        done = subprocess.run(
            [*command, "export", "claims", "--format", "parquet"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            check=True,
        )
        file = tmp_path / "piped.parquet"
        file.write_bytes(done.stdout)
        assert pq.read_table(file).num_rows == 9

    def test_its_help_names_the_formats(self):
        shown = CliRunner().invoke(export, ["--help"]).stdout
        assert "csv|jsonl|parquet|cloudevents" in shown


class TestCloudEvents:
    @pytest.fixture
    def told(self, desk_url):
        """The events as the standard's own SDK reads them; it refuses what is not of the standard."""
        lines = run(desk_url, "events", "--source", "https://desk.example/log").stdout.splitlines()
        return [JSONFormat().read(CloudEvent, line) for line in lines]

    def test_each_event_is_of_the_standard_and_in_order(self, told, desk):
        assert len(told) == SqlEventLog(desk).head() == 26
        first = told[0]
        assert first.get_type() == "accords.StageConfirmed"
        assert first.get_source() == "https://desk.example/log"
        assert first.get_subject() == "x-compact/NO"
        assert first.get_time().isoformat() == "2025-01-05T12:00:00+00:00"
        assert first.get_dataschema() == "urn:accords:event:StageConfirmed:1"
        assert first.get_data()["stage"] == "acceded"
        sequence = [event.get_extension("sequence") for event in told]
        assert sequence == sorted(sequence)
        assert len({event.get_id() for event in told}) == 26

    def test_the_hashes_are_those_of_the_chain(self, told):
        hashes = [event.get_extension("hash") for event in told]
        before = [event.get_extension("prevhash") for event in told]
        assert before == ["00" * 32, *hashes[:-1]]

    def test_it_can_go_on_behind_a_position(self, desk_url):
        lines = run(desk_url, "events", "--after", "24").stdout.splitlines()
        assert [int(json.loads(line)["sequence"]) for line in lines] == [25, 26]
        assert run(desk_url, "events", "--after", "26").return_value == 3

    def test_an_event_of_newer_code_is_told_as_it_stands(self, tmp_path):
        url = f"sqlite:///{tmp_path / 'accords.db'}"
        engine = open_engine(url)
        upgrade(engine)
        row = {column.name: "" for column in events.columns}
        row |= {"position": 1, "version": 1, "schema_version": 9, "type": "StageConfirmed"}
        row |= {"data": '{"new":"form"}', "metadata": '{"actor":"a","cause":"c"}'}
        row |= {"hash": b"\1" * 32, "prev_hash": bytes(32), "valid_from": None}
        row["recorded_at"] = datetime(2030, 1, 1, tzinfo=UTC)
        with write(engine) as connection:
            connection.execute(events.insert(), row)
        engine.dispose()
        told = json.loads(run(url, "events").stdout)
        assert (told["dataschema"], told["data"]) == (
            "urn:accords:event:StageConfirmed:9",
            {"new": "form"},
        )
