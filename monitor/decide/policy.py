"""The policy's numbers (POLICY.md); the configuration sets them, an accord's file may override them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Annotated

from monitor.model.accord import Accord
from monitor.model.errors import ConfigError
from monitor.model.ranges import Range, check_numbers

Needed = Annotated[int, Range(1, 1000)]
"""How many sources are asked for."""

Percent = Annotated[int, Range(1, 100)]
"""A share, in hundredths."""


@dataclass(frozen=True, slots=True)
class Policy:
    """When a claim is confirmed, in numbers.

    ``window_days`` bounds how far apart supports may be published. ``majors_needed`` independent sources of
    tier major or above confirm (rule b), as do ``independents_needed`` with ``majors_among`` of them major
    or above (rule c). ``denial_majors_needed`` independent majors put a denial on the record.
    ``copy_percent`` is how much of the shorter of two texts must stand in the longer one for them to be
    copies, in runs of five words: an edit of every second line leaves a third. ``copy_shingles`` is the
    least number of shared runs, where they are less than two thirds of the shorter text. ``witnesses_shown`` bounds what one event quotes.
    A claim that reading infers without a rule counts where it is at least ``inferred_percent`` sure of it; a
    weaker one is on file and shown.
    """

    window_days: Annotated[int, Range(1, 3660)] = 45
    majors_needed: Needed = 2
    independents_needed: Needed = 3
    majors_among: Needed = 1
    denial_majors_needed: Needed = 2
    copy_percent: Percent = 30
    copy_shingles: Annotated[int, Range(1, 10_000)] = 10
    witnesses_shown: Annotated[int, Range(1, 10_000)] = 40
    inferred_percent: Percent = 60

    def __post_init__(self) -> None:
        check_numbers(self, "policy")

    @property
    def window(self) -> timedelta:
        """The window as a length of time."""
        return timedelta(days=self.window_days)

    def with_numbers(self, numbers: Mapping[str, int], place: str) -> Policy:
        """This policy with some ``numbers`` replaced; ``place`` names their origin in errors.

        Raises ConfigError for a name that is none of the policy's, and a number that is out of range.
        """
        unknown = sorted(set(numbers) - set(known_numbers()))
        if unknown:
            known = ", ".join(known_numbers())
            raise ConfigError(f"{place}: policy.{unknown[0]}: unknown key; known keys: {known}")
        try:
            return replace(self, **numbers)
        except ConfigError as error:
            raise ConfigError(f"{place}: {error}") from error

    def for_accord(self, accord: Accord) -> Policy:
        """This policy with the numbers that ``accord``'s own file sets."""
        return self.with_numbers(accord.policy, f"accord {accord.id}") if accord.policy else self


def known_numbers() -> tuple[str, ...]:
    """The names that a ``[policy]`` table may use."""
    return tuple(field.name for field in fields(Policy))
