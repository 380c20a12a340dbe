"""`accords db reader`: the SQL that makes a reader's role on PostgreSQL."""

from __future__ import annotations

import click

from monitor.cli.context import Context
from store.engine import read
from store.readers import reader_sql


@click.command()
@click.argument("role")
@click.pass_obj
def reader(context: Context, role: str) -> None:
    """Print the SQL that makes ROLE a reader of the views, and of nothing else (PostgreSQL).

    Run it as who may make roles: accords db reader analyst | psql URL
    """
    with read(context.engine()) as connection:
        click.echo(reader_sql(connection, role), nl=False)
