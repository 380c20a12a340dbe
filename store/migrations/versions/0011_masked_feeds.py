"""How feeds stand in the views whose addresses bear a secret."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monitor.model.address import bears_secret, shown_apart

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and fill it with the feeds on file."""
    op.create_table('masked_feeds',
        sa.Column('feed', sa.Text(), nullable=False, comment='Address of a feed that bears a secret'),
        sa.Column('shown', sa.Text(), nullable=False, comment='The same with the secret masked, for the views'),
        sa.PrimaryKeyConstraint('feed', name=op.f('pk_masked_feeds')),
        sa.UniqueConstraint('shown', name=op.f('uq_masked_feeds_shown')),
        comment='One row a feed whose address is not for everybody who reads the views',
        sqlite_strict=True
    )
    connection, taken = op.get_bind(), set[str]()
    for url in connection.scalars(sa.text("SELECT url FROM feeds ORDER BY url")).all():
        if bears_secret(url):
            shown = shown_apart(url, taken)
            taken.add(shown)
            connection.execute(sa.text("INSERT INTO masked_feeds (feed, shown) VALUES (:feed, :shown)"), {"feed": url, "shown": shown})
