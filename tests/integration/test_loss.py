"""What a full disk, a lost write-ahead log and a torn file cost: nothing that was answered as committed.

The one exception is stated: SQLite's log of the last commits, deleted by hand, takes these with it, and
``verify`` with an anchor says so.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from psycopg import errors
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from monitor.model.errors import Transient
from monitor.model.events import NoteAdded, party_stream
from monitor.ports import StreamWrite
from store.anchors import Anchor
from store.engine import open_engine, read, told_apart
from store.log import SqlEventLog
from store.migrate import upgrade
from store.verify import FirstBad, Intact, verify_log

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def url(tmp_path):
    """A database of its own, made by an engine that is then gone."""
    address = f"sqlite:///{tmp_path / 'live' / 'accords.db'}"
    engine = open_engine(address)
    upgrade(engine)
    engine.dispose()
    return address


def note(log, number, size=2_000):
    event_ = NoteAdded("x-compact", "NO", "A. Clerk", "x" * size)
    write = StreamWrite(party_stream("x-compact", "NO"), number, (event_,))
    return log.append(f"k{number}", [write], actor="a", cause="c", now=NOON)


def limited(engine, pages):
    """Let the file have no more than ``pages`` more: SQLite then says what it says of a full disk."""

    def limit(connection, _record):
        ((has,),) = connection.execute("PRAGMA page_count").fetchall()
        connection.execute(f"PRAGMA max_page_count = {has + pages}")

    event.listen(engine, "connect", limit)


def fill(log):
    """Append until there is no room; the last position that was answered, and the refusal."""
    answered = 0
    while True:
        try:
            answered = note(log, answered).last_position
        except Transient as refusal:
            return answered, str(refusal)


class TestAFullDisk:
    @pytest.mark.parametrize(
        ("error", "word"),
        [
            (errors.DiskFull(), "disk is full"),
            (errors.LockNotAvailable(), "another session"),
            (errors.DeadlockDetected(), "waited for each other"),
            (errors.AdminShutdown(), "shutting down"),
            (errors.OperationalError("connection refused"), "cannot be reached"),
        ],
    )
    @pytest.mark.parametrize("database", ["postgresql"], indirect=True)
    def test_what_postgresql_says_of_such_a_pass_is_told_in_words(self, any_engine, error, word):
        with pytest.raises(Transient, match=word), told_apart(any_engine):
            raise error

    def test_an_append_that_finds_no_room_is_refused_whole_and_may_be_tried_again(self, url):
        engine = open_engine(url)
        limited(engine, 12)
        log = SqlEventLog(engine)
        answered, refusal = fill(log)
        assert "disk is full; make room" in refusal
        assert answered > 0
        assert log.head() == answered
        engine.dispose()
        roomy = open_engine(url)
        assert note(SqlEventLog(roomy), answered).last_position == answered + 1
        assert isinstance(verify_log(roomy), Intact)
        roomy.dispose()

    def test_what_is_on_file_can_still_be_read(self, url):
        engine = open_engine(url)
        limited(engine, 12)
        log = SqlEventLog(engine)
        answered, _ = fill(log)
        assert [found.position for found in log.read(0, 1000)] == [*range(1, answered + 1)]
        engine.dispose()


class TestALostWriteAheadLog:
    def test_a_copy_of_file_and_log_together_has_all_that_was_answered(self, url, tmp_path):
        """What a crash leaves behind: the file, and the log that was not worked into it."""
        engine = open_engine(url)
        answered = [note(SqlEventLog(engine), number) for number in range(5)][-1].last_position
        left = crashed(engine, tmp_path)
        found = verify_log(left)
        assert isinstance(found, Intact)
        assert found.head == answered
        left.dispose()
        engine.dispose()

    def test_without_the_log_the_last_commits_are_gone_whole_and_an_anchor_tells(
        self, url, tmp_path
    ):
        engine = open_engine(url)
        log = SqlEventLog(engine)
        note(log, 0)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(1, 5):
            note(log, number)
        whole = verify_log(engine)
        assert isinstance(whole, Intact)
        left = crashed(engine, tmp_path, with_log=False)
        found = verify_log(left)
        assert isinstance(found, Intact)
        assert found.head == 1
        told = verify_log(left, anchors=[Anchor(whole.head, whole.hash)])
        assert isinstance(told, FirstBad)
        assert (told.position, "older copy" in told.why) == (2, True)
        left.dispose()
        engine.dispose()

    def test_a_log_that_was_torn_in_the_midst_of_a_commit_loses_that_commit_alone(
        self, url, tmp_path
    ):
        engine = open_engine(url)
        log = SqlEventLog(engine)
        for number in range(4):
            note(log, number)
        size = wal(engine).stat().st_size
        note(log, 4, size=20_000)
        left = crashed(engine, tmp_path, cut_to=size + 5_000)
        found = verify_log(left)
        assert isinstance(found, Intact)
        assert found.head == 4
        left.dispose()
        engine.dispose()


def wal(engine):
    return Path(f"{engine.url.database}-wal")


def crashed(engine, tmp_path, *, with_log=True, cut_to=None):
    """An engine on what a crash would leave on the disk at this moment."""
    left = tmp_path / "left.db"
    shutil.copy(engine.url.database, left)
    if with_log:
        shutil.copy(wal(engine), f"{left}-wal")
    if cut_to is not None:
        with Path(f"{left}-wal").open("r+b") as file:
            file.truncate(cut_to)
    return open_engine(f"sqlite:///{left}")


def test_a_damaged_page_is_told_and_not_read_over(url):
    engine = open_engine(url)
    for number in range(40):
        note(SqlEventLog(engine), number)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with read(engine) as connection:
        ((root,),) = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'events'"
        ).fetchall()
    engine.dispose()
    with Path(engine.url.database).open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 200)
    damaged = open_engine(url)
    with pytest.raises(DatabaseError, match="malformed"):
        verify_log(damaged)
    damaged.dispose()
