"""Frames: a trigger tied to an accord, the parties it speaks of, and how far the thing has come."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.admitting import for_frame, object_frame
from monitor.claims.english.agents import (
    after_comma,
    by_agent,
    is_followed_by,
    on_behalf_of,
    owner_of_head,
    owner_of_protocol,
    owner_of_standing,
    party_to_talks,
    protocol_for,
    ratified_of,
    standing_frozen,
)
from monitor.claims.english.clause import Clause
from monitor.claims.english.clauses import walk_left
from monitor.claims.english.companions import companions, gapped, included
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frame import Frame, Spot, form_cues, make_frame
from monitor.claims.english.grammar import Actor
from monitor.claims.english.groups import group_right
from monitor.claims.english.lexicon import Node
from monitor.claims.english.likewise import likewise, predecessors
from monitor.claims.english.linking import link_verb
from monitor.claims.english.nouns import is_off, noun_frame
from monitor.claims.english.objects import Link
from monitor.claims.english.parliaments import is_tallied, is_vote, ratifies
from monitor.claims.english.rosters import rosters_of
from monitor.claims.english.titles import listed_after
from monitor.claims.signals import ACCORD, APPROVES, ECHO, LISTS, PARTY, REFERS, TELLS
from monitor.model.stage import Stage


def frames_of(document: Document, line: Line) -> list[Frame]:
    """All frames of a line, in order."""
    return [] if line.correction else frames_in(document, line)


def frames_in(document: Document, line: Line) -> list[Frame]:
    """All frames of a line, also of one that takes something back."""
    if not _may_hold_frame(document, line):
        return []
    found: list[Frame] = []
    for at, node in line.marked:
        frame = _frame_at(document, line, at, node)
        if frame is not None:
            found.append(frame)
            found += companions(line, frame)
            found += gapped(line, frame)
            found += included(line, frame)
            found += likewise(line, frame)
            found += predecessors(line, frame)
    found += rosters_of(document, line)
    if any(frame.trigger.stage in (Stage.SUSPENDED, Stage.WITHDRAWN) for frame in found):
        return [frame for frame in found if frame.trigger.role != "standing"]
    return found


def _may_hold_frame(document: Document, line: Line) -> bool:
    """Whether a trigger stands beside an accord or a party, or is said again soon after."""
    signs = line.signs
    if ACCORD in signs or LISTS in signs:
        return True
    if TELLS not in signs:
        return False
    if asks_who(line):
        return True
    ahead = document.lines[line.index : line.index + 3]
    if not signs.isdisjoint((PARTY, REFERS, APPROVES)):
        return True
    return any(ECHO in other.signs for other in ahead)


def asks_who(line: Line) -> bool:
    """``Who is in already?``, ``Remind us who has signed``: the next line may name them."""
    return line.text.lstrip(" *").startswith(_QUESTIONS)


_QUESTIONS = (
    "who ",
    "who's ",
    "and who ",
    "so who ",
    "remind us who ",
    "tell us who ",
    "which of ",
)


def _frame_at(document: Document, line: Line, at: int, node: Node) -> Frame | None:
    noun = node.use("noun")
    verb = node.use("verb")
    if noun is not None and (verb is None or _is_nominal(line, at)):
        return noun_frame(document, line, at, noun.ref)
    if verb is None:
        return None
    verb_form = _form(line, at, node)
    triggers = dict.fromkeys(use.ref for use in node.uses if use.kind == "verb")
    for trigger in triggers:
        frame = _verb_frame(document, line, at, trigger, verb_form)
        if frame is not None:
            return frame
    return None


def _verb_frame(
    document: Document, line: Line, at: int, trigger: Trigger, form: str
) -> Frame | None:
    if trigger.role == "object":
        return object_frame(document, line, at, trigger, form)
    if trigger.role == "for":
        return for_frame(document, line, at, trigger, form)
    return _subject_frame(document, line, at, trigger, form)


def _form(line: Line, at: int, node: Node) -> str:
    """The form of the verb; one that is spelt alike in all forms is past unless a modal stands before it."""
    forms = {use.form for use in node.uses if use.kind == "verb"}
    if "base" in forms and forms & {"past", "participle"}:
        before = line.parsed.nodes[max(0, at - 3) : at]
        bare = any(
            n.low == "to"
            or n.low.endswith(" to")
            or (
                (cue := n.use("cue")) is not None
                and cue.ref in ("will", "would", "possible", "intend")
            )
            for n in before
        )
        return "base" if bare else "past"
    return "past" if forms & {"past", "participle"} else next(iter(forms))


def _is_nominal(line: Line, at: int) -> bool:
    nodes = line.parsed.nodes
    if at == 0:
        return False
    low = nodes[at - 1].low
    return low in (
        "the",
        "a",
        "an",
        "'s",
        "'",
        "its",
        "their",
        "his",
        "of",
        "this",
        "that",
        "formal",
        "official",
    )


def _subject_frame(
    document: Document, line: Line, at: int, trigger: Trigger, form: str
) -> Frame | None:
    link = link_verb(document, line, at, trigger)
    if link is None:
        return None
    clause = walk_left(line.parsed, at, form)
    if clause.by_trigger and not clause.cues:
        return None
    if trigger.weak and link.how == "far" and not _has_come_in(clause, form):
        return None
    if form == "base" and not clause.cues:
        clause.cues = _cues_of_cause(line, clause)
    if trigger.stage is Stage.ACCEDED and _is_effect(line, clause, form):
        return None
    if trigger.needs == "convener" and form == "ing" and _is_apart(line, at, clause):
        return None
    if trigger.needs == "convener" and form == "ing" and "papers" in line.parsed.nodes[at - 1].tags:
        return None
    if trigger.needs == "convener":
        _turn_round(document, line, at, link, clause)
    if trigger.needs == "echo" and not _says_it_again(line, at, clause, form):
        return None
    if trigger.needs == "echo":
        follower = by_agent(line, at - 1) if line.parsed.nodes[at].low.endswith("by") else []
        by = line.parsed.covering.get(at + 1)
        if line.parsed.nodes[at].low.endswith(" by") and by is not None and by.codes:
            follower = group_right(line.parsed, by)
        elif is_vote(line, clause.start, at):
            return None
        elif is_followed_by(line, at) or not any(actor.codes for actor in clause.subject):
            follower = by_agent(line, at)
        if follower:
            clause.subject = follower
    if trigger.name == "belong" and line.parsed.nodes[at].low.startswith(("remain", "stay")):
        clause.cues = [cue for cue in clause.cues if cue not in ("will", "would")]
    if trigger.stage is Stage.APPLIED and _writes_to_ask(line, at, clause):
        clause.infinitive = False
    if trigger.name == "hand-in" and _stands_beside(line, at, clause):
        clause.cues = []
    if clause.passive and trigger.stage is Stage.APPLIED and trigger.name != "hand-in":
        clause.cues.append("possible")
    if clause.passive and trigger.name == "outlook" and not any(a.codes for a in clause.subject):
        clause.subject = [Actor(at, at, "pronoun", word="there")]
    if trigger.name == "outlook" and is_vote(line, clause.start, at):
        return None
    opens = trigger.name == "belong" and at == 0
    opens = opens or (form == "past" and at == 1 and line.parsed.nodes[0].low == "having")
    if ((form == "ing" and clause.since) or opens) and not clause.subject:
        clause.subject = after_comma(line, at)
    if form == "ing" and not clause.subject:
        clause.subject = party_to_talks(line, at)
        clause.cues += ["possible"] * bool(clause.subject)
    if form == "ing" and not clause.subject and clause.start == at and is_off(line, at):
        clause.subject = [Actor(at, at, "pronoun", word="there")]
        clause.cues.append("refuse")
    if trigger.stage is Stage.RATIFIED and "last" in [
        n.low for n in line.parsed.nodes[max(0, at - 3) : at]
    ]:
        return None
    if trigger.name in ("approve-law", "approve-accord") and not ratifies(
        document, line, clause.start, at
    ):
        return None
    if trigger.name == "approve-law" and is_tallied(line, at):
        clause.subject = [Actor(at, at, "pronoun", word="there")]
    acting = _acting(line, at, trigger, form, clause)
    if acting is None:
        return None
    actors, rule = acting
    after = line.parsed.nodes[at + 1].low if at + 1 < len(line.parsed.nodes) else ""
    clause.neither = after in ("neither", "no", "none", "nothing")
    cues = form_cues(form, clause, clause.cues)
    behind = line.parsed.nodes[at + 1 : at + 7]
    if any((cue := node.use("cue")) is not None and cue.ref == "cease" for node in behind):
        cues = [*cues, "cease"]
    return make_frame(Spot(line, at, trigger, form, link), clause, actors, cues, rule)


def _stands_beside(line: Line, at: int, clause: Clause) -> bool:
    """``[discussed] the application that X lodged``: what governs the application says nothing of its filing."""
    if not clause.subject:
        return False
    nodes, actor = line.parsed.nodes, clause.subject[0]
    opening = {node.low for node in nodes[max(0, actor.start - 1) : actor.start + 1]}
    perfect = nodes[at - 1].low in ("had", "'d", "has", "have")
    return actor.end == at - 1 - perfect and not opening.isdisjoint(("that", "which"))


def _writes_to_ask(line: Line, at: int, clause: Clause) -> bool:
    """``wrote to the chair on Tuesday to ask for membership``: who writes in order to ask has asked."""
    if not (clause.infinitive and clause.subject and not clause.cues):
        return False
    between = line.parsed.nodes[clause.subject[0].end + 1 : at]
    return any(node.low in _WRITES for node in between)


_WRITES = frozenset(("wrote", "written", "writes", "sent", "sends"))


def _is_effect(line: Line, clause: Clause, form: str) -> bool:
    """``a treaty by which X accedes``: what a paper will bring about is told of the paper."""
    before = [node.low for node in line.parsed.nodes[max(0, clause.start - 2) : clause.start]]
    return (
        form in ("base", "third")
        and not clause.has_finite
        and before[-1:] == ["which"]
        and before[0] in _BY
    )


_BY = frozenset(("by", "under", "with", "through"))


def _has_come_in(clause: Clause, form: str) -> bool:
    """Whether a party is told by name to have come in: a loose verb far from the accord's name needs that."""
    named = any(actor.kind == "party" and actor.how != "people" for actor in clause.subject)
    return named and form == "past" and not set(clause.cues) - {"manage"}


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
    return [cue.ref for cue in reversed(before) if cue.ref in ("neg", "will", "would", "possible")]


