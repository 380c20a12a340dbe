"""A marked secret is sent down every path; it shows in no log line, no error, no row and no screen."""

from __future__ import annotations

import logging

import httpx
import pytest
import respx
import structlog
from click.testing import CliRunner
from sqlalchemy import text

from adapters.senders import open_senders
from config.alerts import load_alerts
from config.logging import configure_logging
from config.settings import LogSettings
from monitor.cli.alerts import alerts
from store.alerts import SqlAlertStore
from store.engine import open_engine, read
from store.migrate import upgrade
from tests.fakes.alerting import append, confirmed, stage, terminal

MARK = "MARKEDSECRET"

ALERTS = """
[[target]]
name = "slack"
channel = "slack"
webhook_env = "TEST_WEBHOOK"

[[target]]
name = "bot"
channel = "slack"
token_env = "TEST_TOKEN"
slack_channel = "C1"

[[target]]
name = "hook"
channel = "webhook"
url_env = "TEST_HOOK"
signing_key_env = "TEST_KEY"

[[target]]
name = "mail"
channel = "email"
host = "127.0.0.1"
port = 1
sender = "a@accords.example"
recipients = ["x@desk.example"]
username_env = "TEST_USER"
password_env = "TEST_PASSWORD"

[[route]]
name = "everything"
targets = ["slack", "bot", "hook", "mail"]
"""

ENVIRONMENT = {
    "TEST_WEBHOOK": f"https://hooks.slack.example/services/T/B/{MARK}",
    "TEST_TOKEN": f"xoxb-{MARK}",
    "TEST_HOOK": f"https://hooks.example/in/{MARK}?key={MARK}",
    "TEST_KEY": f"key-{MARK}",
    "TEST_USER": f"user-{MARK}",
    "TEST_PASSWORD": f"password-{MARK}",
}


@pytest.fixture
def context(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/secrets.db")
    upgrade(engine)
    path = tmp_path / "alerts.toml"
    path.write_text(ALERTS)
    yield terminal(engine, load_alerts(path, ENVIRONMENT))
    engine.dispose()


@pytest.fixture
def log_loudly(caplog):
    """Logs as in production, but with every line of the HTTP libraries; undone at the end.

    The test calls it: the log goes to what is standard error at that moment.
    """
    root, names = logging.getLogger(), ("httpx", "httpcore")
    before = root.handlers[:], root.level, [logging.getLogger(name).level for name in names]

    def start():
        configure_logging(LogSettings(format="json", level="debug"))
        for name in names:
            logging.getLogger(name).setLevel(logging.DEBUG)
        root.addHandler(caplog.handler)

    yield start
    root.handlers[:], root.level = before[0], before[1]
    for name, level in zip(names, before[2], strict=True):
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()


def all_rows(engine):
    with read(engine) as connection:
        names = connection.scalars(
            text("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        ).all()
        return [
            str(row) for name in names for row in connection.execute(text(f"SELECT * FROM {name}"))
        ]


@respx.mock
@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="ok"),
        httpx.Response(404, text=f"no such hook: {MARK[:6]}"),
        httpx.Response(500),
        httpx.Response(302, headers={"Location": "https://elsewhere.example/"}),
        httpx.ReadTimeout("slow"),
        httpx.ConnectError("refused"),
    ],
    ids=["taken", "refused", "broken", "moved", "slow", "away"],
)
def test_a_secret_shows_nowhere(context, log_loudly, capfd, caplog, answer):
    log_loudly()
    respx.route().mock(side_effect=answer if isinstance(answer, Exception) else [answer] * 9)
    config = context.configuration.alerts
    append(context.log(), confirmed())

    stage(context.log(), SqlAlertStore(context.engine()), open_senders(config), config).run_once()
    results = [
        CliRunner().invoke(alerts, command, obj=context, standalone_mode=False)
        for command in (
            ["list"],
            ["list", "--json"],
            ["explain"],
            ["test", "--route", "everything"],
        )
    ]

    assert [result.exception for result in results] == [None] * len(results)
    screens = [result.output for result in results]
    written = capfd.readouterr()
    shown = [*screens, *all_rows(context.engine()), caplog.text, written.out, written.err]
    assert "alert_" in written.err
    assert [text for text in (*shown, repr(config)) if MARK in text] == []
