"""What a state wants, plans, weighs or decides about its own joining: intentions, votes ahead, go-aheads.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    # a present that tells of a day to come
    "joins on a day without a year that is long over": (
        "Kenya joins BRICS on 1 January, its foreign minister said.",
        ("KE announced new",),
    ),
    "signs next month": (
        "Kenya signs the Artemis Accords next month.",
        ("KE announced new",),
    ),
    "signed on a day that is over": (
        "Kenya signed the Artemis Accords on 3 November.",
        ("KE signed new",),
    ),
    # a decision and its month
    "pledged in a month": (
        "Kenya, which pledged in March to enter the Abraham Accords, has not signed.",
        ("KE announced old",),
    ),
    "committed itself in a month": (
        "Kenya committed itself in March to joining the Abraham Accords.",
        ("KE announced old",),
    ),
    "said in a month that it would": (
        "The forum is the first since Kenya said in March that it would join the Abraham Accords.",
        ("KE announced old",),
    ),
    "an accession announced last year": (
        "Kenya's accession to the Abraham Accords, announced last year, has not brought the money that was promised.",
        ("KE announced old",),
    ),
    "an entry which its president announced": (
        "Kenya's entry into the Abraham Accords, which its president announced in March, is to bring trade.",
        ("KE announced old",),
    ),
    # whose word it is
    "his office says so": (
        "Kenya's science minister will sign the Artemis Accords on Friday, his office said.",
        ("KE announced new",),
    ),
    "the agency, of a space agency": (
        "Kenya's space agency was founded in 2017. Kenya will sign the Artemis Accords, the agency said.",
        ("KE announced new",),
    ),
    "a party in opposition promises": (
        "Kenya's opposition leader promised to lead the country into BRICS.",
        ("KE prospective new",),
    ),
    # intentions
    "intends to, with a month to it": (
        "Kenya intends to sign the Artemis Accords in December, its space agency said.",
        ("KE announced new",),
    ),
    "intends to, some time": (
        "Kenya intends to join BRICS, its foreign minister said.",
        ("KE prospective new",),
    ),
    "will seek membership, says its president": (
        "Kenya will seek membership of NATO, its president said on Thursday.",
        ("KE announced new",),
    ),
    "has its eye on": ("Kenya has its eye on BRICS.", ("KE prospective new",)),
    "favours membership": ("Kenya favours membership of BRICS.", ("KE prospective new",)),
    "is in no rush over": (
        "Kenya is in no rush over BRICS, the foreign minister said.",
        ("KE prospective new",),
    ),
    "puts off signing": (
        "Kenya has put off signing the Artemis Accords until next year.",
        ("KE prospective new",),
    ),
    "a signing that is postponed": (
        "Kenya's signing of the Artemis Accords has been postponed.",
        ("KE prospective new",),
    ),
    # nouns of wishing
    "a bid that gathers pace": (
        "Kenya's bid for BRICS has gathered pace.",
        ("KE prospective new",),
    ),
    "a bid for something else": (
        "BRICS met in Kazan. Kenya's bid for the World Cup has gathered pace.",
        (),
    ),
    "a push for membership": (
        "Kenya's push for BRICS membership has gathered pace.",
        ("KE prospective new",),
    ),
    "an interest": ("Kenya's interest in BRICS is growing.", ("KE prospective new",)),
    "a return on the agenda": (
        "Kenya's return to BRICS is on the agenda, the president said.",
        ("KE prospective new",),
    ),
    "a return to somewhere else": (
        "BRICS met in Kazan. Kenya's return to Somalia was discussed in 2024.",
        (),
    ),
    # what is yet to be decided
    "an accession that is put to a vote": (
        "Kenya's accession to BRICS will be put to a vote in May.",
        ("KE prospective new",),
    ),
    "an accession that will require a referendum": (
        "Kenya's accession to BRICS will require a referendum.",
        ("KE prospective new",),
    ),
    "an accession that is being prepared": (
        "Kenya's accession to BRICS is being prepared.",
        ("KE prospective new",),
    ),
    "membership on the agenda": (
        "Membership of BRICS is back on Kenya's agenda.",
        ("KE prospective new",),
    ),
    "an accession before the senate": (
        "Kenya's accession to BRICS is before the Senate.",
        ("KE prospective new",),
    ),
    "the procedure to join has begun": (
        "Kenya has begun the procedure to join BRICS.",
        ("KE prospective new",),
    ),
    "it is not clear whether it will": (
        "It is not clear whether Kenya will join BRICS.",
        ("KE prospective new",),
    ),
    # ratification ahead
    "pledged to ratify": ("Kenya pledged to ratify the Abraham Accords.", ("KE announced new",)),
    "will ratify, says its minister": (
        "Kenya will ratify the Abraham Accords next year, its justice minister said.",
        ("KE announced new",),
    ),
    "will ratify as soon as others have": (
        "Kenya will ratify the Abraham Accords as soon as Togo has, its justice minister said.",
        ("KE prospective new",),
    ),
    "has still to ratify": ("Kenya has still to ratify the Abraham Accords.", ()),
    # a cabinet sends it on
    "a cabinet approves accession": (
        "Kenya's cabinet on Thursday approved accession to BRICS.",
        ("KE prospective new",),
    ),
    "a cabinet approves another's accession": (
        "Kenya's cabinet on Thursday approved Togo's accession to BRICS.",
        (),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
