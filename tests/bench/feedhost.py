"""A web server in a process of its own that costs little: what is measured beside it is the client.

It answers GET over HTTP/1.1 with a body, its ETag and its length, or with 304 where the request names that ETag.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class _Host(asyncio.Protocol):
    """One connection; requests without a body, one after the other, or one alone where it does not ``keep`` it open."""

    def __init__(self, answers: list[tuple[bytes, bytes]], *, keep: bool) -> None:
        self._answers = answers
        self._keep = keep
        self._heard = b""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while b"\r\n\r\n" in self._heard:
            head, _, self._heard = self._heard.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1]
            whole, unchanged = self._answers[int(path.lstrip(b"/")) % len(self._answers)]
            knows = b"if-none-match" in head.lower()
            self._transport.write(unchanged if knows else whole)
            if not self._keep:
                self._transport.close()


@contextmanager
def serving(number: int, document: Callable[[int], bytes], *, keep: bool = True) -> Iterator[str]:
    """The address of a server of ``number`` feeds, ``/0`` and so on; ``document`` is importable and makes the n-th.

    Behind the last they begin again. Without ``keep`` each request takes a connection of its own.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, number, document, keep), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        process.terminate()
        process.join(10)


def _serve(pipe: Any, number: int, document: Callable[[int], bytes], keep: bool) -> None:
    answers = [_answers(n, document(n)) for n in range(number)]
    asyncio.run(_listen(pipe, lambda: _Host(answers, keep=keep)))


def _answers(number: int, body: bytes) -> tuple[bytes, bytes]:
    """The whole answer, and the one that nothing has changed."""
    etag = f'ETag: "{number}"\r\n'
    whole = (
        f"HTTP/1.1 200 OK\r\n{etag}Content-Type: application/rss+xml\r\nContent-Length: {len(body)}"
    )
    unchanged = f"HTTP/1.1 304 Not Modified\r\n{etag}\r\n"
    return f"{whole}\r\n\r\n".encode() + body, unchanged.encode()


async def _listen(pipe: Any, host: Callable[[], _Host]) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(host, "127.0.0.1", 0)
    pipe.send(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    await server.serve_forever()
