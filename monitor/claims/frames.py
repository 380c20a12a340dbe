"""Frames: a trigger tied to an accord, the parties it speaks of, and how far the thing has come."""

from __future__ import annotations

from monitor.claims.clause import Clause
from monitor.claims.clauses import walk_left
from monitor.claims.companions import companions, gapped, included
from monitor.claims.document import Document, Line
from monitor.claims.frame import Frame, Spot, make_frame
from monitor.claims.grammar import Actor
from monitor.claims.groups import group_left, group_right
from monitor.claims.lexicon import Node, Trigger
from monitor.claims.linking import STOPS, goes_into, link_verb, nearest, object_link
from monitor.claims.nouns import noun_frame, owner_of
from monitor.claims.objects import Link, right_of
from monitor.claims.parliaments import ratifies
from monitor.claims.rosters import rosters_of
from monitor.claims.wordlists import nouns, standings
from monitor.model.stage import Stage


def frames_of(document: Document, line: Line) -> list[Frame]:
    """All frames of a line, in order."""
    return [] if line.correction else frames_in(document, line)


def frames_in(document: Document, line: Line) -> list[Frame]:
    """All frames of a line, also of one that takes something back."""
    found: list[Frame] = []
    for at, node in line.marked:
        frame = _frame_at(document, line, at, node)
        if frame is not None:
            found.append(frame)
            found += companions(line, frame)
            found += gapped(line, frame)
            found += included(line, frame)
    found += rosters_of(document, line)
    if any(frame.trigger.stage in (Stage.SUSPENDED, Stage.WITHDRAWN) for frame in found):
        return [frame for frame in found if frame.trigger.role != "standing"]
    return found


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
        return _object_frame(document, line, at, trigger, form)
    if trigger.role == "for":
        return _for_frame(document, line, at, trigger, form)
    return _subject_frame(document, line, at, trigger, form)


