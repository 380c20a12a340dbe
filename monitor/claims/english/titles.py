"""What a title says: "X, a member", "members X, Y and Z", "X is a candidate"."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.appositions import described_before
from monitor.claims.english.clause import Clause
from monitor.claims.english.clauses import walk_left
from monitor.claims.english.closed import BE
from monitor.claims.english.document import Document, Line
from monitor.claims.english.epithets import epithet_of
from monitor.claims.english.frame import Frame, Spot, make_frame
from monitor.claims.english.grammar import Actor, is_accord, party_use
from monitor.claims.english.groups import group_right
from monitor.claims.english.lexicon import Node
from monitor.claims.english.listed import is_plural, listed_after
from monitor.claims.english.objects import Link
from monitor.claims.english.subjecthood import is_on_list
from monitor.model.stage import Stage

_SURE_TITLES = frozenset(
    (
        *("member", "members", "member state", "member states", "member country"),
        *("member countries", "full member", "full members", "founding member"),
        *("founding members", "founder member", "founder members", "charter member"),
        *("charter members", "original member", "original members", "founding state"),
        *("founding states", "founders", "co-founder", "co-founders", "state party"),
        *("states parties", "contracting party", "contracting parties", "signatory"),
        *("signatories", "founding signatory", "founding signatories", "original signatory"),
        *("original signatories", "signatory state", "signatory states"),
        "one through the door",
        "ex-member",
        "ex-members",
        "newcomer",
        "newcomers",
    )
)
"""Nouns that speak of the accord that was named before, with no name of it beside them."""


def _is_outlook(trigger: Trigger) -> bool:
    return trigger.stage is Stage.PROSPECTIVE


def title_frame(
    document: Document, line: Line, at: int, trigger: Trigger, link: Link
) -> Frame | None:
    """``X, a member of``; ``members X, Y and Z``; ``X is a signatory``."""
    low = line.parsed.nodes[at].low
    telling = _is_outlook(trigger) or _is_dated_state(line, at)
    sure_far = low in _SURE_TITLES
    if link.how == "far" and not (telling or sure_far or _is_dated_beginning(line, at)):
        return None
    if (low == "parties" and not _stand_alone(line, at)) or _is_of_union(line.parsed.nodes, at):
        return None
    telling = telling or _becomes_ally(line.parsed.nodes, at)
    if link.how != "noun" and not (telling or low in _SURE_TITLES or low == "parties"):
        return None
    actors = [] if _is_aside(line, at) else listed_after(line, at)
    rule = "list"
    clause = Clause()
    if not actors:
        actors, rule = introduced(line, at) or _in_role(line, at), "introduction"
    if not actors:
        actors, clause = described_before(line, at)
        rule = "apposition"
    if not actors and link.how == "noun" and not _is_outlook(trigger):
        actors, rule = epithet_of(line, at), "epithet"
    if not actors and _is_outlook(trigger):
        clause = _on_list(line, at)
        actors = clause.subject
    nodes = line.parsed.nodes
    if not actors or "parliaments" in nodes[actors[0].end].tags:
        return None
    if clause.pluperfect and trigger.stage is not Stage.SIGNED and not _is_dated_state(line, at):
        return None
    sure_far = sure_far and not (telling or _is_dated_beginning(line, at))
    if link.how == "far" and sure_far and not _are_told_in(line, at, actors, clause):
        return None
    if rule == "apposition" and _is_of_another_body(line, at, actors, clause, link):
        return None
    if low in _PARTNERS and not document.accords[link.accord].conveners:
        return None
    cues = list(clause.cues)
    if rule == "list" and not cues:
        cues = _outlook_of(line, at)
    if trigger.stage is Stage.PROSPECTIVE:
        cues = ["possible", *cues]
    elif _is_former(nodes, at):
        cues, clause.since = ["cease", *cues], True
    begins = clause.becoming or _begins(line) or _is_newly_signed(document, line, at, clause)
    begins = begins or _is_now(line, at, clause)
    begins = begins or (rule == "list" and line.field == "title" and _is_ranked(nodes[at - 1]))
    form = "become" if begins else "title"
    return make_frame(Spot(line, at, trigger, form, link), clause, actors, cues, rule)


def _becomes_ally(nodes: list[Node], at: int) -> bool:
    """``became an ally in April``: of the alliance that the text speaks of, and of nobody in particular."""
    if nodes[at].low not in ("ally", "allies") or at < 2:
        return False
    behind = nodes[at + 1].low if at + 1 < len(nodes) else "."
    before = [node.low for node in nodes[max(0, at - 2) : at]]
    return not {"become", "became"}.isdisjoint(before) and behind not in ("of", "to", "for")


def _on_list(line: Line, at: int) -> Clause:
    """``X is third on a list of possible members``: the clause of who stands on the list."""
    nodes, start = line.parsed.nodes, at
    while start > 1 and (is_accord(nodes[start - 1]) or nodes[start - 1].low in ("likely", "new")):
        start -= 1
    if not is_on_list(nodes, start):
        return Clause()
    clause = walk_left(line.parsed, start - 2, "noun")
    return clause if any(actor.codes for actor in clause.subject) else Clause()


def _are_told_in(line: Line, at: int, actors: list[Actor], clause: Clause) -> bool:
    """``A, B and C are [all] members.``: said of several by name, of nothing else than what the text is about."""
    nodes = line.parsed.nodes
    behind = nodes[at + 1].low if at + 1 < len(nodes) else "."
    named = all(actor.kind == "party" for actor in actors) or actors[0].word in ("they", "both")
    several = is_plural(nodes[at]) and (len(actors) > 1 or not actors[0].codes)
    ends = not behind[0].isalnum() or behind in ("today", "already", "since", "are", "and", "too")
    one = bool(clause.subject) and all(actor.how == "name" for actor in actors)
    return named and (several or one) and ends


def _is_of_union(nodes: list[Node], at: int) -> bool:
    """``the only EU member to oppose the accords``: a member of the Union, where the Union is no accord of the file."""
    before = party_use(nodes[at - 1]) if at else None
    return before is not None and before[0] == "EU" and not is_accord(nodes[at - 1])


def _stand_alone(line: Line, at: int) -> bool:
    """``A and B, both parties, …``: other parties are of politics, or of a quarrel."""
    nodes = line.parsed.nodes
    behind = nodes[at + 1].low if at + 1 < len(nodes) else "."
    return _is_aside(line, at) and behind in (",", ".", ";", "since", "from", ")", "too", "alike")


def _is_ranked(node: Node) -> bool:
    """``60th signatory: X``, ``newest member: X``."""
    return node.low in ("newest", "latest") or (
        node.low[0].isdigit() and node.low.endswith(("th", "st", "nd", "rd"))
    )


def _is_former(nodes: list[Node], at: int) -> bool:
    """``a former member``, ``an ex-member``, ``Former OPEC member X``: who was in has left."""
    if nodes[at].low.startswith("ex-"):
        return True
    k = at - 1
    while k > 0 and (is_accord(nodes[k]) or nodes[k].low in ("full", "founding")):
        k -= 1
    return k >= 0 and nodes[k].low in ("former", "ex", "erstwhile", "one-time")


_PARTNERS = frozenset(("partner", "partners"))
"""Where no convener signs with each party, partners are those who are not in (CLAIMS, settled cases)."""


def _is_newly_signed(document: Document, line: Line, at: int, clause: Clause) -> bool:
    """``A and B are the first signatories``, in the lead: who opens the list has just signed."""
    nodes = line.parsed.nodes
    use = nodes[at].use("noun")
    if not clause.subject or use is None or use.ref.stage is not Stage.SIGNED:
        return False
    between = [node.low for node in nodes[clause.subject[0].end + 1 : at]]
    ranked = {"first", "newest", "latest"} & set(between) and {"is", "are"} & set(between)
    return bool(ranked) and (line.field != "body" or line.paragraph <= document.lead_end)


def _is_of_another_body(
    line: Line, at: int, actors: list[Actor], clause: Clause, link: Link
) -> bool:
    """``The Serb member voted against``: a people's name before the noun tells who sits in a body of its own."""
    if link.how == "noun" or clause.subject:
        return False
    before = line.parsed.nodes[at - 2 : at]
    beside = [actor for actor in actors if at - 2 <= actor.end < at]
    return any(actor.how == "people" for actor in beside) and all(n.low != "," for n in before)


