"""A web server on loopback that answers as scripted; for tests, and for whoever wants to watch a poll.

::

    with FeedServer() as server:
        server.serve("/news.xml", rss(item("Headline", "https://outlet.example/1")))
        server.script("/moved", Answer(status=301, headers={"Location": "/news.xml"}))
        server.requests  # what was asked, in order
"""

from __future__ import annotations

import ssl
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Answer:
    """One answer.

    ``chunks`` makes a body that is sent piece by piece, if need be for ever; ``interim`` is how many
    answers of status 103 come before it, ``reason`` the words behind the status.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    chunks: Callable[[], Iterator[bytes]] | None = None
    interim: int = 0
    reason: str | None = None


@dataclass(frozen=True)
class Request:
    """What was asked; ``port`` is the asker's, the same over one connection."""

    path: str
    headers: dict[str, str]
    port: int = 0


def endless(piece: bytes = b"x" * 65_536, pause_s: float = 0.0) -> Answer:
    """A body without an end; with a pause between its pieces it drips."""

    def pieces() -> Iterator[bytes]:
        while True:
            yield piece
            time.sleep(pause_s)

    return Answer(chunks=pieces)


def gzip_bomb(unfolded: int) -> Answer:
    """A small body that unfolds to ``unfolded`` bytes, made without unfolding it here."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    piece = b"\0" * 1_000_000
    body = b"".join(packer.compress(piece) for _ in range(unfolded // len(piece))) + packer.flush()
    return Answer(body, headers={"Content-Encoding": "gzip"})


def item(
    title: str, link: str = "", *, text: str = "", guid: str = "", published=None, extra: str = ""
) -> str:
    """An RSS item; ``text`` is HTML, ``published`` a datetime, ``extra`` more XML."""
    parts = [f"<title>{escape(title)}</title>"] if title else []
    parts += [f"<link>{escape(link)}</link>"] if link else []
    parts += [f'<guid isPermaLink="false">{escape(guid)}</guid>'] if guid else []
    parts += [f"<description>{escape(text)}</description>"] if text else []
    parts += [f"<pubDate>{format_datetime(published)}</pubDate>"] if published else []
    return f"<item>{''.join(parts)}{extra}</item>"


def rss(*items: str, title: str = "A feed", language: str = "en") -> bytes:
    """An RSS 2.0 document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{escape(title)}</title><language>{language}</language>{''.join(items)}</channel></rss>"
    ).encode()


class _QuietServer(ThreadingHTTPServer):
    """A client that hangs up is no news here."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        return


class FeedServer:
    """Serves paths on 127.0.0.1. A body served by ``serve`` comes with an ETag, and 304 where it is known."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self._scripts: dict[str, list[Answer]] = {}
        self._bodies: dict[str, tuple[bytes, dict[str, str]]] = {}
        self._asked: dict[str, int] = defaultdict(int)
        self._server = _QuietServer(("127.0.0.1", 0), self._handler())
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._scheme = "https" if tls else "http"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """``http://127.0.0.1:PORT``, or https where the server was given a certificate."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}"

    def url(self, path: str) -> str:
        """The full address of ``path``."""
        return self.address + path

    def serve(self, path: str, body: bytes, **headers: str) -> str:
        """From now on ``path`` has this body; gives its address."""
        self._scripts.pop(path, None)
        self._bodies[path] = (body, {k.replace("_", "-"): v for k, v in headers.items()})
        return self.url(path)

    def script(self, path: str, *answers: Answer) -> str:
        """``path`` gives these answers in turn, the last one for ever; gives its address."""
        self._asked[path] = 0
        self._scripts[path] = list(answers)
        return self.url(path)

    def serve_folder(self, folder: Path) -> list[str]:
        """Every file of ``folder`` under its name; gives their addresses."""
        return [
            self.serve(f"/{p.name}", p.read_bytes())
            for p in sorted(folder.iterdir())
            if p.is_file()
        ]

    def asked(self, path: str) -> list[Request]:
        """The requests for ``path``, in order."""
        return [request for request in self.requests if request.path == path]

    def _answer(self, path: str, headers: dict[str, str]) -> Answer:
        if path in self._scripts:
            answers = self._scripts[path]
            place = min(self._asked[path], len(answers) - 1)
            self._asked[path] += 1
            return answers[place]
        if path not in self._bodies:
            return Answer(b"not here", status=404)
        body, said = self._bodies[path]
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if headers.get("If-None-Match") == etag:
            return Answer(status=304, headers={"ETag": etag})
        return Answer(body, headers={"ETag": etag, "Content-Type": "application/rss+xml", **said})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                headers = dict(self.headers.items())
                server.requests.append(Request(self.path, headers, self.client_address[1]))
                answer = server._answer(self.path, headers)
                time.sleep(answer.delay_s)
                try:
                    self._send(answer)
                except OSError:  # the client has heard enough and hung up
                    self.close_connection = True

            def _send(self, answer: Answer) -> None:
                for _ in range(answer.interim):
                    self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
                self.send_response(answer.status, answer.reason)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.chunks is None:
                    if answer.status != 304 and "Content-Length" not in answer.headers:
                        self.send_header("Content-Length", str(len(answer.body)))
                    self.end_headers()
                    self.wfile.write(answer.body)
                    self.close_connection |= "Content-Length" in answer.headers
                    return
                self.send_header("Connection", "close")
                self.end_headers()
                for piece in answer.chunks():
                    self.wfile.write(piece)

            def log_message(self, *_arguments: object) -> None:
                return

        return Handler
