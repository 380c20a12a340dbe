"""The archive: articles, their revisions, where they were seen, and what reading made of them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from store.tables.base import table
from store.types import BigInt, Bytes, Flag, Instant

articles = table(
    "articles",
    Column(
        "id",
        Text,
        primary_key=True,
        comment="Hash of the canonical address, or of what tells it apart",
    ),
    Column(
        "url", Text, nullable=False, comment="Address as first seen; empty where the item had none"
    ),
    Column("source", Text, nullable=False, comment="Host of the publisher"),
    Column("publisher", Text, nullable=False, comment="Its name, where a news search gave one"),
    Column("first_seen", Instant, nullable=False, comment="When any feed first brought it"),
    comment="One row an article, in however many feeds it was seen",
)
Index("ix_articles_url", articles.c.url)

revisions = table(
    "revisions",
    Column("id", BigInt, primary_key=True, comment="In the order of being seen"),
    Column("article", Text, ForeignKey("articles.id"), nullable=False, comment="The article"),
    Column("number", Integer, nullable=False, comment="Counts from 1 within the article"),
    Column("content_hash", Text, nullable=False, comment="Hash of title, summary, body; no dates"),
    Column("length", Integer, nullable=False, comment="Code points of title, summary, body"),
    Column("title", Text, nullable=False, comment="Headline, plain text"),
    Column("summary", Text, nullable=False, comment="Teaser, plain text"),
    Column("body", Text, nullable=False, comment="Text, plain; empty in a teaser-only item"),
    Column("lang", Text, comment="ISO 639 code, where item or feed gave one"),
    Column("published", Instant, nullable=False, comment="As claimed; never later than first_seen"),
    Column("first_seen", Instant, nullable=False, comment="When this text was first seen"),
    Column("fresh", Flag, nullable=False, comment="0 where it was old when first seen: never news"),
    Column("feed", Text, nullable=False, comment="The feed that brought this text"),
    Column("read_by", Text, comment="The classifier that read it; NULL until then"),
    Column("read_at", Instant, comment="When it was read"),
    Column("decided_at", Instant, comment="When deciding was done with it"),
    UniqueConstraint("article", "number"),
    comment="One row a text of an article as it was seen",
)
Index(
    "ix_revisions_unread",
    revisions.c.id,
    sqlite_where=revisions.c.read_at.is_(None),
    postgresql_where=revisions.c.read_at.is_(None),
)
Index(
    "ix_revisions_undecided",
    revisions.c.id,
    sqlite_where=revisions.c.decided_at.is_(None),
    postgresql_where=revisions.c.decided_at.is_(None),
)

sightings = table(
    "sightings",
    Column("feed", Text, primary_key=True, comment="The feed"),
    Column("key", Text, primary_key=True, comment="What tells the item from the feed's others"),
    Column(
        "article", Text, ForeignKey("articles.id"), nullable=False, comment="The article it shows"
    ),
    Column("content_hash", Text, nullable=False, comment="Hash of its text when last seen there"),
    Column("first_seen", Instant, nullable=False, comment="When this feed first brought it"),
    comment="One row an item of a feed; one article in five feeds has five",
)
Index("ix_sightings_article", sightings.c.article)

readings = table(
    "readings",
    Column(
        "revision", BigInt, ForeignKey("revisions.id"), primary_key=True, comment="What was read"
    ),
    Column("classifier", Text, primary_key=True, comment="By which version"),
    Column("tag", Text, nullable=False, comment="accession, background or unrelated"),
    Column("reading", Text, nullable=False, comment="The whole reading, JSON"),
    Column(
        "fingerprint", Bytes, nullable=False, comment="Hashed word runs and quotations, MessagePack"
    ),
    Column("read_at", Instant, nullable=False, comment="When"),
    comment="What each version of the classifier made of a revision",
)
