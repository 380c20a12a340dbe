"""The schema's history: Alembic revisions, each frozen once released.

A change of a table is a new file in ``versions`` beside the change in ``store.tables``; a test holds the
two together. Views are no part of it: they are derived and made anew by ``store.migrate``.
"""

from __future__ import annotations

HEAD = "0012"
"""The newest revision: known here so that a database that is up to date is opened without Alembic."""
