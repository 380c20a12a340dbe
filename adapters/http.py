"""The one HTTP client of polling: bounded in time, bytes and hops, and only towards public addresses.

``FeedClient.session()`` opens connections for one pass; ``fetch`` answers with an outcome, whatever the
other side does. httpx's transport does what is asked of it and no more: no cookies are kept, redirects are
followed here, so that each hop is checked, and the body is unpacked here, piece by piece under a cap, so that a
bomb never unfolds in memory; httpx would unpack a whole chunk at once.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.metadata import version
from urllib.parse import urljoin

import httpx

from adapters.connections import GuardedTransport
from adapters.decoding import ACCEPTED, Oversize, unpacker
from adapters.feeds.sitemap import children_of, joined, kind_of
from adapters.guard import AddressGuard, AddressRefused, GuardedBackend
from monitor.model.address import mask_url
from monitor.model.errors import BadInput
from monitor.model.feed import FetchedFeed, Outcome, PollPolicy
from monitor.model.polling import Hop

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, application/json;q=0.8, text/xml;q=0.8, */*;q=0.1"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_LONGEST_URL = 4096
_SNIFFED = 2048
_LONGEST_DETAIL = 200
_KEPT_HEADERS = frozenset(
    (
        "etag",
        "last-modified",
        "content-type",
        "content-language",
        "retry-after",
        "date",
        "cache-control",
        "age",
        "expires",
    )
)


Pause = Callable[[float], Awaitable[None]]


class _Stop(Exception):
    """The fetch ends here, with this outcome."""

    def __init__(self, outcome: Outcome, detail: str, status: int = 0) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.status = status


def user_agent(contact: str) -> str:
    """The honest User-Agent: name, version, and where to reach whoever runs it."""
    about = f"; +{contact}" if contact else ""
    return f"accords/{version('accords')} (news monitor{about})"


class FeedClient:
    """Fetches feeds within the limits of a policy; see ``monitor.ports.FeedFetcher``.

    ``pause`` waits so many seconds.
    """

    def __init__(self, policy: PollPolicy, pause: Pause = asyncio.sleep) -> None:
        self.policy = policy
        self._pause = pause
        self._guard = AddressGuard(policy.allow_private_hosts)
        self._tls: ssl.SSLContext | None = None
        self._resolvers = ThreadPoolExecutor(policy.concurrency, thread_name_prefix="resolve")

    @asynccontextmanager
    async def session(self) -> AsyncIterator[FeedSession]:
        """Connections for one pass on the running loop; closed at the end."""
        # Reading the trusted certificates takes some 20 ms: once a process is enough.
        self._tls = self._tls or httpx.create_ssl_context(trust_env=False)
        backend = GuardedBackend(self._guard, self._resolvers)
        async with GuardedTransport(backend, self._tls, self.policy.concurrency) as transport:
            yield FeedSession(transport, self.policy, self._pause)


class FeedSession:
    """The fetches of one pass."""

    def __init__(
        self, transport: httpx.AsyncBaseTransport, policy: PollPolicy, pause: Pause
    ) -> None:
        self._transport = transport
        self._policy = policy
        self._pause = pause
        self._headers = {
            b"User-Agent": user_agent(policy.contact).encode(),
            b"Accept": ACCEPT.encode(),
            b"Accept-Encoding": ACCEPTED.encode(),
        }
        timeout = httpx.Timeout(policy.read_timeout_s, connect=policy.connect_timeout_s)
        self._extensions = {"timeout": timeout.as_dict()}

    async def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> FetchedFeed:
        """Fetch ``url``; the validators go out byte for byte as they came.

        Every failure of the other side, of the network or of the address is an outcome.
        """
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        try:
            async with asyncio.timeout(self._policy.timeout_s):
                return await self._with_children(await self._follow(url, _as_bytes(validators)))
        except _Stop as stop:
            return _failed(url, stop.outcome, stop.detail, stop.status)
        except AddressRefused as refused:
            return _failed(url, Outcome.REFUSED, str(refused))
        except TimeoutError:
            return _failed(url, Outcome.TIMEOUT, f"no answer within {self._policy.timeout_s:g} s")
        except httpx.TimeoutException as error:
            return _failed(url, Outcome.TIMEOUT, f"timed out ({type(error).__name__})")
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            return _failed(url, Outcome.UNREACHABLE, _words(error))

    async def _follow(self, url: str, headers: dict[bytes, bytes]) -> FetchedFeed:
        """Fetch ``url``, hop by hop."""
        place, hops = url, list[Hop]()
        for _ in range(self._policy.max_redirects + 1):
            request = httpx.Request(
                "GET", _checked(place), headers=self._headers | headers, extensions=self._extensions
            )
            response = await self._transport.handle_async_request(request)
            try:
                if response.status_code not in _REDIRECTS:
                    return replace(await self._answer(url, place, response), hops=tuple(hops))
                place = _next_hop(place, response)
                hops.append(Hop(response.status_code, place))
            finally:
                await response.aclose()
        raise _Stop(Outcome.BAD_REDIRECT, f"more than {self._policy.max_redirects} redirects")

    async def _with_children(self, index: FetchedFeed) -> FetchedFeed:
        """What was fetched; of an index of sitemaps the news in these as one, within the time of one fetch.

        An index has no validators here: its sitemaps change while it does not. A sitemap that does not come is
        left out. Their starts keep the host's spacing, as far as half of the time goes; one is always fetched.
        """
        if kind_of(index.body[:_SNIFFED]) != "sitemapindex":
            return index
        documents: list[tuple[bytes, str]] = []
        try:
            children = children_of(index.body, index.final_url)
        except BadInput as error:
            raise _Stop(Outcome.NOT_A_FEED, str(error), index.status) from error
        half_s = self._policy.timeout_s / 2
        pause_s = min(self._policy.spacing_s, half_s)
        most = int(half_s / pause_s) if pause_s else len(children)
        for child in children[:most]:
            await self._pause(pause_s)
            try:
                found = await self._follow(child, {})
            except (_Stop, AddressRefused, httpx.HTTPError):
                continue
            documents.append((found.body, found.final_url))
        headers = {k: v for k, v in index.headers.items() if k not in {"etag", "last-modified"}}
        return replace(index, headers=headers, body=joined(documents))

    async def _answer(self, url: str, place: str, response: httpx.Response) -> FetchedFeed:
        headers = _kept(response)
        status = response.status_code
        if status == _NOT_MODIFIED:
            # It bears no body, but only one that was read to its end leaves the connection open for the next.
            async for _ in response.aiter_raw():
                continue
            return FetchedFeed(url, Outcome.NOT_MODIFIED, place, status, headers)
        if url.startswith("https:") and place.startswith("http:"):
            # On the way through http anybody could have put words into the feed.
            raise _Stop(Outcome.BAD_REDIRECT, f"redirected from https to {mask_url(place)}", status)
        if not response.is_success:
            detail = f"HTTP {status} {response.reason_phrase}".strip()[:_LONGEST_DETAIL]
            return FetchedFeed(url, Outcome.HTTP_ERROR, place, status, headers, detail=detail)
        body = await self._body(response)
        if not body.strip():
            return FetchedFeed(
                url, Outcome.EMPTY, place, status, headers, detail="the body is empty"
            )
        return FetchedFeed(url, Outcome.OK, place, status, headers, body)

    async def _body(self, response: httpx.Response) -> bytes:
        """The decoded body, up to the cap."""
        status, body = response.status_code, bytearray()
        try:
            unpack = unpacker(response.headers.get("content-encoding", ""), self._policy.max_bytes)
            async for chunk in response.aiter_raw():
                for piece in unpack(chunk):
                    body += piece
        except Oversize as error:
            raise _Stop(Outcome.TOO_LARGE, str(error), status) from error
        except BadInput as error:
            raise _Stop(Outcome.BAD_ENCODING, str(error), status) from error
        return bytes(body)


def _as_bytes(headers: dict[str, str]) -> dict[bytes, bytes]:
    """Headers to send; like all that came in, they are Latin-1, so that any byte comes back as it was."""
    return {
        name.encode(): value.encode("latin-1", "replace")
        for name, value in headers.items()
        if value
    }


def _kept(response: httpx.Response) -> dict[str, str]:
    """The headers that polling uses, by lower-case name; of several of one name, the first."""
    found: dict[str, str] = {}
    for name, value in response.headers.raw:
        key = name.decode("latin-1").lower()
        if key in _KEPT_HEADERS:
            found.setdefault(key, value.decode("latin-1"))
    return found


def _checked(place: str) -> httpx.URL:
    """``place`` as a URL of http or https with a host."""
    if len(place) > _LONGEST_URL:
        raise _Stop(Outcome.REFUSED, f"an address of {len(place)} characters")
    try:
        url = httpx.URL(place)
    except (httpx.InvalidURL, ValueError) as error:
        raise _Stop(Outcome.REFUSED, f"not a URL: {mask_url(place)}") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise _Stop(Outcome.REFUSED, f"only http and https are fetched, not {mask_url(place)}")
    return url


def _next_hop(place: str, response: httpx.Response) -> str:
    """Where a redirect leads."""
    location = str(response.headers.get("location", ""))
    try:
        target = urljoin(place, location)
    except ValueError as error:
        raise _Stop(
            Outcome.BAD_REDIRECT, "redirected to what is no URL", response.status_code
        ) from error
    if not location:
        raise _Stop(Outcome.BAD_REDIRECT, "redirected to nowhere", response.status_code)
    return target


def _failed(url: str, outcome: Outcome, detail: str, status: int = 0) -> FetchedFeed:
    return FetchedFeed(url, outcome, status=status, detail=detail)


def _words(error: Exception) -> str:
    """What went wrong in words; httpx puts no URL into the text of its errors."""
    words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return words[:_LONGEST_DETAIL]
