"""What was read and decided, for reading it anew; see ``monitor.stages.reread.ReadArchive``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from monitor.ports import ReadRevision
from store.articles import SqlArchive
from store.engine import read
from store.filing import chunks
from store.tables.articles import revisions
from store.texts import as_read_revision, select_read_texts


class SqlReadArchive(SqlArchive):
    """The archive as rereading needs it."""

    def read_before(
        self, classifier: str | None, since: datetime | None, after: int, limit: int
    ) -> list[ReadRevision]:
        """Decided revisions behind id ``after`` that another version than ``classifier`` read, in order."""
        wanted = (
            select_read_texts()
            .where(_is_read_before(classifier, since), revisions.c.id > after)
            .order_by(revisions.c.id)
            .limit(limit)
        )
        with read(self._engine) as connection:
            return [as_read_revision(row) for row in connection.execute(wanted)]

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
                    select_read_texts()
                    .where(revisions.c.article.in_(chunk), revisions.c.decided_at.is_not(None))
                    .order_by(revisions.c.article, revisions.c.number)
                )
                found |= {row.article: as_read_revision(row) for row in connection.execute(wanted)}
        return list(found.values())


def _is_read_before(classifier: str | None, since: datetime | None) -> ColumnElement[bool]:
    rules: list[ColumnElement[bool]] = [revisions.c.decided_at.is_not(None)]
    if classifier is not None:
        rules.append(revisions.c.read_by != classifier)
    if since is not None:
        rules.append(revisions.c.first_seen >= since)
    return and_(*rules)
