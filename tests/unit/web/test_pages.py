"""How rows are put in order and together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from adapters.web.pages.party import confirmations
from adapters.web.pages.places import SORTS, sorted_places, standing_of
from adapters.web.parts import TAKEN, BoardParts
from monitor.board import BoardPlace
from monitor.model.accord import Accord
from monitor.model.errors import ConfigError
from monitor.model.stage import Stage
from tests.fakes.boards import parts_on

AT = datetime(2025, 3, 4, tzinfo=UTC)


def place(name, stage="signed", *, member=True, since="2025-01-01", precision="day"):
    return {
        "party_name": name,
        "stage": stage,
        "is_member": member,
        "since": since,
        "since_precision": precision,
        "confirmed_at": AT,
        "voice_count": 1,
    }


STANDINGS = {
    "a member": (place("A"), "member"),
    "a member that has given notice": (place("A", "withdrawn"), "member"),
    "on its way": (place("A", "announced", member=False), "on_the_way"),
    "gone": (place("A", "withdrawn", member=False), "out"),
    "unwilling": (place("A", "declined", member=False), "out"),
}


@pytest.mark.parametrize(("row", "expected"), STANDINGS.values(), ids=STANDINGS)
def test_a_party_is(row, expected):
    assert standing_of(row) == expected


def test_every_stage_has_a_standing():
    for stage in Stage:
        assert standing_of(place("A", stage.value, member=False)) in {"on_the_way", "out"}


def test_equals_are_in_the_order_of_their_names_whichever_way_the_table_is_turned():
    rows = [place("Ûs"), place("b", since="2024"), place("A")]
    assert [row["party_name"] for row in sorted_places(rows, "since", descending=False)] == [
        "b",
        "A",
        "Ûs",
    ]
    assert [row["party_name"] for row in sorted_places(rows, "since", descending=True)] == [
        "A",
        "Ûs",
        "b",
    ]


@pytest.mark.parametrize("sort", SORTS)
def test_a_table_is_sorted_by_every_column_that_offers_it(sort):
    assert (
        len(sorted_places([place("a"), place("b", precision="recorded")], sort, descending=True))
        == 2
    )


def support(position, number, voice, *, role="witness", same_as=None, stands=True):
    return {
        "position": position,
        "number": number,
        "voice": voice,
        "role": role,
        "same_as": same_as,
        "stage": "signed",
        "confirmed_at": AT,
        "stands": stands,
    }


def test_the_evidence_is_told_voice_by_voice_with_the_original_first():
    rows = [
        support(9, 2, 1, same_as="x"),
        support(9, 1, 1, role="carrier"),
        support(9, 3, 2),
        support(9, 12, None, role="later"),
        support(4, 1, None, role="baseline"),
        support(11, 1, 1, stands=False),
    ]
    told = confirmations(rows)
    assert [one["position"] for one in told] == [9, 4, 11]
    assert [[row["number"] for row in voice] for voice in told[0]["voices"]] == [[1, 2], [3]]
    assert [row["number"] for row in told[0]["later"]] == [12]
    assert [row["role"] for row in told[1]["uncounted"]] == ["baseline"]


@pytest.mark.parametrize("name", sorted(TAKEN))
def test_no_accord_can_have_the_name_of_a_page(name):
    with pytest.raises(ConfigError, match=name):
        parts_on(None, accords=(Accord(name, "Name", ("Name",)),))


def test_paths_are_quoted_and_bear_the_prefix():
    parts: BoardParts = parts_on(None, place=BoardPlace(url="https://t.example/accords/"))
    assert parts.path("x/y", "Å") == "/accords/x%2Fy/%C3%85"
    assert parts.path() == "/accords/"
