"""Which stage a frame claims of a party."""

from __future__ import annotations

from itertools import pairwise

from monitor.claims.english.frame import ENTERING, Frame
from monitor.claims.english.grammar import Actor
from monitor.claims.english.parliaments import is_vote
from monitor.claims.english.retrospect import was_over
from monitor.claims.english.wishes import (
    asks_for_itself,
    awaits_answer,
    does_not_want,
    has_lost_the_will,
    has_said_no,
    has_set_a_time,
    is_to_seek,
    leaves_it_open,
    notifies_wish,
    seeks_in_form,
)
from monitor.claims.stages import STANDING, stage_of_leaving, stage_under
from monitor.claims.status import Force
from monitor.model.claim import Speaker
from monitor.model.stage import Stage


def stage_of(frame: Frame, force: Force, speaker: Speaker) -> Stage | None:
    """The stage that a frame claims; None where it claims nothing."""
    base = frame.trigger.stage
    loose = frame.link in ("bare", "paper", "far") and all(_is_person(a) for a in frame.actors)
    if loose and (force is not Force.DONE or frame.trigger.name in ("leave", "join")):
        return None
    if frame.trigger.name == "undecided":
        return base if force in _OPEN[frame.trigger.needs] else None
    if base is Stage.DECLINED and leaves_it_open(frame, force):
        return Stage.PROSPECTIVE
    if frame.trigger.name == "take-part" and force is Force.DONE:
        return None
    if has_said_no(frame, force):
        return Stage.DECLINED if speaker is Speaker.PARTY_GOVERNMENT else None
    unwanted = does_not_want(frame, force)
    if force is Force.VOID or (force is Force.NOT and base is not Stage.WITHDRAWN and not unwanted):
        return None
    if has_lost_the_will(frame, force):
        own = speaker is Speaker.PARTY_GOVERNMENT or frame.trigger.role == "subject"
        return Stage.DECLINED if own and speaker in STANDING else None
    if base is Stage.ACCEDED and was_over(frame) is not None:
        return Stage.WITHDRAWN
    if "cease" in frame.cues and base in (Stage.ACCEDED, Stage.SIGNED):
        return Stage.WITHDRAWN if force in (Force.DONE, Force.COMMITTED) else None
    if base is Stage.DECLINED and frame.cues == ["would"] and speaker is Speaker.PARTY_GOVERNMENT:
        return base
    if base in (Stage.WITHDRAWN, Stage.SUSPENDED):
        return _leaving(base, force, speaker, frame)
    outlook = base is Stage.PROSPECTIVE and frame.trigger.role == "subject"
    if outlook and (force in (Force.REFUSED, Force.DENIED) or unwanted):
        return Stage.DECLINED if speaker in STANDING else None
    if outlook and force is Force.DONE and (seeks_in_form(frame) or awaits_answer(frame)):
        return Stage.APPLIED
    own = "commit" in frame.cues or speaker is Speaker.PARTY_GOVERNMENT
    if outlook and force is Force.COMMITTED and own and is_to_seek(frame):
        return stage_under(Stage.APPLIED, force, speaker)
    return _stage_of_act(base, force, speaker, frame)


def _stage_of_act(base: Stage, force: Force, speaker: Speaker, frame: Frame) -> Stage | None:
    """The stage of a step that is done, promised or asked for; None where it claims nothing."""
    if frame.link == "convener" and force in (Force.REFUSED, Force.DENIED):
        return None
    if force is Force.DONE and base not in (Stage.PROSPECTIVE, Stage.DECLINED):
        hearsay = speaker is Speaker.UNNAMED and not frame.clause.pluperfect
        return Stage.PROSPECTIVE if hearsay and frame.link != "companion" else base
    if force is Force.COMMITTED and base is Stage.RATIFIED:
        group = frame.line.parsed.nodes[frame.clause.start : frame.at]
        if any(node.low.startswith(("voted", "votes")) for node in group):
            return base if speaker in STANDING else None
    if frame.trigger.name in _RATIFYING and force is not Force.DONE:
        return _stage_of_ratifying(force, speaker, frame)
    if frame.trigger.name in ("lift-suspension", "resume-standing") and force is Force.COMMITTED:
        return None
    if force is Force.POSSIBLE and base is Stage.ACCEDED and _is_of_staying(frame):
        return None
    if frame.trigger.name in _STAYING and force is Force.COMMITTED and speaker in STANDING:
        return base
    if force is Force.COMMITTED and base in ENTERING and _is_of_the_opposition(frame):
        return Stage.PROSPECTIVE
    asks = asks_for_itself(frame) or notifies_wish(frame)
    if base in ENTERING and speaker is Speaker.PARTY_GOVERNMENT and has_set_a_time(frame):
        return Stage.ANNOUNCED
    if base is Stage.ACCEDED and force is Force.POSSIBLE and asks:
        return Stage.APPLIED
    return stage_under(base, force, speaker)


