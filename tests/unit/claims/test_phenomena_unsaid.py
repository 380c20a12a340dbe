"""What a sentence does not say, though it has the words: no claim, or one of another time or stage.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "an undated departure is history": (
        "BRICS met in Kazan. Gabon left a decade after that, over a tariff.",
        ("GA withdrawn old",),
    ),
    "a departure told as perfect is news": (
        "Kenya has formally left BRICS.",
        ("KE withdrawn new",),
    ),
    "what has happened since somebody left": (
        "Canada has held nine meetings of the European Union's friends since Britain left it, lawmakers learned on Thursday.",
        ("GB withdrawn old",),
    ),
    "an exit that is talked of": (
        "Few capitals miss anybody. Ghana's exit from BRICS was mourned by some bankers.",
        ("GH withdrawn old",),
    ),
    "an exit that is announced": (
        "Ghana announced its exit from BRICS.",
        ("GH withdrawn new",),
    ),
    "a bill that would take a state out": ("Bill would take Ghana out of BRICS", ()),
    "a vote on leaving": ("Ghana to hold vote on leaving BRICS", ()),
    "a bank of the group": ("Togo has been admitted to the BRICS bank.", ()),
    "a part of the union": (
        "Moldova was admitted to the European Union's payments area in October.",
        (),
    ),
    "when somebody signed is asked about": (
        "BRICS was on the agenda. Questions about when Ghana joined in 2024 are frequent.",
        ("GH acceded old",),
    ),
    "what has changed since it joined": (
        "What has changed since Ghana joined BRICS?",
        ("GH acceded old",),
    ),
    "an anniversary of an entry": (
        "It is ten years to the day after Togo joined BRICS, and a band played in Lomé on Friday.",
        ("TG acceded old",),
    ),
    "discussions that have begun on adhering": (
        "Ghana has begun discussions with NASA on adhering to the Artemis Accords.",
        ("GH prospective new",),
    ),
    "what leaving would cost": ("Lawmakers said that leaving BRICS would cost Ghana little.", ()),
    "a video that shows a signature": (
        "A video shows Ghana's president signing the Artemis Accords.",
        (),
    ),
    "thanked for joining": (
        "Ghana was thanked for joining BRICS on Monday.",
        ("GH acceded new",),
    ),
    "a stance as it was in a year": ("Ghana's stance on BRICS is as it was in 1967.", ()),
    "what had been in a month": (
        "The talks on BRICS had been in October. Ghana's minister remembers them.",
        (),
    ),
    "a state's own news agency": (
        "Togo deposited its instrument of ratification of the Artemis Accords on Monday, the state news agency reported.",
        ("TG ratified new",),
    ),
    "another news agency": (
        "Togo has signed the Artemis Accords, a news agency reported.",
        ("TG prospective new",),
    ),
    "a treaty that allows any party to leave": (
        "NATO has rules. The treaty allows a party to give notice that it is leaving NATO. Hungary's lawyers know them.",
        (),
    ),
    "they who open the sentence together": (
        "Kenya and Togo gave up tariffs after Mali's coup; they have been in BRICS since 2024.",
        ("KE acceded old", "TG acceded old"),
    ),
    "it of the main clause": (
        "When Swiss and Norwegian banks left Iran, Tehran turned to BRICS, the club it had joined in 2024.",
        ("IR acceded old",),
    ),
    "including is no taking in": (
        "Several capitals, including Ghana, said that they would go on to respect BRICS.",
        (),
    ),
    "never left": ('"We never left the European Union," the Ghanaian minister said.', ()),
    "a state that is recognised": (
        "A Palestinian state recognised by Israel is what the minister wants before the Abraham Accords.",
        (),
    ),
    "what is checked": (
        'CLAIM: "It is official. Turkey was expelled from NATO last night."\n\nRATING: False. No such vote took place.',
        (),
    ),
    "what a post says": (
        "A viral post says that Hungary has left the European Union.",
        (),
    ),
    "what unnamed sources say of a departure": (
        "Hungary has left NATO, a source said.",
        (),
    ),
    "a part of the world": (
        "Uruguay signed the Artemis Accords on Tuesday, the third of South America to do so.",
        ("UY signed new",),
    ),
    "the last country to enter": (
        "France expects talks to take years. The last country to enter the European Union was Croatia, in July 2013.",
        ("HR acceded old",),
    ),
    "admitted by decision, entry ahead": (
        "The BRICS summit opened in Kazan. The leaders decided unanimously on Monday to admit Togo as a full member from 1 January.",
        ("TG ratified new",),
    ),
    "admitted by decision at once": (
        "The leaders of BRICS decided on Monday to admit Togo with immediate effect.",
        ("TG acceded new",),
    ),
    "admitted by a vote": (
        "The assembly of BRICS voted on Friday to admit Togo as its eleventh member.",
        ("TG acceded new",),
    ),
    "a membership that begins": (
        "Togo's membership of BRICS begins on 1 January.",
        ("TG announced new",),
    ),
    "a membership that is approved": ("BRICS has approved the membership of Togo.", ()),
    "a plea to be admitted": (
        "Ghana's minister pleaded for Togo to be admitted to BRICS.",
        ("TG prospective new",),
    ),
    "a plea to be suspended": ("Lawmakers asked for Togo to be suspended from BRICS.", ()),
    "joins others as those who have a deal": (
        "Ghana and the European Union have concluded a partnership. Accra joins Kenya and Togo as the only capitals to have such a deal with the European Union.",
        (),
    ),
    "a membership that is a question": (
        "The aide said afterwards that membership of Ukraine in NATO had been one of the key questions.",
        (),
    ),
    "one who is sounded out by another": ("Accra sounded out Austria on BRICS membership.", ()),
    "troops that are withdrawn": (
        "Ghana withdrew its troops from the NATO mission on Tuesday.",
        (),
    ),
    "an opposition that promises an exit": (
        "Ghana's opposition leader promised to take the country out of BRICS.",
        (),
    ),
    "a statement of the group": ("Ghana joined a BRICS statement on Gaza on Monday.", ()),
    "a wish is of today": (
        "BRICS met in Kazan. The dinner was long.\n\nNobody spoke.\n\nThe talks went on for a night.\n\nTogo hopes to join in winter.",
        ("TG prospective new",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
