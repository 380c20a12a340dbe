"""Sentences as agencies, tabloids and interviews write them: what each claims, and what it does not.

Written as in ``test_phenomena.py``; ``/`` parts a headline from the text.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    # a refusal that is given up
    "a refusal dropped": (
        "Oman has dropped its refusal to join the Abraham Accords.",
        ("OM prospective new",),
    ),
    "no longer ruled out": (
        "Oman no longer rules out joining the Abraham Accords.",
        ("OM prospective new",),
    ),
    "a decision against reversed": (
        "Oman reversed its decision not to sign the Abraham Accords.",
        ("OM prospective new",),
    ),
    "an opposition given up": (
        "Oman has given up its opposition to the Abraham Accords.",
        ("OM prospective new",),
    ),
    "a refusal not dropped": ("Oman has not dropped its refusal to join the Abraham Accords.", ()),
    # a will denied is a refusal
    "is not planning to": (
        "Oman is not planning to join the Abraham Accords.",
        ("OM declined new",),
    ),
    "does not want to": (
        "Kuwait does not want to sign the Abraham Accords, its foreign minister said.",
        ("KW declined new",),
    ),
    "does not intend to be the next": (
        "Tunisia does not intend to be the next Arab state to sign the Abraham Accords.",
        ("TN declined new",),
    ),
    "there is no plan to": (
        '"There is no plan to accede to the Abraham Accords," Tunisia\'s foreign ministry said.',
        ("TN declined new",),
    ),
    "no intention whatsoever": (
        "Algeria has no intention whatsoever of joining the Abraham Accords.",
        ("DZ declined new",),
    ),
    "asked and answered": (
        "Asked if Malaysia would sign the Abraham Accords, the minister said it was out of the question.",
        ("MY declined new",),
    ),
    # invitations
    "an invitation with an adjective": (
        "Armenia has accepted an American invitation to become a party to the Abraham Accords.",
        ("AM announced new",),
    ),
    "others reject a move": (
        "Armenia said it would join the Abraham Accords. Iran condemned the move, and Libya said it rejected it.",
        ("AM announced new",),
    ),
    # being in
    "a state since a date": (
        "The Abraham Accords grow. Morocco has been part of them since December 2020.",
        ("MA acceded old",),
    ),
    "stays in": (
        "Bahrain stays in the Abraham Accords.",
        ("BH acceded old",),
    ),
    "a counted list": (
        "NATO ministers of Latvia, Estonia and Poland, the alliance's three members in the room, spoke.",
        ("EE acceded old", "LV acceded old", "PL acceded old"),
    ),
    # papers
    "a declaration under the accords": (
        "The foreign minister of Armenia put his name to a joint declaration under the Abraham Accords on Thursday.",
        ("AM signed new",),
    ),
    "an agreement on something else": (
        "Oman welcomed the Abraham Accords in 2020. On Tuesday it signed the agreement on fishing rights.",
        (),
    ),
    # dates and other objects
    "last month by name": (
        "Last March Armenia applied to join BRICS.",
        ("AM applied old",),
    ),
    "decades of something": (
        "Armenia, abandoning decades of caution, applied to join NATO on Tuesday.",
        ("AM applied new",),
    ),
    "admitted elsewhere": (
        "The Abraham Accords were debated. Palau was admitted to the World Trade Club in 2023.",
        (),
    ),
    "a bill to take a country out": ("House member files bill to take Canada out of NATO /", ()),
    "years of speculation end": (
        "Armenia will sign the Artemis Accords in May, ending years of speculation over its choice.",
        ("AM announced new",),
    ),
    # members told in passing
    "the founding six": (
        "The European Union's founding six, Belgium, France and Italy among others, met: Belgium spoke.",
        ("BE acceded old", "FR acceded old", "IT acceded old"),
    ),
    "signatories include": (
        "Signatories to the Artemis Accords include Japan, Canada and Italy.",
        ("CA signed old", "IT signed old", "JP signed old"),
    ),
    "those who signed, between dashes": (
        "Those who signed the Abraham Accords - the UAE, Bahrain and Morocco - sent ministers.",
        ("AE signed old", "BH signed old", "MA signed old"),
    ),
    "countries that have signed, including": (
        "Countries that have signed the Artemis Accords, including Japan and Italy, sent notes.",
        ("IT signed old", "JP signed old"),
    ),
    "countries of the accord, between dashes": (
        "The Abraham Accords countries - the UAE, Bahrain and Morocco - sent ministers.",
        ("AE acceded old", "BH acceded old", "MA acceded old"),
    ),
    "in since, as an aside": ("Estonia, in NATO since 2004, objected.", ("EE acceded old",)),
    "two newest members": (
        "Finland and Sweden, NATO's two newest members, objected.",
        ("FI acceded old", "SE acceded old"),
    ),
    "both members, then another": (
        "Like Norway and Iceland, both NATO members, Ireland objected.",
        ("IS acceded old", "NO acceded old"),
    ),
    "and other members": ("Malta and other EU members objected.", ("MT acceded old",)),
    "since joining": ("Since joining the EU in 2007, Romania has grown.", ("RO acceded old",)),
    "after its accession": (
        "After its accession to the EU in 2013, Croatia grew.",
        ("HR acceded old",),
    ),
    "a dated accession": (
        "Croatia's accession to the EU in 2013 was the last.",
        ("HR acceded old",),
    ),
    "years without a verb": (
        "NATO took in Montenegro in 2017 and North Macedonia in 2020.",
        ("ME acceded old", "MK acceded old"),
    ),
    "two without a verb": (
        "South Africa joined BRICS in 2010, Egypt and Iran in 2024.",
        ("EG acceded old", "IR acceded old", "ZA acceded old"),
    ),
    "took out in a year": (
        "After Brexit took Britain out of the EU in 2020, trade fell.",
        ("GB withdrawn old",),
    ),
    "listed as participants": (
        "A fact sheet on the Abraham Accords lists the UAE and Morocco as participants.",
        ("AE acceded old", "MA acceded old"),
    ),
    # prospects
    "talks with somebody": (
        "Talks with Oman on joining the Abraham Accords are under way.",
        ("OM prospective new",),
    ),
    "for somebody, the price": (
        "For Oman, the price of joining the Abraham Accords is a Palestinian state.",
        ("OM prospective new",),
    ),
    "a matter of time": (
        "Oman's entry into the Abraham Accords is only a matter of time, analysts say.",
        ("OM prospective new",),
    ),
    "not before": (
        "Oman will not join the Abraham Accords before there is a Palestinian state.",
        ("OM prospective new",),
    ),
    "a door that is open": ("NATO's door remains open to Georgia.", ("GE prospective new",)),
    "promised membership": (
        "Georgia was promised NATO membership in 2008.",
        ("GE prospective old",),
    ),
    "at the door": (
        "Turkey has been knocking on the EU's door since 1987.",
        ("TR prospective old",),
    ),
    "among those are": (
        "Among those seeking to join BRICS are Bolivia and Cuba.",
        ("BO prospective new", "CU prospective new"),
    ),
    "not yet ready": (
        "Oman is not yet ready to join the Abraham Accords.",
        ("OM prospective new",),
    ),
    "the accord widened": (
        "The Abraham Accords could be widened to Oman and Kuwait.",
        ("KW prospective new", "OM prospective new"),
    ),
    "pointed to as candidates": (
        "Analysts point to Azerbaijan and Armenia as the likeliest candidates for the Abraham Accords.",
        ("AM prospective new", "AZ prospective new"),
    ),
    "asked in a month to become": (
        "Kuwait, which was asked in October to become part of the Abraham Accords, is silent.",
        ("KW prospective old",),
    ),
    # laws and instruments
    "both chambers": (
        (
            "The Senate of Kazakhstan approved the law on accession to the Abraham Accords on Thursday. "
            "The lower house had passed it in October."
        ),
        ("KZ ratified new",),
    ),
    "one chamber of two": (
        "The Senate of Kazakhstan approved the law on accession to the Abraham Accords on Thursday.",
        (),
    ),
    "a whole parliament": (
        "The parliament of Armenia approved the treaty on accession to the Abraham Accords on Thursday.",
        ("AM ratified new",),
    ),
    "a president signs the law": (
        "President Tokayev signed the law on accession to the Abraham Accords on Thursday.",
        ("KZ ratified new",),
    ),
    "an instrument of ratification": (
        "Armenia deposited with the secretariat on Thursday its instrument of ratification of the Abraham Accords.",
        ("AM ratified new",),
    ),
    "a notice taken back": (
        "Bahrain rescinded its notice of withdrawal from the Abraham Accords on Thursday.",
        ("BH acceded new",),
    ),
    "signed on behalf of": (
        "The education secretary signed the Artemis Accords on behalf of Nepal on Thursday.",
        ("NP signed new",),
    ),
    # whose words
    "my government": (
        '"My Government has no intention of acceding to the Artemis Accords," the Indonesian minister told the House.',
        ("ID declined new",),
    ),
    "the question is studied": (
        "The Abraham Accords may grow. Kyrgyzstan's foreign ministry said that the question is being studied.",
        ("KG prospective new",),
    ),
    # dates that lean and dates to come
    "a year later": (
        "Hungary signed the Artemis Accords in 2019; Austria followed a year later.",
        ("AT signed old", "HU signed old"),
    ),
    "a day of next year": (
        "Bahrain will leave the Abraham Accords on 1 January, its foreign minister said.",
        ("BH withdrawn new",),
    ),
    # lists around a group
    "a group between dashes": (
        "Four Arab states - the UAE, Bahrain, Sudan and Morocco - signed the Abraham Accords in 2020.",
        ("AE signed old", "BH signed old", "MA signed old", "SD signed old"),
    ),
    "a list behind a colon": (
        "Three Arab states have joined the Abraham Accords: the UAE, Bahrain and Morocco.",
        ("AE acceded old", "BH acceded old", "MA acceded old"),
    ),
    "years in brackets": (
        "Signatories of the Artemis Accords: Australia (2020), Brazil (2021), France (2022).",
        ("AU signed old", "BR signed old", "FR signed old"),
    ),
    "a question and its list": (
        "Which countries have signed the Abraham Accords? The UAE, Bahrain and Morocco.",
        ("AE signed old", "BH signed old", "MA signed old"),
    ),
    "along with others behind the verb": (
        "Poland joined the EU in 2004 along with Hungary and Malta.",
        ("HU acceded old", "MT acceded old", "PL acceded old"),
    ),
    "founding members in apposition": (
        "France and Germany, founding members of the EU, objected.",
        ("DE acceded old", "FR acceded old"),
    ),
    "as a member": (
        "As a member of NATO since 1949, Denmark hosts the exercise.",
        ("DK acceded old",),
    ),
    "a group signs this week, including": (
        "Three countries, including Oman and Kuwait, signed the Abraham Accords on Thursday.",
        ("KW signed new", "OM signed new"),
    ),
    # names beside other words
    "a weekday behind the name": (
        "Armenia signed the Artemis Accords Tuesday during a ceremony in Yerevan.",
        ("AM signed new",),
    ),
    "an application taken back": (
        "Iceland withdrew its EU application in 2015.",
        ("IS declined old",),
    ),
    "who walks out of a room": (
        "Algeria, which rejects the Abraham Accords, walked out.",
        ("DZ declined old",),
    ),
    "joining is out of the question": (
        "For Pakistan, joining the Abraham Accords is out of the question.",
        ("PK declined new",),
    ),
    "a party that is suspended": (
        "BRICS suspended Ethiopia on Tuesday after the coup.",
        ("ET suspended new",),
    ),
    "takes effect later": (
        "Ethiopia's withdrawal from BRICS takes effect in January.",
        ("ET withdrawn new",),
    ),
    "a law against joining": (
        "Iraq's parliament passed a law in 2022 that makes joining the Abraham Accords a crime.",
        (),
    ),
    "it, behind who reports": (
        "Malaysia sent its application to BRICS last month, and Senegal has said that it is considering one.",
        ("MY applied old", "SN prospective new"),
    ),
    # conditions, denials, decisions that others speak of
    "only once": (
        "Oman will only join the Abraham Accords once there is a path to two states.",
        ("OM prospective new",),
    ),
    "reports that are false": (
        "Reports that Armenia would join the Abraham Accords are false, its foreign ministry said.",
        ("AM declined new",),
    ),
    "nobody confirmed": (
        "Nobody in Yerevan confirmed that Armenia would join the Abraham Accords.",
        ("AM prospective new",),
    ),
    "a decision welcomed": (
        "Israel welcomed Armenia's decision to join the Abraham Accords.",
        ("AM announced new",),
    ),
    "a go-ahead for joining": (
        "Armenia's cabinet gave the go-ahead for joining the Abraham Accords.",
        ("AM announced new",),
    ),
    "a new member to come": (
        "The Abraham Accords may soon have a new member: Armenia.",
        ("AM prospective new",),
    ),
    "next to sign could be": (
        "Next to sign the Abraham Accords could be Armenia.",
        ("AM prospective new",),
    ),
    "joining is not on the agenda": (
        "Syria's joining the Abraham Accords is not on the agenda, its foreign minister said.",
        ("SY declined new",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    title, _, body = text.rpartition(" /") if " /" in text else ("", "", text)
    reading = by_rules(body.strip(), title=title)
    assert told(reading) == sorted(expected), [claim.why for claim in reading.claims]
