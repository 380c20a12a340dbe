"""What is made of each word once."""

from __future__ import annotations

import pytest

from monitor.claims import remembered
from monitor.claims.remembered import Remembered


def test_each_word_is_made_once_until_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 2)
    made: list[str] = []
    lengths = Remembered(lambda word: made.append(word) or len(word))  # type: ignore[func-returns-value]

    assert [lengths[word] for word in ("ink", "seal", "ink")] == [3, 4, 3]
    assert made == ["ink", "seal"]

    assert lengths["envoy"] == 5
    assert dict(lengths) == {"envoy": 5}
