"""The archive of article revisions and their readings; see ``monitor.ports.Archive``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Row, Select, or_, select, update

from monitor.model.claim import Reading
from monitor.model.fingerprint import Fingerprint
from monitor.ports import ReadRevision, Revision
from store.engine import read, write
from store.filing import chunks
from store.tables.articles import articles, readings, revisions
from store.texts import as_fingerprint, as_reading, as_revision, select_read_texts, select_texts
from store.upserts import insert_or_replace


class SqlArchive:
    """The archive in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def unread(self, limit: int) -> list[Revision]:
        """Revisions that no classifier has read, oldest first."""
        wanted = (
            select_texts()
            .where(revisions.c.read_at.is_(None))
            .order_by(revisions.c.id)
            .limit(limit)
        )
        with read(self._engine) as connection:
            return [as_revision(row) for row in connection.execute(wanted)]

    def save_readings(
        self, read: Sequence[tuple[int, Reading, Fingerprint]], now: datetime
    ) -> None:
        """Store readings by revision id and mark the revisions as read, in one transaction.

        Reading once more with the same classifier replaces what it made before.
        """
        with write(self._engine) as connection:
            for revision, reading, fingerprint in read:
                _save_reading(connection, revision, reading, fingerprint, now)

    def undecided(self, limit: int) -> list[ReadRevision]:
        """Read revisions that deciding has not taken up, in the order of their ids."""
        wanted = (
            select_read_texts()
            .where(revisions.c.decided_at.is_(None), revisions.c.read_at.is_not(None))
            .order_by(revisions.c.id)
            .limit(limit)
        )
        with read(self._engine) as connection:
            return [
                ReadRevision(
                    revision=as_revision(row),
                    reading=as_reading(row.reading),
                    fingerprint=as_fingerprint(row.fingerprint),
                    previous=_previous(connection, row),
                )
                for row in connection.execute(wanted).all()
            ]

    def mark_decided(self, revisions: Sequence[int], now: datetime) -> None:
        """Remember that deciding is done with these revisions."""
        _mark_decided(self._engine, revisions, now)

    def fingerprints(self, articles: Sequence[str]) -> dict[str, Fingerprint]:
        """The fingerprint of each article's latest read revision, by article id."""
        found: dict[str, Fingerprint] = {}
        with read(self._engine) as connection:
            for chunk in chunks(articles):
                wanted = (
                    select_read_texts()
                    .where(revisions.c.article.in_(chunk))
                    .order_by(revisions.c.article, revisions.c.number)
                )
                for row in connection.execute(wanted):
                    found[row.article] = as_fingerprint(row.fingerprint)
        return found

    def revisions_of(self, url_or_article: str) -> list[Revision]:
        """All revisions of the article with this id or address, oldest first; empty where there is none."""
        named = or_(articles.c.id == url_or_article, articles.c.url == url_or_article)
        wanted = select_texts().where(named).order_by(revisions.c.article, revisions.c.number)
        with read(self._engine) as connection:
            return [as_revision(row) for row in connection.execute(wanted)]

    def reading_of(self, revision_id: int) -> Reading | None:
        """What the last classifier made of a revision; None while it is unread."""
        with read(self._engine) as connection:
            text = connection.scalar(_latest_reading().where(revisions.c.id == revision_id))
        return as_reading(text) if text is not None else None


def _latest_reading() -> Select[Any]:
    by_last = (readings.c.revision == revisions.c.id) & (
        readings.c.classifier == revisions.c.read_by
    )
    return select(readings.c.reading).join(revisions, by_last)


def _previous(connection: Connection, row: Row[Any]) -> Reading | None:
    """The reading of the article's nearest earlier revision that was read."""
    if row.number == 1:
        return None
    earlier = (
        _latest_reading()
        .where(revisions.c.article == row.article, revisions.c.number < row.number)
        .order_by(revisions.c.number.desc())
        .limit(1)
    )
    text = connection.scalar(earlier)
    return as_reading(text) if text is not None else None


def _save_reading(
    connection: Connection,
    revision: int,
    reading: Reading,
    fingerprint: Fingerprint,
    now: datetime,
) -> None:
    insert_or_replace(
        connection,
        readings,
        {
            "revision": revision,
            "classifier": reading.classifier,
            "tag": reading.tag.value,
            "reading": msgspec.json.encode(reading).decode(),
            "fingerprint": msgspec.msgpack.encode(fingerprint),
            "read_at": now,
        },
    )
    connection.execute(
        update(revisions)
        .where(revisions.c.id == revision)
        .values(read_by=reading.classifier, read_at=now)
    )


def _mark_decided(engine: Engine, ids: Sequence[int], now: datetime) -> None:
    with write(engine) as connection:
        for chunk in chunks(ids):
            connection.execute(
                update(revisions).where(revisions.c.id.in_(chunk)).values(decided_at=now)
            )
