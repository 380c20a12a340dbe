"""The revisions make what the definitions say, at any start, once."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from monitor.model.errors import ConfigError
from store import migrations
from store.engine import open_engine, read, write
from store.log import SqlEventLog
from store.migrate import _objects as objects
from store.migrate import check, upgrade
from store.tables import metadata
from store.verify import Intact, verify_log
from store.views import create_views, read_schema
from store.views.base import place
from tests.databases import new_database

KEPT = Path(__file__).parent / "kept" / "first_version.sql"


@pytest.fixture
def engine(empty_url):
    """An engine on an empty database, on each that is served."""
    engine = open_engine(empty_url)
    yield engine
    engine.dispose()


ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


def url_of(engine):
    return engine.url.render_as_string(hide_password=False)


def definitions(engine):
    """Kind and name → SQL of all but what Alembic keeps for itself."""
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT type, name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'")
        ).all()
    return {(row.type, row.name): " ".join((row.sql or "").split()) for row in rows}


def parts(sql):
    """The parts of a CREATE statement in any order: Alembic sorts constraints by a rule of its own."""
    body = sql.removesuffix(" STRICT").strip(" )").replace(", CONSTRAINT", "\n CONSTRAINT")
    return sorted(part.strip(" ,)") for part in body.split("\n"))


@ON_SQLITE
def test_migrations_equal_the_definitions(engine, tmp_path):
    upgrade(engine)
    defined = open_engine(f"sqlite:///{tmp_path / 'defined.db'}")
    with write(defined) as connection:
        metadata.create_all(connection)
        create_views(connection)
    migrated, wanted = definitions(engine), definitions(defined)
    defined.dispose()
    assert migrated.keys() == wanted.keys()
    for name, sql in wanted.items():
        assert parts(migrated[name]) == parts(sql), name


@ON_POSTGRESQL
def test_migrations_equal_the_definitions_on_postgresql(engine, postgres_server):
    upgrade(engine)
    with new_database(postgres_server) as url:
        defined = open_engine(url)
        with write(defined) as connection:
            metadata.create_all(connection)
            create_views(connection)
        with read(defined) as connection:
            wanted = objects(connection)
        defined.dispose()
    with read(engine) as connection:
        migrated = objects(connection)
    # Alembic's own table, and the order of columns that were added later.
    own = {name for name in migrated if "alembic_version" in name}
    assert migrated.keys() - own == wanted.keys()
    for name, definition in wanted.items():
        assert sorted(migrated[name].split(", ")) == sorted(definition.split(", ")), name


def test_the_newest_revision_is_the_one_that_the_code_expects():
    config = Config()
    config.set_main_option("script_location", str(migrations.__path__[0]))
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]


def test_an_upgrade_of_what_is_up_to_date_writes_nothing(engine):
    """A reading command takes no write lock: another writer may hold it."""
    upgrade(engine)
    other = open_engine(url_of(engine))
    with write(other):
        upgrade(engine)
    other.dispose()
    assert check(engine) == []


def test_processes_that_start_together_upgrade_once(engine):
    errors = []

    def start():
        own = open_engine(url_of(engine))
        try:
            upgrade(own)
        except Exception as error:  # noqa: BLE001 - handed to the test
            errors.append(error)
        finally:
            own.dispose()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert check(engine) == []


def test_views_of_another_version_are_replaced(engine):
    upgrade(engine)
    with write(engine) as connection:
        connection.execute(text("DROP VIEW membership"))
        connection.execute(text("CREATE VIEW former AS SELECT 1 AS one"))
        connection.execute(text("UPDATE schema_state SET value = 'of another version'"))
    assert check(engine) != []
    upgrade(engine)
    assert check(engine) == []


def test_views_that_older_code_has_made_since_are_made_anew(engine):
    """It remembers the views as a whole, and leaves what is remembered of each."""
    upgrade(engine)
    with write(engine) as connection:
        connection.execute(text("DROP VIEW " + place(read_schema(connection), "membership")))
        connection.execute(
            text(f"CREATE VIEW {place(read_schema(connection), 'membership')} AS SELECT 1 AS one")
        )
        connection.execute(text("UPDATE schema_state SET value = 'older' WHERE name = 'views'"))
    upgrade(engine)
    assert check(engine) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DROP INDEX ix_events_sought", ["index ix_events_sought is missing"]),
        ("CREATE TABLE mine (x INTEGER)", ["table mine is not of this version"]),
        ("ALTER TABLE feeds ADD COLUMN mine TEXT", ["table feeds is defined otherwise"]),
        ("UPDATE alembic_version SET version_num = '0000'", ["schema is at revision 0000"]),
    ],
)
def test_a_schema_that_is_otherwise_is_told(engine, statement, words):
    upgrade(engine)
    with write(engine) as connection:
        connection.execute(text(statement))
    found = check(engine)
    assert len(found) == len(words)
    assert all(line.startswith(word) for line, word in zip(found, words, strict=True))


@pytest.mark.parametrize(
    ("database", "statement", "trigger"),
    [
        ("sqlite", "DROP TRIGGER events_no_update", "events_no_update"),
        ("postgresql", "DROP TRIGGER events_no_change ON events", "events_no_change"),
    ],
    indirect=["database"],
)
def test_a_guard_that_was_taken_away_is_told(engine, statement, trigger):
    upgrade(engine)
    with write(engine) as connection:
        connection.execute(text(statement))
    assert check(engine) == [f"trigger {trigger} is missing"]


def test_a_database_of_newer_code_is_left_alone(engine):
    upgrade(engine)
    with write(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigError, match="upgrade accords"):
        upgrade(engine)


def test_tables_that_no_revision_made_are_left_alone(engine):
    with write(engine) as connection:
        metadata.create_all(connection)
    with pytest.raises(ConfigError, match="no revision"):
        upgrade(engine)


def test_an_upgrade_that_fails_leaves_nothing_behind(engine, monkeypatch):
    def fails(_connection, keep):
        raise RuntimeError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr("store.migrate.create_views", fails)
        with pytest.raises(RuntimeError):
            upgrade(engine)
    with read(engine) as connection:
        assert objects(connection) == {}
    upgrade(engine)
    assert check(engine) == []


def test_a_file_that_is_no_database_is_a_configuration_error(tmp_path):
    (tmp_path / "notes.db").write_text("not a database, but long enough to look like one " * 40)
    engine = open_engine(f"sqlite:///{tmp_path / 'notes.db'}")
    with pytest.raises(ConfigError, match="cannot be read as a database"):
        upgrade(engine)
    engine.dispose()


def fill_postgresql(engine, kept):
    """The tables of revision 0001 with every row of ``kept``, a SQLite database."""
    config = Config()
    config.set_main_option("script_location", str(migrations.__path__[0]))
    with write(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        # As a restore does: no trigger and no foreign key looks at the order of the rows.
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for (table,) in kept.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
        ):
            rows = kept.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in rows.description]
            marks = ", ".join(["%s"] * len(names))
            insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
            for row in rows.fetchall():
                connection.exec_driver_sql(insert, row)


class TestDataOfTheFirstVersion:
    """What revision 0001 wrote in a day of work: an upgrade keeps it, and reads it."""

    @pytest.fixture
    def upgraded(self, engine):
        path = engine.url.database if engine.dialect.name == "sqlite" else ":memory:"
        kept = sqlite3.connect(path)
        kept.executescript(KEPT.read_text("utf-8"))
        if engine.dialect.name == "postgresql":
            fill_postgresql(engine, kept)
        kept.close()
        upgrade(engine)
        return engine

    def test_the_schema_is_as_if_made_today(self, upgraded):
        assert check(upgraded) == []

    def test_every_row_is_kept(self, upgraded):
        kept = KEPT.read_text("utf-8")
        with read(upgraded) as connection:
            for table in (
                "feeds",
                "articles",
                "revisions",
                "readings",
                "sightings",
                "alert",
                "events",
            ):
                rows = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
                assert rows == kept.count(f'INSERT INTO "{table}" VALUES'), table

    def test_the_log_is_intact_and_every_event_is_read(self, upgraded):
        head = "c0a55fd846508d74097f15fdffe2d5f923e5b7f5667fcc59b88a4d8fa71ed1a8"
        assert verify_log(upgraded) == Intact(16, head)
        assert [event.position for event in SqlEventLog(upgraded).read(0, 100)] == [*range(1, 17)]

    def test_the_views_answer_as_before(self, upgraded):
        query = "SELECT party, stage FROM membership ORDER BY party"
        with read(upgraded) as connection:
            found = [tuple(row) for row in connection.execute(text(query))]
        assert found == [
            ("AE", "acceded"),
            ("BH", "acceded"),
            ("KZ", "announced"),
            ("MA", "acceded"),
            ("SD", "signed"),
        ]
