"""How fast a target may be sent to, and when it is left alone."""

from __future__ import annotations

from datetime import timedelta

from monitor.alerting.kinds import Channel
from monitor.alerting.pace import FAILURES_A_PASS, Pace, Rate, TokenBucket
from tests.fakes.alerting import NOW

LATER = NOW + timedelta(seconds=2)


def pace():
    return Pace({"slack": Channel.SLACK, "mail": Channel.EMAIL})


def test_after_a_burst_it_is_one_a_second():
    slack = pace()

    for _ in range(5):
        assert slack.left_alone(NOW) == []
        slack.started("slack", NOW)
    assert slack.left_alone(NOW) == ["slack"]
    assert slack.left_alone(LATER) == []


def test_a_clock_that_runs_back_gives_no_tokens():
    bucket = TokenBucket.full(Rate(1, 1.0), NOW)
    bucket.take(NOW)

    assert bucket.is_empty(NOW - timedelta(hours=1))


def test_a_target_that_is_away_rests_longer_each_time_and_the_others_go_first():
    mail = pace()
    rests = []
    at = NOW
    for _ in range(8):
        mail.away("mail", at, None)
        began = at
        while mail.left_alone(at):
            at += timedelta(seconds=1)
        rests.append((at - began).total_seconds())

    assert rests == [5, 10, 20, 40, 80, 160, 300, 300]
    assert mail.shaky() == ["mail"]
    mail.ended("mail", failed=False)
    assert (mail.shaky(), mail.left_alone(NOW)) == ([], [])


def test_a_provider_that_asks_to_be_left_alone_is():
    slack = pace()
    slack.away("slack", NOW, 60)

    assert slack.left_alone(NOW + timedelta(seconds=59)) == ["slack"]
    assert slack.left_alone(NOW + timedelta(seconds=60)) == []


def test_a_target_that_keeps_failing_waits_for_the_next_pass():
    mail = pace()
    for _ in range(FAILURES_A_PASS):
        assert mail.left_alone(NOW) == []
        mail.ended("mail", failed=True)

    assert mail.left_alone(NOW) == ["mail"]
    mail.begin_pass()
    assert mail.left_alone(NOW) == []
