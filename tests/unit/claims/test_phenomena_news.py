"""Sentences as agencies, tabloids and interviews write them: what each claims, and what it does not.

Written as in ``test_phenomena.py``; ``/`` parts a headline from the text.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    # a will denied is a refusal
    "is not planning to": (
        "Oman is not planning to join the Abraham Accords.",
        ("OM declined new",),
    ),
    "does not want to": (
        "Kuwait does not want to sign the Abraham Accords, its foreign minister said.",
        ("KW declined new",),
    ),
    "does not intend to be the next": (
        "Tunisia does not intend to be the next Arab state to sign the Abraham Accords.",
        ("TN declined new",),
    ),
    "there is no plan to": (
        '"There is no plan to accede to the Abraham Accords," Tunisia\'s foreign ministry said.',
        ("TN declined new",),
    ),
    "no intention whatsoever": (
        "Algeria has no intention whatsoever of joining the Abraham Accords.",
        ("DZ declined new",),
    ),
    "asked and answered": (
        "Asked if Malaysia would sign the Abraham Accords, the minister said it was out of the question.",
        ("MY declined new",),
    ),
    # invitations
    "an invitation with an adjective": (
        "Armenia has accepted an American invitation to become a party to the Abraham Accords.",
        ("AM announced new",),
    ),
    "others reject a move": (
        "Armenia said it would join the Abraham Accords. Iran condemned the move, and Libya said it rejected it.",
        ("AM announced new",),
    ),
    # being in
    "a state since a date": (
        "The Abraham Accords grow. Morocco has been part of them since December 2020.",
        ("MA acceded old",),
    ),
    "stays in": (
        "Bahrain stays in the Abraham Accords.",
        ("BH acceded old",),
    ),
    "a counted list": (
        "NATO ministers of Latvia, Estonia and Poland, the alliance's three members in the room, spoke.",
        ("EE acceded old", "LV acceded old", "PL acceded old"),
    ),
    # papers
    "a declaration under the accords": (
        "The foreign minister of Armenia put his name to a joint declaration under the Abraham Accords on Thursday.",
        ("AM signed new",),
    ),
    "an agreement on something else": (
        "Oman welcomed the Abraham Accords in 2020. On Tuesday it signed the agreement on fishing rights.",
        (),
    ),
    # dates and other objects
    "last month by name": (
        "Last March Armenia applied to join BRICS.",
        ("AM applied old",),
    ),
    "decades of something": (
        "Armenia, abandoning decades of caution, applied to join NATO on Tuesday.",
        ("AM applied new",),
    ),
    "admitted elsewhere": (
        "The Abraham Accords were debated. Palau was admitted to the World Trade Club in 2023.",
        (),
    ),
    "a bill to take a country out": ("House member files bill to take Canada out of NATO /", ()),
    "years of speculation end": (
        "Armenia will sign the Artemis Accords in May, ending years of speculation over its choice.",
        ("AM announced new",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(read: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    title, _, body = text.rpartition(" /") if " /" in text else ("", "", text)
    claims = read(body.strip(), title=title).claims
    found = sorted(
        f"{claim.party} {claim.stage} {'new' if claim.new else 'old'}" for claim in claims
    )
    assert found == sorted(expected), [claim.why for claim in claims]
