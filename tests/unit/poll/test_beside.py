"""Readers in processes of their own say what a reader here says, and go when they should."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from adapters.feeds.beside import ReaderLost, ReadersBeside, _Process
from adapters.feeds.parse import FeedReader
from monitor.model.feed import FetchedFeed, Outcome
from monitor.model.source import Source, SourceBook
from tests.fakes.feedserver import item, rss

URL = "https://outlet.example/feed"
SOURCES = SourceBook({"wire.example": Source("wire.example", "The Wire")})
WHEN = datetime(2025, 11, 6, 17, 4, tzinfo=UTC)

DOCUMENTS = {
    "a plain feed": rss(item("Ä headline", f"{URL}/1", text="<p>One.</p><p>Two.</p>", published=WHEN)),
    "one for feedparser": b"<rss><channel><item><title>Left open</channel></rss>",
    "one with hints": b"<rss version='2.0'><channel><ttl>60</ttl><skipHours><hour>3</hour></skipHours></channel></rss>",
    "a news search": rss(
        item("Astana agrees - The Wire", "https://news.google.com/rss/articles/x", guid="x")
    ),
    "JSON Feed": b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "T"}]}',
    "a page": b"<!DOCTYPE html><html><title>Just a moment</title></html>",
    "nothing": b"",
}  # fmt: skip


def fetched(body: bytes) -> FetchedFeed:
    return FetchedFeed(URL, Outcome.OK, URL, 200, {"content-type": "application/xml"}, body)


@pytest.fixture(scope="module")
def readers():
    return ReadersBeside(100, SOURCES)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_reads_the_same_beside_and_here(readers, name):
    document = fetched(DOCUMENTS[name])
    assert readers.parse(document) == FeedReader(100, SOURCES).parse(document)


def test_as_many_processes_serve_as_threads_ask_at_once_and_no_more():
    readers = ReadersBeside(100)
    document = fetched(DOCUMENTS["a plain feed"])
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: readers.parse(document), range(30)))
    assert {len(one.entries) for one in found} == {1}
    assert 1 <= len(readers._idle) <= 3


def test_a_process_that_has_ended_is_replaced(readers):
    document = fetched(DOCUMENTS["a plain feed"])
    readers.parse(document)
    for process in readers._idle:
        process._popen.kill()
        process._popen.wait()
    assert readers.parse(document).outcome is Outcome.OK


def test_a_document_over_which_its_process_ends_is_lost_and_the_next_is_read(monkeypatch):
    readers = ReadersBeside(100)
    document = fetched(DOCUMENTS["a plain feed"])
    readers.parse(document)
    [process] = readers._idle
    process._popen.kill()
    process._popen.wait()
    monkeypatch.setattr(_Process, "is_alive", True)
    with pytest.raises(ReaderLost):
        readers.parse(document)
    assert readers.parse(document).outcome is Outcome.OK


def test_a_document_that_takes_too_long_is_no_feed():
    readers = ReadersBeside(100, limit_s=0)
    found = readers.parse(fetched(DOCUMENTS["a plain feed"]))
    assert (found.outcome, found.entries) == (Outcome.NOT_A_FEED, ())
    assert "longer than 0 s" in found.detail
    assert readers._idle == []


def test_a_fault_comes_back_with_its_trace_and_the_process_stays(readers):
    with pytest.raises(ReaderLost, match="Traceback"):
        readers.parse("what is no answer to a fetch")
    assert readers.parse(fetched(DOCUMENTS["a plain feed"])).outcome is Outcome.OK


def test_a_signal_to_the_whole_group_is_for_the_service_alone(readers):
    document = fetched(DOCUMENTS["a plain feed"])
    readers.parse(document)
    [process, *_] = readers._idle
    for each in (signal.SIGINT, signal.SIGTERM):
        os.kill(process._popen.pid, each)
    assert readers.parse(document).outcome is Outcome.OK
    assert process.is_alive


def test_a_process_ends_with_whoever_started_it():
    """Whatever became of that: its input ends."""
    readers = ReadersBeside(100)
    readers.parse(fetched(DOCUMENTS["a plain feed"]))
    [process] = readers._idle
    popen = process._popen
    popen.stdin.close()
    assert popen.wait(30) == 0
