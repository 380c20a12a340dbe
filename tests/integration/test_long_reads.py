"""An analyst's long read never blocks the worker, nor the worker the read; what the read costs is known."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from monitor.ports import StreamWrite
from store import engine as engines
from store import migrate
from store.backup import backup
from store.engine import LockHeld, open_engine, read, snapshot, write
from store.log import SqlEventLog
from store.migrate import upgrade
from tests.fakes.stories import claimed, report

NOW = datetime(2025, 3, 1, tzinfo=UTC)


def append(engine, number, words="Norway signed"):
    """One event into the log."""
    log = SqlEventLog(engine)
    event = claimed(f"c{number}", report=report(f"c{number}", quote=words))
    move = StreamWrite("x-compact/NO", number - 1, (event,))
    log.append(f"k{number}", [move], actor="t", cause="t", now=NOW)


def count(connection):
    return connection.execute(text("SELECT count(*) FROM event_log")).scalar_one()


def test_a_long_read_stays_with_what_it_saw_while_others_write_and_read(any_engine):
    append(any_engine, 1)
    with snapshot(any_engine) as long_read:
        assert count(long_read) == 1
        for number in range(2, 6):
            append(any_engine, number)
            with snapshot(any_engine) as short_read:
                assert count(short_read) == number
        assert count(long_read) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestALiveFile:
    """As an analyst opens it: ``mode=ro`` and no patience at all, so that any wait would be an error."""

    @pytest.fixture
    def file(self, any_engine):
        append(any_engine, 1)
        return Path(any_engine.url.database)

    @pytest.fixture
    def analyst(self, file):
        connection = sqlite3.connect(
            f"file:{file}?mode=ro", uri=True, timeout=0, isolation_level=None
        )
        yield connection
        connection.close()

    def test_a_reader_is_not_kept_waiting_by_a_write_in_progress(self, file, analyst):
        writer = sqlite3.connect(file, timeout=0, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE schema_state SET value = value")
        assert analyst.execute("SELECT count(*) FROM event_log").fetchone() == (1,)
        writer.execute("ROLLBACK")
        writer.close()

    def test_a_writer_is_not_kept_waiting_by_a_read_in_progress(self, file, analyst):
        analyst.execute("BEGIN")
        analyst.execute("SELECT count(*) FROM event_log").fetchone()
        writer = sqlite3.connect(file, timeout=0, isolation_level=None)
        writer.execute("UPDATE schema_state SET value = value")
        writer.close()
        analyst.execute("COMMIT")

    @pytest.mark.parametrize(
        "statement", ["DELETE FROM claim_rows", "CREATE TABLE mine (x)", "DROP VIEW membership"]
    )
    def test_a_reader_cannot_write_whatever_it_sets(self, analyst, statement):
        analyst.execute("PRAGMA query_only = OFF")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            analyst.execute(statement)

    def test_an_open_read_keeps_the_write_ahead_log_growing_and_its_end_lets_it_shrink(
        self, any_engine, file, analyst
    ):
        log_file = file.with_name(f"{file.name}-wal")
        analyst.execute("BEGIN")
        analyst.execute("SELECT count(*) FROM event_log").fetchone()
        for number in range(2, 12):
            append(any_engine, number, words="long " * 2000)
        with any_engine.connect() as connection:
            raw = connection.connection.driver_connection
            raw.execute("PRAGMA busy_timeout = 0")
            busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            assert busy == 1
            held = log_file.stat().st_size
            assert held > 10 * 10_000
            analyst.execute("COMMIT")
            assert raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
            assert log_file.stat().st_size == 0

    def test_the_file_that_a_long_read_kept_growing_is_cut_by_the_writes_after_it(
        self, file, analyst, monkeypatch
    ):
        monkeypatch.setattr(engines, "CHECKPOINT_PAGES", 20)
        monkeypatch.setattr(engines, "LOG_BYTES_LIMIT", 200_000)
        engine = open_engine(f"sqlite:///{file}")
        log_file = file.with_name(f"{file.name}-wal")
        analyst.execute("BEGIN")
        analyst.execute("SELECT count(*) FROM event_log").fetchone()
        for number in range(2, 42):
            append(engine, number, words="long " * 2000)
        assert log_file.stat().st_size > 600_000
        analyst.execute("COMMIT")
        for number in range(42, 45):
            append(engine, number)
        assert log_file.stat().st_size <= 200_000
        engine.dispose()

    def test_a_copy_is_of_one_moment_and_can_be_read_without_any_lock(
        self, any_engine, file, analyst, tmp_path
    ):
        """Even while a read is open and the log has not been written back."""
        analyst.execute("BEGIN")
        analyst.execute("SELECT count(*) FROM event_log").fetchone()
        append(any_engine, 2)
        made = backup(any_engine, tmp_path / "copy.db")
        append(any_engine, 3)
        copy = sqlite3.connect(f"file:{made.path}?mode=ro&immutable=1", uri=True)
        assert copy.execute("SELECT count(*) FROM event_log").fetchone() == (2,) == (made.head,)
        copy.close()
        analyst.execute("COMMIT")


def test_an_upgrade_of_the_views_waits_for_no_reader_on_sqlite(tmp_path):
    """A read that began before goes on with the views that it saw."""
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(engine)
    reader = sqlite3.connect(f"file:{tmp_path / 'a.db'}?mode=ro", uri=True, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM membership").fetchall()
    with engine.begin() as connection:
        connection.execute(text("DROP VIEW membership"))
    assert reader.execute("SELECT * FROM membership").fetchall() == []
    reader.close()
    engine.dispose()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
class TestAnUpgradeOnPostgresql:
    """A view that is read cannot be changed there; the start of a new version must not suffer from it more than need be."""

    @pytest.fixture
    def analyst(self, database_url):
        """A session in the midst of a long read of ``membership``."""
        with psycopg.connect(database_url, application_name="notebook") as session:
            session.execute("SELECT * FROM accords_read.membership").fetchall()
            yield session

    @pytest.fixture
    def impatient(self, monkeypatch):
        monkeypatch.setattr(migrate, "PATIENCE_S", 0)

    def make_older(self, engine, view):
        """As if the version before had made ``view`` otherwise."""
        with write(engine) as connection:
            made = migrate._views_by_name(connection) | {view: "older"}
            for name, value in (("views", migrate._of_all(made)), (f"view {view}", "older")):
                change = text("UPDATE schema_state SET value = :value WHERE name = :name")
                connection.execute(change, {"name": name, "value": value})

    def test_views_that_stay_as_they_are_may_be_read_meanwhile(
        self, any_engine, analyst, impatient
    ):
        self.make_older(any_engine, "claims")
        upgrade(any_engine)
        assert migrate.check(any_engine) == []
        with read(any_engine) as connection:
            assert "older" not in migrate._views_by_name(connection).values()

    def test_who_reads_what_must_change_is_named_and_then_it_is_changed(
        self, any_engine, analyst, impatient
    ):
        self.make_older(any_engine, "membership")
        with pytest.raises(
            LockHeld, match=rf"session {analyst.info.backend_pid} of .* \(notebook\)"
        ):
            upgrade(any_engine)
        analyst.rollback()
        upgrade(any_engine)
        assert migrate.check(any_engine) == []

    def test_a_read_that_ends_in_time_is_waited_for(self, any_engine, analyst):
        self.make_older(any_engine, "membership")
        upgrading = threading.Thread(target=upgrade, args=[any_engine])
        upgrading.start()
        analyst.rollback()
        upgrading.join(migrate.PATIENCE_S)
        assert migrate.check(any_engine) == []
