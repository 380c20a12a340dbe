"""Frames: a trigger tied to an accord, the parties it speaks of, and how far the thing has come."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.claims.clauses import (
    BE,
    Clause,
    Link,
    group_right,
    object_of,
    right_of,
    walk_left,
)
from monitor.claims.data import load
from monitor.claims.dates import find_dates
from monitor.claims.document import Document, Line
from monitor.claims.grammar import Actor, is_accord, party_use
from monitor.claims.lexicon import Node, Trigger
from monitor.claims.status import Force, resolve
from monitor.model.accord import BaselineFact
from monitor.model.stage import Stage

_STOPS = frozenset((";", ".", "!", "?", ":"))


@dataclass(slots=True)
class Frame:
    """One thing that a sentence says of one or more parties and one accord."""

    line: Line
    at: int
    trigger: Trigger
    form: str
    accord: str
    link: str
    actors: list[Actor]
    force: Force
    cues: list[str]
    clause: Clause
    rules: list[str] = field(default_factory=list)
    companions: list[Actor] = field(default_factory=list)


def frames_of(document: Document, line: Line) -> list[Frame]:
    """All frames of a line, in order."""
    return [] if line.correction else frames_in(document, line)


def frames_in(document: Document, line: Line) -> list[Frame]:
    """All frames of a line, also of one that takes something back."""
    found: list[Frame] = []
    for at, node in enumerate(line.parsed.nodes):
        frame = _frame_at(document, line, at, node)
        if frame is not None:
            found.append(frame)
            found += _companions(line, frame)
    return found


_ALONGSIDE = frozenset(
    (
        "after",
        "following",
        "joining",
        "alongside",
        "beside",
        "besides",
        "like",
        "as did",
        "behind",
        "joins",
        "join",
        "joined",
    )
)


def _companions(line: Line, frame: Frame) -> list[Frame]:
    """Those that are in already: "… became the fifth to sign, after the UAE and Bahrain"."""
    if frame.trigger.role != "subject" or frame.trigger.stage not in (Stage.SIGNED, Stage.ACCEDED):
        return []
    parsed, nodes = line.parsed, line.parsed.nodes
    for k in range(frame.at, min(frame.at + 16, len(nodes) - 1)):
        if nodes[k].low in _STOPS:
            break
        if nodes[k].low not in _ALONGSIDE:
            continue
        if k == frame.at and frame.trigger.name != "join":
            continue
        actor = parsed.covering.get(k + 1)
        if actor is None or not actor.codes or actor.how.endswith("'s"):
            continue
        group = group_right(parsed, actor)
        last = group[-1].end + 1
        if last < len(nodes) and (
            nodes[last].use("verb")
            or nodes[last].low in BE
            or nodes[last].low in ("has", "had", "have")
        ):
            continue
        return [
            Frame(
                line=line,
                at=frame.at,
                trigger=frame.trigger,
                form="companion",
                accord=frame.accord,
                link="companion",
                actors=group,
                force=Force.DONE,
                cues=[],
                clause=Clause(start=k),
                rules=[f"trigger:{frame.trigger.name}", "companion"],
            )
        ]
    return []


def _frame_at(document: Document, line: Line, at: int, node: Node) -> Frame | None:
    noun = node.use("noun")
    verb = node.use("verb")
    if noun is not None and (verb is None or _is_nominal(line, at)):
        return _noun_frame(document, line, at, noun.ref)
    if verb is None:
        return None
    if verb.form in ("past", "participle") and node.use("verb") is not None:
        verb_form = "past"
    else:
        verb_form = verb.form
    trigger: Trigger = verb.ref
    if trigger.role == "object":
        return _object_frame(document, line, at, trigger, verb_form)
    if trigger.role == "for":
        return _for_frame(document, line, at, trigger, verb_form)
    return _subject_frame(document, line, at, trigger, verb_form)


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


# -- linking ------------------------------------------------------------------------------------


def link_verb(document: Document, line: Line, at: int, trigger: Trigger) -> Link | None:
    """The accord that the verb at ``at`` is about, if it is about one."""
    if trigger.needs == "convener":
        return _link_convener(document, line, at)
    kind, where = object_of(line.parsed, at)
    here = _nearest(line, at)
    if trigger.name == "leave" and _is_left_behind(line, at, kind):
        return None
    if trigger.needs == "echo":
        return _link_echo(document, line, at, kind)
    if trigger.needs == "offer" and not _is_offer(line, at, kind, where):
        return None
    if kind == "accord":
        accord = _accord_at(line, where)
        return Link(accord, "object", where) if accord else None
    right = _right_accord(line, at)
    if kind == "other" or kind == "a-paper":
        if right is not None and _chained(line, where, right[1]):
            return Link(right[0], "chained", right[1])
        return None
    if kind == "party":
        if right is not None:
            return Link(right[0], "object", right[1])
        return None
    if trigger.needs == "accord" and kind not in ("paper", "it"):
        if here is not None and here[1] < at:
            return Link(here[0], "near", here[1])
        return None
    if right is not None and kind in ("bare", "paper") and right[1] - where < 8:
        return Link(right[0], "object", right[1])
    if here is not None:
        return Link(here[0], kind, here[1])
    reach = 0 if trigger.weak else 3
    accord = document.accord_before(line, reach) if reach else None
    if accord is None and not trigger.weak and kind in ("bare", "it", "paper") and _about(document):
        accord = document.main
        return Link(accord, "far")
    return Link(accord, kind) if accord else None


def _is_left_behind(line: Line, at: int, kind: str) -> bool:
    """``left on the doorstep``: no withdrawal, unless the accord is its object."""
    nodes = line.parsed.nodes
    if nodes[at].low not in ("left", "leave", "leaves", "leaving", "exit", "quit"):
        return False
    after = nodes[at + 1].low if at + 1 < len(nodes) else ""
    return after in frozenset(load("en", "words")["not_after_leave"]) or kind == "party"


def _link_echo(document: Document, line: Line, at: int, kind: str) -> Link | None:
    """``followed suit`` speaks of what was said before it; ``followed`` alone must have nothing behind it."""
    alone = line.parsed.nodes[at].low in ("follow", "follows", "followed", "following")
    if alone and kind not in ("bare",):
        return None
    accord = document.accord_before(line, 2)
    return Link(accord, "echo") if accord else None


_OFFERS = frozenset(
    ["invitation", "invitations", "offer", "offers", "membership", "accession", "entry", "idea", "call", "calls", "overture", "overtures", "overtures", "prospect", "bid", "request", "proposal"]
)


def _is_offer(line: Line, at: int, kind: str, where: int) -> bool:
    """Whether what is rejected is the accord, or an invitation to it."""
    nodes = line.parsed.nodes
    if kind in ("accord", "it"):
        return True
    if any(node.low in _OFFERS for node in nodes[at + 1 : at + 7]):
        return True
    return kind == "bare" and any(
        node.low in ("which", "that") for node in nodes[max(0, at - 6) : at]
    )


def _about(document: Document) -> bool:
    """Whether the article is about its main accord: named in the headline, the teaser or the first lines."""
    return any(line.accords for line in document.lines[:4])


def _accord_at(line: Line, where: int) -> str | None:
    return next((accord for accord, node, _ in line.accords if node == where), None)


def _nearest(line: Line, at: int) -> tuple[str, int] | None:
    if not line.accords:
        return None
    accord, node, _ = min(line.accords, key=lambda found: abs(found[1] - at))
    return accord, node


def _right_accord(line: Line, at: int) -> tuple[str, int] | None:
    nodes = line.parsed.nodes
    for accord, node, _ in line.accords:
        if node > at:
            between = nodes[at + 1 : node]
            if any(n.low in _STOPS or n.low == "but" for n in between):
                return None
            return accord, node
    return None


def _chained(line: Line, head: int, accord: int) -> bool:
    """Whether ``of``, ``to`` or another trigger ties the object to the accord: "a declaration to join the Accords"."""
    between = line.parsed.nodes[head + 1 : accord]
    return len(between) <= 7 and all(
        node.low
        not in (
            ",",
            "and",
            "but",
            "while",
            "as",
            "in",
            "at",
            "on",
            "for",
            "with",
            "during",
            "under",
            "after",
        )
        for node in between
    )


def _link_convener(document: Document, line: Line, at: int) -> Link | None:
    """Normalising is the accord's business when it is done with a convener, and the accord is named."""
    nodes = line.parsed.nodes
    for accord_id in document.named:
        accord = document.accords[accord_id]
        if not accord.conveners:
            continue
        here = any(found[0] == accord_id for found in line.accords)
        with_convener = any(
            set(actor.codes) & set(accord.conveners)
            for actor in line.parsed.actors
            if abs(actor.start - at) < 16
        ) or any(
            (party := party_use(node)) is not None and party[0] in accord.conveners
            for node in nodes[at : at + 8]
        )
        if here:
            return Link(accord_id, "convener")
        if with_convener and _since_founding(document, line, accord.baseline):
            return Link(accord_id, "convener")
    return None