def _outlook_of(line: Line, at: int) -> list[str]:
    """``may soon have a new member: A``: a list of those who are not in yet."""
    before = line.parsed.nodes[max(0, at - 8) : at]
    if not any(node.low in ("new", "another", "future") for node in before[-3:]):
        return []
    found = [cue.ref for node in before if (cue := node.use("cue")) is not None]
    return [ref for ref in found if ref in ("possible", "will", "would", "intend")][:1]


def introduced(line: Line, at: int) -> list[Actor]:
    """``As a member since 1949, Denmark …``: whose title it is, is said behind the comma."""
    nodes = line.parsed.nodes
    if nodes[0].low not in _INTRODUCES or any(node.low in BE for node in nodes[:at]):
        return []
    comma = next((k for k, node in enumerate(nodes) if node.low == ","), len(nodes))
    if not at < comma or any(actor.codes for actor in line.parsed.actors if actor.end < at):
        return []
    for k in (comma + 1, comma + 2):
        actor = line.parsed.covering.get(k)
        if actor is not None and actor.codes and not actor.how.endswith("'s"):
            return group_right(line.parsed, actor)
    return []


_INTRODUCES = frozenset(("as", "being", "itself", "already", "long", "a", "an", "another"))


def _in_role(line: Line, at: int) -> list[Actor]:
    """``A's role as a founding member``: whose role it is."""
    nodes = line.parsed.nodes
    k = next((k for k in range(at - 1, max(at - 5, 2), -1) if nodes[k].low == "as"), None)
    if k is None or nodes[k - 1].low not in _ROLES:
        return []
    owner = next(
        (line.parsed.covering.get(i) for i in (k - 2, k - 3, k - 4) if i in line.parsed.covering),
        None,
    )
    return [owner] if owner is not None and owner.codes and owner.how.endswith("'s") else []


