"""What the board asks of the database: the port between its pages and whoever reads for it.

Rows are those of the public views, by the names of their columns, and a value is what its column's kind says:
bool, int, float, str, date, aware datetime in UTC, list of str; None for NULL. All methods are synchronous and
safe to call from any thread. Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Protocol
from urllib.parse import urlsplit

from monitor.model.errors import ConfigError
from monitor.model.ranges import Range, check_numbers

Row = Mapping[str, Any]
"""Column → value."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the rows are: what one sees under an equal mark is equal.

    ``position`` is the last event in the rows, ``head`` that of the log, ``recorded_at`` when the former was
    written (None for an empty log), ``updated_at`` when the rows last changed (None where there are none), ``day``
    what the views take for today, ``state`` as in ``projection_health``.
    """

    position: int
    head: int
    generation: int
    recorded_at: datetime | None
    updated_at: datetime | None
    day: date
    state: str

    @property
    def behind(self) -> int:
        """How many events the rows lack."""
        return self.head - self.position


@dataclass(frozen=True, slots=True)
class Wanted:
    """Rows of ``view`` whose columns equal ``equal``, in the order of ``by``; at most ``limit``.

    ``after`` and ``before`` bound the column ``cursor``, ``until`` the instant ``at``; a value of ``equal`` that is a
    tuple asks for any of its members.
    """

    view: str
    equal: Mapping[str, object] = field(default_factory=dict)
    after: int | None = None
    before: int | None = None
    until: datetime | None = None
    cursor: str = "position"
    by: tuple[str, ...] = ("position",)
    newest_first: bool = False
    limit: int = 1000


class Look(Protocol):
    """One consistent look at the database."""

    @property
    def mark(self) -> Mark:
        """How far the rows are that this look sees."""

    def rows(self, wanted: Wanted) -> list[Row]:
        """The rows that are wanted."""

    def answer(self, query: str, **given: str) -> list[Row]:
        """The rows of the sample query of that name; its instants are datetimes, its flags as the view has them."""

    def accords(self) -> list[str]:
        """The ids of the accords of which anything is confirmed."""

    def events(self, after: int, limit: int) -> list[dict[str, Any]]:
        """The events behind position ``after`` as CloudEvents 1.0, in order.

        Raises ConfigError where the database's role sees the views alone.
        """


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a scrape; instants are None where nothing of the kind has happened yet."""

    head: int
    last_event_at: datetime | None
    last_confirmed_at: datetime | None
    behind: Mapping[str, int]
    stopped: Mapping[str, bool]
    feeds: Mapping[str, int]
    last_poll_at: datetime | None
    next_poll_at: datetime | None
    items: int
    articles: int
    claims: Mapping[str, int]
    members: Mapping[str, int]
    deliveries: Mapping[str, int]
    open_reviews: int
    oldest_review_at: datetime | None
    database_bytes: int


class BoardData(Protocol):
    """A database that is only read. Any method may raise Transient."""

    def look(self) -> AbstractContextManager[Look]:
        """A look that lasts as long as the block: keep it short."""

    def figures(self) -> Figures:
        """The numbers of a scrape, counted now."""


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One line of ``accords health``: verdict is ok, warn or fail."""

    name: str
    verdict: str
    found: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """Where the board listens, and under which address people reach it; empty: the one it listens on."""

    host: str = "127.0.0.1"
    port: Annotated[int, Range(0, 65535)] = 8000
    url: str = ""

    def __post_init__(self) -> None:
        check_numbers(self, "board")
        if self.url and not _is_site(self.url):
            raise ConfigError(
                "board.url: no address of a web site; "
                "write it as https://board.example or https://tools.example/accords"
            )

    @property
    def root(self) -> str:
        """The path before every link: that of ``url``; the proxy before the board takes it away."""
        return urlsplit(self.url).path.rstrip("/")

    @property
    def public_host(self) -> str:
        """The host of ``url``, in lower case; empty where none is given."""
        return urlsplit(self.url).hostname or ""


def _is_site(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    is_plain = "@" not in parts.netloc and not parts.query and not parts.fragment
    return parts.scheme in {"http", "https"} and bool(host) and is_plain
