"""From a frame to candidate claims: stage, new or background, date, confidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.claims.candidate import Candidate, Said, candidate_of
from monitor.claims.english.closed import BE
from monitor.claims.english.coref import Referents
from monitor.claims.english.disavowals import is_bare_no
from monitor.claims.english.document import Document
from monitor.claims.english.frame import Frame
from monitor.claims.english.grammar import Actor
from monitor.claims.english.lexicon import Node
from monitor.claims.english.novelty import Telling, timing_of
from monitor.claims.english.parliaments import votes_in
from monitor.claims.english.speakers import RUMOUR, speaker_of
from monitor.claims.stages import STANDING, stage_of_leaving, stage_under
from monitor.claims.status import Force
from monitor.claims.timing import Timing
from monitor.model.accord import Accord
from monitor.model.claim import Speaker
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


def right_context(frame: Frame, force: Force) -> Force:
    """Conditions, hearsay and question marks behind the verb."""
    nodes = frame.line.parsed.nodes
    if "whether" in frame.cues and force is Force.POSSIBLE and _is_answered_no(frame):
        return Force.REFUSED
    if force is Force.COMMITTED and _is_only_once(nodes, frame.at):
        return Force.POSSIBLE
    if "hearsay" in frame.cues and any(_is_falsehood(node) for node in nodes[frame.at + 1 :]):
        return Force.DENIED
    if force is Force.REFUSED and not _leaves(frame) and any(_is_for_now(node) for node in nodes):
        return Force.POSSIBLE
    for node in nodes[frame.at + 1 :]:
        if node.low in (";", "but"):
            break
        cue = node.use("cue") if node.uses else None
        if cue is None:
            continue
        gerund = frame.form == "ing" and not frame.clause.has_finite
        if gerund and cue.ref == "refuse" and node.low.split()[0] in BE and force is Force.POSSIBLE:
            return Force.REFUSED
        if node.low == "without" and force is Force.REFUSED:
            return Force.POSSIBLE
        if node.low.startswith("until") and frame.trigger.stage is Stage.SUSPENDED:
            continue
        if cue.ref == "if" and force in (Force.COMMITTED, Force.REFUSED, Force.POSSIBLE):
            return Force.POSSIBLE
        if cue.ref == "hearsay" and cue.form == "word" and force in (Force.COMMITTED, Force.DONE):
            return Force.POSSIBLE
    if _is_told_in_passing(frame):
        return force
    if frame.line.question and frame.line.answer == "no" and force is not Force.VOID:
        done = force is Force.DONE and not (frame.clause.infinitive or _asks_ahead(nodes))
        return Force.NOT if done else Force.REFUSED
    if (
        frame.line.question
        and frame.link != "companion"
        and not (frame.clause.relative and frame.form == "past")
        and force in (Force.DONE, Force.COMMITTED)
        and frame.trigger.role != "title"
        and not (force is Force.DONE and _is_taken_for_granted(frame))
    ):
        return Force.POSSIBLE
    return force


def _is_told_in_passing(frame: Frame) -> bool:
    """``Is X, which signed in 2020, content?``: what is asked is another thing."""
    clause, nodes = frame.clause, frame.line.parsed.nodes
    if not clause.relative or clause.infinitive or not clause.subject:
        return False
    return [node.low for node in nodes[clause.subject[0].end + 1 :][:2]] in (
        [",", "which"],
        [",", "who"],
    )


def _is_taken_for_granted(frame: Frame) -> bool:
    """``Why did X sign?``, ``What has changed since X joined?``: that it came about is not asked."""
    nodes, start = frame.line.parsed.nodes, frame.clause.start
    if frame.clause.since:
        return start > 0 and nodes[start - 1].low in ("since", "after")
    first = next((node.low for node in nodes if node.low[0].isalpha()), "")
    past = frame.form == "past" or any(node.low in _DID for node in nodes[: frame.at])
    return first in _ASKS_WHY and past and not frame.clause.progressive


_DID = frozenset(("did", "has", "have", "had"))
_ASKS_WHY = frozenset(("why", "how", "when", "what"))


def _asks_ahead(nodes: list[Node]) -> bool:
    """``Would X join?``: the modal of a question stands before its subject."""
    cue = nodes[0].use("cue")
    return cue is not None and cue.ref in ("will", "would", "possible")


def _is_for_now(node: Node) -> bool:
    cue = node.use("cue")
    return cue is not None and cue.ref == "for_now"


def _leaves(frame: Frame) -> bool:
    return frame.trigger.stage in (Stage.WITHDRAWN, Stage.SUSPENDED)


def _is_only_once(nodes: list[Node], at: int) -> bool:
    """``will only join once there is …``: a condition, not a timetable."""
    only = any(node.low == "only" for node in nodes[max(0, at - 3) : at])
    return only and any(node.low in ("once", "when", "after", "if") for node in nodes[at:])


def _is_falsehood(node: Node) -> bool:
    """``reports that X would join are false``."""
    cue = node.use("cue")
    return node.low in ("false", "untrue", "wrong") or (cue is not None and cue.ref == "deny")


def _is_answered_no(frame: Frame) -> bool:
    """``asked if X would sign, he said there was no question of it``, ``… he answered no``."""
    nodes, at = frame.line.parsed.nodes, frame.at
    if not any("asked" in node.low.split() for node in nodes[:at]):
        return False
    if frame.line.answer == "no":
        return True
    comma = next((k for k in range(at, len(nodes)) if nodes[k].low == ","), len(nodes))
    return any(
        ((cue := nodes[k].use("cue")) is not None and cue.ref in ("refuse", "deny"))
        or is_bare_no(nodes, k)
        for k in range(comma, len(nodes))
    )


def stage_of(frame: Frame, force: Force, speaker: Speaker) -> Stage | None:
    """The stage that a frame claims; None where it claims nothing."""
    base = frame.trigger.stage
    loose = frame.link in ("bare", "paper", "far") and all(_is_person(a) for a in frame.actors)
    if loose and (force is not Force.DONE or frame.trigger.name in ("leave", "join")):
        return None
    if frame.trigger.name == "undecided":
        return base if force in _OPEN[frame.trigger.needs] else None
    if base is Stage.DECLINED and _leaves_it_open(frame, force):
        return Stage.PROSPECTIVE
    unwanted = _does_not_want(frame, force)
    if force is Force.VOID or (force is Force.NOT and base is not Stage.WITHDRAWN and not unwanted):
        return None
    if _has_lost_the_will(frame, force):
        own = speaker is Speaker.PARTY_GOVERNMENT or frame.trigger.role == "subject"
        return Stage.DECLINED if own and speaker in STANDING else None
    if "cease" in frame.cues and base in (Stage.ACCEDED, Stage.SIGNED):
        return Stage.WITHDRAWN if force in (Force.DONE, Force.COMMITTED) else None
    if base is Stage.DECLINED and frame.cues == ["would"] and speaker is Speaker.PARTY_GOVERNMENT:
        return base
    if base in (Stage.WITHDRAWN, Stage.SUSPENDED):
        return _leaving(base, force, speaker, frame)
    outlook = base is Stage.PROSPECTIVE and frame.trigger.role == "subject"
    if outlook and (force in (Force.REFUSED, Force.DENIED) or unwanted):
        return Stage.DECLINED if speaker in STANDING else None
    if outlook and force is Force.DONE and _seeks_in_form(frame):
        return Stage.APPLIED
    if outlook and force is Force.COMMITTED and _is_to_seek(frame):
        return stage_under(Stage.APPLIED, force, speaker)
    if frame.link == "convener" and force in (Force.REFUSED, Force.DENIED):
        return None
    if force is Force.DONE and base not in (Stage.PROSPECTIVE, Stage.DECLINED):
        hearsay = speaker is Speaker.UNNAMED and not frame.clause.pluperfect
        return Stage.PROSPECTIVE if hearsay and frame.link != "companion" else base
    if force is Force.COMMITTED and base is Stage.RATIFIED:
        group = frame.line.parsed.nodes[frame.clause.start : frame.at]
        voted = any(node.low.startswith(("voted", "votes")) for node in group)
        return base if voted and speaker in STANDING else None
    if frame.trigger.name == "ratify" and force is not Force.DONE:
        return _stage_of_ratifying(force, speaker)
    if frame.trigger.name in ("lift-suspension", "resume-standing") and force is Force.COMMITTED:
        return None
    if frame.trigger.name in _STAYING and force is Force.COMMITTED and speaker in STANDING:
        return base
    asks = _asks_for_itself(frame) or _notifies_wish(frame)
    if base is Stage.ACCEDED and force is Force.POSSIBLE and asks:
        return Stage.APPLIED
    return stage_under(base, force, speaker)


def _does_not_want(frame: Frame, force: Force) -> bool:
    """``does not need the accords``, ``does not see itself in them``: a will that is denied is a refusal."""
    verb = frame.line.parsed.nodes[frame.at].low
    wants = frame.trigger.name == "outlook" and frame.link != "it" and verb.startswith(_WANTS)
    return wants and force is Force.NOT


_WANTS = (
    "want",
    "need",
    "see ",
    "sees ",
    "covet",
    "aspire",
    "consider",
    "contemplat",
    "eye",
    "aim",
)


def _leaves_it_open(frame: Frame, force: Force) -> bool:
    """``stays outside until there is a state``, ``has not ruled it out``: a price, or a door left open."""
    if frame.trigger.name != "reject" or not any(actor.codes for actor in frame.actors):
        return False
    verb = frame.line.parsed.nodes[frame.at].low
    if force in (Force.NOT, Force.REFUSED):
        return frame.cues[-1:] == ["neg"] and verb.startswith(_SHUTS)
    holds = force in (Force.DONE, Force.COMMITTED, Force.POSSIBLE)
    return holds and frame.force is not Force.POSSIBLE and _is_held_by_condition(frame)


_SHUTS = (
    "rul",
    "reject",
    "turn",
    "say",
    "said",
    "dismiss",
    "refus",
    "clos",
    "shut",
    "slam",
    "spurn",
)


def _is_held_by_condition(frame: Frame) -> bool:
    """Whether ``until``, ``unless`` or ``as long as`` with a clause behind it goes with the verb."""
    nodes = frame.line.parsed.nodes
    return any(node.low in _UNTIL for node in (*nodes[:1], *nodes[frame.at + 1 :]))


_UNTIL = frozenset(
    (
        *("until", "unless", "as long as", "so long as", "until there is", "not until"),
        *("before there is", "before there are", "on condition that"),
    )
)


_OPEN = {
    "accord-object": (Force.NOT, Force.POSSIBLE, Force.COMMITTED),
    "bare": (Force.NOT, Force.COMMITTED),
    "question": (Force.NOT,),
}
"""How what is to be decided on is open yet; an offer that is to be answered may as well have been accepted."""


_STAYING = ("stay-after-all", "take-back-notice")


def _stage_of_ratifying(force: Force, speaker: Speaker) -> Stage | None:
    """``will not ratify``: who has signed, and refuses what makes it a member, declines."""
    if force in (Force.REFUSED, Force.DENIED):
        return Stage.DECLINED if speaker in STANDING else None
    return Stage.PROSPECTIVE if force is Force.POSSIBLE else None


def _is_of_a_bystander(frame: Frame) -> bool:
    """``X's opposition leader promised to take the country out``: who says so commits nobody."""
    subject, nodes = frame.clause.subject, frame.line.parsed.nodes
    return bool(subject) and any(
        "bystanders" in node.tags and "government" not in node.tags
        for node in nodes[subject[0].start : frame.at]
    )


