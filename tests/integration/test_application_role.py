"""The application's role on PostgreSQL runs the service, and can only add to the log."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.engine import make_url

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
from store.rebuild import rebuild
from tests.fakes.stories import NOON, SETTING, claimed, confirmed

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
ROLE = f"accords_test_app_{uuid.uuid4().hex[:8]}"


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


@pytest.mark.parametrize("name", ["Robert'); --", "", "Capital"])
def test_a_name_that_is_none_is_refused(any_engine, name):
    with read(any_engine) as connection, pytest.raises(UsageError, match="no name for a role"):
        application_sql(connection, name)
