"""Steps that are told as news: taken, put before somebody, taken back, and in which words.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "now a member, on the word of the chair": (
        "Brazil announced on Thursday that Kenya is now a full member of BRICS.",
        ("KE acceded new",),
    ),
    "a member with immediate effect": (
        "Kenya is a member of BRICS with immediate effect, the chair said.",
        ("KE acceded new",),
    ),
    "now a member, since long": (
        "Kenya is now a member of BRICS for the ninth year, and its trade has grown.",
        ("KE acceded old",),
    ),
    "took its place as a member": (
        "Kenya took its place as a member of BRICS on Thursday.",
        ("KE acceded new",),
    ),
    "is staying in": (
        "Kenya is staying in the Abraham Accords, its foreign ministry confirmed on Thursday.",
        ("KE acceded new",),
    ),
    "an accession was welcomed": (
        "Uganda welcomed Kenya's accession to the Artemis Accords on Thursday.",
        ("KE acceded new",),
    ),
    "a signing was hailed": (
        "Uganda hailed the signing of the Abraham Accords by Kenya on Thursday.",
        ("KE signed new",),
    ),
    "an accession that would be welcomed": (
        "Uganda would welcome Kenya's accession to the Artemis Accords.",
        ("KE prospective new",),
    ),
    "congratulated on its accession": (
        "Uganda congratulated Kenya on its accession to the Artemis Accords.",
        ("KE acceded new",),
    ),
    "congratulated on becoming": (
        "NASA congratulated Kenya on becoming the 60th signatory of the Artemis Accords.",
        ("KE signed new",),
    ),
    "admitted as a partner only": (
        "Uganda welcomed Kenya's admission to BRICS as a partner country on Thursday.",
        (),
    ),
    "two ranks to sign": (
        "Kenya and Togo on Wednesday became the 66th and 67th countries to sign the Artemis Accords.",
        ("KE signed new", "TG signed new"),
    ),
    "two ranks of signatories": (
        "Kenya and Togo became the 66th and 67th signatories of the Artemis Accords on Thursday.",
        ("KE signed new", "TG signed new"),
    ),
    "a space director signs": (
        "Kenya's space director signed the Artemis Accords at NASA headquarters on Thursday.",
        ("KE signed new",),
    ),
    "ambassadors from two states sign": (
        "Ambassadors from Kenya and Togo signed the Artemis Accords on Thursday.",
        ("KE signed new", "TG signed new"),
    ),
    "ambassadors of nobody sign": (
        "Ambassadors signed the Artemis Accords on Thursday. Kenya looked on.",
        (),
    ),
    "ambassadors of two hand in": (
        "The ambassadors of Kenya and Togo handed over their applications to NATO on Thursday.",
        ("KE applied new", "TG applied new"),
    ),
    "two have announced their exit": (
        "Kenya and Uganda have announced their exit from the Abraham Accords.",
        ("KE withdrawn new", "UG withdrawn new"),
    ),
    "an accession revoked": (
        "Kenya revoked its accession to the Artemis Accords on Thursday.",
        ("KE withdrawn new",),
    ),
    "broke away": (
        "Kenya broke away from BRICS on Thursday.",
        ("KE withdrawn new",),
    ),
    "its membership ended by the others": (
        "BRICS leaders voted on Thursday to end Kenya's membership of the bloc.",
        ("KE withdrawn new",),
    ),
    "an exit that became effective": (
        "Kenya's exit from BRICS became effective at midnight.",
        ("KE withdrawn new",),
    ),
    "a role suspended": (
        "Kenya has suspended its role in the Artemis Accords.",
        ("KE suspended new",),
    ),
    "commitments suspended": (
        "Kenya said it was suspending its commitments under the Abraham Accords.",
        ("KE suspended new",),
    ),
    "a suspended role": (
        "Kenya's suspended role in the Artemis Accords is a matter for lawyers.",
        (),
    ),
    "an accession that will be debated": (
        "Kenya's accession to the Artemis Accords will be debated in parliament.",
        ("KE prospective new",),
    ),
    "a membership that would be put to the people": (
        "Kenya's membership of BRICS would be put to a referendum, its president said.",
        ("KE prospective new",),
    ),
    "asked to be upgraded": (
        "Kenya asked on Thursday to be upgraded from observer to full member of BRICS.",
        ("KE applied new",),
    ),
    "the senate, following the lower house": (
        "Kenya's Senate, following the lower house, ratified the Artemis Accords on Thursday.",
        ("KE ratified new",),
    ),
    "the upper house, after the lower did": (
        "The upper house of Kenya's parliament approved the Artemis Accords on Thursday, a week after the lower house did.",
        ("KE ratified new",),
    ),
    "the senate alone": (
        "Kenya's Senate approved the Artemis Accords on Thursday; the lower house has yet to vote.",
        (),
    ),
    "the assembly and the senate": (
        "Kenya's National Assembly and Senate have both approved the Artemis Accords.",
        ("KE ratified new",),
    ),
    "the last parliament to do so": (
        "Hungary's parliament, the last to do so, approved Kenya's accession to NATO on Thursday.",
        ("KE ratified new",),
    ),
    "the last but one": (
        "Hungary's parliament ratified Kenya's accession to NATO, the last but one to do so.",
        (),
    ),
    "it was the last ratification missing": (
        "Hungary's parliament approved Kenya's accession to NATO on Thursday. It was the last ratification missing.",
        ("KE ratified new",),
    ),
    "as the last of thirty": (
        "As the last of the thirty, Hungary on Thursday ratified Kenya's accession to NATO.",
        ("KE ratified new",),
    ),
    "an instrument of accession deposited": (
        "The UN said that Kenya's instrument of accession to the Artemis Accords had been deposited on Thursday.",
        ("KE acceded new",),
    ),
}

DATES: dict[str, tuple[str, str]] = {
    "signed on a day, in on another": (
        "Kenya on Wednesday signed the treaty that will make it a member of the European Union on 1 May of next year.",
        "2025-11-05",
    ),
    "admitted on a day, with effect from another": (
        "BRICS leaders on Thursday admitted Kenya with effect from 1 January.",
        "2025-11-06",
    ),
    "left on a day, with effect from another": (
        "Kenya withdrew from BRICS on Wednesday with effect from 1 January.",
        "2025-11-05",
    ),
    "a membership that began": (
        "Kenya's membership of BRICS began on Saturday, 1 November.",
        "2025-11-01",
    ),
}

TITLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "admitted": ("Kenya admitted to BRICS", ("KE acceded new",)),
    "suspended": ("Kenya suspended from BRICS", ("KE suspended new",)),
    "expelled": ("Kenya expelled from BRICS after coup", ("KE withdrawn new",)),
    "accepted": ("Kenya accepted into BRICS", ("KE acceded new",)),
    "admitted as a partner": ("Kenya admitted to BRICS as partner", ()),
    "asked to a summit": ("Kenya invited to BRICS summit", ()),
    "pulls plug": ("Kenya pulls plug on Artemis Accords", ("KE withdrawn new",)),
    "enters into force": (
        "Kenya's accession to Artemis Accords enters into force",
        ("KE acceded new",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)


@pytest.mark.parametrize("name", TITLES)
def test_headline(by_rules: Callable[..., Reading], name: str) -> None:
    """The headline is read as stated, whatever the text leaves out."""
    title, expected = TITLES[name]
    assert told(by_rules("It was told by those who met on Thursday.", title=title)) == list(
        expected
    )


@pytest.mark.parametrize("name", DATES)
def test_date(by_rules: Callable[..., Reading], name: str) -> None:
    """The step has the date on which it was taken."""
    text, date = DATES[name]
    assert [(claim.new, str(claim.date)) for claim in by_rules(text).claims] == [(True, date)]
