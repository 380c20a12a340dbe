"""Who and what is meant across sentences, and what must not be claimed: other bodies, counterparts, guests, fiction.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "none of which": (
        "Chile, Peru and Ecuador, none of which ever signed the Artemis Accords, sent observers.",
        (),
    ),
    "neither of which": (
        "Officers from Chile and Peru, neither of which is in NATO, were watching.",
        (),
    ),
    "one of which is not told": (
        "Ghana, Togo and Benin, one of which will join BRICS, met in Accra.",
        (),
    ),
    "all of which": (
        "Peru and Chile, both of which signed the Artemis Accords last year, sent ministers.",
        (
            "CL signed old",
            "PE signed old",
        ),
    ),
    "a bank of the club's admits": (
        "The New Development Bank, set up by the BRICS countries, admitted Colombia in June.",
        (),
    ),
    "let in by a lender": (
        "BRICS has a bank of its own. Uruguay was let in by the lender in 2021.",
        (),
    ),
    "admitted by the bloc's members": (
        "Ghana was let into BRICS by the bloc's members in 2023.",
        ("GH acceded old",),
    ),
    "another organisation admits": (
        "ASEAN will admit Timor-Leste in October. The Abraham Accords were not discussed.",
        (),
    ),
    "a member of another group": (
        "Togo became a permanent member of the Group of 20 on Saturday; Ghana belongs to BRICS.",
        ("GH acceded old",),
    ),
    "a membership elsewhere is frozen": (
        "Armenia has frozen its membership in the CSTO and wants to apply to the European Union.",
        ("AM prospective new",),
    ),
    "a deal with the union": (
        "Kenya signed a fisheries agreement with the European Union on Monday.",
        (),
    ),
    "an accession treaty with the union": (
        "Kenya signed its accession treaty with the European Union on Monday.",
        ("KE signed new",),
    ),
    "invited to listen": (
        "BRICS met on Monday. Ghana was invited to listen in.",
        (),
    ),
    "invited to join": (
        "BRICS met on Monday. Ghana was invited to join.",
        ("GH prospective new",),
    ),
    "how it wants a text": (
        "The Artemis Accords have 56 signatories. Chile wants it shorter.",
        (),
    ),
    "it behind a clause that sets the scene": (
        "With Lagos looking on, Accra's place in BRICS, which it joined in 2024, is safe.",
        ("GH acceded old",),
    ),
    "an office in the place that opens the sentence": (
        "Moldova will sign the Artemis Accords in March. In Tbilisi, the president signed the law ratifying them on Monday.",
        (
            "GE ratified new",
            "MD announced new",
        ),
    ),
    "an office in the place that opened the sentence before": (
        "Chad refused the Abraham Accords on Monday. In Niamey the tone is another one. The military government accepted the invitation on Tuesday.",
        (
            "NE announced new",
            "TD declined new",
        ),
    ),
    "another's office in a place": (
        "BRICS met in May. In Accra, Togo's president said his country would join.",
        ("TG announced new",),
    ),
    "the latter": (
        "Peru and Chile talked about the Artemis Accords. The latter will sign them next week.",
        ("CL announced new",),
    ),
    "the former and the latter": (
        "Kenya and Ghana were invited to the Artemis Accords. The former signed on Thursday; the latter has not decided.",
        (
            "GH prospective new",
            "KE signed new",
        ),
    ),
    "a country of the dateline": (
        "ACCRA - The country will join BRICS in January, officials said.",
        ("GH announced new",),
    ),
    "it of a description before the name": (
        "The North African country denied on Sunday that it would join the Abraham Accords. Tunisia's foreign ministry spoke of lies.",
        ("TN declined new",),
    ),
    "a region of two words": (
        "The Central American nation signed the Artemis Accords on Monday. Guatemala had hesitated.",
        ("GT signed new",),
    ),
    "next to leave": (
        "Kenya left the Artemis Accords on Monday. Ghana may be next.",
        ("KE withdrawn new",),
    ),
    "next to sign": (
        "Kenya signed the Artemis Accords on Monday. Ghana may be next.",
        (
            "GH prospective new",
            "KE signed new",
        ),
    ),
    "others rule leaving out": (
        "Kenya has quit BRICS. Ghana ruled it out.",
        ("KE withdrawn new",),
    ),
    "a paper of two sides": (
        "Kenya and the European Union have signed the veterinary agreement.",
        (),
    ),
    "an association agreement": (
        "San Marino negotiated an association agreement with the European Union. Its parliament ratified it last year.",
        (),
    ),
    "hands joined": (
        "Kenya joined hands with a maker of drones in 2021, a year after BRICS was enlarged.",
        (),
    ),
    "a call that is joined": ("Kenya joins Ghana in call for BRICS reform.", ()),
    "a novel": ("In his novel Ghana leaves BRICS.", ()),
    "a war game": ("In a war game held in Accra this week, Kenya joined NATO.", ()),
    "a deal of the group, not the group": (
        "Kenya pulled out of a BRICS tax deal on Monday.",
        (),
    ),
    "a working group, not the alliance": (
        "Kenya quit the NATO working group on Monday.",
        (),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
