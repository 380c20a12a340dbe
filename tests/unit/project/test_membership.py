"""The fold of stage events into membership on both time axes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.events import ConfirmReason
from monitor.model.stage import Stage
from monitor.project.membership import membership_rows
from tests.fakes.stories import COMPACT, COURT, NOON, confirmed, revoked, story, witness


def rows_of(*told, accord=COMPACT):
    return membership_rows(accord, "NO", "Norway", story(*told))


def now_known(rows):
    """(stage, is_member, valid_from, valid_to) of the rows that the log still says."""
    return sorted(
        ((r.stage, r.is_member, r.valid_from, r.valid_to) for r in rows if r.known_to is None),
        key=lambda row: row[2],
    )


def test_a_confirmation_holds_from_its_date_without_an_end():
    (row,) = rows_of(("2025-03-05", confirmed(Stage.SIGNED, "2025-03-02", voices=2)))
    assert (row.stage, row.is_member) == ("signed", True)
    assert (row.since, row.since_precision) == ("2025-03-02", "day")
    assert (row.valid_from, row.valid_to) == ("2025-03-02", None)
    assert (row.known_from_position, row.known_to_position) == (1, None)
    assert row.confirmed_at == row.known_from
    assert (row.reason, row.voice_count, row.position) == ("official_source", 2, 1)


def test_support_is_counted_from_the_witnesses():
    (row,) = rows_of(confirmed(witnesses=(witness("c1"), witness("c2"))))
    assert row.support_count == 2


@pytest.mark.parametrize(
    ("given_date", "since", "precision", "valid_from"),
    [
        ("2024", "2024", "year", "2024-01-01"),
        ("2024-05", "2024-05", "month", "2024-05-01"),
        ("2024-05-07", "2024-05-07", "day", "2024-05-07"),
        (None, "2025-03-05", "recorded", "2025-03-05"),
    ],
)
def test_since_is_as_exact_as_the_source(given_date, since, precision, valid_from):
    (row,) = rows_of(("2025-03-05", confirmed(Stage.SIGNED, given_date)))
    assert (row.since, row.since_precision, row.valid_from) == (since, precision, valid_from)


def test_a_later_stage_ends_the_one_before_on_its_day():
    rows = rows_of(
        ("2025-03-01", confirmed(Stage.ANNOUNCED, "2025-03-01")),
        ("2025-06-02", confirmed(Stage.SIGNED, "2025-06-01")),
    )
    assert now_known(rows) == [
        ("announced", False, "2025-03-01", "2025-06-01"),
        ("signed", True, "2025-06-01", None),
    ]


def test_what_was_known_before_stays_on_file_with_the_end_of_its_knowledge():
    rows = rows_of(
        ("2025-03-01", confirmed(Stage.ANNOUNCED, "2025-03-01")),
        ("2025-06-02", confirmed(Stage.SIGNED, "2025-06-01")),
    )
    (former,) = [row for row in rows if row.known_to is not None]
    assert (former.stage, former.valid_to) == ("announced", None)
    assert (former.known_from_position, former.known_to_position) == (1, 2)
    assert former.known_to.date() == date(2025, 6, 2)


def test_a_revocation_leaves_no_trace_as_now_known():
    rows = rows_of(confirmed(Stage.SIGNED, "2025-03-01"), revoked(Stage.SIGNED))
    assert now_known(rows) == []
    (row,) = rows
    assert row.known_to_position == 2


def test_a_revocation_falls_back_to_what_was_confirmed_before():
    rows = rows_of(
        confirmed(Stage.ANNOUNCED, "2025-03-01"),
        confirmed(Stage.SIGNED, "2025-03-02"),
        revoked(Stage.SIGNED, Stage.ANNOUNCED),
    )
    assert now_known(rows) == [("announced", False, "2025-03-01", None)]
    assert [row.known_from_position for row in rows if row.known_to is None] == [3]


def test_a_fallback_that_was_never_confirmed_holds_from_the_revocation():
    rows = rows_of(
        ("2025-03-01", confirmed(Stage.SIGNED, "2025-03-01")),
        ("2025-03-09", revoked(Stage.SIGNED, Stage.ANNOUNCED)),
    )
    (row,) = [row for row in rows if row.known_to is None]
    assert (row.stage, row.since, row.since_precision) == ("announced", "2025-03-09", "recorded")


def test_the_same_stage_again_refines_its_date():
    rows = rows_of(
        ("2025-03-05", confirmed(Stage.SIGNED, "2025")),
        ("2025-03-06", confirmed(Stage.SIGNED, "2025-03-04", previous=Stage.SIGNED)),
    )
    assert now_known(rows) == [("signed", True, "2025-03-04", None)]


def test_a_stage_left_and_reached_again_is_a_new_step():
    rows = rows_of(
        ("2025-03-01", confirmed(Stage.ACCEDED, "2025-03-01")),
        ("2025-04-01", confirmed(Stage.SUSPENDED, "2025-04-01")),
        ("2025-05-01", confirmed(Stage.ACCEDED, "2025-05-01")),
    )
    assert now_known(rows) == [
        ("acceded", True, "2025-03-01", "2025-04-01"),
        ("suspended", False, "2025-04-01", "2025-05-01"),
        ("acceded", True, "2025-05-01", None),
    ]


def test_history_learned_late_is_put_where_it_belongs_in_valid_time():
    """A stage dated before the one that is known takes its place from its own day on."""
    rows = rows_of(
        ("2025-03-01", confirmed(Stage.ANNOUNCED, "2025-03-01")),
        ("2025-03-20", confirmed(Stage.SIGNED, "2025-02-10")),
    )
    assert now_known(rows) == [("signed", True, "2025-02-10", None)]


def test_a_month_is_put_behind_the_step_before_it_where_it_can_be():
    rows = rows_of(
        ("2025-03-10", confirmed(Stage.ANNOUNCED, "2025-03-10")),
        ("2025-03-25", confirmed(Stage.SIGNED, "2025-03")),
    )
    assert now_known(rows) == [
        ("announced", False, "2025-03-10", "2025-03-11"),
        ("signed", True, "2025-03-11", None),
    ]


class TestEffectiveDates:
    def test_a_withdrawal_with_notice_ends_membership_on_its_effective_day(self):
        rows = rows_of(
            ("2020-01-01", confirmed(Stage.ACCEDED, "2020-01-01")),
            ("2025-03-01", confirmed(Stage.WITHDRAWN, "2025-03-01", effective="2026-03-01")),
            accord=COURT,
        )
        assert now_known(rows) == [
            ("acceded", True, "2020-01-01", "2025-03-01"),
            ("withdrawn", True, "2025-03-01", "2026-03-01"),
            ("withdrawn", False, "2026-03-01", None),
        ]

    def test_an_accession_with_an_effective_day_to_come_counts_from_then(self):
        rows = rows_of(("2025-03-01", confirmed(Stage.ACCEDED, "2025-03-01", effective="2026-01")))
        assert now_known(rows) == [
            ("acceded", False, "2025-03-01", "2026-01-01"),
            ("acceded", True, "2026-01-01", None),
        ]

    def test_a_decision_to_leave_without_notice_ends_no_membership(self):
        rows = rows_of(
            ("2020-01-01", confirmed(Stage.ACCEDED, "2020-01-01")),
            ("2025-03-01", confirmed(Stage.WITHDRAWN, "2025-03-01", awaits_notice=True)),
            accord=COURT,
        )
        assert now_known(rows)[-1] == ("withdrawn", True, "2025-03-01", None)

    def test_a_withdrawal_taken_back_keeps_the_membership_whole(self):
        rows = rows_of(
            ("2020-01-01", confirmed(Stage.ACCEDED, "2020-01-01")),
            ("2025-03-01", confirmed(Stage.WITHDRAWN, "2025-03-01", effective="2026-03-01")),
            ("2025-08-01", confirmed(Stage.ACCEDED, "2025-08-01")),
            accord=COURT,
        )
        assert now_known(rows)[-1] == ("acceded", True, "2025-08-01", None)
        assert all(member for _, member, _, _ in now_known(rows))

    def test_a_date_still_to_come_is_the_stage_now_and_membership_then(self):
        rows = rows_of(("2025-03-01", confirmed(Stage.ACCEDED, "2025-07-01")))
        assert now_known(rows) == [
            ("acceded", False, "2025-03-01", "2025-07-01"),
            ("acceded", True, "2025-07-01", None),
        ]


def test_a_stage_outside_the_member_stages_makes_no_member():
    (row,) = rows_of(confirmed(Stage.SIGNED, "2025-03-01"), accord=COURT)
    assert not row.is_member


def test_a_baseline_is_known_from_the_day_it_was_entered():
    (row,) = rows_of(
        ("2025-03-01", confirmed(Stage.SIGNED, "1999-12-31", reason=ConfirmReason.BASELINE))
    )
    assert (row.valid_from, row.reason) == ("1999-12-31", "baseline")
    assert row.known_from == NOON


partial_dates = st.one_of(
    st.none(),
    st.dates(date(2019, 1, 1), date(2027, 12, 31)).flatmap(
        lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]])
    ),
)
stages = st.sampled_from([stage for stage in Stage if stage is not Stage.PROSPECTIVE])
moves = st.one_of(
    st.builds(
        confirmed, stages, partial_dates, effective=partial_dates, awaits_notice=st.booleans()
    ),
    st.builds(revoked, stages, st.one_of(st.none(), stages)),
)


@given(st.lists(moves, max_size=8), st.integers(1, 8), st.dates(date(2018, 1, 1), date(2029, 1, 1)))
def test_for_one_known_position_and_one_day_there_is_one_row_at_most(told, position, day):
    rows = membership_rows(COMPACT, "NO", "Norway", story(*told))
    found = [
        row
        for row in rows
        if row.known_from_position <= position
        and (row.known_to_position is None or row.known_to_position > position)
        and row.valid_from <= str(day)
        and (row.valid_to is None or row.valid_to > str(day))
    ]
    assert len(found) <= 1


@given(st.lists(moves, max_size=8), st.integers(0, 8))
def test_what_was_known_at_a_position_is_what_a_fold_up_to_it_knows(told, position):
    """The history of the whole stream, cut at a position, is the present of the stream that ends there."""

    def known_at(rows, at):
        return {
            (r.stage, r.is_member, r.valid_from, r.valid_to, r.position)
            for r in rows
            if r.known_from_position <= at
            and (r.known_to_position is None or r.known_to_position > at)
        }

    events = story(*told)
    whole = membership_rows(COMPACT, "NO", "Norway", events)
    cut = membership_rows(COMPACT, "NO", "Norway", events[:position])
    assert known_at(whole, min(position, len(events))) == known_at(cut, len(events))


@given(st.lists(moves, min_size=1, max_size=8))
def test_the_rows_tell_the_keys_apart(told):
    rows = membership_rows(COMPACT, "NO", "Norway", story(*told))
    keys = [(row.known_from_position, row.valid_from) for row in rows]
    assert len(keys) == len(set(keys))


def test_time_moves_in_the_story():
    first, second = story(confirmed(), confirmed())
    assert second.recorded_at - first.recorded_at == timedelta(days=1)
