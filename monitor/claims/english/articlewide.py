"""Claims that need more than one sentence: a country named only afterwards, and the last approval."""

from __future__ import annotations

from dataclasses import replace

from monitor.claims.candidate import Trigger
from monitor.claims.data import load
from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import APPROVALS, APPROVER, APPROVERS, BE, NEWCOMERS, ROUND
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frame import Frame, Spot, make_frame
from monitor.claims.english.grammar import Actor
from monitor.claims.english.groups import group_right
from monitor.claims.english.lexicon import Node
from monitor.claims.english.objects import Link
from monitor.claims.english.owners import owner_of
from monitor.claims.signals import APPROVES, PARTY, TELLS
from monitor.claims.status import Force, resolve
from monitor.model.stage import Stage

_UNKNOWN = frozenset(
    ("a", "an", "another", "one", "which", "mystery", "new", "next", "that", "the")
)
_RATIFIED = Trigger("last-approval", Stage.RATIFIED, "subject", "open")
REACH = 3


def identified(document: Document, frames: list[Frame]) -> list[Frame]:
    """``a new country is joining … it is Kazakhstan``: who it is, is said later, mostly by others."""
    found: list[Frame] = []
    for frame in frames:
        if not _is_unnamed(frame):
            continue
        answered = _answer(document, frame)
        if answered:
            found.append(answered)
            continue
        for line in document.lines[frame.line.index : frame.line.index + REACH]:
            named = _named_in(line, frame)
            if named is not None:
                found.append(_of(frame, line, named))
                break
    return found


def _answer(document: Document, frame: Frame) -> Frame | None:
    """``Which countries have signed? A, B and C.``: the answer names them."""
    after = frame.line.index + 1
    if not frame.line.question or after >= len(document.lines):
        return None
    line = document.lines[after]
    first = line.parsed.covering.get(0)
    group = group_right(line.parsed, first) if first is not None and first.codes else []
    if len(group) < 2 and not (group and frame.force is Force.POSSIBLE):
        return None
    rules = [*frame.rules, "answered"]
    return replace(frame, line=line, at=group[-1].end, actors=group, clause=Clause(), rules=rules)


def _is_unnamed(frame: Frame) -> bool:
    """Whether the frame's subject is some country that the sentence does not name."""
    if any(actor.codes for actor in frame.actors) or frame.trigger.role not in (
        "subject",
        "object",
    ):
        return False
    nodes = frame.line.parsed.nodes
    around = nodes[max(0, frame.at - 8) : frame.at + 8]
    if any(node.low in ("any", "every", "each") for node in around):
        return False
    return any(node.low in NEWCOMERS for node in around) and frame.force in (
        Force.DONE,
        Force.COMMITTED,
        Force.POSSIBLE,
    )


def _named_in(line: Line, frame: Frame) -> Actor | None:
    """The state of ``it is X``, ``the country was X``, ``X is the country that …``."""
    if PARTY not in line.signs:
        return None
    nodes = line.parsed.nodes
    for actor in line.parsed.actors:
        if not actor.codes or actor.how not in ("name", "seat"):
            continue
        at = actor.start - 1
        while at > 0 and nodes[at].low in ("the", "be", "to"):
            at -= 1
        if at < 1 or (line.index == frame.line.index and actor.start < frame.at):
            continue
        subject = nodes[at - 1].low
        if nodes[at].low in BE and (subject in ("it", "one", "they") or subject in NEWCOMERS):
            return actor
        if nodes[at].low in ("named", "identified", "naming", "name", "as") and at > 1:
            words = {node.low for node in nodes[max(0, at - 8) : at]}
            if nodes[at].low != "as" or words & {"identified", "named", "country"}:
                return actor
    return None


def _of(frame: Frame, line: Line, actor: Actor) -> Frame:
    at = actor.end
    cues = [*frame.cues]
    hearsay = any(
        (cue := node.use("cue")) is not None and cue.ref == "hearsay" for node in line.parsed.nodes
    )
    if hearsay:
        cues.append("hearsay")
    return replace(
        frame,
        line=line,
        at=at,
        actors=group_right(line.parsed, actor),
        cues=cues,
        force=resolve(cues) if hearsay else frame.force,
        clause=Clause(start=actor.start),
        rules=[*frame.rules, "identified"],
    )


def last_approvals(document: Document) -> list[Frame]:
    """``supplying the one approval Helsinki had been waiting for``: ratified, by the last member (CLAIMS 6)."""
    words = load("en", "words")
    last, things = frozenset(words["last_word"]), frozenset(words["approvals"])
    found: list[Frame] = []
    for line in document.lines[:8]:
        at = _approval_at(line, last, things) if APPROVES in line.signs else None
        if at is None and not line.signs.isdisjoint((TELLS, APPROVES)):
            at = _done_last_at(document, line, things)
        accord = document.accord_before(line, 3) or document.main
        if at is None or not accord:
            continue
        told, waiting = _entrant(document, line)
        waiting = waiting or _waiting(line, at)
        if waiting is not None:
            spot = Spot(
                told, min(at, len(told.parsed.nodes) - 1), _RATIFIED, "past", Link(accord, "far")
            )
            clause = Clause(start=waiting.start)
            found.append(make_frame(spot, clause, [waiting], [], "last-approval"))
    return found


def _entrant(document: Document, line: Line) -> tuple[Line, Actor | None]:
    """Whose accession the approval is about, ``approved X's accession``, in this line or one beside it.

    With the line that tells when: this one, or the next where that says more.
    """
    for other in (line, *document.lines[max(0, line.index - 1) : line.index + 2]):
        owner = _owner_of_accession(other)
        if owner is not None and other.index > line.index:
            return other, owner
        if owner is not None:
            return line, owner if other is line else replace(owner, start=0, end=0)
    return line, None


