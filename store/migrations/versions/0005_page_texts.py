"""Pages that were fetched for articles of which the feed brought a mere teaser."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import store.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table('page_texts',
        sa.Column('article', sa.Text(), nullable=False, comment='The article'),
        sa.Column('url', sa.Text(), nullable=False, comment='The page that was asked for'),
        sa.Column('outcome', sa.Text(), nullable=False, comment='What came of it: text, no_text, robots, …'),
        sa.Column('detail', sa.Text(), nullable=False, comment='The same in words, where they say more'),
        sa.Column('tries', sa.Integer(), nullable=False, comment='How many times it was asked for'),
        sa.Column('fetched_at', store.types.Instant(), nullable=False, comment='The last time'),
        sa.Column('due_at', store.types.Instant(), nullable=True, comment='When it is asked for again; NULL: it is not'),
        sa.Column('number', sa.Integer(), nullable=True, comment="From this revision on the body is the page's; NULL: none is"),
        sa.ForeignKeyConstraint(['article'], ['articles.id'], name=op.f('fk_page_texts_article')),
        sa.PrimaryKeyConstraint('article', name=op.f('pk_page_texts')),
        comment='One row an article whose page was fetched, since the feed brought a mere teaser',
        sqlite_strict=True
    )