_MAKES = frozenset(("make", "makes", "made", "let", "lets"))


def _is_apart(line: Line, at: int, clause: Clause) -> bool:
    """``X, a framework aimed at normalising ties``: a comma keeps the subject from the verb."""
    first = clause.subject[0].end if clause.subject else at
    return any(node.low == "," for node in line.parsed.nodes[first:at])


def _says_yes_to_other(line: Line, at: int, actors: list[Actor]) -> bool:
    """``said yes to X's accession``: an approval, not a commitment of the one who speaks."""
    owner = ratified_of(line, at)
    return owner is not None and any(actor.codes and actor.codes != owner.codes for actor in actors)


def _acting(
    line: Line, at: int, trigger: Trigger, form: str, clause: Clause
) -> tuple[list[Actor], str] | None:
    """Who does it: the subject, the agent of a passive, or whom a standing, a protocol or a ratification is of."""
    actors = clause.subject
    rule = "subject"
    if clause.passive and trigger.name in ("freeze", "freeze-standing"):
        holders = owner_of_standing(line, at)
        if holders:
            actors, rule = holders, "standing-of"
    if trigger.name == "freeze-standing" and not any(actor.codes for actor in actors):
        holders = standing_frozen(line, at)
        actors, rule = (holders, "standing-frozen") if holders else (actors, rule)
    if clause.passive and trigger.name == "take-back-application":
        actors, rule = owner_of_head(line, at, "application"), "application-of"
    if trigger.name == "put-signature":
        of = _whose_signature(line, at)
        return (of, "signature-of") if of else None
    if trigger.name == "belong" and not any(actor.codes for actor in actors):
        listed = listed_after(line, at)
        actors, rule = (listed, "list") if len(listed) > 1 else (actors, rule)
    if trigger.name == "leave" and _is_taken_back(line, at, clause):
        return None
    if trigger.name == "sign" and not any(actor.codes for actor in actors):
        of = protocol_for(line, at) or on_behalf_of(line, at)
        actors, rule = (of, "protocol-for") if of else (actors, rule)
    if clause.passive and trigger.name == "sign":
        of = owner_of_protocol(line, at)
        if of:
            actors, rule = of, "protocol-of"
            clause.subject = of
    if trigger.name == "say-yes" and (
        _says_yes_to_other(line, at, actors) or is_vote(line, clause.start, at)
    ):
        return None
    if trigger.stage is Stage.RATIFIED and _is_half_a_parliament(line, at, clause):
        return None
    if trigger.name in ("deposit-accession", "deposit-ratified") and clause.passive:
        of = (
            by_agent(line, at)
            or owner_of_head(line, at, "instrument")
            or owner_of_protocol(line, at)
        )
        actors, rule = (of, "instrument-of") if of else (actors, rule)
    if trigger.name == "hand-in" and clause.passive:
        of = by_agent(line, at) or owner_of_head(line, at, "application")
        actors, rule = (of, "application-of") if of else (actors, rule)
    if trigger.stage is Stage.RATIFIED:
        owner = ratified_of(line, at)
        if owner is not None:
            if any(actor.codes and actor.codes != owner.codes for actor in actors):
                return None
            actors, rule = [owner], "ratified-of"
    if clause.passive and trigger.name in ("sign", "join", "leave", "suspend", "ratify"):
        by = by_agent(line, at)
        if not any(actor.codes for actor in by):
            by = on_behalf_of(line, at) or by
        if by:
            actors, rule = by, "by-agent"
        elif (
            any(a.codes for a in actors) and trigger.name in ("sign", "leave") and rule == "subject"
        ):
            return None
    elif not any(a.codes for a in actors) and form == "past":
        by = by_agent(line, at)
        if by:
            actors, rule = by, "by-agent"
    return actors, rule


