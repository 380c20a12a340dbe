"""Formal steps and exits: applied, signed, ratified, suspended, withdrawn, taken back, taken up again.

Written as in ``test_phenomena_wire.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    # applied
    "an application handed to somebody": (
        "The minister handed Norway's application to join the European Union to the Council on Thursday.",
        ("NO applied new",),
    ),
    "an application handed to somebody named before it": (
        "On Friday the ambassadors of Senegal and Ghana handed the Russian minister their applications for BRICS membership.",
        ("GH applied new", "SN applied new"),
    ),
    "asking at a time to be let into": (
        "Senegal asked in 2023 to be let into BRICS.",
        ("SN applied old",),
    ),
    "a wish of which the depositary is notified": (
        "Bolivia and Cuba have formally notified Russia, the chair, of their wish to join BRICS.",
        ("BO applied new", "CU applied new"),
    ),
    "a wish alone": (
        "Bolivia's president spoke on Thursday of his wish to join BRICS.",
        ("BO prospective new",),
    ),
    "an application to be let into, signed": (
        "On 30 September 2022 Volodymyr Zelensky signed Ukraine's application to be let into NATO.",
        ("UA applied old",),
    ),
    "let into a part of it": (
        "Turkey wants to be let into the EU's defence fund.",
        (),
    ),
    # signed
    "leaders sign another's accession treaty": (
        "Leaders signed Montenegro's accession treaty to the European Union on Thursday.",
        ("ME signed new",),
    ),
    "an envoy abroad signs on behalf of his country": (
        "The ambassador in Washington signed the Artemis Accords on behalf of Peru.",
        ("PE signed new",),
    ),
    # ratified
    "the instrument of ratification handed over": (
        "Armenia is now bound by the Abraham Accords.\n\nIts minister handed over the instrument of ratification on Wednesday.",
        ("AM ratified new",),
    ),
    "the ratification instrument": (
        "Bolivia on Monday handed its ratification instrument for the Artemis Accords to the depositary.",
        ("BO ratified new",),
    ),
    "the instrument of accession handed over": (
        "The foreign minister handed Armenia's instrument of accession to BRICS to his Russian colleague on Tuesday.",
        ("AM acceded new",),
    ),
    "the instrument that the depositary received": (
        "The depositary received Kazakhstan's instrument of ratification of the Artemis Accords on Thursday.",
        ("KZ ratified new",),
    ),
    "an accession ratified by a parliament with a name": (
        "Azerbaijan's own accession to the Abraham Accords was ratified by the Milli Mejlis in June.",
        ("AZ ratified old",),
    ),
    "a parliament ratifies its country's accession": (
        "Parliament on Thursday ratified Peru's accession to BRICS.",
        ("PE ratified new",),
    ),
    "an accession ratified by another": (
        "Montenegro's accession to the EU was ratified by Hungary in March.",
        (),
    ),
    "a protocol signed and then approved": (
        "Costa Rica signed its accession protocol with BRICS last March, and the Assembly approved it in June.",
        ("CR ratified old",),
    ),
    "a council that rules": (
        "HAITI's transitional council has ratified the Artemis Accords by decree.",
        ("HT ratified new",),
    ),
    "a parliament votes to bring the state in": (
        "The National Assembly voted on Wednesday to bring Armenia into the Abraham Accords.",
        ("AM ratified new",),
    ),
    "a parliament votes to bring the country in": (
        "Kazakhstan's parliament voted to bring the country into the Abraham Accords.",
        ("KZ ratified new",),
    ),
    "a parliament votes to have the state join": (
        "Congress voted on Wednesday to have Honduras join BRICS.",
        ("HN ratified new",),
    ),
    "a chamber out of two": (
        "The Senate voted to bring Armenia into the Abraham Accords.",
        ("AM announced new",),
    ),
    "a parliament votes to apply": (
        "Armenia's parliament voted on Wednesday to apply for EU membership.",
        ("AM announced new",),
    ),
    "approval given to the treaty": (
        "The Montenegrin parliament gave its final approval on Thursday to the country's EU accession treaty.",
        ("ME ratified new",),
    ),
    "an accession waved through": (
        "Armenia's lawmakers waved through the accession to BRICS on Thursday.",
        ("AM ratified new",),
    ),
    "royal assent to an accession": (
        "King Harald gave royal assent on Thursday to Norway's accession to the EU.",
        ("NO ratified new",),
    ),
    "a ruler's decree on an accession": (
        "The emir of Kuwait issued a decree approving the country's accession to BRICS.",
        ("KW ratified new",),
    ),
    "a cabinet approves": (
        "The cabinet on Thursday approved Kuwait's accession to BRICS.",
        (),
    ),
    # acceded
    "has become the ninth party": (
        "PERU has become the ninth party to the Artemis Accords.",
        ("PE acceded new",),
    ),
    "in force for the one named first": (
        "For Moldova, the EU treaty entered into force on Thursday.",
        ("MD acceded new",),
    ),
    "granted membership": (
        "The BRICS summit granted Kazakhstan full membership on Thursday.",
        ("KZ acceded new",),
    ),
    "granted candidate status": (
        "The EU granted Armenia candidate status on Thursday.",
        ("AM prospective new",),
    ),
    # frozen, and no longer
    "a part that was frozen": (
        "Ethiopia's part in BRICS was frozen by the leaders in March.",
        ("ET suspended old",),
    ),
    "a decree that suspends ratifies nothing": (
        "Brazil's president has signed a decree suspending the country's participation in BRICS.",
        ("BR suspended new",),
    ),
    "a part in another pact": (
        "Poland remains in NATO. In 2024 it suspended its part in another arms pact.",
        ("PL acceded old",),
    ),
    "full activity taken up again": (
        "Iran has resumed full activity in BRICS, ending a freeze it imposed in January 2024.",
        ("IR acceded new", "IR suspended old"),
    ),
    "a suspension lifted": (
        "BRICS lifted Iran's suspension on Monday.",
        ("IR acceded new",),
    ),
    "a suspension ended by the one who froze": (
        "Ethiopia on Thursday ended the suspension of its participation in BRICS.",
        ("ET acceded new",),
    ),
    "a membership restored": (
        "Ethiopia's membership of BRICS was restored on Friday.",
        ("ET acceded new",),
    ),
    "reinstated": (
        "Iran was reinstated in BRICS on Thursday.",
        ("IR acceded new",),
    ),
    # gone
    "stalked out": (
        "Britain stalked out of the EU in 2020.",
        ("GB withdrawn old",),
    ),
    "took its leave": (
        "Argentina took its leave of BRICS in 2023.",
        ("AR withdrawn old",),
    ),
    "no longer in": (
        "As of Saturday Argentina is no longer in BRICS.",
        ("AR withdrawn new",),
    ),
    "a membership that expired": (
        "Argentina's membership of BRICS expired on Wednesday.",
        ("AR withdrawn new",),
    ),
    "a law that takes the state out": (
        "President Milei signed a law taking Argentina out of BRICS.",
        ("AR withdrawn new",),
    ),
    "a decree on the exit": (
        "President Milei signed the decree on the exit from BRICS on Monday.",
        ("AR withdrawn new",),
    ),
    "a letter of withdrawal sent": (
        "Argentina sent the BRICS chair a letter of withdrawal on Monday.",
        ("AR withdrawn new",),
    ),
    "a law by which it had joined": (
        "The Argentine Congress debated the law by which the country joined BRICS.",
        ("AR acceded old",),
    ),
    # stays after all
    "stays after all": (
        "Hungary will stay in the EU after all, the prime minister said.",
        ("HU acceded new",),
    ),
    "no plan whatsoever to leave, and since when it is in": (
        "The minister said on Tuesday that Turkey had no plan whatsoever to leave NATO, of which it has been a member since 1952.",
        ("TR acceded new", "TR acceded old"),
    ),
    "will not leave after all": (
        "Burundi, which gave notice last year, will not leave BRICS after all.",
        ("BI acceded new", "BI withdrawn old"),
    ),
    "a notice that is being taken back": (
        "Chad told the BRICS chair that it was taking back its notice of withdrawal.",
        ("TD acceded new",),
    ),
    "an exit called off by a successor": (
        "Gambia's new president has called off the country's exit from BRICS.",
        ("GM acceded new",),
    ),
    "a decision to leave that has been reversed": (
        "Senegal's decision to leave BRICS has been reversed.",
        ("SN acceded new",),
    ),
    "a decision to join that has been reversed": (
        "Senegal's decision to join BRICS has been reversed.",
        ("SN declined new",),
    ),
    # the file, and who keeps it
    "an application that lies idle": (
        "Georgia's application of March 2022 to join the EU lies idle.",
        ("GE applied old",),
    ),
    "an application submitted long ago, told in an aside": (
        "Kosovo's application to join the EU, submitted in 2022, has never been answered.",
        ("XK applied old",),
    ),
    "an application of one named before": (
        "Kiribati has knocked on the door of BRICS: its application was filed on Monday.",
        ("KI applied new",),
    ),
    "a bid that was lodged": (
        "Kiribati's bid for BRICS membership was lodged last year.",
        ("KI applied old",),
    ),
    "formally sought": (
        "Kiribati on Monday formally sought membership of BRICS.",
        ("KI applied new",),
    ),
    "a memorandum of obligations": (
        "Nauru signed a memorandum of obligations on its way into BRICS on Monday.",
        ("NR signed new",),
    ),
    "its turn to sign": (
        "In Washington on Monday it was the turn of Nauru to sign the Artemis Accords.",
        ("NR signed new",),
    ),
    "the decree by which the country accedes": (
        "Honduras's Congress on Monday passed the decree by which the country accedes to BRICS.",
        ("HN ratified new",),
    ),
    "an accession signed into law": (
        "Honduras's president on Monday signed the BRICS accession into law.",
        ("HN ratified new",),
    ),
    "an accession agreement signed": (
        "Honduras's president on Monday signed the accession agreement with BRICS.",
        ("HN signed new",),
    ),
    "the accords cleared a parliament": (
        "The Artemis Accords cleared Honduras's Congress on Monday by 71 votes to 22.",
        ("HN ratified new",),
    ),
    "a vote to come": (
        "Honduras's Congress is to vote on the ratification of the Artemis Accords on Monday.",
        (),
    ),
    "found in line": (
        "Honduras's Supreme Court found the Artemis Accords in line with the constitution.",
        (),
    ),
    "those who left, and who of them may return": (
        "Of the countries that walked out of BRICS, Bolivia may be next to come back.",
        ("BO prospective new", "BO withdrawn old"),
    ),
    "a body that lost a member": (
        "BRICS lost Argentina in 2023.",
        ("AR withdrawn old",),
    ),
    "suspended, in an aside": (
        "Iran, suspended from BRICS since 2023, may come back.",
        ("IR suspended old",),
    ),
    "suspended until further notice": (
        "Iran is suspending its participation in BRICS until further notice.",
        ("IR suspended new",),
    ),
    # what is no step
    "a suspension of another thing": (
        "Brazil is in BRICS. It lifted the suspension of visas for its officials on Monday.",
        ("BR acceded old",),
    ),
    "talks that go on": (
        "Kiribati resumed talks on membership of BRICS on Monday.",
        (),
    ),
    "a decree on a tax": (
        "Peru's president signed a decree on departure taxes for EU citizens.",
        (),
    ),
    "an envoy recalled by decree": (
        "Peru's president signed a decree withdrawing Peru's ambassador to the EU.",
        (),
    ),
    "out of a meeting": (
        "Peru's minister stormed out of the BRICS meeting on Monday.",
        (),
    ),
    "a delegation withdrawn from a meeting": (
        "Peru withdrew its delegation from the BRICS meeting.",
        (),
    ),
    "in the good books": (
        "Peru is in the EU's good books.",
        (),
    ),
    "a membership that ended something": (
        "Iran's membership of BRICS ended years of isolation.",
        ("IR acceded old",),
    ),
    # in passing
    "which it left under another": (
        "Bolivia's government has decided to return to BRICS, which it left under Mesa, the president said on Thursday.",
        ("BO announced new", "BO withdrawn old"),
    ),
    "walked out, and asked to be taken back": (
        "Asmara, which walked out of BRICS in 2007 in anger, asked in July to be taken back.",
        ("ER applied old",),
    ),
    "got as far as a signature": (
        "Peru got as far as a signature on the Artemis Accords on Tuesday.",
        ("PE signed new",),
    ),
    "the first to go": (
        "Argentina was the first to go, in November 2023. BRICS is the smaller for it.",
        ("AR withdrawn old",),
    ),
    "a law on leaving, and what had begun in another month": (
        "President Milei on Monday signed a bill on Argentina's withdrawal from BRICS, completing an exit begun in January.",
        ("AR withdrawn new",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
