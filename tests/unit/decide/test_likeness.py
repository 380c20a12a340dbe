"""Which texts are copies, cuts and edits of one another, and which only quote the same words."""

from __future__ import annotations

import pytest

from monitor.decide.likeness import TextIndex
from monitor.decide.policy import Policy
from monitor.model.events import KinReason
from monitor.model.fingerprint import Fingerprint, likeness

POLICY = Policy()


def text(*runs, quotes=()):
    return Fingerprint(frozenset(runs), frozenset(quotes))


def numbered(first, last):
    return text(*range(first, last))


@pytest.fixture
def index():
    found = TextIndex()
    found.add("root", numbered(0, 200))
    return found


def kin(index, print_, standing=()):
    return [(k.article, k.reason) for k in index.kin("new", print_, POLICY, standing.__contains__)]


@pytest.mark.parametrize(
    "copy",
    [
        numbered(0, 200),
        numbered(0, 30),
        numbered(150, 200),
        numbered(0, 260),
        text(*range(150), *range(900, 950)),
    ],
    ids=["identical", "its beginning", "its end", "with boilerplate", "edited"],
)
def test_copies_cuts_and_edits_are_found(index, copy):
    assert kin(index, copy) == [("root", KinReason.COPY)]


def test_a_text_that_shares_a_sentence_is_no_copy(index):
    assert kin(index, text(*range(30), *range(500, 700))) == []


def test_a_short_texts_copy_is_found_in_a_long_one(index):
    index.add("flash", numbered(1000, 1012))
    assert kin(index, text(*range(1000, 1012), *range(2000, 2400))) == [("flash", KinReason.COPY)]


def test_an_empty_text_is_like_no_other(index):
    index.add("empty", text())
    assert kin(index, text()) == []
    assert likeness(text(), text()) == 0.0


def test_a_shared_quotation_with_no_speaker_of_standing(index):
    index.add("leak", text(5000, quotes=[77]))
    assert kin(index, text(6000, quotes=[77])) == [("leak", KinReason.SAME_QUOTE)]


def test_a_quotation_from_somebody_with_standing_makes_nobody_dependent(index):
    index.add("statement", text(5000, quotes=[77]))
    assert kin(index, text(6000, quotes=[77]), standing=["statement"]) == []
    assert kin(index, text(6000, quotes=[77]), standing=["new"]) == []


def test_a_new_revision_replaces_the_old_text(index):
    index.add("root", numbered(3000, 3200))
    assert kin(index, numbered(0, 200)) == []
    assert kin(index, numbered(3000, 3200)) == [("root", KinReason.COPY)]


def test_the_links_of_one_text_are_few_however_often_it_was_copied(index):
    for n in range(50):
        index.add(f"copy{n}", numbered(0, 200))
    assert len(kin(index, numbered(0, 200))) == 8


@pytest.mark.parametrize(
    ("shared", "own", "is_copy"),
    [(8, 8, False), (9, 11, False), (10, 10, True), (8, 4, True), (6, 3, True), (5, 3, False)],
    ids=[
        "one sentence of twelve words, half of the text",
        "one sentence of thirteen words",
        "more than a sentence",
        "most of a teaser",
        "most of a headline",
        "a formula of nine words",
    ],
)
def test_short_texts_that_share_one_formula_are_two(index, shared, own, is_copy):
    index.add("teaser", text(*range(3000, 3000 + shared), *range(4000, 4000 + own)))
    found = kin(index, text(*range(3000, 3000 + shared), *range(5000, 5000 + own)))
    assert found == ([("teaser", KinReason.COPY)] if is_copy else [])
