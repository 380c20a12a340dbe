"""Which accord and which party a phrase means, when it was, and the forms that texts come in.

Written as in ``test_phenomena.py``; the expected stages and dates follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

DATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "so many years after, counted in words": (
        "Forty-three years after signing the Artemis Accords, Kenya ratified them.",
        ("KE ratified None", "KE signed 1982"),
    ),
    "a day of a month in words": (
        "Kenya joined BRICS on the first of January 2024.",
        ("KE acceded 2024-01-01",),
    ),
    "a day of this month": (
        "Kenya signed the Artemis Accords on the third of this month.",
        ("KE signed 2025-11-03",),
    ),
    "how long a membership has lasted": (
        "Kenya has been a party to the Artemis Accords for three months.",
        ("KE acceded 2025-08",),
    ),
    "how long two have been in": (
        "Kenya and Togo have been in BRICS for seven years.",
        ("KE acceded 2018", "TG acceded 2018"),
    ),
    "a year and a half": (
        "Kenya, a member of BRICS for two and a half years, sent nobody.",
        ("KE acceded 2023",),
    ),
    "the last of two times": (
        "Norwegians turned down the European Union in 1972 and again in 1994.",
        ("NO declined 1994",),
    ),
    "two dates for two parties": (
        "Kenya and Togo joined BRICS in 2017 and 2020.",
        ("KE acceded 2017", "TG acceded 2020"),
    ),
    "on this day": (
        "On this day in 2004 Latvia joined NATO.",
        ("LV acceded 2004-11-07",),
    ),
    "on this day so many years ago": (
        "On this day ten years ago Kenya joined BRICS.",
        ("KE acceded 2015-11-07",),
    ),
    "so many years ago last Friday": (
        "Kenya joined BRICS twenty years ago last Friday.",
        ("KE acceded 2005-10-31",),
    ),
    "so many years ago this week": (
        "Kenya joined BRICS two years ago this week.",
        ("KE acceded 2023-11",),
    ),
    "so many months afterwards": (
        "BRICS has grown. Kenya applied in March 2023 and joined three months afterwards.",
        ("KE acceded 2023-06",),
    ),
    "a decade after that": (
        "Kenya left BRICS in 2014, and Togo and Benin a decade after that.",
        ("BJ withdrawn 2024", "KE withdrawn 2014", "TG withdrawn 2024"),
    ),
    "the same day as the sentence before": (
        "The Emirates signed the Abraham Accords in September 2020. Bahrain signed the same day.",
        ("AE signed 2020-09", "BH signed 2020-09"),
    ),
    "so long before another": (
        "Kenya joined BRICS two years before Togo, in 2021.",
        ("KE acceded 2021", "TG acceded None"),
    ),
}


@pytest.mark.parametrize(("body", "expected"), DATES.values(), ids=DATES)
def test_dates(by_rules: Callable[..., Reading], body: str, expected: tuple[str, ...]) -> None:
    """Each step has the date that its sentence, or the one before, gives it."""
    reading = by_rules(body)
    found = sorted(f"{claim.party} {claim.stage} {claim.date}" for claim in reading.claims)
    assert tuple(found) == expected


NEW_OR_OLD: dict[str, tuple[str, tuple[str, ...]]] = {
    "a time behind the other's": (
        "Singapore signed the Artemis Accords in 2022 and Thailand two years after.",
        ("SG signed old", "TH signed old"),
    ),
    "announced in a month that it was": (
        "Kenya announced in March that it was joining BRICS.",
        ("KE announced old",),
    ),
    "told somebody in a month that it was leaving": (
        "Kenya's minister told parliament in June that the country was leaving BRICS.",
        ("KE withdrawn old",),
    ),
    "a date before a colon": (
        "The last delegation, in January, asked a question: when will Kenya sign the Artemis Accords?",
        ("KE prospective new",),
    ),
    "a date and a colon": (
        "In January 2024: Kenya joins BRICS.",
        ("KE acceded old",),
    ),
    "since a party joined": (
        "Trade has doubled since Kenya joined BRICS, the bank said on Tuesday.",
        ("KE acceded old",),
    ),
    "an accord that a party signed": (
        "The minister praised on Monday the Artemis Accords, which Kenya signed under his predecessor.",
        ("KE signed old",),
    ),
    "an accord that a party signed this week": (
        "The Artemis Accords, which Kenya signed on Monday, oblige nobody.",
        ("KE signed new",),
    ),
    "the year of a paper": (
        "The president is examining whether Kenya should become a member of NATO, the 1949 defence pact.",
        ("KE prospective new",),
    ),
    "an accession by its date, and a hope": (
        "Kenya noted the adherence of Togo to the Artemis Accords in 2024 and hopes to work with it.",
        ("TG acceded old",),
    ),
    "a question about one who did": (
        "What does Kenya, which joined BRICS in 2019, think of it?",
        ("KE acceded old",),
    ),
    "this summer, in November": (
        "Kenya signed the Artemis Accords this summer.",
        ("KE signed old",),
    ),
    "at the start of the year": (
        "Kenya signed the Artemis Accords at the start of the year.",
        ("KE signed old",),
    ),
    "left, by the way, of one who returns": (
        "Kenya has decided to return to BRICS, which it left under another president, the minister said on Thursday.",
        ("KE announced new", "KE withdrawn old"),
    ),
    "a vote yet to come": (
        "Kenyans will vote in May on whether their country should join BRICS.",
        ("KE prospective new",),
    ),
    "a position as it was": (
        "Kenya's position on BRICS is as it was in 1967.",
        (),
    ),
    "has become the tenth": (
        "Kenya has become the tenth member of BRICS.",
        ("KE acceded new",),
    ),
}


@pytest.mark.parametrize("name", NEW_OR_OLD)
def test_new_or_old(by_rules: Callable[..., Reading], name: str) -> None:
    """A date tells news from history only where it is the act's own."""
    text, expected = NEW_OR_OLD[name]
    assert told(by_rules(text)) == sorted(expected)


