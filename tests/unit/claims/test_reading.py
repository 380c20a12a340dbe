"""What a reading holds beside its claims, and what it does with texts that are none of its business."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.parties import load_parties
from monitor.claims import VERSION, Classifier
from monitor.claims.english.origins import origins_of
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Origin, OriginKind, Reading, Speaker, Tag
from monitor.model.stage import FORWARD, Stage

Read = Callable[..., Reading]


def test_an_article_without_an_accord_is_unrelated(read: Read) -> None:
    reading = read("Oman joined a fisheries treaty on Tuesday.")
    assert (reading.tag, reading.claims, reading.classifier) == (Tag.UNRELATED, (), VERSION)


def test_a_mention_without_news_is_background(read: Read) -> None:
    assert read("Bahrain signed the Abraham Accords in 2020.").tag is Tag.BACKGROUND


def test_a_language_not_known_makes_no_claims_and_says_so(read: Read) -> None:
    reading = read(
        "Le Kazakhstan a décidé jeudi de rejoindre les accords d'Abraham, selon la présidence. "
        "Le pays entretient des relations avec Israël depuis plus de trente ans et il en est fier.",
        lang="fr",
    )
    assert reading.claims == ()
    assert reading.notes == ("language not known",)
    assert reading.tag is Tag.BACKGROUND


def test_satire_makes_no_claims_and_says_so(read: Read) -> None:
    reading = read("Atlantis signed the Abraham Accords yesterday. This page is satire.")
    assert (reading.claims, reading.notes) == ((), ("satire",))


def test_the_evidence_is_the_exact_sentence(read: Read) -> None:
    body = "It rained.\n\nOman’s government said “yes”: it will join the Abraham\u00a0Accords."
    (claim,) = read(body).claims
    evidence = claim.evidence
    assert body[evidence.start : evidence.end] == evidence.quote
    assert "Abraham\u00a0Accords" in evidence.quote


def test_each_claim_names_its_rules_and_has_a_confidence(read: Read) -> None:
    (claim,) = read("Oman has joined the Abraham Accords.").claims
    assert "trigger:join" in claim.why
    assert 0 < claim.confidence <= 1


def test_a_headline_alone_is_read(read: Read) -> None:
    (claim,) = read(title="Oman joins Abraham Accords").claims
    assert (claim.party, claim.stage, claim.new) == ("OM", Stage.ACCEDED, True)


def test_where_headline_and_body_differ_the_body_wins(read: Read) -> None:
    reading = read(
        "Oman has agreed to join the Abraham Accords, its government said on Thursday.",
        title="Oman signs Abraham Accords",
    )
    assert [claim.stage for claim in reading.claims] == [Stage.ANNOUNCED]


def test_a_mention_that_makes_no_claim_says_why(read: Read) -> None:
    reading = read("Oman has not signed the Abraham Accords.")
    assert [(found.party, found.reason) for found in reading.no_claims] == [("OM", "sign: not")]


def test_a_refusal_by_the_government_is_a_denial_of_every_forward_stage(read: Read) -> None:
    (denial,) = read("Oman will not join the Abraham Accords, its foreign ministry said.").denials
    assert (denial.party, denial.stages) == ("OM", FORWARD)
    assert denial.speaker is Speaker.PARTY_GOVERNMENT


@pytest.mark.parametrize(
    ("said", "lifts"),
    [
        ("Oman has dropped its refusal to join the Abraham Accords", True),
        ("Oman has given up its opposition to the Abraham Accords", True),
        ("Oman no longer rules out joining the Abraham Accords", True),
        ("Oman may drop its refusal to join the Abraham Accords", False),
        ("Oman will not drop its opposition to the Abraham Accords", False),
    ],
)
def test_a_government_that_gives_up_its_refusal_lifts_its_denial(
    read: Read, said: str, *, lifts: bool
) -> None:
    found = read(f"{said}, its foreign ministry said.").lifted
    lifted = [(one.party, one.stages, one.speaker) for one in found]
    assert lifted == [("OM", FORWARD, Speaker.PARTY_GOVERNMENT)] * lifts


def test_not_signed_denies_the_signature_and_what_follows_from_it(read: Read) -> None:
    reading = read("Oman has not signed the Abraham Accords, its foreign ministry said.")
    assert reading.claims == ()
    assert [denial.stages for denial in reading.denials] == [
        (Stage.SIGNED, Stage.RATIFIED, Stage.ACCEDED)
    ]


def test_a_correction_retracts_and_claims_nothing(read: Read) -> None:
    reading = read(
        "A report on Tuesday stated wrongly that Oman had signed the Abraham Accords.",
        title="Correction: Oman has not signed Abraham Accords",
    )
    assert reading.claims == ()
    assert [(found.party, found.stages) for found in reading.retractions] == [
        ("OM", (Stage.SIGNED,))
    ]


@pytest.mark.parametrize(
    ("body", "kind", "name"),
    [
        ("MUSCAT (Harbour Wire) - Oman will join the Abraham Accords.", "agency", "Harbour Wire"),
        (
            "Oman will join the Abraham Accords, according to the Desert Tribune.",
            "outlet",
            "Desert Tribune",
        ),
        (
            "Oman will join the Abraham Accords, people familiar with the matter said.",
            "unnamed",
            "people familiar with the matter",
        ),
        ("Oman will join the Abraham Accords, a leaked memo says.", "document", "leaked memo"),
    ],
)
def test_what_a_text_credits_is_its_origin(read: Read, body: str, kind: str, name: str) -> None:
    origins = [(str(origin.kind), origin.name) for origin in read(body).origins]
    assert (kind, name) in origins


def test_boilerplate_makes_no_claim(read: Read) -> None:
    reading = read(
        "The Abraham Accords turned five.\n\nRelated: Oman joins Abraham Accords\n\n"
        "Read also: Kuwait signs Abraham Accords"
    )
    assert reading.claims == ()


def test_a_leaving_with_delay_is_dated_at_the_notice_and_names_its_effect(read: Read) -> None:
    (claim,) = read(
        "Sudan gave notice on Wednesday that it leaves the Abraham Accords on 1 January 2026."
    ).claims
    assert (claim.stage, claim.new) == (Stage.WITHDRAWN, True)
    assert (claim.date, claim.effective) == ("2025-11-05", "2026-01-01")


def test_the_unnamed_country_is_named_by_a_later_sentence(read: Read) -> None:
    reading = read(
        "Another country is joining the Abraham Accords, the envoy Steve Witkoff said on Thursday. "
        "Media reports indicate that it is Armenia."
    )
    assert [(claim.party, claim.stage) for claim in reading.claims] == [("AM", Stage.PROSPECTIVE)]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("on Thursday", "2025-11-06"),
        ("on 4 November", "2025-11-04"),
        ("on November 4, 2025", "2025-11-04"),
        ("yesterday", "2025-11-06"),
        ("two years ago", "2023"),
        ("in March 2021", "2021-03"),
        ("last year", "2024"),
        ("in September of last year", "2024-09"),
        ("on 15 March last year", "2024-03-15"),
        ("on March 15 of this year", "2025-03-15"),
        ("two years ago today", "2023-11-07"),
        ("three months ago", "2025-08"),
        ("on Monday of last week", "2025-10-27"),
        ("in 2020", "2020"),
    ],
)
def test_dates_are_resolved_against_the_day_of_publication(
    read: Read, words: str, date: str
) -> None:
    (claim,) = read(f"Armenia signed the Abraham Accords {words}.").claims
    assert claim.date == date


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("in December of that year", "2020-12"),
        ("that December", "2020-12"),
        ("three months later", "2020-12"),
        ("two years before", "2018"),
        ("the year after", "2021"),
        ("the following year", "2021"),
        ("the month after", "2020-10"),
    ],
)
def test_a_date_may_be_told_from_another(read: Read, words: str, date: str) -> None:
    claims = read(
        f"The UAE signed the Abraham Accords in September 2020. Morocco joined them {words}."
    ).claims
    assert {claim.party: claim.date for claim in claims} == {"AE": "2020-09", "MA": date}


def test_the_same_day_is_the_one_named_before_in_the_sentence(read: Read) -> None:
    claims = read(
        "The UAE signed the Abraham Accords on 15 September 2020, Bahrain signed them on the same day."
    ).claims
    assert {claim.date for claim in claims} == {"2020-09-15"}


def test_an_invented_accord_needs_its_file_alone(classifier: Classifier) -> None:
    accord = Accord(
        "x-kelp", "Kelp Compact", ("Kelp Compact",), short_forms=("the Compact",), conveners=("FJ",)
    )
    own = Classifier([accord], load_parties(Path(__file__).parents[3] / "config" / "parties.toml"))
    text = (
        "Fiji and Tonga signed the Kelp Compact on Tuesday. Palau has applied to join the Compact."
    )
    article = Article(
        "1", "a.example", "https://a.example", datetime(2026, 3, 5, tzinfo=UTC), body=text
    )
    found = {(claim.party, str(claim.stage)) for claim in own.read(article).claims}
    assert found == {("TO", "signed"), ("PW", "applied")}
    assert classifier.read(article).tag is Tag.UNRELATED


@pytest.mark.parametrize(
    "text",
    [
        "According to the Potomac Ledger, Kazakhstan may join the Abraham Accords.",
        "Kazakhstan may join the Abraham Accords, according to the Potomac Ledger.",
        "Kazakhstan may join the Abraham Accords, according to a report in the Potomac Ledger.",
        "The Potomac Ledger reports that Kazakhstan may join the Abraham Accords.",
    ],
)
def test_an_outlet_is_credited_wherever_it_stands(text):
    credited = origins_of(
        Article(
            "a", "x.example", "https://x.example/1", datetime(2025, 11, 6, tzinfo=UTC), body=text
        )
    )

    assert Origin(OriginKind.OUTLET, "Potomac Ledger") in credited
