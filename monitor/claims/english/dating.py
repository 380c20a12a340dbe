"""Which date of a sentence goes with an act that it tells."""

from __future__ import annotations

from datetime import date

from monitor.claims.days import Found, days_before
from monitor.claims.english.closed import BE
from monitor.claims.english.dates import find_span
from monitor.claims.english.document import Line
from monitor.claims.english.frame import Frame
from monitor.claims.english.lexicon import Node
from monitor.claims.english.objects import is_time
from monitor.claims.status import Force
from monitor.claims.timing import NEW_DAYS
from monitor.model.stage import Stage

OUTLOOK = frozenset((Stage.PROSPECTIVE, Stage.ANNOUNCED, Stage.DECLINED))


_STOP_LOW = frozenset((";", "but", "while"))


_SUBORDINATE = frozenset(
    [
        "after",
        "before",
        "since",
        "when",
        "although",
        "though",
        "because",
        "which",
        "who",
        "whose",
        "where",
        "as",
    ]
)


def is_since(frame: Frame, found: Found | None) -> bool:
    """Whether the date tells since when a state has lasted."""
    if found is None:
        return False
    before = [node for node in frame.line.parsed.nodes if node.start <= found.start]
    words = [node.low for node in before[-3:]]
    return not {"since", "from", "as of"}.isdisjoint(words) or "as of" in " ".join(words)


def position_of(frame: Frame) -> int:
    """Where the trigger stands in the text."""
    return frame.line.parsed.nodes[frame.at].start


def date_for(frame: Frame, dates: list[Found], stage: Stage, published: date) -> Found | None:
    """The date that goes with the trigger: behind it in its clause, else before it, the nearest."""
    nodes = frame.line.parsed.nodes
    here = nodes[frame.at].start
    first = nodes[max(0, min(frame.clause.start, frame.at))].start
    end = _clause_end(frame)
    if is_mentioned(frame) or _is_since_then(frame):
        dates = [found for found in dates if first <= found.start and found.end <= _comma(frame)]
    before_now = [found for found in dates if found.kind == "months_after" and found.end <= here]
    dates = [found for found in dates if _belongs(frame, found) and not _is_aside(frame, found)]
    if before_now and before_now[-1] in dates:
        return before_now[-1]
    inside = [found for found in dates if first <= found.start <= end]
    if (
        stage is Stage.PROSPECTIVE
        and frame.force is Force.DONE
        and frame.trigger.stage is not stage
    ):
        inside = []
    if stage in OUTLOOK:
        dates = [found for found in dates if not _is_of_the_act(frame, found)]
        dates = [found for found in dates if not _is_yet_to_come(nodes, found)]
        inside = [found for found in inside if not _is_of_the_act(frame, found)]
        inside = [found for found in inside if not _is_older(frame, found, published)]
        open_ended = frame.force is not Force.DONE or frame.trigger.name == "show-interest"
        if open_ended and not frame.clause.pluperfect:
            inside = [found for found in inside if not _may_be_ahead(found, published)]
        inside = [found for found in inside if _is_behind(found, published)] or [
            found
            for found in dates
            if 0 <= days_before(found.partial, published) <= NEW_DAYS
            and len(found.partial) == len("2026-01-01")
            and not _is_of_another(frame, found)
        ]
    behind = [found for found in inside if found.start >= here]
    if behind:
        return _last_time(frame, behind)
    before = [found for found in inside if found.start < here]
    if before:
        return before[-1]
    leading = [
        found
        for found in dates
        if found.start < here
        and (stage not in OUTLOOK or found.kind in _LONG_AGO or found.start - nodes[0].start < 25)
    ]
    if leading and leading[-1].kind not in ("iso", "months_after"):
        other = stage in OUTLOOK and _is_of_another(frame, leading[-1])
        same = _same_stretch(frame, leading[-1]) and not other
        return leading[-1] if same else None
    return None


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


def _comma(frame: Frame) -> int:
    """Where the first comma behind the verb stands, or the line ends."""
    nodes = frame.line.parsed.nodes
    ends = (node.start for node in nodes[frame.at + 1 :] if node.low == ",")
    return next(ends, nodes[-1].end)


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


def _is_behind(found: Found, published: date) -> bool:
    """Whether a date lies back; a season without a year is one that is over."""
    return found.kind == "bare_season" or days_before(found.partial, published) >= 0


def began(frame: Frame, published: date) -> Found | None:
    """``a member for two years``, ``has been in for seven``: when what has lasted so long began."""
    if frame.force is not Force.DONE or not _lasts(frame):
        return None
    line = frame.line
    return find_span(line.page.folded, position_of(frame), _clause_end(frame), published)


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


