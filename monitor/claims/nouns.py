"""Frames that a noun makes: "X's accession", "a member", "the bid"."""

from __future__ import annotations

from monitor.claims.clause import Clause
from monitor.claims.clauses import walk_left
from monitor.claims.closed import BE
from monitor.claims.dates import days_before
from monitor.claims.document import Document, Line
from monitor.claims.frame import Frame, Spot, make_frame
from monitor.claims.grammar import NUMERALS, Actor, is_accord, party_use
from monitor.claims.groups import group_left, group_right
from monitor.claims.lexicon import Node, Trigger
from monitor.claims.linking import STOPS, noun_link
from monitor.claims.objects import Link
from monitor.model.stage import Stage


def noun_frame(document: Document, line: Line, at: int, trigger: Trigger) -> Frame | None:
    """The frame that the noun at ``at`` makes, if it makes one."""
    link = noun_link(document, line, at, trigger)
    if link is None:
        return None
    if trigger.role == "verbless":
        return _verbless_frame(line, at, trigger, link)
    if trigger.role == "process":
        clause = walk_left(line.parsed, at, "noun")
        actors, _ = owner_of(line, at)
        actors = actors or clause.subject
        if not any(
            actor.codes or actor.kind in ("described", "pronoun", "person") for actor in actors
        ):
            return None
        return make_frame(
            Spot(line, at, trigger, "noun", link), clause, actors, ["possible"], "process"
        )
    if trigger.role == "title":
        return _title_frame(document, line, at, trigger, link)
    before = line.parsed.nodes[max(0, at - 4) : at]
    if any((verb := node.use("verb")) and verb.ref.needs not in _LOOSE for node in before):
        return None
    actors, start = owner_of(line, at)
    if not actors:
        return _governed_noun(line, at, trigger, link)
    clause = walk_left(line.parsed, start, "noun")
    if trigger.role == "standing" and _is_aim(line, start):
        return None
    cues = _noun_cues(line, at, start, trigger)
    if cues is None and _is_dated_back(document, line, at, trigger):
        cues = []
    if cues is None:
        return None
    if "refuse" in cues and not _is_own(actors):
        cues = ["possible" if cue == "refuse" else cue for cue in cues]
    return make_frame(
        Spot(line, at, trigger, "noun", link), clause, actors, cues, f"noun-{trigger.role}"
    )


def _is_dated_back(document: Document, line: Line, at: int, trigger: Trigger) -> bool:
    """``X's accession to the union in 2013``: a past date behind the noun says that it came about."""
    nodes = line.parsed.nodes
    end = nodes[min(at + 8, len(nodes) - 1)].end
    if trigger.name != "accession":
        return False
    return any(
        nodes[at].end < found.start < end and days_before(found.partial, document.published) > 8
        for found in line.dates
    )


_LOOSE = frozenset(("into", "law", "law-of-accession"))
"""What verbs of these needs do with the noun is no matter of their own."""


def _is_aim(line: Line, start: int) -> bool:
    """``the last hurdle to its membership``: what leads to a membership says nothing of one."""
    return start > 0 and line.parsed.nodes[start - 1].low in ("to", "for", "towards", "toward")


def _is_own(actors: list[Actor]) -> bool:
    """Whether the refused accession is the refuser's: ``rejects its accession``, not ``X's``."""
    return all(actor.kind == "pronoun" for actor in actors)


