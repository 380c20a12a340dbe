"""What a verb is about where it is about no accord: a letter signed, a room left, an application withdrawn."""

from __future__ import annotations

from monitor.claims.data import load
from monitor.claims.english.document import Line
from monitor.claims.english.grammar import party_use
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS
from monitor.claims.english.objects import MONTHS_AND_DAYS, begins_time, is_time, object_of
from monitor.claims.english.wordlists import heads, nouns
from monitor.model.stage import Stage


def is_about_another(line: Line, at: int) -> bool:
    """``a project, which X joined``, ``what X quit was the command``: the object stands in front."""
    nodes = line.parsed.nodes
    for k in range(at - 1, max(at - 8, 0), -1):
        if nodes[k].low not in ("which", "what", "that"):
            continue
        actor = line.parsed.covering.get(k + 1)
        if actor is None or not (actor.codes or actor.kind in ("pronoun", "described")):
            return False
        if nodes[k].low == "what":
            return True
        if nodes[k].low == "that" and _is_said(nodes, k):
            return False
        before = nodes[k - 1] if nodes[k - 1].low != "," else nodes[max(0, k - 2)]
        plain = not (before.uses or "papers" in before.tags or before.low[0].isdigit())
        return plain and before.low.isalpha() and "offices" not in before.tags and not before.tags
    return False


def _is_said(nodes: list[Node], that: int) -> bool:
    """``told reporters on Monday that``: what stands behind is said or decided, and describes no noun."""
    for node in reversed(nodes[max(0, that - 12) : that]):
        if node.low in STOPS:
            return False
        cue = node.use("cue")
        if node.use("report") is not None or (cue is not None and cue.form != "word"):
            return True
    return False


def is_of_letter(nodes: list[Node], at: int) -> bool:
    """``the letter, signed by X, …``, ``a motion [that was] signed by five``: what is signed stands before it."""
    k = at - 1
    while k >= 0 and (nodes[k].low in _BEFORE_PARTICIPLE or "adverbs" in nodes[k].tags):
        k -= 1
    by = at + 1 < len(nodes) and nodes[at + 1].low == "by"
    return k >= 0 and (by or k == at - 1) and bool(nouns("letters") & set(nodes[k].low.split()))


_BEFORE_PARTICIPLE = frozenset(
    (",", "which", "that", "is", "was", "were", "has", "had", "been", "be")
)


def signs_for_something(line: Line, where: int) -> bool:
    """``signed for four hundred``: who signs for somebody names a party behind it."""
    nodes = line.parsed.nodes
    if where >= len(nodes) or nodes[where].low != "for":
        return False
    actor = line.parsed.covering.get(where + 1)
    return actor is None or actor.kind == "group"


def applies_to_do(line: Line, where: int) -> bool:
    """``applied in May to host the games``: what is applied for is an act of another kind."""
    nodes = line.parsed.nodes
    for k in range(where, min(where + 5, len(nodes) - 1)):
        if nodes[k].low == "to":
            node = nodes[k + 1]
            if node.use("verb") is not None:
                return object_of(line.parsed, k + 1)[0] in ("other", "a-paper")
            return not node.uses and not node.tags and not node.cap and node.low.isalpha()
        if nodes[k].low in STOPS or nodes[k].low == ",":
            return False
    return False


def is_application(line: Line, at: int) -> bool:
    """``withdrew its EU application``: what is taken back is the application."""
    noun = line.parsed.nodes[at].use("noun") if at < len(line.parsed.nodes) else None
    return noun is not None and noun.ref.name in ("application", "candidacy")


def speaks_of_application(nodes: list[Node]) -> bool:
    """``froze its application in 2013 and withdrew it``, ``signed an application``: no accord is withdrawn or signed."""
    return any(heads("application") & set(node.low.split()) for node in nodes)


def is_invited_elsewhere(line: Line, at: int) -> bool:
    """``invited as observers``, ``to the summit``, ``to send observers``: no invitation to come in."""
    nodes = line.parsed.nodes
    led = ""
    if _is_to_do_other(nodes, at + 1):
        return True
    for k in range(at + 1, min(at + 9, len(nodes))):
        node = nodes[k]
        if node.low in STOPS or node.low == "," or node.use("verb") is not None:
            return False
        if node.low in ("to", "as", "for"):
            led = node.low
            continue
        guest = "half_members" in node.tags or node.low.startswith("guest")
        if (led == "as" and guest) or (led in ("to", "for") and "parts" in node.tags):
            return True
    return False


def is_let_in_by_another(line: Line, at: int) -> bool:
    """``ASEAN will admit X``, ``X was let in by the lender``: who lets in is a body of another name."""
    nodes = line.parsed.nodes
    behind = nodes[at + 1 : at + 6]
    by = next((k for k, node in enumerate(behind) if node.low == "by"), len(behind))
    return _is_of_another_body(behind[by + 1 :]) or _is_of_another_body(_clause_before(nodes, at))


