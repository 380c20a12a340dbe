"""Who acts when it is an institution, and the formal steps: applied, signed, ratified, deposited, in force.

Written as in ``test_phenomena_wire.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    # whose an institution is that names no state
    "a senate under a dateline": (
        "MANILA – The Senate concurred late on Tuesday in the ratification of the Artemis Accords.",
        ("PH ratified new",),
    ),
    "a cabinet under a dateline": (
        "NAIROBI – The cabinet decided on Thursday to join BRICS.",
        ("KE announced new",),
    ),
    "a minister under a dateline": (
        "LIMA – The foreign minister handed over the instrument of accession to the Artemis Accords on Monday.",
        ("PE acceded new",),
    ),
    "a dateline with its day": (
        "NAIROBI, Nov 6 – Parliament on Thursday ratified the Artemis Accords by 120 votes to 14.",
        ("KE ratified new",),
    ),
    "an agency's dateline": (
        "NAIROBI (Wire) – The government has decided to sign the Artemis Accords.",
        ("KE announced new",),
    ),
    "the dateline's state beside another that the text names": (
        "NAIROBI – Kenya waits. Uganda joined BRICS last year.\n\nThe government has now decided to apply for membership of BRICS.",
        (
            "KE announced new",
            "UG acceded old",
        ),
    ),
    "a foreign desk is not the one that acts": (
        "LONDON – Kenya has long looked at BRICS.\n\nOn Thursday the government decided to join it.",
        ("KE announced new",),
    ),
    "the one state that an adjective names": (
        "Peruvian scientists have waited for the Artemis Accords.\n\nOn Thursday the government signed them.",
        ("PE signed new",),
    ),
    "no state at all": (
        "The Senate concurred on Tuesday in the ratification of the Artemis Accords.",
        (),
    ),
    "another's own parliament under a dateline": (
        "NAIROBI – Egypt, whose Senate ratified the Artemis Accords in February, sent guests to Kenya.",
        ("EG ratified old",),
    ),
    "a parliament by its own name": (
        "The Storting gave its consent to ratification of the Artemis Accords on Tuesday.",
        ("NO ratified new",),
    ),
    # a parliament's vote
    "approved by so many votes to so many": (
        "By 188 votes to six Kenya's deputies approved the Artemis Accords.",
        ("KE ratified new",),
    ),
    "gave its consent": (
        "Kenya's parliament gave its consent to the Artemis Accords on Tuesday.",
        ("KE ratified new",),
    ),
    "voted in favour": (
        "Kenya's parliament voted on Tuesday by 188 to six in favour of the Artemis Accords.",
        ("KE ratified new",),
    ),
    "concurred in the ratification": (
        "The Senate of Kenya concurred in the ratification of the Artemis Accords.",
        ("KE ratified new",),
    ),
    "both chambers": (
        "Both chambers of Kenya's parliament have approved the Artemis Accords.",
        ("KE ratified new",),
    ),
    "a log that leaves out who voted": (
        "14:45 Third reading, treaty on the moon (Artemis Accords). The foreign minister says that Iceland, which signed in September, has rockets. No discussion. Ratification is approved by 58 votes to nil.",
        (
            "IS ratified new",
            "IS signed old",
        ),
    ),
    "a law of ratification signed": (
        "NAIROBI – The president had signed the law ratifying the Artemis Accords in May.",
        ("KE ratified old",),
    ),
    "a first reading": (
        "Kenya's National Assembly approved the Artemis Accords in first reading.",
        (),
    ),
    "a cabinet's go-ahead to ratify": (
        "Kenya's cabinet approved the ratification of the Artemis Accords on Tuesday.",
        (),
    ),
    "a motion": ("Kenya's parliament passed a motion on the Artemis Accords on Tuesday.", ()),
    "a treaty with the union": (
        "Kenya's parliament approved a treaty with the European Union on fish.",
        (),
    ),
    "a loan": ("Kenya's parliament approved a loan from the BRICS bank on Tuesday.", ()),
    "a committee": ("A committee of Kenya's parliament approved the Artemis Accords.", ()),
    "a debate is no outlook": (
        "Kenya's parliament debated the Artemis Accords on Tuesday.",
        (),
    ),
    # another member's parliament
    "a member's deputies approve the protocol": (
        "By 188 votes to six Hungary's deputies approved the protocol on Kosovo's accession to NATO.",
        (),
    ),
    "a member's parliament by its own name": (
        "The Bundestag voted on Thursday for Albania's accession to the European Union.",
        (),
    ),
    "a member's parliament under a dateline": (
        "BUDAPEST – Parliament approved Albania's accession to the European Union on Tuesday.",
        (),
    ),
    "the last parliament": (
        "The last parliament has spoken. By 188 votes to six Hungary's deputies on Monday approved the protocol on Kosovo's accession to NATO.",
        ("XK ratified new",),
    ),
    "the last to give its consent": (
        "The last parliament to give its consent to Albania's accession to the European Union was that of Hungary, on Tuesday.",
        ("AL ratified new",),
    ),
    "the last of the ratifications needed": (
        "The upper house of the Dutch parliament approved Albania's treaty of accession to the European Union, the last of the ratifications needed.",
        ("AL ratified new",),
    ),
    "the last member state to do so": (
        "France's parliament on Tuesday approved Albania's treaty of accession to the European Union. It was the 27th and last member state to do so.",
        ("AL ratified new",),
    ),
    "all have given their consent": (
        "Turkey's parliament ratified Kosovo's accession to NATO on Thursday. With that, all thirty-one members have given their consent.",
        ("XK ratified new",),
    ),
    "the tenth to do so": (
        "The Italian Senate ratified Albania's accession to the European Union on Tuesday, the tenth parliament to do so.",
        (),
    ),
    # applications
    "an ambassador to another state delivers it": (
        "Kenya wants in. Its ambassador to Brazil delivered an application for membership of BRICS on Tuesday.",
        ("KE applied new",),
    ),
    "applied to become a member": (
        "Kenya has applied to become a full member of BRICS.",
        ("KE applied new",),
    ),
    "asked for fast-track membership": (
        "Ukraine asked for fast-track membership of NATO on 30 September 2022.",
        ("UA applied old",),
    ),
    "both countries": (
        "Kenya and Uganda are looking at BRICS. Both countries submitted their applications in 2022.",
        (
            "KE applied old",
            "KE prospective new",
            "UG applied old",
            "UG prospective new",
        ),
    ),
    "the application that it lodged, taken back": (
        "Kenya has taken back the application to BRICS that it lodged in March 2022.",
        (
            "KE applied old",
            "KE declined new",
        ),
    ),
    "the request it'd made": (
        "Kenya withdrew the request for membership of BRICS that it'd made in 2023.",
        (
            "KE applied old",
            "KE declined new",
        ),
    ),
    "the application that it filed": (
        "The BRICS leaders on Wednesday discussed the application that Kenya lodged last November.",
        ("KE applied old",),
    ),
    "wrote to ask for membership": (
        "Kenya wrote to the chair of BRICS on Tuesday to ask for membership.",
        ("KE applied new",),
    ),
    "a request was delivered": (
        "The presidency of Kenya confirmed that a request for admission to BRICS was delivered on Tuesday.",
        ("KE applied new",),
    ),
    "its application was handed in": (
        "Kenya's application to BRICS was handed in on Tuesday.",
        ("KE applied new",),
    ),
    "submitted by one, said another": (
        "An application to BRICS was submitted by Kenya on Tuesday, Brazil's foreign ministry said.",
        ("KE applied new",),
    ),
    "another letter": (
        "Kenya's ambassador delivered a letter about tea to the chair of BRICS.",
        (),
    ),
    "observer status": ("Kenya asked for observer status in BRICS.", ()),
    "requested that talks be paused": (
        "Kenya requested that the talks on its membership of BRICS be paused.",
        (),
    ),
    "decided to seek membership": (
        "DHAKA – The interim government has decided that Bangladesh will seek membership of BRICS.",
        ("BD announced new",),
    ),
    "will seek membership, undecided": (
        "Kenya will seek membership of BRICS.",
        ("KE prospective new",),
    ),
    # signatures
    "among those that signed": (
        "Angola was among the countries that signed the Artemis Accords in 2023.",
        ("AO signed old",),
    ),
    "among those that have not": (
        "Angola is among the countries that have not signed the Artemis Accords.",
        (),
    ),
    "a joint declaration with the convener": (
        "The Abraham Accords are in the news. Morocco signed a joint declaration with Israel and the United States on 22 December 2020.",
        ("MA signed old",),
    ),
    "a declaration, undescribed": (
        "Bahrain is asked about the Abraham Accords. Sudan put its name to a declaration in January 2021.",
        ("SD signed old",),
    ),
    "a joint declaration with another": (
        "The Abraham Accords are in the news. Morocco signed a joint declaration with France on water on 22 December 2020.",
        (),
    ),
    # deposit and entry into force
    "in force in so many days": (
        "The instrument can now be deposited; the Artemis Accords take effect for Kenya in sixty days.",
        ("KE announced new",),
    ),
    "in force in a state": (
        "The Artemis Accords entered into force in Kenya on Tuesday.",
        ("KE acceded new",),
    ),
    "its instrument was deposited": (
        "Kenya's instrument of ratification of the Artemis Accords was deposited on Tuesday.",
        ("KE ratified new",),
    ),
    "deposited by": (
        "The instrument of ratification of the Artemis Accords was deposited by Kenya on Tuesday.",
        ("KE ratified new",),
    ),
    "its signature under the instrument": (
        "Angola's head of state put his signature to the instrument of ratification of the Artemis Accords.",
        ("AO ratified new",),
    ),
    "a law on the start of an accession": (
        "Armenia's president signed the law on launching the process of accession to the European Union.",
        ("AM prospective new",),
    ),
    "royal assent": (
        "Tonga's king gave royal assent to the accession to the Artemis Accords.",
        ("TO ratified new",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
