"""Numbers of a file: finite, within a range, and never true or false."""

from __future__ import annotations

from functools import partial

from pydantic import BeforeValidator

from monitor.model.ranges import Range


def within(span: Range) -> BeforeValidator:
    """What a form's ``Annotated`` number takes: those of ``span``."""
    return BeforeValidator(partial(_number, span=span))


def _number(value: object, span: Range) -> object:
    """``value`` as a number of ``span``; the environment gives text."""
    said = _read(value, span) if isinstance(value, str) else value
    if not span.takes(said):
        raise ValueError(f"out of range; give {span}")
    return said


def _read(text: str, span: Range) -> float:
    try:
        return int(text) if span.is_whole else float(text)
    except ValueError:
        raise ValueError(f"not a number; give {span}") from None