def _has_lost_the_will(frame: Frame, force: Force) -> bool:
    """``no longer wants to join``, ``no longer seeks membership``: the will has ceased, not what it was for."""
    cues, base = frame.cues, frame.trigger.stage
    if "cease" not in cues or base in (Stage.WITHDRAWN, Stage.SUSPENDED):
        return False
    if frame.trigger.name == "point-to":
        return True
    wanted = "intend" in cues[: cues.index("cease")]
    if base is Stage.PROSPECTIVE and not wanted:
        seeks = frame.line.parsed.nodes[frame.at].low.startswith("seek")
        willed = frame.link != "it" and (frame.trigger.name in _WILLED or seeks)
        return force is Force.DONE and willed
    return force is Force.POSSIBLE and wanted


_WILLED = ("outlook", "seek-membership")


def _is_to_seek(frame: Frame) -> bool:
    """``has decided to seek membership``: an application decided on (CLAIMS: Settled cases)."""
    verb = frame.line.parsed.nodes[frame.at].low.split()[0]
    return "commit" in frame.cues and verb in ("seek", "seeks", "pursue", "request")


def _asks_for_itself(frame: Frame) -> bool:
    """``asked in July to be admitted``: who asks is who wants in; "asked X to join" has X in between."""
    subject = frame.clause.subject
    nodes = frame.line.parsed.nodes
    asks = frame.clause.infinitive or nodes[frame.at - 1].low.endswith(" to")
    if not (subject and asks and frame.cues == ["possible"]):
        return False
    if frame.clause.cue_words and frame.clause.cue_words[0].split()[0] not in _ASKS:
        return False
    asked = [k for k in range(subject[0].end + 1, frame.at) if nodes[k].low.split()[0] in _ASKS]
    return bool(asked) and nodes[asked[0] - 1].low not in BE


