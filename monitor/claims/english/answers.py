"""Who did what the line before left open: "Who is in? A and B." "Signed by ten states. Among the first was A."."""

from __future__ import annotations

from dataclasses import replace

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import BE, HAVE, ORDINALS
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frame import Frame, Spot, make_frame
from monitor.claims.english.frames import asks_who
from monitor.claims.english.grammar import Actor, Parsed
from monitor.claims.english.groups import group_left, group_right
from monitor.claims.english.inclusion import dated_roll
from monitor.claims.english.lexicon import Node
from monitor.claims.english.likewise import is_state
from monitor.claims.english.listed import is_plural
from monitor.claims.english.named import STOPS, about
from monitor.claims.english.objects import Link, is_time
from monitor.claims.english.rosters import MEMBER, SIGNATORY
from monitor.claims.signals import PARTY, TELLS
from monitor.claims.status import Force
from monitor.model.stage import Stage

_STEPS = frozenset((Stage.SIGNED, Stage.RATIFIED, Stage.ACCEDED, Stage.WITHDRAWN))
_RANKS = ("among the first", "the first", "the last", "the latest", "the newest", "the only")
_WERE = frozenset(("was", "were", "is", "are"))
_REACH = 2


def named_behind(document: Document, line: Line, last: Frame | None) -> list[Frame]:
    """Those whom ``line`` names as the ones of whom the ``last`` frame, or a noun before it, told without a name."""
    if PARTY not in line.signs:
        return []
    gap = line.index - last.line.index if last is not None else _REACH + 1
    if last is not None and gap <= _REACH and (group := _named(line, last, gap)):
        told = _beside(line, last, group, "named-behind")
        same = last.link != "companion" and bool(_among_them(line))
        return [replace(told, link=last.link, echoes=last) if same else told]
    aside = _in_since(document, line) if ", in since" in line.text else None
    if aside is not None:
        return [aside]
    if gap == 1 and last is not None and last.force is Force.DONE and last.trigger.stage in _STEPS:
        start = next((k for k in range(2) if k in line.parsed.covering), -1)
        if start >= 0 and (roll := dated_roll(line, start)):
            return [_beside(line, last, roll, "rolled")]
    if ranked := _ranked(document, line, last if gap <= _REACH else None):
        return [ranked]
    listed = _listed(line)
    others = last if gap == 1 and listed and line.text.lstrip().startswith("the other") else None
    before = (others or _counting(document, line)) if listed else None
    if gap > 1 and line.text.lstrip().startswith("among the first were"):
        listed, before = _first_of(line), _founding(document, line)
    if before is None or before.force is not Force.DONE or before.trigger.stage not in _STEPS:
        return []
    return [_beside(line, before, listed, "listed-behind")]


def _named(line: Line, before: Frame, gap: int) -> list[Actor]:
    """The group that takes up the frame before: by its own verb, by its rank, or as the answer to a question."""
    if before.trigger.stage not in _STEPS:
        return []
    if gap == 1 and before.force is Force.DONE and (group := _among_them(line)):
        return group
    asked = asks_who(before.line)
    if gap == 1 or asked:
        group = _who_do(line, before)
        if group:
            return group
    unnamed = not any(actor.codes for actor in before.actors)
    if before.force is not Force.DONE or not unnamed:
        return []
    if gap == 1 and line.text.lstrip().startswith(_RANKS):
        return _first_of(line)
    return _answer(line) if asked else []


def _who_too(parsed: Parsed) -> list[Actor]:
    """``A and B too.``: the whole sentence, with no verb of its own."""
    actor = parsed.covering.get(0) or parsed.covering.get(1)
    if actor is None or not actor.codes or actor.how.endswith("'s"):
        return []
    group = group_right(parsed, actor)
    behind = [node.low for node in parsed.nodes[group[-1].end + 1 :] if node.low not in (",", ".")]
    return group if behind in (["too"], ["as well"], ["as", "well"]) else []