_ROLES = frozenset(("role", "position", "standing", "place", "status"))


def _is_aside(line: Line, at: int) -> bool:
    """``A and B, both members, …``: the noun speaks of those before it, not of who comes next."""
    nodes = line.parsed.nodes
    k = at - 1
    while k > 0 and (
        is_accord(nodes[k]) or nodes[k].low in ("'s", "full", "fellow", "the", "of", "them")
    ):
        k -= 1
    before = line.parsed.covering.get(k - 2)
    return (
        k > 1
        and nodes[k].low in _OF_THOSE_BEFORE
        and nodes[k - 1].low == ","
        and before is not None
        and bool(before.codes)
    )


_OF_THOSE_BEFORE = frozenset(
    ("both", "all", "a", "an", "another", "also", "itself", "themselves", "two", "three", "each")
)


def _is_dated_state(line: Line, at: int) -> bool:
    """``members since 1949``: a state with its beginning needs the accord less near."""
    nodes = line.parsed.nodes
    if at + 2 >= len(nodes) or nodes[at + 1].low != "since":
        return False
    return any(found.start >= nodes[at + 1].start for found in line.dates)


def _is_dated_beginning(line: Line, at: int) -> bool:
    """``a year later A became the tenth full member``: a beginning with its date needs the accord less near."""
    before = line.parsed.nodes[max(0, at - 5) : at]
    return any(node.low == "became" for node in before) and bool(line.dates)


def _is_now(line: Line, at: int, clause: Clause) -> bool:
    """``X is now a full member``: told because it begins, unless it is said since when."""
    nodes = line.parsed.nodes
    if not clause.subject or clause.relative:
        return False
    between = [node.low for node in nodes[clause.subject[0].end + 1 : at]]
    is_now = "now" in between and not {"is", "are", "'s", "'re"}.isdisjoint(between)
    return is_now and not any(node.low in ("since", "for") for node in nodes[at + 1 :])


def _begins(line: Line) -> bool:
    """``is again a member``, ``from today a member``, ``with immediate effect``: the state is told because it begins."""
    nodes = line.parsed.nodes
    return any("beginnings" in node.tags or node.low == "immediate" for node in nodes)