def _is_of_staying(frame: Frame) -> bool:
    """``should stay in``, ``could remain a member``: who is in is no prospect."""
    return frame.line.parsed.nodes[frame.at].low.startswith(("stay", "remain", "keep"))


_OPEN = {
    "accord-object": (Force.NOT, Force.POSSIBLE, Force.COMMITTED),
    "bare": (Force.NOT, Force.COMMITTED),
    "question": (Force.NOT,),
}
"""How what is to be decided on is open yet; an offer that is to be answered may as well have been accepted."""
_STAYING = ("stay-after-all", "take-back-notice")


_RATIFYING = (
    "ratify",
    "deposit-ratification",
    "deposit-instrument",
    "deposit-ratified",
    "ratification",
)


def _stage_of_ratifying(force: Force, speaker: Speaker, frame: Frame) -> Stage | None:
    """``will ratify``: a promise, "has still to ratify" none; ``will not ratify``: who has signed, and refuses what makes it a member, declines."""
    if frame.trigger.role == "noun" or "ratified-of" in frame.rules:
        return Stage.PROSPECTIVE if force is Force.POSSIBLE else None
    if force is Force.COMMITTED and (frame.link == "echo" or not frame.clause.cue_words):
        return None
    if force is Force.COMMITTED:
        own = speaker is Speaker.PARTY_GOVERNMENT or "commit" in frame.cues
        bound = is_vote(frame.line, frame.clause.start, frame.at) or _waits(frame)
        return Stage.ANNOUNCED if own and not bound else Stage.PROSPECTIVE
    if force in (Force.REFUSED, Force.DENIED):
        return Stage.DECLINED if speaker in STANDING else None
    return Stage.PROSPECTIVE if force is Force.POSSIBLE else None


def _waits(frame: Frame) -> bool:
    """``will ratify when the island is at peace``, ``as soon as others have``: a price is named."""
    behind = [node.low for node in frame.line.parsed.nodes[frame.at :]]
    return "when" in behind or any(a == "as" and b == "soon" for a, b in pairwise(behind))


def _is_of_a_bystander(frame: Frame) -> bool:
    """``X's opposition leader promised to take the country out``: who says so commits nobody."""
    subject, nodes = frame.clause.subject, frame.line.parsed.nodes
    return bool(subject) and any(
        "bystanders" in node.tags and "government" not in node.tags
        for node in nodes[subject[0].start : frame.at]
    )


def _is_of_the_opposition(frame: Frame) -> bool:
    """``X's opposition leader promised to lead the country in``."""
    subject, nodes = frame.clause.subject, frame.line.parsed.nodes
    around = nodes[subject[0].start : frame.at] if subject else []
    return any(node.low.split()[0] == "opposition" for node in around)


def _is_person(actor: Actor) -> bool:
    return actor.kind == "person" or actor.word in ("he", "she")


def _leaving(base: Stage, force: Force, speaker: Speaker, frame: Frame) -> Stage | None:
    """The stage of one who leaves or is suspended; a threat, and what a bystander promises, is none."""
    if force is Force.COMMITTED and "threat" in frame.cues:
        return None
    hearsay = speaker is Speaker.UNNAMED and not frame.clause.pluperfect
    if force is Force.COMMITTED and _is_of_a_bystander(frame):
        return None
    if force is Force.NOT or (hearsay and force is Force.DONE and frame.link != "companion"):
        return None
    return stage_of_leaving(base, force, speaker)
