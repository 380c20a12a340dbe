"""What the board is put together from, by ``monitor.wiring``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from monitor.board import BoardData, BoardPlace, HealthLine
from monitor.decide.explaining import Explained
from monitor.model.accord import Accord
from monitor.model.errors import ConfigError
from monitor.model.party import Parties
from monitor.model.source import SourceBook
from monitor.ports import Clock

TAKEN = frozenset(
    {"about", "alerts", "feeds", "healthz", "index", "log", "metrics", "static", "events"}
)
"""First segments of the board's own pages: no accord can have one for its id."""


@dataclass(frozen=True, slots=True)
class BoardParts:
    """The board's collaborators.

    ``explain`` folds the stream of a party, None where there is none. ``version`` is that of the code,
    ``classifier`` that of reading.
    """

    data: BoardData
    accords: tuple[Accord, ...]
    parties: Parties
    sources: SourceBook
    explain: Callable[[str, str], Explained | None]
    health: Callable[[], Sequence[HealthLine]]
    clock: Clock
    version: str
    classifier: str
    place: BoardPlace = field(default_factory=BoardPlace)

    def __post_init__(self) -> None:
        """Raises ConfigError where an accord's id is the name of a page."""
        for accord in self.accords:
            if accord.id in TAKEN:
                raise ConfigError(
                    f"accords/{accord.id}.toml: id: the board has a page of that name; choose another id"
                )

    def name_of(self, accord: str) -> str:
        """The accord's name; its id where it is not configured."""
        return next((one.name for one in self.accords if one.id == accord), accord)

    def path(self, *segments: str) -> str:
        """The path of a page, with the prefix that people see."""
        return f"{self.place.root}/" + "/".join(quote(segment, safe="") for segment in segments)