def _owner_of_accession(line: Line) -> Actor | None:
    """X of ``X's accession``, ``X's treaty of accession``."""
    nodes = line.parsed.nodes
    for at, node in enumerate(nodes):
        noun = node.use("noun")
        if noun is None or noun.ref.name not in ("accession", "membership", "application"):
            continue
        of_paper = at > 1 and nodes[at - 1].low == "of" and "papers" in nodes[at - 2].tags
        for k in (at, at - 2)[: 1 + of_paper]:
            owners = [actor for actor in owner_of(line, k)[0] if actor.codes]
            if owners:
                return owners[0]
    return None


def _approval_at(line: Line, last: frozenset[str], things: frozenset[str]) -> int | None:
    nodes = line.parsed.nodes
    for at, node in enumerate(nodes):
        if _ends_a_round(nodes, at):
            return at
        if node.low not in things:
            continue
        before = {other.low for other in nodes[max(0, at - 3) : at]}
        if "of" in before:
            before.discard("one")
        if before & last and not before & {"not", "n't", "no"}:
            verbs = _verbs(nodes)
            if verbs & _GIVEN or (verbs & _TO_GIVE and verbs & {"was", "became"}):
                return at
    return None


def _done_last_at(document: Document, line: Line, things: frozenset[str]) -> int | None:
    """``X's parliament, the last to do so, approved``, ``As the last of the 30, X ratified``, ``It was the last one missing``."""
    nodes = line.parsed.nodes
    for at in range(1, len(nodes) - 1):
        if nodes[at].low not in _LAST or nodes[at - 1].low != "the" or nodes[at + 1].low == "but":
            continue
        behind = [node.low for node in nodes[at + 1 : at + 8]]
        told = line.index > 0 and at == _IT_WAS and nodes[0].low in ("it", "this", "that")
        if told and nodes[1].low in ("was", "is") and things & set(behind[:2]):
            said = _verbs(document.lines[line.index - 1].parsed.nodes)
            return None if _GIVEN.isdisjoint(said) else at
        opens = at == _IT_WAS - 1 and nodes[0].low == "as"
        aside = nodes[at - 2].low in (",", "as") and "to" in behind
        done = aside and not {"do so", "do it", "ratify", "approve", "vote"}.isdisjoint(behind)
        if (opens or done) and not _GIVEN.isdisjoint(_verbs(nodes)):
            return at if _owner_of_accession(line) is not None else None
    return None


_LAST = frozenset(("last", "final", "only"))
_IT_WAS = 3
"""Where "last" stands in "It was the last"."""


def _ends_a_round(nodes: list[Node], at: int) -> bool:
    """``the last of the 32 parliaments``, ``all allies have now ratified``, ``no further approval is needed``."""
    if nodes[at].low not in ROUND:
        return False
    before = [node.low for node in nodes[max(0, at - 6) : at]]
    if before[-2:] == ["by", "every"] and nodes[at].low in APPROVER:
        return not _GIVEN.isdisjoint(_verbs(nodes[:at]))
    if nodes[at].low not in APPROVALS and nodes[at].low not in APPROVERS:
        return False
    if nodes[at].low in APPROVALS:
        return before[-2:] == ["no", "further"] or before[-2:] == ["no", "other"]
    if "of" in before and before[before.index("of") - 1] in ("last", "final") and before[0] != "of":
        return not _GIVEN.isdisjoint(_verbs(nodes))
    if "all" in before[-4:] or "every" in before[-4:]:
        after = nodes[at + 1 : at + 6]
        have = any(node.low in ("has", "have", "had") for node in after)
        passive = before[-2:-1] == ["by"] and not _GIVEN.isdisjoint(_verbs(nodes[:at]))
        return passive or (have and not _GIVEN.isdisjoint(_verbs(after)) and "not" not in before)
    return False


def _verbs(nodes: list[Node]) -> frozenset[str]:
    """The first words of the phrases: ``given`` of ``given their consent``."""
    return frozenset(node.low.split()[0] for node in nodes)


_GIVEN = frozenset(
    [
        "yes",
        "agreed",
        "voted",
        "vote",
        "votes",
        "removes",
        "removed",
        "clears",
        "cleared",
        "gave",
        "gives",
        "given",
        "spoken",
        "supplying",
        "supplied",
        "approved",
        "approves",
        "ratified",
        "ratifies",
        "passed",
        "passes",
        "backed",
        "backs",
        "lifted",
        "lifts",
        "cast",
        "completing",
        "completed",
        "completes",
        "delivered",
    ]
)
_TO_GIVE = frozenset(("give", "approve", "ratify", "consent", "agree", "do", "vote"))
"""What the last one that was to act had to do: ``the last parliament to give its consent was``."""


def _waiting(line: Line, at: int) -> Actor | None:
    """Who waited for it: behind ``to``, ``for`` or as the subject of ``waiting``."""
    nodes = line.parsed.nodes
    for actor in line.parsed.actors:
        if not actor.codes:
            continue
        before = nodes[actor.start - 1].low
        after = nodes[actor.end + 1].low if actor.end + 1 < len(nodes) else ""
        owned = {node.low for node in nodes[actor.end + 1 : actor.end + 4]}
        if (actor.how.endswith("'s") or after == "'s") and owned & {
            "accession",
            "entry",
            "membership",
            "bid",
            "application",
        }:
            return actor
        if actor.start < at:
            continue
        if before in ("to", "for", "of") or after in ("had", "was", "has", "still", "needed", "'s"):
            return actor
    return None
