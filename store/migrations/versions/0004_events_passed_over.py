"""Events that a projection passed over because only newer code knows them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import store.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their table."""
    op.create_table('skipped_events',
        sa.Column('name', sa.Text(), nullable=False, comment='The projection that passed it over.'),
        sa.Column('generation', sa.Integer(), nullable=False, comment='The generation that lacks it.'),
        sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False, comment='Position of the event.'),
        sa.Column('error', sa.Text(), nullable=False, comment='Why: newer code wrote it.'),
        sa.Column('at', store.types.Instant(), nullable=False, comment='When it was passed over.'),
        sa.PrimaryKeyConstraint('name', 'generation', 'position', name=op.f('pk_skipped_events')),
        comment='Events that a projection passed over because only newer code knows them.',
        sqlite_strict=True
    )
