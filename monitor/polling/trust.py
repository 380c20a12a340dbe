"""How far a feed's "not modified" is believed.

::

    trusted ──long silence, impossible date, old validator on news──▶ suspect ──it hid news──▶ distrusted
       ▲───────────a control in full shows nothing hidden────────────────┘ ▲────after a month────────┘

Suspects are asked in full once a day, distrusted feeds always. A body is hashed at every 200, whatever its ETag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.model.feed import Outcome, PollPolicy
from monitor.model.polling import Rhythm, Trust, TrustReason, Validators
from monitor.polling.headers import http_date
from monitor.polling.rhythm import gap_s, last_news_at

_FEWEST_NOT_MODIFIED = 6
_SHORTEST_SILENCE_S = 6 * 3600.0
_CLOCK_SLACK = timedelta(days=1)
_HIDDEN_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Ask:
    """The validators of the next request; ``full`` where it has none on purpose."""

    etag: str = ""
    last_modified: str = ""
    full: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was heard; empty headers where it had none.

    ``new_published`` are the claimed dates of the items that were not known, None for an undated one;
    ``full`` as in the Ask. ``heard_before`` is when the feed was last heard.
    """

    outcome: Outcome
    at: datetime
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    new_published: Sequence[datetime | None] = ()
    full: bool = False
    heard_before: datetime | None = None


def ask(known: Validators, now: datetime, policy: PollPolicy) -> Ask:
    """How to ask at ``now``: suspects in full at once and then once in ``control_s``, the distrusted always."""
    if known.trust is Trust.DISTRUSTED:
        return Ask(full=True)
    if known.trust is Trust.SUSPECT and _is_control_due(known, now, policy):
        return Ask(full=True)
    return Ask(known.etag, known.last_modified)


def _is_control_due(known: Validators, now: datetime, policy: PollPolicy) -> bool:
    if known.full_at is None or (known.since is not None and known.full_at < known.since):
        return True
    return (now - known.full_at).total_seconds() >= policy.control_s


def judge(known: Validators, answer: Answer, rhythm: Rhythm, policy: PollPolicy) -> Validators:
    """The validators as they stand after ``answer``, with the trust that it leaves."""
    found = _stored(known, answer)
    trust, reason = _verdict(known, found, answer, rhythm, policy)
    if (trust, reason) == (known.trust, known.reason):
        return found
    return replace(found, trust=trust, reason=reason, since=answer.at)


def _stored(known: Validators, answer: Answer) -> Validators:
    """What every answer leaves: a 304 need not repeat a validator (RFC 9110, 15.4.5), a 200 without one has none."""
    if answer.outcome is Outcome.NOT_MODIFIED:
        return replace(
            known,
            etag=answer.etag or known.etag,
            last_modified=answer.last_modified or known.last_modified,
            not_modified=known.not_modified + 1,
        )
    return replace(
        known,
        etag=answer.etag,
        last_modified=answer.last_modified,
        body_hash=answer.body_hash,
        changed_at=answer.at if answer.new_published or not known.changed_at else known.changed_at,
        not_modified=0,
        # An answer in full to a request that had no validators to send is a control as well.
        full_at=answer.at
        if answer.full or not (known.etag or known.last_modified)
        else known.full_at,
    )


def _verdict(
    known: Validators, found: Validators, answer: Answer, rhythm: Rhythm, policy: PollPolicy
) -> tuple[Trust, TrustReason]:
    if known.trust is Trust.DISTRUSTED:
        return _after_probation(known, answer, policy)
    if answer.outcome is Outcome.NOT_MODIFIED:
        silent = known.trust is Trust.TRUSTED and _is_silent_for_long(
            found, answer.at, rhythm, policy
        )
        return (Trust.SUSPECT, TrustReason.LONG_SILENCE) if silent else (known.trust, known.reason)
    found_out = _suspicion(known, answer)
    if found_out is not None:
        return found_out
    if known.trust is Trust.SUSPECT and answer.full:
        return Trust.TRUSTED, TrustReason.CONTROL_PASSED
    return known.trust, known.reason


def _suspicion(known: Validators, answer: Answer) -> tuple[Trust, TrustReason] | None:
    """What an answer with a body has to say against the validators; None where nothing."""
    if _hid_news(known, answer):
        return Trust.DISTRUSTED, TrustReason.HID_NEWS
    if answer.new_published and _is_same(known, answer):
        # Once may be a race between two servers of a farm; twice is a validator that does not change.
        again = known.reason is TrustReason.SAME_VALIDATOR_NEW_BODY
        return (
            Trust.DISTRUSTED if again else Trust.SUSPECT,
            TrustReason.SAME_VALIDATOR_NEW_BODY,
        )
    if _is_impossible(answer):
        return Trust.SUSPECT, TrustReason.IMPOSSIBLE_DATE
    return None


def _after_probation(
    known: Validators, answer: Answer, policy: PollPolicy
) -> tuple[Trust, TrustReason]:
    since_s = (answer.at - (known.since or answer.at)).total_seconds()
    if since_s < policy.distrust_s:
        return known.trust, known.reason
    return Trust.SUSPECT, TrustReason.PROBATION


def _is_silent_for_long(
    found: Validators, now: datetime, rhythm: Rhythm, policy: PollPolicy
) -> bool:
    """Whether 304s have gone on for many times the feed's own gap, since it last changed or was cleared.

    Where no gap is known, as of a feed that was empty when it was met, for the time between two controls.
    """
    gap = gap_s(rhythm)
    marks = [mark for mark in (found.changed_at, found.full_at, last_news_at(rhythm)) if mark]
    if not marks or found.not_modified < _FEWEST_NOT_MODIFIED:
        return False
    limit_s = policy.control_s if gap is None else policy.suspicion_gaps * gap
    silence_s = (now - max(marks)).total_seconds()
    return silence_s > max(limit_s, _SHORTEST_SILENCE_S)


def _hid_news(known: Validators, answer: Answer) -> bool:
    """Whether a control shows items that were there when the last conditional request was answered with 304."""
    if not (answer.full and known.not_modified and answer.heard_before):
        return False
    latest_hidden = answer.heard_before - _HIDDEN_FOR
    return any(published and published < latest_hidden for published in answer.new_published)


def _is_same(known: Validators, answer: Answer) -> bool:
    """Whether the validators of another body are those of the one before; no validators are no promise."""
    if answer.etag or known.etag:
        return answer.etag == known.etag
    return bool(answer.last_modified) and answer.last_modified == known.last_modified


def _is_impossible(answer: Answer) -> bool:
    """Whether Last-Modified alone guards the feed, and lies in the future or before its newest news."""
    if answer.etag or not answer.last_modified:
        return False
    modified = http_date(answer.last_modified)
    if modified is None or modified > answer.at + _CLOCK_SLACK:
        return True
    dates = [published for published in answer.new_published if published]
    return any(modified + _CLOCK_SLACK < published <= answer.at for published in dates)
