"""What was read and decided, for reading it anew; see ``monitor.stages.reread.ReadArchive``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select

from monitor.ports import ReadRevision
from store.articles import SqlArchive, _fingerprint, _read_texts, _reading, _revision
from store.engine import read
from store.filing import chunks
from store.tables.articles import revisions


class SqlReadArchive(SqlArchive):
    """The archive as rereading needs it."""

    def read_before(
        self, classifier: str | None, since: datetime | None, after: int, limit: int
    ) -> list[ReadRevision]:
        """Decided revisions behind id ``after`` that another version than ``classifier`` read, in order."""
        wanted = (
            _read_texts()
            .where(_is_read_before(classifier, since), revisions.c.id > after)
            .order_by(revisions.c.id)
            .limit(limit)
        )
        with read(self._engine) as connection:
            return [_as_read(row) for row in connection.execute(wanted)]

    def count_read_before(self, classifier: str | None, since: datetime | None = None) -> int:
        """How many revisions ``read_before`` would give in all."""
        wanted = select(func.count()).select_from(revisions)
        with read(self._engine) as connection:
            return connection.scalar(wanted.where(_is_read_before(classifier, since))) or 0

    def latest_of(self, articles: Sequence[str]) -> list[ReadRevision]:
        """The latest decided revision of each article."""
        found: dict[str, ReadRevision] = {}
        with read(self._engine) as connection:
            for chunk in chunks(articles):
                wanted = (
                    _read_texts()
                    .where(revisions.c.article.in_(chunk), revisions.c.decided_at.is_not(None))
                    .order_by(revisions.c.article, revisions.c.number)
                )
                found |= {row.article: _as_read(row) for row in connection.execute(wanted)}
        return list(found.values())


def _is_read_before(classifier: str | None, since: datetime | None) -> ColumnElement[bool]:
    rules: list[ColumnElement[bool]] = [revisions.c.decided_at.is_not(None)]
    if classifier is not None:
        rules.append(revisions.c.read_by != classifier)
    if since is not None:
        rules.append(revisions.c.first_seen >= since)
    return and_(*rules)


def _as_read(row: Row[Any]) -> ReadRevision:
    return ReadRevision(_revision(row), _reading(row.reading), _fingerprint(row.fingerprint))