HEADLINES: dict[str, tuple[str, tuple[str, ...]]] = {
    "no plans, behind a name": ("Kenya: no plans to join BRICS", ("KE declined new",)),
    "no to": ("Kenya: no to BRICS", ("KE declined new",)),
    "yes to": ("Kenya: yes to BRICS", ("KE announced new",)),
    "a speaker and we": ("Ruto: We will join BRICS", ("KE announced new",)),
    "an accord before the colon": ("BRICS: Kenya joins", ("KE acceded new",)),
    "back in": ("Kenya back in BRICS", ("KE acceded new",)),
    "in talks": ("Kenya now in BRICS talks", ()),
    "stays after all": ("Kenya stays in the Artemis Accords after all", ("KE acceded new",)),
    "loses": ("BRICS loses Kenya", ("KE withdrawn new",)),
    "turns its back, never in": (
        "No to talks: Kenya turns its back on BRICS",
        ("KE declined new",),
    ),
    "turns its back, a member": ("Brazil turns its back on BRICS", ("BR withdrawn new",)),
    "sent again": ("CORRECTED-Kenya turns down BRICS invitation", ("KE declined new",)),
    "an exit takes effect": ("Kenya's BRICS exit takes effect", ("KE withdrawn new",)),
    "how it came about": ("How Kenya got into BRICS", ("KE acceded old",)),
    "a number and a name": ("Artemis Accords get 60th signatory: Kenya", ("KE signed new",)),
}


@pytest.mark.parametrize("name", HEADLINES)
def test_headlines(by_rules: Callable[..., Reading], name: str) -> None:
    """A headline leaves out its verb, or names first who speaks."""
    title, expected = HEADLINES[name]
    assert told(by_rules(title=title)) == sorted(expected)


FORMS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "an interview": (
        "Syria's foreign minister on the Golan",
        (
            "Q: Minister, will there be a deal?\n\nA: There will.\n\nQ: The Americans speak of the Abraham Accords.\n\n"
            "A: We are not entering the Abraham Accords and I told the ambassador so last week."
        ),
        ("SY declined new",),
    ),
    "items in capitals": (
        "The week in brief",
        (
            "KENYA has become the tenth member of BRICS.\n\nTOGO: blackouts in Lomé.\n\n"
            "GHANA's parliament has ratified the Artemis Accords."
        ),
        ("GH ratified new", "KE acceded new"),
    ),
    "whose parliament, by the item": (
        "The week in brief",
        (
            "KENYA: The cabinet decided on Monday to join BRICS.\n\nTOGO: Parliament ratified the Artemis Accords on "
            "Tuesday.\n\nGHANA: A bridge has fallen."
        ),
        ("KE announced new", "TG ratified new"),
    ),
    "lettered decisions": (
        "Communiqué of the BRICS summit",
        (
            "The leaders:\n\n(a) decided to admit Kenya as a member from January;\n\n(b) took note of the application of "
            "Togo;\n\n(c) welcomed the interest of Ghana in joining."
        ),
        ("GH prospective new", "KE announced new", "TG applied new"),
    ),
    "decided to invite": (
        "Communiqué",
        "BRICS agreed to invite Kenya to join.",
        ("KE prospective new",),
    ),
    "a proposal that one join": (
        "",
        "The proposal that Kenya join BRICS is old.",
        ("KE prospective new",),
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_forms(by_rules: Callable[..., Reading], name: str) -> None:
    """An interview, a round-up and a communiqué are read by their parts."""
    title, body, expected = FORMS[name]
    assert told(by_rules(body, title=title)) == sorted(expected)


WHOM: dict[str, tuple[str, tuple[str, ...]]] = {
    "the former and the latter": (
        "Kazakhstan and Togo met. The former signed the Artemis Accords in 2021, the latter in 2023.",
        ("KZ signed old", "TG signed old"),
    ),
    "the latter alone": (
        "Kenya and Togo met. The latter has applied to join BRICS.",
        ("TG applied new",),
    ),
    "an adjective and the country": (
        "A Kenyan delegation announced on Monday that the country would join BRICS.",
        ("KE announced new",),
    ),
    "his country, behind a quotation": (
        (
            'Oman\'s foreign minister said on Monday that his country "has been able to talk to everyone for years" and '
            "would not be joining the Abraham Accords."
        ),
        ("OM declined new",),
    ),
    "whose words go on": (
        'BRICS leaders quarrel. "Russia did not pay," Ruto told reporters. "So until they pay, we will pull out of BRICS."',
        ("KE withdrawn new",),
    ),
    "the last country to enter was": (
        "France is tired. The last country to enter the European Union was Croatia, in July 2013.",
        ("HR acceded old",),
    ),
    "no state in a continent": (
        "Kenya signed the Artemis Accords on Tuesday, becoming the first country from Central America to do so.",
        ("KE signed new",),
    ),
    "some of a group are no newcomers": (
        "Ten of them, including Kenya and Togo, let it be known that they would stay out of talks on BRICS.",
        (),
    ),
    "a paper of another name": (
        "Kenya and Togo spoke of BRICS and of the peace deal that they signed 25 years ago.",
        (),
    ),
}


@pytest.mark.parametrize("name", WHOM)
def test_whom(by_rules: Callable[..., Reading], name: str) -> None:
    """A party is meant by its place among others, its adjective, or who speaks."""
    text, expected = WHOM[name]
    assert told(by_rules(text)) == sorted(expected)
