"""Sentences on treaties and clubs as any newsroom writes them: who was among them, who stays, what was denied.

Written as in ``test_phenomena.py``; the expected stages follow CLAIMS, settled cases included.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "on the list of members": (
        "Kenya and Togo are on the list of members of BRICS.",
        ("KE acceded old", "TG acceded old"),
    ),
    "another member": (
        "BRICS met in Kazan. Togo, another member of BRICS, sent an envoy.",
        ("TG acceded old",),
    ),
    "another signatory": (
        "Kenya signed the Artemis Accords on Monday. Togo, another signatory, sent an envoy.",
        ("KE signed new", "TG signed old"),
    ),
    "should stay": (
        "Senators asked why Canada should stay in NATO.",
        (),
    ),
    "can it remain": (
        "Can Gabon remain a member of BRICS?",
        (),
    ),
    "done again is the act, and not what was before it": (
        "Togo joined the Artemis Accords on Monday, three years after signing a space deal. Gabon did so in March.",
        ("GA acceded old", "TG acceded new"),
    ),
    "denied a report that it had": (
        "The foreign ministry denied reports that Togo had handed in an application to BRICS.",
        ("TG declined new",),
    ),
    "denied that it had sent in": (
        "The ministry has denied that Togo had sent in an application to BRICS.",
        ("TG declined new",),
    ),
    "having signed": (
        "Having signed the Artemis Accords, Togo will train two pilots.",
        ("TG signed old",),
    ),
    "by neighbours": (
        "The Artemis Accords were signed by neighbours Kenya and Uganda on Monday.",
        ("KE signed new", "UG signed new"),
    ),
    "a suspension imposed on it is lifted": (
        "BRICS leaders on Wednesday lifted the suspension they had imposed on Gabon after the coup.",
        ("GA acceded new",),
    ),
    "its suspension of": (
        "BRICS lifted its suspension of Gabon on Wednesday.",
        ("GA acceded new",),
    ),
    "suspended since": (
        "Gabon's seat in BRICS has been suspended since the coup.",
        ("GA suspended old",),
    ),
    "parties for decades": (
        "BRICS has grown. Fiji and Togo have been members for decades.",
        ("FJ acceded old", "TG acceded old"),
    ),
    "were among them": (
        "Thirty governments signed the Artemis Accords on Monday. Fiji and Togo were among them.",
        ("FJ signed new", "TG signed new"),
    ),
    "among them were": (
        "Thirty governments signed the Artemis Accords in 2021. Among them were Fiji and Togo.",
        ("FJ signed old", "TG signed old"),
    ),
    "put signatures under": (
        "Kenya and Togo put their signatures under the Artemis Accords on Monday.",
        ("KE signed new", "TG signed new"),
    ),
    "waits for a reply to its application": (
        "Togo is still waiting for a reply to its application to BRICS.",
        ("TG applied old",),
    ),
    "on the list of signatories": (
        "Kenya is on the list of signatories of the Artemis Accords.",
        ("KE signed old",),
    ),
    "joined with observers": (
        "Gabon sent troops to the BRICS exercise, and Togo joined only with observers.",
        (),
    ),
    "joined as an observer": (
        "Togo joined BRICS only as an observer.",
        (),
    ),
    "the application is signed": (
        "A courier delivered Togo's application to join BRICS, signed by the president, on Monday.",
        ("TG applied new",),
    ),
    "the accord is signed": (
        "The Artemis Accords, signed by Togo in 2023, are a set of principles.",
        ("TG signed old",),
    ),
    "others too": (
        "Gabon joined BRICS in 2019. Togo too.",
        ("GA acceded old", "TG acceded old"),
    ),
    "the same way": (
        "Kenya left BRICS in March. Togo went the same way in September 2024.",
        ("KE withdrawn old", "TG withdrawn old"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    """The sentence is read as stated."""
    text, expected = CASES[name]
    assert told(by_rules(text)) == sorted(expected)
