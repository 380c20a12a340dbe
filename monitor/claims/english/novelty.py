"""New or background: what the words, the dates and the place in the text say of when it happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitor.claims.days import Found, days_before, days_since
from monitor.claims.english.ahead import BARE, is_ahead, is_next_year, is_of_a_decision, is_since
from monitor.claims.english.dating import OUTLOOK, began, date_for, dates_standing, is_mentioned
from monitor.claims.english.departures import is_reaffirmed, is_stay, is_staying_on, notice, staying
from monitor.claims.english.document import Document
from monitor.claims.english.echoes import date_of_its_own, in_year_of, is_past
from monitor.claims.english.frame import Frame
from monitor.claims.english.lead import is_bystander, is_lead
from monitor.claims.english.retrospect import (
    asks_how,
    is_counted_from,
    is_having_done,
    is_participle_in_aside,
    is_return,
    is_told_by_the_way,
    looks_back,
    sums_up,
    was_in_the_past,
    was_once,
)
from monitor.claims.english.telling import Telling, is_quote
from monitor.claims.english.wishes import awaits_answer
from monitor.claims.status import Force
from monitor.claims.timing import NEW_DAYS, Timing, When, is_known, timing_by_date
from monitor.model.claim import Speaker
from monitor.model.stage import Stage


def timing_of(document: Document, telling: Telling) -> Timing:
    """When the telling says that it happened."""
    frame, published = telling.frame, document.published
    if frame.echoes is not None and "named-behind" in frame.rules:
        return timing_of(document, replace(telling, frame=frame.echoes))
    if frame.link == "companion":
        return Timing(When.STANDING, date_of_its_own(frame, published))
    found = date_for(frame, frame.line.dates, telling.stage, published)
    found = found or began(frame, published)
    past = found is not None and days_before(found.partial, published) > NEW_DAYS
    if is_counted_from(frame) and not past:
        return Timing(When.AFTER, None)
    if found is not None and is_next_year(frame, found, published):
        ahead = f"{int(found.partial[:4]) + 1}{found.partial[4:]}"
        found = replace(found, partial=ahead)
    standing = _standing(document, telling, found, past)
    if standing is not None:
        return standing
    leaves = telling.stage in (Stage.WITHDRAWN, Stage.SUSPENDED)
    if leaves and (found is None or is_ahead(found, frame, published)):
        return notice(document, frame, frame.line.dates, found)
    return _timing_of_act(document, telling, found)


def _standing(
    document: Document, telling: Telling, found: Found | None, past: bool
) -> Timing | None:
    """Since when a state has lasted that is told as one; None where an act is told.

    ``past`` is whether the date as it was found lies more than a week back.
    """
    frame, stage = telling.frame, telling.stage
    if _is_title(telling):
        if found is not None and not past and is_since(frame, found):
            return None
        stood = past and found is not None and dates_standing(frame, found)
        return Timing(When.STANDING, found.partial if stood and found is not None else None)
    if was_once(frame) or frame.trigger.name == "list-as-member":
        return Timing(When.STANDING, None)
    if frame.trigger.name == "belong" and stage is Stage.ACCEDED and not is_since(frame, found):
        belonging = _belonging(document, telling, found)
        if belonging is not None:
            return belonging
    if "standing-of" in frame.rules and found is None and not frame.clause.perfect:
        return Timing(When.STANDING, None)
    return None


def _is_title(telling: Telling) -> bool:
    """``X, a member``, ``the signatory X``: what a party is called, and not what it becomes."""
    frame = telling.frame
    return (
        frame.trigger.role in ("title", "standing")
        and frame.form != "become"
        and telling.stage in (Stage.ACCEDED, Stage.SIGNED)
    )


def _belonging(document: Document, telling: Telling, found: Found | None) -> Timing | None:
    """``X belongs to the club``: news where it says that it stays; None where it "now" or newly belongs."""
    nodes = telling.frame.line.parsed.nodes
    if is_reaffirmed(telling) or is_staying_on(document, telling.frame, found):
        return Timing(When.OUTLOOK, found.partial if found is not None else None)
    if any("beginnings" in node.tags or node.low in ("now", "immediate") for node in nodes):
        return None
    lasted = found is not None and found.kind == "span"
    return Timing(When.STANDING, found.partial if lasted and found is not None else None)


def _timing_of_act(document: Document, telling: Telling, found: Found | None) -> Timing:
    """When an act was done: by its date, by that of what it echoes, else by the words and the place."""
    frame, published = telling.frame, document.published
    if frame.echoes is not None:
        if found is None and is_past(frame.echoes, published):
            return Timing(When.AFTER, None)
        found = in_year_of(frame.echoes, found, published) if found is not None else None
    if found is not None and frame.force is Force.COMMITTED and found.kind in BARE:
        found = found if is_of_a_decision(frame, found) else None
    if found is None:
        return Timing(_undated(document, telling), None)
    timing = _dated(document, telling, found)
    if timing is not None:
        return timing
    date_text = None if telling.stage in OUTLOOK else found.partial
    return Timing(_undated(document, telling), date_text)


def _dated(document: Document, telling: Telling, found: Found) -> Timing | None:
    """What the date of an act says of it; None of one that lies ahead."""
    frame, stage, published = telling.frame, telling.stage, document.published
    if is_stay(frame, stage):
        return staying(document, telling, found)
    told = found.kind == "bare_season" or _is_earlier(found, published)
    if told or (stage not in OUTLOOK and _is_this_year(frame, found, published)):
        return Timing(When.OLD_DATE, found.partial)
    return timing_by_date(found, published)


def _is_earlier(found: Found, published: date) -> bool:
    """``earlier this month``, ``two weeks ago``: what is not of this week where the month is older than that."""
    if found.kind in ("ago", "earlier") and not _WEEKS.isdisjoint(found.words.split()):
        return True
    return (
        len(found.partial) < len("2026-01-01")
        and published.day > NEW_DAYS + 1
        and "earlier" in found.words
        and found.kind != "months_after"
    )


def _is_this_year(frame: Frame, found: Found, published: date) -> bool:
    """``joined this year``, ``signed in 2025``: older than a week, once two months of the year are over."""
    if frame.form != "past" or frame.clause.perfect or frame.force is not Force.DONE:
        return False
    behind = frame.line.parsed.nodes[frame.at + 1 :]
    if any(node.low == "," and node.end <= found.start for node in behind):
        return False
    under_way = days_since(found.partial, published) > _YEAR_UNDER_WAY
    return under_way and found.partial == str(published.year)


_YEAR_UNDER_WAY = 60
_WEEKS = frozenset(("weeks", "fortnight", "fortnights"))


def _undated(document: Document, telling: Telling) -> When:
    """When it happened by the words and the place alone."""
    frame, clause = telling.frame, telling.frame.clause
    if is_stay(frame, telling.stage):
        return staying(document, telling, None).when
    if _is_title(telling) or _is_holding(frame):
        return When.STANDING
    if is_participle_in_aside(frame):
        return When.AFTER
    if clause.pluperfect and not clause.reported and not _is_denied_today(frame):
        return When.PLUPERFECT
    if is_having_done(frame) or (telling.stage is Stage.APPLIED and awaits_answer(frame)):
        return When.AFTER
    if clause.since or is_told_by_the_way(frame) or is_mentioned(frame):
        return When.AFTER
    if telling.stage in OUTLOOK:
        return _outlook(document, telling)
    return _undated_act(document, telling)


def _is_denied_today(frame: Frame) -> bool:
    """``denied a report that X had applied``: what had been done is what was reported, and not the denial."""
    return frame.force in (Force.DENIED, Force.REFUSED) and frame.form == "past"


def _is_holding(frame: Frame) -> bool:
    """``is in``, ``is in force``, ``applies``: a state and no act."""
    low = frame.line.parsed.nodes[frame.at].low
    is_in = frame.trigger.name in ("come-in", "in-force") and frame.force is Force.DONE
    listed = "on the list of" in low and frame.force is Force.DONE
    return listed or (is_in and (low in _BEING_IN or low.startswith(_HOLDING)))


_BEING_IN = frozenset(
    f"{verb} {rest}"
    for verb in ("is", "are", "was", "were", "be", "been")
    for rest in ("in", "now in", "both in", "already in", "all in", "both now in")
)
_HOLDING = ("is in force", "are in force", "been in force", "appl")


def _outlook(document: Document, telling: Telling) -> When:
    """Whether a wish or a plan is of today, or a position that the outlet only recalls behind its lead."""
    frame, clause = telling.frame, telling.frame.clause
    if looks_back(frame) or clause.told_before or _is_refused_in_aside(telling):
        return When.AFTER
    standing = (
        frame.force is Force.DONE
        or clause.perfect
        or "commit" in frame.cues
        or (telling.stage is Stage.PROSPECTIVE and not _is_forecast(frame))
    )
    wished = frame.force is Force.POSSIBLE and frame.trigger.role in _ACTED
    standing = standing and (clause.perfect or not wished)
    recalled = telling.speaker is Speaker.OUTLET and not is_lead(document, frame)
    return When.LATE if recalled and standing and not is_quote(frame) else When.OUTLOOK


def _is_refused_in_aside(telling: Telling) -> bool:
    """``X, which refuses to sign, …``: where it stands, told in passing."""
    clause, nodes = telling.frame.clause, telling.frame.line.parsed.nodes
    if telling.stage is not Stage.DECLINED or not (clause.relative and clause.subject):
        return False
    if clause.subject[0].how not in ("name", "people", "seat"):
        return False
    behind = [node.low for node in nodes[clause.subject[0].end + 1 :][:2]]
    return telling.speaker is Speaker.OUTLET and behind in ([",", "which"], [",", "who"])


def _undated_act(document: Document, telling: Telling) -> When:
    """Whether an act is news: no fact long known, not summed up with others, and told early."""
    frame, perfect = telling.frame, telling.frame.clause.perfect
    known = is_known(telling.accord, telling.party, telling.stage, document.published)
    if known and not is_return(frame):
        return When.KNOWN
    if (perfect and sums_up(frame)) or was_in_the_past(frame):
        return When.AFTER
    if perfect:
        return When.LATE if is_bystander(document, telling) else When.PERFECT
    if frame.line.field == "title" and asks_how(frame):
        return When.AFTER
    return When.LEAD if is_lead(document, frame) else When.LATE


_ACTED = frozenset(("subject", "object"))
"""Roles of verbs: what somebody wishes to do is told of today; whose candidacy lies somewhere is told of any time."""
_FORECASTS = frozenset(
    [
        "may",
        "might",
        "could",
        "can",
        "should",
        "must",
        "would",
        "will",
        "shall",
        "likely",
        "perhaps",
        "possibly",
        "probably",
        "maybe",
        "expected",
        "expect",
        "if",
        "unless",
        "whether",
    ]
)


def _is_forecast(frame: Frame) -> bool:
    """Whether the text itself looks ahead ("could follow"); else it tells where a party stands ("hopes to")."""
    words = {word for phrase in frame.clause.cue_words for word in phrase.split()}
    return bool(words & _FORECASTS) or frame.line.question or "if" in frame.cues
