"""`accords db`: the database itself, its schema, its roles and copies of it."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.codes import DONE, FAILED
from monitor.cli.context import Context
from monitor.cli.screen import Group, json_option, print_json
from monitor.model.errors import UsageError
from store import backup as copies
from store.application import application_sql
from store.engine import Denied, open_engine, read, told_apart
from store.migrate import check as check_schema
from store.readers import reader_sql


@click.group(cls=Group)
def db() -> None:
    """The database itself: schema and copies."""


@db.command()
@click.argument("role")
@click.pass_obj
def reader(context: Context, role: str) -> None:
    """Print the SQL that makes ROLE a reader of the views, and of nothing else (PostgreSQL).

    Run it as who may make roles: accords db reader analyst | psql URL
    """
    with read(context.engine()) as connection:
        click.echo(reader_sql(connection, role), nl=False)


@db.command()
@click.argument("role")
@click.pass_obj
def application(context: Context, role: str) -> None:
    """Print the SQL that lets ROLE run the service but not change the log (PostgreSQL).

    Run it as the owner: accords db application accords_app | psql URL
    """
    with read(context.engine()) as connection:
        click.echo(application_sql(connection, role), nl=False)


@db.command()
@click.pass_obj
def upgrade(context: Context) -> None:
    """Bring the schema up to date; every command does so when it opens the database."""
    context.engine(create=True)
    click.echo("the schema is up to date", err=True)


@db.command()
@json_option
@click.pass_obj
def check(context: Context, as_json: bool) -> int:
    """Say whether the schema is what this version expects."""
    engine = open_engine(context.database_url)
    try:
        with told_apart(engine):
            differences = check_schema(engine)
    except Denied as error:
        raise UsageError(
            f"db check makes an empty schema to compare with, and {engine.url.username} may not; "
            "run it as the owner of the database"
        ) from error
    finally:
        engine.dispose()
    if as_json:
        print_json({"ok": not differences, "differences": differences})
    else:
        click.echo("\n".join(differences) or "the schema is as expected")
    return FAILED if differences else DONE


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@click.pass_obj
def backup(context: Context, file: Path, as_json: bool) -> None:
    """Write a consistent, verified copy of the database to FILE, while the worker runs.

    On PostgreSQL by pg_dump, which must be on the PATH.
    """
    _print_copy(copies.backup(context.engine(), file), as_json=as_json)


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Give up what the database holds now.")
@json_option
@click.pass_obj
def restore(context: Context, file: Path, replace: bool, as_json: bool) -> None:
    """Put the copy in FILE in the place of the database; stop the worker first.

    On PostgreSQL by pg_restore, as the owner; the rights of roles are then to be given again.
    """
    engine = open_engine(context.database_url)
    try:
        restored = copies.restore(engine, file, replace=replace)
        rights_lost = engine.dialect.name == "postgresql"
    finally:
        engine.dispose()
    _print_copy(restored, as_json=as_json)
    if rights_lost:
        click.echo(
            "now give the roles their rights: accords db application, accords db reader", err=True
        )


def _print_copy(made: copies.Backup, *, as_json: bool) -> None:
    if as_json:
        data = {"path": str(made.path), "size_bytes": made.size_bytes}
        print_json({**data, "head": made.head, "hash": made.hash})
    else:
        click.echo(f"{made.path}: {made.head} events, {made.size_bytes} bytes, verified")
