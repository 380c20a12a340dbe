"""What stands before every page: under which names the board answers, and the headers of every answer."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from monitor.board import BoardPlace

HEADERS = {
    # No script, no frame, nothing from elsewhere: what comes from feeds can then do no harm even unescaped.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Guard:
    """ASGI middleware: refuses foreign names, and adds the headers."""

    app: App
    place: BoardPlace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if answers_to(Headers(scope=scope).get("host", ""), self.place):
            await self.app(scope, receive, with_headers)
        else:
            await _MISDIRECTED(scope, receive, with_headers)


_MISDIRECTED = PlainTextResponse(
    "421 Misdirected Request: the board is not served under that name.\n"
    "Behind a proxy, set [board] url in monitor.toml (or ACCORDS_BOARD__URL) to the address that people use.\n",
    status_code=421,
)


def answers_to(named: str, place: BoardPlace) -> bool:
    """Whether the board answers to the Host header ``named``.

    Bound to loopback it answers to addresses, ``localhost`` and its configured names alone: a page of elsewhere,
    whose name is made to lead to this machine (DNS rebinding), could otherwise read it through a person's browser.
    Bound to the outside without a ``url`` it cannot know its names.
    """
    host = named.rpartition("]")[0].lstrip("[") or named.partition(":")[0]
    host = host.lower().rstrip(".")
    if _is_address(host) or host == "localhost" or host.endswith(".localhost"):
        return True
    if host and host in {place.public_host, place.host.lower()}:
        return True
    return not place.url and not is_loopback(place.host)


def is_loopback(host: str) -> bool:
    """Whether what is bound to ``host`` is reached from this machine alone."""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
