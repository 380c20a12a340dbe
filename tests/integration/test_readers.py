"""A reader's role on PostgreSQL reads the views, runs every sample query, and can do nothing else."""

from __future__ import annotations

import uuid

import httpx
import psycopg
import pytest
from click.testing import CliRunner
from psycopg import errors
from sqlalchemy.engine import make_url

from monitor.cli import accords
from monitor.model.errors import ConfigError, Permanent, UsageError
from store.engine import open_engine, write
from store.queries import parameter_values, run_query
from store.readers import reader_sql
from store.samples import QUERIES
from store.tables import metadata
from store.views import READ_SCHEMA, VIEWS, create_views
from tests.fakes.boards import board_on
from tests.integration.test_database_commands import SHIPPED
from tests.integration.test_sample_queries import TODAY

ROLE = f"accords_test_reader_{uuid.uuid4().hex[:8]}"


@pytest.fixture(scope="module")
def owner(postgres_desk):
    """An engine of the database's owner, on the desk's database, with the role made twice over."""
    engine = open_engine(postgres_desk)
    with engine.connect() as connection:
        sql = reader_sql(connection, ROLE)
    for _ in range(2):
        with psycopg.connect(postgres_desk, autocommit=True) as admin:
            admin.execute(sql)
    yield engine
    with psycopg.connect(postgres_desk, autocommit=True) as admin:
        admin.execute(f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}")
    engine.dispose()


@pytest.fixture
def reader(owner):
    """A session of the reader."""
    url = make_url(owner.url.render_as_string(hide_password=False)).set(drivername="postgresql")
    base = url.set(username=ROLE).render_as_string(hide_password=False)
    with psycopg.connect(base, autocommit=True) as session:
        yield session


def test_it_reads_every_view_by_its_bare_name(owner, reader):
    for view in VIEWS:
        found = reader.execute(f"SELECT * FROM {view.name}")
        assert [column.name for column in found.description] == [c.name for c in view.columns]


def test_it_runs_every_sample_query(owner, reader):
    url = reader.info.dsn
    assert ROLE in url
    engine = open_engine(
        make_url(owner.url).set(username=ROLE, drivername="postgresql").render_as_string(False)
    )
    for query in QUERIES:
        assert run_query(engine, query, parameter_values(query, {}, TODAY))[0], query.name
    engine.dispose()


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_table_is_denied(owner, reader, table):
    with pytest.raises(errors.InsufficientPrivilege):
        reader.execute(f"SELECT * FROM public.{table}")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM membership",
        "DELETE FROM feed_health",
        "UPDATE event_log SET type = 'x'",
        "INSERT INTO public.events (position) VALUES (1)",
        "TRUNCATE public.events",
        "CREATE TABLE public.mine (x int)",
        "CREATE TABLE accords_read.mine (x int)",
        "CREATE TEMPORARY TABLE mine (x int)",
        "CREATE SCHEMA mine",
        "DROP VIEW membership",
        "COMMENT ON VIEW membership IS 'mine'",
        "SET ROLE postgres",
        "ALTER SYSTEM SET fsync = off",
        "SELECT pg_read_file('PG_VERSION')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user",
        "SELECT nextval('public.revisions_id_seq')",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_advisory_xact_lock(1, 1)",
        "SELECT pg_try_advisory_lock_shared(1, 1)",
        "SELECT pg_try_advisory_xact_lock(1)",
        "BEGIN; LOCK TABLE membership IN EXCLUSIVE MODE",
        "BEGIN; LOCK TABLE public.events IN ACCESS SHARE MODE",
    ],
)
def test_nothing_else_can_be_done_even_after_the_session_asks_for_writes(owner, reader, statement):
    reader.execute("SET default_transaction_read_only = off")
    with pytest.raises((errors.InsufficientPrivilege, errors.ObjectNotInPrerequisiteState)):
        reader.execute(statement)


def test_a_slip_of_a_write_is_refused_and_a_session_left_open_ends(owner, reader):
    shown = {
        name: reader.execute(f"SHOW {name}").fetchone()[0]
        for name in (
            "default_transaction_read_only",
            "statement_timeout",
            "idle_in_transaction_session_timeout",
            "search_path",
            "timezone",
        )
    }
    assert shown == {
        "default_transaction_read_only": "on",
        "statement_timeout": "10min",
        "idle_in_transaction_session_timeout": "1min",
        "search_path": READ_SCHEMA,
        "timezone": "UTC",
    }


