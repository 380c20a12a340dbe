"""Frames of those who are let in, invited or named by others, and for whom something is in force."""

from __future__ import annotations

from dataclasses import replace

from monitor.claims.candidate import Trigger
from monitor.claims.days import days_before
from monitor.claims.english.clause import Clause
from monitor.claims.english.clauses import walk_left
from monitor.claims.english.closed import PLURAL_GROUPS, RESOLVED
from monitor.claims.english.complements import goes_into, goes_out_of, object_link
from monitor.claims.english.document import Document, Line
from monitor.claims.english.elsewhere import is_invited_elsewhere
from monitor.claims.english.frame import Frame, Spot, form_cues, make_frame
from monitor.claims.english.gerunds import is_theme
from monitor.claims.english.grammar import NUMERALS, Actor, is_accord
from monitor.claims.english.groups import group_left, group_right
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS, nearest
from monitor.claims.english.objects import TIME_UNITS, Link, is_part_of, is_time, right_of
from monitor.claims.english.wordlists import standings
from monitor.model.stage import Stage


def object_frame(
    document: Document, line: Line, at: int, trigger: Trigger, form: str
) -> Frame | None:
    """The frame of those whom the verb at ``at`` lets in, invites or names."""
    parsed = line.parsed
    k = right_of(parsed.nodes, at)
    actor = parsed.covering.get(k)
    clause = walk_left(parsed, at, form)
    if form == "ing" and is_theme(parsed.nodes, at, clause):
        return None
    passive = form == "past" and (clause.passive or _is_beside_passive(parsed.nodes, at, clause))
    reached = trigger.name == "invite" and _tells_occasion(line, at)
    reached = reached or (trigger.name in _PUTS_OUT and _is_from(line, at))
    aside = _told_in_an_aside(line, at, reached) if form == "past" and not passive else None
    if passive:
        actors = clause.subject
    elif aside is not None:
        actors, passive, clause.subject = group_left(parsed, aside), True, []
        clause.since = clause.since or trigger.name == "invite"
    elif (
        actor is not None
        and (actor.codes or actor.kind in _REFERRING)
        and not actor.how.endswith("'s")
        and "parliaments" not in parsed.nodes[actor.end].tags
    ):
        actors = group_right(parsed, actor) if actor.codes else [actor]
    elif listed := _counted_behind(line, k):
        actors = listed
    else:
        return None
    link = object_link(document, line, at)
    if parsed.nodes[at].low == "including":
        return None
    if _goes_elsewhere(line, at):
        return None
    if trigger.name in ("lose", "gain") and (passive or not _loses_member(line, at, actors)):
        return None
    if trigger.name == "invite" and is_invited_elsewhere(line, at):
        return None
    if trigger.stage is Stage.ACCEDED and _is_half_in(line, at):
        return None
    if parsed.nodes[at].low == "including":
        return None
    let_in = trigger.needs != "into" or goes_into(line, at) or _is_seen_in(line, trigger, actors)
    named = passive and all(one.codes for one in actors)
    if not (let_in or (named and _was_received(document, line, at))):
        return None
    planned = clause.infinitive and not clause.cues
    if trigger.needs == "out-of" and (planned or not goes_out_of(line, at)):
        return None
    if standings(trigger.needs) and not _as_standing(line, actors, trigger.needs):
        return None
    if (
        trigger.name == "court"
        and "sound" in parsed.nodes[at].low
        and _are_others(document, clause.subject, link)
    ):
        return None
    admits = trigger.stage is not Stage.PROSPECTIVE and clause.subject and not passive
    if _is_of_subject(actors, clause.subject):
        actors = clause.subject
    elif admits and _is_single_member(document, clause.subject, link):
        return None
    if link is None or not any(a.codes or a.kind in _REFERRING for a in actors):
        return None
    cues = form_cues(form, clause, clause.cues)
    if trigger.name == "invite" or trigger.stage is Stage.PROSPECTIVE:
        cues = ["possible", *cues]
    elif passive and clause.infinitive and not clause.cues:
        cues = ["possible"]
    elif trigger.name == "admit" and not passive:
        trigger, cues = _by_decision(line, at, trigger, clause, cues)
        at = clause.subject[0].end + 1 if trigger.stage is Stage.RATIFIED else at
    return make_frame(Spot(line, at, trigger, form, link), clause, actors, cues, "object")


def _is_beside_passive(nodes: list[Node], at: int, clause: Clause) -> bool:
    """``was suspended in 1995 and readmitted in 1999``: the verb shares the auxiliary before the "and"."""
    behind = nodes[at + 1].low if at + 1 < len(nodes) else "."
    ends = behind in _NO_OBJECT or is_time(behind) or behind.endswith("ly")
    return clause.beside_passive and nodes[at - 1].low in ("and", "then", "later") and ends


_NO_OBJECT = frozenset(
    (".", ",", ";", "in", "on", "at", "by", "to", "into", "only", "again", "last", "this")
)
"""What stands behind a verb that has no object."""


def _by_decision(
    line: Line, at: int, trigger: Trigger, clause: Clause, cues: list[str]
) -> tuple[Trigger, list[str]]:
    """``decided unanimously to admit X``: the last decision, entry still ahead (CLAIMS: Settled cases).

    With immediate effect, or by a vote whose outcome is all that is told, it is the entry itself.
    """
    nodes = line.parsed.nodes
    if not (clause.infinitive and clause.subject):
        return trigger, cues
    before = nodes[clause.subject[0].end + 1 : at]
    if any(node.low in ("vote", "voted", "votes") for node in before) and cues == ["will"]:
        return trigger, []
    decided = cues == ["commit"] and any(node.low.split()[0] in RESOLVED for node in before)
    if not decided:
        return trigger, cues
    again = nodes[at].low.startswith(("readmit", "re-admit"))
    at_once = again or any(node.low in ("immediate", "immediately") for node in nodes[at:])
    return (trigger if at_once else replace(trigger, stage=Stage.RATIFIED)), []


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


