"""Frames that a noun makes: "X's accession", "a member", "the bid"."""

from __future__ import annotations

from dataclasses import replace

from monitor.claims.candidate import Trigger
from monitor.claims.english.clauses import walk_left
from monitor.claims.english.closed import BE
from monitor.claims.english.complements import noun_link
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frame import Frame, Spot, make_frame
from monitor.claims.english.grammar import Actor
from monitor.claims.english.happened import (
    dated_back,
    is_announced_aside,
    is_granted,
    is_pending,
    is_to_begin,
    takes_effect,
)
from monitor.claims.english.lexicon import Node
from monitor.claims.english.nominal import is_aim, is_looked_for, is_off, noun_cues
from monitor.claims.english.objects import Link
from monitor.claims.english.ownerless import ownerless_frame, verbless_frame
from monitor.claims.english.owners import owner_of
from monitor.claims.english.titles import title_frame
from monitor.model.stage import Stage


def noun_frame(document: Document, line: Line, at: int, trigger: Trigger) -> Frame | None:
    """The frame that the noun at ``at`` makes, if it makes one."""
    link = noun_link(document, line, at, trigger)
    if link is None:
        return None
    if trigger.role == "verbless":
        return verbless_frame(line, at, trigger, link)
    if trigger.role == "process":
        return _process_frame(line, at, trigger, link)
    if trigger.role == "title":
        return title_frame(document, line, at, trigger, link)
    if _is_told_by_verb(line, at, trigger) or _is_half_way(line, at, trigger):
        return None
    actors, start = owner_of(line, at)
    if not actors:
        return ownerless_frame(line, at, trigger, link)
    return _owned_frame(document, Spot(line, at, trigger, "noun", link), actors, start)


def _is_half_way(line: Line, at: int, trigger: Trigger) -> bool:
    """``X's admission as a partner country``."""
    behind = line.parsed.nodes[at + 1 : at + 6]
    as_what = any(node.low == "as" for node in behind)
    half = as_what and any("half_members" in node.tags for node in behind)
    return half and trigger.name == "accession"


