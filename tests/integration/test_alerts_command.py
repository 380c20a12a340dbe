"""`accords alerts`, over a database with something in it."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from adapters.senders import open_senders
from config.alerts import load_alerts
from monitor.cli.alerts import alerts
from monitor.model.clock import SystemClock
from monitor.model.errors import AccordsError
from store.alerts import SqlAlertStore
from store.engine import open_engine
from store.log import SqlEventLog
from store.migrate import upgrade
from tests.fakes.alerting import NAMES, RecordingSender, append, confirmed, stage

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
    yield SimpleNamespace(
        configuration=SimpleNamespace(alerts=load_alerts(path, {})),
        accords=tuple(NAMES.accords.values()),
        parties=NAMES.parties,
        engine=lambda: engine,
        log=lambda: SqlEventLog(engine),
    )
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


def test_an_unknown_route_is_named_with_the_known_ones(run):
    assert "known: ministry, everything" in run("test", "--route", "nowhere")[1]


def test_a_silence_needs_author_reason_and_end(run):
    assert "--by, --reason, --until" in run("silence")[1]
    assert "is past" in run("silence", "--by", "A", "--reason", "r", "--until", "2020-01-01")[1]


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
