"""How far a step has come by what stands around its verb: what governs it, undoes it, or sets it for a day."""

from __future__ import annotations

from monitor.claims.english.ahead import is_scheduled
from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import BE
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frame import ENTERING, Spot
from monitor.claims.english.grammar import Actor
from monitor.claims.status import Force, resolve
from monitor.model.stage import Stage


def put_cues_right(spot: Spot, clause: Clause) -> None:
    """What stands around some verbs says less, or more, of how far the thing has come than it does elsewhere."""
    line, at, trigger = spot.line, spot.at, spot.trigger
    if tells_staying(spot):
        clause.cues = stay(clause.cues)
        clause.infinitive = clause.infinitive and bool(clause.cues)
        clause.progressive = False
    if trigger.stage is Stage.APPLIED and _writes_to_ask(line, at, clause):
        clause.infinitive = False
    bids = clause.passive and any(word.startswith("bid") for word in clause.cue_words)
    if trigger.name == "hand-in" and (bids or _stands_beside(line, at, clause)):
        clause.cues = []
    if spot.form == "past" and trigger.stage is Stage.WITHDRAWN and _is_which(line, clause):
        clause.since = True
    if clause.infinitive and _had_its_turn(line, at):
        clause.infinitive = False
    if spot.form == "past" and _was_not_before(line, clause):
        clause.cues = []
    if clause.infinitive and _waited_until(line, at):
        clause.infinitive, clause.cues = False, []
    if spot.form == "past" and trigger.stage is Stage.ACCEDED and is_by_which(line, clause):
        clause.since = True
    if "will" in clause.cues and _is_put_to_vote(line, at):
        clause.cues = ["possible"]
    if _is_forbidden_at_home(clause):
        clause.cues = ["refuse" if cue == "fail" else cue for cue in clause.cues]
    if trigger.name == "reject" and clause.passive:
        clause.cues = [cue for cue in clause.cues if cue != "possible"]
    if clause.passive and trigger.stage is Stage.APPLIED and trigger.name != "hand-in":
        clause.cues.append("possible")


def _is_put_to_vote(line: Line, at: int) -> bool:
    """``will vote on joining``: what is to be voted on is not decided."""
    before = [node.low for node in line.parsed.nodes[max(0, at - 3) : at] if node.low != "whether"]
    return " ".join(before).endswith(("vote on", "voting on", "decide on"))


def _is_forbidden_at_home(clause: Clause) -> bool:
    """``X's parliament bars the government from joining``: what a state forbids itself, it refuses."""
    if not any(word.startswith(_FORBIDS) for word in clause.cue_words):
        return False
    by = {code for actor in clause.outer_subject for code in actor.codes}
    own = {code for actor in clause.subject for code in actor.codes}
    at_home = by >= own or any(actor.kind == "described" for actor in clause.subject)
    return bool(by) and at_home


_FORBIDS = ("forbid", "forbad", "prohibit", "bar")


def tells_staying(spot: Spot) -> bool:
    """``remains a member``, ``stays in``, ``keeps its seat``."""
    verb = spot.line.parsed.nodes[spot.at].low
    return spot.trigger.name == "belong" and verb.startswith(("remain", "stay", "keep"))


def stay(cues: list[str]) -> list[str]:
    """``will stay in``, ``is staying in``, ``has decided to remain part of``, ``we remain``: who means to stay is in."""
    return [cue for cue in cues if cue not in ("will", "would", "would_reported", "commit")]


def _stands_beside(line: Line, at: int, clause: Clause) -> bool:
    """``[discussed] the application that X lodged``: what governs the application says nothing of its filing."""
    if not clause.subject:
        return False
    nodes, actor = line.parsed.nodes, clause.subject[0]
    opening = {node.low for node in nodes[max(0, actor.start - 1) : actor.start + 1]}
    perfect = nodes[at - 1].low in ("had", "'d", "has", "have")
    opener = actor.start - (nodes[actor.start].low not in ("that", "which"))
    said = nodes[opener - 1].use("cue") if opener > 0 else None
    if said is not None and said.ref in ("deny", "refuse"):
        return False
    return actor.end == at - 1 - perfect and not opening.isdisjoint(("that", "which"))


def _is_which(line: Line, clause: Clause) -> bool:
    """``to return to the treaty, which it left under X``: told of it in passing."""
    nodes = line.parsed.nodes
    return clause.start > 1 and nodes[clause.start - 1].low == "which" and not clause.perfect


