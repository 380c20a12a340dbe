"""Frames of verbs that a party is the subject of: "X joined", "X is to sign", "the application that X lodged"."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.acting import who_acts
from monitor.claims.english.agents import (
    after_comma,
    by_agent,
    is_followed_by,
    party_to_talks,
    ratified_of,
)
from monitor.claims.english.ahead import is_scheduled
from monitor.claims.english.clause import Clause
from monitor.claims.english.clauses import walk_left
from monitor.claims.english.closed import BE
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frame import ENTERING, Frame, Spot, form_cues, make_frame
from monitor.claims.english.gerunds import is_theme
from monitor.claims.english.grammar import Actor
from monitor.claims.english.groups import group_right, heading_of
from monitor.claims.english.heads import is_filed_aside
from monitor.claims.english.lexicon import Node
from monitor.claims.english.linking import link_verb
from monitor.claims.english.named import STOPS
from monitor.claims.english.nominal import is_off
from monitor.claims.english.objects import Link
from monitor.claims.english.parliaments import is_tallied, is_vote, ratifies
from monitor.claims.status import Force, resolve
from monitor.model.stage import Stage


def subject_frame(
    document: Document, line: Line, at: int, trigger: Trigger, form: str
) -> Frame | None:
    """The frame of the verb at ``at`` and of those who are its subject; None where it tells no step of a party."""
    link = link_verb(document, line, at, trigger)
    if link is None:
        return None
    clause = walk_left(line.parsed, at, form)
    if clause.by_trigger and not clause.cues:
        return None
    if form == "ing" and not is_off(line, at) and is_theme(line.parsed.nodes, at, clause):
        return None
    if form == "base" and not clause.cues:
        clause.cues = _cues_of_cause(line, clause)
    if trigger.name == "hand-in" and form == "past" and is_filed_aside(line.parsed.nodes, at):
        clause.passive = True
    if trigger.name == "approve-law" and _is_go_ahead(line, at, clause):
        trigger = _GO_AHEAD
    spot = Spot(line, at, trigger, form, link)
    if _tells_no_step(document, spot, clause):
        return None
    if trigger.needs == "convener":
        _turn_round(document, line, at, link, clause)
    if trigger.needs == "echo":
        clause.subject = _who_follows(spot, clause) or clause.subject
    _put_cues_right(spot, clause)
    _put_subject_right(spot, clause)
    clause.subject = clause.subject or heading_of(line)
    if trigger.name == "outlook":
        clause.subject = _with_whom(document, spot, clause) or clause.subject
    unnamed = not any(actor.codes for actor in clause.subject)
    talked = _named_with(line, at) if trigger.name == "conclude-talks" and unnamed else []
    if talked:
        clause.subject, clause.cues = talked, ["possible"]
    acting = who_acts(line, at, trigger, form, clause)
    if acting is None:
        return None
    actors, rule = acting
    nodes = line.parsed.nodes
    after = nodes[at + 1].low if at + 1 < len(nodes) else ""
    clause.neither = after in ("neither", "no", "none", "nothing")
    cues = form_cues(form, clause, clause.cues)
    cues = _stay(cues) if _tells_staying(spot) else cues
    stop = next(
        (k for k in range(at + 1, min(at + 7, len(nodes))) if nodes[k].low in STOPS), at + 7
    )
    told = [node for node in nodes[at + 1 : stop] if node.uses]
    if any((cue := node.use("cue")) is not None and cue.ref == "cease" for node in told):
        cues = [*cues, "cease"]
    if not cues and _is_of_days_to_come(document, spot, clause):
        cues = ["will"]
    if "commit" in cues and _is_undone(line, at):
        cues = [*cues, "refuse"]
    if _is_kept_out(spot, actors, clause, cues) or _is_polled(spot, cues):
        cues = ["possible"]
    return make_frame(spot, clause, actors, cues, rule)


def _is_polled(spot: Spot, cues: list[str]) -> bool:
    """``45 per cent of X's people would vote to join``: what those asked would do binds nobody."""
    if spot.trigger.stage not in ENTERING or not {"would", "would_reported"} & set(cues):
        return False
    return not {"refuse", "neg"} & set(cues) and any(
        actor.how == "people" and _is_share(spot.line.parsed.nodes, actor.start)
        for actor in spot.line.parsed.actors
        if actor.end < spot.at
    )