def _since_founding(document: Document, line: Line, baseline: tuple[BaselineFact, ...]) -> bool:
    """Whether the line is dated, and not before the accord's first known party."""
    if not baseline:
        return False
    founded = min(fact.date for fact in baseline)[:4]
    sentence = line.sentence
    dates = find_dates(
        document.folded[sentence.field], sentence.start, sentence.end, document.published
    )
    return bool(dates) and all(found.partial[:4] >= founded for found in dates)


# -- frames by role -----------------------------------------------------------------------------


def _make(
    line: Line,
    at: int,
    trigger: Trigger,
    form: str,
    link: Link,
    clause: Clause,
    actors: list[Actor],
    cues: list[str],
    rule: str,
) -> Frame:
    return Frame(
        line=line,
        at=at,
        trigger=trigger,
        form=form,
        accord=link.accord,
        link=link.how,
        actors=actors,
        force=resolve(cues),
        cues=cues,
        clause=clause,
        rules=[f"trigger:{trigger.name}", f"link:{link.how}", rule],
        companions=link.companions,
    )


def _form_cues(form: str, clause: Clause, cues: list[str]) -> list[str]:
    """The cues that the form itself adds: a bare infinitive is a plan, "is joining" a decision."""
    if clause.reported and "would" in cues:
        cues = ["would_reported" if cue == "would" else cue for cue in cues]
    if clause.infinitive and not cues:
        return ["will"]
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
    if trigger.needs == "convener":
        _turn_round(document, line, at, link, clause)
    if trigger.needs == "echo":
        follower = _by_agent(line, at - 1) if line.parsed.nodes[at].low.endswith("by") else []
        by = line.parsed.covering.get(at + 1)
        if line.parsed.nodes[at].low.endswith(" by") and by is not None and by.codes:
            follower = group_right(line.parsed, by)
        elif not any(actor.codes for actor in clause.subject):
            follower = _by_agent(line, at)
        if follower:
            clause.subject = follower
    if clause.passive and trigger.stage is Stage.APPLIED:
        clause.cues.append("possible")
    actors = clause.subject
    rule = "subject"
    if trigger.stage is Stage.RATIFIED:
        owner = _ratified_of(line, at)
        if owner is not None:
            if any(actor.codes and actor.codes != owner.codes for actor in actors):
                return None
            actors, rule = [owner], "ratified-of"
    if clause.passive and trigger.name in ("sign", "leave", "suspend", "ratify"):
        by = _by_agent(line, at)
        if by:
            actors, rule = by, "by-agent"
        elif any(actor.codes for actor in actors) and trigger.name == "sign":
            return None
    elif not any(a.codes for a in actors) and form == "past":
        by = _by_agent(line, at)
        if by:
            actors, rule = by, "by-agent"
    cues = _form_cues(form, clause, clause.cues)
    return _make(line, at, trigger, form, link, clause, actors, cues, rule)


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
        if nodes[k].low in _STOPS:
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
        if nodes[k].low in _STOPS:
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
    passive = form == "past" and (clause.passive or actor is None)
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
    link = _object_link(document, line, at)
    if trigger.needs == "into" and not _goes_into(line, at):
        return None
    if clause.subject and not passive and _is_single_member(document, line, clause.subject, link):
        return None
    if link is None or not any(a.codes or a.kind in ("described", "pronoun") for a in actors):
        return None
    cues = _form_cues(form, clause, clause.cues)
    if trigger.name == "invite" or trigger.stage is Stage.PROSPECTIVE:
        cues = ["possible", *cues]
    return _make(line, at, trigger, form, link, clause, actors, cues, "object")