def _clause_before(nodes: list[Node], at: int) -> list[Node]:
    """The words of the clause that stand in front of the verb at a node."""
    begin = next((k + 1 for k in range(at - 1, -1, -1) if nodes[k].low in STOPS), 0)
    return nodes[begin:at]


def _is_of_another_body(nodes: list[Node]) -> bool:
    """Whether a body of another name is the first that the words speak of."""
    for k, node in enumerate(nodes):
        owns = k + 1 < len(nodes) and nodes[k + 1].low in ("'s", "'")
        if not owns and (node.use("accord") is not None or party_use(node) is not None):
            return False
        if "other_bodies" in node.tags and node.use("accord") is None:
            return True
    return False


def _is_to_do_other(nodes: list[Node], at: int) -> bool:
    """``to listen in``, ``to send observers``: an act by which nobody comes in."""
    if at + 1 >= len(nodes) or nodes[at].low != "to":
        return False
    return nodes[at + 1].low in _GUESTS_DO


_GUESTS_DO = frozenset(
    (
        *("send", "listen", "speak", "attend", "observe", "watch", "visit", "present", "address"),
        *("comment", "brief", "contribute", "compete", "play", "sing", "look"),
    )
)
"""What those do who are asked as guests."""


def is_exit(line: Line, at: int) -> bool:
    """``mulls BRICS exit``: what is thought about is leaving."""
    node = line.parsed.nodes[at] if at < len(line.parsed.nodes) else None
    use = (node.use("noun") or node.use("verb")) if node is not None else None
    return use is not None and use.ref.stage is Stage.WITHDRAWN


def joins_in_something(line: Line, where: int) -> bool:
    """``joined in the applause``, ``joined with a smile``."""
    nodes = line.parsed.nodes
    if where + 1 >= len(nodes) or nodes[where].low not in ("in", "with", "for"):
        return False
    after = nodes[where + 1]
    return "determiners" in after.tags and not any(
        begins_time(nodes, k) or "papers" in nodes[k].tags or nodes[k].use("accord")
        for k in range(where + 1, min(where + 4, len(nodes)))
    )


def is_left_behind(line: Line, at: int, kind: str) -> bool:
    """``left on the doorstep``: no withdrawal, unless the accord is its object."""
    nodes = line.parsed.nodes
    if nodes[at].low not in ("left", "leave", "leaves", "leaving", "exit", "quit"):
        return False
    if nodes[at].low == "left" and nodes[at - 1].low == "the":
        return True
    after = nodes[at + 1].low if at + 1 < len(nodes) else ""
    if after == "on" and at + 2 < len(nodes) and time_word(nodes[at + 2].low):
        return False
    if after == "it" and at + 2 < len(nodes) and nodes[at + 2].low in _LAID:
        return not (at + 3 < len(nodes) and time_word(nodes[at + 3].low))
    if after == "them" and _ends_behind(nodes, at + 2):
        return False
    return after in frozenset(load("en", "words")["not_after_leave"]) or kind == "party"


def _ends_behind(nodes: list[Node], at: int) -> bool:
    """``is leaving them.``, ``left them on Tuesday``: nothing but a time or an end stands behind the pronoun."""
    k = at + (at < len(nodes) and nodes[at].low in ("on", "in", "last"))
    ends = at >= len(nodes) or nodes[at].low in STOPS or not nodes[at].low[0].isalnum()
    return ends or (k < len(nodes) and is_time(nodes[k].low))


_LAID = frozenset(("in", "on", "at", "to", "with", "there", "lying", "under"))
"""``left it in a drawer``: what was not touched is no place that somebody went from."""


def is_in_with(line: Line, at: int) -> bool:
    """``is in with another project``, ``is in for a surprise``: what somebody is in is another thing."""
    nodes = line.parsed.nodes
    after = nodes[at + 1].low if at + 1 < len(nodes) else ""
    lasting = after == "for" and at + 2 < len(nodes) and begins_time(nodes, at + 2)
    return nodes[at].low in _BEING_IN and after in ("with", "for") and not lasting


def is_in_time(line: Line, at: int) -> bool:
    """``as it was in 1967``, ``the signing had been in October``: when something was, and not in what."""
    nodes = line.parsed.nodes
    behind = at + 1 if at + 1 < len(nodes) and nodes[at + 1].low != "the" else at + 2
    return nodes[at].low in _BEING_IN and behind < len(nodes) and is_time(nodes[behind].low)


_BEING_IN = frozenset(("is in", "are in", "was in", "were in", "been in", "be in"))


def time_word(low: str) -> bool:
    """Whether a word tells when: a day, a month, a number."""
    return low in MONTHS_AND_DAYS or low[0].isdigit()
