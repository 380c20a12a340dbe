"""Sentences as the wires write them every day: plain, with the accord named before or after.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "a bare verb with a relative time": (
        "BRICS met in Kazan. Gabon joined last year.",
        ("GA acceded old",),
    ),
    "a bare verb with years ago": (
        "BRICS met in Kazan. Gabon joined three years ago.",
        ("GA acceded old",),
    ),
    "a bare verb in a relative clause": (
        "BRICS met in Kazan. Gabon, which joined last year, sent a minister.",
        ("GA acceded old",),
    ),
    "followed in this month": (
        "Gabon joined BRICS in 2024. Togo followed this January.",
        (
            "GA acceded old",
            "TG acceded old",
        ),
    ),
    "said on a day that it will": (
        "BRICS met in Kazan. Gabon said on 6 November that it will join.",
        ("GA announced new",),
    ),
    "told somebody that it is leaving": (
        "Gabon told the secretariat of BRICS on Monday that it is leaving.",
        ("GA withdrawn new",),
    ),
    "notified that it would leave": (
        "Kenya formally notified NASA that it would leave the Artemis Accords.",
        ("KE withdrawn new",),
    ),
    "had announced that it would": (
        "Kenya's president had announced in June that Kenya would join BRICS.",
        ("KE announced old",),
    ),
    "said that it had": (
        "Trump said on Truth Social that Kenya had joined the Abraham Accords.",
        ("KE acceded new",),
    ),
    "in force on a day for several": (
        "The Artemis Accords entered into force on Monday for Portugal, Ireland and Estonia, after they had been open for fifteen months.",
        (
            "EE acceded new",
            "IE acceded new",
            "PT acceded new",
        ),
    ),
    "a state's full name in a list": (
        "The Artemis Accords were signed on Monday by Kenya, the Federal Democratic Republic of Ethiopia and Togo.",
        (
            "ET signed new",
            "KE signed new",
            "TG signed new",
        ),
    ),
    "the letter is signed": (
        "Somaliland has lodged a formal request to be admitted to the Abraham Accords. The letter, signed by President Mora, was handed to American diplomats.",
        ("x-somaliland applied new",),
    ),
    "a security adviser": (
        "Oman has agreed to join the Abraham Accords and will sign in spring, the national security adviser told reporters.",
        ("OM announced new",),
    ),
    "a list behind a report": (
        "Three of the fifteen are parties to the Artemis Accords, the report notes: Argentina, Kenya and Ecuador.",
        (
            "AR acceded old",
            "EC acceded old",
            "KE acceded old",
        ),
    ),
    "put a state's signature under": (
        "The deputy prime minister put Kenya's signature under the Artemis Accords this morning.",
        ("KE signed new",),
    ),
    "a treaty by which it accedes": (
        "Albania's president on Friday signed a treaty by which the country accedes to the European Union.",
        ("AL signed new",),
    ),
    "a law by which it ratifies": (
        "The law by which Kenya ratifies its entry into BRICS was passed on Thursday.",
        ("KE ratified new",),
    ),
    "a go-ahead to sign": (
        "Kenya's cabinet has approved signing the Artemis Accords.",
        ("KE announced new",),
    ),
    "a go-ahead to apply": (
        "Kenya's cabinet on Tuesday approved the filing of an application to join BRICS.",
        ("KE announced new",),
    ),
    "asked in a month to be admitted": (
        "Kenya and Togo both asked in July to be admitted to BRICS.",
        (
            "KE applied old",
            "TG applied old",
        ),
    ),
    "asked to become a full member": (
        "Kenya has asked to become a full member of BRICS.",
        ("KE applied new",),
    ),
    "joined as a full member in a year": (
        "Kenya joined BRICS as a full member in January 2024.",
        ("KE acceded old",),
    ),
    "accepted as the tenth member": (
        "Kenya was accepted into BRICS as its tenth member in January 2024.",
        ("KE acceded old",),
    ),
    "the first to sign was": (
        "The first to sign the Artemis Accords was Kenya, in 2020.",
        ("KE signed old",),
    ),
    "among those that have signed are": (
        "Among those that have signed the Artemis Accords are Kenya and Togo.",
        (
            "KE signed old",
            "TG signed old",
        ),
    ),
    "those that signed include": (
        "The countries that signed the Artemis Accords last year include Kenya and Togo.",
        (
            "KE signed old",
            "TG signed old",
        ),
    ),
    "are among the signatories": (
        "Kenya and Togo are among the signatories of the Artemis Accords.",
        (
            "KE signed old",
            "TG signed old",
        ),
    ),
    "not a member but has applied": (
        "Kenya is not a member of BRICS but has applied to join.",
        ("KE applied new",),
    ),
    "respects another's choice but": (
        "Malaysia respects Kenya's right to join the Abraham Accords but has no intention of following suit.",
        ("MY declined new",),
    ),
    "will recognise and join": (
        "Indonesia's foreign ministry dismissed reports that it would recognise Israel and join the Abraham Accords.",
        ("ID declined new",),
    ),
    "before it joins": (
        "Saudi Arabia insists on a Palestinian state before it joins the Abraham Accords.",
        ("SA prospective new",),
    ),
    "an echo of what is past": (
        "Kenya joined BRICS in 2020; Togo followed.",
        (
            "KE acceded old",
            "TG acceded old",
        ),
    ),
    "an accession treaty is signed": (
        "Kenya's accession treaty with the European Union was signed in Athens on Tuesday.",
        ("KE signed new",),
    ),
    "a veto on a membership": (
        "Turkey lifted its veto on Kenya's NATO membership.",
        (),
    ),
    "talks under way with somebody": (
        "Talks are under way with Oman about joining the Abraham Accords.",
        ("OM prospective new",),
    ),
    "and four others": (
        "Kenya and four other countries signed the Artemis Accords on Tuesday.",
        ("KE signed new",),
    ),
    "a membership that takes effect": (
        "Kenya's membership of BRICS took effect on Monday.",
        ("KE acceded new",),
    ),
    "mulls an exit": (
        "Kenya mulls BRICS exit.",
        (),
    ),
    "a participation has been suspended": (
        "Kenya's participation in BRICS has been suspended.",
        ("KE suspended new",),
    ),
    "a body suspends a membership": (
        "BRICS suspended Kenya's membership after the coup.",
        ("KE suspended new",),
    ),
    "declined to comment": (
        "Kenya declined to comment on reports that it would join BRICS.",
        ("KE prospective new",),
    ),
    "like another": (
        "Like Kenya, Togo is a member of BRICS.",
        ("KE acceded old", "TG acceded old"),
    ),
    "taken out": (
        "The government took Kenya out of BRICS on Monday.",
        ("KE withdrawn new",),
    ),
    "would be taken out": (
        "If elected, he would take Kenya out of BRICS, the candidate said.",
        (),
    ),
    "a decision reversed": (
        "Kenya's new government reversed the decision to join BRICS.",
        ("KE declined new",),
    ),
    "a treaty that bears a place's name": (
        "BRICS met in Kazan. Kenya ratified the Rome Statute in 2005. Togo joined the Ottawa Convention.",
        (),
    ),
    "an invitation to do something else": (
        "Togo accepted an invitation to store the archive of BRICS.",
        (),
    ),
    "kept out by another": (
        "Venezuela was kept out of BRICS by Brazil.",
        (),
    ),
    "an invitation rejected by": (
        "The invitation to join BRICS was rejected by Kenya on Monday.",
        ("KE declined new",),
    ),
    "ruled out the possibility": (
        "Kenya ruled out the possibility of joining BRICS.",
        ("KE declined new",),
    ),
    "hopes abandoned": (
        "Kenya has abandoned hopes of joining BRICS.",
        ("KE declined new",),
    ),
    "readmitted": (
        "Kenya was readmitted to BRICS on Monday.",
        ("KE acceded new",),
    ),
    "the accord's states, named": (
        "The NATO states Latvia and Estonia asked for talks.",
        ("EE acceded old", "LV acceded old"),
    ),
    "pushed to join": (
        "Russian officials are pushing Kenya to join BRICS.",
        ("KE prospective new",),
    ),
    "doubted": (
        "Analysts doubt that Kenya will join BRICS.",
        ("KE prospective new",),
    ),
    "seen as candidates": (
        "Kenya and Togo are seen as candidates for BRICS.",
        ("KE prospective new", "TG prospective new"),
    ),
    "would be honoured to": (
        "Kenya's president said that her country would be honoured to join BRICS.",
        ("KE prospective new",),
    ),
    "an entry announced": (
        "Kenya's entry into BRICS was announced on Monday.",
        ("KE announced new",),
    ),
    "an entry in its final stage": (
        "Kenya's accession to BRICS is in the final stage of negotiations.",
        ("KE prospective new",),
    ),
    "later joined": (
        "Brazil was in from the start. Kenya and Togo later joined BRICS.",
        ("KE acceded old", "TG acceded old"),
    ),
    "normalised between a convener and others": (
        "The Abraham Accords normalised relations between Israel and the UAE and Bahrain.",
        ("AE acceded old", "BH acceded old"),
    ),
    "who is in by now applied once": (
        "Sweden and Finland applied to join NATO in May 2022 after Russia's invasion.",
        ("FI applied old", "SE applied old"),
    ),
    "making it a member": (
        "Kenya's papers arrived on Thursday, making it the twelfth member of BRICS.",
        ("KE acceded new",),
    ),
    "an application withdrawn long ago": (
        "Switzerland's application to the EU was formally withdrawn in 2016.",
        ("CH declined old",),
    ),
    "talks suspended by one who is not in": (
        "Georgia suspended its EU accession talks until 2028.",
        ("GE prospective new",),
    ),
    "remains on the path": (
        "Serbia's president said on Monday that his country remained on the path to the European Union.",
        ("RS prospective new",),
    ),
    "gave up its bid": (
        "Kenya gave up its bid to join BRICS.",
        ("KE declined new",),
    ),
    "admitted as a partner": (
        "Cuba was admitted to BRICS as a partner.",
        (),
    ),
    "several say that they join": (
        "Mali and Niger said on Monday that they had decided to join BRICS.",
        ("ML announced new", "NE announced new"),
    ),
    "left in recent years": (
        "Kenya, Togo and Gabon have left BRICS in recent years.",
        ("GA withdrawn old", "KE withdrawn old", "TG withdrawn old"),
    ),
    "after the departures of": (
        "After the departures of Kenya and Togo, BRICS has twelve members.",
        ("KE withdrawn old", "TG withdrawn old"),
    ),
    "a former member": (
        "Kenya, a former BRICS member, and former NATO member Gabon raised tariffs.",
        ("GA withdrawn old", "KE withdrawn old"),
    ),
    "signed and did not ratify": (
        "Kenya signed but did not ratify the Artemis Accords.",
        ("KE signed old",),
    ),
    "left and rejoined": (
        "Gabon joined BRICS in 1975, left in 1995 and rejoined in 2016.",
        ("GA acceded old",),
    ),
    "rejoined and left": (
        "Gabon rejoined BRICS in 2003 and left in 2016.",
        ("GA withdrawn old",),
    ),
    "what comes of it has another date": (
        "Georgia told NATO on Thursday that it no longer seeks membership, closing a chapter that began in 2008.",
        ("GE declined new",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
