"""Dates and what is to come: whether a date lies ahead, and whether it dates a plan or only stands beside it."""

from __future__ import annotations

from datetime import date

from monitor.claims.days import Found, days_before
from monitor.claims.english.closed import RESOLVED
from monitor.claims.english.document import Line
from monitor.claims.english.frame import Frame
from monitor.claims.english.lexicon import Node
from monitor.claims.english.reach import position_of
from monitor.claims.status import Force
from monitor.claims.timing import NEW_DAYS
from monitor.model.stage import Stage

BARE = frozenset(("bare_month", "bare_season"))
"""A month or a season without a year is the last one of what is past; of what is to come it tells nothing."""


def is_next_year(frame: Frame, found: Found, published: date) -> bool:
    """``will leave on 1 January``: a day without a year, long past, of what is to come."""
    return (
        frame.force is Force.COMMITTED
        and "will" in frame.cues
        and found.kind == "monthday"
        and found.start > position_of(frame)
        and days_before(found.partial, published) > 180
    )


def is_of_a_decision(frame: Frame, found: Found) -> bool:
    """``the decision in May to join``, ``said in May that it would``: the month stands behind what governs the verb."""
    before = [node for node in frame.line.parsed.nodes if node.end <= found.start]
    cue = before[-1].use("cue") if before else None
    decides = cue is not None and cue.form in ("word", "past", "participle")
    if before and before[-1].low in _ITSELF:
        before.pop()
    decides = decides or bool(before and before[-1].low.split()[0] in _DECIDED)
    decides = decides or any(_is_said(node) for node in before[-2:])
    behind = found.end > position_of(frame)
    return decides and not (behind and (frame.trigger.role != "noun" or _looks_ahead(before)))


def _looks_ahead(before: list[Node]) -> bool:
    """``X's entry, expected in March``: the month is that of what is to come."""
    cue = before[-1].use("cue") if before else None
    return cue is not None and cue.ref != "commit"


_ITSELF = frozenset(("itself", "themselves", "himself", "herself"))
_DECIDED = RESOLVED | {
    *("announced", "pledged", "promised", "committed", "undertook", "vowed", "chose", "opted"),
    *("word", "promise", "pledge", "decision", "commitment", "consent"),
}
"""Right before a month: ``pledged [in March] to join``, ``gave its word [in March] that it would``."""


def _is_said(node: Node) -> bool:
    report = node.use("report")
    return report is not None and report.form in ("past", "participle")


def is_ahead(found: Found, frame: Frame, published: date) -> bool:
    """Whether the date is one that is to come: "takes effect in May", "will leave in May"."""
    takes = any("took_place" in n.tags for n in frame.line.parsed.nodes if n.end <= found.start)
    if takes and found.kind in BARE:
        return True
    ahead = found.kind != "bare_season" and days_before(found.partial, published) < 0
    bare = frame.force is Force.COMMITTED and found.kind in BARE
    return ahead or (bare and not is_of_a_decision(frame, found))


def is_effect_date(nodes: list[Node], found: Found) -> bool:
    """``admitted X on Thursday with effect from 1 January``: when it begins, and not when it was done."""
    words = [node.low for node in nodes if node.end <= found.start][-3:]
    return not {"effect", "effective", "starting", "beginning"}.isdisjoint(words)


def is_since(frame: Frame, found: Found | None) -> bool:
    """Whether the date tells since when a state has lasted."""
    if found is None:
        return False
    before = [node for node in frame.line.parsed.nodes if node.start <= found.start]
    words = [node.low for node in before[-3:]]
    return not {"since", "from", "as of"}.isdisjoint(words) or "as of" in " ".join(words)


def is_behind(found: Found, published: date) -> bool:
    """Whether a date lies back; a season without a year is one that is over."""
    return found.kind == "bare_season" or days_before(found.partial, published) >= 0


def is_older(frame: Frame, found: Found, published: date) -> bool:
    """Whether a past date only stands beside what is to come: "may join the union founded in 1957"."""
    if days_before(found.partial, published) <= NEW_DAYS or frame.clause.pluperfect:
        return False
    ahead = bool(
        {"will", "may", "might", "could", "can", "'ll", "shall"} & set(frame.clause.cue_words)
    )
    state = frame.trigger.stage is Stage.PROSPECTIVE
    return (ahead and found.start > position_of(frame)) or (not state and is_since(frame, found))


def is_of_the_act(frame: Frame, found: Found) -> bool:
    """``will sign on Monday``: the day of what is to come, unless somebody says something on it."""
    nodes = frame.line.parsed.nodes
    here = nodes[frame.at]
    if frame.force is not Force.COMMITTED or found.start < here.start:
        return False
    if found.kind not in ("weekday", "monthday", "day"):
        return False
    between = [node for node in nodes[frame.at + 1 :] if node.end <= found.start]
    return not any(node.use("report") for node in between) and len(between) <= 8


def is_scheduled(line: Line, at: int, published: date) -> bool:
    """``joins on 1 January``, ``signs next month``: what the present tells of a day that is still to come."""
    nodes = line.parsed.nodes
    behind = range(at + 1, min(at + 12, len(nodes)))
    stop = next((k for k in behind if _ends_stretch(nodes[k])), behind.stop)
    end = nodes[stop - 1].end
    return any(
        nodes[at].end < found.start < end and _is_to_come(found, published) for found in line.dates
    )


def _ends_stretch(node: Node) -> bool:
    verb = node.use("verb")
    return node.low in (",", ";", ":", ".", "-", "after", "since", "founded", "which", "that") or (
        verb is not None and verb.form in ("past", "participle", "third")
    )


def _is_to_come(found: Found, published: date) -> bool:
    """Whether a date lies ahead; a day of the year that is long over is rather the next."""
    days = days_before(found.partial, published)
    return days < 0 or (found.kind == "monthday" and days > _LONG_OVER)


_LONG_OVER = 60


def is_yet_to_come(nodes: list[Node], found: Found) -> bool:
    """``will vote in May on whether to join``: a month of what lies ahead."""
    if found.kind not in ("bare_month", "monthday"):
        return False
    before = [node for node in nodes if node.end <= found.start][-4:]
    return any((cue := node.use("cue")) is not None and cue.ref == "will" for node in before)


def may_be_ahead(found: Found, published: date) -> bool:
    """A day without a year, months back: of an outlook it is rather to come."""
    return (
        found.kind in ("monthday", "bare_month", "bare_season")
        and days_before(found.partial, published) > 45
    )
