"""What polling remembers of a feed: rhythm, trust, moves, trouble; the hosts, possible gaps, outages."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

import store.types
from store.views import drop_views

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OLD = sa.table(
    "feeds",
    *(sa.column(name, sa.Text()) for name in (
        "url", "host", "name", "note", "etag", "last_modified", "body_hash", "poll_reason", "poll_inputs",
        "last_outcome", "last_error", "attempt",
    )),
    *(sa.column(name, sa.Integer()) for name in ("enabled", "listed", "last_status", "failures")),
    *(sa.column(name, store.types.Instant()) for name in (
        "next_poll_at", "last_polled_at", "last_ok_at", "first_ok_at", "blind_since", "claimed_until",
    )),
)

UNKNOWN = {
    "trust": "trusted", "trust_reason": "untested", "not_modified": 0, "location": "", "moving_to": "",
    "moving_seen": 0, "last_size": 0, "strikes": 0.0, "gone": 0, "entries": 0, "samples": "[]", "delays": "[]",
    "gaps": 0, "hints": "{}",
}


def upgrade() -> None:
    """Make the table of feeds anew with what is on file; what was not remembered is not known yet."""
    connection = op.get_bind()
    drop_views(connection)
    kept = [dict(row._mapping) for row in connection.execute(sa.select(OLD))]
    op.drop_table("feeds")
    op.create_table('feed_gap_rows',
        sa.Column('feed', sa.Text(), nullable=False, comment='The feed'),
        sa.Column('noticed_at', store.types.Instant(), nullable=False, comment='The poll that met no known item'),
        sa.Column('last_heard_at', store.types.Instant(), nullable=True, comment='When the feed was last heard before'),
        sa.Column('entries', sa.Integer(), nullable=False, comment='Items that the document had, all new'),
        sa.PrimaryKeyConstraint('feed', 'noticed_at', name=op.f('pk_feed_gap_rows')),
        comment='One row for each time that items may have come and gone unseen',
        sqlite_strict=True
    )
    new = op.create_table('feeds',
        sa.Column('url', sa.Text(), nullable=False, comment='Address, as feeds.toml lists it'),
        sa.Column('host', sa.Text(), nullable=False, comment='Host of the address'),
        sa.Column('domain', sa.Text(), nullable=False, comment='Registrable domain of what is asked, by which polite limits count'),
        sa.Column('name', sa.Text(), nullable=False, comment='Name for people'),
        sa.Column('enabled', sa.Integer(), nullable=False, comment='1 where feeds.toml has it switched on'),
        sa.Column('listed', sa.Integer(), nullable=False, comment='1 while feeds.toml lists it'),
        sa.Column('note', sa.Text(), nullable=False, comment='What feeds.toml says of it, e.g. why it is off'),
        sa.Column('max_delay_s', sa.Double().with_variant(sa.REAL(), 'sqlite'), nullable=True, comment='Largest delay that feeds.toml allows it, seconds; NULL for that of [poll]'),
        sa.Column('etag', sa.Text(), nullable=False, comment='ETag to echo, byte for byte; empty for none'),
        sa.Column('last_modified', sa.Text(), nullable=False, comment='Last-Modified to echo; empty for none'),
        sa.Column('body_hash', sa.Text(), nullable=False, comment='Hash of the last body that was a feed'),
        sa.Column('trust', sa.Text(), nullable=False, comment='Whether its 304 is believed: trusted, suspect, distrusted'),
        sa.Column('trust_reason', sa.Text(), nullable=False, comment='Why: untested, long_silence, hid_news …'),
        sa.Column('trust_since', store.types.Instant(), nullable=True, comment='Since when; NULL for ever'),
        sa.Column('changed_at', store.types.Instant(), nullable=True, comment='Last poll that brought an item that was not known'),
        sa.Column('not_modified', sa.Integer(), nullable=False, comment='Answers of 304 in a row'),
        sa.Column('full_at', store.types.Instant(), nullable=True, comment='Last whole answer to a request without validators'),
        sa.Column('location', sa.Text(), nullable=False, comment='Learned address that is asked; empty for url'),
        sa.Column('moving_to', sa.Text(), nullable=False, comment='Where permanent redirects lead; empty: nowhere'),
        sa.Column('moving_since', store.types.Instant(), nullable=True, comment='Since when they do'),
        sa.Column('moving_seen', sa.Integer(), nullable=False, comment='How many times in a row'),
        sa.Column('next_poll_at', store.types.Instant(), nullable=False, comment='Due from then on'),
        sa.Column('poll_reason', sa.Text(), nullable=False, comment='The rule that set next_poll_at'),
        sa.Column('poll_inputs', store.types.JsonText(), nullable=False, comment='What the rule was given, JSON'),
        sa.Column('last_polled_at', store.types.Instant(), nullable=True, comment='End of the last poll'),
        sa.Column('last_ok_at', store.types.Instant(), nullable=True, comment='Last poll that heard the feed'),
        sa.Column('first_ok_at', store.types.Instant(), nullable=True, comment='First poll that heard the feed: its backlog is no news'),
        sa.Column('last_outcome', sa.Text(), nullable=True, comment='How the last poll ended'),
        sa.Column('last_status', sa.Integer(), nullable=False, comment='Its HTTP status; 0 where none came'),
        sa.Column('last_error', sa.Text(), nullable=False, comment='What was wrong, in words; empty if nothing'),
        sa.Column('last_size', sa.Integer(), nullable=False, comment='Bytes of its body, unpacked'),
        sa.Column('failures', sa.Integer(), nullable=False, comment='Polls in a row that did not hear it'),
        sa.Column('strikes', sa.Double().with_variant(sa.REAL(), 'sqlite'), nullable=False, comment='Sum of what these cost; each doubles the wait'),
        sa.Column('blind_since', store.types.Instant(), nullable=True, comment='The first of these; NULL while it is heard'),
        sa.Column('gone', sa.Integer(), nullable=False, comment='Answers of 410 in a row'),
        sa.Column('gone_since', store.types.Instant(), nullable=True, comment='The first of these'),
        sa.Column('dormant_since', store.types.Instant(), nullable=True, comment='Since when it gets a look a month; NULL: it does not'),
        sa.Column('entries', sa.Integer(), nullable=False, comment='Items in its last document'),
        sa.Column('gap_s', sa.Double().with_variant(sa.REAL(), 'sqlite'), nullable=True, comment='Mean time between items by their dates, seconds; NULL unknown'),
        sa.Column('window_s', sa.Double().with_variant(sa.REAL(), 'sqlite'), nullable=True, comment='Time that its document covers, seconds; NULL unknown'),
        sa.Column('newest_at', store.types.Instant(), nullable=True, comment='Claimed date of its newest item'),
        sa.Column('overlap', sa.Double().with_variant(sa.REAL(), 'sqlite'), nullable=True, comment='Share of the last document that was known; NULL at first'),
        sa.Column('samples', store.types.JsonText(), nullable=False, comment='The last polls that brought news, JSON'),
        sa.Column('delays', store.types.JsonText(), nullable=False, comment='Last waits from claimed to seen, seconds, JSON'),
        sa.Column('delay_p50_s', sa.Double().with_variant(sa.REAL(), 'sqlite'), nullable=True, comment='Half of these waits are at most so long, seconds'),
        sa.Column('delay_p95_s', sa.Double().with_variant(sa.REAL(), 'sqlite'), nullable=True, comment='Of twenty, nineteen are, seconds'),
        sa.Column('gaps', sa.Integer(), nullable=False, comment='Polls that met no known item: possible gaps'),
        sa.Column('last_gap_at', store.types.Instant(), nullable=True, comment='The last of these'),
        sa.Column('hints', store.types.JsonText(), nullable=False, comment='Its ttl, skipHours, skipDays, sy:*, JSON'),
        sa.Column('claimed_until', store.types.Instant(), nullable=True, comment='Held by an attempt until then; NULL when free'),
        sa.Column('attempt', sa.Text(), nullable=False, comment='The attempt that holds, or last held, it'),
        sa.PrimaryKeyConstraint('url', name=op.f('pk_feeds')),
        comment='One row a feed that was ever listed: its state and its lease',
        sqlite_strict=True
    )
    op.create_index('ix_feeds_due', 'feeds', ['next_poll_at', 'domain'], unique=False)
    op.create_index('ix_feeds_held', 'feeds', ['claimed_until'], unique=False, sqlite_where=sa.text('claimed_until IS NOT NULL'), postgresql_where=sa.text('claimed_until IS NOT NULL'))
    hosts = op.create_table('hosts',
        sa.Column('domain', sa.Text(), nullable=False, comment='Registrable domain'),
        sa.Column('next_start_at', store.types.Instant(), nullable=True, comment='No fetch starts before, for the spacing'),
        sa.Column('closed_until', store.types.Instant(), nullable=True, comment='Nothing of it is polled before; NULL: it is open'),
        sa.Column('closed_cause', sa.Text(), nullable=False, comment='What asked for that, in words'),
        sa.PrimaryKeyConstraint('domain', name=op.f('pk_hosts')),
        comment='One row a registrable domain of which a feed was ever listed',
        sqlite_strict=True
    )
    op.create_table('poll_outage_rows',
        sa.Column('began_at', store.types.Instant(), nullable=False, comment='When our own network was found down'),
        sa.Column('ended_at', store.types.Instant(), nullable=True, comment='When a host answered again; NULL while it is down'),
        sa.Column('hosts', sa.Integer(), nullable=False, comment='How many domains had failed by then'),
        sa.PrimaryKeyConstraint('began_at', name=op.f('pk_poll_outage_rows')),
        comment='One row for each outage of our own network; nothing counts against feeds in it',
        sqlite_strict=True
    )
    for row in kept:
        # The registrable domain is put in its place when the list is next taken over.
        said = {"domain": row["host"], "poll_inputs": json.dumps({"said": row["poll_inputs"]})}
        connection.execute(sa.insert(new).values(**row | UNKNOWN | said))
    for domain in sorted({row["host"] for row in kept}):
        connection.execute(sa.insert(hosts).values(domain=domain, closed_cause=""))
