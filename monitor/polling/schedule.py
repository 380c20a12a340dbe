"""When a feed is polled next: the rule that set it and the numbers that the rule was given.

A feed that was heard::

    rhythm (half its gap), slower in silence | never so late that too little would overlap | within the contract
        | not before the publisher's hints and our own manners allow, as far as the contract allows | jitter

A feed that was not heard waits longer with each strike; see ``monitor.polling.trouble``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.model.dates import iso
from monitor.model.feed import PollPolicy
from monitor.model.polling import (
    FeedHints,
    HostPause,
    Inputs,
    NextPoll,
    Outage,
    PollReason,
    Rhythm,
    Trouble,
    Trust,
)
from monitor.polling.headers import fresh_s, retry_after_s
from monitor.polling.hints import skip_s, until_update_s
from monitor.polling.rhythm import gap_s, last_news_at

_POLLS_A_GAP = 2
_SILENCE_SHARE = 24
_BOUND_DOUBLES_IN_S = 6 * 3600.0
_DOUBLINGS_AT_MOST = 32


@dataclass(frozen=True, slots=True)
class Wish:
    """A wait that a rule asks for."""

    wait_s: float
    reason: PollReason
    inputs: Inputs = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the next poll of a feed that was heard depends on.

    ``max_delay_s`` and ``overlap_floor`` are the feed's own contract; None leaves them to the policy.
    """

    rhythm: Rhythm
    hints: FeedHints
    headers: Mapping[str, str] = field(default_factory=dict)
    trust: Trust = Trust.TRUSTED
    max_delay_s: float | None = None
    overlap_floor: float | None = None


def after_heard(heard: Heard, now: datetime, policy: PollPolicy, jitter: float) -> NextPoll:
    """The next poll of a feed that was heard at ``now``; ``jitter`` in [0, 1) spreads the feeds.

    With its jitter the wait stays within the contract: the largest delay that the feed, or else the
    policy, allows.
    """
    contract_s = contract_of(heard.max_delay_s, policy)
    ceiling_s = contract_s / (1 + policy.jitter_share)
    own = _within(_own_rule(heard, now, policy), ceiling_s, policy)
    wish = max([own, *_floors(heard, now, policy, ceiling_s)], key=lambda each: each.wait_s)
    wish = _past_skipped(wish, heard.hints, now, ceiling_s)
    inputs = {"wait_s": round(wish.wait_s), **wish.inputs, "max_delay_s": round(contract_s)}
    if wish is not own:
        inputs |= {"own_rule": own.reason.value, "own_wait_s": round(own.wait_s)}
    return _spread(Wish(wish.wait_s, wish.reason, inputs), now, policy, jitter)


@dataclass(frozen=True, slots=True)
class Unheard:
    """What the next poll of a feed that was not heard depends on; ``status`` 0 where no answer came."""

    trouble: Trouble
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)


def after_trouble(unheard: Unheard, now: datetime, policy: PollPolicy, jitter: float) -> NextPoll:
    """The next poll of a feed that was not heard at ``now``.

    A Retry-After is kept, up to a cap, where it asks for more than our own rule does. What is gone for good
    gets a look a month.
    """
    trouble = unheard.trouble
    wish = _backoff(trouble, policy)
    asked_s = retry_after_s(unheard.status, unheard.headers, now)
    if asked_s is not None and asked_s > wish.wait_s:
        wait_s = min(asked_s, policy.retry_after_cap_s)
        inputs: Inputs = {"status": unheard.status, "asked_s": round(asked_s)}
        wish = Wish(
            wait_s, PollReason.RETRY_AFTER, inputs | {"cap_s": round(policy.retry_after_cap_s)}
        )
    if trouble.dormant_since is not None:
        wish = Wish(
            policy.dormant_s,
            PollReason.DORMANT,
            {"answers_of_410": trouble.gone, "since": iso(trouble.dormant_since)},
        )
    return _spread(wish, now, policy, jitter)


def in_force(
    due: NextPoll, pause: HostPause | None, outage: Outage | None, now: datetime
) -> NextPoll:
    """What a feed waits for at ``now``: the rule that set when it is due, or what outlasts that.

    A host that is closed keeps all of its feeds; an outage of our own keeps what is due, for nobody knows how long.
    """
    own: Inputs = {"due_at": iso(due.at), "own_rule": due.reason.value}
    if pause is not None and pause.until > max(due.at, now):
        inputs: Inputs = {"domain": pause.domain, "cause": pause.cause}
        return NextPoll(pause.until, PollReason.HOST_CLOSED, inputs | own)
    if outage is not None and due.at <= now and due.reason is not PollReason.OUTAGE:
        inputs = {"since": iso(outage.began_at), "hosts": outage.hosts}
        return NextPoll(due.at, PollReason.OUTAGE, inputs | own)
    return due


def contract_of(max_delay_s: float | None, policy: PollPolicy) -> float:
    """The largest delay that is allowed for a feed."""
    return policy.max_delay_s if max_delay_s is None else max_delay_s


def floor_of(overlap_floor: float | None, policy: PollPolicy) -> float:
    """The share of a feed's document that should be known when it is met."""
    return policy.overlap_floor if overlap_floor is None else overlap_floor