def test_views_that_an_upgrade_makes_anew_stay_readable(owner, reader):
    with write(owner) as connection:
        create_views(connection)
    assert reader.execute("SELECT count(*) FROM membership").fetchone()[0] > 0


def test_every_view_and_table_and_column_bears_its_comment(owner):
    """In the words of the definitions, so that any tool that browses the database explains it."""
    with owner.connect() as connection:
        found = dict(
            connection.exec_driver_sql("""
                SELECT c.relname || coalesce('.' || a.attname, ''), d.description
                FROM pg_description d
                JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
                LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
                WHERE c.relnamespace IN ('public'::regnamespace, 'accords_read'::regnamespace)
            """).all()
        )
    wanted = {}
    for view in VIEWS:
        wanted[view.name] = view.comment
        wanted |= {f"{view.name}.{column.name}": column.comment for column in view.columns}
    for table in metadata.tables.values():
        wanted[table.name] = table.comment
        wanted |= {f"{table.name}.{column.name}": column.comment for column in table.columns}
    assert {name: found.get(name) for name in wanted} == wanted


SQL_TYPES = {
    "text": {"text"},
    "day": {"text"},
    "partial date": {"text"},
    "comma list": {"text"},
    "semicolon list": {"text"},
    "number": {"integer", "bigint"},
    "flag": {"integer"},
    "real": {"double precision"},
    "instant": {"timestamp with time zone"},
}


def test_the_columns_are_of_the_types_that_their_kinds_promise(owner):
    with owner.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'accords_read'"
        ).all()
    types = {(row[0], row[1]): row[2] for row in rows}
    wrong = [
        f"{view.name}.{column.name}: {types[view.name, column.name]}, not {column.kind}"
        for view in VIEWS
        for column in view.columns
        if types[view.name, column.name] not in SQL_TYPES[column.kind]
    ]
    assert wrong == []


class TestTheCommandsOfAReader:
    """With the reader's own address: the questions are answered, and what is not the reader's is refused plainly."""

    @pytest.fixture
    def run(self, owner):
        url = make_url(owner.url).set(username=ROLE, drivername="postgresql")
        options = ["--config", str(SHIPPED), "--database", url.render_as_string(False)]

        def call(words):
            return CliRunner().invoke(accords, [*options, *words.split()], standalone_mode=False)

        return call

    @pytest.mark.parametrize(
        "words",
        [
            "queries joined-by-year",
            "queries believed-on --json",
            "status",
            "history NO --json",
            "export membership",
            "export all --format csv -o {folder}",
        ],
    )
    def test_questions_are_answered(self, run, words, tmp_path):
        done = run(words.format(folder=tmp_path))
        assert (done.exception, done.return_value in {0, 3, None}) == (None, True), done.output

    @pytest.mark.parametrize(
        "words", ["export events", "verify", "rebuild", "db backup {folder}/x"]
    )
    def test_what_the_role_may_not_is_refused_in_words(self, run, words, tmp_path):
        done = run(words.format(folder=tmp_path))
        assert isinstance(done.exception, ConfigError | Permanent), done.output


class TestTheCommand:
    def run(self, url, *words):
        command = ["--database", url, "db", "reader", *words]
        return CliRunner().invoke(accords, command, standalone_mode=False)

    def test_it_prints_the_sql(self, postgres_desk):
        shown = self.run(postgres_desk, "analyst").stdout
        assert "GRANT USAGE ON SCHEMA accords_read TO analyst;" in shown

    @pytest.mark.parametrize("role", ["Analyst", "a;b", "x" * 64, ""])
    def test_a_name_that_would_need_quoting_is_refused(self, postgres_desk, role):
        assert isinstance(self.run(postgres_desk, role).exception, UsageError)

    def test_on_sqlite_it_says_what_to_do_instead(self, sqlite_desk):
        error = self.run(sqlite_desk, "analyst").exception
        assert isinstance(error, UsageError)
        assert "mode=ro" in str(error)


def test_the_board_shows_its_pages_and_says_what_it_may_not(owner):
    url = make_url(owner.url).set(username=ROLE, drivername="postgresql")
    with board_on(url.render_as_string(False)) as address:
        found = {path: httpx.get(f"{address}{path}") for path in ("/", "/x-compact/PE", "/log")}
        assert {path: answer.status_code for path, answer in found.items()} == dict.fromkeys(
            found, 200
        )
        assert "accords_events_total" in httpx.get(f"{address}/metrics").text
        refused = httpx.get(f"{address}/events.json")
    assert refused.status_code == 503
    assert "a reader has the views alone" in refused.json()["detail"]
