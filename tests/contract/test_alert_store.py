"""What every alert store promises; run over each database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import inspect

from monitor.alerting.deliveries import AlertEntry, CheckpointMove, NewDelivery, Settlement
from monitor.alerting.kinds import AlertKind, HoldReason, Outcome, State, UntoldReason
from monitor.alerting.policy import Planned, Silence
from monitor.model.errors import Transient
from monitor.model.stage import Stage
from store.alert_reports import rows
from store.alerts import SqlAlertStore
from store.engine import read
from store.tables.alerts import (
    alert,
    alert_attempt,
    alert_checkpoint,
    alert_delivery,
    alert_silence,
)
from store.views.alerts import VIEWS
from tests.fakes.alerting import NOW
from tests.fakes.alerting import alert as an_alert

DAY = timedelta(days=1)


@pytest.fixture
def engine(any_engine):
    """On each database that is served."""
    return any_engine


@pytest.fixture
def store(engine):
    return SqlAlertStore(engine)


def delivery(name="d1", target="desk", **changes):
    values = {
        "route": "everything",
        "target": target,
        "recipient": "",
        "state": State.PENDING,
        "due_at": NOW,
        "bundle": "x-harbour/KZ",
    }
    return NewDelivery(Planned(**(values | changes)), f"<{name}@accords.example>", NOW + DAY)


def entry(key="event/7", *deliveries, **changes):
    return AlertEntry(an_alert(key=key, **changes), deliveries)


def settled(state=State.SENT, outcome=Outcome.SENT, **changes):
    return Settlement(outcome, state, NOW, NOW, **changes)


def minute(_target):
    """A lease of a minute, whatever the target."""
    return 60.0


def states(engine):
    return [row["state"] for row in rows(engine, "alert_deliveries")]


def test_alerts_and_mark_are_written_together_or_not_at_all(engine, store):
    store.record([entry("event/1", delivery())], CheckpointMove(0, 5), NOW)

    with pytest.raises(Transient, match="another worker"):
        store.record([entry("event/6", delivery("d2"))], CheckpointMove(0, 6), NOW)

    assert store.checkpoint() == 5
    assert len(rows(engine, "alerts")) == 1


def test_an_alert_is_on_file_once(engine, store):
    for name in ("d1", "d2"):
        store.record([entry("event/1", delivery(name))], None, NOW)

    assert len(rows(engine, "alert_deliveries")) == 1


def test_a_claim_is_leased_to_one(store):
    store.record([entry("event/1", delivery())], None, NOW)

    assert store.claim(NOW, minute, ()) is not None
    assert store.claim(NOW, minute, ()) is None


def test_what_is_not_due_or_skipped_is_not_claimed(store):
    later = delivery("d1", due_at=NOW + DAY, state=State.HELD, hold=HoldReason.DIGEST)
    store.record([entry("event/1", later, delivery("d2", "spare"))], None, NOW)

    assert store.claim(NOW, minute, ("spare",)) is None
    assert store.claim(NOW, minute, ()).target == "spare"


def test_an_expired_lease_is_an_attempt_on_file_and_is_claimed_anew(engine, store):
    store.record([entry("event/1", delivery())], None, NOW)
    first = store.claim(NOW, minute, ())

    second = store.claim(NOW + timedelta(seconds=60), minute, ())

    assert (second.message_id, second.attempt) == (first.message_id, 2)
    assert second.possible_duplicate
    (lost,) = rows(engine, "alert_attempts")
    assert (lost["outcome"], lost["number"]) == ("lease_expired", 1)


def test_a_late_success_is_kept_and_a_late_failure_is_not(engine, store):
    store.record([entry("event/1", delivery())], None, NOW)
    slow = store.claim(NOW, minute, ())
    later = NOW + timedelta(minutes=2)
    taken_over = store.claim(later, minute, ())

    store.settle(slow, settled(State.DEAD, Outcome.PERMANENT), ())
    assert states(engine) == ["sending"]
    again = Settlement(
        Outcome.TRANSIENT, State.RETRY_WAIT, later, later, due_at=later + timedelta(hours=1)
    )
    store.settle(taken_over, again, ())
    store.settle(slow, settled(), ())

    assert states(engine) == ["sent"]
    assert store.claim(NOW + DAY, minute, ()) is None


def test_what_is_due_together_for_one_recipient_goes_as_one_and_settles_as_one(engine, store):
    store.record([entry("event/1", delivery("d1"))], None, NOW)
    store.record([entry("event/2", delivery("d2"))], None, NOW)
    store.record([entry("event/3", delivery("d3", bundle="x-harbour/OM"))], None, NOW)

    together = store.claim(NOW, minute, ())
    store.settle(together, settled(provider_ref="ts-1"), ())

    assert len(together.messages) == 2
    assert states(engine) == ["sent", "sent", "pending"]
    assert [row["sent_with"] for row in rows(engine, "alert_deliveries")] == [None, 1, None]


def test_a_group_that_is_still_gathering_goes_with_its_first(store):
    soon = NOW + timedelta(seconds=5)
    grouping = {"state": State.HELD, "hold": HoldReason.GROUPING}
    store.record([entry("event/1", delivery("d1", due_at=soon, **grouping))], None, NOW)
    later = delivery("d2", due_at=soon + timedelta(seconds=3), **grouping)
    store.record([entry("event/2", later)], None, NOW)

    assert store.claim(NOW, minute, ()) is None
    assert len(store.claim(soon, minute, ()).messages) == 2


def test_a_retry_sends_the_same_messages_and_no_newer_ones(store):
    store.record([entry("event/1", delivery("d1"))], None, NOW)
    first = store.claim(NOW, minute, ())
    store.settle(first, settled(State.RETRY_WAIT, Outcome.TRANSIENT, due_at=NOW), ())
    store.record([entry("event/2", delivery("d2"))], None, NOW)

    again = store.claim(NOW, minute, ())

    assert (again.delivery_id, len(again.messages)) == (first.delivery_id, 1)


def test_a_follow_up_knows_what_the_provider_called_the_first(store):
    store.record([entry("event/1", delivery("d1"))], None, NOW)
    store.settle(store.claim(NOW, minute, ()), settled(provider_ref="ts-1"), ())
    store.record([entry("event/2", delivery("d2"))], None, NOW)
    store.record([entry("event/3", delivery("d3", "spare"))], None, NOW)

    assert store.claim(NOW, minute, ()).thread_ref == "ts-1"
    assert store.claim(NOW, minute, ()).thread_ref == ""


def test_what_is_overtaken_is_suppressed_unless_it_was_tried(engine, store):
    held = {"state": State.HELD, "hold": HoldReason.DIGEST, "due_at": NOW + DAY}
    first = entry("event/1", delivery("d1", **held), kind=AlertKind.DEVELOPING, stage="signed")
    newer = entry("event/2", overtakes=((AlertKind.DEVELOPING, "signed"),))

    store.record([first], None, NOW)
    store.record([newer], None, NOW)

    (row,) = rows(engine, "alert_suppressions")
    assert (row["reason"], row["alert_id"]) == ("overtaken", 1)


def test_the_standing_follows_confirmations_and_corrections(store):
    store.record([entry("event/1", standing="signed", position=1)], None, NOW)
    assert store.standing("x-harbour", "KZ", NOW).stage is Stage.SIGNED

    back = entry("event/2", kind=AlertKind.REVOKED, standing="", position=2)
    store.record([back], None, NOW)
    assert store.standing("x-harbour", "KZ", NOW).stage is None

    first = entry("event/3", kind=AlertKind.DEVELOPING, stage="signed", position=3)
    store.record([first], None, NOW)
    assert store.standing("x-harbour", "KZ", NOW).developing == {Stage.SIGNED}
    assert store.standing("x-harbour", "KZ", NOW + 46 * DAY).developing == frozenset()


def test_history_counts_for_the_standing(store):
    old = entry("event/1", untold=UntoldReason.HISTORY, standing="signed", position=1)
    store.record([old], None, NOW)

    assert store.standing("x-harbour", "KZ", NOW).stage is Stage.SIGNED


def test_a_dead_delivery_is_revived_with_a_new_deadline(engine, store):
    store.record([entry("event/1", delivery())], None, NOW)
    store.settle(store.claim(NOW, minute, ()), settled(State.DEAD, Outcome.PERMANENT), ())

    assert store.retry_dead((), NOW + DAY, 3600) == [1]
    revived = store.claim(NOW + DAY, minute, ())
    assert revived.deadline_at == NOW + DAY + timedelta(hours=1)
    assert store.retry_dead((), NOW + DAY, 3600) == []


def test_a_silence_holds_until_its_end(store):
    wish = Silence(0, "Ada", "r", NOW, NOW + DAY, party="KZ")
    number = store.silence(wish, NOW)

    assert [found.id for found in store.silences(NOW)] == [number]
    assert store.silences(NOW + DAY) == ()
    assert store.end_silence(number, NOW + timedelta(hours=1))
    assert store.silences(NOW + timedelta(hours=2)) == ()


def test_how_busy_a_target_was_counts_what_was_meant_for_at_once(store):
    digest = {"state": State.HELD, "hold": HoldReason.DIGEST}
    store.record([entry("event/1", delivery("d1"))], None, NOW)
    store.record([entry("event/2", delivery("d2", **digest))], None, NOW)

    assert store.recent("desk", NOW - DAY) == 1
    assert store.recent("desk", NOW) == 0


def test_every_column_and_view_column_has_its_comment(engine):
    tables = (alert, alert_attempt, alert_checkpoint, alert_delivery, alert_silence)

    assert [c.name for table in tables for c in table.columns if not c.comment] == []
    with read(engine) as connection:
        for view in VIEWS:
            found = [column["name"] for column in inspect(connection).get_columns(view.name)]
            assert found == [column.name for column in view.columns]
            assert all(column.comment for column in view.columns)
