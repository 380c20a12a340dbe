"""What a request asks for: its parameters as typed values, or a 400 that says what is wrong."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from monitor.alerting.clean import clean
from monitor.model.dates import parse_instant
from monitor.model.errors import BadInput

LAST_POSITION = 2**63 - 1
_SHOWN = 60
"""Characters of what was given that an error repeats."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a request, each at most once and none that the page does not know."""

    values: dict[str, str]

    def day(self, name: str) -> date | None:
        """A day; None where it is left out or empty."""
        given = self.values.get(name, "")
        try:
            return date.fromisoformat(given) if given else None
        except ValueError as error:
            raise _refused(f"{name}={_shown(given)}: no day; write it as 2025-11-06") from error

    def instant(self, name: str) -> datetime | None:
        """An instant, or the first moment of a day; None where it is left out or empty."""
        given = self.values.get(name, "")
        try:
            return parse_instant(given) if given else None
        except (BadInput, OverflowError) as error:
            raise _refused(
                f"{name}={_shown(given)}: no day and no instant; write 2025-11-06 or 2025-11-06T17:04:00Z"
            ) from error

    def number(self, name: str, most: int = LAST_POSITION) -> int | None:
        """A whole number from 0 to ``most``; None where it is left out or empty."""
        given = self.values.get(name, "")
        if not given:
            return None
        if not (given.isascii() and given.isdigit()) or len(given) > len(str(most)):
            raise _refused(f"{name}={_shown(given)}: no whole number from 0 to {most}")
        if int(given) > most:
            raise _refused(f"{name}={_shown(given)}: more than {most}")
        return int(given)

    def one_of(self, name: str, known: Collection[str], default: str) -> str:
        """A word among ``known``; ``default`` where it is left out or empty."""
        given = self.values.get(name, "") or default
        if given not in known:
            raise _refused(f"{name}={_shown(given)}: not known; choose {', '.join(known)}")
        return given


def asked(query: QueryParams, *known: str) -> Asked:
    """The parameters of ``query``, of which only ``known`` are taken.

    A name that is not known is refused rather than passed over: an answer as of today to a mistyped question about
    the past would look like an answer.
    """
    names = [name for name, _ in query.multi_items()]
    for name in names:
        if name not in known:
            there = f"there are {', '.join(known)}" if known else "this page takes none"
            raise _refused(f"no parameter {_shown(name)}; {there}")
        if names.count(name) > 1:
            raise _refused(f"{name}: given more than once")
    return Asked(dict(query.multi_items()))


def _refused(words: str) -> HTTPException:
    return HTTPException(400, words)


def _shown(given: str) -> str:
    return clean(given, _SHOWN)
