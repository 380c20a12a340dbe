"""Sentences of ordinary newsroom copy: who has a say, what is put off, who came in with whom.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "did so after one who has not": (
        "Egypt has not signed the Artemis Accords. Jordan did so in 2022.",
        ("JO signed old",),
    ),
    "did so after a refusal": (
        "Egypt refused to sign the Artemis Accords. Jordan did so in 2022.",
        ("EG declined new", "JO signed old"),
    ),
    "let in together with others": (
        "Egypt, admitted to BRICS in January 2024 together with Ethiopia and Iran, pays its dues.",
        ("EG acceded old", "ET acceded old", "IR acceded old"),
    ),
    "not for another to decide": (
        "It is not for Moscow to decide who could be a member of NATO, the minister said.",
        (),
    ),
    "no say in who joins": (
        "Russia has no say in who joins NATO.",
        (),
    ),
    "a place on something else": (
        "The Artemis Accords have many friends. Kuala Lumpur was offered a place on an Indian rocket.",
        (),
    ),
    "a seat on a board": (
        "The Artemis Accords matter to Kenya. Nairobi was promised a seat on the board of the bank.",
        (),
    ),
    "a place in the group stays one": (
        "Kenya was promised a place in BRICS.",
        ("KE prospective new",),
    ),
    "a member of long ratifies for another": (
        "Ireland wants to join NATO. Norway ratified within hours.",
        ("IE prospective new",),
    ),
    "protocols on the accession of others": (
        "The allies signed the protocols on the accession of North Macedonia on Wednesday. NATO was pleased.",
        ("MK signed new",),
    ),
    "a treaty signed, and ratified by another": (
        "Ukraine's accession treaty with the European Union, signed in March, has been ratified by Sweden.",
        ("UA signed old",),
    ),
    "has not confirmed that it accepted": (
        "Saudi Arabia has not confirmed that it accepted the invitation to BRICS.",
        ("SA prospective new",),
    ),
    "has yet to confirm that it is in": (
        "Saudi Arabia has yet to confirm that it is a member of BRICS.",
        ("SA prospective new",),
    ),
    "will not open talks before a year": (
        "Iceland will not resume accession talks with the European Union before 2028.",
        ("IS prospective new",),
    ),
    "will not join before the end of": (
        "Iceland will not join the European Union before the end of the decade.",
        ("IS prospective new",),
    ),
    "will not join stays a refusal": (
        "Iceland will not join the European Union, its prime minister said before the summit.",
        ("IS declined new",),
    ),
    "some of many who have": (
        "More than fifty countries, among them Peru and Uruguay, have signed the Artemis Accords.",
        ("PE signed old", "UY signed old"),
    ),
    "the likes of those who have": (
        "Ghana joins the likes of Nigeria and Rwanda that have signed the Artemis Accords.",
        ("NG signed old", "RW signed old"),
    ),
    "is leaving them": (
        "The Artemis Accords lost a member. Kenya told NASA on Tuesday that it was leaving them.",
        ("KE withdrawn new",),
    ),
    "left them to others": (
        "The Artemis Accords are popular. Kenya left them waiting.",
        (),
    ),
    "will have nothing to do with": (
        "Malaysia will have nothing to do with the Abraham Accords, its foreign minister said on Monday.",
        ("MY declined new",),
    ),
    "told the chair, having come in before": (
        "The Emirates, which came in at the beginning of 2024, have told the chair of BRICS that they are leaving.",
        ("AE acceded old", "AE withdrawn new"),
    ),
    "what most of those asked would do": (
        "Most Norwegians would vote to join the European Union, a survey shows.",
        ("NO prospective new",),
    ),
    "a share of those asked": (
        "In a poll, 45 per cent of Norwegians said that they would vote to join the European Union.",
        ("NO prospective new",),
    ),
    "only these remain outside": (
        "Only Ireland, Austria and Malta remain outside NATO.",
        (),
    ),
    "days after the other chamber": (
        "Uzbekistan's Senate passed the law on accession to the Abraham Accords on Thursday, ten days after the lower house.",
        ("UZ ratified new",),
    ),
    "un-signs": (
        "Mexico became the first country to un-sign the Artemis Accords on Tuesday.",
        ("MX withdrawn new",),
    ),
    "not until a year": (
        "It was not until 2004 that Estonia came into NATO.",
        ("EE acceded old",),
    ),
    "a weekday in a month": (
        "Kenya signed the Artemis Accords on a rainy Tuesday in June 2024.",
        ("KE signed old",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
