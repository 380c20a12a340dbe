"""When a claim is confirmed: the three rules, the window, the order, histories and dates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.decide.policy import Policy
from monitor.model.events import ConfirmReason
from monitor.model.source import Source, Tier
from monitor.model.stage import Stage
from tests.fakes.press import ACCORD, MERGED, Press, source_book


@pytest.fixture
def press():
    return Press()


def test_one_official_source_confirms(press):
    assert press.says("gov", "signed") == ["+signed"]
    assert press.last.reason is ConfirmReason.OFFICIAL


def test_the_accords_own_site_confirms_for_every_party(press):
    assert press.says("chair", "signed") == ["+signed"]


def test_another_states_site_is_a_minor_source(press):
    press.says("foreign", "signed")
    press.says("minor1", "signed")
    assert press.stage is None


def test_the_conveners_government_speaks_for_every_party():
    accord = replace(ACCORD, conveners=("SE",))
    assert Press(accord).says("foreign", "signed") == ["+signed"]


def test_two_wires_or_majors_confirm(press):
    assert press.says("wire1", "signed") == []
    assert press.says("major1", "signed", day=1) == ["+signed"]
    assert press.last.reason is ConfirmReason.TWO_MAJOR


def test_one_major_and_one_minor_do_not(press):
    press.says("major1", "signed")
    assert press.says("minor1", "signed") == []


def test_three_with_one_major_confirm(press):
    press.says("minor1", "signed")
    press.says("minor2", "signed")
    assert press.says("major1", "signed") == ["+signed"]
    assert press.last.reason is ConfirmReason.THREE_INDEPENDENT


def test_any_number_of_minors_does_not(press):
    for number in range(1, 10):
        press.says(f"minor{number}", "signed")
    assert press.stage is None


def test_a_prospect_is_never_confirmed(press):
    assert press.says("gov", "prospective") == []


def test_a_later_stage_is_no_support_for_an_earlier_one(press):
    press.says("wire1", "signed")
    assert press.says("wire2", "announced") == []


@pytest.mark.parametrize(("day", "confirmed"), [(45, True), (46, False)])
def test_supports_must_lie_within_one_window(press, day, confirmed):
    press.says("wire1", "signed")
    assert bool(press.says("wire2", "signed", day=day)) is confirmed


def test_what_is_confirmed_never_expires(press):
    press.says("gov", "signed")
    press.says("minor1", "signed", day=400)
    assert press.stage == "signed"


def test_dated_background_supports_for_ever(press):
    press.says("wire1", {"stage": "signed", "new": False, "date": "2029-05"})
    assert press.says("wire2", {"stage": "signed", "new": False, "date": "2029-05"}, day=300)
    assert press.last.date == "2029-05"
    assert not press.last.news


def test_undated_background_supports_for_the_window(press):
    press.says("wire1", {"stage": "signed", "new": False})
    assert press.says("wire2", {"stage": "signed", "new": False}, day=46) == []


def test_what_was_old_when_first_seen_is_confirmed_but_is_no_news(press):
    press.says("gov", "signed", fresh=False)
    assert press.stage == "signed"
    assert not press.last.news


def test_background_confirms_by_the_same_rules_with_its_own_date_and_is_no_news(press):
    background = {"stage": "ratified", "new": False, "date": "2028-04"}
    press.says("wire1", background)
    assert press.says("major1", background, day=200) == ["+ratified"]
    assert (press.last.date, press.last.news) == ("2028-04", False)


@pytest.mark.parametrize("away", ["declined", "suspended", "withdrawn"])
@pytest.mark.parametrize("stage", ["announced", "applied", "signed", "ratified", "acceded"])
def test_a_way_out_may_follow_any_stage(press, stage, away):
    if away == "declined" and Stage(stage) in press.accord.member_stages:
        pytest.skip("a member has nothing left to decline")
    press.says("wire1", stage)
    press.says("wire2", stage)
    assert f"+{away}" in press.says("gov", away, day=1)


def test_fresh_reports_are_news(press):
    press.says("gov", "signed")
    assert press.last.news


def test_a_report_behind_what_is_confirmed_changes_nothing(press):
    press.says("gov", "signed")
    assert press.says("gov", "announced", day=1) == []


def test_a_restatement_makes_no_stage_event(press):
    press.says("gov", "signed")
    assert press.says("wire1", "signed", day=1) == []
    assert press.says("wire2", "signed", day=2) == []


def test_stages_may_be_skipped(press):
    assert press.says("gov", "acceded") == ["+acceded"]


def test_a_baseline_is_not_confirmed_again(press):
    press.knows("acceded", "2020-09-15")
    assert press.says("gov", {"stage": "acceded", "date": "2020-09-15"}, day=3) == []
    assert press.says("gov", {"stage": "signed", "new": False, "date": "2020"}, day=3) == []


def test_a_baselines_date_is_not_overwritten(press):
    press.knows("acceded", "2020-09-15")
    press.says("gov", {"stage": "acceded", "date": "2020-04-01", "new": False})
    assert press.state.current.date == "2020-09-15"


class TestReentry:
    def test_after_a_refusal_a_forward_stage_needs_later_support(self, press):
        press.says("wire1", "announced", day=1)
        press.says("gov", {"stage": "declined", "date": "2030-03-03"}, day=2)
        assert press.says("gov", {"stage": "announced", "date": "2030-03-02"}, day=3) == [
            ".announced"
        ]
        assert press.says("gov", {"stage": "announced", "date": "2030-03-08"}, day=7) == [
            "+announced"
        ]

    def test_a_suspension_is_resumed_as_acceded(self, press):
        press.says("gov", "ratified")
        press.says("gov", "suspended", day=5)
        assert press.says("gov", "acceded", day=50) == ["+acceded"]

    def test_an_old_membership_in_passing_does_not_resume_it(self, press):
        press.knows("acceded")
        press.says("gov", "suspended", day=5)
        press.says("chair", {"stage": "acceded", "new": False}, day=9)
        press.says("gov", {"stage": "ratified", "new": False, "date": "2027"}, day=9)
        assert press.stage == "suspended"

    def test_an_old_exit_in_passing_takes_no_member_out(self, press):
        press.knows("acceded", "2007-06-01")
        press.says("wire1", {"stage": "withdrawn", "new": False, "date": "1992"}, day=1)
        press.says("wire2", {"stage": "withdrawn", "new": False, "date": "1992"}, day=1)
        assert press.stage == "acceded"

    def test_an_undated_baseline_is_as_of_its_day(self, press):
        press.knows("acceded")
        press.says("wire1", {"stage": "withdrawn", "new": False, "date": "1992"}, day=1)
        press.says("wire2", {"stage": "withdrawn", "new": False, "date": "1992"}, day=1)
        assert press.stage == "acceded"

    def test_an_exit_after_joining_again_is_confirmed(self, press):
        press.knows("acceded", "2007-06-01")
        assert press.says("gov", {"stage": "withdrawn", "date": "2030-03-01"}) == ["+withdrawn"]

    def test_the_first_membership_in_passing_does_not_undo_an_application_to_return(self, press):
        press.says("gov", {"stage": "acceded", "new": False, "date": "1973"})
        press.says("gov", {"stage": "withdrawn", "date": "2030-03-02"}, day=1)
        press.says("gov", {"stage": "applied", "date": "2030-04-10"}, day=40)
        press.says("chair", {"stage": "acceded", "new": False, "date": "1973"}, day=41)
        press.says("chair", {"stage": "acceded", "new": False}, day=42)
        assert press.stage == "applied"

    def test_an_earlier_refusal_in_passing_does_not_undo_what_followed(self, press):
        press.says("gov", "declined")
        press.says("gov", "announced", day=20)
        press.says("wire1", {"stage": "declined", "new": False}, day=21)
        press.says("wire2", {"stage": "declined", "new": False}, day=21)
        assert press.stage == "announced"

    def test_a_second_refusal_needs_support_of_its_own(self, press):
        press.says("wire1", "declined")
        press.says("wire2", "declined")
        press.says("gov", "announced", day=5)
        assert press.says("wire3", "declined", day=6) == []
        assert "+declined" in press.says("wire4", "declined", day=7)


class TestSignatureMakesParty:
    def test_signed_and_acceded_count_as_one(self):
        press = Press(MERGED)
        press.says("wire1", "signed")
        assert press.says("wire2", "acceded") == ["+signed"]

    def test_acceded_where_nobody_says_signed(self):
        press = Press(MERGED)
        press.says("wire1", "acceded")
        assert press.says("wire2", "acceded") == ["+acceded"]

    def test_the_other_of_the_two_restates(self):
        press = Press(MERGED)
        press.says("gov", "signed")
        assert press.says("gov", "acceded", day=1) == []

    def test_elsewhere_they_are_two_stages(self):
        press = Press()
        press.says("wire1", "signed")
        assert press.says("wire2", "acceded") == []


class TestDates:
    def test_the_official_date_leads(self, press):
        press.says("wire1", {"stage": "signed", "date": "2030-02-27"})
        press.says("chair", {"stage": "signed", "date": "2030-02-28"})
        assert press.last.date == "2030-02-28"

    def test_then_the_date_with_more_independent_sources(self, press):
        press.says("wire1", {"stage": "signed", "date": "2030-02-27"})
        press.says("minor1", {"stage": "signed", "date": "2030-02-27"}, copy_of="a1")
        press.says("minor2", {"stage": "signed", "date": "2030-02-27"}, copy_of="a1")
        press.says("minor3", {"stage": "signed", "date": "2030-02-28"})
        press.says("major1", {"stage": "signed", "date": "2030-02-28"})
        assert press.last.date == "2030-02-28"

    def test_the_more_exact_of_two_dates_that_agree(self, press):
        press.says("wire1", {"stage": "signed", "date": "2030-02"})
        press.says("wire2", {"stage": "signed", "date": "2030-02-28"})
        assert press.last.date == "2030-02-28"

    def test_a_day_that_conflicts_with_another_leaves_the_month_that_both_bear_out(self, press):
        press.says("wire1", {"stage": "signed", "date": "2030-02-27"})
        press.says("chair", {"stage": "signed", "date": "2030-02"})
        press.says("wire2", {"stage": "signed", "date": "2030-02-28"})
        assert press.last.date == "2030-02"
        known = list(press.events)
        press.says("minor1", {"stage": "signed", "date": "2030-02-28"}, copy_of="a3")
        assert press.last.date == "2030-02"
        assert len(press.events) == len(known) + 1

    def test_an_official_notice_refines_the_date(self, press):
        press.says("wire1", {"stage": "withdrawn", "date": "2030-03-01"})
        press.says("wire2", {"stage": "withdrawn", "date": "2030-03-01"})
        notice = {"stage": "withdrawn", "date": "2030-03-04", "effective": "2031-01-01"}
        assert press.says("gov", notice, day=3) == ["+withdrawn"]
        assert press.last.previous is Stage.WITHDRAWN
        assert (press.last.date, press.last.effective) == ("2030-03-04", "2031-01-01")
        assert not press.last.news

    def test_a_notice_period_gives_the_day_of_effect(self):
        press = Press(replace(ACCORD, withdrawal_notice_days=365))
        press.says("gov", {"stage": "withdrawn", "date": "2030-03-01"})
        assert press.last.effective == "2031-03-01"

    def test_immediate_effect_does_not_shorten_the_notice(self):
        press = Press(replace(ACCORD, withdrawal_notice_days=365))
        immediate = {"stage": "withdrawn", "date": "2030-03-01", "effective": "2030-03-01"}
        press.says("gov", immediate)
        assert press.last.effective == "2031-03-01"

    def test_a_later_day_of_effect_stands(self):
        press = Press(replace(ACCORD, withdrawal_notice_days=30))
        press.says("gov", {"stage": "withdrawn", "date": "2030-03-01", "effective": "2030-12-31"})
        assert press.last.effective == "2030-12-31"

    def test_the_accords_own_site_may_state_another_day(self):
        press = Press(replace(ACCORD, withdrawal_notice_days=365))
        press.says("chair", {"stage": "withdrawn", "date": "2030-03-01", "effective": "2030-06-30"})
        assert press.last.effective == "2030-06-30"

    def test_the_notice_refines_the_date_of_the_decision(self):
        press = Press(replace(ACCORD, withdrawal_notice_days=180))
        press.says("gov", {"stage": "withdrawn", "date": "2030-03-01"})
        notice = {"stage": "withdrawn", "date": "2030-03-18", "effective": "2030-09-14"}
        press.says("gov", notice, day=17)
        assert (press.last.date, press.last.effective) == ("2030-03-18", "2030-09-14")

    def test_a_decision_before_any_notice_ends_no_membership(self):
        press = Press(replace(ACCORD, withdrawal_notice_days=180))
        press.knows("acceded", "2020-01-01")
        decided = {"stage": "withdrawn", "date": "2030-03-01", "why": ("force:committed",)}
        press.says("gov", decided)
        assert (press.last.effective, press.last.awaits_notice) == (None, True)
        press.says("gov", {"stage": "withdrawn", "date": "2030-03-18"}, day=17)
        assert not press.last.awaits_notice
        assert press.last.effective

    def test_a_day_of_effect_before_the_act_is_a_slip(self):
        press = Press()
        press.says("gov", {"stage": "withdrawn", "date": "2030-03-01", "effective": "2030-01"})
        assert press.last.effective is None


class TestPolicyNumbers:
    def test_an_accord_may_set_its_own(self):
        accord = replace(ACCORD, policy={"majors_needed": 3})
        press = Press(accord, Policy().for_accord(accord))
        press.says("wire1", "signed")
        assert press.says("wire2", "signed") == []
        assert press.says("wire3", "signed") == ["+signed"]

    def test_a_wider_window(self):
        press = Press(policy=Policy(window_days=90))
        press.says("wire1", "signed")
        assert press.says("wire2", "signed", day=80) == ["+signed"]


def test_two_sites_of_one_owner_are_one_source():
    sources = source_book(
        Source("east", "East", Tier.MAJOR, owner="House"),
        Source("west", "West", Tier.MAJOR, owner="House"),
    )
    press = Press(sources=sources)
    press.says("east", "signed")
    assert press.says("west", "signed") == []
