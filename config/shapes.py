"""Texts of a file that have a shape: what is refused is told by the shape in words, with an example."""

from __future__ import annotations

import re

from pydantic import AfterValidator


def shaped(pattern: str, words: str, example: str) -> AfterValidator:
    """What a form's ``Annotated`` text takes: all of it matches ``pattern``, which ``words`` describe."""
    whole = re.compile(pattern)

    def check(text: str) -> str:
        if not whole.fullmatch(text):
            raise ValueError(f"write {words}, e.g. {example}")
        return text

    return AfterValidator(check)
