"""Rows of numbers that are added column by column in one step each.

A row is held as one whole number, with 32 bits for each column: adding two such numbers adds all columns,
in the interpreter's own loop. Values have four decimals, and sums stay below 200,000.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache

_BITS = 32
_SCALE = 10_000
_HALF = 1 << (_BITS - 1)


def packed(row: Sequence[float]) -> int:
    """``row`` as one whole number."""
    return sum(round(value * _SCALE) << (_BITS * at) for at, value in enumerate(row) if value)


def columns(summed: int, width: int) -> list[float]:
    """The columns of a sum of packed rows."""
    raised = summed + _raising(width)
    values = struct.unpack(f"<{width}I", raised.to_bytes(width * _BITS // 8, "little"))
    return [(value - _HALF) / _SCALE for value in values]


@cache
def _raising(width: int) -> int:
    """What makes every column positive."""
    return sum(_HALF << (_BITS * at) for at in range(width))
