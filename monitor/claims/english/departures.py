"""Leaving and staying: when notice was given, and whether one who stays is the news."""

from __future__ import annotations

from monitor.claims.days import Found, days_before
from monitor.claims.english.dating import is_mentioned
from monitor.claims.english.document import Document
from monitor.claims.english.frame import Frame
from monitor.claims.english.happened import announces, takes_effect
from monitor.claims.english.lead import is_lead
from monitor.claims.english.retrospect import is_over_time, looks_back, sums_up
from monitor.claims.english.telling import Telling, is_quote
from monitor.claims.status import Force
from monitor.claims.timing import NEW_DAYS, Timing, When
from monitor.model.claim import Speaker
from monitor.model.stage import Stage


def is_reaffirmed(telling: Telling) -> bool:
    """``"we are a member and remain one," its spokesman said``: a denial that it will leave."""
    nodes = telling.frame.line.parsed.nodes
    stays = any(node.low.split()[0].startswith(("remain", "stay")) for node in nodes)
    if (
        any(actor.word == "we" for actor in telling.frame.clause.subject)
        and telling.frame.form == "ing"
    ):
        return stays
    before = nodes[max(0, telling.frame.at - 2) : telling.frame.at]
    willed = any(node.low in ("will", "would", "'ll") for node in before)
    said = is_quote(telling.frame) or bool(telling.frame.line.dates) or willed
    return stays and said and telling.speaker is Speaker.PARTY_GOVERNMENT


def is_stay(frame: Frame, stage: Stage) -> bool:
    """Whether what is told is that a party does not leave."""
    return stage is Stage.ACCEDED and frame.trigger.stage is Stage.WITHDRAWN


def staying(document: Document, telling: Telling, found: Found | None) -> Timing:
    """``denied that it would leave``: news where the denial is, else what has long been so."""
    frame = telling.frame
    if frame.force is Force.NOT:
        return Timing(When.STANDING, None)
    if found is not None:
        recent = 0 <= days_before(found.partial, document.published) <= NEW_DAYS
        return Timing(When.THIS_WEEK, found.partial) if recent else Timing(When.STANDING, None)
    own = telling.speaker is Speaker.PARTY_GOVERNMENT
    said = own or frame.force is Force.DENIED or is_lead(document, frame)
    past = frame.clause.pluperfect or frame.clause.told_before or looks_back(frame)
    return Timing(When.OUTLOOK if said and not past else When.STANDING, None)


def is_staying_on(document: Document, frame: Frame, found: Found | None) -> bool:
    """``X stays a party``, told first: that it does not go is the news."""
    low = frame.line.parsed.nodes[frame.at].low
    if low.startswith(("stay", "remain")) and " after all" in frame.line.text.lower():
        return True
    stays = low.startswith(("stay ", "stays ")) and not low.endswith((" in", " inside"))
    before = frame.line.parsed.nodes[frame.at - 1].low if frame.at else ""
    decided = low.startswith(("stay", "remain", "keep")) and before.split()[-1:] == ["to"]
    return (stays or decided) and found is None and is_lead(document, frame)


def notice(document: Document, frame: Frame, dates: list[Found], effective: Found | None) -> Timing:
    """A leaving that takes effect later is dated when it was declared."""
    said = [
        found
        for found in dates
        if found is not effective
        and 0 <= days_before(found.partial, document.published) <= NEW_DAYS
    ]
    ahead = effective.partial if effective is not None and len(effective.partial) >= 4 else None
    if (frame.clause.since and effective is None) or is_mentioned(frame):
        return Timing(When.AFTER, None, ahead)
    if said:
        return Timing(When.THIS_WEEK, said[0].partial, ahead)
    counted = frame.force is Force.DONE and sums_up(frame)
    if frame.clause.pluperfect or frame.clause.since or counted or is_over_time(frame):
        return Timing(When.PLUPERFECT, None, ahead)
    if effective is None and _has_lasted(frame):
        return Timing(When.STANDING, None, ahead)
    if effective is not None or frame.clause.perfect:
        return Timing(When.PERFECT, None, ahead)
    lead = is_lead(document, frame) and not _is_told_as_past(frame)
    return Timing(When.LEAD if lead else When.LATE, None, ahead)


def _has_lasted(frame: Frame) -> bool:
    """``has been suspended since the coup``: a state, and no step of today."""
    behind = [node.low for node in frame.line.parsed.nodes[frame.at + 1 :]]
    frozen = frame.trigger.stage is Stage.SUSPENDED and frame.clause.passive
    return frozen and "since" in behind[: behind.index(",") if "," in behind else None]


def _is_told_as_past(frame: Frame) -> bool:
    """``X left, for reasons of its own``: an undated past; a departure that is news is dated or told as perfect."""
    past = frame.trigger.name == "leave" and frame.form == "past" and not frame.clause.passive
    named = frame.trigger.name == "withdrawal" and not (
        announces(frame.line) or takes_effect(frame.line, frame.at)
    )
    return frame.line.field == "body" and frame.force is Force.DONE and (past or named)
