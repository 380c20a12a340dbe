"""Who is listed behind a noun: "members X and Y", "the newest member of the group is X"."""

from __future__ import annotations

from monitor.claims.english.closed import BE
from monitor.claims.english.document import Line
from monitor.claims.english.grammar import Actor, is_accord
from monitor.claims.english.groups import group_right
from monitor.claims.english.lexicon import Node


def listed_after(line: Line, at: int) -> list[Actor]:
    """The parties that are listed behind the noun at ``at``: ``members X and Y``, ``parties to it, they say: X, Y``."""
    parsed, nodes = line.parsed, line.parsed.nodes
    k = at + 1
    if k < len(nodes) and nodes[k].low in ("of", "to", "in"):
        k += 1
        while k < len(nodes) and (nodes[k].low in ("the", "these") or is_accord(nodes[k])):
            k += 1
    if nodes[at].low.endswith(" to"):
        while k < len(nodes) and (nodes[k].low == "the" or is_accord(nodes[k])):
            k += 1
    if k < len(nodes) and nodes[k].low in ("is", "was") and _is_ranked(nodes, at):
        k += 1
    while k < len(nodes) and (nodes[k].low in _BEFORE_LIST):
        k += 1
    if is_plural(nodes[at]) and any(node.low in _LATEST for node in nodes[k : k + 2]):
        while k < len(nodes) - 1 and nodes[k].low in _LATEST_OF and k not in parsed.covering:
            k += 1
    colon = next((i for i in range(k, min(k + 7, len(nodes))) if nodes[i].low == ":"), None)
    if colon is not None and k not in parsed.covering and is_plural(nodes[at]):
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
    plural = is_plural(nodes[at])
    last = group[-1].end + 1
    told = last < len(nodes) and (nodes[last].low in BE or "auxiliaries" in nodes[last].tags)
    if (
        k > at + 1
        and nodes[k - 1].low == ","
        and told
        and _denies(nodes[last:], single=len(group) < 2)
    ):
        return []
    aside = len(group) == 1 and not plural and k > at + 1 and nodes[k - 1].low == ","
    closed = actor.end + 1 >= len(nodes) or nodes[actor.end + 1].low in (",", ".", ";")
    if aside and not (closed and (_is_ranked(nodes, at) or _is_gained(nodes, at))):
        return []
    return group


def _denies(behind: list[Node], *, single: bool) -> bool:
    """``are members of the bloc, A is not``: a clause of its own; ``of its members, A and B are poor`` is none."""
    return single or any(node.low in ("not", "n't", "never") for node in behind[1:3])


def _is_ranked(nodes: list[Node], at: int) -> bool:
    """``The newest [member of the group is A]``: one whom the rank alone tells from the others."""
    words = {word for node in nodes[max(0, at - 5) : at + 1] for word in node.low.split()}
    return not words.isdisjoint(_RANKS)


_RANKS = frozenset(("newest", "latest", "last", "youngest", "first", "recent", "oldest", "only"))


_LATEST = frozenset(("latest", "newest", "last", "youngest", "recent", "recently"))
_LATEST_OF = _LATEST | {"most", "of", "them", "which", "whom", "being", "is", "was", "are", "were"}
"""``members, the most recent of [them] A``: which of them are named."""


def _is_gained(nodes: list[Node], at: int) -> bool:
    """``gained a 70th [signatory, A]``, ``has a new [member, A]``."""
    before = [node.low for node in nodes[max(0, at - 4) : at]]
    new = any(
        low in ("new", "additional") or (low[0].isdigit() and low[-1] in "htd") for low in before
    )
    return new and not {"has", "have", "gained", "gains", "got", "gets", "welcomed"}.isdisjoint(
        before
    )


def is_plural(node: Node) -> bool:
    """``members``, ``member states``, ``parties to``."""
    return any(word.endswith("s") for word in node.low.split())


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
        "above",
        "all",
        "especially",
        "particularly",
        "chiefly",
        "include",
        "includes",
        "included",
        "comprise",
    )
)