def _is_share(nodes: list[Node], at: int) -> bool:
    """``45 per cent of``, ``a majority of``, ``most``: a share of those who stand at node ``at``."""
    before = " ".join(node.low for node in nodes[max(0, at - 4) : at])
    return before.endswith(_SHARES) or before.split()[-1:] == ["most"]


_SHARES = (
    "per cent of",
    "percent of",
    "majority of",
    "half of",
    "third of",
    "quarters of",
    "thirds of",
)


def _is_kept_out(spot: Spot, actors: list[Actor], clause: Clause, cues: list[str]) -> bool:
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


def _is_go_ahead(line: Line, at: int, clause: Clause) -> bool:
    """``X's cabinet approved accession``: a government that sends its own entry on to parliament."""
    nodes = line.parsed.nodes
    if clause.cues or clause.passive or is_vote(line, clause.start, at):
        return False
    if not any(node.low in _CABINETS for node in nodes[max(0, clause.start - 4) : at]):
        return False
    if not any(_is_of_entry(node) for node in nodes[at + 1 : at + 6]):
        return False
    owner = ratified_of(line, at)
    return owner is None or any(actor.codes == owner.codes for actor in clause.subject)


def _is_of_entry(node: Node) -> bool:
    """``accession``, ``a bill on joining``; not ``the treaty``, which may be any."""
    noun = node.use("noun")
    entry = noun is not None and noun.ref.name in ("accession", "membership", "ratification")
    return entry or node.low in ("bill", "joining")


_CABINETS = frozenset(
    ("cabinet", "government", "council of ministers", "federal council", "royal court", "palace")
)
_GO_AHEAD = Trigger("cabinet-approves", Stage.PROSPECTIVE, "subject", "open")


def _is_of_days_to_come(document: Document, spot: Spot, clause: Clause) -> bool:
    """``X joins on 1 January``: a present that tells what is set for a day ahead."""
    present = spot.form == "third" or (spot.form == "base" and bool(clause.subject))
    steps = spot.trigger.stage in ENTERING and not clause.has_finite
    return present and steps and is_scheduled(spot.line, spot.at, document.published)


def _is_undone(line: Line, at: int) -> bool:
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


def _tells_no_step(document: Document, spot: Spot, clause: Clause) -> bool:
    """Whether the verb tells of a paper, of a vote or of another's consent rather than of a party's step."""
    line, at, trigger, form = spot.line, spot.at, spot.trigger, spot.form
    nodes = line.parsed.nodes
    if spot.link.how in ("far", "bare") and _is_of_another_paper(line, clause):
        return True
    if _is_about_departure(document, spot):
        return True
    if trigger.weak and spot.link.how == "far" and not _has_come_in(clause, form):
        return True
    if trigger.stage is Stage.ACCEDED and _is_effect(line, clause, form):
        return True
    if trigger.needs == "convener" and _is_recognised(nodes, at, clause):
        return True
    if trigger.needs == "convener" and form == "ing":
        return _is_apart(line, at, clause) or "papers" in nodes[at - 1].tags
    if trigger.needs == "echo":
        voted = not _named_behind(line, at) and is_vote(line, clause.start, at)
        return voted or not _says_it_again(line, at, clause, form)
    if trigger.name == "lay-before":
        return not _reaches_parliament(nodes[max(at, spot.link.node) + 1 :][:7])
    if trigger.name == "undecided" and nodes[at - 1].low in ("no", "a", "the"):
        return True
    if trigger.name == "reject" and _is_only_one_outside(nodes, at, clause):
        return True
    if trigger.name == "undecided" and _is_for_others(nodes, clause):
        return True
    if trigger.name == "outlook":
        return is_vote(line, clause.start, at)
    if trigger.stage is Stage.RATIFIED and any(n.low == "last" for n in nodes[max(0, at - 3) : at]):
        return True
    approves = trigger.name in ("approve-law", "approve-accord")
    by_law = trigger.name == "leave-by-law" and is_vote(line, clause.start, at)
    approves = approves or by_law
    return approves and not ratifies(document, line, clause.start, at)


