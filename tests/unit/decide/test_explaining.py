"""What explain says of the worked cases, in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.decide.explaining import Standing, explain, missing
from monitor.decide.people import Reject
from monitor.model.stage import Stage
from tests.fakes.press import MERGED, START, Press


@pytest.fixture
def press():
    return Press()


def told(press, stage, day=1):
    now = START + timedelta(days=day)
    stages = explain(press.state, press.accord, press.policy, now).stages
    return next(one for one in stages if one.stage == stage)


def test_one_minor_publisher(press):
    press.says("minor1", "announced")
    one = told(press, "announced")
    assert one.standing is Standing.TOO_FEW
    assert one.words == (
        "not confirmed: 1 voice: minor1 (minor); missing: an official source, or two more independent "
        "sources of tier wire or major, or two more independent sources of any tier, at least one of "
        "them wire or major"
    )


def test_one_wire_and_its_copies(press):
    press.says("wire1", "signed")
    press.says("minor1", "signed", copy_of="a1")
    words = told(press, "signed").words
    assert "1 voice: wire1 (wire), minor1 (minor)" in words
    assert "one more independent source of tier wire or major" in words


def test_the_rule_that_confirmed(press):
    press.says("wire1", "signed")
    press.says("wire2", "signed")
    one = told(press, "signed")
    assert one.standing is Standing.CONFIRMED
    assert one.words == "confirmed: independent sources of tier wire or major say so"
    assert [witness.voice for witness in one.support] == [1, 2]


def test_joined_says_the_convener_in_talks_says_the_capital():
    press = Press(MERGED)
    press.says("gov", "prospective")
    press.says("chair", {"stage": "acceded", "date": "2030-03-01"}, day=0.1)
    one = told(press, "acceded")
    assert one.standing is Standing.OWN_WORDS
    assert "the party's own words put it at prospective as of 2030-03-01 (gov)" in one.words


def test_denied_by_the_party(press):
    press.says("chair", "acceded", day=0.5)
    press.says("gov", denies="signed")
    press.says("minor1", "signed", day=0.2)
    one = told(press, "signed")
    assert one.standing is Standing.DENIED
    assert "gov" in one.words
    assert one.denials[0].host == "gov"


def test_confirmed_although_denied_later(press):
    press.says("chair", "signed")
    press.says("gov", denies="signed", day=0.5)
    assert "for a person to review" in told(press, "signed").words


def test_behind_what_is_confirmed(press):
    press.says("gov", "signed")
    press.says("wire1", "announced", day=1)
    assert told(press, "announced").standing is Standing.BEHIND


def test_outside_the_window(press):
    press.says("wire1", "signed")
    assert "published more than 45 days ago" in told(press, "signed", day=60).words


def test_rejected_by_a_person(press):
    press.says("wire1", "signed")
    press.person(Reject(Stage.SIGNED), day=0.5)
    assert told(press, "signed").standing is Standing.PERSON


def test_a_reported_denial_that_is_not_on_the_record(press):
    press.says("minor1", "signed")
    press.says("wire1", denies="signed")
    assert "a denial is reported, but not on the record" in told(press, "signed").words


def test_before_the_way_out(press):
    press.says("gov", "declined", day=3)
    press.says("gov", lifts=(), day=4)
    press.says("chair", {"stage": "announced", "date": "2030-03-02"}, day=5)
    assert told(press, "announced", day=6).standing is Standing.NOT_COUNTED


def test_missing_lists_what_is_not_confirmed(press):
    press.says("gov", "announced")
    press.says("minor1", "signed", day=0.5)
    found = missing(press.state, press.accord, press.policy, START + timedelta(days=1))
    assert [one.stage for one in found] == ["signed"]
