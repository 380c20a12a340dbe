"""Fake feeds whose life is told beforehand: what they publish, how they answer, and what befalls them.

::

    gazette = farm.feed("https://gazette.example/rss", steadily(minutes=20))
    gazette.shows(30).edits(0.1)
    gazette.between(day(3), day(4)).answers(503, retry_after_s=7200)
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum
from functools import lru_cache
from random import Random
from typing import Self

from monitor.model.domain import domain_of
from monitor.model.feed import FetchedFeed, Outcome
from monitor.model.polling import Hop
from tests.fakes.feedserver import item, rss
from tests.farm.clockwork import START
from tests.farm.rhythms import Rhythm

FOREVER = START + timedelta(days=36_500)
_BEFORE = timedelta(days=14)
_OK, _NOT_MODIFIED, _MOVED = 200, 304, 301


def day(number: float, **more: float) -> datetime:
    """Midnight at which the day of that number begins, the first being 0; ``more`` as for a timedelta."""
    return START + timedelta(days=number, **more)


class Validators(StrEnum):
    """What a server does with conditional requests."""

    ETAG = "etag"
    LAST_MODIFIED = "last_modified"
    NONE = "none"
    FROZEN = "frozen"
    """The same ETag whatever it shows, and every answer is whole."""


@dataclass(frozen=True, slots=True)
class Story:
    """An item: on show from ``at``, which it claims to be ``claimed``; ``edited_at`` if its text changes once."""

    number: int
    at: datetime
    title: str
    url: str
    guid: str
    claimed: datetime | None
    edited_at: datetime | None = None

    def text(self, now: datetime) -> str:
        """Its text as it stands."""
        late = " It has been corrected." if self.edited_at and self.edited_at <= now else ""
        return f"The board has met for the {self.number}th time and adjourned.{late}"


@dataclass(frozen=True, slots=True)
class Spell:
    """From ``start`` to ``end`` something is not as it should be.

    ``answer`` is what is said, where something else than the document is. ``hides``: a conditional request is
    told that nothing has changed, whatever has.
    """

    start: datetime
    end: datetime
    answer: FetchedFeed | None = None
    hides: bool = False
    blinds: bool = True

    def holds(self, now: datetime) -> bool:
        return self.start <= now < self.end


@dataclass(slots=True)
class Scene:
    """Spells that befall a feed, a host, or all."""

    spells: list[Spell] = field(default_factory=list)

    def between(self, start: datetime, end: datetime = FOREVER) -> Trouble:
        """What happens from ``start`` to ``end`` is said next."""
        return Trouble(self, start, end)

    def now(self, at: datetime) -> Spell | None:
        """The spell that holds at an instant; the one that was told last."""
        return next((spell for spell in reversed(self.spells) if spell.holds(at)), None)


@dataclass(frozen=True, slots=True)
class Trouble:
    """The word ``between``: its methods say what happens then."""

    scene: Scene
    start: datetime
    end: datetime

    def is_unreachable(self) -> None:
        """No connection."""
        self._is(FetchedFeed("", Outcome.UNREACHABLE, detail="no route to host"))

    def times_out(self) -> None:
        """No answer in time."""
        self._is(FetchedFeed("", Outcome.TIMEOUT, detail="no answer in time"))

    def answers(self, status: int, *, retry_after_s: float | None = None) -> None:
        """An error, with or without Retry-After."""
        headers = {} if retry_after_s is None else {"retry-after": f"{retry_after_s:.0f}"}
        self._is(FetchedFeed("", Outcome.HTTP_ERROR, "", status, headers, detail=f"HTTP {status}"))

    def shows_a_page(self) -> None:
        """A web page in the feed's place, with status 200."""
        page = b"<!doctype html><html><title>We are moving house</title></html>"
        self._is(FetchedFeed("", Outcome.OK, "", _OK, {}, page))

    def is_empty(self) -> None:
        """An answer without a body."""
        self._is(FetchedFeed("", Outcome.EMPTY, "", _OK, {}, detail="the body is empty"))

    def redirects(self, to: str, status: int = _MOVED) -> None:
        """The document is at another address, and a redirect leads there."""
        hop = (Hop(status, to),)
        self.scene.spells.append(
            Spell(self.start, self.end, FetchedFeed("", Outcome.OK, to, hops=hop), blinds=False)
        )

    def hides_news(self) -> None:
        """304 to every conditional request."""
        self.scene.spells.append(Spell(self.start, self.end, hides=True, blinds=False))

    def _is(self, answer: FetchedFeed) -> None:
        self.scene.spells.append(Spell(self.start, self.end, answer))