def _verbless_frame(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """A headline without a verb: ``Qatar out of OPEC``."""
    actor = line.parsed.covering.get(at - 1)
    if line.field == "body" or link.how != "noun" or actor is None or not actor.codes:
        return None
    nodes = line.parsed.nodes
    if actor.start > 1 and any(n.low == "to" for n in nodes[max(0, actor.start - 3) : actor.start]):
        return None
    clause = Clause(start=actor.start)
    return make_frame(Spot(line, at, trigger, "noun", link), clause, [actor], [], "verbless")


def _governed_noun(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """``Riyadh mulls entry``: whose it is, is said by the verb that governs it."""
    if trigger.stage is Stage.WITHDRAWN or trigger.stage is Stage.SIGNED:
        return None
    nodes = line.parsed.nodes
    has_owner = at + 1 < len(nodes) and nodes[at + 1].low == "of" and link.node != at + 2
    if has_owner and not any(is_accord(node) for node in nodes[at + 2 : at + 4]):
        return None
    clause = walk_left(line.parsed, at, "noun")
    if not clause.cues or not clause.subject or clause.cues[0] in ("neg", "if", "whether", "void"):
        return None
    return make_frame(
        Spot(line, at, trigger, "noun", link), clause, clause.subject, clause.cues, "governed-noun"
    )


_TIES = {"candidacy": ("to", "for", "of"), "process": ("with", "to", "for", "of")}


def trigger_of(node: Node) -> str:
    """The name of the trigger that the noun is."""
    use = node.use("noun")
    return use.ref.name if use is not None else ""


def owner_of(line: Line, at: int) -> tuple[list[Actor], int]:
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
            or node.use("verb")
            or node.use("report")
            or (node.use("cue") is not None and " " in node.low)
        ):
            break
        k -= 1
    ties = _TIES.get(trigger_of(nodes[at]), ("of", "by"))
    for k in range(at + 1, min(at + 9, len(nodes))):
        if nodes[k].low in STOPS or nodes[k].low == ",":
            break
        if nodes[k].low in ties and k + 1 < len(nodes):
            actor = parsed.covering.get(k + 1) or parsed.covering.get(k + 2)
            if actor is not None and actor.codes:
                return group_right(parsed, actor), at
            if actor is not None and actor.word == "both":
                return [actor], at
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
    left = nodes[max(0, start - 12) : start]
    right = nodes[at + 1 : at + 12]
    cues: list[str] = []
    for node in reversed(left):
        if node.low in STOPS or node.low == ",":
            break
        cue = node.use("cue")
        if cue is None and node.low.endswith("ing"):
            break
        if cue is not None:
            cues.append(cue.ref)
    for node in right:
        if node.low in STOPS or node.low == ",":
            break
        cue = node.use("cue")
        if cue is not None and cue.ref in (
            "possible",
            "intend",
            "will",
            "would",
            "remote",
            "neg",
            "fail",
            "refuse",
            "if",
        ):
            if cue.ref == "refuse" and trigger.stage is Stage.APPLIED:
                break
            reported = any(other.use("report") is not None for other in nodes)
            would = "would_reported" if reported else "possible"
            held_up = "possible" if trigger.stage is Stage.ACCEDED else "fail"
            turned = {"would": would, "if": "possible", "fail": held_up}
            cues.append(turned.get(cue.ref, cue.ref))
            break
    if trigger.stage is Stage.PROSPECTIVE:
        return ["possible", *cues]
    if trigger.role == "standing":
        unsure = {"possible", "intend", "if", "whether", "remote", "commit", "will", "would"}
        return None if unsure & set(cues) or "neg" in cues[:1] else []
    if cues:
        return cues
    if (
        any(node.low in _EVENTS for node in left)
        or _takes_place(right)
        or trigger.stage
        in (
            Stage.APPLIED,
            Stage.SIGNED,
            Stage.WITHDRAWN,
        )
    ):
        return []
    return None


def _takes_place(right: list[Node]) -> bool:
    """``the accession of X took effect``: the noun's own verb says that it came about."""
    return any("took_place" in node.tags for node in right)


_SURE_TITLES = frozenset(
    [
        "member",
        "members",
        "signatory",
        "signatories",
        "founding",
        "member",
        "founding",
        "members",
        "full",
        "member",
        "full",
        "members",
    ]
) | {
    "member state",
    "member states",
    "member country",
    "member countries",
    "founding member",
    "full member",
    "founding members",
}


def _is_outlook(trigger: Trigger) -> bool:
    return trigger.stage is Stage.PROSPECTIVE


def _title_frame(
    document: Document, line: Line, at: int, trigger: Trigger, link: Link
) -> Frame | None:
    """``X, a member of``; ``members X, Y and Z``; ``X is a signatory``."""
    low = line.parsed.nodes[at].low
    if link.how == "far" and not (_is_outlook(trigger) or _is_dated_state(line, at)):
        return None
    sure = low in _SURE_TITLES or _is_outlook(trigger) or _is_dated_state(line, at)
    if link.how != "noun" and not sure:
        return None
    actors = [] if _is_aside(line, at) else _listed_after(line, at)
    rule = "list"
    clause = Clause()
    if not actors:
        actors, clause = _described_before(line, at)
        rule = "apposition"
    if not actors or clause.pluperfect:
        return None
    cues = list(clause.cues)
    if trigger.stage is Stage.PROSPECTIVE:
        cues = ["possible", *cues]
    del document
    form = "become" if clause.becoming or _begins(line) else "title"
    return make_frame(Spot(line, at, trigger, form, link), clause, actors, cues, rule)


def _is_aside(line: Line, at: int) -> bool:
    """``A and B, both members, …``: the noun speaks of those before it, not of who comes next."""
    nodes = line.parsed.nodes
    k = at - 1
    while k > 0 and (is_accord(nodes[k]) or nodes[k].low in ("'s", "full", "fellow", "the")):
        k -= 1
    before = line.parsed.covering.get(k - 2)
    return (
        k > 1
        and nodes[k].low in ("both", "all", "a", "an", "also", "itself")
        and nodes[k - 1].low == ","
        and before is not None
        and bool(before.codes)
    )


_BEFORE_LIST = frozenset(
    (
        ",",
        ":",
        "(",
        "like",
        "including",
        "namely",
        "the",
        "—",
        "–",
        "-",
        "are",
        "were",
        "such",
        "as",
        "among",
        "them",
        "notably",
        "include",
        "includes",
        "included",
        "comprise",
    )
)


def _is_dated_state(line: Line, at: int) -> bool:
    """``members since 1949``: a state with its beginning needs the accord less near."""
    nodes = line.parsed.nodes
    if at + 2 >= len(nodes) or nodes[at + 1].low != "since":
        return False
    return any(found.start >= nodes[at + 1].start for found in line.dates)


def _begins(line: Line) -> bool:
    """``is again a member``, ``from today a member``: the state is told because it begins."""
    return any("beginnings" in node.tags for node in line.parsed.nodes)


def _listed_after(line: Line, at: int) -> list[Actor]:
    parsed, nodes = line.parsed, line.parsed.nodes
    k = at + 1
    if k < len(nodes) and nodes[k].low in ("of", "to", "in"):
        k += 1
        while k < len(nodes) and (nodes[k].low in ("the", "these") or is_accord(nodes[k])):
            k += 1
    while k < len(nodes) and (nodes[k].low in _BEFORE_LIST):
        k += 1
    colon = next((i for i in range(k, min(k + 7, len(nodes))) if nodes[i].low == ":"), None)
    if colon is not None and k not in parsed.covering and nodes[at].low.endswith("s"):
        k = colon + 1
        while k < len(nodes) and nodes[k].low == "the" and k not in parsed.covering:
            k += 1
    actor = parsed.covering.get(k)
    if (
        actor is None
        or actor.start not in (k, k - 1)
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


_MODIFIERS = frozenset(
    (
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
        "both",
        "all",
        "obvious",
        "likely",
        "natural",
    )
)


def _modifies(node: Node) -> bool:
    """Whether a word can stand between a party and the noun that describes it."""
    return (
        node.low in _MODIFIERS
        or is_accord(node)
        or node.low[0].isdigit()
        or node.low.endswith(("th", "st", "nd", "rd"))
        or "adverbs" in node.tags
        or _is_adjective(node)
    )


def _is_adjective(node: Node) -> bool:
    """Whether a word may be an adjective: nothing else is known of it."""
    if node.low in BE:
        return False
    return (
        node.low.isalpha()
        and not node.uses
        and not node.tags
        and not node.cap
        and node.low not in _MODIFIERS
    )


def _counts_members(nodes: list[Node]) -> bool:
    """``A, B and C, the group's five members``: a number before a plural counts those that stand before."""
    opens = is_accord(nodes[0]) or nodes[0].low.split()[0] in ("the", "its", "their")
    if not nodes[-1].low.endswith("s") or not opens:
        return False
    return any(node.low in NUMERALS or node.low.isdigit() for node in nodes)


def _described_before(line: Line, at: int) -> tuple[list[Actor], Clause]:
    parsed, nodes = line.parsed, line.parsed.nodes
    k = at - 1
    plain = 0
    while k >= 0 and (plain := plain + _is_adjective(nodes[k])) <= 2 and _modifies(nodes[k]):
        k -= 1
    if k < 0:
        return [], Clause()
    if nodes[k].low == "other" and k > 1 and nodes[k - 1].low in ("and", "or"):
        actor = parsed.covering.get(k - 2)
        named = actor is not None and bool(actor.codes) and actor.end == k - 2
        return (group_left(parsed, actor) if named and actor is not None else []), Clause()
    if nodes[k].low == ",":
        actor = parsed.covering.get(k - 1)
        if actor is not None and actor.codes and actor.end == k - 1:
            plural = nodes[at].low.endswith("s") and nodes[k + 1].low in (
                "both",
                "all",
                "two",
                "three",
            )
            plural = plural or _counts_members(nodes[k + 1 : at + 1])
            return (group_left(parsed, actor) if plural else [actor]), Clause()
        return [], Clause()
    described_as = k + 1 < at and nodes[k + 1].low == "as"
    if described_as and not any(n.low in BE or n.use("cue") for n in nodes[max(0, k - 3) : k + 1]):
        return [], Clause()
    if any(n.use("noun") for n in nodes[max(0, k - 1) : at]):
        return [], Clause()
    if nodes[k].low in BE or nodes[k].low in ("not", "n't") or described_as or nodes[k].use("cue"):
        clause = walk_left(parsed, k + 1, "title")
        if nodes[k].low.startswith("remain"):
            clause.cues = [cue for cue in clause.cues if cue not in ("will", "would")]
        clause.becoming = nodes[k].low.startswith("becom") or nodes[k].low == "became"
        return clause.subject, clause
    party = party_use(nodes[k])
    if party is not None and not any(
        nodes[i].low in ("a", "an", "the", "its") for i in range(k + 1, at)
    ):
        actor = parsed.covering.get(k)
        return ([actor], Clause()) if actor else ([], Clause())
    return [], Clause()
