"""The alert stage over a real log and a real database."""

from __future__ import annotations

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from monitor.alerting.deliveries import Settlement
from monitor.alerting.kinds import (
    AlertKind,
    DeadReason,
    HoldReason,
    Outcome,
    Send,
    Severity,
    State,
)
from monitor.alerting.routes import Matcher, QuietHours, Route, StormRule
from monitor.alerting.secret import Secret
from monitor.alerting.service import Missed, Work, all_quiet, dead_delivery, missed, rehearsal
from monitor.alerting.targets import ConsoleTarget, EmailTarget, SlackTarget
from monitor.alerting.tell import Standing, alerts_for
from monitor.model.clock import SetClock
from monitor.model.errors import Permanent, Transient, Unavailable, Uncertain
from monitor.model.events import (
    DisputeReason,
    ReviewOpened,
    ReviewReason,
    SourceRecovered,
    SourceWentBlind,
    StageDisputed,
)
from monitor.model.stage import Stage
from store.alerts import SqlAlertStore
from store.engine import read
from store.log import SqlEventLog
from tests.fakes.alerting import (
    NAMES,
    NOW,
    RecordingSender,
    append,
    claim,
    config,
    confirmed,
    outgoing,
    revoked,
    stage,
    stored,
)


@pytest.fixture
def engine(any_engine):
    """On each database that is served."""
    return any_engine


@pytest.fixture
def log(engine):
    return SqlEventLog(engine)


@pytest.fixture
def store(engine):
    return SqlAlertStore(engine)


def rows(engine, view):
    with read(engine) as connection:
        return [
            dict(row._mapping)
            for row in connection.execute(text(f"SELECT * FROM {view} ORDER BY 1"))
        ]


def test_a_confirmed_event_is_sent_once_however_often_the_stage_runs(engine, log, store):
    desk = RecordingSender()
    alerting = stage(log, store, {"desk": desk})
    append(log, confirmed())

    assert alerting.run_once() == 2
    assert alerting.run_once() == 0
    assert stage(log, store, {"desk": desk}).run_once() == 0

    (sent,) = desk.sent
    assert sent.first.headline == "Harbour Compact: Kazakhstan has signed"
    (row,) = rows(engine, "alert_deliveries")
    assert (row["state"], row["attempts"], row["event_position"]) == ("sent", 1, 1)
    (attempt,) = rows(engine, "alert_attempts")
    assert (attempt["outcome"], attempt["provider_ref"]) == ("sent", "ref-1")


def test_history_is_put_on_file_and_told_to_nobody(engine, log, store):
    desk = RecordingSender()
    append(log, confirmed(news=False))

    stage(log, store, {"desk": desk}).run_once()

    assert desk.sent == []
    (row,) = rows(engine, "alert_suppressions")
    assert (row["reason"], row["party"], row["delivery_id"]) == ("history", "KZ", None)


def test_a_passing_failure_is_tried_again_with_the_same_message_id(engine, log, store):
    clock = SetClock(NOW)
    desk = RecordingSender(Transient("busy", retry_after_s=60), Transient("busy"))
    alerting = stage(log, store, {"desk": desk}, clock=clock)
    append(log, confirmed())

    alerting.run_once()
    assert alerting.run_once() == 0
    clock.advance(timedelta(seconds=61))
    alerting.run_once()
    clock.advance(timedelta(seconds=61))
    alerting.run_once()

    assert len({tried.message_id for tried in desk.tried}) == 1
    assert [a["outcome"] for a in rows(engine, "alert_attempts")] == [
        "transient",
        "transient",
        "sent",
    ]
    assert not desk.sent[0].possible_duplicate


def test_a_lost_answer_is_marked_as_a_possible_duplicate(engine, log, store):
    clock = SetClock(NOW)
    desk = RecordingSender(Uncertain("the connection broke"))
    alerting = stage(log, store, {"desk": desk}, clock=clock)
    append(log, confirmed())

    alerting.run_once()
    clock.advance(timedelta(minutes=1))
    alerting.run_once()

    assert desk.sent[0].possible_duplicate
    assert rows(engine, "alert_deliveries")[0]["possible_duplicate"] == 1


