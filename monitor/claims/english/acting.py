"""Who acts: the subject, the agent of a passive, or whom a standing, a protocol or a ratification is of."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.agents import (
    by_agent,
    on_behalf_of,
    owner_of_head,
    owner_of_paper,
    owner_of_protocol,
    owner_of_standing,
    protocol_for,
    ratified_of,
    standing_frozen,
    whose_suspension,
)
from monitor.claims.english.clause import Clause
from monitor.claims.english.document import Line
from monitor.claims.english.grammar import Actor
from monitor.claims.english.listed import listed_after
from monitor.claims.english.parliaments import follows_other_chamber, is_vote
from monitor.claims.english.phrases import is_ordinal
from monitor.model.stage import Stage


def _is_named_behind(line: Line, at: int, actors: list[Actor]) -> bool:
    """``The last country to enter was X``: what opens the sentence is who is named behind the verb of being."""
    described = [one for one in actors if one.kind == "described" and one.start <= 1]
    if not described or not is_ordinal(line.parsed.nodes, at - 1):
        return False
    nodes = line.parsed.nodes
    be = next((k for k in range(at + 1, len(nodes) - 1) if nodes[k].low in ("is", "was")), None)
    named = line.parsed.covering.get(be + 1) if be is not None else None
    return named is not None and bool(named.codes)


def _says_yes_to_other(line: Line, at: int, actors: list[Actor]) -> bool:
    """``said yes to X's accession``: an approval, not a commitment of the one who speaks."""
    owner = ratified_of(line, at)
    return owner is not None and any(actor.codes and actor.codes != owner.codes for actor in actors)


def who_acts(
    line: Line, at: int, trigger: Trigger, form: str, clause: Clause
) -> tuple[list[Actor], str] | None:
    """Who does it: the subject, the agent of a passive, or whom a standing, a protocol or a ratification is of."""
    if clause.infinitive and _is_named_behind(line, at, clause.subject):
        return [], "subject"
    actors, rule = _holders(line, at, trigger, clause)
    if trigger.name in _HANDED_OVER and (
        of := owner_of_paper(line, at, _HANDED_OVER[trigger.name])
    ):
        received = trigger.name.startswith("receive-")
        return (of, "instrument-of") if received or not _are_others(actors, of) else None
    if trigger.name == "seek-membership" and (others := owner_of_paper(line, at, "prospect")):
        actors, rule = others, "sought-for"
    if trigger.name == "clear-parliament":
        of = _whose_parliament(line, at) or owner_of_protocol(line, at)
        return (of, "parliament-of") if of else None
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
    if trigger.name == "sign" and _are_others(actors, protocol_for(line, at)):
        return None
    if trigger.name == "sign" and (clause.passive or _is_signed_aside(line, at)):
        of = owner_of_protocol(line, at)
        if of:
            actors, rule = of, "protocol-of"
            clause.subject = of
    if trigger.name == "say-yes" and (
        _says_yes_to_other(line, at, actors) or is_vote(line, clause.start, at)
    ):
        return None
    if trigger.name == "reject" and clause.passive and any(actor.codes for actor in actors):
        return None
    if clause.passive and (owned := _owner_of_paper(line, at, trigger)) is not None:
        actors, rule = owned
    if trigger.stage is Stage.RATIFIED:
        if _is_half_a_parliament(line, at, clause) or _is_of_another(line, at, clause, actors):
            return None
        owners = _ratified_of(line, at, clause)
        actors, rule = (owners, "ratified-of") if owners else (actors, rule)
    named = any(actor.codes for actor in actors)
    done_to = clause.passive and trigger.name in ("sign", "join", "leave", "suspend", "ratify")
    by = _agent(line, at, stands_for=done_to) if done_to or (form == "past" and not named) else []
    if by and trigger.name == "join" and _in_doing(line, by):
        return None
    if by and rule != "ratified-of":
        return by, "by-agent"
    if done_to and named and trigger.name in ("sign", "leave") and rule == "subject":
        return None
    return actors, rule


def _holders(line: Line, at: int, trigger: Trigger, clause: Clause) -> tuple[list[Actor], str]:
    """Whose standing, suspension or application the verb speaks of; else its subject."""
    named = any(actor.codes for actor in clause.subject)
    found: list[Actor] = []
    rule = "subject"
    if (clause.passive and trigger.name in _FROZEN) or trigger.name == "lapse":
        found, rule = owner_of_standing(line, at), "standing-of"
    if not found and not named and (trigger.name in _FROZEN or trigger.name == "suspend"):
        found, rule = standing_frozen(line, at), "standing-frozen"
    if trigger.name == "lift-suspension":
        found, rule = whose_suspension(line, at), "suspension-of"
    if trigger.name == "lapse-bid" or (clause.passive and trigger.name == "take-back-application"):
        return owner_of_head(line, at, "application"), "application-of"
    return (found, rule) if found else (clause.subject, "subject")


_FROZEN = frozenset(("freeze", "freeze-standing", "resume-standing", "end-standing"))
"""What is done to a standing, by its holder or by the rest."""


