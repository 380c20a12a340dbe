"""One sentence of our own a phenomenon, about organisations and their enlargements."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.accords import load_accords
from config.parties import load_parties
from monitor.claims import Classifier
from monitor.model.article import Article
from tests.unit.claims.told import told

CONFIG = Path(__file__).parents[3] / "config"
PUBLISHED = datetime(2025, 6, 13, 8, tzinfo=UTC)

CASES = {
    # who is in
    "founded by": (
        "BRICS, founded by Brazil, Russia and China, met on Thursday.",
        ("BR acceded old", "CN acceded old", "RU acceded old"),
    ),
    "comprises": (
        "BRICS comprises Brazil, India and South Africa, among others.",
        ("BR acceded old", "IN acceded old", "ZA acceded old"),
    ),
    "set off by dashes": (
        "The BRICS group - Brazil, Russia, India and China - met on Thursday.",
        ("BR acceded old", "CN acceded old", "IN acceded old", "RU acceded old"),
    ),
    "expanded to include": (
        "BRICS was expanded in 2024 to include Egypt and Iran.",
        ("EG acceded old", "IR acceded old"),
    ),
    "a member had been": ("NATO looked back. Qatar had been a member for years.", ()),
    # what leads to a membership is none
    "an aim": ("Norway applied for EU membership on Thursday.", ("NO applied new",)),
    "again a member": (
        "From today Senegal is again a member of BRICS.",
        ("SN acceded new",),
    ),
    "participation resumed": (
        "Senegal has resumed its participation in BRICS.",
        ("SN acceded new",),
    ),
    # what was to end goes on
    "a decision to leave reversed": (
        "Senegal has reversed its decision to leave BRICS.",
        ("SN acceded new",),
    ),
    "a notice taken back": (
        "Senegal has withdrawn its notice of withdrawal from BRICS.",
        ("SN acceded new",),
    ),
    "an exit called off": ("Senegal cancelled its exit from BRICS.", ("SN acceded new",)),
    "a notice that stands": (
        "Senegal has not withdrawn its notice of withdrawal from BRICS.",
        (),
    ),
    # the way in
    "talks with the object": (
        "The European Union opened accession talks with Ukraine on Tuesday.",
        ("UA prospective new",),
    ),
    "candidate status granted to": (
        "EU leaders granted candidate status to Georgia on Thursday.",
        ("GE prospective new",),
    ),
    "urged to invite": ("Kyiv urged NATO to invite Georgia.", ("GE prospective new",)),
    "accession protocols": (
        "Ireland and Malta signed the accession protocols at NATO headquarters on Tuesday.",
        ("IE signed new", "MT signed new"),
    ),
    "voted against": (
        "Norwegians voted against joining the European Union in 1994.",
        ("NO declined old",),
    ),
    "remain out and not join": (
        "Austria will remain neutral and not join NATO, Chancellor Eva Example said on Thursday.",
        ("AT declined new",),
    ),
    "another's refusal is not the party's": (
        "The United States opposes Ukraine's accession to NATO.",
        ("UA prospective new",),
    ),
    # the last approval
    "the last of the allies": (
        "Turkey ratified Ireland's NATO accession on Thursday, the last of the allies to do so.",
        ("IE ratified new",),
    ),
    "all have now ratified": (
        "All NATO allies have now ratified Ireland's accession.",
        ("IE ratified new",),
    ),
    "one of the allies is not the last": (
        "One of the NATO allies approved Ireland's accession on Thursday.",
        (),
    ),
    "another parliament says yes": (
        "The Hungarian parliament said yes on Monday to Ireland's accession to NATO.",
        (),
    ),
    "approved by every member": (
        "Ireland's accession to NATO is now approved by every member.",
        ("IE ratified new",),
    ),
    "the last of the parties, of whose accession": (
        "Hungary approved the accession of Ireland to NATO on Tuesday, the last of the parties whose consent was needed.",
        ("IE ratified new",),
    ),
    "greeted as a member": (
        "BRICS on Thursday welcomed Malaysia as its newest member.",
        ("MY acceded new",),
    ),
    "protocols that others sign": (
        "The allies signed the accession protocols for Ireland and Malta to NATO on Tuesday.",
        ("IE signed new", "MT signed new"),
    ),
    # parts and look-alikes
    "a part is not the whole": ("France withdrew from NATO's military command in 1966.", ()),
    "what was left is another thing": (
        "What France left in 1966 was the military command of NATO.",
        (),
    ),
    "a lent name": (
        "The forum, sometimes called the NATO of farming, welcomed Malaysia as a member.",
        (),
    ),
    # taken back
    "a statement withdrawn": (
        "Statement of Monday concerning Fiji and BRICS withdrawn.",
        (),
    ),
    "an invitation turned down": (
        "Malaysia turned the invitation down on Thursday, and BRICS went on without it.",
        ("MY declined new",),
    ),
}


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    """All accords that ship."""
    accords = load_accords(CONFIG / "accords") + load_accords(CONFIG / "accords" / "more")
    return Classifier(accords, load_parties(CONFIG / "parties.toml"))


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(rules: Classifier, name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    reading = rules.read(
        Article("1", "paper.example", "https://paper.example/1", PUBLISHED, body=text, lang="en")
    )
    assert told(reading) == sorted(expected), [claim.why for claim in reading.claims]


def test_a_ministry_on_its_own_site_speaks_of_its_own_country(classifier: Classifier) -> None:
    """Nothing but the host says whose kingdom it is."""
    text = "The Ministry of Foreign Affairs clarifies that the Kingdom has not yet joined BRICS."
    host = "mofa-saudi.example"
    reading = classifier.read(
        Article("1", host, f"https://{host}/1", PUBLISHED, body=text, lang="en")
    )
    assert [denial.party for denial in reading.denials] == ["SA"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark is the only EU member that has signed the Artemis Accords.", ["DK signed old"]),
        ("Zambia spoke to the EU member that opposes the Artemis Accords.", []),
    ],
)
def test_a_member_of_the_union_is_none_of_another_accord(text: str, expected: list[str]) -> None:
    """Where the European Union is no accord of the files, its name is that of a party."""
    accords = [one for one in load_accords(CONFIG / "accords" / "more") if one.id.startswith("art")]
    classifier = Classifier(accords, load_parties(CONFIG / "parties.toml"), weights=None)
    reading = classifier.read(
        Article("1", "paper.example", "https://paper.example/1", PUBLISHED, body=text, lang="en")
    )
    assert told(reading) == expected
