"""A language plugs in by registering; the engine reads it as it stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.claims import Classifier
from monitor.claims.language import registered, registering
from monitor.model.accord import Accord, AccordWords, BaselineFact
from monitor.model.article import Article
from monitor.model.claim import INFERRED, Reading, Speaker, Tag
from monitor.model.party import Parties
from monitor.model.stage import Stage
from tests.unit.claims.japanese import Japanese, JapaneseChoice

HARBOUR = Accord(
    id="harbour-pact",
    name="Harbour Pact",
    aliases=("Harbour Pact",),
    conveners=("BH",),
    languages={"ja": AccordWords(aliases=("港湾協定",))},
    baseline=(BaselineFact("KZ", Stage.ACCEDED, "2019-05-01", "https://pact.example/kz"),),
)


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    with registering(Japanese()):
        return Classifier([HARBOUR], Parties({}))


def article(body: str, title: str = "", lang: str | None = None) -> Article:
    published = datetime(2026, 3, 12, 9, tzinfo=UTC)
    url = "https://paper.example/1"
    return Article("1", "paper.example", url, published, title, "", body, lang)


def said(reading: Reading) -> list[tuple[str, Stage, bool]]:
    return [(claim.party, claim.stage, claim.new) for claim in reading.claims]


@pytest.mark.parametrize(
    ("body", "claims"),
    [
        pytest.param("オマンは港湾協定に署名した。", [("OM", Stage.SIGNED, True)], id="done"),
        pytest.param(
            "オマンは港湾協定に加盟するかもしれない。",
            [("OM", Stage.PROSPECTIVE, True)],
            id="possible",
        ),
        pytest.param(
            "政府によるとオマンは港湾協定に加盟する。",
            [("OM", Stage.ANNOUNCED, True)],
            id="the government's word commits",
        ),
        pytest.param(
            "関係者によるとオマンは港湾協定に加盟する。",
            [("OM", Stage.PROSPECTIVE, True)],
            id="an unnamed source's does not",
        ),
        pytest.param(
            "オマンは港湾協定への加盟を拒否した。", [("OM", Stage.DECLINED, True)], id="a refusal"
        ),
        pytest.param("オマンは港湾協定に署名していない。", [], id="a negation is no claim"),
        pytest.param(
            "オマンは2019年に港湾協定に署名した。", [("OM", Stage.SIGNED, False)], id="history"
        ),
        pytest.param("オマンが雨の中で港に着いた。港湾協定の話はない。", [], id="no frame"),
    ],
)
def test_a_verb_at_the_end_tells_how_far_it_has_come(
    classifier: Classifier, body: str, claims: list[tuple[str, Stage, bool]]
) -> None:
    assert said(classifier.read(article(body))) == claims


def test_a_claim_carries_its_sentence_its_date_and_its_rules(classifier: Classifier) -> None:
    body = "市場は静かだった。\n\nオマンは2026年3月10日に港湾協定に署名した。"
    [claim] = classifier.read(article(body)).claims
    assert claim.evidence.quote == "オマンは2026年3月10日に港湾協定に署名した。"
    assert body[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
    assert claim.date == "2026-03-10"
    assert claim.why == (
        "trigger:sign", "verb-final", "actor:name", "force:done", "time:this-week",
    )  # fmt: skip


def test_that_country_is_the_one_named_before(classifier: Classifier) -> None:
    reading = classifier.read(article("オマンで会議があった。同国は港湾協定に加盟した。"))
    assert said(reading) == [("OM", Stage.ACCEDED, True)]


def test_the_engine_merges_what_a_text_says_twice(classifier: Classifier) -> None:
    body = "オマンは港湾協定に署名した。政府によるとオマンは港湾協定に加盟する。"
    reading = classifier.read(article(body, title="オマンは港湾協定に加盟するかもしれない"))
    assert said(reading) == [("OM", Stage.SIGNED, True)]


def test_the_engine_knows_conveners_and_members_of_any_language(classifier: Classifier) -> None:
    reading = classifier.read(article("バーレーンとカザフスタンは港湾協定に加盟するかもしれない。"))
    assert reading.claims == ()


def test_a_reading_tells_its_language(classifier: Classifier) -> None:
    reading = classifier.read(article("オマンは港湾協定に署名した。"))
    assert (reading.lang, reading.tag) == ("ja", Tag.ACCESSION)
    assert reading.claims[0].speaker is Speaker.OUTLET


RATIFIED = "関係者によるとオマンは港湾協定を批准した。"
"""A verb that no rule of this language knows."""


def test_a_language_may_have_a_choice_of_its_own() -> None:
    with registering(Japanese(JapaneseChoice())):
        own = Classifier([HARBOUR], Parties({}))
    [claim] = own.read(article(RATIFIED)).claims
    assert (claim.party, claim.stage, claim.new) == ("OM", Stage.RATIFIED, True)
    assert (claim.speaker, claim.confidence) == (Speaker.UNNAMED, 0.87)
    assert claim.why == (INFERRED, "term:end:批准した")
    assert said(own.read(article("オマンは港湾協定に署名した。"))) == [("OM", Stage.SIGNED, True)]


def test_without_one_its_rules_decide_alone(classifier: Classifier) -> None:
    assert classifier.read(article(RATIFIED)).claims == ()
    assert classifier.mentions(article(RATIFIED)) == []


def test_english_is_read_beside_it(classifier: Classifier) -> None:
    reading = classifier.read(
        article("The Harbour Pact was in the news of the day and of the week.")
    )
    assert (reading.lang, reading.tag) == ("en", Tag.BACKGROUND)


def test_a_language_that_is_not_registered_makes_no_claims_and_says_so() -> None:
    assert [language.code for language in registered()] == ["en"]
    reading = Classifier([HARBOUR], Parties({})).read(article("オマンは港湾協定に署名した。"))
    assert (reading.claims, reading.notes) == ((), ("language not known",))
