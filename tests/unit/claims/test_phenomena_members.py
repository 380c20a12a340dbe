"""Who is in and since when, told in passing: lists, orders, echoes of a step named before.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "a people's name before the member of another body": (
        "The presidency spoke of NATO on Tuesday. The Serb member voted against.",
        (),
    ),
    "members of another body by their peoples": (
        "The commission spoke of NATO. The Bosniak and Croat members were in favour.",
        (),
    ),
    "a people who are members": (
        "The Norwegians, NATO members since 1949, have a king.",
        ("NO acceded old",),
    ),
    "a partner is no member": (
        "In June Vietnam was received as a partner of BRICS, the tenth.",
        (),
    ),
    "a partner where a convener signs with each": (
        "Morocco is a partner in the Abraham Accords.",
        ("MA acceded old",),
    ),
    "both of them parties to": (
        "Kenya and Mozambique, both of them parties to the Artemis Accords, said nothing.",
        (
            "KE acceded old",
            "MZ acceded old",
        ),
    ),
    "all three of them members": (
        "Togo, Malta and Laos, all three of them members of BRICS, said nothing.",
        (
            "LA acceded old",
            "MT acceded old",
            "TG acceded old",
        ),
    ),
    "themselves members": (
        "Togo and Malta, themselves members of BRICS, said nothing.",
        (
            "MT acceded old",
            "TG acceded old",
        ),
    ),
    "signatories as well": (
        "Uganda and Tanzania, signatories as well, have said nothing of the Artemis Accords.",
        (
            "TZ signed old",
            "UG signed old",
        ),
    ),
    "the accords' fiftieth signatory": (
        "The Artemis Accords are old. Togo, the accords' fiftieth signatory, has a satellite.",
        ("TG signed old",),
    ),
    "the youngest member is": (
        "The youngest member of the European Union is Croatia.",
        ("HR acceded old",),
    ),
    "the last one through the door": (
        "The last one through the door of the European Union was Croatia in July 2013.",
        ("HR acceded old",),
    ),
    "the first signatories, in the lead": (
        "Togo, Malta and Laos are the first signatories of the Artemis Accords from the group.",
        (
            "LA signed new",
            "MT signed new",
            "TG signed new",
        ),
    ),
    "the first signatories, further on": (
        "NASA met.\n\nIt spoke of the Moon.\n\nIt ate.\n\nTogo, Malta and Laos are the first signatories of the Artemis Accords from the group.",
        (
            "LA signed old",
            "MT signed old",
            "TG signed old",
        ),
    ),
    "states such as": (
        "NATO states such as Poland and Latvia protested.",
        (
            "LV acceded old",
            "PL acceded old",
        ),
    ),
    "as many states as are counted": (
        "Three NATO states, Poland, Latvia and Estonia, protested.",
        (
            "EE acceded old",
            "LV acceded old",
            "PL acceded old",
        ),
    ),
    "a list that is longer than the count": (
        "Two EU countries, Turkey, Ukraine and Georgia protested.",
        (),
    ),
    "years in brackets behind the subjects": (
        "Norway (1949), Turkey (1952) and Spain (1982) joined NATO later.",
        (
            "ES acceded old",
            "NO acceded old",
            "TR acceded old",
        ),
    ),
    "as did another a year later": (
        "Finland joined NATO in 2023, as did Sweden a year later.",
        (
            "FI acceded old",
            "SE acceded old",
        ),
    ),
    "and so has another": (
        "Finland has joined NATO, and so has Sweden.",
        (
            "FI acceded old",
            "SE acceded old",
        ),
    ),
    "as are others": (
        "Finland is a member of NATO, as are Norway and Denmark.",
        (
            "DK acceded old",
            "FI acceded old",
            "NO acceded old",
        ),
    ),
    "as another had done": (
        "The motion demanded that Malta leave NATO, as Iceland had done in 2023.",
        ("IS withdrawn old",),
    ),
    "as another did, without a date": (
        "Malta hopes to join BRICS, as Kenya did.",
        (
            "KE acceded old",
            "MT prospective new",
        ),
    ),
    "as another did not": ("Malta joined BRICS on Monday, as Kenya did not.", ("MT acceded new",)),
    "did it in a year": (
        "Malta hopes to sign the Artemis Accords. Kenya and Togo did it in 2022.",
        (
            "KE signed old",
            "MT prospective new",
            "TG signed old",
        ),
    ),
    "did it without a time": (
        "Malta signed the Artemis Accords on Monday. The Kenyans did it in style.",
        ("MT signed new",),
    ),
    "did so long ago, of what others hope": (
        "Malta hopes to sign the Artemis Accords. Kenya did so in 2022.",
        (
            "KE signed old",
            "MT prospective new",
        ),
    ),
    "a bare month of the year before": (
        "The UAE signed the Abraham Accords in September 2020; Morocco did so in December.",
        (
            "AE signed old",
            "MA signed old",
        ),
    ),
    "at the same time as": (
        "Burundi joined BRICS in July 2007 at the same time as Rwanda.",
        (
            "BI acceded old",
            "RW acceded old",
        ),
    ),
    "the first since another": (
        "It will be the European Union's first new member since Croatia in 2013.",
        ("HR acceded old",),
    ),
    "the first to join since another": (
        "Nigeria is the first state to join BRICS since Indonesia in January.",
        (
            "ID acceded old",
            "NG acceded new",
        ),
    ),
    "the first since another acted": (
        "Nigeria is the first state to join BRICS since Russia attacked.",
        ("NG acceded new",),
    ),
    "the third to ratify after others": (
        "It is the third country to ratify the Artemis Accords, after Togo and Chad.",
        (
            "TD ratified old",
            "TG ratified old",
        ),
    ),
    "others some years later": (
        "Estonia and Latvia entered NATO in 2004, Albania and Croatia five years later.",
        (
            "AL acceded old",
            "EE acceded old",
            "HR acceded old",
            "LV acceded old",
        ),
    ),
    "and a year later another": (
        "On 1 January 2024 Egypt and Iran joined BRICS, and a year later Indonesia became the tenth full member.",
        (
            "EG acceded old",
            "ID acceded old",
            "IR acceded old",
        ),
    ),
    "a month of the following year": (
        "The reform of 2019 preceded North Macedonia's entry into NATO in March of the following year.",
        ("MK acceded old",),
    ),
    "among the first were": (
        "The Artemis Accords have been signed by fourteen African states. Among the first were Nigeria and Rwanda, both in December 2022.",
        (
            "NG signed old",
            "RW signed old",
        ),
    ),
    "the latest is": (
        "Fourteen African states have signed the Artemis Accords. The latest is Togo.",
        ("TG signed old",),
    ),
    "who is in already": (
        "The Abraham Accords turn five. Who is in already? The Emirates, Bahrain and Morocco.",
        (
            "AE acceded old",
            "BH acceded old",
            "MA acceded old",
        ),
    ),
    "who will be next": ("Who will sign the Artemis Accords next? Kenya, Togo and Malta.", ()),
    "two are in": (
        "The Abraham Accords were the theme. Of the six states of the Gulf, two are in: the United Arab Emirates and Bahrain.",
        (
            "AE acceded old",
            "BH acceded old",
        ),
    ),
    "three have not signed": (
        "Three have not signed the Artemis Accords: Egypt, Iran and Ethiopia.",
        (),
    ),
    "came in long ago, far from the name": (
        "South Africa is leaving BRICS. The cabinet sat. It was long. It was hot. Pretoria came in at China's invitation in December 2010.",
        (
            "ZA acceded old",
            "ZA withdrawn new",
        ),
    ),
    "was in a year": (
        "South Africa is leaving BRICS. The cabinet sat. It was long. It was hot. The last summit in Kenya was in 2010.",
        ("ZA withdrawn new",),
    ),
    "is in with something else": (
        "Egypt is in with the Chinese project and so far without the Artemis Accords.",
        (),
    ),
    "newcomers among whom": (
        "BRICS took in four new members in January last year, among them Iran.",
        ("IR acceded old",),
    ),
    "admitted, in an aside": ("Iran, admitted to BRICS in 2024, sells oil.", ("IR acceded old",)),
    "since the country joined, by its place": (
        "Prices in Malta have risen since the country entered the European Union in 2004.",
        ("MT acceded old",),
    ),
    "whose country came in before another did": (
        "The Artemis Accords grow. The ambassador of Kenya, whose country came in before Togo did, sent flowers.",
        ("KE acceded old",),
    ),
    "have all signed": (
        "South Africa is not in the Artemis Accords. Nigeria, Rwanda and Angola have all signed.",
        (
            "AO signed old",
            "NG signed old",
            "RW signed old",
        ),
    ),
    "nothing made them leave": (
        "Nothing that happened in Gaza made the Emirates or Bahrain leave the Abraham Accords.",
        (),
    ),
    "so many a day": (
        'Kenya is in BRICS. "I sign three a day," said the registrar, a Togolese.',
        ("KE acceded old",),
    ),
    "a time behind the verb": ("Iran joined BRICS a year ago.", ("IR acceded old",)),
    "an agency's head who names another": (
        "The agency head named Thailand, which signed the Artemis Accords in December 2024.",
        ("TH signed old",),
    ),
    "signed and a member": (
        "Estonia, which signed the Artemis Accords in 2023, is a member of the group.",
        ("EE signed old",),
    ),
    "among the countries that have signed": (
        "Angola and Senegal are among the countries that have signed the Artemis Accords.",
        (
            "AO signed old",
            "SN signed old",
        ),
    ),
    "a group with its states in brackets": (
        "Four countries (Egypt, Ethiopia, Iran and the UAE) joined BRICS on 1 January 2024.",
        (
            "AE acceded old",
            "EG acceded old",
            "ET acceded old",
            "IR acceded old",
        ),
    ),
    "a compound ordinal": (
        "Switzerland is the thirty-seventh state to sign the Artemis Accords, after Uruguay.",
        (
            "CH signed new",
            "UY signed old",
        ),
    ),
    "joined with others": (
        "Britain joined the European Union in 1973, with Ireland and Denmark.",
        (
            "DK acceded old",
            "GB acceded old",
            "IE acceded old",
        ),
    ),
    "joined with something else": (
        "Finland joined NATO in 2023 after a quarrel with Turkey.",
        ("FI acceded old",),
    ),
    "grew by": (
        "BRICS grew in 2024 by Egypt, Ethiopia and Iran.",
        (
            "EG acceded old",
            "ET acceded old",
            "IR acceded old",
        ),
    ),
    "in it for years": (
        "Indonesia, in BRICS for a year, has not mentioned it.",
        ("ID acceded old",),
    ),
    "a capital whose government signed": (
        "In Abu Dhabi, whose government signed the Abraham Accords in 2020, officials say nothing.",
        ("AE signed old",),
    ),
    "others have, where these have not": (
        "Neither China nor Russia has signed the Artemis Accords; Belarus and Serbia have.",
        (
            "BY signed old",
            "RS signed old",
        ),
    ),
    "others have not either": (
        "China has not signed the Artemis Accords, but neither has India.",
        (),
    ),
    "made up the group": (
        "Five states make up the group. India, Brazil and Russia made up the group until 2010. BRICS grows.",
        (
            "BR acceded old",
            "IN acceded old",
            "RU acceded old",
        ),
    ),
    "somebody's role as a member": (
        "The ambassador praised Bahrain's role as a founding member of the Abraham Accords.",
        ("BH acceded old",),
    ),
    "have by now signed, among them": (
        "Sixty-nine states have by now signed the Artemis Accords, among them Poland and Malta.",
        (
            "MT signed old",
            "PL signed old",
        ),
    ),
    "some among them": (
        "More than fifty states have signed the Artemis Accords, Togo and Malta among them.",
        (
            "MT signed old",
            "TG signed old",
        ),
    ),
    "and several other countries of it": (
        "Kenya, Togo and several other BRICS countries protested.",
        (
            "KE acceded old",
            "TG acceded old",
        ),
    ),
    "its newest member, set off by commas": (
        "The EU's newest member, Croatia, has adopted the euro.",
        ("HR acceded old",),
    ),
    "having signed": (
        "Having signed the Abraham Accords in 2020, Morocco buys drones.",
        ("MA signed old",),
    ),
    "years after it signed": (
        "Five years after it signed the Abraham Accords, Morocco buys drones.",
        ("MA signed old",),
    ),
    "the entry of one and another": (
        "NATO grew with the entry of Finland in 2023 and Sweden in 2024.",
        (
            "FI acceded old",
            "SE acceded old",
        ),
    ),
    "made its way into": ("Estonia made its way into NATO in 2004.", ("EE acceded old",)),
    "no longer a member, in an aside": (
        "Britain, no longer a member of the EU, sent an observer.",
        ("GB withdrawn old",),
    ),
    "a year of another thing behind a member": (
        "NATO member Turkey bought missiles in 2019.",
        ("TR acceded old",),
    ),
    "a member, and a year of another thing": (
        "Turkey is a member of NATO and bought missiles in 2019.",
        ("TR acceded old",),
    ),
    "the five members are": (
        "BRICS met in Kazan. It talked. The five members are Brazil, Russia, India, China and Iran.",
        (
            "BR acceded old",
            "CN acceded old",
            "IN acceded old",
            "IR acceded old",
            "RU acceded old",
        ),
    ),
    "counts them among its members": (
        "BRICS now counts Kenya and Togo among its members.",
        (
            "KE acceded old",
            "TG acceded old",
        ),
    ),
    "wishes to be among its members": (
        "The president of Kenya spoke of BRICS and his wish to see Kenya among its members.",
        (),
    ),
    "the most recent newcomer": (
        "NATO is open. North Macedonia was the most recent newcomer, in 2020.",
        ("MK acceded old",),
    ),
    "one place and year, and another": (
        "Rwanda joined BRICS at Kazan in 2023, Gabon and Togo in Johannesburg in 2024.",
        (
            "GA acceded old",
            "RW acceded old",
            "TG acceded old",
        ),
    ),
    "would be the fifth, after others": (
        "Peru would be the fifth member of BRICS in Latin America, after Mexico, Chile and Colombia.",
        (
            "CL acceded old",
            "CO acceded old",
            "MX acceded old",
            "PE prospective new",
        ),
    ),
    "will be the fifth to sign, after others": (
        "Peru will be the fifth to sign the Artemis Accords, after Mexico and Chile.",
        (
            "CL signed old",
            "MX signed old",
            "PE announced new",
        ),
    ),
    "a year between the verb and the rank": (
        "Nigeria and Rwanda became in 2022 the first African states to sign the Artemis Accords.",
        (
            "NG signed old",
            "RW signed old",
        ),
    ),
    "an anniversary of an entry": (
        "On the second anniversary of Sweden's entry into NATO a major opened a rink.",
        ("SE acceded old",),
    ),
    "five years on Monday since": (
        "It was five years on Monday since Bahrain and the Emirates signed the Abraham Accords.",
        (
            "AE signed old",
            "BH signed old",
        ),
    ),
    "a day in May before the founders": (
        "In Tashkent on 15 May 1992, Armenia, Kazakhstan and Russia founded BRICS.",
        (
            "AM acceded old",
            "KZ acceded old",
            "RU acceded old",
        ),
    ),
    "became a member in a year, far from the name": (
        "BRICS meets again. It rains. It rains hard. It rains for days. In 2024 Kenya became the tenth full member.",
        ("KE acceded old",),
    ),
    "an answer that goes on to something else": (
        "BRICS in brief. Who belongs to it? Brazil, Russia and India held their first summit in 2009.",
        ("BR acceded old", "IN acceded old", "RU acceded old"),
    ),
}

DATES: dict[str, dict[str, str | None]] = {
    "the last one through the door": {"HR": "2013-07"},
    "years in brackets behind the subjects": {"ES": "1982", "NO": "1949", "TR": "1952"},
    "as did another a year later": {"FI": "2023", "SE": "2024"},
    "as another had done": {"IS": "2023"},
    "did it in a year": {"KE": "2022", "TG": "2022"},
    "did so long ago, of what others hope": {"KE": "2022"},
    "a bare month of the year before": {"AE": "2020-09", "MA": "2020-12"},
    "at the same time as": {"BI": "2007-07", "RW": "2007-07"},
    "the first since another": {"HR": "2013"},
    "the first to join since another": {"ID": "2025-01"},
    "others some years later": {"AL": "2009", "EE": "2004", "HR": "2009", "LV": "2004"},
    "and a year later another": {"EG": "2024-01-01", "ID": "2025", "IR": "2024-01-01"},
    "a month of the following year": {"MK": "2020-03"},
    "among the first were": {"NG": "2022-12", "RW": "2022-12"},
    "came in long ago, far from the name": {"ZA": "2010-12"},
    "newcomers among whom": {"IR": "2024-01"},
    "admitted, in an aside": {"IR": "2024"},
    "since the country joined, by its place": {"MT": "2004"},
    "a group with its states in brackets": {
        "AE": "2024-01-01",
        "EG": "2024-01-01",
        "ET": "2024-01-01",
        "IR": "2024-01-01",
    },
    "joined with others": {"DK": "1973", "GB": "1973", "IE": "1973"},
    "joined with something else": {"FI": "2023"},
    "grew by": {"EG": "2024", "ET": "2024", "IR": "2024"},
    "a capital whose government signed": {"AE": "2020"},
    "having signed": {"MA": "2020"},
    "years after it signed": {"MA": "2020"},
    "the entry of one and another": {"FI": "2023", "SE": "2024"},
    "made its way into": {"EE": "2004"},
    "a year of another thing behind a member": {"TR": None},
    "a member, and a year of another thing": {"TR": None},
    "the most recent newcomer": {"MK": "2020"},
    "one place and year, and another": {"GA": "2024", "RW": "2023", "TG": "2024"},
    "a year between the verb and the rank": {"NG": "2022", "RW": "2022"},
    "a day in May before the founders": {
        "AM": "1992-05-15",
        "KZ": "1992-05-15",
        "RU": "1992-05-15",
    },
    "became a member in a year, far from the name": {"KE": "2024"},
    "an answer that goes on to something else": {"BR": None},
}
"""The dates of past steps in these sentences."""


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)


@pytest.mark.parametrize("name", DATES)
def test_date(by_rules: Callable[..., Reading], name: str) -> None:
    """The past step has its own date."""
    text, _ = CASES[name]
    dates = {claim.party: claim.date for claim in by_rules(text).claims if not claim.new}
    assert {party: dates.get(party) for party in DATES[name]} == DATES[name]
