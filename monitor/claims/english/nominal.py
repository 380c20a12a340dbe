"""What the sentence around a noun says of it: "X's entry may be delayed", "supports X's membership"."""

from __future__ import annotations

from itertools import takewhile

from monitor.claims.candidate import Trigger
from monitor.claims.days import Found
from monitor.claims.english.closed import BE
from monitor.claims.english.document import Line
from monitor.claims.english.grammar import is_accord, party_use
from monitor.claims.english.happened import came_about, is_announced
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS
from monitor.claims.english.wordlists import nouns
from monitor.model.stage import Stage


def noun_cues(
    line: Line, at: int, start: int, trigger: Trigger, dated: Found | None
) -> list[str] | None:
    """What the sentence around a noun says of it; nothing where it only mentions it.

    What stands behind the date on which it came about says nothing of it.
    """
    nodes = line.parsed.nodes
    left = nodes[max(0, start - 12) : start]
    right = [n for n in nodes[at + 1 : at + 12] if dated is None or n.start <= dated.start]
    greets = trigger.role == "noun" and trigger.stage in (Stage.ACCEDED, Stage.SIGNED)
    cues = [*_cues_before(left, greets=greets), *_cue_behind(line, right, trigger)]
    if trigger.stage is Stage.PROSPECTIVE:
        return ["possible", *cues]
    if "neg" in cues and trigger.role == "noun" and _waits_for_a_date(left):
        return ["possible"]
    if _is_before_deciders(nodes, at):
        return None if trigger.stage is Stage.APPLIED else ["possible"]
    if trigger.role == "standing":
        return ["possible"] if is_looked_for(nodes, at, start) else _cues_of_standing(cues)
    if not cues and trigger.name == "accession":
        talks = dated is None and any(n.low in nouns("talks") for n in left)
        if talks or (dated is None and is_before_others(nodes, at, start)):
            return ["possible"]
    if cues:
        return cues
    if trigger.stage is Stage.ACCEDED and is_announced(right):
        return ["commit"]
    if came_about(left, right, trigger):
        return []
    return ["possible"] if trigger.name == "accession" and _is_before_parliament(right) else None


def _waits_for_a_date(left: list[Node]) -> bool:
    """``no date has been set for X's accession``: it is ahead, and nobody denies it."""
    near = takewhile(lambda node: node.low not in STOPS, reversed(left))
    return any(node.low in _DAYS_TO_SET for node in near)


_DAYS_TO_SET = frozenset(("date", "dates", "day", "timetable", "timeline", "schedule", "timeframe"))


def _is_before_parliament(right: list[Node]) -> bool:
    """``X's accession is before the Senate``, ``awaits the approval of parliament``."""
    waits = next((k for k, node in enumerate(right) if node.low in _WAITING), len(right))
    return any("parliaments" in n.tags or "chambers" in n.tags for n in right[waits:][:5])


_WAITING = frozenset(("before", "awaits", "await", "awaiting", "goes", "requires", "needs", "with"))


def _cues_before(left: list[Node], *, greets: bool = False) -> list[str]:
    """The cues before a noun's phrase, the nearest first; a denied future as "will", "neg".

    With ``greets`` an entry that was welcomed has come about.
    """
    cues: list[str] = []
    for node in reversed(left):
        if node.low in STOPS or node.low == ",":
            break
        cue = node.use("cue")
        if cue is None and node.low.endswith("ing"):
            break
        if greets and node.low in _GREETED:
            break
        if cue is not None and cue.ref in ("will", "would") and cues[-1:] == ["neg"]:
            cues.insert(len(cues) - 1, cue.ref)
        elif cue is not None:
            cues.append(cue.ref)
    return cues


