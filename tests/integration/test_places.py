"""A database that lies where SQLite cannot work is refused with the place and what helps, never by a traceback."""

from __future__ import annotations

import sqlite3

import pytest

from monitor.model.errors import ConfigError, Transient, UsageError
from store.backup import backup, restore
from store.engine import open_engine, read
from store.migrate import upgrade


def fails_with(code):
    """A connect listener that fails as SQLite does."""

    def fail(*_args):
        error = sqlite3.OperationalError("as SQLite says it")
        error.sqlite_errorcode = code
        raise error

    return fail


CASES = {
    "no folder to write to": (
        sqlite3.SQLITE_CANTOPEN,
        ConfigError,
        r"x\.db: cannot be opened; .*copy the file",
    ),
    "a file that may only be read": (
        sqlite3.SQLITE_READONLY_DIRECTORY,
        ConfigError,
        r"x\.db: may not be written to",
    ),
    "no room for the shared index": (sqlite3.SQLITE_IOERR_SHMSIZE, Transient, "disk I/O error"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_place_and_the_remedy_are_named(monkeypatch, tmp_path, case):
    code, kind, words = CASES[case]
    monkeypatch.setattr("store.engine._prepare_sqlite", fails_with(code))
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(kind, match=words), read(engine):
        pass
    engine.dispose()


def test_a_copy_that_has_no_place_names_its_path(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'live.db'}")
    upgrade(engine)
    (tmp_path / "taken.db.partial").mkdir()
    with pytest.raises(UsageError, match=r"taken\.db cannot be written: unable to open"):
        backup(engine, tmp_path / "taken.db")
    engine.dispose()


def test_a_restore_that_has_no_place_names_its_path(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'live.db'}")
    upgrade(engine)
    made = backup(engine, tmp_path / "copy.db")
    engine.dispose()
    (tmp_path / "taken").mkdir()
    nowhere = open_engine(f"sqlite:///{tmp_path / 'taken'}")
    with pytest.raises(UsageError, match="taken cannot be written: unable to open"):
        restore(nowhere, made.path, replace=True)
    nowhere.dispose()
