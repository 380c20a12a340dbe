"""Feeds read beside the service: in processes of their own, which are started when they are needed, and kept.

Threads of one process take turns at Python's code, so a reader in it takes its time from all else; and what brings a
parser down, or to a stand, ends such a process and not the service. Documents and feeds go to and fro as
MessagePack, each behind its length.
"""

from __future__ import annotations

import os
import select
import signal
import struct
import subprocess
import sys
import time
import traceback
import weakref
from contextlib import suppress
from typing import IO

import msgspec

from adapters.feeds.parse import FeedReader
from monitor.model.feed import FetchedFeed, Outcome, ParsedFeed
from monitor.model.source import SourceBook

LIMIT_S = 30.0
"""Seconds that the process has for a document; what keeps a parser busy is given up before, in ``apart``."""

_PIPE_BYTES = 1 << 20
"""Most documents fit in whole, so that neither side waits for the other to take them in pieces."""

_LENGTH = struct.Struct("!Q")


class ReaderLost(RuntimeError):
    """The process ended, or failed, over a document."""


class _Settings(msgspec.Struct):
    max_entries: int
    sources: SourceBook


class ReadersBeside:
    """Parses what was fetched; see ``monitor.ports.FeedParser``.

    There are as many processes as threads have called at the same time.
    """

    def __init__(
        self, max_entries: int, sources: SourceBook | None = None, limit_s: float = LIMIT_S
    ) -> None:
        self._settings = _Settings(max_entries, sources or SourceBook())
        self._limit_s = limit_s
        self._idle: list[_Process] = []

    def parse(self, fetched: FetchedFeed) -> ParsedFeed:
        """The feed in ``fetched.body``.

        Raises ReaderLost where the process ends or fails over it; it is not tried once more.
        """
        process = self._take()
        try:
            answer = process.ask(fetched, self._limit_s)
        except TimeoutError:
            process.end()
            detail = f"parsing it takes longer than {self._limit_s:g} s"
            return ParsedFeed(Outcome.NOT_A_FEED, detail=detail)
        except OSError as error:
            process.end()
            raise ReaderLost("the process that read it has ended") from error
        self._idle.append(process)
        if isinstance(answer, str):
            raise ReaderLost(answer)
        return answer

    def _take(self) -> _Process:
        """One that is idle and alive, else a new one."""
        while self._idle:
            # The list is shared by threads: the last may be gone by now.
            with suppress(IndexError):
                process = self._idle.pop()
                if process.is_alive:
                    return process
                process.end()
        return _Process(self._settings)


class _Process:
    """One of the processes; one document at a time."""

    def __init__(self, settings: _Settings) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "adapters.feeds.beside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pipesize=_PIPE_BYTES,
        )
        self.end = weakref.finalize(self, _end, self._popen)
        _send(_stdin(self._popen), msgspec.msgpack.encode(settings))

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self._popen.poll() is None

    def ask(self, fetched: FetchedFeed, limit_s: float) -> ParsedFeed | str:
        """What the process makes of ``fetched``, or the trace of its fault.

        Raises TimeoutError after ``limit_s``, OSError where the process has ended.
        """
        until = time.monotonic() + limit_s
        _send(_stdin(self._popen), msgspec.msgpack.encode(fetched))
        length = _LENGTH.unpack(self._read(_LENGTH.size, until))[0]
        return msgspec.msgpack.decode(self._read(length, until), type=ParsedFeed | str)

    def _read(self, size: int, until: float) -> bytes:
        assert self._popen.stdout is not None
        descriptor = self._popen.stdout.fileno()
        waiting = select.poll()
        waiting.register(descriptor, select.POLLIN)
        found = bytearray()
        while len(found) < size:
            left_s = until - time.monotonic()
            if left_s <= 0 or not waiting.poll(left_s * 1000):
                raise TimeoutError
            piece = os.read(descriptor, size - len(found))
            if not piece:
                raise ConnectionError("the process has ended")
            found += piece
        return bytes(found)


def _stdin(popen: subprocess.Popen[bytes]) -> IO[bytes]:
    assert popen.stdin is not None
    return popen.stdin


def _end(popen: subprocess.Popen[bytes]) -> None:
    popen.kill()
    popen.wait()
    for pipe in (popen.stdin, popen.stdout):
        # What could not be sent fails once more when it is closed.
        with suppress(OSError):
            pipe.close()  # type: ignore[union-attr]


def _send(stream: IO[bytes], frame: bytes) -> None:
    stream.write(_LENGTH.pack(len(frame)) + frame)
    stream.flush()


def _frame(stream: IO[bytes]) -> bytes:
    """The next frame; empty at the end."""
    head = stream.read(_LENGTH.size)
    return stream.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""


def main() -> None:
    """Read documents from standard input until it ends, and write what they are to standard output."""
    # A signal to the whole group is for the worker: it ends this process by ending its input.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    settings = msgspec.msgpack.decode(_frame(sys.stdin.buffer), type=_Settings)
    reader = FeedReader(settings.max_entries, settings.sources)
    while frame := _frame(sys.stdin.buffer):
        answer: ParsedFeed | str
        try:
            answer = reader.parse(msgspec.msgpack.decode(frame, type=FetchedFeed))
        except Exception:  # noqa: BLE001 - the boundary of one document
            answer = traceback.format_exc()
        _send(sys.stdout.buffer, msgspec.msgpack.encode(answer))


if __name__ == "__main__":
    main()
