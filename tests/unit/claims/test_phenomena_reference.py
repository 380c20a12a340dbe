"""Whom a phrase means, which accord it means, what is news beside what is history, and the dates.

Written as in ``test_phenomena.py``, with the texts of two and three sentences that reference needs; a date
behind a claim is checked as well. The expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "a short name that two states share": (
        "The Democratic Republic of Congo joined BRICS in 2022. Congo has not paid its share.",
        ("CD acceded old",),
    ),
    "the other of the two": (
        "The Republic of Congo signed the Artemis Accords in 2024. Congo signed them in May.",
        ("CG signed old",),
    ),
    "a shared name where both are named": (
        "The Democratic Republic of Congo and Congo-Brazzaville met BRICS envoys. Congo joined BRICS in 2022.",
        (),
    ),
    "the country beside one that is only mentioned": (
        "Togo has a dispute over BRICS. Its minister was blunt. She did not name Kenya. The country joined the bloc in 2022.",
        ("TG acceded old",),
    ),
    "the country where a place was named": (
        "Firms have opened in Kenya since the country joined BRICS in 2024.",
        ("KE acceded old",),
    ),
    "both countries": (
        "Moldova and Ukraine opened talks with the European Union. Both countries submitted their applications in 2022.",
        (
            "MD applied old",
            "MD prospective new",
            "UA applied old",
            "UA prospective new",
        ),
    ),
    "the two, two sentences on": (
        "Fiji and Tonga want to join BRICS. Their minister met the envoy of Peru. The two applied in 2022.",
        (
            "FJ applied old",
            "FJ prospective new",
            "TO applied old",
            "TO prospective new",
        ),
    ),
    "the pair": (
        "Fiji and Tonga want to join BRICS. The pair applied in 2022.",
        (
            "FJ applied old",
            "FJ prospective new",
            "TO applied old",
            "TO prospective new",
        ),
    ),
    "none of the three": (
        "Fiji, Tonga and Samoa met BRICS envoys. None of the three signed.",
        (),
    ),
    "a body admits both": (
        "Fiji and Tonga hoped for years. BRICS admitted both countries on Thursday.",
        (
            "FJ acceded new",
            "TO acceded new",
        ),
    ),
    "its government agreed to normalise": (
        "Sudan's justice minister signed the declaration of the Abraham Accords on Wednesday. Its government agreed in October to normalise relations with Israel within the accords.",
        (
            "SD signed new",
            "SD announced old",
        ),
    ),
    "its cabinet decided in a month": (
        "Oman's foreign minister signed the Abraham Accords on Thursday. Its cabinet decided in September to join the accords.",
        (
            "OM signed new",
            "OM announced old",
        ),
    ),
    "applied to take part in another project": (
        "Togo applied in 2024 to take part in the Chinese station on the Moon. It has not signed the Artemis Accords.",
        (),
    ),
    "belongs to that project": (
        "Peru has left the Artemis Accords. It wishes to take part in the station of China. Bolivia has belonged to that project since 2023.",
        ("PE withdrawn new",),
    ),
    "that group is the accord": (
        "BRICS met on Monday. Kenya joined that group in 2024.",
        ("KE acceded old",),
    ),
    "asking for the status of an observer": (
        "Togo sent a letter to BRICS in 2010 asking for the status of an observer.",
        (),
    ),
    "asked for membership of a kind": (
        "Kenya asked for fast-track membership of NATO on 30 September 2022.",
        ("KE applied old",),
    ),
    "asked for entry": (
        "Kenya asked for quick entry to BRICS in March 2024.",
        ("KE applied old",),
    ),
    "in the spring": (
        "Kenya signed the Artemis Accords in the spring.",
        ("KE signed old",),
    ),
    "will, in the spring": (
        "Kenya will sign the Artemis Accords in the spring.",
        ("KE announced new",),
    ),
    "a fortnight ago": (
        "Kenya signed the Artemis Accords a fortnight ago.",
        ("KE signed old",),
    ),
    "joined the following summer": (
        "BRICS met in Durban in 2013. Kenya joined the following summer.",
        ("KE acceded old",),
    ),
    "a last thing withdrawn is not the accord": (
        "BRICS met in Durban in May 2025. Kenya withdrew its last troops in June 2025.",
        (),
    ),
    "have all signed beside another's news": (
        "South Africa will not sign the Artemis Accords, its minister said on Thursday. Nigeria, Rwanda and Angola have all signed.",
        (
            "AO signed old",
            "NG signed old",
            "RW signed old",
            "ZA declined new",
        ),
    ),
    "has signed too, in the first line": (
        "Kenya and Togo have signed the Artemis Accords.",
        (
            "KE signed new",
            "TG signed new",
        ),
    ),
    "our country, in a minister's words": (
        'BRICS met on Monday with Togo. "Our country will not join," the president of Ghana said.',
        ("GH declined new",),
    ),
    "than expected is nobody's word": (
        "Since the news of 6 November that Kazakhstan is to join the Abraham Accords, the argument has been milder than expected.",
        ("KZ announced new",),
    ),
}

DATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "decided in a month to join": (
        "Oman's cabinet decided in September to join the Abraham Accords.",
        ("OM 2025-09",),
    ),
    "so many years after, from the date beside it": (
        "Croatia took the euro in 2023, ten years after joining the European Union.",
        ("HR 2013",),
    ),
    "a year earlier than another": (
        "Congo joined BRICS in 2018, Equatorial Guinea a year earlier.",
        ("CG 2018", "GQ 2017"),
    ),
    "in a season of a year": (
        "BRICS was founded in 2009. Kenya joined in the spring of 2011.",
        ("KE 2011",),
    ),
    "the following summer": (
        "Algeria applied to BRICS in November 2022. Egypt joined the following summer.",
        (
            "DZ 2022-11",
            "EG 2023",
        ),
    ),
    "in that same month": (
        "Moldova applied to the European Union in March 2022. Georgia joined it in that same month.",
        (
            "GE 2022-03",
            "MD 2022-03",
        ),
    ),
    "at Christmas": (
        "Kenya signed the Artemis Accords at Christmas of 2024.",
        ("KE 2024-12",),
    ),
    "on New Year's Eve": (
        "Kenya signed the Artemis Accords on New Year's Eve of 2023.",
        ("KE 2023-12-31",),
    ),
    "half a year ago": (
        "Kenya signed the Artemis Accords half a year ago.",
        ("KE 2025-05",),
    ),
    "the day before yesterday": (
        "Kenya signed the Artemis Accords the day before yesterday.",
        ("KE 2025-11-05",),
    ),
    "years ago this month": (
        "Kenya joined BRICS fifteen years ago this month.",
        ("KE 2010-11",),
    ),
    "the last evening of a summit": (
        "On 4 November 2019, the last evening of a summit in Bangkok, Peru refused to join BRICS.",
        ("PE 2019-11-04",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The text is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)


@pytest.mark.parametrize("name", DATES)
def test_dated(by_rules: Callable[..., Reading], name: str) -> None:
    """The claims have these dates, in their order."""
    text, expected = DATES[name]
    found = sorted(f"{claim.party} {claim.date}" for claim in by_rules(text).claims)
    assert found == sorted(expected)