def _among_them(line: Line) -> list[Actor]:
    """``A, B and C were among them``, ``Among them were A, B and C``: some of those of whom it was just told."""
    too = line.text.rstrip(" .").endswith((" too", " as well"))
    if not too and "among them" not in line.text:
        return []
    parsed, nodes = line.parsed, line.parsed.nodes
    if too:
        return _who_too(parsed)
    at = next((k for k in range(len(nodes) - 1) if nodes[k].low == "among"), len(nodes))
    at = next((k for k in range(len(nodes)) if nodes[k].low == "among them"), at)
    first = at + 1 + (nodes[at].low == "among") if at < len(nodes) else at
    if at == 0 and first < len(nodes) and nodes[first].low in _WERE:
        actor = parsed.covering.get(first + 1)
        return group_right(parsed, actor) if actor is not None and actor.codes else []
    if not (0 < at < len(nodes)) or nodes[at - 1].low not in _WERE:
        return []
    actor = parsed.covering.get(at - 2)
    whole = actor is not None and bool(actor.codes) and first >= len(nodes) - 1
    return group_left(parsed, actor) if whole and actor is not None else []


def _beside(line: Line, before: Frame, group: list[Actor], rule: str) -> Frame:
    """The frame of ``group``, of whom ``line`` says again what ``before`` tells."""
    first = group[0].start
    return replace(
        before,
        line=line,
        at=first,
        form="",
        actors=group,
        force=Force.DONE,
        cues=[],
        link="companion",
        clause=Clause(start=first),
        rules=[f"trigger:{before.trigger.name}", rule],
    )


def _who_do(line: Line, before: Frame) -> list[Actor]:
    """``A and B do; C does not``, ``A already has``, ``A and B have been since 2004``: the verb stands alone."""
    parsed, nodes = line.parsed, line.parsed.nodes
    start = next((k for k in range(min(3, len(nodes))) if k in parsed.covering), -1)
    actor = parsed.covering.get(start)
    if actor is None or not actor.codes or actor.how.endswith("'s"):
        return []
    group = group_right(parsed, actor)
    at = group[-1].end + 1
    while at < len(nodes) and nodes[at].low in _BEFORE_VERB:
        at += 1
    verb = nodes[at].low if at < len(nodes) else ""
    state = is_state(before)
    if verb in HAVE | {"has"} and at + 1 < len(nodes) and nodes[at + 1].low == "been":
        verb, at = "is", at + 1
    fits = verb in BE if state and verb not in _DO else verb in _DO or verb in HAVE | {"has"}
    return group if fits and _ends(nodes, at + 1) else []


_DO = frozenset(("do", "does", "did"))
_BEFORE_VERB = frozenset(("already", "both", "all", "now", "also", "certainly", "each"))


def _ends(nodes: list[Node], at: int) -> bool:
    """Whether nothing that a verb could take stands from node ``at`` on."""
    while at < len(nodes) and nodes[at].low in _TRAILING:
        at += 1
    if at >= len(nodes):
        return True
    return nodes[at].low in STOPS or nodes[at].low in _TURNS


_TRAILING = frozenset(("already", "one", "too", "as well", "so", "now", "today", "done", "all"))
_TURNS = frozenset((",", "but", "while", "since", "and", "from", "(", "though", "although"))


def _ranked(document: Document, line: Line, last: Frame | None) -> Frame | None:
    """``A became the latest on 24 July``, ``A was the first, in 2020``: the rank alone tells the step."""
    if not any(words in line.text for words in _RANKINGS):
        return None
    parsed, nodes = line.parsed, line.parsed.nodes
    verbs = (k for k in range(1, len(nodes) - 2) if nodes[k].low in ("became", "was", "were", "is"))
    at = next((k for k in verbs if nodes[k + 1].low == "the" and nodes[k + 2].low in ORDINALS), 0)
    actor = parsed.covering.get(at - 1)
    if not at or actor is None or not actor.codes or actor.end != at - 1:
        return None
    behind = nodes[at + 3] if at + 3 < len(nodes) else None
    dated = any(behind is not None and found.start >= behind.start for found in line.dates)
    if (
        behind is not None
        and behind.low not in (".", ",")
        and not (dated and (behind.low in ("in", "on", "this", "last") or is_time(behind.low)))
    ):
        return None
    told = last is not None and last.force is Force.DONE and last.trigger.stage in _STEPS
    before = last if told else _counting(document, line)
    if before is None or before.trigger.stage not in _STEPS or "cease" in before.cues:
        return None
    group = group_left(parsed, actor)
    clause = Clause(subject=group, start=group[-1].start, has_finite=True, becoming=True)
    rules = [f"trigger:{before.trigger.name}", "ranked"]
    form = "become" if before.trigger.role == "title" else "past"
    return replace(
        before, line=line, at=at, form=form, actors=group, force=Force.DONE, cues=[],
        link="near", clause=clause, rules=rules, echoes=None,
    )  # fmt: skip