def _form(line: Line, at: int, node: Node) -> str:
    """The form of the verb; one that is spelt alike in all forms is past unless a modal stands before it."""
    forms = {use.form for use in node.uses if use.kind == "verb"}
    if "base" in forms and forms & {"past", "participle"}:
        before = line.parsed.nodes[max(0, at - 3) : at]
        bare = any(
            n.low == "to"
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


# -- frames by role -----------------------------------------------------------------------------


def _form_cues(form: str, clause: Clause, cues: list[str]) -> list[str]:
    """The cues that the form itself adds: a bare infinitive is a plan, "is joining" a decision."""
    if clause.reported and "would" in cues:
        cues = ["would_reported" if cue == "would" else cue for cue in cues]
    if clause.infinitive and not cues:
        return ["will"]
    if clause.gerund and not cues:
        return ["possible"]
    if form == "base" and not cues and any(actor.word == "we" for actor in clause.subject):
        return ["will"]
    if form == "base" and not cues and not clause.infinitive and clause.mandative:
        return ["possible"]
    if clause.neither:
        cues = [*cues, "neg"]
    if form == "ing" and clause.progressive:
        return ["will", *cues]
    return cues


def _subject_frame(
    document: Document, line: Line, at: int, trigger: Trigger, form: str
) -> Frame | None:
    link = link_verb(document, line, at, trigger)
    if link is None:
        return None
    clause = walk_left(line.parsed, at, form)
    if clause.by_trigger and not clause.cues:
        return None
    if trigger.needs == "convener" and form == "ing" and _is_apart(line, at, clause):
        return None
    if trigger.needs == "convener" and form == "ing" and "papers" in line.parsed.nodes[at - 1].tags:
        return None
    if trigger.needs == "convener":
        _turn_round(document, line, at, link, clause)
    if trigger.needs == "echo":
        follower = _by_agent(line, at - 1) if line.parsed.nodes[at].low.endswith("by") else []
        by = line.parsed.covering.get(at + 1)
        if line.parsed.nodes[at].low.endswith(" by") and by is not None and by.codes:
            follower = group_right(line.parsed, by)
        elif _is_followed_by(line, at) or not any(actor.codes for actor in clause.subject):
            follower = _by_agent(line, at)
        if follower:
            clause.subject = follower
    if clause.passive and trigger.stage is Stage.APPLIED:
        clause.cues.append("possible")
    if clause.passive and trigger.name == "outlook" and not any(a.codes for a in clause.subject):
        clause.subject = [Actor(at, at, "pronoun", word="there")]
    if form == "ing" and clause.since and not clause.subject:
        clause.subject = _after_comma(line, at)
    if form == "ing" and not clause.subject:
        clause.subject = _party_to_talks(line, at)
        clause.cues += ["possible"] * bool(clause.subject)
    if trigger.stage is Stage.RATIFIED and "last" in [
        n.low for n in line.parsed.nodes[max(0, at - 3) : at]
    ]:
        return None
    if trigger.name == "approve-law" and not ratifies(document, line, clause.start, at):
        return None
    acting = _acting(line, at, trigger, form, clause)
    if acting is None:
        return None
    actors, rule = acting
    after = line.parsed.nodes[at + 1].low if at + 1 < len(line.parsed.nodes) else ""
    clause.neither = after in ("neither", "no", "none", "nothing")
    cues = _form_cues(form, clause, clause.cues)
    behind = line.parsed.nodes[at + 1 : at + 7]
    if any((cue := node.use("cue")) is not None and cue.ref == "cease" for node in behind):
        cues = [*cues, "cease"]
    return make_frame(Spot(line, at, trigger, form, link), clause, actors, cues, rule)


def _after_comma(line: Line, at: int) -> list[Actor]:
    """``Since joining in 2007, Romania …``: the subject stands behind the comma."""
    nodes = line.parsed.nodes
    comma = next((k for k in range(at + 1, len(nodes)) if nodes[k].low == ","), len(nodes))
    for k in range(comma + 1, min(comma + 4, len(nodes))):
        actor = line.parsed.covering.get(k)
        if actor is not None and (actor.codes or actor.kind in ("described", "pronoun")):
            return [actor]
    return []


def _party_to_talks(line: Line, at: int) -> list[Actor]:
    """``talks with Oman on joining``, ``For Oman, the price of joining``: who would join stands before."""
    nodes = line.parsed.nodes
    for k in range(at - 1, max(at - 8, 0), -1):
        actor = line.parsed.covering.get(k)
        if actor is None or actor.end != k or not actor.codes:
            continue
        group = group_left(line.parsed, actor)
        before = nodes[group[-1].start - 1].low if group[-1].start else ""
        talks = nodes[max(0, group[-1].start - 3) : group[-1].start]
        if before in ("with", "between") and any(node.low in nouns("talks") for node in talks):
            return group
        if before == "for" and group[-1].start == 1 and nodes[actor.end + 1].low == ",":
            return group
        return []
    return []


def _on_behalf_of(line: Line, at: int) -> list[Actor]:
    """``the declaration was signed on behalf of X``."""
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 6, len(nodes) - 1)):
        if nodes[k].low in ("for", "of") and (
            nodes[k].low == "for" or nodes[k - 1].low == "behalf"
        ):
            actor = line.parsed.covering.get(k + 1)
            return group_right(line.parsed, actor) if actor is not None and actor.codes else []
    return []


def _is_apart(line: Line, at: int, clause: Clause) -> bool:
    """``X, a framework aimed at normalising ties``: a comma keeps the subject from the verb."""
    first = clause.subject[0].end if clause.subject else at
    return any(node.low == "," for node in line.parsed.nodes[first:at])


def _says_yes_to_other(line: Line, at: int, actors: list[Actor]) -> bool:
    """``said yes to X's accession``: an approval, not a commitment of the one who speaks."""
    owner = _ratified_of(line, at)
    return owner is not None and any(actor.codes and actor.codes != owner.codes for actor in actors)


def _is_followed_by(line: Line, at: int) -> bool:
    """``followed later by Morocco``."""
    k = right_of(line.parsed.nodes, at)
    return k < len(line.parsed.nodes) and line.parsed.nodes[k].low == "by"