def _own_rule(heard: Heard, now: datetime, policy: PollPolicy) -> Wish:
    """Half the time between items, slower while it is silent, quicker where documents overlap too little."""
    rhythm = heard.rhythm
    gap = gap_s(rhythm)
    if gap is None:
        wish = Wish(
            policy.interval_s, PollReason.INTERVAL, {"interval_s": round(policy.interval_s)}
        )
    else:
        wish = Wish(gap / _POLLS_A_GAP, PollReason.RHYTHM, {"gap_s": round(gap)})
    news_at = last_news_at(rhythm)
    silence_s = (now - news_at).total_seconds() if news_at else 0.0
    if silence_s / _SILENCE_SHARE > wish.wait_s:
        inputs: Inputs = {**wish.inputs, "silence_s": round(silence_s)}
        wish = Wish(silence_s / _SILENCE_SHARE, PollReason.SILENCE, inputs)
    floor = floor_of(heard.overlap_floor, policy)
    bounds = [bound for bound in _overlap_bounds(rhythm, now, floor) if bound.wait_s < wish.wait_s]
    return min(bounds, key=lambda each: each.wait_s, default=wish)


def _overlap_bounds(rhythm: Rhythm, now: datetime, floor: float) -> Iterator[Wish]:
    """Waits within which, going by what polls brought, enough of the next document will be known.

    Where a poll brought the share ``s`` of its document in the time ``t``, a wait of ``t * (1 - floor) / s``
    would have kept the floor. The bound doubles with each six hours of age, so that one burst does not
    bind a feed for ever. ``t`` is the time since the feed was last heard, so a poll that came late says no
    more than it knows.
    """
    room = 1 - floor
    for sample in rhythm.samples:
        share = sample.new / sample.entries
        age_s = max((now - sample.at).total_seconds(), 0.0)
        grown = 2.0 ** min(age_s / _BOUND_DOUBLES_IN_S, _DOUBLINGS_AT_MOST)
        yield Wish(
            sample.elapsed_s * room / share * grown,
            PollReason.OVERLAP,
            {
                "new": sample.new,
                "entries": sample.entries,
                "elapsed_s": round(sample.elapsed_s),
                "age_s": round(age_s),
                "overlap_floor": floor,
            },
        )
    if not rhythm.samples and rhythm.window_s is not None and rhythm.newest_at is not None:
        age_s = max((now - rhythm.newest_at).total_seconds(), 0.0)
        grown = 2.0 ** min(age_s / _BOUND_DOUBLES_IN_S, _DOUBLINGS_AT_MOST)
        yield Wish(
            rhythm.window_s * room * grown,
            PollReason.OVERLAP,
            {"window_s": round(rhythm.window_s), "overlap_floor": floor},
        )


def _within(wish: Wish, ceiling_s: float, policy: PollPolicy) -> Wish:
    shortest_s = min(policy.min_interval_s, ceiling_s)
    if wish.wait_s < shortest_s:
        inputs = {**wish.inputs, "shortest_s": round(shortest_s), "rule": wish.reason.value}
        return Wish(shortest_s, PollReason.SHORTEST, inputs)
    if wish.wait_s > ceiling_s:
        return Wish(ceiling_s, PollReason.CONTRACT, {**wish.inputs, "rule": wish.reason.value})
    return wish


def _floors(heard: Heard, now: datetime, policy: PollPolicy, ceiling_s: float) -> Iterator[Wish]:
    """What keeps us away for longer: the publisher's hints, and manners towards what is asked in full."""
    asked: list[tuple[float | None, PollReason]] = [
        (heard.hints.ttl_s, PollReason.TTL),
        (until_update_s(heard.hints, now), PollReason.UPDATE_PERIOD),
        fresh_s(heard.headers, now) or (None, PollReason.MAX_AGE),
        (
            policy.unconditional_s if heard.trust is Trust.DISTRUSTED else None,
            PollReason.UNCONDITIONAL,
        ),
    ]
    for seconds, reason in asked:
        if seconds is not None:
            yield Wish(min(seconds, ceiling_s), reason, {"asked_s": round(seconds)})


def _past_skipped(wish: Wish, hints: FeedHints, now: datetime, ceiling_s: float) -> Wish:
    """``wish`` put off to where no skipped hour or day covers it, as far as the contract allows."""
    more_s = skip_s(hints, now + timedelta(seconds=wish.wait_s))
    wait_s = min(wish.wait_s + more_s, ceiling_s)
    if wait_s <= wish.wait_s:
        return wish
    return Wish(wait_s, PollReason.SKIPPED_TIME, {"asked_s": round(wish.wait_s + more_s)})


def _backoff(trouble: Trouble, policy: PollPolicy) -> Wish:
    cap_s = max(policy.backoff_cap_s, policy.interval_s)
    wait_s = min(policy.interval_s * 2.0 ** min(trouble.strikes, _DOUBLINGS_AT_MOST), cap_s)
    inputs: Inputs = {
        "failures": trouble.failures,
        "strikes": trouble.strikes,
        "interval_s": round(policy.interval_s),
        "cap_s": round(cap_s),
    }
    return Wish(wait_s, PollReason.BACKOFF, inputs)


def _spread(wish: Wish, now: datetime, policy: PollPolicy, jitter: float) -> NextPoll:
    spread_s = wish.wait_s * policy.jitter_share * jitter
    at = now + timedelta(seconds=wish.wait_s + spread_s)
    return NextPoll(at, wish.reason, {**wish.inputs, "jitter_s": round(spread_s)})
