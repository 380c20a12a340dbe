"""The HTTP client against a real server on loopback: every ill will has an outcome, within bounds."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import sys
import tracemalloc
from dataclasses import replace

import brotli
import httpcore
import httpx
import pytest
import respx
import trustme

from adapters.http import FeedClient, user_agent
from monitor.model.feed import Outcome, PollPolicy
from tests.fakes.feedserver import Answer, FeedServer, endless, gzip_bomb, rss

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

POLICY = PollPolicy(
    max_bytes=100_000,
    max_redirects=3,
    contact="https://contact.example/",
    allow_private_hosts=("127.0.0.1",),
)
HASTY = replace(POLICY, timeout_s=0.6, read_timeout_s=0.4)
BR_BOMB = brotli.compress(b"\0" * 200_000_000, quality=5)
ZSTD_BOMB = zstd.compress(b"\0" * 200_000_000, 3)
MOVED = Answer(status=302, headers={"Location": "/feed"})


def packed(body: bytes, coding: str) -> Answer:
    return Answer(body, headers={"Content-Encoding": coding})


@pytest.fixture
def server():
    with FeedServer() as server:
        yield server


def fetch(url: str, policy: PollPolicy = POLICY, **validators: str):
    async def run():
        async with FeedClient(policy).session() as session:
            return await session.fetch(url, **validators)

    return asyncio.run(run())


def test_a_feed_is_fetched_with_its_validators(server):
    found = fetch(server.serve("/feed", rss(), Last_Modified="Thu, 06 Nov 2025 17:00:00 GMT"))
    assert (found.outcome, found.status, found.body) == (Outcome.OK, 200, rss())
    assert found.headers["last-modified"] == "Thu, 06 Nov 2025 17:00:00 GMT"
    assert fetch(server.url("/feed"), etag=found.headers["etag"]).outcome is Outcome.NOT_MODIFIED


def test_not_modified_leaves_the_connection_open_for_the_next(server):
    url = server.script("/feed", Answer(status=304))

    async def run():
        async with FeedClient(POLICY).session() as session:
            return [(await session.fetch(url, etag='"x"')).outcome for _ in range(3)]

    assert asyncio.run(run()) == [Outcome.NOT_MODIFIED] * 3
    assert len({request.port for request in server.requests}) == 1


@pytest.mark.parametrize("etag", ['"x"', 'W/"x"', "unquoted", '"a,b"', '"ü"'])
def test_validators_are_echoed_byte_for_byte(etag):
    with respx.mock:
        route = respx.get("https://8.8.8.8/feed").mock(return_value=httpx.Response(304))
        fetch("https://8.8.8.8/feed", etag=etag, last_modified="some day")
        sent = dict(route.calls[0].request.headers.raw)
    assert sent[b"If-None-Match"].decode("latin-1") == etag
    assert sent[b"If-Modified-Since"] == b"some day"


def test_the_request_says_who_asks_and_brings_no_cookies(server):
    server.script("/feed", Answer(status=302, headers={"Location": "/b", "Set-Cookie": "a=b"}))
    server.serve("/b", rss())
    fetch(server.url("/feed"))
    for request in server.requests:
        assert request.headers["User-Agent"] == user_agent("https://contact.example/")
        assert "+https://contact.example/" in request.headers["User-Agent"]
        assert "Cookie" not in request.headers
        assert "If-None-Match" not in request.headers


OUTCOMES = {
    "a missing page": (Answer(status=404), Outcome.HTTP_ERROR),
    "a server's fault": (Answer(status=500), Outcome.HTTP_ERROR),
    "an empty body": (Answer(b""), Outcome.EMPTY),
    "an empty body with 204": (Answer(status=204), Outcome.EMPTY),
    "a body of gzip": (
        Answer(gzip.compress(rss()), headers={"Content-Encoding": "gzip"}),
        Outcome.OK,
    ),
    "a body of br": (
        Answer(brotli.compress(rss()), headers={"Content-Encoding": "br"}),
        Outcome.OK,
    ),
    "a body of zstd": (
        Answer(zstd.compress(rss()), headers={"Content-Encoding": "zstd"}),
        Outcome.OK,
    ),
    "a body packed twice": (
        Answer(brotli.compress(gzip.compress(rss())), headers={"Content-Encoding": "gzip, br"}),
        Outcome.OK,
    ),
    "a body packed three times": (
        Answer(b"x", headers={"Content-Encoding": "gzip, br, gzip"}),
        Outcome.BAD_ENCODING,
    ),
    "a body that is not the gzip it claims": (
        Answer(b"plain", headers={"Content-Encoding": "gzip"}),
        Outcome.BAD_ENCODING,
    ),
    "an encoding that nobody asked for": (
        Answer(b"x", headers={"Content-Encoding": "compress"}),
        Outcome.BAD_ENCODING,
    ),
    "a large body": (Answer(b"x" * 100_001), Outcome.TOO_LARGE),
    "a body of just the size allowed": (Answer(b"x" * 100_000), Outcome.OK),
    "a gzip bomb": (gzip_bomb(200_000_000), Outcome.TOO_LARGE),
    "a br bomb": (packed(BR_BOMB, "br"), Outcome.TOO_LARGE),
    "a zstd bomb": (packed(ZSTD_BOMB, "zstd"), Outcome.TOO_LARGE),
    "a bomb within a bomb": (packed(gzip.compress(BR_BOMB), "br, gzip"), Outcome.TOO_LARGE),
    "a packed body that goes on and says nothing": (
        replace(endless(gzip.compress(b"") * 3000), headers={"Content-Encoding": "gzip"}),
        Outcome.TOO_LARGE,
    ),
    "an endless body": (endless(), Outcome.TOO_LARGE),
    "a dripping body": (endless(b"x", pause_s=0.02), Outcome.TIMEOUT),
    "an answer that does not come": (Answer(delay_s=0.7), Outcome.TIMEOUT),
    "a redirect to itself": (
        Answer(status=301, headers={"Location": "/case"}),
        Outcome.BAD_REDIRECT,
    ),
    "a redirect to nowhere": (Answer(status=301), Outcome.BAD_REDIRECT),
    "a redirect to a file": (
        Answer(status=302, headers={"Location": "file:///etc/passwd"}),
        Outcome.REFUSED,
    ),
    "a redirect to a private address": (
        Answer(status=302, headers={"Location": "http://10.0.0.1/"}),
        Outcome.REFUSED,
    ),
    "a redirect to a machine's own address by another name": (
        Answer(status=302, headers={"Location": "http://[::ffff:127.0.0.1]/"}),
        Outcome.REFUSED,
    ),
    "a redirect to an address without end": (
        Answer(status=302, headers={"Location": "/" + "x" * 5000}),
        Outcome.REFUSED,
    ),
    "a redirect with an endless body": (
        replace(endless(), status=302, headers={"Location": "/case"}),
        Outcome.BAD_REDIRECT,
    ),
    "an error with an endless body": (replace(endless(), status=500), Outcome.HTTP_ERROR),
    "an error with a reason of a thousand words": (
        Answer(status=500, reason="word " * 1000),
        Outcome.HTTP_ERROR,
    ),
    "interim answers without end": (Answer(interim=10**9), Outcome.TIMEOUT),
    "a body that ends before its length": (
        Answer(b"<rss>", headers={"Content-Length": "500"}),
        Outcome.UNREACHABLE,
    ),
    "two answers on one connection, the second not asked for": (
        Answer(rss() + b"HTTP/1.1 200 OK\r\n\r\nmore", headers={"Content-Length": str(len(rss()))}),
        Outcome.OK,
    ),
    "a header flood": (
        Answer(headers={f"X-{n}": "x" * 1000 for n in range(300)}),
        Outcome.UNREACHABLE,
    ),
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_answer_has_an_outcome(server, name):
    answer, outcome = OUTCOMES[name]
    policy = HASTY if outcome is Outcome.TIMEOUT else POLICY
    found = fetch(server.script("/case", answer), policy)
    assert found.outcome is outcome
    assert found.detail or outcome is Outcome.OK
    assert len(found.detail) <= 200


def test_a_bomb_never_unfolds_in_memory(server):
    url = server.script("/bomb", gzip_bomb(500_000_000))
    tracemalloc.start()
    try:
        assert fetch(url).outcome is Outcome.TOO_LARGE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10_000_000


def test_a_certificate_that_nobody_vouches_for_is_not_accepted():
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
    with FeedServer(tls) as server:
        found = fetch(server.serve("/feed", rss()))
        assert (found.outcome, server.requests) == (Outcome.UNREACHABLE, [])
    assert "certificate" in found.detail


@respx.mock
def test_https_may_lead_through_http_but_not_end_there():
    home = {"Location": "https://8.8.8.8/c"}
    respx.get("https://8.8.8.8/a").respond(301, headers={"Location": "http://8.8.8.8/b"})
    respx.get("http://8.8.8.8/b").mock(
        side_effect=[httpx.Response(301, headers=home), httpx.Response(200, content=rss())]
    )
    respx.get("https://8.8.8.8/c").respond(200, content=rss())
    assert fetch("https://8.8.8.8/a").outcome is Outcome.OK
    assert fetch("https://8.8.8.8/a").outcome is Outcome.BAD_REDIRECT


def test_redirects_are_followed_up_to_the_limit(server):
    server.serve("/feed", rss())
    server.script("/c", MOVED)
    server.script("/b", Answer(status=301, headers={"Location": "/c"}))
    server.script("/a", Answer(status=308, headers={"Location": server.url("/b")}))
    server.script("/one-too-many", Answer(status=307, headers={"Location": "/a"}))
    found = fetch(server.url("/a"))
    assert (found.outcome, found.final_url) == (Outcome.OK, server.url("/feed"))
    assert fetch(server.url("/one-too-many")).outcome is Outcome.BAD_REDIRECT


def test_a_chain_of_a_hundred_redirects_costs_no_more_requests_than_the_limit(server):
    for number in range(100):
        server.script(
            f"/hop-{number}", Answer(status=302, headers={"Location": f"/hop-{number + 1}"})
        )
    server.serve("/hop-100", rss())
    assert fetch(server.url("/hop-0")).outcome is Outcome.BAD_REDIRECT
    assert len(server.requests) == POLICY.max_redirects + 1


@pytest.mark.parametrize(
    ("spacing_s", "waited"), [(2.0, [2.0] * 3), (0.0, [0.0] * 3), (5.0, [5.0] * 2), (60.0, [10.0])]
)
def test_the_sitemaps_of_an_index_are_asked_apart_and_as_many_as_fit(server, spacing_s, waited):
    found, waits = sitemaps_of_an_index(server, replace(POLICY, spacing_s=spacing_s))
    assert found.outcome is Outcome.OK
    assert found.body.count(b"<loc>") == len(waited)
    assert waits == waited
    assert "etag" not in found.headers


def sitemaps_of_an_index(server, policy):
    """What a fetch of an index of five brings, and the pauses that it makes."""
    row = (
        '<url><loc>/a</loc><n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"/></url>'
    )
    for number in range(5):
        server.serve(f"/news-{number}.xml", f"<urlset>{row}</urlset>".encode())
    rows = "".join(f"<sitemap><loc>/news-{number}.xml</loc></sitemap>" for number in range(5))
    server.serve("/index.xml", f"<sitemapindex>{rows}</sitemapindex>".encode())
    waits = []

    async def pause(seconds):
        waits.append(seconds)

    async def run():
        async with FeedClient(policy, pause).session() as session:
            return await session.fetch(server.url("/index.xml"))

    return asyncio.run(run()), waits


def test_a_closed_port_is_unreachable():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        found = fetch(f"http://127.0.0.1:{held.getsockname()[1]}/")
    assert found.outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize(
    "url", ["ftp://a.example/x", "file:///etc/passwd", "http://", "https:///x", "no url", ""]
)
def test_only_web_addresses_are_fetched(url):
    assert fetch(url).outcome is Outcome.REFUSED


def test_private_addresses_are_refused_unless_allowed(server):
    url = server.serve("/feed", rss())
    closed = PollPolicy()
    assert fetch(url, closed).outcome is Outcome.REFUSED
    assert fetch(url.replace("127.0.0.1", "localhost"), closed).outcome is Outcome.REFUSED
    assert server.requests == []


def test_a_name_is_checked_by_what_it_resolves_to(server):
    url = server.serve("/feed", rss()).replace("127.0.0.1", "localhost")
    by_network = PollPolicy(allow_private_hosts=("127.0.0.0/8", "::1"))
    by_name = PollPolicy(allow_private_hosts=("localhost",))
    assert fetch(url, by_network).outcome is Outcome.OK
    assert fetch(url, by_name).outcome is Outcome.OK


def test_no_detail_shows_a_secret(server):
    secret = "hunter2"
    server.script(
        "/a",
        Answer(status=302, headers={"Location": f"gopher://u:{secret}@x.example/?token={secret}"}),
    )
    for url in (
        server.url(f"/a?token={secret}"),
        f"ftp://u:{secret}@a.example/",
        f"no url {secret}?key={secret}",
    ):
        assert f"={secret}" not in fetch(url).detail
        assert f":{secret}" not in fetch(url).detail


def test_a_session_serves_many_fetches_at_once(server):
    urls = [server.serve(f"/{n}", rss(title=str(n))) for n in range(20)]

    async def run():
        async with FeedClient(POLICY).session() as session:
            return await asyncio.gather(*(session.fetch(url) for url in urls))

    assert {found.outcome for found in asyncio.run(run())} == {Outcome.OK}


def test_each_fetch_has_a_connection_to_itself_and_some_serve_again(server):
    """However many ran at once, no more stay open than may be in flight; the oldest give way."""
    few = replace(POLICY, concurrency=2)
    urls = [server.script(f"/{n}", Answer(rss(), delay_s=0.05)) for n in range(4)]

    async def run():
        async with FeedClient(few).session() as session:
            await asyncio.gather(*(session.fetch(url) for url in urls))
            return await asyncio.gather(*(session.fetch(url) for url in urls))

    assert {found.outcome for found in asyncio.run(run())} == {Outcome.OK}
    first, second = server.requests[:4], server.requests[4:]
    assert len({request.port for request in first}) == 4
    assert len({request.port for request in first} & {request.port for request in second}) == 2


CLOSED = {
    "after it said so": Answer(rss(), headers={"Connection": "close"}),
    "before its body was read": Answer(b"x" * 200_000),
    "in the middle of its body": Answer(rss()[:9], headers={"Content-Length": "99"}),
    "after a redirect whose body is left alone": Answer(
        b"elsewhere", status=302, headers={"Location": "/feed"}
    ),
}


@pytest.mark.parametrize("when", CLOSED)
def test_a_connection_that_was_closed_serves_nobody(server, when):
    closing, url = server.script("/closing", CLOSED[when]), server.serve("/feed", rss())

    async def run():
        async with FeedClient(POLICY).session() as session:
            await session.fetch(closing)
            return [(await session.fetch(url)).outcome for _ in range(2)]

    assert asyncio.run(run()) == [Outcome.OK, Outcome.OK]


ODD_SPELLINGS = ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127.0.0.1.", "[::1]", "[::ffff:7f00:1]",
                 "[0:0:0:0:0:0:0:1]", "[::ffff:0:7f00:1]", "0", "0.0.0.0", "[::]", "localhost."]  # fmt: skip


@pytest.mark.parametrize("host", ODD_SPELLINGS)
def test_odd_spellings_of_this_machine_are_refused(server, host):
    """Or do not resolve; what matters is that no request goes out."""
    url = server.serve("/feed", rss()).replace("127.0.0.1", host)
    assert fetch(url, PollPolicy()).outcome in {Outcome.REFUSED, Outcome.UNREACHABLE}
    assert server.requests == []


@pytest.mark.parametrize("host", ["[fe80::1%25lo]", "[fe80::1%lo]", "[::1%25lo]"])
def test_a_zone_changes_nothing(host):
    assert fetch(f"http://{host}/", PollPolicy()).outcome in {Outcome.REFUSED, Outcome.UNREACHABLE}


def test_a_name_that_turns_inwards_between_two_looks_gains_nothing(server, monkeypatch):
    """DNS rebinding: the connection goes to the address that was looked at, and each is looked at."""
    url = server.serve("/feed", rss()).replace("127.0.0.1", "turning.example")
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["93.184.216.34", "127.0.0.1"]])
    connected = []

    def look_up(host, port, **_said):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in next(answers)]

    async def connect(_self, host, *_rest):
        connected.append(host)
        raise httpcore.ConnectError("not in a test")

    monkeypatch.setattr("adapters.guard.socket.getaddrinfo", look_up)
    monkeypatch.setattr("adapters.guard.httpcore.AnyIOBackend.connect_tcp", connect)
    found = [fetch(url, PollPolicy()).outcome for _ in range(3)]
    assert found == [Outcome.UNREACHABLE, Outcome.REFUSED, Outcome.REFUSED]
    assert connected == ["93.184.216.34"]
    assert server.requests == []
