"""Who did what the line before left open: "Who is in? A and B." "Signed by ten states. Among the first was A."."""

from __future__ import annotations

from dataclasses import replace

from monitor.claims.english.clause import Clause
from monitor.claims.english.document import Line
from monitor.claims.english.frame import Frame
from monitor.claims.english.frames import asks_who
from monitor.claims.english.grammar import Actor
from monitor.claims.english.groups import group_right
from monitor.claims.signals import PARTY
from monitor.claims.status import Force
from monitor.model.stage import Stage

_STEPS = frozenset((Stage.SIGNED, Stage.RATIFIED, Stage.ACCEDED, Stage.WITHDRAWN))
_RANKS = ("among the first", "the first", "the last", "the latest", "the newest", "the only")
_WERE = frozenset(("was", "were", "is", "are"))


def named_behind(line: Line, before: Frame) -> list[Frame]:
    """Those whom ``line`` names as the ones of whom ``before`` told without a name."""
    if PARTY not in line.signs or before.force is not Force.DONE:
        return []
    if before.trigger.stage not in _STEPS or any(actor.codes for actor in before.actors):
        return []
    group = _first_of(line) if line.text.lstrip().startswith(_RANKS) else _answer(line, before)
    if not group:
        return []
    first = group[0].start
    return [
        replace(
            before,
            line=line,
            at=first,
            form="",
            actors=group,
            link="companion",
            clause=Clause(start=first),
            rules=[f"trigger:{before.trigger.name}", "named-behind"],
        )
    ]


def _first_of(line: Line) -> list[Actor]:
    """``Among the first were A and B``: those behind the verb, where no verb follows."""
    parsed = line.parsed
    at = next((k for k, node in enumerate(parsed.nodes[:6]) if node.low in _WERE), None)
    if at is None:
        return []
    actor = parsed.covering.get(at + 1) or parsed.covering.get(at + 2)
    if actor is None or not actor.codes or actor.how.endswith("'s"):
        return []
    return group_right(parsed, actor)


def _answer(line: Line, before: Frame) -> list[Actor]:
    """``Who is in already? The Emirates, Bahrain and Morocco.``: the list with which the answer begins."""
    if not asks_who(before.line):
        return []
    parsed = line.parsed
    start = next((k for k, node in enumerate(parsed.nodes[:4]) if node.low == ":"), -1) + 1
    actor = parsed.covering.get(start) or parsed.covering.get(start + 1)
    if actor is None or not actor.codes or actor.how.endswith("'s") or actor.start > start + 1:
        return []
    group = group_right(parsed, actor)
    return group if len(group) > 1 else []
