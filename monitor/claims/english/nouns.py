"""Frames that a noun makes: "X's accession", "a member", "the bid"."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.days import Found, days_before
from monitor.claims.english.clause import Clause
from monitor.claims.english.clauses import walk_left
from monitor.claims.english.closed import BE
from monitor.claims.english.document import Document, Line
from monitor.claims.english.frame import Frame, Spot, make_frame
from monitor.claims.english.grammar import Actor, is_accord, party_use
from monitor.claims.english.groups import group_right, heading_of
from monitor.claims.english.lexicon import Node
from monitor.claims.english.linking import noun_link
from monitor.claims.english.named import STOPS
from monitor.claims.english.objects import Link
from monitor.claims.english.titles import title_frame
from monitor.claims.english.wordlists import nouns
from monitor.claims.timing import NEW_DAYS
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
        return title_frame(document, line, at, trigger, link)
    before = line.parsed.nodes[max(0, at - 4) : at]
    leaves = trigger.stage is Stage.WITHDRAWN
    if any(
        (verb := node.use("verb"))
        and verb.ref.needs not in _LOOSE
        and not (verb.ref.name == "outlook" and (leaves or _is_owned(before, trigger)))
        for node in before
    ):
        return None
    if trigger.stage is Stage.APPLIED and _is_taken_back(line, at):
        return None
    if trigger.name == "accession" and _is_ratified(line, at):
        return None
    actors, start = owner_of(line, at)
    if not actors:
        return (
            _aimed_at(line, at, trigger, link)
            or _ruled_out(line, at, trigger, link)
            or _governed_noun(line, at, trigger, link)
        )
    clause = walk_left(line.parsed, start, "noun")
    looked_for = trigger.role == "standing" and _is_looked_for(line.parsed.nodes, at, start)
    if trigger.role == "standing" and (_is_aim(line, start) or is_off(line, at)) and not looked_for:
        return None
    dated = _dated_back(document, line, (start, at), trigger)
    cues = _noun_cues(line, at, start, trigger, dated)
    if cues is None and dated is not None:
        cues = []
    if cues is None or (
        "commit" in cues and _is_others_consent(document, line, start, actors, link)
    ):
        return None
    if "refuse" in cues and not _is_own(actors) and not is_off(line, at):
        cues = ["possible" if cue == "refuse" else cue for cue in cues]
    words = [node.low for node in line.parsed.nodes[: min(start, at)]]
    if trigger.stage is Stage.APPLIED and not cues and _is_pending(line, at):
        clause.since = True
    if not cues and not _FOLLOWING.isdisjoint(words[-2:] if words[-1:] == ["the"] else words[-1:]):
        clause.since = True
    begins = trigger.role == "standing" and (_takes_effect(line, at) or _is_granted(line, start))
    if trigger.role == "standing" and not cues and _is_to_begin(line, at):
        cues, begins = ["will"], True
    form = "become" if begins else "noun"
    return make_frame(
        Spot(line, at, trigger, form, link), clause, actors, cues, f"noun-{trigger.role}"
    )


def _is_pending(line: Line, at: int) -> bool:
    """``X's application lies idle``, ``was turned down``, ``is with a working group``: it was filed before."""
    nodes = line.parsed.nodes
    first = _behind_aside(line, at + 1)
    for k in range(first, min(first + 12, len(nodes) - 1)):
        low = nodes[k].low
        if low in STOPS or (low == "," and k > first):
            return False
        if low in _LIES:
            return True
        if low in BE and low != "'s":
            behind = [node.low for node in nodes[k + 1 : k + 4]]
            return not _OPENS_FILE.intersection(behind)
    return False


def _behind_aside(line: Line, at: int) -> int:
    """``application, [lodged in 2021,] is``: where the sentence goes on."""
    nodes = line.parsed.nodes
    commas = [k for k in range(at, min(at + 16, len(nodes))) if nodes[k].low == ","]
    return commas[1] if len(commas) > 1 and commas[0] - at < 6 else at


