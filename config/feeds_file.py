"""Changes to ``feeds.toml`` by command: what people wrote there, comments and order, stays as it is."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

from config.feeds import check_feed_url, load_feeds, same_feed_key
from monitor.model.address import mask_url
from monitor.model.errors import ConfigError, UsageError
from monitor.model.feed import FeedConfig

_HEADER = re.compile(r"\s*\[\[?\s*[^\]]+\]\]?\s*(#.*)?$")


def add_feeds(path: Path, feeds: Sequence[FeedConfig]) -> tuple[FeedConfig, ...]:
    """Append to the file at ``path`` those of ``feeds`` that it does not list; these are given back.

    Raises UsageError where an address cannot be polled, ConfigError where the file is wrong.
    """
    listed = load_feeds(path)
    known = {same_feed_key(feed.url) for feed in listed}
    new: list[FeedConfig] = []
    for feed in feeds:
        try:
            check_feed_url(feed.url)
        except ValueError as error:
            raise UsageError(str(error)) from error
        key = same_feed_key(feed.url)
        if key not in known:
            known.add(key)
            new.append(feed)
    if new:
        before = path.read_text(encoding="utf-8")
        _replace(path, "\n\n".join([before.rstrip(), *map(_block, new)]) + "\n", (*listed, *new))
    return tuple(new)


def remove_feed(path: Path, url: str) -> FeedConfig:
    """Take the feed with this address, or this name, out of the file at ``path``; it is given back.

    Raises UsageError where none or several are meant.
    """
    listed = load_feeds(path)
    meant = [place for place, feed in enumerate(listed) if url in {feed.url, feed.name}]
    if len(meant) != 1:
        found = "several feeds have this name; give the address" if meant else "no such feed"
        raise UsageError(f"{mask_url(url)}: {found} in {path}; `accords feeds list` shows them")
    place = meant[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    extent = _extent(lines, place)
    if extent is None:
        raise ConfigError(f"{path}: its layout cannot be changed by command; edit it by hand")
    start, end = extent
    while start and not lines[start - 1].strip() and not "".join(lines[end : end + 1]).strip():
        start -= 1
    text = "\n".join(lines[:start] + lines[end:]).rstrip() + "\n"
    _replace(path, text, listed[:place] + listed[place + 1 :])
    return listed[place]


def _extent(lines: Sequence[str], place: int) -> tuple[int, int] | None:
    """The lines of the ``[[feed]]`` at ``place``: from its header to its last key; None where it has no header.

    Comments behind the last key belong to what follows.
    """
    headers = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    feeds = [number for number in headers if re.match(r"\s*\[\[\s*feed\s*\]\]", lines[number])]
    if place >= len(feeds):
        return None
    start = feeds[place]
    end = next((number for number in headers if number > start), len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip()[0] == "#"):
        end -= 1
    return start, end


def _block(feed: FeedConfig) -> str:
    lines = ["[[feed]]", f"url = {_string(feed.url)}"]
    lines += [f"name = {_string(feed.name)}"] if feed.name else []
    lines += [] if feed.enabled else ["enabled = false"]
    lines += [f"note = {_string(feed.note)}"] if feed.note else []
    lines += [f"category = {_string(feed.category)}"] if feed.category else []
    lines += [f"max_delay_s = {feed.max_delay_s}"] if feed.max_delay_s is not None else []
    lines += [f"overlap_floor = {feed.overlap_floor}"] if feed.overlap_floor is not None else []
    return "\n".join(lines)


def _string(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _replace(path: Path, text: str, meant: Sequence[FeedConfig]) -> None:
    """Put ``text`` in the place of the file, if it says what is ``meant``; whole or not at all."""
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.write_text(text, encoding="utf-8")
        if _read_back(draft) != tuple(meant):
            raise ConfigError(f"{path}: its layout cannot be changed by command; edit it by hand")
        draft.chmod(path.stat().st_mode & 0o777)
        os.replace(draft, path)  # noqa: PTH105 - named for what it promises: atomic
    finally:
        draft.unlink(missing_ok=True)


def _read_back(draft: Path) -> tuple[FeedConfig, ...] | None:
    try:
        return load_feeds(draft)
    except ConfigError:
        return None
