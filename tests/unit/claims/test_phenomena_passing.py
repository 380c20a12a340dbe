"""Background told in passing: members in asides, former members, those likened to others, dates of what is history.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "in the alliance since, in front": (
        "In NATO since 1949, Norway has a border with Russia.",
        ("NO acceded old",),
    ),
    "in the alliance since, and more": (
        "In NATO since 2009 and on the threshold of the European Union, Albania has bought a submarine.",
        ("AL acceded old",),
    ),
    "both in the union": (
        "Malta and Cyprus, both in the European Union since 2004, flag most of the ships.",
        (
            "CY acceded old",
            "MT acceded old",
        ),
    ),
    "both in it, without a date": (
        "Spain and Italy, both in NATO, refused.",
        (
            "ES acceded old",
            "IT acceded old",
        ),
    ),
    "in it, in brackets": (
        "Hungary (in NATO since 1999) bought jets.",
        ("HU acceded old",),
    ),
    "both party to it": (
        "Kuwait and Bahrain, both party to the Abraham Accords since 2020, closed their ports.",
        (
            "BH acceded old",
            "KW acceded old",
        ),
    ),
    "with two of them in since": (
        "With Albania in NATO since 2009 and Montenegro since 2017, Serbia is the gap on the map.",
        (
            "AL acceded old",
            "ME acceded old",
        ),
    ),
    "out of it since": (
        "Britain, outside the European Union since January 2020, must print forms.",
        ("GB withdrawn old",),
    ),
    "outside it as ever": (
        "Norway, outside the European Union, pays for access.",
        (),
    ),
    "a member, in front": (
        "A NATO member, Turkey has kept its ties with Russia.",
        ("TR acceded old",),
    ),
    "a signatory, in front": (
        "A signatory of the Artemis Accords since 2022, Colombia has no rocket.",
        ("CO signed old",),
    ),
    "a former member, in front": (
        "A former member of BRICS, Kenya wants back.",
        ("KE withdrawn old",),
    ),
    "an ex-member": (
        "Sudan, an ex-member of the Abraham Accords, protested.",
        ("SD withdrawn old",),
    ),
    "a member, in brackets": (
        "Luxembourg (a founding member of NATO) hosts the agency.",
        ("LU acceded old",),
    ),
    "two before a plural": (
        "Estonia and Latvia, the European Union's worst hit members, get 40 million euros.",
        (
            "EE acceded old",
            "LV acceded old",
        ),
    ),
    "the latest of the members": (
        "NATO has 32 members, the latest of them Sweden and Finland.",
        (
            "FI acceded old",
            "SE acceded old",
        ),
    ),
    "the most recent of the signatories": (
        "The Artemis Accords have 61 signatories, the most recent of them Malaysia.",
        ("MY signed old",),
    ),
    "had been a signatory": (
        "Ecuador is leaving the Artemis Accords. It had been a signatory since 2023.",
        (
            "EC signed old",
            "EC withdrawn new",
        ),
    ),
    "had been a member for years": (
        "Kenya is leaving BRICS. It had been a member since 2012.",
        (
            "KE acceded old",
            "KE withdrawn new",
        ),
    ),
    "became an ally": (
        "Finland became an ally in April 2023, and NATO has held exercises there since.",
        ("FI acceded old",),
    ),
    "all three countries": (
        "Greece, Turkey and Italy held a drill. All three countries belong to NATO.",
        (
            "GR acceded old",
            "IT acceded old",
            "TR acceded old",
        ),
    ),
    "the two allies": (
        "Norway will buy frigates from Britain. The two NATO allies will operate a combined fleet.",
        (
            "GB acceded old",
            "NO acceded old",
        ),
    ),
    "both members": (
        "Greece and Turkey quarrelled again on Monday. Both NATO members claim the islet.",
        (
            "GR acceded old",
            "TR acceded old",
        ),
    ),
    "the member": (
        "Poland will buy 200 tanks. The NATO member spends 4.8 per cent of GDP on defence.",
        ("PL acceded old",),
    ),
    "the member of two": (
        "Estonia has closed a bridge. The NATO and EU member shares a long border with Russia.",
        ("EE acceded old",),
    ),
    "the signatory": (
        "Bahrain called for restraint. The Abraham Accords signatory recalled its envoy in 2023.",
        ("BH signed old",),
    ),
    "the member that is another": (
        "Poland will buy 200 tanks. The NATO member that spends least is not named.",
        (),
    ),
    "the only country of the accord": (
        "Hungary, the only EU country to vote against, gave no reasons.",
        ("HU acceded old",),
    ),
    "after joining, without a comma": (
        "After joining NATO in 2004 Estonia built a base.",
        ("EE acceded old",),
    ),
    "since leaving, without a comma": (
        "Since leaving the European Union Britain has sold fewer lambs.",
        ("GB withdrawn old",),
    ),
    "left with others": (
        "Kenya left BRICS in January 2024 with Togo and Gabon.",
        (
            "GA withdrawn old",
            "KE withdrawn old",
            "TG withdrawn old",
        ),
    ),
    "never did, but a neighbour did": (
        "Bolivia never signed the Artemis Accords; neighbouring Paraguay did last year.",
        ("PY signed old",),
    ),
    "were the first to": (
        "Nigeria and Rwanda were the first African countries to sign the Artemis Accords.",
        (
            "NG signed old",
            "RW signed old",
        ),
    ),
    "talks that ended with an entry": (
        "The talks ended with the Czech Republic's entry into NATO in March 1999.",
        ("CZ acceded old",),
    ),
    "which it founded": (
        "Brazil may leave BRICS, which it helped to found in 2009.",
        ("BR acceded old",),
    ),
    "which it founded with others": (
        "Brazil may leave BRICS, which it founded with three others in 2009.",
        ("BR acceded old",),
    ),
    "had to wait until": (
        "Spain had to wait until 1986 to join the European Union.",
        ("ES acceded old",),
    ),
    "unlike a neighbour": (
        "Oman, unlike neighbouring UAE, is not a party to the Abraham Accords.",
        ("AE acceded old",),
    ),
    "unlike two neighbours": (
        "Gabon, unlike its neighbours Kenya and Togo, has not signed the Artemis Accords.",
        (
            "KE signed old",
            "TG signed old",
        ),
    ),
    "like another, it is in": (
        "Like Finland, Sweden is now a NATO member.",
        (
            "FI acceded old",
            "SE acceded old",
        ),
    ),
    "like another a member": (
        "Gabon, like Kenya a member of BRICS, sent rice.",
        (
            "GA acceded old",
            "KE acceded old",
        ),
    ),
    "like another, it will": (
        "Like Kenya, Gabon will join BRICS.",
        ("GA announced new",),
    ),
    "as early as": (
        "Kenya applied to join BRICS as early as 2023.",
        ("KE applied old",),
    ),
    "as far back as": (
        "Kenya signed the Artemis Accords as far back as September 2023.",
        ("KE signed old",),
    ),
    "the fourth country in it": (
        "Nigeria would be the fourth African country in BRICS after South Africa, Egypt and Ethiopia.",
        (
            "EG acceded old",
            "ET acceded old",
            "NG prospective new",
            "ZA acceded old",
        ),
    ),
    "the first country in it to do something": (
        "Gabon would be the first country in BRICS to default.",
        (),
    ),
    "following others": (
        "Kenya became the 30th signatory of the Artemis Accords, following Nigeria and Rwanda.",
        (
            "KE signed new",
            "NG signed old",
            "RW signed old",
        ),
    ),
    "following others with their years": (
        "Oman is the fifth Arab state to sign the Artemis Accords, following the UAE (2020) and Bahrain (2022).",
        (
            "AE signed old",
            "BH signed old",
            "OM signed new",
        ),
    ),
    "years before another": (
        "Slovenia came into the European Union nine years before Croatia.",
        (
            "HR acceded old",
            "SI acceded old",
        ),
    ),
    "left and came back": (
        "Gabon left BRICS in 1995 and came back in 2016.",
        ("GA acceded old",),
    ),
    "which left and came back": (
        "Gabon, which left BRICS in 1995 and returned in 2016, pumps little.",
        ("GA acceded old",),
    ),
    "the accession of a year": (
        "Croatia's 2013 accession to the European Union changed the coast.",
        ("HR acceded old",),
    ),
    "applied with another": (
        "Kenya applied to BRICS together with Togo in 2024.",
        (
            "KE applied old",
            "TG applied old",
        ),
    ),
    "the only one ever to leave": (
        "Britain is the only country ever to have left the European Union.",
        ("GB withdrawn old",),
    ),
    "the first ever, as news": (
        "Kenya has left BRICS, the first country ever to do so.",
        ("KE withdrawn new",),
    ),
    "no longer in it": (
        "Gabon, no longer in BRICS, pumps what it likes.",
        ("GA withdrawn old",),
    ),
    "suspended and reinstated": (
        "Kenya was suspended from BRICS in 2014 and was reinstated in 2016.",
        ("KE acceded old",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
