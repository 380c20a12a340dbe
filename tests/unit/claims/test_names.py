"""What names an accord, and what only seems to."""

from __future__ import annotations

import pytest

from config.accords import load_accord
from config.parties import load_parties
from monitor.claims import Classifier
from monitor.model.accord import Accord
from monitor.model.stage import Stage
from tests.unit.claims.conftest import CONFIG, Read, reader

PARTIES = load_parties(CONFIG / "parties.toml")
UNION = load_accord(CONFIG / "accords" / "more" / "european-union.toml")
SEAS = Accord(
    id="x-quiet-seas",
    name="Treaty on Quiet Seas",
    aliases=("Treaty on Quiet Seas",),
    short_forms=("the treaty",),
    look_alikes=("Treaty of Calm",),
    member_stages=(Stage.RATIFIED,),
)


def read_of(*accords: Accord) -> Read:
    return reader(Classifier(accords, PARTIES, weights=None))


def told(read: Read, body: str) -> list[tuple[str, str, str, bool]]:
    return [(c.accord, c.party, str(c.stage), c.new) for c in read(body).claims]


def test_a_name_that_begins_like_its_short_form_is_found() -> None:
    claims = told(read_of(SEAS), "Chile ratified the Treaty on Quiet Seas on Tuesday.")
    assert claims == [("x-quiet-seas", "CL", "ratified", True)]


def test_a_look_alike_that_begins_like_a_short_form_is_none_of_it() -> None:
    """The text is about the accord, and the sentence is not."""
    body = "The Treaty on Quiet Seas was praised. Chile ratified the Treaty of Calm on Tuesday."
    assert told(read_of(SEAS), body) == []


def test_an_alias_with_its_article_is_as_ambiguous_as_without() -> None:
    accord = Accord(
        id="x-ring",
        name="Ring",
        aliases=("Treaty Ring",),
        short_forms=("the treaty",),
        ambiguous={"Treaty Ring": ("harbour",)},
    )
    read = read_of(accord)
    assert told(read, "Chile joined the Treaty Ring on Tuesday.") == []
    assert told(read, "Chile joined the Treaty Ring, a pact on harbours, on Tuesday.")


@pytest.mark.parametrize(
    ("body", "claims"),
    [
        (
            "The European Union ratified the Treaty on Quiet Seas on Tuesday.",
            [("x-quiet-seas", "EU", "ratified", True)],
        ),
        (
            "The Treaty on Quiet Seas grows. The EU has ratified the treaty.",
            [("x-quiet-seas", "EU", "ratified", True)],
        ),
        (
            "Albania joined the EU and ratified the Treaty on Quiet Seas.",
            [("european-union", "AL", "acceded", True), ("x-quiet-seas", "AL", "ratified", True)],
        ),
        ("The EU admitted Albania on Tuesday.", [("european-union", "AL", "acceded", True)]),
        ("The EU said that the EU had joined the EU.", []),
    ],
)
def test_what_is_an_accord_can_be_a_party_of_another(
    body: str, claims: list[tuple[str, str, str, bool]]
) -> None:
    assert sorted(told(read_of(SEAS, UNION), body)) == claims
