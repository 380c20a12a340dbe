"""How far a feed's 304 is believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.feed import Outcome, PollPolicy
from monitor.model.polling import Rhythm, Trust, TrustReason, Validators
from monitor.polling.trust import Answer, Ask, ask, judge

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POLICY = PollPolicy()
HOURLY = Rhythm(entries=20, gap_s=3600, newest_at=NOW - DAY)
KNOWN = Validators(etag='"1"', last_modified="", body_hash="h", changed_at=NOW - DAY)
SUSPECT = replace(KNOWN, trust=Trust.SUSPECT, reason=TrustReason.LONG_SILENCE, not_modified=20)
DISTRUSTED = replace(KNOWN, trust=Trust.DISTRUSTED, reason=TrustReason.HID_NEWS, since=NOW - DAY)
TUESDAY = "Tue, 04 Nov 2025 12:00:00 GMT"
IN_2041 = "Tue, 05 Nov 2041 12:00:00 GMT"


def body(etag='"2"', *, new=(), full=False, last_modified="", body_hash="i") -> Answer:
    """A 200; ``new`` are the dates of new items."""
    return Answer(Outcome.OK, NOW, etag, last_modified, body_hash, new, full, NOW - HOUR)


def same(etag='"1"') -> Answer:
    return Answer(Outcome.NOT_MODIFIED, NOW, etag, heard_before=NOW - HOUR)


CASES = {
    "a 304 within the feed's rhythm is believed": (
        replace(KNOWN, changed_at=NOW - HOUR),
        same(),
        replace(HOURLY, newest_at=NOW - HOUR),
        (Trust.TRUSTED, TrustReason.UNTESTED),
    ),
    "304s for many times the gap are suspect": (
        replace(KNOWN, not_modified=20),
        same(),
        HOURLY,
        (Trust.SUSPECT, TrustReason.LONG_SILENCE),
    ),
    "few 304s over a long time are not: we were away": (
        replace(KNOWN, not_modified=2),
        same(),
        HOURLY,
        (Trust.TRUSTED, TrustReason.UNTESTED),
    ),
    "a feed of no known rhythm may be silent for the time between two controls": (
        replace(KNOWN, not_modified=500),
        same(),
        Rhythm(),
        (Trust.TRUSTED, TrustReason.UNTESTED),
    ),
    "longer, and it is suspect": (
        replace(KNOWN, not_modified=500, changed_at=NOW - DAY - HOUR),
        same(),
        Rhythm(),
        (Trust.SUSPECT, TrustReason.LONG_SILENCE),
    ),
    "a new body under a new ETag is believed": (
        KNOWN,
        body(new=[NOW]),
        HOURLY,
        (Trust.TRUSTED, TrustReason.UNTESTED),
    ),
    "news under the old ETag are suspect": (
        KNOWN,
        body('"1"', new=[NOW]),
        HOURLY,
        (Trust.SUSPECT, TrustReason.SAME_VALIDATOR_NEW_BODY),
    ),
    "for the second time they cost the trust": (
        replace(SUSPECT, reason=TrustReason.SAME_VALIDATOR_NEW_BODY),
        body('"1"', new=[NOW]),
        HOURLY,
        (Trust.DISTRUSTED, TrustReason.SAME_VALIDATOR_NEW_BODY),
    ),
    "another body without news under the old ETag is nothing": (
        KNOWN,
        body('"1"'),
        HOURLY,
        (Trust.TRUSTED, TrustReason.UNTESTED),
    ),
    "news under the old Last-Modified, with no ETag, are suspect": (
        replace(KNOWN, etag="", last_modified=TUESDAY),
        body("", last_modified=TUESDAY, new=[None]),
        HOURLY,
        (Trust.SUSPECT, TrustReason.SAME_VALIDATOR_NEW_BODY),
    ),
    "the same Last-Modified under a new ETag is nothing": (
        replace(KNOWN, last_modified=TUESDAY),
        body(last_modified=TUESDAY, new=[None]),
        HOURLY,
        (Trust.TRUSTED, TrustReason.UNTESTED),
    ),
    "no validators are no promise": (
        Validators(body_hash="h"),
        body("", new=[NOW]),
        HOURLY,
        (Trust.TRUSTED, TrustReason.UNTESTED),
    ),
    "a Last-Modified in the future is impossible": (
        replace(KNOWN, etag=""),
        body("", last_modified=IN_2041),
        HOURLY,
        (Trust.SUSPECT, TrustReason.IMPOSSIBLE_DATE),
    ),
    "a Last-Modified before the newest news is impossible": (
        replace(KNOWN, etag=""),
        body("", last_modified=TUESDAY, new=[NOW - HOUR]),
        HOURLY,
        (Trust.SUSPECT, TrustReason.IMPOSSIBLE_DATE),
    ),
    "a control that shows what a 304 hid costs the trust": (
        SUSPECT,
        body(new=[NOW - 5 * HOUR], full=True),
        HOURLY,
        (Trust.DISTRUSTED, TrustReason.HID_NEWS),
    ),
    "a control that shows news of this minute clears": (
        SUSPECT,
        body(new=[NOW], full=True),
        HOURLY,
        (Trust.TRUSTED, TrustReason.CONTROL_PASSED),
    ),
    "a control that shows the same body clears": (
        SUSPECT,
        replace(body('"1"', full=True, body_hash="h"), outcome=Outcome.SAME_BODY),
        HOURLY,
        (Trust.TRUSTED, TrustReason.CONTROL_PASSED),
    ),
    "between controls a suspect stays one": (
        SUSPECT,
        same(),
        HOURLY,
        (Trust.SUSPECT, TrustReason.LONG_SILENCE),
    ),
    "what was cleared is not suspect again at the next 304": (
        replace(KNOWN, not_modified=20, full_at=NOW - HOUR, reason=TrustReason.CONTROL_PASSED),
        same(),
        HOURLY,
        (Trust.TRUSTED, TrustReason.CONTROL_PASSED),
    ),
    "trust that is lost stays lost for a month": (
        DISTRUSTED,
        body(new=[NOW], full=True),
        HOURLY,
        (Trust.DISTRUSTED, TrustReason.HID_NEWS),
    ),
    "then the feed gets another chance": (
        replace(DISTRUSTED, since=NOW - 31 * DAY),
        body(new=[NOW], full=True),
        HOURLY,
        (Trust.SUSPECT, TrustReason.PROBATION),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_judge(name):
    known, answer, rhythm, wanted = CASES[name]
    found = judge(known, answer, rhythm, POLICY)
    assert (found.trust, found.reason) == wanted
    changed = wanted != (known.trust, known.reason)
    assert found.since == (NOW if changed else known.since)


STORED = {
    "a 200 brings its own": (body('W/"x"', last_modified="y"), ('W/"x"', "y", "i")),
    "a 200 without any has none": (body(""), ("", "", "i")),
    "the same body brings them too": (
        replace(body('"3"', body_hash="h"), outcome=Outcome.SAME_BODY),
        ('"3"', "", "h"),
    ),
    "a 304 brings its own": (same('"4"'), ('"4"', "", "h")),
    "a 304 need not repeat them": (same(""), ('"1"', "", "h")),
}


@pytest.mark.parametrize("name", STORED)
def test_every_answer_leaves_its_validators(name):
    answer, wanted = STORED[name]
    found = judge(KNOWN, answer, HOURLY, POLICY)
    assert (found.etag, found.last_modified, found.body_hash) == wanted


ASKED = {
    "the trusted are asked with what they gave": (KNOWN, Ask('"1"', "")),
    "a suspect that was never seen in full is asked in full": (SUSPECT, Ask(full=True)),
    "a suspect is asked in full once a day": (
        replace(SUSPECT, full_at=NOW - DAY),
        Ask(full=True),
    ),
    "a fresh suspect is asked in full at once": (
        replace(SUSPECT, since=NOW - HOUR, full_at=NOW - 2 * HOUR),
        Ask(full=True),
    ),
    "and in between as before": (replace(SUSPECT, full_at=NOW - HOUR), Ask('"1"', "")),
    "the distrusted are always asked in full": (DISTRUSTED, Ask(full=True)),
}


@pytest.mark.parametrize("name", ASKED)
def test_ask(name):
    known, wanted = ASKED[name]
    assert ask(known, NOW, POLICY) == wanted
