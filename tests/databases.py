"""Databases for tests: an empty one, or one with the schema, on SQLite and on PostgreSQL.

``ACCORDS_TEST_POSTGRES_URL`` names a server to use (a superuser's URL); without it the tests start one. There
is one server a test process, started when the first test asks for it; each test gets a database of its own.
"""

from __future__ import annotations

import os
import uuid
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy.engine import make_url

from store.engine import open_engine
from store.migrate import upgrade
from tests.fakes.postgres import Server

OUTSIDE = os.environ.get("ACCORDS_TEST_POSTGRES_URL", "")

BOTH = ("sqlite", "postgresql")


@contextmanager
def new_database(server: str, template: str = "template0"):
    """The address of a new database on ``server``, a copy of ``template``; dropped at the end."""
    name = f"accords_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgres_server():
    """The address of a running PostgreSQL, of its database ``postgres``, as a superuser."""
    if OUTSIDE:
        yield OUTSIDE
        return
    with Server() as server:
        yield server.url()


@pytest.fixture(scope="session")
def postgres_template(postgres_server):
    """The name of a database with our schema, to make copies of."""
    with new_database(postgres_server) as url:
        engine = open_engine(url)
        upgrade(engine)
        engine.dispose()
        yield make_url(url).database


@pytest.fixture
def postgres_url(postgres_server):
    """The address of an empty database on PostgreSQL."""
    with new_database(postgres_server) as url:
        yield url


@pytest.fixture(params=BOTH)
def database(request):
    """``sqlite`` and ``postgresql`` in turn; ``parametrize("database", […], indirect=True)`` picks."""
    return request.param


@pytest.fixture
def empty_url(database, tmp_path, request):
    """The address of an empty database, on each that is served."""
    if database == "postgresql":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / 'accords.db'}"


@pytest.fixture
def database_url(database, tmp_path, request):
    """The address of a database with the schema and nothing in it, on each that is served."""
    if database == "postgresql":
        server = request.getfixturevalue("postgres_server")
        template = request.getfixturevalue("postgres_template")
        with new_database(server, template) as url:
            yield url
        return
    url = f"sqlite:///{tmp_path / 'accords.db'}"
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    yield url


@pytest.fixture
def any_engine(database_url):
    """An engine on such a database."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()
