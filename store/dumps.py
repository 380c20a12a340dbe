"""Copies of a PostgreSQL database, by its own programs: pg_dump writes one, pg_restore puts it back.

A copy is checked without a server: pg_restore gives its log as text, which goes into a scratch database of
SQLite, and there the chain is walked as on any other. The programs are those on the PATH; a password goes
to them by the environment, where no list of processes shows it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, LargeBinary, Table, insert
from sqlalchemy.schema import CreateTable

from monitor.model.errors import Corrupt, Permanent, UsageError
from store.engine import open_engine, write
from store.tables.log import appends, events
from store.types import Bytes, Instant
from store.verify import FirstBad, Intact, verify_log

BATCH = 2000

_COPY = re.compile(r"COPY \S+\.(\w+) \((.*)\) FROM stdin;\n")
_ESCAPED = re.compile(r"\\(.)")
_INSTALL = "install PostgreSQL's client programs, of the server's version"
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


def dump(engine: Engine, path: Path) -> None:
    """Write one moment of the database to ``path``, in the custom form of pg_dump; others write on.

    Raises UsageError where pg_dump is not on the PATH, Permanent with its words where it fails.
    """
    wanted = ["--format=custom", "--no-password", f"--file={path}"]
    _run(engine, "pg_dump", [*wanted, f"--dbname={_address(engine)}"])


def put_back(engine: Engine, path: Path) -> None:
    """Let the copy at ``path`` replace what the database holds, in one transaction.

    Owners and rights stay behind, since the copy's roles need not be there. Raises as ``dump``.
    """
    whole = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error"]
    plain = ["--no-owner", "--no-privileges", "--no-password"]
    _run(engine, "pg_restore", [*whole, *plain, f"--dbname={_address(engine)}", str(path)])
    with write(engine) as connection:
        # Rights that new tables get by default are wider than those on the log.
        connection.exec_driver_sql(_NARROWED)


def check_dump(path: Path) -> Intact:
    """Read the whole copy at ``path`` and walk the log in it.

    Raises Corrupt where the log is not intact, Permanent where the file is no copy or is damaged.
    """
    with tempfile.TemporaryDirectory(prefix="accords-") as folder:
        scratch = open_engine(f"sqlite:///{folder}/log.db")
        try:
            with write(scratch) as connection, _as_text(path) as lines:
                for table in (events, appends):
                    connection.execute(CreateTable(table))
                filled = _fill(connection, lines)
            if filled != {events.name, appends.name}:
                raise Permanent(f"{path} is a copy of another database: it has no log")
            found = verify_log(scratch)
        finally:
            scratch.dispose()
    if isinstance(found, FirstBad):
        raise Corrupt(f"{path}: {found.why}", position=found.position)
    return found


_NARROWED = """
DO $$ DECLARE one record; BEGIN
    FOR one IN
        SELECT DISTINCT c.oid::regclass AS log, a.grantee::regrole AS role
        FROM pg_class c CROSS JOIN aclexplode(c.relacl) a
        WHERE c.oid IN ('events'::regclass, 'appends'::regclass, 'alembic_version'::regclass, 'schema_state'::regclass)
          AND a.grantee NOT IN (0, c.relowner)
    LOOP
        EXECUTE 'REVOKE UPDATE, DELETE, TRUNCATE ON ' || one.log || ' FROM ' || one.role;
    END LOOP;
END $$
"""


def _run(engine: Engine, program: str, arguments: list[str]) -> None:
    password = engine.url.password
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, no shell
        [_found(program), *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = done.stderr.strip()
        remedy = f"; {_INSTALL}" if "version mismatch" in words else ""
        raise Permanent(f"{program} failed: {words}{remedy}")


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise UsageError(f"{program} is not on the PATH; {_INSTALL}")
    return path


def _address(engine: Engine) -> str:
    """What libpq understands, but for the password."""
    plain = engine.url.set(drivername="postgresql", password=None)
    return plain.render_as_string(hide_password=False)


@contextmanager
def _as_text(path: Path) -> Iterator[IO[str]]:
    """The rows of the log in the copy, as the lines of COPY."""
    tables = [f"--table={table.name}" for table in (events, appends)]
    command = [_found("pg_restore"), "--data-only", *tables, "--file=-", str(path)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 - a program of PostgreSQL, no shell
            command, stdout=subprocess.PIPE, stderr=said, encoding="utf-8"
        ) as running,
    ):
        assert running.stdout is not None
        yield running.stdout
        running.stdout.read()
        if running.wait():
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise Permanent(f"{path} cannot be read as a copy: {words}")


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one table as they stand in a copy."""

    table: Table
    columns: list[str]


def _fill(connection: Connection, lines: Iterator[str]) -> set[str]:
    """Insert the rows of every table that stands in ``lines``; which these are."""
    filled = set()
    for line in lines:
        begun = _COPY.fullmatch(line)
        if begun is None:
            continue
        table = {one.name: one for one in (events, appends)}[begun[1]]
        rows = _Rows(table, begun[2].replace('"', "").split(", "))
        told = iter(lines.__next__, "\\.\n")
        while batch := [_row(rows, one) for one in islice(told, BATCH)]:
            connection.execute(insert(table), batch)
        filled.add(table.name)
    return filled


def _row(rows: _Rows, line: str) -> dict[str, Any]:
    cells = line.removesuffix("\n").split("\t")
    return {
        name: _value(rows.table.c[name].type, cell)
        for name, cell in zip(rows.columns, cells, strict=True)
    }


def _value(kind: Any, cell: str) -> Any:
    """A cell of COPY's text form; see its chapter in PostgreSQL's manual."""
    if cell == "\\N":
        return None
    text = _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), cell)
    if isinstance(kind, Instant):
        return datetime.fromisoformat(text)
    if isinstance(kind, (Bytes, LargeBinary)):
        return bytes.fromhex(text.removeprefix("\\x"))
    return int(text) if kind.python_type is int else text
