"""What stands of all that a text may claim."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.claims.mention import WHOLE, Mention, Terms
from monitor.claims.verdict import (
    Bars,
    Key,
    Possible,
    Verdict,
    Weighed,
    log_odds,
    possible_claims,
    standing,
)
from monitor.model.stage import Stage

ANSWERS = ("none", "prospective:background", "prospective:new", "signed:background", "signed:new")
SIGNED = Key("x-pact", "OM", Stage.SIGNED, new=True)
SIGNED_ONCE = Key("x-pact", "OM", Stage.SIGNED, new=False)
BARS = Bars(ruled=0.3, news=0.5, background=0.35, instead=0.6)


class Line:
    """A line of which only its place matters here."""

    index = 0
    field = "body"


def told(shares: dict[str, float], terms: Terms | None = None, *, party: str = "OM") -> Weighed:
    """A mention with the chance of each answer; what is not given falls to none."""
    mention = Mention("x-pact", party, Line(), 0, terms or {})  # type: ignore[arg-type]
    none = 1 - sum(shares.values())
    return Weighed(mention, [{"none": none, **shares}.get(answer, 0.0) for answer in ANSWERS])


def one_of(*weighed: Weighed, ruled: tuple[Key, ...] = (), new: bool = True) -> Possible:
    """The possible claim of one party and time; that of the rules, where they have one."""
    found = [one for one in possible_claims(weighed, ruled, ANSWERS) if one.key.new is new]
    assert [one.is_ruled for one in found][1:] in ([], [False])
    return found[0]


def news_of(weighed: list[Weighed], ruled: tuple[Key, ...]) -> list[Possible]:
    return [one for one in possible_claims(weighed, ruled, ANSWERS) if one.key.new]


def test_the_likeliest_mention_and_stage_make_the_possible_claim() -> None:
    silent, telling = told({"prospective:new": 0.1}), told({"signed:new": 0.8})
    found = one_of(silent, telling)
    assert (found.key, found.mention) == (SIGNED, telling.mention)
    assert found.features["odds"] == pytest.approx(log_odds(0.8))


def test_what_other_mentions_say_too_is_kept_likeliest_first() -> None:
    silent, telling = told({"prospective:new": 0.6}), told({"signed:new": 0.8})
    saying = told({"signed:new": 0.5})
    assert one_of(silent, saying, telling).mentions == (telling.mention, saying.mention)


def test_news_and_background_are_weighed_apart() -> None:
    now, then = told({"signed:new": 0.8}), told({"signed:background": 0.6})
    assert one_of(now, then).mention is now.mention
    assert one_of(now, then, new=False).mention is then.mention


def test_each_party_has_its_own_possible_claims() -> None:
    found = possible_claims([told({}), told({}, party="QA")], (), ANSWERS)
    assert [(one.key.party, one.key.new) for one in found] == [
        ("OM", True),
        ("OM", False),
        ("QA", True),
        ("QA", False),
    ]


def test_a_rules_claim_is_weighed_before_the_likeliest() -> None:
    found = news_of([told({"prospective:new": 0.9})], (SIGNED,))
    assert [(one.key.stage, one.is_ruled) for one in found] == [
        (Stage.SIGNED, True),
        (Stage.PROSPECTIVE, False),
    ]
    assert found[0].features["rules"] == 1
    assert found[1].features["rules:other-stage"] == 1


@pytest.mark.parametrize(
    ("ruled", "likeliest", "sure", "surer", "stands"),
    [
        (Stage.PROSPECTIVE, "signed:new", 0.4, 0.7, ["signed"]),
        (Stage.PROSPECTIVE, "signed:new", 0.8, 0.7, ["prospective"]),
        (Stage.PROSPECTIVE, "signed:new", 0.4, 0.55, ["prospective"]),
        (Stage.PROSPECTIVE, "signed:new", 0.1, 0.55, []),
        (Stage.DECLINED, "signed:new", 0.4, 0.9, ["declined"]),
        (Stage.DECLINED, "signed:new", 0.1, 0.9, []),
    ],
)
def test_a_step_of_the_way_in_can_stand_for_another_that_the_rules_read(
    ruled: Stage, likeliest: str, sure: float, surer: float, stands: list[str]
) -> None:
    """Where it is surer, and sure enough; never for a refusal."""
    by_rules, instead = news_of([told({likeliest: 0.9})], (replace(SIGNED, stage=ruled),))
    found = standing([(by_rules, sure), (instead, surer)], (), BARS)
    assert [one.key.stage.value for one, _ in found] == stands


def test_what_the_rules_say_of_the_other_time_is_a_feature() -> None:
    assert one_of(told({"signed:new": 0.4}), ruled=(SIGNED_ONCE,)).features["rules:other-time"] == 1


@pytest.mark.parametrize(
    ("terms", "feature"),
    [
        ({"rules:{}": {"signed:new"}}, "rules:here"),
        ({"rules:{}": {"signed:new"}, "rules-sure:{}": {"signed:new"}}, "rules:sure"),
        ({"no-claim:{}": {"join: not"}}, "rules:silent"),
        ({"accord:{}": ["here"]}, "accord:here"),
        ({"accord:{}": ["away3", "not-main"]}, "accord:not-main"),
        ({WHOLE: ("signature-makes-party",)}, "signature-makes-party"),
        ({"baseline:{}": ("signed:old",)}, "baseline"),
        ({"named:{}": ("pronoun",)}, "described"),
    ],
)
def test_what_the_terms_of_the_likeliest_mention_say_is_a_feature(
    terms: Terms, feature: str
) -> None:
    plain = told({"signed:new": 0.4}, {"named:{}": ("name",)})
    assert one_of(told({"signed:new": 0.4}, terms), ruled=(SIGNED,)).features[feature] == 1
    assert feature not in one_of(plain, ruled=(SIGNED,)).features


def test_the_same_claim_of_other_parties_is_a_feature() -> None:
    alone = one_of(told({"signed:new": 0.4}))
    others = possible_claims(
        [told({"signed:new": 0.4}), told({"signed:new": 0.9}, party="QA")], (), ANSWERS
    )
    assert others[0].features["odds:beside"] == pytest.approx(log_odds(0.9))
    assert alone.features["odds:beside"] == alone.features["odds"]


def test_confidence_is_the_sum_of_the_named_features() -> None:
    verdict = Verdict({"bias": -1.0, "odds": 0.5, "unheard": 9.0}, BARS)
    assert verdict.confidence({"bias": 1.0, "odds": 2.0, "new": 1.0}) == 0.5
    assert verdict.confidence({"odds": 1e9}) == pytest.approx(1)
    assert verdict.confidence({"odds": -1e9}) == pytest.approx(0)


def test_a_list_that_the_rules_read_stands_or_falls_as_one() -> None:
    both = (SIGNED, replace(SIGNED, party="QA"))
    listed = [told({"signed:new": 0.9}), told({"signed:new": 0.5}, party="QA")]
    verdict = Verdict({"odds": 1.0}, BARS)

    ruled = {one.key.party: sure for one, sure in verdict.judge(news_of(listed, both))}
    assert ruled == {"OM": pytest.approx(0.75), "QA": pytest.approx(0.75)}

    inferred = {one.key.party: sure for one, sure in verdict.judge(news_of(listed, ()))}
    assert inferred == {"OM": pytest.approx(0.9), "QA": pytest.approx(0.5)}


def test_each_kind_of_claim_has_its_own_bar() -> None:
    ruled = one_of(told({}), ruled=(SIGNED,))
    inferred = one_of(told({"signed:new": 0.5}, party="QA"))
    at = {
        sure: [one.key.party for one, _ in standing([(ruled, sure), (inferred, sure)], (), BARS)]
        for sure in (0.2, 0.4, 0.6)
    }
    assert at == {0.2: [], 0.4: ["OM"], 0.6: ["OM", "QA"]}
    past = one_of(told({"signed:background": 0.5}, party="QA"), new=False)
    assert [one for one, _ in standing([(past, 0.4)], (), BARS)] == [past]


def test_what_the_rules_read_as_denied_is_not_inferred() -> None:
    inferred = one_of(told({"signed:new": 0.9}))
    assert list(standing([(inferred, 0.9)], [("x-pact", "OM", Stage.SIGNED)], BARS)) == []
    assert list(standing([(inferred, 0.9)], [("x-pact", "QA", Stage.SIGNED)], BARS))


def test_a_prospect_is_news_or_background_and_not_both() -> None:
    shares = {"prospective:new": 0.4, "prospective:background": 0.4}
    news, background = possible_claims([told(shares)], (), ANSWERS)
    stands = standing([(news, 0.7), (background, 0.8)], (), BARS)
    assert [one.key.new for one, _ in stands] == [False]


@pytest.mark.parametrize(("sure", "stands_as_news"), [(0.1, True), (0.6, False)])
def test_a_prospect_moves_to_the_other_time_only_where_that_of_the_rules_is_outweighed(
    sure: float, stands_as_news: bool
) -> None:
    ruled = Key("x-pact", "OM", Stage.PROSPECTIVE, new=False)
    shares = {"prospective:new": 0.9, "prospective:background": 0.1}
    news, background = possible_claims([told(shares)], (ruled,), ANSWERS)
    stands = standing([(news, 0.9), (background, sure)], (), BARS)
    assert [one.key.new for one, _ in stands] == [stands_as_news]


@given(st.floats(0, 1))
def test_log_odds_are_bounded_and_mirror_each_other(chance: float) -> None:
    assert -12 < log_odds(chance) < 12
    assert log_odds(chance) == pytest.approx(-log_odds(1 - chance), abs=1e-6)


def test_nothing_stands_for_what_the_rules_read_as_hearsay() -> None:
    prospect = replace(SIGNED, stage=Stage.PROSPECTIVE)
    found = [
        one
        for one in possible_claims([told({"signed:new": 0.9})], (prospect,), ANSWERS)
        if one.key.new
    ]
    sure = list(zip(found, (0.4, 0.9), strict=True))
    assert [one.key for one, _ in standing(sure, (), BARS, [prospect])] == [prospect]
    assert [one.key for one, _ in standing(sure, (), BARS)] == [SIGNED]
