"""Rates with their spread."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

REPEATS = 5
REPEAT_S = 0.4


@dataclass(frozen=True)
class Rate:
    """Operations a second: the median of five repeats, and their span."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """One line of a table; ``what`` is what is counted."""

    name: str
    what: str
    rate: Rate


def rate(run: Callable[[], object], each: int = 1) -> Rate:
    """How many operations a second ``run`` makes, where one call makes ``each``."""
    run()
    return spread([_repeat(run) * each for _ in range(REPEATS)])


def rates(
    *runs: tuple[Callable[[], object], int], clock: Callable[[], float] = time.perf_counter
) -> list[Rate]:
    """``rate`` of several, repeat by repeat in turns: what else the machine does meanwhile falls on all alike.

    ``time.process_time`` as the clock leaves out the time in which other processes had the core.
    """
    for run, _ in runs:
        run()
    repeats = [[_repeat(run, clock) * each for run, each in runs] for _ in range(REPEATS)]
    return [spread(list(found)) for found in zip(*repeats, strict=True)]


def spread(rates: list[float]) -> Rate:
    """The median of ``rates`` and their span."""
    return Rate(statistics.median(rates), min(rates), max(rates))


def _repeat(run: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    calls, start = 0, clock()
    while (spent := clock() - start) < REPEAT_S:
        run()
        calls += 1
    return calls / spent
