"""What a poll comes to: an answer and what was known of its feed in, all that the poll leaves behind out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.model.feed import (
    Arrival,
    ClaimedFeed,
    FetchedFeed,
    Outcome,
    ParsedFeed,
    PollPolicy,
    PollRecord,
)
from monitor.model.polling import FeedMemory, NextPoll, PollReason, Rhythm, Validators
from monitor.polling import trust
from monitor.polling.hosts import pause_of
from monitor.polling.moving import MoveReason, follow
from monitor.polling.rhythm import Sight, observe
from monitor.polling.schedule import Heard, Unheard, after_heard, after_trouble
from monitor.polling.trouble import troubled


@dataclass(frozen=True, slots=True)
class Answered:
    """A poll before it is judged.

    ``known`` are the keys of those of its entries that the feed has shown before, ``full`` tells that it was
    asked without validators on purpose, ``polled_at`` is when the answer was there.
    """

    feed: ClaimedFeed
    fetched: FetchedFeed
    parsed: ParsedFeed
    body_hash: str
    polled_at: datetime
    full: bool = False
    known: Collection[str] = frozenset()


def record_of(
    answered: Answered, arrivals: tuple[Arrival, ...], policy: PollPolicy, jitter: float
) -> tuple[PollRecord, MoveReason | None]:
    """What the poll leaves behind, and why its feed is asked elsewhere from now on, where it is."""
    fetched, parsed, now = answered.fetched, answered.parsed, answered.polled_at
    memory, moved = _remembered(answered, policy)
    if parsed.outcome.is_success:
        heard = Heard(
            rhythm=memory.rhythm,
            hints=memory.hints,
            headers=fetched.headers,
            trust=memory.validators.trust,
            max_delay_s=answered.feed.max_delay_s,
            overlap_floor=answered.feed.overlap_floor,
        )
        next_poll = after_heard(heard, now, policy, jitter)
    else:
        unheard = Unheard(memory.trouble, fetched.status, fetched.headers)
        next_poll = after_trouble(unheard, now, policy, jitter)
    record = PollRecord(
        feed=answered.feed,
        outcome=parsed.outcome,
        polled_at=now,
        next_poll=next_poll,
        status=fetched.status,
        detail=parsed.detail,
        size=len(fetched.body),
        memory=memory,
        arrivals=arrivals,
        pause=pause_of(fetched, now, policy),
    )
    return record, moved


def uncounted(answered: Answered, policy: PollPolicy, jitter: float) -> PollRecord:
    """What is left of a poll that our own network kept from its feed: nothing against it, and when to try again."""
    wait_s = policy.outage_probe_s * (1 + jitter)
    return PollRecord(
        feed=answered.feed,
        outcome=answered.parsed.outcome,
        polled_at=answered.polled_at,
        next_poll=NextPoll(
            answered.polled_at + timedelta(seconds=wait_s),
            PollReason.OUTAGE,
            {"wait_s": round(wait_s), "probe_s": round(policy.outage_probe_s)},
        ),
        detail=f"our own network is down: {answered.parsed.detail}",
        memory=answered.feed.memory,
    )


def _remembered(answered: Answered, policy: PollPolicy) -> tuple[FeedMemory, MoveReason | None]:
    known, outcome, now = answered.feed.memory, answered.parsed.outcome, answered.polled_at
    trouble = troubled(known.trouble, outcome, answered.fetched.status, now, policy)
    moving, moved = follow(known.moving, answered.fetched, trouble.failures, now, policy)
    memory = replace(known, trouble=trouble, moving=moving)
    if not outcome.is_success:
        return (_without_validators(memory) if moved else memory), moved
    rhythm = _rhythm(answered)
    memory = replace(
        memory,
        rhythm=rhythm,
        validators=_validators(answered, rhythm, policy),
        hints=answered.parsed.hints if outcome is Outcome.OK else known.hints,
        first_ok_at=known.first_ok_at or now,
        last_ok_at=now,
    )
    return (_without_validators(memory) if moved else memory), moved


def _without_validators(memory: FeedMemory) -> FeedMemory:
    """For when another address is asked from now on: its validators are its own."""
    return replace(memory, validators=replace(memory.validators, etag="", last_modified=""))


def _rhythm(answered: Answered) -> Rhythm:
    """A document teaches; an answer that nothing has changed keeps what is known, and all of it overlaps."""
    memory = answered.feed.memory
    if answered.parsed.outcome is not Outcome.OK:
        return replace(memory.rhythm, overlap=1.0) if memory.rhythm.entries else memory.rhythm
    sight = Sight(answered.parsed.entries, answered.known, memory.last_ok_at, answered.polled_at)
    return observe(memory.rhythm, sight)


def _validators(answered: Answered, rhythm: Rhythm, policy: PollPolicy) -> Validators:
    headers, memory = answered.fetched.headers, answered.feed.memory
    new = [entry for entry in answered.parsed.entries if entry.key not in answered.known]
    answer = trust.Answer(
        outcome=answered.parsed.outcome,
        at=answered.polled_at,
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        body_hash=answered.body_hash,
        new_published=[entry.published for entry in new],
        full=answered.full,
        heard_before=memory.last_ok_at,
    )
    return trust.judge(memory.validators, answer, rhythm, policy)
