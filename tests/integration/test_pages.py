"""Pages behind teasers, on a real server and a real database: manners, limits, provenance."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape

import pytest

from adapters.http import FeedClient
from adapters.pages.reader import PageReader, page_text
from monitor.model.claim import Reading, Tag
from monitor.model.feed import Arrival, FeedConfig, ParsedEntry, PollPolicy
from monitor.model.fingerprint import Fingerprint
from monitor.model.pages import PageOutcome, PagePolicy, WantedPage
from monitor.stages.pages import PageStage
from store.articles import SqlArchive
from store.engine import Turn, open_engine, write
from store.feeds import SqlFeedStore
from store.filing import file_arrivals
from store.migrate import upgrade
from store.pages import SqlPages
from tests.fakes.feedserver import Answer, FeedServer, endless

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
FETCHING = PollPolicy(allow_private_hosts=("127.0.0.1",), max_bytes=200_000, timeout_s=2.0)
POLICY = PagePolicy(enabled=True)
SENTENCES = [
    "The foreign minister of Ruritania signed the Example Compact on Thursday morning in the capital.",
    "The ministry published the instrument and the date of its deposit in the official gazette.",
    "Neighbouring states welcomed the step, which had been announced in the spring of last year.",
    "Parliament is to take the matter up after the recess, the speaker told reporters on the stairs.",
]
FEED = "https://outlet.example/rss"


def page(*paragraphs: str, title: str = "Ruritania signs the Example Compact") -> bytes:
    text = "".join(f"<p>{escape(words)}</p>" for words in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body>"
        f"<nav><a href='/'>Home</a><a href='/sport'>Sport</a></nav>"
        f"<article><h1>{title}</h1>{text}</article><footer>All rights reserved.</footer></body></html>"
    ).encode()


class Desk:
    """A database, a site, and short words for what happens between them."""

    def __init__(self, url: str, server: FeedServer) -> None:
        self.engine = open_engine(url)
        upgrade(self.engine)
        self.archive, self.pages = SqlArchive(self.engine), SqlPages(self.engine)
        self.server, self.time = server, NOW
        reader = PageReader(FeedClient(FETCHING), POLICY)
        self.stage = PageStage(self.pages, reader, self, POLICY)

    def now(self) -> datetime:
        return self.time

    def brings(self, path: str, *, title="Ruritania signs the Example Compact", summary="Signed.", body="",
               tag=Tag.BACKGROUND, fresh=True) -> None:  # fmt: skip
        entry = ParsedEntry(
            path, path, self.server.url(path), "127.0.0.1", title=title, summary=summary, body=body
        )
        with write(self.engine, Turn.FILING) as connection:
            file_arrivals(connection, FEED, [Arrival(entry, self.time, fresh)], self.time)
        self.reads(tag)

    def reads(self, tag=Tag.BACKGROUND) -> None:
        found = [
            (revision.id, Reading(revision.article.id, "v1", tag), Fingerprint())
            for revision in self.archive.unread(100)
        ]
        self.archive.save_readings(found, self.time)

    def run(self) -> int:
        return asyncio.run(self.stage.run_once())

    def bodies(self, path: str) -> list[str]:
        return [revision.article.body for revision in self.archive.revisions_of(path)]


@pytest.fixture
def server():
    with FeedServer() as server:
        yield server


@pytest.fixture
def desk(database_url, server):
    desk = Desk(database_url, server)
    yield desk
    desk.engine.dispose()


def test_a_teaser_that_names_an_accord_gets_its_pages_text_as_a_revision(desk, server):
    server.serve("/1", page(*SENTENCES), Content_Type="text/html")
    desk.brings("/1")
    assert desk.run() == 1
    assert desk.bodies("/1") == [
        "",
        "\n\n".join(["Ruritania signs the Example Compact", *SENTENCES]),
    ]
    [before, after] = desk.archive.revisions_of("/1")
    assert (after.article.title, after.article.summary, after.fresh, after.feed) == (
        before.article.title, "Signed.", True, FEED,
    )  # fmt: skip
    assert desk.pages.of("/1").number == 2
    assert [revision.id for revision in desk.archive.unread(9)] == [after.id]
    assert desk.run() == 0
    assert [request.path for request in server.requests] == ["/robots.txt", "/1"]


def test_pages_are_left_alone_for_what_names_no_accord_is_old_or_is_whole(desk, server):
    desk.brings("/1", tag=Tag.UNRELATED)
    desk.brings("/2", fresh=False)
    desk.brings("/3", body=" ".join(SENTENCES * 3))
    assert desk.run() == 0
    assert server.requests == []


def test_robots_txt_is_heeded_and_kept(desk, server):
    server.serve("/robots.txt", b"User-agent: accords\nDisallow: /private/")
    server.serve("/1", page(*SENTENCES))
    desk.brings("/private/1")
    assert desk.run() == 1
    assert desk.pages.of("/private/1").outcome is PageOutcome.ROBOTS
    desk.time += timedelta(minutes=1)
    desk.brings("/1")
    desk.run()
    assert desk.pages.of("/1").outcome is PageOutcome.TEXT
    assert [request.path for request in server.requests] == ["/robots.txt", "/1"]


@pytest.mark.parametrize("status", [503, 429])
def test_a_site_whose_robots_txt_cannot_be_had_keeps_us_out(desk, server, status):
    server.script("/robots.txt", Answer(status=status))
    desk.brings("/1")
    desk.run()
    assert desk.pages.of("/1").outcome is PageOutcome.ROBOTS
    assert server.asked("/1") == []


def test_pages_of_one_host_are_spaced(desk, server):
    for n in range(3):
        server.serve(f"/{n}", page(*SENTENCES))
        desk.brings(f"/{n}")
    assert [desk.run(), desk.run()] == [1, 0]
    desk.time += timedelta(seconds=POLICY.spacing_s)
    assert desk.run() == 1


def test_a_host_that_asks_a_page_for_patience_is_left_alone_by_pages_and_feeds(desk, server):
    server.script("/1", Answer(status=429, headers={"Retry-After": "7200"}))
    server.serve("/2", page(*SENTENCES))
    desk.brings("/1")
    desk.run()
    desk.brings("/2")
    desk.time += timedelta(seconds=7100)
    assert desk.run() == 0
    feeds = SqlFeedStore(desk.engine)
    feeds.sync([FeedConfig(server.url("/rss"))], desk.time)
    limits = {"limit": 9, "per_host": 1, "attempt": "a"}
    assert feeds.claim_due(desk.time, until=desk.time + timedelta(minutes=1), **limits) == []
    desk.time += timedelta(seconds=200)
    assert desk.run() == 1
    assert len(feeds.claim_due(desk.time, until=desk.time + timedelta(minutes=1), **limits)) == 1


def test_no_page_is_asked_for_while_our_own_network_is_down(desk, server):
    server.serve("/1", page(*SENTENCES))
    desk.brings("/1")
    feeds = SqlFeedStore(desk.engine)
    feeds.begin_outage(desk.time, 9)
    assert desk.run() == 0
    feeds.end_outage(desk.time)
    assert desk.run() == 1


def test_a_site_in_trouble_is_tried_again_a_few_times(desk, server):
    server.script("/1", Answer(status=502))
    desk.brings("/1")
    for _ in range(6):
        desk.run()
        desk.time += timedelta(hours=3)
    assert len(server.asked("/1")) == POLICY.tries
    assert desk.pages.of("/1").outcome is PageOutcome.UNREACHABLE


def test_a_new_teaser_keeps_the_pages_text(desk, server):
    server.serve("/1", page(*SENTENCES))
    desk.brings("/1")
    desk.run()
    desk.reads()
    desk.brings("/1", title="Ruritania has signed the Example Compact")
    latest = desk.archive.revisions_of("/1")[-1]
    assert latest.number == 3
    assert latest.article.title == "Ruritania has signed the Example Compact"
    assert SENTENCES[0] in latest.article.body


OUTCOMES = {
    "a page that is gone": (Answer(status=404), PageOutcome.REFUSED),
    "a wall": (Answer(page("Please subscribe to go on.", "It costs one crown a week.", title="Log in")), PageOutcome.NO_TEXT),
    "a page without end": (endless(), PageOutcome.REFUSED),
    "no page at all": (Answer(b"\x00\x01\x02"), PageOutcome.NO_TEXT),
    "a redirect to a private address": (
        Answer(status=302, headers={"Location": "http://10.0.0.1/"}), PageOutcome.REFUSED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_page_has_an_outcome(server, name):
    answer, outcome = OUTCOMES[name]
    wanted = WantedPage(
        "a", server.script("/1", answer), "127.0.0.1", "Ruritania signs the Example Compact", ""
    )

    async def read():
        async with PageReader(FeedClient(FETCHING), POLICY).session() as session:
            return await session.read(wanted, NOW)

    assert asyncio.run(read()).outcome is outcome


def test_a_page_on_another_site_is_not_taken(server):
    """A consent host, an aggregator: what it says is not the publisher's."""
    with FeedServer() as other:
        target = other.serve("/x", page(*SENTENCES)).replace("127.0.0.1", "localhost")
        url = server.script("/1", Answer(status=302, headers={"Location": target}))
        policy = replace(FETCHING, allow_private_hosts=("127.0.0.1", "localhost"))

        async def read():
            async with PageReader(FeedClient(policy), POLICY).session() as session:
                return await session.read(
                    WantedPage("a", url, "127.0.0.1", "Ruritania signs", ""), NOW
                )

        found = asyncio.run(read())
    assert (found.outcome, found.detail) == (PageOutcome.ELSEWHERE, "led to localhost")


def test_a_pages_text_is_plain():
    found = page_text(
        page("Tom & Jerry said “1 < 2” in the capital on Thursday morning.", *SENTENCES)
    )
    assert "Tom & Jerry said “1 < 2”" in found
    assert "All rights reserved" not in found
