"""Whose word a sentence is, and whether that word has standing (CLAIMS, rule 4)."""

from __future__ import annotations

from monitor.claims.data import load
from monitor.claims.english.document import Document, Line
from monitor.claims.english.grammar import Actor
from monitor.claims.english.groups import group_left, group_right
from monitor.claims.english.lexicon import Node
from monitor.model.accord import Accord
from monitor.model.claim import Speaker


def speaker_of(
    document: Document, line: Line, at: int, party: str, accord: Accord
) -> tuple[Speaker, str]:
    """Who says what stands at node ``at``, seen from ``party``; and the words that tell."""
    nodes = line.parsed.nodes
    unnamed = _unnamed(nodes)
    best: tuple[int, Speaker, str] | None = None
    for k, node in line.marked:
        if node.use("report") is None or k in line.parsed.covering:
            continue
        if k == at and node.use("verb") is not None:
            continue
        if k and nodes[k - 1].low == "than":
            continue
        speaker, words = _who(document, line, k, party, accord)
        if speaker is None:
            continue
        distance = abs(k - at) + (6 if k > at and _clause_between(nodes, at, k) else 0)
        if best is None or distance < best[0]:
            best = (distance, speaker, words)
    if best is not None and best[1] in (Speaker.PARTY_GOVERNMENT, Speaker.CONVENER):
        if unnamed and best[1] is Speaker.CONVENER:
            return Speaker.CONVENER, best[2]
        return best[1], best[2]
    if unnamed:
        return Speaker.UNNAMED, unnamed
    if best is not None:
        return best[1], best[2]
    return Speaker.OUTLET, ""


def _clause_between(nodes: list[Node], a: int, b: int) -> bool:
    return any(node.low in (";", "but", "while") for node in nodes[min(a, b) : max(a, b)])


def _unnamed(nodes: list[Node]) -> str:
    for node in nodes:
        if "unnamed" in node.tags:
            return node.low
    return ""


def _who(
    document: Document, line: Line, at: int, party: str, accord: Accord
) -> tuple[Speaker | None, str]:
    """The speaker by the subject of the reporting verb at ``at``, on either side."""
    parsed, nodes = line.parsed, line.parsed.nodes
    report = nodes[at].use("report")
    inverted = (at == 0 or nodes[at - 1].low in (",", '"', "—", "–", "as")) and (
        report is None or report.ref not in ("tell", "inform")
    )
    ahead = range(at + 1, min(at + 6, len(nodes))) if inverted else range(0)
    behind = range(at - 1, max(at - 14, -1), -1)
    if nodes[at].low in _PREPOSED:
        ahead, behind = range(at + 1, min(at + 9, len(nodes))), range(0)
    for k in (*ahead, *behind):
        node = nodes[k]
        if node.low in (";", ".", ":"):
            if k < at:
                break
            continue
        if "unnamed" in node.tags:
            return Speaker.UNNAMED, node.low
        if "rumour_mills" in node.tags and k < at:
            return Speaker.UNNAMED, RUMOUR
        if node.low == "," and k < at - 1 and _is_other_subject(nodes[k + 1 : at]):
            return Speaker.OTHER, nodes[k + 1].low
        if "bystanders" in node.tags:
            return Speaker.OTHER, node.low
        if k + 1 < len(nodes) and nodes[k + 1].low in _NOT_MEDIA:
            continue
        if "media" in node.tags or _is_outlet(nodes, k):
            if _is_official(nodes, k) or _is_the_agency(document, nodes, k):
                return Speaker.OUTLET, ""
            source = document.article.source
            own = _squash(node.low) in _squash(source) or _squash(_name(nodes, k)) in _squash(
                source
            )
            return (Speaker.OUTLET, "") if own else (Speaker.UNNAMED, _name(nodes, k))
        actor = parsed.covering.get(k)
        if actor is not None and actor.codes and _is_where(nodes, actor):
            continue
        if actor is not None and actor.codes:
            together = group_left(parsed, actor) if k < at else group_right(parsed, actor)
            speaking = next((one for one in together if party in one.codes), actor)
            return _of_actor(nodes, speaking, party, accord), nodes[speaking.start].low
        if actor is not None and actor.kind == "person":
            return Speaker.PARTY_GOVERNMENT, actor.office
    return None, ""


def _is_official(nodes: list[Node], at: int) -> bool:
    """``the state news agency``, ``state television``, ``the space agency``: a state's own word, no hearsay."""
    return any(node.low in _STATE_OWNED for node in nodes[max(0, at - 2) : at])


def _is_the_agency(document: Document, nodes: list[Node], at: int) -> bool:
    """``the agency said`` where the text speaks of a space agency, which publishes no news."""
    short = nodes[at].low == "agency" and at > 0 and nodes[at - 1].low == "the"
    return short and any("space agency" in other.text.lower() for other in document.lines)


_STATE_OWNED = frozenset(("state", "state-run", "official", "space", "presidential"))
_NOT_MEDIA = frozenset(
    ("conference", "briefing", "release", "statement", "secretary", "office", "head", "chief")
)
"""Behind "press", "media" or "agency" these make it no publisher."""
RUMOUR = "rumour"
"""What goes round without anybody's name to it."""
_PREPOSED = frozenset(("according to", "citing"))
"""Whom these report stands behind them."""


def _is_outlet(nodes: list[Node], at: int) -> bool:
    """Whether the node ends a publisher's name: ``the Gulf Mirror``."""
    node = nodes[at]
    words = frozenset(load("en", "origins")["outlet_words"])
    return node.cap > 0 and node.low in words and at > 0 and nodes[at - 1].cap > 0


def _name(nodes: list[Node], at: int) -> str:
    start = at
    while start > 0 and nodes[start - 1].cap and nodes[start - 1].low.isalpha() and at - start < 4:
        start -= 1
    return " ".join(node.low for node in nodes[start : at + 1])


def _squash(text: str) -> str:
    return "".join(char for char in text.removeprefix("the ") if char.isalnum())


def _is_other_subject(nodes: list[Node]) -> bool:
    """Whether a noun phrase of nobody known stands between the comma and the verb: ", two people said"."""
    first = nodes[0]
    if any("government" in node.tags or node.low in ("governments", "sides") for node in nodes):
        return False
    if "possessives" in first.tags and any(node.low in _STAFF for node in nodes):
        return False
    if "determiners" not in first.tags and first.low not in _NUMBERS and not first.cap:
        return False
    return not any(node.low == "," or node.low.endswith("ing") for node in nodes)


_STAFF = frozenset(("office", "bureau", "team", "aides", "staff"))
"""``his office said``: whoever was named before it."""
_NUMBERS = frozenset(["one", "two", "three", "four", "five", "six", "several"])


def _is_where(nodes: list[Node], actor: Actor) -> bool:
    """``sources in Jerusalem``: the place of those who speak is not who speaks."""
    return (
        actor.how == "seat"
        and actor.start > 0
        and nodes[actor.start - 1].low in ("in", "at", "from", "near")
    )


def _of_actor(nodes: list[Node], actor: Actor, party: str, accord: Accord) -> Speaker:
    around = nodes[max(0, actor.start - 3) : actor.end + 1]
    if any("bystanders" in node.tags and "government" not in node.tags for node in around):
        return Speaker.OTHER
    if (
        actor.office in ("official", "officials", "diplomat", "diplomats")
        and not nodes[actor.end].cap
    ):
        return Speaker.UNNAMED
    if party in actor.codes:
        return Speaker.PARTY_GOVERNMENT
    if set(actor.codes) & set(accord.conveners):
        return Speaker.CONVENER
    return Speaker.OTHER_GOVERNMENT
