"""Pages: articles whose teaser names an accord and whose text is missing get it from their page.

::

    read, fresh, named, without text | one page a host, spaced | robots.txt, fetch, text | a new revision

What came of each is kept with the article, so a page is asked for once, or a few times while its site is in trouble.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from monitor.model.address import mask_url
from monitor.model.pages import FetchedPage, PageOutcome, PagePolicy, WantedPage
from monitor.ports import Clock, PageReader, PageStore

_log = structlog.get_logger()


class PageStage:
    """The page stage; it is switched on by ``pages.enabled``."""

    def __init__(
        self, pages: PageStore, reader: PageReader, clock: Clock, policy: PagePolicy
    ) -> None:
        self._pages = pages
        self._reader = reader
        self._clock = clock
        self._policy = policy
        self._next_start: dict[str, datetime] = {}

    async def run_once(self) -> int:
        """Fetch the pages that are due, at most one a host; how many.

        Raises Transient where the database is locked.
        """
        due = self._one_a_host(self._pages.wanted(self._clock.now(), self._policy))
        if not due:
            return 0
        async with self._reader.session() as session:
            for wanted in due:
                now = self._clock.now()
                self._next_start[wanted.domain] = now + timedelta(seconds=self._policy.spacing_s)
                page = await session.read(wanted, now)
                _say(wanted, page)
                self._pages.save(wanted, page, self._clock.now(), self._policy)
        return len(due)

    def _one_a_host(self, wanted: list[WantedPage]) -> list[WantedPage]:
        """The first page of each host that may be asked now, as many as fit in one pass."""
        now = self._clock.now()
        self._next_start = {each: at for each, at in self._next_start.items() if at > now}
        first: dict[str, WantedPage] = {}
        for page in wanted:
            if page.domain not in self._next_start:
                first.setdefault(page.domain, page)
        return list(first.values())[: self._policy.per_pass]


def _say(wanted: WantedPage, page: FetchedPage) -> None:
    if page.outcome is not PageOutcome.TEXT:
        _log.info("page_without_text", url=mask_url(wanted.url), outcome=page.outcome.value)
