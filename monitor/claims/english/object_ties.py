"""Ties a verb to an accord by what follows it: nothing, a paper, another thing, a party."""

from __future__ import annotations

from itertools import pairwise

from monitor.claims.candidate import Trigger
from monitor.claims.days import days_before
from monitor.claims.english.conveners import link_declared
from monitor.claims.english.document import Document, Line
from monitor.claims.english.elsewhere import joins_in_something, signs_for_something
from monitor.claims.english.laws import is_of_accession
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS, about, nearest, right_accord
from monitor.claims.english.objects import Link, is_part_of
from monitor.claims.english.wordlists import heads, nouns
from monitor.model.stage import Stage


def link_object(
    document: Document, line: Line, at: int, trigger: Trigger, found: tuple[str, int]
) -> Link | None:
    """The tie by what follows the verb, which ``object_of`` has ``found``."""
    kind, where = found
    if _takes_another(line, at, trigger, found) or _is_counterpart(line, at, trigger):
        return None
    if trigger.name in ("sign", "ratify") and _is_of_pair(document, line, at):
        return None
    if kind in ("other", "a-paper"):
        return _link_through_other(document, line, at, trigger, found)
    if kind == "party":
        return _link_beside_party(line, at, trigger, where)
    if trigger.name == "come-in" and _is_being(line, at):
        return None
    here = nearest(line, at)
    right = right_accord(line, at)
    if trigger.needs == "accord" and kind not in ("paper", "it"):
        if here is not None and here[1] < at:
            return Link(here[0], "near", here[1])
        if not _has_standing(line, at):
            return None
    if right is not None and kind in ("bare", "paper") and right[1] - where < 8:
        return Link(right[0], "object", right[1])
    if here is not None:
        return Link(here[0], kind, here[1])
    return _link_before(document, line, at, trigger, kind)


def _is_counterpart(line: Line, at: int, trigger: Trigger) -> bool:
    """``signed a deal with the union``: it is the other side, and no accord that somebody signs."""
    right = right_accord(line, at) if trigger.name in ("sign", "ratify") else None
    if right is None:
        return False
    nodes = line.parsed.nodes
    between = nodes[at + 1 : right[1]]
    ahead = [node.low for node in between if node.low != "the"]
    entry = any(map(is_of_accession, nodes[max(0, at - 8) : right[1]]))
    return ahead[-1:] == ["with"] and not entry


def _takes_another(line: Line, at: int, trigger: Trigger, found: tuple[str, int]) -> bool:
    """Whether the verb takes what is no accord: ``signed a law``, ``joined in the chorus``, ``is in no hurry``."""
    kind, where = found
    behind = line.parsed.nodes[at + 1].low if at + 1 < len(line.parsed.nodes) else ""
    if _is_of_other_body(line, at) or (trigger.name == "join" and behind in ("hands", "forces")):
        return True
    signs = trigger.name == "sign"
    at_law = where < len(line.parsed.nodes) and line.parsed.nodes[where].low in nouns("laws")
    if trigger.name == "return" or (signs and at_law):
        return True
    if signs and kind == "bare" and signs_for_something(line, where):
        return True
    if kind == "cue" and (trigger.weak or signs):
        return True
    if trigger.name == "join" and kind == "bare" and joins_in_something(line, where):
        return True
    if trigger.weak and kind in ("other", "a-paper", "party"):
        return True
    if trigger.weak and kind == "bare" and _opens_noun(line, where):
        return True
    return kind == "other" and line.parsed.nodes[at].low.startswith("withdr")


def _is_of_pair(document: Document, line: Line, at: int) -> bool:
    """``X and the union signed the pact``, ``an association agreement … X ratified it``: a paper of two sides."""
    nodes = line.parsed.nodes
    if any(map(is_of_accession, nodes)):
        return False
    if any(where < at and _stands_beside_party(line, where) for _, where, _ in line.accords):
        return True
    told = nodes[:at]
    if not any("papers" in node.tags for node in told) and line.index:
        told = document.lines[line.index - 1].parsed.nodes
    return any(one.low == "association" and "papers" in other.tags for one, other in pairwise(told))


def _stands_beside_party(line: Line, accord: int) -> bool:
    """``X and the union``, ``the union and X``: the accord is one of two sides."""
    nodes, covering = line.parsed.nodes, line.parsed.covering
    before = accord - 1 - (nodes[accord - 1].low == "the" if accord else 0)
    sides = [covering.get(accord + 2)] if _is_and(nodes, accord + 1) else []
    sides += [covering.get(before - 1)] if before > 0 and _is_and(nodes, before) else []
    return any(side is not None and bool(side.codes) for side in sides)


def _is_and(nodes: list[Node], at: int) -> bool:
    return at < len(nodes) and nodes[at].low == "and"


def _is_of_other_body(line: Line, at: int) -> bool:
    """``froze its membership of the WTO``, ``quit the board of the World Bank``: a body of another name is meant."""
    for node in line.parsed.nodes[at + 1 : at + 8]:
        if "other_bodies" in node.tags:
            return node.use("accord") is None
        if node.low in _ENDS_OBJECT or node.low in STOPS or node.use("accord") is not None:
            return False
    return False


_ENDS_OBJECT = frozenset((",", "and", "but", "after", "before", "while", "when", "at", "with"))


def _opens_noun(line: Line, where: int) -> bool:
    """``is in no hurry``: what one is in is something else."""
    return where < len(line.parsed.nodes) and line.parsed.nodes[where].low.split()[0] == "no"


