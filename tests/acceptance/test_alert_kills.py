"""Workers killed in mid-send, counted at a real mail server: nothing lost, doubles only where marked."""

from __future__ import annotations

import email
import subprocess
import sys
from collections import defaultdict

import pytest
from aiosmtpd.controller import Controller

from store.alert_reports import rows
from store.engine import open_engine
from store.migrate import upgrade

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


def kill_workers(database, port, alerts, kills):
    arguments = [database, port, alerts, kills, SEED]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fakes.alert_nursery", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=1500,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return int(done.stdout.split()[-1])


@pytest.mark.parametrize(
    ("alerts", "kills"),
    [(40, 12), pytest.param(1500, 500, marks=pytest.mark.slow)],
    ids=["a few", "500 kills"],
)
def test_killed_workers_lose_no_alert_and_double_none_unmarked(tmp_path, desk, port, alerts, kills):
    database = f"sqlite:///{tmp_path}/kills.db"
    engine = open_engine(database)
    upgrade(engine)

    assert kill_workers(database, port, alerts, kills) == kills

    deliveries = rows(engine, "alert_deliveries", limit=10 * alerts)
    attempts = rows(engine, "alert_attempts", limit=100 * alerts)
    engine.dispose()
    assert len(deliveries) == alerts
    assert {row["state"] for row in deliveries} == {"sent"}
    assert set(desk.arrived) == {row["message_id"] for row in deliveries}
    unmarked = {name: marks for name, marks in desk.arrived.items() if not all(marks[1:])}
    assert unmarked == {}
    lost = sum(row["outcome"] == "lease_expired" for row in attempts)
    doubles = sum(len(marks) - 1 for marks in desk.arrived.values())
    sys.stdout.write(f"{kills} kills, {alerts} alerts: {lost} in mid-send, {doubles} doubled\n")
