"""The feeds that are watched: ``feeds.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from config.numbers import within
from config.toml import Form, load_form
from monitor.model.address import host_of, mask_url
from monitor.model.errors import ConfigError
from monitor.model.feed import OWN_DELAY_S, OWN_FLOOR, FeedConfig


class FeedForm(Form):
    """One ``[[feed]]``."""

    url: str
    name: str = ""
    enabled: bool = True
    note: str = ""
    max_delay_s: Annotated[float, within(OWN_DELAY_S)] | None = None
    overlap_floor: Annotated[float, within(OWN_FLOOR)] | None = None
    category: str = ""

    @field_validator("url")
    @classmethod
    def url_can_be_fetched(cls, url: str) -> str:
        """Only http and https addresses with a host are polled."""
        return check_feed_url(url)


class FeedsForm(Form):
    """The whole file."""

    feed: tuple[FeedForm, ...] = Field(default=())


def check_feed_url(url: str) -> str:
    """``url`` without white space around it.

    Raises ValueError where it is no http or https address with a host.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        fetchable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fetchable = False
    if not fetchable or any(sign.isspace() for sign in url):
        raise ValueError(
            f"{mask_url(url)!r} is no address of a feed; write it in full, e.g. https://news.example/rss"
        )
    return url


def load_feeds(path: Path) -> tuple[FeedConfig, ...]:
    """The feeds that the file at ``path`` lists, in its order.

    Raises ConfigError where a feed is wrong, or listed twice under however small a variation.
    """
    form = load_form(path, FeedsForm)
    places: dict[str, int] = {}
    for place, feed in enumerate(form.feed, start=1):
        first = places.setdefault(same_feed_key(feed.url), place)
        if first != place:
            raise ConfigError(
                f"{path}: feed[{place}].url: {mask_url(feed.url)} is feed[{first}] once more; "
                "remove one, else its items count as seen in two feeds"
            )
    return tuple(
        FeedConfig(
            url=feed.url,
            name=feed.name,
            enabled=feed.enabled,
            note=feed.note,
            max_delay_s=feed.max_delay_s,
            overlap_floor=feed.overlap_floor,
            category=feed.category,
        )
        for feed in form.feed
    )


def same_feed_key(url: str) -> str:
    """Equal for addresses that differ in scheme, ``www.``, the final slash or the case of the host only."""
    parts = urlsplit(url)
    return f"{host_of(url)}:{parts.port or ''}{parts.path.rstrip('/')}?{parts.query}"