def _acting(
    line: Line, at: int, trigger: Trigger, form: str, clause: Clause
) -> tuple[list[Actor], str] | None:
    """Who does it: the subject, the agent of a passive, or whom a standing, a protocol or a ratification is of."""
    actors = clause.subject
    rule = "subject"
    if clause.passive and trigger.name in ("freeze", "freeze-standing"):
        holders = _owner_of_standing(line, at)
        if holders:
            actors, rule = holders, "standing-of"
    if trigger.name == "leave" and _is_taken_back(line, at, clause):
        return None
    if trigger.name == "sign" and not any(actor.codes for actor in actors):
        of = _protocol_for(line, at) or _on_behalf_of(line, at)
        actors, rule = (of, "protocol-for") if of else (actors, rule)
    if clause.passive and trigger.name == "sign":
        of = _owner_of_protocol(line, at)
        if of:
            actors, rule = of, "protocol-of"
            clause.subject = of
    if trigger.name == "say-yes" and _says_yes_to_other(line, at, actors):
        return None
    if trigger.stage is Stage.RATIFIED and _is_half_a_parliament(line, at, clause):
        return None
    if trigger.name in ("deposit-accession", "deposit-ratified") and clause.passive:
        of = _by_agent(line, at) or _owner_of_protocol(line, at)
        actors, rule = (of, "instrument-of") if of else (actors, rule)
    if trigger.stage is Stage.RATIFIED:
        owner = _ratified_of(line, at)
        if owner is not None:
            if any(actor.codes and actor.codes != owner.codes for actor in actors):
                return None
            actors, rule = [owner], "ratified-of"
    if clause.passive and trigger.name in ("sign", "join", "leave", "suspend", "ratify"):
        by = _by_agent(line, at) or _on_behalf_of(line, at)
        if by:
            actors, rule = by, "by-agent"
        elif (
            any(a.codes for a in actors) and trigger.name in ("sign", "leave") and rule == "subject"
        ):
            return None
    elif not any(a.codes for a in actors) and form == "past":
        by = _by_agent(line, at)
        if by:
            actors, rule = by, "by-agent"
    return actors, rule


def _is_half_a_parliament(line: Line, at: int, clause: Clause) -> bool:
    """A lower house or a committee votes first; that ratifies nothing (CLAIMS: Settled cases)."""
    words = " ".join(node.low for node in line.parsed.nodes[max(0, clause.start - 5) : at])
    return any(
        part in words for part in ("lower house", "lower chamber", "committee", "commission")
    )


def _owner_of_protocol(line: Line, at: int) -> list[Actor]:
    """Whose accession the signed protocol is about: "the protocols on the accession of both were signed"."""
    for k in range(at - 1, max(at - 10, -1), -1):
        noun = line.parsed.nodes[k].use("noun")
        if noun is not None and noun.ref.name == "accession":
            return owner_of(line, k)[0]
    return []


def _is_taken_back(line: Line, at: int, clause: Clause) -> bool:
    """``Statement concerning X withdrawn``, ``what X left was the command``: another thing is meant."""
    if clause.start > 0 and line.parsed.nodes[clause.start - 1].low == "what":
        return True
    withdrawn = line.parsed.nodes[at].low.startswith("withdrawn")
    return withdrawn and not (clause.perfect or clause.pluperfect) and not _by_agent(line, at)


def _protocol_for(line: Line, at: int) -> list[Actor]:
    """Whom a protocol lets in that others sign: "the allies signed the protocols for X and Y"."""
    nodes = line.parsed.nodes
    papers = [k for k in range(at + 1, min(at + 7, len(nodes) - 2)) if "papers" in nodes[k].tags]
    for k in papers:
        about = any(n.use("noun") or "accession" in n.low for n in nodes[at + 1 : k + 1])
        actor = line.parsed.covering.get(k + 2)
        if about and nodes[k + 1].low in ("for", "of", "on", "with") and actor and actor.codes:
            return group_right(line.parsed, actor)
    return []


def _owner_of_standing(line: Line, at: int) -> list[Actor]:
    """Whose participation is suspended: ``Kyrgyzstan, whose participation is suspended``."""
    for k in range(at - 1, max(at - 8, -1), -1):
        noun = line.parsed.nodes[k].use("noun")
        if noun is not None and noun.ref.role == "standing":
            return owner_of(line, k)[0]
    return []


def _turn_round(document: Document, line: Line, at: int, link: Link, clause: Clause) -> None:
    """``Israel normalised relations with the UAE``: the parties stand behind the verb."""
    conveners = set(document.accords[link.accord].conveners)
    if not clause.subject or not all(set(a.codes) & conveners for a in clause.subject if a.codes):
        return
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 6, len(nodes) - 1)):
        if nodes[k].low in ("with", "between"):
            actor = line.parsed.covering.get(k + 1) or line.parsed.covering.get(k + 2)
            if actor is not None and actor.codes:
                clause.subject = group_right(line.parsed, actor)
            return


