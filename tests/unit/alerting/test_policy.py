"""What becomes of a delivery: now, later or never, with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.alerting.kinds import AlertKind, HoldReason, Send, State, SuppressReason
from monitor.alerting.policy import Silence, Surroundings, plan
from monitor.alerting.routes import Matcher, QuietHours, Route, Routed, StormRule
from monitor.alerting.targets import ConsoleTarget, EmailTarget
from tests.fakes.alerting import NOW, alert, config

PARIS = ZoneInfo("Europe/Paris")
CALM = Surroundings((), lambda _target, _since: 0)
NIGHT = QuietHours(time(22), time(7), PARIS)


def decide(told=None, rule=None, around=CALM, now=NOW, **changes):
    rule = rule or Route("everything", ("desk",))
    (planned,) = plan(told or alert(), [Routed(rule, "desk")], config(**changes), around, now)
    return planned


def test_it_goes_at_once_where_nothing_speaks_against_it():
    planned = decide()

    assert (planned.state, planned.due_at, planned.hold) == (State.PENDING, NOW, None)


def test_what_belongs_together_waits_a_moment():
    planned = decide(rule=Route("everything", ("desk",), group_wait_s=5))

    assert (planned.hold, planned.due_at) == (HoldReason.GROUPING, NOW + timedelta(seconds=5))
    assert planned.bundle == "x-harbour/KZ"


def test_a_silence_suppresses_with_its_author_and_reason():
    silence = Silence(3, "Ada", "known already", NOW, NOW + timedelta(hours=1), party="KZ")

    planned = decide(around=replace(CALM, silences=(silence,)))

    assert (planned.state, planned.suppress) == (State.SUPPRESSED, SuppressReason.SILENCED)
    assert planned.detail == "silence 3 by Ada: known already"


@pytest.mark.parametrize(
    "wish",
    [
        {"party": "OM"},
        {"accord": "other"},
        {"kind": "blind"},
        {"target": "spare"},
        {"ends_at": NOW},
        {"starts_at": NOW + timedelta(minutes=1)},
    ],
)
def test_a_silence_covers_only_what_it_names_and_only_in_its_time(wish):
    whole = Silence(1, "Ada", "r", NOW, NOW + timedelta(hours=1))

    assert whole.covers(alert(), "desk", NOW)
    assert not replace(whole, **wish).covers(alert(), "desk", NOW)


def test_quiet_hours_hold_in_the_readers_zone_until_they_end():
    rule = Route("everything", ("desk",), quiet=NIGHT)
    at_night = datetime(2026, 3, 10, 21, 30, tzinfo=UTC)  # 22:30 in Paris

    planned = decide(alert(kind=AlertKind.REVIEW), rule, now=at_night)

    assert planned.hold is HoldReason.QUIET_HOURS
    assert planned.due_at == datetime(2026, 3, 11, 6, 0, tzinfo=UTC)
    assert planned.bundle == "quiet/everything"


def test_what_reaches_the_floor_breaks_through_quiet_hours():
    rule = Route("everything", ("desk",), quiet=NIGHT)
    at_night = datetime(2026, 3, 10, 21, 30, tzinfo=UTC)

    assert decide(alert(kind=AlertKind.CONFIRMED), rule, now=at_night).state is State.PENDING


def test_a_digest_that_falls_into_quiet_hours_waits_for_their_end():
    rule = Route("daily", ("desk",), send=Send.DAILY, at=time(3), zone=PARIS, quiet=NIGHT)

    planned = decide(alert(kind=AlertKind.DEVELOPING), rule)

    assert planned.hold is HoldReason.DIGEST
    assert planned.due_at == datetime(2026, 3, 11, 6, 0, tzinfo=UTC)


def test_a_storm_collapses_into_one_message():
    busy = Surroundings((), lambda _target, _since: 20)

    planned = decide(around=busy, storm=StormRule(20, 10))

    assert (planned.state, planned.hold) == (State.HELD, HoldReason.STORM)
    assert planned.due_at == NOW + timedelta(minutes=10)
    assert planned.bundle == "storm/desk"


def test_what_is_told_on_its_day_waits_for_it():
    day = NOW + timedelta(days=30)

    planned = decide(alert(not_before=day))

    assert (planned.hold, planned.due_at) == (HoldReason.NOT_YET, day)


def test_a_target_that_is_off_is_named_as_the_reason():
    off = config(ConsoleTarget("desk", enabled=False))
    (planned,) = plan(alert(), [Routed(off.routes[0], "desk")], off, CALM, NOW)

    assert planned.suppress is SuppressReason.TARGET_DISABLED


def test_one_recipient_gets_it_once_by_the_sooner_route():
    later = Route("daily", ("desk",), send=Send.DAILY)
    soon = Route("now", ("desk",))

    planned = plan(alert(), [Routed(later, "desk"), Routed(soon, "desk")], config(), CALM, NOW)

    assert [item.suppress for item in planned] == [SuppressReason.DUPLICATE, None]
    assert planned[0].detail == "sent by route now"


def test_each_recipient_has_a_delivery():
    mail = EmailTarget("desk", "localhost", 25, "a@accords.example", ("x@d.example", "y@d.example"))

    planned = plan(alert(), [Routed(Route("r", ("desk",)), "desk")], config(mail), CALM, NOW)

    assert [item.recipient for item in planned] == ["x@d.example", "y@d.example"]


def test_a_test_goes_out_whatever_the_hour():
    rule = Route("daily", ("desk",), send=Send.DAILY, quiet=NIGHT)
    silence = Silence(1, "Ada", "r", NOW, NOW + timedelta(hours=1))

    planned = decide(alert(kind=AlertKind.TEST), rule, replace(CALM, silences=(silence,)))

    assert planned.state is State.PENDING


def test_a_first_claim_goes_to_a_daily_digest_unless_the_route_names_that_kind():
    first = alert(kind=AlertKind.DEVELOPING)
    named = Route("early", ("desk",), Matcher(kinds=(AlertKind.DEVELOPING,)))

    held = decide(first)
    assert (held.hold, held.due_at) == (HoldReason.DIGEST, datetime(2026, 3, 11, 7, tzinfo=UTC))
    assert decide(first, named).state is State.PENDING
