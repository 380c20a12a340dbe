"""Frames of those who are let in, invited or named by others."""

from __future__ import annotations

from dataclasses import replace

from monitor.claims.candidate import Trigger
from monitor.claims.days import days_before
from monitor.claims.english.clause import Clause
from monitor.claims.english.clauses import walk_left
from monitor.claims.english.closed import PLURAL_GROUPS, RESOLVED
from monitor.claims.english.complements import goes_into, goes_out_of, object_link
from monitor.claims.english.document import Document, Line
from monitor.claims.english.elsewhere import is_invited_elsewhere, is_let_in_by_another
from monitor.claims.english.frame import Frame, Spot, form_cues, make_frame
from monitor.claims.english.gerunds import is_theme
from monitor.claims.english.grammar import NUMERALS, Actor, is_accord
from monitor.claims.english.groups import group_left, group_right
from monitor.claims.english.laws import ENTRIES
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS
from monitor.claims.english.objects import Link, is_part_of, is_time, right_of
from monitor.claims.english.wordlists import standings
from monitor.claims.status import Force, resolve
from monitor.model.stage import Stage


def object_frame(
    document: Document, line: Line, at: int, trigger: Trigger, form: str
) -> Frame | None:
    """The frame of those whom the verb at ``at`` lets in, invites or names."""
    clause = walk_left(line.parsed, at, form)
    if form == "ing" and is_theme(line.parsed.nodes, at, clause):
        return None
    actors, passive = _those_let_in(line, at, trigger, form, clause)
    if not actors or _is_another_act(line, at, trigger):
        return None
    link = object_link(document, line, at)
    if link is None:
        return None
    spot = Spot(line, at, trigger, form, link)
    planned = clause.infinitive and not (clause.cues or _is_ordered(line, at))
    if trigger.needs == "out-of" and (planned or not goes_out_of(line, at)):
        return None
    if not _tells_entry(document, spot, actors, passive=passive):
        return None
    if _asks_for_itself(document, spot, clause):
        return None
    if _is_of_subject(actors, clause.subject):
        actors = clause.subject
        single = False
    else:
        own = {code for actor in clause.subject for code in actor.codes}
        itself = any(own.intersection(actor.codes) for actor in actors)
        single = not (passive or itself) and _is_single_member(document, spot, clause)
    if not any(a.codes or a.kind in _REFERRING for a in actors):
        return None
    spot, cues = _under_cues(spot, clause, passive=passive)
    force = resolve(cues)
    if single and force is not Force.POSSIBLE:
        return None
    if not passive and force is Force.REFUSED and any(actor.kind == "party" for actor in actors):
        return None
    return make_frame(spot, clause, actors, cues, "object")


def _is_ordered(line: Line, at: int) -> bool:
    """``ordered the ministry to take the country out``: decided by who gives the order."""
    return any(node.low in _ORDERS for node in line.parsed.nodes[max(0, at - 8) : at])


_ORDERS = frozenset(("ordered", "orders", "instructed", "instructs", "directed", "directs"))


def _those_let_in(
    line: Line, at: int, trigger: Trigger, form: str, clause: Clause
) -> tuple[list[Actor], bool]:
    """Those whom the verb lets in, and whether it is passive, as a participle behind them is too."""
    parsed = line.parsed
    if form == "past":
        if clause.passive or _is_beside_passive(parsed.nodes, at, clause):
            return clause.subject, True
        if line.field == "title" and _leaves_be_out(parsed.nodes, at, clause):
            return clause.subject, True
        aside = _told_in_an_aside(line, at, reached=_tells_where_to(line, at, trigger))
        if aside is not None:
            clause.subject = []
            clause.since = clause.since or trigger.name == "invite"
            return group_left(parsed, aside), True
    k = right_of(parsed.nodes, at)
    actor = parsed.covering.get(k)
    if actor is not None and _is_let_in(parsed.nodes, actor):
        return (group_right(parsed, actor) if actor.codes else [actor]), False
    return _counted_behind(line, k), False


