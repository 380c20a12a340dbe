"""What single events add to the rows and end in them."""

from __future__ import annotations

from dataclasses import fields

import pytest

from monitor.model.events import (
    ConfirmReason,
    DisputeReason,
    KinReason,
    NoteAdded,
    SourceWentBlind,
    StageDisputed,
    StoredEvent,
)
from monitor.model.source import Tier
from monitor.model.stage import Stage
from monitor.project.fold import Setting, fold, gather, setting_of
from monitor.project.rows import (
    ClaimEnded,
    ClaimRow,
    DenialEnded,
    DenialRow,
    ReviewEnded,
    ReviewRow,
    TimelineRow,
    WitnessRow,
)
from tests.fakes.stories import (
    COMPACT,
    COURT,
    NOON,
    PARTIES,
    SETTING,
    answered,
    asked,
    claimed,
    confirmed,
    denied,
    lifted,
    retracted,
    revoked,
    story,
    witness,
)


def folded(*told, setting=SETTING):
    events = story(*told)
    return fold(setting, gather({}, events), events)


def rows_of(kind, *told):
    return [row for row in folded(*told).added if isinstance(row, kind)]


def test_a_claim_is_put_on_file_with_its_words_and_its_publisher():
    (row,) = rows_of(ClaimRow, claimed("c1", Stage.ACCEDED, date="2025-03"))
    assert (row.party_name, row.stage, row.date) == ("Norway", "acceded", "2025-03")
    assert (row.host, row.tier, row.quote) == (
        "daily.example",
        "major",
        "Norway signed the compact",
    )
    assert (row.status, row.position) == ("live", 1)


@pytest.mark.parametrize(
    ("accord", "stage", "step"),
    [
        ("x-compact", Stage.ACCEDED, "signed"),
        ("x-compact", Stage.RATIFIED, "ratified"),
        ("x-court", Stage.ACCEDED, "acceded"),
    ],
)
def test_a_step_is_the_stage_as_the_accord_counts_it(accord, stage, step):
    (row,) = rows_of(ClaimRow, claimed(stage=stage, accord=accord))
    assert row.step == step


def test_a_retraction_ends_the_claim():
    changes = folded(claimed("c1"), retracted("c1"))
    assert changes.endings == (ClaimEnded("c1", changes.endings[0].retracted_at, "correction", 2),)


def test_each_witness_of_a_confirmation_is_evidence_and_the_carriers_are_marked():
    first, second = rows_of(
        WitnessRow,
        confirmed(
            witnesses=(
                witness("c1", 1),
                witness("c2", 1, same_as="c1", kin=KinReason.COPY, tier=Tier.MINOR),
            ),
            carriers=("c1",),
        ),
    )
    assert (first.number, first.role, first.voice, first.claim_id) == (1, "carrier", 1, "c1")
    assert (second.number, second.role, second.same_as, second.kin) == (2, "witness", "c1", "copy")


def test_a_baseline_stands_on_its_source():
    (row,) = rows_of(
        WitnessRow,
        confirmed(
            reason=ConfirmReason.BASELINE, source="https://depositary.example/list", date="2020"
        ),
    )
    assert (row.role, row.host, row.url) == (
        "baseline",
        "depositary.example",
        "https://depositary.example/list",
    )
    assert (row.tier, row.claim_id, row.date) == (None, None, "2020")


def test_a_person_stands_behind_their_decision_by_name():
    (row,) = rows_of(
        WitnessRow, confirmed(reason=ConfirmReason.PERSON, by="Ada", comment="saw the paper")
    )
    assert (row.role, row.publisher, row.quote) == ("person", "Ada", "saw the paper")


def test_a_denial_makes_a_row_for_each_stage_and_a_lifting_ends_them():
    changes = folded(
        denied("d1", (Stage.SIGNED, Stage.ACCEDED)), lifted("d1", (Stage.SIGNED, Stage.ACCEDED))
    )
    assert [row.stage for row in changes.added if isinstance(row, DenialRow)] == [
        "signed",
        "acceded",
    ]
    (ending,) = changes.endings
    assert isinstance(ending, DenialEnded)
    assert ending.stages == ("signed", "acceded")
    assert ending.lift_reason == "taken_back"


def test_a_review_is_opened_and_closed_with_its_answer():
    changes = folded(asked("r1"), answered("r1"))
    assert [row.review_id for row in changes.added if isinstance(row, ReviewRow)] == ["r1"]
    (ending,) = changes.endings
    assert isinstance(ending, ReviewEnded)
    assert (ending.outcome, ending.closed_by, ending.comment) == (
        "confirmed",
        "Ada",
        "seen the paper",
    )


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (
            confirmed(Stage.SIGNED, "2025-03-01"),
            "Norway has signed: Harbour Compact (on 2025-03-01); confirmed by an official source",
        ),
        (
            confirmed(Stage.ACCEDED, "2025", effective="2026-01", reason=ConfirmReason.BASELINE),
            (
                "Norway has joined: Harbour Compact (in 2025), effective in 2026-01; "
                "confirmed as known on the first day"
            ),
        ),
        (
            revoked(Stage.SIGNED, Stage.ANNOUNCED),
            "“signed” of Norway in Harbour Compact is taken back; it falls back to “announced”",
        ),
        (
            revoked(Stage.SIGNED),
            "“signed” of Norway in Harbour Compact is taken back; it has no stage left",
        ),
        (
            StageDisputed("x-compact", "NO", Stage.SIGNED, DisputeReason.DENIED_BY_PARTY),
            "Norway denies the stage “signed” in Harbour Compact; it is blocked",
        ),
        (asked(), "A person is asked to look at “signed” of Norway in Harbour Compact"),
        (answered(), "The review of “signed” of Norway in Harbour Compact is closed: confirmed"),
        (lifted(), "Norway no longer denies signed in Harbour Compact"),
        (
            NoteAdded("x-compact", "NO", "Ada", "ask again"),
            "Note on Norway in Harbour Compact: ask again",
        ),
    ],
)
def test_the_timeline_tells_each_step_in_one_sentence(event, text):
    (row,) = rows_of(TimelineRow, event)
    assert row.text == text


def test_the_timeline_quotes_the_first_witness():
    (row,) = rows_of(TimelineRow, confirmed(witnesses=(witness("c1"),)))
    assert (row.url, row.quote, row.supports) == (
        "https://daily.example/c1",
        "Norway signed the compact",
        1,
    )


def test_only_the_parties_that_moved_get_a_new_history():
    changes = folded(confirmed(party="NO"), claimed(party="PE"))
    assert list(changes.histories) == [("x-compact", "NO")]


def test_what_befalls_a_source_makes_no_row():
    blind = SourceWentBlind("daily.example", ("https://daily.example/rss",), NOON, "silent")
    stored = StoredEvent(
        1, "1", "source/daily.example", 1, "SourceWentBlind", blind, "w", "c", NOON
    )
    changes = fold(SETTING, {}, [stored])
    assert (changes.histories, changes.added, changes.endings) == ({}, (), ())


def test_an_accord_that_is_no_longer_watched_keeps_its_rows():
    changes = folded(confirmed(accord="x-gone"), setting=Setting({}))
    (row,) = changes.histories["x-gone", "NO"]
    assert (row.accord, row.party_name, row.is_member) == ("x-gone", "NO", False)


def test_the_digest_changes_with_what_the_rows_depend_on_and_with_nothing_else():
    same = setting_of((COURT, COMPACT), PARTIES)
    assert same.digest == SETTING.digest
    assert setting_of((COMPACT,), PARTIES).digest != SETTING.digest
    assert len(fields(Setting)) == 2
