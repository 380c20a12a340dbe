"""What Alembic runs: the connection and its transaction are the caller's (``store.migrate``)."""

from __future__ import annotations

import logging

from alembic import context

from store.tables import metadata

# Which dialect it found is no news to whoever reads the service's log.
logging.getLogger("alembic").setLevel(logging.WARNING)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