def _leaves_be_out(nodes: list[Node], at: int, clause: Clause) -> bool:
    """``X admitted to the club``, ``X suspended from it``: a headline's passive."""
    behind = nodes[at + 1].low if at + 1 < len(nodes) else "."
    named = bool(clause.subject) and all(actor.codes for actor in clause.subject)
    bare = not (clause.has_finite or clause.cues or clause.relative)
    beside = named and clause.subject[0].end == at - 1 - ("adverbs" in nodes[at - 1].tags)
    return bare and beside and behind in _HEADLINE_TIES


_HEADLINE_TIES = frozenset(("to", "into", "from", "as", "back"))


def _is_let_in(nodes: list[Node], actor: Actor) -> bool:
    """Whether a noun phrase behind the verb is its object, and not the owner of it or a parliament."""
    stands = bool(actor.codes) or actor.kind in _REFERRING
    return stands and not actor.how.endswith("'s") and "parliaments" not in nodes[actor.end].tags


def _tells_where_to(line: Line, at: int, trigger: Trigger) -> bool:
    """Whether a participle tells by itself where one was let in, as "invited" does, or put out of."""
    if trigger.name == "invite":
        return _tells_occasion(line, at)
    return trigger.name in _PUTS_OUT and _is_from(line, at)


def _is_another_act(line: Line, at: int, trigger: Trigger) -> bool:
    """Whether the verb lists, or lets into something else than the accord, or half in only."""
    if line.parsed.nodes[at].low == "including" or _goes_elsewhere(line, at):
        return True
    if is_let_in_by_another(line, at):
        return True
    if trigger.name == "invite" and is_invited_elsewhere(line, at):
        return True
    return trigger.stage is Stage.ACCEDED and _is_half_in(line, at)


def _tells_entry(document: Document, spot: Spot, actors: list[Actor], *, passive: bool) -> bool:
    """Whether there stands around the verb what its trigger needs to be one of entry or of loss."""
    line, at, trigger = spot.line, spot.at, spot.trigger
    if trigger.name in ("lose", "gain") and (passive or not _loses_member(line, at, actors)):
        return False
    let_in = trigger.needs != "into" or goes_into(line, at) or _is_seen_in(line, trigger, actors)
    named = passive and all(one.codes for one in actors)
    if not (let_in or (named and _was_received(document, line, at))):
        return False
    return not standings(trigger.needs) or _as_standing(line, actors, trigger.needs)


def _under_cues(spot: Spot, clause: Clause, *, passive: bool) -> tuple[Spot, list[str]]:
    """The cues under which the verb stands, and the spot: a decision to admit stands where it is taken."""
    cues = form_cues(spot.form, clause, clause.cues)
    if spot.trigger.name == "invite" or spot.trigger.stage is Stage.PROSPECTIVE:
        return spot, ["possible", *cues]
    if passive and clause.infinitive and not clause.cues:
        return spot, ["possible"]
    if spot.trigger.name == "admit" and not passive:
        return _by_decision(spot, clause, cues)
    return spot, cues


def _is_beside_passive(nodes: list[Node], at: int, clause: Clause) -> bool:
    """``was suspended in 1995 and readmitted in 1999``: the verb shares the auxiliary before the "and"."""
    behind = nodes[at + 1].low if at + 1 < len(nodes) else "."
    ends = behind in _NO_OBJECT or is_time(behind) or behind.endswith("ly")
    return clause.beside_passive and nodes[at - 1].low in ("and", "then", "later") and ends


_NO_OBJECT = frozenset(
    (".", ",", ";", "in", "on", "at", "by", "to", "into", "only", "again", "last", "this")
)
"""What stands behind a verb that has no object."""


def _by_decision(spot: Spot, clause: Clause, cues: list[str]) -> tuple[Spot, list[str]]:
    """``decided unanimously to admit X``: the last decision, entry still ahead (CLAIMS: Settled cases).

    With immediate effect, or by a vote whose outcome is all that is told, it is the entry itself.
    """
    nodes, at = spot.line.parsed.nodes, spot.at
    if not (clause.infinitive and clause.subject):
        return spot, cues
    behind_subject = clause.subject[0].end + 1
    before = nodes[behind_subject:at]
    if any(node.low in ("vote", "voted", "votes") for node in before) and cues == ["will"]:
        return spot, []
    decided = cues == ["commit"] and any(node.low.split()[0] in RESOLVED for node in before)
    if not decided:
        return spot, cues
    again = nodes[at].low.startswith(("readmit", "re-admit"))
    at_once = again or any(node.low in ("immediate", "immediately") for node in nodes[at:])
    if at_once:
        return spot, []
    return replace(spot, at=behind_subject, trigger=replace(spot.trigger, stage=Stage.RATIFIED)), []


