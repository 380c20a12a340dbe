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
    Column("url", Text, nullable=False, comment="The item's link in this feed; empty for none"),
    Column("content_hash", Text, nullable=False, comment="Hash of its text when last seen there"),
    Column("headline", Text, nullable=False, comment="Hash of its headline; empty for a short one"),
    Column(
        "alternate",
        Text,
        nullable=False,
        comment="Its guid without scheme, www and tracking, where it is an address",
    ),
    Column("claimed", Instant, comment="When it claims to be published; NULL where it does not"),
    Column("key_reason", Text, nullable=False, comment="Why it has this key: guid, no_guid, …"),
    Column(
        "known_as", Text, nullable=False, comment="As what it was known then: new, elsewhere, …"
    ),
    Column("first_seen", Instant, nullable=False, comment="When this feed first brought it"),
    comment="One row an item of a feed; one article in five feeds has five",
)
Index("ix_sightings_article", sightings.c.article)
Index("ix_sightings_text", sightings.c.content_hash)
Index("ix_sightings_seen", sightings.c.feed, sightings.c.first_seen)

page_texts = table(
    "page_texts",
    Column("article", Text, ForeignKey("articles.id"), primary_key=True, comment="The article"),
    Column("url", Text, nullable=False, comment="The page that was asked for"),
    Column("outcome", Text, nullable=False, comment="What came of it: text, no_text, robots, …"),
    Column("detail", Text, nullable=False, comment="The same in words, where they say more"),
    Column("tries", Integer, nullable=False, comment="How many times it was asked for"),
    Column("fetched_at", Instant, nullable=False, comment="The last time"),
    Column("due_at", Instant, comment="When it is asked for again; NULL: it is not"),
    Column(
        "number", Integer, comment="From this revision on the body is the page's; NULL: none is"
    ),
    comment="One row an article whose page was fetched, since the feed brought a mere teaser",
)

feed_identities = table(
    "feed_identities",
    Column("feed", Text, primary_key=True, comment="The feed"),
    Column(
        "rule", Text, nullable=False, comment="What tells its items apart: guid, link, headline"
    ),
    Column("changes", Integer, nullable=False, comment="Polls in which most of its ids were new"),
    Column("since", Instant, nullable=False, comment="When that was last found"),
    comment="One row a feed whose ids have changed by the mass",
)

held_items = table(
    "held_items",
    Column("feed", Text, primary_key=True, comment="The feed that brought it"),
    Column("key", Text, primary_key=True, comment="What tells the item from the feed's others"),
    Column("reason", Text, nullable=False, comment="Why it is held: ids_changed, old_items"),
    Column("url", Text, nullable=False, comment="Its link; empty for none"),
    Column("title", Text, nullable=False, comment="Its headline"),
    Column("claimed", Instant, comment="When it claims to be published; NULL where it does not"),
    Column("content_hash", Text, nullable=False, comment="Hash of its text"),
    Column("arrival", Text, nullable=False, comment="The whole item, JSON"),
    Column("held_at", Instant, nullable=False, comment="When it was held back"),
    Column("released_at", Instant, comment="When it was let through; NULL while it is held"),
    Column("released_by", Text, comment="person or shown_again; NULL while it is held"),
    Column("released_note", Text, comment="Who released it and why, or what proved it"),
    comment="One row an item that was held back, since what came with it could not be news",
)
Index("ix_held_items_open", held_items.c.feed, held_items.c.released_at)

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
