"""The poll stage with a real database and a real server."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from adapters.feeds.parse import FeedReader
from adapters.http import FeedClient
from monitor.model.errors import Transient
from monitor.model.feed import FeedConfig, FetchedFeed, Outcome, PollPolicy
from monitor.model.polling import Moving, PollReason, Trouble
from monitor.stages.poll import PollStage
from store.articles import SqlArchive
from store.engine import open_engine
from store.feeds import SqlFeedStore
from store.migrate import upgrade
from tests.fakes.feedserver import Answer, FeedServer, item, rss

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
POLICY = PollPolicy(
    interval_s=900, per_host=4, spacing_s=0, allow_private_hosts=("127.0.0.1",), max_bytes=50_000
)
BROKEN = {
    "gone": Answer(status=404),
    "garbage": Answer(bytes(range(256)) * 4),
    "page": Answer(b"<!doctype html><title>Hello</title>"),
    "empty": Answer(b""),
    "large": Answer(b"x" * 60_000),
    "loop": Answer(status=301, headers={"Location": "/loop"}),
}


class SetClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.instant = NOW

    def now(self) -> datetime:
        return self.instant

    def later(self, **span: float) -> None:
        self.instant += timedelta(**span)

    async def pause(self, seconds: float) -> None:
        self.later(seconds=seconds)


class Desk:
    """A service of the poll stage alone, over a scripted server."""

    def __init__(self, folder, server: FeedServer) -> None:
        self.engine = open_engine(f"sqlite:///{folder}/poll.db")
        upgrade(self.engine)
        self.feeds = SqlFeedStore(self.engine)
        self.archive = SqlArchive(self.engine)
        self.server = server
        self.clock = SetClock()
        self.ids = (f"attempt-{n}" for n in itertools.count())

    def watch(self, *urls: str) -> None:
        self.feeds.sync([FeedConfig(url) for url in urls], self.clock.now())

    def poll(self, policy: PollPolicy = POLICY, **other) -> int:
        parts = {
            "feeds": self.feeds,
            "fetcher": FeedClient(policy),
            "parser": FeedReader(100),
        } | other
        stage = PollStage(
            clock=self.clock,
            policy=policy,
            jitter=lambda: 0.0,
            new_id=lambda: next(self.ids),
            pause=self.clock.pause,
            **parts,
        )
        return asyncio.run(stage.run_once())

    def titles(self) -> list[str]:
        return [revision.article.title for revision in self.archive.unread(1000)]

    def state(self, url: str):
        return next(found for found in self.feeds.states() if found.url == url)


@pytest.fixture
def server():
    with FeedServer() as server:
        yield server


@pytest.fixture
def desk(tmp_path, server):
    return Desk(tmp_path, server)


def test_a_due_feed_becomes_revisions_oldest_first(desk, server):
    early, late = NOW - timedelta(hours=3), NOW - timedelta(hours=1)
    desk.watch(
        server.serve(
            "/feed",
            rss(
                item("Late", "https://outlet.example/2", published=late),
                item("Early", "https://outlet.example/1", published=early),
            ),
        )
    )
    assert desk.poll() == 1
    assert desk.titles() == ["Early", "Late"]
    assert not any(revision.fresh for revision in desk.archive.unread(2))


def test_what_comes_after_a_feeds_first_poll_is_news(desk, server):
    known = item("Known", "https://outlet.example/1", published=NOW - timedelta(hours=3))
    url = server.serve("/feed", rss(known))
    desk.watch(url)
    desk.poll()
    desk.clock.later(seconds=900)
    server.serve("/feed", rss(item("New", "https://outlet.example/2", published=NOW), known))
    desk.poll()
    fresh = {revision.article.title: revision.fresh for revision in desk.archive.unread(2)}
    assert fresh == {"Known": False, "New": True}


def test_nothing_due_is_nothing_done(desk, server):
    desk.watch(server.serve("/feed", rss()))
    assert (desk.poll(), desk.poll()) == (1, 0)
    assert len(server.requests) == 1


def test_the_second_poll_is_conditional(desk, server):
    url = server.serve("/feed", rss(item("A", "https://outlet.example/1")))
    desk.watch(url)
    desk.poll()
    desk.clock.later(seconds=900)
    assert desk.poll() == 1
    assert desk.state(url).last_outcome is Outcome.NOT_MODIFIED
    first, second = server.requests
    assert "If-None-Match" not in first.headers
    assert second.headers["If-None-Match"].startswith('"')


def test_validators_are_stored_though_the_body_is_the_same(desk, server):
    body = rss(item("A", "https://outlet.example/1"))
    url = server.script("/feed", *(Answer(body, headers={"ETag": f'"{n}"'}) for n in range(3)))
    desk.watch(url)
    for _ in range(3):
        desk.poll()
        desk.clock.later(seconds=900)
    assert desk.state(url).last_outcome is Outcome.SAME_BODY
    assert [request.headers.get("If-None-Match") for request in server.requests] == [
        None,
        '"0"',
        '"1"',
    ]


def test_a_feed_that_turns_into_a_page_and_back_is_not_the_same_body(desk, server):
    body, page = rss(item("A", "https://outlet.example/1")), BROKEN["page"]
    url = server.script("/feed", Answer(body), page, page, Answer(body))
    desk.watch(url)
    outcomes = []
    for _ in range(4):
        desk.poll()
        outcomes.append(desk.state(url).last_outcome)
        desk.clock.later(hours=3)
    assert outcomes == [Outcome.OK, Outcome.NOT_A_FEED, Outcome.NOT_A_FEED, Outcome.SAME_BODY]


def test_a_backlog_is_archived_but_no_news(desk, server):
    url = server.serve(
        "/feed",
        rss(
            item("Old", "https://outlet.example/1", published=NOW - timedelta(days=3)),
            item("Undated"),
        ),
    )
    desk.watch(url)
    desk.poll()
    assert [revision.fresh for revision in desk.archive.unread(9)] == [False, False]
    desk.clock.later(hours=1)
    server.serve("/feed", rss(item("Undated, later")))
    desk.poll()
    assert desk.archive.unread(9)[-1].fresh


def test_one_bad_feed_harms_no_other(desk, server):
    good = [
        server.serve(f"/good{n}", rss(item(f"Good {n}", f"https://outlet.example/{n}")))
        for n in range(3)
    ]
    bad = [server.script(f"/{name}", answer) for name, answer in BROKEN.items()]
    desk.watch(
        *bad,
        *good,
        "http://127.0.0.1:1/refused",
        "http://10.0.0.1/private",
        "ftp://outlet.example/",
    )
    assert desk.poll() == len(bad) + len(good) + 3
    assert sorted(desk.titles()) == ["Good 0", "Good 1", "Good 2"]
    for url in bad:
        assert desk.state(url).failures == 1
        assert desk.state(url).last_error


def test_a_fault_of_ours_in_one_feed_harms_no_other(desk, server):
    class Faulty(FeedReader):
        def parse(self, fetched):
            if fetched.url.endswith("/a"):
                raise ZeroDivisionError
            return super().parse(fetched)

    urls = [
        server.serve(f"/{name}", rss(item(name, f"https://outlet.example/{name}")))
        for name in "abc"
    ]
    desk.watch(*urls)
    with capture_logs() as logs:
        assert desk.poll(parser=Faulty(10)) == 3
    assert sorted(desk.titles()) == ["b", "c"]
    assert desk.state(urls[0]).last_outcome is Outcome.FAULT
    assert [line for line in logs if line["event"] == "poll_fault"]


def test_what_cannot_be_stored_harms_no_other(desk, server):
    class Picky(SqlFeedStore):
        def record(self, polls):
            if any(arrival.entry.title == "a" for poll in polls for arrival in poll.arrivals):
                raise ValueError("a cannot be stored")
            return super().record(polls)

    urls = [
        server.serve(f"/{name}", rss(item(name, f"https://outlet.example/{name}")))
        for name in "abc"
    ]
    desk.watch(*urls)
    with capture_logs() as logs:
        assert desk.poll(feeds=Picky(desk.engine)) == 3
    assert sorted(desk.titles()) == ["b", "c"]
    assert (desk.state(urls[0]).last_outcome, desk.state(urls[0]).failures) == (Outcome.FAULT, 1)
    assert [line for line in logs if line["event"] == "poll_fault"]


def test_a_bad_feed_is_logged_when_it_goes_bad_and_when_it_is_heard_again(desk, server):
    secret = "/feed?token=hunter2"
    url = server.script(
        secret, Answer(status=500), Answer(status=500), Answer(status=500), Answer(rss())
    )
    desk.watch(url)
    with capture_logs() as logs:
        for _ in range(5):
            desk.poll()
            desk.clock.later(hours=12)
    said = [(line["event"], line["log_level"]) for line in logs]
    assert said == [("feed_unreachable", "warning"), ("feed_recovered", "info")]
    assert logs[1]["failures"] == 3
    assert "hunter2" not in str(logs)


def test_a_failing_feed_is_asked_less_and_less(desk, server):
    url = server.script("/feed", Answer(status=404))
    desk.watch(url)
    waits = []
    for _ in range(4):
        desk.poll()
        waits.append((desk.state(url).next_poll_at - desk.clock.now()).total_seconds())
        desk.clock.instant = desk.state(url).next_poll_at
    assert waits == [1800, 3600, 7200, 14_400]
    assert desk.state(url).poll_reason is PollReason.BACKOFF


def test_a_host_that_asks_for_patience_gets_it(desk, server):
    url = server.script("/feed", Answer(status=429, headers={"Retry-After": "4000"}))
    desk.watch(url)
    desk.poll()
    assert desk.state(url).next_poll_at == NOW + timedelta(seconds=4000)
    assert desk.state(url).poll_reason is PollReason.RETRY_AFTER


def test_a_pass_takes_more_feeds_than_fit_at_once(desk, server):
    urls = [
        server.serve(f"/{n}", rss(item(str(n), f"https://outlet.example/{n}"))) for n in range(12)
    ]
    desk.watch(*urls)
    policy = PollPolicy(
        concurrency=3, per_host=2, spacing_s=0, batch=10, allow_private_hosts=("127.0.0.1",)
    )
    assert (desk.poll(policy), desk.poll(policy), desk.poll(policy)) == (10, 2, 0)


class Gauge:
    """A fetcher that counts how many fetches of a host run at a time."""

    def __init__(self) -> None:
        self.running = self.most = 0

    @asynccontextmanager
    async def session(self):
        yield self

    async def fetch(self, url, *, etag="", last_modified=""):
        del etag, last_modified
        self.running += 1
        self.most = max(self.most, self.running)
        for _ in range(5):
            await asyncio.sleep(0)
        self.running -= 1
        return FetchedFeed(url, Outcome.OK, url, 200, {}, rss())


def test_one_host_is_asked_for_no_more_than_its_share_at_a_time(desk):
    desk.watch(*(f"https://outlet.example/{n}" for n in range(10)))
    gauge = Gauge()
    policy = PollPolicy(per_host=2, spacing_s=0, concurrency=8)
    assert desk.poll(policy, fetcher=gauge) == 10
    assert gauge.most == 2


def test_a_pass_that_is_told_to_stop_ends_with_what_it_holds(desk):
    class Stopping(Gauge):
        async def fetch(self, url, *, etag="", last_modified=""):
            stage.stop()
            return await super().fetch(url)

    desk.watch(*(f"https://{n}.example/" for n in range(9)))
    policy = PollPolicy(concurrency=2, spacing_s=0)
    stage = PollStage(
        feeds=desk.feeds,
        fetcher=Stopping(),
        parser=FeedReader(10),
        clock=desk.clock,
        policy=policy,
        jitter=lambda: 0.0,
        new_id=lambda: "x",
    )
    assert asyncio.run(stage.run_once()) == 2


def test_what_a_failed_pass_held_is_due_again_at_once(desk, server):
    class Locked(SqlFeedStore):
        def record(self, polls):
            raise Transient("the database is locked")

    desk.watch(*(server.serve(f"/{n}", rss()) for n in range(3)))
    with pytest.raises(Transient):
        desk.poll(feeds=Locked(desk.engine))
    assert desk.poll() == 3


def test_what_a_killed_worker_held_is_due_again_when_its_lease_ends(desk, server):
    desk.watch(server.serve("/feed", rss(item("A", "https://outlet.example/1"))))
    lease_end = NOW + timedelta(seconds=POLICY.lease_s)
    assert desk.feeds.claim_due(NOW, limit=9, per_host=1, until=lease_end, attempt="killed")
    assert desk.poll() == 0
    desk.clock.instant = lease_end
    assert desk.poll() == 1
    assert desk.titles() == ["A"]


def test_a_slow_fetch_keeps_its_lease(desk):
    released = asyncio.Event()

    class Slow(Gauge):
        async def fetch(self, url, *, etag="", last_modified=""):
            await released.wait()
            return await super().fetch(url)

    class Watching(SqlFeedStore):
        def extend(self, attempt, until):
            super().extend(attempt, until)
            extended.append(until)
            loop.call_soon_threadsafe(released.set)

    class Running(SetClock):
        """Each look at it is a second later, so that leases age without waiting."""

        def now(self):
            self.later(seconds=1)
            return self.instant

    extended: list[datetime] = []
    desk.watch("https://outlet.example/feed")
    desk.clock = Running()
    policy = PollPolicy(lease_s=0.03, spacing_s=0)

    async def run():
        nonlocal loop
        loop = asyncio.get_running_loop()
        stage = PollStage(
            feeds=Watching(desk.engine), fetcher=Slow(), parser=FeedReader(10), clock=desk.clock,
            policy=policy, jitter=lambda: 0.0, new_id=lambda: "x",
        )  # fmt: skip
        return await stage.run_once()

    loop: asyncio.AbstractEventLoop
    assert asyncio.run(run()) == 1
    assert extended


def test_the_sample_feeds_go_through_the_whole_stage(desk, server, shared):
    """Real feeds over real HTTP: every one is heard, and a second pass finds nothing new."""
    samples = sorted((shared / "feeds" / "rss-fetcher").iterdir()) + sorted(
        (shared / "feeds" / "reader").iterdir()
    )
    paths = [path for path in samples if path.suffix in {".rss", ".atom", ".json", ".xml"}]
    assert paths
    desk.watch(
        *(server.serve(f"/{n}/{path.name}", path.read_bytes()) for n, path in enumerate(paths))
    )
    policy = PollPolicy(per_host=4, spacing_s=0, allow_private_hosts=("127.0.0.1",))
    assert desk.poll(policy) == len(paths)
    before = desk.titles()
    desk.clock.later(days=1)
    assert desk.poll(policy) == len(paths)
    assert desk.titles() == before
    assert len(before) > 150


def test_a_feed_is_polled_by_its_rhythm_once_that_is_known(desk, server):
    hourly = [
        item(f"T{n}", f"https://outlet.example/{n}", published=NOW - timedelta(hours=n))
        for n in range(6)
    ]
    url = server.serve("/feed", rss(*hourly))
    desk.watch(url)
    desk.poll(PollPolicy(allow_private_hosts=("127.0.0.1",), max_delay_s=7200))
    assert desk.state(url).poll_reason is PollReason.RHYTHM
    assert desk.state(url).next_poll_at == NOW + timedelta(minutes=30)


def test_a_feed_is_polled_by_its_own_overlap_floor(desk, server):
    hourly = [
        item(f"T{n}", f"https://outlet.example/{n}", published=NOW - timedelta(hours=n))
        for n in range(6)
    ]
    url = server.serve("/feed", rss(*hourly))
    desk.feeds.sync([FeedConfig(url, overlap_floor=0.95)], NOW)
    desk.poll(PollPolicy(allow_private_hosts=("127.0.0.1",), max_delay_s=7200))
    state = desk.state(url)
    assert state.poll_reason is PollReason.OVERLAP
    assert state.poll_inputs["overlap_floor"] == 0.95


def test_the_hints_of_a_document_hold_while_it_is_not_modified(desk, server):
    body = rss(item("A", "https://outlet.example/1")).replace(
        b"<title>", b"<ttl>25</ttl><title>", 1
    )
    url = server.serve("/feed", body)
    desk.watch(url)
    for outcome in (Outcome.OK, Outcome.NOT_MODIFIED):
        desk.poll()
        state = desk.state(url)
        assert (state.last_outcome, state.poll_reason) == (outcome, PollReason.TTL)
        desk.clock.instant = state.next_poll_at


def test_a_document_in_which_nothing_is_known_is_a_gap_that_is_told(desk, server):
    url = server.serve("/feed", rss(item("A", "https://outlet.example/1")))
    desk.watch(url)
    desk.poll()
    desk.clock.later(hours=1)
    server.serve(
        "/feed",
        rss(
            item("B", "https://outlet.example/2", published=desk.clock.now() - timedelta(minutes=7))
        ),
    )
    with capture_logs() as logs:
        desk.poll()
    assert [line["event"] for line in logs] == ["feed_gap", "revisions_found"]
    rhythm = desk.state(url).memory.rhythm
    assert (rhythm.gaps, rhythm.overlap, rhythm.delays_s) == (1, 0.0, (420.0,))


def test_feeds_of_one_host_start_apart(desk, server):
    desk.watch(*(server.serve(f"/{n}", rss()) for n in range(3)))
    policy = PollPolicy(spacing_s=5, per_host=3, allow_private_hosts=("127.0.0.1",))
    assert desk.poll(policy) == 3
    polled = sorted(state.last_polled_at for state in desk.feeds.states())
    assert [(at - polled[0]).total_seconds() for at in polled] == [0, 5, 10]


def test_one_feed_that_is_told_to_wait_spares_its_whole_host(desk, server):
    first = server.script("/a", Answer(status=429, headers={"Retry-After": "4000"}))
    second = server.serve("/b", rss(item("B", "https://outlet.example/b")))
    desk.watch(first, second)
    policy = PollPolicy(per_host=1, spacing_s=0, allow_private_hosts=("127.0.0.1",))
    assert desk.poll(policy) == 1
    desk.clock.later(seconds=3999)
    assert desk.poll(policy) == 0
    assert desk.state(second).pause.cause == "HTTP 429 with Retry-After 4000 s"
    desk.clock.later(seconds=1)
    assert desk.poll(policy) == 2
    assert desk.titles() == ["B"]


def test_a_server_that_hides_news_behind_304_is_found_out(desk, server):
    """It answers every conditional request with 304, whatever has been published since."""

    def hourly(since_h: int) -> bytes:
        at = [NOW + timedelta(hours=since_h - n) for n in range(6)]
        return rss(*(item(f"T{t}", f"https://outlet.example/{t:%d%H}", published=t) for t in at))

    class Lying(FeedServer):
        def _answer(self, path, headers):
            if "If-None-Match" in headers:
                return Answer(status=304)
            hours = int((desk.clock.now() - NOW).total_seconds() // 3600)
            return Answer(hourly(hours), headers={"ETag": '"for ever"'})

    with Lying() as lying:
        url = lying.url("/feed")
        desk.watch(url)
        trust = []
        for _ in range(40):
            desk.poll()
            trust.append(desk.state(url).memory.validators.trust.value)
            desk.clock.instant = desk.state(url).next_poll_at
    assert list(dict.fromkeys(trust)) == ["trusted", "suspect", "distrusted"]
    assert desk.state(url).memory.validators.reason.value == "hid_news"
    assert desk.state(url).poll_reason in {PollReason.UNCONDITIONAL, PollReason.CONTRACT}
    assert len(desk.titles()) > 6


def test_a_permanent_redirect_is_learned_after_a_week_and_forgotten_when_it_fails(desk, server):
    old = server.script("/old", Answer(status=301, headers={"Location": "/new"}))
    server.serve("/new", rss(item("A", "https://outlet.example/1")))
    desk.watch(old)
    for _ in range(5):
        desk.poll()
        desk.clock.later(days=2)
    assert desk.state(old).memory.moving.location == server.url("/new")
    before = len(server.asked("/old"))
    desk.poll()
    assert len(server.asked("/old")) == before
    server.script("/new", Answer(status=404))
    server.serve("/old", rss(item("B", "https://outlet.example/2")))
    for _ in range(4):
        desk.clock.later(days=2)
        desk.poll()
    assert desk.state(old).memory.moving.location == ""
    assert desk.titles() == ["A", "B"]


def test_a_temporary_redirect_is_never_learned(desk, server):
    old = server.script("/old", Answer(status=302, headers={"Location": "/new"}))
    server.serve("/new", rss(item("A", "https://outlet.example/1")))
    desk.watch(old)
    for _ in range(9):
        desk.poll()
        desk.clock.later(days=2)
    assert desk.state(old).memory.moving == Moving()


def test_a_feed_that_says_it_is_gone_gets_a_look_a_month_and_wakes(desk, server):
    url = server.script("/feed", Answer(status=410))
    desk.watch(url)
    for _ in range(6):
        desk.poll()
        desk.clock.later(days=2)
    state = desk.state(url)
    assert (state.poll_reason, state.enabled) == (PollReason.DORMANT, True)
    server.serve("/feed", rss(item("A", "https://outlet.example/1")))
    desk.clock.instant = state.next_poll_at
    desk.poll()
    assert desk.state(url).memory.trouble == Trouble()


class Line(Gauge):
    """A network that can be cut: nothing is reached while ``cut``."""

    cut = False

    async def fetch(self, url, *, etag="", last_modified=""):
        if self.cut:
            return FetchedFeed(url, Outcome.UNREACHABLE, detail="no route")
        return await super().fetch(url)


def test_an_outage_of_our_own_pauses_probes_counts_nothing_and_resumes_spread_out(desk):
    urls = [f"https://{n}.example/" for n in range(30)]
    policy = PollPolicy(outage_hosts=3, outage_probe_s=30, outage_spread_s=300, spacing_s=0)
    line = Line()
    parts = {"feeds": desk.feeds, "fetcher": line, "parser": FeedReader(10), "clock": desk.clock}
    spread = itertools.cycle(n / 10 for n in range(10))
    stage = PollStage(
        **parts,
        policy=policy,
        jitter=lambda: next(spread),
        new_id=lambda: next(desk.ids),
        pause=desk.clock.pause,
    )

    def poll() -> int:
        return asyncio.run(stage.run_once())

    desk.watch(*urls)
    assert poll() == 30
    desk.clock.later(hours=1)
    line.cut = True
    with capture_logs() as logs:
        poll()
        assert desk.feeds.outage().hosts == 3
        assert poll() in {0, 2}
        assert poll() == 0  # within the probe's time
        desk.clock.later(minutes=30)
        assert poll() == 2  # a probe, and no more
        assert {state.failures for state in desk.feeds.states()} == {0}
        assert {state.blind_since for state in desk.feeds.states()} == {None}
        line.cut = False
        desk.clock.later(minutes=30)
        assert poll() == 2
    assert desk.feeds.outage() is None
    assert [line["event"] for line in logs if line["event"].startswith("network")] == [
        "network_down",
        "network_up",
    ]
    later = [
        s.next_poll_at for s in desk.feeds.states() if s.poll_reason is PollReason.AFTER_OUTAGE
    ]
    assert len(later) > 20
    assert len(set(later)) > 5
    assert max(later) <= desk.clock.now() + timedelta(seconds=300)


def test_a_process_that_starts_in_an_outage_probes_first(desk):
    desk.watch(*(f"https://{n}.example/" for n in range(9)))
    desk.feeds.begin_outage(NOW - timedelta(hours=1), 5)
    assert desk.poll(PollPolicy(spacing_s=0), fetcher=Line()) == 2
    assert desk.feeds.outage() is None