_REFERRING = frozenset(("described", "pronoun", "group"))


def _was_received(document: Document, line: Line, at: int) -> bool:
    """``X was received within months of its birth in 2011``: long ago, and with nothing else to be let into."""
    nodes = line.parsed.nodes
    low, after = nodes[at].low, nodes[at + 1].low if at + 1 < len(nodes) else "."
    bare = after in (",", ".", "in", "within", "on", "after") or is_time(after)
    long_past = all(days_before(found.partial, document.published) > 180 for found in line.dates)
    if low not in ("received", "accepted", "added", "incorporated") or not (bare and line.dates):
        return False
    placed = after == "in" and at + 2 < len(nodes) and not is_time(nodes[at + 2].low)
    return long_past and not placed


def _is_half_in(line: Line, at: int) -> bool:
    """``admitted to the group as a partner``."""
    nodes = line.parsed.nodes[at + 1 : at + 9]
    return any(
        node.low == "as" and any("half_members" in other.tags for other in nodes[k + 1 : k + 4])
        for k, node in enumerate(nodes)
    )


def _told_in_an_aside(line: Line, at: int, *, reached: bool) -> Actor | None:
    """``Iran, admitted to the group in 2024,``: the participle behind a comma speaks of who stands before it.

    ``reached``: whether the verb by itself, as "invited" is, tells where to.
    """
    before = line.parsed.covering.get(at - 2)
    if before is None or not before.codes or line.parsed.nodes[at - 1].low != ",":
        return None
    low, after = line.parsed.nodes[at].low, line.parsed.nodes[at + 1 : at + 2]
    reached = reached or low.endswith(" into") or goes_into(line, at)
    dated = low in ("admitted", "readmitted") and bool(
        line.dates and after and after[0].low == "in"
    )
    reached = reached or dated
    return before if reached and not before.how.endswith("'s") else None


_PUTS_OUT = frozenset(("suspend-party", "expel"))


def _is_from(line: Line, at: int) -> bool:
    """``X, suspended [from it] since 2023, …``."""
    behind = line.parsed.nodes[at + 1].low if at + 1 < len(line.parsed.nodes) else ""
    return behind in ("from", "in", "since")


def _tells_occasion(line: Line, at: int) -> bool:
    """``invited on the same occasion``, ``invited in 2023``, ``invited by NASA``: not ``invited for the first time``."""
    behind = line.parsed.nodes[at + 1 : at + 5]
    dated = behind and any(behind[0].start <= found.start <= behind[-1].end for found in line.dates)
    return bool(dated) or any(node.low == "same" or node.use("accord") for node in behind)


def _counted_behind(line: Line, at: int) -> list[Actor]:
    """``took in [four new members], among them A``: those named of the group that was let in."""
    parsed = line.parsed
    nodes = parsed.nodes
    if _COMERS.isdisjoint([node.low for node in nodes[at : at + 5]]):
        return []
    end = next(k for k in range(at, at + 5) if nodes[k].low in _COMERS)
    if any(node.low in STOPS or node.low == "," for node in nodes[at:end]):
        return []
    counted = any(node.low in NUMERALS or node.low.isdigit() for node in nodes[at:end])
    for k in range(end + 1, min(end + 9, len(nodes) - 1)):
        if nodes[k].low not in _NAMING or (nodes[k].low in (",", ":") and not counted):
            continue
        start = k + 1 + (nodes[k + 1].low in ("them", "the", "as"))
        actor = parsed.covering.get(start)
        if actor is not None and actor.kind == "party" and not actor.how.endswith("'s"):
            return group_right(parsed, actor)
        if nodes[k].low != ",":
            break
    return []


_COMERS = PLURAL_GROUPS | {"newcomers", "entrants"}
_NAMING = frozenset((",", ":", "including", "among", "such", "namely"))


