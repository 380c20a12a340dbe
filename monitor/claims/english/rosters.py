"""Who is in, as a list beside the accord's name: "the group comprises …", "BRICS (Brazil, Russia, …)"."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.appositions import described_before
from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import ORDINALS
from monitor.claims.english.companions import companions
from monitor.claims.english.document import Document, Line
from monitor.claims.english.epithets import epithet_of
from monitor.claims.english.frame import Frame, Spot, make_frame
from monitor.claims.english.grammar import DASHES, NUMERALS, Actor
from monitor.claims.english.groups import group_left, group_right
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS, about, nearest
from monitor.claims.english.objects import MONTHS_AND_DAYS, Link
from monitor.claims.english.titles import introduced
from monitor.claims.english.wordlists import nouns
from monitor.claims.signals import LISTS
from monitor.model.stage import Stage

MEMBER = Trigger("roster", Stage.ACCEDED, "title", "open")
SIGNATORY = Trigger("roster", Stage.SIGNED, "title", "open")
_REACH = 10
_SKIPPED = frozenset(("the", "both", ":", "only", "now", "today", "currently", "them"))


def rosters_of(document: Document, line: Line) -> list[Frame]:
    """A frame for each list of members in ``line``."""
    if LISTS not in line.signs:
        return _set_off(document, line)
    found: list[Frame] = []
    nodes = line.parsed.nodes
    for at, node in enumerate(nodes):
        start = at + 1 if "composed" in node.tags else _included(line, at)
        if start is None or _is_of_hopefuls(nodes[:at]):
            continue
        accord, actors = _subject_accord(document, line, at), _list_at(line, start)
        if accord and actors:
            grew = "grown" in node.tags
            form, rule = ("become", "grown") if grew else ("title", "composed")
            found.append(_frame(line, at, accord, actors, form, rule))
    return found or _set_off(document, line)


def _is_of_hopefuls(before: list[Node]) -> bool:
    """``the list of candidates for the accord includes …``: those who are not in."""
    return any((use := node.use("noun")) and use.ref.name == "candidate" for node in before)


def _included(line: Line, at: int) -> int | None:
    """Where the newcomers begin: ``was expanded in 2024 to include …``, ``grew by three states: …``."""
    nodes, grown = line.parsed.nodes, "grown" in line.parsed.nodes[at].tags
    if grown:
        words = frozenset(("include",)) if nodes[at].low == "opened" else _NEWCOMERS
    elif "made" in nodes[at].tags:
        words = frozenset(("by",))
    else:
        return None
    for k in range(at + 1, min(at + 14, len(nodes) - 1)):
        if nodes[k].low in words and _names_list(line, k + 1):
            return k + 1
        if nodes[k].low in STOPS or nodes[k].use("verb") is not None:
            return None
        if grown and not (nodes[k].low in _GROWTH or nodes[k].low[0].isdigit()):
            words = words & {"include"}
    return None


_NEWCOMERS = frozenset(("include", "with", "of", "by", ":", "among"))
_GROWTH = MONTHS_AND_DAYS | NUMERALS | {
    *("start", "end", "beginning", "turn", "to", "from", "by", "with", "in", "again", "the", "at", "one", "stroke", "further", "a"),
    *("members", "states", "countries", "nations", "year", "last year", "more", "new", "eleven"),
    *("admission", "accession", "entry", "arrival", "inclusion", "addition", "of", ",", "twelve"),
}  # fmt: skip
"""By how much something grew, when, and with whose entry."""


def _names_list(line: Line, at: int) -> bool:
    """Whether states stand from node ``at`` on, behind an article or ``them``."""
    nodes = line.parsed.nodes
    at += (
        at < len(nodes) - 1 and nodes[at].low in ("the", "them") and at not in line.parsed.covering
    )
    actor = line.parsed.covering.get(at)
    return actor is not None and bool(actor.codes) and actor.kind == "party"


def _subject_accord(document: Document, line: Line, at: int) -> str | None:
    """The accord that stands as the subject before ``at``, named or as "the group" or "it"."""
    nodes = line.parsed.nodes
    if nodes[at].low.startswith(("members", "founders", "founding")) and not nodes[at].low.endswith(
        "by"
    ):
        here = nearest(line, at)
        main = document.main if about(document) else None
        return here[0] if here else document.accord_before(line, 3) or main
    for k in range(at - 1, max(at - _REACH, -1), -1):
        accord = next((found[0] for found in line.accords if found[1] == k), None)
        if accord is not None:
            return accord
        actor = line.parsed.covering.get(k)
        if nodes[k].low in STOPS or (actor is not None and actor.codes):
            return None
        if "papers" in nodes[k].tags or nodes[k].low == "it":
            return document.accord_before(line, 2)
    return None


def _list_at(line: Line, at: int) -> list[Actor]:
    """The states listed from node ``at`` on, which may be counted first: ``ten countries, among them A and B``."""
    nodes = line.parsed.nodes
    if at + 3 < len(nodes) and nodes[at + 1].low in _STATES and nodes[at + 2].low in (",", ":"):
        at += 3
        at += nodes[at].low in ("among", "including", "namely", "notably")
    while at < len(nodes) and nodes[at].low in _SKIPPED and at not in line.parsed.covering:
        at += 1
    actor = line.parsed.covering.get(at)
    if actor is None or not actor.codes or actor.how.endswith("'s"):
        return []
    return group_right(line.parsed, actor)


def _set_off(document: Document, line: Line) -> list[Frame]:
    """``BRICS - Brazil, Russia, India -``: between brackets or dashes right behind the name."""
    nodes = line.parsed.nodes
    for accord, node, _ in line.accords:
        states = _states_of(line, node)
        if states:
            return [_frame(line, node + 1, accord, states, "title", "states-of")]
        if one := _called_state_of(line, node, accord):
            return [one]
        if ranked := _ranked_state_in(line, node, accord):
            return ranked
        known = document.accords.get(accord)
        if known is not None and known.conveners and (sides := _concluded_with(line, node)):
            return [_frame(line, node + 1, accord, sides, "title", "concluded-with")]
        if whole := _of_whom(line, node):
            return [_frame(line, node + 1, accord, whole, "title", "of-whom")]
        at = node + 1
        while at < len(nodes) and ("papers" in nodes[at].tags or nodes[at].low in nouns("bodies")):
            at += 1
        if at >= len(nodes) or not _opens(nodes[at]):
            continue
        actors = _list_at(line, at + 1)
        if len(actors) >= 2 and _closes(nodes, actors[-1].end + 1):
            found = _frame(line, at, accord, actors, "title", "set-off")
            if _speaks_of_signing(nodes[max(0, node - 5) : at]):
                found.trigger = SIGNATORY
            return [found]
    return _been_in(line)


def _of_whom(line: Line, at: int) -> list[Actor]:
    """``the BRICS bloc of A, B and C``, ``OPEC, a club of A, B and C``: of whom the whole consists."""
    nodes = line.parsed.nodes
    of = next((k for k in range(at + 1, min(at + 7, len(nodes))) if nodes[k].low == "of"), 0)
    titled = of == at + 1 and " " in nodes[at].low
    if not of or not (titled or "papers" in nodes[of - 1].tags):
        return []
    if any(node.low not in (",", "a", "the") and node.uses for node in nodes[at + 1 : of - 1]):
        return []
    actors = _list_at(line, of + 1)
    return actors if len(actors) > 1 else []


def _concluded_with(line: Line, at: int) -> list[Actor]:
    """``the accords between Israel, A and B``, ``the accords [were] concluded in 2020 with A and B``."""
    nodes = line.parsed.nodes
    with_ = next((k for k in range(at + 1, min(at + 9, len(nodes))) if nodes[k].low in _SIDES), 0)
    between = nodes[at + 1 : with_]
    concluded = any(node.low in _CONCLUDED for node in between)
    if not with_ or any(node.low in (",", *STOPS) for node in between):
        return []
    if not concluded and (between or nodes[with_].low == "with"):
        return []
    start = with_ + 1 + (nodes[with_ + 1 : with_ + 2] != [] and nodes[with_ + 1].low == "the")
    actor = line.parsed.covering.get(start) or line.parsed.covering.get(with_ + 1)
    named = actor is not None and bool(actor.codes) and not actor.how.endswith("'s")
    return group_right(line.parsed, actor) if named and actor is not None else []


_SIDES = frozenset(("with", "between"))
_CONCLUDED = frozenset(
    (
        "concluded",
        "signed",
        "reached",
        "struck",
        "agreed",
        "made",
        "brokered",
        "negotiated",
        "sealed",
    )
)


def _states_of(line: Line, at: int) -> list[Actor]:
    """``NATO states such as A and B``, ``EU countries A and B``, ``three EU countries, A, B and C,``: whom the noun lists."""
    nodes = line.parsed.nodes
    if at + 2 >= len(nodes) or nodes[at + 1].low not in _STATES:
        return []
    if [node.low for node in nodes[max(0, at - 4) : at]] == [",", "one", "of", "the"]:
        actor = line.parsed.covering.get(at - 5)
        return [actor] if actor is not None and actor.codes else []
    if at > 3 and nodes[at - 1].low in _OTHER:
        return _beside_others(line, at - 1)
    if at + 3 >= len(nodes):
        return []
    opener = nodes[at + 2].low
    start = at + 3 + (opener == "such")
    if opener in _SUCH_AS:
        return _list_at(line, start)
    if at + 2 in line.parsed.covering:
        actors = _list_at(line, at + 2)
        return actors if len(actors) > 1 else []
    count = _NUMBERS.get(nodes[at - 1].low, 0) if at else 0
    actors = _list_at(line, start) if opener in (",", ":") else []
    if nodes[start].low in ("among", "including", "notably"):
        return _list_at(line, start + 1)
    return actors if len(actors) > 1 and len(actors) == count else []


def _called_state_of(line: Line, at: int, accord: str) -> Frame | None:
    """``X, itself a BRICS country,``, ``X and Y, both EU states``, ``X has been a NATO country since 1999``."""
    nodes = line.parsed.nodes
    if at + 1 >= len(nodes) or nodes[at + 1].low not in _STATES | _STATE or not at:
        return None
    opens = nodes[at - 1].low
    if opens not in ("a", "an", "another", "both", "all", "also", "fellow", "only", "the", "two"):
        return None
    actors, clause = introduced(line, at + 1), Clause(start=at)
    if not actors:
        actors, clause = described_before(line, at + 1)
    actors = actors or epithet_of(line, at + 1)
    if not any(actor.codes for actor in actors) or clause.pluperfect:
        return None
    form = "become" if clause.becoming else "title"
    spot = Spot(line, at + 1, MEMBER, form, Link(accord, "noun"))
    return make_frame(spot, clause, actors, list(clause.cues), "roster-state-of")


def _ranked_state_in(line: Line, at: int, accord: str) -> list[Frame]:
    """``would be the fourth African country in the bloc``, but not ``the first state of the Union to …``."""
    nodes = line.parsed.nodes
    k = at - 1 - (nodes[at - 1].low == "the")
    if k < 2 or nodes[k].low not in ("in", "of", "within") or nodes[k - 1].low not in _STATE:
        return []
    ranks = [node.low for node in nodes[max(0, k - 5) : k - 1]]
    if ORDINALS.isdisjoint(ranks) and not any(low.endswith(("th", "nd", "rd")) for low in ranks):
        return []
    actors, clause = described_before(line, k - 1)
    if not any(actor.codes or actor.kind == "pronoun" for actor in actors):
        return []
    if at + 1 < len(nodes) and nodes[at + 1].low in ("to", "that", "with", "where", "without"):
        return []
    form = "become" if clause.becoming else "title"
    spot = Spot(line, k - 1, MEMBER, form, Link(accord, "noun"))
    frame = make_frame(spot, clause, actors, list(clause.cues), "roster-ranked")
    others = companions(line, frame)
    return [frame, *others] if clause.becoming or clause.cues or others else []


_STATE = frozenset(("state", "country", "nation"))


def _beside_others(line: Line, at: int) -> list[Actor]:
    """``A, B and several other NATO states``: those named before the others."""
    nodes = line.parsed.nodes
    while at > 1 and nodes[at].low not in ("and", "or"):
        if nodes[at].low not in _OTHER and nodes[at].low not in _NUMBERS:
            return []
        at -= 1
    actor = line.parsed.covering.get(at - 1)
    named = actor is not None and bool(actor.codes) and actor.end == at - 1
    return group_left(line.parsed, actor) if named and actor is not None else []


_OTHER = frozenset(("other", "several", "many", "some", "most", "the"))
_STATES = frozenset(("states", "countries", "nations", "capitals", "governments"))
_SUCH_AS = frozenset(("such", "including", "like"))
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def _speaks_of_signing(nodes: list[Node]) -> bool:
    """``those who signed the accords - A, B and C -``: the list is of signatories."""
    return any(node.low.startswith(("sign", "co-sign")) for node in nodes)


def _been_in(line: Line) -> list[Frame]:
    """``Estonia and Latvia, in NATO since 2004,``: states told in an aside."""
    nodes = line.parsed.nodes
    for accord, node, _ in line.accords:
        if inside := _with_inside(line, node):
            return [_frame(line, node, accord, inside, "title", "inside")]
        at = node - 1
        while at >= 0 and nodes[at].low in _INSIDE:
            at -= 1
        aside = {low for one in nodes[at + 1 : node] for low in one.low.split()}
        if aside.isdisjoint(_PLACES) or not _lasts(line, node, aside):
            continue
        if states := _in_aside(line, at, node):
            if at >= 0 and "longer" in aside:
                return [_gone_since(line, node, accord, states)]
            if aside.isdisjoint(("out", "outside")):
                return [_frame(line, node, accord, states, "title", "been-in")]
            if nodes[node + 1].low == "since":
                return [_gone_since(line, node, accord, states)]
    return []


def _lasts(line: Line, at: int, aside: set[str]) -> bool:
    """Whether an aside that ends with the accord's name tells since when, or says it of ``both`` or ``already``."""
    nodes = line.parsed.nodes
    behind = nodes[at + 1].low if at + 1 < len(nodes) else "."
    if behind == "since":
        return bool(line.dates)
    if behind == "for":
        return True
    return behind in (",", ".", ")", "-") and not aside.isdisjoint(_OF_THOSE)


