"""Anchors: a position of the log with its hash, kept where whoever can change the database cannot.

Whoever owns a hash chain can compute all of it anew. An anchor that was mailed, printed or committed
elsewhere shows that: the position that it names no longer has its hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from monitor.model.errors import UsageError

_FORM = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the log's event at ``position`` had for a hash, in hex; written ``POSITION:HASH``."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"


def read_anchors(given: Iterable[str]) -> tuple[Anchor, ...]:
    """The anchors in ``given``: each is one, or names a file with one or more among other words.

    Raises UsageError where there is none.
    """
    return tuple(anchor for one in given for anchor in _anchors(one))


def add_anchor(path: Path, anchor: Anchor) -> None:
    """Add a line to the file of anchors, unless the anchor stands there; the file is only ever added to.

    Raises UsageError where it cannot be written.
    """
    try:
        if path.exists() and str(anchor) in path.read_text("utf-8"):
            return
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{anchor}\n")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error}") from error


def _anchors(given: str) -> list[Anchor]:
    found = _found(given)
    if found:
        return found
    try:
        found = _found(Path(given).read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"--anchor {given}: neither POSITION:HASH nor a file that can be read: {error}"
        ) from error
    if not found:
        raise UsageError(f"--anchor {given}: no anchor is in it; one is POSITION:HASH")
    return found


def _found(text: str) -> list[Anchor]:
    return [Anchor(int(position), digest) for position, digest in _FORM.findall(text)]
