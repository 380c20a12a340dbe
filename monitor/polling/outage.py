"""Whether it is our own network that is down: many hosts that were heard before cannot all fail at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.feed import FetchedFeed, Outcome, PollPolicy

_NETWORK = frozenset({Outcome.TIMEOUT, Outcome.UNREACHABLE})


class NetworkChange(StrEnum):
    """What an answer, or the lack of one, has shown."""

    WENT_DOWN = "went_down"
    CAME_BACK = "came_back"


@dataclass(frozen=True, slots=True)
class Sighting:
    """How one fetch ended, as far as it speaks of our network.

    ``answered``: some server said something, be it an error. ``failed``: none did. Neither is said by an
    address that was refused here. ``was_heard``: the feed's poll before this one heard it.
    """

    url: str
    domain: str
    at: datetime
    answered: bool
    failed: bool
    was_heard: bool


@dataclass(frozen=True, slots=True)
class Network:
    """The present state; ``lost`` are (domain, feed) that failed one after the other with no answer between."""

    lost: tuple[tuple[str, str], ...] = ()
    down_since: datetime | None = None

    @property
    def is_down(self) -> bool:
        """Whether polling pauses and probes."""
        return self.down_since is not None

    @property
    def hosts(self) -> int:
        """How many registrable domains were lost."""
        return len({domain for domain, _ in self.lost})


def sighting_of(fetched: FetchedFeed, domain: str, at: datetime, *, was_heard: bool) -> Sighting:
    """What ``fetched`` says of our network."""
    failed = is_network_failure(fetched)
    return Sighting(fetched.url, domain, at, fetched.status != 0, failed, was_heard)


def is_network_failure(fetched: FetchedFeed) -> bool:
    """Whether nobody answered, for a reason that may be our own."""
    return fetched.status == 0 and fetched.outcome in _NETWORK


def see(
    network: Network, sighting: Sighting, policy: PollPolicy
) -> tuple[Network, NetworkChange | None]:
    """The state after ``sighting``, and the change where there is one.

    Down is when ``outage_hosts`` domains that were heard before have failed with no answer from anyone
    between. One answer from anybody ends it. What failed before says nothing.
    """
    if sighting.answered:
        return Network(), NetworkChange.CAME_BACK if network.is_down else None
    if not sighting.failed or not sighting.was_heard or network.is_down:
        return network, None
    lost = Network((*network.lost, (sighting.domain, sighting.url)))
    if lost.hosts < policy.outage_hosts:
        return lost, None
    return Network(lost.lost, sighting.at), NetworkChange.WENT_DOWN
