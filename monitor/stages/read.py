"""Read: unread revisions become readings and fingerprints.

::

    unread revisions --classifier--> Reading, Fingerprint | save, one transaction a batch

Killed before the save it reads the same revisions again; the classifier is pure, so the outcome is the same.
"""

from __future__ import annotations

from typing import Protocol

import structlog

from monitor.claims.fingerprint import fingerprint
from monitor.model.article import Article
from monitor.model.claim import Reading, Tag
from monitor.model.fingerprint import Fingerprint
from monitor.ports import Archive, Clock, Revision

_log = structlog.get_logger()

BATCH = 100
"""Revisions read before they are saved together."""


class Reader(Protocol):
    """Reads an article; pure, so it may be asked again."""

    @property
    def version(self) -> str:
        """The version that its readings carry."""

    def read(self, article: Article) -> Reading:
        """All that the article says of the accords."""


class ReadStage:
    """The read stage."""

    def __init__(
        self, archive: Archive, classifier: Reader, clock: Clock, batch: int = BATCH
    ) -> None:
        self._archive = archive
        self._classifier = classifier
        self._clock = clock
        self._batch = batch

    def run_once(self) -> int:
        """Read up to one batch of revisions; how many were read.

        Raises Transient where the database is locked.
        """
        revisions = self._archive.unread(self._batch)
        if not revisions:
            return 0
        read = [(revision.id, *self._read(revision)) for revision in revisions]
        self._archive.save_readings(read, self._clock.now())
        claims = sum(len(reading.claims) for _, reading, _ in read)
        _log.info("articles_read", revisions=len(read), claims=claims)
        return len(read)

    def _read(self, revision: Revision) -> tuple[Reading, Fingerprint]:
        """The reading of one revision; a fault of the classifier costs that one article, not the batch."""
        try:
            return self._classifier.read(revision.article), fingerprint(revision.article)
        except Exception as error:  # noqa: BLE001 - the boundary: any fault is this article's alone
            _log.exception("article_unreadable", revision=revision.id, url=revision.article.url)
            note = f"not read: {type(error).__name__}"
            reading = Reading(
                revision.article.id, self._classifier.version, Tag.UNRELATED, notes=(note,)
            )
            return reading, Fingerprint()
