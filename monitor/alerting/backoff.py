"""When to try again: exponential with full jitter, until a deadline."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from monitor.model.ranges import DAY_S, Range, Span, check_numbers


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """``first_s`` doubles with each attempt up to ``cap_s``; after ``deadline_s`` the delivery is dead.

    Full jitter: the wait is drawn evenly between ``floor_s`` and the bound, so that deliveries which
    failed together do not come back together
    (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
    """

    first_s: Span = 5.0
    cap_s: Span = 900.0
    floor_s: Annotated[float, Range(0.01, DAY_S)] = 1.0
    deadline_s: Span = 86_400.0

    def __post_init__(self) -> None:
        check_numbers(self, "sending.retry")

    def next_try(
        self,
        attempts: int,
        now: datetime,
        deadline: datetime,
        retry_after_s: float | None,
        rng: random.Random,
    ) -> datetime | None:
        """When to try after ``attempts`` failures, or None where that lies behind ``deadline``.

        A provider's ``retry_after_s`` is a lower bound.
        """
        # The exponent is bounded because 2.0**1024 is no float.
        bound = min(self.cap_s, self.first_s * 2.0 ** min(attempts - 1, 60))
        wait = max(rng.uniform(self.floor_s, max(bound, self.floor_s)), retry_after_s or 0.0)
        if wait > self.deadline_s:
            return None
        at = now + timedelta(seconds=wait)
        return at if at <= deadline else None
