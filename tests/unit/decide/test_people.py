"""People outrank the policy until new official evidence contradicts them; then a review opens."""

from __future__ import annotations

import pytest

from monitor.decide.people import Annotate, Confirm, Reject, Retract
from monitor.model.errors import UsageError
from monitor.model.events import ConfirmReason, NoteAdded
from monitor.model.stage import Stage
from tests.fakes.press import Press


@pytest.fixture
def press():
    return Press()


def claim_of(press, article):
    (found,) = press.state.by_article[article]
    return found


def test_a_person_confirms_what_the_policy_would_not(press):
    press.says("minor1", "signed")
    assert press.person(Confirm(Stage.SIGNED, "2030-03-01"), day=1) == ["+signed"]
    assert press.last.reason is ConfirmReason.PERSON
    assert (press.last.by, press.last.comment, press.last.date) == (
        "Ada",
        "seen the paper",
        "2030-03-01",
    )
    assert press.last.news


def test_what_a_person_confirmed_is_not_confirmed_by_hand_once_more(press):
    press.says("minor1", "signed")
    press.person(Confirm(Stage.SIGNED, "2030-03-01"), day=1)
    written = len(press.events)

    assert press.person(Confirm(Stage.SIGNED), day=2) == []
    assert press.person(Confirm(Stage.SIGNED, "2030-03-01"), day=2) == []

    assert len(press.events) == written
    assert press.state.current.date == "2030-03-01"


def test_a_person_may_mend_the_date_of_what_stands(press):
    press.person(Confirm(Stage.SIGNED, "2030-03-01"), day=1)

    assert press.person(Confirm(Stage.SIGNED, "2030-03-02"), day=2) == ["+signed"]
    assert press.state.current.date == "2030-03-02"


def test_a_person_takes_over_what_the_policy_confirmed_and_its_date_stays(press):
    press.says("gov", {"stage": "signed", "date": "2030-01-01"})

    assert press.person(Confirm(Stage.SIGNED), day=1) == ["+signed"]
    assert press.last.date == "2030-01-01"


def test_a_person_answers_what_is_asked_of_a_stage_that_stands_by_hand(press):
    press.person(Confirm(Stage.SIGNED), day=1)
    press.says("gov", denies="signed", day=2)

    assert press.reviews == ["signed confirmed_before_denial"]
    assert press.person(Confirm(Stage.SIGNED), day=3) == ["+signed", ".signed"]
    assert press.person(Confirm(Stage.SIGNED), day=4) == []


def test_a_remark_on_a_claim_that_is_not_on_file_is_refused(press):
    press.says("minor1", "signed")
    with pytest.raises(UsageError, match="no live claim or denial 'zzz'"):
        press.person(Annotate(claim_id="zzz"), day=1)


def test_a_person_confirms_what_is_denied_and_so_answers_the_review(press):
    press.says("chair", "announced")
    press.says("minor1", "signed", day=1)
    press.says("gov", denies="signed", day=2)
    assert press.person(Confirm(Stage.SIGNED), day=3) == ["+signed", ".signed"]


def test_a_person_rejects_what_was_confirmed(press):
    press.says("gov", "announced")
    press.says("wire1", "signed", day=1)
    press.says("wire2", "signed", day=1)
    assert press.person(Reject(Stage.SIGNED), day=2) == ["-signed", ".signed"]
    assert press.stage == "announced"


def test_what_was_rejected_is_not_confirmed_by_more_of_the_same(press):
    press.says("wire1", "signed")
    press.person(Reject(Stage.SIGNED), day=1)
    press.says("wire2", "signed", day=2)
    press.says("wire3", "signed", day=3)
    assert press.stage is None


def test_new_official_evidence_opens_a_review_and_overrules_nobody(press):
    press.says("wire1", "signed")
    press.person(Reject(Stage.SIGNED), day=1)
    assert press.says("chair", "signed", day=2) == ["?signed"]
    assert press.stage is None
    assert press.reviews == ["signed contradicts_person"]
    assert press.person(Confirm(Stage.SIGNED), day=3) == ["+signed", ".signed"]


def test_old_official_evidence_opens_none(press):
    press.says("chair", "signed")
    press.person(Reject(Stage.SIGNED), day=1)
    press.says("wire2", "signed", day=2)
    assert press.reviews == []


def test_what_a_person_confirmed_is_not_revoked_with_its_support(press):
    press.says("minor1", "signed", name="root")
    press.person(Confirm(Stage.SIGNED), day=1)
    press.says("minor1", retracts="root", day=2)
    assert press.stage == "signed"


def test_the_next_stage_may_follow_what_a_person_confirmed(press):
    press.person(Confirm(Stage.SIGNED))
    press.says("wire1", "ratified", day=20)
    assert press.says("wire2", "ratified", day=20) == ["+ratified"]


def test_a_refusal_contradicts_what_a_person_confirmed(press):
    press.person(Confirm(Stage.SIGNED))
    press.says("wire1", "declined", day=1)
    press.says("wire2", "declined", day=1)
    assert press.stage == "signed"
    assert "?declined" in press.says("gov", "declined", day=2)
    assert press.stage == "signed"


def test_a_person_who_confirms_less_sets_aside_what_was_more(press):
    press.says("wire1", "signed")
    press.says("wire2", "signed")
    press.person(Confirm(Stage.ANNOUNCED), day=1)
    press.says("wire3", "signed", day=2)
    assert press.stage == "announced"


def test_a_person_takes_out_a_claim_and_its_copies(press):
    press.says("wire1", "signed", name="root")
    press.says("minor1", "signed", name="copy", copy_of="root")
    press.says("major1", "signed", name="own", day=1)
    assert press.person(Retract(claim_of(press, "root")), day=2) == ["?signed"]
    assert "copy" not in {c.report.article for c in press.state.claims.values()}


def test_a_person_takes_out_a_denial(press):
    press.says("gov", denies="signed")
    (denial,) = press.state.denials
    press.person(Retract(denial), day=1)
    assert press.says("chair", "signed", day=2) == ["+signed"]


def test_a_remark_changes_nothing(press):
    assert press.person(Annotate(Stage.SIGNED)) == []
    (note,) = press.events
    assert isinstance(note, NoteAdded)
    assert note.by == "Ada"


def test_a_name_and_a_reason_are_needed(press):
    with pytest.raises(UsageError):
        press.person(Confirm(Stage.SIGNED), by=" ")
    with pytest.raises(UsageError):
        press.person(Confirm(Stage.SIGNED), reason="")


def test_an_unknown_claim_is_refused(press):
    with pytest.raises(UsageError):
        press.person(Retract("nothing"))


def test_a_prospect_cannot_be_confirmed(press):
    with pytest.raises(UsageError):
        press.person(Confirm(Stage.PROSPECTIVE))
