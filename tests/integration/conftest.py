"""A filled database for tests that only read: the small desk's year, on each database that is served."""

from __future__ import annotations

import pytest

from store.engine import open_engine
from store.migrate import upgrade
from tests.databases import BOTH, new_database
from tests.fakes.desk import fill


@pytest.fixture(scope="session")
def sqlite_desk(tmp_path_factory):
    """The address of the desk's database on SQLite."""
    return _filled(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'accords.db'}")


@pytest.fixture(scope="session")
def postgres_desk(postgres_server, postgres_template):
    """The address of the desk's database on PostgreSQL."""
    with new_database(postgres_server, postgres_template) as url:
        yield _filled(url)


def _filled(url):
    engine = open_engine(url)
    upgrade(engine)
    fill(engine)
    engine.dispose()
    return url


@pytest.fixture(params=BOTH)
def desk_url(request):
    """The address of the desk's database, on each in turn."""
    return request.getfixturevalue(
        "postgres_desk" if request.param == "postgresql" else "sqlite_desk"
    )


@pytest.fixture
def desk(desk_url):
    """An engine on it."""
    engine = open_engine(desk_url)
    yield engine
    engine.dispose()