_RANKINGS = tuple(f"the {rank}" for rank in ("latest", "newest", "first", "last", "most recent"))


def _first_of(line: Line) -> list[Actor]:
    """``Among the first were A and B``: those behind the verb, where no verb follows."""
    parsed = line.parsed
    at = next((k for k, node in enumerate(parsed.nodes[:6]) if node.low in _WERE), None)
    return _group_at(parsed, at + 1) if at is not None else []


def _answer(line: Line) -> list[Actor]:
    """``Who is in already? The Emirates, Bahrain and Morocco.``: the list with which the answer begins."""
    parsed = line.parsed
    start = next((k for k, node in enumerate(parsed.nodes[:4]) if node.low == ":"), -1) + 1
    group = _group_at(parsed, start)
    alone = bool(group) and len(parsed.nodes) <= start + 3 + (parsed.nodes[start].low == "the")
    return group if len(group) > 1 or alone else []


def _group_at(parsed: Parsed, at: int) -> list[Actor]:
    """The states that are listed from node ``at`` on, or from the one behind it."""
    actor = parsed.covering.get(at) or parsed.covering.get(at + 1)
    if actor is None or not actor.codes or actor.how.endswith("'s") or actor.start > at + 1:
        return []
    return group_right(parsed, actor)


_OPENINGS = (
    "they are", "they include", "they were", "these are", "these include", "those are",
    "the others are", "the others were", "the rest are", "the other members are", "it has",
    "among them are", "among these are", "among those are", "among them is", "among others",
)  # fmt: skip


def _listed(line: Line) -> list[Actor]:
    """``They are: A, B and C.``: those whom the whole line lists."""
    text = line.text.lstrip()
    opening = next((words for words in _OPENINGS if text.startswith(words)), None)
    if opening is None:
        return []
    nodes = line.parsed.nodes
    start = next((k for k in range(1, min(7, len(nodes))) if k in line.parsed.covering and (
        line.parsed.covering[k].codes)), len(nodes))  # fmt: skip
    if any(node.uses and node.use("party") is None for node in nodes[1:start]):
        return []
    group = _group_at(line.parsed, start)
    behind = group[-1].end + 1 if group else len(nodes)
    ends = behind >= len(nodes) or nodes[behind].low in STOPS or nodes[behind].low == ","
    return group if len(group) > 1 and ends else []


def _in_since(document: Document, line: Line) -> Frame | None:
    """``Estonia and Latvia, in since 2004,``: in what, was said before."""
    nodes, covering = line.parsed.nodes, line.parsed.covering
    at = next(
        (k for k in range(2, len(nodes)) if nodes[k].low == "in" and nodes[k - 1].low == ","), 2
    )
    actor, accord = covering.get(at - 2), document.accord_before(line, 2)
    if accord is None or actor is None or not actor.codes:
        return None
    spot = Spot(line, at, MEMBER, "title", Link(accord, "object"))
    return make_frame(spot, Clause(start=at), group_left(line.parsed, actor), [], "roster-been-in")


def _founding(document: Document, line: Line) -> Frame | None:
    """``It was opened in 2020. Among the first were A and B.``: the accord of the line before."""
    accord = document.accord_before(line, 1)
    if accord not in document.accords:
        return None
    by_signing = document.accords[accord].signature_makes_party
    spot = Spot(line, 0, SIGNATORY if by_signing else MEMBER, "title", Link(accord, "near"))
    return make_frame(spot, Clause(start=0), [], [], "list")


def _counting(document: Document, line: Line) -> Frame | None:
    """A frame of the noun that the line before counts: ``The cartel has twelve members.``."""
    if not line.index or TELLS not in document.lines[line.index - 1].signs:
        return None
    before = document.lines[line.index - 1]
    accord = document.accord_before(before, 2) or (document.main if about(document) else None)
    nodes = before.parsed.nodes
    if accord is None or any(n.low in _WITHOUT or "half_members" in n.tags for n in nodes):
        return None
    for at, node in reversed(before.marked):
        noun = node.use("noun")
        told = noun is not None and noun.ref.role == "title" and noun.ref.stage in _STEPS
        if noun is not None and told and is_plural(node):
            spot = Spot(before, at, noun.ref, "title", Link(accord, "near"))
            return make_frame(spot, Clause(start=at), [], [], "list")
    return None


_WITHOUT = frozenset(("not", "n't", "non", "former", "without", "outside", "no", "never", "new"))
