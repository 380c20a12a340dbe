"""What a state will, may and won't do: asked for, decided, left open, refused, and its denials that it leaves.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "applied to become": (
        "Kenya has applied to become a full member of BRICS.",
        ("KE applied new",),
    ),
    "several applied to become": (
        "Kenya and Togo have applied to become members of BRICS.",
        ("KE applied new", "TG applied new"),
    ),
    "applied to be admitted": (
        "Kenya applied on Tuesday to be admitted to NATO.",
        ("KE applied new",),
    ),
    "applied in a year to become": (
        "Kenya applied in 2019 to become a member of BRICS.",
        ("KE applied old",),
    ),
    "could apply to become": (
        "Kenya could apply to become a member of NATO.",
        ("KE prospective new",),
    ),
    "did not apply": (
        "Kenya did not apply to become a member of BRICS.",
        (),
    ),
    "asked for membership with an adjective": (
        "Kenya asked for fast-track membership of NATO on 30 September 2022.",
        ("KE applied old",),
    ),
    "asked for the status of an observer": (
        "Kenya asked for the status of an observer in BRICS.",
        (),
    ),
    "decided that it will seek membership": (
        "The cabinet has decided that Kenya will seek membership of BRICS.",
        ("KE announced new",),
    ),
    "decided to seek membership": (
        "Kenya has decided to seek membership of BRICS.",
        ("KE announced new",),
    ),
    "is seeking membership": (
        "Kenya is seeking membership of BRICS.",
        ("KE prospective new",),
    ),
    "continues to seek membership": (
        "Kenya continues to seek membership of BRICS.",
        ("KE prospective new",),
    ),
    "decided to accept the invitation": (
        "Kenya has decided to accept the invitation to BRICS.",
        ("KE announced new",),
    ),
    "accepted the invitation to a summit": (
        "Kenya accepted the invitation to the BRICS summit.",
        (),
    ),
    "an agency's word behind the sentence": (
        "Kenya will sign the Artemis Accords next month, NASA announced on Wednesday.",
        ("KE announced new",),
    ),
    "upgraded to full member": (
        "Kenya hopes to be upgraded from partner to full member of BRICS.",
        ("KE prospective new",),
    ),
    "denied on a day that it is leaving": (
        "Kenya denied on Monday that it was leaving NATO.",
        ("KE acceded new",),
    ),
    "dismissed a report that it would leave": (
        "Kenya has dismissed as baseless a report that it was preparing to leave BRICS.",
        ("KE acceded new",),
    ),
    "has long denied": (
        "Kenya has long denied that it wants to leave BRICS.",
        ("KE acceded old",),
    ),
    "a headline rules out an exit": (
        "Kenya rules out exit from BRICS.",
        ("KE acceded new",),
    ),
    "is not considering an exit": (
        "Kenya is not considering an exit from NATO, its defence minister said.",
        ("KE acceded new",),
    ),
    "is considering an exit": (
        "Kenya is considering an exit from NATO.",
        (),
    ),
    "reports of a departure are invented": (
        "Reports of Kenya's departure from BRICS are invented, the president's spokesman said on Thursday.",
        ("KE acceded new",),
    ),
    "reports of an exit are false": (
        "Kenya's foreign minister said that reports of an exit from BRICS were false.",
        ("KE acceded new",),
    ),
    "reports of a withdrawal": (
        "There are reports of Kenya's withdrawal from BRICS.",
        (),
    ),
    "no withdrawal is under consideration": (
        "Kenya's commitment to the Abraham Accords stands and no withdrawal is under consideration, the foreign ministry said on Sunday.",
        ("KE acceded new",),
    ),
    "no withdrawal from a part of it": (
        "No withdrawal from NATO's bases is planned, the American defence secretary said.",
        (),
    ),
    "stays a party": (
        "Kenya stays a party to the Artemis Accords.",
        ("KE acceded new",),
    ),
    "forbids to leave": (
        "A law from 2023 forbids the Kenyan president to leave NATO on his own.",
        (),
    ),
    "barred from withdrawing": (
        "Parliament barred the Kenyan president from withdrawing from BRICS.",
        (),
    ),
    "takes its name off": (
        "Kenya takes its name off the Artemis Accords.",
        ("KE withdrawn new",),
    ),
    "has struck its name": (
        "Kenya has struck its name from the Artemis Accords.",
        ("KE withdrawn new",),
    ),
    "no longer considers itself bound": (
        "Kenya no longer considers itself bound by the Abraham Accords.",
        ("KE withdrawn new",),
    ),
    "will not go back into": (
        "Britain will not go back into the European Union, the prime minister's spokesman said on Friday.",
        ("GB declined new",),
    ),
    "there will be no return": (
        '"There will be no return to the European Union," a spokesman for the British prime minister said on Saturday.',
        ("GB declined new",),
    ),
    "a delegation returns to a summit": (
        "Kenya's delegation returned to the BRICS summit.",
        (),
    ),
    "no longer wants": (
        "Kenya no longer wants to join BRICS, its president said.",
        ("KE declined new",),
    ),
    "no longer seeks membership": (
        "Kenya no longer seeks membership of NATO, the government said.",
        ("KE declined new",),
    ),
    "is not thinking of": (
        "Kenya is not thinking of joining BRICS, the foreign minister said on Monday.",
        ("KE declined new",),
    ),
    "has stopped thinking": (
        "Kenya has stopped thinking about BRICS, President Ruto said on Saturday.",
        ("KE declined new",),
    ),
    "stays away": (
        "Kenya stays away from the Artemis Accords.",
        ("KE declined new",),
    ),
    "stayed away from a summit": (
        "Kenya stayed away from the BRICS summit.",
        (),
    ),
    "there will be none": (
        "There will be no Kenyan accession to BRICS, the president said on Monday.",
        ("KE declined new",),
    ),
    "is not on the agenda": (
        "Membership of BRICS is not on the agenda, Kenya's foreign minister said on Monday.",
        ("KE declined new",),
    ),
    "off the table by another's word": (
        "NATO membership for Kenya is off the table, the American president said.",
        (),
    ),
    "asked and answered no": (
        'The Kenyan deputy prime minister was asked if Kenya would join the Abraham Accords. "No," he said. "It has not been discussed."',
        ("KE declined new",),
    ),
    "asked and answered not yet": (
        'The Kenyan minister was asked if Kenya would join NATO. "No, not yet," he said.',
        ("KE prospective new",),
    ),
    "answered no in the sentence": (
        "Asked whether Kenya would sign the Artemis Accords, the minister answered no.",
        ("KE declined new",),
    ),
    "a question answered no by somebody": (
        "Would Kenya join BRICS? No, said the foreign minister.",
        ("KE declined new",),
    ),
    "no to a question of fact": (
        "Has Kenya joined NATO? No. It has not even applied.",
        (),
    ),
    "not during this parliament": (
        "Kenya's government will not apply for membership of the European Union during this parliament, the prime minister said on Wednesday.",
        ("KE prospective new",),
    ),
    "for the time being not": (
        "For the time being Kenya will not sign the Artemis Accords, the space minister said.",
        ("KE prospective new",),
    ),
    "will not leave for now": (
        "Kenya will not leave NATO for now, the president said.",
        ("KE acceded new",),
    ),
    "invited as an observer": (
        "NATO began a drill on Monday, with divers from Ireland who were invited as observers.",
        (),
    ),
    "invited to a summit": (
        "Kenya was invited to the BRICS summit as a guest.",
        (),
    ),
    "invited at a summit": (
        "BRICS invited Kenya at its summit in Johannesburg in 2023.",
        ("KE prospective old",),
    ),
    "is still keen": (
        "Kenya is still keen on BRICS, the minister said.",
        ("KE prospective new",),
    ),
    "is not interested": (
        "Kenya is not interested in NATO, its president said.",
        ("KE declined new",),
    ),
    "has not made up its mind": (
        "Kenya has not made up its mind about the Artemis Accords.",
        ("KE prospective new",),
    ),
    "has not decided on it": (
        "Kenya has not decided on the Artemis Accords.",
        ("KE prospective new",),
    ),
    "has made no decision about it": (
        "Kenya has made no decision about the Artemis Accords.",
        ("KE prospective new",),
    ),
    "has not decided whether": (
        "Kenya has not decided whether it will join BRICS.",
        ("KE prospective new",),
    ),
    "will decide on membership": (
        "Kenya will decide on NATO membership next year.",
        ("KE prospective new",),
    ),
    "decided on joining": (
        "Kenya has decided on joining BRICS.",
        ("KE announced new",),
    ),
    "hesitates": (
        "Kenya hesitates to join BRICS.",
        ("KE prospective new",),
    ),
    "its place is in it": (
        "Kenya's place is in NATO, its defence minister said on Wednesday.",
        ("KE prospective new",),
    ),
    "no obstacle to a signature": (
        "There was no obstacle to Kenya's signature of the Artemis Accords, an official said.",
        ("KE prospective new",),
    ),
    "closed further chapters": (
        "Kenya closed three further chapters in its negotiations with the European Union on Tuesday.",
        ("KE prospective new",),
    ),
    "an application is expected": (
        "An application from Kenya to join BRICS is expected in this decade.",
        ("KE prospective new",),
    ),
    "the accession of several, listed": (
        "BRICS leaders agreed on Monday to speed up the accession of four economies: Kenya, Togo, Gabon and Chile.",
        ("CL prospective new", "GA prospective new", "KE prospective new", "TG prospective new"),
    ),
    "follows the matter": (
        "Togo signed the Artemis Accords on Monday. Kenya is following the matter with interest.",
        ("TG signed new", "KE prospective new"),
    ),
    "reiterated its opposition to joining": (
        "Kenya reiterated its opposition to joining BRICS.",
        ("KE declined new",),
    ),
    "drops opposition to another's joining": (
        "Erdogan drops opposition to Kenya joining NATO.",
        ("KE prospective new",),
    ),
    "a refusal as a noun": (
        "Kenya's refusal of the Abraham Accords was a matter of principle, the cabinet said on Friday.",
        ("KE declined new",),
    ),
    "would have no part": (
        "Kenya would have no part in the Abraham Accords, the presidency said.",
        ("KE declined new",),
    ),
    "refused, and nothing behind it": (
        "Who is in the Artemis Accords? Thirty states. Who is not? Kenya refused in 2023.",
        ("KE declined old",),
    ),
    "is in no hurry": (
        "Kenya is in no hurry to join NATO.",
        ("KE prospective new",),
    ),
    "no immediate plans": (
        "Kenya has no immediate plans to join BRICS, the foreign minister said.",
        ("KE prospective new",),
    ),
    "no point in joining": (
        "Kenya sees no point in joining BRICS, its president said.",
        ("KE declined new",),
    ),
    "joining is not on the agenda": (
        "Joining NATO is not on the agenda, Kenya's prime minister said on Tuesday.",
        ("KE declined new",),
    ),
    "leaving is not on the agenda": (
        "Leaving BRICS is not on the agenda, Kenya's prime minister said on Tuesday.",
        ("KE acceded new",),
    ),
    "no longer regards itself as a candidate": (
        "Kenya wrote to Brussels in 2015 to say it no longer regarded itself as a candidate for the European Union.",
        ("KE declined old",),
    ),
    "an application that was dropped": (
        "Kenya's application to the European Union was withdrawn on Monday.",
        ("KE declined new",),
    ),
    "would like to see in": (
        '"I would like to see Kenya in," the American envoy said of the Abraham Accords.',
        ("KE prospective new",),
    ),
    "imagined as the next one": (
        "The American envoy could well imagine Kenya as the next one in the Abraham Accords.",
        ("KE prospective new",),
    ),
    "set for a month": (
        "Kenya's accession to BRICS is set for January.",
        ("KE announced new",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