def _cue_behind(line: Line, right: list[Node], trigger: Trigger) -> list[str]:
    """The first cue behind a noun that tells whether it comes about: ``X's entry may be delayed``."""
    for k, node in enumerate(right):
        if node.low in STOPS or node.low == ",":
            break
        if _is_being_weighed(right, k):
            return ["possible"]
        cue = node.use("cue")
        if cue is None or cue.ref not in _UNSETTLING:
            continue
        if cue.ref == "would" and _is_doubted(right[k + 1 : k + 4]):
            continue
        if cue.ref == "will" and _is_deliberated(right[k + 1 : k + 4]):
            return ["possible"]
        if trigger.stage is Stage.APPLIED and (cue.ref == "refuse" or node.low == "pending"):
            break
        return [_as_of_noun(line, cue.ref, trigger)]
    return []


_GREETED = frozenset(("welcomed", "welcomes", "applauded", "applauds"))


_UNSETTLING = frozenset(
    ("possible", "intend", "will", "would", "remote", "neg", "fail", "refuse", "if")
)


def _as_of_noun(line: Line, cue: str, trigger: Trigger) -> str:
    """A cue as it governs a noun: an entry that fails is held up, and one that would come is weighed."""
    reported = any(node.use("report") is not None for node in line.parsed.nodes)
    would = "would_reported" if reported else "possible"
    held_up = "possible" if trigger.stage is Stage.ACCEDED else "fail"
    turned = {"would": would, "if": "possible", "fail": held_up}
    return turned.get(cue, cue)


def _cues_of_standing(cues: list[str]) -> list[str] | None:
    """A standing is a fact, or it is in doubt and says nothing."""
    return None if _UNSURE.intersection(cues) or "neg" in cues[:1] else []


_UNSURE = frozenset(("possible", "intend", "if", "whether", "remote", "commit", "will", "would"))


def is_looked_for(nodes: list[Node], at: int, start: int) -> bool:
    """``supports X's membership``, ``X's membership is years away``: of one who is not in."""
    before = nodes[start - 1].use("cue") if start else None
    if before is not None and before.form != "word" and before.ref == "possible":
        return True
    if is_before_others(nodes, at, start):
        return True
    for k in range(at + 1, min(at + 7, len(nodes))):
        cue = nodes[k].use("cue")
        if nodes[k].low == "would":
            return not any(node.low.startswith(_ENDS) for node in nodes[k + 1 : k + 4])
        if nodes[k - 1].low in BE and cue is not None:
            return cue.ref in ("possible", "remote") and not nodes[k].low.endswith(" to")
    return False


def _is_before_deciders(nodes: list[Node], at: int) -> bool:
    """``X's accession will be debated on Monday``, ``X's membership would be put to the people``."""
    for k in range(at + 1, min(at + 9, len(nodes) - 2)):
        if nodes[k].low in STOPS or nodes[k].low == ",":
            return False
        cue = nodes[k].use("cue")
        if cue is not None and cue.ref in ("will", "would"):
            first = k + 1 + (nodes[k + 1].low == "be")
            return " ".join(node.low for node in nodes[first : first + 2]).startswith(_DEBATED)
    return False


_DEBATED = (
    *("debated", "discussed", "considered", "examined", "put to", "voted on", "put before"),
    *("decided on", "decided by", "taken up", "raised", "on the agenda", "submitted to"),
)


_ENDS = ("suspen", "end", "laps", "expir", "froze", "ceas", "termin", "remain", "continu")
"""What can happen to a membership only while there is one."""


def is_before_others(nodes: list[Node], at: int, start: int) -> bool:
    """``a vote on X's membership``, ``membership for X``: what others have before them is none yet."""
    if start == at and _is_for_one(nodes[at + 1 : at + 8]):
        return True
    before = nodes[max(0, start - 4) : start]
    while before and before[-1].low in ("the", "a", "an", "full", "eventual", "possible"):
        before = before[:-1]
    if not before:
        return False
    last = before[-1].low.split()
    if last[-1] in _AIMING or last[-1] == "of":
        words = {word for node in before for word in node.low.split()}
        return not _PENDING.isdisjoint(words)
    return last[0].startswith(_CONTESTS)


