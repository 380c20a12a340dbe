"""Feeds as polling remembers them."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text

from store.tables.base import table
from store.types import Flag, Instant

feeds = table(
    "feeds",
    Column("url", Text, primary_key=True, comment="Address, as feeds.toml lists it"),
    Column(
        "host", Text, nullable=False, comment="Host of the address, by which polite limits count"
    ),
    Column("name", Text, nullable=False, comment="Name for people"),
    Column("enabled", Flag, nullable=False, comment="1 where feeds.toml has it switched on"),
    Column("listed", Flag, nullable=False, comment="1 while feeds.toml lists it"),
    Column("note", Text, nullable=False, comment="What feeds.toml says of it, e.g. why it is off"),
    Column("etag", Text, nullable=False, comment="ETag to echo, byte for byte; empty for none"),
    Column("last_modified", Text, nullable=False, comment="Last-Modified to echo; empty for none"),
    Column("body_hash", Text, nullable=False, comment="Hash of the last body that was a feed"),
    Column("next_poll_at", Instant, nullable=False, comment="Due from then on"),
    Column("poll_reason", Text, nullable=False, comment="The rule that set next_poll_at"),
    Column("poll_inputs", Text, nullable=False, comment="What the rule was given"),
    Column("last_polled_at", Instant, comment="End of the last poll"),
    Column("last_ok_at", Instant, comment="Last poll that heard the feed"),
    Column(
        "first_ok_at", Instant, comment="First poll that heard the feed: its backlog is no news"
    ),
    Column("last_outcome", Text, comment="How the last poll ended"),
    Column("last_status", Integer, nullable=False, comment="Its HTTP status; 0 where none came"),
    Column(
        "last_error", Text, nullable=False, comment="What was wrong, in words; empty if nothing"
    ),
    Column("failures", Integer, nullable=False, comment="Polls in a row that did not hear it"),
    Column("blind_since", Instant, comment="The first of these; NULL while it is heard"),
    Column("claimed_until", Instant, comment="Held by an attempt until then; NULL when free"),
    Column("attempt", Text, nullable=False, comment="The attempt that holds, or last held, it"),
    comment="One row a feed that was ever listed: its state and its lease",
)
Index("ix_feeds_due", feeds.c.next_poll_at, feeds.c.host)