_LIES = frozenset(
    (
        "lies",
        "lay",
        "lying",
        "sits",
        "sat",
        "rests",
        "awaits",
        "pending",
        "dates",
        "waits",
        "gathers",
    )
)
_OPENS_FILE = frozenset(
    (
        *("filed", "lodged", "submitted", "made", "received", "handed", "handed in", "handed over"),
        *("sent", "sent in", "delivered", "presented", "registered", "put in", "tabled", "dated"),
        *("announced", "confirmed", "signed", "new", "official", "formal"),
    )
)
"""What is said of an application on the day on which it comes in."""


def _is_owned(before: list[Node], trigger: Trigger) -> bool:
    """``discussed X's accession``: whose it is, is said, and it is not the subject's."""
    return trigger.name == "accession" and any(node.low in ("'s", "'") for node in before)


_FOLLOWING = frozenset(("since", "after", "following", "despite"))
"""``since X's departure``: what is told came after it."""


def _is_taken_back(line: Line, at: int) -> bool:
    """``X's application was withdrawn in 2016``: the verb tells it."""
    behind = line.parsed.nodes[at + 1 : at + 9]
    uses = (use for node in behind for use in node.uses if use.kind == "verb")
    return any(use.ref.name == "take-back-application" for use in uses)


def _is_ratified(line: Line, at: int) -> bool:
    """``X's accession was ratified in March``: the verb tells it."""
    nodes = line.parsed.nodes
    return any(
        nodes[k - 1].low in BE
        and (verb := nodes[k].use("verb"))
        and verb.ref.stage is Stage.RATIFIED
        for k in range(at + 2, min(at + 9, len(nodes)))
    )


def _is_others_consent(
    document: Document, line: Line, start: int, owners: list[Actor], link: Link
) -> bool:
    """``Hungary's deputies approved X's accession``: a member's consent commits nobody (CLAIMS, rule 6)."""
    nodes = line.parsed.nodes
    own = {code for owner in owners for code in owner.codes}
    conveners = document.accords[link.accord].conveners if link.accord in document.accords else ()
    for k in range(start - 1, max(start - 12, -1), -1):
        cue = nodes[k].use("cue")
        if cue is not None and cue.ref == "commit":
            subject = walk_left(line.parsed, k, cue.form).subject
            others = {code for actor in subject for code in actor.codes}
            return bool(own) and bool(others - own - set(conveners)) and own.isdisjoint(others)
    return False


def _takes_effect(line: Line, at: int) -> bool:
    """``X's membership took effect on Monday``: a standing that is told because it begins."""
    return any("took_place" in node.tags for node in line.parsed.nodes[at + 1 : at + 8])


def _is_granted(line: Line, owner: int) -> bool:
    """``granted X full membership``: who is given a standing begins it."""
    return owner > 0 and line.parsed.nodes[owner - 1].low in (
        "granted",
        "grants",
        "awarded",
        "gave",
    )


def _turns(node: Node) -> bool:
    """Whether what stands behind a word is no longer told of the noun before it."""
    return node.low in ("and", "but") or node.use("cue") is not None


def _dated_back(
    document: Document, line: Line, span: tuple[int, int], trigger: Trigger
) -> Found | None:
    """``X's accession to the union in 2013``: a past date behind the noun says that it came about."""
    nodes, (start, at) = line.parsed.nodes, span
    end = nodes[min(at + 8, len(nodes) - 1)].end
    if trigger.name != "accession" or nodes[start - 1].low in ("on", "about", "over"):
        return None
    near = (
        found
        for found in line.dates
        if nodes[at].end < found.start < end
        and not any(_turns(node) for node in nodes[at + 1 : at + 8] if node.end <= found.start)
    )
    return next(
        (found for found in near if days_before(found.partial, document.published) > NEW_DAYS), None
    )


