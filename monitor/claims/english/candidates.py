"""From a frame to candidate claims: stage, new or background, date, confidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.claims.candidate import Candidate, Said, candidate_of
from monitor.claims.english.conditions import right_context
from monitor.claims.english.coref import Referents
from monitor.claims.english.document import Document
from monitor.claims.english.frame import Frame
from monitor.claims.english.novelty import timing_of
from monitor.claims.english.parliaments import votes_in
from monitor.claims.english.speakers import RUMOUR, speaker_of
from monitor.claims.english.steps import stage_of
from monitor.claims.english.telling import Telling
from monitor.claims.timing import Timing
from monitor.model.accord import Accord
from monitor.model.stage import Stage


@dataclass(frozen=True, slots=True)
class _Named:
    """A party of a frame, by which rule it is meant, and all that are named with it, in order."""

    party: str
    how: str
    together: tuple[str, ...]


def candidates_of(
    document: Document, frame: Frame, referents: Referents, accord: Accord
) -> list[Candidate]:
    """The claims that ``frame`` may be, one a party."""
    if "ratified-of" in frame.rules and _is_of_another(frame, referents):
        return []
    parties: dict[str, str] = {}
    for actor in sorted(frame.actors, key=lambda one: one.start):
        codes, how = referents.codes(frame.line, actor)
        parties |= {code: how for code in codes if code not in parties}
    made = (
        _candidate(document, frame, _Named(code, how, tuple(parties)), accord)
        for code, how in parties.items()
    )
    return [candidate for candidate in made if candidate is not None]


def _is_of_another(frame: Frame, referents: Referents) -> bool:
    """``Parliament approved X's accession``, in another state's parliament: no stage of X (CLAIMS, rule 6)."""
    entrants = {code for actor in frame.actors for code in actor.codes}
    voters = {
        code
        for actor in frame.clause.subject
        if actor.kind == "person"
        for code in referents.codes(frame.line, actor)[0]
    }
    return bool(voters) and entrants.isdisjoint(voters)


def _candidate(document: Document, frame: Frame, named: _Named, accord: Accord) -> Candidate | None:
    party, how = named.party, named.how
    speaker, words = speaker_of(document, frame.line, frame.at, party, accord)
    if words == RUMOUR:
        return None
    force = right_context(frame, frame.force)
    stage = stage_of(frame, force, speaker)
    if stage is None:
        return None
    enters = frame.trigger.name in ("join", "bring-in") and stage is Stage.ANNOUNCED
    if enters and votes_in(document, frame.line, frame.at):
        stage = Stage.RATIFIED
    if stage is Stage.WITHDRAWN and _turns_away(frame) and not _has_been_in(accord, party):
        stage = Stage.DECLINED
    if frame.trigger.name == "become-number" and stage is Stage.ACCEDED:
        stage = Stage.SIGNED if accord.signature_makes_party else stage
    timing = timing_of(document, Telling(frame, stage, party, accord, speaker))
    timing = _respective(frame, named, timing)
    said = Said(frame.line, frame, party, how, stage, force, timing, speaker, words)
    return candidate_of(document, accord, said)


def _turns_away(frame: Frame) -> bool:
    """``turned its back on the club``: said of those who leave, and of those who stay out."""
    turns = frame.line.parsed.nodes[frame.at].low.startswith("turn")
    return turns and all(found.kind != "months_after" for found in frame.line.dates)


def _has_been_in(accord: Accord, party: str) -> bool:
    return any(fact.party == party and fact.stage in _INSIDE for fact in accord.baseline)


_INSIDE = frozenset((Stage.SIGNED, Stage.RATIFIED, Stage.ACCEDED))


def _respective(frame: Frame, named: _Named, timing: Timing) -> Timing:
    """``X and Y entered in 2017 and 2020``: as many years as parties go with them in order."""
    nodes, party, parties = frame.line.parsed.nodes, named.party, named.together
    for actor in frame.actors:
        behind = nodes[actor.end].end
        own = [
            found
            for found in frame.line.dates
            if 0 < found.start - behind <= _gap_of(frame) and found.kind != "months_after"
        ]
        if party in actor.codes and own and (timing.date is not None or _gap_of(frame) > 3):
            return replace(timing, date=own[0].partial)
    here = nodes[frame.at].start
    years = [
        found
        for found in frame.line.dates
        if found.start > here and found.kind in ("year", "month", "weekday")
    ]
    if timing.date is None or len(years) < 2 or len(years) != len(parties) or party not in parties:
        return timing
    if years[-1].start - years[0].end > 5 * len(years):
        return timing
    return replace(timing, date=years[parties.index(party)].partial)


def _gap_of(frame: Frame) -> int:
    """How far behind a name its own date may begin: `` (2004``, and in a roll `` since 2004``."""
    return 10 if {"rolled", "included"}.intersection(frame.rules) else 3
