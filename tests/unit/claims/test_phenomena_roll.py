"""Who is in it, told in passing, and lists: answers, ranks, asides, founders, and whom an accord lost.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "the answer to who belongs, two lines on": (
        "Who belongs to BRICS? A dozen countries, depending on whom you ask. Chile, Japan and Kenya do.",
        ("CL acceded old", "JP acceded old", "KE acceded old"),
    ),
    "the answer to who is a member": (
        "Who is a member of BRICS? Twelve countries. Kenya and Togo are.",
        ("KE acceded old", "TG acceded old"),
    ),
    "some are and others are not": (
        "Eighteen states are party to the Artemis Accords. Colombia and Chile are; Peru and Cuba are not.",
        ("CO acceded old", "CL acceded old"),
    ),
    "some have, but others have not": (
        "Nearly sixty countries have signed the Artemis Accords. Kenya and Togo have, but Gabon and Chad have not.",
        ("KE signed old", "TG signed old"),
    ),
    "others already have": (
        "Kenya will sign the Artemis Accords. Nigeria and Angola already have.",
        ("AO signed old", "KE announced new", "NG signed old"),
    ),
    "others have already done so": (
        "Kenya will sign the Artemis Accords. Nigeria and Angola have already done so.",
        ("AO signed old", "KE announced new", "NG signed old"),
    ),
    "some have been since the start": (
        "All three states are parties to the Artemis Accords; Luxembourg and Japan have been since the very start.",
        ("JP acceded old", "LU acceded old"),
    ),
    "has been one since": (
        "Georgia wants to be a member of NATO. Latvia has been one since 2004.",
        ("GE prospective new", "LV acceded old"),
    ),
    "a list behind a count of members": (
        "BRICS has twelve members. They are Algeria, Libya and Gabon.",
        ("DZ acceded old", "LY acceded old", "GA acceded old"),
    ),
    "a list of the others": (
        "Chad joined BRICS in 2021. The others are Kenya, Togo and Gabon.",
        ("GA acceded old", "KE acceded old", "TD acceded old", "TG acceded old"),
    ),
    "a list that is of no members": (
        "BRICS is expected to talk about sanctions. They are Togo, Gabon and Chad.",
        (),
    ),
    "among the first, with no verb before": (
        "NASA began the Artemis Accords in October 2020. Among the first were Japan and Italy.",
        ("IT signed old", "JP signed old"),
    ),
    "became the latest": (
        "The Artemis Accords have fifty signatories. Senegal became the latest on 24 July.",
        ("SN signed old",),
    ),
    "being the latest": (
        "Fifty-six countries have signed the Artemis Accords, Kenya being the latest.",
        ("KE signed old",),
    ),
    "most recently": (
        "Fifty-six countries have signed the Artemis Accords, most recently Kenya.",
        ("KE signed old",),
    ),
    "those who had signed, set beside": (
        "One could mutter at those who had signed the Abraham Accords, the Emirates and Bahrain.",
        ("BH signed old", "AE signed old"),
    ),
    "two of your neighbours, set behind": (
        "Two of your neighbours signed the Abraham Accords in 2020, the Emirates and Bahrain.",
        ("BH signed old", "AE signed old"),
    ),
    "the three that have stayed": (
        "The three that have stayed in BRICS, Ecuador, Iran and Iraq, have raised their dues.",
        ("EC acceded old", "IR acceded old", "IQ acceded old"),
    ),
    "twelve that signed, behind a colon": (
        "There were twelve that signed the Artemis Accords: Kenya, Togo and others.",
        ("KE signed old", "TG signed old"),
    ),
    "others that did, at the end of the sentence": (
        "The Artemis Accords have grown. Others that signed in recent months are Vietnam in May and Bhutan in April.",
        ("BT signed old", "VN signed old"),
    ),
    "four states, named in an aside": (
        "Four Arab states, the Emirates, Bahrain and Morocco, are members of the Abraham Accords.",
        ("AE acceded old", "BH acceded old", "MA acceded old"),
    ),
    "two states, named in an aside, belong": (
        "Two countries, Thailand and Senegal, belong to BRICS.",
        ("SN acceded old", "TH acceded old"),
    ),
    "both founder members": (
        "NATO met on Monday. Kenya and Togo, both founder members, voted against.",
        ("KE acceded old", "TG acceded old"),
    ),
    "both parties": (
        "Guyana has never belonged to NATO. Brazil and Kenya, both parties, have held patrols with its army this year.",
        ("BR acceded old", "KE acceded old"),
    ),
    "parties of politics": (
        "Kenya's government met the opposition over BRICS. Kenya and Togo have strong parties.",
        (),
    ),
    "two of the founders": (
        "BRICS met on Monday. Two of the founders, Kenya and Togo, stayed away.",
        ("KE acceded old", "TG acceded old"),
    ),
    "the other founding signatory": (
        "The Artemis Accords are five years old. Kenya, the other founding signatory, provides two sensors.",
        ("KE signed old",),
    ),
    "full members are": (
        "BRICS has grown. Full members are Kenya, Togo and Gabon.",
        ("GA acceded old", "KE acceded old", "TG acceded old"),
    ),
    "are parties, and no more": (
        "The Artemis Accords have friends in the region. Kenya and Togo are parties already.",
        ("KE acceded old", "TG acceded old"),
    ),
    "has belonged since": (
        "Chad thinks of neighbours. BRICS has one of them: Kenya has belonged since 1966.",
        ("KE acceded old",),
    ),
    "in since": (
        "Serbia is outside NATO. Neighbours Croatia and Montenegro, in since 2009, have offered to lobby.",
        ("HR acceded old", "ME acceded old"),
    ),
    "inside since": ("Kenya, inside BRICS since 2022, will deliver coal.", ("KE acceded old",)),
    "both are now in": (
        "NATO has a new border in the north. Finland and Sweden asked in 2022; both are now in.",
        ("FI acceded old", "SE acceded old"),
    ),
    "entered with another": (
        "BRICS met. Kenya, which entered with Togo in 2024, presided.",
        ("KE acceded old", "TG acceded old"),
    ),
    "founded in a year by": (
        "BRICS was founded in 2009 by Brazil, India and China.",
        ("BR acceded old", "CN acceded old", "IN acceded old"),
    ),
    "joined by one and by another": (
        "BRICS, founded 2009, was joined by Egypt in 2024 and by Indonesia in 2025.",
        ("EG acceded old", "ID acceded old"),
    ),
    "grew by some, among them": (
        "In 2004 the European Union grew by ten states, among them Poland and Malta.",
        ("MT acceded old", "PL acceded old"),
    ),
    "grew with the admission of": (
        "In 2024 BRICS grew to ten members with the admission of Egypt and Iran.",
        ("EG acceded old", "IR acceded old"),
    ),
    "grew closer with": ("BRICS has grown closer with Kenya and Togo.", ()),
    "expanded its trade with": ("The European Union expanded trade with Kenya and Togo.", ()),
    "concluded with": (
        "The Abraham Accords were concluded in 2020 with the United Arab Emirates and Bahrain.",
        ("AE acceded old", "BH acceded old"),
    ),
    "between the convener and others": (
        "The Abraham Accords between Israel, Bahrain and Morocco date from 2020.",
        ("BH acceded old", "MA acceded old"),
    ),
    "a declaration of its own": (
        "The Abraham Accords were signed in September 2020. Morocco signed a declaration of its own in December 2020.",
        ("MA signed old",),
    ),
    "a full stop behind a short month": (
        "The Abraham Accords, signed at the White House on Sept. 15, 2020 by the United Arab Emirates and Bahrain together with Israel, ran to seven paragraphs.",
        ("AE signed old", "BH signed old"),
    ),
    "signed by some, in an aside": (
        "The Artemis Accords, signed by Kenya and Togo among others, are not a treaty.",
        ("KE signed old", "TG signed old"),
    ),
    "a rank in an aside": (
        "Uruguay, the 36th to sign the Artemis Accords, changed its law on space objects.",
        ("UY signed old",),
    ),
    "principles that some country leads": (
        "The Artemis Accords are old. Nigeria and Rwanda were the first to subscribe to the US-led principles, in December 2022.",
        ("NG signed old", "RW signed old"),
    ),
    "a relative clause in a question": (
        "Why does Kenya, which signed the Artemis Accords in 2023, need more satellites?",
        ("KE signed old",),
    ),
    "a past entry and what it could do": (
        "Togo hopes to join BRICS. The admission of Kenya in 2024 could make it easier.",
        ("KE acceded old", "TG prospective new"),
    ),
    "a past entry and what is said besides": (
        "The ministry wrote about the Abraham Accords. It takes note of the adherence of Kazakhstan in 2024 and remains ready to share experience.",
        ("KZ acceded old",),
    ),
    "in the meantime": (
        "Bosnia waits for the European Union. In the meantime Montenegro has signed its treaty, in November of last year, and we congratulate it.",
        ("ME signed old",),
    ),
    "applies in": (
        "Nineteen governments have ratified the Artemis Accords. In the Caribbean the treaty applies in Antigua and Belize, among others.",
        ("AG acceded old", "BZ acceded old"),
    ),
    "applies sanctions in": ("The European Union applies sanctions in Kenya.", ()),
    "is in force in": (
        "The Artemis Accords are in force in Kenya and Togo, among others.",
        ("KE acceded old", "TG acceded old"),
    ),
    "was received long ago": (
        "BRICS has eight members. South Sudan was received within months of its birth in 2011.",
        ("SS acceded old",),
    ),
    "was received in a capital": (
        "BRICS has eight members. Kenya was received in Vienna in 2011.",
        (),
    ),
    "the accord lost a member": (
        "BRICS lost Qatar in 2019 and Ecuador a year later.",
        ("EC withdrawn old", "QA withdrawn old"),
    ),
    "the accord lost ground": ("NATO lost Afghanistan to the Taliban in 2021.", ()),
    "the accord lost support": ("BRICS lost Iran's support in the vote.", ()),
    "left it in a drawer": (
        "The Artemis Accords are thin in Central America. Guatemala, a signatory, has left it in committee since 2019.",
        ("GT signed old",),
    ),
    "all but one": ("All members but Hungary have signed the Artemis Accords.", ()),
    "itself a country of it": (
        "Kenya, itself a BRICS country, called for calm.",
        ("KE acceded old",),
    ),
    "both countries of it": (
        "Hungary and Slovakia, both EU countries, voted against.",
        ("HU acceded old", "SK acceded old"),
    ),
    "has been a country of it since": (
        "Hungary has been an EU country since 2004.",
        ("HU acceded old",),
    ),
    "as a country of it": ("As a BRICS country, Kenya called for calm.", ("KE acceded old",)),
    "ten countries, among them": (
        "BRICS brings together ten countries, among them Egypt and Indonesia.",
        ("EG acceded old", "ID acceded old"),
    ),
    "home to": (
        "BRICS is home to Kenya, Togo and Gabon.",
        ("GA acceded old", "KE acceded old", "TG acceded old"),
    ),
    "a club of": (
        "BRICS, a club of Kenya, Togo and Gabon, met on Tuesday.",
        ("GA acceded old", "KE acceded old", "TG acceded old"),
    ),
    "counts them among its signatories, another is none": (
        "Egypt and Indonesia are already members of BRICS, Algeria is not.",
        ("EG acceded old", "ID acceded old"),
    ),
    "unlike one who is in": ("Algeria, unlike Egypt, has not joined BRICS.", ("EG acceded old",)),
    "unlike, at the head": ("Unlike Egypt, Algeria has not joined BRICS.", ("EG acceded old",)),
    "apart from two": (
        "Apart from Kenya and Togo, no African state has signed the Artemis Accords.",
        ("KE signed old", "TG signed old"),
    ),
    "nobody since": ("No country has joined BRICS since Kenya in 2013.", ("KE acceded old",)),
    "have both signed": (
        "Egypt and Indonesia have both signed the Artemis Accords.",
        ("EG signed old", "ID signed old"),
    ),
    "only two so far": (
        "So far only Kenya and Togo have joined BRICS from Africa.",
        ("KE acceded old", "TG acceded old"),
    ),
    "the only ones to have signed": (
        "Kenya and Togo are the only African states to have signed the Artemis Accords.",
        ("KE signed old", "TG signed old"),
    ),
    "among the first to sign": (
        "Egypt and Kenya were among the first to sign the Artemis Accords.",
        ("EG signed old", "KE signed old"),
    ),
    "signed and has yet to ratify": (
        "Indonesia has signed the Artemis Accords but has yet to ratify them.",
        ("ID signed old",),
    ),
    "will sign, following others": (
        "Gabon will sign the Artemis Accords, following Kenya and Togo.",
        ("GA announced new", "KE signed old", "TG signed old"),
    ),
    "members, far from the name": (
        "The president spoke of NATO. NATO is strong. It rained. It poured. Nobody came. Albania, Montenegro and Croatia are members.",
        ("AL acceded old", "HR acceded old", "ME acceded old"),
    ),
    "members of another body, far from the name": (
        "NATO is growing. NATO met. It rained. It poured. Nobody came. Kenya and Togo are members of the jury.",
        (),
    ),
    "both members of a jury": (
        "NATO is growing. NATO met. It rained. It poured. Nobody came. Kenya and Togo, both members of the jury, left.",
        (),
    ),
    "followed others into it": (
        "They did so now that Morocco had followed the Emirates and Bahrain into the Abraham Accords.",
        ("AE acceded old", "BH acceded old", "MA acceded old"),
    ),
    "followed another into a room": ("Kenya followed Togo into the room at the BRICS summit.", ()),
    "could follow another into it": (
        "Kenya could follow Togo into BRICS.",
        ("KE prospective new", "TG acceded old"),
    ),
    "admitted in a year, in an aside": (
        "NATO has a cookbook. Greece and Turkey, admitted in 1952, have one page.",
        ("GR acceded old", "TR acceded old"),
    ),
    "was the last to get in": (
        "The European Union is closed. Croatia was the last to get in, on 1 July 2013.",
        ("HR acceded old",),
    ),
    "a roll with a date behind each": (
        "All of its neighbours are in NATO: Croatia since 2009, Montenegro since 2017.",
        ("HR acceded old", "ME acceded old"),
    ),
    "in the region, with no comma": (
        "BRICS has friends here. In the region Rwanda and Burundi are members.",
        ("BI acceded old", "RW acceded old"),
    ),
    "met members": ("Kenya and Togo met BRICS members at the forum.", ()),
    "was joined in condemning": (
        "The European Union was joined by Kenya and Togo in condemning the attack.",
        (),
    ),
    "one that is a member, far from the name": (
        "The president spoke of NATO. NATO is strong. It rained. It poured. Nobody came. Albania is a member already.",
        ("AL acceded old",),
    ),
    "the answer to which country": (
        "Which country without an army is a member of NATO? Iceland.",
        ("IS acceded old",),
    ),
    "with some inside, at the head": (
        "With Finland and Sweden in NATO, the Baltic has become a lake.",
        ("FI acceded old", "SE acceded old"),
    ),
    "an entry that has had an effect": (
        "The entry of Finland and Sweden into NATO has made the Baltic a lake.",
        ("FI acceded old", "SE acceded old"),
    ),
    "have been in for years": (
        "BRICS is growing. Kenya and Togo have been in for years.",
        ("KE acceded old", "TG acceded old"),
    ),
    "members, above all": (
        "NATO's eastern members, above all Poland and Estonia, want more.",
        ("EE acceded old", "PL acceded old"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