def _told_in_an_aside(line: Line, at: int, reached: bool) -> Actor | None:
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
    dated = (
        any(
            at < len(line.parsed.nodes)
            and found.start >= behind[0].start
            and found.start <= behind[-1].end
            for found in line.dates
        )
        if behind
        else False
    )
    return dated or any(node.low == "same" or node.use("accord") for node in behind)


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
    opens = ("as", "among") if needs == "as-candidate" else ("as",)
    return any(node.low in opens for node in behind[:2]) and any(
        standings(needs) & set(node.low.split()) for node in behind
    )


def _is_single_member(document: Document, subject: list[Actor], link: Link | None) -> bool:
    """Whether one state, not the accord or its convener, does the admitting: that is an approval only."""
    return _are_others(document, subject, link)


def _are_others(document: Document, subject: list[Actor], link: Link | None) -> bool:
    """Whether a state that is no convener acts: who sounds out another asks for itself."""
    if link is None or link.accord not in document.accords:
        return False
    conveners = document.accords[link.accord].conveners
    return any(actor.codes and not set(actor.codes) & set(conveners) for actor in subject)


def _is_of_subject(actors: list[Actor], subject: list[Actor]) -> bool:
    """``X's parliament brought the country into``, ``X took itself out of``: who acts is who comes in or goes."""
    country = all(actor.kind == "described" or actor.word == "itself" for actor in actors)
    return country and any(actor.codes for actor in subject)


def _beneficiary_at(line: Line, at: int, trigger: Trigger) -> int:
    """Where the party stands for which something is: behind the verb, or behind ``widen the accord to``."""
    nodes = line.parsed.nodes
    if nodes[at].low.startswith("appl"):
        return _where_it_applies(nodes, at)
    if trigger.name == "in-force" and not nodes[at].low.endswith(" for"):
        return _for_whom(nodes, at) if nodes[0].low != "for" else 1 + (nodes[1].low == "the")
    if trigger.name != "widen":
        return at + 1 if nodes[at + 1 : at + 2] and nodes[at + 1].low != "the" else at + 2
    to = next((k for k in range(at + 1, min(at + 7, len(nodes))) if nodes[k].low == "to"), None)
    named = any(at - 6 < found[1] < at + 7 for found in line.accords)
    if to is None or not named:
        return -1
    to += 1
    while to < len(nodes) and nodes[to].low in ("include", "cover", "the", "take", "in"):
        to += 1
    return to


def _where_it_applies(nodes: list[Node], at: int) -> int:
    """``the treaty [now] applies in X``, ``to X``: the party behind it; -1 where no paper is what applies."""
    before = at - 1
    while before > 0 and "adverbs" in nodes[before].tags:
        before -= 1
    paper = before >= 0 and ("papers" in nodes[before].tags or is_accord(nodes[before]))
    behind = at + 1
    if not nodes[at].low.endswith(" to"):
        paper = paper and behind < len(nodes) and nodes[behind].low == "in"
        behind += 1
    behind += behind < len(nodes) and nodes[behind].low == "the"
    return behind if paper else -1


def _for_whom(nodes: list[Node], at: int) -> int:
    """``entered into force on 1 May [2027] for X``: the party behind the next "for"; -1 where there is none."""
    for k in range(at + 1, min(at + 7, len(nodes) - 1)):
        if nodes[k].low == "for" or (nodes[k].low == "in" and nodes[k + 1].use("party")):
            return k + 2 if nodes[k + 1].low == "the" and k + 2 < len(nodes) else k + 1
        if nodes[k].low in STOPS or nodes[k].use("verb") is not None:
            break
    return -1


def _is_to_come(line: Line, at: int) -> bool:
    """``takes effect for X in sixty days``, ``sixty days later``."""
    nodes = line.parsed.nodes[at + 1 : at + 12]
    for k, node in enumerate(nodes):
        length = node.low.split()[0] in TIME_UNITS
        before = {other.low for other in nodes[max(0, k - 3) : k]}
        after = nodes[k + 1].low if k + 1 < len(nodes) else ""
        if length and (
            "in" in before or "later" in (after, node.low.split()[-1]) or after == "after"
        ):
            return True
    return False


def for_frame(document: Document, line: Line, at: int, trigger: Trigger, form: str) -> Frame | None:
    """The frame of the party for which something is in force, open or widened."""
    parsed = line.parsed
    actor = parsed.covering.get(_beneficiary_at(line, at, trigger))
    if actor is None or not (actor.codes or actor.kind == "described"):
        return None
    here = nearest(line, at)
    accord = here[0] if here else document.accord_before(line, 3)
    if accord is None:
        return None
    clause = walk_left(parsed, at, form)
    cues = form_cues(form, clause, clause.cues)
    if trigger.name == "widen" and form == "past" and not cues:
        return None
    if (
        trigger.name == "in-force"
        and form in ("base", "third")
        and not cues
        and _is_to_come(line, at)
    ):
        cues = ["will"]
    return make_frame(
        Spot(line, at, trigger, form, Link(accord, "for")),
        clause,
        group_right(parsed, actor),
        cues,
        "for",
    )
