"""What changes on file when the numbers or the sources change, and what stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.decide.people import Confirm
from monitor.decide.policy import Policy
from monitor.decide.reconsidering import Cause, reconsider
from monitor.model.events import RevokeReason, StageConfirmed, StageRevoked
from monitor.model.source import Tier
from monitor.model.stage import Stage
from tests.fakes.press import START, Press, short


@pytest.fixture
def press():
    return Press()


def again(press, policy=None, tiers=None, alert=False):
    """Decide anew; the events."""

    def weigh(report):
        tier = (tiers or {}).get(report.host)
        return replace(report, tier=tier) if tier else report

    rules = (press.accord, policy or press.policy)
    cause = Cause("a better list", alert)
    return reconsider(press.state, rules, weigh, cause, START + timedelta(days=100))


def words(events):
    return [word for event in events if (word := short(event))]


def test_nothing_changes_where_nothing_changed(press):
    press.says("wire1", "announced")
    press.says("wire2", "announced")
    press.says("gov", "signed", day=50)
    press.says("gov", "declined", day=60)
    press.says("minor1", denies="withdrawn", day=61)
    assert again(press) == ()


def test_a_stricter_policy_revokes_what_it_would_not_have_confirmed(press):
    press.says("wire1", "signed")
    press.says("wire2", "signed")
    (revoked,) = again(press, Policy(majors_needed=3))
    assert isinstance(revoked, StageRevoked)
    assert (revoked.reason, revoked.comment) == (RevokeReason.POLICY_CHANGED, "a better list")


def test_a_narrower_window_revokes_what_lies_too_far_apart(press):
    press.says("wire1", "signed")
    press.says("wire2", "signed", day=30)
    assert words(again(press, Policy(window_days=10))) == ["-signed"]


def test_a_wider_window_confirms_what_lay_too_far_apart(press):
    press.says("wire1", "signed")
    press.says("wire2", "signed", day=60)
    (confirmed,) = again(press, Policy(window_days=90))
    assert isinstance(confirmed, StageConfirmed)
    assert not confirmed.news


def test_it_is_news_only_where_asked(press):
    press.says("wire1", "signed")
    press.says("wire2", "signed", day=60)
    (confirmed,) = again(press, Policy(window_days=90), alert=True)
    assert confirmed.news


def test_a_source_that_weighs_more_confirms(press):
    press.says("wire1", "signed")
    press.says("minor1", "signed")
    assert words(again(press, tiers={"minor1": Tier.MAJOR})) == ["+signed"]
    assert press.stage == "signed"


def test_a_source_that_weighs_less_carries_no_longer(press):
    press.says("wire1", "signed")
    press.says("major1", "signed")
    assert words(again(press, tiers={"major1": Tier.MINOR})) == ["-signed"]


def test_what_a_person_said_stands(press):
    press.says("minor1", "signed")
    press.person(Confirm(Stage.SIGNED), day=1)
    assert again(press, Policy(majors_needed=5), tiers={"minor1": Tier.MAJOR})[2:] == ()
    assert press.stage == "signed"


def test_a_denial_on_the_record_no_more_blocks_no_more(press):
    press.says("wire1", denies="signed")
    press.says("wire2", denies="signed")
    press.says("chair", "signed", day=1)
    assert words(again(press, tiers={"wire2": Tier.MINOR})) == ["+signed", ".signed"]
