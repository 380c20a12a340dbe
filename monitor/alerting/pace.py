"""How fast one target may be sent to, and when to leave it alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.alerting.kinds import Channel

FAILURES_A_PASS = 3
"""After so many failures in one pass a target waits for the next."""

REST_FIRST_S = 5.0
REST_CAP_S = 300.0


@dataclass(frozen=True, slots=True)
class Rate:
    """So many messages at once, and then ``per_s`` a second."""

    burst: int
    per_s: float


RATES: dict[Channel, Rate] = {
    # Slack allows a message a second and channel, and short bursts
    # (https://docs.slack.dev/apis/web-api/rate-limits).
    Channel.SLACK: Rate(5, 1.0),
    Channel.EMAIL: Rate(50, 5.0),
    Channel.WEBHOOK: Rate(20, 5.0),
    Channel.APPRISE: Rate(5, 1.0),
    Channel.CONSOLE: Rate(1000, 1000.0),
}


@dataclass(slots=True)
class TokenBucket:
    """Tokens come at ``rate`` up to its burst; each sending takes one."""

    rate: Rate
    tokens: float
    at: datetime

    @classmethod
    def full(cls, rate: Rate, now: datetime) -> TokenBucket:
        """A bucket that was not used for long."""
        return cls(rate, float(rate.burst), now)

    def take(self, now: datetime) -> None:
        """Take a token, also one that is not there yet."""
        self.tokens = self._level(now) - 1
        self.at = max(self.at, now)

    def is_empty(self, now: datetime) -> bool:
        """Whether a sending at ``now`` would be too fast."""
        return self._level(now) < 1

    def _level(self, now: datetime) -> float:
        passed_s = max((now - self.at).total_seconds(), 0.0)
        return min(self.rate.burst, self.tokens + passed_s * self.rate.per_s)


class Pace:
    """Which targets to leave alone, by their rates and by how they answered.

    It lives in memory: a restart forgets it, and what that sends too fast, the provider's 429 slows.
    """

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = channels
        self._buckets: dict[str, TokenBucket] = {}
        self._rest_until: dict[str, datetime] = {}
        self._rests: Counter[str] = Counter()
        self._failures: Counter[str] = Counter()

    def begin_pass(self) -> None:
        """Forget what failed in the last pass."""
        self._failures.clear()

    def left_alone(self, now: datetime) -> list[str]:
        """The targets that rest, that failed often in this pass, or that had their rate."""
        resting = {target for target, until in self._rest_until.items() if until > now}
        failing = {target for target, times in self._failures.items() if times >= FAILURES_A_PASS}
        busy = {target for target, bucket in self._buckets.items() if bucket.is_empty(now)}
        return sorted(resting | failing | busy)

    def shaky(self) -> list[str]:
        """The targets that were away when last tried: the others go first."""
        return sorted(self._rests)

    def started(self, target: str, now: datetime) -> None:
        """A sending to ``target`` begins."""
        if target not in self._buckets:
            channel = self._channels.get(target, Channel.CONSOLE)
            self._buckets[target] = TokenBucket.full(RATES[channel], now)
        self._buckets[target].take(now)

    def ended(self, target: str, *, failed: bool) -> None:
        """The target answered, with a failure or not: it is there."""
        self._failures[target] += failed
        self._rests.pop(target, None)
        self._rest_until.pop(target, None)

    def away(self, target: str, now: datetime, retry_after_s: float | None) -> None:
        """Nobody was there, or asked to be left alone: all that goes there waits, longer each time."""
        wait_s = min(REST_CAP_S, REST_FIRST_S * 2.0 ** min(self._rests[target], 10))
        self._rests[target] += 1
        self._rest_until[target] = now + timedelta(seconds=max(wait_s, retry_after_s or 0.0))
