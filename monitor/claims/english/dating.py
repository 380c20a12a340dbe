"""Which date of a sentence goes with an act that it tells."""

from __future__ import annotations

from datetime import date

from monitor.claims.days import Found, days_before
from monitor.claims.english.ahead import (
    BARE,
    is_behind,
    is_effect_date,
    is_of_a_decision,
    is_of_the_act,
    is_older,
    is_yet_to_come,
    may_be_ahead,
)
from monitor.claims.english.belonging import belongs, is_aside
from monitor.claims.english.closed import BE
from monitor.claims.english.dates import find_span
from monitor.claims.english.frame import Frame
from monitor.claims.english.lexicon import Node
from monitor.claims.english.reach import (
    clause_end,
    comma,
    is_of_another_verb,
    position_of,
    same_stretch,
)
from monitor.claims.english.retrospect import was_over
from monitor.claims.status import Force
from monitor.claims.timing import NEW_DAYS
from monitor.model.stage import Stage

OUTLOOK = frozenset((Stage.PROSPECTIVE, Stage.ANNOUNCED, Stage.DECLINED))


def date_for(frame: Frame, dates: list[Found], stage: Stage, published: date) -> Found | None:
    """The date that goes with the trigger: behind it in its clause, else before it, the nearest."""
    if stage is Stage.WITHDRAWN and (over := was_over(frame)) is not None:
        return over
    here = position_of(frame)
    first = _begin_of_clause(frame)
    if is_mentioned(frame) or _is_since_then(frame):
        dates = [found for found in dates if first <= found.start and found.end <= comma(frame)]
    before_now = [found for found in dates if found.kind == "months_after" and found.end <= here]
    dates = [found for found in dates if belongs(frame, found) and not is_aside(frame, found)]
    if before_now and before_now[-1] in dates:
        return before_now[-1]
    end = clause_end(frame)
    inside = [found for found in dates if first <= found.start <= end]
    if (
        stage is Stage.PROSPECTIVE
        and frame.force is Force.DONE
        and frame.trigger.stage is not stage
    ):
        inside = []
    if stage in OUTLOOK:
        dates = _of_outlook(frame, dates)
        inside = _said_inside(frame, inside, published) or _said_this_week(frame, dates, published)
    if stage not in OUTLOOK and frame.force is Force.DONE:
        inside = _of_what_is_done(frame, inside, published)
    behind = [found for found in inside if found.start >= here]
    if behind:
        return _last_time(frame, behind)
    before = [found for found in inside if found.start < here]
    return before[-1] if before else _leading(frame, dates, stage)


def _of_what_is_done(frame: Frame, inside: list[Found], published: date) -> list[Found]:
    """Of several dates those of the act itself: not when it takes effect, nor what is to come of it."""
    nodes = frame.line.parsed.nodes
    done = [
        found
        for found in inside
        if days_before(found.partial, published) >= 0 and not is_effect_date(nodes, found)
    ]
    return done or inside


def _begin_of_clause(frame: Frame) -> int:
    """Where the clause of the trigger begins in the text."""
    return frame.line.parsed.nodes[max(0, min(frame.clause.start, frame.at))].start


def _of_outlook(frame: Frame, dates: list[Found]) -> list[Found]:
    """The dates on which a wish or a plan may have been told: not those of what is wished or planned."""
    nodes = frame.line.parsed.nodes
    return [
        found
        for found in dates
        if not is_of_the_act(frame, found) and not is_yet_to_come(nodes, found)
    ]


def _said_inside(frame: Frame, inside: list[Found], published: date) -> list[Found]:
    """Of the dates in the clause of an outlook, those that lie back and are its own."""
    inside = [found for found in inside if not is_of_the_act(frame, found)]
    inside = [found for found in inside if not is_older(frame, found, published)]
    open_ended = frame.force is not Force.DONE or frame.trigger.name == "show-interest"
    if open_ended and not frame.clause.pluperfect:
        inside = [
            found
            for found in inside
            if is_of_a_decision(frame, found) or not may_be_ahead(found, published)
        ]
    return [found for found in inside if is_behind(found, published)]


def _said_this_week(frame: Frame, dates: list[Found], published: date) -> list[Found]:
    """The days of the last week, wherever they stand, that go with no verb before this one."""
    return [
        found
        for found in dates
        if 0 <= days_before(found.partial, published) <= NEW_DAYS
        and len(found.partial) == len("2026-01-01")
        and not is_of_another_verb(frame, found)
    ]


