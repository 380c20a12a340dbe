"""Who publishes: hosts, their tiers, their owners, and for whom they speak officially."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from monitor.model.accord import Accord


class Tier(StrEnum):
    """How much a host's word weighs (POLICY: Tier)."""

    OFFICIAL = "official"
    WIRE = "wire"
    MAJOR = "major"
    MINOR = "minor"

    @property
    def is_major_or_above(self) -> bool:
        """Whether the policy counts it as major or above."""
        return self is not Tier.MINOR


def is_under(host: str, domain: str) -> bool:
    """Whether ``host`` is ``domain`` or one of its subdomains."""
    return host == domain or host.endswith(f".{domain}")


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher by its host; ``official_of`` holds party codes and accord ids.

    An ``aggregator`` shows other publishers' items on its own pages, and is believed when it names them.
    """

    host: str
    publisher: str
    tier: Tier = Tier.MINOR
    owner: str = ""
    language: str = ""
    official_of: tuple[str, ...] = ()
    aggregator: bool = False

    def speaks_for(self, party: str, accord: Accord) -> bool:
        """Whether this host is official for ``party`` in ``accord``: its own government, or the accord's.

        A convener's government speaks for every party, as the accord's own hosts do.
        """
        speaks_as = {party, accord.id, *accord.conveners}
        return any(is_under(self.host, host) for host in accord.official_hosts) or (
            self.tier is Tier.OFFICIAL and not speaks_as.isdisjoint(self.official_of)
        )

    def tier_for(self, party: str, accord: Accord) -> Tier:
        """The tier of what this host says of ``party``: official only for whom it speaks, else minor."""
        if self.speaks_for(party, accord):
            return Tier.OFFICIAL
        return Tier.MINOR if self.tier is Tier.OFFICIAL else self.tier

    def is_government_of(self, party: str) -> bool:
        """Whether this host is ``party``'s own government."""
        return self.tier is Tier.OFFICIAL and party in self.official_of


@dataclass(frozen=True, slots=True)
class SourceBook:
    """All known sources by host; subdomains inherit, an unknown host is minor."""

    by_host: dict[str, Source] = field(default_factory=dict)

    def lookup(self, host: str) -> Source:
        """The source of ``host`` or of the nearest parent domain that is listed."""
        name = host.lower().rstrip(".").removeprefix("www.")
        parent = name
        while parent:
            if parent in self.by_host:
                return self.by_host[parent]
            _, _, parent = parent.partition(".")
        return Source(host=name, publisher=name)
