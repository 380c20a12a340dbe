"""New or background: what the words, the dates and the place in the text say of when it happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from monitor.claims.days import Found, days_before, days_since
from monitor.claims.english.closed import RESOLVED
from monitor.claims.english.dating import (
    OUTLOOK,
    began,
    date_for,
    dates_standing,
    is_mentioned,
    is_since,
    position_of,
)
from monitor.claims.english.document import Document
from monitor.claims.english.frame import Frame
from monitor.claims.english.happened import announces
from monitor.claims.english.lexicon import Node
from monitor.claims.signals import PARTY
from monitor.claims.status import Force
from monitor.claims.timing import NEW_DAYS, Timing, When, is_known, timing_by_date
from monitor.model.accord import Accord
from monitor.model.claim import Speaker
from monitor.model.stage import Stage


@dataclass(frozen=True, slots=True)
class Telling:
    """What a frame says of one party, and whose word it is."""

    frame: Frame
    stage: Stage
    party: str
    accord: Accord
    speaker: Speaker


def timing_of(document: Document, telling: Telling) -> Timing:
    """When the telling says that it happened."""
    frame, stage, dates = telling.frame, telling.stage, telling.frame.line.dates
    if frame.link == "companion":
        return Timing(When.STANDING, _date_of_its_own(frame, document.published))
    found = date_for(frame, dates, stage, document.published)
    found = found or began(frame, document.published)
    past = found is not None and days_before(found.partial, document.published) > NEW_DAYS
    if _is_counted_from(frame) and not past:
        return Timing(When.AFTER, None)
    if found is not None and _is_next_year(frame, found, document.published):
        ahead = f"{int(found.partial[:4]) + 1}{found.partial[4:]}"
        found = replace(found, partial=ahead)
    if (
        frame.trigger.role in ("title", "standing")
        and frame.form != "become"
        and stage in (Stage.ACCEDED, Stage.SIGNED)
    ):
        stood = past and found is not None and dates_standing(frame, found)
        return Timing(When.STANDING, found.partial if stood and found is not None else None)
    if _was_once(frame):
        return Timing(When.STANDING, None)
    if frame.trigger.name == "list-as-member":
        return Timing(When.STANDING, None)
    if frame.trigger.name == "belong" and stage is Stage.ACCEDED and not is_since(frame, found):
        begun = any("beginnings" in node.tags for node in frame.line.parsed.nodes)
        if _is_reaffirmed(telling) or _is_staying_on(document, frame, found):
            return Timing(When.OUTLOOK, found.partial if found is not None else None)
        if not begun and not any(node.low == "now" for node in frame.line.parsed.nodes):
            lasted = found is not None and found.kind == "span"
            return Timing(When.STANDING, found.partial if lasted and found is not None else None)
    if "standing-of" in frame.rules and found is None and not frame.clause.perfect:
        return Timing(When.STANDING, None)
    if stage in (Stage.WITHDRAWN, Stage.SUSPENDED) and (
        found is None or _is_ahead(found, frame, document.published)
    ):
        return _notice(document, frame, dates, found)
    if found is not None and frame.echoes is not None:
        found = _in_year_of(frame.echoes, found, document.published)
    if found is None and frame.echoes is not None and _is_past(frame.echoes, document.published):
        return Timing(When.AFTER, None)
    if found is not None and frame.force is Force.COMMITTED and found.kind in _BARE:
        found = found if _is_of_a_decision(frame, found) else None
    if found is not None:
        if _is_stay(frame, stage):
            return _staying(document, telling, found)
        told = found.kind == "bare_season" or _is_earlier(found, document.published)
        if told or (stage not in OUTLOOK and _is_this_year(frame, found, document.published)):
            return Timing(When.OLD_DATE, found.partial)
        timing = timing_by_date(found, document.published)
        if timing is not None:
            return timing
        if stage in OUTLOOK:
            found = None
    date_text = found.partial if found is not None else None
    return Timing(_undated(document, telling), date_text)


def _is_counted_from(frame: Frame) -> bool:
    """``twenty years to the day after X joined``, ``since X left, …``: what something else is counted from."""
    nodes, start = frame.line.parsed.nodes, frame.clause.start
    if not frame.clause.since or start < 1 or frame.form != "past":
        return False
    k = start - 1 - (nodes[start - 1].low == "the")
    if nodes[k].low == "since":
        comma = next((node.end for node in nodes[frame.at :] if node.low == ","), nodes[-1].end)
        here = nodes[frame.at].end
        return not any(here <= found.start < comma for found in frame.line.dates)
    counted = any(_YEARS & set(node.low.split()) for node in nodes[max(0, k - 5) : k])
    return nodes[k].low == "after" and counted


_YEARS = frozenset(("years", "decade", "decades", "anniversary"))
_BARE = frozenset(("bare_month", "bare_season"))
"""A month or a season without a year is the last one of what is past; of what is to come it tells nothing."""


def _was_once(frame: Frame) -> bool:
    """``Britain, no longer a member, …``: told in an aside of one who left some time ago."""
    if frame.trigger.role != "title" or "cease" not in frame.cues or not frame.clause.subject:
        return False
    return frame.line.parsed.nodes[frame.clause.subject[0].end + 1].low == ","


def _date_of_its_own(frame: Frame, published: date) -> str | None:
    """The past date behind one who is named beside others: ``since A in 2013``, ``as A did in 2020``."""
    if not frame.actors or frame.at != frame.actors[0].start:
        return None
    found = date_for(frame, frame.line.dates, frame.trigger.stage, published)
    behind = found is not None and found.start > position_of(frame)
    past = found is not None and days_before(found.partial, published) > NEW_DAYS
    if found is None or not (behind and past and dates_standing(frame, found)):
        return None
    return found.partial


def _is_past(frame: Frame, published: date) -> bool:
    """Whether all dates beside what is echoed lie back: "signed in 2020; B followed"."""
    dates = frame.line.dates
    return bool(dates) and all(days_before(found.partial, published) > NEW_DAYS for found in dates)


def _in_year_of(echoed: Frame, found: Found, published: date) -> Found:
    """``A signed in September 2020; B did so in December``: a bare month goes with the year told before it."""
    told = date_for(echoed, echoed.line.dates, echoed.trigger.stage, published)
    if found.kind != "bare_month" or told is None or len(told.partial) < len("2020-09"):
        return found
    year, month = int(told.partial[:4]), int(told.partial[5:7])
    if year >= published.year - 1:
        return found
    here = int(found.partial[5:7])
    return replace(found, partial=f"{year + (here < month)}-{here:02d}")


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


def _is_reaffirmed(telling: Telling) -> bool:
    """``"we are a member and remain one," its spokesman said``: a denial that it will leave."""
    nodes = telling.frame.line.parsed.nodes
    stays = any(node.low.split()[0].startswith(("remain", "stay")) for node in nodes)
    said = _is_quote(telling.frame) or bool(telling.frame.line.dates)
    return stays and said and telling.speaker is Speaker.PARTY_GOVERNMENT


def _is_stay(frame: Frame, stage: Stage) -> bool:
    """Whether what is told is that a party does not leave."""
    return stage is Stage.ACCEDED and frame.trigger.stage is Stage.WITHDRAWN


def _staying(document: Document, telling: Telling, found: Found | None) -> Timing:
    """``denied that it would leave``: news where the denial is, else what has long been so."""
    frame = telling.frame
    if frame.force is Force.NOT:
        return Timing(When.STANDING, None)
    if found is not None:
        recent = 0 <= days_before(found.partial, document.published) <= NEW_DAYS
        return Timing(When.THIS_WEEK, found.partial) if recent else Timing(When.STANDING, None)
    own = telling.speaker is Speaker.PARTY_GOVERNMENT
    said = own or frame.force is Force.DENIED or _is_lead(document, frame)
    past = frame.clause.pluperfect or frame.clause.told_before or _looks_back(frame)
    return Timing(When.OUTLOOK if said and not past else When.STANDING, None)


def _is_staying_on(document: Document, frame: Frame, found: Found | None) -> bool:
    """``X stays a party``, told first: that it does not go is the news."""
    low = frame.line.parsed.nodes[frame.at].low
    if low.startswith(("stay", "remain")) and " after all" in frame.line.text.lower():
        return True
    stays = low.startswith(("stay ", "stays ")) and not low.endswith((" in", " inside"))
    before = frame.line.parsed.nodes[frame.at - 1].low if frame.at else ""
    decided = low.startswith(("stay", "remain", "keep")) and before.split()[-1:] == ["to"]
    return (stays or decided) and found is None and _is_lead(document, frame)


def _is_lead(document: Document, frame: Frame) -> bool:
    line = frame.line
    return line.field != "body" or line.paragraph <= _lead_end(document) or _opens_item(frame)


def _opens_item(frame: Frame) -> bool:
    """``HAITI's council has …``, ``2. Haiti has …``: the news of one of several short reports.

    What somebody says there behind a colon may be of the past.
    """
    nodes = frame.line.parsed.nodes
    first = nodes[0]
    name = first.text[first.start : first.end]
    if first.use("party") is not None and len(name) > len("UAE") and name.isupper():
        return True
    return frame.line.opens_item and all(node.low != ":" for node in nodes[: frame.at])


def _is_next_year(frame: Frame, found: Found, published: date) -> bool:
    """``will leave on 1 January``: a day without a year, long past, of what is to come."""
    return (
        frame.force is Force.COMMITTED
        and "will" in frame.cues
        and found.kind == "monthday"
        and found.start > position_of(frame)
        and days_before(found.partial, published) > 180
    )


def _is_of_a_decision(frame: Frame, found: Found) -> bool:
    """``the decision in May to join``, ``said in May that it would``: the month stands behind what governs the verb."""
    before = [node for node in frame.line.parsed.nodes if node.end <= found.start]
    cue = before[-1].use("cue") if before else None
    decides = cue is not None and cue.form in ("word", "past", "participle")
    decides = decides or bool(before and before[-1].low in RESOLVED)
    decides = decides or any(_is_said(node) for node in before[-2:])
    return decides and found.end <= position_of(frame)


def _is_said(node: Node) -> bool:
    report = node.use("report")
    return report is not None and report.form in ("past", "participle")


def _is_ahead(found: Found, frame: Frame, published: date) -> bool:
    takes = any("took_place" in n.tags for n in frame.line.parsed.nodes if n.end <= found.start)
    if takes and found.kind in _BARE:
        return True
    ahead = found.kind != "bare_season" and days_before(found.partial, published) < 0
    bare = frame.force is Force.COMMITTED and found.kind in _BARE
    return ahead or (bare and not _is_of_a_decision(frame, found))


def _notice(
    document: Document, frame: Frame, dates: list[Found], effective: Found | None
) -> Timing:
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
    if frame.clause.pluperfect or frame.clause.since or _is_over_time(frame):
        return Timing(When.PLUPERFECT, None, ahead)
    if effective is not None or frame.clause.perfect:
        return Timing(When.PERFECT, None, ahead)
    lead = _is_lead(document, frame) and not _is_told_as_past(frame)
    return Timing(When.LEAD if lead else When.LATE, None, ahead)


def _is_told_as_past(frame: Frame) -> bool:
    """``X left, for reasons of its own``: an undated past; a departure that is news is dated or told as perfect."""
    past = frame.trigger.name == "leave" and frame.form == "past" and not frame.clause.passive
    named = frame.trigger.name == "withdrawal" and not announces(frame.line)
    return frame.line.field == "body" and frame.force is Force.DONE and (past or named)


_BEING_IN = frozenset(
    f"{verb} {rest}"
    for verb in ("is", "are", "was", "were", "be", "been")
    for rest in ("in", "now in", "both in", "already in", "all in", "both now in")
)


_HOLDING = ("is in force", "are in force", "been in force", "appl")


def _is_participle_in_aside(frame: Frame) -> bool:
    """``the accords, signed by A and B, …``: told of them in passing."""
    nodes = frame.line.parsed.nodes
    passive = "by-agent" in frame.rules and not frame.clause.has_finite
    return passive and frame.at > 1 and nodes[frame.at - 1].low == "," and not frame.line.dates


def _undated(document: Document, telling: Telling) -> When:
    frame, stage = telling.frame, telling.stage
    clause = frame.clause
    if _is_stay(frame, stage):
        return _staying(document, telling, None).when
    if (
        frame.trigger.role in ("title", "standing")
        and frame.form != "become"
        and stage in (Stage.ACCEDED, Stage.SIGNED)
    ):
        return When.STANDING
    low = frame.line.parsed.nodes[frame.at].low
    is_in = frame.trigger.name in ("come-in", "in-force") and frame.force is Force.DONE
    if is_in and (low in _BEING_IN or low.startswith(_HOLDING)):
        return When.STANDING
    if _is_participle_in_aside(frame):
        return When.AFTER
    if clause.pluperfect and not clause.reported:
        return When.PLUPERFECT
    told = _is_before_another(frame) or _is_told_after(frame) or _is_left_unratified(frame)
    told = told or _is_rank_in_aside(frame) or _is_among_first(frame)
    if clause.since or told or is_mentioned(frame):
        return When.AFTER
    if stage in OUTLOOK:
        if _looks_back(frame) or clause.told_before:
            return When.AFTER
        in_lead = _is_lead(document, frame)
        standing = (
            frame.force is Force.DONE
            or clause.perfect
            or "commit" in frame.cues
            or (stage is Stage.PROSPECTIVE and not _is_forecast(frame))
        )
        wished = frame.force is Force.POSSIBLE and frame.trigger.role in _ACTED
        standing = standing and (clause.perfect or not wished)
        if telling.speaker is Speaker.OUTLET and not in_lead and standing and not _is_quote(frame):
            return When.LATE
        return When.OUTLOOK
    known = is_known(telling.accord, telling.party, stage, document.published)
    if known and not _is_return(frame):
        return When.KNOWN
    if clause.perfect and _sums_up(frame):
        return When.AFTER
    if _was_in_the_past(frame):
        return When.AFTER
    if clause.perfect:
        return When.LATE if _is_bystander(document, telling) else When.PERFECT
    if frame.line.field == "title" and _asks_how(frame):
        return When.AFTER
    return When.LEAD if _is_lead(document, frame) else When.LATE


def _is_return(frame: Frame) -> bool:
    """``was readmitted``, ``has taken up its membership again``: that the party was in before is no objection."""
    again = frame.line.parsed.nodes[frame.at].low.startswith(("re", "took back", "taken back"))
    return again or frame.trigger.name in _RETURNS


_RETURNS = frozenset(
    ("return", "resume-standing", "lift-suspension", "stay-after-all", "take-back-notice")
)


def _asks_how(frame: Frame) -> bool:
    """``How X got into the club``: a headline that explains what is known."""
    first = frame.line.parsed.nodes[0].low
    return frame.form == "past" and first in ("how", "why", "when") and not frame.line.question


_ACTED = frozenset(("subject", "object"))
"""Roles of verbs: what somebody wishes to do is told of today; whose candidacy lies somewhere is told of any time."""


def _is_told_after(frame: Frame) -> bool:
    """``A and B later joined``: told as what came after another thing of the past."""
    before = frame.line.parsed.nodes[frame.at - 1].low if frame.at else ""
    return frame.form == "past" and frame.force is Force.DONE and before in _AFTERWARDS


def _is_rank_in_aside(frame: Frame) -> bool:
    """``X, the 36th to sign, has changed its law``: what the sentence tells of X is another thing."""
    subject, nodes = frame.clause.subject, frame.line.parsed.nodes
    if (
        frame.form != "base"
        or not frame.clause.infinitive
        or frame.cues != ["manage"]
        or not subject
    ):
        return False
    opens = nodes[subject[0].end + 1].low == "," and nodes[subject[0].end + 2].low in ("the", "one")
    behind = nodes[frame.at + 1 :]
    comma = next((k for k, node in enumerate(behind) if node.low == ","), len(behind))
    return (
        opens and comma < len(behind) - 2 and behind[comma + 1].low not in ("and", "after", "with")
    )


def _is_among_first(frame: Frame) -> bool:
    """``were among the first to sign``: many have come since."""
    nodes = frame.line.parsed.nodes[frame.clause.start : frame.at]
    words = {node.low for node in nodes}
    return frame.cues == ["manage"] and "among" in words and bool(words & {"was", "were"})


def _is_left_unratified(frame: Frame) -> bool:
    """``signed but never ratified it``: the signature lies back."""
    if frame.trigger.stage is not Stage.SIGNED or frame.force is not Force.DONE:
        return False
    behind = frame.line.parsed.nodes[frame.at + 1 : frame.at + 12]
    turn = next((k for k, node in enumerate(behind) if node.low in ("but", "though")), None)
    if turn is None:
        return False
    words = [word for node in behind[turn:] for word in node.low.split()]
    return any(word.startswith("ratif") for word in words) and not _NEVER.isdisjoint(words)


_NEVER = frozenset(("not", "n't", "never", "yet"))
_AFTERWARDS = frozenset(("later", "subsequently", "eventually", "afterwards"))


def _sums_up(frame: Frame) -> bool:
    """``A, B and C have all signed``: a count of those who are in tells no news."""
    nodes = frame.line.parsed.nodes[frame.clause.start : frame.at]
    among = frame.trigger.stage is not Stage.APPLIED and any(n.low == "among" for n in nodes)
    if _is_over_time(frame) or _is_tally(frame):
        return True
    return among or (len(frame.actors) > 1 and any(node.low in _ALL for node in nodes))


def _is_tally(frame: Frame) -> bool:
    """``only A and B have joined so far``, ``the only states to have signed``: who has and who has not."""
    nodes = frame.line.parsed.nodes
    first = max(0, frame.clause.start - 2)
    only = any(node.low == "only" for node in nodes[first : frame.at])
    behind = [node.low for node in nodes[frame.at :]]
    others = "but not" in " ".join(behind)
    return only or others or any(n.low in ("so far", "to date", "thus far") for n in nodes)


def _was_in_the_past(frame: Frame) -> bool:
    """``have in the past applied``, ``has previously signed``: at some time before."""
    first = frame.clause.subject[0].end if frame.clause.subject else frame.at
    between = frame.line.parsed.nodes[first + 1 : frame.at]
    return frame.force is Force.DONE and any(node.low in _PAST for node in between)


_PAST = frozenset(("in the past", "previously", "formerly", "years ago", "long ago", "once"))


def _is_over_time(frame: Frame) -> bool:
    """``have left in recent years``: one after the other."""
    return any(node.low in _OVER_TIME for node in frame.line.parsed.nodes[frame.at + 1 :])


_OVER_TIME = frozenset(("recent", "in recent years", "over the years", "over time"))
_ALL = frozenset(("all", "already", "both", "long since", "long", "by now", "so far"))


def _is_before_another(frame: Frame) -> bool:
    """``came in before Azerbaijan did``: what happened earlier than another party's step."""
    nodes = frame.line.parsed.nodes
    for k in range(frame.at + 1, min(frame.at + 6, len(nodes) - 2)):
        if nodes[k].low in ("before", "ahead of"):
            actor = frame.line.parsed.covering.get(k + 1)
            after = nodes[actor.end + 1 :][:1] if actor is not None and actor.codes else []
            return any(node.low in ("did", "had") for node in after)
    return False


