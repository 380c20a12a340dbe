"""robots.txt (RFC 9309), by way of protego; kept for a while, for so many sites at most."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from monitor.model.feed import FetchedFeed, Outcome
from monitor.ports import FetchSession

_MOST_SITES = 1000
_LARGEST = 500 * 1024
"""As much as RFC 9309, 2.5, asks to be read."""

_NONE_THERE = frozenset(range(400, 500)) - {429}
"""RFC 9309, 2.3.1.3; but who says “too many requests” has not said that there are no rules."""


@dataclass(frozen=True, slots=True)
class _Kept:
    rules: Protego | None
    until: datetime


class Robots:
    """The rules of sites for ``agent``; without rules a site that cannot be asked keeps us out."""

    def __init__(self, agent: str, keep: timedelta) -> None:
        self._agent = agent
        self._keep = keep
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    async def allows(self, session: FetchSession, url: str, now: datetime) -> bool:
        """Whether the site lets ``url`` be fetched."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        kept = self._kept.get(site)
        if kept is None or kept.until <= now:
            rules = _rules(await session.fetch(f"{site}/robots.txt"))
            # A site in trouble is asked again soon.
            until = now + (self._keep if rules is not None else self._keep / 24)
            kept = self._kept[site] = _Kept(rules, until)
        self._kept.move_to_end(site)
        if len(self._kept) > _MOST_SITES:
            self._kept.popitem(last=False)
        return kept.rules is not None and bool(kept.rules.can_fetch(url, self._agent))


def _rules(fetched: FetchedFeed) -> Protego | None:
    """The rules in an answer; None where the site is in trouble (RFC 9309, 2.3.1)."""
    if fetched.outcome in {Outcome.OK, Outcome.EMPTY}:
        return Protego.parse(fetched.body[:_LARGEST].decode("utf-8", "replace"))
    if fetched.outcome is Outcome.HTTP_ERROR and fetched.status in _NONE_THERE:
        return Protego.parse("")
    return None
