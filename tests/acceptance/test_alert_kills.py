"""Workers killed in mid-send, counted at a real mail server: nothing lost, doubles only where marked."""

from __future__ import annotations

import email
import subprocess
import sys
from collections import defaultdict
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller

from monitor.alerting.tell import NEWS_DAYS
from store.alert_reports import rows
from store.engine import open_engine
from store.log import SqlEventLog
from store.migrate import upgrade
from tests.fakes.alert_nursery import bring_about
from tests.fakes.alerting import NOW

SEED = 20261121


class Desk:
    """Keeps each mail's Message-ID and whether it was marked, in the order of arrival."""

    def __init__(self) -> None:
        self.arrived = defaultdict(list)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        mail = email.message_from_bytes(envelope.content)
        self.arrived[mail["Message-ID"]].append(mail["X-Accords-Possible-Duplicate"] == "yes")
        return "250 OK"


class Server(Controller):
    def _trigger_server(self):
        # Port 0 asked for any free one; from here on the one that was given counts.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def port(desk):
    server = Server(desk, hostname="127.0.0.1", port=0)
    server.start()
    yield server.port
    server.stop()


def kill_workers(database, port, alerts, kills, life_s):
    arguments = [database, port, alerts, kills, life_s, SEED]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fakes.alert_nursery", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=1500,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def check_all_told(engine, desk, alerts):
    """Each alert on file was sent and arrived, and what arrived again was marked; how many were doubled."""
    assert rows(engine, "alert_suppressions") == []
    deliveries = rows(engine, "alert_deliveries", limit=10 * alerts)
    assert len(deliveries) == alerts
    assert {row["state"] for row in deliveries} == {"sent"}
    assert set(desk.arrived) == {row["message_id"] for row in deliveries}
    unmarked = {name: marks for name, marks in desk.arrived.items() if not all(marks[1:])}
    assert unmarked == {}
    return sum(len(marks) - 1 for marks in desk.arrived.values())


@pytest.fixture
def database(tmp_path):
    return f"sqlite:///{tmp_path}/kills.db"


@pytest.fixture
def engine(database):
    engine = open_engine(database)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("alerts", "kills"),
    [(40, 12), pytest.param(1500, 500, marks=pytest.mark.slow)],
    ids=["a few", "500 kills"],
)
def test_killed_workers_lose_no_alert_and_double_none_unmarked(  # noqa: PLR0917 - fixtures
    database, engine, desk, port, alerts, kills
):
    kill_workers(database, port, alerts, kills, life_s=0.25)

    doubles = check_all_told(engine, desk, alerts)
    attempts = rows(engine, "alert_attempts", {"outcome": "lease_expired"}, limit=100 * alerts)
    sys.stdout.write(
        f"{kills} kills, {alerts} alerts: {len(attempts)} in mid-send, {doubles} doubled\n"
    )


def test_workers_that_are_killed_before_they_get_anywhere_leave_news_that_is_told(
    database, engine, desk, port
):
    """As on a machine so busy that no worker lives long enough: the number of kills makes nothing stale."""
    almost_stale = NOW - timedelta(days=NEWS_DAYS) + timedelta(minutes=30)
    bring_about(SqlEventLog(engine), 1, almost_stale)

    kill_workers(database, port, alerts=1, kills=5, life_s=0)

    check_all_told(engine, desk, 1)
