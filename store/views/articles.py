"""The archive without its texts: which articles were seen, where, and how they were edited."""

from __future__ import annotations

from store.tables.articles import (
    articles,
    feed_identities,
    held_items,
    page_texts,
    revisions,
    sightings,
)
from store.views.base import Column, Kind, View, columns_of

ARCHIVE = View(
    name="archive",
    comment="Every article that a feed brought, as it stands now; its text stays in the archive.",
    columns=(
        Column("article", "The article's id."),
        *columns_of(articles, "url"),
        Column("host", "The publisher's host."),
        Column("publisher", "Its name, where a news search gave one; NULL otherwise."),
        Column("title", "Its headline, as last seen."),
        Column("lang", "ISO 639 code, where item or feed gave one; NULL otherwise."),
        Column("published", "When it was published, as it says itself.", Kind.INSTANT),
        Column("first_seen", "When any feed first brought it.", Kind.INSTANT),
        Column("last_changed", "When its present text was first seen.", Kind.INSTANT),
        Column(
            "revisions", "How many texts of it were seen: 1 where it was never edited.", Kind.NUMBER
        ),
        Column("feeds", "How many feeds brought it.", Kind.NUMBER),
        Column(
            "tag",
            "What the last reading made of it: accession, background or unrelated; NULL until it is read.",
        ),
    ),
    sql="""
SELECT a.id, a.url, a.source, NULLIF(a.publisher, ''), r.title, r.lang, r.published, a.first_seen, r.first_seen,
       r.number, (SELECT count(DISTINCT s.feed) FROM sightings s WHERE s.article = a.id), d.tag
FROM articles a
JOIN revisions r ON r.article = a.id
    AND r.number = (SELECT max(n.number) FROM revisions n WHERE n.article = a.id)
LEFT JOIN readings d ON d.revision = r.id AND d.classifier = r.read_by
""",
    key=("article",),
)

ARTICLE_REVISIONS = View(
    name="article_revisions",
    comment="Each text of an article as it was seen: an edit, announced or silent, is one more row.",
    columns=(
        *columns_of(revisions, "article"),
        Column("revision", "Counts from 1 within the article.", Kind.NUMBER),
        Column("url", "The article's address."),
        Column("host", "The publisher's host."),
        *columns_of(revisions, "title"),
        Column("title_before", "The headline of the revision before; NULL for the first."),
        Column(
            "changed",
            "What the edit changed: title, text or both; NULL for the first revision.",
        ),
        *columns_of(revisions, "length", "published", "first_seen", "fresh", "feed"),
        Column(
            "tag",
            "What the last reading made of it: accession, background or unrelated; NULL until it is read.",
        ),
        *columns_of(revisions, "read_by"),
    ),
    sql="""
SELECT r.article, r.number, a.url, a.source, r.title, b.title,
       CASE WHEN b.id IS NULL THEN NULL
            WHEN r.title = b.title THEN 'text'
            WHEN r.summary = b.summary AND r.body = b.body THEN 'title'
            ELSE 'both' END,
       r.length, r.published, r.first_seen, r.fresh, coalesce(m.shown, r.feed), d.tag, r.read_by
FROM revisions r
JOIN articles a ON a.id = r.article
LEFT JOIN revisions b ON b.article = r.article AND b.number = r.number - 1
LEFT JOIN readings d ON d.revision = r.id AND d.classifier = r.read_by
LEFT JOIN masked_feeds m ON m.feed = r.feed
""",
    key=("article", "revision"),
)

ARTICLE_SIGHTINGS = View(
    name="article_sightings",
    comment="Where each article was seen: one article in five feeds has five rows.",
    columns=(
        *columns_of(sightings, "article"),
        Column("host", "The publisher's host."),
        *columns_of(sightings, "feed", "key", "url", "claimed", "first_seen"),
        Column(
            "key_reason",
            "Why the item has this key: guid; no_guid; guid_collision: several items have its guid; no_link; "
            "link_collision; front_page; news_search; unstable_guid, unstable_link: the feed's do not hold. "
            "Empty for what was seen before this was kept.",
        ),
        Column(
            "known_as",
            "As what it was known when it first came under this key: new; elsewhere: another item had brought the "
            "address; alternate: its guid in another form; changed_guid; reused_guid; same_text; same_headline; "
            "same_elsewhere: another feed had brought headline, text and date of this publisher. "
            "Empty for what was seen before this was kept.",
        ),
    ),
    sql="""
SELECT s.article, a.source, coalesce(m.shown, s.feed), s.key, s.url, s.claimed, s.first_seen, s.key_reason, s.known_as
FROM sightings s
JOIN articles a ON a.id = s.article
LEFT JOIN masked_feeds m ON m.feed = s.feed
""",
    key=("feed", "key"),
)

ARTICLE_PAGES = View(
    name="article_pages",
    comment="Articles whose page was fetched, since the feed brought a mere teaser.",
    columns=(
        *columns_of(page_texts, "article", "url"),
        Column(
            "outcome",
            "text: the article has it; no_text; not_longer: the feed said as much; robots: robots.txt keeps us "
            "out; elsewhere: it led to another site; unreachable; refused.",
        ),
        *columns_of(page_texts, "detail", "tries", "fetched_at", "due_at"),
        Column(
            "revision",
            "From this revision on the article's text is the page's; NULL: it is the feed's.",
            Kind.NUMBER,
        ),
    ),
    sql="""
SELECT article, url, outcome, detail, tries, fetched_at, due_at, number
FROM page_texts
""",
    key=("article",),
)

FEED_QUARANTINE = View(
    name="feed_quarantine",
    comment="Items that were held back, since dozens of old or undated ones came at once.",
    columns=(
        *columns_of(held_items, "feed", "key"),
        Column(
            "reason",
            "ids_changed: no item of the document was known; old_items: dozens dated before what the feed "
            "had shown since.",
        ),
        *columns_of(
            held_items,
            "title",
            "url",
            "claimed",
            "held_at",
            "released_at",
            "released_by",
            "released_note",
        ),
    ),
    sql="""
SELECT coalesce(m.shown, h.feed), h.key, h.reason, h.title, h.url, h.claimed, h.held_at, h.released_at, h.released_by,
       h.released_note
FROM held_items h
LEFT JOIN masked_feeds m ON m.feed = h.feed
""",
    key=("feed", "key"),
)

FEED_IDENTITY = View(
    name="feed_identity",
    comment="Feeds of which most ids were new at once, and what their items are told apart by.",
    columns=columns_of(feed_identities),
    sql="""
SELECT coalesce(m.shown, i.feed), i.rule, i.changes, i.since
FROM feed_identities i
LEFT JOIN masked_feeds m ON m.feed = i.feed
""",
    key=("feed",),
)

VIEWS = (
    ARCHIVE,
    ARTICLE_REVISIONS,
    ARTICLE_SIGHTINGS,
    ARTICLE_PAGES,
    FEED_QUARANTINE,
    FEED_IDENTITY,
)