def _process_frame(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """``X's accession talks``, ``X is in talks on entry``: who is on the way is not in."""
    clause = walk_left(line.parsed, at, "noun")
    actors, _ = owner_of(line, at)
    actors = actors or clause.subject
    if not any(actor.codes or actor.kind in ("described", "pronoun", "person") for actor in actors):
        return None
    spot = Spot(line, at, trigger, "noun", link)
    return make_frame(spot, clause, actors, ["possible"], "process")


def _is_told_by_verb(line: Line, at: int, trigger: Trigger) -> bool:
    """Whether a verb beside the noun tells the step: ``submitted its application``, ``X's accession was ratified``."""
    before = line.parsed.nodes[max(0, at - 4) : at]
    tells = any(node.use("report") is not None for node in before)
    tells = tells and not line.parsed.nodes[at].low.startswith("adhe")
    verbs = (node for node in before if not (tells and node.low in ("has", "have", "had")))
    if any(_governs(verb.ref, line, at, trigger) for node in verbs if (verb := node.use("verb"))):
        return True
    if trigger.stage is Stage.APPLIED and _is_taken_back(line, at):
        return True
    return trigger.name == "accession" and _is_ratified(line, at)


def _governs(verb: Trigger, line: Line, at: int, trigger: Trigger) -> bool:
    """Whether what the verb does with the noun is told by the verb alone."""
    if verb.needs in _LOOSE or verb.name.startswith("welcome-as"):
        return False
    leaves = trigger.stage is Stage.WITHDRAWN
    return not (verb.name in _WEIGHS and (leaves or _is_owned(line, at, trigger)))


_WEIGHS = ("outlook", "reject", "weigh-offer", "relent", "seek-membership")
_LOOSE = frozenset(("into", "law", "law-of-accession", "echo"))
"""What verbs of these needs do with the noun is no matter of their own."""


def _is_owned(line: Line, at: int, trigger: Trigger) -> bool:
    """``discussed X's accession``, ``rejected membership for X``: whose it is, is said, and it is not the subject's."""
    entry = trigger.name in ("accession", "membership")
    return entry and any(owner.kind == "party" for owner in owner_of(line, at)[0])


def _is_taken_back(line: Line, at: int) -> bool:
    """``X's application was withdrawn in 2016``: the verb tells it."""
    behind = line.parsed.nodes[at + 1 : at + 9]
    uses = (use for node in behind for use in node.uses if use.kind == "verb")
    return any(use.ref.name == "take-back-application" for use in uses)


def _is_ratified(line: Line, at: int) -> bool:
    """``X's accession was ratified in March``: the verb tells it."""
    nodes = line.parsed.nodes
    return any(
        nodes[k - 1].low in BE
        and nodes[k - 1].low != "be"
        and (verb := nodes[k].use("verb"))
        and verb.ref.stage is Stage.RATIFIED
        for k in range(at + 2, min(at + 9, len(nodes)))
    )


def _owned_frame(document: Document, spot: Spot, owners: list[Actor], start: int) -> Frame | None:
    """``X's accession``: the owner, which begins at ``start``, is the actor, under what the sentence says of the noun."""
    line, at, trigger = spot.line, spot.at, spot.trigger
    standing = trigger.role == "standing"
    if standing and _is_only_ahead(line, at, start):
        return None
    cues = _cues_of_owned(document, spot, owners, start)
    if cues is None:
        return None
    clause = walk_left(line.parsed, start, "noun")
    told_before = cues == ["commit"] and is_announced_aside(line.parsed.nodes[at + 1 : at + 12])
    if told_before or (not cues and _was_before(line, at, start, trigger)):
        clause.since = True
    begins = standing and (takes_effect(line, at) or is_granted(line, start))
    if standing and not cues and is_to_begin(line, at):
        cues, begins = ["will"], True
    spot = replace(spot, form="become" if begins else "noun")
    return make_frame(spot, clause, owners, cues, f"noun-{trigger.role}")


def _is_only_ahead(line: Line, at: int, start: int) -> bool:
    """``the last hurdle to its membership``: what is led up to or refused is no standing, unless others look for it."""
    nodes = line.parsed.nodes
    if _is_wished_for(nodes[start:at]):
        return True
    return (is_aim(line, start) or is_off(line, at)) and not is_looked_for(nodes, at, start)


def _is_wished_for(between: list[Node]) -> bool:
    """``X's desire for full membership``: the wish is what its owner has."""
    uses = (use for node in between for use in node.uses if use.kind == "noun")
    return any(use.ref.stage is Stage.PROSPECTIVE for use in uses)


def _cues_of_owned(
    document: Document, spot: Spot, owners: list[Actor], start: int
) -> list[str] | None:
    """What the sentence says of an accession that has an owner; nothing where it only mentions it."""
    line, at, trigger = spot.line, spot.at, spot.trigger
    dated = dated_back(document, line, (start, at), trigger)
    cues = noun_cues(line, at, start, trigger, dated)
    if cues is None:
        return None if dated is None else []
    if "commit" in cues and _is_others_consent(document, line, start, owners, spot.link):
        return None
    hinders = ("refuse", "fail") if trigger.stage is Stage.ACCEDED else ("refuse",)
    if set(hinders) & set(cues) and not _is_own(owners) and not is_off(line, at):
        return ["possible" if cue in hinders else cue for cue in cues]
    return cues


def _is_own(actors: list[Actor]) -> bool:
    """Whether the refused accession is the refuser's: ``rejects its accession``, not ``X's``."""
    return all(actor.kind == "pronoun" for actor in actors)


def _is_others_consent(
    document: Document, line: Line, start: int, owners: list[Actor], link: Link
) -> bool:
    """``Hungary's deputies approved X's accession``: a member's consent commits nobody (CLAIMS, rule 6)."""
    nodes = line.parsed.nodes
    own = {code for owner in owners for code in owner.codes}
    conveners = document.accords[link.accord].conveners if link.accord in document.accords else ()
    for k in range(start - 1, max(start - 12, -1), -1):
        cue = nodes[k].use("cue")
        if cue is not None and cue.ref == "commit":
            subject = walk_left(line.parsed, k, cue.form).subject
            others = {code for actor in subject for code in actor.codes}
            return bool(own) and bool(others - own - set(conveners)) and own.isdisjoint(others)
    return False


def _was_before(line: Line, at: int, start: int, trigger: Trigger) -> bool:
    """Whether what is told came after it: ``since X's departure``, ``X's application lies idle``."""
    if trigger.stage is Stage.APPLIED and is_pending(line, at):
        return True
    words = [node.low for node in line.parsed.nodes[:start]]
    return not _FOLLOWING.isdisjoint(words[-2:] if words[-1:] == ["the"] else words[-1:])


_FOLLOWING = frozenset(("since", "after", "following", "despite"))
"""``since X's departure``: what is told came after it."""
