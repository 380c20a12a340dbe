"""Which pages are worth a request, and which texts belong to their article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.model.article import Article
from monitor.model.pages import PageOutcome, PageWant, WantedPage
from monitor.polling.pages import judge_text, judge_want

LONG = "The foreign minister put his name under the text this morning in the capital. " * 10
URL = "https://outlet.example/1"

WANTS = {
    "a headline alone": ((URL, "", ""), PageWant.NO_BODY),
    "a teaser alone": ((URL, "A teaser.", ""), PageWant.NO_BODY),
    "the whole text as the summary": ((URL, LONG, ""), PageWant.WHOLE),
    "a summary that is cut": ((URL, LONG + "And then […]", ""), PageWant.CUT),
    "a body that is whole": ((URL, "A teaser.", LONG), PageWant.WHOLE),
    "a body of a few words": ((URL, "", "A few words."), PageWant.SHORT),
    "a body that is cut": ((URL, "", LONG + "He said that…"), PageWant.CUT),
    "a body that asks to read on": ((URL, "", LONG + "Continue reading →"), PageWant.CUT),
    "no address": (("", "A teaser.", ""), PageWant.NO_ADDRESS),
    "an address of another kind": (("mailto:x@y.example", "", ""), PageWant.NO_ADDRESS),
}


@pytest.mark.parametrize("name", WANTS)
def test_a_page_is_wanted_for(name):
    (url, summary, body), want = WANTS[name]
    article = Article("a", "o.example", url, datetime(2025, 11, 6, tzinfo=UTC), "T", summary, body)
    assert judge_want(article, short_below=500) is want
    assert want.is_wanted == (want.value in {"no_body", "cut", "short"})


WANTED = WantedPage("a", URL, "outlet.example", "Minister signs text in capital", "A teaser.")
TEXTS = {
    "the article": ("The minister has signed the text in the capital.", PageOutcome.TEXT),
    "a consent form": ("We and our 812 partners store cookies on your device. Accept?", PageOutcome.NO_TEXT),
    "nothing": ("", PageOutcome.NO_TEXT),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_judged(name):
    text, outcome = TEXTS[name]
    page = judge_text(WANTED, text)
    assert (page.outcome, page.text) == (outcome, text if outcome is PageOutcome.TEXT else "")


def test_a_text_that_says_no_more_than_the_feed_is_left():
    wanted = WantedPage("a", URL, "o.example", "Minister signs", "The minister signs a long text.")
    assert judge_text(wanted, "Minister signs.").outcome is PageOutcome.NOT_LONGER