def _is_older(frame: Frame, found: Found, published: date) -> bool:
    """Whether a past date only stands beside what is to come: "may join the union founded in 1957"."""
    if days_before(found.partial, published) <= NEW_DAYS or frame.clause.pluperfect:
        return False
    ahead = bool(
        {"will", "may", "might", "could", "can", "'ll", "shall"} & set(frame.clause.cue_words)
    )
    state = frame.trigger.stage is Stage.PROSPECTIVE
    return (ahead and found.start > position_of(frame)) or (not state and is_since(frame, found))


def _is_of_the_act(frame: Frame, found: Found) -> bool:
    """``will sign on Monday``: the day of what is to come, unless somebody says something on it."""
    nodes = frame.line.parsed.nodes
    here = nodes[frame.at]
    if frame.force is not Force.COMMITTED or found.start < here.start:
        return False
    if found.kind not in ("weekday", "monthday", "day"):
        return False
    between = [node for node in nodes[frame.at + 1 :] if node.end <= found.start]
    return not any(node.use("report") for node in between) and len(between) <= 8


def _is_yet_to_come(nodes: list[Node], found: Found) -> bool:
    """``will vote in May on whether to join``: a month of what lies ahead."""
    if found.kind not in ("bare_month", "monthday"):
        return False
    before = [node for node in nodes if node.end <= found.start][-4:]
    return any((cue := node.use("cue")) is not None and cue.ref == "will" for node in before)


def _may_be_ahead(found: Found, published: date) -> bool:
    """A day without a year, months back: of an outlook it is rather to come."""
    return (
        found.kind in ("monthday", "bare_month", "bare_season")
        and days_before(found.partial, published) > 45
    )


_DATED_THINGS = frozenset(
    ["signature", "application", "statement", "decree", "report", "item", "decision", "request"]
)


def _counts_from_there(frame: Frame, found: Found) -> bool:
    """``it was five years on Monday since X signed``: the day is that of the count."""
    nodes, start = frame.line.parsed.nodes, frame.clause.start
    since = frame.clause.since and start > 0 and nodes[start - 1].low == "since"
    return since and found.end <= nodes[start - 1].start and found.kind in ("weekday", "relday")


def _belongs(frame: Frame, found: Found) -> bool:
    """Whether a date can date the act: not a paper's ("the declaration of 2021"), not another clause's."""
    nodes = frame.line.parsed.nodes
    if _counts_from_there(frame, found):
        return False
    before = [node for node in nodes if node.end <= found.start]
    if (
        len(before) >= 2
        and before[-1].low == "of"
        and (
            "papers" in before[-2].tags
            or before[-2].use("accord")
            or before[-2].low.split()[-1] in _DATED_THINGS
        )
    ):
        return False
    if found.kind == "year" and _is_of_a_name(nodes, found):
        return False
    here = nodes[frame.at].start
    if frame.trigger.needs == "suspension" and found.start > here and _is_imposed(frame, found):
        return False
    if found.kind == "bare_season" and found.start > here:
        between = [node.low for node in nodes[frame.at + 1 :] if node.end <= found.start]
        return not {",", "to"} & set(between)
    if found.kind != "months_after":
        return True
    return found.start < here and not any(
        node.low == "," for node in nodes if found.end <= node.start < here
    )


def _is_of_a_name(nodes: list[Node], found: Found) -> bool:
    """``the 1947 defence pact``: the year is that of the paper."""
    at = next((k for k, node in enumerate(nodes) if node.start == found.start), None)
    if at is None or not at or "determiners" not in nodes[at - 1].tags:
        return False
    behind = nodes[at + 1 : at + 4]
    named = next((k for k, n in enumerate(behind) if "papers" in n.tags or n.use("accord")), None)
    return named is not None and all(not node.uses for node in behind[:named])


def _is_imposed(frame: Frame, found: Found) -> bool:
    """``lifted the freeze [that it imposed] in January``: the date is that of what is lifted."""
    between = (n.low for n in frame.line.parsed.nodes[frame.at + 1 :] if n.end <= found.start)
    return not _IMPOSED.isdisjoint(between)


_IMPOSED = frozenset(("it", "that", "which", "imposed", "ordered", "decreed", "since", "force"))


def _is_aside(frame: Frame, found: Found) -> bool:
    """Whether a date stands in a relative clause between the subject and its verb."""
    nodes = frame.line.parsed.nodes
    return any(
        nodes[start].start <= found.start <= nodes[end].start for start, end in frame.clause.asides
    )


