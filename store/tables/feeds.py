"""Feeds as polling remembers them, the hosts they stand on, and what may have been missed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import REAL, Column, Double, Index, Integer, Text, UniqueConstraint
from sqlalchemy.types import TypeEngine

from store.tables.base import table
from store.types import Flag, Instant, JsonText

Number: TypeEngine[Any] = Double().with_variant(REAL(), "sqlite")
"""A number with a fraction; STRICT tables know only REAL."""

feeds = table(
    "feeds",
    Column("url", Text, primary_key=True, comment="Address, as feeds.toml lists it"),
    Column("host", Text, nullable=False, comment="Host of the address"),
    Column(
        "domain",
        Text,
        nullable=False,
        comment="Registrable domain of what is asked, by which polite limits count",
    ),
    Column("name", Text, nullable=False, comment="Name for people"),
    Column("enabled", Flag, nullable=False, comment="1 where feeds.toml has it switched on"),
    Column("listed", Flag, nullable=False, comment="1 while feeds.toml lists it"),
    Column("note", Text, nullable=False, comment="What feeds.toml says of it, e.g. why it is off"),
    Column(
        "max_delay_s",
        Number,
        comment="Largest delay that feeds.toml allows it, seconds; NULL for that of [poll]",
    ),
    Column("etag", Text, nullable=False, comment="ETag to echo, byte for byte; empty for none"),
    Column("last_modified", Text, nullable=False, comment="Last-Modified to echo; empty for none"),
    Column("body_hash", Text, nullable=False, comment="Hash of the last body that was a feed"),
    Column(
        "trust",
        Text,
        nullable=False,
        comment="Whether its 304 is believed: trusted, suspect, distrusted",
    ),
    Column("trust_reason", Text, nullable=False, comment="Why: untested, long_silence, hid_news …"),
    Column("trust_since", Instant, comment="Since when; NULL for ever"),
    Column("changed_at", Instant, comment="Last poll that brought an item that was not known"),
    Column("not_modified", Integer, nullable=False, comment="Answers of 304 in a row"),
    Column("full_at", Instant, comment="Last whole answer to a request without validators"),
    Column(
        "location", Text, nullable=False, comment="Learned address that is asked; empty for url"
    ),
    Column(
        "moving_to", Text, nullable=False, comment="Where permanent redirects lead; empty: nowhere"
    ),
    Column("moving_since", Instant, comment="Since when they do"),
    Column("moving_seen", Integer, nullable=False, comment="How many times in a row"),
    Column("next_poll_at", Instant, nullable=False, comment="Due from then on"),
    Column("poll_reason", Text, nullable=False, comment="The rule that set next_poll_at"),
    Column("poll_inputs", JsonText, nullable=False, comment="What the rule was given, JSON"),
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
    Column("last_size", Integer, nullable=False, comment="Bytes of its body, unpacked"),
    Column("failures", Integer, nullable=False, comment="Polls in a row that did not hear it"),
    Column(
        "strikes", Number, nullable=False, comment="Sum of what these cost; each doubles the wait"
    ),
    Column("blind_since", Instant, comment="The first of these; NULL while it is heard"),
    Column("gone", Integer, nullable=False, comment="Answers of 410 in a row"),
    Column("gone_since", Instant, comment="The first of these"),
    Column(
        "dormant_since", Instant, comment="Since when it gets a look a month; NULL: it does not"
    ),
    Column("entries", Integer, nullable=False, comment="Items in its last document"),
    Column(
        "gap_s", Number, comment="Mean time between items by their dates, seconds; NULL unknown"
    ),
    Column("window_s", Number, comment="Time that its document covers, seconds; NULL unknown"),
    Column("newest_at", Instant, comment="Claimed date of its newest item"),
    Column("overlap", Number, comment="Share of the last document that was known; NULL at first"),
    Column("samples", JsonText, nullable=False, comment="The last polls that brought news, JSON"),
    Column(
        "delays", JsonText, nullable=False, comment="Last waits from claimed to seen, seconds, JSON"
    ),
    Column("delay_p50_s", Number, comment="Half of these waits are at most so long, seconds"),
    Column("delay_p95_s", Number, comment="Of twenty, nineteen are, seconds"),
    Column("gaps", Integer, nullable=False, comment="Polls that met no known item: possible gaps"),
    Column("last_gap_at", Instant, comment="The last of these"),
    Column("hints", JsonText, nullable=False, comment="Its ttl, skipHours, skipDays, sy:*, JSON"),
    Column("claimed_until", Instant, comment="Held by an attempt until then; NULL when free"),
    Column("attempt", Text, nullable=False, comment="The attempt that holds, or last held, it"),
    Column(
        "overlap_floor",
        Number,
        comment="Share of a document that feeds.toml wants known; NULL for that of [poll]",
    ),
    comment="One row a feed that was ever listed: its state and its lease",
)
Index("ix_feeds_due", feeds.c.next_poll_at, feeds.c.domain)
Index(
    "ix_feeds_held",
    feeds.c.claimed_until,
    sqlite_where=feeds.c.claimed_until.is_not(None),
    postgresql_where=feeds.c.claimed_until.is_not(None),
)

masked_feeds = table(
    "masked_feeds",
    Column("feed", Text, primary_key=True, comment="Address of a feed that bears a secret"),
    Column("shown", Text, nullable=False, comment="The same with the secret masked, for the views"),
    UniqueConstraint("shown"),
    comment="One row a feed whose address is not for everybody who reads the views",
)

hosts = table(
    "hosts",
    Column("domain", Text, primary_key=True, comment="Registrable domain"),
    Column("next_start_at", Instant, comment="No fetch starts before, for the spacing"),
    Column("closed_until", Instant, comment="Nothing of it is polled before; NULL: it is open"),
    Column("closed_cause", Text, nullable=False, comment="What asked for that, in words"),
    comment="One row a registrable domain of which a feed was ever listed",
)

feed_gap_rows = table(
    "feed_gap_rows",
    Column("feed", Text, primary_key=True, comment="The feed"),
    Column("noticed_at", Instant, primary_key=True, comment="The poll that met no known item"),
    Column("last_heard_at", Instant, comment="When the feed was last heard before"),
    Column("entries", Integer, nullable=False, comment="Items that the document had, all new"),
    comment="One row for each time that items may have come and gone unseen",
)

poll_outage_rows = table(
    "poll_outage_rows",
    Column("began_at", Instant, primary_key=True, comment="When our own network was found down"),
    Column("ended_at", Instant, comment="When a host answered again; NULL while it is down"),
    Column("hosts", Integer, nullable=False, comment="How many domains had failed by then"),
    comment="One row for each outage of our own network; nothing counts against feeds in it",
)
