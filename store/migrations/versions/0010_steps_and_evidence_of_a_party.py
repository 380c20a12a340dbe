"""The steps and the evidence of a party by index: without it a party's history reads those of all."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two indexes."""
    for table in ("timeline_rows", "witness_rows"):
        op.create_index(f"ix_{table}_party", table, ["generation", "accord", "party", "position"], unique=False)
