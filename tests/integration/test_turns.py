"""A session that takes the service's advisory locks: the wait ends with clear words, and doctor is told of the session."""

from __future__ import annotations

import threading
import time

import psycopg
import pytest

from monitor.model.errors import Transient
from store import engine as engines
from store.engine import LOCK_SPACE, Turn, open_engine, write
from store.turns import held_up

BOTHERED_S = 3
"""Long enough for the doctor's look while somebody waits; the tests end when the look is done."""


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
class TestAHeldTurn:
    @pytest.fixture
    def stranger(self, database_url):
        """A session that has the log's turn, and no transaction of ours."""
        with psycopg.connect(database_url, autocommit=True, application_name="psql") as session:
            session.execute("SELECT pg_advisory_lock(%s, %s)", (LOCK_SPACE, int(Turn.LOG)))
            yield session

    @pytest.fixture
    def impatient(self, database_url, monkeypatch):
        """An engine whose waits end soon."""
        monkeypatch.setattr(engines, "BUSY_TIMEOUT_S", float(BOTHERED_S))
        engine = open_engine(database_url)
        yield engine
        engine.dispose()

    def test_the_wait_ends_and_names_the_remedy(self, stranger, impatient):
        with (
            pytest.raises(Transient, match=r"another session keeps .* accords doctor names it"),
            write(impatient, Turn.LOG),
        ):
            pass

    def test_doctor_names_the_session_while_somebody_waits(self, stranger, impatient, database_url):
        refused = threading.Event()

        def wait():
            try:
                with write(impatient, Turn.LOG):
                    pass
            except Transient:
                refused.set()

        waiting = threading.Thread(target=wait)
        waiting.start()
        looking = open_engine(database_url)
        until = time.monotonic() + BOTHERED_S
        while not (found := held_up(looking, 0)) and time.monotonic() < until:
            time.sleep(0.02)  # the lock's queue is the server's, and is seen only by looking
        looking.dispose()
        waiting.join()
        (one,) = found
        assert (one.turn, one.pid, one.program) == (Turn.LOG, stranger.info.backend_pid, "psql")
        assert refused.is_set()

    def test_a_turn_that_nobody_waits_for_is_no_trouble(self, stranger, database_url):
        looking = open_engine(database_url)
        assert held_up(looking, 0) == []
        looking.dispose()


def test_where_nobody_waits_doctor_and_health_say_nothing_of_it(any_engine):
    assert held_up(any_engine, 0) == []
