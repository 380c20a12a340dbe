"""An accord as its file describes it (CONTRACT: An accord's file)."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.model.stage import Stage


@dataclass(frozen=True, slots=True)
class BaselineFact:
    """A party's place that was known before the service first ran."""

    party: str
    stage: Stage
    date: str
    source: str


@dataclass(frozen=True, slots=True)
class AccordWords:
    """What names an accord in one language."""

    aliases: tuple[str, ...] = ()
    short_forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accord:
    """An international accord that is watched; one file in ``config/accords/`` makes one.

    ``policy`` holds the accord's own numbers, by the names that ``monitor.decide.policy.Policy`` has.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    url: str = ""
    short_forms: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    conveners: tuple[str, ...] = ()
    official_hosts: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    signature_makes_party: bool = False
    member_stages: tuple[Stage, ...] = (Stage.ACCEDED,)
    withdrawal_notice_days: int = 0
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)
    languages: dict[str, AccordWords] = field(default_factory=dict)
    baseline: tuple[BaselineFact, ...] = ()
    policy: dict[str, int] = field(default_factory=dict)
