"""What a number of the configuration may be: told beside its default, and checked wherever it is set."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from monitor.model.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Range:
    """From ``least`` to ``most``, both allowed; ``is_whole`` where only whole numbers make sense."""

    least: float
    most: float
    is_whole: bool = False

    def takes(self, value: object) -> bool:
        """Whether ``value`` is a finite number of the range; true and false are no numbers."""
        if isinstance(value, bool) or not isinstance(value, int if self.is_whole else int | float):
            return False
        return self.least <= value <= self.most

    def __str__(self) -> str:
        kind = "a whole number" if self.is_whole else "a number"
        return f"{kind} from {self.least:.15g} to {self.most:.15g}"


DAY_S = 86_400.0
YEAR_S = 366 * DAY_S
CENTURY_H = 100 * 366 * 24.0

Share = Annotated[float, Range(0, 1)]
"""A part of a whole."""

Span = Annotated[float, Range(0, YEAR_S)]
"""Seconds, none allowed."""

Interval = Annotated[float, Range(1, YEAR_S)]
"""Seconds between two looks; below one it would be looked all the time."""

LongInterval = Annotated[float, Range(60, YEAR_S)]
"""Seconds between two looks that cost somebody else."""

Limit = Annotated[float, Range(0.1, 3600)]
"""Seconds after which an answer is not waited for any more."""

Age = Annotated[float, Range(0, CENTURY_H)]
"""Hours since something was published; a century is no limit at all."""


def ranges_of(kind: type[Any]) -> Mapping[str, Range]:
    """The range of each number of the dataclass ``kind``, by its name."""
    hints = get_type_hints(kind, include_extras=True)
    found = ((field.name, range_in(hints[field.name])) for field in dataclasses.fields(kind))
    return {name: span for name, span in found if span is not None}


def range_in(hint: Any) -> Range | None:
    """The range that a type's annotation gives; None where it gives none."""
    extras = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    for extra in extras:
        if isinstance(extra, Range):
            is_whole = get_args(hint)[0] is int
            return dataclasses.replace(extra, is_whole=is_whole)
    return None


def check_numbers(value: Any, section: str) -> None:
    """Check every number of the dataclass instance ``value``; ``section`` names it in errors.

    Raises ConfigError that names the first wrong one and what it may be.
    """
    for name, span in ranges_of(type(value)).items():
        said = getattr(value, name)
        if not span.takes(said):
            shown = f"{said} is" if _is_short(said) else "that is"
            raise ConfigError(f"{section}.{name}: {shown} out of range; give {span}")


def _is_short(said: object) -> bool:
    """Whether ``said`` is a number that can be repeated in an error; anything else might be a secret."""
    if isinstance(said, bool) or not isinstance(said, int | float):
        return False
    return abs(said) == math.inf or not abs(said) >= 1e15
