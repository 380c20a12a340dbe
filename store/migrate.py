"""Bring a database's schema up to date: tables by Alembic's revisions, views from their definitions.

Every start does so. A database that is up to date is only looked at: two short reads, no lock, no Alembic.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from monitor.model.dates import iso
from monitor.model.errors import ConfigError
from store import migrations
from store.engine import Denied, LockHeld, Turn, open_engine, read, write
from store.tables.log import events
from store.tables.schema import schema_state
from store.turns import reading
from store.views import READ_SCHEMA, VIEWS, create_views, read_schema, view_names

_VIEWS = "views"
_VIEW = "view "


def upgrade(engine: Engine) -> None:
    """Bring tables and views up to date; nothing is written where they are.

    Two processes may do so at once: the second waits and finds it done. For a reader's role, which sees nothing
    but the views, they are as they are. Raises ConfigError where the file is no database, or newer code has made
    it; LockHeld where somebody reads for longer than we wait what must change on PostgreSQL.
    """
    try:
        with _as_a_database(engine):
            with read(engine) as connection:
                if _sees_views_alone(connection):
                    return
                revision, views = _revision(connection), _views_made(connection)
            if revision == migrations.HEAD and views == _of_all(
                _views_digests(engine.dialect.name)
            ):
                return
            _change(engine)
    except Denied as error:
        raise ConfigError(_NOT_OWNER.format(error)) from error


@contextmanager
def _as_a_database(engine: Engine) -> Iterator[None]:
    """Tells a file that is no database; what is only busy or away stays what it is."""
    try:
        yield
    except OperationalError:
        raise
    except DatabaseError as error:
        place = engine.url.render_as_string()
        raise ConfigError(
            f"database: {place} cannot be read as a database: {error.orig}"
        ) from error


def check_current(engine: Engine) -> None:
    """Look whether the schema is of this version, and change nothing; a reader's role sees no more than its views.

    Raises ConfigError, with the remedy, where it is not.
    """
    with _as_a_database(engine), read(engine) as connection:
        if _sees_views_alone(connection):
            return
        revision, views = _revision(connection), _views_made(connection)
    if revision is None:
        raise ConfigError("database: it has no schema yet; run accords db upgrade")
    # Revisions are numbers of one width, so they sort as text.
    if revision > migrations.HEAD:
        raise ConfigError(_UNKNOWN.format(revision))
    if revision != migrations.HEAD or views != _of_all(_views_digests(engine.dialect.name)):
        raise ConfigError(
            f"database: its schema (revision {revision}) is not that of this version; run accords db upgrade"
        )


_UNKNOWN = (
    "database: its schema is at revision {}, which this version does not know; "
    "upgrade accords, or name another database"
)


def _change(engine: Engine) -> None:
    """Change the schema, giving way to those who read it.

    On PostgreSQL whoever asks for a view while we wait for its readers to end waits behind us: so each wait is
    short, with room between.
    """
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with write(engine, Turn.SCHEMA) as connection:
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_WAIT_S}s'")
                _upgrade_tables(connection)
                _make_views(connection)
        except LockHeld as error:
            if time.monotonic() > until:
                raise LockHeld(_IN_THE_WAY.format(_readers(engine)), retry_after_s=1) from error
            time.sleep(LOCK_WAIT_S)
        else:
            return


def _readers(engine: Engine) -> str:
    """The sessions in the way, in words."""
    told = [
        f"session {one.pid} of {one.user} ({one.program or 'no name'}) since {iso(one.since)}"
        for one in reading(engine)
    ]
    return "; ".join(told) or "a session that has ended since"


PATIENCE_S = 30
LOCK_WAIT_S = 1

_IN_THE_WAY = (
    "database: the schema of this version cannot be made while others read what changes: {}. "
    "Wait for them, or end one with SELECT pg_terminate_backend(SESSION)"
)

_NOT_OWNER = (
    "{}; the schema is not of this version, and only its owner may change it: "
    "run accords db upgrade with the owner's URL"
)


def _sees_views_alone(connection: Connection) -> bool:
    """Whether this is a reader's role on PostgreSQL: the views are there, and the tables are closed to it."""
    return connection.dialect.name == "postgresql" and bool(connection.scalar(_VIEWS_ALONE))


_VIEWS_ALONE = text(f"""
SELECT EXISTS (SELECT FROM pg_views WHERE schemaname = '{READ_SCHEMA}')
   AND coalesce(NOT has_table_privilege(to_regclass('alembic_version'), 'SELECT'), true)
""")  # noqa: S608 - our own name


def renew(engine: Engine) -> None:
    """Make the views anew after a restore, and bring what an older version left up to date.

    PostgreSQL writes a view that was dumped and put back in other words than one made from its definition.
    """
    with write(engine, Turn.SCHEMA) as connection:
        connection.execute(delete(schema_state))
    upgrade(engine)


