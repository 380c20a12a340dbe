"""What a state will, may and won't do: asked for, decided, left open, refused, and its denials that it leaves.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading

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
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    found = sorted(
        f"{claim.party} {claim.stage} {'new' if claim.new else 'old'}"
        for claim in by_rules(text).claims
    )
    assert found == sorted(expected)