def _leading(frame: Frame, dates: list[Found], stage: Stage) -> Found | None:
    """``In 2020, after long talks, X signed``: the last date before the verb, where no other clause parts them."""
    opening = frame.line.parsed.nodes[0].start
    leading = [
        found
        for found in dates
        if found.start < position_of(frame)
        and (
            stage not in OUTLOOK
            or found.kind in _LONG_AGO
            or found.start - opening < 25
            or (found.kind in BARE and is_of_a_decision(frame, found))
        )
    ]
    if not leading or leading[-1].kind in ("iso", "months_after"):
        return None
    if stage in OUTLOOK and is_of_another_verb(frame, leading[-1]):
        return None
    return leading[-1] if same_stretch(frame, leading[-1]) else None


def is_mentioned(frame: Frame) -> bool:
    """``the treaty, which X left``: what is told of the accord by the way, and known."""
    nodes, start = frame.line.parsed.nodes, frame.clause.start
    if frame.form != "past" or frame.force is not Force.DONE or not 1 < start < frame.at:
        return False
    start += nodes[start].low == "that"
    start -= nodes[start - 1].low == "the"
    if nodes[start - 1].low not in ("which", "that"):
        return False
    named = nodes[start - 2 - (nodes[start - 2].low == ",")]
    return named.use("accord") is not None or "papers" in named.tags


def _is_since_then(frame: Frame) -> bool:
    """``on Tuesday … since X left``: the day is not that of the leaving."""
    nodes, start = frame.line.parsed.nodes, frame.clause.start
    start -= start > 0 and nodes[start - 1].low == "the"
    return frame.clause.since and start > 0 and nodes[start - 1].low == "since"


def _last_time(frame: Frame, behind: list[Found]) -> Found:
    """The last of several dates of one act: ``said no in 1972 and again in 1994``."""
    text, offset = frame.line.text, frame.line.span[0]
    last = behind[0]
    if len(frame.actors) != 1 or frame.actors[0].kind == "group" or "respectively" in text:
        return last
    for found in behind[1:]:
        between = text[last.end - offset : found.start - offset].replace(",", " ").split()
        if "and" not in between or not _AGAIN.issuperset(between) or found.partial <= last.partial:
            break
        last = found
    return last


_AGAIN = frozenset(("and", "again", "in", "on", "then", "finally", "once", "more"))


def began(frame: Frame, published: date) -> Found | None:
    """``a member for two years``, ``has been in for seven``: when what has lasted so long began."""
    if frame.force is not Force.DONE or not _lasts(frame):
        return None
    line = frame.line
    return find_span(line.page.folded, position_of(frame), clause_end(frame), published)


def _lasts(frame: Frame) -> bool:
    if frame.trigger.role in ("title", "standing") or frame.trigger.name == "belong":
        return True
    return frame.clause.perfect and frame.line.parsed.nodes[frame.at].low.startswith("been ")


def dates_standing(frame: Frame, found: Found) -> bool:
    """Whether a date tells since when a party is in: ``a member since 1952``, not ``member X bought ships in 2019``."""
    nodes = frame.line.parsed.nodes
    if found.start < nodes[frame.at].start:
        before = [node.low for node in nodes if node.end <= found.start]
        return bool(frame.clause.subject) or before[-1:] in (["since"], ["from"])
    between = [
        k
        for k in range(frame.at + 1, len(nodes))
        if nodes[k].end <= found.start and _has_weight(nodes[k])
    ]
    if frame.clause.subject:
        return not any(nodes[k].low in ("and", "but") for k in between)
    behind = next((k for k, node in enumerate(nodes) if node.start >= found.end), len(nodes))
    ahead = frame.line.parsed.covering.get(behind + 1)
    if ahead is not None and ahead.codes and nodes[behind].low == ",":
        return False
    listed = {k for actor in frame.actors for k in range(actor.start, actor.end + 1)}
    return set(between) <= listed | {k for k in between if nodes[k].low == "and"}


def _has_weight(node: Node) -> bool:
    """Whether a word may open another thought: no name of an accord, preposition, adverb or mark."""
    light = node.tags & {"prepositions", "adverbs", "papers"} or node.use("accord") is not None
    return not light and node.low[0].isalpha() and node.low not in _LIGHT


_LIGHT = BE | {"the", "its", "both", "did", "has", "have", "had", "done"}


def is_long_done(frame: Frame, published: date) -> bool:
    """``A did so in 2022``: a past act with a past date of its own, whatever others may do yet."""
    if frame.form != "past" or frame.clause.has_finite:
        return False
    found = date_for(frame, frame.line.dates, frame.trigger.stage, published)
    return found is not None and days_before(found.partial, published) > NEW_DAYS


_LONG_AGO = frozenset(
    (
        "year",
        "month",
        "ago",
        "earlier",
        "relunit",
        "relmonth",
        "of_year",
        "that_month",
        "beside_year",
        "feast",
    )
)
