"""What came of a run: for each feed what was seen, how late, what was missed; and what was promised."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import Engine, func, select

from monitor.model.feed import FeedState, Outcome, PollPolicy
from monitor.polling.rhythm import percentile_s
from store.engine import read
from store.feeds import SqlFeedStore
from store.tables.articles import held_items, revisions
from tests.farm.clockwork import START
from tests.farm.newsroom import Newsroom, Spell, Story

if TYPE_CHECKING:
    from tests.farm.farm import Farm, Request

DAY_S = 86_400.0
_GONE = 410
_HEARD = frozenset({Outcome.OK, Outcome.NOT_MODIFIED, Outcome.SAME_BODY})


@dataclass(frozen=True, slots=True)
class Filed:
    """A headline on file: as how many articles and revisions, and since when."""

    articles: int
    revisions: int
    since: datetime


@dataclass(slots=True)
class Result:
    """One feed's part: items that came after its first poll, and those of them that went wrong.

    ``missed`` stayed visible for as long as was promised and were not seen, ``late`` were seen after that,
    ``gone`` scrolled off before, ``held`` wait in quarantine, ``doubled`` are more than one article.
    """

    newsroom: Newsroom
    state: FeedState
    requests: list[Request]
    items: int = 0
    delays_s: list[float] = field(default_factory=list)
    missed: list[Story] = field(default_factory=list)
    late: list[Story] = field(default_factory=list)
    gone: list[Story] = field(default_factory=list)
    held: list[Story] = field(default_factory=list)
    doubled: list[Story] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """All feeds, in the order of the farm, and all requests in the order of their starts."""

    policy: PollPolicy
    slack_s: float
    results: list[Result]
    requests: list[Request]
    outages: list[Spell]
    end: datetime

    @classmethod
    def of_run(
        cls, farm: Farm, engine: Engine, requests: Sequence[Request], end: datetime
    ) -> Report:
        """Compare what was published with what is on file."""
        by_feed = defaultdict(list)
        for request in sorted(requests, key=lambda each: each.start):
            by_feed[request.feed].append(request)
        states = {state.url: state for state in SqlFeedStore(engine).states()}
        filed, held = _filed(engine), _held(engine)
        judge = _Judge(farm, filed, held, end)
        results = [judge.result(Result(n, states[n.url], by_feed[n.url])) for n in farm.newsrooms]
        in_order = sorted(requests, key=lambda each: each.start)
        return cls(farm.policy, farm.slack_s, results, in_order, farm.spells, end)

    def of(self, newsroom: Newsroom) -> Result:
        """The part of one feed."""
        return next(result for result in self.results if result.newsroom is newsroom)

    def crowding(self) -> Iterator[str]:
        """Hosts that got two starts within their spacing, or more at a time than they should."""
        policy = self.policy
        at_once = policy.per_host
        by_domain = defaultdict(list)
        for request in self.requests:
            by_domain[request.domain].append(request)
        for domain, asked in by_domain.items():
            for one, other in pairwise(asked):
                if (other.start - one.start).total_seconds() < policy.spacing_s:
                    yield f"{domain}: starts at {one.start} and {other.start}"
            edges = [(r.start, 1) for r in asked] + [(r.end, -1) for r in asked]
            running = 0
            for at, step in sorted(edges):
                running += step
                if running > at_once:
                    yield f"{domain}: {running} at a time at {at}"

    def impatience(self) -> Iterator[str]:
        """Requests to a host that had asked for patience."""
        until: dict[str, datetime] = {}
        cap_s = self.policy.retry_after_cap_s
        for request in self.requests:
            patience = until.get(request.domain)
            if patience and request.start < patience:
                yield f"{request.domain}: asked at {request.start}, closed until {patience}"
            if request.retry_after_s is not None and request.status in {429, 503}:
                closed = request.end + timedelta(seconds=min(request.retry_after_s, cap_s))
                until[request.domain] = max(closed, patience or closed)

    def abandoned(self) -> Iterator[str]:
        """Feeds that were not asked for longer than any rule allows."""
        for result in self.results:
            ends = [START, *(request.start for request in result.requests), self.end]
            longest_s = max((b - a).total_seconds() for a, b in pairwise(ends))
            if longest_s > self._longest_s(result):
                yield f"{result.newsroom.url}: not asked for {timedelta(seconds=longest_s)}"

    def _longest_s(self, result: Result) -> float:
        policy = self.policy
        waits = [policy.max_delay_s, policy.backoff_cap_s, result.newsroom.max_delay_s or 0]
        waits += [
            min(r.retry_after_s, policy.retry_after_cap_s)
            for r in self.requests
            if r.retry_after_s is not None and r.domain == result.newsroom.domain
        ]
        if any(request.status == _GONE for request in result.requests):
            waits.append(policy.dormant_s)
        # While our own network is down only a few feeds are asked, as a probe.
        down_s = max(((s.end - s.start).total_seconds() for s in self.outages), default=0.0)
        return max(waits) * (1 + policy.jitter_share) + down_s + self.slack_s

    def per_day(self, results: Iterable[Result]) -> float:
        """Requests per feed and day."""
        found = list(results)
        days = (self.end - START).total_seconds() / DAY_S
        return sum(len(result.requests) for result in found) / len(found) / days

    def table(self) -> str:
        """A line for each kind of feed: what it cost and what came of it."""
        kinds: dict[str, list[Result]] = defaultdict(list)
        for result in self.results:
            kinds[result.newsroom.label].append(result)
        width = max(map(len, kinds))
        head = (
            f"{'feeds':{width}}  number  asked/day  heard/304 %  items  delay p50/p95 min"
            "  missed  late  scrolled  held  doubled"
        )
        return "\n".join([head, *(self._row(k, found, width) for k, found in kinds.items())])

    def _row(self, kind: str, results: list[Result], width: int) -> str:
        delays = [delay_s for result in results for delay_s in result.delays_s]
        p50, p95 = ((percentile_s(delays, p) or 0) / 60 for p in (50, 95))
        outcomes = Counter(r.outcome for result in results for r in result.requests)
        asked = max(outcomes.total(), 1)
        heard = sum(outcomes[outcome] for outcome in _HEARD) * 100 / asked
        unchanged = outcomes[Outcome.NOT_MODIFIED] * 100 / asked
        sums = [
            sum(len(getattr(result, name)) for result in results)
            for name in ("missed", "late", "gone", "held", "doubled")
        ]
        return (
            f"{kind:{width}}  {len(results):6}  {self.per_day(results):9.1f}  {heard:7.0f}/{unchanged:3.0f}"
            f"  {sum(result.items for result in results):5}  {p50:9.1f}/{p95:7.1f}"
            f"  {sums[0]:6}  {sums[1]:4}  {sums[2]:8}  {sums[3]:4}  {sums[4]:7}"
        )


class _Judge:
    """Holds what was published against what is on file."""

    def __init__(self, farm: Farm, filed: dict[str, Filed], held: set[str], end: datetime) -> None:
        self._farm, self._policy = farm, farm.policy
        self._filed, self._held, self._end = filed, held, end

    def result(self, result: Result) -> Result:
        """``result`` with every item that came after the feed was first heard."""
        heard = [r.end for r in result.requests if r.outcome in _HEARD]
        for story in result.newsroom.stories:
            if heard and story.at > heard[0]:
                self._sort(result, story)
        return result

    def _sort(self, result: Result, story: Story) -> None:
        found = self._filed.get(story.title)
        deadline = self._deadline(result.newsroom, story)
        stayed = result.newsroom.leaves_at(story, self._end) > deadline
        result.items += 1
        if found is None:
            if story.title in self._held:
                result.held.append(story)
            elif stayed:
                result.missed.append(story)
            elif result.newsroom.leaves_at(story, self._end) < self._end:
                result.gone.append(story)
            return
        result.delays_s.append((found.since - story.at).total_seconds())
        if found.since > deadline and stayed:
            result.late.append(story)
        if found.articles > 1 or found.revisions > 1 + (story.edited_at is not None):
            result.doubled.append(story)

    def _deadline(self, newsroom: Newsroom, story: Story) -> datetime:
        """Until when the item must have been seen, if it stays on show."""
        policy = self._policy
        same_host = sum(other.domain == newsroom.domain for other in self._farm.newsrooms)
        contract_s = newsroom.max_delay_s or policy.max_delay_s
        queue_s = same_host * policy.spacing_s
        promise = timedelta(seconds=contract_s + queue_s + self._farm.slack_s)
        deadline = story.at + promise
        for spell, lag in self._spells(newsroom):
            if spell.hides and spell.start <= deadline and story.at < spell.end:
                deadline = max(deadline, story.at + lag + promise)
            elif not spell.hides and spell.start <= deadline and story.at < spell.end + lag:
                deadline = max(deadline, spell.end + lag + promise)
        return deadline

    def _spells(self, newsroom: Newsroom) -> Iterator[tuple[Spell, timedelta]]:
        """What keeps the feed from us, and for how long after it our own waits still may."""
        host = self._farm.hosts.get(newsroom.domain)
        found = [*newsroom.spells, *(host.spells if host else [])]
        for spell in sorted(found, key=lambda each: each.start):
            if spell.blinds or spell.hides:
                yield spell, timedelta(seconds=self._lag_s(spell, newsroom))
        for spell in sorted(self._farm.spells, key=lambda each: each.start):
            yield spell, timedelta(seconds=self._policy.outage_spread_s + self._farm.slack_s)

    def _lag_s(self, spell: Spell, newsroom: Newsroom) -> float:
        policy = self._policy
        if spell.hides:
            return max(policy.control_s, policy.suspicion_gaps * _mean_gap_s(newsroom), 6 * 3600)
        answer = spell.answer
        assert answer is not None
        waits = [policy.backoff_cap_s]
        if "retry-after" in answer.headers:
            waits.append(min(float(answer.headers["retry-after"]), policy.retry_after_cap_s))
        if answer.status == _GONE:
            waits.append(policy.dormant_s)
        return max(waits) * (1 + policy.jitter_share)


def _mean_gap_s(newsroom: Newsroom) -> float:
    stories = newsroom.stories
    if len(stories) < 2:
        return DAY_S
    return (stories[-1].at - stories[0].at).total_seconds() / (len(stories) - 1)


def _filed(engine: Engine) -> dict[str, Filed]:
    by_title = select(
        revisions.c.title,
        func.count(revisions.c.article.distinct()).label("articles"),
        func.count().label("revisions"),
        func.min(revisions.c.first_seen).label("since"),
    ).group_by(revisions.c.title)
    with read(engine) as connection:
        rows = connection.execute(by_title).all()
    return {row.title: Filed(row.articles, row.revisions, row.since) for row in rows}


def _held(engine: Engine) -> set[str]:
    waiting = select(held_items.c.title).where(held_items.c.released_at.is_(None))
    with read(engine) as connection:
        return set(connection.scalars(waiting))