def _is_for_one(behind: list[Node]) -> bool:
    """``membership in the alliance [for X]``."""
    named = [k for k, node in enumerate(behind) if k and party_use(node) and not is_accord(node)]
    return bool(named) and "for" in [node.low for node in behind[max(0, named[0] - 2) : named[0]]]


_PENDING = frozenset(
    (
        *("question", "issue", "support", "backing", "date", "timetable", "obstacle", "obstacles"),
        *("hurdle", "hurdles", "barrier", "barriers", "chance", "chances", "case", "push"),
        *("lobbying", "lobbied", "lobby", "lobbies", "vote", "votes", "debate", "debates"),
        *("consensus", "objection", "objections", "object", "objects", "objected", "opposition"),
        *("resistance", "decision", "discussion", "discussions", "road", "path", "way"),
        *("condition", "conditions", "unanimity", "agree", "argued", "argues", "arguing", "argue"),
        *("campaign", "plea", "appeal", "doubts", "reservations", "sceptical", "skeptical"),
        *("divided", "split", "spoke", "speak", "speaks", "spoken", "favour", "favor", "against"),
        *("prospect", "prospects", "opposed", "argument", "arguments", "proposal", "proposals"),
    )
)
"""What an entry that others decide on hangs on."""
_CONTESTS = (
    *("oppos", "reject", "veto", "block", "discuss", "debat", "rais", "consider", "propos"),
    *("against", "back", "support", "exclud", "preclud", "rul"),
)
"""What others do with one's membership while it is none."""


def _is_doubted(behind: list[Node]) -> bool:
    """``X's entry would be unthinkable``, ``would be a possibility``: what governs the entry stands behind."""
    cues = [cue.ref for node in behind if (cue := node.use("cue")) is not None]
    return any(ref in ("remote", "possible") for ref in cues)


def _is_being_weighed(right: list[Node], k: int) -> bool:
    """``X's entry is being discussed``, ``is under consideration``."""
    if right[k].low == "being":
        return _is_deliberated(right[k + 1 : k + 2])
    verb = right[k].use("verb")
    return verb is not None and right[k].low.split()[-1] in ("discussion", "consideration")


def _is_deliberated(behind: list[Node]) -> bool:
    """``X's entry will be put to a vote``, ``will require a referendum``: what is yet to be decided."""
    return any(node.low.split()[0] in nouns("deliberated") for node in behind)


def is_off(line: Line, at: int) -> bool:
    """``X's joining is not on the agenda``: the refusal is told of the entry itself."""
    nodes = line.parsed.nodes
    return any(
        (cue := nodes[k].use("cue")) is not None
        and cue.ref == "refuse"
        and (nodes[k - 1].low in BE if cue.form == "word" else nodes[k].low.split()[0] in _IS)
        for k in range(at + 1, min(at + 12, len(nodes)))
    )


_IS = frozenset(("is", "are", "was", "were", "be"))


def is_aim(line: Line, start: int) -> bool:
    """``the last hurdle to its membership``, ``approved it``: what leads to a membership says nothing of one."""
    nodes = line.parsed.nodes
    if start > 0 and nodes[start - 1].low in _AIMING:
        return True
    asked = any(n.low in _MATTERS and nodes[k].low != "in" for k, n in enumerate(nodes[1:]))
    return asked or any(node.low.startswith(_DECIDES) for node in nodes[max(0, start - 3) : start])


_AIMING = frozenset(
    ("to", "for", "towards", "toward", "on", "over", "about", "against", "concerning", "regarding")
)


_MATTERS = frozenset(("question", "questions", "issue", "issues", "topic", "idea", "matter"))


_DECIDES = ("approv", "oppos", "support", "back", "request", "lift", "suspen", "complet")
"""Who does this with a membership has it before him, or ahead."""
