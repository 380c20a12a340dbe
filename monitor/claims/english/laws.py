"""What a law, a decree or a treaty is about: an entry, an exit, the accord itself."""

from __future__ import annotations

from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS
from monitor.model.stage import Stage


def is_law_of(nodes: list[Node], k: int, needs: str) -> bool:
    """Whether the law at node ``k`` is about what a verb of these needs is about."""
    if needs == "law-of-exit":
        return _is_on_exit(nodes[k + 1 : k + 10])
    if needs == "law-of-accession" and nodes[k].low.startswith("accession"):
        return makes_law(nodes, k)
    behind = nodes[k : k + 9]
    if any(node.low in _BEGINNINGS or _goes_out(node) for node in behind):
        return False
    told = any(
        ((noun := node.use("noun")) and noun.ref.name in ENTRIES and node.low != "joining")
        or node.low in _RATIFYING
        for node in behind
    )
    if told or _brings_in(behind) or is_of_accession(nodes[k]):
        return True
    binds = needs == "law" and _WISHES.isdisjoint(nodes[k].low.split())
    return binds and _is_of_accord(nodes[k : k + 8])


ENTRIES = frozenset(("accession", "ratification", "membership", "passage"))
"""The triggers whose nouns tell of an entry."""
_BEGINNINGS = frozenset(("process", "launching", "launch", "start", "beginning"))
"""A law on the start of an accession ratifies none."""
_RATIFYING = frozenset(("approving", "ratifying"))
_WISHES = frozenset(("motion", "resolution"))
"""What a parliament adopts that binds nobody, unless it is about accession itself."""


def is_of_accession(node: Node) -> bool:
    """``accession``, ``accession treaty``, ``accession protocol``."""
    noun = node.use("noun")
    named = "papers" in node.tags and node.low.startswith("accession")
    return named or (noun is not None and noun.ref.name == "accession")


def _is_of_accord(nodes: list[Node]) -> bool:
    """``the law on the accords``, not ``a law that makes joining the accords a crime``."""
    for node in nodes:
        if node.low in ("that", "which", "who", "with", ","):
            return False
        if node.use("accord") is not None:
            return True
    return False


def _brings_in(behind: list[Node]) -> bool:
    """``the decree [by which the country accedes]``."""
    return any(
        node.low == "which"
        and behind[k - 1].low in ("by", "with", "through", "under")
        and any((verb := other.use("verb")) and verb.ref.name == "join" for other in behind[k:])
        for k, node in enumerate(behind)
        if k
    )


def makes_law(nodes: list[Node], at: int) -> bool:
    """``signed the accession into law``."""
    return any(
        nodes[k].low == "into" and nodes[k + 1].low == "law"
        for k in range(at + 1, min(at + 12, len(nodes) - 1))
    )


def _is_on_exit(behind: list[Node]) -> bool:
    """``a law [on the country's withdrawal]``, ``a decree [taking it out of the union]``; not "departure taxes"."""
    for k, node in enumerate(behind):
        if "conjunctions" in node.tags or node.low in STOPS or node.low == ",":
            return False
        if _goes_out(node, Stage.WITHDRAWN):
            return _is_exit_itself(behind, k)
    return False


def _is_exit_itself(behind: list[Node], k: int) -> bool:
    """Whether what goes out is a party, and out of an accord."""
    after = behind[k + 1 :]
    noun = behind[k].use("noun")
    if noun is not None and noun.ref.role == "noun":
        return not after or after[0].low in ("from", "of") or not after[0].low[0].isalpha()
    standing = any((n := node.use("noun")) and n.ref.role == "standing" for node in after)
    named = any(node.use("accord") is not None for node in after)
    ends = any(u.kind == "verb" and u.ref.needs == "standing" for u in behind[k].uses)
    return (standing or (named and not ends)) and not any(node.low == "'s" for node in after)


def _goes_out(node: Node, *stages: Stage) -> bool:
    """``a decree suspending its participation``, ``a law on its withdrawal``: no law on an entry."""
    out = stages or (Stage.SUSPENDED, Stage.WITHDRAWN)
    return any(
        use.kind in ("verb", "noun") and use.ref.stage in out and use.ref.needs not in _HANDED
        for use in node.uses
    )


_HANDED = frozenset(("law-of-exit", "notice"))
"""What verbs of these needs do with a paper says nothing of what stands in it."""