def _is_signed_aside(line: Line, at: int) -> bool:
    """``X's accession treaty, signed in March, …``: the participle speaks of the paper before the comma."""
    nodes = line.parsed.nodes
    dated = at + 1 < len(nodes) and nodes[at + 1].low in ("in", "on", "last")
    return dated and at > 0 and nodes[at - 1].low == ","


def _are_others(actors: list[Actor], owners: list[Actor]) -> bool:
    """``X signed Y's accession protocol``: what a member does with another's paper is no step of its own (rule 6)."""
    own = {code for owner in owners for code in owner.codes}
    acting = {code for actor in actors for code in actor.codes}
    return bool(own and acting) and own.isdisjoint(acting)


def _is_of_another(line: Line, at: int, clause: Clause, actors: list[Actor]) -> bool:
    """``X ratified Y's accession``, ``Y's accession was ratified by X``."""
    if clause.passive and _are_others(by_agent(line, at), owner_of_protocol(line, at)):
        return True
    owner = ratified_of(line, at)
    return owner is not None and any(actor.codes not in ((), owner.codes) for actor in actors)


def _ratified_of(line: Line, at: int, clause: Clause) -> list[Actor]:
    """Whose accession is ratified; a passive's subject is then who ratified it."""
    of = owner_of_protocol(line, at) if clause.passive else []
    if any(owner.codes for owner in of):
        clause.subject = by_agent(line, at)
        return of
    owner = ratified_of(line, at)
    return [owner] if owner is not None else []


def _in_doing(line: Line, by: list[Actor]) -> bool:
    """``was joined by A and B in condemning``: they did the same, and came into nothing."""
    behind = [node.low for node in line.parsed.nodes[by[-1].end + 1 : by[-1].end + 3]]
    return behind[:1] == ["in"] and behind[-1].endswith("ing")


def _agent(line: Line, at: int, *, stands_for: bool) -> list[Actor]:
    """Who stands behind "by"; where that is nobody's code, also on whose behalf."""
    by = by_agent(line, at)
    if stands_for and not any(actor.codes for actor in by):
        return on_behalf_of(line, at) or by
    return by


def _owner_of_paper(line: Line, at: int, trigger: Trigger) -> tuple[list[Actor], str] | None:
    """``X's instrument was deposited``, ``its application was handed in by the ambassador``."""
    of: list[Actor] = []
    if trigger.name.startswith("receive-"):
        return owner_of_head(line, at, "instrument"), "instrument-of"
    if trigger.name in ("deposit-accession", "deposit-ratified"):
        of = (
            by_agent(line, at)
            or owner_of_head(line, at, "instrument")
            or owner_of_protocol(line, at)
        )
        return (of, "instrument-of") if of else None
    if trigger.name == "hand-in":
        of = by_agent(line, at) or owner_of_head(line, at, "application")
    return (of, "application-of") if of else None


_HANDED_OVER = {
    "receive-accession": "instrument",
    "receive-ratified": "instrument-of-ratification",
    "deposit-accession": "instrument",
    "deposit-ratified": "instrument-of-ratification",
    "hand-in": "application",
}
"""What these verbs have as their object, which may say whose it is."""


def _whose_parliament(line: Line, at: int) -> list[Actor]:
    """``cleared X's Congress``, ``passed parliament``: the one behind the verb."""
    nodes = line.parsed.nodes
    places = (k for k in range(at + 1, min(at + 6, len(nodes))) if "parliaments" in nodes[k].tags)
    return [line.parsed.covering[k] for k in places if k in line.parsed.covering][:1]


def _whose_signature(line: Line, at: int) -> list[Actor]:
    """``put X's signature under``: the party whose signature it is."""
    nodes = line.parsed.nodes
    owners = (line.parsed.covering.get(k) for k in range(at + 1, min(at + 6, len(nodes))))
    return next(([actor] for actor in owners if actor is not None and actor.codes), [])


def _is_half_a_parliament(line: Line, at: int, clause: Clause) -> bool:
    """A cabinet, a lower house or a committee votes first; that ratifies nothing (CLAIMS: Settled cases)."""
    if follows_other_chamber(line, at):
        return False
    words = " ".join(node.low for node in line.parsed.nodes[max(0, clause.start - 5) : at])
    return any(part in words for part in _PARTS_OF_ASSENT)


_PARTS_OF_ASSENT = (
    "lower house",
    "lower chamber",
    "committee",
    "commission",
    "cabinet",
    "council of ministers",
    "european parliament",
)


def _is_taken_back(line: Line, at: int, clause: Clause) -> bool:
    """``Statement concerning X withdrawn``, ``what X left was the command``: another thing is meant."""
    if clause.start > 0 and line.parsed.nodes[clause.start - 1].low == "what":
        return True
    withdrawn = line.parsed.nodes[at].low.startswith("withdrawn")
    return withdrawn and not (clause.perfect or clause.pluperfect) and not by_agent(line, at)
