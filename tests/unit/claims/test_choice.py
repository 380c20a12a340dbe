"""The learned choice: the chances of a mention, what it says for itself, and what it makes of the rules' claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.accords import load_accords
from config.parties import load_parties
from monitor.claims import Classifier
from monitor.claims.choice import (
    Weights,
    chances,
    shipped_weights,
    spoke_for,
    weigh,
    weights_of,
)
from monitor.claims.mention import WHOLE, Mention, Terms
from monitor.claims.verdict import Bars, Possible, Verdict, possible_claims
from monitor.model.article import Article
from monitor.model.claim import INFERRED, Reading
from monitor.model.stage import Stage
from tests.unit.claims import test_phenomena, test_phenomena_news
from tests.unit.claims.conftest import CONFIG

SMALL = weights_of(
    {
        "answers": ["none", "signed:background", "signed:new"],
        "bars": {"ruled": 0.3, "news": 0.4, "background": 0.4, "instead": 0.6},
        "verdict": {"bias": -1.0, "odds": 1.0},
        "weights": {
            "bias": {"none": 1.0},
            "right:ink": {"signed:new": 3.0},
            "dated:old": {"signed:background": 4.0, "signed:new": -2.0},
        },
    }
)


class Line:
    """A line of which only its place matters here."""

    index = 0
    field = "body"


def mention(*terms: str, party: str = "OM") -> Mention:
    """A mention of which only the terms matter here."""
    return Mention("x-pact", party, Line(), 0, {WHOLE: terms})  # type: ignore[arg-type]


def of(text: str) -> Article:
    """An article of Friday, 7 November 2025."""
    published = datetime(2025, 11, 7, 12, tzinfo=UTC)
    return Article("1", "paper.example", "https://paper.example/1", published, body=text, lang="en")


def likeliest(told: list[Mention]) -> Possible:
    """The claim that the mentions make likeliest as news."""
    news, _ = possible_claims(weigh(told, SMALL), (), SMALL.answers)
    return news


def shares(terms: Terms, weights: Weights = SMALL) -> list[float]:
    return chances(weights.families.sum_of(terms), weights)


@given(st.sets(st.sampled_from(sorted(shipped_weights("en").rows)), max_size=40))
def test_the_chances_of_all_answers_make_one(terms: set[str]) -> None:
    found = shares({WHOLE: terms}, shipped_weights("en"))
    assert sum(found) == pytest.approx(1)
    assert min(found) >= 0


def test_a_term_that_has_no_weights_changes_nothing() -> None:
    assert shares({"right:{}": ["unheard"], WHOLE: ["bias"]}) == shares({WHOLE: ["bias"]})


@pytest.mark.parametrize(
    "terms",
    [
        {"right:{}": ["ink"]},
        {"right:{}": "ink"},
        {"{}:ink": ["right"]},
        {"ri{}nk": ["ght:i"]},
        {WHOLE: ["right:ink"]},
        {"{}:{}": [("right", "ink")]},
        {"r{}:{}k": [("ight", "in")]},
    ],
)
def test_a_term_weighs_the_same_by_whatever_family(terms: Terms) -> None:
    assert shares(terms) == shares({WHOLE: ["right:ink"]}) != shares({})


def test_a_pair_is_found_wherever_its_middle_stands() -> None:
    row = {"none": 2.0}
    weights = weights_of(
        {
            "answers": ["none", "signed:background", "signed:new"],
            "bars": {"ruled": 0.3, "news": 0.4, "background": 0.4, "instead": 0.6},
            "verdict": {},
            "weights": {"pair:a_b_c": row, "pair:a": row},
        }
    )
    pairs = [("a", "b_c"), ("a_b", "c")]
    whole = shares({WHOLE: ["pair:a_b_c"]}, weights)
    assert [shares({"pair:{}_{}": [pair]}, weights) for pair in pairs] == [whole, whole]
    assert shares({"pair:{}_{}": [("a", "")]}, weights) == shares({}, weights)


def test_the_ends_of_a_family_do_not_overlap() -> None:
    assert shares({"right:i{}ink": ["", "ink", "nk"]}) == shares({})


def test_the_terms_of_a_line_weigh_for_each_party_in_it() -> None:
    line = {"dated:{}": ["old"]}
    own: Terms = {WHOLE: ["bias"]}
    told = [Mention("x-pact", party, Line(), 0, own, line) for party in ("OM", "QA")]  # type: ignore[arg-type]
    whole = shares({WHOLE: ["bias", "dated:old"]})
    assert [one.shares for one in weigh(told, SMALL)] == [whole, whole]
    assert told[0].terms == ("bias", "dated:old")


def test_terms_that_are_made_when_they_are_asked_for_weigh_and_are_named_like_others() -> None:
    one = Mention("x-pact", "OM", Line(), 0, {WHOLE: "bias"}, beside=lambda: {"right:{}": "ink"})  # type: ignore[arg-type]
    assert one.terms == ("bias", "right:ink")
    assert [found.shares for found in weigh([one], SMALL)] == [shares({WHOLE: one.terms})]
    assert spoke_for(likeliest([one]), SMALL) == (("right:ink", 3.0),)


def test_the_names_of_pairs_have_the_family_s_middle() -> None:
    own: Terms = {"order:{}>{}": [("want", "join")]}
    one = Mention("x-pact", "OM", Line(), 0, own)  # type: ignore[arg-type]
    assert one.terms == ("order:want>join",)


def test_by_their_families_the_terms_of_a_text_weigh_what_their_names_do(
    rules: Classifier,
) -> None:
    told = [
        mention for text, _ in test_phenomena.CASES.values() for mention in rules.mentions(of(text))
    ]
    for one in weigh(told, shipped_weights("en")):
        assert one.shares == shares({WHOLE: one.mention.terms}, shipped_weights("en"))


def test_the_terms_that_spoke_most_come_first_and_those_against_are_left_out() -> None:
    told = [mention("bias", "right:ink", "dated:old", "right:ink-and-seal")]
    assert spoke_for(likeliest(told), SMALL) == (("right:ink", 3.0),)


def test_the_shipped_numbers_are_whole() -> None:
    weights = shipped_weights("en")
    kinds = {f"{stage.value}:{kind}" for stage in Stage for kind in ("new", "background")}
    assert set(weights.answers) <= kinds | {"none"}
    assert 0 < weights.verdict.bars.ruled < 1
    assert 0 < weights.verdict.bars.background <= weights.verdict.bars.news < 1
    assert weights.verdict.weights["odds"] > 0
    assert weights.verdict.weights["rules"] > 0


@pytest.fixture(scope="module")
def judged() -> Callable[[dict[str, float]], Reading]:
    """Reads one article with the shipped choice and a verdict of one's own."""
    accords, parties = load_accords(CONFIG / "accords"), load_parties(CONFIG / "parties.toml")
    article = of("Armenia signed the Abraham Accords on Wednesday. Oman sent a guest.")

    def reading(verdict: dict[str, float]) -> Reading:
        weights = replace(shipped_weights("en"), verdict=Verdict(verdict, Bars(0.3, 0.3, 0.3, 1)))
        return Classifier(accords, parties, weights=weights).read(article)

    return reading


def test_a_claim_that_does_not_stand_is_told_with_its_confidence(
    judged: Callable[[dict[str, float]], Reading],
) -> None:
    assert [(c.party, c.stage) for c in judged({"rules": 2.0, "bias": -1.0}).claims] == [
        ("AM", Stage.SIGNED)
    ]
    none = judged({"bias": -2.0})
    assert not none.claims
    assert ("AM", "outweighed: signed new at 0.12") in {
        (no.party, no.reason) for no in none.no_claims
    }


def test_confidence_is_the_verdict_s(judged: Callable[[dict[str, float]], Reading]) -> None:
    [claim] = judged({"rules": 3.0, "bias": -1.0}).claims
    assert claim.confidence == 0.88


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