def test_a_sender_that_was_killed_is_followed_by_a_marked_second_sending(engine, log, store):
    clock = SetClock(NOW)
    desk = RecordingSender()
    append(log, confirmed())
    killed = stage(log, store, {"desk": desk}, clock=clock)
    killed.take_up()
    claimed = store.claim(NOW, lambda _target: 120, ())

    alive = stage(log, store, {"desk": desk}, clock=clock)
    assert alive.run_once() == 0
    clock.advance(timedelta(seconds=121))
    assert alive.run_once() == 1

    assert desk.sent[0].message_id == claimed.message_id
    assert desk.sent[0].possible_duplicate
    outcomes = [a["outcome"] for a in rows(engine, "alert_attempts")]
    assert outcomes == ["lease_expired", "sent"]


def test_a_refusal_is_dead_and_another_target_hears_of_it(engine, log, store):
    desk, spare = RecordingSender(Permanent("410: channel_is_archived")), RecordingSender()
    routes = (Route("everything", ("desk", "spare")),)
    alert_config = config(ConsoleTarget("desk"), ConsoleTarget("spare"), routes=routes)
    append(log, confirmed())

    stage(log, store, {"desk": desk, "spare": spare}, alert_config).run_once()

    headlines = [sent.first.headline for sent in spare.sent]
    assert headlines == [
        "Harbour Compact: Kazakhstan has signed",
        "Not delivered to desk: Harbour Compact: Kazakhstan has signed",
    ]
    assert [row["state"] for row in rows(engine, "alert_deliveries")] == [
        "dead",
        "sent",
        "suppressed",
        "sent",
    ]


def test_a_delivery_is_given_up_at_its_deadline(engine, log, store):
    clock = SetClock(NOW)
    desk = RecordingSender(*(Transient("down") for _ in range(1000)))
    alerting = stage(log, store, {"desk": desk}, clock=clock)
    append(log, confirmed())

    for _ in range(200):
        alerting.run_once()
        clock.advance(timedelta(minutes=16))

    assert rows(engine, "alert_deliveries")[0]["state"] == "dead"
    assert store.retry_dead((), clock.now(), 3600) == [1]
    alerting.run_once()
    assert rows(engine, "alert_deliveries")[0]["state"] == "retry_wait"


def test_each_recipient_has_a_delivery_of_its_own(engine, log, store):
    target = EmailTarget(
        "mail", "localhost", 25, "a@accords.example", ("x@desk.example", "y@desk.example")
    )
    mail = RecordingSender(Permanent("550 no such user"))
    append(log, confirmed())

    stage(log, store, {"mail": mail}, config(target)).run_once()

    assert [sent.recipient for sent in mail.sent] == ["y@desk.example"]
    assert mail.sent[0].message_id.endswith("@accords.example>")


def test_what_happens_to_one_party_at_once_is_one_message(log, store):
    desk = RecordingSender()
    append(log, confirmed(), revoked())

    stage(log, store, {"desk": desk}).run_once()

    (sent,) = desk.sent
    assert [message.kind.value for message in sent.messages] == ["confirmed", "revoked"]
    assert sent.thread == "x-harbour/KZ"


def test_a_first_claim_waits_for_the_digest_and_is_dropped_once_confirmed(engine, log, store):
    clock = SetClock(NOW)
    desk = RecordingSender()
    routes = (
        Route("developing", ("desk",), kinds("developing"), send=Send.DAILY),
        Route("everything", ("desk",)),
    )
    alerting = stage(log, store, {"desk": desk}, config(routes=routes), clock)
    append(log, claim())
    alerting.run_once()
    assert rows(engine, "alert_deliveries")[0]["state"] == "held"

    append(log, confirmed(stage=Stage.ANNOUNCED, previous=None))
    alerting.run_once()

    assert len(desk.sent) == 1
    (row,) = rows(engine, "alert_suppressions")
    assert (row["kind"], row["reason"]) == ("developing", "overtaken")


def kinds(*names):
    return Matcher(kinds=tuple(AlertKind(name) for name in names))


def test_what_quiet_hours_held_comes_as_one_message_when_they_end(engine, log, store):
    clock = SetClock(NOW)
    desk = RecordingSender()
    quiet = QuietHours(time(11), time(14), ZoneInfo("UTC"), Severity.HIGH)
    routes = (
        Route("early", ("desk",), kinds("developing"), quiet=quiet),
        Route("everything", ("desk",)),
    )
    alerting = stage(log, store, {"desk": desk}, config(routes=routes), clock)
    append(log, claim(), claim(party="OM"))

    alerting.run_once()
    assert desk.sent == []
    clock.advance(timedelta(hours=2))
    alerting.run_once()

    (sent,) = desk.sent
    assert (len(sent.messages), sent.hold, sent.thread) == (2, HoldReason.QUIET_HOURS, "")


