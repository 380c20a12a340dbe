"""What was made once and holds until the log moves on, so that many who ask cost no more than one."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT")


class Memo(Generic[ValueT]):
    """The values of the ``most`` keys that were asked for last; a key must name the state that its value is of.

    Who asks while another makes the value waits for it. A failure is told to all who wait, and not kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Future[ValueT]] = OrderedDict()

    def of(self, key: Hashable, make: Callable[[], ValueT]) -> ValueT:
        """The value of ``key``, from ``make`` where nobody has made it yet."""
        with self._lock:
            future = self._kept.get(key)
            is_mine = future is None
            if future is None:
                future = self._kept[key] = Future()
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            else:
                self._kept.move_to_end(key)
        if is_mine:
            self._make(key, future, make)
        return future.result()

    def _make(self, key: Hashable, future: Future[ValueT], make: Callable[[], ValueT]) -> None:
        try:
            future.set_result(make())
        except BaseException as error:
            with self._lock:
                self._kept.pop(key, None)
            future.set_exception(error)
            raise
