"""The role of a reader on PostgreSQL: the views, and nothing else.

Rights are the wall; the settings beside them (read-only, time limits) are manners, which a session may change.
The rights of later views come by default privileges, since an upgrade makes the views anew.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

from monitor.model.errors import UsageError
from store.engine import READ_SCHEMA

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")

_PLACE = text("""
SELECT current_database() AS base, n.nspowner::regrole::text AS owner,
       coalesce((SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = to_regclass('events')), 'public')
           AS tables
FROM pg_namespace n WHERE n.nspname = :name
""")

_FORM = """\
-- The role {role} may read the views of Accords in {base}, and do nothing else. Running this again changes nothing.
-- Run it as the owner of the database or a superuser, then give the role a password: \\password {role}
BEGIN;
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 10;
    END IF;
END $$;
-- Nobody but the owner makes tables, temporary ones included.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE TEMPORARY ON DATABASE {base} FROM PUBLIC;
-- The service takes its turns by advisory locks: only who writes the log may take one from now on.
DO $$ DECLARE
    lock regprocedure;
    writer name;
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RAISE NOTICE 'advisory locks stay open to every role: only a superuser can close them';
        RETURN;
    END IF;
    FOR lock IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
                AND proname ~ '^pg_(try_)?advisory_(xact_)?lock'
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', lock);
        FOR writer IN SELECT rolname FROM pg_roles
                      WHERE NOT rolsuper AND has_table_privilege(rolname, '{tables}.events', 'INSERT')
        LOOP
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', lock, writer);
        END LOOP;
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {owner} WITH GRANT OPTION', lock);
    END LOOP;
END $$;
-- The views of today, and those that an upgrade will make.
GRANT CONNECT ON DATABASE {base} TO {role};
GRANT USAGE ON SCHEMA {schema} TO {role};
GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT SELECT ON TABLES TO {role};
-- Manners: names without a schema, no slip of a write, and no query or open transaction for ever.
ALTER ROLE {role} IN DATABASE {base} SET search_path = {schema};
ALTER ROLE {role} IN DATABASE {base} SET timezone = 'UTC';
ALTER ROLE {role} IN DATABASE {base} SET default_transaction_read_only = on;
ALTER ROLE {role} IN DATABASE {base} SET statement_timeout = '10min';
ALTER ROLE {role} IN DATABASE {base} SET idle_in_transaction_session_timeout = '1min';
COMMIT;
"""


def reader_sql(connection: Connection, role: str) -> str:
    """The SQL that makes ``role`` a reader of this database, to be run by who may make roles.

    Raises UsageError where the database has no roles, or the name is not one in lower case.
    """
    if connection.dialect.name != "postgresql":
        raise UsageError(
            "SQLite has no roles: let readers open the file with mode=ro (docs/analysts.md)"
        )
    if not _NAME.fullmatch(role):
        raise UsageError(f"{role!r} is no name for a role: lower-case letters, digits and _")
    found = connection.execute(_PLACE, {"name": READ_SCHEMA}).one()
    base = '"' + found.base.replace('"', '""') + '"'
    # ``regrole`` quotes the owner itself where that is needed.
    return _FORM.format(
        role=role, base=base, owner=found.owner, tables=found.tables, schema=READ_SCHEMA
    )
