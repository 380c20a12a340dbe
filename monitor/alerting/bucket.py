"""How fast one target may be sent to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.alerting.kinds import Channel


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
    Channel.CONSOLE: Rate(1000, 1000.0),
}


@dataclass(slots=True)
class TokenBucket:
    """Tokens come at ``rate`` up to its burst; each sending takes one.

    It lives in memory: a restart refills it, and what that sends too fast, the provider's 429 slows.
    """

    rate: Rate
    tokens: float
    at: datetime

    @classmethod
    def full(cls, rate: Rate, now: datetime) -> TokenBucket:
        """A bucket that was not used for long."""
        return cls(rate, float(rate.burst), now)

    def take(self, now: datetime) -> bool:
        """Take a token at ``now``; False where there is none yet."""
        passed_s = max((now - self.at).total_seconds(), 0.0)
        self.tokens = min(self.rate.burst, self.tokens + passed_s * self.rate.per_s)
        self.at = max(self.at, now)
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True

    def is_empty(self, now: datetime) -> bool:
        """Whether a sending at ``now`` would be too fast."""
        passed_s = max((now - self.at).total_seconds(), 0.0)
        return min(self.rate.burst, self.tokens + passed_s * self.rate.per_s) < 1
