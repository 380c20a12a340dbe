"""Serving the board: the socket, and an orderly end."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import anyio.to_thread
import structlog
import uvicorn

from adapters.web.guard import App
from monitor.board import BoardPlace
from monitor.model.errors import UsageError

_log = structlog.get_logger()

THREADS = 8
"""Pages made at once; each holds one connection to the database."""

WAITING = 200
"""Connections at once; beyond that the answer is 503."""

DRAIN_S = 10
_BACKLOG = 128


def bind(place: BoardPlace) -> socket.socket:
    """A listening socket at ``place``.

    Raises UsageError, with the remedy, where the port is taken, forbidden, or the host is not ours.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            place.host, place.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError, OverflowError) as error:
        raise UsageError(f"--host {place.host}: no address of this machine: {error}") from error
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(address)
        made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        raise UsageError(_why_not(place, error)) from error
    made.setblocking(False)
    return made


def _why_not(place: BoardPlace, error: OSError) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return (
                f"--port {place.port}: something else listens on {place.host}:{place.port}; "
                "choose another port, or 0 for any that is free"
            )
        case errno.EACCES:
            return f"--port {place.port}: may not be used by this user; choose one above 1023"
        case errno.EADDRNOTAVAIL:
            return f"--host {place.host}: no address of this machine; 127.0.0.1 is, 0.0.0.0 is all"
    return f"--host {place.host} --port {place.port}: {error}"


def config_of(app: App) -> uvicorn.Config:
    """How ``app`` is served: without a word of which server it is, and within bounds."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        limit_concurrency=WAITING,
        timeout_graceful_shutdown=DRAIN_S,
    )


class Server:
    """Serves an application until it is told to stop; True from ``run`` where a person's Ctrl-C did."""

    def __init__(self, app: App, listening: socket.socket) -> None:
        self._listening = listening
        self._server = _Quiet(config_of(app))
        self._interrupted = False

    def stop(self) -> None:
        """Ask for an orderly end: what is being answered is finished, for at most ``DRAIN_S``."""
        # A second time it is at once.
        self._server.force_exit = self._server.should_exit
        self._server.should_exit = True

    async def run(self) -> bool:
        """Serve until stopped."""
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        with self._listening, _signals({signal.SIGINT: self._interrupt, signal.SIGTERM: self.stop}):
            await self._server.serve([self._listening])
        _log.info("board_stopped")
        return self._interrupted

    def _interrupt(self) -> None:
        self._interrupted = True
        self.stop()


class _Quiet(uvicorn.Server):
    """A server that leaves signals to us: uvicorn would raise them anew after its end."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take none."""
        yield


@contextmanager
def _signals(handlers: dict[signal.Signals, Callable[[], None]]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for number, handler in handlers.items():
        loop.add_signal_handler(number, handler)
    try:
        yield
    finally:
        for number in handlers:
            loop.remove_signal_handler(number)
