"""How items are known again, feeds whose ids do not hold, and items that are held back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import store.types
from store.views import drop_views

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of sightings anew with what is on file; what was not remembered is empty."""
    connection = op.get_bind()
    drop_views(connection)
    op.execute("CREATE TABLE sightings_kept AS SELECT feed, key, article, content_hash, first_seen FROM sightings")
    op.drop_table("sightings")
    op.create_table('sightings',
        sa.Column('feed', sa.Text(), nullable=False, comment='The feed'),
        sa.Column('key', sa.Text(), nullable=False, comment="What tells the item from the feed's others"),
        sa.Column('article', sa.Text(), nullable=False, comment='The article it shows'),
        sa.Column('url', sa.Text(), nullable=False, comment="The item's link in this feed; empty for none"),
        sa.Column('content_hash', sa.Text(), nullable=False, comment='Hash of its text when last seen there'),
        sa.Column('headline', sa.Text(), nullable=False, comment='Hash of its headline; empty for a short one'),
        sa.Column('alternate', sa.Text(), nullable=False, comment='Its guid without scheme, www and tracking, where it is an address'),
        sa.Column('claimed', store.types.Instant(), nullable=True, comment='When it claims to be published; NULL where it does not'),
        sa.Column('key_reason', sa.Text(), nullable=False, comment='Why it has this key: guid, no_guid, …'),
        sa.Column('known_as', sa.Text(), nullable=False, comment='As what it was known then: new, elsewhere, …'),
        sa.Column('first_seen', store.types.Instant(), nullable=False, comment='When this feed first brought it'),
        sa.ForeignKeyConstraint(['article'], ['articles.id'], name=op.f('fk_sightings_article')),
        sa.PrimaryKeyConstraint('feed', 'key', name=op.f('pk_sightings')),
        comment='One row an item of a feed; one article in five feeds has five',
        sqlite_strict=True
    )
    op.execute(
        "INSERT INTO sightings (feed, key, article, url, content_hash, headline, alternate, claimed, key_reason, known_as, first_seen) "
        "SELECT feed, key, article, '', content_hash, '', '', NULL, '', '', first_seen FROM sightings_kept"
    )
    op.drop_table("sightings_kept")
    op.create_index('ix_sightings_article', 'sightings', ['article'], unique=False)
    op.create_index('ix_sightings_seen', 'sightings', ['feed', 'first_seen'], unique=False)
    op.create_table('feed_identities',
        sa.Column('feed', sa.Text(), nullable=False, comment='The feed'),
        sa.Column('rule', sa.Text(), nullable=False, comment='What tells its items apart: guid, link, headline'),
        sa.Column('changes', sa.Integer(), nullable=False, comment='Polls in which most of its ids were new'),
        sa.Column('since', store.types.Instant(), nullable=False, comment='When that was last found'),
        sa.PrimaryKeyConstraint('feed', name=op.f('pk_feed_identities')),
        comment='One row a feed whose ids have changed by the mass',
        sqlite_strict=True
    )
    op.create_table('held_items',
        sa.Column('feed', sa.Text(), nullable=False, comment='The feed that brought it'),
        sa.Column('key', sa.Text(), nullable=False, comment="What tells the item from the feed's others"),
        sa.Column('reason', sa.Text(), nullable=False, comment='Why it is held: ids_changed, old_items'),
        sa.Column('url', sa.Text(), nullable=False, comment='Its link; empty for none'),
        sa.Column('title', sa.Text(), nullable=False, comment='Its headline'),
        sa.Column('claimed', store.types.Instant(), nullable=True, comment='When it claims to be published; NULL where it does not'),
        sa.Column('content_hash', sa.Text(), nullable=False, comment='Hash of its text'),
        sa.Column('arrival', sa.Text(), nullable=False, comment='The whole item, JSON'),
        sa.Column('held_at', store.types.Instant(), nullable=False, comment='When it was held back'),
        sa.Column('released_at', store.types.Instant(), nullable=True, comment='When it was let through; NULL while it is held'),
        sa.Column('released_by', sa.Text(), nullable=True, comment='person or shown_again; NULL while it is held'),
        sa.Column('released_note', sa.Text(), nullable=True, comment='Who released it and why, or what proved it'),
        sa.PrimaryKeyConstraint('feed', 'key', name=op.f('pk_held_items')),
        comment='One row an item that was held back, since what came with it could not be news',
        sqlite_strict=True
    )
    op.create_index('ix_held_items_open', 'held_items', ['feed', 'released_at'], unique=False)
