"""Clubs of states as newsrooms write of them: a seat since Sunday, rights frozen, a bid taken back, what was until a year.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "a member since a day of this week": (
        "Since Sunday Kenya has been a full member of BRICS.",
        ("KE acceded new",),
    ),
    "a member as of a day of this week": (
        "Kenya is a member of BRICS as of Tuesday, eight months after it asked.",
        ("KE acceded new",),
    ),
    "the tenth member since a year": (
        "Kenya has been the tenth member of BRICS since 2011.",
        ("KE acceded old",),
    ),
    "joined others in asking": (
        "Kenya and Togo joined Gabon last week in asking BRICS to meet.",
        (),
    ),
    "joined another in the club": (
        "Kenya joined Gabon in BRICS on Monday.",
        ("GA acceded old", "KE acceded new"),
    ),
    "took back the bid that it had made at a time": (
        "Kenya has taken back the application that it made to BRICS eighteen months ago.",
        ("KE applied old", "KE declined new"),
    ),
    "took back its bid at a time": (
        "Kenya withdrew its application to BRICS in 2023.",
        ("KE declined old",),
    ),
    "the membership of a party suspended": (
        "BRICS suspended the membership of Kenya on Thursday.",
        ("KE suspended new",),
    ),
    "the participation of a party frozen": (
        "BRICS has frozen the participation of Kenya.",
        ("KE suspended new",),
    ),
    "rights suspended until": (
        "Kenya's rights in BRICS are suspended until it pays, the chair said on Tuesday.",
        ("KE suspended new",),
    ),
    "a member until a year": (
        "Kenya was a member of BRICS until 2022.",
        ("KE withdrawn old",),
    ),
    "belonged from a year to another": (
        "Kenya belonged to BRICS from 1992 to 2022.",
        ("KE withdrawn old",),
    ),
    "will remain until a year": (
        "Kenya will remain a member of BRICS until 2027.",
        ("KE acceded old",),
    ),
    "rejected a proposal to leave": (
        "The Kenyan government rejected a proposal to leave BRICS on Monday.",
        ("KE acceded new",),
    ),
    "rejected an invitation after another had left": (
        "Kenya rejected an invitation to BRICS after Togo had left it.",
        ("KE declined new", "TG withdrawn old"),
    ),
    "decided to apply for participation": (
        "Kenya's cabinet has decided to apply for participation in BRICS.",
        ("KE announced new",),
    ),
    "the club's own leaders admit": (
        "BRICS's leaders admitted Kenya on Saturday.",
        ("KE acceded new",),
    ),
    "an application that is pending": (
        "Kenya's application to BRICS, filed in March, is pending.",
        ("KE applied old",),
    ),
    "the applications of two": (
        "Kenya and Togo's applications to BRICS are pending.",
        ("KE applied old", "TG applied old"),
    ),
    "the accession of two, each with its own possessive": (
        "China opposed Kenya's and Togo's accession to BRICS.",
        ("KE prospective new", "TG prospective new"),
    ),
    "whose application it is behind a comma": (
        "The summit praised Kenya, and Togo's application to BRICS was read.",
        ("TG applied old",),
    ),
    "stripped of its membership": (
        "Kenya was stripped of its membership of BRICS on Thursday.",
        ("KE withdrawn new",),
    ),
    "does not see the need": (
        "Kenya does not see the need to join BRICS, its foreign minister said on Monday.",
        ("KE declined new",),
    ),
    "named at the end of the sentence": (
        "The country that left BRICS on Monday is Kenya.",
        ("KE withdrawn new",),
    ),
    "the neighbour of the one named at the end": (
        "The country that left BRICS on Monday is Kenya's neighbour.",
        (),
    ),
    "its leader decides to take it out": (
        "President Ruto decided on Thursday to pull Kenya out of BRICS.",
        ("KE withdrawn new",),
    ),
    "its leader orders that it be taken out": (
        "President Ruto ordered his foreign minister to withdraw Kenya from BRICS on Thursday.",
        ("KE withdrawn new",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