def _had_its_turn(line: Line, at: int) -> bool:
    """``it was the turn of X to sign``, ``then it was X's turn to sign``."""
    before = [node.low for node in line.parsed.nodes[max(0, at - 8) : at]]
    return "turn" in before and "was" in before


def _waited_until(line: Line, at: int) -> bool:
    """``had to wait until 1986 to join``, ``waited till 2004 to enter``: on that day it was done."""
    nodes = line.parsed.nodes
    start = max(0, at - 8)
    until = next((k for k in range(start, at) if nodes[k].low in ("until", "till")), 0)
    waited = any(node.low.startswith("wait") for node in nodes[start:until])
    past = any(node.low in ("waited", "had", "had to") for node in nodes[start:until])
    return bool(until) and waited and past and bool(line.dates)


def _writes_to_ask(line: Line, at: int, clause: Clause) -> bool:
    """``wrote to the chair on Tuesday to ask for membership``: who writes in order to ask has asked."""
    if not (clause.infinitive and clause.subject and not clause.cues):
        return False
    between = line.parsed.nodes[clause.subject[0].end + 1 : at]
    return any(node.low in _WRITES for node in between)


_WRITES = frozenset(("wrote", "written", "writes", "sent", "sends"))


def is_undone(line: Line, at: int) -> bool:
    """``X's decision to leave has been reversed``."""
    nodes = line.parsed.nodes
    return any(
        nodes[k].low in _UNDONE and nodes[k - 1].low in BE
        for k in range(at + 2, min(at + 12, len(nodes)))
    )


_UNDONE = frozenset(
    (
        "reversed",
        "revoked",
        "rescinded",
        "cancelled",
        "canceled",
        "overturned",
        "annulled",
        "undone",
    )
)


def is_kept_out(spot: Spot, actors: list[Actor], clause: Clause, cues: list[str]) -> bool:
    """``Y opposes X joining``, ``Y does not want X to join``: what others refuse is no refusal of X's own."""
    enters = spot.trigger.stage in (Stage.ACCEDED, Stage.SIGNED)
    if not (enters and clause.outer_subject and clause.subject):
        return False
    if resolve(cues) is not Force.REFUSED:
        return False
    own = {code for actor in actors for code in actor.codes}
    others = {code for actor in clause.outer_subject for code in actor.codes}
    if not (own and others and own.isdisjoint(others)):
        return False
    between = range(clause.outer_subject[0].end + 1, clause.subject[-1].start)
    verbs = (spot.line.parsed.nodes[k].use("cue") for k in between)
    return any(cue is not None and cue.ref in ("refuse", "intend") for cue in verbs)


def cues_of_cause(line: Line, clause: Clause) -> list[str]:
    """``Nothing made X leave``: what governs the verb that makes somebody act holds for the act."""
    nodes = line.parsed.nodes
    start = clause.start - (nodes[clause.start - 1].low == "the") if clause.start else 0
    if not clause.subject or not start or nodes[start - 1].low not in _MAKES:
        return []
    before = [cue for node in nodes[: start - 1] if (cue := node.use("cue")) is not None]
    cues = [cue.ref for cue in reversed(before) if cue.ref in _GOVERNS]
    return cues or ["will"] * (nodes[start - 1].low == "have" and nodes[start - 2].low == "to")


_GOVERNS = frozenset(("neg", "will", "would", "possible", "commit", "intend", "refuse"))


_MAKES = frozenset(("make", "makes", "made", "let", "lets", "have"))


def is_of_days_to_come(document: Document, spot: Spot, clause: Clause) -> bool:
    """``X joins on 1 January``: a present that tells what is set for a day ahead."""
    present = spot.form == "third" or (spot.form == "base" and bool(clause.subject))
    steps = spot.trigger.stage in ENTERING and not clause.has_finite
    return present and steps and is_scheduled(spot.line, spot.at, document.published)


def _was_not_before(line: Line, clause: Clause) -> bool:
    """``it was not until 2004 that X joined``: what came late has come."""
    nodes = line.parsed.nodes
    start = min((actor.start for actor in clause.subject), default=0)
    that = any(node.low == "that" for node in nodes[max(0, start - 2) : start + 1])
    until = {word for node in nodes[:start] for word in node.low.split()}
    return that and {"was", "until"} <= until and bool(line.dates)


def is_by_which(line: Line, clause: Clause) -> bool:
    """``the law by which X joined``."""
    before = [node.low for node in line.parsed.nodes[max(0, clause.start - 2) : clause.start]]
    return before[-1:] == ["which"] and before[0] in _BY


_BY = frozenset(("by", "under", "with", "through"))