def _goes_into(line: Line, at: int) -> bool:
    """``welcomed X into the accords``: the accord stands behind ``to``, ``into`` or ``in``."""
    right = _right_accord(line, at)
    if right is None:
        return False
    before = line.parsed.nodes[max(at, right[1] - 3) : right[1]]
    return any(node.low in ("to", "into", "in", "onto", "among") for node in before)


def _is_single_member(
    document: Document, line: Line, subject: list[Actor], link: Link | None
) -> bool:
    """Whether one state, not the accord or its convener, does the admitting: that is an approval only."""
    del line
    if link is None:
        return False
    conveners = document.accords[link.accord].conveners
    return any(actor.codes and not set(actor.codes) & set(conveners) for actor in subject)


def _object_link(document: Document, line: Line, at: int) -> Link | None:
    right = _right_accord(line, at)
    if right is not None and right[1] - at < 14:
        return Link(right[0], "object", right[1])
    here = _nearest(line, at)
    if here is not None:
        return Link(here[0], "near", here[1])
    accord = document.accord_before(line, 2)
    return Link(accord, "near") if accord else None


def _for_frame(
    document: Document, line: Line, at: int, trigger: Trigger, form: str
) -> Frame | None:
    parsed = line.parsed
    actor = parsed.covering.get(at + 1)
    if actor is None or not actor.codes:
        return None
    here = _nearest(line, at)
    accord = here[0] if here else document.accord_before(line, 3)
    if accord is None:
        return None
    clause = walk_left(parsed, at, form)
    cues = _form_cues(form, clause, clause.cues)
    return _make(
        line,
        at,
        trigger,
        form,
        Link(accord, "for"),
        clause,
        group_right(parsed, actor),
        cues,
        "for",
    )


