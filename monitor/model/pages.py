"""Pages behind teasers: which are fetched, under what limits, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from monitor.model.polling import HostPause
from monitor.model.ranges import Age, Range, Span, check_numbers


class PageWant(StrEnum):
    """Why an article's page is fetched, or not."""

    NO_BODY = "no_body"
    CUT = "cut"
    SHORT = "short"
    WHOLE = "whole"
    NO_ADDRESS = "no_address"

    @property
    def is_wanted(self) -> bool:
        """Whether the page is fetched."""
        return self in {PageWant.NO_BODY, PageWant.CUT, PageWant.SHORT}


class PageOutcome(StrEnum):
    """What came of fetching a page; kept with the article."""

    TEXT = "text"
    NO_TEXT = "no_text"
    """No text could be taken out, or one that does not belong to the headline: a wall, a consent form."""

    NOT_LONGER = "not_longer"
    """The page says no more than the feed did."""

    ROBOTS = "robots"
    """The site's robots.txt keeps us out, or could not be read."""

    ELSEWHERE = "elsewhere"
    """The address led to another site."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"

    @property
    def may_pass(self) -> bool:
        """Whether another try may do better."""
        return self is PageOutcome.UNREACHABLE


@dataclass(frozen=True, slots=True)
class PagePolicy:
    """Whether pages are fetched, and the limits; seconds (``_s``), hours (``_h``), code points, counts."""

    enabled: bool = False
    short_below: Annotated[int, Range(0, 1_000_000)] = 500
    per_pass: Annotated[int, Range(1, 10_000)] = 10
    spacing_s: Span = 10.0
    tries: Annotated[int, Range(1, 100)] = 3
    retry_s: Span = 1800.0
    max_age_h: Age = 48.0
    robots_h: Age = 24.0

    def __post_init__(self) -> None:
        check_numbers(self, "pages")


@dataclass(frozen=True, slots=True)
class WantedPage:
    """An article whose page is wanted; ``domain`` is the registrable one of ``url``, ``tries`` counts those before."""

    article: str
    url: str
    domain: str
    title: str
    teaser: str
    tries: int = 0


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What came of a page; ``text`` is plain, and empty but for TEXT; ``pause`` is set where the host asked for patience."""

    outcome: PageOutcome
    text: str = ""
    detail: str = ""
    pause: HostPause | None = None
