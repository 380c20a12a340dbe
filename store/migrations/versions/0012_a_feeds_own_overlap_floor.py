"""A feed's own share of a document that should be known; on file so far is none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; NULL leaves the feed with that of ``[poll]``."""
    op.add_column('feeds', sa.Column('overlap_floor', sa.Double().with_variant(sa.REAL(), 'sqlite'), nullable=True, comment='Share of a document that feeds.toml wants known; NULL for that of [poll]'))
