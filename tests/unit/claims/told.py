"""What a reading tells, in the short form of the tables: "KE acceded new"."""

from __future__ import annotations

from monitor.model.claim import Reading


def told(reading: Reading) -> list[str]:
    """The claims as ``PARTY stage new`` or ``PARTY stage old``, sorted."""
    return sorted(
        f"{claim.party} {claim.stage} {'new' if claim.new else 'old'}" for claim in reading.claims
    )