class Newsroom(Scene):
    """One feed, and what becomes of it."""

    def __init__(self, url: str, rhythm: Rhythm, label: str, seed: str) -> None:
        super().__init__()
        self.url, self.label, self.rhythm = url, label, rhythm
        self.domain = domain_of(url)
        self.window = 10
        self.validators = Validators.ETAG
        self.latency_s = 0.5
        self.max_delay_s: float | None = None
        self.speaks_rss = False
        self.extra = ""
        self.stories: list[Story] = []
        self._chance = Random(seed)
        self._edited = 0.0
        self._skew: timedelta | None = timedelta()
        self._renumbered: list[datetime] = []
        self._floods: list[tuple[datetime, datetime, int]] = []
        self._instants: list[datetime] = []

    def shows(self, items: int) -> Self:
        """So many items at a time; the oldest scroll off."""
        self.window = items
        return self

    def edits(self, share: float) -> Self:
        """This share of its items is corrected some time after."""
        self._edited = share
        return self

    def within(self, **delay: float) -> Self:
        """Its contract: the largest delay that is allowed, as for a timedelta."""
        self.max_delay_s = timedelta(**delay).total_seconds()
        return self

    def validates(self, how: Validators) -> Self:
        """What it does with conditional requests."""
        self.validators = how
        return self

    def is_slow(self, latency_s: float) -> Self:
        """So long it takes to answer."""
        self.latency_s = latency_s
        return self

    def dates_wrongly(self, by: timedelta | None) -> Self:
        """Its clock is wrong by so much; None: its items bear no dates."""
        self._skew = by
        return self

    def speaks_xml(self, extra: str = "") -> Self:
        """RSS, with ``extra`` in the channel (hints), in the place of JSON Feed."""
        self.speaks_rss, self.extra = True, extra
        return self

    def renumbers(self, at: datetime) -> Self:
        """All guids are others from then on: a new publishing system."""
        self._renumbered.append(at)
        return self

    def floods(self, at: datetime, until: datetime, items: int) -> Self:
        """It shows its archive in the while, under dates of long ago, and what is new with it."""
        self._floods.append((at, until, items))
        return self

    def writes(self, until: datetime) -> None:
        """Make up all stories until then."""
        instants = list(self.rhythm(self._chance, START - _BEFORE, until))
        self._instants = sorted(instants)
        self.stories = [self._story(number, at) for number, at in enumerate(self._instants)]

    def _story(self, number: int, at: datetime) -> Story:
        edited = self._chance.random() < self._edited
        after = timedelta(hours=self._chance.uniform(0.5, 5))
        return Story(
            number,
            at,
            title=f"Board meeting number {number} of {self.url.partition('//')[2]}",
            url=f"{self.url}/story-{number}",
            guid=f"{self.url}#{number}",
            claimed=None if self._skew is None else (at + self._skew).replace(microsecond=0),
            edited_at=at + after if edited else None,
        )

    def on_show(self, now: datetime) -> Sequence[Story]:
        """What its document holds, oldest first."""
        end = bisect_right(self._instants, now)
        return self.stories[max(end - self.window, 0) : end]

    def leaves_at(self, story: Story, end: datetime) -> datetime:
        """When ``story`` scrolls off, at the latest ``end``."""
        place = story.number + self.window
        return self._instants[place] if place < len(self._instants) else end

    def answer(self, url: str, etag: str, last_modified: str, now: datetime) -> FetchedFeed:
        """What is said to a request at ``now``."""
        spell = self.now(now)
        said = spell.answer if spell else None
        if said is not None and said.outcome is not Outcome.OK:
            return replace(said, url=url, final_url=said.final_url or url)
        if said is not None and said.body:
            return replace(said, url=url, final_url=url)
        fetched = self._document(url, etag, last_modified, now, hides=bool(spell and spell.hides))
        if said is not None and url == self.url:
            return replace(fetched, final_url=said.final_url, hops=said.hops)
        return fetched

    def _document(
        self, url: str, etag: str, last_modified: str, now: datetime, *, hides: bool
    ) -> FetchedFeed:
        shown = self.on_show(now)
        state = self._state(shown, now)
        headers = self._headers(shown, state, now)
        known = (etag and etag == headers.get("etag")) or (
            last_modified and last_modified == headers.get("last-modified")
        )
        asked = bool(etag or last_modified)
        if asked and (hides or (known and self.validators is not Validators.FROZEN)):
            return FetchedFeed(url, Outcome.NOT_MODIFIED, url, _NOT_MODIFIED, headers)
        return FetchedFeed(url, Outcome.OK, url, _OK, headers, self._body(shown, now))

    def _state(self, shown: Sequence[Story], now: datetime) -> str:
        last = shown[-1].number if shown else -1
        edits = sum(story.edited_at is not None and story.edited_at <= now for story in shown)
        return f"{last}.{edits}.{self._age(now)}.{self._flooded(now)}"

    def _headers(self, shown: Sequence[Story], state: str, now: datetime) -> dict[str, str]:
        if self.validators is Validators.NONE:
            return {}
        if self.validators is Validators.LAST_MODIFIED:
            changes = [story.at for story in shown]
            changes += [s.edited_at for s in shown if s.edited_at and s.edited_at <= now]
            return {"last-modified": format_datetime(max(changes, default=START), usegmt=True)}
        return {"etag": '"1"' if self.validators is Validators.FROZEN else f'"{state}"'}

    def _age(self, now: datetime) -> int:
        return sum(at <= now for at in self._renumbered)

    def _flooded(self, now: datetime) -> int:
        return sum(items for at, until, items in self._floods if at <= now < until)

    def _body(self, shown: Sequence[Story], now: datetime) -> bytes:
        age = self._age(now)
        shown = [*self._archive(self._flooded(now)), *shown]
        rows = tuple(
            (f"{s.guid}v{age}" if age else s.guid, s.url, s.title, s.text(now), s.claimed)
            for s in reversed(shown)
        )
        return _rss(rows, self.extra) if self.speaks_rss else _json(rows)

    def _archive(self, items: int) -> list[Story]:
        long_ago = START - timedelta(days=900)
        return [
            replace(self._bare(n), claimed=long_ago + timedelta(days=n % 600, seconds=n))
            for n in range(items)
        ]

    def _bare(self, number: int) -> Story:
        title = f"From the archive, number {number} of {self.url.partition('//')[2]}"
        return Story(-1 - number, START, title, f"{self.url}/old-{number}", f"old-{number}", None)


_Row = tuple[str, str, str, str, datetime | None]


@lru_cache(512)
def _rss(rows: tuple[_Row, ...], extra: str) -> bytes:
    items = [
        item(title, url, text=text, guid=guid, published=at) for guid, url, title, text, at in rows
    ]
    return rss(*items).replace(b"<channel>", b"<channel>" + extra.encode(), 1)


@lru_cache(512)
def _json(rows: tuple[_Row, ...]) -> bytes:
    items = [
        {"id": guid, "url": url, "title": title, "content_text": text}
        | ({"date_published": at.isoformat()} if at else {})
        for guid, url, title, text, at in rows
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "A feed", "language": "en"}
    return json.dumps(feed | {"items": items}).encode()
