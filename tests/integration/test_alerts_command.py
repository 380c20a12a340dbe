"""`accords alerts`, over a database with something in it."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import config
from adapters.senders import open_senders
from config.alerts import load_alerts
from monitor.cli.alert_checks import alerting, deliveries
from monitor.cli.alerts import alerts
from monitor.cli.checking import Verdict
from monitor.cli.context import Context
from monitor.model.clock import SetClock, SystemClock
from monitor.model.errors import AccordsError
from store.alerts import SqlAlertStore
from store.engine import open_engine
from store.migrate import upgrade
from tests.fakes.alerting import RecordingSender, append, claim, confirmed, stage, terminal

SHIPPED = Path(config.__file__).parent
ALERTS = """
[[target]]
name = "desk"
channel = "console"

[[target]]
name = "mail"
channel = "email"
enabled = false
host = "localhost"
sender = "a@accords.example"
recipients = ["x@desk.example"]

[[route]]
name = "ministry"
kind = ["revoked"]
targets = ["desk"]

[[route]]
name = "everything"
targets = ["desk", "mail"]
"""


@pytest.fixture
def context(tmp_path):
    """What the command line hands to its commands."""
    engine = open_engine(f"sqlite:///{tmp_path}/alerts.db")
    upgrade(engine)
    path = tmp_path / "alerts.toml"
    path.write_text(ALERTS)
    yield terminal(engine, load_alerts(path, {}))
    engine.dispose()


@pytest.fixture
def run(context):
    """Runs a command; its exit code and what it printed."""

    def invoke(*arguments):
        result = CliRunner().invoke(
            alerts, list(arguments), obj=context, standalone_mode=False, catch_exceptions=True
        )
        if result.exception and not isinstance(result.exception, AccordsError):
            raise result.exception
        said = str(result.exception) if result.exception else result.output
        return result.return_value, said

    return invoke


@pytest.fixture
def told(context):
    """A confirmation that the desk was told of, and a baseline that nobody was."""
    append(context.log(), confirmed(), confirmed(party="OM", news=False))
    store = SqlAlertStore(context.engine())
    stage(
        context.log(), store, {"desk": RecordingSender()}, context.configuration.alerts
    ).run_once()
    return store


def test_list_shows_each_delivery_and_why(run, told):
    code, said = run("list", "--json")

    assert code == 0
    found = json.loads(said)
    assert [(row["target"], row["state"], row["reason"]) for row in found] == [
        ("desk", "sent", None),
        ("mail", "suppressed", "target_disabled"),
    ]
    code, said = run("list", "--state", "dead")
    assert code == 3


def test_the_data_of_the_list_has_instants_and_flags_as_other_commands_have_them(run, told):
    (row, _) = json.loads(run("list", "--json")[1])

    assert row["possible_duplicate"] is False
    assert row["created_at"] == "2026-03-10T12:00:00Z"


def test_the_list_gives_each_headline_whole_and_once(run, told, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")

    assert run("list")[1] == (
        "Harbour Compact: Kazakhstan has signed  confirmed, 2026-03-10 12:00\n"
        "  delivery 1 to desk: sent\n"
        "  delivery 2 to mail x@desk.example: suppressed: "
        "its target is switched off in alerts.toml; enabled = false\n"
    )


def test_explain_says_why_somebody_was_told(run, told):
    code, said = run("explain", "KZ")

    assert code == 0
    assert "route ministry: does not take it: kind" in said
    assert "route everything: takes it for desk, mail" in said
    assert "delivery 1 to desk: sent" in said
    assert "switched off in alerts.toml" in said


def test_explain_says_why_nobody_was_told(run, told):
    assert "history and no news" in run("explain", "OM")[1]
    assert "history and no news" in run("explain", "2")[1]
    code, said = run("explain", "FR")
    assert code == 3
    assert said.startswith("no alert is on file for FR: nothing was confirmed")
    assert "accords explain FR" in said
    assert run("explain", "kazakhstan")[0] == 0
    assert "there is no event 99" in run("explain", "99")[1]


def test_a_test_goes_the_real_way_and_is_marked(run, context):
    code, said = run("test", "--route", "everything")

    assert code == 0
    assert "[TEST]" in said
    rows = json.loads(run("list", "--json")[1])
    assert [row["state"] for row in rows] == ["sent", "suppressed"]


def test_a_dry_run_sends_and_writes_nothing(run, context):
    code, said = run("test", "--route", "everything", "--dry-run")

    assert code == 0
    assert "Subject: [Accords] [TEST]" in said
    assert run("list")[0] == 3


def test_a_test_needs_no_run_before_it(tmp_path):
    folder = tmp_path / "config"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (folder / "alerts.toml").write_text(ALERTS)
    fresh = Context(folder, f"sqlite:///{tmp_path}/fresh.db")

    result = CliRunner().invoke(alerts, ["test", "--route", "everything"], obj=fresh)

    fresh.close()
    assert (result.exit_code, "delivery 1 to desk: sent" in result.output) == (0, True)


def test_an_unknown_route_is_named_with_the_known_ones(run):
    assert "known: ministry, everything" in run("test", "--route", "nowhere")[1]


def test_a_silence_needs_author_reason_and_end(run):
    assert "--by, --reason, --until" in run("silence")[1]
    assert "is past" in run("silence", "--by", "A", "--reason", "r", "--until", "2020-01-01")[1]


def test_the_kinds_of_a_silence_are_offered_without_an_empty_one(run):
    assert "--kind [confirmed|" in run("silence", "--help")[1]


def test_a_silence_keeps_the_delivery_with_the_reason_and_ends(run, context):
    run("silence", "--by", "Ada", "--reason", "known already", "--until", "2h", "--party", "KZ")
    append(context.log(), confirmed(), now=SystemClock().now())
    desk = RecordingSender()
    stage(
        context.log(),
        SqlAlertStore(context.engine()),
        {"desk": desk},
        context.configuration.alerts,
        SystemClock(),
    ).run_once()

    assert desk.sent == []
    assert "silence 1 by Ada: known already" in run("list", "--json")[1]
    assert "known already" in run("silence", "--list")[1]
    assert run("silence", "--end", "1")[0] == 0
    assert run("silence", "--list")[0] == 3


def test_retry_needs_a_dead_delivery(run, told):
    assert run("retry", "1")[0] == 3
    assert "--all" in run("retry")[1]


def test_every_target_that_is_on_has_a_sender(context):
    assert list(open_senders(context.configuration.alerts)) == ["desk"]


def _alerting_at(context, now):
    """Let alerting run by a clock that stands at ``now``."""
    store, log = SqlAlertStore(context.engine()), context.log()
    stage(log, store, {"desk": RecordingSender()}, clock=SetClock(now)).run_once()


@pytest.fixture
def missed(context):
    """Alerting ran a month ago and again just now; in between a stage was confirmed."""
    now = SystemClock().now()
    append(context.log(), claim(), now=now - timedelta(days=31))
    _alerting_at(context, now - timedelta(days=31))
    append(context.log(), confirmed(), now=now - timedelta(days=20))
    _alerting_at(context, now)


def test_what_was_missed_is_listed_with_the_reason(run, missed):
    code, said = run("list", "--untold", "missed", "--json")

    assert code == 0
    (row,) = json.loads(said)
    assert (row["headline"], row["untold_reason"]) == (
        "Missed: Harbour Compact: Kazakhstan has signed",
        "missed",
    )
    code, screen = run("list", "--untold", "missed", "--party", "KZ")
    assert (code, "2 of 2 sent" in screen, "confirmed" in screen) == (0, False, True)
    assert run("list", "--untold", "missed", "--party", "OM")[0] == 3
    assert run("list", "--untold", "stale")[0] == 3


def test_the_untold_have_no_target(run, missed):
    code, said = run("list", "--untold", "missed", "--target", "desk")
    assert (code, "leave those out" in said) == (None, True)


def test_the_doctor_speaks_of_what_was_missed_for_a_month(context, missed):
    found = alerting(context)
    assert (found.verdict, "1 alert came too late" in found.found) == (Verdict.WARN, True)
    assert "accords alerts list --untold missed" in found.remedy


def test_the_doctor_lets_alerting_be_late_for_a_while_and_warns_where_it_never_ran(context):
    now = SystemClock().now()
    assert alerting(context).verdict is Verdict.OK
    append(context.log(), claim(), now=now - timedelta(days=3))
    assert (alerting(context).verdict, alerting(context).found) == (
        Verdict.WARN,
        "it has never run; 1 event unread",
    )
    _alerting_at(context, now - timedelta(days=3))
    append(context.log(), confirmed(), now=now - timedelta(hours=1))
    assert alerting(context).verdict is Verdict.OK


def test_the_doctor_fails_where_events_wait_for_hours_and_says_until_when_they_are_news(context):
    now = SystemClock().now()
    append(context.log(), claim(), now=now - timedelta(days=3))
    _alerting_at(context, now - timedelta(days=3))
    append(context.log(), confirmed(), confirmed(party="OM"), now=now - timedelta(hours=3))

    found = alerting(context)

    assert found.verdict is Verdict.FAIL
    until = now - timedelta(hours=3) + timedelta(days=8)
    assert found.found.startswith("it stands still: 2 events unread since ")
    assert f"from {until:%Y-%m-%d %H:%M} UTC on the first of them is no news" in found.found
    assert deliveries(context).verdict is Verdict.OK
