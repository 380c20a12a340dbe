"""A wish, its loss, a door left open, and what is asked for in form: outlook, refusal or application."""

from __future__ import annotations

from monitor.claims.english.closed import BE
from monitor.claims.english.frame import Frame
from monitor.claims.english.wordlists import heads
from monitor.claims.status import Force
from monitor.model.stage import Stage


def does_not_want(frame: Frame, force: Force) -> bool:
    """``does not need the accords``, ``does not see itself in them``: a will that is denied is a refusal."""
    verb = frame.line.parsed.nodes[frame.at].low
    wants = frame.trigger.name == "outlook" and frame.link != "it" and verb.startswith(_WANTS)
    seeks = frame.trigger.name == "seek-membership" and verb.startswith(_SEEKS)
    return (wants or seeks) and force is Force.NOT


def has_said_no(frame: Frame, force: Force) -> bool:
    """``is not a candidate``, ``cannot take up the offer``: what a government that says so refuses."""
    nodes, clause = frame.line.parsed.nodes, frame.clause
    if frame.trigger.name == "accept-invitation":
        unable = "possible" in frame.cues or nodes[frame.at - 1].low == "cannot"
        return force is Force.NOT and unable
    if frame.trigger.name != "candidate" or clause.relative:
        return False
    yet = any(node.low in ("yet", "not yet", "still") for node in nodes)
    return not yet and (force is Force.NOT or "cease" in frame.cues)


_SEEKS = ("seek", "pursu")
_WANTS = (
    "want",
    "need",
    "see ",
    "sees ",
    "covet",
    "aspire",
    "consider",
    "contemplat",
    "eye",
    "aim",
)


def leaves_it_open(frame: Frame, force: Force) -> bool:
    """``stays outside until there is a state``, ``has not ruled it out``: a price, or a door left open."""
    if frame.trigger.name != "reject" or not any(actor.codes for actor in frame.actors):
        return False
    verb = frame.line.parsed.nodes[frame.at].low
    if force in (Force.NOT, Force.REFUSED):
        return frame.cues[-1:] == ["neg"] and verb.startswith(_SHUTS)
    holds = force in (Force.DONE, Force.COMMITTED, Force.POSSIBLE)
    return holds and frame.force is not Force.POSSIBLE and _is_held_by_condition(frame)


_SHUTS = (
    "rul",
    "reject",
    "turn",
    "say",
    "said",
    "dismiss",
    "refus",
    "clos",
    "shut",
    "slam",
    "spurn",
)


def _is_held_by_condition(frame: Frame) -> bool:
    """Whether ``until``, ``unless`` or ``as long as`` with a clause behind it goes with the verb.

    In "rejects it, and will do so until …" it goes with what is said again, and the refusal is flat.
    """
    nodes = frame.line.parsed.nodes
    behind = nodes[frame.at + 1 :]
    again = next((k for k, node in enumerate(behind) if node.low.startswith("do so")), len(behind))
    return any(
        node.low in _UNTIL or ((cue := node.use("cue")) is not None and cue.ref == "for_now")
        for node in (*nodes[:1], *behind[:again])
    )


_UNTIL = frozenset(
    (
        *("until", "unless", "as long as", "so long as", "until there is", "not until"),
        *("before there is", "before there are", "on condition that"),
    )
)


def has_lost_the_will(frame: Frame, force: Force) -> bool:
    """``no longer wants to join``, ``no longer seeks membership``: the will has ceased, not what it was for."""
    cues, base = frame.cues, frame.trigger.stage
    if "cease" not in cues or base in (Stage.WITHDRAWN, Stage.SUSPENDED):
        return False
    if frame.trigger.name == "point-to":
        return True
    wanted = "intend" in cues[: cues.index("cease")]
    if base is Stage.PROSPECTIVE and not wanted:
        seeks = frame.line.parsed.nodes[frame.at].low.startswith("seek")
        willed = frame.link != "it" and (frame.trigger.name in _WILLED or seeks)
        return force is Force.DONE and willed
    return force is Force.POSSIBLE and wanted


_WILLED = ("outlook", "seek-membership")


def has_set_a_time(frame: Frame) -> bool:
    """``intends to sign in January``: a government's own intention with a day to it is a decision."""
    words = frame.clause.cue_words
    intends = frame.cues == ["intend"] and bool(words) and words[0].startswith("intend")
    here = frame.line.parsed.nodes[frame.at]
    return intends and any(
        0 < found.start - here.end < _NEAR and found.kind in _TIMES for found in frame.line.dates
    )


_NEAR = 45
"""Letters between a verb and its time: ``to sign the accords [in January]``."""
_TIMES = frozenset(("bare_month", "monthday", "weekday", "relunit", "relmonth", "relday", "month"))


def is_to_seek(frame: Frame) -> bool:
    """``will seek membership``, ``has decided to``: an application decided on (CLAIMS: Settled cases)."""
    verb = frame.line.parsed.nodes[frame.at].low.split()[0]
    said = "commit" in frame.cues or not _WILLS.isdisjoint(frame.clause.cue_words)
    return said and verb in ("seek", "seeks", "pursue", "request")


_WILLS = frozenset(("will", "'ll", "would", "'d", "is to", "are to", "going to", "is going to"))


def asks_for_itself(frame: Frame) -> bool:
    """``asked in July to be admitted``: who asks is who wants in; "asked X to join" has X in between."""
    subject = frame.clause.subject
    nodes = frame.line.parsed.nodes
    asks = frame.clause.infinitive or nodes[frame.at - 1].low.endswith(" to")
    if not (subject and asks and frame.cues == ["possible"]):
        return False
    if frame.clause.cue_words and frame.clause.cue_words[0].split()[0] not in _ASKS:
        return False
    asked = [k for k in range(subject[0].end + 1, frame.at) if nodes[k].low.split()[0] in _ASKS]
    return bool(asked) and nodes[asked[0] - 1].low not in BE


_ASKS = frozenset(
    (
        *("ask", "asks", "asked", "request", "requests", "requested"),
        *("apply", "applies", "applied", "applying"),
    )
)


def notifies_wish(frame: Frame) -> bool:
    """``notified the depositary of its wish to accede``: a wish told in form is an application."""
    words = frame.clause.cue_words
    if not words or not words[0].startswith(("wish", "desire")):
        return False
    start = frame.clause.start
    nodes = frame.line.parsed.nodes
    told = any(node.low in _NOTIFIES for node in nodes[max(0, start - 14) : start])
    return told and nodes[start - 1].low == "of"


_NOTIFIES = frozenset(("notified", "notifies", "notifying", "informed", "informs", "informing"))


def awaits_answer(frame: Frame) -> bool:
    """``is waiting for a reply to its application``, ``awaits an answer to its request``: it has applied before."""
    nodes = frame.line.parsed.nodes
    waits = nodes[frame.at].low.endswith(("waiting", "waited"))
    behind = nodes[frame.at + 1 : frame.at + 9]
    answer = next(
        (k for k, node in enumerate(behind) if node.low.split()[0] in _ANSWERS), len(behind)
    )
    return waits and any(heads("application") & set(node.low.split()) for node in behind[answer:])


_ANSWERS = frozenset(("answer", "reply", "response", "decision", "verdict", "ruling"))


def seeks_in_form(frame: Frame) -> bool:
    """``formally sought membership``: an application, where "seeks membership" is a wish."""
    nodes = frame.line.parsed.nodes
    formal = nodes[frame.at - 1].low in ("formally", "officially") if frame.at else False
    return formal and nodes[frame.at].low.startswith(("sought", "seek"))
