"""Denials block, refusals block the whole way, and only the same government lifts either."""

from __future__ import annotations

import pytest

from monitor.model.claim import Speaker
from monitor.model.events import DenialLifted, LiftReason
from monitor.model.stage import Stage
from tests.fakes.press import MERGED, Press


@pytest.fixture
def press():
    return Press()


def lifts(press):
    return [event.reason for event in press.events if isinstance(event, DenialLifted)]


def test_a_denial_on_the_governments_site_blocks_even_the_convener(press):
    press.says("gov", denies="signed")
    assert press.says("chair", "signed", day=1) == ["?signed"]
    assert press.stage is None


def test_two_independent_majors_that_quote_a_denial_block(press):
    press.says("wire1", denies="signed")
    assert press.says("major1", denies="signed") == ["!signed"]
    press.says("chair", "signed", day=1)
    assert press.stage is None


def test_one_quoted_denial_or_a_copy_of_it_blocks_nothing(press):
    press.says("wire1", denies="signed")
    press.says("major1", denies="signed", copy_of="a1")
    assert press.says("chair", "signed", day=1) == ["+signed"]


def test_a_denial_that_minor_sites_put_into_an_officials_mouth_blocks_nothing(press):
    for host in ("minor1", "minor2", "minor3"):
        press.says(host, denies="signed")
    assert press.says("chair", "signed", day=1) == ["+signed"]


def test_a_denial_by_somebody_else_blocks_nothing(press):
    press.says("wire1", denies="signed", denier=Speaker.OTHER_GOVERNMENT)
    press.says("wire2", denies="signed", denier=Speaker.UNNAMED)
    assert press.says("chair", "signed", day=1) == ["+signed"]


def test_a_denial_of_what_nobody_claimed_blocks_but_opens_no_review(press):
    assert press.says("gov", denies="signed") == ["!signed"]
    assert press.reviews == []


def test_a_denial_of_what_is_claimed_opens_a_review(press):
    press.says("minor1", "signed")
    assert press.says("gov", denies="signed", day=1) == ["!signed", "?signed"]
    assert press.reviews == ["signed denied_by_party"]


def test_a_denial_does_not_undo_what_was_confirmed_before(press):
    press.says("chair", "signed")
    assert press.says("gov", denies="signed", day=1) == ["!signed", "?signed"]
    assert press.stage == "signed"
    assert press.reviews == ["signed confirmed_before_denial"]


def test_a_refusal_is_confirmed_and_reviews_the_forward_stage_before_it(press):
    press.says("chair", "announced")
    happened = press.says("gov", "declined", day=1)
    assert "?announced" in happened
    assert happened[-1] == "+declined"


def test_a_refusal_blocks_every_forward_stage(press):
    press.says("gov", "declined")
    for stage in ("announced", "applied", "signed", "ratified", "acceded"):
        press.says("chair", stage, day=2)
    assert press.stage == "declined"


def test_a_refusal_on_one_wire_neither_confirms_nor_blocks(press):
    assert press.says("wire1", "declined") == []
    assert press.says("chair", "announced", day=1) == ["+announced"]


def test_not_yet_is_no_refusal_and_blocks_only_what_it_denies(press):
    press.says("gov", "announced", denies=("signed", "acceded"))
    assert press.stage == "announced"
    press.says("chair", "signed", day=1)
    assert press.stage == "announced"


class TestLifting:
    def test_the_same_government_takes_it_back(self, press):
        press.says("gov", denies=("announced", "signed"))
        press.says("chair", "signed", day=1)
        assert press.says("gov", lifts=(), day=2) == ["+signed", ".signed"]
        assert lifts(press) == [LiftReason.EXPRESS]

    def test_somebody_else_cannot(self, press):
        press.says("gov", denies="signed")
        press.says("chair", "signed", lifts=(), day=1)
        press.says("minor1", lifts=(), day=1)
        press.says("wire1", lifts=(), day=1)
        assert press.stage is None

    def test_two_independent_majors_may_quote_it(self, press):
        press.says("gov", denies="signed")
        press.says("wire1", lifts=(), day=1)
        press.says("wire2", lifts=(), day=1)
        assert press.says("chair", "signed", day=2) == ["+signed"]

    def test_saying_the_thing_itself_lifts(self, press):
        press.says("gov", denies="signed")
        assert press.says("gov", "signed", day=3) == ["+signed"]
        assert lifts(press) == [LiftReason.SAID_ITSELF]

    def test_saying_less_does_not_lift_more(self, press):
        press.says("gov", denies=("signed", "acceded"))
        press.says("gov", "announced", day=1)
        press.says("chair", "signed", day=2)
        assert press.stage == "announced"

    def test_saying_more_lifts_what_lies_below(self, press):
        press.says("gov", denies="announced")
        assert press.says("gov", "signed", day=1) == ["+signed"]
        assert press.state.disputed == set()

    def test_any_later_yes_lifts_a_refusal_whole(self, press):
        press.says("gov", "declined")
        assert press.says("gov", "announced", day=20) == ["+announced"]
        assert press.says("chair", "signed", day=30) == ["+signed"]

    def test_the_convener_repeating_itself_lifts_nothing(self, press):
        press.says("chair", "announced")
        press.says("gov", "declined", day=2)
        press.says("chair", "announced", day=30)
        assert press.stage == "declined"

    def test_an_older_yes_that_arrives_late_lifts_nothing(self, press):
        press.says("gov", denies="signed", day=5)
        press.says("gov", "signed", day=4)
        assert press.stage is None

    def test_a_denial_that_arrives_after_the_later_yes_blocks_nothing(self, press):
        press.says("gov", "announced", day=9)
        press.says("gov", denies="announced", day=4)
        assert press.state.disputed == set()

    def test_a_newer_denial_blocks_again(self, press):
        press.says("gov", denies="signed")
        press.says("gov", lifts=(), day=1)
        press.says("gov", denies="signed", day=2)
        press.says("chair", "signed", day=3)
        assert press.stage is None


class TestMembers:
    def test_a_member_that_denies_leaving_declines_nothing(self, press):
        press.knows("acceded")
        press.says("gov", "declined", denies="withdrawn", day=1)
        assert press.stage == "acceded"

    def test_neither_does_a_party_of_which_nothing_is_known(self, press):
        press.says("gov", "declined", denies="withdrawn", day=1)
        assert press.stage is None
        assert press.state.disputed == {Stage.WITHDRAWN}

    def test_a_denied_exit_is_not_confirmed(self, press):
        press.knows("acceded")
        press.says("minor1", "withdrawn", day=1)
        press.says("gov", denies="withdrawn", day=1.5)
        press.says("major1", "withdrawn", day=2)
        press.says("minor2", "withdrawn", day=2)
        assert press.stage == "acceded"


class TestWhereSignedAndAccededAreOne:
    def test_a_denial_of_either_blocks_both_and_opens_one_review(self):
        press = Press(MERGED)
        press.says("minor1", "acceded")
        assert press.says("gov", denies=("signed", "acceded"), day=1) == ["!signed", "?signed"]
        press.says("chair", "acceded", day=2)
        press.says("chair", "signed", day=2)
        assert press.stage is None
        assert press.reviews == ["signed denied_by_party"]

    def test_a_denial_of_one_blocks_the_other(self):
        press = Press(MERGED)
        press.says("gov", denies="acceded")
        press.says("chair", "signed", day=1)
        assert press.stage is None

    def test_what_the_same_text_says_is_not_denied_by_it(self):
        press = Press(MERGED)
        assert press.says("gov", "signed", denies="acceded") == ["+signed"]
