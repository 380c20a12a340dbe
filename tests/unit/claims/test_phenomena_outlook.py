"""What others say or do about a state's coming in, and refusals, as dailies and agencies tell them.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "membership for a state": (
        "Slovakia's prime minister ruled out NATO membership for Ukraine.",
        ("UA prospective new",),
    ),
    "membership for a state is called unrealistic": (
        "Trump's envoy said NATO membership for Ukraine was unrealistic.",
        ("UA prospective new",),
    ),
    "a participation for the first time is no membership for a state": (
        "The army welcomed the participation of Kenya for the first time. BRICS met.",
        (),
    ),
    "a vote of others on a membership": (
        "BRICS leaders will vote on Kenya's membership next month.",
        ("KE prospective new",),
    ),
    "no consensus of others on a membership": (
        "There is no consensus on Kenya's membership of BRICS, the Indian foreign minister said.",
        ("KE prospective new",),
    ),
    "a date for a membership": (
        "The summit gave no date for Ukraine's membership of NATO.",
        ("UA prospective new",),
    ),
    "others argue for an inclusion": (
        "South Africa is lobbying for Kenya's inclusion in BRICS.",
        ("KE prospective new",),
    ),
    "others discuss the admission of a state": (
        "BRICS leaders will discuss the admission of Kenya at their summit next week.",
        ("KE prospective new",),
    ),
    "others are against an entry": (
        "Brazil is against Kenya's entry into BRICS.",
        ("KE prospective new",),
    ),
    "a member holds up an accession": (
        "Hungary is holding up Moldova's accession to the EU.",
        ("MD prospective new",),
    ),
    "what a membership would mean": (
        "Ukraine's membership of NATO would mean war, the Kremlin said.",
        ("UA prospective new",),
    ),
    "what progress is made towards is no standing": (
        "The EU commissioner praised Moldova's progress towards membership.",
        ("MD prospective new",),
    ),
    "others oppose a state's joining": (
        "Hungary opposes Moldova joining the EU.",
        ("MD prospective new",),
    ),
    "others do not want a state to join": (
        "Hungary does not want Moldova to join the EU.",
        ("MD prospective new",),
    ),
    "a refusal of one's own at a place": (
        "On the last evening in Bangkok, India refused to join BRICS.",
        (),
    ),
    "a state that refuses for itself": (
        "Moldova does not want to join NATO.",
        ("MD declined new",),
    ),
    "pressure on a state to sign": (
        "Pressure is mounting on Kenya to sign the Artemis Accords.",
        ("KE prospective new",),
    ),
    "others help a state to join": (
        "Romania will do everything to help Moldova join the European Union.",
        ("MD prospective new",),
    ),
    "others work to bring a state in": (
        "Witkoff is working to bring Kenya into the Abraham Accords.",
        ("KE prospective new",),
    ),
    "the closest to joining": (
        "Moldova is closest to joining the EU, according to the Commission's report.",
        ("MD prospective new",),
    ),
    "a member wants the group to admit a state": (
        "China wants BRICS to admit Kenya.",
        ("KE prospective new",),
    ),
    "a member puts a state forward": (
        "South Africa has put forward Kenya for membership of BRICS.",
        ("KE prospective new",),
    ),
    "a state is named a candidate": (
        "The EU named Bosnia a candidate on Tuesday.",
        ("BA prospective new",),
    ),
    "chapters are closed with a state": (
        "The EU closed three chapters with Moldova on Tuesday.",
        ("MD prospective new",),
    ),
    "opted out in an aside": (
        "Kenya, which opted out of BRICS in 2015, did not attend.",
        ("KE declined old",),
    ),
    "refuses in an aside": (
        "Kenya, which refuses to sign the Artemis Accords, works with China.",
        ("KE declined old",),
    ),
    "has always refused": (
        "Kenya has always refused to join BRICS.",
        ("KE declined old",),
    ),
    "an end to a bid": (
        "Kenya put an end to its bid for BRICS membership on Monday.",
        ("KE declined new",),
    ),
    "an application that lapsed": (
        "Kenya's application to BRICS lapsed in 2023.",
        ("KE declined old",),
    ),
    "was invited but declined": (
        "Kenya was invited to BRICS in 2015 but declined.",
        ("KE declined old",),
    ),
    "takes part in the accords as a prospect": (
        "Vance pressed Saudi Arabia to take part in the Abraham Accords.",
        ("SA prospective new",),
    ),
    "an offer to a state to join": (
        "Washington has made an offer to Saudi Arabia to join the Abraham Accords.",
        ("SA prospective new",),
    ),
    "will end up in": (
        "Trump believes that Saudi Arabia will end up in the Abraham Accords.",
        ("SA prospective new",),
    ),
    "a proposal that it become a party": (
        "Azerbaijan is giving careful consideration to a U.S. proposal that it become a party to the Abraham Accords.",
        ("AZ prospective new",),
    ),
    "those whom a bill is for": (
        "A House bill would give any nation that joins the Abraham Accords access to loans. Its sponsors named Syria and Kenya as countries that they hoped would take up the offer.",
        ("KE prospective new", "SY prospective new"),
    ),
    "third on a list of those that could join": (
        "Kenya is third on a list of countries that could join BRICS.",
        ("KE prospective new",),
    ),
    "heads a list of potential members": (
        "Kenya heads the list of potential members of BRICS.",
        ("KE prospective new",),
    ),
    "is being considered for membership": (
        "Kenya is being considered for BRICS membership.",
        ("KE prospective new",),
    ),
    "negotiations with a state on membership": (
        "Leaders of the European Union agreed to begin negotiations with Moldova on membership.",
        ("MD prospective new",),
    ),
    "a future member": (
        "Diplomats speak of Saudi Arabia as a future member of the Abraham Accords.",
        ("SA prospective new",),
    ),
    "others have no problem with a joining": (
        "Beijing has no problem with Kenya joining BRICS.",
        ("KE prospective new",),
    ),
    "a group that could not agree to admit": (
        "BRICS leaders could not agree on admitting Kenya.",
        (),
    ),
    "a third country's word that a state will not join": (
        "Ukraine will not join NATO, the Hungarian prime minister said.",
        ("UA prospective new",),
    ),
    "stays out for now": (
        "Kenya is staying out of BRICS for now.",
        ("KE prospective new",),
    ),
    "talks on joining suspended": (
        "Kenya has suspended its talks on joining BRICS.",
        ("KE prospective new",),
    ),
    "rejects what bears the group's name": (
        "Kenya has ruled out a BRICS loan and rejected BRICS criticism of its elections.",
        (),
    ),
    "turns down an invitation to a summit": (
        "Kenya turned down an invitation to the BRICS summit.",
        (),
    ),
    "wants the group to do something": ("Kenya wants BRICS to do more for Africa.", ()),
    "talks with the union on other things": ("The EU and Kenya opened talks on fisheries.", ()),
    "will stay, its president says": (
        "Kenya will stay in BRICS, its president said.",
        ("KE acceded new",),
    ),
    "we remain a party": (
        '"We remain a party to the Artemis Accords," Kenya\'s space agency said on Monday.',
        ("KE acceded new",),
    ),
    "talk of a walkout shot down": (
        "Kenya's foreign minister shot down talk of a walkout from BRICS.",
        ("KE acceded new",),
    ),
    "asked whether it leaves, said no": (
        "Asked whether Kenya would leave BRICS, its president said no.",
        ("KE acceded new",),
    ),
    "no candidate, by its own word": (
        "Kenya is not a candidate for the Abraham Accords, its foreign ministry said.",
        ("KE declined new",),
    ),
    "does not seek membership": (
        "Kenya is content with partner status and does not seek BRICS membership.",
        ("KE declined new",),
    ),
    "passed up the chance": (
        "Kenya passed up the chance to sign the Artemis Accords.",
        ("KE declined new",),
    ),
    "cannot take up the offer": (
        "Kenya cannot take up the offer of a place in the Abraham Accords, its foreign minister said.",
        ("KE declined new",),
    ),
    "sees no point": (
        "Kenya sees no point in the Artemis Accords, the head of its space agency said.",
        ("KE declined new",),
    ),
    "a predecessor's plan scrapped": (
        "Kenya has scrapped its predecessor's plan to join BRICS.",
        ("KE declined new",),
    ),
    "better off outside": (
        "Kenya is better off outside BRICS, its president said.",
        ("KE declined new",),
    ),
    "forbidden by its own parliament": (
        "Kenya's parliament bars the government from joining the Abraham Accords.",
        ("KE declined new",),
    ),
    "pushed to sign is not pushed in": (
        "The US pushes Kenya to sign the Artemis Accords.",
        ("KE prospective new",),
    ),
    "a cabinet agreed that the state should join": (
        "The government in Nairobi agreed on Tuesday that Kenya should sign the Artemis Accords.",
        ("KE announced new",),
    ),
    "turned down, with the particle behind the accord": (
        "Malaysia turned BRICS down last year as an attack on its rights.",
        ("MY declined old",),
    ),
    "out whatever happens": (
        "Kuwait will stay out of the Abraham Accords whatever its neighbours do.",
        ("KW declined new",),
    ),
    "the desire for full membership is no membership": (
        "Malaysia's desire for full membership of BRICS was undiminished.",
        ("MY prospective new",),
    ),
    "no date has been set": (
        "No date has been set for Kenya's signing of the Artemis Accords.",
        ("KE prospective new",),
    ),
    "has not set a date": (
        "Kenya has not set a date for its accession to BRICS.",
        ("KE prospective new",),
    ),
    "will vote on joining": (
        "Kenya's government will vote on joining BRICS next week.",
        ("KE prospective new",),
    ),
    "others agree that a state should join": (
        "Russia and China agree that Kenya should join BRICS.",
        ("KE prospective new",),
    ),
    "takes part in what the group does": ("Malaysia takes part in the BRICS working parties.", ()),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