def _is_about_departure(document: Document, spot: Spot) -> bool:
    """``X left the pact. Y may be next``, ``Y ruled it out``: what others think of is leaving."""
    line, how = spot.line, spot.link.how
    low = line.parsed.nodes[spot.at].low
    next_one = spot.trigger.name == "show-interest" and low.endswith(" next")
    next_one = next_one and not _goes_on_with_to(line, spot.at)
    it = spot.trigger.name in ("outlook", "reject") and how in ("it", "offer")
    it = it and _has_it(line, spot.at)
    if not it and not (next_one and how in ("bare", "far")):
        return False
    steps = _steps(line.parsed.nodes[: spot.at])
    if line.index and not steps & {Stage.WITHDRAWN, *_WAYS_IN}:
        steps = _steps(document.lines[line.index - 1].parsed.nodes)
    return Stage.WITHDRAWN in steps and not steps & _WAYS_IN


def _goes_on_with_to(line: Line, at: int) -> bool:
    """``may be next [to return]``: what is next is told behind it."""
    return at + 1 < len(line.parsed.nodes) and line.parsed.nodes[at + 1].low.startswith("to")


def _has_it(line: Line, at: int) -> bool:
    """``ruled it out``, ``thinks about it``: whether the verb has a pronoun as its object."""
    return any("it" in node.low.split() for node in line.parsed.nodes[at : at + 2])


def _steps(nodes: list[Node]) -> set[Stage]:
    """The stages of the triggers among the nodes."""
    return {use.ref.stage for node in nodes for use in node.uses if use.kind in ("verb", "noun")}


_WAYS_IN = {Stage.SIGNED, Stage.APPLIED, Stage.RATIFIED, Stage.ACCEDED}


def _is_only_one_outside(nodes: list[Node], at: int, clause: Clause) -> bool:
    """``only X and Y remain outside``: a count of those who are not in, and no refusal."""
    first = min((actor.start for actor in clause.subject), default=0)
    counted = any(node.low == "only" for node in nodes[max(0, first - 2) : first])
    return counted and nodes[at].low.endswith(" outside")


def _is_for_others(nodes: list[Node], clause: Clause) -> bool:
    """``it is not for X to decide who comes in``: whose business it is not has nothing to decide on."""
    first = clause.subject[0].start if clause.infinitive and clause.subject else 0
    return first > 1 and nodes[first - 1].low == "for"


def _reaches_parliament(behind: list[Node]) -> bool:
    """``submitted the treaty to parliament``, ``put it before the National Assembly``."""
    behind = behind[1:] if behind and behind[0].low == "back" else behind
    reaches = bool(behind) and behind[0].low in ("to", "before", "in")
    return reaches and any("parliaments" in node.tags for node in behind[1:5])


def _is_of_another_paper(line: Line, clause: Clause) -> bool:
    """``the peace deal that they signed``: a paper with a name of its own."""
    nodes, start = line.parsed.nodes, clause.start
    if start < 3 or nodes[start - 1].low not in ("that", "which"):
        return False
    head = start - 2 - (nodes[start - 2].low == ",")
    if "papers" not in nodes[head].tags or nodes[head].use("accord"):
        return False
    before = nodes[head - 1]
    return not (before.tags or before.uses or not before.low.isalpha() or before.cap)


def _put_cues_right(spot: Spot, clause: Clause) -> None:
    """What stands around some verbs says less, or more, of how far the thing has come than it does elsewhere."""
    line, at, trigger = spot.line, spot.at, spot.trigger
    if _tells_staying(spot):
        clause.cues = _stay(clause.cues)
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
    if spot.form == "past" and trigger.stage is Stage.ACCEDED and _is_by_which(line, clause):
        clause.since = True
    if _is_forbidden_at_home(clause):
        clause.cues = ["refuse" if cue == "fail" else cue for cue in clause.cues]
    if trigger.name == "reject" and clause.passive:
        clause.cues = [cue for cue in clause.cues if cue != "possible"]
    if clause.passive and trigger.stage is Stage.APPLIED and trigger.name != "hand-in":
        clause.cues.append("possible")


