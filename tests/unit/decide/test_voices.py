"""Voices, not articles: what makes two sources one, and how many there are."""

from __future__ import annotations

import pytest

from monitor.decide.naming import outlet_names, same_outlet
from monitor.decide.voices import Source, count_voices, pack, pack_with_major
from monitor.model.events import KinReason
from tests.fakes.press import Press


@pytest.fixture
def press():
    return Press()


def reasons(press):
    """Why each witness of the last confirmation joined a voice."""
    return [witness.kin for witness in press.last.witnesses if witness.kin]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({}, {"copy_of": "a1"}, KinReason.COPY),
        ({}, {"rests_on": "a1"}, KinReason.RESTS_ON),
        ({}, {"quotes_with": "a1"}, KinReason.SAME_QUOTE),
        ({"agency": "Polar"}, {"agency": "Polar"}, KinReason.SAME_AGENCY),
        ({"outlet": "Axle"}, {"outlet": "The Axle"}, KinReason.RESTS_ON),
        ({"unnamed": "two officials"}, {"unnamed": "Two officials"}, KinReason.SAME_UNNAMED),
        ({"document": "memo"}, {"document": "memo"}, KinReason.SAME_DOCUMENT),
    ],
)
def test_one_origin_is_one_voice(press, first, second, reason):
    press.says("wire1", "signed", **first)
    assert press.says("wire2", "signed", **second) == []
    press.says("wire3", "signed")
    assert reasons(press) == [reason]
    assert press.last.voices == 2


def test_one_host_is_one_voice(press):
    press.says("wire1", "signed")
    assert press.says("wire1", "signed", day=1) == []


def test_an_article_that_credits_a_source_on_file_depends_on_it(press):
    press.says("wire1", "signed")
    assert press.says("major1", "signed", agency="wire1") == []


def test_copies_of_copies_have_one_root(press):
    press.says("wire1", "signed", name="root")
    press.says("wire2", "signed", name="copy", copy_of="root")
    assert press.says("wire3", "signed", copy_of="copy") == []


def test_a_copy_of_a_text_that_rests_on_a_report_has_that_root(press):
    press.says("major1", "signed", name="scoop")
    press.says("minor1", "announced", name="told", rests_on="scoop")
    assert press.says("wire1", "signed", copy_of="told") == []


def test_the_credit_of_the_original_holds_for_its_copy(press):
    press.says("wire1", "signed", name="root", agency="Polar")
    press.says("minor1", "announced", copy_of="root")
    assert press.says("wire2", "signed", agency="Polar") == []


def test_two_newsrooms_that_report_one_public_statement_are_two(press):
    press.says("foreign", "announced", name="statement")
    press.says("wire1", "signed", reports="statement")
    assert press.says("wire2", "signed", reports="statement") == ["+signed"]


def test_a_document_that_its_author_has_published_is_a_public_statement(press):
    press.says("wire1", "signed", document="notice")
    press.says("wire2", "signed", document="notice")
    assert press.stage is None
    press.says("gov", "announced", document="notice", day=1)
    press.says("wire3", {"stage": "signed", "date": "2030-03-05"}, document="notice", day=4)
    assert press.says("wire4", {"stage": "signed", "date": "2030-03-05"}, document="notice", day=4)


def test_a_document_that_its_supposed_author_denies_stays_one_source(press):
    press.says("gov", denies="acceded", document="notice")
    press.says("wire1", "signed", document="notice")
    assert press.says("wire2", "signed", document="notice") == []


def test_a_text_made_of_two_leaves_the_two_independent(press):
    press.says("minor1", "announced", name="one")
    press.says("minor2", "announced", name="two")
    press.says("minor3", "announced", rests_on=("one", "two"))
    assert press.says("major1", "announced") == ["+announced"]


def test_a_copy_that_is_seen_before_its_original_is_still_a_copy(press):
    press.says("wire2", "signed", name="copy", day=1)
    press.says("wire1", "signed", name="root", copy_of="copy", day=0)
    assert press.stage is None
    assert press.says("wire3", "signed", copy_of="root", day=2) == []


def test_a_copy_of_one_newsroom_and_another_text_of_it_are_one_source(press):
    press.says("wire1", "signed", name="root")
    press.says("wire1", "signed", name="other")
    press.says("major1", "signed", copy_of="root")
    assert press.stage is None


def test_an_original_that_turns_up_late_opens_a_review(press):
    press.says("wire1", "signed", name="other")
    press.says("wire2", "signed", name="copy", day=1)
    assert press.stage == "signed"
    assert press.says("wire1", "signed", name="root", copy_of="copy", day=0.5) == ["?signed"]
    assert press.stage == "signed"


def source(name, *origins, host=None, major=True):
    origin = frozenset(f"text:{o}" for o in origins or (name,))
    return Source(name, frozenset({f"host:{host or name}"}), origin, major)


def test_the_largest_set_is_counted_not_the_first_found():
    hub = source("hub", "x", "y", "z")
    spokes = [source("a", "x"), source("b", "y"), source("c", "z")]
    assert count_voices([hub, *spokes]) == 3
    assert pack([hub, *spokes], 3)


def test_one_of_three_must_be_major():
    minors = [source(name, major=False) for name in "abc"]
    assert pack_with_major(minors, 3, 1) is None
    assert pack_with_major([*minors, source("d")], 3, 1)


def test_a_major_that_depends_on_all_others_helps_nobody():
    minors = [source(name, major=False) for name in "abc"]
    assert pack_with_major([*minors, source("d", "a", "b", "c")], 3, 1) is None


def test_ten_thousand_copies_are_one_voice():
    copies = [source(f"s{n}", "root") for n in range(10_000)]
    assert pack(copies, 2) is None
    assert count_voices(copies) == 1


@pytest.mark.parametrize(
    ("credit", "host"),
    [
        ("Gulf Mirror", "gulfmirror.example"),
        ("the Gulf Mirror newspaper", "www.gulfmirror.example"),
        ("Polestar", "polestar-agency.example"),
        ("Continental Press Agency", "continentalpa.example"),
        ("Axle", "axle.co.example"),
    ],
)
def test_a_credit_is_known_by_its_host(credit, host):
    assert same_outlet(credit, host)


def test_different_outlets_are_told_apart():
    assert not same_outlet("Gulf Mirror", "gulftimes.example")
    assert outlet_names("the") == frozenset()
