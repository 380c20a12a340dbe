"""Copies of PostgreSQL by pg_dump: checked without a server, put back whole, and plain words where that fails."""

from __future__ import annotations

import json

import psycopg
import pytest
from click.testing import CliRunner

from monitor.cli import accords
from monitor.model.errors import Corrupt, Permanent, UsageError
from monitor.model.events import party_stream
from monitor.ports import StreamWrite
from store.backup import backup, restore
from store.dumps import check_dump
from store.engine import open_engine, write
from store.log import SqlEventLog
from tests.fakes.postgres import programs
from tests.fakes.stories import NOON, claimed

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)

AWKWARD = 'a tab\t, a line\n, a backslash \\N and \\., a quote ", \r\n and ü, 以, 😀'


@pytest.fixture(autouse=True)
def _on_the_path(monkeypatch):
    """PostgreSQL's programs are where the shell finds them."""
    monkeypatch.setenv("PATH", str(programs()), prepend=":")


@pytest.fixture
def engine(any_engine):
    """A log of two events, with all that a line of COPY has to escape."""
    append(any_engine, "k0", 0)
    append(any_engine, AWKWARD, 1)
    return any_engine


def append(engine, key, version):
    stream = party_stream("x-compact", "NO")
    written = StreamWrite(stream, version, (claimed(f"c{version}", why=(AWKWARD,)),))
    SqlEventLog(engine).append(key, [written], actor="a", cause="c", now=NOON)


def test_a_copy_holds_the_log_to_the_letter_and_is_checked(engine, tmp_path):
    made = backup(engine, tmp_path / "copy" / "one.dump")
    log = SqlEventLog(engine)
    assert made.head == log.head() == 2
    assert check_dump(made.path).hash == made.hash
    assert [path.name for path in made.path.parent.iterdir()] == ["one.dump"]


def test_a_restore_gives_back_the_copied_state_and_the_log_goes_on(engine, tmp_path):
    before = SqlEventLog(engine).read(0, 9)
    made = backup(engine, tmp_path / "one.dump")
    append(engine, "k2", 2)
    with pytest.raises(UsageError, match="--replace"):
        restore(engine, made.path)
    assert restore(engine, made.path, replace=True).head == 2
    log = SqlEventLog(engine)
    assert log.read(0, 9) == before
    append(engine, "k2", 2)
    assert log.head() == 3


def test_a_copy_can_be_restored_into_an_empty_database_which_is_as_it_should_be(
    engine, tmp_path, postgres_url
):
    made = backup(engine, tmp_path / "one.dump")
    command = ["--database", postgres_url, "db"]
    run = CliRunner()
    restored = run.invoke(accords, [*command, "restore", str(made.path), "--json"])
    assert json.loads(restored.stdout)["head"] == 2
    assert "accords db application" in restored.stderr
    checked = run.invoke(accords, [*command, "check"], standalone_mode=False)
    assert (checked.return_value, checked.stdout) == (0, "the schema is as expected\n")


def test_a_restore_leaves_no_role_with_more_rights_on_the_log(engine, tmp_path, database_url):
    """New tables get what default privileges say, which for the application's role is more."""
    made = backup(engine, tmp_path / "one.dump")
    role = "accords_test_default"
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {role}")
        try:
            admin.execute(
                f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, UPDATE, DELETE ON TABLES TO {role}"
            )
            restore(engine, made.path, replace=True)
            asked = "SELECT has_table_privilege(%s, 'events', %s)"
            rights = {
                right: admin.execute(asked, (role, right)).fetchone()[0]
                for right in ("SELECT", "UPDATE", "DELETE")
            }
        finally:
            admin.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")
    assert rights == {"SELECT": True, "UPDATE": False, "DELETE": False}


def test_a_log_that_is_not_intact_is_not_backed_up_as_if_it_were(engine, tmp_path):
    with write(engine) as connection:
        connection.exec_driver_sql("ALTER TABLE events DISABLE TRIGGER ALL")
        connection.exec_driver_sql("UPDATE events SET stream = 'x-compact/SE' WHERE position = 2")
    with pytest.raises(Corrupt, match="position 2"):
        backup(engine, tmp_path / "one.dump")
    assert list(tmp_path.iterdir()) == []


def test_a_cut_copy_and_a_file_that_is_none_are_refused(engine, tmp_path):
    made = backup(engine, tmp_path / "one.dump")
    cut = tmp_path / "cut.dump"
    cut.write_bytes(made.path.read_bytes()[: made.size_bytes * 2 // 3])
    text = tmp_path / "text.dump"
    text.write_text("not a copy")
    for file in (cut, text):
        with pytest.raises(Permanent):
            restore(engine, file, replace=True)
    assert SqlEventLog(engine).head() == 2


def test_without_the_programs_it_says_what_to_install(engine, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="pg_dump is not on the PATH; install"):
        backup(engine, tmp_path / "one.dump")


def test_the_words_of_a_failing_program_are_shown(database, postgres_url, tmp_path):
    nobody = open_engine(postgres_url.replace("accords_test", "accords_nowhere"))
    with pytest.raises(Permanent, match=r"pg_dump failed: .*accords_nowhere"):
        backup(nobody, tmp_path / "one.dump")
    nobody.dispose()
