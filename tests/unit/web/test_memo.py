"""A value is made once, however many ask."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.web.memo import Memo


def test_a_value_is_made_once_and_dropped_when_others_are_asked_for():
    made = []
    memo = Memo(most=2)
    for key in ("a", "a", "b", "a", "c", "a", "b"):
        memo.of(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]


def test_who_asks_meanwhile_waits_for_the_one_that_makes_it():
    memo, begun, go_on = Memo(most=2), threading.Event(), threading.Event()

    def make():
        begun.set()
        assert go_on.wait(5)
        return "once"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memo.of, "a", make)
        assert begun.wait(5)
        second = pool.submit(memo.of, "a", lambda: "twice")
        go_on.set()
        assert (first.result(5), second.result(5)) == ("once", "once")


def test_a_failure_is_told_and_not_kept():
    memo = Memo(most=2)
    with pytest.raises(ZeroDivisionError):
        memo.of("a", lambda: 1 / 0)
    assert memo.of("a", lambda: "better") == "better"
