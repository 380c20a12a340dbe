"""The tables, a module a topic; every column has its comment where it is defined.

Importing this package fills ``metadata``. Tables are STRICT on SQLite: make them with ``table()``.
"""

from __future__ import annotations

from store.tables import alerts, articles, feeds, log, projections, schema
from store.tables.base import metadata

__all__ = ["alerts", "articles", "feeds", "log", "metadata", "projections", "schema"]