def _clause_end(frame: Frame) -> int:
    """Where the clause ends: at a strong mark, or where another trigger's clause begins."""
    nodes, near = frame.line.parsed.nodes, frame.at + 3
    start = frame.clause.start
    aside = start > 1 and nodes[start - 1].low == "which" and nodes[start - 2].low == ","
    for k in range(frame.at + 1, len(nodes)):
        node = nodes[k]
        if aside and node.low == ",":
            return node.start
        if node.low in _TURNS and _opens_clause(frame.line, k):
            return node.start
        verb = node.use("verb") if k > near and node.uses else None
        own = frame.trigger.role == "noun" and "took_place" in node.tags
        if verb is not None and verb.form in ("past", "third", "participle") and not own:
            return node.start
        if node.low == "," and _opens_participle(nodes, k + 1):
            return node.start
    return nodes[-1].end


def _opens_participle(nodes: list[Node], at: int) -> bool:
    """``…, closing a chapter that began in 2008``: what comes of the act has dates of its own."""
    node = nodes[at] if at < len(nodes) else None
    if node is None or node.tags:
        return False
    verbs = [use.ref for use in node.uses if use.kind == "verb" and use.form == "ing"]
    if any(verb.needs == "suspension" for verb in verbs):
        return True
    concluded = all(
        (use.kind == "verb" and use.ref.name == "conclude-talks")
        or (use.kind == "cue" and use.ref == "manage")
        for use in node.uses
    )
    return node.low.endswith("ing") and concluded


_TURNS = _STOP_LOW | _SUBORDINATE | {"and"}


def _opens_clause(line: Line, at: int) -> bool:
    """Whether another clause begins with one of these words at node ``at``."""
    nodes = line.parsed.nodes
    low = nodes[at].low
    if low in _STOP_LOW:
        return True
    if low == "and":
        ahead = nodes[at + 1].low if at + 1 < len(nodes) else ""
        tells = any(node.use("report") is not None for node in nodes[at + 2 : at + 4])
        return (ahead in _SUBJECTS and tells) or _opens_dated_clause(line, at + 1)
    ahead = nodes[at + 1].low if at + 1 < len(nodes) else ""
    opens = bool(ahead) and not is_time(ahead) and not _is_capacity(nodes, at)
    return opens and not _is_counted(line, at)


def _is_counted(line: Line, at: int) -> bool:
    """``two years before X, in 2021``: what the act is measured by opens no clause where its date follows."""
    nodes = line.parsed.nodes
    measured = nodes[at - 1].low.split()[-1].rstrip("s") in _UNITS
    if nodes[at].low not in ("after", "before") or not measured:
        return False
    comma = next((k for k in range(at, min(at + 5, len(nodes))) if nodes[k].low == ","), None)
    if comma is None or any(node.use("verb") is not None for node in nodes[at:comma]):
        return False
    return any(0 < found.start - nodes[comma].end <= len(" in ") for found in line.dates)


_SUBJECTS = frozenset(("i", "he", "she", "we", "they"))
"""Behind "and" these open a clause of their own: ``we are not joining and I told him so last week``."""
_UNITS = frozenset(("day", "week", "month", "year", "decade"))


def _opens_dated_clause(line: Line, at: int) -> bool:
    """``and a year later A became``: the date that follows goes with the clause that it opens."""
    nodes = line.parsed.nodes
    dates = (found for found in line.dates if at < len(nodes) and nodes[at].start <= found.start)
    date_ = next((found for found in dates if found.start <= nodes[at].end + 1), None)
    if date_ is None:
        return False
    k = next((k for k in range(at, len(nodes)) if nodes[k].start >= date_.end), len(nodes))
    k += k < len(nodes) and nodes[k].low in (",", "the")
    actor = line.parsed.covering.get(k)
    return actor is not None and bool(actor.codes)


def _is_capacity(nodes: list[Node], at: int) -> bool:
    """``joined as a full member in 2024``: as what somebody comes in opens no clause."""
    behind = nodes[at + 1 : at + 5]
    return nodes[at].low == "as" and any(node.use("noun") is not None for node in behind)


def _is_of_another(frame: Frame, found: Found) -> bool:
    """``A signed in May and B has shown interest``: the date goes with the verb before it."""
    nodes = frame.line.parsed.nodes
    start = nodes[max(0, min(frame.clause.start, frame.at))].start
    joined = any(
        node.low in ("and", ";", "while") for node in nodes if found.end <= node.start < start
    )
    return joined and any(
        node.end <= found.start
        and (verb := node.use("verb")) is not None
        and verb.form in ("past", "third")
        for node in nodes
    )


def _same_stretch(frame: Frame, found: Found) -> bool:
    nodes = frame.line.parsed.nodes
    between = [node for node in nodes if found.end <= node.start < nodes[frame.at].start]
    if any(node.low == ":" for node in between[1:]):
        return False
    return not any(node.low in _STOP_LOW for node in between) and not any(
        (verb := node.use("verb")) is not None and verb.form in ("past", "third")
        for node in between
    )
