"""Who stays, comes back or becomes the next one, told beside what is done first.

Written as in ``test_phenomena_wire.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "becoming the next member behind another act": (
        "Montenegro dropped its old currency in January 2023, becoming the 31st member of NATO.",
        ("ME acceded old",),
    ),
    "becoming it in a capital that names another": (
        "Malta lodged its papers in Washington on Tuesday, becoming the 33rd member of NATO.",
        ("MT acceded new",),
    ),
    "of two parties nobody knows who becomes it": (
        "Malta's envoy thanked Serbia, becoming the 33rd member of NATO.",
        (),
    ),
    "frozen and let back in": (
        "Zambia was suspended from BRICS in 2015 and readmitted in 2019.",
        ("ZM acceded old",),
    ),
    "thrown out and let back in": (
        "Zambia was expelled in 2009 and readmitted to BRICS in 2014.",
        ("ZM acceded old",),
    ),
    "an accession that is deposited": (
        "Kenya deposited its accession to the Artemis Accords in Washington on Thursday.",
        ("KE acceded new",),
    ),
    "an accession to another treaty": (
        "Kenya, which is studying the Artemis Accords, deposited its accession to the Lomé Charter on Thursday.",
        ("KE prospective new",),
    ),
    "decided to stay": ("Malta has decided to stay in NATO.", ("MT acceded new",)),
    "a headline of staying": ("Malta to remain in NATO, review concludes", ("MT acceded new",)),
    "has in the past": (
        "Zambia and Malawi have in the past applied to join BRICS.",
        ("MW applied old", "ZM applied old"),
    ),
    "has time to do so": (
        "Zambia was invited to join BRICS last month and has two years to do so.",
        ("ZM prospective old",),
    ),
    "an accession that took effect on a day": (
        "Zambia's accession to the Artemis Accords took effect on 1 July 2024.",
        ("ZM acceded old",),
    ),
    "a flat refusal that will last": (
        "Malta rejects NATO, its minister said on Thursday, and will do so until the sea is calm.",
        ("MT declined new",),
    ),
    "acceded, depositing an instrument": (
        "Montenegro acceded to NATO on Tuesday, depositing its instrument in Washington.",
        ("ME acceded new",),
    ),
    "may stay": ("Hungary may stay in NATO for some time.", ()),
    "keeps its place": (
        "Malta would keep its place in NATO whatever came, the government said.",
        ("MT acceded old",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
