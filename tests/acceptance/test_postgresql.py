"""The service as processes on PostgreSQL: all commands, and several workers on one database."""

from __future__ import annotations

import signal
import time

import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests.acceptance.test_kill import WIRES, check_promises, finish, publish_round
from tests.fakes.feedserver import FeedServer
from tests.fakes.hook import HookServer
from tests.fakes.newsroom import Newsroom


@pytest.fixture
def newsroom(tmp_path, postgres_url):
    """A service on an empty PostgreSQL database, with feeds and a desk on loopback."""
    with FeedServer() as server, HookServer() as hook:
        room = Newsroom(tmp_path, server, hook, postgres_url)
        for wire in WIRES:
            room.source(wire, "wire")
        yield room


def wait_until(happened, within_s=60.0):
    """Real processes take real time; the wait is bounded and its length is not asserted."""
    until = time.monotonic() + within_s
    while not happened():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


def test_one_pass_confirms_shows_and_tells(newsroom):
    newsroom.run("once")
    publish_round(newsroom, 0)
    time.sleep(1.0)  # the feeds' interval: they are due again
    finish(newsroom, 1)
    check_promises(newsroom, 1)
    (place,) = [row for row in newsroom.json("status") if row["party"] == "KZ"]
    assert place["stage"] == "announced"
    assert newsroom.json("history", "KZ")[-1]["event"] == "StageConfirmed"
    assert newsroom.json("verify")["intact"]
    assert newsroom.json("rebuild")["differences"] == []
    assert newsroom.json("db", "check") == {"ok": True, "differences": []}
    assert "KZ" in newsroom.run("export", "membership")
    newsroom.run("health")


@pytest.mark.slow
def test_two_workers_on_one_database_double_nothing(newsroom):
    newsroom.run("once")
    workers = [newsroom.start("run") for _ in range(2)]
    try:
        for number in range(3):
            publish_round(newsroom, number)
            sent = number + 1
            wait_until(lambda sent=sent: confirmed(newsroom) == sent)
    finally:
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        codes = [worker.wait(30) for worker in workers]
    assert codes == [0, 0]
    finish(newsroom, 3)
    check_promises(newsroom, 3)
    (deliveries,) = newsroom.rows(
        "SELECT count(*) FROM alert_delivery d JOIN alert a ON a.id = d.alert_id"
        " WHERE d.target = 'desk' AND a.kind = 'confirmed' AND d.state = 'sent' AND d.attempts > 1"
    )
    assert deliveries == (0,)


def confirmed(newsroom):
    ((count,),) = newsroom.rows(
        "SELECT count(*) FROM events WHERE type = 'StageConfirmed'"
        " AND data ->> 'reason' <> 'baseline'"
    )
    return count


@pytest.mark.slow
def test_a_killed_worker_beside_a_living_one_loses_and_doubles_nothing(newsroom):
    newsroom.run("once")
    steady = newsroom.start("run")
    try:
        for number in range(3):
            publish_round(newsroom, number)
            doomed = newsroom.start("run")
            time.sleep(1.5)  # real time: the kill is to meet it at work
            doomed.kill()
            doomed.wait()
        wait_until(lambda: confirmed(newsroom) == 3)
    finally:
        steady.send_signal(signal.SIGTERM)
        steady.wait(30)
    finish(newsroom, 3)
    check_promises(newsroom, 3)


class TestRoles:
    """As operations.md says: the owner makes the schema, the worker adds to the log, the analyst reads."""

    APP, READER = "accords_test_worker", "accords_test_analyst"

    @pytest.fixture
    def roles(self, newsroom):
        """The two roles, made by the SQL that the commands print, before anything is in the database."""
        owner = newsroom.url
        newsroom.run("db", "upgrade")
        with psycopg.connect(owner, autocommit=True) as admin:
            try:
                admin.execute(newsroom.run("db", "application", self.APP))
                admin.execute(newsroom.run("db", "reader", self.READER))
                yield lambda role: make_url(owner).set(username=role).render_as_string(False)
            finally:
                for role in (self.APP, self.READER):
                    admin.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")

    @pytest.mark.slow
    def test_the_worker_works_and_the_analyst_reads_each_under_a_role_of_their_own(
        self, newsroom, roles
    ):
        owner = newsroom.url
        newsroom.url = roles(self.APP)
        newsroom.run("once")
        publish_round(newsroom, 0)
        time.sleep(1.0)  # the feeds' interval: they are due again
        finish(newsroom, 1)
        check_promises(newsroom, 1)
        newsroom.run("health")
        newsroom.run("rebuild")
        for change in ("UPDATE events SET stream = 'x'", "DELETE FROM events", "TRUNCATE events"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                newsroom.rows(change)
        newsroom.url = roles(self.READER)
        (place,) = [row for row in newsroom.json("status") if row["party"] == "KZ"]
        assert place["stage"] == "announced"
        assert "KZ" in newsroom.run("queries", "believed-on", "--param", "day=2999-01-01", "--csv")
        assert newsroom.rows("SELECT party FROM accords_read.membership WHERE party = 'KZ'")
        newsroom.url = owner
        assert newsroom.json("verify")["intact"]