def _whose_signature(line: Line, at: int) -> list[Actor]:
    """``put X's signature under``: the party whose signature it is."""
    nodes = line.parsed.nodes
    owners = (line.parsed.covering.get(k) for k in range(at + 1, min(at + 6, len(nodes))))
    return next(([actor] for actor in owners if actor is not None and actor.codes), [])


def _is_half_a_parliament(line: Line, at: int, clause: Clause) -> bool:
    """A cabinet, a lower house or a committee votes first; that ratifies nothing (CLAIMS: Settled cases)."""
    words = " ".join(node.low for node in line.parsed.nodes[max(0, clause.start - 5) : at])
    return any(part in words for part in _PARTS_OF_ASSENT)


_PARTS_OF_ASSENT = (
    "lower house",
    "lower chamber",
    "committee",
    "commission",
    "cabinet",
    "council of ministers",
)


def _is_taken_back(line: Line, at: int, clause: Clause) -> bool:
    """``Statement concerning X withdrawn``, ``what X left was the command``: another thing is meant."""
    if clause.start > 0 and line.parsed.nodes[clause.start - 1].low == "what":
        return True
    withdrawn = line.parsed.nodes[at].low.startswith("withdrawn")
    return withdrawn and not (clause.perfect or clause.pluperfect) and not by_agent(line, at)


def _turn_round(document: Document, line: Line, at: int, link: Link, clause: Clause) -> None:
    """``Israel normalised relations with the UAE``: the parties stand behind the verb."""
    conveners = set(document.accords[link.accord].conveners)
    if not all(set(a.codes) & conveners for a in clause.subject if a.codes):
        return
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 6, len(nodes) - 1)):
        if nodes[k].low in ("with", "between"):
            actor = line.parsed.covering.get(k + 1) or line.parsed.covering.get(k + 2)
            if actor is not None and actor.codes and not conveners.issuperset(actor.codes):
                clause.subject = group_right(line.parsed, actor)
            return
