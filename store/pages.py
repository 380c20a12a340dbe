"""Pages that were fetched for articles, and the revisions that hold their text; see ``monitor.ports.PageStore``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, or_, select, update

from monitor.model.article import Article
from monitor.model.claim import Tag
from monitor.model.domain import domain_of
from monitor.model.feed import ParsedEntry
from monitor.model.pages import FetchedPage, PageOutcome, PagePolicy, WantedPage
from monitor.polling.pages import judge_want
from store.engine import Turn, read, write
from store.hosts import close_host, closed_domains
from store.sightings import chunks
from store.tables.articles import articles, page_texts, readings, revisions
from store.tables.feeds import poll_outage_rows
from store.upserts import insert_or_replace

_LOOKED_BACK = 5000
"""Revisions behind the latest among which pages are looked for: what is older is no news."""

_OUTAGE = select(poll_outage_rows.c.began_at).where(poll_outage_rows.c.ended_at.is_(None))
_NAMED = (Tag.ACCESSION.value, Tag.BACKGROUND.value)


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What came of a page; from revision ``number`` on the article's body is the page's, None: it is not."""

    url: str
    outcome: PageOutcome
    detail: str
    fetched_at: datetime
    number: int | None


class SqlPages:
    """The pages in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def wanted(self, now: datetime, policy: PagePolicy) -> list[WantedPage]:
        """Articles that name an accord, are news, and whose page is wanted and due; the latest first.

        None of a host that is left alone, and none at all while our own network is down.
        """
        with read(self._engine) as connection:
            if connection.scalar(_OUTAGE) is not None:
                return []
            closed = closed_domains(connection, now)
            found = _wanted(connection, now, policy)
            return [wanted for wanted in found if wanted.domain not in closed]

    def of(self, article: str) -> PageRecord | None:
        """What came of the article's page; None where it was never asked for."""
        with read(self._engine) as connection:
            row = connection.execute(
                select(page_texts).where(page_texts.c.article == article)
            ).one_or_none()
        if row is None:
            return None
        return PageRecord(row.url, PageOutcome(row.outcome), row.detail, row.fetched_at, row.number)

    def save(
        self, wanted: WantedPage, page: FetchedPage, now: datetime, policy: PagePolicy
    ) -> None:
        """Keep what came of a page, and its text as the article's next revision, in one transaction."""
        tries = wanted.tries + 1
        again = page.outcome.may_pass and tries < policy.tries
        values = {
            "article": wanted.article,
            "url": wanted.url,
            "outcome": page.outcome.value,
            "detail": page.detail,
            "tries": tries,
            "fetched_at": now,
            "due_at": now + timedelta(seconds=policy.retry_s * tries) if again else None,
            "number": None,
        }
        with write(self._engine, Turn.FILING) as connection:
            if page.outcome is PageOutcome.TEXT:
                values["number"] = _add_revision(connection, wanted.article, page.text, now)
            if page.pause is not None:
                close_host(connection, page.pause)
            insert_or_replace(connection, page_texts, values)


def _wanted(connection: Connection, now: datetime, policy: PagePolicy) -> Iterator[WantedPage]:
    last = connection.scalar(select(func.max(revisions.c.id))) or 0
    by_last = (readings.c.revision == revisions.c.id) & (
        readings.c.classifier == revisions.c.read_by
    )
    found = (
        select(revisions, articles.c.url, articles.c.source, page_texts.c.tries)
        .join(articles, articles.c.id == revisions.c.article)
        .join(readings, by_last)
        .outerjoin(page_texts, page_texts.c.article == revisions.c.article)
        .where(
            revisions.c.id > last - _LOOKED_BACK,
            revisions.c.fresh == 1,
            revisions.c.first_seen >= now - timedelta(hours=policy.max_age_h),
            readings.c.tag.in_(_NAMED),
            or_(page_texts.c.article.is_(None), page_texts.c.due_at <= now),
        )
        .order_by(revisions.c.id.desc())
    )
    seen: set[str] = set()
    for row in connection.execute(found):
        if row.article not in seen and judge_want(_article(row), policy.short_below).is_wanted:
            seen.add(row.article)
            yield WantedPage(
                article=row.article,
                url=row.url,
                domain=domain_of(row.url),
                title=row.title,
                teaser=row.body or row.summary,
                tries=row.tries or 0,
            )


def _article(row: Row[Any]) -> Article:
    return Article(
        row.article, row.source, row.url, row.published, row.title, row.summary, row.body, row.lang
    )


def _add_revision(connection: Connection, article: str, text: str, now: datetime) -> int:
    """The article's latest revision once more, with the page's text as its body; the number it gets."""
    latest = connection.execute(
        select(revisions)
        .where(revisions.c.article == article)
        .order_by(revisions.c.number.desc())
        .limit(1)
    ).one()
    said = dict(latest._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    entry = ParsedEntry("", article, "", "", title=latest.title, summary=latest.summary)
    entry = replace(entry, body=text)
    number: int = latest.number + 1
    said |= {
        "number": number,
        "body": text,
        "content_hash": entry.content_hash,
        "length": entry.length,
        "first_seen": now,
        "read_by": None,
        "read_at": None,
        "decided_at": None,
    }
    del said["id"]
    connection.execute(insert(revisions).values(**said))
    return number


def page_bodies(connection: Connection, wanted: Sequence[str]) -> dict[str, str]:
    """The bodies, by article, of latest revisions whose text is their page's."""
    return {
        article: body
        for chunk in chunks(wanted)
        for article, body in _page_bodies(connection, chunk).items()
    }


def _page_bodies(connection: Connection, wanted: Sequence[str]) -> dict[str, str]:
    newest = (
        select(revisions.c.article, func.max(revisions.c.number).label("number"))
        .join(page_texts, page_texts.c.article == revisions.c.article)
        .where(revisions.c.article.in_(wanted), page_texts.c.number.is_not(None))
        .group_by(revisions.c.article)
        .subquery()
    )
    found = select(revisions.c.article, revisions.c.body).join(
        newest,
        (newest.c.article == revisions.c.article) & (newest.c.number == revisions.c.number),
    )
    return {row.article: row.body for row in connection.execute(found)}


def forget_page(connection: Connection, article: str) -> None:
    """From its next revision on the article's text is the feed's own again."""
    connection.execute(
        update(page_texts).where(page_texts.c.article == article).values(number=None)
    )
