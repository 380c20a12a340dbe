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
from monitor.claims.english.clause import Clause
from monitor.claims.english.clauses import walk_left
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frame import ENTERING, Frame, Spot, form_cues, make_frame
from monitor.claims.english.gerunds import is_theme
from monitor.claims.english.grammar import Actor
from monitor.claims.english.groups import group_right, heading_of
from monitor.claims.english.heads import is_filed_aside
from monitor.claims.english.lexicon import Node
from monitor.claims.english.linking import link_verb
from monitor.claims.english.named import STOPS
from monitor.claims.english.no_step import named_behind, tells_no_step
from monitor.claims.english.nominal import is_off
from monitor.claims.english.objects import Link
from monitor.claims.english.parliaments import is_tallied, is_vote
from monitor.claims.english.subject_cues import (
    cues_of_cause,
    is_kept_out,
    is_of_days_to_come,
    is_undone,
    put_cues_right,
    stay,
    tells_staying,
)
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
        clause.cues = cues_of_cause(line, clause)
    if trigger.name == "hand-in" and form == "past" and is_filed_aside(line.parsed.nodes, at):
        clause.passive = True
    if trigger.name == "approve-law" and _is_go_ahead(line, at, clause):
        trigger = _GO_AHEAD
    spot = Spot(line, at, trigger, form, link)
    if tells_no_step(document, spot, clause):
        return None
    if trigger.needs == "convener":
        _turn_round(document, line, at, link, clause)
    if trigger.needs == "echo":
        clause.subject = _who_follows(spot, clause) or clause.subject
    put_cues_right(spot, clause)
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
    cues = stay(cues) if tells_staying(spot) else cues
    stop = next(
        (k for k in range(at + 1, min(at + 7, len(nodes))) if nodes[k].low in STOPS), at + 7
    )
    told = [node for node in nodes[at + 1 : stop] if node.uses]
    if any((cue := node.use("cue")) is not None and cue.ref == "cease" for node in told):
        cues = [*cues, "cease"]
    if not cues and is_of_days_to_come(document, spot, clause):
        cues = ["will"]
    if "commit" in cues and is_undone(line, at):
        cues = [*cues, "refuse"]
    if is_kept_out(spot, actors, clause, cues) or _is_polled(spot, cues):
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
    named = named_behind(line, at)
    if named is not None:
        return group_right(line.parsed, named)
    if is_followed_by(line, at) or not any(actor.codes for actor in clause.subject):
        return by_agent(line, at)
    return by_agent(line, at - 1) if line.parsed.nodes[at].low.endswith("by") else []


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