def test_history_goes_to_a_digest_that_asks_for_it(engine, log, store):
    clock = SetClock(NOW)
    desk = RecordingSender()
    routes = (
        Route("past", ("desk",), kinds("confirmed"), send=Send.DAILY, history=True, goes_on=True),
        Route("everything", ("desk",)),
    )
    alerting = stage(log, store, {"desk": desk}, config(routes=routes), clock)
    append(log, confirmed(news=False))

    alerting.run_once()
    assert desk.sent == []
    clock.advance(timedelta(days=1))
    alerting.run_once()

    assert desk.sent[0].first.headline.startswith("History: Harbour Compact: Kazakhstan")


def test_a_storm_is_one_message(engine, log, store):
    clock = SetClock(NOW)
    desk = RecordingSender()
    alerting = stage(log, store, {"desk": desk}, config(storm=StormRule(3, 10)), clock)
    append(log, *(confirmed(party=f"P{number}") for number in range(12)))

    alerting.run_once()
    assert len(desk.sent) == 3
    clock.advance(timedelta(minutes=10))
    alerting.run_once()

    assert (len(desk.sent), len(desk.sent[3].messages)) == (4, 9)
    assert desk.sent[3].hold is HoldReason.STORM


def test_a_quiet_week_is_proved_once_and_a_week_with_news_is_not(engine, log, store):
    clock = SetClock(NOW)
    desk = RecordingSender()
    routes = (Route("everything", ("desk",), all_quiet=True),)
    alerting = stage(log, store, {"desk": desk}, config(routes=routes), clock)
    append(log, confirmed(news=False))

    alerting.run_once()
    for _ in range(15):
        clock.advance(timedelta(days=1))
        alerting.run_once()
    assert [sent.first.kind.value for sent in desk.sent] == ["all_quiet"]
    assert dict(desk.sent[0].first.facts)["events written"] == "0"

    append(log, confirmed(), now=clock.now())
    for _ in range(7):
        alerting.run_once()
        clock.advance(timedelta(days=1))
    kinds_sent = [sent.first.kind.value for sent in desk.sent]
    assert kinds_sent == ["all_quiet", "confirmed"]


def test_a_burst_to_slack_is_slowed_to_its_rate(engine, log, store):
    clock = SetClock(NOW)
    slack = RecordingSender()
    target = SlackTarget("slack", webhook=Secret("https://hooks.example/x"))
    alerting = stage(log, store, {"slack": slack}, config(target), clock)
    append(log, *(confirmed(party=f"P{number}") for number in range(9)))

    alerting.run_once()
    assert len(slack.sent) == 5
    clock.advance(timedelta(seconds=2))
    alerting.run_once()

    assert len(slack.sent) == 7


def test_a_target_that_is_away_is_asked_once_a_pass_and_the_others_go_first(engine, log, store):
    clock = SetClock(NOW)
    order = []
    mail = RecordingSender(*(Unavailable("no route") for _ in range(50)))
    desk = RecordingSender()
    for name, sender in (("mail", mail), ("desk", desk)):
        sender.send = _noting(order, name, sender.send)
    both = config(ConsoleTarget("mail"), ConsoleTarget("desk"))
    alerting = stage(log, store, {"mail": mail, "desk": desk}, both, clock)
    append(log, *(confirmed(party=f"P{number}") for number in range(4)))

    alerting.run_once()
    assert order.count("mail") == 1
    clock.advance(timedelta(minutes=10))
    append(log, confirmed(party="P9"), now=clock.now())
    order.clear()
    alerting.run_once()

    assert order == ["desk", "mail"]


def test_a_fault_of_a_sender_holds_up_no_other_alert(engine, log, store):
    desk = RecordingSender(KeyError("a fault of ours"))
    append(log, confirmed(), confirmed(party="OM"))

    stage(log, store, {"desk": desk}).run_once()

    assert [sent.first.party for sent in desk.sent] == ["Oman"]
    assert rows(engine, "alert_attempts")[0]["detail"] == "a fault of the sender: KeyError"


def _noting(order, name, send):
    def noted(outgoing):
        order.append(name)
        return send(outgoing)

    return noted


def test_a_log_that_was_filled_long_ago_is_no_news(engine, log, store):
    desk = RecordingSender()
    append(log, confirmed(), confirmed(party="OM", effective="2026-06-01"))

    stage(log, store, {"desk": desk}, clock=SetClock(NOW + timedelta(days=9))).run_once()

    assert desk.sent == []
    assert [row["reason"] for row in rows(engine, "alert_suppressions")] == ["stale", "stale"]
    assert [row["reason"] for row in rows(engine, "alert_deliveries")] == ["not_yet"]


