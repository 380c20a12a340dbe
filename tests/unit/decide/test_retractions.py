"""What is taken back: at the origin with its copies, at a copier alone, and what then still carries a stage."""

from __future__ import annotations

import pytest

from monitor.model.claim import Speaker
from monitor.model.events import ClaimRetracted, RetractReason
from tests.fakes.press import Press


@pytest.fixture
def press():
    return Press()


def retracted(press):
    return [(e.reason.value, e.claim_id) for e in press.events if isinstance(e, ClaimRetracted)]


def live(press):
    return sorted(claim.report.article for claim in press.state.claims.values())


def test_at_the_origin_it_takes_the_copies_with_it(press):
    press.says("major1", "signed", name="root")
    press.says("minor1", "signed", name="copy", copy_of="root")
    press.says("minor2", "signed", name="copy2", copy_of="copy")
    press.says("minor3", "signed", name="told", rests_on="root")
    press.says("minor4", "signed", name="own")
    press.says("major1", retracts="root", day=1)
    assert live(press) == ["own"]


def test_it_takes_copies_that_say_more_than_the_origin_did(press):
    press.says("wire1", "signed", name="copy", copy_of="elsewhere")
    press.says("major1", retracts="elsewhere", day=1)
    assert live(press) == []


def test_at_a_copier_it_takes_only_the_copy(press):
    press.says("major1", "signed", name="root")
    press.says("wire1", "signed", name="copy", copy_of="root")
    press.says("minor2", "signed", name="copy2", copy_of="copy")
    press.says("wire1", retracts="copy", day=1)
    assert live(press) == ["copy2", "root"]


def test_a_copy_that_comes_after_the_retraction_does_not_count(press):
    press.says("major1", "signed", name="root")
    press.says("major1", retracts="root", day=1)
    press.says("wire1", "signed", name="late", rests_on="root", day=2)
    assert live(press) == []


def test_a_text_with_another_root_keeps_standing(press):
    press.says("major1", "signed", name="one")
    press.says("major2", "announced", name="two")
    press.says("minor1", "signed", name="both", rests_on=("one", "two"))
    press.says("major1", retracts="one", day=1)
    assert "both" in live(press)


def test_a_stage_that_nothing_carries_is_revoked(press):
    press.says("chair", "signed", name="root")
    assert press.says("chair", retracts="root", day=1) == ["-signed"]
    assert press.stage is None


def test_the_party_falls_back_to_what_is_still_carried(press):
    press.says("gov", "announced")
    press.says("chair", "signed", name="root", day=1)
    assert press.says("chair", retracts="root", day=2) == ["-signed"]
    assert press.stage == "announced"


def test_it_falls_back_to_what_was_reported_meanwhile(press):
    press.says("chair", "signed", name="root")
    press.says("wire1", "announced", day=1)
    press.says("wire2", "announced", day=1)
    assert press.says("chair", retracts="root", day=2) == ["-signed", "+announced"]


def test_where_some_support_is_left_a_review_opens_and_the_stage_stands(press):
    press.says("wire1", "signed", name="one")
    press.says("wire2", "signed", name="two")
    assert press.says("wire1", retracts="one", day=1) == ["?signed"]
    assert press.stage == "signed"
    assert press.reviews == ["signed support_lost"]


def test_new_support_settles_that_review(press):
    press.says("wire1", "signed", name="one")
    press.says("wire2", "signed", name="two")
    press.says("wire1", retracts="one", day=1)
    assert press.says("wire3", "signed", day=2) == [".signed"]
    assert press.reviews == []


def test_where_a_rule_still_holds_nothing_happens(press):
    for host in ("wire1", "wire2", "wire3"):
        press.says(host, "signed", name=host)
    assert press.says("wire1", retracts="wire1", day=1) == []


def test_a_baseline_is_not_revoked(press):
    press.knows("signed")
    press.says("gov", "signed", name="one")
    assert press.says("gov", retracts="one", day=1) == []
    assert press.stage == "signed"


def test_reports_of_a_statement_fall_with_it(press):
    press.says("chair", "signed", name="statement")
    press.says("wire1", "signed", reports="statement")
    press.says("wire2", "signed", speaker=Speaker.CONVENER)
    assert press.says("chair", retracts="statement", day=1) == ["-signed"]
    assert {reason for reason, _ in retracted(press)} == {
        RetractReason.CORRECTION,
        RetractReason.STATEMENT,
    }