def _is_forbidden_at_home(clause: Clause) -> bool:
    """``X's parliament bars the government from joining``: what a state forbids itself, it refuses."""
    if not any(word.startswith(_FORBIDS) for word in clause.cue_words):
        return False
    by = {code for actor in clause.outer_subject for code in actor.codes}
    own = {code for actor in clause.subject for code in actor.codes}
    at_home = by >= own or any(actor.kind == "described" for actor in clause.subject)
    return bool(by) and at_home


_FORBIDS = ("forbid", "forbad", "prohibit", "bar")


def _tells_staying(spot: Spot) -> bool:
    verb = spot.line.parsed.nodes[spot.at].low
    return spot.trigger.name == "belong" and verb.startswith(("remain", "stay", "keep"))


def _stay(cues: list[str]) -> list[str]:
    """``will stay in``, ``is staying in``, ``has decided to remain part of``, ``we remain``: who means to stay is in."""
    return [cue for cue in cues if cue not in ("will", "would", "would_reported", "commit")]


def _put_subject_right(spot: Spot, clause: Clause) -> None:
    """Who is meant where no subject stands before the verb, or where it names nobody who could act."""
    line, at, trigger, form = spot.line, spot.at, spot.trigger, spot.form
    there = [Actor(at, at, "pronoun", word="there")]
    if clause.passive and trigger.name == "outlook" and not any(a.codes for a in clause.subject):
        clause.subject = there
    opens = trigger.name == "belong" and at == 0
    opens = opens or (form == "past" and at == 1 and line.parsed.nodes[0].low == "having")
    if ((form == "ing" and clause.since) or opens) and not clause.subject:
        clause.subject = after_comma(line, at)
    if trigger.stage is Stage.WITHDRAWN and _is_of_those(line, at):
        clause.subject, clause.since = after_comma(line, at), True
    if form == "ing" and not clause.subject:
        clause.subject = party_to_talks(line, at)
        clause.cues += ["possible"] * bool(clause.subject)
    if form == "ing" and not clause.subject and clause.start == at and is_off(line, at):
        clause.subject = there
        clause.cues.append("refuse")
    if trigger.name == "approve-law" and is_tallied(line, at):
        clause.subject = there


def _with_whom(document: Document, spot: Spot, clause: Clause) -> list[Actor]:
    """``the convener discussed the accord with X``: of the two, X is who might come in."""
    accord = document.accords.get(spot.link.accord)
    verb = spot.line.parsed.nodes[spot.at].low
    if accord is None or not accord.conveners or not verb.startswith(_TALKS):
        return []
    if any(
        actor.codes and not set(actor.codes) & set(accord.conveners) for actor in clause.subject
    ):
        return []
    if any(actor.kind == "pronoun" for actor in clause.subject):
        return []
    group = _named_with(spot.line, spot.at)
    return [one for one in group if not set(one.codes) & set(accord.conveners)]


def _named_with(line: Line, at: int) -> list[Actor]:
    """``closed two chapters with X``: those behind the first "with"."""
    nodes = line.parsed.nodes
    for k in range(at, min(at + 8, len(nodes) - 1)):
        if nodes[k].low.split()[-1] != "with":
            continue
        actor = line.parsed.covering.get(k + 1)
        return group_right(line.parsed, actor) if actor is not None and actor.codes else []
    return []


_TALKS = (
    *("discuss", "debat", "rais", "brought up", "bring up", "bringing up"),
    *("is in talks", "are in talks", "was in talks", "were in talks", "be in talks"),
    *("hold talks", "holds talks", "held talks", "holding talks"),
)


def _is_of_those(line: Line, at: int) -> bool:
    """``Of those who left, X may be next to return``: who has left is named behind the comma."""
    nodes = line.parsed.nodes
    before = {node.low for node in nodes[1:at]}
    named = any(actor.codes for actor in line.parsed.actors if actor.end < at)
    return nodes[0].low == "of" and not {"who", "that"}.isdisjoint(before) and not named


