"""A copy is consistent, verified and whole; a restore gives back what was copied, and nothing by accident."""

from __future__ import annotations

import sqlite3

import pytest

from monitor.model.errors import AccordsError, Corrupt, UsageError
from monitor.model.events import party_stream
from monitor.ports import StreamWrite
from store.backup import backup, restore
from store.engine import open_engine, write
from store.log import SqlEventLog
from store.migrate import upgrade
from tests.fakes.stories import NOON, claimed


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'live.db'}")
    upgrade(engine)
    append(engine, "k0", 0)
    yield engine
    engine.dispose()


def append(engine, key, version):
    stream = party_stream("x-compact", "NO")
    SqlEventLog(engine).append(
        key, [StreamWrite(stream, version, (claimed(key),))], actor="a", cause="c", now=NOON
    )


def test_a_copy_made_while_others_write_holds_what_was_committed(engine, tmp_path):
    """A writer in the midst of its transaction neither hinders the copy nor shows in it."""
    other = open_engine(str(engine.url))
    with write(other) as connection:
        connection.exec_driver_sql("CREATE TABLE half_done (x INTEGER)")
        made = backup(engine, tmp_path / "copy" / "one.db")
    other.dispose()
    assert (made.head, made.path.name) == (1, "one.db")
    assert made.size_bytes == made.path.stat().st_size
    copied = sqlite3.connect(made.path)
    tables = {name for (name,) in copied.execute("SELECT name FROM sqlite_master")}
    copied.close()
    assert "half_done" not in tables
    assert [path.name for path in made.path.parent.iterdir()] == ["one.db"]


def test_a_restore_gives_back_the_copied_state_and_the_log_goes_on(engine, tmp_path):
    backup(engine, tmp_path / "one.db")
    append(engine, "k1", 1)
    assert restore(engine, tmp_path / "one.db", replace=True).head == 1
    log = SqlEventLog(engine)
    assert log.head() == 1
    append(engine, "k2", 1)
    assert [event.position for event in log.read(0, 9)] == [1, 2]


def test_a_database_with_events_is_not_given_up_unasked(engine, tmp_path):
    backup(engine, tmp_path / "one.db")
    with pytest.raises(UsageError, match="--replace"):
        restore(engine, tmp_path / "one.db")


def test_a_copy_can_be_restored_where_nothing_is(engine, tmp_path):
    backup(engine, tmp_path / "one.db")
    fresh = open_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    assert restore(fresh, tmp_path / "one.db").head == 1
    assert SqlEventLog(fresh).head() == 1
    fresh.dispose()


def test_no_file_is_overwritten(engine, tmp_path):
    (tmp_path / "one.db").write_text("mine")
    with pytest.raises(UsageError, match="exists"):
        backup(engine, tmp_path / "one.db")
    assert (tmp_path / "one.db").read_text() == "mine"


def test_a_log_that_is_not_intact_is_not_backed_up_as_if_it_were(engine, tmp_path):
    with write(engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER events_no_update")
        connection.exec_driver_sql("UPDATE events SET data = replace(data, 'signed', 'singed')")
    with pytest.raises(Corrupt, match="position 1"):
        backup(engine, tmp_path / "one.db")
    assert not (tmp_path / "one.db").exists()
    assert list(tmp_path.glob("*partial*")) == []


def test_a_damaged_copy_is_not_restored(engine, tmp_path):
    backup(engine, tmp_path / "one.db")
    with (tmp_path / "one.db").open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 40_000)
    with pytest.raises(AccordsError):
        restore(engine, tmp_path / "one.db", replace=True)
    assert SqlEventLog(engine).head() == 1


def test_what_is_no_copy_is_refused(engine, tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        restore(engine, tmp_path / "none.db")
    (tmp_path / "text.db").write_text("not a database, but long enough to look at " * 50)
    with pytest.raises(AccordsError):
        restore(engine, tmp_path / "text.db", replace=True)


def test_what_cannot_be_looked_at_is_not_given_up(engine, tmp_path, monkeypatch):
    """A file that is locked, or is no database, might hold all that somebody has."""
    monkeypatch.setattr("store.backup.LOOK_S", 0)
    backup(engine, tmp_path / "one.db")
    locked, other = tmp_path / "locked.db", tmp_path / "letter.db"
    holder = sqlite3.connect(locked, isolation_level=None)
    holder.executescript("CREATE TABLE events (x); INSERT INTO events VALUES (1); BEGIN EXCLUSIVE")
    other.write_text("Dear Ada, " * 100)
    for path, words in ((locked, "database is locked"), (other, "file is not a database")):
        before = path.read_bytes()
        target = open_engine(f"sqlite:///{path}")
        with pytest.raises(UsageError, match=f"cannot be looked at: {words}"):
            restore(target, tmp_path / "one.db")
        assert path.read_bytes() == before
        target.dispose()
    holder.close()