def test_they_stay_where_the_author_stands_by_another_text(press):
    press.says("chair", "signed", name="statement")
    press.says("chair", "signed", name="again", day=0.5)
    press.says("wire2", "signed", speaker=Speaker.CONVENER, name="wire")
    press.says("chair", retracts="statement", day=1)
    assert live(press) == ["again", "wire"]


def test_a_newspapers_own_reporting_does_not_fall_with_a_statement(press):
    press.says("chair", "signed", name="statement")
    press.says("wire1", "signed", name="wire")
    press.says("chair", retracts="statement", day=1)
    assert live(press) == ["wire"]
    assert press.reviews == ["signed support_lost"]


def test_what_credits_the_outlet_falls_with_its_report(press):
    press.says("major1", "signed", name="root")
    press.says("wire1", "signed", outlet="major1", name="credit")
    press.says("major1", retracts="root", day=1)
    assert live(press) == []


class TestEdits:
    def test_an_edit_that_drops_the_claim_retracts_it(self, press):
        press.says("chair", "signed", name="page")
        assert press.says("chair", name="page", revision=2, day=1) == ["-signed"]
        assert retracted(press)[0][0] == RetractReason.EDIT

    def test_and_the_copies_with_it(self, press):
        press.says("major1", "signed", name="page")
        press.says("wire1", "signed", name="copy", copy_of="page")
        press.says("major1", name="page", revision=2, day=1)
        assert live(press) == []

    def test_an_edit_that_tones_down_falls_back(self, press):
        press.says("chair", "signed", name="page")
        happened = press.says("chair", "announced", name="page", revision=2, day=1)
        assert happened == ["-signed", "+announced"]

    def test_an_edit_that_says_the_same_changes_nothing(self, press):
        press.says("chair", "signed", name="page")
        count = len(press.events)
        press.says("chair", "signed", name="page", revision=2, day=1)
        assert len(press.events) == count

    def test_an_edit_that_corrects_the_date_keeps_the_stage(self, press):
        press.says("chair", {"stage": "signed", "date": "2030-02-27"}, name="page")
        edited = {"stage": "signed", "date": "2030-02-28"}
        press.says("chair", edited, name="page", revision=2, day=1)
        assert press.stage == "signed"
        assert press.state.current.date == "2030-02-28"

    def test_an_older_revision_that_comes_late_is_ignored(self, press):
        press.says("chair", "announced", name="page", revision=2, day=1)
        assert press.says("chair", "signed", name="page", revision=1) == []

    def test_an_edit_that_drops_a_denial_lifts_it(self, press):
        press.says("gov", denies="signed", name="page")
        press.says("gov", name="page", revision=2, day=1)
        assert press.says("chair", "signed", day=2) == ["+signed"]

    def test_a_new_reading_of_the_same_text_takes_no_copies_with_it(self, press):
        press.says("major1", "signed", name="page")
        press.says("wire1", "signed", name="copy", copy_of="page")
        press.says("major1", "announced", name="page", day=0)
        assert retracted(press)[0][0] == RetractReason.RECLASSIFIED
        assert live(press) == ["copy", "page"]


class TestDates:
    """The date of a confirmed stage follows those who give it."""

    def test_an_edit_that_gives_another_date_moves_it(self, press):
        press.says("wire1", {"stage": "signed", "date": "2030-02-01"}, name="x")
        press.says("wire2", "signed")
        press.says("wire1", {"stage": "signed", "date": "2030-02-05"}, name="x", revision=2, day=1)
        assert press.last.date == "2030-02-05"
        assert not press.last.news

    def test_a_date_that_nobody_gives_any_more_gives_way_to_the_next(self, press):
        press.says("wire1", {"stage": "signed", "date": "2030-02-01"}, name="x")
        press.says("wire2", {"stage": "signed", "date": "2030-02-05"}, day=0.1)
        press.says("wire3", "signed", day=0.2)
        assert press.last.date == "2030-02-01"
        press.says("wire1", name="x", revision=2, day=1)
        assert press.last.date == "2030-02-05"

    def test_where_nobody_gives_one_it_is_not_known(self, press):
        press.says("wire1", {"stage": "signed", "date": "2030-02-01"}, name="x")
        press.says("wire2", "signed")
        press.says("wire3", "signed")
        press.says("wire1", name="x", revision=2, day=1)
        assert press.last.date is None
