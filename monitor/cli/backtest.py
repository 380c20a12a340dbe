"""Scoring a replay against what is true of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from monitor.model.article import Article
from monitor.model.dates import parse_instant

Place = tuple[str, str]
"""A party and a stage."""

Line = Mapping[str, Any]

CHANGES = ("gained", "lost", "earlier", "later")
"""What another policy can do to a confirmation."""


@dataclass(frozen=True, slots=True)
class Delay:
    """How much later than possible an event came; below zero where it came too early."""

    place: Place
    articles: int
    time: timedelta


@dataclass(slots=True)
class Verdict:
    """What a replay got right and wrong; counts add up over scenarios."""

    expected: int = 0
    right: list[Place] = field(default_factory=list)
    delayed: list[Delay] = field(default_factory=list)
    missed: list[Place] = field(default_factory=list)
    false: list[Place] = field(default_factory=list)
    violations: list[Place] = field(default_factory=list)
    revoked: int = 0
    revoked_wrongly: list[Place] = field(default_factory=list)
    checks: int = 0
    checks_failed: list[str] = field(default_factory=list)

    @property
    def confirmed(self) -> int:
        """Events that were confirmed at all, at their article or not."""
        return len(self.right) + len(self.delayed)

    @property
    def share(self) -> float:
        """The share of expected events that were confirmed."""
        return self.confirmed / self.expected if self.expected else 1.0

    @property
    def is_perfect(self) -> bool:
        """Whether every event came at its article, and nothing else."""
        return len(self.right) == self.expected and not (
            self.false or self.violations or self.revoked_wrongly or self.checks_failed
        )

    @property
    def is_safe(self) -> bool:
        """Whether nothing false was confirmed."""
        return not (self.false or self.violations)

    def median_delay(self) -> float:
        """The median delay in articles over all confirmed events."""
        delays = [0] * len(self.right) + [delay.articles for delay in self.delayed]
        return median(delays) if delays else 0.0

    def add(self, other: Verdict) -> None:
        """Take in another scenario's verdict."""
        self.expected += other.expected
        self.checks += other.checks
        self.revoked += other.revoked
        self.right += other.right
        self.delayed += other.delayed
        self.missed += other.missed
        self.false += other.false
        self.violations += other.violations
        self.revoked_wrongly += other.revoked_wrongly
        self.checks_failed += other.checks_failed


def judge(
    truth: Line, seed: Mapping[str, str], articles: Sequence[Article], lines: Sequence[Line]
) -> Verdict:
    """Compare the lines of a replay with the truth of its scenario.

    Scored are the first confirmation of each (party, stage), revocations, and the stages of the as-of checks.
    """
    verdict = Verdict()
    expected = _expected(truth)
    first = _first_confirmations(lines, seed.items() - expected.keys())
    verdict.expected = len(expected)
    order = {article.id: number for number, article in enumerate(articles)}
    published = {article.id: article.published for article in articles}
    for place, entries in expected.items():
        if place not in first:
            verdict.missed.append(place)
        elif first[place]["article"] in entries:
            verdict.right.append(place)
        else:
            at, due = first[place]["article"], entries[0]
            late = Delay(place, order[at] - order[due], published[at] - published[due])
            verdict.delayed.append(late)
    never = {(entry["party"], entry["stage"]) for entry in truth.get("never", ())}
    verdict.false = [place for place in first if place not in expected]
    verdict.violations = [place for place in first if place in never]
    _judge_revocations(truth, lines, verdict)
    _judge_checks(truth, lines, verdict)
    return verdict


def _expected(truth: Line) -> dict[Place, list[str]]:
    """The expected events with the articles at which each may come, the earliest first."""
    found: dict[Place, list[str]] = {}
    for event in truth["events"]:
        if event.get("type", "StageConfirmed") != "StageConfirmed":
            continue
        articles = [event["by_article"]]
        articles += [other["by_article"] for other in event.get("alternatives", ())]
        found.setdefault((event["party"], event["stage"]), articles)
    return found


def _first_confirmations(lines: Iterable[Line], seeded: set[Place]) -> dict[Place, Line]:
    found: dict[Place, Line] = {}
    for line in lines:
        place = (line["party"], line["stage"])
        if line["type"] == "StageConfirmed" and place not in seeded:
            found.setdefault(place, line)
    return found


def _judge_revocations(truth: Line, lines: Iterable[Line], verdict: Verdict) -> None:
    stated = [*truth.get("revoked", ()), *truth.get("revocations", ())]
    stated += [event for event in truth["events"] if event.get("type") == "StageRevoked"]
    wanted = {(entry["party"], entry["stage"]) for entry in stated}
    found = {(x["party"], x["stage"]) for x in lines if x["type"] == "StageRevoked"}
    verdict.revoked = len(found & wanted)
    verdict.revoked_wrongly = sorted(found ^ wanted)


def _judge_checks(truth: Line, lines: Sequence[Line], verdict: Verdict) -> None:
    for check in truth.get("as_of_checks", ()):
        at = parse_instant(check["at"])
        standing = _standing(lines, at)
        for party, stage in check["stages"].items():
            verdict.checks += 1
            if standing.get(party) != stage:
                found = standing.get(party, "nothing")
                verdict.checks_failed.append(f"{check['at']} {party}: {found}, not {stage}")


def _standing(lines: Iterable[Line], at: datetime) -> dict[str, str]:
    """The latest confirmed, unrevoked stage of each party at an instant."""
    paths: dict[str, list[str]] = {}
    for line in lines:
        if parse_instant(line["at"]) > at:
            break
        path = paths.setdefault(line["party"], [])
        if line["type"] == "StageConfirmed":
            path.append(line["stage"])
        elif line["type"] == "StageRevoked" and line["stage"] in path:
            path[:] = [stage for stage in path if stage != line["stage"]]
    return {party: path[-1] for party, path in paths.items() if path}


def differences(usual: Sequence[Line], other: Sequence[Line]) -> list[dict[str, Any]]:
    """What another policy changes: confirmations gained and lost, and those that come earlier or later."""
    before, after = _by_place(usual), _by_place(other)
    found = []
    for place in sorted(before.keys() | after.keys()):
        change = _change(before.get(place), after.get(place))
        if change:
            accord, party, stage = place
            found.append(
                {
                    "change": change,
                    "accord": accord,
                    "party": party,
                    "stage": stage,
                    "before": _when(before.get(place)),
                    "after": _when(after.get(place)),
                }
            )
    return found


def _by_place(lines: Iterable[Line]) -> dict[tuple[str, str, str], Line]:
    """The first confirmation of each stage of each party."""
    found: dict[tuple[str, str, str], Line] = {}
    for line in lines:
        if line["type"] == "StageConfirmed":
            found.setdefault((line["accord"], line["party"], line["stage"]), line)
    return found


def _change(before: Line | None, after: Line | None) -> str:
    if before is None or after is None:
        return "gained" if after else "lost"
    if before["at"] == after["at"]:
        return ""
    return "earlier" if after["at"] < before["at"] else "later"


def _when(line: Line | None) -> dict[str, Any] | None:
    return {key: line[key] for key in ("at", "article", "reason")} if line else None