def _link_through_other(
    document: Document, line: Line, at: int, trigger: Trigger, found: tuple[str, int]
) -> Link | None:
    """The tie through an object of another name: ``signed a declaration under the accords``."""
    kind, where = found
    taken = line.parsed.nodes[where]
    signs = trigger.name == "sign"
    right = right_accord(line, at)
    if right is not None and signs and _is_under(line, where, right[1]):
        return Link(right[0], "object", right[1])
    sent = trigger.stage is Stage.WITHDRAWN and "offices" in taken.tags
    if sent or _does_other(line, at + 1):
        return None
    if right is not None and right[1] != where and _chained(line, where, right[1]):
        return Link(right[0], "chained", right[1])
    if kind == "a-paper" and signs and taken.low == "declaration":
        return link_declared(document, line, where)
    return None


def _is_under(line: Line, head: int, accord: int) -> bool:
    """``a declaration under the accords``: one of the papers by which a party comes in."""
    nodes = line.parsed.nodes
    between = [node.low for node in nodes[head + 1 : accord] if node.low != "the"]
    return nodes[head].low in nouns("entry_papers") and between in (["under"], ["within"])


def _does_other(line: Line, at: int) -> bool:
    """``an invitation to [store] the archive of``: a verb that tells no step."""
    nodes = line.parsed.nodes
    node, after = nodes[at], nodes[min(at + 1, len(nodes) - 1)]
    plain = node.low.isalpha() and not node.cap and not node.uses and not node.tags
    return (
        plain
        and not node.low.endswith("s")
        and nodes[at - 1].low.split()[-1] == "to"
        and "determiners" in after.tags
    )


def _chained(line: Line, head: int, accord: int) -> bool:
    """Whether ``of``, ``to`` or another trigger ties the object to the accord: "a declaration to join the Accords"."""
    between = line.parsed.nodes[head + 1 : accord]
    if "parts" in line.parsed.nodes[head].tags or is_part_of(line.parsed.nodes, accord):
        return False
    if any(_does_other(line, k) for k in range(head + 1, accord)):
        return False
    return len(between) <= 7 and all(
        node.low
        not in (
            ",",
            "and",
            "but",
            "while",
            "when",
            "where",
            "because",
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


def _link_beside_party(line: Line, at: int, trigger: Trigger, party: int) -> Link | None:
    """The tie past a party: ``joined Bahrain in the accords``, ``ratified X's accession``."""
    right = right_accord(line, at)
    if (
        right is not None
        and trigger.name == "join"
        and not (_is_with(line, party, right[1]) or _is_in_doing(line, party, right[1]))
    ):
        return Link(right[0], "object", right[1])
    here = nearest(line, at)
    if here is not None and trigger.name in ("sign", "ratify") and _is_entry(line, at, party):
        return Link(here[0], "paper", here[1])
    return None


def _is_with(line: Line, where: int, accord: int) -> bool:
    """``joins X as the only state to have a deal with the union``, ``in a call for reform of it``: a company of states."""
    between = [word for node in line.parsed.nodes[where:accord] for word in node.low.split()]
    calls = "in" in between and not {"for", "against", "over"}.isdisjoint(between)
    return calls or ("as" in between and "with" in between[-2:])


def _is_in_doing(line: Line, where: int, accord: int) -> bool:
    """``joined X [in asking] the club to …``: what is done together is no entry."""
    between = line.parsed.nodes[where:accord]
    return any(
        a.low == "in" and b.low.endswith("ing") and b.use("verb") is None
        for a, b in pairwise(between)
    )


def _is_entry(line: Line, at: int, owner: int) -> bool:
    """``signed X's accession treaty``, ``X's treaty of accession``, ``ratified X's accession``."""
    behind = line.parsed.nodes[owner + 1 : owner + 6]
    paper = any("papers" in node.tags for node in behind)
    signs = not line.parsed.nodes[at].low.startswith("ratif")
    return (paper or not signs) and any(map(is_of_accession, behind))


def _is_being(line: Line, at: int) -> bool:
    """``as it was in 1967``, ``what is in it for them``: no membership."""
    node = line.parsed.nodes[at]
    if node.low.startswith(("came", "come", "got", "get")):
        return False
    dated = any(found.start == node.end + 1 for found in line.dates)
    return dated or (at > 0 and line.parsed.nodes[at - 1].low == "what")


def _has_standing(line: Line, at: int) -> bool:
    """Whether participation or membership stands just before a passive: "participation is suspended"."""
    return any(
        node.low in heads("standing")
        or ((noun := node.use("noun")) is not None and noun.ref.role == "standing")
        for node in line.parsed.nodes[max(0, at - 6) : at]
    )


def _link_before(
    document: Document, line: Line, at: int, trigger: Trigger, kind: str
) -> Link | None:
    """The tie to what was named in a line before, or to what the text is about."""
    accord = document.accord_before(line, 2 if trigger.weak else 3)
    sure = not trigger.weak or (kind == "bare" and _is_long_past(document, line, at))
    if accord is None and sure and kind in ("bare", "it", "paper") and about(document):
        if trigger.stage is Stage.WITHDRAWN and not line.dates:
            return None
        return Link(document.main, "far")
    return Link(accord, kind) if accord else None


def _is_long_past(document: Document, line: Line, at: int) -> bool:
    """``X came in in 2013``: an entry dated long ago needs no name beside it; ``was in 2013`` is no entry."""
    node = line.parsed.nodes[at]
    own = any(found.start == node.end + 1 for found in line.dates)
    return (
        bool(line.dates)
        and not (own and not node.low.startswith("came"))
        and all(days_before(found.partial, document.published) > 180 for found in line.dates)
    )
