"""The read stage: readings in one transaction, and no article that stops the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import structlog

from monitor.model.article import Article
from monitor.model.claim import Reading, Tag
from monitor.model.fingerprint import Fingerprint
from monitor.ports import ReadRevision, Revision
from monitor.stages.read import ReadStage

NOW = datetime(2026, 1, 2, tzinfo=UTC)


class Shelf:
    """An archive in memory."""

    def __init__(self, bodies: Sequence[str]) -> None:
        self.waiting = [
            Revision(
                number, 1, Article(str(number), "a.example", "u", NOW, body=body), NOW, fresh=True
            )
            for number, body in enumerate(bodies, 1)
        ]
        self.saved: list[list[tuple[int, Reading, Fingerprint]]] = []

    def unread(self, limit: int) -> list[Revision]:
        done = {revision for batch in self.saved for revision, _, _ in batch}
        return [revision for revision in self.waiting if revision.id not in done][:limit]

    def save_readings(
        self, read: Sequence[tuple[int, Reading, Fingerprint]], now: datetime
    ) -> None:
        assert now == NOW
        self.saved.append(list(read))

    def undecided(self, limit: int) -> list[ReadRevision]:
        raise NotImplementedError

    def mark_decided(self, revisions: Sequence[int], now: datetime) -> None:
        raise NotImplementedError

    def fingerprints(self, articles: Sequence[str]) -> dict[str, Fingerprint]:
        raise NotImplementedError


class Stubborn:
    """A reader that cannot read one text."""

    version = "v"

    def read(self, article: Article) -> Reading:
        if article.body == "bad":
            raise ZeroDivisionError
        return Reading(article.id, self.version, Tag.BACKGROUND)


class Still:
    def now(self) -> datetime:
        return NOW


def test_with_nothing_unread_nothing_is_done() -> None:
    shelf = Shelf([])
    assert ReadStage(shelf, Stubborn(), Still()).run_once() == 0
    assert shelf.saved == []


def test_a_batch_is_saved_at_once() -> None:
    shelf = Shelf(["one", "two", "three"])
    stage = ReadStage(shelf, Stubborn(), Still(), batch=2)
    assert [stage.run_once(), stage.run_once(), stage.run_once()] == [2, 1, 0]
    assert [[revision for revision, _, _ in batch] for batch in shelf.saved] == [[1, 2], [3]]


def test_an_article_that_cannot_be_read_does_not_stop_the_others() -> None:
    shelf = Shelf(["one", "bad", "three"])
    with structlog.testing.capture_logs() as logs:
        ReadStage(shelf, Stubborn(), Still()).run_once()
    readings = {revision: reading for revision, reading, _ in shelf.saved[0]}
    assert readings[1].tag is readings[3].tag is Tag.BACKGROUND
    assert (readings[2].tag, readings[2].notes) == (Tag.UNRELATED, ("not read: ZeroDivisionError",))
    assert [log["event"] for log in logs] == ["article_unreadable", "articles_read"]
