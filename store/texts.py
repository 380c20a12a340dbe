"""Revisions and their readings out of the database: the queries that fetch them, and rows as typed values."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Row, Select, select

from monitor.model.article import Article
from monitor.model.claim import Reading
from monitor.model.fingerprint import Fingerprint
from monitor.ports import ReadRevision, Revision
from store.tables.articles import articles, readings, revisions


def select_texts() -> Select[Any]:
    """Revisions with their articles."""
    return select(revisions, articles.c.url, articles.c.source).join(articles)


def select_read_texts() -> Select[Any]:
    """Revisions with their articles and what their last classifier made of them."""
    by_last = (readings.c.revision == revisions.c.id) & (
        readings.c.classifier == revisions.c.read_by
    )
    return (
        select(
            revisions, articles.c.url, articles.c.source, readings.c.reading, readings.c.fingerprint
        )
        .join(articles, articles.c.id == revisions.c.article)
        .join(readings, by_last)
    )


def as_read_revision(row: Row[Any]) -> ReadRevision:
    """A row of ``select_read_texts``."""
    return ReadRevision(as_revision(row), as_reading(row.reading), as_fingerprint(row.fingerprint))


def as_revision(row: Row[Any]) -> Revision:
    """A row of ``select_texts``, or of a query that has its columns."""
    return Revision(
        id=row.id,
        number=row.number,
        article=Article(
            id=row.article,
            source=row.source,
            url=row.url,
            published=row.published,
            title=row.title,
            summary=row.summary,
            body=row.body,
            lang=row.lang,
        ),
        first_seen=row.first_seen,
        fresh=bool(row.fresh),
        feed=row.feed,
    )


def as_reading(text: str) -> Reading:
    """A reading as the archive keeps it: JSON."""
    return msgspec.json.decode(text, type=Reading)


def as_fingerprint(blob: bytes) -> Fingerprint:
    """A fingerprint as the archive keeps it: MessagePack."""
    return msgspec.msgpack.decode(blob, type=Fingerprint)
