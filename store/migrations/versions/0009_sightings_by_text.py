"""Sightings by their text: another feed may have shown an article before it moved."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_sightings_text", "sightings", ["content_hash"], unique=False)
