"""Who acts: the subject, the agent of a passive, or whom a standing, a protocol or a ratification is of."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.agents import (
    by_agent,
    on_behalf_of,
    owner_of_head,
    owner_of_protocol,
    owner_of_standing,
    protocol_for,
    ratified_of,
    standing_frozen,
)
from monitor.claims.english.clause import Clause
from monitor.claims.english.document import Line
from monitor.claims.english.grammar import Actor
from monitor.claims.english.listed import listed_after
from monitor.claims.english.parliaments import is_vote
from monitor.model.stage import Stage


def _says_yes_to_other(line: Line, at: int, actors: list[Actor]) -> bool:
    """``said yes to X's accession``: an approval, not a commitment of the one who speaks."""
    owner = ratified_of(line, at)
    return owner is not None and any(actor.codes and actor.codes != owner.codes for actor in actors)


def who_acts(
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
    if trigger.name == "reject" and clause.passive and any(actor.codes for actor in actors):
        return None
    if trigger.stage is Stage.RATIFIED and _is_half_a_parliament(line, at, clause):
        return None
    if clause.passive and (owned := _owner_of_paper(line, at, trigger)) is not None:
        actors, rule = owned
    if trigger.stage is Stage.RATIFIED:
        owner = ratified_of(line, at)
        if owner is not None:
            if any(actor.codes and actor.codes != owner.codes for actor in actors):
                return None
            actors, rule = [owner], "ratified-of"
    named = any(actor.codes for actor in actors)
    done_to = clause.passive and trigger.name in ("sign", "join", "leave", "suspend", "ratify")
    by = _agent(line, at, stands_for=done_to) if done_to or (form == "past" and not named) else []
    if by:
        return by, "by-agent"
    if done_to and named and trigger.name in ("sign", "leave") and rule == "subject":
        return None
    return actors, rule


def _agent(line: Line, at: int, *, stands_for: bool) -> list[Actor]:
    """Who stands behind "by"; where that is nobody's code, also on whose behalf."""
    by = by_agent(line, at)
    if stands_for and not any(actor.codes for actor in by):
        return on_behalf_of(line, at) or by
    return by


def _owner_of_paper(line: Line, at: int, trigger: Trigger) -> tuple[list[Actor], str] | None:
    """``X's instrument was deposited``, ``its application was handed in by the ambassador``."""
    of: list[Actor] = []
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
    "european parliament",
)


def _is_taken_back(line: Line, at: int, clause: Clause) -> bool:
    """``Statement concerning X withdrawn``, ``what X left was the command``: another thing is meant."""
    if clause.start > 0 and line.parsed.nodes[clause.start - 1].low == "what":
        return True
    withdrawn = line.parsed.nodes[at].low.startswith("withdrawn")
    return withdrawn and not (clause.perfect or clause.pluperfect) and not by_agent(line, at)
