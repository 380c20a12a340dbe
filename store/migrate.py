"""Bring a database's schema up to date: tables by Alembic's revisions, views from their definitions.

Every start does so. A database that is up to date is only looked at: two short reads, no lock, no Alembic.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from monitor.model.errors import ConfigError
from store import migrations
from store.engine import open_engine, read, write
from store.tables.log import events
from store.tables.schema import schema_state
from store.views import VIEWS, create_views

_VIEWS = "views"


def upgrade(engine: Engine) -> None:
    """Bring tables and views up to date; nothing is written where they are.

    Two processes may do so at once: the second waits and finds it done. Raises ConfigError where the file
    is no database, or newer code has made it.
    """
    try:
        with read(engine) as connection:
            revision, views = _revision(connection), _views_made(connection)
        if revision == migrations.HEAD and views == _views_digest(engine.dialect.name):
            return
        with write(engine) as connection:
            _upgrade_tables(connection)
            _make_views(connection)
    except DatabaseError as error:
        if isinstance(error, OperationalError):
            raise
        raise ConfigError(
            f"database: {engine.url.render_as_string()} cannot be read as a database: {error.orig}"
        ) from error


def check(engine: Engine) -> list[str]:
    """How the schema differs from what this version makes, in words; empty where it does not."""
    with read(engine) as connection:
        revision = _revision(connection)
        found = _objects(connection)
    if revision != migrations.HEAD:
        return [
            f"schema is at revision {revision or 'none'}, not {migrations.HEAD}; run accords db upgrade"
        ]
    made = open_engine("sqlite:///:memory:")
    try:
        upgrade(made)
        with read(made) as connection:
            wanted = _objects(connection)
    finally:
        made.dispose()
    missing = [f"{name} is missing" for name in sorted(wanted.keys() - found.keys())]
    surplus = [f"{name} is not of this version" for name in sorted(found.keys() - wanted.keys())]
    differing = [
        f"{name} is defined otherwise"
        for name in sorted(wanted.keys() & found.keys())
        if wanted[name] != found[name]
    ]
    return missing + surplus + differing


def _upgrade_tables(connection: Connection) -> None:
    revision = _revision(connection)
    if revision == migrations.HEAD:
        return
    if revision is None and connection.dialect.has_table(connection, events.name):
        raise ConfigError(
            "database: it has tables but no revision, so no released version made it; name another one"
        )
    # Alembic is slow to import, and is needed once in the life of a version.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise ConfigError(
            f"database: its schema is at revision {revision}, which this version does not know; "
            "upgrade accords, or name another database"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _make_views(connection: Connection) -> None:
    create_views(connection)
    connection.execute(delete(schema_state).where(schema_state.c.name == _VIEWS))
    digest = _views_digest(connection.dialect.name)
    connection.execute(insert(schema_state).values(name=_VIEWS, value=digest))


def _views_digest(dialect: str) -> str:
    made = "\n".join(view.create(dialect) for view in VIEWS)
    return hashlib.sha256(made.encode()).hexdigest()


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _views_made(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, schema_state.name):
        return None
    return connection.scalar(select(schema_state.c.value).where(schema_state.c.name == _VIEWS))


def _objects(connection: Connection) -> dict[str, str]:
    """Kind and name → definition, of all that the schema holds."""
    rows = connection.execute(
        text("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    )
    return {f"{row.type} {row.name}": " ".join((row.sql or "").split()) for row in rows}
