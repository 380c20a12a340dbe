"""Feeds: what people list, what a fetch brings, what was parsed from it, and what polling remembers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Annotated

from monitor.model.errors import ConfigError
from monitor.model.identity import KeyReason
from monitor.model.polling import (
    FeedHints,
    FeedMemory,
    Hop,
    HostPause,
    Inputs,
    NextPoll,
    PollReason,
)
from monitor.model.ranges import (
    DAY_S,
    YEAR_S,
    Age,
    Interval,
    Limit,
    LongInterval,
    Range,
    Share,
    Span,
    check_numbers,
)

OWN_DELAY_S = Range(60, YEAR_S)
"""What a feed's own ``max_delay_s`` may be."""

OWN_FLOOR = Range(0, 1)
"""What a feed's own ``overlap_floor`` may be."""


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """A feed as ``feeds.toml`` lists it; what of its freshness contract is None is left to the policy.

    ``max_delay_s`` and ``overlap_floor`` are as in ``PollPolicy``.
    ``category`` is a path for people (``Europe/Wire``): the folders of an OPML list.
    """

    url: str
    name: str = ""
    enabled: bool = True
    note: str = ""
    max_delay_s: float | None = None
    category: str = ""
    overlap_floor: float | None = None


@dataclass(frozen=True, slots=True)
class PollPolicy:
    """The numbers of polling; seconds (``_s``), hours (``_h``) and bytes as the names say.

    ``allow_private_hosts`` names hosts, addresses or networks (``127.0.0.1``, ``10.0.0.0/8``) that may lie
    in private ranges; all others are refused there. ``max_delay_s`` is the freshness contract: so late, at
    most, an item is seen that its feed shows; ``overlap_floor`` the share of a document that should be known
    when it is met, else something may have scrolled off unseen. ``contact`` is an address or page in the User-Agent
    under which a webmaster reaches whoever runs the service.
    """

    interval_s: Interval = 900.0
    min_interval_s: Interval = 300.0
    max_delay_s: Interval = 1800.0
    overlap_floor: Share = 0.5
    jitter_share: Share = 0.1
    backoff_cap_s: Span = 21_600.0
    retry_after_cap_s: Span = 86_400.0
    concurrency: Annotated[int, Range(1, 1000)] = 8
    per_host: Annotated[int, Range(1, 100)] = 1
    spacing_s: Span = 2.0
    host_pause_s: Span = 900.0
    batch: Annotated[int, Range(1, 10_000)] = 64
    parse_threads: Annotated[int, Range(1, 64)] = 2
    lease_s: Annotated[float, Range(0.01, DAY_S)] = 15.0
    connect_timeout_s: Limit = 5.0
    read_timeout_s: Limit = 10.0
    timeout_s: Limit = 20.0
    max_bytes: Annotated[int, Range(1000, 1_000_000_000)] = 5_000_000
    max_redirects: Annotated[int, Range(0, 50)] = 5
    max_entries: Annotated[int, Range(1, 100_000)] = 500
    news_max_age_h: Age = 192.0
    first_poll_max_age_h: Age = 0.0
    control_s: LongInterval = 86_400.0
    unconditional_s: Interval = 3600.0
    suspicion_gaps: Annotated[float, Range(1, 1e6)] = 10.0
    distrust_s: LongInterval = 2_592_000.0
    move_after_s: Span = 604_800.0
    gone_polls: Annotated[int, Range(1, 1000)] = 5
    gone_after_s: Span = 604_800.0
    dormant_s: LongInterval = 2_592_000.0
    outage_hosts: Annotated[int, Range(2, 10_000)] = 5
    outage_probe_s: Interval = 30.0
    outage_spread_s: Span = 300.0
    contact: str = ""
    allow_private_hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_numbers(self, "poll")
        if self.min_interval_s > self.max_delay_s:
            raise ConfigError(
                f"poll.min_interval_s: {self.min_interval_s} is more than max_delay_s, {self.max_delay_s}; "
                "lower it"
            )


