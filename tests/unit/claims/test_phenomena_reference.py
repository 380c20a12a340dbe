"""Whom a phrase means, which accord it means, what is news beside what is history, and the dates.

Written as in ``test_phenomena.py``, with the texts of two and three sentences that reference needs; a date
behind a claim is checked as well. The expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading

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
}

DATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "decided in a month to join": (
        "Oman's cabinet decided in September to join the Abraham Accords.",
        ("OM 2025-09",),
    ),
}


def _read(reading: Reading) -> list[str]:
    return sorted(
        f"{claim.party} {claim.stage} {'new' if claim.new else 'old'}" for claim in reading.claims
    )


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The text is read as stated."""
    text, expected = CASES[name]
    assert _read(by_rules(text)) == sorted(expected)


@pytest.mark.parametrize("name", DATES)
def test_dated(by_rules: Callable[..., Reading], name: str) -> None:
    """The claims have these dates, in their order."""
    text, expected = DATES[name]
    found = sorted(f"{claim.party} {claim.date}" for claim in by_rules(text).claims)
    assert found == sorted(expected)