def _aimed_at(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """``membership remains X's goal``, ``X's goal is accession``: whose aim the entry is."""
    nodes = line.parsed.nodes
    if trigger.name not in ("accession", "membership"):
        return None
    verb = next((k for k in range(at + 1, min(at + 7, len(nodes))) if nodes[k].low in BE), 0)
    after = range(verb + 1, min(verb + 8, len(nodes))) if verb else range(0)
    aim = next(
        (k for k in (*after, *range(at - 2, max(at - 6, 0), -1)) if _is_aim_of(nodes[k])), -1
    )
    tied = aim > at or any(node.low in BE for node in nodes[max(aim, 0) : at])
    owners = _whose_aim(line, aim) if aim > 0 and tied else []
    if not any(owner.codes for owner in owners):
        return None
    clause = walk_left(line.parsed, owners[0].start, "noun")
    return make_frame(Spot(line, at, trigger, "noun", link), clause, owners, ["possible"], "aim-of")


def _whose_aim(line: Line, aim: int) -> list[Actor]:
    """``X's goal``, ``a goal of X``, ``a priority for X``."""
    low, behind = line.parsed.nodes[aim].low, line.parsed.nodes[aim + 1 : aim + 2]
    tied = low.endswith(" of") or bool(behind and behind[0].low == "for")
    actor = line.parsed.covering.get(aim + 1 + (not low.endswith(" of")))
    if tied and actor is not None and actor.codes:
        return group_right(line.parsed, actor)
    return owner_of(line, aim)[0]


def _is_aim_of(node: Node) -> bool:
    return not nouns("aims").isdisjoint(node.low.split())


_LOOSE = frozenset(("into", "law", "law-of-accession", "echo"))
"""What verbs of these needs do with the noun is no matter of their own."""


def is_off(line: Line, at: int) -> bool:
    """``X's joining is not on the agenda``: the refusal is told of the entry itself."""
    nodes = line.parsed.nodes
    return any(
        (cue := nodes[k].use("cue")) is not None
        and cue.ref == "refuse"
        and (nodes[k - 1].low in BE if cue.form == "word" else nodes[k].low.split()[0] in _IS)
        for k in range(at + 1, min(at + 12, len(nodes)))
    )


_IS = frozenset(("is", "are", "was", "were", "be"))


def _is_aim(line: Line, start: int) -> bool:
    """``the last hurdle to its membership``, ``approved it``: what leads to a membership says nothing of one."""
    nodes = line.parsed.nodes
    if start > 0 and nodes[start - 1].low in _AIMING:
        return True
    asked = any(n.low in _MATTERS and nodes[k].low != "in" for k, n in enumerate(nodes[1:]))
    return asked or any(node.low.startswith(_DECIDES) for node in nodes[max(0, start - 3) : start])


_MATTERS = frozenset(("question", "questions", "issue", "issues", "topic", "idea", "matter"))
_DECIDES = ("approv", "oppos", "support", "back", "request", "lift", "suspen", "complet")
"""Who does this with a membership has it before him, or ahead."""


def _is_to_begin(line: Line, at: int) -> bool:
    """``X's membership begins on Monday``."""
    behind = line.parsed.nodes[at + 1 :]
    named = next((k for k, node in enumerate(behind[:4]) if is_accord(node)), -1)
    return any(node.low in _BEGINS for node in behind[named + 1 : named + 2])


_BEGINS = frozenset(("begins", "starts", "begin", "start"))


_AIMING = frozenset(
    ("to", "for", "towards", "toward", "on", "over", "about", "against", "concerning", "regarding")
)


def _is_own(actors: list[Actor]) -> bool:
    """Whether the refused accession is the refuser's: ``rejects its accession``, not ``X's``."""
    return all(actor.kind == "pronoun" for actor in actors)


def _verbless_frame(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """A headline without a verb: ``Qatar out of OPEC``, ``Qatar: no to the accords``."""
    nodes = line.parsed.nodes
    beside = line.parsed.covering.get(at - 1)
    actor = beside or next(iter(heading_of(line)), None)
    if line.field == "body" or link.how != "noun" or actor is None or not actor.codes:
        return None
    behind = nodes[link.node + 1 :][:1]
    if trigger.name == "now-in" and (beside is None or not _closes(behind)):
        return None
    if any(node.low[0].isalnum() and node.low != "the" for node in nodes[: actor.start][-2:]):
        return None
    clause = Clause(start=actor.start)
    return make_frame(Spot(line, at, trigger, "noun", link), clause, [actor], [], "verbless")


def _closes(behind: list[Node]) -> bool:
    """Whether a name ends its phrase here: ``back in the union``, not ``back in union talks``."""
    return all(not n.low[0].isalnum() or n.tags & _JOINTS for n in behind)


_JOINTS = frozenset(("prepositions", "conjunctions", "clause_starts"))


def _ruled_out(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """``no withdrawal is planned``, ``membership is not on the agenda``: whose it is, is known by who says so."""
    leaves = trigger.stage is Stage.WITHDRAWN
    if not leaves and trigger.name not in ("accession", "membership"):
        return None
    nodes = line.parsed.nodes
    k = at - 1
    while k > 0 and (nodes[k].low in ("a", "an", "any", "the") or "adverbs" in nodes[k].tags):
        k -= 1
    cue = nodes[k].use("cue") if k >= 0 else None
    none = leaves and k == at - 1 and nodes[k].low == "no" and _ends_phrase(nodes[at + 1 : at + 2])
    off = is_off(line, at) and not any(node.low == "never" for node in nodes[at:])
    heard = cue is not None and cue.ref == "hearsay"
    if not (none or off or (heard and _is_false(nodes[at:]))):
        return None
    clause = Clause(start=at, reported=True)
    told = [Actor(at, at, "pronoun", word="there")]
    spot = Spot(line, at, trigger, "noun", link)
    return make_frame(spot, clause, told, ["deny" if heard else "refuse"], "ruled-out")


def _ends_phrase(behind: list[Node]) -> bool:
    """Whether a noun's phrase ends here: ``no withdrawal is planned``, not ``no withdrawal clause``."""
    return any(node.uses or node.tags or not node.low[0].isalpha() for node in behind)


def _is_false(nodes: list[Node]) -> bool:
    """``reports of a withdrawal are invented``."""
    return any(
        node.low in ("false", "untrue", "wrong")
        or ((cue := node.use("cue")) is not None and cue.ref == "deny")
        for node in nodes
    )


def _governed_noun(line: Line, at: int, trigger: Trigger, link: Link) -> Frame | None:
    """``Riyadh mulls entry``: whose it is, is said by the verb that governs it."""
    if trigger.stage is Stage.SIGNED:
        return None
    nodes = line.parsed.nodes
    has_owner = at + 1 < len(nodes) and nodes[at + 1].low == "of" and link.node != at + 2
    if has_owner and not any(is_accord(node) for node in nodes[at + 2 : at + 4]):
        return None
    clause = walk_left(line.parsed, at, "noun")
    if not clause.cues or not clause.subject or clause.cues[0] in ("neg", "if", "whether", "void"):
        return None
    if trigger.stage is Stage.WITHDRAWN and not {"neg", "refuse", "deny"} & set(clause.cues):
        return None
    return make_frame(
        Spot(line, at, trigger, "noun", link), clause, clause.subject, clause.cues, "governed-noun"
    )


_TIES = {
    "application": ("of", "by", "from"),
    "candidacy": ("to", "for", "of", "by", "from"),
    "process": ("with", "to", "for", "of"),
}


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
        ours = node.low == "our" and trigger_of(nodes[at]) == "candidacy"
        if node.low in ("its", "his", "her", "their") or ours:
            return [Actor(k, k, "pronoun", word=node.low)], k
        party = party_use(node)
        if party is not None and not is_accord(node):
            return [Actor(k, k, "party", (party[0],), party[1])], k
        if (
            not node.low[0].isalpha()
            or node.tags & {"prepositions", "auxiliaries", "conjunctions"}
            or node.low in ("the", "a", "an", "remains", "remained")
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
        if nodes[k].low in ties and k + 1 < len(nodes) and (nodes[k].low != "from" or k == at + 1):
            actor = parsed.covering.get(k + 1) or parsed.covering.get(k + 2)
            if actor is not None and actor.codes:
                return group_right(parsed, actor), at
            if actor is not None and actor.word == "both":
                return [actor], at
            listed = _listed_behind(line, k)
            if listed:
                return listed, at
    return [], at


def _listed_behind(line: Line, of: int) -> list[Actor]:
    """``the accession of four countries: A, B, C and D``."""
    nodes = line.parsed.nodes
    for k in range(of + 2, min(of + 6, len(nodes) - 1)):
        if nodes[k].low == ":":
            first = line.parsed.covering.get(k + 1) or line.parsed.covering.get(k + 2)
            return group_right(line.parsed, first) if first is not None and first.codes else []
    return []


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
        "congratulate",
        "congratulates",
        "congratulated",
        "congratulating",
        "took note of",
        "celebrate",
        "celebrates",
        "celebrated",
        "anniversary",
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


def announces(line: Line) -> bool:
    """Whether a line tells that something is made known, marked or completed."""
    return any(node.low in _EVENTS for node in line.parsed.nodes)


def _noun_cues(
    line: Line, at: int, start: int, trigger: Trigger, dated: Found | None
) -> list[str] | None:
    """What the sentence around a noun says of it; nothing where it only mentions it.

    What stands behind the date on which it came about says nothing of it.
    """
    nodes = line.parsed.nodes
    left = nodes[max(0, start - 12) : start]
    right = [n for n in nodes[at + 1 : at + 12] if dated is None or n.start <= dated.start]
    cues = _cues_before(left)
    for k, node in enumerate(right):
        if node.low in STOPS or node.low == ",":
            break
        cue = node.use("cue")
        if cue is not None and cue.ref == "would" and _is_doubted(right[k + 1 : k + 4]):
            continue
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
        if _is_looked_for(nodes, at, start):
            return ["possible"]
        unsure = {"possible", "intend", "if", "whether", "remote", "commit", "will", "would"}
        return None if unsure & set(cues) or "neg" in cues[:1] else []
    if not cues and trigger.name == "accession" and any(n.low in nouns("talks") for n in left):
        return ["possible"]
    if cues:
        return cues
    if trigger.stage is Stage.ACCEDED and _is_announced(right):
        return ["commit"]
    if (
        any(node.low in _EVENTS for node in left)
        or _takes_place(right)
        or (trigger.name == "accession" and _has_effect(left, right))
        or trigger.stage
        in (
            Stage.APPLIED,
            Stage.SIGNED,
            Stage.WITHDRAWN,
            Stage.DECLINED,
        )
    ):
        return []
    return None


def _is_looked_for(nodes: list[Node], at: int, start: int) -> bool:
    """``supports X's membership``, ``X's membership is years away``: of one who is not in."""
    before = nodes[start - 1].use("cue") if start else None
    if before is not None and before.form != "word" and before.ref == "possible":
        return True
    for k in range(at + 1, min(at + 7, len(nodes))):
        cue = nodes[k].use("cue")
        if nodes[k - 1].low in BE and cue is not None:
            return cue.ref in ("possible", "remote") and not nodes[k].low.endswith(" to")
    return False


def _is_doubted(behind: list[Node]) -> bool:
    """``X's entry would be unthinkable``, ``would be a possibility``: what governs the entry stands behind."""
    cues = [cue.ref for node in behind if (cue := node.use("cue")) is not None]
    return any(ref in ("remote", "possible") for ref in cues)


def _cues_before(left: list[Node]) -> list[str]:
    """The cues before a noun's phrase, the nearest first; a denied future as "will", "neg"."""
    cues: list[str] = []
    for node in reversed(left):
        if node.low in STOPS or node.low == ",":
            break
        cue = node.use("cue")
        if cue is None and node.low.endswith("ing"):
            break
        if cue is not None and cue.ref in ("will", "would") and cues[-1:] == ["neg"]:
            cues.insert(len(cues) - 1, cue.ref)
        elif cue is not None:
            cues.append(cue.ref)
    return cues


def _is_announced(right: list[Node]) -> bool:
    """``X's entry was announced on Monday``: told by those who decide it."""
    for node in right:
        if node.low in STOPS or node.low == ",":
            return False
        if node.low in _ANNOUNCED:
            return True
    return False


_ANNOUNCED = frozenset(("announced", "agreed", "decided", "unveiled", "declared"))


def _has_effect(left: list[Node], right: list[Node]) -> bool:
    """``the entry of X has made the sea a lake``, ``strengthened by the entry of X``: what has an effect has come about."""
    by = [node.low for node in left[-2:]] == ["by", "the"]
    finite = next((k for k, node in enumerate(right) if node.low in _EFFECTS), None)
    return by or (finite is not None and not any(n.low in STOPS for n in right[:finite]))


_EFFECTS = frozenset(
    (
        "made",
        "changed",
        "strengthened",
        "doubled",
        "brought",
        "angered",
        "turned",
        "lengthened",
        "altered",
        "alarmed",
    )
)


def _takes_place(right: list[Node]) -> bool:
    """``the accession of X took effect``: the noun's own verb says that it came about."""
    return any("took_place" in node.tags for node in right)