class Outcome(StrEnum):
    """How a poll ended."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    SAME_BODY = "same_body"
    EMPTY = "empty"
    NOT_A_FEED = "not_a_feed"
    HTTP_ERROR = "http_error"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    TOO_LARGE = "too_large"
    BAD_REDIRECT = "bad_redirect"
    BAD_ENCODING = "bad_encoding"
    REFUSED = "refused"
    FAULT = "fault"

    @property
    def is_success(self) -> bool:
        """Whether the feed was heard."""
        return self in _HEARD


_HEARD = frozenset({Outcome.OK, Outcome.NOT_MODIFIED, Outcome.SAME_BODY})


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """The answer to one fetch; ``headers`` have lower-case names, ``body`` is decoded of gzip.

    ``status`` is 0 where no answer came. ``detail`` says in words what went wrong and holds no secret.
    ``hops`` are the redirects that were followed, in order.
    """

    url: str
    outcome: Outcome
    final_url: str = ""
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    detail: str = ""
    hops: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One item of a feed, as plain text.

    ``key`` tells it from the feed's other items; ``article`` is the id of the article it shows, the same
    in every feed; ``source`` is the host of whoever published it. ``published`` is what the item claims.
    ``link_key`` and ``headline_key`` are its keys in a feed whose guids, or links, do not hold. ``alternate`` is
    its guid without what varies, where that is an address, ``headline`` a hash of a headline long enough to tell.
    """

    key: str
    article: str
    url: str
    source: str
    publisher: str = ""
    title: str = ""
    summary: str = ""
    body: str = ""
    lang: str | None = None
    published: datetime | None = None
    key_reason: KeyReason = KeyReason.GUID
    link_key: str = ""
    headline_key: str = ""
    alternate: str = ""
    headline: str = ""

    @property
    def content_hash(self) -> str:
        """A hash of the text; dates are left out, since some feeds date every item with the present."""
        text = f"{self.title}\x00{self.summary}\x00{self.body}"
        return blake2b(text.encode(), digest_size=16).hexdigest()

    @property
    def length(self) -> int:
        """How much text there is, in code points."""
        return len(self.title) + len(self.summary) + len(self.body)


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A body as a feed; ``outcome`` is OK, EMPTY or NOT_A_FEED.

    ``detail`` says why it is not OK, or what had to be left out for it to be so.
    """

    outcome: Outcome
    entries: tuple[ParsedEntry, ...] = ()
    title: str = ""
    format: str = ""
    detail: str = ""
    hints: FeedHints = field(default_factory=FeedHints)


@dataclass(frozen=True, slots=True)
class ClaimedFeed:
    """A due feed, held by one attempt until its lease ends; what its next fetch needs to know."""

    url: str
    attempt: str
    host: str
    domain: str = ""
    name: str = ""
    max_delay_s: float | None = None
    overlap_floor: float | None = None
    memory: FeedMemory = field(default_factory=FeedMemory)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item as it is put on file: ``published`` is never missing and never in the future."""

    entry: ParsedEntry
    published: datetime
    fresh: bool


@dataclass(frozen=True, slots=True)
class PollRecord:
    """All that one poll leaves behind; ``memory`` as it now stands.

    ``size`` is that of the body, unpacked; ``pause`` is set where the host asked for patience.
    """

    feed: ClaimedFeed
    outcome: Outcome
    polled_at: datetime
    next_poll: NextPoll
    status: int = 0
    detail: str = ""
    size: int = 0
    memory: FeedMemory = field(default_factory=FeedMemory)
    arrivals: tuple[Arrival, ...] = ()
    pause: HostPause | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed as polling remembers it.

    ``listed`` is false for what once was in ``feeds.toml`` and is no longer. ``failures`` counts polls in a
    row that did not hear it, ``blind_since`` is the first of them. ``pause`` is its host's, where that holds.
    """

    url: str
    host: str
    name: str
    enabled: bool
    listed: bool
    note: str
    next_poll_at: datetime
    poll_reason: PollReason
    poll_inputs: Inputs
    last_polled_at: datetime | None = None
    last_ok_at: datetime | None = None
    first_ok_at: datetime | None = None
    last_outcome: Outcome | None = None
    last_status: int = 0
    last_error: str = ""
    last_size: int = 0
    failures: int = 0
    blind_since: datetime | None = None
    articles: int = 0
    domain: str = ""
    max_delay_s: float | None = None
    overlap_floor: float | None = None
    memory: FeedMemory = field(default_factory=FeedMemory)
    pause: HostPause | None = None
