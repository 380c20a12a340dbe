"""What the words alone tell of as past: in an aside, in a count, as what came before another thing."""

from __future__ import annotations

from monitor.claims.days import Found
from monitor.claims.english.frame import Frame
from monitor.claims.status import Force
from monitor.model.stage import Stage


def is_counted_from(frame: Frame) -> bool:
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


def was_once(frame: Frame) -> bool:
    """``Britain, no longer a member, …``: told in an aside of one who left some time ago."""
    if frame.trigger.role != "title" or "cease" not in frame.cues or not frame.clause.subject:
        return False
    return frame.line.parsed.nodes[frame.clause.subject[0].end + 1].low == ","


def was_over(frame: Frame) -> Found | None:
    """``was a member until 2022``, ``belonged from 1992 to 2022``: when what had lasted was over."""
    nodes = frame.line.parsed.nodes
    lasted = nodes[frame.at].low.split()[0] in _LASTED
    if frame.trigger.name not in ("belong", "come-in") or not lasted:
        return None
    for found in frame.line.dates:
        before = [node.low for node in nodes if node.end <= found.start]
        till = before[-1:] in (["until"], ["till"])
        if till or (before[-1:] == ["to"] and "from" in before[-9:]):
            back = any(n.low in _BACK for n in nodes[len(before) :])
            return found if frame.force is Force.DONE and not back else None
    return None


_BACK = frozenset(("again", "went back", "went back in", "rejoined", "came back", "returned"))
_LASTED = frozenset(("was", "were", "belonged", "stayed", "remained"))


def is_participle_in_aside(frame: Frame) -> bool:
    """``the accords, signed by A and B, …``: told of them in passing."""
    nodes = frame.line.parsed.nodes
    passive = "by-agent" in frame.rules and not frame.clause.has_finite
    return passive and frame.at > 1 and nodes[frame.at - 1].low == "," and not frame.line.dates


def is_having_done(frame: Frame) -> bool:
    """``X, having signed, …``: told for the sake of what came of it."""
    nodes = frame.line.parsed.nodes
    return frame.form == "past" and frame.at > 0 and nodes[frame.at - 1].low == "having"


def is_return(frame: Frame) -> bool:
    """``was readmitted``, ``has taken up its membership again``: that the party was in before is no objection."""
    again = frame.line.parsed.nodes[frame.at].low.startswith(("re", "took back", "taken back"))
    return again or frame.trigger.name in _RETURNS


_RETURNS = frozenset(
    ("return", "resume-standing", "lift-suspension", "stay-after-all", "take-back-notice")
)


def asks_how(frame: Frame) -> bool:
    """``How X got into the club``: a headline that explains what is known."""
    first = frame.line.parsed.nodes[0].low
    return frame.form == "past" and first in ("how", "why", "when") and not frame.line.question


def is_told_by_the_way(frame: Frame) -> bool:
    """Whether the step stands in the sentence for the sake of another, earlier or later one."""
    return (
        frame.trigger.name == "found"
        or _is_before_another(frame)
        or _is_told_after(frame)
        or _is_left_unratified(frame)
        or _is_rank_in_aside(frame)
        or _is_among_first(frame)
    )


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
    """``were [among] the first to sign``: others have come since."""
    nodes = frame.line.parsed.nodes[frame.clause.start : frame.at]
    words = {node.low for node in nodes}
    ranked = bool(words & {"among", "first", "last"})
    return frame.cues == ["manage"] and ranked and bool(words & {"was", "were"})


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


def sums_up(frame: Frame) -> bool:
    """``A, B and C have all signed``: a count of those who are in tells no news."""
    nodes = frame.line.parsed.nodes[frame.clause.start : frame.at]
    among = frame.trigger.stage is not Stage.APPLIED and any(n.low == "among" for n in nodes)
    if is_over_time(frame) or _is_tally(frame) or _is_example(frame):
        return True
    return among or (len(frame.actors) > 1 and any(node.low in _ALL for node in nodes))


def _is_example(frame: Frame) -> bool:
    """``over fifty states, among them A and B, have signed``, ``the likes of A that have joined``: some of many."""
    subject, nodes = frame.clause.subject, frame.line.parsed.nodes
    if not subject:
        return False
    first = min(actor.start for actor in subject)
    before = [node.low for node in nodes[max(0, first - 8) : first]]
    many = frame.clause.relative or not _MANY.isdisjoint(before)
    return before[-2:] == ["likes", "of"] or (many and before[-2:] == ["among", "them"])


_MANY = frozenset(("more", "over", "dozens", "scores"))


def _is_tally(frame: Frame) -> bool:
    """``only A and B have joined so far``, ``the only states to have signed``: who has and who has not."""
    nodes = frame.line.parsed.nodes
    first = max(0, frame.clause.start - 2)
    only = any(node.low == "only" for node in nodes[first : frame.at])
    behind = [node.low for node in nodes[frame.at :]]
    others = "but not" in " ".join(behind)
    ever = any(node.low == "ever" for node in nodes[first : frame.at])
    return only or ever or others or any(n.low in ("so far", "to date", "thus far") for n in nodes)


def was_in_the_past(frame: Frame) -> bool:
    """``have in the past applied``, ``has previously signed``: at some time before."""
    first = frame.clause.subject[0].end if frame.clause.subject else frame.at
    between = frame.line.parsed.nodes[first + 1 : frame.at]
    return frame.force is Force.DONE and any(node.low in _PAST for node in between)


_PAST = frozenset(("in the past", "previously", "formerly", "years ago", "long ago", "once"))


def is_over_time(frame: Frame) -> bool:
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


def looks_back(frame: Frame) -> bool:
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
