"""Scoring, as the contract says it."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.claims.score import Tally, bootstrap_interval, score


def claim(party: str, stage: str = "signed", *, new: bool = True, **more: Any) -> dict[str, Any]:
    return {"accord": "a", "party": party, "stage": stage, "new": new, **more}


def pair(gold: list[dict[str, Any]], made: list[dict[str, Any]], **more: Any) -> Any:
    def tag(claims: list[dict[str, Any]]) -> str:
        return "accession" if any(found["new"] for found in claims) else "background"

    return (
        {"id": "1", "claims": gold, "tag": tag(gold), **more},
        {"id": "1", "claims": made, "tag": tag(made)},
    )


def test_precision_and_recall_are_over_article_accord_party_stage_and_new() -> None:
    found = score([pair([claim("KZ"), claim("AZ")], [claim("KZ"), claim("UZ")])])
    assert found.claims == Tally(1, 1, 1)
    assert found.claims.f1 == pytest.approx(0.5)


def test_new_for_background_counts_without_new() -> None:
    found = score([pair([claim("KZ")], [claim("KZ", new=False)])])
    assert (found.claims, found.without_new) == (Tally(0, 1, 1), Tally(1, 0, 0))


def test_a_disputed_claim_is_neither_required_nor_penalised() -> None:
    gold = [claim("KZ", disputed=True)]
    assert score([pair(gold, [])]).claims == Tally()
    assert score([pair(gold, [claim("KZ")])]).claims == Tally()


def test_a_disputed_tag_is_left_out() -> None:
    found = score([pair([claim("KZ")], [], tag_disputed=True)])
    assert found.accession_tag == Tally()


def test_a_date_that_is_more_or_less_exact_is_wrong() -> None:
    gold = [claim("KZ", date="2025-11"), claim("AZ", date="2025-11-06"), claim("UZ")]
    made = [
        claim("KZ", date="2025-11-06"),
        claim("AZ", date="2025-11-06"),
        claim("UZ", date="2025"),
    ]
    found = score([pair(gold, made)])
    assert (found.dates_right, found.dates_scored) == (1, 2)


def test_a_false_accession_is_counted_among_articles_without_news() -> None:
    found = score([pair([claim("KZ", new=False)], [claim("KZ")]), pair([], [])])
    assert (found.false_accessions, found.quiet_articles) == (1, 2)


def test_the_reliability_table_sorts_claims_by_confidence() -> None:
    found = score(
        [pair([claim("KZ")], [claim("KZ", confidence=0.93), claim("AZ", confidence=1.0)])]
    )
    assert (found.reliability[9].count, found.reliability[9].right) == (2, 1)


def test_misses_are_named_the_worst_first() -> None:
    found = score([pair([claim("KZ"), claim("AZ")], [claim("UZ")])])
    assert found.misses[0].wrong == ("a/UZ signed new",)
    assert found.misses[0].missed == ("a/AZ signed new", "a/KZ signed new")


def test_nothing_wanted_and_nothing_made_is_perfect() -> None:
    assert score([pair([], [])]).claims.f1 == 1


def test_the_interval_holds_the_middle_of_the_draws() -> None:
    low, high = bootstrap_interval([Tally(1, 0, 0), Tally(0, 1, 1)], [[0, 0], [0, 1], [1, 1]] * 30)
    assert (low, high) == (0, 1)
