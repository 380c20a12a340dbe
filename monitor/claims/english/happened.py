"""Whether what a noun names has come about: it took effect, was announced, lies idle, begins on Monday."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.days import Found, days_before
from monitor.claims.english.closed import BE
from monitor.claims.english.document import Document, Line
from monitor.claims.english.grammar import is_accord
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS
from monitor.claims.timing import NEW_DAYS
from monitor.model.stage import Stage


def announces(line: Line) -> bool:
    """Whether a line tells that something is made known, marked or completed."""
    return any(node.low in _EVENTS for node in line.parsed.nodes)


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


def came_about(left: list[Node], right: list[Node], trigger: Trigger) -> bool:
    """Whether the words on either side of a noun tell that it came about, or the noun itself names an act."""
    return (
        any(node.low in _EVENTS for node in left)
        or _takes_place(right)
        or (trigger.name == "accession" and _has_effect(left, right))
        or trigger.stage in _ACTS
    )


_ACTS = frozenset((Stage.APPLIED, Stage.SIGNED, Stage.WITHDRAWN, Stage.DECLINED))
"""Steps whose nouns name an act that is done: "X's application", "X's withdrawal"."""


def is_announced(right: list[Node]) -> bool:
    """``X's entry was announced on Monday``: told by those who decide it."""
    for k, node in enumerate(right):
        if node.low in STOPS or node.low == ",":
            return is_announced_aside(right[k:])
        if node.low in _ANNOUNCED:
            return True
    return False


def is_announced_aside(right: list[Node]) -> bool:
    """``X's entry, announced in March,``, ``which its president announced in March``."""
    comma = next((k for k, node in enumerate(right) if node.low == ","), len(right))
    behind = right[comma + 1 : comma + 6]
    told = behind if behind and behind[0].low == "which" else behind[:1]
    return any(node.low.split()[0] in _ANNOUNCED for node in told)


_ANNOUNCED = frozenset(
    ("announced", "agreed", "decided", "unveiled", "declared", "promised", "pledged")
)


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


def takes_effect(line: Line, at: int) -> bool:
    """``X's membership took effect on Monday``: a standing that is told because it begins."""
    behind = line.parsed.nodes[at + 1 : at + 8]
    return any("took_place" in node.tags or node.low == "began" for node in behind)


def is_granted(line: Line, owner: int) -> bool:
    """``granted X full membership``: who is given a standing begins it."""
    return owner > 0 and line.parsed.nodes[owner - 1].low in (
        "granted",
        "grants",
        "awarded",
        "gave",
    )


def is_to_begin(line: Line, at: int) -> bool:
    """``X's membership begins on Monday``."""
    behind = line.parsed.nodes[at + 1 :]
    named = next((k for k, node in enumerate(behind[:4]) if is_accord(node)), -1)
    return any(node.low in _BEGINS for node in behind[named + 1 : named + 2])


_BEGINS = frozenset(("begins", "starts", "begin", "start"))


def dated_back(
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


def _turns(node: Node) -> bool:
    """Whether what stands behind a word is no longer told of the noun before it."""
    return node.low in ("and", "but") or node.use("cue") is not None


def is_pending(line: Line, at: int) -> bool:
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
