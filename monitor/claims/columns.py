"""Rows of numbers that are added column by column in one step each.

A row is held as one whole number, with 64 bits for each column: adding two such numbers adds all columns,
in the interpreter's own loop. Values have four decimals.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

_BITS = 64
_SCALE = 10_000
_HALF = 1 << (_BITS - 1)


def packed(row: Sequence[float]) -> int:
    """``row`` as one whole number."""
    return sum(round(value * _SCALE) << (_BITS * at) for at, value in enumerate(row))


def column_sums(rows: Iterable[int], width: int) -> list[float]:
    """The sum of each column of ``rows``."""
    raised = sum(rows) + sum(_HALF << (_BITS * at) for at in range(width))
    return [
        (value - _HALF) / _SCALE
        for value in struct.unpack(f"<{width}Q", raised.to_bytes(width * _BITS // 8, "little"))
    ]