def _in_aside(line: Line, before: int, at: int) -> list[Actor]:
    """``A and B, [both in the club]``, ``[In the club since 1949], A …``: of whom the aside is told."""
    parsed, nodes = line.parsed, line.parsed.nodes
    if before > 0 and nodes[before].low in (",", "("):
        actor = parsed.covering.get(before - 1)
        named = actor is not None and bool(actor.codes) and actor.end == before - 1
        return group_left(parsed, actor) if named and actor is not None else []
    if before >= 0 and nodes[before].low not in (":", ";", '"'):
        return []
    ends = (
        k for k in range(at + 1, min(at + 12, len(nodes))) if nodes[k].low == "," or nodes[k].uses
    )
    comma = next(ends, len(nodes))
    actor = parsed.covering.get(comma + 1) or parsed.covering.get(comma + 2)
    named = actor is not None and bool(actor.codes) and not actor.how.endswith("'s")
    return group_right(parsed, actor) if named and actor is not None else []


def _gone_since(line: Line, at: int, accord: str, actors: list[Actor]) -> Frame:
    """``Britain, outside the Union since 2020,``: who was in once, and is out from a day on."""
    spot = Spot(line, at, _GONE, "past", Link(accord, "object"))
    return make_frame(spot, Clause(start=at, since=True), actors, [], "roster-gone")