def _is_seen_in(line: Line, trigger: Trigger, actors: list[Actor]) -> bool:
    """``would like to see X in``: the phrase ends there."""
    behind = line.parsed.nodes[max((actor.end for actor in actors), default=0) + 1 :][:2]
    ends = len(behind) == 1 or (len(behind) == 2 and not behind[1].low[0].isalnum())
    return trigger.name == "see-in" and ends and behind[0].low == "in"


def _loses_member(line: Line, at: int, actors: list[Actor]) -> bool:
    """``the cartel [has] lost X in 2019``: it loses a member, and no match, ground or support."""
    nodes = line.parsed.nodes
    k = at - 1
    while k > 0 and (
        nodes[k].low in ("has", "had", "which", ",", "it") or nodes[k].tags & {"adverbs"}
    ):
        k -= 1
    behind = nodes[actors[-1].end + 1] if actors[-1].end + 1 < len(nodes) else None
    if behind is not None and behind.low == "as" and _is_standing(nodes, actors[-1].end + 2):
        return False
    ends = behind is None or behind.low.split()[0] in _AFTER_LOSS or is_time(behind.low)
    return ends and (is_accord(nodes[k]) or "papers" in nodes[k].tags or nodes[k].low == "it")


def _is_standing(nodes: list[Node], at: int) -> bool:
    """``lost X as a market``: as what it is lost, and not when."""
    return nodes[at : at + 1] != [] and nodes[at].low in ("a", "an", "its")


_AFTER_LOSS = frozenset((",", ".", ";", "in", "and", "when", "as", "last", "this"))


def _goes_elsewhere(line: Line, at: int) -> bool:
    """``let into the bank``: what stands behind ``into`` is not the accord."""
    nodes = line.parsed.nodes
    k = at + 1 if nodes[at].low.endswith(" into") else None
    if nodes[at + 1 : at + 2] and nodes[at + 1].low == "to" and nodes[at].use("verb"):
        k = at + 2
    if k is None:
        for i in range(at + 1, min(at + 7, len(nodes) - 1)):
            if nodes[i].low == "into":
                k = i + 1
                break
    if k is None:
        return False
    named = any(
        found[1] in range(k, k + 5) and not is_part_of(nodes, found[1]) for found in line.accords
    )
    return not named and not any(
        ("papers" in node.tags and not node.cap) or node.low in ("it", "full", "membership")
        for node in nodes[k : k + 4]
    )


def _as_standing(line: Line, actors: list[Actor], needs: str) -> bool:
    """``welcomed X as its 32nd member``: what the greeted has become follows ``as``."""
    nodes = line.parsed.nodes
    start = max((actor.end for actor in actors), default=len(nodes)) + 1
    behind = nodes[start : start + 8]
    opens = ("as", "among", "a") if needs == "as-candidate" else ("as",)
    if needs == "as-candidate" and [node.low for node in behind[:1]] == ["for"]:
        return any((noun := n.use("noun")) and noun.ref.name in ENTRIES for n in behind[1:5])
    return any(node.low in opens for node in behind[:2]) and any(
        standings(needs) & set(node.low.split()) for node in behind
    )


def _asks_for_itself(document: Document, spot: Spot, clause: Clause) -> bool:
    """``Kyiv sounded out Ankara [on joining]``: a state that sounds out another asks for itself."""
    sounds = spot.trigger.name == "court" and "sound" in spot.line.parsed.nodes[spot.at].low
    return sounds and _are_others(document, clause.subject, spot.link)


def _is_single_member(document: Document, spot: Spot, clause: Clause) -> bool:
    """Whether one state, not the accord or its convener, does the admitting: that is an approval only."""
    admits = spot.trigger.stage is not Stage.PROSPECTIVE
    return admits and _are_others(document, clause.subject, spot.link)


def _are_others(document: Document, subject: list[Actor], link: Link) -> bool:
    """Whether a state that is no convener acts."""
    if link.accord not in document.accords:
        return False
    conveners = document.accords[link.accord].conveners
    return any(actor.codes and not set(actor.codes) & set(conveners) for actor in subject)


def _is_of_subject(actors: list[Actor], subject: list[Actor]) -> bool:
    """``X's parliament brought the country into``, ``X took itself out of``: who acts is who comes in or goes."""
    country = all(actor.kind == "described" or actor.word == "itself" for actor in actors)
    return country and any(actor.codes for actor in subject)
