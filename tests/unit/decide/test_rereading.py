"""What a new version of the classifier changes on file, and what it leaves as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.decide.people import Confirm, Reject, Retract
from monitor.decide.reconsidering import Cause
from monitor.decide.rereading import ReadAnew, reread, taken_back
from monitor.model.events import ClaimRecorded, RevokeReason, StageConfirmed, StageRevoked
from monitor.model.stage import Stage
from tests.fakes.press import START, Press, short

LATER = START + timedelta(days=100)


@pytest.fixture
def press():
    return Press()


def anew(press, *seen, version="2", alert=False):
    """Read articles anew by another version; the events."""
    read = [replace(one, classifier=version) for one in seen]
    gone = taken_back(press.events)
    freed = gone.freed_by(read)
    rules = (press.accord, press.policy)
    cause = Cause("classifier 1 → 2", alert)
    events = reread(press.state, ReadAnew(read, gone.without(freed)), rules, cause, LATER)
    press._keep(events, LATER)
    return events


def words(events):
    return [word for event in events if (word := short(event))]


def test_what_both_versions_read_stays_as_it_is(press):
    press.says("wire1", "signed", name="x")
    press.says("wire2", "signed", name="y")
    before = dict(press.state.claims)
    assert anew(press, press.article("wire1", "signed", name="x")) == ()
    assert press.state.claims == before


def test_a_claim_that_comes_may_confirm(press):
    press.says("wire1", "signed", name="x")
    press.says("wire2", name="y")
    recorded, confirmed = anew(press, press.article("wire2", "signed", name="y"))
    assert isinstance(recorded, ClaimRecorded)
    assert recorded.classifier == "2"
    assert isinstance(confirmed, StageConfirmed)
    assert not confirmed.news


def test_it_is_news_only_where_asked(press):
    press.says("wire1", "signed", name="x")
    (*_, confirmed) = anew(press, press.article("wire2", "signed", name="y"), alert=True)
    assert confirmed.news


def test_a_claim_that_goes_takes_back_what_no_rule_holds_any_more(press):
    press.says("wire1", "signed", name="x")
    press.says("wire2", "signed", name="y")
    _, revoked = anew(press, press.article("wire2", name="y"))
    assert isinstance(revoked, StageRevoked)
    assert (revoked.reason, revoked.comment) == (RevokeReason.RECLASSIFIED, "classifier 1 → 2")
    assert press.stage is None


def test_a_claim_that_goes_leaves_what_others_carry(press):
    for host in ("wire1", "wire2", "wire3"):
        press.says(host, "signed", name=host)
    assert words(anew(press, press.article("wire2", name="wire2"))) == []
    assert press.stage == "signed"


def test_a_claim_that_goes_takes_no_copies_with_it(press):
    press.says("wire1", "signed", name="x")
    press.says("minor1", "signed", name="y", copy_of="x")
    anew(press, press.article("wire1", name="x"))
    assert [claim.report.article for claim in press.state.claims.values()] == ["y"]


def test_a_stage_that_changes_moves_the_party(press):
    press.says("gov", "signed", name="x")
    events = anew(press, press.article("gov", "announced", name="x"))
    assert words(events) == ["-signed", "+announced"]


def test_a_date_that_changes_is_refined_without_news(press):
    press.says("gov", {"stage": "signed", "date": "2030-02-01"}, name="x")
    anew(press, press.article("gov", {"stage": "signed", "date": "2030-02-03"}, name="x"))
    assert (press.last.previous, press.last.date, press.last.news) == (
        Stage.SIGNED,
        "2030-02-03",
        False,
    )


def test_a_text_that_turns_out_to_rest_on_another_is_no_voice_of_its_own(press):
    press.says("wire1", "signed", name="x")
    press.says("major1", "signed", name="y")
    events = anew(press, press.article("major1", "signed", name="y", agency="wire1"))
    assert words(events) == ["-signed"]


def test_no_other_stage_is_looked_at(press):
    """A step that other numbers would not confirm stands: that is for ``reconsider`` to ask."""
    press.says("wire1", "announced", name="a")
    press.says("wire2", "announced", name="b")
    press.says("gov", "signed", name="x", day=1)
    press.policy = replace(press.policy, majors_needed=5)
    assert words(anew(press, press.article("gov", name="x", day=1))) == ["-signed"]
    assert press.stage == "announced"


def test_asked_again_it_changes_nothing(press):
    press.says("wire1", "signed", name="x")
    new = press.article("wire1", "announced", name="x", agency="Reuters")
    assert anew(press, new)
    assert anew(press, new) == ()


def test_a_version_that_is_taken_back_puts_things_as_they_were(press):
    press.says("gov", "signed", name="x")
    anew(press, press.article("gov", name="x"))
    assert press.stage is None
    anew(press, press.article("gov", "signed", name="x"), version="1")
    assert press.stage == "signed"


class TestPeople:
    def test_what_a_person_confirmed_stands(self, press):
        press.says("minor1", "signed", name="x")
        press.person(Confirm(Stage.SIGNED), day=1)
        assert words(anew(press, press.article("minor1", name="x"))) == []
        assert press.stage == "signed"

    def test_what_a_person_rejected_stays_rejected(self, press):
        press.person(Reject(Stage.SIGNED), day=1)
        assert words(anew(press, press.article("gov", "signed", name="x"))) == []
        assert press.stage is None

    def test_a_claim_that_a_person_retracted_stays_so(self, press):
        press.says("gov", "signed", name="x")
        (claim,) = press.state.claims
        press.person(Retract(claim), day=1)
        edited = press.article("gov", {"stage": "signed", "date": "2030-01-01"}, name="x")
        assert anew(press, edited) == ()

    def test_a_denial_that_a_person_lifted_stays_lifted(self, press):
        press.says("gov", denies="signed", name="x")
        (denial,) = press.state.denials
        press.person(Retract(denial), day=1)
        assert anew(press, press.article("gov", denies=["signed", "acceded"], name="x")) == ()


class TestCorrections:
    def test_what_a_correction_took_back_stays_so(self, press):
        press.says("gov", "signed", name="x")
        press.says("gov", name="c", day=1, retracts="x")
        assert anew(press, press.article("gov", "signed", name="x")) == ()

    def test_a_correction_that_was_none_gives_back_what_it_took(self, press):
        press.says("gov", "signed", name="x")
        press.says("gov", name="c", day=1, retracts="x")
        assert press.stage is None
        seen = [press.article("gov", "signed", name="x"), press.article("gov", name="c", day=1)]
        assert words(anew(press, *seen)) == ["+signed"]

    def test_a_correction_that_was_overlooked_takes_back(self, press):
        press.says("gov", "signed", name="x")
        press.says("minor1", "signed", name="y", copy_of="x")
        press.says("gov", name="c", day=1)
        events = anew(press, press.article("gov", name="c", day=1, retracts="x"))
        assert words(events) == ["-signed"]
        assert not press.state.claims


class TestDenials:
    def test_a_denial_that_comes_blocks_and_asks(self, press):
        press.says("wire1", "signed", name="x")
        press.says("gov", name="d", day=1)
        events = anew(press, press.article("gov", name="d", day=1, denies="signed"))
        assert words(events) == ["!signed", "?signed"]

    def test_a_denial_that_goes_blocks_no_more(self, press):
        press.says("gov", name="d", denies="signed")
        press.says("chair", "signed", name="x", day=1)
        assert press.stage is None
        events = anew(press, press.article("gov", name="d"))
        assert words(events) == ["+signed", ".signed"]

    def test_a_denial_that_goes_and_comes_again_blocks(self, press):
        press.says("gov", name="d", denies="signed")
        anew(press, press.article("gov", name="d"))
        anew(press, press.article("gov", name="d", denies="signed"), version="3")
        assert press.says("chair", "signed", day=1) == ["?signed"]


def test_refolding_gives_the_same_state(press):
    press.says("gov", "signed", name="x")
    press.says("gov", name="d", day=1, denies="acceded")
    anew(press, press.article("gov", "announced", name="x"), press.article("gov", name="d", day=1))
    again = press.refolded()
    assert (again.claims, again.path, again.disputed) == (
        press.state.claims,
        press.state.path,
        press.state.disputed,
    )
