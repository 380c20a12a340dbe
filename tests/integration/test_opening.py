"""Several that open one new SQLite file at once: each waits for its turn to give it a write-ahead log."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from monitor.model.errors import Transient
from store.engine import open_engine, read


@pytest.fixture
def taken(tmp_path):
    """A new file that another connection has begun to write, without a write-ahead log."""
    with closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE theirs (x)")
        yield other


def opened(tmp_path) -> list[str]:
    """The tables of the file, and how its journal is kept, through an engine of ours."""
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    try:
        with read(engine) as connection:
            tables = connection.scalars(text("SELECT name FROM sqlite_master")).all()
            return [*tables, connection.scalar(text("PRAGMA journal_mode"))]
    finally:
        engine.dispose()


def test_who_finds_a_new_file_taken_waits_for_it(taken, tmp_path, monkeypatch):
    """SQLite itself does not wait before it switches the journal, whatever its time-out."""
    waits = []

    def pause(seconds):
        waits.append(seconds)
        if len(waits) == 3:
            taken.execute("COMMIT")

    monkeypatch.setattr("store.engine.time.sleep", pause)
    assert opened(tmp_path) == ["theirs", "wal"]
    assert len(waits) == 3


def test_who_finds_it_taken_for_too_long_may_try_again(taken, tmp_path, monkeypatch):
    monkeypatch.setattr("store.engine.BUSY_TIMEOUT_S", 0)
    with pytest.raises(Transient, match="locked by another writer"):
        opened(tmp_path)


def test_a_file_that_has_its_log_is_not_switched_again(tmp_path):
    """So it is opened while another writes."""
    assert opened(tmp_path) == ["wal"]
    with closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert opened(tmp_path) == ["wal"]
