"""The cap: where the party puts itself lower than others do, the higher stage waits."""

from __future__ import annotations

import pytest

from monitor.model.claim import Speaker
from tests.fakes.press import MERGED, Press


@pytest.fixture
def press():
    return Press()


def test_in_talks_says_the_capital_joined_says_the_convener():
    press = Press(MERGED)
    press.says("gov", "prospective", day=0)
    press.says("chair", {"stage": "acceded", "date": "2030-03-01"}, day=0.2)
    assert press.stage is None


def test_the_capitals_talks_leave_room_for_an_announcement(press):
    press.says("gov", "prospective")
    press.says("chair", "signed", day=0.1)
    assert press.says("chair", "announced", day=0.2) == ["+announced"]


def test_the_lower_stage_is_confirmed_and_the_higher_waits(press):
    press.says("wire1", {"stage": "acceded", "date": "2030-03-01"})
    assert press.says("gov", "announced", day=1) == ["+announced"]
    press.says("wire2", {"stage": "acceded", "date": "2030-03-01"}, day=2)
    assert press.stage == "announced"


def test_what_is_dated_after_the_partys_words_is_not_set_aside(press):
    press.says("gov", "announced")
    press.says("wire1", {"stage": "signed", "date": "2030-03-10"}, day=9)
    assert press.says("wire2", {"stage": "signed", "date": "2030-03-10"}, day=9) == ["+signed"]


def test_undated_reports_are_dated_by_their_publication(press):
    press.says("gov", "announced")
    press.says("wire1", "signed", day=0.2)
    press.says("wire2", "signed", day=0.2)
    assert press.stage == "announced"
    press.says("wire3", "signed", day=1)
    assert press.says("wire4", "signed", day=1) == ["+signed"]


def test_the_partys_later_words_go_beyond_its_earlier_ones(press):
    press.says("wire1", {"stage": "signed", "date": "2030-03-02"}, day=1)
    press.says("gov", "announced", day=2)
    assert press.says("gov", {"stage": "signed", "date": "2030-03-02"}, day=3) == ["+signed"]


def test_old_words_outside_the_window_set_nothing_aside(press):
    press.says("gov", "announced")
    press.says("chair", {"stage": "signed", "date": "2030-02"}, day=50)
    assert press.stage == "signed"


def test_words_that_a_major_quotes_count_as_the_partys_own(press):
    press.says("wire1", "prospective", speaker=Speaker.PARTY_GOVERNMENT)
    press.says("chair", "acceded", day=0.1)
    assert press.stage is None


def test_words_that_a_minor_site_puts_into_its_mouth_do_not(press):
    press.says("minor1", "prospective", speaker=Speaker.PARTY_GOVERNMENT)
    assert press.says("chair", "acceded", day=0.1) == ["+acceded"]


def test_a_confirmed_stage_is_not_undone_by_lower_words(press):
    press.says("chair", "acceded")
    press.says("gov", "prospective", day=1)
    assert press.stage == "acceded"


def test_chair_and_television_say_in_while_the_minister_says_not_yet(press):
    press.says("major1", "acceded")
    press.says("wire1", "prospective", denies="acceded", speaker=Speaker.PARTY_GOVERNMENT)
    press.says("wire2", "prospective", denies="acceded", speaker=Speaker.PARTY_GOVERNMENT)
    press.says("chair", "acceded", day=1)
    assert press.stage is None
    assert press.reviews == ["acceded denied_by_party"]