# -- nouns --------------------------------------------------------------------------------------


def _noun_frame(document: Document, line: Line, at: int, trigger: Trigger) -> Frame | None:
    link = _noun_link(document, line, at, trigger)
    if link is None:
        return None
    if trigger.role == "process":
        clause = walk_left(line.parsed, at, "noun")
        actors, _ = _owner(line, at)
        actors = actors or clause.subject
        if not any(
            actor.codes or actor.kind in ("described", "pronoun", "person") for actor in actors
        ):
            return None
        return _make(line, at, trigger, "noun", link, clause, actors, ["possible"], "process")
    if trigger.role == "title":
        return _title_frame(document, line, at, trigger, link)
    actors, start = _owner(line, at)
    if not actors:
        return _governed_noun(line, at, trigger, link)
    clause = walk_left(line.parsed, start, "noun")
    cues = _noun_cues(line, at, start, trigger)
    if cues is None:
        return None
    return _make(line, at, trigger, "noun", link, clause, actors, cues, f"noun-{trigger.role}")


def _governed_noun(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """``Riyadh mulls entry``: whose it is, is said by the verb that governs it."""
    if trigger.stage is Stage.WITHDRAWN or trigger.stage is Stage.SIGNED:
        return None
    clause = walk_left(line.parsed, at, "noun")
    if not clause.cues or not clause.subject or clause.cues[0] in ("neg", "if", "whether", "void"):
        return None
    return _make(
        line, at, trigger, "noun", link, clause, clause.subject, clause.cues, "governed-noun"
    )


def _noun_link(document: Document, line: Line, at: int, trigger: Trigger) -> Link | None:
    nodes = line.parsed.nodes
    for accord, node, _ in line.accords:
        if 0 < node - at <= 6 and all(
            n.low not in _STOPS and n.low not in (",", "and") for n in nodes[at + 1 : node]
        ):
            return Link(accord, "noun", node)
        if 0 < at - node <= 3 and all(n.low not in (",", ".") for n in nodes[node + 1 : at]):
            return Link(accord, "noun", node)
    k = at + 1
    if k < len(nodes) and nodes[k].low in ("of", "to", "in", "into"):
        j = k + 1
        while j < len(nodes) and nodes[j].low in ("the", "a", "an", "its", "this"):
            j += 1
        if (
            j < len(nodes)
            and nodes[j].low[0].isalpha()
            and party_use(nodes[j]) is None
            and "papers" not in nodes[j].tags
        ):
            return None
    here = _nearest(line, at)
    if here is not None:
        return Link(here[0], "near", here[1])
    accord_or_none = document.accord_before(line, 2)
    return Link(accord_or_none, "near") if accord_or_none else None


def _owner(line: Line, at: int) -> tuple[list[Actor], int]:
    """Whose accession it is: ``X's accession``, ``its entry``, ``the accession of X``."""
    parsed, nodes = line.parsed, line.parsed.nodes
    k = at - 1
    while k >= 0 and at - k < 6:
        node = nodes[k]
        if node.low in ("'s", "'"):
            actor = parsed.covering.get(k - 1)
            return ([actor], actor.start) if actor is not None and actor.codes else ([], at)
        if node.low == "whose":
            actor = parsed.covering.get(k - 1) or parsed.covering.get(k - 2)
            return ([actor], k) if actor is not None and actor.codes else ([], at)
        if node.low in ("its", "his", "her", "their"):
            return [Actor(k, k, "pronoun", word=node.low)], k
        party = party_use(node)
        if party is not None and not is_accord(node):
            return [Actor(k, k, "party", (party[0],), party[1])], k
        if (
            not node.low[0].isalpha()
            or node.tags & {"prepositions", "auxiliaries", "conjunctions"}
            or node.low in ("the", "a", "an")
        ):
            break
        k -= 1
    for k in range(at + 1, min(at + 9, len(nodes))):
        if nodes[k].low in _STOPS or nodes[k].low == ",":
            break
        if nodes[k].low in ("of", "by") and k + 1 < len(nodes):
            actor = parsed.covering.get(k + 1) or parsed.covering.get(k + 2)
            if actor is not None and actor.codes:
                return group_right(parsed, actor), at
    return [], at


_EVENTS = frozenset(
    [
        "announce",
        "announces",
        "announced",
        "announcing",
        "confirm",
        "confirms",
        "confirmed",
        "welcome",
        "welcomes",
        "welcomed",
        "hail",
        "hails",
        "hailed",
        "celebrate",
        "celebrates",
        "celebrated",
        "mark",
        "marks",
        "marked",
        "complete",
        "completes",
        "completed",
        "formalise",
        "formalised",
        "formalized",
        "finalised",
        "finalized",
        "after",
        "since",
        "following",
    ]
)


def _noun_cues(line: Line, at: int, start: int, trigger: Trigger) -> list[str] | None:
    """What the sentence around a noun says of it; nothing where it only mentions it."""
    nodes = line.parsed.nodes
    left = nodes[max(0, start - 8) : start]
    right = nodes[at + 1 : at + 12]
    cues: list[str] = []
    for node in reversed(left):
        if node.low in _STOPS or node.low == ",":
            break
        cue = node.use("cue")
        if cue is not None:
            cues.append(cue.ref)
    for node in right:
        if node.low in _STOPS:
            break
        cue = node.use("cue")
        if cue is not None and cue.ref in (
            "possible",
            "will",
            "would",
            "remote",
            "neg",
            "fail",
            "refuse",
            "if",
        ):
            cues.append("possible" if cue.ref in ("will", "would", "if") else cue.ref)
            break
    if trigger.stage is Stage.PROSPECTIVE:
        return ["possible", *cues]
    if trigger.role == "standing":
        return cues
    if cues:
        return cues
    if any(node.low in _EVENTS for node in left) or trigger.stage in (
        Stage.APPLIED,
        Stage.SIGNED,
        Stage.WITHDRAWN,
    ):
        return []
    return None


def _title_frame(
    document: Document, line: Line, at: int, trigger: Trigger, link: Link
) -> Frame | None:
    """``X, a member of``; ``members X, Y and Z``; ``X is a signatory``."""
    parsed, nodes = line.parsed, line.parsed.nodes
    low = nodes[at].low
    if low in ("partner", "partners", "part of") and link.how != "noun":
        return None
    actors = _listed_after(line, at)
    rule = "list"
    clause = Clause()
    if not actors:
        actors, clause = _described_before(line, at)
        rule = "apposition"
    if not actors:
        return None
    cues = list(clause.cues)
    if trigger.stage is Stage.PROSPECTIVE:
        cues = ["possible", *cues]
    del document
    return _make(line, at, trigger, "title", link, clause, actors, cues, rule)


def _listed_after(line: Line, at: int) -> list[Actor]:
    parsed, nodes = line.parsed, line.parsed.nodes
    k = at + 1
    if k < len(nodes) and nodes[k].low in ("of", "to", "in"):
        k += 1
        while k < len(nodes) and (nodes[k].low in ("the", "these") or is_accord(nodes[k])):
            k += 1
    while k < len(nodes) and (
        nodes[k].low
        in (",", ":", "(", "like", "including", "namely", "the", "—", "–", "-", "are", "were")
        or nodes[k].low == "such"
        or nodes[k].low == "as"
    ):
        k += 1
    actor = parsed.covering.get(k)
    if (
        actor is None
        or actor.start != k
        or actor.kind != "party"
        or not actor.codes
        or (k == at + 1 and actor.how == "people")
    ):
        return []
    if k < len(nodes) and actor.how.endswith("'s"):
        return []
    group = group_right(parsed, actor)
    plural = nodes[at].low.endswith(("s", "ies")) or "members" in nodes[at].low
    if len(group) == 1 and not plural and k > at + 1 and nodes[k - 1].low == ",":
        return []
    return group


def _described_before(line: Line, at: int) -> tuple[list[Actor], Clause]:
    parsed, nodes = line.parsed, line.parsed.nodes
    k = at - 1
    while k >= 0 and (
        nodes[k].low
        in (
            "a",
            "an",
            "the",
            "its",
            "as",
            "new",
            "full",
            "newest",
            "latest",
            "fifth",
            "sixth",
            "founding",
            "original",
            "'s",
            "proud",
            "fellow",
            "only",
            "also",
            "first",
            "one",
            "of",
            "itself",
            "long-standing",
        )
        or is_accord(nodes[k])
        or nodes[k].low[0].isdigit()
        or nodes[k].low.endswith(("th", "st", "nd", "rd"))
        or "adverbs" in nodes[k].tags
    ):
        k -= 1
    if k < 0:
        return [], Clause()
    if nodes[k].low == ",":
        actor = parsed.covering.get(k - 1)
        if actor is not None and actor.codes and actor.end == k - 1:
            return [actor], Clause()
        return [], Clause()
    if nodes[k].low in BE or nodes[k].low in ("not", "n't"):
        clause = walk_left(parsed, at, "title")
        return clause.subject, clause
    party = party_use(nodes[k])
    if party is not None:
        actor = parsed.covering.get(k)
        return ([actor], Clause()) if actor else ([], Clause())
    return [], Clause()