_GONE = Trigger("roster", Stage.WITHDRAWN, "subject", "open")
_PLACES = frozenset(("in", "inside", "within", "part", "member", "party", "out", "outside"))
_OF_THOSE = frozenset(("longer", "both", "all", "already", "itself", "themselves", "long"))


def _with_inside(line: Line, at: int) -> list[Actor]:
    """``With A and B [now] in the alliance, …``: those with whom the sentence begins."""
    nodes = line.parsed.nodes
    if nodes[0].low != "with" or at < 3:
        return []
    k = at - 1
    while k > 1 and nodes[k].low in _INSIDE:
        k -= 1
    actor = line.parsed.covering.get(k)
    if k == at - 1 or actor is None or not actor.codes or actor.how.endswith("'s"):
        return []
    group = group_left(line.parsed, actor)
    return group if group[-1].start in (1, 2) else []


_INSIDE = (
    _PLACES
    | _OF_THOSE
    | {"no longer", "the", "of", "a", "now", "to", "out of", "part of", "party to"}
)


def _opens(node: Node) -> bool:
    return node.low == "(" or node.low in DASHES


def _closes(nodes: list[Node], at: int) -> bool:
    return at >= len(nodes) or nodes[at].low == ")" or nodes[at].low in DASHES


def _frame(  # noqa: PLR0913, PLR0917 - what a list is, each part named
    line: Line, at: int, accord: str, actors: list[Actor], form: str, rule: str
) -> Frame:
    clause = Clause(start=at, becoming=form == "become")
    spot = Spot(line, at, MEMBER, form, Link(accord, "object"))
    return make_frame(spot, clause, actors, [], f"roster-{rule}")
