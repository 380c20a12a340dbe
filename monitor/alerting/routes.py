"""Routing: which targets an alert goes to. Pure, total, and with a reason for each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from zoneinfo import ZoneInfo

from monitor.alerting.kinds import AlertKind, Send, Severity
from monitor.alerting.message import Alert
from monitor.alerting.targets import ConsoleTarget, Target


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``start`` to ``end`` in the reader's ``zone``, what is below ``floor`` waits."""

    start: time
    end: time
    zone: ZoneInfo
    floor: Severity = Severity.HIGH


@dataclass(frozen=True, slots=True)
class Matcher:
    """What a route takes; an empty list takes all. ``min_confidence`` is 0 to 1."""

    accords: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    kinds: tuple[AlertKind, ...] = ()
    stages: tuple[str, ...] = ()
    min_confidence: float = 0.0

    @property
    def takes_all(self) -> bool:
        """Whether every alert matches."""
        return self == Matcher()

    def mismatch(self, alert: Alert) -> str:
        """The first thing about ``alert`` that does not match, as ``kind``; empty where all does."""
        checks = (
            ("accord", self.accords, alert.accord),
            ("party", self.parties, alert.party),
            ("kind", self.kinds, alert.kind),
            ("stage", self.stages, alert.stage),
        )
        for name, wanted, found in checks:
            if wanted and found not in wanted:
                return name
        return "min_confidence" if alert.confidence < self.min_confidence else ""


@dataclass(frozen=True, slots=True)
class Route:
    """A rule: what it takes, whom it tells, and how.

    ``goes_on`` lets the rules behind it match as well. ``group_wait_s`` lets what belongs together
    gather into one message; ``at`` is the time of day of a digest in ``zone``, ``weekday`` the day of a
    weekly one (0 is Monday). ``all_quiet`` sends proof of work, at that time, where a week brought
    nothing. ``history`` makes a digest take what is no news as well.
    """

    name: str
    targets: tuple[str, ...]
    matcher: Matcher = field(default_factory=Matcher)
    goes_on: bool = False
    send: Send = Send.AT_ONCE
    group_wait_s: float = 0.0
    at: time = time(7)
    weekday: int = 0
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    quiet: QuietHours | None = None
    all_quiet: bool = False
    history: bool = False


@dataclass(frozen=True, slots=True)
class StormRule:
    """More than ``alerts`` to one target within ``minutes`` collapse into one message."""

    alerts: int = 20
    minutes: int = 10


@dataclass(frozen=True, slots=True)
class AlertConfig:
    """All that ``alerts.toml`` says."""

    targets: tuple[Target, ...] = (ConsoleTarget("console"),)
    routes: tuple[Route, ...] = (Route("everything", ("console",)),)
    storm: StormRule = field(default_factory=StormRule)
    board_url: str = ""
    templates: str = ""

    @property
    def targets_by_name(self) -> Mapping[str, Target]:
        """The targets by name."""
        return {target.name: target for target in self.targets}

    def route(self, name: str) -> Route | None:
        """The route of that name."""
        return next((route for route in self.routes if route.name == name), None)


def without_waiting(config: AlertConfig) -> AlertConfig:
    """``config`` whose routes do not wait for a group: for a single pass that then ends."""
    return replace(config, routes=tuple(replace(rule, group_wait_s=0.0) for rule in config.routes))


@dataclass(frozen=True, slots=True)
class Routed:
    """One route that took an alert, and one target of it."""

    route: Route
    target: str


@dataclass(frozen=True, slots=True)
class Passed:
    """One route, and why it did not take an alert; empty where it did."""

    route: Route
    mismatch: str


def route(alert: Alert, routes: Sequence[Route]) -> tuple[Routed, ...]:
    """Every (route, target) for ``alert``, in the order of the rules.

    Total: the last rule is a catch-all, which the loader checks. The same target by two routes stands
    twice; the policy lets the sooner one through.
    """
    taken = (passed.route for passed in trace(alert, routes) if not passed.mismatch)
    return tuple(Routed(rule, target) for rule in taken for target in rule.targets)


def route_history(alert: Alert, routes: Sequence[Route]) -> tuple[Routed, ...]:
    """Where what is no news goes: to the digests that ask for it, and to nobody else."""
    asked = (
        rule
        for rule in routes
        if rule.history and rule.send is not Send.AT_ONCE and not rule.matcher.mismatch(alert)
    )
    return tuple(Routed(rule, target) for rule in asked for target in rule.targets)


def trace(alert: Alert, routes: Sequence[Route]) -> tuple[Passed, ...]:
    """The routes that ``alert`` met, in order, up to the one that kept it."""
    met: list[Passed] = []
    for rule in routes:
        met.append(Passed(rule, rule.matcher.mismatch(alert)))
        if not met[-1].mismatch and not rule.goes_on:
            break
    return tuple(met)
