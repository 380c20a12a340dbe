"""What others say or do about a state's coming in, and refusals, as dailies and agencies tell them.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "membership for a state": (
        "Slovakia's prime minister ruled out NATO membership for Ukraine.",
        ("UA prospective new",),
    ),
    "membership for a state is called unrealistic": (
        "Trump's envoy said NATO membership for Ukraine was unrealistic.",
        ("UA prospective new",),
    ),
    "a participation for the first time is no membership for a state": (
        "The army welcomed the participation of Kenya for the first time. BRICS met.",
        (),
    ),
    "a vote of others on a membership": (
        "BRICS leaders will vote on Kenya's membership next month.",
        ("KE prospective new",),
    ),
    "no consensus of others on a membership": (
        "There is no consensus on Kenya's membership of BRICS, the Indian foreign minister said.",
        ("KE prospective new",),
    ),
    "a date for a membership": (
        "The summit gave no date for Ukraine's membership of NATO.",
        ("UA prospective new",),
    ),
    "others argue for an inclusion": (
        "South Africa is lobbying for Kenya's inclusion in BRICS.",
        ("KE prospective new",),
    ),
    "others discuss the admission of a state": (
        "BRICS leaders will discuss the admission of Kenya at their summit next week.",
        ("KE prospective new",),
    ),
    "others are against an entry": (
        "Brazil is against Kenya's entry into BRICS.",
        ("KE prospective new",),
    ),
    "a member holds up an accession": (
        "Hungary is holding up Moldova's accession to the EU.",
        ("MD prospective new",),
    ),
    "what a membership would mean": (
        "Ukraine's membership of NATO would mean war, the Kremlin said.",
        ("UA prospective new",),
    ),
    "what progress is made towards is no standing": (
        "The EU commissioner praised Moldova's progress towards membership.",
        ("MD prospective new",),
    ),
    "others oppose a state's joining": (
        "Hungary opposes Moldova joining the EU.",
        ("MD prospective new",),
    ),
    "others do not want a state to join": (
        "Hungary does not want Moldova to join the EU.",
        ("MD prospective new",),
    ),
    "a refusal of one's own at a place": (
        "On the last evening in Bangkok, India refused to join BRICS.",
        (),
    ),
    "a state that refuses for itself": (
        "Moldova does not want to join NATO.",
        ("MD declined new",),
    ),
    "pressure on a state to sign": (
        "Pressure is mounting on Kenya to sign the Artemis Accords.",
        ("KE prospective new",),
    ),
    "others help a state to join": (
        "Romania will do everything to help Moldova join the European Union.",
        ("MD prospective new",),
    ),
    "others work to bring a state in": (
        "Witkoff is working to bring Kenya into the Abraham Accords.",
        ("KE prospective new",),
    ),
    "the closest to joining": (
        "Moldova is closest to joining the EU, according to the Commission's report.",
        ("MD prospective new",),
    ),
    "a member wants the group to admit a state": (
        "China wants BRICS to admit Kenya.",
        ("KE prospective new",),
    ),
    "a member puts a state forward": (
        "South Africa has put forward Kenya for membership of BRICS.",
        ("KE prospective new",),
    ),
    "a state is named a candidate": (
        "The EU named Bosnia a candidate on Tuesday.",
        ("BA prospective new",),
    ),
    "chapters are closed with a state": (
        "The EU closed three chapters with Moldova on Tuesday.",
        ("MD prospective new",),
    ),
    "opted out in an aside": (
        "Kenya, which opted out of BRICS in 2015, did not attend.",
        ("KE declined old",),
    ),
    "refuses in an aside": (
        "Kenya, which refuses to sign the Artemis Accords, works with China.",
        ("KE declined old",),
    ),
    "has always refused": (
        "Kenya has always refused to join BRICS.",
        ("KE declined old",),
    ),
    "an end to a bid": (
        "Kenya put an end to its bid for BRICS membership on Monday.",
        ("KE declined new",),
    ),
    "an application that lapsed": (
        "Kenya's application to BRICS lapsed in 2023.",
        ("KE declined old",),
    ),
    "was invited but declined": (
        "Kenya was invited to BRICS in 2015 but declined.",
        ("KE declined old",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