def _who_follows(spot: Spot, clause: Clause) -> list[Actor]:
    """Who follows suit where the verb names them behind it: ``followed by X``, ``, as did X``; else nobody."""
    line, at = spot.line, spot.at
    named = _named_behind(line, at)
    if named is not None:
        return group_right(line.parsed, named)
    if is_followed_by(line, at) or not any(actor.codes for actor in clause.subject):
        return by_agent(line, at)
    return by_agent(line, at - 1) if line.parsed.nodes[at].low.endswith("by") else []


def _named_behind(line: Line, at: int) -> Actor | None:
    """The party right behind a verb that ends in "by"."""
    by = line.parsed.covering.get(at + 1)
    return by if line.parsed.nodes[at].low.endswith(" by") and by is not None and by.codes else None


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


def _was_not_before(line: Line, clause: Clause) -> bool:
    """``it was not until 2004 that X joined``: what came late has come."""
    nodes = line.parsed.nodes
    start = min((actor.start for actor in clause.subject), default=0)
    that = any(node.low == "that" for node in nodes[max(0, start - 2) : start + 1])
    until = {word for node in nodes[:start] for word in node.low.split()}
    return that and {"was", "until"} <= until and bool(line.dates)


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


def _is_effect(line: Line, clause: Clause, form: str) -> bool:
    """``a treaty by which X accedes``: what a paper will bring about is told of the paper."""
    present = form in ("base", "third") and not clause.has_finite
    return present and _is_by_which(line, clause)


def _is_by_which(line: Line, clause: Clause) -> bool:
    """``the law by which X joined``."""
    before = [node.low for node in line.parsed.nodes[max(0, clause.start - 2) : clause.start]]
    return before[-1:] == ["which"] and before[0] in _BY


_BY = frozenset(("by", "under", "with", "through"))


def _has_come_in(clause: Clause, form: str) -> bool:
    """Whether a party is told by name to have come in: a loose verb far from the accord's name needs that."""
    named = any(actor.kind == "party" and actor.how != "people" for actor in clause.subject)
    ranked = form == "base" and clause.infinitive and clause.cues == ["manage"]
    return named and (form == "past" or ranked) and not set(clause.cues) - {"manage"}


def _says_it_again(line: Line, at: int, clause: Clause, form: str) -> bool:
    """Whether ``did it`` echoes a step: where a named party did it at a time that is told."""
    if line.parsed.nodes[at].low.split()[-1] not in ("it", "that"):
        return True
    named = any(actor.codes for actor in clause.subject)
    return form == "past" and named and not clause.cues and bool(line.dates)


def _cues_of_cause(line: Line, clause: Clause) -> list[str]:
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


def _is_recognised(nodes: list[Node], at: int, clause: Clause) -> bool:
    """``a state recognised by Israel``: who is recognised by another normalises nothing."""
    by = at + 1 < len(nodes) and nodes[at + 1].low == "by"
    return nodes[at].low in ("recognised", "recognized") and (by or clause.passive)


def _is_apart(line: Line, at: int, clause: Clause) -> bool:
    """``X, a framework aimed at normalising ties``: a comma keeps the subject from the verb."""
    first = clause.subject[0].end if clause.subject else at
    return any(node.low == "," for node in line.parsed.nodes[first:at])


def _turn_round(document: Document, line: Line, at: int, link: Link, clause: Clause) -> None:
    """``Israel normalised relations with X``, ``… between Israel, X and Y``: the parties stand behind the verb."""
    conveners = set(document.accords[link.accord].conveners)
    if not all(set(a.codes) & conveners for a in clause.subject if a.codes):
        return
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 6, len(nodes) - 1)):
        if nodes[k].low in ("with", "between"):
            actor = line.parsed.covering.get(k + 1) or line.parsed.covering.get(k + 2)
            if actor is not None and actor.codes:
                group = group_right(line.parsed, actor)
                clause.subject = [a for a in group if not conveners.issuperset(a.codes)] or (
                    clause.subject
                )
            return
