"""Events to canonical JSON and back; what is old is raised, what is wrong is refused before it is stored."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.errors import BadInput, Corrupt, Permanent
from monitor.model.events import EVENT_TYPES, SCHEMA_VERSIONS, ClaimRecorded, SourceWentBlind
from store import codec
from store.codec import GENESIS, canonical, decode, encode, event_hash
from store.types import instant_text
from tests.fakes.stories import NOON, claimed, confirmed, report, witness

NOON_TEXT = "2025-03-01T12:00:00.000000Z"
NAIVE = NOON.replace(tzinfo=None)


def stored_again(event):
    encoded = encode(event)
    return decode(1, encoded.type, encoded.schema_version, encoded.data)


@given(st.sampled_from(sorted(EVENT_TYPES)).flatmap(lambda name: st.from_type(EVENT_TYPES[name])))
def test_any_event_is_refused_or_comes_back_as_it_was(event):
    try:
        found = stored_again(event)
    except BadInput:
        return
    assert found == event


def test_equal_events_give_equal_bytes_whatever_the_order_of_keys():
    assert canonical({"b": 1, "a": {"d": 2, "c": "ż"}}) == '{"a":{"c":"ż","d":2},"b":1}'
    keys = list(msgspec.json.decode(encode(claimed()).data))
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("event", "word"),
    [
        (claimed(report=report(published=NAIVE)), "no time zone"),
        (confirmed(witnesses=(witness(published=NAIVE),)), "no time zone"),
        (SourceWentBlind("h.example", (), NAIVE, "silent"), "no time zone"),
        (claimed(confidence=math.nan), "cannot be stored"),
        (claimed(stage="joined"), "cannot be stored"),
        (confirmed(voices="two"), "cannot be stored"),
        (confirmed(date="March 2025"), "not a date"),
    ],
)
def test_what_could_not_be_read_again_is_refused(event, word):
    with pytest.raises(BadInput, match=word):
        encode(event)


def test_valid_from_is_the_first_day_that_the_event_speaks_of():
    assert encode(confirmed(date="2025-03")).valid_from == datetime(2025, 3, 1, tzinfo=UTC)
    assert encode(confirmed(date="2025-03-04", effective="2026-01")).valid_from == datetime(
        2026, 1, 1, tzinfo=UTC
    )
    assert encode(confirmed(date=None)).valid_from is None


UPCASTERS = {
    ("ClaimRecorded", 1): lambda data: {
        **{key: value for key, value in data.items() if key != "status"},
        "stage": data["status"],
    },
    ("ClaimRecorded", 2): lambda data: {**data, "confidence": 0.5},
}


class TestOldVersions:
    """A made-up past: version 1 of ClaimRecorded called the stage `status`, version 2 had no confidence."""

    @pytest.fixture(autouse=True)
    def third_version(self, monkeypatch):
        monkeypatch.setitem(SCHEMA_VERSIONS, "ClaimRecorded", 3)

    def test_an_old_event_is_raised_step_by_step(self):
        today = msgspec.json.decode(encode(claimed()).data)
        old = {k: v for k, v in today.items() if k not in {"stage", "confidence"}}
        found = decode(
            7,
            "ClaimRecorded",
            1,
            canonical({**old, "status": "signed"}),
            upcasters=UPCASTERS,
        )
        assert found == replace(claimed(), confidence=0.5)
        assert isinstance(found, ClaimRecorded)

    def test_an_event_of_today_is_left_alone(self):
        assert decode(7, "ClaimRecorded", 3, encode(claimed()).data) == claimed()

    def test_every_version_before_todays_has_an_upcaster(self):
        wanted = {
            (name, version)
            for name, current in SCHEMA_VERSIONS.items()
            if name != "ClaimRecorded"
            for version in range(1, current)
        }
        assert wanted <= set(codec.UPCASTERS)


def test_what_newer_code_wrote_is_not_guessed_at():
    with pytest.raises(Permanent, match=r"position 7: ClaimMerged version 1 .* upgrade accords"):
        decode(7, "ClaimMerged", 1, "{}")
    with pytest.raises(Permanent, match="newer code"):
        decode(7, "ClaimRecorded", 99, "{}")


def test_data_that_is_not_of_its_form_is_corrupt_at_its_position():
    with pytest.raises(Corrupt, match="position 7"):
        decode(7, "StageConfirmed", 1, '{"accord": "x"}')


def test_a_field_that_later_code_added_does_not_hinder_reading():
    data = msgspec.json.decode(encode(confirmed()).data) | {"later": 1}
    assert decode(1, "StageConfirmed", 1, canonical(data)) == confirmed()


def test_the_hash_covers_every_column_and_the_hash_before():
    columns = (1, "e", "s", 1, "StageConfirmed", 1, "{}", "{}", None, NOON_TEXT, "k")
    others = (2, "f", "t", 2, "StageRevoked", 2, '{"a":1}', '{"b":1}', NOON_TEXT, "2025", "l")
    hashes = {event_hash(GENESIS, columns), event_hash(b"\x01" * 32, columns)}
    for at, other in enumerate(others):
        hashes.add(event_hash(GENESIS, (*columns[:at], other, *columns[at + 1 :])))
    assert len(hashes) == 2 + len(columns)


def test_the_same_instant_is_the_same_text_in_every_zone():
    east = NOON.astimezone(timezone(timedelta(hours=5)))
    assert instant_text(east) == instant_text(NOON) == NOON_TEXT
