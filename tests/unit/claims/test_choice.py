"""The learned choice: what it adds to the rules, how sure it is, and what it says for itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.claims import Classifier
from monitor.claims.choice import (
    Bars,
    Calibration,
    Choice,
    chances,
    choose,
    confidence_of,
    shipped_weights,
    spoke_for,
    weights_of,
)
from monitor.claims.mentions import Mention
from monitor.model.article import Article
from monitor.model.claim import INFERRED
from monitor.model.stage import Stage
from tests.unit.claims import test_phenomena, test_phenomena_news

SMALL = weights_of(
    {
        "answers": ["none", "signed:background", "signed:new"],
        "bars": {"news": 0.4, "background": 0.4},
        "confidence": {"slope": 1.0, "shift": 0.0, "agreed": 1.0},
        "weights": {
            "bias": {"none": 1.0},
            "right:ink": {"signed:new": 3.0},
            "dated:old": {"signed:background": 4.0, "signed:new": -2.0},
        },
    }
)


def mention(*terms: str, party: str = "OM") -> Mention:
    """A mention of which only the terms matter here."""
    return Mention("x-pact", party, None, None, terms)  # type: ignore[arg-type]


def of(text: str) -> Article:
    """An article of Friday, 7 November 2025."""
    published = datetime(2025, 11, 7, 12, tzinfo=UTC)
    return Article("1", "paper.example", "https://paper.example/1", published, body=text, lang="en")


def choice_of(told: list[Mention], *, new: bool) -> Choice:
    [found] = [one for one in choose(told, SMALL) if one.new is new]
    return found


@given(st.lists(st.sampled_from(sorted(shipped_weights().rows)), max_size=40))
def test_the_chances_of_all_answers_make_one(terms: list[str]) -> None:
    found = chances(terms, shipped_weights())
    assert sum(found) == pytest.approx(1)
    assert min(found) >= 0


def test_a_term_that_has_no_weights_changes_nothing() -> None:
    assert chances(["bias", "right:unheard"], SMALL) == chances(["bias"], SMALL)


def test_the_likeliest_mention_makes_the_choice() -> None:
    silent, telling = mention("bias"), mention("bias", "right:ink")
    found = choice_of([silent, telling], new=True)
    assert (found.mention, found.stage) == (telling, Stage.SIGNED)
    assert found.chance > 0.8
    assert choice_of([silent], new=True).chance < 0.4


def test_news_and_background_are_chosen_apart() -> None:
    told = [mention("bias", "right:ink"), mention("bias", "right:ink", "dated:old")]
    assert choice_of(told, new=True).mention is told[0]
    assert choice_of(told, new=False).mention is told[1]


def test_each_party_has_its_own_choice() -> None:
    found = choose([mention("bias", "right:ink"), mention("bias", party="QA")], SMALL)
    assert [(one.mention.party, one.new) for one in found] == [
        ("OM", True),
        ("OM", False),
        ("QA", True),
        ("QA", False),
    ]


def test_the_terms_that_spoke_most_come_first_and_those_against_are_left_out() -> None:
    told = [mention("bias", "dated:old", "right:ink")]
    assert spoke_for(choice_of(told, new=True), SMALL) == (("right:ink", 3.0),)


def test_what_the_rules_say_too_is_surer() -> None:
    line = Calibration(1.0, 0.0, 1.0)
    alone, both = (confidence_of(0.5, line, agreed=agreed) for agreed in (False, True))
    assert (alone, both) == (0.5, 0.73)


def test_the_shipped_bars_and_answers_are_whole() -> None:
    weights = shipped_weights()
    kinds = {f"{stage.value}:{kind}" for stage in Stage for kind in ("new", "background")}
    assert set(weights.answers) <= kinds | {"none"}
    assert isinstance(weights.bars, Bars)
    assert 0 < weights.bars.news < 1
    assert 0 < weights.bars.background < 1


def test_the_rules_claims_stand_whatever_the_choice_says(
    classifier: Classifier, rules: Classifier
) -> None:
    article = of("Armenia signed the Abraham Accords on Wednesday. Oman has not decided.")
    by_rule = {(c.party, c.stage, c.new, c.date) for c in rules.read(article).claims}
    both = {(c.party, c.stage, c.new, c.date) for c in classifier.read(article).claims}
    assert by_rule
    assert by_rule <= both


def test_what_no_rule_made_says_so_and_names_its_terms(classifier: Classifier) -> None:
    inferred = [
        claim
        for text, _ in (*test_phenomena.CASES.values(), *test_phenomena_news.CASES.values())
        for claim in classifier.read(of(text)).claims
        if INFERRED in claim.why
    ]
    for claim in inferred:
        assert any(rule.startswith("term:") for rule in claim.why)


def test_settled_sentences_are_read_as_the_rules_read_them(classifier: Classifier) -> None:
    cases = [*test_phenomena.CASES.values(), *test_phenomena_news.CASES.values()]
    right = sum(
        sorted(f"{c.party} {c.stage} {'new' if c.new else 'old'}" for c in read.claims)
        == sorted(expected)
        for text, expected in cases
        if (read := classifier.read(of(text)))
    )
    assert right >= 0.97 * len(cases)
