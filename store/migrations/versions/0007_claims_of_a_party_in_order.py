"""The claims of a party by position: without it SQLite walks all claims before a confirmation."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index of a party's claims anew, with the position."""
    op.drop_index("ix_claim_rows_generation_accord_party", "claim_rows")
    op.create_index("ix_claim_rows_party", "claim_rows", ["generation", "accord", "party", "position"], unique=False)