_ASKS = frozenset(
    (
        *("ask", "asks", "asked", "request", "requests", "requested"),
        *("apply", "applies", "applied", "applying"),
    )
)


def _notifies_wish(frame: Frame) -> bool:
    """``notified the depositary of its wish to accede``: a wish told in form is an application."""
    words = frame.clause.cue_words
    if not words or not words[0].startswith(("wish", "desire")):
        return False
    start = frame.clause.start
    nodes = frame.line.parsed.nodes
    told = any(node.low in _NOTIFIES for node in nodes[max(0, start - 14) : start])
    return told and nodes[start - 1].low == "of"


_NOTIFIES = frozenset(("notified", "notifies", "notifying", "informed", "informs", "informing"))


def _seeks_in_form(frame: Frame) -> bool:
    """``formally sought membership``: an application, where "seeks membership" is a wish."""
    nodes = frame.line.parsed.nodes
    formal = nodes[frame.at - 1].low in ("formally", "officially") if frame.at else False
    return formal and nodes[frame.at].low.startswith(("sought", "seek"))


def _is_person(actor: Actor) -> bool:
    return actor.kind == "person" or actor.word in ("he", "she")


def _leaving(base: Stage, force: Force, speaker: Speaker, frame: Frame) -> Stage | None:
    if force is Force.COMMITTED and "threat" in frame.cues:
        return None
    hearsay = speaker is Speaker.UNNAMED and not frame.clause.pluperfect
    if force is Force.COMMITTED and _is_of_a_bystander(frame):
        return None
    if force is Force.NOT or (hearsay and force is Force.DONE and frame.link != "companion"):
        return None
    return stage_of_leaving(base, force, speaker)