def _is_bystander(document: Document, telling: Telling) -> bool:
    """Whether the text opens with others: that one more "has signed" is then said of its neighbours."""
    here = telling.frame.line
    if here.field != "body" or _opens_item(telling.frame):
        return False
    opening = (
        actor
        for line in document.lines[: here.index]
        if PARTY in line.signs and (line.field != "body" or line.paragraph < _lead_end(document))
        for actor in line.parsed.actors
    )
    named = {code for actor in opening for code in actor.codes}
    return bool(named - set(telling.accord.conveners)) and telling.party not in named


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


def _is_quote(frame: Frame) -> bool:
    """Whether somebody's words are quoted in the line, or an answer of an interview speaks of "we"."""
    spoken = any(actor.word in ("we", "i") for actor in frame.clause.subject)
    return spoken or any(node.low == '"' for node in frame.line.parsed.nodes)


def _looks_back(frame: Frame) -> bool:
    """Whether the sentence speaks of a standing position or of earlier years."""
    nodes = frame.line.parsed.nodes
    at_first = frame.clause.subject and any(node.low in _AT_FIRST for node in nodes[frame.at :])
    aside = {k for first, last in frame.clause.asides for k in range(first, last)}
    before = enumerate(nodes[: frame.at])
    back = any("past_outlook" in node.tags and k not in aside for k, node in before)
    return bool(at_first) or back


_AT_FIRST = frozenset(
    ("at the outset", "from the outset", "from the start", "from the beginning", "early on")
)


def _lead_end(document: Document) -> int:
    """The paragraph that ends the lead: the second one of the body."""
    return document.lead_end
