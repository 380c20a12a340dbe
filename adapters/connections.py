"""The connections of polling: one request on each at a time, and some kept open for the next to the same origin."""

from __future__ import annotations

import ssl
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator
from typing import Any

import httpcore
import httpx

from adapters.guard import GuardedBackend


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over connections that the guard has let pass; at most ``keep`` stay open unused."""

    def __init__(self, backend: GuardedBackend, tls: ssl.SSLContext, keep: int) -> None:
        super().__init__(verify=tls, trust_env=False)
        # httpx has no argument for the network backend, and the check belongs where the connection is made.
        self._pool = _Connections(backend, tls, keep)


class _Connections(httpcore.AsyncConnectionPool):
    """httpcore's connections without its waiting list.

    At each request and each answer the pool looks at every connection for every other, which takes more time than
    the request; how many requests run at once is the caller's affair here.
    """

    def __init__(self, backend: GuardedBackend, tls: ssl.SSLContext, keep: int) -> None:
        super().__init__(ssl_context=tls, network_backend=backend)
        self._keep = keep
        self._unused: deque[tuple[httpcore.Origin, Any]] = deque()

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send ``request`` on a connection that nobody uses; a failed one has closed itself."""
        connection = await self._take(request.url.origin)
        response = await connection.handle_async_request(request)
        return httpcore.Response(
            status=response.status,
            headers=response.headers,
            content=_Body(response.stream, self, connection, request.url.origin),
            extensions=response.extensions,
        )

    async def _take(self, origin: httpcore.Origin) -> Any:
        for place, (of, connection) in enumerate(self._unused):
            if of == origin:
                del self._unused[place]
                if not connection.has_expired():
                    return connection
                await connection.aclose()
                break
        return self.create_connection(origin)

    async def give_back(self, origin: httpcore.Origin, connection: Any) -> None:
        """Keep a connection for the next request, if it can bear one; the one that is unused for longest gives way."""
        if not connection.is_available():
            return
        self._unused.append((origin, connection))
        if len(self._unused) > self._keep:
            _, oldest = self._unused.popleft()
            await oldest.aclose()

    async def aclose(self) -> None:
        """Close what is kept."""
        while self._unused:
            _, connection = self._unused.popleft()
            await connection.aclose()


class _Body:
    """The body of an answer; closing it gives the connection back."""

    def __init__(
        self,
        stream: Any,
        connections: _Connections,
        connection: Any,
        origin: httpcore.Origin,
    ) -> None:
        self._stream: AsyncIterable[bytes] = stream
        self._connections = connections
        self._connection = connection
        self._origin = origin

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            yield piece

    async def aclose(self) -> None:
        """End the answer; what was not read to its end cannot bear another."""
        if hasattr(self._stream, "aclose"):
            await self._stream.aclose()
        await self._connections.give_back(self._origin, self._connection)
