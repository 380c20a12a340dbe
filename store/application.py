"""The application's role on PostgreSQL: it works on every table, but may only add to the log.

The owner of a table may switch its triggers off; so the owner upgrades the schema, and the worker runs as a
role that owns nothing. The hash chain, and an anchor kept elsewhere, are what show an owner's change.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

from monitor.model.errors import UsageError
from store.engine import BUSY_TIMEOUT_S, READ_SCHEMA
from store.tables.log import appends, events

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")

_PLACE = text("""
SELECT current_database() AS base, c.relnamespace::regnamespace::text AS schema,
       c.relowner::regrole::text AS owner
FROM pg_class c WHERE c.oid = 'events'::regclass
""")

_FORM = """\
-- The role {role} may run Accords on {base}: it adds to the log and cannot change it, and owns no table.
-- Running this again changes nothing. Run it as {owner} or a superuser, then set a password: \\password {role}
-- From then on: accords db upgrade as {owner}, everything else as {role}.
BEGIN;
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
    END IF;
END $$;
GRANT CONNECT ON DATABASE {base} TO {role};
GRANT USAGE ON SCHEMA {schema}, {views} TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};
GRANT SELECT ON ALL TABLES IN SCHEMA {views} TO {role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role};
-- The log is added to, and nothing else; the schema's own memory is read.
REVOKE UPDATE, DELETE, TRUNCATE ON {log} FROM {role};
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {schema}.alembic_version, {schema}.schema_state FROM {role};
-- It takes its turns by advisory locks, which `db reader` closes to who does not write the log.
DO $$ BEGIN
    IF NOT has_function_privilege('{role}', 'pg_advisory_xact_lock(integer, integer)', 'EXECUTE') THEN
        GRANT EXECUTE ON FUNCTION pg_advisory_xact_lock(integer, integer) TO {role};
    END IF;
END $$;
-- What the service sets on each connection, for those that a pool between gives it in the midst.
ALTER ROLE {role} IN DATABASE {base} SET search_path = {schema}, {views};
ALTER ROLE {role} IN DATABASE {base} SET timezone = 'UTC';
ALTER ROLE {role} IN DATABASE {base} SET lock_timeout = '{lock_timeout}s';
-- What a later upgrade makes.
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT USAGE ON SEQUENCES TO {role};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {views} GRANT SELECT ON TABLES TO {role};
COMMIT;
"""


def application_sql(connection: Connection, role: str) -> str:
    """The SQL that lets ``role`` run the service on this database, to be run by its owner.

    Raises UsageError where the database has no roles, or the name is not one in lower case.
    """
    if connection.dialect.name != "postgresql":
        raise UsageError("SQLite has no roles: the file's owner and mode say who may write it")
    if not _NAME.fullmatch(role):
        raise UsageError(f"{role!r} is no name for a role: lower-case letters, digits and _")
    place = connection.execute(_PLACE).one()
    base = '"' + place.base.replace('"', '""') + '"'
    log = ", ".join(f"{place.schema}.{table.name}" for table in (events, appends))
    return _FORM.format(
        role=role,
        base=base,
        schema=place.schema,
        views=READ_SCHEMA,
        owner=place.owner,
        log=log,
        lock_timeout=int(BUSY_TIMEOUT_S),
    )