def _ratified_of(line: Line, at: int) -> Actor | None:
    """Whose accession is ratified: ``the agreement on X's accession``."""
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 10, len(nodes))):
        if nodes[k].low in STOPS:
            break
        actor = line.parsed.covering.get(k)
        if (
            actor is not None
            and actor.codes
            and any(node.use("noun") is not None for node in nodes[actor.end + 1 : actor.end + 4])
        ):
            return actor
    return None


def _by_agent(line: Line, at: int) -> list[Actor]:
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 14, len(nodes))):
        if nodes[k].low in STOPS:
            break
        if nodes[k].low == "by" and k + 1 < len(nodes):
            actor = line.parsed.covering.get(k + 1)
            if actor is not None and actor.codes:
                return group_right(line.parsed, actor)
            if actor is not None and actor.kind == "person":
                return [actor]
    return []


def _object_frame(
    document: Document, line: Line, at: int, trigger: Trigger, form: str
) -> Frame | None:
    parsed = line.parsed
    k = right_of(parsed.nodes, at)
    actor = parsed.covering.get(k)
    clause = walk_left(parsed, at, form)
    passive = form == "past" and clause.passive
    if passive:
        actors = clause.subject
    elif (
        actor is not None
        and (actor.codes or actor.kind in ("described", "pronoun"))
        and not actor.how.endswith("'s")
    ):
        actors = group_right(parsed, actor) if actor.codes else [actor]
    else:
        return None
    link = object_link(document, line, at)
    if _goes_elsewhere(line, at):
        return None
    if trigger.needs == "into" and not goes_into(line, at):
        return None
    if standings(trigger.needs) and not _as_standing(line, actors, trigger.needs):
        return None
    admits = trigger.stage is not Stage.PROSPECTIVE and clause.subject and not passive
    if admits and _is_single_member(document, line, clause.subject, link):
        return None
    if link is None or not any(a.codes or a.kind in ("described", "pronoun") for a in actors):
        return None
    cues = _form_cues(form, clause, clause.cues)
    if trigger.name == "invite" or trigger.stage is Stage.PROSPECTIVE:
        cues = ["possible", *cues]
    return make_frame(Spot(line, at, trigger, form, link), clause, actors, cues, "object")


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
    named = any(found[1] in range(k, k + 5) for found in line.accords)
    return not named and not any(
        ("papers" in node.tags and not node.cap) or node.low in ("it", "full", "membership")
        for node in nodes[k : k + 4]
    )


def _as_standing(line: Line, actors: list[Actor], needs: str) -> bool:
    """``welcomed X as its 32nd member``: what the greeted has become follows ``as``."""
    nodes = line.parsed.nodes
    start = max((actor.end for actor in actors), default=len(nodes)) + 1
    behind = nodes[start : start + 8]
    return any(node.low == "as" for node in behind[:2]) and any(
        standings(needs) & set(node.low.split()) for node in behind
    )


def _is_single_member(
    document: Document, line: Line, subject: list[Actor], link: Link | None
) -> bool:
    """Whether one state, not the accord or its convener, does the admitting: that is an approval only."""
    del line
    if link is None:
        return False
    conveners = document.accords[link.accord].conveners
    return any(actor.codes and not set(actor.codes) & set(conveners) for actor in subject)


def _beneficiary_at(line: Line, at: int, trigger: Trigger) -> int:
    """Where the party stands for which something is: behind the verb, or behind ``widen the accord to``."""
    nodes = line.parsed.nodes
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


def _for_frame(
    document: Document, line: Line, at: int, trigger: Trigger, form: str
) -> Frame | None:
    parsed = line.parsed
    actor = parsed.covering.get(_beneficiary_at(line, at, trigger))
    if actor is None or not actor.codes:
        return None
    here = nearest(line, at)
    accord = here[0] if here else document.accord_before(line, 3)
    if accord is None:
        return None
    clause = walk_left(parsed, at, form)
    cues = _form_cues(form, clause, clause.cues)
    if trigger.name == "widen" and form == "past" and not cues:
        return None
    return make_frame(
        Spot(line, at, trigger, form, Link(accord, "for")),
        clause,
        group_right(parsed, actor),
        cues,
        "for",
    )
