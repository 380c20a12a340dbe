"""The log without the indexes that its promise does not need: each is a page more that an append writes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import store.types
from store.views import drop_views

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TRIGGERS = (
    """CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events is append-only: no UPDATE'); END""",
    """CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events is append-only: no DELETE'); END""",
    """CREATE TRIGGER events_no_replace BEFORE INSERT ON events WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
OR EXISTS (SELECT 1 FROM events WHERE stream = NEW.stream AND version = NEW.version)
 BEGIN SELECT RAISE(ABORT, 'events is append-only: no INSERT but of the next row'); END""",
    """CREATE TRIGGER appends_no_update BEFORE UPDATE ON appends BEGIN SELECT RAISE(ABORT, 'appends is append-only: no UPDATE'); END""",
    """CREATE TRIGGER appends_no_delete BEFORE DELETE ON appends BEGIN SELECT RAISE(ABORT, 'appends is append-only: no DELETE'); END""",
    """CREATE TRIGGER appends_no_replace BEFORE INSERT ON appends WHEN EXISTS (SELECT 1 FROM appends WHERE key = NEW.key)
 BEGIN SELECT RAISE(ABORT, 'appends is append-only: no INSERT but of the next row'); END""",
)


def upgrade() -> None:
    """Drop them; on SQLite, which drops no constraint, make the tables anew with what is on file."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.drop_constraint("uq_events_event_id", "events")
        op.drop_constraint("uq_appends_first_position", "appends")
        op.drop_constraint("uq_appends_last_position", "appends")
        return
    drop_views(connection)
    op.drop_index("ix_events_type_position", "events")
    op.rename_table("events", "events_before")
    op.rename_table("appends", "appends_before")
    op.create_table('appends',
        sa.Column('key', sa.Text(), nullable=False, comment="The caller's key: a retry with it gets the first answer."),
        sa.Column('digest', sa.LargeBinary(), nullable=False, comment='SHA-256 over streams, types and data of the request.'),
        sa.Column('first_position', sa.Integer(), nullable=False, comment='Position of its first event.'),
        sa.Column('last_position', sa.Integer(), nullable=False, comment='Position of its last event.'),
        sa.Column('recorded_at', store.types.Instant(), nullable=False, comment='When it was answered.'),
        sa.CheckConstraint('first_position > 0 AND last_position >= first_position', name=op.f('ck_appends_positions')),
        sa.CheckConstraint('length(digest) = 32', name=op.f('ck_appends_digest_length')),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_appends')),
        comment='One row an append: what answers a retry.',
        sqlite_strict=True,
        sqlite_with_rowid=False
    )
    op.create_table('events',
        sa.Column('position', sa.Integer(), autoincrement=False, nullable=False, comment='Place in the log: 1, 2, 3 … without gaps, in commit order.'),
        sa.Column('event_id', sa.Text(), nullable=False, comment='UUID made of append key and index.'),
        sa.Column('stream', sa.Text(), nullable=False, comment='What the event is about: ACCORD/PARTY or source/HOST.'),
        sa.Column('version', sa.Integer(), nullable=False, comment='Place in the stream: 1, 2, 3 … without gaps.'),
        sa.Column('type', sa.Text(), nullable=False, comment='Name of the event, e.g. StageConfirmed.'),
        sa.Column('schema_version', sa.Integer(), nullable=False, comment='Form of data; older ones are upcast on reading.'),
        sa.Column('data', store.types.JsonText(), nullable=False, comment='The event, as canonical JSON.'),
        sa.Column('metadata', store.types.JsonText(), nullable=False, comment='Who wrote it (actor), by what (cause), with which code.'),
        sa.Column('valid_from', store.types.Instant(), nullable=True, comment='When it was true in the world, where the event says so.'),
        sa.Column('recorded_at', store.types.Instant(), nullable=False, comment='When it was written; never runs backwards.'),
        sa.Column('append_key', sa.Text(), nullable=False, comment='Key of the append that wrote it.'),
        sa.Column('prev_hash', sa.LargeBinary(), nullable=False, comment='hash of the event before; 32 zero bytes for the first.'),
        sa.Column('hash', sa.LargeBinary(), nullable=False, comment='SHA-256 over prev_hash and every column above.'),
        sa.CheckConstraint('length(prev_hash) = 32 AND length(hash) = 32', name=op.f('ck_events_hash_length')),
        sa.CheckConstraint('position > 0', name=op.f('ck_events_position_positive')),
        sa.CheckConstraint('schema_version > 0', name=op.f('ck_events_schema_version_positive')),
        sa.CheckConstraint('version > 0', name=op.f('ck_events_version_positive')),
        sa.PrimaryKeyConstraint('position', name=op.f('pk_events')),
        sa.UniqueConstraint('stream', 'version', name=op.f('uq_events_stream_version')),
        comment='The append-only log of all that was decided.',
        sqlite_strict=True
    )
    for name in ("events", "appends"):
        op.execute(f"INSERT INTO {name} SELECT * FROM {name}_before ORDER BY 1")
        op.drop_table(f"{name}_before")
    op.create_index(op.f('ix_events_type_position'), 'events', ['type', 'position'], unique=False)
    for trigger in TRIGGERS:
        op.execute(trigger)
