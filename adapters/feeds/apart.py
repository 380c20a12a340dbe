"""feedparser in a process of its own, with an end: for documents that could keep it busy for minutes.

It takes time by the square of what it meets in some malformed documents (attributes without end, unclosed
quotes), and a thread cannot be cut short. Such a document costs the start of a process and ``LIMIT_S``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping

import msgspec

from adapters.feeds.wire import WireFeed
from monitor.model.errors import BadInput

LIMIT_S = 10.0
"""Seconds that a document may take; feeds of half a megabyte take less than one."""

_LARGE = 1_000_000
_MANY_ITEMS = 2_000
_LABORIOUS = (
    re.compile(rb"<[^<>]{4000}"),  # a tag without end
    re.compile(rb"(?:&(?!#?\w{1,30};)[^&]{0,8}){200}"),  # ampersands that name nothing
    re.compile(rb"(?:<[^<>]{0,20}(?=<)){200}"),  # tags that never close
)


class _Task(msgspec.Struct):
    body: bytes
    base: str
    headers: dict[str, str]


def is_laborious(body: bytes) -> bool:
    """Whether feedparser might take long over ``body``: large, or of a form that it is slow at."""
    if len(body) > _LARGE or body.count(b"<item") + body.count(b"<entry") > _MANY_ITEMS:
        return True
    return any(form.search(body) for form in _LABORIOUS)


def read_apart(
    body: bytes, base: str, headers: Mapping[str, str], limit_s: float = LIMIT_S
) -> WireFeed:
    """What ``read_xml_feed`` makes of ``body``, in a process that ends after ``limit_s`` at the latest.

    Raises BadInput where it takes longer or fails.
    """
    task = msgspec.msgpack.encode(_Task(body, base, dict(headers)))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "adapters.feeds.apart"],
            input=task,
            capture_output=True,
            timeout=limit_s,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput(f"parsing it takes longer than {limit_s:g} s") from error
    except subprocess.CalledProcessError as error:
        raise BadInput("parsing it failed") from error
    answer = msgspec.msgpack.decode(done.stdout, type=WireFeed | str)
    if isinstance(answer, str):
        raise BadInput(answer)
    return answer


def main() -> None:
    """Read a task from standard input, write the feed, or why it is none, to standard output."""
    from adapters.feeds.xmlfeed import parse_here  # noqa: PLC0415 - only the process apart needs it

    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Task)
    answer: WireFeed | str
    try:
        answer = parse_here(task.body, task.base, task.headers)
    except BadInput as error:
        answer = str(error)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))


if __name__ == "__main__":
    main()
