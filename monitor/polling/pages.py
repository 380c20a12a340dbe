"""Whether an article's page is worth a request, and whether what it gave belongs to the article. Pure."""

from __future__ import annotations

import re

from monitor.model.article import Article
from monitor.model.pages import FetchedPage, PageOutcome, PageWant, WantedPage

_CUT = re.compile(
    r"(?i)(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read (?:more|on|the (?:full|rest))|continue reading|full (?:story|article))"
    r"[\s\]>»→.]*$"
)
_WORDS = re.compile(r"\w{4,}")
_SHARED_WORDS = 0.4
"""Share of the headline's longer words that stand in a text which belongs to it."""


def judge_want(article: Article, short_below: int) -> PageWant:
    """Whether the feed's text leaves something to look for on the page."""
    if not article.url.startswith(("http://", "https://")):
        return PageWant.NO_ADDRESS
    if not article.body:
        # Some feeds carry the whole text as the summary.
        text, empty = article.summary, PageWant.NO_BODY
    else:
        text, empty = article.body, PageWant.SHORT
    if _CUT.search(text):
        return PageWant.CUT
    return empty if len(text) < short_below else PageWant.WHOLE


def judge_text(wanted: WantedPage, text: str) -> FetchedPage:
    """``text`` as that of the article, or why it is not: walls and consent forms have a text as well."""
    headline = {word.casefold() for word in _WORDS.findall(wanted.title)}
    words = {word.casefold() for word in _WORDS.findall(text)}
    if not text or (headline and len(headline & words) < _SHARED_WORDS * len(headline)):
        return FetchedPage(PageOutcome.NO_TEXT, detail="no text that belongs to the headline")
    if len(text) <= len(wanted.teaser):
        return FetchedPage(PageOutcome.NOT_LONGER)
    return FetchedPage(PageOutcome.TEXT, text)
