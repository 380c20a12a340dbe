"""The application's role on PostgreSQL runs the service, and can only add to the log."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import errors
from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from monitor.cli import accords
from monitor.model.clock import SetClock
from monitor.model.errors import ConfigError, UsageError
from monitor.model.events import party_stream
from monitor.ports import StreamWrite
from monitor.stages.project import ProjectStage
from store.application import application_sql
from store.engine import open_engine, read, write
from store.log import SqlEventLog
from store.migrate import upgrade
from store.projections import SqlProjections
from store.readers import reader_sql
from store.rebuild import rebuild
from tests.fakes.stories import NOON, SETTING, claimed, confirmed

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
ROLE = f"accords_test_app_{uuid.uuid4().hex[:8]}"
READER = f"accords_test_read_{uuid.uuid4().hex[:8]}"


@pytest.fixture
def app(database_url):
    """An engine that runs as the role, which was made twice over."""
    owner = open_engine(database_url)
    with read(owner) as connection:
        sql = application_sql(connection, ROLE)
    for _ in range(2):
        with psycopg.connect(database_url, autocommit=True) as admin:
            admin.execute(sql)
    engine = open_engine(make_url(database_url).set(username=ROLE).render_as_string(False))
    yield engine
    engine.dispose()
    owner.dispose()
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute(f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}")


def test_it_opens_appends_projects_and_rebuilds(app):
    upgrade(app)
    log, clock = SqlEventLog(app), SetClock(NOON)
    write_to = StreamWrite(party_stream("x-compact", "NO"), 0, (claimed(), confirmed()))
    log.append("k", [write_to], actor="decide", cause="test", now=datetime.now(UTC))
    ProjectStage(log, SqlProjections(app), SETTING, clock).wait_until(2)
    assert rebuild(app, SETTING, clock).position == 2


def test_it_works_where_a_pool_gives_each_transaction_another_connection(app):
    """Each has what the role is given, and nothing of what an earlier transaction has set."""

    def as_new(connection, _record, _proxy):
        connection.autocommit = True
        connection.execute("RESET ALL")
        connection.autocommit = False

    event.listen(app, "checkout", as_new)
    test_it_opens_appends_projects_and_rebuilds(app)
    with read(app) as connection:
        held = connection.execute(text("SELECT current_setting('lock_timeout')")).scalar_one()
        (party,) = connection.execute(text("SELECT party FROM membership_history")).scalars()
        (first,) = connection.execute(text("SELECT recorded_at FROM claims")).scalars()
    assert (held, party, first.utcoffset()) == ("30s", "NO", timedelta(0))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET stream = 'x'",
        "DELETE FROM events",
        "TRUNCATE events",
        "DELETE FROM appends",
        "ALTER TABLE events DISABLE TRIGGER ALL",
        "DROP TABLE events",
        "UPDATE alembic_version SET version_num = '1'",
        "CREATE TABLE mine (x integer)",
    ],
)
def test_it_may_not_change_the_log_or_the_schema(app, statement):
    url = app.url.set(drivername="postgresql").render_as_string(False)
    with psycopg.connect(url) as session, pytest.raises(errors.InsufficientPrivilege):
        session.execute(statement)


def test_an_upgrade_is_the_owners_and_the_words_say_so(app, database_url):
    owner = open_engine(database_url)
    with write(owner) as connection:
        connection.exec_driver_sql("UPDATE schema_state SET value = 'older'")
    owner.dispose()
    with pytest.raises(ConfigError, match="accords db upgrade with the owner's URL"):
        upgrade(app)


def test_the_check_of_the_schema_is_the_owners_and_the_words_say_so(app):
    url = app.url.render_as_string(False)
    done = CliRunner().invoke(accords, ["--database", url, "db", "check"])
    assert isinstance(done.exception, UsageError)
    assert f"{ROLE} may not; run it as the owner" in str(done.exception)


class TestBesideAReader:
    """A reader's role closes the advisory locks, by which the service takes its turns, to everybody else."""

    @pytest.fixture
    def owner(self, database_url):
        """The URL of an owner who is no superuser but may make roles, on a database whose tables are theirs."""
        name = f"accords_test_owner_{uuid.uuid4().hex[:8]}"
        base = make_url(database_url).database
        with psycopg.connect(database_url, autocommit=True) as admin:
            admin.execute(f"CREATE ROLE {name} LOGIN CREATEROLE")
            admin.execute(f"ALTER DATABASE {base} OWNER TO {name}")
            admin.execute("DROP SCHEMA accords_read CASCADE; DROP SCHEMA public CASCADE")
            admin.execute(f"CREATE SCHEMA public AUTHORIZATION {name}")
        url = make_url(database_url).set(username=name).render_as_string(False)
        engine = open_engine(url)
        upgrade(engine)
        engine.dispose()
        yield url
        with psycopg.connect(database_url, autocommit=True) as admin:
            admin.execute(f"ALTER DATABASE {base} OWNER TO postgres")
            # The owner first: what they have granted goes with them.
            for role in (name, READER, ROLE):
                admin.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")

    def give(self, sql_of, owner, by):
        """Run as ``by`` what the owner's command prints; what the server said meanwhile."""
        engine = open_engine(owner)
        with read(engine) as connection:
            sql = sql_of(connection, READER if sql_of is reader_sql else ROLE)
        engine.dispose()
        said = []
        with psycopg.connect(by, autocommit=True) as session:
            session.add_notice_handler(lambda notice: said.append(notice.message_primary))
            session.execute(sql)
        return said

    def can_lock(self, url, role):
        with psycopg.connect(make_url(url).set(username=role).render_as_string(False)) as session:
            try:
                session.execute("SELECT pg_advisory_xact_lock(1, 2)")
            except errors.InsufficientPrivilege:
                return False
            return True

    @pytest.mark.parametrize(
        "order",
        [(reader_sql, application_sql), (application_sql, reader_sql)],
        ids=["reader first", "last"],
    )
    def test_the_owner_and_the_application_can_work_and_the_reader_takes_no_lock(
        self, owner, database_url, order
    ):
        for sql_of in order:
            by = database_url if sql_of is reader_sql else owner
            assert self.give(sql_of, owner, by) == []
        assert not self.can_lock(database_url, READER)
        assert self.can_lock(database_url, ROLE)
        assert self.can_lock(owner, make_url(owner).username)

    def test_without_a_superuser_the_locks_stay_open_and_the_server_says_so(
        self, owner, database_url
    ):
        self.give(application_sql, owner, owner)
        (said,) = self.give(reader_sql, owner, owner)
        assert said == "advisory locks stay open to every role: only a superuser can close them"
        assert self.can_lock(database_url, READER)


@pytest.mark.parametrize("name", ["Robert'); --", "", "Capital"])
def test_a_name_that_is_none_is_refused(any_engine, name):
    with read(any_engine) as connection, pytest.raises(UsageError, match="no name for a role"):
        application_sql(connection, name)
