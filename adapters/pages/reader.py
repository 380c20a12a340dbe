"""The text of articles' pages, fetched as feeds are and where robots.txt allows; see ``monitor.ports.PageReader``."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import trafilatura

from adapters.feeds.text import plain_text
from adapters.http import FeedClient
from adapters.pages.robots import Robots
from monitor.model.address import host_of
from monitor.model.feed import FetchedFeed, Outcome, PollPolicy
from monitor.model.pages import FetchedPage, PageOutcome, PagePolicy, WantedPage
from monitor.model.source import is_under
from monitor.polling.hosts import pause_of
from monitor.polling.pages import judge_text
from monitor.ports import FetchSession

AGENT = "accords"
"""The name by which robots.txt calls us."""

_LARGEST_PAGE = 2_000_000
_TRANSIENT = frozenset({Outcome.TIMEOUT, Outcome.UNREACHABLE})
_SERVER_FAULT = 500
_TOO_MANY = 429


class PageReader:
    """Fetches pages by a feed client's connections."""

    def __init__(self, client: FeedClient, policy: PagePolicy) -> None:
        self._client = client
        self._robots = Robots(AGENT, timedelta(hours=policy.robots_h))

    @asynccontextmanager
    async def session(self) -> AsyncIterator[PageSession]:
        """Connections for one pass."""
        async with self._client.session() as session:
            yield PageSession(session, self._robots, self._client.policy)


class PageSession:
    """The pages of one pass."""

    def __init__(self, session: FetchSession, robots: Robots, policy: PollPolicy) -> None:
        self._session = session
        self._robots = robots
        self._policy = policy

    async def read(self, wanted: WantedPage, now: datetime) -> FetchedPage:
        """The text of a page, or why there is none; nothing is raised for what goes wrong outside."""
        if not await self._robots.allows(self._session, wanted.url, now):
            return FetchedPage(PageOutcome.ROBOTS)
        fetched = await self._session.fetch(wanted.url)
        if fetched.outcome is not Outcome.OK:
            pause = pause_of(fetched, now, self._policy)
            return FetchedPage(_failure(fetched), detail=fetched.detail, pause=pause)
        if not _same_site(host_of(wanted.url), host_of(fetched.final_url)):
            detail = f"led to {host_of(fetched.final_url)}"
            return FetchedPage(PageOutcome.ELSEWHERE, detail=detail)
        return judge_text(wanted, await asyncio.to_thread(page_text, fetched.body))


def page_text(page: bytes) -> str:
    """The main text of an HTML page, its paragraphs parted by blank lines; empty where there is none."""
    found = trafilatura.extract(
        page[:_LARGEST_PAGE], include_comments=False, include_tables=False, deduplicate=False
    )
    return plain_text("".join(f"<p>{line}</p>" for line in _escaped(found or "").splitlines()))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _same_site(one: str, other: str) -> bool:
    return is_under(one, other) or is_under(other, one)


def _failure(fetched: FetchedFeed) -> PageOutcome:
    passing = fetched.outcome in _TRANSIENT or (
        fetched.outcome is Outcome.HTTP_ERROR
        and (fetched.status >= _SERVER_FAULT or fetched.status == _TOO_MANY)
    )
    return PageOutcome.UNREACHABLE if passing else PageOutcome.REFUSED
