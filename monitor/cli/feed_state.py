"""What polling remembers of a feed, for people and for programs."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import datetime
from typing import Any

from monitor.model.address import mask_url
from monitor.model.dates import iso
from monitor.model.feed import FeedState, PollPolicy
from monitor.model.polling import NextPoll, Outage, PollReason
from monitor.polling.rhythm import gap_s, percentile_s
from monitor.polling.schedule import contract_of, floor_of, in_force

RULES = {
    PollReason.NEW: "just listed",
    PollReason.INTERVAL: "too little is known of its rhythm yet",
    PollReason.RHYTHM: "half the usual time between its items",
    PollReason.SILENCE: "it has been silent; the longer, the slower",
    PollReason.OVERLAP: "too few items of a document were known: some might scroll off unseen",
    PollReason.SHORTEST: "its own rule asks for more, but no feed is polled more often",
    PollReason.CONTRACT: "its own rule asks for less, but an item may wait no longer",
    PollReason.TTL: "the document's ttl asks for it",
    PollReason.UPDATE_PERIOD: "the document's sy:updatePeriod asks for it",
    PollReason.SKIPPED_TIME: "the document's skipHours or skipDays ask for it",
    PollReason.MAX_AGE: "the answer's Cache-Control asks for it",
    PollReason.EXPIRES: "the answer's Expires asks for it",
    PollReason.UNCONDITIONAL: "its 304 is not believed, so each poll costs a whole document",
    PollReason.RETRY_AFTER: "its server asks for it",
    PollReason.BACKOFF: "it was not heard; each strike doubles the wait",
    PollReason.DORMANT: "it says that it is gone: a look a month",
    PollReason.OUTAGE: "our own network is down; nothing counts against it",
    PollReason.AFTER_OUTAGE: "our own network was down: what fell due is spread",
    PollReason.HOST_CLOSED: "it is due before, but its host is left alone",
}
"""What each rule means, in a few words."""

UNPOLLED = (
    "last_outcome", "last_status", "last_error", "last_size", "last_polled_at", "last_ok_at", "next_poll_at",
    "poll_reason", "poll_inputs", "failures", "strikes", "blind_since", "dormant_since", "articles", "domain",
    "contract_s", "floor", "floor_by", "gap_s", "overlap", "delay_p50_s", "delay_p95_s", "gaps", "last_gap_at",
    "trust", "trust_reason", "trust_since", "location", "moving_to", "moving_since", "hints", "host_closed_until", "host_closed_cause",
)  # fmt: skip
"""The keys of ``polled``: all None for a feed that the worker has not taken up yet."""


def polled(
    state: FeedState, policy: PollPolicy, outage: Outage | None, now: datetime
) -> dict[str, Any]:
    """What polling remembers of a feed, as JSON knows it; instants in ISO 8601, seconds in ``_s``.

    ``outage`` is that of our own network, while there is one.
    """
    memory = state.memory
    pause = state.pause if state.pause and state.pause.until > now else None
    due = NextPoll(state.next_poll_at, state.poll_reason, state.poll_inputs)
    next_poll = in_force(due, pause, outage, now)
    rhythm, trust, moving = memory.rhythm, memory.validators, memory.moving
    found: dict[str, Any] = {
        "next_poll_at": next_poll.at,
        "poll_reason": next_poll.reason.value,
        "poll_inputs": next_poll.inputs,
        "contract_s": contract_of(state.max_delay_s, policy),
        "floor": floor_of(state.overlap_floor, policy),
        "floor_by": "poll" if state.overlap_floor is None else "feed",
        "strikes": memory.trouble.strikes,
        "dormant_since": memory.trouble.dormant_since,
        "gap_s": gap_s(rhythm),
        "overlap": rhythm.overlap,
        "delay_p50_s": percentile_s(rhythm.delays_s, 50),
        "delay_p95_s": percentile_s(rhythm.delays_s, 95),
        "gaps": rhythm.gaps,
        "last_gap_at": rhythm.last_gap_at,
        "trust": trust.trust.value,
        "trust_reason": trust.reason.value,
        "trust_since": trust.since,
        "location": mask_url(moving.location) if moving.location else None,
        "moving_to": mask_url(moving.target) if moving.target else None,
        "moving_since": moving.since,
        "hints": {name: _plain(value) for name, value in asdict(memory.hints).items() if value},
        "host_closed_until": pause.until if pause else None,
        "host_closed_cause": pause.cause if pause else None,
    }
    found |= {name: getattr(state, name) for name in UNPOLLED if name not in found}
    return {name: _plain(found[name]) for name in UNPOLLED}


_FRACTION = re.compile(r"(?<=T\d\d:\d\d:\d\d)\.\d+(?=Z)")
"""Of a second: more than people need; ``--json`` has it."""


def explanation(row: dict[str, Any]) -> list[str]:
    """Why a feed is polled when it is: ``row`` is a feed of the list with what is ``polled`` of it."""
    about = f"{row['name'] or mask_url(row['url'])}: {row['tier']}, {row['host']}"
    if not row["enabled"]:
        return [about, f"  not polled: switched off in feeds.toml. {row['note']}".rstrip()]
    if row["next_poll_at"] is None:
        return [about, "  not polled yet: the worker has not run since it was listed"]
    reason = PollReason(row["poll_reason"])
    lines = [
        ("next poll", row["next_poll_at"]),
        ("rule", f"{reason.value}: {RULES[reason]}"),
        ("inputs", _said(row["poll_inputs"])),
        ("last poll", f"{row['last_polled_at'] or 'none'} {_ending(row)}".rstrip()),
        *_blindness(row),
        *_measured(row),
        *_beliefs(row),
    ]
    return [about, *(f"  {name:<10} {_FRACTION.sub('', text)}" for name, text in lines if text)]


def span(seconds: float | None) -> str:
    """A span of seconds in the unit that fits; empty for None."""
    if seconds is None:
        return ""
    for size, unit in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:.0f} s"


def _ending(row: dict[str, Any]) -> str:
    size = f", {row['last_size']:,} bytes" if row["last_size"] else ""
    return f"{row['last_outcome'] or '–'}{size} {row['last_error']}".rstrip()


def _said(inputs: dict[str, Any]) -> str:
    """Inputs as ``name value``, seconds with their unit."""
    return ", ".join(
        f"{name.removesuffix('_s').replace('_', ' ')} "
        + (span(value) if name.endswith("_s") else _words(value))
        for name, value in inputs.items()
    )


def _blindness(row: dict[str, Any]) -> list[tuple[str, str]]:
    if not row["blind_since"]:
        return []
    told = f"since {row['blind_since']}, polls in a row: {row['failures']}, strikes: {row['strikes']:g}"
    dormant = f"; gone, dormant since {row['dormant_since']}" if row["dormant_since"] else ""
    return [("not heard", told + dormant)]


def _measured(row: dict[str, Any]) -> list[tuple[str, str]]:
    delay = f"half within {span(row['delay_p50_s'])}, 95 % within {span(row['delay_p95_s'])}"
    gaps = f"{row['gaps']} polls met no known item, the last {row['last_gap_at']}"
    whose = "its own overlap_floor" if row["floor_by"] == "feed" else "poll.overlap_floor"
    overlap = (
        "" if row["overlap"] is None else f"{row['overlap']:.0%} of the last document was known"
    )
    return [
        ("contract", f"an item may wait {span(row['contract_s'])}"),
        ("floor", f"{row['floor']:.3g} of a document should be known, by {whose}"),
        ("gap", f"{span(row['gap_s'])} between items" if row["gap_s"] is not None else ""),
        ("overlap", overlap),
        ("delay", delay if row["delay_p50_s"] is not None else ""),
        ("lost", gaps if row["gaps"] else ""),
    ]


def _beliefs(row: dict[str, Any]) -> list[tuple[str, str]]:
    trust = f"{row['trust']} ({row['trust_reason']}) since {row['trust_since'] or 'the first poll'}"
    closed = f"{row['domain']} is left alone until {row['host_closed_until']}: {row['host_closed_cause']}"
    moving = f"{row['moving_to']} by permanent redirects since {row['moving_since']}"
    return [
        ("304", trust if row["last_ok_at"] else ""),
        ("asked at", row["location"] or ""),
        ("moving", moving if row["moving_to"] else ""),
        ("hints", _said(row["hints"])),
        ("host", closed if row["host_closed_until"] else ""),
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return iso(value) if isinstance(value, datetime) else value


def _words(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
