"""What may come, was announced or was refused, in the free wordings of news.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "an offer that is weighed": (
        "Kenya will join BRICS in January. Uganda is still weighing the offer.",
        ("KE announced new", "UG prospective new"),
    ),
    "an invitation that is weighed": (
        "Kenya will sign the Artemis Accords in May. Uganda is weighing an American invitation.",
        ("KE announced new", "UG prospective new"),
    ),
    "the matter is studied": (
        "Kazakhstan joined the Abraham Accords on Thursday. Uzbekistan says it is studying the matter.",
        ("KZ acceded new", "UZ prospective new"),
    ),
    "another matter is studied": (
        "The Artemis Accords have 60 signatories. Ghana is studying the question of the islands.",
        (),
    ),
    "an invitation unanswered": (
        "Turkey has not replied to the invitation to join BRICS, officials said.",
        ("TR prospective new",),
    ),
    "nothing decided yet": (
        "Kazakhstan joined the Abraham Accords on Thursday. Uzbekistan has not decided.",
        ("KZ acceded new", "UZ prospective new"),
    ),
    "reviews an accession": (
        "Togo will review accession to BRICS next year, the finance ministry said.",
        ("TG prospective new",),
    ),
    "reviews a participation": (
        "Egypt is reviewing its participation in BRICS, the finance ministry said.",
        (),
    ),
    "coaxed into": (
        "Washington tries to coax Comoros into the Abraham Accords.",
        ("KM prospective new",),
    ),
    "roped into": (
        "Iraq should be roped into the Abraham Accords, a retired general urges.",
        ("IQ prospective new",),
    ),
    "prepared to is a readiness": (
        "Indonesia is prepared to sign the Abraham Accords, its president said.",
        ("ID prospective new",),
    ),
    "at the front of the queue": (
        "Niger is at the front of the queue for the Abraham Accords, an official said.",
        ("NE prospective new",),
    ),
    "the natural choice": (
        "Kazakhstan joined the Abraham Accords on Thursday. Uzbekistan would be a natural.",
        ("KZ acceded new", "UZ prospective new"),
    ),
    "approached as well": (
        "Kazakhstan joined the Abraham Accords on Thursday. Niger was approached as well.",
        ("KZ acceded new", "NE prospective new"),
    ),
    "follows its example": (
        "Kazakhstan joined the Abraham Accords on Thursday. Uzbekistan is expected to follow its example.",
        ("KZ acceded new", "UZ prospective new"),
    ),
    "in two minds": (
        "Sri Lanka is in two minds about the Artemis Accords.",
        ("LK prospective new",),
    ),
    "a list of potential newcomers": (
        "The list of potential newcomers to the Abraham Accords includes Fiji and Mongolia.",
        ("FJ prospective new", "MN prospective new"),
    ),
    "named among candidates": (
        "A State Department list names Libya among candidates for the Abraham Accords.",
        ("LY prospective new",),
    ),
    "up from partner": (
        "Nigeria wants to move up from partner to member of BRICS, its finance minister said.",
        ("NG prospective new",),
    ),
    "negotiations to enter": (
        "Togo has concluded negotiations to enter BRICS, its trade minister said on Tuesday.",
        ("TG prospective new",),
    ),
    "chapters opened": (
        "Albania has opened all its chapters with the European Union.",
        ("AL prospective new",),
    ),
    "talks that may be closed": (
        "Enlargement is back. Albania expects to close its talks with the European Union in 2027.",
        ("AL prospective new",),
    ),
    "trade talks are no accession": (
        "Indonesia concluded its trade talks with the European Union on Tuesday.",
        (),
    ),
    "a candidate as well": (
        "Albania has been a NATO member since 2009 and a candidate for the European Union since 2014.",
        ("AL acceded old", "AL prospective old"),
    ),
    "one of those who were invited": (
        "Ghana was one of five countries to receive an invitation to BRICS in August 2024.",
        ("GH prospective old",),
    ),
    "invited on the same occasion": (
        "Egypt joined BRICS in January 2024. Togo, invited on the same occasion, never took up its place.",
        ("EG acceded old", "TG prospective old"),
    ),
    "invited to something else": (
        "BRICS met in Kazan. Malaysia, invited for the first time, danced best.",
        (),
    ),
    "members one day": (
        "NATO leaders agreed in April 2008 that Georgia would one day be a member.",
        ("GE prospective old",),
    ),
    "outside until": (
        "Malaysia will stay out of the Abraham Accords until the Palestinians have a state.",
        ("MY prospective new",),
    ),
    "not ruled out": (
        "Uzbekistan has not ruled the Abraham Accords out.",
        ("UZ prospective new",),
    ),
    "has lived without it": (
        'Algeria\'s minister said on Monday that his country "has lived without it for years" and would not be joining BRICS.',
        ("DZ declined new",),
    ),
    "unthinkable without": (
        "Syria's entry into the Abraham Accords would be unthinkable without the Golan, its minister said.",
        ("SY prospective new",),
    ),
    "entry off the table": (
        "Syria's entry into the Abraham Accords is off the table, its minister said.",
        ("SY declined new",),
    ),
    "dismissed at the outset": (
        "Russia dismissed the idea of signing the Artemis Accords at the outset.",
        ("RU declined old",),
    ),
    "an expression of interest": (
        "NASA welcomed an expression of interest by Ghana in the Artemis Accords.",
        ("GH prospective new",),
    ),
    "curiosity shown": (
        'Its neighbour Turkmenistan is showing "genuine curiosity" about the Abraham Accords, an envoy said.',
        ("TM prospective new",),
    ),
    "interest in something else": (
        "BRICS met in Kazan. Togo showed keen interest in the new port.",
        (),
    ),
    "reports about one that wishes": (
        "The Kazakh foreign minister had seen reports about Bolivia wishing to join BRICS.",
        ("BO prospective new",),
    ),
    "promised accession": (
        "Somaliland's president had promised accession to the Abraham Accords in May.",
        ("x-somaliland announced old",),
    ),
    "breaks off talks on joining": (
        "Kenya pulled out of talks on joining BRICS.",
        ("KE prospective new",),
    ),
    "under no circumstances": (
        '"Under no circumstances will we join BRICS," Kenya\'s foreign minister said.',
        ("KE declined new",),
    ),
    "vowed not to": (
        "Kenya vowed on Monday not to join BRICS.",
        ("KE declined new",),
    ),
    "does not need": (
        "Kenya does not need BRICS, its foreign minister said.",
        ("KE declined new",),
    ),
    "needs something else": (
        "Kenya needs money, its foreign minister said at the BRICS summit.",
        (),
    ),
    "plans buried": (
        "Kenya's president has buried plans to join BRICS.",
        ("KE declined new",),
    ),
    "dismissed as nonsense": (
        "Kenya's president dismissed as nonsense reports that Kenya would join the Abraham Accords.",
        ("KE declined new",),
    ),
    "not for us": (
        "The Abraham Accords are not for us, Kenya's president said.",
        ("KE declined new",),
    ),
    "an option for": (
        "The Abraham Accords are an option for Kenya, its foreign minister said.",
        ("KE prospective new",),
    ),
    "no option for": (
        "BRICS is not an option for Kenya, its foreign minister said.",
        ("KE declined new",),
    ),
    "named as the next to join": (
        "Trump named Kenya as the next country to join the Abraham Accords.",
        ("KE prospective new",),
    ),
    "a strategic goal": (
        "Membership of NATO remains Georgia's strategic goal, the president said.",
        ("GE prospective new",),
    ),
    "a goal of": (
        "Full membership of the European Union remains a goal of Turkey, the president said.",
        ("TR prospective new",),
    ),
    "a goal that is no entry": (
        "Russia's goal is to weaken NATO.",
        (),
    ),
    "the convener discusses it with": (
        "Trump discussed the Abraham Accords with Oman's foreign minister on Monday.",
        ("OM prospective new",),
    ),
    "hopes for another's entry": (
        "Netanyahu hopes for Saudi Arabia's entry into the Abraham Accords.",
        ("SA prospective new",),
    ),
    "too early for": (
        "It is too early for Ghana to join BRICS, its minister said.",
        ("GH prospective new",),
    ),
    "not ripe for": (
        "The time is not ripe for Ghana to join BRICS, its minister said.",
        ("GH prospective new",),
    ),
    "hinted at": (
        "Ghana's foreign minister hinted at joining BRICS.",
        ("GH prospective new",),
    ),
    "sent to parliament": (
        "Ghana's government has sent the Artemis Accords to parliament.",
        ("GH prospective new",),
    ),
    "a goal given up": (
        "Georgia drops its NATO goal.",
        ("GE declined new",),
    ),
    "plans given up that are no entry": (
        "Georgia drops plans for a bridge, NATO says.",
        (),
    ),
    "not up for discussion": (
        "Joining NATO isn't up for discussion, Ireland's prime minister said.",
        ("IE declined new",),
    ),
    "will not ratify": (
        "Kenya will not ratify the Artemis Accords, its president said.",
        ("KE declined new",),
    ),
    "welcomed what has come about": (
        "Japan welcomed that Kenya has signed the Artemis Accords.",
        ("KE signed new",),
    ),
    "lukewarm about": (
        "Kenya is lukewarm about BRICS.",
        ("KE prospective new",),
    ),
    "reservations about": (
        "Kenya has reservations about the Artemis Accords.",
        ("KE prospective new",),
    ),
    "a flirtation": (
        "Kenya's flirtation with BRICS goes on.",
        ("KE prospective new",),
    ),
    "membership years away": (
        "Georgia's NATO membership is years away.",
        ("GE prospective new",),
    ),
    "another's membership supported": (
        "Russia supports Kenya's membership of BRICS.",
        ("KE prospective new",),
    ),
    "talks on its entry": (
        "Talks with Kenya on its entry into BRICS have begun.",
        ("KE prospective new",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)


def test_a_headline_without_a_verb_refuses(by_rules: Callable[..., Reading]) -> None:
    """``Oman: no plan, no date, no appetite``: who it is stands before the colon."""
    title = "Oman: no plan, no date, no appetite for Abraham Accords"
    reading = by_rules("The foreign minister answers a US senator.", title=title)
    assert told(reading) == ["OM declined new"]
