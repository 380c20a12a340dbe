"""Every form in which an event was ever stored is still read: one sample of each type and version.

A type that gets a new version gets a line of that version in ``kept/events.jsonl``; the older lines stay.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.model.events import EVENT_TYPES, SCHEMA_VERSIONS
from store.codec import decode, encode

KEPT = [
    json.loads(line)
    for line in (Path(__file__).parent / "kept" / "events.jsonl").read_text("utf-8").splitlines()
]


def test_there_is_a_sample_of_every_type_and_version():
    wanted = {
        (name, number)
        for name, current in SCHEMA_VERSIONS.items()
        for number in range(1, current + 1)
    }
    assert {(kept["type"], kept["schema_version"]) for kept in KEPT} == wanted


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: f"{kept['type']}-{kept['schema_version']}")
def test_what_was_stored_is_read_and_keeps_what_it_said(kept):
    event = decode(1, kept["type"], kept["schema_version"], kept["data"])
    assert isinstance(event, EVENT_TYPES[kept["type"]])
    if kept["schema_version"] == SCHEMA_VERSIONS[kept["type"]]:
        said, told = json.loads(kept["data"]), json.loads(encode(event).data)
        assert {name: told.get(name) for name in said} == said