def test_what_alerting_was_away_for_is_one_message_that_names_it(engine, log, store):
    clock, desk = SetClock(NOW), RecordingSender()
    alerting = stage(log, store, {"desk": desk}, clock=clock)
    append(log, confirmed(stage=Stage.ANNOUNCED))
    alerting.run_once()
    append(log, claim(party="OM"), confirmed(), now=NOW + timedelta(days=1))
    append(log, confirmed(party="OM"), now=NOW + timedelta(days=11))

    clock.advance(timedelta(days=12))
    alerting.run_once()
    alerting.run_once()

    _, news, owned = sorted(desk.sent, key=lambda sent: sent.delivery_id)
    assert news.first.headline == "Harbour Compact: Oman has signed"
    assert owned.first.kind is AlertKind.MISSED
    assert owned.first.headline == "Alerting was away: 2 alerts came too late to be news"
    news_of_oman = (
        "Reported, not confirmed: Harbour Compact: Oman will join (announced, not yet signed)"
    )
    assert [headline for _, headline in owned.first.facts] == [
        "Missed: Harbour Compact: Kazakhstan has signed",
        "Missed: " + news_of_oman,
    ]
    untold = [row["untold_reason"] for row in rows(engine, "alerts")]
    assert untold == [None, "missed", "missed", None, None]


@pytest.mark.parametrize("batch", [1, 2, 3, 4, 200])
def test_what_was_missed_is_owned_up_to_once_however_it_is_read(log, store, monkeypatch, batch):
    monkeypatch.setattr("monitor.stages.alert.BATCH", batch)
    clock, desk = SetClock(NOW), RecordingSender()
    alerting = stage(log, store, {"desk": desk}, clock=clock)
    append(log, confirmed(party="P0"))
    alerting.run_once()
    missed = [confirmed(party=f"P{number}") for number in range(1, 5)]
    append(log, *missed, claim(party="P1"), now=NOW + timedelta(days=1))

    clock.advance(timedelta(days=12))
    while alerting.run_once():
        continue

    first, owned = desk.sent
    assert (first.first.kind, owned.first.kind) == (AlertKind.CONFIRMED, AlertKind.MISSED)
    assert len(owned.first.facts) == 4


def test_each_time_that_alerting_is_away_is_owned_up_to(log, store):
    clock, desk = SetClock(NOW), RecordingSender()
    alerting = stage(log, store, {"desk": desk}, clock=clock)
    append(log, confirmed(party="P0"))
    alerting.run_once()
    for number in (1, 2):
        append(log, confirmed(party=f"P{number}"), now=clock.now() + timedelta(hours=1))
        clock.advance(timedelta(days=12))
        alerting.run_once()

    owned = [sent.first for sent in desk.sent if sent.first.kind is AlertKind.MISSED]
    assert [message.facts[0][1].split(":")[-1] for message in owned] == [
        " P1 has signed",
        " P2 has signed",
    ]


def test_the_query_in_every_message_runs(engine):
    since = NOW - timedelta(days=1)
    dispute = StageDisputed("x-harbour", "KZ", Stage.SIGNED, DisputeReason.DENIED_BY_PARTY)
    question = ReviewOpened("r1", "x-harbour", "KZ", Stage.SIGNED, ReviewReason.DENIED)
    events = [
        confirmed(effective="2026-06-01"),
        revoked(),
        claim(),
        dispute,
        question,
        SourceWentBlind("wire.example", (), since, "silent"),
        SourceWentBlind("*", (), since, "silent"),
        SourceRecovered("wire.example", (), since),
    ]
    told = [item for event in events for item in alerts_for(stored(event), NAMES, Standing())]
    dead = Settlement(Outcome.PERMANENT, State.DEAD, NOW, NOW, dead=DeadReason.REFUSED)
    told += [
        dead_delivery(outgoing(), dead),
        all_quiet("r", since, NOW, Work()),
        missed([Missed(AlertKind.CONFIRMED, "Kazakhstan has signed", NOW)], 7, NOW),
        rehearsal("r", "1", NOW),
    ]

    assert {item.kind for item in told} == set(AlertKind)
    with read(engine) as connection:
        for item in told:
            connection.exec_driver_sql(item.message.sql).all()