def check(engine: Engine) -> list[str]:
    """How the schema differs from what this version makes, in words; empty where it does not."""
    with read(engine) as connection:
        revision = _revision(connection)
        found = _objects(connection)
    if revision != migrations.HEAD:
        return [
            f"schema is at revision {revision or 'none'}, not {migrations.HEAD}; run accords db upgrade"
        ]
    wanted = _wanted(engine)
    missing = [f"{name} is missing" for name in sorted(wanted.keys() - found.keys())]
    surplus = [f"{name} is not of this version" for name in sorted(found.keys() - wanted.keys())]
    differing = [
        f"{name} is defined otherwise"
        for name in sorted(wanted.keys() & found.keys())
        if wanted[name] != found[name]
    ]
    return missing + surplus + differing


def _wanted(engine: Engine) -> dict[str, str]:
    """What an empty database holds once this version has made its schema."""
    if engine.dialect.name == "postgresql":
        return _wanted_beside(engine)
    made = open_engine("sqlite:///:memory:")
    try:
        upgrade(made)
        with read(made) as connection:
            return _objects(connection)
    finally:
        made.dispose()


_BESIDE = "accords_as_expected"


def _wanted_beside(engine: Engine) -> dict[str, str]:
    """The same in a schema of its own beside the real one, which is then rolled back."""
    with engine.connect() as connection, connection.begin() as transaction:
        connection.exec_driver_sql(f"CREATE SCHEMA {_BESIDE}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {_BESIDE}")
        _upgrade_tables(connection)
        _make_views(connection)
        wanted = _objects(connection)
        transaction.rollback()
    return wanted


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
        raise ConfigError(_UNKNOWN.format(revision))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _make_views(connection: Connection) -> None:
    """Make the views that are not as they should be; who reads another is not kept waiting."""
    wanted, made = _views_digests(connection.dialect.name), _views_by_name(connection)
    as_wanted = {name for name, digest in wanted.items() if made.get(name) == digest}
    create_views(connection, keep=as_wanted.intersection(view_names(connection)))
    rows = {_VIEW + name: digest for name, digest in wanted.items()}
    rows[_VIEWS] = _of_all(wanted)
    connection.execute(delete(schema_state))
    connection.execute(
        insert(schema_state), [{"name": name, "value": value} for name, value in rows.items()]
    )


def _views_by_name(connection: Connection) -> dict[str, str]:
    """View → the digest of what made it; empty where code that did not remember each has made them since."""
    rows = connection.execute(select(schema_state.c.name, schema_state.c.value)).all()
    state = {row.name: row.value for row in rows}
    made = {
        name.removeprefix(_VIEW): value for name, value in state.items() if name.startswith(_VIEW)
    }
    return made if state.get(_VIEWS) == _of_all(made) else {}


@cache
def _views_digests(dialect: str) -> dict[str, str]:
    """View → the digest of what makes it."""
    return {view.name: _digest("\n".join(view.statements(dialect, None))) for view in VIEWS}


def _of_all(digests: Mapping[str, str]) -> str:
    return _digest("\n".join(f"{name} {digests[name]}" for name in sorted(digests)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


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
    query = _SQLITE_OBJECTS if connection.dialect.name == "sqlite" else _POSTGRESQL_OBJECTS
    values = {"read_schema": read_schema(connection)} if query is _POSTGRESQL_OBJECTS else {}
    rows = connection.execute(text(query), values).all()
    return {f"{row.kind} {row.name}": _plain(row.definition or "") for row in rows}


def _plain(definition: str) -> str:
    return " ".join(definition.replace(f"{_BESIDE}.", "").split())


_SQLITE_OBJECTS = """
SELECT type AS kind, name, sql AS definition FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'
"""

_POSTGRESQL_OBJECTS = """
WITH here AS (
    SELECT c.oid, c.relname, c.relkind FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE (n.nspname = current_schema() AND c.relkind = 'r')
       OR (n.nspname = :read_schema AND c.relkind = 'v')
)
SELECT CASE relkind WHEN 'r' THEN 'table' ELSE 'view' END AS kind, relname AS name,
       coalesce((
           SELECT string_agg(
               concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
                         CASE WHEN a.attnotnull THEN 'NOT NULL' END), ', ' ORDER BY a.attnum)
           FROM pg_attribute a WHERE a.attrelid = here.oid AND a.attnum > 0 AND NOT a.attisdropped
       ), '') || CASE relkind WHEN 'v' THEN pg_get_viewdef(oid) ELSE '' END AS definition
FROM here
UNION ALL
SELECT 'constraint', con.conname, pg_get_constraintdef(con.oid)
FROM pg_constraint con JOIN here ON here.oid = con.conrelid WHERE con.contype <> 'n'
UNION ALL
SELECT 'index', c.relname, replace(pg_get_indexdef(i.indexrelid), current_schema() || '.', '')
FROM pg_index i JOIN here ON here.oid = i.indrelid JOIN pg_class c ON c.oid = i.indexrelid
UNION ALL
SELECT 'trigger', t.tgname, replace(pg_get_triggerdef(t.oid), current_schema() || '.', '')
FROM pg_trigger t JOIN here ON here.oid = t.tgrelid WHERE NOT t.tgisinternal
"""
